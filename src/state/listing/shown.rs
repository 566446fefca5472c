//! How facts of a document are written in the list, and so found by its filter. For `listing`, and for the window.

use crate::content::{ContentState, DetectedType, Inspection};
use crate::message::{Document, Identifier, Text};
use crate::words::size;

/// The last part of a path, or of a path into an archive, for the screen.
#[must_use]
pub fn file_name(path: &str) -> String {
    crate::words::visible_name(path.rsplit(['/', '\\']).next().unwrap_or(path)).into_owned()
}

/// `MR 0048213377`, for one identifier.
#[must_use]
pub fn identifier(identifier: &Identifier) -> String {
    match (&identifier.id_type, &identifier.id) {
        (Some(id_type), Some(id)) => format!("{} {}", visible(id_type), visible(id)),
        (None, Some(id)) => visible(id),
        (Some(id_type), None) => format!("{} —", visible(id_type)),
        (None, None) => "—".to_owned(),
    }
}

/// A text of the message for the screen: control and direction characters become visible.
#[must_use]
pub fn visible(text: &Text) -> String {
    crate::words::visible_name(text.as_str()).into_owned()
}

/// The type for the table: what the contents are, else what was declared.
#[must_use]
pub fn type_name(document: &Document, inspection: Option<&Inspection>) -> String {
    match inspection.and_then(|inspection| inspection.detected) {
        Some(DetectedType::Unknown) | None => document
            .file_type
            .as_ref()
            .map_or_else(|| "—".to_owned(), |declared| visible(declared).trim().trim_start_matches('.').to_uppercase()),
        Some(detected) => detected.name().to_owned(),
    }
}

/// The size for the table, or the word that stands for a missing one.
#[must_use]
pub fn size_cell(inspection: Option<&Inspection>) -> String {
    let Some(inspection) = inspection else { return "…".to_owned() };
    match inspection.state {
        ContentState::Embedded | ContentState::Damaged => inspection.size.map_or_else(|| "—".to_owned(), size),
        ContentState::Reference => "at Redox".to_owned(),
        ContentState::Empty => "empty".to_owned(),
        ContentState::Placeholder | ContentState::Unreadable => "—".to_owned(),
    }
}
