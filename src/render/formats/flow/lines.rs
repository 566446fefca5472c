//! Plain text as a document: rows in a monospaced font. Only where pages start is found out when it opens; a page is laid out when
//! it is asked for.

use super::columns::{RowStart, row_end};
use super::drawing::{Drawing, MARGIN, PAGE_HEIGHT, PAGE_WIDTH};
use super::mono::{self, COLUMN, Mono, ROW};
use super::setter::line_start;
use super::shape::Shaper;
use super::sound_text::sound;
use crate::limits::{MAX_PAGES, MAX_SHOWN_TEXT_BYTES};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// Left and right of the text: what was written for a printer has up to 100 columns.
const SIDE: f32 = 35.0;
/// Columns of a page.
const COLUMNS: usize = ((PAGE_WIDTH - 2.0 * SIDE) / COLUMN) as usize;
/// Rows of a page.
const ROWS: usize = ((PAGE_HEIGHT - 2.0 * MARGIN) / ROW) as usize;

/// Plain text on pages.
pub(super) struct LinePages {
    text: Zeroizing<String>,
    /// The first row of every page.
    starts: Vec<RowStart>,
    mono: Mono,
    /// There was more than pages may be.
    pub is_cut: bool,
}

impl LinePages {
    /// Finds where pages start.
    pub fn new(mut text: String) -> Self {
        let mut is_cut = text.len() > MAX_SHOWN_TEXT_BYTES;
        text.truncate(text.floor_char_boundary(MAX_SHOWN_TEXT_BYTES));
        let text = match sound(&text, true) {
            Cow::Borrowed(_) => text,
            Cow::Owned(sound) => sound,
        };
        let mut starts = vec![RowStart::default()];
        let (mut start, mut rows) = (RowStart::default(), 0_usize);
        loop {
            let row = row_end(&text, start, COLUMNS);
            rows = rows.saturating_add(1);
            let Some(next) = row.next else { break };
            if rows >= ROWS || row.ends_page {
                if starts.len() >= MAX_PAGES as usize {
                    is_cut = true;
                    break;
                }
                starts.push(next);
                rows = 0;
            }
            start = next;
        }
        Self { text: Zeroizing::new(text), starts, mono: Mono::new(), is_cut }
    }

    /// At least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Lays out one page.
    pub fn draw(&self, page: usize, shaper: &mut Shaper) -> Drawing {
        let mut drawing = Drawing::default();
        let end = self.starts.get(page.saturating_add(1)).copied();
        let mut next = self.starts.get(page).copied();
        let mut y = MARGIN;
        // As many rows as were counted: no fewer on the last page either.
        for _ in 0..ROWS {
            let Some(start) = next.filter(|next| Some(*next) != end) else { break };
            let row = row_end(&self.text, start, COLUMNS);
            let words = self.text.get(start.at as usize..row.end).unwrap_or_default();
            let line = line_start(&self.text, start.at as usize);
            let set = mono::Row::new(usize::from(start.hang), COLUMNS, line);
            if start.goes_on {
                self.mono.mark((SIDE, y), &mut drawing);
            }
            self.mono.draw(words, set, (SIDE, y), shaper, &mut drawing);
            drawing.push_unseen('\n');
            y += ROW;
            next = row.next;
        }
        drawing
    }
}
