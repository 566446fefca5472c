//! Takes a `Flow` apart into `Content`: fills in every default, makes text sound, and cuts what is past the limits.

use super::content::{self, Content, Kind, Leaf};
use super::drawing::{MARGIN, PAGE_HEIGHT, PAGE_WIDTH};
use super::look::{Ink, Surroundings};
use super::model::{Block, Cell, Flow, Letters, ListItem, Paragraph, Picture, Row, Table};
use super::shape::{Span, Text};
use super::sound_text::sound;
use super::wave::Wave;
use super::{picture, table};
use crate::limits::{
    MAX_FLOW_BLOCKS, MAX_FLOW_COLUMNS, MAX_FLOW_DEPTH, MAX_FLOW_PICTURES, MAX_FLOW_RUNS, MAX_FLOW_TEXT_BYTES,
    MAX_MARKUP_DEPTH, MAX_TEXT_BYTES,
};

/// Room for the marker of a list, and for each character of a longer one.
const MARKER: (f32, f32) = (16.0, 6.3);
/// Most room for a marker.
const MARKER_MOST: f32 = 60.0;
/// Between a marker and what it stands before.
pub(super) const MARKER_GAP: f32 = 6.0;
/// Most space above or below a paragraph: most of a page.
const SPACE_MOST: f32 = 600.0;
/// What remains for text at the right of an indent.
const LEAST_WIDTH: f32 = 72.0;
/// Around a table, a picture and the like.
const AROUND: f32 = 8.0;

/// Makes content of a flow; `true` where something was cut.
pub(super) fn take_in(flow: Flow) -> (Content, bool) {
    let mut intake = Intake { is_cut: flow.cut_short, ..Intake::default() };
    let mut top = Vec::new();
    let place = Place {
        left: 0.0,
        width: PAGE_WIDTH - 2.0 * MARGIN,
        depth: 0,
        tables: 0,
        text: Surroundings::BODY,
        is_list: false,
    };
    intake.blocks(flow.blocks, place, &mut top);
    intake.content.top = top;
    (intake.content, intake.is_cut)
}

/// Blocks that hold each other deeper than is read are taken apart one by one: dropping them whole would go as deep.
fn dismantle(mut open: Vec<Block>) {
    while let Some(block) = open.pop() {
        match block {
            Block::List(items) => items.into_iter().for_each(|item| open.extend(item.blocks)),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| open.extend(cell.blocks));
            }
            _ => {}
        }
    }
}

/// Where blocks stand.
#[derive(Clone, Copy)]
struct Place {
    left: f32,
    /// Of the column, from its left edge; cells do not know theirs yet.
    width: f32,
    /// How many lists and cells they stand in.
    depth: usize,
    /// How many tables.
    tables: usize,
    text: Surroundings,
    /// They are entries of a list, which stand closer than paragraphs.
    is_list: bool,
}

#[derive(Default)]
struct Intake {
    content: Content,
    blocks: usize,
    runs: usize,
    /// Text that was read, and how much of it is set as paragraphs.
    bytes: usize,
    set_bytes: usize,
    is_cut: bool,
}

impl Intake {
    fn blocks(&mut self, blocks: Vec<Block>, place: Place, into: &mut Vec<u32>) {
        if place.depth >= MAX_MARKUP_DEPTH {
            self.is_cut |= !blocks.is_empty();
            dismantle(blocks);
            return;
        }
        let mut blocks = blocks.into_iter();
        for block in blocks.by_ref() {
            if !self.count() {
                dismantle(vec![block]);
                break;
            }
            self.block(block, place, into);
        }
        blocks.for_each(|block| dismantle(vec![block]));
    }

    /// Counts a block; `false` where there are too many.
    fn count(&mut self) -> bool {
        self.blocks = self.blocks.saturating_add(1);
        self.is_cut |= self.blocks > MAX_FLOW_BLOCKS;
        self.blocks <= MAX_FLOW_BLOCKS
    }

    fn push(&mut self, leaf: Leaf, into: &mut Vec<u32>) {
        if let Ok(place) = u32::try_from(self.content.leaves.len()) {
            self.content.leaves.push(leaf);
            into.push(place);
        }
    }

