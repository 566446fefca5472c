//! Which documents the list shows, in which order, and which of them are chosen. Part of the state; `rows` is what the window draws.

mod acts;
pub mod column;
mod copied;
pub mod filter;
pub mod haystack;
pub mod layout;
mod marking;
mod natural;
mod query;
pub mod shown;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub use column::{Column, Direction};
pub use filter::Filter;
pub use haystack::Haystack;
pub use layout::ColumnLayout;
pub use marking::Marks;

use super::Opened;
use filter::Sieve;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a patient's documents: the patient, by its number in the input.
    Patient(u32),
    /// A document, by its place in the file's order.
    Document(u32),
}

/// Up to so many documents, the texts that the filter looks into are made at once; more are made by a thread, as they take longer than
/// a frame.
const TEXTS_AT_ONCE: usize = 2_000;

/// What is typed and chosen about the list, and the rows that come of it.
#[derive(Default)]
pub struct Listing {
    /// What is shown.
    pub filter: Filter,
    /// By which column it is sorted; in the file's order without.
    pub sort: Option<(Column, Direction)>,
    /// The documents of a patient stand together, under a head.
    pub grouped: bool,
    /// How wide the columns are, and which are shown.
    pub columns: ColumnLayout,
    /// Patients whose documents are folded away.
    collapsed: HashSet<u32>,
    /// Which documents are chosen.
    pub(super) marks: Marks,
    rows: Vec<Row>,
    /// For each document its row.
    places: HashMap<u32, usize>,
    /// How many documents match, those that are folded away too.
    matching: usize,
    /// How many documents each patient has among them.
    of_patient: HashMap<u32, usize>,
    /// All documents in the order of `sort`, until something changes it.
    order: Option<Vec<u32>>,
    texts: Option<Arc<Vec<Haystack>>>,
    texts_asked: bool,
    /// Every column that the input has.
    there: Vec<Column>,
    /// The types of its identifiers, folded, as the filter names them.
    id_types: Vec<String>,
    /// What the user selected last. The filter may hide it for a while.
    intended: Option<u32>,
}

impl std::fmt::Debug for Listing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Listing({} rows)", self.rows.len())
    }
}

impl Listing {
    /// The rows from the top.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Every column that the input has, in their usual order.
    #[must_use]
    pub fn columns_there(&self) -> &[Column] {
        &self.there
    }

    /// Those of them that are shown.
    pub fn columns_shown(&self) -> impl Iterator<Item = &Column> {
        self.there.iter().filter(|column| self.columns.shows(column))
    }

    /// The row of a document, from 0; `None` where it is not shown.
    #[must_use]
    pub fn place(&self, document: u32) -> Option<usize> {
        self.places.get(&document).copied()
    }

    /// How many documents match the filter.
    #[must_use]
    pub fn matching(&self) -> usize {
        self.matching
    }

    /// How many documents of a patient match the filter.
    #[must_use]
    pub fn matching_of(&self, patient: u32) -> usize {
        self.of_patient.get(&patient).copied().unwrap_or(0)
    }

    /// True where the documents of a patient are folded away.
    #[must_use]
    pub fn is_collapsed(&self, patient: u32) -> bool {
        self.collapsed.contains(&patient)
    }

