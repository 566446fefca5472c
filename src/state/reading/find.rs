//! Finding words in one document: page after page from where the reader is, around the end to the beginning. Pure.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fold::Needle;
use crate::limits::MAX_FOUND_PLACES;

/// Which way to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// To the next place.
    Forward,
    /// To the one before.
    Backward,
}

/// One place: its page, and which of the page's places it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FoundPlace {
    /// The page, from 0.
    pub page: u32,
    /// Its number on the page, from 0.
    pub nth: usize,
}

/// A search through one document.
pub struct Find {
    needle: Needle,
    page_count: u32,
    /// The page it began at.
    origin: u32,
    /// Pages searched, from `origin` on.
    searched: u32,
    places: BTreeMap<u32, Vec<Range<u32>>>,
    count: usize,
    current: Option<FoundPlace>,
    /// Asked for, but not found yet.
    pending: Option<Direction>,
    /// The last step went around this end of the document.
    wrapped: Option<Direction>,
    pages_with_text: u32,
}

impl Find {
    /// A search that begins at page `origin`.
    #[must_use]
    pub fn new(needle: Needle, page_count: u32, origin: u32) -> Self {
        Self {
            needle,
            page_count,
            origin: origin.min(page_count.saturating_sub(1)),
            searched: 0,
            places: BTreeMap::new(),
            count: 0,
            current: None,
            pending: Some(Direction::Forward),
            wrapped: None,
            pages_with_text: 0,
        }
    }

    /// The page to search next; `None` when all are searched.
    #[must_use]
    pub fn next_page(&self) -> Option<u32> {
        let left = self.searched < self.page_count && self.count < MAX_FOUND_PLACES;
        left.then(|| (self.origin + self.searched) % self.page_count)
    }

    /// The pages that are still to be searched, in their order.
    pub fn pages_ahead(&self) -> impl Iterator<Item = u32> {
        let left = if self.next_page().is_some() { self.searched..self.page_count } else { 0..0 };
        let (origin, count) = (self.origin, self.page_count);
        left.map(move |nth| (origin + nth) % count)
    }