    fn block(&mut self, block: Block, place: Place, into: &mut Vec<u32>) {
        let plain = |kind, around| Leaf {
            kind,
            left: place.left,
            before: around,
            after: around,
            keep: false,
            level: 0,
            marker: None,
        };
        match block {
            Block::Heading(level, words) => {
                let level = level.clamp(1, 6);
                let heading = Surroundings::heading(level);
                let size = if place.tables > 0 { heading.size.min(place.text.size + 2.0) } else { heading.size };
                let space = (heading.size * 0.9 + 2.0, heading.size * 0.3 + 0.5);
                let mut leaf = self.paragraph(words, Surroundings { size, ..heading }, place, space);
                leaf.keep = true;
                leaf.level = level;
                self.push(leaf, into);
            }
            Block::Paragraph(words) => {
                let after = place.text.size * if place.is_list { 0.28 } else { 0.55 };
                let leaf = self.paragraph(words, place.text, place, (0.0, after));
                self.push(leaf, into);
            }
            Block::Preformatted(text) => {
                let text = self.sound_within(&text);
                self.push(plain(Kind::Mono(text), 5.0), into);
            }
            Block::List(items) => self.list(items, place, into),
            Block::Table(table) => self.table(table, place, into),
            Block::Fields(fields) => self.fields(fields, place, into),
            Block::Picture(picture) => self.picture(picture, plain(Kind::Rule, AROUND), into),
            Block::Waveform(wave) => self.push(plain(Kind::Wave(Wave::new(wave)), AROUND), into),
            Block::Rule => self.push(plain(Kind::Rule, AROUND), into),
            // Inside of a table there is no page to begin.
            Block::PageBreak if place.tables == 0 => self.push(plain(Kind::Break, 0.0), into),
            Block::PageBreak => {}
        }
    }

    /// Sound text for a paragraph, as much of it as the limits leave.
    fn sound_words(&mut self, text: &str) -> String {
        let room = MAX_FLOW_TEXT_BYTES.saturating_sub(self.set_bytes);
        let within = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        self.is_cut |= within.len() < text.len();
        self.set_bytes = self.set_bytes.saturating_add(within.len());
        self.sound_within(within)
    }

    /// Sound text, as much of it as the limit leaves.
    fn sound_within(&mut self, text: &str) -> String {
        let room = MAX_TEXT_BYTES.saturating_sub(self.bytes);
        let within = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        self.is_cut |= within.len() < text.len();
        self.bytes = self.bytes.saturating_add(within.len());
        sound(within, false).into_owned()
    }

    fn paragraph(&mut self, words: Paragraph, text: Surroundings, place: Place, usual: (f32, f32)) -> Leaf {
        let most = (place.width - place.left - LEAST_WIDTH).max(0.0);
        let finite = |length: f32| if length.is_finite() { length } else { 0.0 };
        let space = |stated: Option<f32>, usual: f32| stated.map_or(usual, finite).clamp(0.0, SPACE_MOST);
        let indent = finite(words.indent).clamp(0.0, most);
        let first_indent = finite(words.first_indent).clamp(-indent - place.left, (most - indent).max(0.0));
        let (before, after) = (space(words.space_before, usual.0), space(words.space_after, usual.1));
        let mut set = Text { align: words.align, first_indent, ..Text::default() };
        for run in words.runs {
            self.runs = self.runs.saturating_add(1);
            if self.runs > MAX_FLOW_RUNS {
                self.is_cut = true;
                break;
            }
            let ink = self.ink(text, run.letters);
            set.text.push_str(&self.sound_words(&run.text));
            self.close_span(&mut set, ink);
        }
        // The end of a paragraph ends its last line; an empty one keeps the height of a line.
        if set.text.len() > 1 && set.text.ends_with('\n') {
            set.text.pop();
            let end = u32::try_from(set.text.len()).unwrap_or(u32::MAX);
            while let Some(last) = set.spans.pop() {
                let start = set.spans.last().map_or(0, |span| span.end);
                if start < end || set.spans.is_empty() {
                    set.spans.push(Span { end, ..last });
                    break;
                }
            }
        }
        let (keep, level) = (false, 0);
        Leaf { kind: Kind::Text(set), left: place.left + indent, before, after, keep, level, marker: None }
    }

