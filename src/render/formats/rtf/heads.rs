//! What stands above and below the pages. Pages of a flow have no such places of their own, so it stands where it begins to hold: heads
//! at the start of their section, feet at the end of the last section that has them. Filled and placed by the reader.
//!
//! A file may hold reports of several patients, and often the head alone says whose page it is: no head that differs from the one
//! before it is left out, and one that comes back is shown again.

use super::super::flow::{Block, Paragraph, Picture};
use super::story::is_blank;
use super::words::StoryPlace;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A head or a foot, and which of its kind it is (first page, left page …).
type Stated = (u8, Vec<Block>);

/// What one section states.
#[derive(Default)]
struct Section {
    /// Blocks of the body before it.
    start: usize,
    heads: Vec<Stated>,
    feet: Vec<Stated>,
}

/// All of a document, from its start to its end.
#[derive(Default)]
pub(super) struct Heads {
    sections: Vec<Section>,
}

impl Heads {
    /// Adds what the section says that begins behind so many blocks of the body.
    pub fn state(&mut self, start: usize, place: StoryPlace, blocks: Vec<Block>) {
        if self.sections.last().is_none_or(|section| section.start < start) {
            self.sections.push(Section { start, ..Section::default() });
        }
        let Some(section) = self.sections.last_mut() else { return };
        match place {
            StoryPlace::Head(kind) => section.heads.push((kind, blocks)),
            StoryPlace::Foot(kind) => section.feet.push((kind, blocks)),
            _ => {}
        }
    }

    /// Puts them into the body, whose first `trimmed` blocks are no longer there. Gives the body and the feet that hold at its end.
    pub fn place(self, body: Vec<Block>, trimmed: usize) -> (Vec<Block>, Vec<Block>) {
        let (mut heads, mut feet) = (InForce::default(), InForce::default());
        let mut last_feet = Vec::new();
        let mut blocks = Vec::new();
        let mut taken = 0;
        let mut body = body.into_iter();
        for section in self.sections {
            let start = section.start.saturating_sub(trimmed);
            blocks.extend(body.by_ref().take(start.saturating_sub(taken)));
            taken = start.max(taken);
            if let Some(new) = feet.change(section.feet) {
                let page_break = blocks.pop_if(|block| matches!(block, Block::PageBreak));
                blocks.extend(std::mem::replace(&mut last_feet, new));
                blocks.extend(page_break);
            }
            blocks.extend(heads.change(section.heads).unwrap_or_default());
        }
        blocks.extend(body);
        (blocks, last_feet)
    }
}

/// What the heads, or the feet, say that hold now, by their kind.
#[derive(Default)]
struct InForce(HashMap<u8, String>);

impl InForce {
    /// Takes what a section states, and gives what of it is to be shown: nothing where it says what held before.
    fn change(&mut self, mut stated: Vec<Stated>) -> Option<Vec<Block>> {
        stated.sort_by_key(|(kind, _)| *kind);
        let mut stated: Vec<_> = stated.into_iter().map(|(kind, blocks)| (kind, key(&blocks), blocks)).collect();
        let differs = stated.iter().any(|(kind, key, _)| match self.0.get(kind) {
            Some(known) => known != key,
            None => self.0.values().all(|known| known != key),
        });
        let mut shown = Vec::new();
        // First, left and right pages mostly have the same.
        let mut said = HashSet::new();
        for (_, key, blocks) in &mut stated {
            if differs && said.insert(&*key) {
                shown.extend(std::mem::take(blocks).into_iter().skip_while(is_blank));
            }
        }
        self.0.extend(stated.into_iter().map(|(kind, key, _)| (kind, key)));
        shown.iter_mut().for_each(mute);
        differs.then_some(shown)
    }
}

/// What makes a head another one: its words and pictures, and not how they look.
fn key(blocks: &[Block]) -> String {
    let mut key = String::new();
    gather(blocks, &mut key, &|picture| {
        let mut hasher = DefaultHasher::new();
        picture.bytes.hash(&mut hasher);
        format!("{}\0{:x}", picture.words, hasher.finish())
    });
    key
}

/// The words of blocks, a line for each paragraph and picture.
pub(super) fn gather(blocks: &[Block], words: &mut String, picture_words: &impl Fn(&Picture) -> String) {
    for block in blocks {
        match block {
            Block::Heading(_, paragraph) | Block::Paragraph(paragraph) => {
                paragraph.runs.iter().for_each(|run| words.push_str(&run.text));
                words.push('\n');
            }
            Block::List(items) => items.iter().for_each(|item| {
                words.push_str(&item.marker);
                words.push('\t');
                gather(&item.blocks, words, picture_words);
            }),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| gather(&cell.blocks, words, picture_words));
            }
            Block::Picture(picture) => {
                words.push_str(&picture_words(picture));
                words.push('\n');
            }
            _ => {}
        }
    }
}

/// Makes all text of a block less important.
fn mute(block: &mut Block) {
    let mute_runs = |paragraph: &mut Paragraph| paragraph.runs.iter_mut().for_each(|run| run.letters.muted = true);
    match block {
        Block::Heading(_, paragraph) => {
            let mut paragraph = std::mem::take(paragraph);
            mute_runs(&mut paragraph);
            // A heading of a page is none of the document.
            *block = Block::Paragraph(paragraph);
        }
        Block::Paragraph(paragraph) => mute_runs(paragraph),
        Block::List(items) => items.iter_mut().flat_map(|item| &mut item.blocks).for_each(mute),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.blocks).for_each(mute);
        }
        _ => {}
    }
}
