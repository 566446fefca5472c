//! Opens documents without pages of their own: reads them and lays them out. Called by `formats::open`, and by itself for a document
//! inside another one.

use zeroize::Zeroizing;

use super::enclosed::{Enclosing, Inner};
use super::flow::{Block, Cell, Flow, FlowPages, Letters, ListItem, Paragraph, Run};
use super::text::Text;
use super::{EngineChoice, Format, Notices, OpenError, Pages};
use super::{bytes as unknown, cda, charset, guarded, html, rtf, sound, text};
use crate::content::DetectedType;
use crate::content::sniff::sniff;
use crate::limits::MAX_CDA_BYTES;

/// Opens a document of a format without pages.
///
/// # Errors
/// See [`OpenError`]; [`OpenError::Blank`] where there is nothing to read and nothing to see.
pub(super) fn open(
    bytes: Vec<u8>,
    format: Format,
    password: Option<&str>,
    choice: EngineChoice,
) -> Result<Box<dyn Pages>, OpenError> {
    let bytes = Zeroizing::new(bytes);
    match format {
        Format::Cda => open_cda(&bytes, password, choice),
        _ => guarded(|| open_alone(&bytes, format)).unwrap_or(Err(OpenError::Damaged)),
    }
}

/// One that holds no other document.
fn open_alone(bytes: &[u8], format: Format) -> Result<Box<dyn Pages>, OpenError> {
    match format {
        Format::Rtf => match rtf::read(bytes) {
            Some(flow) => flow_pages(flow, Notices::default()),
            None => lines(as_text(bytes)),
        },
        Format::Html => {
            let decoded = charset::decode(bytes, html::declared_encoding(bytes).as_deref());
            let notices =
                Notices { cut_short: decoded.cut_short, charset_guessed: decoded.guessed, ..Notices::default() };
            flow_pages(html::read(&decoded.text), notices)
        }
        Format::Xml => lines(text::xml(bytes)),
        Format::Json => lines(text::json(bytes)),
        Format::Text => lines(text::plain(bytes)),
        Format::Sound => flow_pages(sound::read(bytes)?, Notices::default()),
        Format::Bytes => flow_pages(unknown::read(bytes), Notices::default()),
        Format::Pdf | Format::Picture | Format::Cda => Err(OpenError::Unsupported),
    }
}

/// Text of a document that is not what it claims to be.
fn as_text(bytes: &[u8]) -> Text {
    let mut text = text::plain(bytes);
    text.notices.shown_as_text = true;
    text
}

fn lines(text: Text) -> Result<Box<dyn Pages>, OpenError> {
    if text.text.trim().is_empty() {
        return Err(OpenError::Blank);
    }
    Ok(Box::new(FlowPages::lines(text.text, text.properties, text.notices).about(text.patient)))
}

fn flow_pages(flow: Flow, notices: Notices) -> Result<Box<dyn Pages>, OpenError> {
    if flow.blocks.iter().all(is_blank) {
        return Err(OpenError::Blank);
    }
    Ok(Box::new(FlowPages::new(flow, notices)?))
}

fn is_blank(block: &Block) -> bool {
    let blank = |paragraph: &Paragraph| paragraph.runs.iter().all(|run| run.text.trim().is_empty());
    match block {
        Block::Heading(_, paragraph) | Block::Paragraph(paragraph) => blank(paragraph),
        Block::Preformatted(text) => text.trim().is_empty(),
        Block::List(items) => items.iter().all(|ListItem { blocks, .. }| blocks.iter().all(is_blank)),
        Block::Table(table) => {
            let mut cells = table.rows.iter().flat_map(|row| &row.cells);
            blank(&table.caption) && cells.all(|Cell { blocks, .. }| blocks.iter().all(is_blank))
        }
        Block::Fields(fields) => fields.is_empty(),
        Block::Picture(_) | Block::Waveform(_) => false,
        Block::Rule | Block::PageBreak => true,
    }
}

