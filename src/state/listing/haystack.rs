//! The text of each document that the filter looks into. Made once for an input, since folding costs far more than looking. Pure.

use std::fmt::Write as _;

use super::query::{Field, Query, Term};
use super::{fold, shown};
use crate::message::{Document, Response, Text};
use crate::state::Opened;
use crate::words::short_date;

/// Begins each part: no field of a message holds it unescaped.
const PART: char = '\u{1}';

/// What the fields of one document say, folded, each behind the mark of its field. It does not hold what is known only after the
/// contents were looked at: the detected type and the findings.
pub struct Haystack(Box<str>);

impl std::fmt::Debug for Haystack {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Haystack({} bytes)", self.0.len())
    }
}

impl Haystack {
    /// Of every document.
    #[must_use]
    pub fn of(response: &Response) -> Vec<Self> {
        response.documents.iter().map(|document| Self::new(response, document)).collect()
    }

    fn new(response: &Response, document: &Document) -> Self {
        let mut parts = String::new();
        let mut part = |field: Field, text: &str| {
            if !text.is_empty() {
                // Writing to a `String` cannot fail.
                let _ = write!(parts, "{PART}{}{}", field.mark(), fold(&text.replace(PART, " ")));
            }
        };
        for identifier in document.identifiers.iter() {
            part(Field::Patient, &shown::identifier(identifier));
        }
        let mut optional = |field: Field, text: &Option<Text>| part(field, text.as_ref().map_or("", Text::as_str));
        optional(Field::Document, &document.description);
        optional(Field::Document, &document.document_type);
        optional(Field::File, &document.file_name);
        optional(Field::Type, &document.file_type);
        optional(Field::Visit, &document.visit_number);
        optional(Field::DocumentId, &document.document_id);
        for date in [&document.service_date, &document.created].into_iter().flatten() {
            part(Field::Date, date.as_str());
            let short = short_date(date.as_str());
            if short != date.as_str() {
                part(Field::Date, &short);
            }
        }
        part(Field::Source, response.part_name(document));
        if let Some(message) = response.message_of(document) {
            part(Field::Source, message.meta.source.name.as_ref().map_or("", Text::as_str));
            part(Field::Source, message.meta.facility_code.as_ref().map_or("", Text::as_str));
        }
        for field in document.all_other_fields() {
            part(Field::Other, field.value.as_ref().map_or("", Text::as_str));
        }
        Self(parts.into_boxed_str())
    }

    fn has(&self, field: Field, value: &str) -> bool {
        self.0.split(PART).any(|part| part.strip_prefix(field.mark()).is_some_and(|text| text.contains(value)))
    }
}

/// Whether a document matches all terms.
pub(super) fn matches(query: &Query, haystack: &Haystack, opened: &Opened, document: &Document) -> bool {
    query.0.iter().all(|term| match term {
        Term::Any(value) => {
            memchr::memmem::find(haystack.0.as_bytes(), value.as_bytes()).is_some()
                || detected(opened, document, value)
                || finding(opened, document, value)
        }
        Term::In(Field::Type, value) => haystack.has(Field::Type, value) || detected(opened, document, value),
        Term::In(Field::Finding, value) => finding(opened, document, value),
        Term::In(field, value) => haystack.has(*field, value),
        Term::Identifier(id_type, value) => haystack.0.split(PART).any(|part| {
            let identifier =
                part.strip_prefix(Field::Patient.mark()).and_then(|part| part.strip_prefix(id_type.as_str()));
            identifier.and_then(|id| id.strip_prefix(' ')).is_some_and(|id| id.contains(value.as_str()))
        }),
    })
}

fn detected(opened: &Opened, document: &Document, value: &str) -> bool {
    let detected = opened.inspection(document.index).and_then(|inspection| inspection.detected);
    detected.is_some_and(|detected| fold(detected.name()).contains(value))
}

fn finding(opened: &Opened, document: &Document, value: &str) -> bool {
    opened.findings_of(document.index).any(|finding| fold(&finding.text()).contains(value))
}
