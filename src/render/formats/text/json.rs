//! JSON, indented. Part of `text`.
//!
//! `serde_json` says whether it is JSON; what is written are the parts of the original, so that numbers keep their digits, and keys
//! their order and their doubles.

use serde::de::IgnoredAny;

use super::Lines;
use crate::limits::MAX_MARKUP_DEPTH;

/// The values in `text`, indented by two blanks a level. `None` where it is no JSON or is nested too deeply. `cut_short`: the text ends
/// early, and is written as far as it goes.
pub(super) fn indented(text: &str, cut_short: bool) -> Option<String> {
    let mut values = 0_u64;
    for value in serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>() {
        values = values.saturating_add(1);
        match value {
            Ok(_) => {}
            Err(error) if cut_short && error.is_eof() => break,
            Err(_) => return None,
        }
    }
    if values == 0 {
        return None;
    }
    let mut writer = Writer { lines: Lines::with_capacity(text.len()), level: 0 };
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let taken = writer.take(first, rest)?;
        // Every part ends before an ASCII character or with one.
        rest = rest.get(taken..)?;
    }
    Some(writer.lines.text)
}

struct Writer {
    lines: Lines,
    level: usize,
}

impl Writer {
    /// Writes the part at the start of `rest`, whose first byte is `first`, and gives its length. `None` where a limit is passed.
    fn take(&mut self, first: u8, rest: &str) -> Option<usize> {
        let behind = rest.get(1..).unwrap_or_default();
        match first {
            b' ' | b'\t' | b'\n' | b'\r' => return Some(rest.len().saturating_sub(rest.trim_ascii_start().len())),
            b',' => {
                self.lines.push(",")?;
                self.lines.start(self.level);
            }
            b':' => self.lines.push(": ")?,
            b'{' | b'[' => {
                self.start_value();
                let inside = behind.trim_ascii_start();
                let (open, both, close) = if first == b'{' { ("{", "{}", '}') } else { ("[", "[]", ']') };
                if inside.starts_with(close) {
                    self.lines.push(both)?;
                    return Some(rest.len().saturating_sub(inside.len()).saturating_add(1));
                }
                self.lines.push(open)?;
                self.level = self.level.checked_add(1).filter(|level| *level <= MAX_MARKUP_DEPTH)?;
                self.lines.start(self.level);
            }
            b'}' | b']' => {
                self.level = self.level.saturating_sub(1);
                self.lines.start(self.level);
                self.lines.push(if first == b'}' { "}" } else { "]" })?;
            }
            b'"' => {
                self.start_value();
                let length = string_bytes(rest);
                push_string(&mut self.lines, rest.get(..length)?)?;
                return Some(length);
            }
            _ => {
                self.start_value();
                let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b':');
                let length = rest.bytes().position(ends).unwrap_or(rest.len());
                self.lines.push(rest.get(..length)?)?;
                return Some(length);
            }
        }
        Some(1)
    }

    /// A value that is in no other starts on a line of its own.
    fn start_value(&mut self) {
        if self.level == 0 {
            self.lines.start(0);
        }
    }
}

/// Length of the string at the start of `text`, with its quotation marks.
fn string_bytes(text: &str) -> usize {
    let mut at = 1_usize;
    while let Some(next) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at = at.saturating_add(next);
        if text.as_bytes().get(at) == Some(&b'"') {
            return at.saturating_add(1);
        }
        at = at.saturating_add(2);
    }
    text.len()
}

/// Writes a string as it stands, but letters for their escapes (`ü` for `\u00fc`): a name must be readable, and is the same to whoever
/// parses it.
fn push_string(lines: &mut Lines, string: &str) -> Option<()> {
    let mut rest = string;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (plain, escape) = rest.split_at_checked(at)?;
        lines.push(plain)?;
        rest = match letter(escape) {
            Some((letter, length)) => {
                lines.push(letter.encode_utf8(&mut [0; 4]))?;
                escape.get(length..)?
            }
            None => {
                // A backslash may stand before another one. What follows it may be cut off.
                let length = escape.chars().take(2).map(char::len_utf8).sum();
                lines.push(escape.get(..length)?)?;
                escape.get(length..)?
            }
        };
    }
    lines.push(rest)
}

/// The letter that the escape at the start of `text` stands for, and the length of the escape. `None` for anything that would not show,
/// or that JSON needs an escape for.
fn letter(text: &str) -> Option<(char, usize)> {
    const ESCAPE_BYTES: usize = 6;
    let unit = |at: usize| {
        let digits = text.get(at..at.checked_add(ESCAPE_BYTES)?)?.strip_prefix("\\u")?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(0)?;
    let (letter, length) = match char::from_u32(u32::from(first)) {
        Some(letter) => (letter, ESCAPE_BYTES),
        None => (char::decode_utf16([first, unit(ESCAPE_BYTES)?]).next()?.ok()?, ESCAPE_BYTES.saturating_mul(2)),
    };
    shows(letter).then_some((letter, length))
}

/// True for letters and signs that are seen as themselves, unlike marks of direction, blanks, and accents that join what stands before.
fn shows(letter: char) -> bool {
    !letter.is_ascii()
        && (letter.is_alphanumeric()
            || matches!(letter, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{bf}' | '\u{d7}' | '\u{f7}')
            // Dashes, quotation marks, bullets; currencies; arrows and signs of mathematics.
            || matches!(letter, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}' | '\u{2190}'..='\u{22ff}'))
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
