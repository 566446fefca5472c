//! Which documents the list shows: what is typed, and what is chosen from types, patients and dates. Pure.

use std::collections::{BTreeMap, BTreeSet};

use zeroize::Zeroizing;

use super::haystack::{Haystack, matches};
use super::query::Query;
use super::shown;
use crate::message::Document;
use crate::message::date::read_date;
use crate::state::Opened;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The filter.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is typed.
    pub typed: Zeroizing<String>,
    /// Types, as the list names them; none for all.
    pub types: BTreeSet<String>,
    /// Patients, by their number in the input; none for all.
    pub patients: BTreeSet<u32>,
    /// The first day, as typed.
    pub from: String,
    /// The last day, as typed.
    pub to: String,
    /// Only documents with findings that are errors or warnings.
    pub problems: bool,
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Filter({} characters, {} choices)", self.typed.chars().count(), self.chosen())
    }
}

impl Filter {
    /// True where it hides nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.trim().is_empty() && self.chosen() == 0
    }

    /// How many kinds of choices are made beside what is typed.
    #[must_use]
    pub fn chosen(&self) -> usize {
        let dates = !self.from.trim().is_empty() || !self.to.trim().is_empty();
        [!self.types.is_empty(), !self.patients.is_empty(), dates, self.problems].into_iter().filter(|on| *on).count()
    }
}

/// A day typed as a bound: `None` while it is no date.
#[must_use]
pub fn day(typed: &str) -> Option<i64> {
    read_date(typed).millis()
}

/// The filter, ready to look at documents.
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    query: Query,
    from: Option<i64>,
    before: Option<i64>,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a Filter, id_types: &[String]) -> Self {
        let query = Query::read(&filter.typed, |word| id_types.iter().any(|id_type| id_type == word));
        let before = day(&filter.to).map(|last| last.saturating_add(DAY));
        Self { filter, query, from: day(&filter.from), before }
    }

    /// True where texts of documents have to be looked into.
    pub(super) fn needs_texts(&self) -> bool {
        !self.query.0.is_empty()
    }

    /// Whether a document is shown.
    pub(super) fn passes(&self, opened: &Opened, document: &Document, haystack: Option<&Haystack>) -> bool {
        let filter = self.filter;
        let inspection = opened.inspection(document.index);
        let patient = opened.patient_number(document.index);
        let of_type = || filter.types.is_empty() || filter.types.contains(&shown::type_name(document, inspection));
        let of_patient =
            || filter.patients.is_empty() || patient.is_some_and(|patient| filter.patients.contains(&patient));
        let has_problem = || !filter.problems || opened.problems_of(document.index) > 0;
        of_patient()
            && has_problem()
            && of_type()
            && self.in_time(document)
            && (self.query.0.is_empty()
                || haystack.is_some_and(|haystack| matches(&self.query, haystack, opened, document)))
    }

    /// By the service date, else the date of creation.
    fn in_time(&self, document: &Document) -> bool {
        if self.from.is_none() && self.before.is_none() {
            return true;
        }
        let read =
            |date: &Option<crate::message::Text>| date.as_ref().and_then(|date| read_date(date.as_str()).millis());
        let Some(date) = read(&document.service_date).or_else(|| read(&document.created)) else { return false };
        self.from.is_none_or(|from| date >= from) && self.before.is_none_or(|before| date < before)
    }
}

/// The types that occur, and how often, in the order of their names.
#[must_use]
pub fn types(opened: &Opened) -> BTreeMap<String, usize> {
    let mut types = BTreeMap::new();
    for document in &opened.response.documents {
        *types.entry(shown::type_name(document, opened.inspection(document.index))).or_default() += 1;
    }
    types
}
