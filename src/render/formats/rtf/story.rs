//! A stretch of text with paragraphs, lists and tables of its own: the document, a header, a note, a text box. The reader fills it.

use super::super::flow::{Block, Letters, ListItem, Paragraph, Picture, Run};
use super::budget::Budget;
use super::grid::{self, RowShape, StatedRow};
use super::look::Setting;
use crate::limits::{MAX_FLOW_COLUMNS, MAX_FLOW_DEPTH};

/// A table that is not yet at its end.
#[derive(Default)]
struct OpenTable {
    rows: Vec<StatedRow>,
    cells: Vec<Vec<Block>>,
    /// Of the cell that is not yet at its end.
    blocks: Vec<Block>,
}

/// Text on its way to blocks.
#[derive(Default)]
pub(super) struct Story {
    blocks: Vec<Block>,
    /// From the outermost inwards.
    tables: Vec<OpenTable>,
    /// Of the paragraph that is not yet at its end.
    runs: Vec<Run>,
    /// What stands before the paragraph, where it is an entry of a list.
    marker: Option<String>,
    /// Text boxes whose place is in the paragraph that is not yet at its end.
    boxes: Vec<Block>,
    /// Indents of the lists that the next entry may belong to, in twips, from the outermost inwards.
    lists: Vec<i32>,
    /// A picture stands where the paragraph would be: what follows it is no empty line.
    picture: bool,
    /// The paragraph goes on behind that picture, and its marker stands before it.
    marked_before: bool,
    /// Lists and tables around this story.
    depth: usize,
    /// The row that is being stated.
    pub shape: RowShape,
}

impl Story {
    /// A text box in this story.
    pub fn inner(&self) -> Self {
        Self { depth: self.depth + self.tables.len() + 1, ..Self::default() }
    }

    /// Blocks that are at their end, outside of tables.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// Nothing was said since the last paragraph.
    pub fn is_between_paragraphs(&self) -> bool {
        self.runs.is_empty() && self.marker.is_none()
    }

