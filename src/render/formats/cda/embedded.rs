//! Documents inside a document: the body of one that is not structured, and pictures in the entries of one that is.

use super::super::html::{Writer, decode_base64};
use super::Embedded;
use super::xml::{attribute, child};
use roxmltree::Node;

/// Text this long that could be base64 is base64.
const MIN_BASE64_BYTES: usize = 64;

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
    let is_text = media_type.as_deref().is_none_or(|kind| kind.starts_with("text/"));
    let is_base64 = match attribute(node, "representation") {
        Some(representation) => representation.eq_ignore_ascii_case("B64"),
        None => false,
    } || !is_text
        || (media_type.is_none() && looks_like_base64(&text));
    if is_base64 {
        let (bytes, damaged) = decode_base64(&text);
        return Held::File(Embedded { bytes, media_type, damaged, reference });
    }
    match media_type.as_deref() {
        None | Some("text/plain" | "text/x-hl7-text+xml") => Held::Text(text),
        Some(_) => Held::File(Embedded { bytes: text.into_bytes(), media_type, damaged: false, reference }),
    }
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
    match held(text) {
        Held::File(embedded) => return Some(embedded),
        Held::Text(text) => super::narrative::plain(&text, writer),
        Held::Address(address) => writer.note(&format!("The body is stored elsewhere: {address}")),
        Held::Nothing => {
            // Some senders put a narrative where only a file or plain text may be.
            if text.children().any(|child| child.is_element()) {
                super::narrative::narrative(text, &super::narrative::References::default(), writer);
            } else {
                writer.note("This document has no body.");
            }
        }
    }
    None
}