    /// Searches the page that [`Self::next_page`] names; `None` for one without text. True where the reader is to be
    /// shown another place.
    pub fn take(&mut self, text: Option<&str>) -> bool {
        let Some(page) = self.next_page() else { return false };
        self.searched += 1;
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.pages_with_text += 1;
            let mut places = self.needle.find(text);
            places.truncate(MAX_FOUND_PLACES.saturating_sub(self.count));
            if !places.is_empty() {
                self.count += places.len();
                self.places.insert(page, places);
            }
        }
        self.pending.is_some_and(|direction| self.go(direction))
    }

    /// Goes on to the next place, or the one before. True where the reader is to be shown another place.
    pub fn step(&mut self, direction: Direction) -> bool {
        self.wrapped = None;
        self.go(direction)
    }

    fn go(&mut self, direction: Direction) -> bool {
        let next = match (self.current, direction) {
            (None, _) => self.first_from(self.origin),
            (Some(current), Direction::Forward) => self.after(current),
            (Some(current), Direction::Backward) => self.before(current),
        };
        let around = || match direction {
            Direction::Forward => self.first_from(0),
            Direction::Backward => self.last(),
        };
        // Beyond the end only what is searched to its end tells where to go on; but pages before the beginning come last,
        // so going forward the first place there is the next one.
        let around = if next.is_none() && (self.is_done() || self.passed_the_end(direction)) { around() } else { None };
        let Some(place) = next.or(around) else {
            self.pending = (!self.is_done()).then_some(direction);
            return false;
        };
        if around.is_some() && self.current.is_some_and(|current| current != place) {
            self.wrapped = Some(direction);
        }
        self.pending = None;
        self.current = Some(place);
        true
    }

    /// True where every page from the current place to the end of the document is searched.
    fn passed_the_end(&self, direction: Direction) -> bool {
        direction == Direction::Forward && self.searched > self.page_count - self.origin
    }

    fn first_from(&self, page: u32) -> Option<FoundPlace> {
        self.places.range(page..).next().map(|(page, _)| FoundPlace { page: *page, nth: 0 })
    }

    fn last(&self) -> Option<FoundPlace> {
        self.places
            .last_key_value()
            .map(|(page, places)| FoundPlace { page: *page, nth: places.len().saturating_sub(1) })
    }

    fn after(&self, current: FoundPlace) -> Option<FoundPlace> {
        let on_page = self.places.get(&current.page).map_or(0, Vec::len);
        if current.nth + 1 < on_page {
            return Some(FoundPlace { nth: current.nth + 1, ..current });
        }
        self.first_from(current.page.saturating_add(1))
    }

    fn before(&self, current: FoundPlace) -> Option<FoundPlace> {
        if let Some(nth) = current.nth.checked_sub(1) {
            return Some(FoundPlace { nth, ..current });
        }
        let earlier = self.places.range(..current.page).next_back();
        earlier.map(|(page, places)| FoundPlace { page: *page, nth: places.len().saturating_sub(1) })
    }

    /// The place that is shown.
    #[must_use]
    pub fn current(&self) -> Option<FoundPlace> {
        self.current
    }

    /// The `char`s of the place that is shown.
    #[must_use]
    pub fn current_range(&self) -> Option<(u32, Range<u32>)> {
        let current = self.current?;
        Some((current.page, self.places.get(&current.page)?.get(current.nth)?.clone()))
    }

    /// The places on a page, in `char`s of its text.
    #[must_use]
    pub fn on_page(&self, page: u32) -> &[Range<u32>] {
        self.places.get(&page).map_or(&[], Vec::as_slice)
    }

    /// True when all pages are searched, or so many places are found that nobody goes through them.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next_page().is_none()
    }

    /// The end of the document that the last step went around.
    #[must_use]
    pub fn wrapped(&self) -> Option<Direction> {
        self.wrapped
    }

    /// How it stands, in words: "3 of 17".
    #[must_use]
    pub fn status(&self) -> String {
        let more = if self.count >= MAX_FOUND_PLACES { " or more" } else { "" };
        match self.current {
            Some(current) => {
                let before: usize = self.places.range(..current.page).map(|(_, places)| places.len()).sum();
                let searching = if self.is_done() { "" } else { "…" };
                format!("{} of {}{more}{searching}", before + current.nth + 1, self.count)
            }
            None if !self.is_done() => format!("Page {} of {}…", self.searched + 1, self.page_count),
            None if self.pages_with_text == 0 && self.page_count == 1 => "No text on this page".to_owned(),
            None if self.pages_with_text == 0 => "No text on these pages".to_owned(),
            None => "Not found".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of these pages, searched from `origin` until `pages` of them are searched.
    fn search(texts: &[&str], origin: u32, pages: usize) -> (Find, usize) {
        let mut find = Find::new(Needle::new("dose").unwrap(), texts.len() as u32, origin);
        let mut shown = 0;
        for _ in 0..pages {
            let page = find.next_page().unwrap();
            shown += usize::from(find.take(Some(texts[page as usize])));
        }
        (find, shown)
    }

    fn at(page: u32, nth: usize) -> Option<FoundPlace> {
        Some(FoundPlace { page, nth })
    }

    #[test]
    fn the_first_place_from_the_readers_page_on_is_shown_at_once() {
        let texts = ["dose", "nothing", "dose dose", "dose"];
        let (find, shown) = search(&texts, 1, 2);
        assert_eq!((find.current(), shown), (at(2, 0), 1));
        assert_eq!(find.status(), "1 of 2…");
        let (find, shown) = search(&texts, 1, 4);
        assert_eq!((find.current(), shown), (at(2, 0), 1));
        assert_eq!(find.status(), "2 of 4");
    }

    #[test]
    fn a_place_before_the_readers_page_counts_when_there_is_none_after_it() {
        let (find, _) = search(&["dose", "", ""], 1, 3);
        assert_eq!(find.current(), at(0, 0));
        assert_eq!(find.status(), "1 of 1");
    }

    #[test]
    fn steps_go_through_all_places_and_around_the_ends() {
        let (mut find, _) = search(&["dose", "dose dose"], 0, 2);
        let mut way = vec![find.current()];
        for _ in 0..3 {
            assert!(find.step(Direction::Forward));
            way.push(find.current());
        }
        assert_eq!(way, [at(0, 0), at(1, 0), at(1, 1), at(0, 0)]);
        assert_eq!(find.wrapped(), Some(Direction::Forward));
        assert!(find.step(Direction::Backward));
        assert_eq!((find.current(), find.wrapped()), (at(1, 1), Some(Direction::Backward)));
        assert!(find.step(Direction::Backward));
        assert_eq!((find.current(), find.wrapped()), (at(1, 0), None));
    }

    #[test]
    fn a_step_before_its_place_is_found_is_taken_when_it_is() {
        let texts = ["dose", "", "dose", ""];
        let (mut find, _) = search(&texts, 0, 1);
        assert!(!find.step(Direction::Forward));
        assert!(!find.take(Some(texts[1])));
        assert!(find.take(Some(texts[2])));
        assert_eq!(find.current(), at(2, 0));
    }

    #[test]
    fn a_single_place_stays_and_nothing_is_said_of_ends() {
        let (mut find, _) = search(&["dose"], 0, 1);
        assert!(find.step(Direction::Forward));
        assert_eq!((find.current(), find.wrapped()), (at(0, 0), None));
    }

    #[test]
    fn what_is_not_there_has_its_own_words() {
        assert_eq!(search(&["nothing"], 0, 1).0.status(), "Not found");
        assert_eq!(search(&["", " \n"], 0, 2).0.status(), "No text on these pages");
        assert_eq!(search(&[""], 0, 1).0.status(), "No text on this page");
        assert_eq!(search(&["a", "b"], 0, 1).0.status(), "Page 2 of 2…");
    }

    #[test]
    fn very_many_places_end_the_search() {
        let page = "dose ".repeat(MAX_FOUND_PLACES);
        let (find, _) = search(&[&page, "dose"], 0, 1);
        assert!(find.is_done());
        assert_eq!(find.status(), format!("1 of {MAX_FOUND_PLACES} or more"));
    }
}
