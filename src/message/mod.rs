//! Redox messages: where they come from ([`source`]), how they are read in one pass ([`mod@index`]),
//! what they say ([`model`]) and how JSON becomes that ([`read`]).
//!
//! Contents of documents are never decoded here; a document knows where its contents stand in the source.

pub mod alphabet;
mod fields;
pub mod index;
pub mod json;
pub mod model;
pub mod patient;
pub mod read;
pub mod repair;
pub mod source;

pub use index::index;
pub use model::{ContentRef, Document, DocumentId, Identifier, Message, Meta, Response, Text};
pub use patient::PatientId;
pub use read::{ReadError, read_response};
pub use source::{Source, SourceError};
