//! `list`: a line a document. Contents are never printed.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::Outcome;
use super::arguments::{Input, ListFormat};
use super::input::{self, Message};
use crate::content::{ContentState, Inspection};
use crate::message::{Document, Text};
use crate::ui::text;

#[derive(Serialize)]
struct ListedIdentifier<'a> {
    id: Option<&'a str>,
    id_type: Option<&'a str>,
}

/// One document. The order of the fields is the order of the output.
#[derive(Serialize)]
struct Listed<'a> {
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

impl<'a> Listed<'a> {
    fn new(message: &'a Message, source: &'a str, document: &'a Document, inspection: &Inspection) -> Self {
        fn text(text: &Option<Text>) -> Option<&str> {
            text.as_ref().map(Text::as_str)
        }
        let identifiers = document.identifiers.iter();
        Self {
            index: document.number(),
            message: u64::from(document.message) + 1,
            source,
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
            test: message.response.message_of(document).and_then(|message| message.meta.test),
            encoded_len: inspection.encoded_len,
            size: inspection.size,
            state: inspection.state.name(),
        }
    }
}

/// Prints the list.
///
/// # Errors
/// When the input cannot be read or the output not written.
pub fn run(input: &Input, format: ListFormat) -> anyhow::Result<Outcome> {
    let message = input::read(input)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut problems = message.has_error();
    match format {
        ListFormat::Json => out.write_all(b"[")?,
        ListFormat::Csv => write_csv_line(&mut out, &CSV_HEADER.map(str::to_owned))?,
        ListFormat::Table => write_table_line(&mut out, &TABLE_HEADER.map(str::to_owned))?,
    }
    for document in &message.response.documents {
        let inspection = message.inspect(document)?;
        problems |= matches!(inspection.state, ContentState::Damaged | ContentState::Unreadable);
        let listed = Listed::new(&message, message.response.part_name(document), document, &inspection);
        match format {
            ListFormat::Json => {
                out.write_all(if document.index == 0 { b"\n " } else { b",\n " })?;
                serde_json::to_writer(&mut out, &listed)?;
            }
            ListFormat::Csv => write_csv_line(&mut out, &csv_cells(&listed))?,
            ListFormat::Table => write_table_line(&mut out, &table_cells(document, &inspection))?,
        }
    }
    if format == ListFormat::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    for finding in message.response.findings.iter().filter(|finding| finding.document.is_none()) {
        writeln!(io::stderr(), "{}: {}", finding.code.severity().name(), finding.text())?;
    }
    Ok(if problems { Outcome::Problems } else { Outcome::Fine })
}

const TABLE_HEADER: [&str; 7] = ["N", "PATIENT", "DOCUMENT", "TYPE", "SIZE", "SERVICE DATE", "STATE"];
/// Widths of all columns but the last, in characters. What is longer pushes the rest to the right: nothing is cut.
const TABLE_WIDTHS: [usize; 6] = [5, 24, 32, 8, 10, 17];

fn table_cells(document: &Document, inspection: &Inspection) -> [String; 7] {
    let patient = document.first_identifier().map_or_else(|| "—".to_owned(), text::identifier);
    let more = document.identifiers.len().saturating_sub(1);
    [
        document.number().to_string(),
        if more > 0 { format!("{patient} +{more}") } else { patient },
        crate::words::visible_name(&document.label()).into_owned(),
        text::type_name(document, Some(inspection)),
        text::size_cell(Some(inspection)),
        document.service_date.as_ref().map_or_else(|| "—".to_owned(), |date| text::short_date(&text::visible(date))),
        inspection.state.name().to_owned(),
    ]
}

fn write_table_line(out: &mut impl Write, cells: &[String; 7]) -> io::Result<()> {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(TABLE_WIDTHS.into_iter().chain([0])) {
        line.push_str(cell);
        let padding = width.saturating_sub(cell.chars().count()).max(2);
        line.extend(std::iter::repeat_n(' ', padding));
    }
    writeln!(out, "{}", line.trim_end())
}

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

fn csv_cells(listed: &Listed<'_>) -> [String; 17] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let identifiers: Vec<String> = listed
        .patient_identifiers
        .iter()
        .map(|identifier| format!("{}={}", identifier.id_type.unwrap_or_default(), identifier.id.unwrap_or_default()))
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

/// RFC 4180: quoted where needed, lines end in CRLF.
fn write_csv_line(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}
