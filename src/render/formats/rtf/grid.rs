//! Tables: rows that each state the right edges of their cells become rows on one grid. Called by the stories.

use super::super::flow::{Block, Cell, Row, Table};
use super::look::points;
use crate::limits::MAX_FLOW_COLUMNS;

/// Edges that are no farther apart are one edge, in twips: two points, less than any letter is wide.
const SAME_EDGE: i32 = 40;

/// The same for the left edges of rows. Word puts it out by the space inside of a cell (108 twips), or not.
const SAME_LEFT: i32 = 120;

/// A cell whose right edge is not right of its left one is this wide, in twips.
const LEAST_WIDTH: i32 = 60;

/// Width of cells that state none, in twips: one inch.
const USUAL_WIDTH: i32 = 1440;

/// Farthest from the margin that an edge may be, in twips: the widest page of Word has 22 inches.
const FARTHEST: i32 = 22 * 1440;

/// How a cell goes on in the next one.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    /// Not at all.
    #[default]
    None,
    /// The next cell that says `Next` is a part of this one.
    First,
    /// It is a part of the one before.
    Next,
}

/// A cell as `\cellx` and the words before it state it.
#[derive(Clone, Copy, Default)]
struct CellShape {
    right: i32,
    across: Merge,
    down: Merge,
}

/// What is stated between `\trowd` and the end of a row.
#[derive(Clone, Default)]
pub(super) struct RowShape {
    left: i32,
    cells: Vec<CellShape>,
    /// Of the cell whose `\cellx` is to come.
    next: CellShape,
    /// It is repeated on each page.
    head: bool,
    /// `\trowd` was there, and no `\row` since.
    pub open: bool,
}

impl RowShape {
    /// Takes a control word of tables; `false` where it is none.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        match name {
            b"trowd" => *self = Self { open: true, ..Self::default() },
            b"trleft" => self.left = number.unwrap_or(0).clamp(-FARTHEST, FARTHEST),
            b"trhdr" => self.head = true,
            b"clmgf" => self.next.across = Merge::First,
            b"clmrg" => self.next.across = Merge::Next,
            b"clvmgf" => self.next.down = Merge::First,
            b"clvmrg" => self.next.down = Merge::Next,
            b"cellx" => {
                let left = self.cells.last().map_or(self.left, |cell| cell.right);
                let right = number.unwrap_or(0).clamp(-FARTHEST, FARTHEST);
                let right = if right > left { right } else { left.saturating_add(LEAST_WIDTH) };
                let next = std::mem::take(&mut self.next);
                if self.cells.len() < MAX_FLOW_COLUMNS {
                    self.cells.push(CellShape { right, ..next });
                }
            }
            _ => return false,
        }
        true
    }

    /// How many cells it states.
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }
}

/// A row as the document has it.
pub(super) struct StatedRow {
    pub cells: Vec<Vec<Block>>,
    pub shape: RowShape,
}

/// A cell with its place, in twips and later in columns.
struct Placed {
    blocks: Vec<Block>,
    left: i32,
    right: i32,
    down: Merge,
}

impl StatedRow {
    /// Its cells with their places. Cells that are one are put together, and those that are stated but not there are empty.
    fn place(self) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::new();
        let mut left = self.shape.left;
        let count = self.cells.len().max(self.shape.cells.len());
        let mut cells = self.cells.into_iter();
        for at in 0..count {
            let mut blocks = cells.next().unwrap_or_default();
            if blocks.is_empty() && at >= self.shape.cells.len() && !self.shape.cells.is_empty() {
                // LibreOffice ends cells twice behind a table in a cell.
                continue;
            }
            let unstated = CellShape { right: left.saturating_add(USUAL_WIDTH), ..CellShape::default() };
            let shape = self.shape.cells.get(at).copied().unwrap_or(unstated);
            match placed.last_mut() {
                Some(before) if shape.across == Merge::Next => {
                    before.blocks.append(&mut blocks);
                    before.right = shape.right;
                }
                _ => placed.push(Placed { blocks, left, right: shape.right, down: shape.down }),
            }
            left = shape.right;
        }
        placed
    }
}

