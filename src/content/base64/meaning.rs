//! What each character means in base64. Used by `base64` only.

use super::unescape::Unit;

/// What a character means in base64.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    Value(u8),
    Padding,
    Space,
    /// A quote or a null character, which may stand at the ends only.
    Quote,
    Foreign,
}

/// What the character means, wherever it stands.
pub(super) fn meaning(unit: Unit) -> Meaning {
    let character = unit.character();
    match MEANINGS.get(character as usize) {
        Some(&meaning) => meaning,
        None => match character {
            // A byte-order mark, a no-break space and a zero-width space, which come with copied text.
            '\u{feff}' | '\u{a0}' | '\u{200b}' => Meaning::Space,
            '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => Meaning::Quote,
            _ => Meaning::Foreign,
        },
    }
}

/// The value of a character of the standard alphabet.
pub(super) fn value_of(byte: u8) -> Option<u8> {
    match MEANINGS.get(usize::from(byte)) {
        Some(Meaning::Value(value)) if !matches!(byte, b'-' | b'_') => Some(*value),
        _ => None,
    }
}

/// What the ASCII characters mean. A table, because branches on random characters are slow.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which would not let it pass")]
static MEANINGS: [Meaning; 128] = {
    let mut meanings = [Meaning::Foreign; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        meanings[at] = match byte {
            b'A'..=b'Z' => Meaning::Value(byte - b'A'),
            b'a'..=b'z' => Meaning::Value(byte - b'a' + 26),
            b'0'..=b'9' => Meaning::Value(byte - b'0' + 52),
            b'+' | b'-' => Meaning::Value(62),
            b'/' | b'_' => Meaning::Value(63),
            b'=' => Meaning::Padding,
            b' ' | b'\t'..=b'\r' => Meaning::Space,
            b'"' | b'\'' | b'`' | 0 => Meaning::Quote,
            _ => Meaning::Foreign,
        };
        at += 1;
    }
    meanings
};
