//! The list: what a keystroke in its filter and a click on a column's head cost on the window's thread.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redox_media_viewer::content::inspect;
use redox_media_viewer::message::{Given, load};
use redox_media_viewer::state::listing::Haystack;
use redox_media_viewer::state::{AppState, Column, Event, Filter, Intent};

use super::support::LargeResponse;
use super::table::{Row, ms};

/// Typed one character after the other.
const TYPED: &str = "document 77 \"0000001\" pdf";

/// The measures of this file.
pub fn measure() -> Vec<Row> {
    [(10_000, 8), (100_000, 80)].into_iter().flat_map(|(documents, budget)| of(documents, budget)).collect()
}

fn of(documents: usize, budget_ms: u64) -> Vec<Row> {
    let mut text = Vec::new();
    LargeResponse { documents, content_bytes: 48 }.write_to(&mut text).expect("memory takes it");
    let given = Given::Text(text.into());
    let loaded = Arc::new(load(&given, &mut |_| ControlFlow::Continue(())).expect("it is sound"));
    let inspections = loaded
        .response
        .documents
        .iter()
        .map(|document| inspect(&loaded.input, document).expect("it is there"))
        .collect();
    let mut state = AppState::default();
    let now = Instant::now();
    state.open(given, now);
    let number = state.opening.as_ref().expect("it is being opened").load;
    state.apply(Event::OpenFinished(number, Ok(loaded)), now);
    state.apply(Event::Inspected(number, inspections), now);

    let response = state.opened.as_ref().expect("it is open").response.clone();
    let start = Instant::now();
    let texts = Arc::new(Haystack::of(&response));
    let made = start.elapsed();
    let mut keys = Vec::new();
    for end in 1..=TYPED.len() {
        let filter = Filter { typed: TYPED[..end].to_owned().into(), ..Filter::default() };
        let start = Instant::now();
        state.handle(Intent::SetFilter(Box::new(filter)), now);
        if end == 1 {
            state.apply(Event::TextsMade(number, texts.clone()), now);
        }
        keys.push(start.elapsed());
    }
    state.handle(Intent::SetFilter(Box::default()), now);
    let worst = keys.iter().max().copied().unwrap_or(Duration::ZERO);
    let mut sorts = Vec::new();
    for column in [Column::Patient, Column::Document, Column::Size, Column::ServiceDate, Column::DocumentId] {
        let start = Instant::now();
        state.handle(Intent::SortBy(column), now);
        sorts.push(start.elapsed());
    }
    let slowest = sorts.iter().max().copied().unwrap_or(Duration::ZERO);
    vec![
        Row::figure(
            &format!("filter keystroke, {documents} documents"),
            format!("worst of {} {}", keys.len(), ms(worst)),
            &format!("at most {budget_ms} ms"),
            worst <= Duration::from_millis(budget_ms),
        ),
        Row::told(&format!("its texts, on a thread, {documents} documents"), ms(made)),
        Row::figure(
            &format!("sort, {documents} documents"),
            format!("slowest of {} columns {}", sorts.len(), ms(slowest)),
            "under 200 ms",
            slowest < Duration::from_millis(200),
        ),
    ]
}
