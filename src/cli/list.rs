//! `list`: a line a document. Contents are never printed.

use std::io::{self, BufWriter, Write};

use super::Outcome;
use super::arguments::{Input, ListFormat};
use super::input;
use crate::content::{ContentState, Inspection};
use crate::message::Document;
use crate::save::{ListedDocument, write_csv_document, write_csv_header};
use crate::ui::text;

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
        ListFormat::Csv => write_csv_header(&mut out)?,
        ListFormat::Table => write_table_line(&mut out, &TABLE_HEADER.map(str::to_owned))?,
    }
    for document in &message.response.documents {
        let inspection = message.inspect(document)?;
        problems |= matches!(inspection.state, ContentState::Damaged | ContentState::Unreadable);
        let listed = ListedDocument::new(&message.response, document, &inspection);
        match format {
            ListFormat::Json => {
                out.write_all(if document.index == 0 { b"\n " } else { b",\n " })?;
                serde_json::to_writer(&mut out, &listed)?;
            }
            ListFormat::Csv => write_csv_document(&mut out, &listed)?,
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
