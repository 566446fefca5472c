//! Selecting text on pages: from points to characters, words and lines, and back to the boxes to mark. Pure.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::render::{PageBox, PageText};

/// A place between two characters of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TextPlace {
    /// The page, from 0.
    pub page: u32,
    /// Characters of the page's text before it.
    pub at: u32,
}

/// What a selection grows by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// One character: a drag.
    Character,
    /// One word: after a double click.
    Word,
    /// One line: after a triple click.
    Line,
}

/// A selected stretch of a document's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Where it began: a unit's start and end.
    began: (TextPlace, TextPlace),
    /// Where it was taken to.
    head: (TextPlace, TextPlace),
    /// What it grows by.
    pub unit: Unit,
}

impl Selection {
    /// A selection of the unit at a point of a page.
    #[must_use]
    pub fn begin(page: u32, text: &PageText, x: f32, y: f32, unit: Unit) -> Self {
        let began = unit_at(page, text, x, y, unit);
        Self { began, head: began, unit }
    }

    /// Everything up to the end of the last page.
    #[must_use]
    pub fn all(page_count: u32) -> Self {
        let start = TextPlace { page: 0, at: 0 };
        let end = TextPlace { page: page_count.saturating_sub(1), at: u32::MAX };
        Self { began: (start, start), head: (end, end), unit: Unit::Character }
    }

    /// Takes it to a point of a page.
    pub fn take_to(&mut self, page: u32, text: &PageText, x: f32, y: f32) {
        self.head = unit_at(page, text, x, y, self.unit);
    }

    /// Start and end.
    #[must_use]
    pub fn range(&self) -> (TextPlace, TextPlace) {
        (self.began.0.min(self.head.0), self.began.1.max(self.head.1))
    }

    /// True where nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let (start, end) = self.range();
        start == end
    }

    /// The pages it reaches over, first and last.
    #[must_use]
    pub fn pages(&self) -> (u32, u32) {
        let (start, end) = self.range();
        (start.page, end.page)
    }

    /// The characters of a page that are in it; the end may lie beyond the page's text.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Option<Range<u32>> {
        let (start, end) = self.range();
        if page < start.page || page > end.page {
            return None;
        }
        let from = if page == start.page { start.at } else { 0 };
        let to = if page == end.page { end.at } else { u32::MAX };
        (from < to).then_some(from..to)
    }
}

fn unit_at(page: u32, text: &PageText, x: f32, y: f32, unit: Unit) -> (TextPlace, TextPlace) {
    let range = match unit {
        Unit::Character => {
            let at = nearest_place(text, x, y);
            at..at
        }
        Unit::Word => word_at(&text.text, nearest_char(text, x, y)),
        Unit::Line => line_at(&text.text, nearest_char(text, x, y)),
    };
    (TextPlace { page, at: range.start }, TextPlace { page, at: range.end })
}

/// The character whose box holds a point, with a little room around: what a text cursor shows over.
#[must_use]
pub fn char_under(text: &PageText, x: f32, y: f32) -> Option<u32> {
    const ROOM: f32 = 1.5;
    let under = |place: &PageBox| {
        !place.is_empty()
            && (place.left - ROOM..=place.right + ROOM).contains(&x)
            && (place.top - ROOM..=place.bottom + ROOM).contains(&y)
    };
    text.boxes.iter().position(under).and_then(|at| u32::try_from(at).ok())
}

/// How far a point is from a box: up and down counts more, so that a point beside a line belongs to that line.
fn distance(place: &PageBox, x: f32, y: f32) -> f32 {
    const LINES_BEFORE_COLUMNS: f32 = 8.0;
    let outside = |from: f32, to: f32, at: f32| (from - at).max(at - to).max(0.0);
    outside(place.left, place.right, x) + LINES_BEFORE_COLUMNS * outside(place.top, place.bottom, y)
}

fn nearest_char(text: &PageText, x: f32, y: f32) -> u32 {
    let measured = text.boxes.iter().enumerate().filter(|(_, place)| !place.is_empty());
    let nearest =
        measured.map(|(at, place)| (at, distance(place, x, y))).min_by(|one, other| one.1.total_cmp(&other.1));
    nearest.and_then(|(at, _)| u32::try_from(at).ok()).unwrap_or(0)
}

