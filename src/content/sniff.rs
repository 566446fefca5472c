//! Which type some bytes are, told from their start. For the rooms that show, name or save contents.
//!
//! Reads bytes only: no container is opened, nothing is unpacked. The answer names files and picks a reader in the
//! worker process; it is never a reason to trust the bytes.

mod archive;
mod binary;
mod declared;
mod detected_type;
mod markup;
mod text;

pub use declared::{Agreement, declared_matches};
pub use detected_type::DetectedType;

use crate::limits::{PDF_HEADER_BYTES, SNIFF_BYTES};

/// The type of the document that starts with `head` (more than the first [`SNIFF_BYTES`] are not looked at).
/// `complete`: `head` is the whole document. `None` for no bytes.
#[must_use]
pub fn sniff(head: &[u8], complete: bool) -> Option<DetectedType> {
    if head.is_empty() {
        return None;
    }
    let complete = complete && head.len() <= SNIFF_BYTES;
    let head = head.get(..SNIFF_BYTES).unwrap_or(head);
    let detected = binary::detect(head)
        .or_else(|| archive::detect(head))
        .or_else(|| text::detect_marked(head, complete))
        .or_else(|| is_pdf(head).then_some(DetectedType::Pdf))
        .or_else(|| binary::detect_mp3_frames(head, complete))
        .or_else(|| text::is_text(head, complete).then_some(DetectedType::Text));
    Some(detected.unwrap_or(DetectedType::Unknown))
}

/// True when bytes seem to have been lost to a text conversion before they were encoded: everything is UTF-8, as no
/// binary document is, and the mark for a lost character (U+FFFD, `EF BF BD`) stands in it more than by accident.
///
/// Node's `buffer.toString()` and jq's `@base64d` do this (jqlang/jq issue 1931); nothing brings the bytes back.
/// `start`: the first bytes of the document; 64 KiB say enough.
#[must_use]
pub fn looks_text_converted(start: &[u8]) -> bool {
    /// Fewer may have been in a text all along.
    const ENOUGH_MARKS: usize = 4;
    const MARK: &str = "\u{fffd}";

    let marks = memchr::memmem::find_iter(start, MARK).take(ENOUGH_MARKS);
    let suspicious = start.starts_with(MARK.as_bytes()) || marks.count() == ENOUGH_MARKS;
    suspicious && text::is_utf8_to_the_end(start)
}

/// A header behind some junk, or none at all: readers rebuild a PDF from its objects.
fn is_pdf(head: &[u8]) -> bool {
    let searched = head.get(..PDF_HEADER_BYTES + 6).unwrap_or(head);
    let has_header = memchr::memmem::find_iter(searched, b"%PDF-")
        .any(|at| searched.get(at + 5).is_some_and(|digit| digit.is_ascii_digit()));
    has_header || begins_with_object(head)
}

/// `1 0 obj`, perhaps behind one line of comment.
fn begins_with_object(head: &[u8]) -> bool {
    let mut text = head.trim_ascii_start();
    if text.starts_with(b"%") {
        let line_end = memchr::memchr2(b'\n', b'\r', text).unwrap_or(text.len());
        text = text.get(line_end..).unwrap_or_default().trim_ascii_start();
    }
    let mut words = text.split(|byte| byte.is_ascii_whitespace() || *byte == b'<').filter(|word| !word.is_empty());
    let mut number = || words.next().is_some_and(|word| word.len() <= 10 && word.iter().all(u8::is_ascii_digit));
    number() && number() && words.next() == Some(b"obj")
}