    /// Adds text. `fresh` says that its letters are others than those of the text before.
    pub fn text(&mut self, text: &str, letters: &Letters, fresh: bool, budget: &mut Budget) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if !fresh || run.letters == *letters => run.text.push_str(budget.text(text)),
            _ if budget.run(letters.link.as_ref().map_or(0, String::len)) => {
                let text = budget.text(text).to_owned();
                self.runs.push(Run { text, letters: letters.clone() });
            }
            _ => {}
        }
    }

    /// Says what stands before the paragraph, as an entry of a list.
    pub fn mark(&mut self, text: &str, budget: &mut Budget) {
        self.marker.get_or_insert_default().push_str(budget.text(text));
    }

    /// Whether a marker stands before the paragraph.
    pub fn is_marked(&self) -> bool {
        self.marker.is_some() || self.marked_before
    }

    /// Where blocks go now.
    fn target(&mut self) -> &mut Vec<Block> {
        self.tables.last_mut().map_or(&mut self.blocks, |table| &mut table.blocks)
    }

    fn push(&mut self, block: Block, budget: &mut Budget) {
        if budget.block() {
            self.target().push(block);
        }
        self.lists.clear();
    }

    /// How many tables may stand around something that goes so deep itself.
    fn most_tables(&self, nesting: usize) -> usize {
        MAX_FLOW_DEPTH.saturating_sub(self.depth + nesting)
    }

    /// Opens and closes tables until `tables` are open.
    fn at_depth(&mut self, tables: usize, budget: &mut Budget) {
        let tables = tables.min(self.most_tables(0));
        while self.tables.len() > tables {
            // What is stated is the row of the outermost table.
            let shape = if self.tables.len() == 1 { self.shape.clone() } else { RowShape::default() };
            self.end_row(&shape, budget);
            let Some(table) = self.tables.pop() else { return };
            // Its rows have taken the room.
            for table in grid::tables(table.rows) {
                self.target().push(Block::Table(table));
            }
            self.lists.clear();
        }
        while self.tables.len() < tables {
            self.lists.clear();
            self.tables.push(OpenTable::default());
        }
    }

    /// Ends a paragraph that stands in so many tables.
    pub fn end_paragraph(&mut self, setting: &Setting, heading: Option<u8>, tables: usize, budget: &mut Budget) {
        self.at_depth(tables, budget);
        self.take_paragraph(setting, heading, true, budget);
    }

    /// Ends a paragraph, where there is one that is not yet at its end.
    pub fn end_open_paragraph(&mut self, setting: &Setting, heading: Option<u8>, tables: usize, budget: &mut Budget) {
        if !(self.is_between_paragraphs() && self.boxes.is_empty()) {
            self.at_depth(tables, budget);
            self.take_paragraph(setting, heading, false, budget);
        }
    }

    fn take_paragraph(&mut self, setting: &Setting, heading: Option<u8>, even_empty: bool, budget: &mut Budget) {
        let runs = std::mem::take(&mut self.runs);
        let marker = self.marker.take().unwrap_or_default();
        let after_picture = std::mem::take(&mut self.picture);
        self.marked_before = false;
        if !runs.is_empty() || !marker.trim().is_empty() || (even_empty && !after_picture) {
            self.paragraph(setting, heading, setting.paragraph(runs), &marker, budget);
        }
        if !self.boxes.is_empty() {
            let mut boxes = std::mem::take(&mut self.boxes);
            let around = self.tables.len().min(self.most_tables(nesting(&boxes)));
            // Around the innermost tables, where in them it would stand too deep.
            let outer = around.checked_sub(1).and_then(|table| self.tables.get_mut(table));
            outer.map_or(&mut self.blocks, |table| &mut table.blocks).append(&mut boxes);
            self.lists.clear();
        }
    }

    fn paragraph(
        &mut self,
        setting: &Setting,
        heading: Option<u8>,
        mut paragraph: Paragraph,
        marker: &str,
        budget: &mut Budget,
    ) {
        if let Some(level) = heading.filter(|_| !paragraph.runs.is_empty()) {
            if !marker.trim().is_empty() {
                let letters = paragraph.runs.first().map(|run| run.letters.clone()).unwrap_or_default();
                paragraph.runs.insert(0, Run { text: format!("{} ", marker.trim()), letters });
            }
            return self.push(Block::Heading(level, paragraph), budget);
        }
        let marker = match marker.trim() {
            "" => typed_marker(&mut paragraph),
            // What the bullet of Symbol is where nobody says that it is of Symbol.
            "·" => Some("•".to_owned()),
            marker => Some(marker.to_owned()),
        };
        match marker {
            Some(marker) if budget.block() => self.entry(setting.left, marker, paragraph),
            Some(_) => {}
            None => self.push(Block::Paragraph(paragraph), budget),
        }
    }

    /// Adds an entry to the list before it, to a list in that list, or to a new one: whichever has its indent.
    fn entry(&mut self, left: i32, marker: String, mut paragraph: Paragraph) {
        const SAME: i32 = 60;
        paragraph.indent = 0.0;
        paragraph.first_indent = 0.0;
        let item = ListItem { marker, blocks: vec![Block::Paragraph(paragraph)] };
        while self.lists.len() > 1 && self.lists.last().is_some_and(|open| *open > left.saturating_add(SAME)) {
            self.lists.pop();
        }
        let deeper = match self.lists.last() {
            None => true,
            Some(open) => {
                left > open.saturating_add(SAME) && self.depth + self.tables.len() + self.lists.len() < MAX_FLOW_DEPTH
            }
        };
        let depth = self.lists.len();
        let mut blocks = self.target();
        // One step down for each list that is open; the last of them takes the entry unless it is the first of a deeper list.
        for _ in 1..depth {
            let last = match blocks.last() {
                Some(Block::List(items)) if !items.is_empty() => items.len() - 1,
                _ => break,
            };
            let Some(Block::List(items)) = blocks.last_mut() else { return };
            let Some(item) = items.get_mut(last) else { return };
            blocks = &mut item.blocks;
        }
        match blocks.last_mut() {
            Some(Block::List(items)) if depth > 0 && !deeper => items.push(item),
            Some(Block::List(items)) if depth > 0 => match items.last_mut() {
                Some(parent) => parent.blocks.push(Block::List(vec![item])),
                None => items.push(item),
            },
            _ => blocks.push(Block::List(vec![item])),
        }
        if deeper {
            self.lists.push(left);
        }
    }

    /// Ends a cell of the table that is `tables` deep.
    pub fn end_cell(&mut self, setting: &Setting, heading: Option<u8>, tables: usize, budget: &mut Budget) {
        self.at_depth(tables.max(1), budget);
        self.take_paragraph(setting, heading, false, budget);
        self.lists.clear();
        if !budget.block() {
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        let mut blocks = std::mem::take(&mut table.blocks);
        trim_end(&mut blocks);
        let full = table.cells.len() >= MAX_FLOW_COLUMNS;
        match table.cells.last_mut() {
            Some(last) if full => last.append(&mut blocks),
            _ => table.cells.push(blocks),
        }
    }

    /// Ends the row of the innermost table, where it has one that is not yet at its end.
    fn end_row(&mut self, shape: &RowShape, budget: &mut Budget) {
        let Some(table) = self.tables.last_mut() else { return };
        let mut rest = std::mem::take(&mut table.blocks);
        trim_end(&mut rest);
        let mut cells = std::mem::take(&mut table.cells);
        let full = cells.len() >= MAX_FLOW_COLUMNS;
        match cells.last_mut() {
            Some(last) if full => last.append(&mut rest),
            _ if rest.is_empty() => {}
            _ => cells.push(rest),
        }
        // Cells that are stated and not there take room as well.
        let missing = shape.cell_count().saturating_sub(cells.len());
        if !cells.is_empty() {
            // A row without room is the last one, and is kept for what its cells say.
            let _ = (0..=missing).all(|_| budget.block());
            table.rows.push(StatedRow { cells, shape: shape.clone() });
        }
    }

    /// Ends the row of the table that is `tables` deep.
    pub fn end_row_at(&mut self, setting: &Setting, tables: usize, budget: &mut Budget) {
        self.end_open_paragraph(setting, None, tables, budget);
        if self.tables.len() > tables {
            self.at_depth(tables, budget);
        }
        if self.tables.len() == tables {
            let shape = self.shape.clone();
            self.end_row(&shape, budget);
        }
        self.lists.clear();
        self.shape.open = false;
    }

    /// The row that is being stated has begun and lacks cells, so that text belongs to it whatever its paragraph says.
    pub fn is_in_row(&self) -> bool {
        let cells = self.open_cells();
        self.shape.open && cells > 0 && cells < self.shape.cell_count()
    }

    /// Cells of the outermost table that are at their end, of the row that is not.
    fn open_cells(&self) -> usize {
        self.tables.first().map_or(0, |table| table.cells.len())
    }

    /// Adds a picture where the text stands.
    pub fn picture(&mut self, picture: Picture, setting: &Setting, tables: usize, budget: &mut Budget) {
        let marked = self.is_marked();
        self.end_open_paragraph(setting, None, tables, budget);
        self.at_depth(tables, budget);
        self.push(Block::Picture(picture), budget);
        (self.picture, self.marked_before) = (true, marked);
    }

    /// Adds the contents of a text box whose place is here: behind the paragraph that it stands in.
    pub fn text_box(&mut self, mut blocks: Vec<Block>, tables: usize, budget: &mut Budget) {
        if self.is_between_paragraphs() && self.boxes.is_empty() && !blocks.is_empty() {
            self.at_depth(tables.min(self.most_tables(nesting(&blocks))), budget);
            self.lists.clear();
            self.target().append(&mut blocks);
        } else {
            self.boxes.append(&mut blocks);
        }
    }

    /// What follows starts on a new page, unless it stands in a table.
    pub fn page_break(&mut self, budget: &mut Budget) {
        self.at_depth(0, budget);
        if !matches!(self.blocks.last(), None | Some(Block::PageBreak)) {
            self.push(Block::PageBreak, budget);
        }
    }

    /// All of it.
    pub fn finish(mut self, setting: &Setting, heading: Option<u8>, tables: usize, budget: &mut Budget) -> Vec<Block> {
        self.end_open_paragraph(setting, heading, tables, budget);
        self.at_depth(0, budget);
        self.blocks
    }
}

