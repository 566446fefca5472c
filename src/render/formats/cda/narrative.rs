//! The narrative of a section: CDA's own elements (HL7 CDA release 2, 4.3.5) in terms of HTML, and elements of HTML that some senders
//! put between them.

use super::super::html::{Attributes, StyleChange, Tag, White, Writer, address};
use super::media::Media;
use super::xml::{attribute, child, is};
use roxmltree::{Node, NodeId};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

/// What narratives refer to by an `ID`.
#[derive(Default)]
pub(super) struct References<'a, 'input> {
    /// Pictures, and what encloses them.
    pub media: HashMap<&'a str, Node<'a, 'input>>,
    footnotes: HashMap<&'a str, usize>,
    /// The numbers of footnotes without an `ID` too.
    numbers: HashMap<NodeId, usize>,
}

impl<'a, 'input> References<'a, 'input> {
    /// All that a document can refer to.
    pub fn of(document: Node<'a, 'input>) -> Self {
        let mut references = Self::default();
        for node in document.descendants().filter(Node::is_element) {
            let id = attribute(node, "ID");
            match node.tag_name().name() {
                "observationMedia" | "regionOfInterest" => {
                    if let Some(id) = id {
                        references.media.entry(id).or_insert(node);
                    }
                }
                "footnote" => {
                    let number = references.numbers.len().saturating_add(1);
                    references.numbers.insert(node.id(), number);
                    if let Some(id) = id {
                        references.footnotes.entry(id).or_insert(number);
                    }
                }
                _ => {}
            }
        }
        references
    }
}

/// Text whose line breaks are all that it has of structure.
pub(super) fn plain(text: &str, writer: &mut Writer) {
    let table =
        text.lines().filter(|line| line.trim_start().contains("   ") || line.trim().contains('\t')).count() >= 2;
    let tag = if table { Tag::Preformatted } else { Tag::Paragraph };
    writer.open(tag, &Attributes::default());
    writer.lines(text);
    writer.close();
}

/// A step of the walk through a narrative.
enum Step<'a, 'input> {
    Enter(Node<'a, 'input>),
    Leave,
}

/// Writes a narrative.
pub(super) fn narrative<'a, 'input>(
    text: Node<'a, 'input>,
    references: &References<'a, 'input>,
    media: &mut Media,
    writer: &mut Writer,
) {
    if !text.children().any(|child| child.is_element()) {
        let text: String = text.children().filter_map(|child| child.text()).collect();
        let lines = text.trim().lines().filter(|line| !line.trim().is_empty()).count();
        if lines > 1 {
            return plain(&text, writer);
        }
    }
    let mut parts = Parts { media, footnotes: VecDeque::new() };
    writer.open(Tag::Division, &Attributes::default());
    inside(text, references, &mut parts, writer);
    writer.close();
    while let Some(footnote) = parts.footnotes.pop_front() {
        small(writer);
        mark(references.numbers.get(&footnote.id()), writer);
        writer.text(" ");
        inside(footnote, references, &mut parts, writer);
        writer.close();
    }
}

/// What a narrative holds beside its text.
struct Parts<'m, 'a, 'input> {
    media: &'m mut Media,
    /// Footnotes that are still to be written.
    footnotes: VecDeque<Node<'a, 'input>>,
}

/// Starts a paragraph in small letters.
fn small(writer: &mut Writer) {
    let change = StyleChange { size: Some(Some(9.0)), tight: Some(true), ..StyleChange::default() };
    writer.open_styled(Tag::Paragraph, &Attributes::default(), change);
}

/// Writes what an element holds.
fn inside<'a, 'input>(
    node: Node<'a, 'input>,
    references: &References<'a, 'input>,
    parts: &mut Parts<'_, 'a, 'input>,
    writer: &mut Writer,
) {
    let mut steps: Vec<Step> = node.children().rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        let Step::Enter(node) = step else {
            writer.close();
            continue;
        };
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            if breaks_lines(node, text) {
                writer.lines(text)
            } else {
                writer.text(text)
            }
            continue;
        }
        if !node.is_element() {
            continue;
        }
        match node.tag_name().name() {
            "renderMultiMedia" => {
                parts.media.referred(node, references, writer);
                // Its caption is part of the text.
                if let Some(caption) = child(node, "caption") {
                    small(writer);
                    steps.push(Step::Leave);
                    steps.extend(caption.children().rev().map(Step::Enter));
                }
                continue;
            }
            "footnote" => {
                mark(references.numbers.get(&node.id()), writer);
                parts.footnotes.push_back(node);
                continue;
            }
            "footnoteRef" => {
                mark(attribute(node, "IDREF").and_then(|id| references.footnotes.get(id)), writer);
                continue;
            }
            _ => {}
        }
        open(node, writer);
        steps.push(Step::Leave);
        steps.extend(node.children().rev().map(Step::Enter));
    }
}

