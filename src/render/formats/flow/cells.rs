//! The cells of a table: measured for its grid, and drawn row by row. `table` computes with columns, `setter` sets what is in a cell.

use std::rc::Rc;

use super::super::facts::PageBox;
use super::content::{Cell, Content, Table};
use super::drawing::{Drawing, Mark};
use super::look::{HEAD_FILL, LINE};
use super::setter::{Part, Room, Setter, Spot, WHOLE};
use super::table::{self, Grid, Group, Wanted, column_count, groups, widths};

/// Space in a cell: at its sides, and above and below.
const RULED: (f32, f32) = (5.0, 3.0);
/// The same where there are no lines.
const UNRULED: (f32, f32) = (6.0, 1.5);
/// Rows whose contents are looked at to find how wide columns should be. The rest of a longer table is like them.
const MEASURED_ROWS: usize = 300;
/// Rows that are repeated are at most so much of a page.
const MOST_HEAD: f32 = 240.0;
/// Names of fields take at most this share of the width.
const MOST_NAMES: f32 = 0.34;
/// Tables that are too wide become smaller, down to this.
const LEAST_SCALE: f32 = 0.62;
/// Thickness of lines.
const THIN: f32 = 0.5;

/// A band of a cell's contents, from the cell's upper edge.
struct Placed {
    leaf: u32,
    spot: Spot,
    top: f32,
    height: f32,
}

/// A cell with its contents, from the upper edge of its group of rows.
struct SetCell<'a> {
    cell: &'a Cell,
    row: usize,
    bands: Vec<Placed>,
    height: f32,
}

/// The grid of a table in a column of `width`, with the height of every row.
pub(super) fn grid(setter: &mut Setter, content: &Content, leaf: u32, table: &Table, width: f32) -> Rc<Grid> {
    if let Some(known) = setter.grids.get(&leaf) {
        return Rc::clone(known);
    }
    let count = column_count(table);
    let base = if table.is_ruled { RULED } else { UNRULED };
    let full_width = width;
    // Many columns leave little room for anything but what is in them.
    let padding = (base.0.min(width / count.max(1) as f32 * 0.12), base.1);
    let wanted = wanted(setter, content, table, padding.0);
    // Small print is easier to read than torn words.
    let least: f32 = table::extremes(&wanted, count).0.iter().sum();
    let scale = if least > width { (width / least).max(LEAST_SCALE) } else { 1.0 };
    let width = full_width / scale;
    let mut columns = widths(&wanted, &table.stated, count, width, table.is_ruled);
    if let (false, [names, values, ..]) = (table.is_ruled, columns.as_mut_slice()) {
        *names = names.min(width * MOST_NAMES);
        *values = width - *names;
    }
    let mut edges = vec![0.0];
    edges.extend(columns.iter().scan(0.0, |edge, column| {
        *edge += column;
        Some(*edge)
    }));
    let mut grid = Grid { edges, groups: groups(table), head: 0, padding, scale, is_ruled: table.is_ruled };
    for place in 0..grid.groups.len() {
        let Some(group) = grid.groups.get(place).copied() else { break };
        let cells = set_cells(setter, content, table, &grid, group);
        let height = scale * row_heights(&cells, group).iter().sum::<f32>();
        if let Some(group) = grid.groups.get_mut(place) {
            group.height = height;
        }
    }
    grid.head = heads(table, &grid);
    let grid = Rc::new(grid);
    setter.grids.insert(leaf, Rc::clone(&grid));
    grid
}

/// How many groups at the start are repeated on every page.
fn heads(table: &Table, grid: &Grid) -> usize {
    let rows = |group: &Group| table.rows.iter().skip(group.first).take(group.rows);
    let count = grid.groups.iter().take_while(|group| rows(group).all(|row| row.head)).count();
    let height: f32 = grid.groups.iter().take(count).map(|group| group.height).sum();
    if count < grid.groups.len() && height <= MOST_HEAD { count } else { 0 }
}

/// Least and most width of a table.
pub(super) fn content_widths(setter: &mut Setter, content: &Content, table: &Table) -> (f32, f32) {
    let padding = if table.is_ruled { RULED.0 } else { UNRULED.0 };
    let wanted = wanted(setter, content, table, padding);
    let (least, most) = table::extremes(&wanted, column_count(table));
    let stated: f32 = table.stated.iter().sum();
    (least.iter().sum(), most.iter().sum::<f32>().max(stated))
}

fn wanted(setter: &mut Setter, content: &Content, table: &Table, padding: f32) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for cell in table.rows.iter().take(MEASURED_ROWS).flat_map(|row| &row.cells) {
        let (mut least, mut most) = (0.0_f32, 0.0_f32);
        for leaf in &cell.leaves {
            let widths = setter.content_widths(content, *leaf);
            (least, most) = (least.max(widths.0), most.max(widths.1));
        }
        let (column, columns) = (usize::from(cell.column), usize::from(cell.columns));
        wanted.push(Wanted { column, columns, least: least + 2.0 * padding, most: most + 2.0 * padding });
    }
    wanted
}

