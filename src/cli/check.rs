//! `check`: everything that is odd, a line a finding. Values of fields are never printed.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::Outcome;
use super::arguments::Input;
use super::input::Message;
use super::stated;
use crate::content::findings::all_findings;
use crate::finding::{Finding, Severity};
use crate::message::{Lines, Loaded, ReadError, lines_of};

/// One finding. The order of the fields is the order of the output.
#[derive(Serialize)]
struct Checked<'a> {
    severity: &'static str,
    code: &'static str,
    document: Option<u64>,
    message_index: Option<u64>,
    path: Option<&'a str>,
    line: Option<u64>,
    column: Option<u64>,
    message: String,
}

impl<'a> Checked<'a> {
    fn new(finding: &'a Finding, lines: &Lines) -> Self {
        let place = finding.place.as_ref();
        let line = place.and_then(|place| lines.get(&(finding.part, place.offset)));
        Self {
            severity: finding.code.severity().name(),
            code: finding.code.name(),
            document: finding.document.map(|index| u64::from(index) + 1),
            message_index: Some(u64::from(finding.message) + 1),
            path: place.map(|place| place.pointer.as_str()),
            line: line.map(|line| line.0),
            column: line.map(|line| line.1),
            message: finding.text(),
        }
    }

    /// What is said of an input that cannot be read.
    fn unreadable(error: &ReadError) -> Self {
        let (code, place) = match error {
            ReadError::NotJson { line, column } => ("not-json", Some((*line, *column))),
            ReadError::NotRedox => ("not-redox", None),
            ReadError::Empty => ("empty", None),
            _ => ("unreadable", None),
        };
        Self {
            severity: Severity::Error.name(),
            code,
            document: None,
            message_index: None,
            path: None,
            line: place.map(|place| place.0),
            column: place.map(|place| place.1),
            message: error.to_string(),
        }
    }
}

/// Prints the findings.
///
/// # Errors
/// When the input cannot be read or the output not written.
pub fn run(input: &Input, json: bool) -> anyhow::Result<Outcome> {
    let loaded = match input.load() {
        Ok(loaded) => loaded,
        Err(error) => {
            if json {
                print_json(&[Checked::unreadable(&error)])?;
            }
            let name = crate::words::visible_name(&input.name()).into_owned();
            return Err(anyhow::Error::new(error).context(format!("{name} was not read")));
        }
    };
    let Loaded { input, response } = loaded;
    let message = Message { input, response };
    let documents = &message.response.documents;
    let inspections = documents.iter().map(|document| message.inspect(document)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut findings = message.response.findings.clone();
    findings.extend(all_findings(&message.input, &message.response, &inspections, &|| false));
    match stated::other_patients(&message, &inspections) {
        Ok(found) => findings.extend(found),
        // All else that was found is worth having.
        Err(error) => {
            let sentence = "Documents were not asked whom they are about, so one of another patient may be among them";
            writeln!(io::stderr(), "redox-media-viewer: {sentence}: {error:#}")?;
        }
    }
    // In the order of the messages and documents, what concerns a whole message first.
    findings.sort_by_key(|finding| (finding.message, finding.document));
    let lines = lines_of(&message.input, findings.iter());
    let checked: Vec<_> = findings.iter().map(|finding| Checked::new(finding, &lines)).collect();
    if json {
        print_json(&checked)?;
    } else {
        print_text(&checked)?;
    }
    let has_error = findings.iter().any(|finding| finding.code.severity() == Severity::Error);
    Ok(if has_error { Outcome::Problems } else { Outcome::Fine })
}

fn print_json(checked: &[Checked<'_>]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(b"[")?;
    for (position, finding) in checked.iter().enumerate() {
        out.write_all(if position == 0 { b"\n " } else { b",\n " })?;
        serde_json::to_writer(&mut out, finding)?;
    }
    out.write_all(b"\n]\n")?;
    Ok(out.flush()?)
}

fn print_text(checked: &[Checked<'_>]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for finding in checked {
        let mut at = Vec::new();
        if let Some(document) = finding.document {
            at.push(format!("document {document}"));
        }
        if let (Some(line), Some(column)) = (finding.line, finding.column) {
            at.push(format!("line {line}, column {column}"));
        }
        at.extend(
            finding.path.filter(|path| !path.is_empty()).map(|path| crate::words::visible_name(path).into_owned()),
        );
        let at = if at.is_empty() { "whole input".to_owned() } else { at.join(", ") };
        writeln!(out, "{}: {} [{}] {}", finding.severity, at, finding.code, finding.message)?;
    }
    Ok(out.flush()?)
}
