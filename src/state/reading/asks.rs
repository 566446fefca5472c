//! What the workers are asked about the selected document beside its pixels.

use std::ops::Range;

use super::{AppState, Find};
use crate::limits::{SEARCH_PAGES_AHEAD, SEARCH_PAGES_BATCH, TEXT_PAGES_BATCH};
use crate::render::{Engine, Task};
use crate::state::view::Presented;

impl AppState {
    /// Everything asked now, most urgent first. `visible` are the pages on screen.
    pub(in crate::state) fn reading_asks(&self, visible: Range<u32>) -> Vec<Task> {
        let reading = &self.reading;
        let Some(pages) = self.selected_pages().filter(|_| reading.document.is_some()) else { return Vec::new() };
        if pages.engine == Engine::Image {
            // A picture has no text.
            return if reading.facts.is_none() { vec![Task::Facts] } else { Vec::new() };
        }
        let mut asks = Vec::new();
        // A place that is to be shown may stand on the page after the last visible one.
        let revealed = reading.find.as_ref().and_then(Find::current).filter(|_| reading.revealing);
        let revealed = revealed.map(|place| place.page).filter(|page| !visible.contains(page));
        for page in visible.chain(revealed).filter(|page| !reading.texts.is_settled(*page)) {
            asks.push(Task::Text { from: page, count: 1 });
        }
        if reading.facts.is_none() {
            asks.push(Task::Facts);
        }
        if let Some((index, None)) = &reading.attachment {
            asks.push(Task::Attachment { index: *index });
        }
        if let Some(page) = self.missing_for_copy() {
            let count = TEXT_PAGES_BATCH.min(pages.page_count.saturating_sub(page));
            asks.push(Task::Text { from: page, count });
        }
        asks
    }

    /// The next pages that the search needs the words of, in small batches so that a page to be drawn waits for none of them, and
    /// several of them so that no worker waits for the window.
    pub(in crate::state) fn search_asks(&self) -> Vec<Task> {
        let Some(find) = &self.reading.find else { return Vec::new() };
        let mut asks: Vec<Task> = Vec::new();
        let unknown = find.pages_ahead().skip_while(|page| self.reading.texts.words(*page).is_some());
        for page in unknown.take(SEARCH_PAGES_AHEAD) {
            match asks.last_mut() {
                _ if self.reading.texts.words(page).is_some() => {}
                Some(Task::Text { from, count }) if *from + *count == page && *count < SEARCH_PAGES_BATCH => {
                    *count += 1
                }
                _ => asks.push(Task::Text { from: page, count: 1 }),
            }
        }
        asks
    }

    /// The first page that is to be copied and whose words are not known.
    pub(super) fn missing_for_copy(&self) -> Option<u32> {
        let reading = &self.reading;
        let (first, last) = reading.selection.as_ref().filter(|_| reading.copying)?.pages();
        (first..=last).find(|page| reading.texts.words(*page).is_none())
    }

    /// The pages on screen and one on either side.
    pub(super) fn pages_near_the_view(&self) -> Range<u32> {
        let visible = self.present_selected().map(|shown| visible_pages(&shown)).unwrap_or_default();
        visible.start.saturating_sub(1)..visible.end.saturating_add(1)
    }
}

/// The pages on screen.
pub(in crate::state) fn visible_pages(shown: &Presented) -> Range<u32> {
    let pages = shown.layout.visible(shown.scroll.1, shown.viewport.height);
    let number = |page: usize| u32::try_from(page).unwrap_or(u32::MAX);
    number(pages.start)..number(pages.end)
}
