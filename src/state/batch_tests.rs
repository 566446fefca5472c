//! Saving many documents, as the state has it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
