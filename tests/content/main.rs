//! Contents of documents: decoding, classifying, telling types. Public behaviour only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod base64_properties;
mod base64_strings;
mod classify;
mod declared;
mod inspect;
mod quirks;
mod sniff;
mod types;
