//! What changes the list: another input, the filter, the order, groups, what became known of contents. Part of `listing`.

use std::sync::Arc;

use super::{Column, Direction, Filter, Haystack, Listing, Marks, Row, fold};
use crate::state::{AppState, Effect, Heading};

impl AppState {
    /// The documents of the list, as shown from the top: positions in the file's order. Those that are folded away count as well.
    #[must_use]
    pub fn listed(&self) -> Vec<u32> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let mut listed = Vec::with_capacity(self.listing.matching);
        for row in &self.listing.rows {
            match row {
                Row::Document(document) => listed.push(*document),
                Row::Patient(patient) if self.listing.is_collapsed(*patient) => {
                    listed.extend(self.listing.folded(opened, *patient));
                }
                Row::Patient(_) => {}
            }
        }
        listed
    }

    /// Begins the list of an input that was just opened. What is chosen about the last one holds where it is the same file again.
    pub(in crate::state) fn begin_list(&mut self, same_input: bool) -> Vec<Effect> {
        let listing = &mut self.listing;
        listing.order = None;
        listing.texts = None;
        listing.texts_asked = false;
        listing.marks = Marks::default();
        if !same_input {
            // Another patient's name must not hide the documents of this one; how the list is laid out stays.
            listing.filter = Filter::default();
            listing.collapsed.clear();
            if matches!(listing.sort, Some((Column::Identifier(_), _))) {
                listing.sort = None;
            }
        }
        listing.there = self.opened.as_ref().map(Column::of).unwrap_or_default();
        let of_type = |column: &Column| match column {
            Column::Identifier(id_type) => Some(fold(id_type.as_str())),
            _ => None,
        };
        listing.id_types = listing.there.iter().filter_map(of_type).collect();
        listing.intended = self.selected;
        self.list_again()
    }

    /// The rows anew, after what they depend on has changed.
    pub(in crate::state) fn list_again(&mut self) -> Vec<Effect> {
        let Some(opened) = &self.opened else {
            self.listing =
                Listing { grouped: self.listing.grouped, sort: self.listing.sort.take(), ..Listing::default() };
            return Vec::new();
        };
        let asks = self.listing.make_rows(opened);
        let effect = asks.then_some(Effect::MakeTexts(opened.load));
        if !self.listing.is_waiting() {
            self.settle_selection();
        }
        effect.into_iter().collect()
    }

    /// After more became known of contents: only where the list depends on it.
    pub(in crate::state) fn list_again_for_contents(&mut self) -> Vec<Effect> {
        let sorted = matches!(self.listing.sort, Some((Column::Type | Column::Size | Column::Findings, _)));
        if sorted {
            self.listing.order = None;
        }
        if sorted || !self.listing.filter.is_empty() { self.list_again() } else { Vec::new() }
    }

    /// The texts that the filter waits for are there.
    pub(in crate::state) fn texts_made(&mut self, load: u64, texts: Arc<Vec<Haystack>>) -> Vec<Effect> {
        if self.opened.as_ref().is_none_or(|opened| opened.load != load) {
            return Vec::new();
        }
        self.listing.texts = Some(texts);
        self.list_again()
    }

    /// What the user selected where the list shows it; else the first document that it shows.
    fn settle_selection(&mut self) {
        let listing = &self.listing;
        let wanted = [listing.intended, self.selected].into_iter().flatten();
        let folded = |document: u32| {
            let patient = self.opened.as_ref().and_then(|opened| opened.patient_number(document));
            listing.grouped
                && patient.is_some_and(|patient| listing.is_collapsed(patient) && listing.matching_of(patient) > 0)
        };
        let kept = wanted.into_iter().find(|document| listing.shows(*document) || folded(*document));
        let selected = kept.or_else(|| listing.document_at(0));
        if self.selected != selected {
            self.selected = selected;
            self.selections += 1;
            self.heading = Heading::Down;
        }
        self.listing.marks.keep(|document| self.listing.places.contains_key(&document));
    }

    /// Sets what the list shows.
    pub(in crate::state) fn set_filter(&mut self, filter: Filter) -> Vec<Effect> {
        if self.listing.filter == filter {
            return Vec::new();
        }
        self.listing.filter = filter;
        self.list_again()
    }

    /// A click on a column's head: smallest first, largest first, the file's order.
    pub(in crate::state) fn sort_by(&mut self, column: Column) -> Vec<Effect> {
        self.listing.sort = match self.listing.sort.take() {
            Some((of, Direction::Ascending)) if of == column => Some((column, Direction::Descending)),
            Some((of, Direction::Descending)) if of == column => None,
            _ => Some((column, Direction::Ascending)),
        };
        self.listing.order = None;
        self.selections += 1;
        self.list_again()
    }

    pub(in crate::state) fn group_by_patient(&mut self, on: bool) -> Vec<Effect> {
        self.listing.grouped = on;
        self.selections += 1;
        self.list_again()
    }

    /// Folds the documents of a patient away, or shows them.
    pub(in crate::state) fn fold_patient(&mut self, patient: u32, folded: bool) -> Vec<Effect> {
        let changed =
            if folded { self.listing.collapsed.insert(patient) } else { self.listing.collapsed.remove(&patient) };
        if changed { self.list_again() } else { Vec::new() }
    }

    /// Makes sure that the list shows a document that something else than the list leads to.
    pub(in crate::state) fn reveal_row(&mut self, document: u32) {
        let Some(opened) = &self.opened else { return };
        if self.listing.shows(document) || opened.document(document).is_none() {
            return;
        }
        if let Some(patient) = opened.patient_number(document) {
            self.listing.collapsed.remove(&patient);
        }
        self.listing.make_rows(opened);
        if !self.listing.shows(document) {
            self.listing.filter = Filter::default();
            self.listing.make_rows(opened);
        }
    }

    /// The document so many rows further in the list, its first or last at most.
    #[must_use]
    pub fn document_in_rows(&self, by: i64) -> Option<u32> {
        let selected = self.selected?;
        let place = self.listing.place(selected).or_else(|| self.place_of_head(selected))?;
        let last = self.listing.rows.len().saturating_sub(1);
        let to = i64::try_from(place).ok()?.saturating_add(by).clamp(0, i64::try_from(last).ok()?);
        let mut to = usize::try_from(to).ok()?;
        // Heads are passed over in the direction of going; where none but heads are left there, the nearest document counts.
        let end = to;
        while let Some(Row::Patient(_)) = self.listing.rows.get(to) {
            let next = if by < 0 { to.checked_sub(1) } else { to.checked_add(1) };
            match next.filter(|next| *next <= last) {
                Some(next) => to = next,
                None => return self.listing.document_at(end),
            }
        }
        match self.listing.rows.get(to)? {
            Row::Document(document) => Some(*document),
            Row::Patient(_) => None,
        }
    }

    fn place_of_head(&self, document: u32) -> Option<usize> {
        let patient = self.opened.as_ref()?.patient_number(document)?;
        self.listing.rows.iter().position(|row| *row == Row::Patient(patient))
    }
}