    fn ink(&mut self, text: Surroundings, mut letters: Letters) -> Ink {
        let look = self.content.looks.place(text.look(&letters));
        let link = letters.link.take().and_then(|address| {
            if self.content.addresses.last() != Some(&address) {
                self.content.addresses.push(address);
            }
            u32::try_from(self.content.addresses.len()).ok()
        });
        Ink { look, link: link.unwrap_or(0) }
    }

    fn close_span(&mut self, set: &mut Text, ink: Ink) {
        let end = u32::try_from(set.text.len()).unwrap_or(u32::MAX);
        match set.spans.last_mut() {
            Some(last) if last.ink == ink => last.end = end,
            Some(last) if last.end >= end => {}
            _ => set.spans.push(Span { end, ink }),
        }
    }

    /// Text of one look.
    fn plain_text(&mut self, words: &str, text: Surroundings, letters: Letters) -> Text {
        let ink = self.ink(text, letters);
        let mut set = Text { text: self.sound_words(words), ..Text::default() };
        self.close_span(&mut set, ink);
        set
    }

    fn list(&mut self, items: Vec<ListItem>, place: Place, into: &mut Vec<u32>) {
        let longest = items.iter().map(|item| item.marker.chars().take(20).count()).max().unwrap_or(0);
        let room = (longest as f32 * MARKER.1 + MARKER_GAP).clamp(MARKER.0, MARKER_MOST);
        let is_shallow = place.depth < MAX_FLOW_DEPTH && place.left + room + LEAST_WIDTH < place.width;
        let left = if is_shallow { place.left + room } else { place.left };
        let inside = Place { left, depth: place.depth.saturating_add(1), is_list: true, ..place };
        for item in items {
            if !self.count() {
                dismantle(item.blocks);
                continue;
            }
            let first = into.len();
            self.blocks(item.blocks, inside, into);
            let marker = self.plain_text(&item.marker, place.text, Letters::default());
            let start = into.get(first).copied();
            let leaf = start.and_then(|leaf| self.content.leaves.get_mut(leaf as usize));
            match leaf {
                Some(leaf) if matches!(leaf.kind, Kind::Text(_)) && leaf.marker.is_none() => {
                    leaf.marker = Some(Box::new(marker));
                }
                _ => {
                    // A marker before something else stands on a line of its own.
                    let mut leaf = self.paragraph(Paragraph::plain(""), place.text, inside, (0.0, 0.0));
                    (leaf.marker, leaf.keep) = (Some(Box::new(marker)), start.is_some());
                    let place = u32::try_from(self.content.leaves.len()).unwrap_or(u32::MAX);
                    self.content.leaves.push(leaf);
                    into.insert(first.min(into.len()), place);
                }
            }
        }
        // What follows the list stands as far from it as from a paragraph.
        let end = into.last().and_then(|leaf| self.content.leaves.get_mut(*leaf as usize));
        if let Some(end) = end.filter(|_| !place.is_list) {
            end.after = end.after.max(place.text.size * 0.55);
        }
    }

