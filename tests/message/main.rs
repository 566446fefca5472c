//! Reading messages: the pass, the model, the patients.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod index;
mod read;
