//! Turns the bytes of text into text: which encoding they are in, and their characters. For every reader of a format that is text
//! (plain text, XML, CDA, HTML, JSON).
//!
//! What the bytes show beats what is said about them: labels are often wrong, while a byte-order mark or text that is UTF-8 from
//! beginning to end hardly ever comes about by accident.

mod guess;
mod wide;

use encoding_rs::{CoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::limits::MAX_TEXT_BYTES;

/// Text and how it was read.
pub(super) struct Decoded {
    /// Without byte-order mark; lines end with `'\n'` alone. Bytes that make no sense are U+FFFD; other control characters are
    /// kept.
    pub text: String,
    /// The name of the encoding (`UTF-8`, `windows-1252`).
    pub encoding: &'static str,
    /// Nothing states the encoding, and more than one would fit.
    pub guessed: bool,
    /// There are more bytes than the limit; the text ends with a whole character.
    pub cut_short: bool,
}

/// An encoding. UTF-32 is none of those of the web, and so of `encoding_rs`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    Web(&'static Encoding),
    Utf32Le,
    Utf32Be,
}

impl Coding {
    fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }
}

/// Decodes the first `MAX_TEXT_BYTES` of `bytes`. `declared`: the label of an encoding (`ISO-8859-1`, in any spelling of the WHATWG
/// Encoding Standard) where the document, or the message around it, states one.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    decode_first(MAX_TEXT_BYTES, bytes, declared)
}

/// Like `decode`, of the first `most` bytes.
pub(super) fn decode_first(most: usize, bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (read, cut_short) = match bytes.get(..most) {
        Some(first) if bytes.len() > most => (first, true),
        _ => (bytes, false),
    };
    let (coding, mark_bytes, guessed) = match mark(read) {
        Some((coding, mark_bytes)) => (coding, mark_bytes, false),
        None => {
            let (coding, guessed) = coding_without_mark(read, declared.and_then(labelled), cut_short);
            (coding, 0, guessed)
        }
    };
    let read = read.get(mark_bytes..).unwrap_or_default();
    let text = match coding {
        Coding::Web(encoding) => characters(read, encoding, cut_short),
        Coding::Utf32Le => wide::utf32(read, u32::from_le_bytes, cut_short),
        Coding::Utf32Be => wide::utf32(read, u32::from_be_bytes, cut_short),
    };
    Decoded { text: with_plain_line_ends(text), encoding: coding.name(), guessed, cut_short }
}

/// The encoding that an XML declaration at the start of `bytes` names (XML 1.0 §2.8), in an encoding that shares ASCII.
pub(super) fn xml_declared(bytes: &[u8]) -> Option<&str> {
    /// A declaration has some 60 bytes.
    const LOOKED_AT_BYTES: usize = 256;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes).strip_prefix(b"<?xml")?;
    let declaration = head.get(..memchr::memchr(b'>', head)?)?;
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration.get(at.checked_add(b"encoding".len())?..)?.trim_ascii_start();
    let (quote, label) = value.strip_prefix(b"=")?.trim_ascii_start().split_first()?;
    let length = memchr::memchr(*quote, label).filter(|_| matches!(quote, b'"' | b'\''))?;
    std::str::from_utf8(label.get(..length)?).ok()
}

/// The encoding that a byte-order mark tells, and the length of the mark.
fn mark(bytes: &[u8]) -> Option<(Coding, usize)> {
    match bytes {
        // What begins with a NUL in UTF-16 is no text, so this is UTF-32.
        [0xFF, 0xFE, 0, 0, ..] => Some((Coding::Utf32Le, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((Coding::Utf32Be, 4)),
        [0xEF, 0xBB, 0xBF, ..] => Some((Coding::Web(UTF_8), 3)),
        [0xFF, 0xFE, ..] => Some((Coding::Web(UTF_16LE), 2)),
        [0xFE, 0xFF, ..] => Some((Coding::Web(UTF_16BE), 2)),
        _ => None,
    }
}

/// The encoding with that label, where text can be in it.
fn labelled(label: &str) -> Option<Coding> {
    let label = label.trim_matches(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '"' | '\''));
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return (encoding != REPLACEMENT && encoding != X_USER_DEFINED).then_some(Coding::Web(encoding));
    }
    match label.to_ascii_lowercase().as_str() {
        "utf-32" | "utf32" | "utf-32le" | "utf-32-le" | "ucs-4" => Some(Coding::Utf32Le),
        "utf-32be" | "utf-32-be" => Some(Coding::Utf32Be),
        _ => None,
    }
}

