//! What reading needs throughout one part of an input: where values stand, and what is odd about them. Used by `read` and
//! `fields` only.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::date::{DateReading, read_date};
use super::fields::Fields;
use super::index::Index;
use super::json::{Kind, Value, pointer_key, same_name, unescape};
use super::model::{ContentRef, Field, Text};
use super::reference::{self, Shape, nearest};
use super::source::Source;
use crate::finding::{Code, Finding, Findings, Place};
use crate::limits;

/// What reading needs throughout one part of an input.
pub struct Reader<'a> {
    index: &'a Index,
    source: &'a Source,
    /// What was found so far.
    pub findings: Findings,
    part: u32,
    message: u32,
    document: Option<u32>,
    broken: bool,
}

/// How deep unknown structures are taken apart; deeper ones are kept as JSON text.
const UNKNOWN_DEPTH: usize = 8;
/// Unknown fields kept for one object.
const UNKNOWN_FIELDS: usize = 500;

impl<'a> Reader<'a> {
    /// A reader over what the pass left.
    pub fn new(index: &'a Index, source: &'a Source, findings: Findings, part: u32) -> Self {
        Self { index, source, findings, part, message: 0, document: None, broken: false }
    }

    /// The number of the part.
    #[must_use]
    pub fn part(&self) -> u32 {
        self.part
    }

    /// Findings from here on belong to this message.
    pub fn at_message(&mut self, message: u32) {
        self.message = message;
        self.document = None;
    }

    /// Whether the JSON of what is read from here on was broken: what is missing in it is not missing in what was sent.
    pub fn set_broken(&mut self, broken: bool) {
        self.broken = broken;
    }

    /// See [`Self::set_broken`].
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Findings from here on belong to this document.
    pub fn at_document(&mut self, document: Option<u32>) {
        self.document = document;
    }

    /// Reports an oddity at a value.
    pub fn report(&mut self, code: Code, value: Value<'_>, pointer: &str) {
        self.report_detail(code, value, pointer, None);
    }

    /// Reports an oddity without a place.
    pub fn report_plain(&mut self, code: Code, detail: Option<String>) {
        let (document, message, part) = (self.document, self.message, self.part);
        self.findings.push(Finding { code, document, message, part, place: None, detail });
    }

    /// Reports an oddity at a value, with what exactly.
    pub fn report_detail(&mut self, code: Code, value: Value<'_>, pointer: &str, detail: Option<String>) {
        let place = Some(Place { pointer: pointer.to_owned(), offset: self.offset(value) });
        let (document, message, part) = (self.document, self.message, self.part);
        self.findings.push(Finding { code, document, message, part, place, detail });
    }

    /// Where a value begins in the source, in bytes.
    #[must_use]
    pub fn offset(&self, value: Value<'_>) -> u64 {
        self.index.source_offset(value.offset_in(self.index.residue()))
    }

    fn is_quoted(&self, range: &Range<u64>) -> bool {
        let around = self.source.range(range.start.saturating_sub(1)..range.end.saturating_add(1));
        around.is_ok_and(|bytes| bytes.starts_with(b"\"") && bytes.ends_with(b"\"") && bytes.len() > 1)
    }

