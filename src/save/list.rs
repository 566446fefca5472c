//! The list of documents: what it says of each, and its form for spreadsheets. Called by `cli` and `jobs`.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::content::Inspection;
use crate::message::{Document, Response, Text};

#[derive(Serialize)]
struct ListedIdentifier<'a> {
    id: Option<&'a str>,
    id_type: Option<&'a str>,
}

/// One document. The order of the fields is the order of the output.
#[derive(Serialize)]
pub struct ListedDocument<'a> {
    index: u64,
    message: u64,
    source: &'a str,
    patient_identifiers: Vec<ListedIdentifier<'a>>,
    visit_number: Option<&'a str>,
    declared_type: Option<&'a str>,
    detected_type: Option<&'static str>,
    file_name: Option<&'a str>,
    document_type: Option<&'a str>,
    document_id: Option<&'a str>,
    description: Option<&'a str>,
    creation_date_time: Option<&'a str>,
    service_date_time: Option<&'a str>,
    test: Option<bool>,
    encoded_len: Option<u64>,
    size: Option<u64>,
    state: &'static str,
}

impl<'a> ListedDocument<'a> {
    /// A document of a response, and what was found of its contents.
    #[must_use]
    pub fn new(response: &'a Response, document: &'a Document, inspection: &Inspection) -> Self {
        fn text(text: &Option<Text>) -> Option<&str> {
            text.as_ref().map(Text::as_str)
        }
        let identifiers = document.identifiers.iter();
        Self {
            index: document.number(),
            message: u64::from(document.message) + 1,
            source: response.part_name(document),
            patient_identifiers: identifiers
                .map(|identifier| ListedIdentifier { id: text(&identifier.id), id_type: text(&identifier.id_type) })
                .collect(),
            visit_number: text(&document.visit_number),
            declared_type: text(&document.file_type),
            detected_type: inspection.detected.map(|detected| detected.name()),
            file_name: text(&document.file_name),
            document_type: text(&document.document_type),
            document_id: text(&document.document_id),
            description: text(&document.description),
            creation_date_time: text(&document.created),
            service_date_time: text(&document.service_date),
            test: response.message_of(document).and_then(|message| message.meta.test),
            encoded_len: inspection.encoded_len,
            size: inspection.size,
            state: inspection.state.name(),
        }
    }
}

/// What tells spreadsheets that a file is UTF-8. Excel takes one without it for a code page of the country, and every
/// name with an accent is spoilt.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const CSV_HEADER: [&str; 17] = [
    "index",
    "message",
    "source",
    "patient_identifiers",
    "visit_number",
    "declared_type",
    "detected_type",
    "file_name",
    "document_type",
    "document_id",
    "description",
    "creation_date_time",
    "service_date_time",
    "test",
    "encoded_len",
    "size",
    "state",
];

fn csv_cells(listed: &ListedDocument<'_>) -> [String; 17] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let identifiers: Vec<String> = listed
        .patient_identifiers
        .iter()
        .map(|identifier| match (identifier.id_type, identifier.id.unwrap_or_default()) {
            (Some(id_type), id) => format!("{id_type}={id}"),
            (None, id) => id.to_owned(),
        })
        .collect();
    [
        listed.index.to_string(),
        listed.message.to_string(),
        listed.source.to_owned(),
        identifiers.join("; "),
        text(listed.visit_number),
        text(listed.declared_type),
        text(listed.detected_type),
        text(listed.file_name),
        text(listed.document_type),
        text(listed.document_id),
        text(listed.description),
        text(listed.creation_date_time),
        text(listed.service_date_time),
        listed.test.map(|test| test.to_string()).unwrap_or_default(),
        number(listed.encoded_len),
        number(listed.size),
        listed.state.to_owned(),
    ]
}

/// Writes the line with the names of the columns.
///
/// # Errors
/// Those of `out`.
pub fn write_csv_header(out: &mut impl Write) -> io::Result<()> {
    write_csv_line(out, &CSV_HEADER.map(str::to_owned))
}

/// Writes the line of a document.
///
/// # Errors
/// Those of `out`.
pub fn write_csv_document(out: &mut impl Write, listed: &ListedDocument<'_>) -> io::Result<()> {
    write_csv_line(out, &csv_cells(listed))
}

/// RFC 4180: quoted where needed, lines end in CRLF. Formulas are defused.
fn write_csv_line(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        let cell = defused(cell);
        if cell.contains([',', ';', '"', '\t', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

/// A spreadsheet runs what begins like a formula, and nothing that a message says may run: an apostrophe makes it text
/// (OWASP, "CSV Injection"). Where the country's separator is the semicolon, Excel splits this file at semicolons, and at
/// line breaks even inside of quotes: so every piece between them is looked at, not the cell alone.
fn defused(cell: &str) -> Cow<'_, str> {
    if !cell.contains(FORMULA_STARTS) {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len() + 1);
    for piece in cell.split_inclusive([';', '\t', '\n', '\r']) {
        let shown = piece.trim_start_matches(|character: char| character == '"' || character.is_whitespace());
        if piece.starts_with(FORMULA_STARTS) || shown.starts_with(FORMULA_STARTS) {
            text.push('\'');
        }
        text.push_str(piece);
    }
    Cow::Owned(text)
}

/// What a formula begins with, in full width as well, and what a spreadsheet drops before it.
const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn line(cells: &[&str]) -> String {
        let mut out = Vec::new();
        write_csv_line(&mut out, &cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        assert_eq!(line(&["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(line(&["a,b", "say \"x\"", "two\nlines"]), "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\"=", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"]
        {
            let cell = format!("{start}HYPERLINK(1)");
            assert!(defused(&cell).starts_with(&format!("'{start}")), "{start:?}");
        }
        assert_eq!(defused("=A1"), "'=A1");
        // Split at a semicolon or a line break, what follows would stand in a cell of its own.
        assert_eq!(defused("note;=A1"), "note;'=A1");
        assert_eq!(defused("note; \"=A1\""), "note;' \"=A1\"");
        assert_eq!(defused("a\n-1\tb"), "a\n'-1\tb");
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        for cell in ["", "MR=0048", "MR=0048; NIST=a1", "2026-03-01T08:00:00.000Z", "a - b", "x@y.example", "1+1", "'"]
        {
            assert_eq!(defused(cell), cell);
        }
    }
}
