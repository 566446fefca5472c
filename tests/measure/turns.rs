//! 500 documents looked at one after another: memory stays as it was when the budget of pixels was first full.

use egui::{Key, Modifiers};

use crate::support::picture::{jpeg, landscape};
use crate::support::{Contents, Document, Response, marker_pdf};
use crate::system::mb;
use crate::table::{Row, median};
use crate::viewer::{Viewer, frames};

const DOCUMENTS: usize = 500;
const PATIENTS: usize = 20;
const BUDGET_BYTES: usize = 64 << 20;
/// Memory is the median over so many documents: workers come and go.
const WINDOW: usize = 20;

/// Small PDFs and pictures of 20 patients.
pub fn measure() -> Vec<Row> {
    let photographs: Vec<Vec<u8>> = (0..10).map(|seed| jpeg(&landscape(800, 600, seed), 85)).collect();
    let documents = (0..DOCUMENTS).map(|number| {
        let patient = format!("{:010}", number * PATIENTS / DOCUMENTS + 1);
        let bytes = match number % 2 {
            0 => marker_pdf(&format!("DOCUMENT {number}"), 1 + number % 3),
            _ => photographs[number % photographs.len()].clone(),
        };
        Document::of(&[(&patient, "MR")])
            .described("Test", &format!("Document {number}"))
            .contents(Contents::Bytes(bytes))
    });
    let response = Response::new().documents(documents);
    let mut viewer = Viewer::open(&response, Some(BUDGET_BYTES));
    let mut costs = viewer.settle();
    let (mut memory, mut full) = (Vec::new(), None);
    for number in 0..DOCUMENTS {
        if number > 0 {
            viewer.press(Modifiers::NONE, Key::ArrowDown);
        }
        costs.extend(viewer.until("the document is drawn", |viewer| !viewer.app.is_busy()));
        let Some(bytes) = viewer.memory() else {
            return vec![Row::told("500 documents", "not measured: it can be read by the administrator only".into())];
        };
        memory.push(bytes);
        if full.is_none() && viewer.app.pixel_bytes() > BUDGET_BYTES - (4 << 20) {
            full = Some(number);
        }
    }
    let mut rows = frames("500 documents in turn", &costs);
    match full.filter(|full| full + 2 * WINDOW <= DOCUMENTS) {
        Some(full) => {
            let (before, after) = (median(&memory[full..full + WINDOW]), median(&memory[DOCUMENTS - WINDOW..]));
            let most = memory[full..].iter().max().copied().unwrap_or_default();
            let figure =
                format!("{}, with full pixels (document {}) {}, at most {}", mb(after), full + 1, mb(before), mb(most));
            let course: Vec<String> = memory.iter().skip(99).step_by(100).map(|bytes| mb(*bytes)).collect();
            rows.push(Row::told("memory after 100, 200 … documents", course.join(", ")));
            rows.push(Row::ratio("memory (PSS of all) after 500 documents", figure, after as f64 / before as f64, 1.1));
        }
        None => rows.push(Row::told("memory after 500 documents", "the budget of pixels was never full".into())),
    }
    rows
}
