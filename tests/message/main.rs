//! Reading messages: the pass, the model, the patients, what is odd and where.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod broken;
mod codes;
mod containers;
mod corpus;
mod edges;
mod index;
mod models;
mod mutations;
mod patients;
mod places;
mod private;
mod quirks;
mod read;
mod shapes;
mod tolerance;
mod wording;
mod wrapped;