/// How deep lists and tables stand in each other.
fn nesting(blocks: &[Block]) -> usize {
    let depth = |block: &Block| match block {
        Block::List(items) => 1 + items.iter().map(|item| nesting(&item.blocks)).max().unwrap_or(0),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            1 + cells.map(|cell| nesting(&cell.blocks)).max().unwrap_or(0)
        }
        _ => 0,
    };
    blocks.iter().map(depth).max().unwrap_or(0)
}

/// Takes empty paragraphs and page breaks from the end.
pub(super) fn trim_end(blocks: &mut Vec<Block>) {
    while blocks.last().is_some_and(is_blank) {
        blocks.pop();
    }
}

/// An empty line or a page break.
pub(super) fn is_blank(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => paragraph.runs.iter().all(|run| run.text.trim().is_empty()),
        Block::PageBreak => true,
        _ => false,
    }
}

/// Takes a bullet or a number that was typed, with a tab behind it, from the start of a paragraph whose first line hangs out.
fn typed_marker(paragraph: &mut Paragraph) -> Option<String> {
    const LONGEST: usize = 12;
    let run = paragraph.runs.first_mut().filter(|_| paragraph.first_indent < 0.0)?;
    let (marker, rest) = run.text.split_once('\t')?;
    let marker = marker.trim();
    let mut inner = marker.trim_start_matches('(').chars();
    let is_number = inner.next_back().is_some_and(|last| matches!(last, '.' | ')'))
        && inner.clone().count() > 0
        && inner.clone().count() <= 4
        && inner.all(|character| character.is_ascii_alphanumeric());
    let is_bullet = marker.chars().count() == 1 && marker.chars().all(|character| !character.is_alphanumeric());
    if marker.len() > LONGEST || !(is_number || is_bullet) {
        return None;
    }
    let (marker, rest) = (marker.to_owned(), rest.to_owned());
    run.text = rest;
    if run.text.is_empty() {
        paragraph.runs.remove(0);
    }
    Some(marker)
}