/// Sets the cells of a group.
fn set_cells<'a>(
    setter: &mut Setter,
    content: &Content,
    table: &'a Table,
    grid: &Grid,
    group: Group,
) -> Vec<SetCell<'a>> {
    let rows = table.rows.iter().skip(group.first).take(group.rows);
    let mut cells = Vec::new();
    for (row, cell) in rows.enumerate().flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell))) {
        let (left, right) = grid.sides(cell.column, cell.columns);
        let width = (right - left - 2.0 * grid.padding.0).max(1.0);
        let (bands, height) = stack(setter, content, &cell.leaves, width, grid.padding.1);
        cells.push(SetCell { cell, row, bands, height });
    }
    cells
}

/// Bands of blocks below each other, and how high they are with space around them.
fn stack(setter: &mut Setter, content: &Content, leaves: &[u32], width: f32, padding: f32) -> (Vec<Placed>, f32) {
    let mut placed: Vec<Placed> = Vec::new();
    let (mut top, mut after) = (padding, 0.0_f32);
    for leaf in leaves {
        let Some(block) = content.leaf(*leaf) else { continue };
        if !placed.is_empty() {
            top += after.max(block.before);
        }
        let mut from = None;
        loop {
            let (bands, next) = setter.bands(content, *leaf, width, from);
            for band in bands {
                placed.push(Placed { leaf: *leaf, spot: band.spot, top, height: band.height });
                top += band.height;
            }
            from = next;
            if from.is_none() || top > MOST_CELL {
                break;
            }
        }
        after = block.after;
    }
    (placed, top + padding)
}

/// A cell higher than this is cut: thousands of pages.
const MOST_CELL: f32 = 8_000_000.0;

/// Heights of the rows of a group.
fn row_heights(cells: &[SetCell<'_>], group: Group) -> Vec<f32> {
    let mut heights = vec![0.0_f32; group.rows];
    for cell in cells.iter().filter(|cell| cell.cell.rows == 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = height.max(cell.height);
        }
    }
    for cell in cells.iter().filter(|cell| cell.cell.rows > 1) {
        let end = cell.row.saturating_add(usize::from(cell.cell.rows)).min(heights.len());
        let Some(own) = heights.get_mut(cell.row..end) else { continue };
        let lacking = cell.height - own.iter().sum::<f32>();
        if let Some(last) = own.last_mut().filter(|_| lacking > 0.0) {
            *last += lacking;
        }
    }
    heights
}

/// Headings in a group of rows, each with the distance of its upper edge from that of the group.
pub(super) fn headings(
    setter: &mut Setter,
    content: &Content,
    (table, grid): (&Table, &Grid),
    group: Group,
) -> Vec<(u32, f32)> {
    let level = |leaf: &u32| content.leaf(*leaf).map_or(0, |leaf| leaf.level);
    let rows = table.rows.iter().skip(group.first).take(group.rows);
    if !rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.leaves).any(|leaf| level(leaf) > 0) {
        return Vec::new();
    }
    let cells = set_cells(setter, content, table, grid, group);
    let tops = row_tops(&row_heights(&cells, group));
    let mut headings = Vec::new();
    for cell in &cells {
        let top = tops.get(cell.row).copied().unwrap_or_default();
        let starts = cell.bands.iter().filter(|band| level(&band.leaf) > 0 && band.spot == Spot::Line(0, 0));
        headings.extend(starts.map(|band| (band.leaf, (top + band.top) * grid.scale)));
    }
    headings
}

/// How much higher a part of a group becomes when it goes on from or to another page.
pub(super) fn cut_padding(grid: &Grid) -> f32 {
    grid.padding.1 * grid.scale
}

/// Heights at which a group may be cut when pages have room for `first` and then for `rest`: not through a line where that can be.
pub(super) fn cuts(
    setter: &mut Setter,
    content: &Content,
    (table, grid): (&Table, &Grid),
    place: u32,
    (first, rest): (f32, f32),
) -> Vec<f32> {
    let Some(group) = grid.groups.get(place as usize).copied() else { return Vec::new() };
    let cells = set_cells(setter, content, table, grid, group);
    let tops = row_tops(&row_heights(&cells, group));
    let (first, rest, height) = (first / grid.scale, rest / grid.scale, group.height / grid.scale);
    let mut bands: Vec<(f32, f32)> = Vec::new();
    for cell in &cells {
        let top = tops.get(cell.row).copied().unwrap_or_default();
        bands.extend(cell.bands.iter().map(|band| (top + band.top, top + band.top + band.height)));
    }
    bands.sort_by(|one, other| one.0.total_cmp(&other.0));
    let tallest = bands.iter().map(|(top, bottom)| bottom - top).fold(0.0, f32::max);
    let mut cuts = Vec::new();
    let (mut start, mut room) = (0.0, first);
    while start + room < height {
        let mut cut = start + room;
        // From the bottom up: a band that the cut goes through moves it to the band's top.
        let past = bands.partition_point(|(top, _)| *top < cut);
        for (top, bottom) in bands.iter().take(past).rev() {
            if *top + tallest <= cut && *top + tallest < start + room - tallest {
                break;
            }
            if *bottom > cut + 0.01 && *top < cut {
                cut = *top;
            }
        }
        // Bands beside each other may leave no such place: then lines reach into the margin.
        if cut < start + room * 0.5 {
            cut = start + room;
        }
        cuts.push(cut * grid.scale);
        start = cut;
        room = rest;
    }
    cuts
}

