//! Tables under way, and which of them are no tables but a way to place things.

use super::super::super::flow::{Block, Cell, Row, Table};
use super::super::attributes::Attributes;
use super::super::css;
use super::{Frame, Writer, one_paragraph};
use crate::limits::MAX_FLOW_COLUMNS;

/// Points of one percent of a table's width: what a page of letter size has between its margins is about this wide. The layout fits
/// widths to the page, so that only their relation counts.
const PERCENT_PT: f32 = 5.0;

/// A table that is not closed yet.
#[derive(Default)]
pub(super) struct TableFrame {
    /// A title that is more than text.
    above: Vec<Block>,
    table: Table,
    row: Option<Row>,
    /// Columns that the row has so far.
    columns: usize,
    in_head: bool,
    has_head: bool,
    widths: Vec<Option<f32>>,
}

impl TableFrame {
    /// Adds a cell to the row under way.
    pub fn push(&mut self, mut cell: Cell) {
        let head = self.in_head;
        let row = self.row.get_or_insert_with(|| Row { cells: Vec::new(), head });
        let left = MAX_FLOW_COLUMNS.saturating_sub(self.columns);
        if left == 0 {
            // What is beyond the columns that a table may have is read in the last of them.
            if let Some(last) = row.cells.last_mut() {
                last.blocks.append(&mut cell.blocks);
            }
            return;
        }
        cell.columns = cell.columns.min(u16::try_from(left).unwrap_or(u16::MAX)).max(1);
        self.columns = self.columns.saturating_add(usize::from(cell.columns));
        row.cells.push(cell);
    }

    /// Puts a block that is in the table but in no cell: in a row of its own.
    pub fn place(&mut self, block: Block) {
        self.end_row();
        self.table.rows.push(Row { cells: vec![Cell { blocks: vec![block], ..Cell::default() }], head: false });
    }

    /// Takes over the title.
    pub fn caption(&mut self, blocks: Vec<Block>) {
        if !self.table.caption.runs.is_empty() || !self.above.is_empty() {
            for block in blocks {
                self.place(block);
            }
        } else if blocks.iter().all(|block| matches!(block, Block::Paragraph(_) | Block::Heading(..))) {
            self.table.caption = one_paragraph(blocks);
        } else {
            self.above = blocks;
        }
    }

    fn end_row(&mut self) {
        self.columns = 0;
        let Some(mut row) = self.row.take() else { return };
        if !row.cells.is_empty() {
            // Without a `thead`, rows at the top whose cells are all heads are the head.
            let above = self.table.rows.iter().all(|above| above.head);
            row.head |= !self.has_head && above && row.cells.len() > 1 && row.cells.iter().all(|cell| cell.head);
            self.table.rows.push(row);
        }
    }

    /// The table, or what it holds where it only places things.
    pub fn finish(mut self) -> Vec<Block> {
        let mut blocks = std::mem::take(&mut self.above);
        blocks.extend(self.finish_table());
        blocks
    }

    fn finish_table(mut self) -> Vec<Block> {
        self.end_row();
        let mut table = self.table;
        let spans = table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.rows > 1);
        if !spans {
            table.rows.retain(|row| row.cells.iter().any(|cell| !cell.blocks.is_empty()));
        }
        if table.rows.is_empty() {
            return if table.caption.runs.is_empty() { Vec::new() } else { vec![Block::Paragraph(table.caption)] };
        }
        let places = table.rows.iter().all(|row| {
            row.cells.iter().filter(|cell| !cell.blocks.is_empty()).count() <= 1
                && row.cells.iter().all(|cell| !cell.head && cell.rows <= 1)
        });
        if places && table.caption.runs.is_empty() {
            return table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
        }
        let rows = table.rows.len();
        for (index, row) in table.rows.iter_mut().enumerate() {
            let left = u16::try_from(rows.saturating_sub(index)).unwrap_or(u16::MAX).max(1);
            for cell in &mut row.cells {
                cell.rows = cell.rows.clamp(1, left);
            }
        }
        // A head that is all of the table, or most of it, is not repeated.
        if table.rows.iter().all(|row| row.head) {
            table.rows.iter_mut().for_each(|row| row.head = false);
        }
        let columns = table.rows.iter().map(|row| row.cells.iter().map(|cell| usize::from(cell.columns)).sum()).max();
        let widths: Option<Vec<f32>> = self.widths.into_iter().collect();
        table.column_widths = widths.filter(|widths| Some(widths.len()) == columns).unwrap_or_default();
        vec![Block::Table(table)]
    }
}

impl Writer {
    pub(super) fn open_table(&mut self) {
        if self.may_nest() {
            self.frames.push(Frame::Table(TableFrame::default()));
        }
    }

    fn table(&mut self) -> Option<&mut TableFrame> {
        match self.frames.last_mut() {
            Some(Frame::Table(table)) => Some(table),
            _ => None,
        }
    }

    pub(super) fn open_rows(&mut self, head: bool) {
        if let Some(table) = self.table() {
            table.end_row();
            table.in_head = head;
            table.has_head |= head;
        }
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.table() {
            table.end_row();
            let head = table.in_head;
            table.row = Some(Row { cells: Vec::new(), head });
        }
    }

    pub(super) fn close_row(&mut self) {
        if let Some(table) = self.table() {
            table.end_row();
        }
    }

    pub(super) fn open_cell(&mut self, head: bool, attributes: &Attributes) {
        if self.table().is_none() || !self.spend_block() {
            return;
        }
        let span = |name| match attributes.number(name) {
            // 0 rows are all that are left.
            Some(0) if name == "rowspan" => u16::MAX,
            Some(span) => u16::try_from(span).unwrap_or(u16::MAX).max(1),
            None => 1,
        };
        let (columns, rows) = (span("colspan"), span("rowspan"));
        self.frames.push(Frame::Cell(Cell { blocks: Vec::new(), head, columns, rows }));
    }

    pub(super) fn open_caption(&mut self) {
        if self.table().is_some() {
            self.frames.push(Frame::Caption(Vec::new()));
        }
    }

    /// A column's width. One of a group of columns counts for each that it spans, unless they follow one by one.
    pub(super) fn column(&mut self, attributes: &Attributes) {
        let width = attributes.get("width").and_then(width);
        let span = attributes.number("span").and_then(|span| usize::try_from(span).ok());
        let Some(table) = self.table() else { return };
        let Some(count) = span.or(width.map(|_| 1)) else { return };
        let left = MAX_FLOW_COLUMNS.saturating_sub(table.widths.len());
        table.widths.extend(std::iter::repeat_n(width, count.min(left)));
    }
}

/// `20%`, `120`, `120px`, `2in`.
fn width(stated: &str) -> Option<f32> {
    let stated = stated.trim();
    let points = match stated.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f32>().ok()? * PERCENT_PT,
        None => css::length(stated)?,
    };
    (points > 0.0 && points.is_finite()).then_some(points)
}
