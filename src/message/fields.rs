//! The fields of one object, taken out by name. Used by `read` only.

use std::borrow::Cow;

use super::json::{Kind, Value, pointer_key, same_name};
use super::model::Text;
use super::reader::Reader;
use super::reference::{self, Shape};
use crate::finding::Code;

/// The members of an object that were not taken yet, in their order.
pub struct Fields<'a> {
    pub(super) pointer: String,
    pub(super) members: Vec<(Cow<'a, str>, Value<'a>)>,
    /// What the reference says of this object; `None` where it says nothing.
    pub(super) shape: Option<&'static Shape>,
    /// Keys that were taken in another spelling: the reference's and the message's.
    pub(super) spelled: Vec<(String, String)>,
}

impl<'a> Fields<'a> {
    /// The pointer of one of its fields.
    pub(super) fn pointer_to(&self, key: &str) -> String {
        let written = self.spelled.iter().find(|(known, _)| known == key).map_or(key, |(_, written)| written);
        format!("{}/{}", self.pointer, pointer_key(written))
    }

    /// How the message spells a field that is there; the reference's spelling for others.
    #[must_use]
    pub fn name_of<'k>(&'k self, key: &'k str) -> &'k str {
        let left = self.members.iter().map(|(name, _)| name.as_ref()).find(|name| same_name(name, key));
        let taken = || self.spelled.iter().find(|(known, _)| known == key).map(|(_, written)| written.as_str());
        left.or_else(taken).unwrap_or(key)
    }

    /// What the reference says of the object, or of each object of the list, in a field.
    #[must_use]
    pub fn inner(&self, key: &str) -> Option<&'static Shape> {
        self.shape?.field(key)?.inner
    }

    /// True when a field of that name, in any case, is still there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.members.iter().any(|(name, _)| same_name(name, key))
    }

    /// A field, left where it is.
    #[must_use]
    pub fn peek(&self, key: &str) -> Option<Value<'a>> {
        self.members.iter().find(|(name, _)| same_name(name, key)).map(|(_, value)| *value)
    }

    /// Takes a field by its name; another case counts where the exact spelling is missing, and is reported.
    pub fn take(&mut self, key: &str, reader: &mut Reader<'a>) -> Option<Value<'a>> {
        if let Some(exact) = self.members.iter().position(|(name, _)| name == key) {
            return Some(self.members.remove(exact).1);
        }
        let at = self.members.iter().position(|(name, _)| same_name(name, key))?;
        let (name, value) = self.members.remove(at);
        self.spelled.push((key.to_owned(), name.into_owned()));
        let pointer = self.pointer_to(key);
        reader.report(Code::KeyCase, value, &pointer);
        Some(value)
    }

    /// Takes a text field: a string, or the literal of a number or truth value.
    pub fn text(&mut self, key: &str, reader: &mut Reader<'a>) -> Option<Text> {
        let value = self.take(key, reader)?;
        let pointer = || self.pointer_to(key);
        if let Some(field) = self.shape.and_then(|shape| shape.field(key)) {
            if field.kind == reference::Kind::Date {
                reader.check_date(value, pointer);
            }
            // Identifiers that older messages write as numbers.
            if matches!(field.kind, reference::Kind::Number | reference::Kind::Any) && value.kind() == Kind::Number {
                return value.scalar().map(Text::new);
            }
        }
        reader.text(value, pointer)
    }

    /// Takes a truth value, also when it is written as text.
    pub fn boolean(&mut self, key: &str, reader: &mut Reader<'a>) -> Option<bool> {
        let pointer = self.pointer_to(key);
        let value = self.take(key, reader)?;
        match (value.kind(), value.scalar().as_deref()) {
            (Kind::Boolean(truth), _) => Some(truth),
            (_, Some(text)) if text.eq_ignore_ascii_case("true") => Some(true),
            (_, Some(text)) if text.eq_ignore_ascii_case("false") => Some(false),
            (Kind::Null, _) => None,
            _ => {
                reader.report(Code::WrongShape, value, &pointer);
                None
            }
        }
    }

    /// Takes an array and gives its elements with their pointers. A single object counts as an array of one.
    pub fn elements(&mut self, key: &str, reader: &mut Reader<'a>) -> Vec<(String, Value<'a>)> {
        let Some(value) = self.take(key, reader) else { return Vec::new() };
        let pointer = self.pointer_to(key);
        match value.kind() {
            Kind::Array => value
                .elements()
                .into_iter()
                .enumerate()
                .map(|(position, element)| (format!("{pointer}/{position}"), element))
                .collect(),
            Kind::Null => Vec::new(),
            Kind::Object => {
                reader.report(Code::WrongShape, value, &pointer);
                vec![(pointer, value)]
            }
            _ => {
                reader.report(Code::WrongShape, value, &pointer);
                Vec::new()
            }
        }
    }
}
