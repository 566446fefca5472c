//! JSON values as slices of the residue, so that each knows its place. Used by `read` and `repair`.
//!
//! `serde_json` does the grammar; a [`Value`] is a borrowed [`RawValue`] and the offset follows from its address.
//! Numbers therefore keep their literal text, duplicate keys stay visible, and nothing is recursive.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// One JSON value, as it stands in the residue.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    raw: &'a RawValue,
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
        Self { raw }
    }

    /// Its JSON text.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.raw.get()
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
        match self.kind() {
            Kind::Object => serde_json::from_str::<Members<'a>>(self.text()).map_or_else(|_| Vec::new(), |it| it.0),
            _ => Vec::new(),
        }
    }

    /// The elements of an array; empty for anything else.
    #[must_use]
    pub fn elements(self) -> Vec<Value<'a>> {
        match self.kind() {
            Kind::Array => serde_json::from_str::<Elements<'a>>(self.text()).map_or_else(|_| Vec::new(), |it| it.0),
            _ => Vec::new(),
        }
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

struct Members<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                // Keys as raw values too: a key with half a surrogate pair must not cost the object.
                while let Some((key, value)) = map.next_entry::<&RawValue, &RawValue>()? {
                    members.push((unescape(key.get()), Value::new(value)));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

struct Elements<'a>(Vec<Value<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Elements<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Elements<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while let Some(value) = sequence.next_element::<&RawValue>()? {
                    elements.push(Value::new(value));
                }
                Ok(Elements(elements))
            }
        }
        deserializer.deserialize_seq(Collect)
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
