//! The texts of one document's pages that have been read so far. Pure.
//!
//! Pages near the view keep their boxes and links; of the others the words stay, for searching and copying. What does
//! not fit is dropped, far from the view first, and asked for again when it is needed.

use std::collections::BTreeMap;
use std::ops::Range;

use zeroize::Zeroizing;

use crate::limits::MAX_HELD_TEXT_BYTES;
use crate::render::PageText;

enum Held {
    Whole(PageText),
    Words(Zeroizing<String>),
    /// The page has no text that could be read.
    Nothing,
}

impl Held {
    fn words(&self) -> Option<&str> {
        match self {
            Self::Whole(text) => Some(&text.text),
            Self::Words(words) => Some(words),
            Self::Nothing => None,
        }
    }
}

/// Texts by page.
#[derive(Default)]
pub struct Texts {
    pages: BTreeMap<u32, Held>,
    bytes: usize,
}

impl Texts {
    /// Takes in the text of a page; `None` where it has none.
    pub fn take(&mut self, page: u32, text: Option<PageText>) {
        let held = text.map_or(Held::Nothing, Held::Whole);
        self.bytes += held.words().map_or(0, str::len);
        if let Some(before) = self.pages.insert(page, held) {
            self.bytes -= before.words().map_or(0, str::len);
        }
    }

    /// Reduces what is far from the pages `near` the view.
    pub fn settle(&mut self, near: &Range<u32>) {
        for (_, held) in self.pages.iter_mut().filter(|(page, _)| !near.contains(page)) {
            if let Held::Whole(text) = held {
                *held = Held::Words(std::mem::take(&mut text.text));
            }
        }
        while self.bytes > MAX_HELD_TEXT_BYTES {
            let first = self.pages.keys().next().copied().filter(|page| *page < near.start);
            let last = self.pages.keys().next_back().copied().filter(|page| *page >= near.end);
            let (from_first, from_last) =
                (first.map(|page| near.start - page), last.map(|page| page.saturating_sub(near.end)));
            let Some(far) = (if from_first > from_last { first } else { last.or(first) }) else { return };
            if let Some(held) = self.pages.remove(&far) {
                self.bytes -= held.words().map_or(0, str::len);
            }
        }
    }

    /// Text, boxes and links of a page near the view.
    #[must_use]
    pub fn whole(&self, page: u32) -> Option<&PageText> {
        match self.pages.get(&page) {
            Some(Held::Whole(text)) => Some(text),
            _ => None,
        }
    }

    /// True where nothing more can be learnt about a page near the view.
    #[must_use]
    pub fn is_settled(&self, page: u32) -> bool {
        matches!(self.pages.get(&page), Some(Held::Whole(_) | Held::Nothing))
    }

    /// The words of a page: `None` where they are not known, `Some(None)` where there are none.
    #[must_use]
    pub fn words(&self, page: u32) -> Option<Option<&str>> {
        self.pages.get(&page).map(Held::words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Option<PageText> {
        Some(PageText { text: Zeroizing::new(words.to_owned()), boxes: Vec::new(), links: Vec::new() })
    }

    #[test]
    fn pages_far_from_the_view_keep_their_words() {
        let mut texts = Texts::default();
        for page in 0..5 {
            texts.take(page, text("words"));
        }
        texts.take(5, None);
        texts.settle(&(1..3));
        assert!(texts.whole(0).is_none() && texts.whole(1).is_some() && texts.whole(3).is_none());
        assert_eq!(texts.words(0), Some(Some("words")));
        assert_eq!((texts.words(5), texts.words(6)), (Some(None), None));
        assert!(!texts.is_settled(0) && texts.is_settled(2) && texts.is_settled(5));
    }

    #[test]
    fn too_much_text_is_dropped_from_the_far_ends() {
        let mut texts = Texts::default();
        let quarter = "x".repeat(MAX_HELD_TEXT_BYTES / 4 + 1);
        for page in 0..6 {
            texts.take(page, text(&quarter));
        }
        texts.settle(&(2..3));
        let held: Vec<u32> = (0..6).filter(|page| texts.words(*page).is_some()).collect();
        assert_eq!(held, [1, 2, 3]);
        assert!(texts.bytes <= MAX_HELD_TEXT_BYTES);
    }
}