/// The place between two characters that is nearest to a point.
fn nearest_place(text: &PageText, x: f32, y: f32) -> u32 {
    let at = nearest_char(text, x, y);
    match text.boxes.get(at as usize) {
        Some(place) if x > (place.left + place.right) / 2.0 => at.saturating_add(1),
        _ => at,
    }
}

fn word_at(text: &str, at: u32) -> Range<u32> {
    let mut start = 0u32;
    for word in text.split_word_bounds() {
        let end = start.saturating_add(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        if at < end {
            return start..end;
        }
        start = end;
    }
    start..start
}

fn line_at(text: &str, at: u32) -> Range<u32> {
    let mut start = 0u32;
    for line in text.split_inclusive('\n') {
        let end = start.saturating_add(u32::try_from(line.chars().count()).unwrap_or(u32::MAX));
        if at < end {
            // Its line break is no part of what is seen.
            return start..if line.ends_with('\n') { end - 1 } else { end };
        }
        start = end;
    }
    start..start
}

/// The characters of a range as text.
#[must_use]
pub fn words(text: &str, range: &Range<u32>) -> zeroize::Zeroizing<String> {
    let length = range.end.saturating_sub(range.start) as usize;
    zeroize::Zeroizing::new(text.chars().skip(range.start as usize).take(length).collect())
}

/// The boxes to mark for a range of characters: one for each stretch of a line.
#[must_use]
pub fn marks(text: &PageText, range: &Range<u32>) -> Vec<PageBox> {
    let from = (range.start as usize).min(text.boxes.len());
    let to = (range.end as usize).clamp(from, text.boxes.len());
    let mut marks: Vec<PageBox> = Vec::new();
    // Which way the last mark runs, once it has two characters.
    let mut runs: Option<Run> = None;
    for place in text.boxes.get(from..to).unwrap_or_default().iter().filter(|place| !place.is_empty()) {
        let ways = [Run::Level, Run::Upright].into_iter().filter(|way| runs.is_none_or(|runs| runs == *way));
        let way = marks.last().and_then(|mark| ways.into_iter().find(|way| way.goes_on(mark, place)));
        match (marks.last_mut(), way) {
            (Some(mark), Some(_)) => {
                mark.left = mark.left.min(place.left);
                mark.top = mark.top.min(place.top);
                mark.right = mark.right.max(place.right);
                mark.bottom = mark.bottom.max(place.bottom);
            }
            _ => marks.push(*place),
        }
        runs = way;
    }
    marks
}

/// Which way a line of text runs on its page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Level,
    /// Up or down: the page lies on its side.
    Upright,
}

impl Run {
    /// True where a character goes on a line: beside what is marked, and no further away than three letters.
    fn goes_on(self, mark: &PageBox, place: &PageBox) -> bool {
        let along_and_across = |place: &PageBox| match self {
            Self::Level => ((place.left, place.right), (place.top, place.bottom)),
            Self::Upright => ((place.top, place.bottom), (place.left, place.right)),
        };
        let (mark_along, mark_across) = along_and_across(mark);
        let (along, across) = along_and_across(place);
        let height = (mark_across.1 - mark_across.0).min(across.1 - across.0);
        let shared = mark_across.1.min(across.1) - mark_across.0.max(across.0);
        let apart = (along.0 - mark_along.1).max(mark_along.0 - along.1);
        shared > height * 0.5 && apart < height * 2.0
    }
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    /// Letters of 10 by 10 units, lines 12 apart.
    fn page(text: &str) -> PageText {
        let (mut column, mut line) = (0.0f32, 0.0f32);
        let boxes = text
            .chars()
            .map(|character| {
                let (left, top) = (column * 10.0, line * 12.0);
                if character == '\n' {
                    (column, line) = (0.0, line + 1.0);
                    return PageBox { left, top, right: left, bottom: top };
                }
                column += 1.0;
                PageBox { left, top, right: left + 10.0, bottom: top + 10.0 }
            })
            .collect();
        PageText { text: Zeroizing::new(text.to_owned()), boxes, links: Vec::new() }
    }

