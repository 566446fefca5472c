//! Opening an input: reading it once, then looking at the contents of each document.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Library, Reporter};
use crate::content::inspect;
use crate::message::{ReadError, Response, Source, index, read_response};
use crate::state::{Event, Origin};

/// Progress is told this often.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// Opens an input and reports. `stop` ends it early.
pub fn open(load: u64, origin: &Origin, library: &Library, stop: &AtomicBool, reporter: &Reporter) {
    let result = read(load, origin, stop, reporter);
    match result {
        Ok((source, response)) => {
            library.add(load, source.clone(), response.clone());
            reporter.send(Event::OpenFinished(load, Ok((source.clone(), response.clone()))));
            look_at_contents(load, &source, &response, stop, reporter);
        }
        // Whoever cancelled knows.
        Err(ReadError::Cancelled) => {}
        Err(error) => reporter.send(Event::OpenFinished(load, Err(error.to_string()))),
    }
}

fn read(
    load: u64,
    origin: &Origin,
    stop: &AtomicBool,
    reporter: &Reporter,
) -> Result<(Arc<Source>, Arc<Response>), ReadError> {
    let source = match origin {
        Origin::Path(path) => Source::open(path)?,
        Origin::StandardInput => Source::read(std::io::stdin().lock())?,
    };
    let length = source.len();
    let mut told = Instant::now();
    let index = index(&source, |read| {
        if stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if told.elapsed() >= PROGRESS_EVERY {
            told = Instant::now();
            reporter.send(Event::OpenProgress(load, read, length));
        }
        ControlFlow::Continue(())
    })
    .map_err(|error| ReadError::from((error, &source)))?;
    let response = read_response(index, &source)?;
    Ok((Arc::new(source), Arc::new(response)))
}

/// The first documents are told alone, so that the first page is not kept waiting by the others.
fn look_at_contents(load: u64, source: &Source, response: &Response, stop: &AtomicBool, reporter: &Reporter) {
    let mut batch_size = 1;
    let mut rest = response.documents.as_slice();
    while !rest.is_empty() && !stop.load(Ordering::Relaxed) {
        let (batch, after) = rest.split_at(rest.len().min(batch_size));
        let inspections = batch
            .iter()
            .map(|document| inspect(source, document).unwrap_or_else(|_| crate::content::Inspection::unavailable()))
            .collect();
        reporter.send(Event::Inspected(load, inspections));
        rest = after;
        batch_size = (batch_size * 4).min(1024);
    }
}
