//! Reading one document beyond its pixels: its text, what is selected and found in it, its outline, links and
//! attachments. Pure, but for what [`AppState`] does with it. Nothing is kept of a document that is not selected.

mod acts;
mod asks;
mod find;
mod fold;
pub mod place;
mod selection;
#[cfg(test)]
mod tests;
mod texts;

pub(super) use asks::visible_pages;
pub use find::{Direction, Find};
pub use selection::{Unit, marks};

use std::ops::Range;

use selection::Selection;
use texts::Texts;

use super::app_state::AppState;
use super::effect::AttachedBytes;
use super::view::Anchor;
use crate::message::DocumentId;
use crate::render::{DocumentFacts, Link, PageBox, PageText};

/// What is known and done about the selected document.
#[derive(Default)]
pub struct Reading {
    /// The document, once its pages are known.
    document: Option<DocumentId>,
    /// Outline, attachments and properties, once they are known.
    pub facts: Option<DocumentFacts>,
    texts: Texts,
    /// The text that is marked.
    selection: Option<Selection>,
    /// The search, while there is something to search for.
    pub find: Option<Find>,
    /// The place found last is to be shown, but where it stands is not known yet.
    revealing: bool,
    /// The selected text is to be copied as soon as all of it is known.
    copying: bool,
    /// The attachment that is being saved, and its bytes once they are there.
    attachment: Option<(u32, Option<AttachedBytes>)>,
    /// Places that links and jumps left, the latest last.
    left: Vec<Anchor>,
}

impl std::fmt::Debug for Reading {
    /// Nothing of the document's text.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reading").field("document", &self.document).finish_non_exhaustive()
    }
}

impl Reading {
    /// Text, boxes and links of a page, where they are known.
    #[must_use]
    pub fn text(&self, page: u32) -> Option<&PageText> {
        self.texts.whole(page)
    }

    /// True where a point of a page (page units) is over text.
    #[must_use]
    pub fn is_text(&self, page: u32, x: f32, y: f32) -> bool {
        self.text(page).is_some_and(|text| selection::char_under(text, x, y).is_some())
    }

    /// The link at a point of a page, and which of the page's links it is.
    #[must_use]
    pub fn link(&self, page: u32, x: f32, y: f32) -> Option<(usize, &Link)> {
        let holds =
            |place: &PageBox| (place.left..=place.right).contains(&x) && (place.top..=place.bottom).contains(&y);
        // Where links overlap, the one stated last lies on top.
        self.text(page)?.links.iter().enumerate().rev().find(|(_, link)| holds(&link.place))
    }

    /// The selected characters of a page.
    #[must_use]
    pub fn selected(&self, page: u32) -> Option<Range<u32>> {
        self.selection.as_ref()?.on_page(page)
    }

    /// True where some text is selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.selection.as_ref().is_some_and(|selection| !selection.is_empty())
    }

    /// True where a selection was begun, be there something selected or not.
    #[must_use]
    pub fn has_anchor(&self) -> bool {
        self.selection.is_some()
    }

    /// True where there is a place to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.left.is_empty()
    }

    /// The bytes of an attachment that is being saved.
    pub(super) fn attached(&self, index: u32) -> Option<AttachedBytes> {
        self.attachment.as_ref().filter(|(held, _)| *held == index).and_then(|(_, bytes)| bytes.clone())
    }

    /// Nothing is being saved any more.
    pub(super) fn forget_attachment(&mut self) {
        self.attachment = None;
    }

    /// True while something of the document is still to be read or searched.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.copying
            || matches!(self.attachment, Some((_, None)))
            || self.find.as_ref().is_some_and(|find| !find.is_done())
    }
}
