//! Saving: names, one file, many files, and what is left when it goes wrong.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod atomic;
mod child;
mod disks;
mod documents;
mod export;
mod export_trouble;
mod hostile_names;
mod killed;
mod links;
mod names;
mod validity;