/// A CDA: its header and text, then the pages of the document that it encloses.
fn open_cda(bytes: &[u8], password: Option<&str>, choice: EngineChoice) -> Result<Box<dyn Pages>, OpenError> {
    let read = guarded(|| {
        // All of it, as far as messages go: a part of what it encloses would be another document.
        let decoded = charset::decode_first(MAX_CDA_BYTES, bytes, charset::xml_declared(bytes));
        let notices = Notices { cut_short: decoded.cut_short, charset_guessed: decoded.guessed, ..Notices::default() };
        (cda::read(&decoded.text), notices)
    });
    let (read, notices) = read.ok_or(OpenError::Damaged)?;
    let Some(read) = read else {
        return guarded(|| open_alone(bytes, Format::Xml)).unwrap_or(Err(OpenError::Damaged));
    };
    let mut flow = read.flow;
    if read.mended && !read.cut_off {
        flow.blocks.push(Block::Rule);
        flow.blocks.push(Block::Paragraph(muted(
            "This document has faults and was read as what is plainly meant.".to_owned(),
        )));
    }
    let enclosed = match read.embedded {
        Some(_) if notices.cut_short => {
            flow.blocks.push(Block::Paragraph(muted(
                "The document that it encloses is too large to be taken out here.".to_owned(),
            )));
            None
        }
        enclosed => enclosed,
    };
    let Some(enclosed) = enclosed else {
        return guarded(|| flow_pages(flow, notices)).unwrap_or(Err(OpenError::Damaged));
    };
    let inner = open_enclosed(enclosed, password, choice, &mut flow)?;
    let outer = guarded(|| FlowPages::new(flow, notices)).unwrap_or(Err(OpenError::Damaged))?;
    Ok(Box::new(Enclosing::new(Box::new(outer), inner)))
}

/// Opens what a CDA encloses, and says in the outer document what follows or why not.
fn open_enclosed(
    enclosed: cda::Embedded,
    password: Option<&str>,
    choice: EngineChoice,
    outer: &mut Flow,
) -> Result<Inner, OpenError> {
    const HEAD_BYTES: usize = 4096;
    let bytes = Zeroizing::new(enclosed.bytes);
    let head = bytes.get(..HEAD_BYTES).unwrap_or(&bytes);
    let detected = sniff(head, bytes.len() <= HEAD_BYTES).unwrap_or(DetectedType::Unknown);
    let format = match Format::from(detected) {
        // One in another one is read as far as its text goes.
        Format::Cda => Format::Xml,
        format => format,
    };
    let opened = match format {
        Format::Bytes => Err(OpenError::Unsupported),
        format => super::open(bytes.to_vec(), format, password, choice),
    };
    let kind = detected.label();
    let damage = enclosed.damage.map(|damage| format!(" Its base64 is damaged. {damage}")).unwrap_or_default();
    let (pages, sentence) = match opened {
        Ok(pages) => (Some(pages), format!("The document itself follows: {kind}.{damage}")),
        // The whole waits for the password, as one of any other document does.
        Err(error @ (OpenError::PasswordNeeded | OpenError::PasswordWrong)) => return Err(error),
        Err(error) => (None, format!("The document itself is enclosed: {kind}.{damage} {error}")),
    };
    outer.blocks.push(Block::Rule);
    outer.blocks.push(Block::Paragraph(muted(sentence)));
    if let Some(address) = enclosed.reference {
        outer
            .blocks
            .push(Block::Paragraph(muted(format!("It is stored at {address} too, which is never fetched from here."))));
    }
    let name = format!("document.{}", detected.extension());
    Ok(Inner { bytes, name, pages })
}

fn muted(text: String) -> Paragraph {
    let letters = Letters { muted: true, ..Letters::default() };
    Paragraph { runs: vec![Run { text, letters }], ..Paragraph::default() }
}

#[cfg(test)]
#[path = "laid_out_tests.rs"]
mod tests;
