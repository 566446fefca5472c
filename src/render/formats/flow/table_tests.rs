#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::content::{Cell, Row};
use super::*;

fn cell(columns: u16, rows: u16) -> Cell {
    Cell { leaves: Vec::new(), head: false, column: 0, columns, rows }
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let rows = rows.into_iter().map(|cells| Row { cells, head: false, is_joined: false }).collect();
    Table { rows, stated: Vec::new(), is_ruled: true }
}

#[test]
fn cells_take_the_columns_that_cells_above_leave() {
    let mut read = table(vec![
        vec![cell(1, 2), cell(2, 1)],
        vec![cell(1, 1), cell(1, 1)],
        vec![cell(1, 1), cell(1, 1), cell(1, 1)],
    ]);
    assert!(!hold_to_limits(&mut read));
    let columns: Vec<Vec<u16>> =
        read.rows.iter().map(|row| row.cells.iter().map(|cell| cell.column).collect()).collect();
    assert_eq!(columns, [vec![0, 1], vec![1, 2], vec![0, 1, 2]]);
    assert_eq!(column_count(&read), 3);
    let groups: Vec<_> = groups(&read).iter().map(|group| (group.first, group.rows)).collect();
    assert_eq!(groups, [(0, 2), (2, 1)]);
}

#[test]
fn spans_end_with_the_table_and_with_what_is_laid_out_at_once() {
    let mut read = table((0..200).map(|_| vec![cell(u16::MAX, u16::MAX), cell(1, 1)]).collect());
    assert!(hold_to_limits(&mut read));
    for row in &read.rows {
        for cell in &row.cells {
            assert!(usize::from(cell.column + cell.columns) <= MAX_FLOW_COLUMNS);
        }
    }
    assert!(groups(&read).iter().all(|group| group.rows <= MAX_JOINED_ROWS));
    assert_eq!(read.rows[199].cells.first().map_or(1, |cell| cell.rows), 1);
}

fn assert_widths(widths: &[f32], expected: &[f32]) {
    let near =
        widths.len() == expected.len() && widths.iter().zip(expected).all(|(one, other)| (one - other).abs() < 0.01);
    assert!(near, "{widths:?} are not {expected:?}");
}

#[test]
fn columns_are_as_wide_as_their_contents_where_there_is_room() {
    let wanted = |column, columns, least, most| Wanted { column, columns, least, most };
    let few = [wanted(0, 1, 20.0, 50.0), wanted(1, 1, 30.0, 100.0)];
    assert_widths(&widths(&few, &[], 2, 500.0, true), &[50.0, 100.0]);
    // Nearly as wide as the page.
    assert_widths(&widths(&few, &[], 2, 180.0, true), &[60.0, 120.0]);
    // The first all that it wants, the second the rest.
    assert_widths(&widths(&few, &[], 2, 100.0, true), &[50.0, 50.0]);
    assert_widths(&widths(&few, &[], 2, 70.0, true), &[26.0, 44.0]);
    // Not even the widest words.
    assert_widths(&widths(&few, &[], 2, 25.0, true), &[10.0, 15.0]);
    // A cell over both.
    let over = [wanted(0, 1, 10.0, 50.0), wanted(1, 1, 10.0, 50.0), wanted(0, 2, 20.0, 200.0)];
    assert_widths(&widths(&over, &[], 2, 500.0, false), &[100.0, 100.0]);
}

#[test]
fn stated_widths_count_and_are_made_to_fit() {
    let wanted = [Wanted { column: 1, columns: 1, least: 10.0, most: 40.0 }];
    assert_widths(&widths(&wanted, &[100.0, 0.0], 2, 500.0, true), &[100.0, 40.0]);
    assert_widths(&widths(&wanted, &[600.0, 400.0], 2, 500.0, true), &[300.0, 200.0]);
}
