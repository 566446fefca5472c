//! What a person does with the window, and what it answers. Widgets are found by their accessible names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../harness/mod.rs"]
mod harness;
#[path = "../support/mod.rs"]
mod support;

mod batch;
mod copying;
mod findings;
mod kinds;
mod listing;
mod looking;
mod motion;
mod notices;
mod opening;
mod page_strip;
mod protected;
mod reading;
mod right_patient;
mod screen;
mod settings;
mod states;
