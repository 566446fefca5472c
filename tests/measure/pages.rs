//! Proves the budgets for looking at pages. Run it with `tests/measure/run [CORPUS_DIR] [MEASURE]…`; it prints a table.
//!
//! Ratios are taken side by side in one run, as the machine is rarely alone. Without a folder of PDFs (named first, or by
//! `REDOX_CORPUS`) that measure is left out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

#[allow(dead_code)]
#[path = "../render/pool/harness.rs"]
mod bench;
mod finding;
mod listing;
mod pdf;
mod photo;
mod scrolling;
#[path = "../support/mod.rs"]
mod support;
mod system;
mod table;
mod turns;
mod viewer;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use table::{Row, table};

const MEASURES: [&str; 6] = ["pdf", "photo", "scrolling", "finding", "listing", "documents"];
/// Names the measure that a process of its own takes.
const PART: &str = "--part=";

fn main() -> ExitCode {
    let mut corpus = std::env::var_os("REDOX_CORPUS").map(PathBuf::from);
    let (mut chosen, mut detail) = (Vec::new(), false);
    let mut part = None;
    // Cargo adds arguments of its own.
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--detail" => detail = true,
            name if name.starts_with(PART) => part = Some(name.trim_start_matches(PART).to_owned()),
            name if MEASURES.contains(&name) => chosen.push(argument),
            name if name.starts_with("--") => {}
            folder => corpus = Some(PathBuf::from(folder)),
        }
    }
    if let Some(name) = part {
        for row in measure(&name, corpus.as_deref(), detail) {
            println!("{}", row.to_line());
        }
        return ExitCode::SUCCESS;
    }
    let mut rows = Vec::new();
    for name in MEASURES.into_iter().filter(|name| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name)) {
        println!("measuring {name}");
        rows.extend(in_its_own_process(name, corpus.as_deref(), detail));
    }
    println!("\n{}\n", table(&rows));
    let of_budget = rows.iter().filter_map(|row| row.holds);
    let (all, held) = (of_budget.clone().count(), of_budget.filter(|holds| *holds).count());
    println!("{held} of {all} budgets hold");
    if held == all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure(name: &str, corpus: Option<&Path>, detail: bool) -> Vec<Row> {
    match (name, corpus) {
        ("pdf", Some(corpus)) => pdf::measure(corpus, detail),
        ("pdf", None) => vec![Row::told("PDF pages", "not measured: no folder of PDFs is named".to_owned())],
        ("photo", _) => photo::measure(),
        ("scrolling", _) => scrolling::measure(),
        ("finding", _) => finding::measure(),
        ("listing", _) => listing::measure(),
        _ => turns::measure(),
    }
}

/// Memory that one measure leaves behind would make another's look smaller, and its time shorter.
fn in_its_own_process(name: &str, corpus: Option<&Path>, detail: bool) -> Vec<Row> {
    let program = std::env::current_exe().expect("this program has a path");
    let mut command = Command::new(program);
    command.arg(format!("{PART}{name}")).args(detail.then_some("--detail")).args(corpus);
    let output = command.stderr(Stdio::inherit()).output().expect("it starts again");
    if !output.status.success() {
        return vec![Row::figure(name, "the measure itself failed".to_owned(), "", false)];
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (rows, told): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| Row::from_line(line).is_some());
    told.into_iter().for_each(|line| println!("{line}"));
    rows.into_iter().filter_map(Row::from_line).collect()
}