/// The encoding of text without a byte-order mark, and whether it is a guess.
fn coding_without_mark(bytes: &[u8], declared: Option<Coding>, cut_short: bool) -> (Coding, bool) {
    // Such text is valid UTF-8 as well, full of NULs.
    if let Some(evident) = wide::evident(bytes) {
        return (evident, false);
    }
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => cut_short && error.error_len().is_none(),
    };
    match declared {
        Some(Coding::Web(encoding)) if encoding == UTF_8 && !is_utf8 => {}
        // Letters of a single-byte encoding do not fall into the patterns of UTF-8 throughout a text by accident, and text without
        // any beyond ASCII is the same in both.
        Some(Coding::Web(encoding)) if is_utf8 && encoding.is_single_byte() && !bytes.is_ascii() => {}
        Some(Coding::Web(encoding)) if is_utf8 && has_errors(bytes, encoding, cut_short) => {}
        // Were it UTF-16 or UTF-32, what is ASCII would have shown.
        Some(Coding::Web(encoding)) if is_utf8 && is_wide(encoding) => {}
        Some(Coding::Utf32Le | Coding::Utf32Be) => {}
        Some(declared) => return (declared, false),
        None => {}
    }
    if is_utf8 {
        return (Coding::Web(UTF_8), false);
    }
    (Coding::Web(if guess::is_damaged_utf8(bytes) { UTF_8 } else { guess::single_or_double_byte(bytes) }), true)
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether some bytes make no sense in `encoding`.
fn has_errors(bytes: &[u8], encoding: &'static Encoding, cut_short: bool) -> bool {
    if encoding == UTF_8 || encoding.is_single_byte() && bytes.is_ascii() {
        return false;
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut scratch = [0; 16 * 1024];
    let mut rest = bytes;
    loop {
        let (result, read, _, errors) = decoder.decode_to_utf8(rest, &mut scratch, !cut_short);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            _ if errors => return true,
            CoderResult::InputEmpty => return false,
            CoderResult::OutputFull => {}
        }
    }
}

/// `bytes` in an encoding of the web. A character that the limit cut off is left out.
fn characters(bytes: &[u8], encoding: &'static Encoding, cut_short: bool) -> String {
    const ROOM_BYTES: usize = 4096;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len().saturating_add(ROOM_BYTES));
    let mut rest = bytes;
    loop {
        let (result, read, _) = decoder.decode_to_string(rest, &mut text, !cut_short);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            CoderResult::InputEmpty => return text,
            CoderResult::OutputFull => text.reserve((rest.len() / 2).saturating_add(ROOM_BYTES)),
        }
    }
}

/// The same text with `'\n'` for `"\r\n"` and for a lone `'\r'`, which ends the segments of HL7 v2 and the lines of old Macs.
fn with_plain_line_ends(text: String) -> String {
    let mut rest = text.as_str();
    let Some(mut at) = memchr::memchr(b'\r', rest.as_bytes()) else { return text };
    let mut plain = String::with_capacity(text.len());
    loop {
        plain.push_str(rest.get(..at).unwrap_or_default());
        plain.push('\n');
        rest = rest.get(at.saturating_add(1)..).unwrap_or_default();
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        match memchr::memchr(b'\r', rest.as_bytes()) {
            Some(next) => at = next,
            None => break,
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
#[path = "charset_tests.rs"]
mod tests;
