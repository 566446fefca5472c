//! Tests of gzip.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::super::gzip::gunzip_within;
use super::super::{ContainerError, gunzip};
use super::{go, noise, packed, unpacked};
use crate::limits::{RATIO_FREE_BYTES, UNPACKED_RATIO};

const MIB: u64 = 1 << 20;

#[test]
fn gzip_of_several_members() {
    let (first, second) = (noise(300_000), vec![b'x'; 700_000]);
    let both = [packed(&first), packed(b""), packed(&second)].concat();
    let is = unpacked(&both).unwrap();
    assert!(*is.bytes == [first, second].concat() && !is.cut_off && !is.ignored_tail);
    // Whatever length is claimed.
    for claimed in [0, 1, u64::MAX] {
        assert_eq!(gunzip(both.as_slice(), claimed, &mut go()).unwrap(), is);
    }
}

#[test]
fn what_follows_gzip_data() {
    let is = |tail: &[u8]| {
        let is = unpacked(&[packed(b"text"), tail.to_vec()].concat()).unwrap();
        assert_eq!(is.bytes.as_slice(), b"text");
        (is.cut_off, is.ignored_tail)
    };
    assert_eq!(is(b""), (false, false));
    assert_eq!(is(&[0; 1000]), (false, false));
    assert_eq!(is(b"garbage"), (false, true));
    assert_eq!(is(&[&[0; 1000], b"x".as_slice()].concat()), (false, true));
    // The beginning of another member.
    assert_eq!(is(b"\x1F"), (true, false));
    assert_eq!(is(b"\x1F\x8B"), (true, false));
    assert_eq!(is(b"\x1F\x8B\x08\x00"), (true, false));
}

#[test]
fn gzip_data_cut_anywhere_gives_its_beginning() {
    let text = [noise(3000), b"{\"Meta\":1}\n".repeat(300)].concat();
    let whole = packed(&text);
    for end in 3..whole.len() {
        let is = unpacked(&whole[..end]).unwrap();
        assert!(is.cut_off && text.starts_with(&is.bytes), "{end}");
    }
    // Only the checksum is missing: everything is there.
    assert_eq!(unpacked(&whole[..whole.len() - 8]).unwrap().bytes.as_slice(), text);
    assert!(!unpacked(&whole).unwrap().cut_off);
}

#[test]
fn damaged_gzip_data() {
    let mut damaged = packed(&noise(5000));
    let checksum = damaged.len() - 6;
    damaged[checksum] ^= 1;
    assert_eq!(unpacked(&damaged), Err(ContainerError::Broken));
    assert_eq!(unpacked(b"\x1F\x8B\x08\xFFxxxxxxxxxxxxxxxxxxxxxxxxxx\0\0\0"), Err(ContainerError::Broken));
    for text in [b"".as_slice(), b"\x1F\x8B", b"{}"] {
        assert_eq!(unpacked(text), Err(ContainerError::NotGzip));
    }
}

#[test]
fn a_bomb_ends_early() {
    // 2 GiB of zeros: 2,048 members of 1 MiB.
    let bomb = packed(&vec![0; 1 << 20]).repeat(2048);
    let mut most = 0;
    let result = gunzip(bomb.as_slice(), bomb.len() as u64, &mut |bytes| {
        most = bytes;
        ControlFlow::Continue(())
    });
    assert_eq!(result, Err(ContainerError::Ratio));
    assert!(most <= RATIO_FREE_BYTES, "{most}");
}

#[test]
fn a_bomb_of_one_member_ends_early() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..300 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let mut most = 0;
    let mut watch = |bytes| {
        most = bytes;
        ControlFlow::Continue(())
    };
    assert_eq!(gunzip(bomb.as_slice(), bomb.len() as u64, &mut watch), Err(ContainerError::Ratio));
    assert!(most <= RATIO_FREE_BYTES, "{most}");
}

#[test]
fn the_ratio_is_that_of_the_whole_so_far() {
    // A little noise and 63 MiB of zeros, then noise enough: within what is free, then within the ratio.
    let blank = packed(&vec![0; 63 << 20]);
    let noise = packed(&noise(2 << 20));
    assert!(66 * MIB < UNPACKED_RATIO * noise.len() as u64);
    assert_eq!(unpacked(&[blank.clone(), noise].concat()).unwrap().bytes.len(), 65 << 20);
    assert_eq!(unpacked(&blank.repeat(2)), Err(ContainerError::Ratio));
}

#[test]
fn the_limit_is_exact() {
    let whole = packed(&noise(100_000));
    assert!(gunzip_within(whole.as_slice(), 0, 100_000, &mut go()).is_ok());
    assert_eq!(gunzip_within(whole.as_slice(), 0, 99_999, &mut go()), Err(ContainerError::TooLarge));
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_source_that_fails() {
    let whole = packed(&noise(1000));
    let failing = whole[..500].chain(Failing);
    assert_eq!(gunzip(failing, 0, &mut go()), Err(ContainerError::Io(io::ErrorKind::ConnectionReset)));
}

proptest! {
    #[test]
    fn gzip_round_trip(pieces in prop::collection::vec((any::<u8>(), 1..20_000_usize), 0..8), members in 1..4_usize) {
        let text: Vec<u8> = pieces.iter().flat_map(|(byte, length)| std::iter::repeat_n(*byte, *length)).collect();
        let is = unpacked(&packed(&text).repeat(members)).unwrap();
        prop_assert!(*is.bytes == text.repeat(members) && !is.cut_off && !is.ignored_tail);
    }
}