    /// The fields of an object, of which the reference says `shape`; none for anything else.
    pub fn fields(&mut self, value: Value<'a>, pointer: &str, shape: Option<&'static Shape>) -> Fields<'a> {
        self.fields_of(value, value.members(), pointer, shape)
    }

    /// The same, for members that were taken out of the value already.
    pub fn fields_of(
        &mut self,
        value: Value<'a>,
        mut members: Vec<(Cow<'a, str>, Value<'a>)>,
        pointer: &str,
        shape: Option<&'static Shape>,
    ) -> Fields<'a> {
        self.name_long_keys(&mut members);
        self.drop_duplicates(&mut members, pointer);
        if value.kind() == Kind::Object {
            self.check_required(value, &members, pointer, shape);
        }
        Fields { pointer: pointer.to_owned(), members, shape, spelled: Vec::new() }
    }

    /// The residue holds long keys empty: they get their text back.
    fn name_long_keys(&self, members: &mut [(Cow<'a, str>, Value<'a>)]) {
        for (key, _) in members.iter_mut().filter(|(key, _)| key.is_empty()) {
            let Cow::Borrowed(empty) = key else { continue };
            let open = (empty.as_ptr() as usize).saturating_sub(self.index.residue().as_ptr() as usize + 1);
            if let Some(long) = self.index.long_string_at(open) {
                let text = self.long_text(long.range.clone(), limits::UNKNOWN_FIELD_BYTES as u64);
                *key = Cow::Owned(text);
            }
        }
    }

    fn drop_duplicates(&mut self, members: &mut Vec<(Cow<'a, str>, Value<'a>)>, pointer: &str) {
        /// Objects of few fields are compared pair by pair: faster than hashing, and it takes no memory.
        const FEW: usize = 32;
        if members.len() <= FEW {
            let mut at = 1;
            while let Some((key, value)) = members.get(at) {
                if members.iter().take(at).any(|(before, _)| before == key) {
                    self.report(Code::DuplicateKey, *value, &format!("{pointer}/{}", pointer_key(key)));
                    members.remove(at);
                } else {
                    at += 1;
                }
            }
            return;
        }
        let mut seen = HashSet::new();
        members.retain(|(key, duplicate)| {
            let first = seen.insert(key.clone());
            if !first {
                self.report(Code::DuplicateKey, *duplicate, &format!("{pointer}/{}", pointer_key(key)));
            }
            first
        });
    }

    fn check_required(
        &mut self,
        value: Value<'a>,
        members: &[(Cow<'a, str>, Value<'a>)],
        pointer: &str,
        shape: Option<&'static Shape>,
    ) {
        for field in shape.map_or(&[][..], |shape| shape.fields).iter().filter(|field| field.required) {
            // A message that does not say what it is has a finding of its own.
            let said_elsewhere = ["Meta", "DataModel", "EventType"].contains(&field.name);
            if said_elsewhere || self.broken {
                continue;
            }
            match members.iter().find(|(name, _)| same_name(name, field.name)) {
                None => self.report(Code::RequiredMissing, value, &format!("{pointer}/{}", field.name)),
                Some((name, null)) if null.kind() == Kind::Null => {
                    self.report(Code::RequiredMissing, *null, &format!("{pointer}/{}", pointer_key(name)));
                }
                Some(_) => {}
            }
        }
    }

    /// A date that cannot be sorted, or only by guessing, is reported.
    pub(super) fn check_date(&mut self, value: Value<'_>, pointer: impl FnOnce() -> String) {
        let Some(text) = value.scalar().filter(|text| !text.trim().is_empty()) else { return };
        match read_date(&text) {
            DateReading::Instant(_) | DateReading::DateOnly(_) => {}
            DateReading::NoZone(_) => self.report(Code::DateNoZone, value, &pointer()),
            DateReading::Unreadable => self.report(Code::DateUnreadable, value, &pointer()),
        }
    }

    /// The fields of what should be an object; anything else but null is reported.
    pub fn object_fields(&mut self, value: Value<'a>, pointer: &str, shape: Option<&'static Shape>) -> Fields<'a> {
        if !matches!(value.kind(), Kind::Object | Kind::Null) {
            self.report(Code::WrongShape, value, pointer);
        }
        self.fields(value, pointer, shape)
    }

    /// The entry's bytes in the source.
    pub fn source_range(&self, value: Value<'_>) -> Range<u64> {
        let start = value.offset_in(self.index.residue());
        let last = start + value.text().len().saturating_sub(1);
        // The last byte of an entry that was cut off may be one that only closes it.
        self.index.source_offset(start)..self.source.len().min(self.index.source_offset(last) + 1)
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
                        // Mending may have put a string where the source has none.
                        if self.broken && !self.is_quoted(&range) {
                            return ContentRef::Missing;
                        }
                        ContentRef::Range { range, facts: None }
                    }
                }
            }
            _ => ContentRef::NotText,
        }
    }

    /// The text of a scalar; anything else is reported.
    pub(super) fn text(&mut self, value: Value<'_>, pointer: impl FnOnce() -> String) -> Option<Text> {
        match value.kind() {
            Kind::Null => None,
            Kind::String => Some(self.string(value, limits::LONG_FIELD_BYTES)),
            Kind::Number | Kind::Boolean(_) => {
                self.report(Code::NotText, value, &pointer());
                value.scalar().map(Text::new)
            }
            Kind::Array | Kind::Object => {
                self.report(Code::WrongShape, value, &pointer());
                None
            }
        }
    }

    /// The first `limit` raw bytes inside a string, with their escapes. `None` for other values.
    pub fn raw_insides(&self, value: Value<'_>, limit: u64) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        let ContentRef::Range { range, .. } = self.content_ref(value) else { return None };
        let end = range.end.min(range.start.saturating_add(limit));
        self.source.range(range.start..end).ok()
    }

    /// A string's text; a long one is fetched from the source, up to `limit` bytes.
    pub fn string(&self, value: Value<'_>, limit: u64) -> Text {
        let open = value.offset_in(self.index.residue());
        let Some(long) = self.index.long_string_at(open) else {
            return Text::new(value.scalar().unwrap_or_default());
        };
        Text::new(self.long_text(long.range.clone(), limit))
    }

    fn long_text(&self, range: Range<u64>, limit: u64) -> String {
        let end = range.end.min(range.start.saturating_add(limit));
        let Ok(bytes) = self.source.range(range.start..end) else { return String::new() };
        let cut = end < range.end;
        let quoted = format!("\"{}\"", String::from_utf8_lossy(&bytes).trim_end_matches(|last| cut && last == '\\'));
        let mut text = unescape(&quoted).into_owned();
        if cut {
            text.push_str(&format!("… ({} bytes in all)", range.end - range.start));
        }
        text
    }

    /// The text of a string, or the literal of a number or truth value.
    pub fn any_scalar(&self, value: Value<'_>) -> Option<Text> {
        match value.kind() {
            Kind::String => Some(self.string(value, limits::LONG_FIELD_BYTES)),
            _ => value.scalar().map(Text::new),
        }
    }

    /// What is left of an object, taken apart down to its values.
    pub fn other_fields(&mut self, fields: Fields<'a>) -> Vec<Field> {
        let mut found = Vec::new();
        self.collect(fields, 0, &mut found);
        found
    }

    fn collect(&mut self, fields: Fields<'a>, depth: usize, found: &mut Vec<Field>) {
        for (key, value) in &fields.members {
            if found.len() >= UNKNOWN_FIELDS {
                return;
            }
            let pointer = fields.pointer_to(key);
            let known = fields.shape.and_then(|shape| shape.field(key));
            match (known, fields.shape) {
                (Some(field), _) => self.check_kind(*value, field, &pointer),
                (None, Some(shape)) => self.unknown_field(key, *value, &pointer, shape),
                (None, None) => {}
            }
            self.collect_value(*value, pointer, known.and_then(|field| field.inner), depth, found);
        }
    }

    fn collect_value(
        &mut self,
        value: Value<'a>,
        pointer: String,
        shape: Option<&'static Shape>,
        depth: usize,
        found: &mut Vec<Field>,
    ) {
        match value.kind() {
            Kind::Object if depth < UNKNOWN_DEPTH => {
                let inner = self.fields(value, &pointer, shape);
                self.collect(inner, depth + 1, found);
            }
            Kind::Array if depth < UNKNOWN_DEPTH => {
                for (position, element) in value.elements().into_iter().enumerate() {
                    if found.len() >= UNKNOWN_FIELDS {
                        return;
                    }
                    self.collect_value(element, format!("{pointer}/{position}"), shape, depth + 1, found);
                }
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

    /// A known field that was not read into the model: is it what the reference says?
    fn check_kind(&mut self, value: Value<'_>, field: &reference::FieldShape, pointer: &str) {
        use reference::Kind as Known;
        let fits = match (value.kind(), field.kind) {
            (Kind::Null, _) | (_, Known::Any) => true,
            (Kind::Object, Known::Object) | (Kind::Array, Known::List | Known::TextList) => true,
            (Kind::String, Known::Date) => {
                self.check_date(value, || pointer.to_owned());
                true
            }
            (Kind::String, Known::Text | Known::Number | Known::Boolean) => true,
            (Kind::Number, Known::Number) | (Kind::Boolean(_), Known::Boolean) => true,
            (Kind::Number | Kind::Boolean(_), Known::Text | Known::Date | Known::Number | Known::Boolean) => {
                self.report(Code::NotText, value, pointer);
                return;
            }
            _ => false,
        };
        if !fits {
            self.report(Code::WrongShape, value, pointer);
        }
    }

    fn unknown_field(&mut self, key: &str, value: Value<'_>, pointer: &str, shape: &Shape) {
        match nearest(shape, key) {
            Some(known) => {
                let detail = format!("The reference has \"{known}\".");
                self.report_detail(Code::MisspeltField, value, pointer, Some(detail));
            }
            None => self.report(Code::UnknownField, value, pointer),
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
