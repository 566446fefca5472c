//! Text, in which encoding it may be, and the text formats that announce themselves. Used by `sniff` only.

use std::borrow::Cow;

use super::{DetectedType, markup};

/// Text of a known kind.
pub(super) fn detect_marked(head: &[u8], complete: bool) -> Option<DetectedType> {
    let ascii = ascii_view(head);
    // MLLP, the framing of HL7 on the wire, begins with a vertical tab.
    let text = ascii.trim_ascii_start();
    let text = text.strip_prefix(b"\x0b").unwrap_or(text).trim_ascii_start();
    match text.first()? {
        b'{' if text.starts_with(br"{\rtf") => Some(DetectedType::Rtf),
        b'{' | b'[' => is_json(text, complete).then_some(DetectedType::Json),
        b'<' => markup::detect(text),
        _ => is_hl7(text).then_some(DetectedType::Hl7),
    }
}

/// A header of a message, file or batch, which begins with the delimiters that it uses (HL7 v2, chapter 2).
fn is_hl7(text: &[u8]) -> bool {
    let (Some(segment), Some(field)) = (text.get(..3), text.get(3)) else {
        return false;
    };
    let delimiters = text.get(4..7).unwrap_or_default();
    matches!(segment, b"MSH" | b"FHS" | b"BHS")
        && (*field == b'|'
            || field.is_ascii_punctuation() && delimiters.len() == 3 && delimiters.iter().all(u8::is_ascii_punctuation))
}

/// An object or array: what follows the bracket fits, and so does the end where it is there.
fn is_json(text: &[u8], complete: bool) -> bool {
    let text = text.trim_ascii();
    let Some((open, rest)) = text.split_first() else {
        return false;
    };
    let rest = rest.trim_ascii_start();
    let closes = match open {
        b'{' => b'}',
        _ => b']',
    };
    if complete && text.last() != Some(&closes) {
        return false;
    }
    match rest.first() {
        None => !complete,
        Some(byte) if *byte == closes => true,
        Some(b'"') if *open == b'{' => key_and_colon(rest),
        Some(_) if *open == b'{' => false,
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9') => true,
        Some(_) => [&b"true"[..], b"false", b"null"].iter().any(|word| rest.starts_with(word)),
    }
}

/// A string and a colon, as far as the text goes.
fn key_and_colon(text: &[u8]) -> bool {
    let mut rest = text.get(1..).unwrap_or_default();
    while let Some(at) = memchr::memchr2(b'"', b'\\', rest) {
        let escaped = rest.get(at) == Some(&b'\\');
        let next = if escaped { at + 2 } else { at + 1 };
        rest = rest.get(next..).unwrap_or_default();
        if !escaped {
            let rest = rest.trim_ascii_start();
            return rest.is_empty() || rest.starts_with(b":");
        }
    }
    true
}

/// Encodings that are told apart.
#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    /// UTF-8 or one byte a character.
    Bytes,
    Utf16Le,
    Utf16Be,
}

/// The encoding and the text without its byte-order mark.
fn encoding(head: &[u8]) -> (Encoding, &[u8]) {
    match head {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Bytes, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
        _ => (evident_encoding(head), head),
    }
}

/// UTF-16 without a mark shows by its zero bytes, where the text is mostly ASCII.
fn evident_encoding(head: &[u8]) -> Encoding {
    const LOOKED_AT_BYTES: usize = 256;
    let (units, _) = head.get(..LOOKED_AT_BYTES).unwrap_or(head).as_chunks::<2>();
    let ascii_units = |of: fn(&[u8; 2]) -> (u8, u8)| {
        let fits = units.iter().filter(|unit| {
            let (high, low) = of(unit);
            high == 0 && (low.is_ascii_graphic() || low.is_ascii_whitespace())
        });
        fits.count() * 10 >= units.len() * 9
    };
    if units.len() < 2 {
        Encoding::Bytes
    } else if ascii_units(|&[low, high]| (high, low)) {
        Encoding::Utf16Le
    } else if ascii_units(|&[high, low]| (high, low)) {
        Encoding::Utf16Be
    } else {
        Encoding::Bytes
    }
}

fn utf16_units(text: &[u8], encoding: Encoding) -> impl Iterator<Item = u16> {
    let (units, _) = text.as_chunks::<2>();
    units.iter().map(move |&unit| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(unit),
        _ => u16::from_le_bytes(unit),
    })
}

/// The text in a byte a character, good enough to find ASCII in it.
fn ascii_view(head: &[u8]) -> Cow<'_, [u8]> {
    match encoding(head) {
        (Encoding::Bytes, text) => Cow::Borrowed(text),
        (encoding, text) => utf16_units(text, encoding)
            .map(|unit| u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(0x80))
            .collect(),
    }
}

/// Text for people: hardly any control characters, and an encoding that fits.
pub(super) fn is_text(head: &[u8], complete: bool) -> bool {
    match encoding(head) {
        (Encoding::Bytes, text) if text.contains(&0) => false,
        (Encoding::Bytes, text) => {
            let utf8 = if complete { std::str::from_utf8(text).is_ok() } else { is_utf8_to_the_end(text) };
            let controls = text.iter().filter(|&&byte| is_control(u32::from(byte)));
            few(controls.count(), text.len()) && (utf8 || is_single_byte_text(text))
        }
        (encoding, text) => {
            let mut characters = 0;
            let mut odd = usize::from(complete && !text.len().is_multiple_of(2));
            for character in char::decode_utf16(utf16_units(text, encoding)) {
                characters += 1;
                odd += usize::from(match character {
                    Ok(character) => is_control(u32::from(character)) || character == '\u{ffff}',
                    Err(_) => true,
                });
            }
            few(odd, characters)
        }
    }
}

/// All of it is UTF-8, but for a character cut off at the end.
pub(super) fn is_utf8_to_the_end(text: &[u8]) -> bool {
    match std::str::from_utf8(text) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Latin-1, Windows-1252 and their like. Western text has a letter beyond ASCII here and there; what has many of them
/// could be anything, compressed bytes most of all.
fn is_single_byte_text(text: &[u8]) -> bool {
    let beyond_ascii = text.iter().filter(|byte| !byte.is_ascii()).count();
    // Five places that Windows-1252 leaves empty.
    let impossible = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
    beyond_ascii * 10 <= text.len() * 3 && !text.iter().any(|byte| impossible.contains(byte))
}

fn few(odd: usize, all: usize) -> bool {
    odd * 50 <= all
}

/// Control characters that no text file holds. Escape (terminal colours), form feed, backspace (overstriking printers),
/// the end mark of DOS and the frame of MLLP do occur.
fn is_control(character: u32) -> bool {
    match character {
        0x08..=0x0D | 0x1A..=0x1C => false,
        0..0x20 | 0x7F => true,
        _ => false,
    }
}
