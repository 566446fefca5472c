//! Fuzz target of the indexing pass: every place that it notes is a place of the source, and a read buffer that ends
//! anywhere changes nothing.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use redox_media_viewer::content::base64::{Repair, decode};
use redox_media_viewer::limits::{LONG_STRING_BYTES, READ_BUFFER_BYTES};
use redox_media_viewer::message::Source;
use redox_media_viewer::message::index::{Index, IndexError, LongString, index};
use zeroize::Zeroizing;

fn indexed(bytes: Vec<u8>) -> Result<Index, IndexError> {
    index(&Source::from_memory(Zeroizing::new(bytes)), |_| ControlFlow::Continue(()))
}

/// All long strings, which an index gives out by their place only.
fn long_strings(index: &Index) -> Vec<&LongString> {
    index.residue().match_indices('"').filter_map(|(at, _)| index.long_string_at(at)).collect()
}

fn check_places(source: &[u8], index: &Index) {
    let residue = index.residue().as_bytes();
    let (mut before, mut in_string, mut escaped) = (0, false, false);
    for (at, &byte) in residue.iter().enumerate() {
        let offset = index.source_offset(at);
        assert!(offset >= before, "places in the source run backwards at {at}");
        // Within what stands for the last byte (an escape, a replacement character) it may be the end itself.
        assert!(offset <= source.len() as u64, "a place behind the end of the source at {at}");
        before = offset;
        // Inside strings control characters stand escaped.
        let plain = byte.is_ascii() && (!in_string || (byte == b'"' && !escaped));
        // Byte-order marks of joined files are read as white space.
        let mark = byte == b' ' && b"\xEF\xBB\xBF".contains(&source[offset as usize]);
        if plain && !mark {
            assert_eq!(source[offset as usize], byte, "another byte at {at} than in the source at {offset}");
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ => {}
        }
    }
    assert!(index.source_offset(residue.len()) <= source.len() as u64);
    if let Some((offset, _)) = index.control_characters {
        assert!(source[offset as usize] < b' ');
    }
    if let Some(offset) = index.not_utf8 {
        assert!(!source[offset as usize].is_ascii());
    }
}

fn check_strings(source: &[u8], index: &Index) {
    let mut before = 0;
    for string in long_strings(index) {
        let (start, end) = (string.range.start as usize, string.range.end as usize);
        assert!(before < start && start <= end && end < source.len(), "a range that is none: {string:?}");
        assert!(end - start > LONG_STRING_BYTES, "a short string is no long one: {string:?}");
        assert_eq!((source[start - 1], source[end]), (b'"', b'"'), "no quotes around {string:?}");
        assert_eq!(&index.residue()[string.residue_at..string.residue_at + 2], "\"\"");
        assert_eq!(index.source_offset(string.residue_at), string.range.start - 1);
        assert_eq!(index.source_offset(string.residue_at + 1), string.range.end);
        before = end;
        if string.facts.is_clean() {
            check_clean(&source[start..end], string);
        }
    }
}

/// What the pass says of clean base64 without decoding it is what decoding says.
fn check_clean(raw: &[u8], string: &LongString) {
    let (bytes, report) = decode(raw);
    assert_eq!(report.characters, string.facts.characters());
    if !report.repairs.contains(Repair::EncodedTwice) {
        assert_eq!(report.damage, None);
        assert_eq!(bytes.len() as u64, string.facts.bytes());
        assert_eq!(report.repairs.contains(Repair::WhiteSpace), string.facts.white_space > 0);
        assert_eq!(report.repairs.contains(Repair::EscapedSolidus), string.facts.escaped_solidus > 0);
    }
}

/// The same behind so much white space that the first read ends somewhere within the input.
fn check_cut(data: &[u8], whole: &Result<Index, IndexError>) {
    let wanted = usize::from(data[data.len() / 2]) << 8 | usize::from(data[data.len() - 1]);
    let blanks = READ_BUFFER_BYTES - wanted % (data.len() + 1);
    let mut padded = vec![b' '; blanks];
    padded.extend_from_slice(data);
    let shift = blanks as u64;
    match (whole, indexed(padded)) {
        (Ok(whole), Ok(cut)) => {
            assert_eq!(cut.residue()[blanks..], *whole.residue());
            assert_eq!(cut.ends_in_string, whole.ends_in_string);
            assert_eq!(cut.control_characters, whole.control_characters.map(|(at, count)| (at + shift, count)));
            assert_eq!(cut.not_utf8, whole.not_utf8.map(|at| at + shift));
            let (cut, whole) = (long_strings(&cut), long_strings(whole));
            assert_eq!(cut.len(), whole.len());
            for (cut, whole) in cut.iter().zip(whole) {
                assert_eq!(cut.residue_at, whole.residue_at + blanks);
                assert_eq!(cut.range, whole.range.start + shift..whole.range.end + shift);
                assert_eq!(cut.facts, whole.facts);
            }
        }
        (Err(IndexError::NotJson(whole)), Err(IndexError::NotJson(cut))) => assert_eq!(cut, whole + shift),
        (Err(IndexError::Empty), Err(IndexError::Empty)) => {}
        (whole, cut) => panic!("{whole:?} became {cut:?}"),
    }
}

fuzz_target!(|data: &[u8]| {
    let whole = indexed(data.to_vec());
    match &whole {
        Ok(index) => {
            check_places(data, index);
            check_strings(data, index);
        }
        Err(IndexError::NotJson(offset)) => assert!(*offset < data.len() as u64),
        Err(IndexError::Empty) => {}
        Err(error) => panic!("{error:?}"),
    }
    // A byte-order mark is one at the start only. Every sixteenth input: reading so much white space takes its time.
    if data.last().is_some_and(|last| last % 16 == 0) && !data.starts_with(b"\xEF\xBB\xBF") {
        check_cut(data, &whole);
    }
});
