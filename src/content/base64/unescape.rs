//! From the raw bytes between the quotes of a JSON string to characters, tolerant and incremental.
//! Used by `base64` and `classify` only.
//!
//! A backslash that escapes nothing stands for itself, bytes that are no UTF-8 count as characters in the way
//! [`String::from_utf8_lossy`] counts them, and half a surrogate pair is U+FFFD.

/// One character of the string, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Unit {
    /// As itself.
    Plain(char),
    /// As a two-character escape, such as `\/`.
    Short(char),
    /// As `\uXXXX`, or two of them.
    Long(char),
    /// Bytes that are no UTF-8.
    Invalid,
}

impl Unit {
    /// The character; U+FFFD for bytes that are no UTF-8.
    pub(in crate::content) fn character(self) -> char {
        match self {
            Self::Plain(character) | Self::Short(character) | Self::Long(character) => character,
            Self::Invalid => char::REPLACEMENT_CHARACTER,
        }
    }
}

/// What stands at the start of some raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Step {
    /// A character, and the number of raw bytes it takes (at least one).
    Take(Unit, usize),
    /// The bytes end inside an escape or a character: more are needed to tell.
    More,
}

/// The longest run of raw bytes that can be undecided: a surrogate pair written as two escapes, but for its last digit.
pub(super) const UNDECIDED_BYTES: usize = 11;

/// Reads the first character of `raw`. `end`: nothing follows, so nothing is left undecided (but empty input).
pub(in crate::content) fn step(raw: &[u8], end: bool) -> Step {
    match raw {
        [] => Step::More,
        [b'\\', rest @ ..] => escape(rest, end),
        [byte, ..] if byte.is_ascii() => Step::Take(Unit::Plain(char::from(*byte)), 1),
        _ => beyond_ascii(raw, end),
    }
}

/// `rest`: what follows the backslash.
fn escape(rest: &[u8], end: bool) -> Step {
    const LONE_BACKSLASH: Step = Step::Take(Unit::Plain('\\'), 1);
    let character = match rest.first() {
        None if end => return LONE_BACKSLASH,
        None => return Step::More,
        Some(b'u') => {
            return match code_unit(rest) {
                Some(Ok(unit)) => long_escape(unit, rest.get(5..).unwrap_or_default(), end),
                Some(Err(())) => LONE_BACKSLASH,
                None if end => LONE_BACKSLASH,
                None => Step::More,
            };
        }
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
        Some(_) => return LONE_BACKSLASH,
    };
    Step::Take(Unit::Short(character), 2)
}

/// Reads `uXXXX`. `None`: too short to tell.
fn code_unit(raw: &[u8]) -> Option<Result<u16, ()>> {
    let mut unit = 0u16;
    match raw.first() {
        None => return None,
        Some(b'u') => {}
        Some(_) => return Some(Err(())),
    }
    for at in 1..5 {
        let digit = match char::from(*raw.get(at)?).to_digit(16) {
            Some(digit) => digit as u16,
            None => return Some(Err(())),
        };
        unit = unit << 4 | digit;
    }
    Some(Ok(unit))
}

/// `rest`: what follows the escape of `unit`.
fn long_escape(unit: u16, rest: &[u8], end: bool) -> Step {
    const LOST: Step = Step::Take(Unit::Long(char::REPLACEMENT_CHARACTER), 6);
    if let Some(character) = char::from_u32(u32::from(unit)) {
        return Step::Take(Unit::Long(character), 6);
    }
    if unit >= 0xDC00 {
        return LOST;
    }
    let second = match rest {
        [] => None,
        [b'\\', rest @ ..] => code_unit(rest),
        _ => Some(Err(())),
    };
    match second {
        Some(Ok(second)) => match char::decode_utf16([unit, second]).next() {
            Some(Ok(character)) => Step::Take(Unit::Long(character), 12),
            _ => LOST,
        },
        Some(Err(())) => LOST,
        None if end => LOST,
        None => Step::More,
    }
}

