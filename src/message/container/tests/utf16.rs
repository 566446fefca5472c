//! Tests of UTF-16.

use proptest::prelude::*;

use super::super::transcode_utf16;
use super::{go, utf16};

fn transcoded(bytes: &[u8], big_endian: bool) -> (String, u64, bool) {
    let is = transcode_utf16(bytes, bytes.len() as u64, big_endian, &mut go()).unwrap();
    (String::from_utf8(is.bytes.to_vec()).unwrap(), is.lone_surrogates, is.odd_byte)
}

#[test]
fn utf16_with_everything_odd() {
    let units = [0xFEFF, 0x7B, 0xD83D, 0x41, 0xDC8A, 0xD83D, 0xD83D, 0xDC8A, 0xFEFF, 0xD83D];
    for big_endian in [false, true] {
        let mut bytes = utf16(&units, big_endian);
        bytes.push(7);
        assert_eq!(transcoded(&bytes, big_endian), ("{�A��💊\u{feff}�".into(), 4, true));
        assert_eq!(transcoded(b"", big_endian), (String::new(), 0, false));
        assert_eq!(transcoded(b"x", big_endian), (String::new(), 0, true));
    }
}

#[test]
fn half_a_pair_before_a_run_of_ascii() {
    let units = [vec![0x61; 31], vec![0xD83D], vec![0x62; 64]].concat();
    let is = "a".repeat(31) + "\u{FFFD}" + &"b".repeat(64);
    assert_eq!(transcoded(&utf16(&units, false), false), (is, 1, false));
}

proptest! {
    #[test]
    fn utf16_like_the_standard_library(units in prop::collection::vec(
        prop_oneof![8 => 0x20..0x7F_u16, 1 => any::<u16>(), 1 => 0xD800..0xE000_u16], 0..500), big_endian: bool,
    ) {
        // A mark at the start would be dropped.
        let units = [&[0x7B], units.as_slice()].concat();
        let (text, lone, odd) = transcoded(&utf16(&units, big_endian), big_endian);
        let count = char::decode_utf16(units.iter().copied()).filter(Result::is_err).count();
        prop_assert_eq!((text, lone, odd), (String::from_utf16_lossy(&units), count as u64, false));
    }

    #[test]
    fn long_utf16(text in "[a-z]{0,40}[ä€💊]{0,3}", times in 1..6000_usize) {
        let text = text.repeat(times);
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(transcoded(&utf16(&units, true), true), (text, 0, false));
    }
}
