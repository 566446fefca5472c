//! Tests of `container`: what concerns all wrappings, and helpers for the parts.

mod archive;
mod gzip;
mod utf16;

use std::io::{self, Cursor, Read, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Container, ContainerError, Member, Unpacked, gunzip, recognise, transcode_utf16, unzip};

fn go() -> impl FnMut(u64) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn unpacked(bytes: &[u8]) -> Result<Unpacked, ContainerError> {
    gunzip(bytes, bytes.len() as u64, &mut go())
}

/// Bytes without a pattern, the same each time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

/// An archive of files with these names and contents.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, contents)) in files.iter().enumerate() {
        let method = if at % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn opened(bytes: &[u8]) -> Result<Vec<Member>, ContainerError> {
    unzip(Cursor::new(bytes), &mut go())
}

fn contents(member: &Member) -> &[u8] {
    &member.result.as_ref().unwrap().bytes
}

#[test]
fn containers_are_told_by_their_first_bytes() {
    let utf16 = |big_endian, bom| Container::Utf16 { big_endian, bom };
    let cases: &[(&[u8], Container)] = &[
        (b"", Container::Plain),
        (b"{", Container::Plain),
        (b"{\"Meta\":1}", Container::Plain),
        (b"\x1F\x8B\x08\x00", Container::Gzip),
        (b"\x1F\x8B\x07", Container::Plain),
        (b"PK\x03\x04rest", Container::Zip),
        (b"PK\x05\x06", Container::Zip),
        (b"PK\x01\x02", Container::Plain),
        (b"\xFF\xFE{\0", utf16(false, true)),
        (b"\xFE\xFF\0{", utf16(true, true)),
        (b"{\0\"\0", utf16(false, false)),
        (b"\0{\0\"", utf16(true, false)),
        (b" \0\r\0\n\0\t\0[\0", utf16(false, false)),
        (b"\0 \0\n\0[", utf16(true, false)),
        (b" \0x\0", Container::Plain),
        (b"\0\0\0{", Container::Plain),
    ];
    for (head, container) in cases {
        assert_eq!(recognise(head), *container, "{head:?}");
    }
    assert_eq!(recognise(&packed(b"x")), Container::Gzip);
    assert_eq!(recognise(&archive(&[("a.json", b"x")])), Container::Zip);
    assert_eq!(recognise(&archive(&[])), Container::Zip);
}

/// One byte at a time, and interrupted each time.
struct Slowly<'a>(&'a [u8], bool);

impl Read for Slowly<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = 1.min(to.len());
        self.0.read(&mut to[..length])
    }
}

#[test]
fn a_slow_source() {
    let both = [packed(b"one"), packed(b"two")].concat();
    assert_eq!(gunzip(Slowly(&both, false), 0, &mut go()).unwrap().bytes.as_slice(), b"onetwo");
    let text: Vec<u8> = "aä💊".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(transcode_utf16(Slowly(&text, false), 0, false, &mut go()).unwrap().bytes.as_slice(), "aä💊".as_bytes());
}

#[test]
fn cancelling() {
    let whole = packed(&noise(1 << 20));
    let mut calls = 0;
    let mut stop = |_| {
        calls += 1;
        if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(gunzip(whole.as_slice(), 0, &mut stop), Err(ContainerError::Cancelled));
    assert_eq!(calls, 3);
    let mut stop = |_| ControlFlow::Break(());
    let both = archive(&[("a.json", b"x"), ("b.json", b"y")]);
    assert_eq!(unzip(Cursor::new(&both), &mut stop).unwrap_err(), ContainerError::Cancelled);
    assert_eq!(transcode_utf16(b"x\0".as_slice(), 2, false, &mut stop), Err(ContainerError::Cancelled));
}

fn utf16(units: &[u16], big_endian: bool) -> Vec<u8> {
    units.iter().flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn debug_output_holds_no_contents() {
    let shown = format!(
        "{:?} {:?} {:?}",
        unpacked(&packed(b"MUELLER 4711")).unwrap(),
        opened(&archive(&[("a.json", b"4711")])).unwrap(),
        transcode_utf16(utf16(&[0x34, 0x37, 0x31, 0x31], false).as_slice(), 8, false, &mut go()).unwrap()
    );
    // Neither as text nor as numbers of bytes.
    assert!(!shown.contains("4711") && !shown.contains("52, 55"), "{shown}");
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = recognise(&bytes);
        let _ = opened(&bytes);
        let _ = transcode_utf16(bytes.as_slice(), 0, true, &mut go());
        let _ = unpacked(&[b"\x1F\x8B\x08\0\0\0\0\0\0\x03", bytes.as_slice()].concat());
    }
}
