//! HTML and XHTML as safe text with its structure. `formats` is its only caller, but for the reader of CDA documents, whose
//! narratives are written with the same [`Writer`].
//!
//! Nothing is run, fetched or followed: scripts, frames and style sheets are dropped, pictures are shown where their bytes are in the
//! document.

mod attributes;
mod css;
mod feed;
mod forms;
mod nesting;
mod picture;
mod style;
mod tag;
mod writer;

pub(super) use attributes::Attributes;
pub(super) use style::{StyleChange, White, address};
pub(super) use tag::Tag;
pub(super) use writer::Writer;

use super::charset;
use super::facts::Property;
use super::flow::Flow;
use crate::limits::MAX_PROPERTY_BYTES;
use nesting::Nesting;

/// Bytes at the start of a document in which its encoding is looked for: HTML asks for 1,024
/// (<https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding>), some programs put it later.
const ENCODING_BYTES: usize = 4096;

/// Reads a document. There is none that is not HTML.
pub(super) fn read(text: &str) -> Flow {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let xml = text.trim_start().starts_with("<?xml");
    let nesting = feed::feed(text, Nesting::new(Writer::new(text.len()), xml));
    let (writer, title) = nesting.finish();
    let (blocks, cut_short) = writer.finish();
    let title = title.map(|title| short_line(&title)).filter(|title| !title.is_empty());
    Flow {
        blocks,
        properties: title.map(|title| (Property::Title, title)).into_iter().collect(),
        patient: None,
        cut_short,
    }
}

/// The encoding that a document states in its XML declaration or in a `meta` element.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    if let Some(label) = charset::xml_declared(bytes) {
        return Some(label.to_owned());
    }
    let start: Vec<u8> = bytes.iter().take(ENCODING_BYTES).map(u8::to_ascii_lowercase).collect();
    let start = String::from_utf8_lossy(&start);
    start.split("<meta").skip(1).find_map(|meta| stated_charset(meta.split('>').next().unwrap_or_default()))
}

/// What follows `charset=`, in quotes or not.
fn stated_charset(meta: &str) -> Option<String> {
    let (_, value) = meta.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/'));
    let value = value.get(..end.unwrap_or(value.len()))?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// Text with its white space collapsed.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The same, no longer than a property; what is left out is said.
pub(super) fn short_line(text: &str) -> String {
    const LEFT_OUT: &str = " … [the rest is left out]";
    let mut line = one_line(text);
    if line.len() > MAX_PROPERTY_BYTES {
        line.truncate(line.floor_char_boundary(MAX_PROPERTY_BYTES.saturating_sub(LEFT_OUT.len())));
        line.truncate(line.trim_end().len());
        line.push_str(LEFT_OUT);
    }
    line
}

#[cfg(test)]
#[path = "html_tests.rs"]
pub(super) mod tests;

#[cfg(test)]
#[path = "loss_tests.rs"]
mod loss_tests;