fn beyond_ascii(raw: &[u8], end: bool) -> Step {
    let sequence = raw.get(..raw.len().min(4)).unwrap_or(raw);
    let (valid, broken_bytes) = match std::str::from_utf8(sequence) {
        Ok(valid) => (valid, None),
        Err(error) => (
            sequence.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default(),
            error.error_len(),
        ),
    };
    match (valid.chars().next(), broken_bytes) {
        (Some(character), _) => Step::Take(Unit::Plain(character), character.len_utf8()),
        (None, Some(bytes)) => Step::Take(Unit::Invalid, bytes),
        (None, None) if end => Step::Take(Unit::Invalid, sequence.len()),
        (None, None) => Step::More,
    }
}

/// Raw bytes that could not be told yet, kept from one piece of the string to the next.
#[derive(Default)]
pub(super) struct Undecided {
    bytes: [u8; UNDECIDED_BYTES + 1],
    length: usize,
}

impl Undecided {
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Adds a byte. There is always room for one more than can be undecided.
    pub(super) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    /// Takes the first character off, where it can be told.
    pub(super) fn next(&mut self, end: bool) -> Option<Unit> {
        let held = self.bytes.get(..self.length)?;
        let Step::Take(unit, bytes) = step(held, end) else {
            return None;
        };
        self.bytes.copy_within(bytes..self.length, 0);
        self.length -= bytes;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    fn characters(raw: &[u8], piece: usize) -> Vec<Unit> {
        let mut undecided = Undecided::default();
        let mut units = Vec::new();
        for chunk in raw.chunks(piece) {
            for &byte in chunk {
                undecided.push(byte);
                while let Some(unit) = undecided.next(false) {
                    units.push(unit);
                }
                assert!(undecided.length <= UNDECIDED_BYTES);
            }
        }
        while let Some(unit) = undecided.next(true) {
            units.push(unit);
        }
        assert!(undecided.is_empty());
        units
    }

    fn text(raw: &[u8]) -> String {
        characters(raw, 1).into_iter().map(Unit::character).collect()
    }

    #[test]
    fn escapes_are_read_as_json_says() {
        assert_eq!(text(br#"a\/\"\\\n\r\t\b\fz"#), "a/\"\\\n\r\t\u{8}\u{c}z");
        assert_eq!(text(br"\u002b\u002B\u00e9\ud83d\ude00"), "++é😀");
        assert_eq!(text("é😀".as_bytes()), "é😀");
    }

    #[test]
    fn what_escapes_nothing_stands_for_itself() {
        for raw in [r"\x", r"\u12", r"\u12g4", r"\", r"\u", r"A\uzzzz"] {
            assert_eq!(text(raw.as_bytes()), raw);
        }
        assert_eq!(text(br"\ud83d"), "\u{fffd}");
        assert_eq!(text(br"\ude00A"), "\u{fffd}A");
        assert_eq!(text(br"\ud83dAB"), "\u{fffd}AB");
        assert_eq!(text(br"\ud83d\n"), "\u{fffd}\n");
        assert_eq!(text(br"\ud83d\u0041"), "\u{fffd}A");
        assert_eq!(text(br"\ud83d\ud83d\ude00"), "\u{fffd}😀");
        assert_eq!(text(br"\ud83d\u00"), "\u{fffd}\\u00");
    }

    #[test]
    fn broken_utf_8_counts_as_the_standard_library_counts_it() {
        let odd: [&[u8]; 8] = [
            b"\x80\x80A",
            b"\xe2\x82A",
            b"\xe2\x82",
            b"\xf0\x80\x80A",
            b"\xed\xa0\x80",
            b"\xf4\x90\x80\x80",
            b"\xff\xc0\xafA",
            b"\xc3\xc3\xa9\xf0\x9f\x98",
        ];
        for raw in odd {
            assert_eq!(text(raw), String::from_utf8_lossy(raw), "{raw:?}");
        }
    }

    #[test]
    fn whole_slices_and_single_bytes_read_the_same() {
        let raw = b"A\\u002bB\xe2\x82\xac\\ud83d\\ude00\\/\xe2\x82\\ud83d\\u12\\";
        let mut rest: &[u8] = raw;
        let mut units = Vec::new();
        while let Step::Take(unit, used) = step(rest, true) {
            units.push(unit);
            rest = &rest[used..];
        }
        assert_eq!(units, characters(raw, 1));
    }
}
