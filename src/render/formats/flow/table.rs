//! Tables: which columns and rows a cell takes, and how wide the columns are. `setter` lays out what is in the cells.

use super::content::Table;
use crate::limits::MAX_FLOW_COLUMNS;

/// Rows that cells may hold together: they are laid out at once.
const MAX_JOINED_ROWS: usize = 64;
/// A table nearly as wide as the page is made as wide.
const NEARLY: f32 = 0.7;

/// Rows that are laid out together.
#[derive(Clone, Copy)]
pub(super) struct Group {
    /// Its first row.
    pub first: usize,
    /// How many.
    pub rows: usize,
    /// In points.
    pub height: f32,
}

/// Where the columns and rows of a table are.
pub(super) struct Grid {
    /// Left edges of the columns, and the right edge of the last.
    pub edges: Vec<f32>,
    /// From top to bottom.
    pub groups: Vec<Group>,
    /// How many of them are repeated on every page.
    pub head: usize,
    /// Space in a cell: at its sides, and above and below.
    pub padding: (f32, f32),
    /// With lines between its cells.
    pub is_ruled: bool,
    /// By how much everything but the heights of `groups` is made smaller when it is drawn.
    pub scale: f32,
}

impl Grid {
    /// From the left edge of a cell to its right edge.
    pub fn sides(&self, column: u16, columns: u16) -> (f32, f32) {
        let edge = |column: usize| self.edges.get(column).or(self.edges.last()).copied().unwrap_or_default();
        let column = usize::from(column);
        (edge(column), edge(column.saturating_add(usize::from(columns))))
    }

    /// Height of the rows that are repeated.
    pub fn head_height(&self) -> f32 {
        self.groups.iter().take(self.head).map(|group| group.height).sum()
    }
}

/// Gives every cell its columns, and cuts what reaches too far; `true` where cells are left out.
pub(super) fn hold_to_limits(table: &mut Table) -> bool {
    let count = table.rows.len();
    // For each column the first row in which it is free.
    let mut free_from = [0_usize; MAX_FLOW_COLUMNS];
    let mut group_start = 0;
    let mut is_cut = false;
    for (row, cells) in table.rows.iter_mut().enumerate() {
        cells.is_joined = row > 0 && free_from.iter().any(|free| *free > row);
        if !cells.is_joined {
            group_start = row;
        }
        let last = count.min(group_start.saturating_add(MAX_JOINED_ROWS));
        let before = cells.cells.len();
        let mut next = 0;
        cells.cells.retain_mut(|cell| {
            let free = free_from.iter().enumerate().skip(next).find(|(_, free)| **free <= row);
            let Some((column, _)) = free else { return false };
            let room = free_from.iter().skip(column).take_while(|free| **free <= row).count();
            let columns = usize::from(cell.columns).clamp(1, room.max(1));
            let until = row.saturating_add(usize::from(cell.rows)).clamp(row.saturating_add(1), last.max(row + 1));
            for free in free_from.iter_mut().skip(column).take(columns) {
                *free = until;
            }
            next = column.saturating_add(columns);
            (cell.column, cell.columns) = (column as u16, columns as u16);
            cell.rows = until.saturating_sub(row) as u16;
            true
        });
        is_cut |= cells.cells.len() < before;
    }
    is_cut
}

/// How many columns a table has.
pub(super) fn column_count(table: &Table) -> usize {
    let ends =
        table.rows.iter().flat_map(|row| &row.cells).map(|cell| usize::from(cell.column.saturating_add(cell.columns)));
    ends.max().unwrap_or(0)
}

/// Rows that belong together, without their heights.
pub(super) fn groups(table: &Table) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (first, row) in table.rows.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if row.is_joined => last.rows = last.rows.saturating_add(1),
            _ => groups.push(Group { first, rows: 1, height: 0.0 }),
        }
    }
    groups
}

/// What a cell asks for.
pub(super) struct Wanted {
    pub column: usize,
    pub columns: usize,
    /// Width of its widest word.
    pub least: f32,
    /// Width without any line break.
    pub most: f32,
}

/// Widths of columns: as stated, or as wide as their contents if there is room, else each as it needs it (as HTML does it: CSS 2.2,
/// 17.5.2.2).
pub(super) fn widths(wanted: &[Wanted], stated: &[f32], count: usize, available: f32, fill: bool) -> Vec<f32> {
    let (least, most) = extremes(wanted, count);
    let mut widths = if stated.iter().any(|width| *width > 0.0) {
        let unstated = |column: usize| most.get(column).copied().unwrap_or_default();
        (0..count)
            .map(|column| stated.get(column).copied().filter(|width| *width > 0.0).unwrap_or_else(|| unstated(column)))
            .collect()
    } else {
        shared(&least, &most, available)
    };
    let total: f32 = widths.iter().sum();
    let is_stated = stated.iter().any(|width| *width > 0.0);
    let wants_all = total > available || (!is_stated && fill && total > available * NEARLY);
    if total > 0.0 && wants_all {
        widths.iter_mut().for_each(|width| *width *= available / total);
    }
    widths
}

/// For every column the width of its widest word, and its width without line breaks.
pub(super) fn extremes(wanted: &[Wanted], count: usize) -> (Vec<f32>, Vec<f32>) {
    let (mut least, mut most) = (vec![0.0_f32; count], vec![0.0_f32; count]);
    let (single, over): (Vec<_>, Vec<_>) = wanted.iter().partition(|cell| cell.columns == 1);
    // What a cell over several columns lacks is shared by them once they are as wide as their own cells.
    for cell in single.into_iter().chain(over) {
        raise(&mut least, cell, cell.least);
        raise(&mut most, cell, cell.most);
    }
    for (most, least) in most.iter_mut().zip(&least) {
        *most = most.max(*least);
    }
    (least, most)
}

/// Makes the columns of a cell wide enough for it together, each by its share.
fn raise(columns: &mut [f32], cell: &Wanted, width: f32) {
    let Some(own) = columns.get_mut(cell.column..cell.column.saturating_add(cell.columns)) else { return };
    let total: f32 = own.iter().sum();
    let lacking = width - total;
    if lacking > 0.0 {
        let count = own.len().max(1) as f32;
        for column in own {
            *column += if total > 0.0 { lacking * *column / total } else { lacking / count };
        }
    }
}

fn shared(least: &[f32], most: &[f32], available: f32) -> Vec<f32> {
    let (narrow, wide): (f32, f32) = (least.iter().sum(), most.iter().sum());
    if wide <= available || wide <= narrow {
        return most.to_vec();
    }
    if narrow >= available {
        return least.to_vec();
    }
    // Columns that want no more than an even share have it; long text takes what they leave.
    let mut given: Vec<Option<f32>> = vec![None; most.len()];
    let (mut left, mut open, mut narrow) = (available, most.len(), narrow);
    loop {
        let share = left / open.max(1) as f32;
        let mut has_changed = false;
        for ((given, most), least) in given.iter_mut().zip(most).zip(least) {
            if given.is_none() && *most <= share && left - most >= narrow - least {
                (left, open, narrow) = (left - most, open.saturating_sub(1), narrow - least);
                *given = Some(*most);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    let wide: f32 = given.iter().zip(most).filter(|(given, _)| given.is_none()).map(|(_, most)| most).sum();
    let share = if wide > narrow { ((left - narrow) / (wide - narrow)).clamp(0.0, 1.0) } else { 0.0 };
    let columns = given.iter().zip(least.iter().zip(most));
    columns.map(|(given, (least, most))| given.unwrap_or(least + (most - least) * share)).collect()
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
