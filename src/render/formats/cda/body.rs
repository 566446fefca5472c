//! The body of a structured document: its sections in each other.

use super::super::html::{Attributes, Tag, Writer};
use super::media::Media;
use super::narrative::{self, References};
use super::xml::{attribute, child, child_words, children, code_words, is};
use roxmltree::Node;

/// Level of the outermost sections' headings: the document's title has the first.
const FIRST_LEVEL: u8 = 2;

/// The deepest level of headings.
const LAST_LEVEL: u8 = 6;

/// Writes all sections.
pub(super) fn sections(document: Node, body: Node, writer: &mut Writer) {
    let references = References::of(document);
    let mut media = Media::default();
    let mut waiting: Vec<(Node, u8)> =
        inner_sections(body).into_iter().rev().map(|section| (section, FIRST_LEVEL)).collect();
    if waiting.is_empty() {
        writer.note("This document has no sections.");
    }
    while let Some((section, level)) = waiting.pop() {
        let inner = inner_sections(section);
        write_section(section, level, inner.is_empty(), &references, &mut media, writer);
        let deeper = level.saturating_add(1).min(LAST_LEVEL);
        waiting.extend(inner.into_iter().rev().map(|section| (section, deeper)));
        if writer.is_full() {
            writer.cut();
            break;
        }
    }
}

/// The sections right inside a body or a section.
fn inner_sections<'a, 'input>(node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    let mut sections = Vec::new();
    for child in node.children().filter(Node::is_element) {
        if is(child, "component") {
            sections.extend(children(child, "section"));
        } else if is(child, "section") {
            sections.push(child);
        }
    }
    sections
}

fn write_section<'a, 'input>(
    section: Node<'a, 'input>,
    level: u8,
    is_leaf: bool,
    references: &References<'a, 'input>,
    media: &mut Media,
    writer: &mut Writer,
) {
    let nothing = Attributes::default();
    let code = || child(section, "code").and_then(code_words);
    let title = child_words(section, "title").or_else(code).unwrap_or_else(|| "Section without a title".to_owned());
    writer.open(Tag::Heading(level), &nothing);
    writer.text(&title);
    writer.close();
    let text = child(section, "text");
    let has_text = text.is_some_and(says_something);
    if let Some(text) = text.filter(|_| has_text) {
        narrative::narrative(text, references, media, writer);
    }
    let entries = children(section, "entry").next().is_some();
    writer.open(Tag::Paragraph, &nothing);
    if !has_text {
        match attribute(section, "nullFlavor").or_else(|| attribute(text?, "nullFlavor")) {
            _ if entries => writer.note("This section has coded entries but no text."),
            Some("NI" | "UNK" | "NASK" | "NAV" | "ASKU") => writer.note("No information."),
            Some("MSK") => writer.note("This section is withheld."),
            _ if is_leaf => writer.note("This section is empty."),
            _ => {}
        }
    }
    writer.close();
    media.rest(section, writer);
}

/// Whether a narrative holds anything to be seen.
fn says_something(text: Node) -> bool {
    text.descendants().any(|node| match node.text() {
        Some(text) if node.is_text() => text.contains(|c: char| !c.is_whitespace()),
        _ => is(node, "renderMultiMedia") || node.tag_name().name().eq_ignore_ascii_case("img"),
    })
}
