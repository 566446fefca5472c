//! What a document may still have before it is cut short. Used by the reader and the stories.

use crate::limits::{MAX_FLOW_BLOCKS, MAX_FLOW_PICTURES, MAX_FLOW_RUNS, MAX_TEXT_BYTES};

/// What is left of the limits of one document.
pub(super) struct Budget {
    blocks: usize,
    runs: usize,
    text: usize,
    pictures: usize,
    /// Something was left out.
    pub cut_short: bool,
    /// There is no room for any more text, so that reading on is of no use.
    pub spent: bool,
}

impl Budget {
    /// All of the limits.
    pub fn new() -> Self {
        Self {
            blocks: MAX_FLOW_BLOCKS,
            runs: MAX_FLOW_RUNS,
            text: MAX_TEXT_BYTES,
            pictures: MAX_FLOW_PICTURES,
            cut_short: false,
            spent: false,
        }
    }

    /// Takes room for a block, a cell or a row.
    pub fn block(&mut self) -> bool {
        let room = self.blocks.checked_sub(1);
        self.granted(room.is_some(), |budget| budget.blocks = room.unwrap_or(0))
    }

    /// Takes room for a run of text with an address of so many bytes.
    pub fn run(&mut self, link_bytes: usize) -> bool {
        let (runs, text) = (self.runs.checked_sub(1), self.text.checked_sub(link_bytes));
        self.granted(runs.is_some() && text.is_some(), |budget| {
            budget.runs = runs.unwrap_or(0);
            budget.text = text.unwrap_or(0);
        })
    }

    /// Takes room for text, and gives what of it has room.
    pub fn text<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(left) = self.text.checked_sub(text.len()) {
            self.text = left;
            return text;
        }
        let end = (0..=self.text).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        self.text = 0;
        self.cut_short = true;
        self.spent = true;
        text.get(..end).unwrap_or_default()
    }

    /// Takes room for a picture. Without it the rest of the document is still read.
    pub fn picture(&mut self) -> bool {
        let room = self.pictures.checked_sub(1);
        self.pictures = room.unwrap_or(0);
        self.cut_short |= room.is_none();
        room.is_some()
    }

    fn granted(&mut self, room: bool, take: impl FnOnce(&mut Self)) -> bool {
        if room {
            take(self);
        } else {
            self.cut_short = true;
            self.spent = true;
        }
        room
    }
}
