//! Fuzz target of what a message may be wrapped in: gzip, zip, UTF-16, and text around it.

#![no_main]

use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use redox_media_viewer::message::container::{Container, gunzip, recognise, transcode_utf16, unzip};
use redox_media_viewer::message::prose;

fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn check_gzip(data: &[u8]) {
    // The claimed length only saves moving memory.
    let known = gunzip(data, data.len() as u64, &mut go_on);
    assert_eq!(gunzip(data, 0, &mut go_on), known);
    if known.is_ok() {
        assert_eq!(recognise(data), Container::Gzip);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).expect("memory takes everything");
    let packed = encoder.finish().expect("memory takes everything");
    let unpacked = gunzip(packed.as_slice(), 0, &mut go_on).expect("it was packed just now");
    assert_eq!((unpacked.bytes.as_slice(), unpacked.cut_off, unpacked.ignored_tail), (data, false, false));
    // Cut anywhere, there is a beginning.
    let cut = packed.len() - 1 - data.len() % (packed.len() - 3);
    let unpacked = gunzip(&packed[..cut], 0, &mut go_on).expect("a beginning is no damage");
    assert!(unpacked.cut_off && data.starts_with(&unpacked.bytes));
}

fn check_zip(data: &[u8]) {
    if let Ok(members) = unzip(Cursor::new(data), &mut go_on) {
        assert!(!members.is_empty());
        assert!(members.is_sorted_by(|left, right| left.name <= right.name));
        for member in members {
            assert!(member.result.is_ok() || member.result.is_err_and(|error| !error.to_string().is_empty()));
        }
    }
}

fn check_utf16(data: &[u8]) {
    for big_endian in [false, true] {
        let unit = if big_endian { u16::from_be_bytes } else { u16::from_le_bytes };
        let units: Vec<u16> = data.as_chunks::<2>().0.iter().map(|bytes| unit(*bytes)).collect();
        let expected = String::from_utf16_lossy(units.strip_prefix(&[0xFEFF]).unwrap_or(&units));
        let text = transcode_utf16(data, data.len() as u64, big_endian, &mut go_on).expect("no limit was reached");
        assert_eq!(text.bytes.as_slice(), expected.as_bytes());
        assert_eq!(text.odd_byte, data.len() % 2 == 1);
        let lost = expected.matches('\u{FFFD}').count() as u64;
        assert!(text.lone_surrogates <= lost);
        assert_eq!(transcode_utf16(data, 0, big_endian, &mut go_on), Ok(text));
    }
}

fn check_prose(data: &[u8]) {
    let Some(found) = prose::extract(data) else { return };
    assert_eq!(found.len(), data.len());
    for (was, is) in data.iter().zip(found.iter()) {
        let line_break = matches!(was, b'\n' | b'\r');
        assert!(was == is || (*is == b' ' && !line_break), "neither what it was nor a space");
    }
    assert!(found.iter().any(|byte| matches!(byte, b'{' | b'[')));
    // What was found is found again, where nothing else stands around it.
    assert!(prose::extract(&found).is_some());
}

fuzz_target!(|data: &[u8]| {
    let head = data.get(..64).unwrap_or(data);
    assert_eq!(matches!(recognise(head), Container::Gzip), data.starts_with(&[0x1F, 0x8B, 8]));
    check_gzip(data);
    check_zip(data);
    check_utf16(data);
    check_prose(data);
});
