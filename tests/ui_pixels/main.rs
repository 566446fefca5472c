//! What is on screen at rest is what the engine drew, pixel for pixel; and what the engine shrinks does not alias.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../harness/mod.rs"]
mod harness;
#[path = "../support/mod.rs"]
mod support;

mod engine;
mod sharp;
mod zone_plate;