    /// True while texts are made that the filter needs.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.texts_asked && self.texts.is_none()
    }

    /// The document in the row at a place, or the first one below it; else the last one above.
    fn document_at(&self, place: usize) -> Option<u32> {
        let document = |row: &Row| match row {
            Row::Document(document) => Some(*document),
            Row::Patient(_) => None,
        };
        let below = self.rows.get(place..).unwrap_or_default().iter().find_map(document);
        below.or_else(|| self.rows.get(..place).unwrap_or(&self.rows).iter().rev().find_map(document))
    }

    /// The user wants this document and no other.
    pub(super) fn choose_only(&mut self, document: u32) {
        self.intended = Some(document);
        self.marks.only(document);
    }

    fn shows(&self, document: u32) -> bool {
        self.places.contains_key(&document)
    }

    fn make_order(&mut self, opened: &Opened) {
        if self.order.is_none() {
            let count = u32::try_from(opened.response.documents.len()).unwrap_or(u32::MAX);
            self.order = Some(match &self.sort {
                Some((column, direction)) => column.sorted(opened, *direction),
                None => (0..count).collect(),
            });
        }
    }

    /// Makes the rows anew. True where it waits for texts, which somebody has to make.
    fn make_rows(&mut self, opened: &Opened) -> bool {
        self.make_order(opened);
        let filter = std::mem::take(&mut self.filter);
        let sieve = Sieve::new(&filter, &self.id_types);
        let mut asks = false;
        if sieve.needs_texts() && self.texts.is_none() {
            if opened.response.documents.len() <= TEXTS_AT_ONCE {
                self.texts = Some(Arc::new(Haystack::of(&opened.response)));
            } else {
                asks = !std::mem::replace(&mut self.texts_asked, true);
            }
        }
        // Until its texts are there the rows stay as they were: a list that is empty for a moment would say what is not so.
        if sieve.needs_texts() && self.texts.is_none() {
            self.filter = filter;
            return asks;
        }
        let texts = self.texts.clone();
        let haystack = |document: u32| texts.as_ref().and_then(|texts| texts.get(document as usize));
        let nothing_hidden = filter.is_empty();
        let listed: Vec<u32> = self
            .order
            .iter()
            .flatten()
            .copied()
            .filter(|index| {
                nothing_hidden
                    || opened.document(*index).is_some_and(|document| sieve.passes(opened, document, haystack(*index)))
            })
            .collect();
        self.filter = filter;
        self.matching = listed.len();
        self.rows =
            if self.grouped { self.group(opened, &listed) } else { listed.into_iter().map(Row::Document).collect() };
        let places = self.rows.iter().enumerate().filter_map(|(place, row)| match row {
            Row::Document(document) => Some((*document, place)),
            Row::Patient(_) => None,
        });
        self.places = places.collect();
        asks
    }

    /// A head for each patient, in the order in which the first of their documents stands, and their documents below it.
    fn group(&mut self, opened: &Opened, listed: &[u32]) -> Vec<Row> {
        let mut heads: Vec<u32> = Vec::new();
        let mut documents: HashMap<u32, Vec<u32>> = HashMap::new();
        for document in listed {
            let Some(patient) = opened.patient_number(*document) else { continue };
            let of_patient = documents.entry(patient).or_default();
            if of_patient.is_empty() {
                heads.push(patient);
            }
            of_patient.push(*document);
        }
        self.of_patient = documents.iter().map(|(patient, documents)| (*patient, documents.len())).collect();
        let mut rows = Vec::with_capacity(listed.len() + heads.len());
        for patient in heads {
            rows.push(Row::Patient(patient));
            if !self.collapsed.contains(&patient) {
                rows.extend(documents.remove(&patient).unwrap_or_default().into_iter().map(Row::Document));
            }
        }
        rows
    }
}

impl Listing {
    /// The documents of a patient that match but are folded away.
    fn folded<'a>(&'a self, opened: &'a Opened, patient: u32) -> impl Iterator<Item = u32> + 'a {
        let sieve = Sieve::new(&self.filter, &self.id_types);
        let texts = self.texts.as_ref();
        self.order.iter().flatten().copied().filter(move |index| {
            let haystack = texts.and_then(|texts| texts.get(*index as usize));
            opened.patient_number(*index) == Some(patient)
                && (self.filter.is_empty()
                    || opened.document(*index).is_some_and(|document| sieve.passes(opened, document, haystack)))
        })
    }
}

/// A text in which letters of either case, with and without accents, are the same, and white space of any kind is one space.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if character.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            'ß' | 'ẞ' => folded.push_str("ss"),
            '\u{2010}' | '\u{2011}' => folded.push('-'),
            _ if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
            _ => {
                let parts = std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part));
                folded.extend(parts.flat_map(char::to_lowercase));
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
