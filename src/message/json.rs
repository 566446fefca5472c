//! JSON values as slices of the residue, so that each knows its place. Used by `read` and `repair`.
//!
//! `serde_json` checks the grammar of each top-level value once; what is inside is then found by its quotes and brackets
//! alone, which is several times as fast as parsing every level anew. The offset of a value follows from its address.
//! Numbers keep their literal text, duplicate keys stay visible, and nothing is recursive.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// One JSON value, as it stands in the residue.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    text: &'a str,
}

/// What kind of value it is, told by its first byte (the grammar was checked).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, kept as text.
    Number,
    /// A string.
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl<'a> Value<'a> {
    /// Wraps a raw value.
    #[must_use]
    pub fn new(raw: &'a RawValue) -> Self {
        Self { text: raw.get() }
    }

    /// Its JSON text.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Offset of its first byte in the residue that it was read from.
    #[must_use]
    pub fn offset_in(self, residue: &str) -> usize {
        (self.text().as_ptr() as usize).saturating_sub(residue.as_ptr() as usize)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.text().as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't') => Kind::Boolean(true),
            Some(b'f') => Kind::Boolean(false),
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// The members of an object in their order, duplicates too; empty for anything else.
    #[must_use]
    pub fn members(self) -> Vec<(Cow<'a, str>, Value<'a>)> {
        /// Objects of the reference have up to this many fields.
        const USUAL: usize = 16;
        let mut members = Vec::new();
        let mut rest = match self.kind() {
            Kind::Object => inside(self.text),
            _ => return members,
        };
        members.reserve(USUAL);
        while let Some((key, after_key)) = next(rest) {
            let Some((value, after_value)) = next(after_key) else { break };
            members.push((unescape(key), Value { text: value }));
            rest = after_value;
        }
        members
    }

    /// The member of that name, in whatever case; see [`same_name`].
    #[must_use]
    pub fn member(self, key: &str) -> Option<Value<'a>> {
        self.members().into_iter().find(|(name, _)| same_name(name, key)).map(|(_, value)| value)
    }

    /// True when there is nothing in it: null, an empty list or an empty object.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        match self.kind() {
            Kind::Null => true,
            Kind::Array | Kind::Object => next(inside(self.text)).is_none(),
            Kind::Boolean(_) | Kind::Number | Kind::String => false,
        }
    }

    /// The elements of an array; empty for anything else.
    #[must_use]
    pub fn elements(self) -> Vec<Value<'a>> {
        let mut elements = Vec::new();
        let mut rest = match self.kind() {
            Kind::Array => inside(self.text),
            _ => return elements,
        };
        while let Some((value, after)) = next(rest) {
            elements.push(Value { text: value });
            rest = after;
        }
        elements
    }

    /// The text of a string, the literal of a number or truth value; `None` for null, arrays and objects.
    #[must_use]
    pub fn scalar(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String => Some(unescape(self.text())),
            Kind::Number | Kind::Boolean(_) => Some(Cow::Borrowed(self.text())),
            Kind::Null | Kind::Array | Kind::Object => None,
        }
    }
}

/// The text of a JSON string with its quotes. A lone half of a surrogate pair, which `serde_json` refuses, becomes U+FFFD.
#[must_use]
pub fn unescape(quoted: &str) -> Cow<'_, str> {
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    if !inside.contains('\\') {
        return Cow::Borrowed(inside);
    }
    if let Ok(text) = serde_json::from_str::<String>(quoted) {
        return Cow::Owned(text);
    }
    let mut text = String::with_capacity(inside.len());
    let mut units: Vec<u16> = Vec::new();
    let mut characters = inside.chars();
    let flush = |units: &mut Vec<u16>, text: &mut String| {
        text.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    };
    while let Some(character) = characters.next() {
        if character != '\\' {
            flush(&mut units, &mut text);
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('u') => {
                let digits: String = characters.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD));
                continue;
            }
            other => {
                flush(&mut units, &mut text);
                text.push(match other {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some('b') => '\u{8}',
                    Some('f') => '\u{c}',
                    Some(character) => character,
                    None => break,
                });
            }
        }
    }
    flush(&mut units, &mut text);
    Cow::Owned(text)
}

/// A key as a JSON Pointer writes it (RFC 6901 §3).
#[must_use]
pub fn pointer_key(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Whether a key is the one that the reference calls `known`: case and blanks (`File Contents`) do not count.
#[must_use]
pub fn same_name(key: &str, known: &str) -> bool {
    key.eq_ignore_ascii_case(known)
        || (key.len() > known.len()
            && key
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .map(|letter| letter.to_ascii_lowercase())
                .eq(known.chars().map(|letter| letter.to_ascii_lowercase())))
}

/// What stands between the brackets of an array or object.
fn inside(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

/// The first value in `text`, and what follows it. White space, commas and colons before it are passed over: the grammar
/// was checked, so they stand where they should.
fn next(text: &str) -> Option<(&str, &str)> {
    let start = text.bytes().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':'))?;
    let text = text.get(start..)?;
    let bytes = text.as_bytes();
    let length = match bytes.first()? {
        b'"' => string_length(bytes)?,
        b'{' | b'[' => nested_length(bytes)?,
        _ => bytes
            .iter()
            .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'}' | b']'))
            .unwrap_or(bytes.len()),
    };
    text.split_at_checked(length)
}

/// Length of the string, with its quotes, that `bytes` begin with.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        let found = at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'"') {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

/// Length of the array or object that `bytes` begin with.
fn nested_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at += string_length(bytes.get(at..)?)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value<'_> {
        Value::new(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn values_know_their_place_and_keep_their_text() {
        let text = r#" {"a": 12345678901234567890.10, "a": [true, null], "\ud800": "x"}"#;
        let object = Value::new(serde_json::from_str(text).unwrap());
        assert_eq!(object.offset_in(text), 1);
        let members = object.members();
        assert_eq!(members.len(), 3);
        assert_eq!(members[0].1.scalar().unwrap(), "12345678901234567890.10");
        assert_eq!(members[1].0, "a");
        assert_eq!(members[1].1.elements().len(), 2);
        assert_eq!(members[1].1.elements()[1].offset_in(text), text.find("null").unwrap());
        assert_eq!(members[2].0, "\u{FFFD}");
    }

    #[test]
    fn half_a_surrogate_pair_becomes_the_replacement_character() {
        assert_eq!(value(r#""a\ud800b\n\ud83d\ude00\"""#).scalar().unwrap(), "a\u{FFFD}b\n\u{1F600}\"");
    }

    #[test]
    fn deep_nesting_is_no_recursion() {
        let text = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(value(&text).kind(), Kind::Array);
    }
}
