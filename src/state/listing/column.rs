//! The columns of the list: what stands in them, and by what they are sorted. Pure.

use std::cmp::Ordering;

use super::natural::natural_key;
use super::shown;
use crate::message::date::read_date;
use crate::message::{Document, Text};
use crate::state::Opened;
use crate::words::short_date;

/// A column of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The identifier that is shown first, and how many more there are.
    Patient,
    /// The identifiers of one type.
    Identifier(Text),
    /// What a person calls the document.
    Document,
    /// `DocumentType`.
    DocumentType,
    /// The file that it comes from.
    Source,
    /// What its contents are.
    Type,
    /// How many bytes.
    Size,
    /// `ServiceDateTime`.
    ServiceDate,
    /// `CreationDateTime`.
    Created,
    /// `VisitNumber`.
    Visit,
    /// `DocumentID`.
    DocumentId,
    /// How many findings are errors or warnings.
    Findings,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// Columns of identifier types at most: more types than this are no list that a person could read.
const MAX_IDENTIFIER_COLUMNS: usize = 24;

/// What a cell is sorted by. Cells of one column have keys of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(Vec<u8>),
}

impl Column {
    /// Those that an input has, in their usual order. A column of a source says nothing where there is one file alone.
    /// It looks at every document: the list asks once for an input, and `Listing::columns_there` tells it in every frame.
    pub(super) fn of(opened: &Opened) -> Vec<Self> {
        let several = opened.response.parts.len() > 1;
        let mut columns = vec![Self::Patient];
        columns.extend(identifier_types(opened).into_iter().map(Self::Identifier));
        columns.push(Self::Document);
        columns.extend(several.then_some(Self::Source));
        columns.extend([
            Self::DocumentType,
            Self::Type,
            Self::Size,
            Self::ServiceDate,
            Self::Created,
            Self::Visit,
            Self::DocumentId,
            Self::Findings,
        ]);
        columns
    }

    /// Those that every input has, with the names under which the settings keep them.
    pub(super) const NAMED: [(Self, &'static str); 11] = [
        (Self::Patient, "patient"),
        (Self::Document, "document"),
        (Self::Source, "source"),
        (Self::DocumentType, "document_type"),
        (Self::Type, "type"),
        (Self::Size, "size"),
        (Self::ServiceDate, "service_date"),
        (Self::Created, "created"),
        (Self::Visit, "visit"),
        (Self::DocumentId, "document_id"),
        (Self::Findings, "findings"),
    ];

    /// Whether it is shown until somebody says otherwise. The document type stands below the document's name already.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        !matches!(self, Self::Identifier(_) | Self::DocumentType | Self::Findings)
    }

    /// Its width until somebody says otherwise, points.
    pub(super) fn usual_width(&self) -> f32 {
        match self {
            Self::Patient => 138.0,
            Self::Identifier(_) => 130.0,
            Self::Document => 150.0,
            Self::DocumentType | Self::Source => 130.0,
            Self::Type => 62.0,
            Self::Size => 70.0,
            Self::ServiceDate | Self::Created => 126.0,
            Self::Visit => 92.0,
            Self::DocumentId => 264.0,
            Self::Findings => 76.0,
        }
    }

