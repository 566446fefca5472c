//! Which documents are chosen together, by the rules of the desktop: a click chooses one, Ctrl adds or takes away, Shift chooses all from
//! the last one clicked. Pure.

use std::collections::BTreeSet;

use super::Row;
use crate::state::{AppState, Opened};

/// The chosen documents beside the selected one.
#[derive(Default)]
pub struct Marks {
    documents: BTreeSet<u32>,
    /// Where a range begins.
    anchor: Option<u32>,
}

impl Marks {
    /// Leaves out what is not to be kept.
    pub(super) fn keep(&mut self, shown: impl Fn(u32) -> bool) {
        self.documents.retain(|document| shown(*document));
    }

    /// One document alone is chosen from here on.
    pub(in crate::state) fn only(&mut self, document: u32) {
        self.documents.clear();
        self.anchor = Some(document);
    }
}

impl AppState {
    /// True where a document is chosen.
    #[must_use]
    pub fn is_chosen(&self, document: u32) -> bool {
        match self.listing.marks.documents.is_empty() {
            true => self.selected == Some(document),
            false => self.listing.marks.documents.contains(&document),
        }
    }

    /// The documents that are chosen, in the order of the list.
    #[must_use]
    pub fn chosen(&self) -> Vec<u32> {
        let marks = &self.listing.marks.documents;
        if marks.is_empty() {
            return self.selected.into_iter().collect();
        }
        let mut chosen: Vec<u32> = marks.iter().copied().collect();
        chosen.sort_by_key(|document| self.listing.place(*document));
        chosen
    }

    /// How many documents are chosen.
    #[must_use]
    pub fn chosen_count(&self) -> usize {
        self.listing.marks.documents.len().max(usize::from(self.selected.is_some()))
    }

    /// Bytes of the chosen documents, as far as they are known.
    #[must_use]
    pub fn chosen_bytes(&self) -> u64 {
        let size = |opened: &Opened, document: u32| opened.inspection(document).and_then(|inspection| inspection.size);
        let Some(opened) = &self.opened else { return 0 };
        self.listing.marks.documents.iter().filter_map(|document| size(opened, *document)).sum()
    }

    /// Adds a document to the chosen ones, or takes it away; it becomes the selected one, or its nearest that is still chosen does.
    pub(in crate::state) fn toggle_mark(&mut self, document: u32) {
        self.begin_marking();
        let marks = &mut self.listing.marks;
        marks.anchor = Some(document);
        if !marks.documents.remove(&document) {
            marks.documents.insert(document);
            self.show_selected(document);
        } else if self.selected == Some(document) {
            // The last one stays chosen: something is always shown.
            let next = marks.documents.range(document..).next().or_else(|| marks.documents.iter().next_back()).copied();
            match next {
                Some(next) => self.show_selected(next),
                None => marks.only(document),
            }
        }
    }

    /// Chooses everything from where the last range began to a document, which becomes the selected one.
    pub(in crate::state) fn mark_to(&mut self, document: u32) {
        let anchor = self.listing.marks.anchor.or(self.selected).unwrap_or(document);
        let (Some(from), Some(to)) = (self.listing.place(anchor), self.listing.place(document)) else {
            return self.select(document);
        };
        let range = self.listing.rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.listing.marks.documents = range.iter().filter_map(document_of).collect();
        self.listing.marks.anchor = Some(anchor);
        self.show_selected(document);
    }

    /// Chooses every document that the list shows.
    pub(in crate::state) fn mark_all(&mut self) {
        self.listing.marks.documents = self.listing.rows.iter().filter_map(document_of).collect();
    }

    /// The selected document is the first of those that are chosen together.
    fn begin_marking(&mut self) {
        if self.listing.marks.documents.is_empty() {
            self.listing.marks.documents.extend(self.selected);
        }
    }

    fn show_selected(&mut self, document: u32) {
        self.listing.intended = Some(document);
        if self.selected != Some(document) {
            self.selected = Some(document);
            self.selections += 1;
            self.heading = crate::state::Heading::Down;
        }
    }
}

fn document_of(row: &Row) -> Option<u32> {
    match row {
        Row::Document(document) => Some(*document),
        Row::Patient(_) => None,
    }
}
