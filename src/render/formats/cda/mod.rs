//! Documents of the HL7 Clinical Document Architecture, release 2: the header as rows, the body as text, as a clinician reads them.
//! `formats` is the only caller.
//!
//! The narrative is what an author signed, so it is what is shown; coded entries are not. No style sheet is followed, and nothing
//! outside the document is read.

mod body;
mod date;
mod embedded;
mod fields;
mod header;
mod media;
mod mend;
mod narrative;
mod patient;
mod people;
mod survey;
mod xml;

use super::flow::{Block, Flow};
use super::html::{Attributes, Tag, Writer};
use crate::content::base64::Damage;
use crate::limits::MAX_XML_NODES;
use crate::words::grouped;
use roxmltree::{Document, Node, ParsingOptions};
use survey::Survey;

/// A document that was read.
pub(super) struct Cda {
    /// The header and, where it is text, the body.
    pub flow: Flow,
    /// The body, where it is a file of another format.
    pub embedded: Option<Embedded>,
    /// It is not well-formed XML, and was read as what is plainly meant.
    pub mended: bool,
    /// It is cut off: its end is missing.
    pub cut_off: bool,
}

/// A file inside a document.
pub(super) struct Embedded {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its type as the document states it, in lower case.
    pub media_type: Option<String>,
    /// Why not all of its base64 could be decoded.
    pub damage: Option<Damage>,
    /// Where it is stored too.
    pub reference: Option<String>,
}

/// Reads a document; `None` where it is not XML or holds no `ClinicalDocument`.
pub(super) fn read(text: &str) -> Option<Cda> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let survey = Survey::of(text)?;
    let cut_off = !survey.open.is_empty();
    if !cut_off && let Some(document) = parse(text, survey.doctype) {
        return Some(Cda { mended: false, ..read_document(&document, text.len(), false)? });
    }
    let mended = mend::mended(text, &survey)?;
    let document = parse(&mended, false)?;
    read_document(&document, text.len(), cut_off)
}

fn parse(text: &str, doctype: bool) -> Option<Document<'_>> {
    // The survey found no entities, so that a `DOCTYPE` does nothing.
    let options = ParsingOptions { allow_dtd: doctype, nodes_limit: MAX_XML_NODES, entity_resolver: None };
    Document::parse_with_options(text, options).ok()
}

fn read_document(document: &Document, source_bytes: usize, cut_off: bool) -> Option<Cda> {
    // Some senders wrap it in an envelope.
    let root = document.descendants().find(|node| xml::is(*node, "ClinicalDocument"))?;
    let mut writer = Writer::new(source_bytes);
    others(document, root, &mut writer);
    let title = header::title(root).unwrap_or_else(|| "Clinical document".to_owned());
    writer.open(Tag::Heading(1), &Attributes::default());
    writer.text(&title);
    writer.close();
    let fields = header::fields(root);
    if !fields.rows.is_empty() {
        writer.push(Block::Fields(fields.rows));
    }
    let embedded = body(root, &mut writer);
    if cut_off {
        writer.push(Block::Rule);
        writer.note("This document is cut off here: its end is missing.");
    }
    let (blocks, cut_short) = writer.finish();
    let flow = Flow { blocks, properties: header::properties(root), patient: patient::stated(root), cut_short };
    Some(Cda { flow, embedded, mended: true, cut_off })
}

/// Says that more documents are in the envelope than the one that is shown.
fn others(document: &Document, shown: Node, writer: &mut Writer) {
    let is_other = |node: &Node| xml::is(*node, "ClinicalDocument") && node.range().start >= shown.range().end;
    let others: Vec<Node> = document.descendants().filter(is_other).collect();
    if others.is_empty() {
        return;
    }
    let count = grouped(others.len().saturating_add(1) as u64);
    writer.open(Tag::Paragraph, &Attributes::default());
    writer.note(&format!("This file holds {count} clinical documents. Only the first of them is shown here."));
    if let Some(patient) = patient::stated(shown)
        && others.iter().any(|other| patient::stated(*other).is_some_and(|other| patient::is_other(&patient, &other)))
    {
        writer.note(" The identifiers of their patients differ.");
    }
    writer.close();
}

fn body(root: Node, writer: &mut Writer) -> Option<Embedded> {
    let components = || xml::children(root, "component");
    let part = |name| components().find_map(|component| xml::child(component, name)).or_else(|| xml::child(root, name));
    if let Some(structured) = part("structuredBody") {
        body::sections(root, structured, writer);
        return None;
    }
    match part("nonXMLBody") {
        Some(unstructured) => embedded::unstructured_body(unstructured, writer),
        None => {
            writer.note("This document has no body.");
            None
        }
    }
}

#[cfg(test)]
#[path = "cda_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "broken_tests.rs"]
mod broken_tests;

#[cfg(test)]
#[path = "loss_tests.rs"]
mod loss_tests;
