//! Pictures in the entries of a document, where its text refers to them and where nothing does.

use super::super::flow::Picture;
use super::super::html::{Writer, one_line, short_line};
use super::embedded::{Held, held};
use super::narrative::{References, plain};
use super::xml::{attribute, child, is, words};
use roxmltree::{Node, NodeId};
use std::collections::{HashMap, HashSet};

/// How far a picture is looked for inside what refers to it: it is some five elements away.
const MAX_REGION_NODES: usize = 256;

const MISSING: &str = " [picture missing in the document] ";

/// The pictures of one document so far.
#[derive(Default)]
pub(super) struct Media {
    /// Those to which the text refers.
    referred: HashSet<NodeId>,
    /// What stands for those that are no pictures to be shown. Text may refer to one very often: it is decoded once.
    told: HashMap<NodeId, String>,
}

impl Media {
    /// Writes the pictures that a `renderMultiMedia` refers to.
    pub fn referred<'a, 'input>(
        &mut self,
        node: Node<'a, 'input>,
        references: &References<'a, 'input>,
        writer: &mut Writer,
    ) {
        let caption = child(node, "caption").and_then(words).map(|words| short_line(&words)).unwrap_or_default();
        let mut ids = HashSet::new();
        let stated = node.attribute("referencedObject").unwrap_or_default().split_whitespace();
        let mut missing = false;
        for id in stated.filter(|id| ids.insert(*id)) {
            let object = references.media.get(id);
            let media = object.and_then(|object| {
                object.descendants().take(MAX_REGION_NODES).find(|node| is(*node, "observationMedia"))
            });
            let Some(media) = media else {
                missing = true;
                continue;
            };
            self.referred.insert(media.id());
            self.write(media, &caption, writer);
        }
        if missing || ids.is_empty() {
            writer.note(MISSING);
        }
    }

    /// Writes the pictures of a section to which no text refers: they would be seen nowhere.
    pub fn rest(&mut self, section: Node, writer: &mut Writer) {
        let entries = section.children().filter(|child| is(*child, "entry"));
        for media in entries.flat_map(|entry| entry.descendants()).filter(|node| is(*node, "observationMedia")) {
            if !self.referred.contains(&media.id()) {
                self.write(media, &one_line(attribute(media, "ID").unwrap_or_default()), writer);
            }
        }
    }

    /// Writes an `observationMedia`.
    fn write(&mut self, media: Node, words: &str, writer: &mut Writer) {
        if let Some(told) = self.told.get(&media.id()) {
            return writer.note(told);
        }
        if let Some(told) = picture(media, words, writer) {
            self.told.insert(media.id(), told);
        }
    }
}

/// Shows what an `observationMedia` holds; if that is no picture, also what is to be said where it is referred to again.
fn picture(media: Node, words: &str, writer: &mut Writer) -> Option<String> {
    let note = |told: String, writer: &mut Writer| {
        writer.note(&told);
        Some(told)
    };
    let Some(value) = child(media, "value") else { return note(MISSING.to_owned(), writer) };
    let symbols = value.children().filter_map(|child| child.text()).map(str::len).fold(0, usize::saturating_add);
    if !writer.has_room(symbols / 4 * 3) {
        writer.cut();
        return note(" [picture] ".to_owned(), writer);
    }
    match held(value) {
        Held::File(file) => {
            let kind = file.media_type.unwrap_or_default();
            let is_picture = kind.is_empty() || (kind.starts_with("image/") && kind != "image/svg+xml");
            if file.bytes.is_empty() || !is_picture {
                return note(format!(" [a file of the type {} is not shown here] ", short_line(&kind)), writer);
            }
            writer.push_picture(Picture { bytes: file.bytes, size: None, words: words.to_owned() });
            if file.damage.is_some() {
                writer.note(" [the end of this picture is missing: its base64 is damaged] ");
            }
            None
        }
        Held::Address(address) => note(format!(" [picture stored elsewhere: {}] ", short_line(&address)), writer),
        Held::Text(text) => {
            plain(&text, writer);
            Some(" [the same text again] ".to_owned())
        }
        Held::Nothing => note(MISSING.to_owned(), writer),
    }
}
