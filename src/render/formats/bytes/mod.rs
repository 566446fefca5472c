//! Documents without a reader, and any document whose bytes somebody wants to see: what they are as far as their first bytes tell, what is
//! easily known of them, and those bytes. Called by `formats::open`.
//!
//! Nothing is unpacked, and no picture is decoded.

mod dicom;
mod hex;
mod kinds;
mod zip;

use super::flow::{Block, Flow, ListItem, Paragraph};
use crate::content::DetectedType;
use crate::content::sniff::sniff;
use crate::limits::{MAX_SHOWN_NAME_CHARS, SHOWN_BYTES, SNIFF_BYTES};
use crate::words::{grouped, visible_name};

/// What is told of a document besides its kind and size.
#[derive(Default)]
struct Told {
    fields: Vec<(String, Paragraph)>,
    blocks: Vec<Block>,
    patient: Option<super::StatedPatient>,
}

impl Told {
    fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.fields.push((name.to_owned(), Paragraph::plain(visible(value, MAX_SHOWN_NAME_CHARS))));
        }
    }
}

/// Describes any bytes.
pub(super) fn read(bytes: &[u8]) -> Flow {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    let detected = sniff(head, head.len() == bytes.len());
    let mut told = Told::default();
    let size = if bytes.len() == 1 { "1 byte".to_owned() } else { format!("{} bytes", grouped(bytes.len() as u64)) };
    told.add("Size", &size);
    match detected {
        Some(DetectedType::Zip | DetectedType::Docx | DetectedType::Xlsx | DetectedType::Odt) => {
            zip::tell(bytes, &mut told)
        }
        Some(DetectedType::Dicom) => dicom::tell(bytes, &mut told),
        _ => {}
    }
    let mut blocks =
        vec![Block::Heading(1, Paragraph::plain(kinds::kind(detected, bytes))), Block::Fields(told.fields)];
    if let Some(sentence) = sentence(detected) {
        blocks.push(Block::Paragraph(Paragraph::plain(sentence)));
    }
    blocks.extend(told.blocks);
    if !bytes.is_empty() {
        blocks.push(Block::Heading(2, Paragraph::plain("Bytes")));
        blocks.push(Block::Preformatted(hex::dump(bytes, SHOWN_BYTES)));
    }
    Flow { blocks, properties: Vec::new(), patient: told.patient, cut_short: false }
}

/// What to do with it; `None` where this program shows it, and the bytes are only another look at it.
fn sentence(detected: Option<DetectedType>) -> Option<&'static str> {
    match detected? {
        DetectedType::Executable => Some(
            "This is a program. It was not run, and should not be by anyone who does not know where it comes from.",
        ),
        DetectedType::Heic
        | DetectedType::Dicom
        | DetectedType::Mp3
        | DetectedType::Mp4
        | DetectedType::Docx
        | DetectedType::Xlsx
        | DetectedType::Odt
        | DetectedType::Zip
        | DetectedType::Unknown => {
            Some("This program has no reader for this kind of file. Save it to open it in another program.")
        }
        _ => None,
    }
}

/// A name out of a file in one line of at most `max_chars` characters, in which nothing hides.
fn visible(name: &str, max_chars: usize) -> String {
    let mut start: String = name.chars().take(max_chars).collect();
    if start.len() < name.len() {
        start.push('…');
    }
    visible_name(&start).into_owned()
}

/// A list, each entry on its line.
fn list(entries: Vec<String>) -> Block {
    let item =
        |entry: String| ListItem { marker: "•".to_owned(), blocks: vec![Block::Paragraph(Paragraph::plain(entry))] };
    Block::List(entries.into_iter().map(item).collect())
}

#[cfg(test)]
#[path = "bytes_tests.rs"]
mod tests;