fn mark(number: Option<&usize>, writer: &mut Writer) {
    if let Some(number) = number {
        writer.open(Tag::Super, &Attributes::default());
        writer.text(&format!("[{number}]"));
        writer.close();
    }
}

/// Whether the sender meant the line breaks of this text: written as references to characters, or with empty lines between.
fn breaks_lines(node: Node, text: &str) -> bool {
    if !text.contains('\n') && !text.contains('\r') {
        return false;
    }
    let source = node.document().input_text().get(node.range()).unwrap_or_default();
    let referred =
        ["&#10;", "&#13;", "&#xA;", "&#xD;", "&#xa;", "&#xd;"].iter().any(|reference| source.contains(reference));
    let paragraphs = text.trim().lines().any(|line| line.trim().is_empty());
    referred || (paragraphs && !text.trim().is_empty())
}

/// Starts an element of a narrative.
fn open(node: Node, writer: &mut Writer) {
    let name = node.tag_name().name();
    let mut attributes = Attributes::default();
    for stated in node.attributes() {
        attributes.add(stated.name(), stated.value());
    }
    let codes = node.attribute("styleCode").unwrap_or_default();
    let tag = tag(node, codes, &mut attributes);
    let mut change = StyleChange::of(tag, &attributes);
    for code in codes.split_whitespace() {
        styled(code, &mut change);
    }
    match name {
        "content" => match node.attribute("revised") {
            Some("insert") => change.underlined = Some(true),
            Some("delete") => change.struck = Some(true),
            _ => {}
        },
        "caption" if tag != Tag::Caption => change.bold = Some(true),
        "linkHtml" => change.link = attribute(node, "href").and_then(address).map(Rc::from),
        _ => {}
    }
    if node.attribute(("http://www.w3.org/XML/1998/namespace", "space")) == Some("preserve") {
        change.white = Some(White::Kept);
    }
    writer.open_styled(tag, &attributes, change);
}

/// The element of HTML that this one is like.
fn tag(node: Node, codes: &str, attributes: &mut Attributes) -> Tag {
    let name = node.tag_name().name();
    let parent = node.parent();
    let inside = |name| parent.is_some_and(|parent| is(parent, name));
    match name {
        "content" if codes.split_whitespace().any(|code| code == "xdiv") => Tag::Division,
        "content" => Tag::Span,
        "paragraph" => Tag::Paragraph,
        "linkHtml" => Tag::Link,
        "caption" if inside("table") => Tag::Caption,
        // A list's or a paragraph's title stands before it.
        "caption" if inside("item") => Tag::Span,
        "caption" => Tag::Division,
        "list" => {
            let ordered = attribute(node, "listType") == Some("ordered");
            let marks = codes.split_whitespace().find_map(|code| {
                Some(match code {
                    "Arabic" => "1",
                    "LittleRoman" => "i",
                    "BigRoman" => "I",
                    "LittleAlpha" => "a",
                    "BigAlpha" => "A",
                    _ => return None,
                })
            });
            if let Some(marks) = marks {
                attributes.add("type", marks);
            }
            if ordered || marks.is_some() { Tag::Numbers } else { Tag::Bullets }
        }
        "item" => Tag::Item,
        other => Tag::of(&other.to_ascii_lowercase()),
    }
}

/// What a style code changes: those of the standard, and some that large senders use.
fn styled(code: &str, change: &mut StyleChange) {
    match code {
        "Bold" | "bold" | "Strong" | "xlabel" | "xLabel" | "xmlBold" | "xmlBoldLabel" => change.bold = Some(true),
        "Italics" | "Italic" | "italics" | "Emphasis" | "xmlItalic" => change.italic = Some(true),
        "Underline" | "underline" | "xmlUnderline" => change.underlined = Some(true),
        "Strikethrough" | "xStrikethrough" => change.struck = Some(true),
        "xSecondary" | "xcommentlabel" => change.muted = Some(true),
        "xFixed" | "Monospace" | "xMono" => change.mono = Some(true),
        "xPre" | "xPreformatted" => change.white = Some(White::Kept),
        "Center" => change.align = Some(super::super::flow::Align::Middle),
        "Right" => change.align = Some(super::super::flow::Align::End),
        _ => {}
    }
}
