//! Tests of zip archives.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::ContainerError;
use super::super::archive::unzip_within;
use super::{archive, contents, go, noise, opened, packed};
use crate::limits::{ARCHIVE_MEMBERS, MEMBER_NAME_CHARS};

fn positions(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    bytes.windows(what.len()).enumerate().filter(|(_, window)| *window == what).map(|(at, _)| at).collect()
}

const LISTED: &[u8] = b"PK\x01\x02";

/// Overwrites a field of every entry of an archive's list.
fn claim(archive: &mut [u8], field: usize, value: &[u8]) {
    for at in positions(archive, LISTED) {
        archive[at + field..][..value.len()].copy_from_slice(value);
    }
}

#[test]
fn members_in_the_order_of_their_names() {
    let inner = archive(&[("x.json", b"x")]);
    let gz = packed(b"gz");
    let is = opened(&archive(&[
        ("b.json", b"b"),
        ("folder/c.NDJSON", b"c"),
        ("a.JSON.gz", &gz),
        ("a.json", &noise(200_000)),
        ("readme.txt", b"t"),
        ("inner.zip", &inner),
        ("__MACOSX/a.json", b"m"),
        ("folder/._c.json", b"m"),
        ("folder.json/", b""),
        ("json", b"j"),
        ("../../etc/d.json", b""),
    ]))
    .unwrap();
    let names: Vec<_> = is.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["../../etc/d.json", "a.JSON.gz", "a.json", "b.json", "folder/c.NDJSON"]);
    let lengths: Vec<_> = is.iter().map(|member| contents(member).len()).collect();
    assert_eq!(lengths, [0, 2, 200_000, 1, 1]);
    assert_eq!(contents(&is[1]), b"gz");
    assert_eq!(contents(&is[2]), noise(200_000));
}

#[test]
fn archives_without_anything_to_open() {
    assert_eq!(opened(&archive(&[])).unwrap_err(), ContainerError::NothingInside);
    assert_eq!(opened(&archive(&[("a.txt", b"x")])).unwrap_err(), ContainerError::NothingInside);
    assert_eq!(opened(b"PK\x03\x04").unwrap_err(), ContainerError::Broken);
    assert_eq!(opened(b"").unwrap_err(), ContainerError::Broken);
}

#[test]
fn an_archive_with_a_comment_and_something_before_it() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment("PK\x05\x06 is how an end record starts; this is none").unwrap();
    writer.start_file("a.json", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"text").unwrap();
    let whole = writer.finish().unwrap().into_inner();
    assert_eq!(contents(&opened(&whole).unwrap()[0]), b"text");
    let moved = [b"#!/bin/sh\n".as_slice(), &whole].concat();
    assert_eq!(contents(&opened(&moved).unwrap()[0]), b"text");
    // Something between the list and the end record.
    let end = whole.len() - 22 - 46;
    let parted = [&whole[..end], b"xyz", &whole[end..]].concat();
    assert!(whole[end..].starts_with(b"PK\x05\x06"));
    assert_eq!(contents(&opened(&parted).unwrap()[0]), b"text");
}

#[test]
fn an_archive_of_the_large_kind() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.json", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"text").unwrap();
    let mut whole = writer.finish().unwrap().into_inner();
    let list = positions(&whole, LISTED)[0];
    let end = positions(&whole, b"PK\x05\x06")[0];
    // Sizes into an extra field, number and place of entries into the large end record.
    let extra_at = list + 46 + 6;
    let (packed, unpacked) = (whole[list + 20..list + 24].to_vec(), whole[list + 24..list + 28].to_vec());
    let old_extra = usize::from(whole[list + 30]);
    let extra = [b"\x01\0\x10\0", unpacked.as_slice(), &[0; 4], &packed, &[0; 4]].concat();
    let mut header = whole[list..extra_at].to_vec();
    header[20..28].fill(0xFF);
    header[30..32].copy_from_slice(&u16::try_from(extra.len()).unwrap().to_le_bytes());
    let rest = whole[extra_at + old_extra..end].to_vec();
    let mut tail = whole.split_off(list)[end - list..].to_vec();
    whole.extend([header, extra, rest].concat());
    let size = whole.len() - list;
    let large_end = whole.len() as u64;
    whole.extend(b"PK\x06\x06");
    whole.extend(44_u64.to_le_bytes());
    whole.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [1, 1, size as u64, list as u64] {
        whole.extend(number.to_le_bytes());
    }
    whole.extend(b"PK\x06\x07\0\0\0\0");
    whole.extend(large_end.to_le_bytes());
    whole.extend([1, 0, 0, 0]);
    tail[8..20].fill(0xFF);
    whole.extend(tail);
    assert_eq!(contents(&opened(&whole).unwrap()[0]), b"text");
}

