//! Opening an input: reading it once, then looking at the contents of each document.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Library, Reporter};
use crate::content::findings::all_findings;
use crate::content::{Inspection, inspect};
use crate::finding::Findings;
use crate::message::{Given, Loaded, ReadError, lines_of, load};
use crate::state::Event;

/// Progress is told this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// Opens an input and reports. `stop` ends it early.
pub fn open(load: u64, given: &Given, library: &Library, stop: &AtomicBool, reporter: &Reporter) {
    match read(load, given, stop, reporter) {
        Ok(loaded) => {
            let loaded = Arc::new(loaded);
            library.add(load, loaded.clone());
            reporter.send(Event::OpenFinished(load, Ok(loaded.clone())));
            look_at_contents(load, &loaded, stop, reporter);
        }
        // Whoever cancelled knows.
        Err(ReadError::Cancelled) => {}
        Err(error) => reporter.send(Event::OpenFinished(load, Err(error.to_string()))),
    }
}

fn read(load_number: u64, given: &Given, stop: &AtomicBool, reporter: &Reporter) -> Result<Loaded, ReadError> {
    let mut told = Instant::now();
    load(given, &mut |progress| {
        if stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if told.elapsed() >= PROGRESS_EVERY {
            told = Instant::now();
            reporter.send(Event::OpenProgress(load_number, progress.read, progress.all));
        }
        ControlFlow::Continue(())
    })
}

/// The first documents are told alone, so that the first page is not kept waiting by the others.
fn look_at_contents(load: u64, loaded: &Loaded, stop: &AtomicBool, reporter: &Reporter) {
    let (input, response) = (&loaded.input, &loaded.response);
    let mut batch_size = 1;
    let mut rest = response.documents.as_slice();
    let mut all: Vec<Inspection> = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let (batch, after) = rest.split_at(rest.len().min(batch_size));
        let inspections: Vec<_> = batch
            .iter()
            .map(|document| inspect(input, document).unwrap_or_else(|_| Inspection::unavailable()))
            .collect();
        all.extend(inspections.iter().cloned());
        reporter.send(Event::Inspected(load, inspections));
        rest = after;
        batch_size = (batch_size * 4).min(1024);
    }
    let found: Findings = all_findings(input, response, &all, &|| stop.load(Ordering::Relaxed)).into_iter().collect();
    let lines = lines_of(input, response.findings.iter().chain(found.kept()));
    reporter.send(Event::Looked(load, found, lines));
}
