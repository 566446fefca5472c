//! Encodings of two or four bytes a unit. Part of `charset`.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Coding;

/// The encoding of text whose zero bytes show that it is UTF-16 or UTF-32. Most text has at least blanks and line ends in ASCII,
/// whose upper bytes are zero; in any other text there are none.
pub(super) fn evident(bytes: &[u8]) -> Option<Coding> {
    const LOOKED_AT_BYTES: usize = 4096;
    let head = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    memchr::memchr(0, head)?;
    if is_utf8_with_few_controls(head) {
        return None;
    }
    let (quads, _) = head.as_chunks::<4>();
    if !quads.is_empty() {
        for (coding, value) in
            [(Coding::Utf32Le, u32::from_le_bytes as fn([u8; 4]) -> u32), (Coding::Utf32Be, u32::from_be_bytes)]
        {
            let sound = |quad: &[u8; 4]| char::from_u32(value(*quad)).is_some_and(|letter| letter != '\0');
            if quads.iter().all(sound) {
                return Some(coding);
            }
        }
    }
    let (units, _) = head.as_chunks::<2>();
    let count = |fits: fn(&[u8; 2]) -> bool| units.iter().filter(|unit| fits(unit)).count();
    let (first, second) = (count(|unit| unit[0] == 0), count(|unit| unit[1] == 0));
    let mostly = |upper: usize, lower: usize| {
        units.len() >= 2 && upper.saturating_mul(10) >= units.len() && lower.saturating_mul(2) <= upper
    };
    if mostly(second, first) && is_text(units, u16::from_le_bytes) {
        Some(Coding::Web(UTF_16LE))
    } else if mostly(first, second) && is_text(units, u16::from_be_bytes) {
        Some(Coding::Web(UTF_16BE))
    } else {
        None
    }
}

/// Text in UTF-8 with a NUL here and there. In UTF-16, letters of most scripts have an upper byte below a blank.
fn is_utf8_with_few_controls(head: &[u8]) -> bool {
    let controls = head.iter().filter(|byte| **byte < b' ' && !is_usual_control(char::from(**byte))).count();
    let utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    utf8 && controls.saturating_mul(10) <= head.len()
}

/// White space, escape (colours of terminals), the end mark of DOS and the frame of HL7 messages.
fn is_usual_control(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | '\x1a'..='\x1c')
}

/// Hardly any of the units is half a character or a control character.
fn is_text(units: &[[u8; 2]], value: fn([u8; 2]) -> u16) -> bool {
    let letters = char::decode_utf16(units.iter().map(|unit| value(*unit)));
    let odd = letters.filter(|letter| match letter {
        Ok(letter) => letter.is_control() && !is_usual_control(*letter),
        Err(_) => true,
    });
    odd.count().saturating_mul(50) <= units.len()
}

/// `bytes` in UTF-32. A character that the limit cut off is left out.
pub(super) fn utf32(bytes: &[u8], value: fn([u8; 4]) -> u32, cut_short: bool) -> String {
    let (quads, rest) = bytes.as_chunks::<4>();
    let letter = |quad: &[u8; 4]| char::from_u32(value(*quad)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut text: String = quads.iter().map(letter).collect();
    if !rest.is_empty() && !cut_short {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}
