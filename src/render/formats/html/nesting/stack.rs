//! The stack of open elements: what is found in it, and how it is closed.

use super::super::attributes::Attributes;
use super::super::tag::Tag;
use super::{Element, State};
use html5ever::LocalName;
use html5ever::tokenizer::states::RawKind;

/// Looks that go on after the block in which they were not closed.
const MAX_LOOKS_KEPT: usize = 16;

/// How many elements are open of those that are looked for at most tags, so that most looks are spared.
#[derive(Default)]
pub(super) struct Counts {
    pub paragraphs: usize,
    pub links: usize,
    pub tables: usize,
    /// Drawings and formulas.
    pub drawings: usize,
}

impl Counts {
    fn of(&mut self, tag: Tag) -> Option<&mut usize> {
        match tag {
            Tag::Paragraph => Some(&mut self.paragraphs),
            Tag::Link => Some(&mut self.links),
            Tag::Table => Some(&mut self.tables),
            Tag::Drawing | Tag::Formula => Some(&mut self.drawings),
            _ => None,
        }
    }
}

impl State {
    /// Ends the open element at `index`.
    pub(super) fn end_at(&mut self, index: usize) {
        let Some(element) = self.stack.get(index) else { return };
        let inner_blocks = self.stack.iter().skip(index.saturating_add(1)).any(|open| open.tag.is_block());
        if !element.tag.is_block() && inner_blocks {
            self.writer.unstyle(index);
            if let Some(element) = self.stack.get_mut(index) {
                element.name = None;
                element.look = None;
            }
        } else if element.tag.is_wall() {
            self.pop_to(index);
        } else {
            self.close_at(index);
        }
    }

    /// Closes the element at `index` and all in it; looks that were open in it go on.
    pub(super) fn close_at(&mut self, index: usize) {
        let mut looks = Vec::new();
        for element in self.stack.iter_mut().skip(index.saturating_add(1)) {
            if looks.len() < MAX_LOOKS_KEPT
                && let Some(look) = element.look.take()
            {
                looks.push((element.tag, element.name.clone(), look));
            }
        }
        self.pop_to(index);
        for (tag, name, look) in looks {
            self.writer.open_styled(tag, &Attributes::default(), look.clone());
            self.put(Element { tag, name, look: Some(look) });
        }
    }

    pub(super) fn close_paragraph(&mut self) {
        if self.counts.paragraphs > 0
            && let Some(index) = self.find(|open| open == Tag::Paragraph)
        {
            self.close_at(index);
        }
    }

    /// Puts an element on the stack.
    pub(super) fn put(&mut self, element: Element) {
        if let Some(count) = self.counts.of(element.tag) {
            *count = count.saturating_add(1);
        }
        self.stack.push(element);
    }

    /// Closes the entry that is open in the innermost list.
    pub(super) fn close_entry(&mut self, is_entry: impl Fn(Tag) -> bool, is_list: impl Fn(Tag) -> bool) {
        let Some(index) = self.find(|open| is_entry(open) || is_list(open)) else { return };
        if self.stack.get(index).is_some_and(|element| is_entry(element.tag)) {
            self.close_at(index);
        }
    }

    /// Closes all that is open in the innermost part of the innermost table.
    pub(super) fn pop_to_part(&mut self, is_part: impl Fn(Tag) -> bool) {
        if let Some(index) = self.find_part(is_part) {
            self.pop_to(index.saturating_add(1));
        }
    }

    pub(super) fn find_part(&self, is_part: impl Fn(Tag) -> bool) -> Option<usize> {
        if self.counts.tables == 0 {
            return None;
        }
        for (index, element) in self.stack.iter().enumerate().rev() {
            if is_part(element.tag) {
                return Some(index);
            }
            if matches!(element.tag, Tag::Table | Tag::Object) {
                return None;
            }
        }
        None
    }

    /// The innermost open element that is wanted, up to the wall around this place.
    pub(super) fn find(&self, is_wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        for (index, element) in self.stack.iter().enumerate().rev() {
            if is_wanted(element.tag) && element.name.is_some() {
                return Some(index);
            }
            if element.tag.is_wall() {
                return None;
            }
        }
        None
    }

    /// Where the wall around this place stands.
    pub(super) fn wall(&self) -> Option<usize> {
        self.stack.iter().rposition(|element| element.tag.is_wall())
    }

    pub(super) fn top(&self) -> Option<Tag> {
        self.stack.last().map(|element| element.tag)
    }

    pub(super) fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length {
            let popped = self.stack.pop();
            if let Some(count) = popped.and_then(|element| self.counts.of(element.tag)) {
                *count = count.saturating_sub(1);
            }
            self.writer.close();
        }
    }

    /// A body ends what was hidden before it, such as a head without an end.
    pub(super) fn pop_while_hidden(&mut self) {
        let hidden = self.stack.iter().position(|element| matches!(element.tag, Tag::Head | Tag::Hidden));
        self.pop_to(hidden.unwrap_or(self.stack.len()));
    }
}

/// How the content of an element is read that is no markup.
pub(super) fn raw_kind(name: &LocalName) -> Option<RawKind> {
    Some(match &**name {
        "title" | "textarea" => RawKind::Rcdata,
        "script" => RawKind::ScriptData,
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => RawKind::Rawtext,
        _ => return None,
    })
}
