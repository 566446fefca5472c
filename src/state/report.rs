//! The findings of an opened input as text for a ticket: no patient data, whatever the message holds.

use super::opened::Opened;
use crate::finding::Finding;

/// All findings, a paragraph each. Names of files, identifiers and values are left out.
#[must_use]
pub fn text(opened: &Opened) -> String {
    let mut text = format!("Findings of Redox Media Viewer {}\n", env!("CARGO_PKG_VERSION"));
    for finding in opened.findings() {
        text.push('\n');
        text.push_str(&paragraph(finding, opened.lines.get(&key(finding)).copied()));
    }
    text
}

/// Where a finding's line and column are kept.
#[must_use]
pub fn key(finding: &Finding) -> (u32, u64) {
    (finding.part, finding.place.as_ref().map_or(0, |place| place.offset))
}

/// `Document 3, line 12, column 5, /Media/2/FileType`, as far as it is known.
#[must_use]
pub fn place(finding: &Finding, line: Option<(u64, u64)>) -> String {
    let mut parts = Vec::new();
    if let Some(document) = finding.document {
        parts.push(format!("Document {}", u64::from(document) + 1));
    }
    if let (Some((line, column)), Some(_)) = (line, &finding.place) {
        parts.push(format!("line {line}, column {column}"));
    }
    parts.extend(finding.public_pointer());
    parts.join(", ")
}

fn paragraph(finding: &Finding, line: Option<(u64, u64)>) -> String {
    let severity = finding.code.severity().name();
    let place = place(finding, line);
    let at = if place.is_empty() { String::new() } else { format!("\n  {place}") };
    format!("{severity} [{}] {}{at}\n  {}\n", finding.code.name(), finding.text(), finding.code.meaning())
}
