//! The code that makes fixtures: PDF files, pictures, Redox messages and the sample responses.
//!
//! Test crates include it with `#[path = "../support/mod.rs"] mod support;`. Everything is invented and repeatable: the same
//! calls give the same bytes on every machine.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod canvas;
pub mod json;
pub mod kinds;
pub mod large;
pub mod messages;
pub mod opened;
pub mod packed;
pub mod pdf;
pub mod picture;
pub mod random;
pub mod response;
pub mod sample;
pub mod scan;

pub mod space;
pub mod typeface;

pub use large::LargeResponse;
pub use opened::Opened;
pub use pdf::marker_pdf;
pub use picture::{solid_jpeg, solid_png};
pub use response::{Contents, Document, Identifier, Meta, Response};