    fn table(&mut self, read: Table, place: Place, into: &mut Vec<u32>) {
        let caption = read.caption;
        if caption.runs.iter().any(|run| !run.text.is_empty()) {
            let text = Surroundings { bold: true, ..place.text };
            let mut leaf = self.paragraph(caption, text, place, (AROUND, 4.0));
            leaf.keep = true;
            self.push(leaf, into);
        }
        let is_deep = place.depth >= MAX_FLOW_DEPTH;
        let inside = Place {
            left: if is_deep { place.left } else { 0.0 },
            width: PAGE_WIDTH - 2.0 * MARGIN,
            depth: place.depth.saturating_add(1),
            tables: place.tables.saturating_add(1),
            text: Surroundings { bold: false, ..Surroundings::CELL },
            is_list: false,
        };
        let mut rows = Vec::new();
        for Row { cells, head } in read.rows {
            let mut kept = Vec::new();
            if !self.count() {
                cells.into_iter().for_each(|cell| dismantle(cell.blocks));
                continue;
            }
            for Cell { blocks, head: names, columns, rows } in cells {
                if kept.len() >= MAX_FLOW_COLUMNS || !self.count() {
                    self.is_cut = true;
                    dismantle(blocks);
                    continue;
                }
                let head = head || names;
                let text = Surroundings { bold: head, ..inside.text };
                if is_deep {
                    self.blocks(blocks, Place { text, ..inside }, into);
                    continue;
                }
                let mut leaves = Vec::new();
                self.blocks(blocks, Place { text, ..inside }, &mut leaves);
                kept.push(content::Cell { leaves, head, column: 0, columns: columns.max(1), rows: rows.max(1) });
            }
            rows.push(content::Row { cells: kept, head, is_joined: false });
        }
        if rows.iter().any(|row| !row.cells.is_empty()) {
            self.push_table(content::Table { rows, stated: stated(&read.column_widths), is_ruled: true }, place, into);
        }
    }

    fn push_table(&mut self, mut read: content::Table, place: Place, into: &mut Vec<u32>) {
        self.is_cut |= table::hold_to_limits(&mut read);
        let kind = Kind::Table(read);
        let around = if place.tables > 0 { 2.0 } else { AROUND };
        let leaf = Leaf { kind, left: place.left, before: around, after: around, keep: false, level: 0, marker: None };
        self.push(leaf, into);
    }

    fn fields(&mut self, fields: Vec<(String, Paragraph)>, place: Place, into: &mut Vec<u32>) {
        let cell = |leaves| content::Cell { leaves, head: false, column: 0, columns: 1, rows: 1 };
        let inside = Place { left: 0.0, tables: place.tables.saturating_add(1), ..place };
        let mut rows = Vec::new();
        for (name, value) in fields {
            if !self.count() || !self.count() {
                break;
            }
            let muted = Letters { muted: true, ..Letters::default() };
            let kind = Kind::Text(self.plain_text(&name, place.text, muted));
            let name = Leaf { kind, left: 0.0, before: 0.0, after: 0.0, keep: false, level: 0, marker: None };
            let value = self.paragraph(value, place.text, inside, (0.0, 0.0));
            let (mut names, mut values) = (Vec::new(), Vec::new());
            self.push(name, &mut names);
            self.push(value, &mut values);
            rows.push(content::Row { cells: vec![cell(names), cell(values)], head: false, is_joined: false });
        }
        if !rows.is_empty() {
            self.push_table(content::Table { rows, stated: Vec::new(), is_ruled: false }, place, into);
        }
    }

    fn picture(&mut self, read: Picture, leaf: Leaf, into: &mut Vec<u32>) {
        if self.content.pictures.len() >= MAX_FLOW_PICTURES {
            self.is_cut = true;
            return;
        }
        let own = picture::size(&read.bytes);
        let is_size = |(width, height): &(f32, f32)| *width > 0.0 && *height > 0.0 && (width * height).is_finite();
        let size = read.size.filter(is_size).or(own).unwrap_or((240.0, 60.0));
        // A mark of some bytes is no smaller than a point, and no larger than what a page is cut from.
        let size = (size.0.clamp(1.0, PAGE_HEIGHT * 100.0), size.1.clamp(1.0, PAGE_HEIGHT * 100.0));
        let words = self.sound_words(&read.words);
        let is_sound = own.is_some();
        self.content.pictures.push(content::Picture { bytes: read.bytes, size, words, is_sound });
        let place = self.content.pictures.len().saturating_sub(1);
        self.push(Leaf { kind: Kind::Picture(place), ..leaf }, into);
    }
}

fn stated(widths: &[f32]) -> Vec<f32> {
    let sound = |width: &f32| if width.is_finite() { width.clamp(0.0, 10_000.0) } else { 0.0 };
    widths.iter().take(MAX_FLOW_COLUMNS).map(sound).collect()
}
