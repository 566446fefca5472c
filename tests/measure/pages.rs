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
mod pdf;
mod photo;
mod scrolling;
#[path = "../support/mod.rs"]
mod support;
mod system;
mod table;
mod turns;
mod viewer;

use std::path::PathBuf;

use table::{Row, table};

const MEASURES: [&str; 5] = ["pdf", "photo", "scrolling", "finding", "documents"];

fn main() {
    let mut corpus = std::env::var_os("REDOX_CORPUS").map(PathBuf::from);
    let (mut chosen, mut detail) = (Vec::new(), false);
    // Cargo adds arguments of its own.
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--detail" => detail = true,
            name if MEASURES.contains(&name) => chosen.push(argument),
            name if name.starts_with("--") => {}
            folder => corpus = Some(PathBuf::from(folder)),
        }
    }
    let mut rows = Vec::new();
    for name in MEASURES {
        if !chosen.is_empty() && !chosen.iter().any(|chosen| chosen == name) {
            continue;
        }
        println!("measuring {name}");
        rows.extend(match (name, &corpus) {
            ("pdf", Some(corpus)) => pdf::measure(corpus, detail),
            ("pdf", None) => vec![Row::told("PDF pages", "not measured: no folder of PDFs is named".to_owned())],
            ("photo", _) => photo::measure(),
            ("scrolling", _) => scrolling::measure(),
            ("finding", _) => finding::measure(),
            _ => turns::measure(),
        });
    }
    println!("\n{}", table(&rows));
    let missed = rows.iter().filter(|row| row.holds == Some(false)).count();
    println!(
        "\n{} of {} budgets hold",
        rows.iter().filter(|row| row.holds.is_some()).count() - missed,
        missed + rows.iter().filter(|row| row.holds == Some(true)).count()
    );
    if missed > 0 {
        std::process::exit(1);
    }
}