#[test]
fn names_without_the_utf8_mark() {
    let whole = archive(&[("X.json", b"")]);
    let named = |byte: u8| {
        let mut whole = whole.clone();
        let at = positions(&whole, LISTED)[0];
        whole[at + 46] = byte;
        opened(&whole).unwrap().remove(0).name
    };
    assert_eq!(named(0x81), "ü.json");
    assert_eq!(named(0xE1), "ß.json");
    assert_eq!(named(0xFF), "\u{a0}.json");
    let long = format!("{}é.json", "ü/".repeat(3000));
    let is = opened(&archive(&[(&long, b"")])).unwrap().remove(0).name;
    assert_eq!(is.chars().count(), MEMBER_NAME_CHARS + 1);
    assert!(is.starts_with('…') && is.ends_with("/é.json"));
}

#[test]
fn one_bad_member_does_not_spoil_the_others() {
    let mut whole = archive(&[
        ("a.json", b"aaaa"),
        ("b.json", b"bbbb"),
        ("c.json", b"cccc"),
        ("d.json", b"dddd"),
        ("e.json.gz", b"-"),
    ]);
    let at = positions(&whole, LISTED);
    whole[at[0] + 8] |= 1;
    whole[at[1] + 16] ^= 1;
    whole[at[2] + 10] = 14;
    let is = opened(&whole).unwrap();
    let results: Vec<_> =
        is.iter().map(|member| member.result.as_ref().map(|unpacked| unpacked.bytes.to_vec())).collect();
    use ContainerError::{Broken, Encrypted, NotGzip, UnknownMethod};
    assert_eq!(results, [Err(&Encrypted), Err(&Broken), Err(&UnknownMethod), Ok(b"dddd".to_vec()), Err(&NotGzip)]);
}

#[test]
fn sizes_that_lie() {
    let text = noise(200_000);
    let whole = archive(&[("a.json", &text)]);
    // A claimed size is only a hint …
    for claimed in [0_u32, 1, 199_999, 1 << 29] {
        let mut whole = whole.clone();
        claim(&mut whole, 24, &claimed.to_le_bytes());
        assert_eq!(contents(&opened(&whole).unwrap()[0]), text, "{claimed}");
        // … and does not get past the limit.
        let is = unzip_within(Cursor::new(&whole), 199_999, &mut go()).unwrap();
        assert_eq!(is[0].result, Err(ContainerError::TooLarge), "{claimed}");
    }
    for claimed in [0_u32, 1, 1000, u32::MAX - 1] {
        let mut whole = whole.clone();
        claim(&mut whole, 20, &claimed.to_le_bytes());
        assert_eq!(opened(&whole).unwrap()[0].result, Err(ContainerError::Broken), "{claimed}");
    }
}

#[test]
fn a_bomb_in_an_archive() {
    let zeros = vec![0; 70 << 20];
    let mut whole = archive(&[("a.json", &zeros), ("b.json", b"text")]);
    claim(&mut whole, 24, &4_u32.to_le_bytes());
    let is = opened(&whole).unwrap();
    assert_eq!(is[0].result, Err(ContainerError::Ratio));
    assert_eq!(contents(&is[1]), b"text");
    // Packed twice.
    let is = opened(&archive(&[("a.json.gz", &packed(&zeros))])).unwrap();
    assert_eq!(is[0].result, Err(ContainerError::Ratio));
}