    /// True for numbers, whose last digits stand below each other.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Size | Self::Findings)
    }

    /// What stands above it.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Patient => "Patient".to_owned(),
            Self::Identifier(id_type) => shown::visible(id_type),
            Self::Document => "Document".to_owned(),
            Self::DocumentType => "Document type".to_owned(),
            Self::Source => "Source".to_owned(),
            Self::Type => "Type".to_owned(),
            Self::Size => "Size".to_owned(),
            Self::ServiceDate => "Service date".to_owned(),
            Self::Created => "Created".to_owned(),
            Self::Visit => "Visit".to_owned(),
            Self::DocumentId => "Document ID".to_owned(),
            Self::Findings => "Findings".to_owned(),
        }
    }

    /// What stands in the cell of a document, whole; `None` for an empty one.
    #[must_use]
    pub fn text(&self, opened: &Opened, document: &Document) -> Option<String> {
        let inspection = opened.inspection(document.index);
        let date = |date: &Option<Text>| date.as_ref().map(|date| short_date(&shown::visible(date)));
        let text = match self {
            Self::Patient => {
                let all: Vec<String> = document.identifiers.iter().map(shown::identifier).collect();
                Some(all.join(", "))
            }
            Self::Identifier(id_type) => {
                let of_type =
                    document.identifiers.iter().filter(|identifier| identifier.id_type.as_ref() == Some(id_type));
                let all: Vec<String> =
                    of_type.filter_map(|identifier| identifier.id.as_ref()).map(shown::visible).collect();
                Some(all.join(", "))
            }
            Self::Document => Some(crate::words::visible_name(&document.label()).into_owned()),
            Self::DocumentType => document.document_type.as_ref().map(shown::visible),
            Self::Source => Some(shown::file_name(opened.response.part_name(document))),
            Self::Type => Some(shown::type_name(document, inspection)),
            Self::Size => Some(shown::size_cell(inspection)),
            Self::ServiceDate => date(&document.service_date),
            Self::Created => date(&document.created),
            Self::Visit => document.visit_number.as_ref().map(shown::visible),
            Self::DocumentId => document.document_id.as_ref().map(shown::visible),
            Self::Findings => match opened.problems_of(document.index) {
                0 => None,
                count => Some(count.to_string()),
            },
        };
        text.filter(|text| !text.is_empty() && text != "—")
    }

    /// `None` for an empty cell, which comes last either way.
    fn key(&self, opened: &Opened, document: &Document) -> Option<Key> {
        let instant =
            |date: &Option<Text>| date.as_ref().and_then(|date| read_date(date.as_str()).millis()).map(Key::Number);
        match self {
            Self::Patient => document.first_identifier().map(|first| Key::Text(natural_key(&shown::identifier(first)))),
            Self::Size => {
                let size = opened.inspection(document.index)?.size?;
                Some(Key::Number(i64::try_from(size).unwrap_or(i64::MAX)))
            }
            Self::ServiceDate => instant(&document.service_date),
            Self::Created => instant(&document.created),
            Self::Findings => match opened.problems_of(document.index) {
                0 => None,
                count => Some(Key::Number(i64::try_from(count).unwrap_or(i64::MAX))),
            },
            _ => self.text(opened, document).map(|text| Key::Text(natural_key(&text))),
        }
    }

    /// All documents by this column: equal ones keep the file's order, empty ones come last.
    #[must_use]
    pub fn sorted(&self, opened: &Opened, direction: Direction) -> Vec<u32> {
        let mut keyed: Vec<(Option<Key>, u32)> =
            opened.response.documents.iter().map(|document| (self.key(opened, document), document.index)).collect();
        keyed.sort_by(|(one, _), (other, _)| match (one, other) {
            (Some(one), Some(other)) => match direction {
                Direction::Ascending => one.cmp(other),
                Direction::Descending => other.cmp(one),
            },
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        keyed.into_iter().map(|(_, index)| index).collect()
    }
}

/// The types of identifiers that occur, in order of appearance.
fn identifier_types(opened: &Opened) -> Vec<Text> {
    let mut types: Vec<Text> = Vec::new();
    let mut last = None;
    for document in &opened.response.documents {
        // Documents of one message often share one list.
        if last.is_some_and(|last| std::sync::Arc::ptr_eq(last, &document.identifiers)) {
            continue;
        }
        last = Some(&document.identifiers);
        for id_type in document.identifiers.iter().filter_map(|identifier| identifier.id_type.as_ref()) {
            if !types.contains(id_type) && types.len() < MAX_IDENTIFIER_COLUMNS {
                types.push(id_type.clone());
            }
        }
    }
    types
}
