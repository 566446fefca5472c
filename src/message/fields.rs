//! The fields of one object, taken out by name, and what is odd about them. Used by `read` only.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::index::Index;
use super::json::{Kind, Value, unescape};
use super::model::{ContentRef, Field, Text};
use super::source::Source;
use crate::finding::{Code, Finding, Findings, Place};
use crate::limits;

/// The members of an object that were not taken yet, in their order.
pub struct Fields<'a> {
    pointer: String,
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Fields<'a> {
    fn pointer_to(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }

    /// Takes a field by its name; another case counts where the exact spelling is missing, and is reported.
    pub fn take(&mut self, key: &str, reader: &mut Reader<'a>) -> Option<Value<'a>> {
        if let Some(exact) = self.members.iter().position(|(name, _)| name == key) {
            return Some(self.members.remove(exact).1);
        }
        let at = self.members.iter().position(|(name, _)| name.trim().eq_ignore_ascii_case(key))?;
        let (name, value) = self.members.remove(at);
        let pointer = self.pointer_to(&name);
        reader.report(Code::KeyCase, value, &pointer);
        Some(value)
    }

    /// Takes a text field: a string, or the literal of a number or truth value.
    pub fn text(&mut self, key: &str, reader: &mut Reader<'a>) -> Option<Text> {
        let pointer = self.pointer_to(key);
        let value = self.take(key, reader)?;
        reader.text(value, &pointer)
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
        let pointer = self.pointer_to(key);
        let Some(value) = self.take(key, reader) else { return Vec::new() };
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

/// What reading needs throughout one input.
pub struct Reader<'a> {
    index: &'a Index,
    source: &'a Source,
    /// What was found so far.
    pub findings: Findings,
    message: u32,
    document: Option<u32>,
}

/// How deep unknown structures are taken apart; deeper ones are kept as JSON text.
const UNKNOWN_DEPTH: usize = 8;
/// Unknown fields kept for one object.
const UNKNOWN_FIELDS: usize = 500;

impl<'a> Reader<'a> {
    /// A reader over what the pass left.
    pub fn new(index: &'a Index, source: &'a Source, findings: Findings) -> Self {
        Self { index, source, findings, message: 0, document: None }
    }

    /// Findings from here on belong to this message.
    pub fn at_message(&mut self, message: u32) {
        self.message = message;
        self.document = None;
    }

    /// Findings from here on belong to this document.
    pub fn at_document(&mut self, document: Option<u32>) {
        self.document = document;
    }

    /// Reports an oddity at a value.
    pub fn report(&mut self, code: Code, value: Value<'_>, pointer: &str) {
        let offset = self.index.source_offset(value.offset_in(self.index.residue()));
        let place = Some(Place { pointer: pointer.to_owned(), offset });
        self.findings.push(Finding { code, document: self.document, message: self.message, place, detail: None });
    }

    /// Reports an oddity without a place.
    pub fn report_plain(&mut self, code: Code, detail: Option<String>) {
        self.findings.push(Finding { code, document: self.document, message: self.message, place: None, detail });
    }

    /// The fields of an object; none for anything else.
    pub fn fields(&mut self, value: Value<'a>, pointer: &str) -> Fields<'a> {
        let mut seen = HashSet::new();
        let mut members = value.members();
        members.retain(|(key, duplicate)| {
            let first = seen.insert(key.clone());
            if !first {
                self.report(Code::DuplicateKey, *duplicate, &format!("{pointer}/{key}"));
            }
            first
        });
        Fields { pointer: pointer.to_owned(), members }
    }

    /// The fields of what should be an object; anything else but null is reported.
    pub fn object_fields(&mut self, value: Value<'a>, pointer: &str) -> Fields<'a> {
        if !matches!(value.kind(), Kind::Object | Kind::Null) {
            self.report(Code::WrongShape, value, pointer);
        }
        self.fields(value, pointer)
    }

    /// The entry's bytes in the source.
    pub fn source_range(&self, value: Value<'_>) -> Range<u64> {
        let start = value.offset_in(self.index.residue());
        let last = start + value.text().len().saturating_sub(1);
        self.index.source_offset(start)..self.index.source_offset(last) + 1
    }

    /// Where the contents stand.
    pub fn content_ref(&self, value: Value<'_>) -> ContentRef {
        match value.kind() {
            Kind::Null => ContentRef::Null,
            Kind::String => {
                let open = value.offset_in(self.index.residue());
                match self.index.long_string_at(open) {
                    Some(long) => ContentRef::Range { range: long.range.clone(), facts: Some(long.facts) },
                    None => {
                        let whole = self.source_range(value);
                        let range = whole.start + 1..whole.end.saturating_sub(1).max(whole.start + 1);
                        ContentRef::Range { range, facts: None }
                    }
                }
            }
            _ => ContentRef::NotText,
        }
    }

    fn text(&mut self, value: Value<'_>, pointer: &str) -> Option<Text> {
        match value.kind() {
            Kind::Null => None,
            Kind::String => Some(self.string(value, limits::LONG_FIELD_BYTES)),
            Kind::Number | Kind::Boolean(_) => {
                self.report(Code::NotText, value, pointer);
                value.scalar().map(Text::new)
            }
            Kind::Array | Kind::Object => {
                self.report(Code::WrongShape, value, pointer);
                None
            }
        }
    }

    /// A string's text; a long one is fetched from the source, up to `limit` bytes.
    fn string(&self, value: Value<'_>, limit: u64) -> Text {
        let open = value.offset_in(self.index.residue());
        let Some(long) = self.index.long_string_at(open) else {
            return Text::new(value.scalar().unwrap_or_default());
        };
        let end = long.range.end.min(long.range.start.saturating_add(limit));
        let Ok(bytes) = self.source.range(long.range.start..end) else {
            return Text::new("");
        };
        let cut = end < long.range.end;
        let quoted = format!("\"{}\"", String::from_utf8_lossy(&bytes).trim_end_matches(|last| cut && last == '\\'));
        let mut text = unescape(&quoted).into_owned();
        if cut {
            text.push_str(&format!("… ({} bytes in all)", long.range.end - long.range.start));
        }
        Text::new(text)
    }

    /// What is left of an object, taken apart down to its values.
    pub fn other_fields(&mut self, fields: Fields<'a>) -> Vec<Field> {
        let mut found = Vec::new();
        self.collect(fields, 0, &mut found);
        found
    }

    fn collect(&mut self, fields: Fields<'a>, depth: usize, found: &mut Vec<Field>) {
        let members: Vec<_> = fields.members.iter().map(|(key, value)| (fields.pointer_to(key), *value)).collect();
        for (pointer, value) in members {
            if found.len() >= UNKNOWN_FIELDS {
                return;
            }
            match value.kind() {
                Kind::Object if depth < UNKNOWN_DEPTH => {
                    let inner = self.fields(value, &pointer);
                    self.collect(inner, depth + 1, found);
                }
                Kind::Array if depth < UNKNOWN_DEPTH => {
                    let members = value
                        .elements()
                        .into_iter()
                        .enumerate()
                        .map(|(position, element)| (Cow::Owned(position.to_string()), element))
                        .collect();
                    self.collect(Fields { pointer, members }, depth + 1, found);
                }
                kind => {
                    let value = match kind {
                        Kind::Null => None,
                        Kind::String => Some(self.string(value, limits::UNKNOWN_FIELD_BYTES as u64)),
                        _ => Some(Text::new(bounded(value.text()))),
                    };
                    found.push(Field { pointer: Text::new(pointer), value });
                }
            }
        }
    }
}

fn bounded(text: &str) -> String {
    let mut end = text.len().min(limits::UNKNOWN_FIELD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mark = if end < text.len() { "…" } else { "" };
    format!("{}{mark}", text.get(..end).unwrap_or_default())
}