/// The tables that rows make which follow each other: one, unless it would have too many columns.
pub(super) fn tables(rows: Vec<StatedRow>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut pending: Vec<(Vec<Placed>, bool)> = Vec::new();
    let mut edges = Edges::default();
    let mut stated = true;
    for row in rows {
        let (head, row_stated) = (row.shape.head, !row.shape.cells.is_empty());
        let placed = row.place();
        let mut wider = edges.clone();
        wider.add(&placed);
        if wider.inner.len() > MAX_FLOW_COLUMNS && !pending.is_empty() {
            tables.push(table(std::mem::take(&mut pending), &edges, stated));
            wider = Edges::default();
            wider.add(&placed);
            stated = true;
        }
        edges = wider;
        stated &= row_stated;
        pending.push((placed, head));
    }
    if !pending.is_empty() {
        tables.push(table(pending, &edges, stated));
    }
    tables
}

/// The edges of the columns.
#[derive(Clone, Default)]
struct Edges {
    left: Option<i32>,
    /// The right edges, from left to right.
    inner: Vec<i32>,
}

impl Edges {
    /// Takes over the edges of a row that are not there yet.
    fn add(&mut self, row: &[Placed]) {
        let Some(first) = row.first() else { return };
        match self.left {
            Some(left) if first.left > left.saturating_add(SAME_LEFT) => self.insert(first.left),
            Some(left) if first.left < left.saturating_sub(SAME_LEFT) => {
                self.insert(left);
                self.left = Some(first.left);
            }
            Some(_) => {}
            None => self.left = Some(first.left),
        }
        for cell in row {
            self.insert(cell.right);
        }
    }

    fn insert(&mut self, edge: i32) {
        let at = self.inner.partition_point(|other| *other < edge);
        let near = |other: Option<&i32>| other.is_some_and(|other| other.abs_diff(edge) <= SAME_EDGE.unsigned_abs());
        if !near(self.inner.get(at)) && !near(at.checked_sub(1).and_then(|before| self.inner.get(before))) {
            self.inner.insert(at, edge);
        }
    }

    /// The number of columns left of an edge.
    fn column(&self, edge: i32) -> usize {
        self.inner.partition_point(|other| other.saturating_add(SAME_EDGE) < edge) + 1
    }

    /// The number of columns left of the left edge of a row.
    fn first_column(&self, edge: i32) -> usize {
        match self.left {
            Some(left) if edge > left.saturating_add(SAME_LEFT) => self.column(edge),
            _ => 0,
        }
    }

    fn widths(&self) -> Vec<f32> {
        let mut left = self.left.unwrap_or(0);
        let width = |right: &i32| points(right.saturating_sub(std::mem::replace(&mut left, *right)).max(LEAST_WIDTH));
        self.inner.iter().map(width).collect()
    }
}

/// The cell that goes on downwards from a column: its row, its place in it and its width in columns.
#[derive(Clone, Copy)]
struct Above {
    row: usize,
    cell: usize,
    columns: u16,
}

/// One table of rows that share a grid.
fn table(rows: Vec<(Vec<Placed>, bool)>, edges: &Edges, stated: bool) -> Table {
    let mut table = Table { column_widths: if stated { edges.widths() } else { Vec::new() }, ..Table::default() };
    let mut above: Vec<Option<Above>> = vec![None; edges.inner.len() + 1];
    for (placed, head) in rows {
        let mut row = Row { cells: Vec::new(), head };
        let number = table.rows.len();
        let mut column = placed.first().map_or(0, |cell| edges.first_column(cell.left));
        if column > 0 {
            row.cells.push(Cell { columns: narrow(column), ..Cell::default() });
        }
        let mut below: Vec<Option<Above>> = vec![None; above.len()];
        for mut cell in placed {
            let end = edges.column(cell.right).max(column);
            let columns = narrow(end - column);
            if columns == 0 {
                // Too thin to be a column: what it says belongs to its neighbour.
                if let Some(before) = row.cells.last_mut() {
                    before.blocks.append(&mut cell.blocks);
                    continue;
                }
            }
            let over = above.get(column).copied().flatten().filter(|over| over.columns == columns);
            if let (Merge::Next, Some(over)) = (cell.down, over)
                && let Some(first) = table.rows.get_mut(over.row).and_then(|row| row.cells.get_mut(over.cell))
            {
                first.blocks.append(&mut cell.blocks);
                first.rows = first.rows.saturating_add(1);
                set(&mut below, column, over);
            } else {
                if cell.down != Merge::None {
                    set(&mut below, column, Above { row: number, cell: row.cells.len(), columns });
                }
                row.cells.push(Cell { blocks: cell.blocks, head, columns: columns.max(1), rows: 1 });
            }
            column = end;
        }
        above = below;
        table.rows.push(row);
    }
    table
}

fn set(cells: &mut [Option<Above>], column: usize, cell: Above) {
    if let Some(place) = cells.get_mut(column) {
        *place = Some(cell);
    }
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
