//! A state with documents open, as the window would have it, for the tests of this room.
#![allow(clippy::unwrap_used, clippy::field_reassign_with_default)]

use std::sync::Arc;
use std::time::Instant;

use super::view::{Presented, Viewport};
use super::{AppState, Command, Event, Intent};
use crate::content::inspect;
use crate::message::{DocumentId, Given, Loaded, load};
use crate::render::{DocumentPages, Engine, Notices, PageSize, PoolEvent};

pub(super) const VIEW: Viewport = Viewport { width: 900, height: 700, pixels_per_point: 1.25 };

/// Opens a response of so many PDF documents; their pages are still unknown.
pub(super) fn response(documents: usize) -> AppState {
    let entry = r#"{"Patient":{"Identifiers":[{"ID":"4711","IDType":"MR"}]},"FileType":"PDF","FileContents":"JVBERi0xLjQKJSVFT0YK"}"#;
    response_of(&vec![entry; documents])
}

/// A response of these entries, read.
pub(super) fn loaded(entries: &[&str]) -> (Given, Arc<Loaded>) {
    let list = entries.join(",");
    let text = format!(r#"{{"Meta":{{"DataModel":"Media","EventType":"QueryResponse"}},"Media":[{list}]}}"#);
    let given = Given::Text(text.into_bytes().into());
    let loaded = Arc::new(load(&given, &mut |_| std::ops::ControlFlow::Continue(())).unwrap());
    assert_eq!(loaded.response.documents.len(), entries.len());
    (given, loaded)
}

/// Opens a response of these entries.
pub(super) fn response_of(entries: &[&str]) -> AppState {
    let mut state = AppState::default();
    state.viewport = Some(VIEW);
    let (given, loaded) = loaded(entries);
    let inspections =
        loaded.response.documents.iter().map(|document| inspect(&loaded.input, document).unwrap()).collect();
    state.open(given, Instant::now());
    let load = state.opening.as_ref().unwrap().load;
    state.apply(Event::OpenFinished(load, Ok(loaded)), Instant::now());
    state.apply(Event::Inspected(load, inspections), Instant::now());
    state
}

/// The pages of a document are known now.
pub(super) fn pages(state: &mut AppState, document: u32, sizes: &[PageSize], engine: Engine) {
    let load = state.opened.as_ref().unwrap().load;
    let info = DocumentPages {
        page_count: u32::try_from(sizes.len()).unwrap(),
        sizes: sizes.iter().copied().map(Some).collect(),
        engine,
        notices: Notices::default(),
    };
    let event = PoolEvent::Opened { document: DocumentId { load, index: document }, info };
    state.apply(Event::Pages(event), Instant::now());
}

/// One document of these pages.
pub(super) fn document(sizes: &[PageSize], engine: Engine) -> AppState {
    let mut state = response(1);
    pages(&mut state, 0, sizes, engine);
    state
}

pub(super) fn run(state: &mut AppState, command: Command) {
    state.handle(Intent::Run(command), Instant::now());
}

pub(super) fn shown(state: &AppState) -> Presented {
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap()
}