#[test]
fn the_limit_is_that_of_all_members() {
    let text = noise(1000);
    let whole = archive(&[("a.json", &text), ("b.json", &text), ("c.json", &text)]);
    let is = |limit| {
        let is = unzip_within(Cursor::new(&whole), limit, &mut go()).unwrap();
        is.iter().map(|member| member.result.is_ok()).collect::<Vec<_>>()
    };
    assert_eq!(is(3000), [true, true, true]);
    assert_eq!(is(2999), [true, true, false]);
    assert_eq!(is(999), [false, false, false]);
    // What is packed twice counts twice.
    let gz = packed(&text);
    let whole = archive(&[("a.json.gz", &gz)]);
    let limit = (gz.len() + 1000) as u64;
    assert!(unzip_within(Cursor::new(&whole), limit, &mut go()).unwrap()[0].result.is_ok());
    let is = unzip_within(Cursor::new(&whole), limit - 1, &mut go()).unwrap();
    assert_eq!(is[0].result, Err(ContainerError::TooLarge));
}

#[test]
fn members_that_share_data() {
    // All entries of the list point to the first file.
    let text = noise(1000);
    let names: Vec<_> = (0..50).map(|number| format!("{number}.json")).collect();
    let files: Vec<_> =
        names.iter().map(|name| (name.as_str(), if name == "0.json" { text.as_slice() } else { b"" })).collect();
    let mut whole = archive(&files);
    let first = positions(&whole, LISTED)[0];
    let sizes = whole[first + 10..first + 28].to_vec();
    claim(&mut whole, 10, &sizes);
    claim(&mut whole, 42, &[0; 4]);
    let length = whole.len() as u64;
    let is = opened(&whole).unwrap();
    let read = is.iter().filter(|member| member.result.is_ok()).count() as u64;
    assert!(read > 0 && read * 1000 <= length, "{read}");
    assert_eq!(is.last().unwrap().result, Err(ContainerError::Broken));
}

#[test]
fn too_many_members() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..=ARCHIVE_MEMBERS {
        writer.start_file(format!("{number}.json"), options).unwrap();
    }
    let whole = writer.finish().unwrap().into_inner();
    assert_eq!(opened(&whole).unwrap_err(), ContainerError::TooMany);
}

#[test]
fn members_of_the_same_name_are_all_there() {
    let mut whole = archive(&[("a.json", b"1"), ("b.json", b"2")]);
    let at = positions(&whole, LISTED)[1];
    whole[at + 46] = b'a';
    let is = opened(&whole).unwrap();
    assert_eq!([contents(&is[0]), contents(&is[1])], [b"1", b"2"]);
}

#[test]
fn an_archive_cut_anywhere_is_an_error() {
    let whole = archive(&[("a.json", b"aaaa"), ("b.json", &noise(300))]);
    for end in 0..whole.len() {
        assert!(opened(&whole[..end]).is_err(), "{end}");
    }
}

proptest! {
    #[test]
    fn archive_round_trip(files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3000), 1..8)) {
        let names: Vec<_> = (0..files.len()).map(|number| format!("{number}.json")).collect();
        let pairs: Vec<_> = names.iter().map(String::as_str).zip(files.iter().map(Vec::as_slice)).collect();
        let is = opened(&archive(&pairs)).unwrap();
        prop_assert_eq!(is.iter().map(|member| contents(member).to_vec()).collect::<Vec<_>>(), files);
    }

    #[test]
    fn a_changed_archive_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut whole = archive(&[("a.json", b"aaaaaaaaaaaaaaa"), ("b.json.gz", &packed(b"bbbb")), ("c.json", b"c")]);
        for (at, byte) in &changes {
            let at = at.index(whole.len());
            whole[at] = *byte;
        }
        if let Ok(is) = opened(&whole) {
            // Whatever was changed: what is called sound is sound.
            for member in is.iter().filter(|member| member.result.is_ok()) {
                prop_assert!([b"aaaaaaaaaaaaaaa".as_slice(), b"bbbb", b"c"].contains(&contents(member))
                    || member.result.as_ref().is_ok_and(|unpacked| unpacked.cut_off || unpacked.bytes.is_empty() || unpacked.bytes.starts_with(b"\x1F\x8B")));
            }
        }
    }
}