    fn selected(text: &PageText, selection: &Selection) -> String {
        selection.on_page(0).map(|range| words(&text.text, &range).to_string()).unwrap_or_default()
    }

    #[test]
    fn a_drag_selects_what_lies_between_in_either_direction() {
        let text = page("first line\nsecond line");
        for (from, to) in [((22.0, 5.0), (31.0, 17.0)), ((31.0, 17.0), (22.0, 5.0))] {
            let mut selection = Selection::begin(0, &text, from.0, from.1, Unit::Character);
            assert!(selection.is_empty());
            selection.take_to(0, &text, to.0, to.1);
            assert_eq!(selected(&text, &selection), "rst line\nsec");
        }
    }

    #[test]
    fn beside_a_line_is_that_line() {
        let text = page("first line\nsecond line");
        let mut selection = Selection::begin(0, &text, -50.0, 17.0, Unit::Character);
        selection.take_to(0, &text, 900.0, 17.0);
        assert_eq!(selected(&text, &selection), "second line");
    }

    #[test]
    fn words_and_lines_are_selected_whole_and_grow_by_their_kind() {
        let text = page("first line\nsecond line");
        let mut word = Selection::begin(0, &text, 22.0, 5.0, Unit::Word);
        assert_eq!(selected(&text, &word), "first");
        word.take_to(0, &text, 75.0, 5.0);
        assert_eq!(selected(&text, &word), "first line");
        let mut line = Selection::begin(0, &text, 22.0, 17.0, Unit::Line);
        assert_eq!(selected(&text, &line), "second line");
        line.take_to(0, &text, 22.0, 5.0);
        assert_eq!(selected(&text, &line), "first line\nsecond line");
    }

    #[test]
    fn it_reaches_over_pages() {
        let text = page("some text");
        let mut selection = Selection::begin(1, &text, 51.0, 5.0, Unit::Character);
        selection.take_to(3, &text, 38.0, 5.0);
        assert_eq!(selection.pages(), (1, 3));
        assert_eq!(selection.on_page(0), None);
        assert_eq!(selection.on_page(1), Some(5..u32::MAX));
        assert_eq!(selection.on_page(2), Some(0..u32::MAX));
        assert_eq!(selection.on_page(3), Some(0..4));
    }

    #[test]
    fn marks_are_one_box_a_line() {
        let text = page("first line\nsecond line");
        let marks = marks(&text, &(2..14));
        assert_eq!(marks.len(), 2);
        assert_eq!(marks[0], PageBox { left: 20.0, top: 0.0, right: 100.0, bottom: 10.0 });
        assert_eq!(marks[1], PageBox { left: 0.0, top: 12.0, right: 30.0, bottom: 22.0 });
    }

    #[test]
    fn a_line_that_stands_upright_is_one_box_and_does_not_take_the_next_line_in() {
        // Letters of two lines of a page on its side, read upwards.
        let letter = |line: f32, nth: f32| PageBox {
            left: line * 14.0,
            top: 100.0 - nth * 6.0,
            right: line * 14.0 + 12.0,
            bottom: 106.0 - nth * 6.0,
        };
        let boxes: Vec<_> = (0..8).map(|nth| letter((nth / 4) as f32, (nth % 4) as f32)).collect();
        let text = PageText { text: Zeroizing::new("doseonce".to_owned()), boxes, links: Vec::new() };
        let marks = marks(&text, &(0..8));
        assert_eq!(marks.len(), 2, "{marks:?}");
        assert_eq!(marks[0], PageBox { left: 0.0, top: 82.0, right: 12.0, bottom: 106.0 });
    }

    #[test]
    fn the_text_cursor_shows_over_text_only() {
        let text = page("ab\ncd");
        assert_eq!(char_under(&text, 15.0, 5.0), Some(1));
        assert_eq!(char_under(&text, 25.0, 5.0), None);
        assert_eq!(char_under(&text, 5.0, 40.0), None);
    }

    #[test]
    fn a_page_without_text_selects_nothing() {
        let text = page("");
        for unit in [Unit::Character, Unit::Word, Unit::Line] {
            let mut selection = Selection::begin(0, &text, 5.0, 5.0, unit);
            selection.take_to(0, &text, 50.0, 50.0);
            assert!(selection.is_empty());
        }
    }
}