fn row_tops(heights: &[f32]) -> Vec<f32> {
    let mut top = 0.0;
    let mut tops = vec![0.0];
    for height in heights {
        top += height;
        tops.push(top);
    }
    tops
}

/// Draws what lies between `slice` of a group of rows, with the upper edge of the slice at `y`.
pub(super) fn draw(
    setter: &mut Setter,
    content: &Content,
    (leaf, table): (u32, &Table),
    place: u32,
    slice: (f32, f32),
    Room { x, y, width }: Room,
    drawing: &mut Drawing,
) {
    let grid = grid(setter, content, leaf, table, width);
    let Some(group) = grid.groups.get(place as usize).copied() else { return };
    let cells = set_cells(setter, content, table, &grid, group);
    let tops = row_tops(&row_heights(&cells, group));
    let slice = (slice.0 / grid.scale, slice.1.min(group.height) / grid.scale);
    let (height, padding) = (group.height / grid.scale, grid.padding.1);
    // What goes on keeps its distance from the edge of the page's part.
    let (above, below) =
        (if slice.0 > 0.0 { padding } else { 0.0 }, if slice.1 < height - 0.01 { padding } else { 0.0 });
    let zoom = drawing.zoom(grid.scale, (x, y));
    let mut cells = cells.into_iter().peekable();
    while let Some(set) = cells.next() {
        let top = tops.get(set.row).copied().unwrap_or_default();
        let end = set.row.saturating_add(usize::from(set.cell.rows));
        let bottom = tops.get(end).or(tops.last()).copied().unwrap_or_default();
        let (left, right) = grid.sides(set.cell.column, set.cell.columns);
        let frame = PageBox {
            left: x + left,
            top: if top > slice.0 { y + above + top - slice.0 } else { y },
            right: x + right,
            bottom: y + above + if bottom < slice.1 { bottom - slice.0 } else { slice.1 - slice.0 + below },
        };
        if table.is_ruled && top < slice.1 && bottom > slice.0 {
            draw_frame(frame, set.cell.head, drawing);
        }
        let is_last_of_row = cells.peek().is_none_or(|next| next.row != set.row);
        draw_contents(
            setter,
            content,
            &set,
            &grid,
            (top, slice),
            Room { x: x + left, y: y + above, width: right - left },
            drawing,
        );
        drawing.end_cell(if is_last_of_row { '\n' } else { '\t' });
    }
    drawing.zoom_back(zoom);
}

fn draw_contents(
    setter: &mut Setter,
    content: &Content,
    set: &SetCell<'_>,
    grid: &Grid,
    (top, slice): (f32, (f32, f32)),
    Room { x, y, width }: Room,
    drawing: &mut Drawing,
) {
    let inner = (width - 2.0 * grid.padding.0).max(1.0);
    drawing.start_cell();
    for band in &set.bands {
        let at = top + band.top;
        if at >= slice.0 && at < slice.1 {
            // Cells without lines start where the text around them does.
            let indent = if grid.is_ruled { grid.padding.0 } else { 0.0 };
            let part = Part { leaf: band.leaf, spot: band.spot, slice: WHOLE };
            setter.draw(content, part, Room { x: x + indent, y: y + at - slice.0, width: inner }, drawing);
        }
    }
}

/// A frame around a cell; where two meet, their lines are one.
fn draw_frame(frame: PageBox, head: bool, drawing: &mut Drawing) {
    let PageBox { left, top, right, bottom } = frame;
    if head {
        drawing.mark(Mark::Fill(frame, HEAD_FILL));
    }
    let half = THIN / 2.0;
    let mut line = |left, top, right, bottom| drawing.mark(Mark::Fill(PageBox { left, top, right, bottom }, LINE));
    line(left - half, top - half, right + half, top + half);
    line(left - half, bottom - half, right + half, bottom + half);
    line(left - half, top - half, left + half, bottom + half);
    line(right - half, top - half, right + half, bottom + half);
}
