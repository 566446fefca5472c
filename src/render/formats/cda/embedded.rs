//! Documents inside a document: the body of one that is not structured, and pictures in the entries of one that is.

use super::super::html::Writer;
use super::Embedded;
use super::media::Media;
use super::narrative::{References, narrative, plain};
use super::xml::{attribute, child, is};
use crate::content::base64;
use roxmltree::Node;

/// Text this long that could be base64 is base64.
const MIN_BASE64_BYTES: usize = 64;

/// Elements that the type "encapsulated data" has by itself.
const NO_NARRATIVE: [&str; 2] = ["reference", "thumbnail"];

/// What an element of the type "encapsulated data" holds.
pub(super) enum Held {
    /// A file.
    File(Embedded),
    /// Text to be read.
    Text(String),
    /// An address only.
    Address(String),
    Nothing,
}

/// Reads an element of the type "encapsulated data" (HL7 version 3 data types release 1, `ED`).
pub(super) fn held(node: Node) -> Held {
    let media_type = attribute(node, "mediaType").map(|stated| stated.to_ascii_lowercase());
    let reference = child(node, "reference").and_then(|reference| attribute(reference, "value")).map(str::to_owned);
    let text = all_text(node);
    if text.trim().is_empty() {
        return reference.map_or(Held::Nothing, Held::Address);
    }
    let is_base64 = match representation(node) {
        Some(Representation::Base64) => true,
        Some(Representation::Text) => false,
        None => !is_text(media_type.as_deref()) || (media_type.is_none() && looks_like_base64(&text)),
    };
    if is_base64 {
        let (bytes, report) = base64::decode(text.as_bytes());
        return Held::File(Embedded { bytes, media_type, damage: report.damage, reference });
    }
    match media_type.as_deref() {
        None | Some("text/plain" | "text/x-hl7-text+xml") => Held::Text(text),
        Some(_) => Held::File(Embedded { bytes: text.into_bytes(), media_type, damage: None, reference }),
    }
}

/// How the content is written, where the element says so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Representation {
    Base64,
    Text,
}

fn representation(node: Node) -> Option<Representation> {
    match attribute(node, "representation")? {
        stated if stated.eq_ignore_ascii_case("B64") => Some(Representation::Base64),
        stated if stated.eq_ignore_ascii_case("TXT") => Some(Representation::Text),
        _ => None,
    }
}

fn is_text(media_type: Option<&str>) -> bool {
    media_type.is_none_or(|kind| kind.starts_with("text/"))
}

/// Whether elements are part of what it says: some senders put a narrative where only a file or plain text may be.
fn is_narrative(node: Node) -> bool {
    let markup = node.children().any(|child| child.is_element() && !NO_NARRATIVE.iter().any(|name| is(child, name)));
    let media_type = attribute(node, "mediaType").map(str::to_ascii_lowercase);
    markup
        && representation(node) != Some(Representation::Base64)
        && (is_text(media_type.as_deref()) || all_text(node).trim().is_empty())
}

fn all_text(node: Node) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn looks_like_base64(text: &str) -> bool {
    let text = text.trim();
    text.len() >= MIN_BASE64_BYTES
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\r' | b'\n'))
        && text.lines().next().is_some_and(|line| line.len() >= MIN_BASE64_BYTES)
}

/// The body of a document that is not structured. Text goes to the writer.
pub(super) fn unstructured_body(body: Node, writer: &mut Writer) -> Option<Embedded> {
    let Some(text) = child(body, "text") else {
        writer.note("This document has no body.");
        return None;
    };
    if is_narrative(text) {
        narrative(text, &References::of(body), &mut Media::default(), writer);
        if let Some(address) = child(text, "reference").and_then(|reference| attribute(reference, "value")) {
            writer.note(&format!("The body is stored elsewhere too: {address}"));
        }
        return None;
    }
    match held(text) {
        Held::File(embedded) => return Some(embedded),
        Held::Text(text) => plain(&text, writer),
        Held::Address(address) => writer.note(&format!("The body is stored elsewhere: {address}")),
        Held::Nothing => writer.note("This document has no body."),
    }
    None
}
