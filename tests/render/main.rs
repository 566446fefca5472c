//! The render room from the outside: readers, and the pool with real worker processes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod corpus;
mod fixtures;
mod pdf;
mod picture;
mod pool;
mod reading;
