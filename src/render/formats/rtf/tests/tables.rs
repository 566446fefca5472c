//! Tables: rows, spans, tables in tables, rows that are not whole.

use super::super::super::flow::{Block, Table};
use super::{read, shown};
use proptest::prelude::*;

fn tables(rtf: &str) -> Vec<Table> {
    let blocks = read(rtf.as_bytes()).unwrap().blocks;
    blocks.into_iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

#[test]
fn rows_that_follow_each_other_are_one_table() {
    let rtf = r"{\rtf1 a\par\trowd\trhdr\cellx1000\cellx3000\pard\intbl Test\cell Value\cell\row\trowd\cellx1000\cellx3000\pard\intbl CRP\cell 12\par high\cell\row\pard b\par\trowd\cellx1000\pard\intbl c\cell\row}";
    assert_eq!(shown(rtf), "a\nh| Test | Value |\n| CRP | 12 / high |\nb\n| c |\n");
    let tables = tables(rtf);
    assert_eq!(tables[0].column_widths, [50.0, 100.0]);
    assert!(tables[0].rows[0].cells[0].head && !tables[0].rows[1].cells[0].head);
}

#[test]
fn word_states_a_row_twice_and_leaves_it_out_for_the_next() {
    let rtf = r"{\rtf1\trowd \irow0\trgaph70\trleft-70\clvertalt\cltxlrtb\clftsWidth3\clwWidth1000 \cellx930\cellx1930\pard\intbl{a\cell b\cell}\pard\intbl{\trowd \irow0\trleft-70\cellx930\cellx1930\row}\pard\intbl{c\cell d\cell}\pard\intbl{\row}\pard e\par}";
    assert_eq!(shown(rtf), "| a | b |\n| c | d |\ne\n");
}

#[test]
fn cells_that_differ_from_row_to_row_share_one_grid() {
    let rtf = r"{\rtf1\trowd\cellx1000\cellx2000\cellx3000\intbl a\cell b\cell c\cell\row\trowd\cellx1010\cellx3000\intbl d\cell e\cell\row\trowd\cellx1500\cellx3000\intbl f\cell g\cell\row\trowd\trleft1000\cellx3000\intbl h\cell\row}";
    assert_eq!(shown(rtf), "| a | 2x1 b | c |\n| d | 3x1 e |\n| 2x1 f | 2x1 g |\n|  | 3x1 h |\n");
    assert_eq!(tables(rtf)[0].column_widths, [50.0, 25.0, 25.0, 50.0]);
    // A row that starts further out, by more than the space inside of a cell.
    let rtf = r"{\rtf1\trowd\cellx1000\intbl a\cell\row\trowd\trleft-500\cellx1000\intbl b\cell\row\trowd\trleft-400\cellx0\cellx1000\intbl c\cell d\cell\row}";
    assert_eq!(shown(rtf), "|  | a |\n| 2x1 b |\n| c | d |\n");
}

#[test]
fn cells_are_merged_across_and_down() {
    let rtf = r"{\rtf1\trowd\clmgf\cellx1000\clmrg\cellx2000\cellx3000\intbl a\cell\cell b\cell\row\trowd\clvmgf\cellx1000\cellx2000\clvmgf\cellx3000\intbl c\cell d\cell e\cell\row\trowd\clvmrg\cellx1000\cellx2000\clvmrg\cellx3000\intbl\cell f\cell more\cell\row\trowd\clvmrg\cellx1000\cellx2000\cellx3000\intbl\cell g\cell h\cell\row}";
    assert_eq!(shown(rtf), "| 2x1 a | b |\n| 1x3 c | d | 1x2 e / more |\n| f |\n| g | h |\n");
    // A part of a cell that is nowhere: it is a cell.
    assert_eq!(shown(r"{\rtf1\trowd\clvmrg\cellx1000\clmrg\cellx2000\intbl a\cell b\cell\row}"), "| a / b |\n");
}

#[test]
fn tables_in_tables() {
    let rtf = r"{\rtf1\trowd\cellx3000\cellx6000\pard\intbl\itap1 a\par\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}{\nonesttables\par}d\nestcell e\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}{\nonesttables\par}\pard\intbl\itap1 f\cell g\cell\row\pard h\par}";
    assert_eq!(shown(rtf), "| a / | b | c | / | d | e | / f | g |\nh\n");
    let table = &tables(rtf)[0];
    assert_eq!(table.column_widths, [150.0, 150.0]);
    let Block::Table(inner) = &table.rows[0].cells[0].blocks[1] else { panic!("no table") };
    assert_eq!(inner.column_widths, [50.0, 50.0]);
    // Three deep.
    let rtf = r"{\rtf1\trowd\cellx9000\pard\intbl\itap3 x\nestcell{\*\nesttableprops\trowd\cellx1000\nestrow}\pard\intbl\itap2 y\nestcell{\*\nesttableprops\trowd\cellx2000\nestrow}\pard\intbl z\cell\row}";
    assert_eq!(shown(rtf), "| | | x | / y | / z |\n");
}

#[test]
fn rows_that_are_not_whole_are_kept() {
    assert_eq!(shown(r"{\rtf1\trowd\cellx1000\cellx2000\intbl a\cell b"), "| a | b |\n");
    assert_eq!(shown(r"{\rtf1\trowd\cellx1000\cellx2000\cellx3000\intbl a\cell b\row\pard c}"), "| a | b |  |\nc\n");
    assert_eq!(shown(r"{\rtf1\trowd\cellx1000\cellx2000\intbl a\cell\pard b\par}"), "| a | b |\n");
    // More cells than stated, and none stated at all.
    assert_eq!(shown(r"{\rtf1\trowd\cellx1000\intbl a\cell b\cell\cell\row}"), "| a | b |\n");
    let rtf = r"{\rtf1\intbl a\cell b\cell\row c\cell\row\pard d}";
    assert_eq!(shown(rtf), "| a | b |\n| c |\nd\n");
    assert!(tables(rtf)[0].column_widths.is_empty());
    // Edges that go backwards.
    assert_eq!(shown(r"{\rtf1\trowd\cellx1000\cellx500\cellx1000\intbl a\cell b\cell c\cell\row}"), "| a | b | c |\n");
    assert_eq!(shown(r"{\rtf1\row\trowd\row\pard a}"), "a\n");
}

#[test]
fn empty_cells_are_kept() {
    assert_eq!(shown(r"{\rtf1\trowd\cellx100\cellx200\cellx300\intbl\cell a\cell\par\par\cell\row}"), "|  | a |  |\n");
}

#[test]
fn too_many_columns_make_another_table_and_too_many_cells_lose_nothing() {
    let row = |step: usize, offset: usize| {
        let edges: String = (1..=40).map(|at| format!("\\cellx{}", at * step + offset)).collect();
        format!("\\trowd{edges}{}\\row", "\\intbl a\\cell".repeat(40))
    };
    let rtf = format!("{{\\rtf1 {}{}}}", row(400, 0), row(400, 200));
    assert_eq!(tables(&rtf).len(), 2);
    let rtf = format!("{{\\rtf1\\intbl {}\\row}}", (0..200).map(|at| format!("c{at}.\\cell ")).collect::<String>());
    let said = shown(&rtf);
    assert!((0..200).all(|at| said.contains(&format!("c{at}."))));
    assert_eq!(tables(&rtf)[0].rows[0].cells.len(), 64);
}

proptest! {
    #[test]
    fn spans_fill_the_grid(rows in prop::collection::vec((0_i32..300, prop::collection::vec((1_i32..2000, 0_u8..5), 1..8)), 1..12)) {
        let mut rtf = String::from("{\\rtf1 ");
        let mut expected = Vec::new();
        for (at, (left, cells)) in rows.iter().enumerate() {
            rtf.push_str(&format!("\\trowd\\trleft{left}"));
            let mut edge = *left;
            for (width, merge) in cells {
                edge += width;
                rtf.push_str(["", "\\clvmgf", "\\clvmrg", "\\clmgf", "\\clmrg"][usize::from(*merge)]);
                rtf.push_str(&format!("\\cellx{edge}"));
            }
            for cell in 0..cells.len() {
                rtf.push_str(&format!("\\intbl r{at}c{cell}.\\cell "));
                expected.push(format!("r{at}c{cell}."));
            }
            rtf.push_str("\\row");
        }
        let said = shown(&rtf);
        for text in expected {
            prop_assert!(said.contains(&text), "{} is not in {}", text, said);
        }
        for table in tables(&rtf) {
            // No two cells share a place, and none is outside.
            let columns = table.column_widths.len();
            let mut taken = vec![vec![false; columns]; table.rows.len()];
            for (at, row) in table.rows.iter().enumerate() {
                let mut column = 0;
                for cell in &row.cells {
                    while column < columns && taken[at][column] {
                        column += 1;
                    }
                    for down in 0..usize::from(cell.rows) {
                        for across in 0..usize::from(cell.columns) {
                            prop_assert!(column + across < columns && at + down < table.rows.len());
                            prop_assert!(!std::mem::replace(&mut taken[at + down][column + across], true));
                        }
                    }
                    column += usize::from(cell.columns);
                }
            }
        }
    }
}
