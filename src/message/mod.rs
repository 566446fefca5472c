//! Redox messages: where they come from ([`mod@load`], [`source`], [`container`], [`prose`]), how they are read in one pass
//! ([`mod@index`]), what they say ([`model`]), how JSON becomes that ([`read`]) and what Redox says of their shape
//! ([`mod@reference`]).
//!
//! Contents of documents are never decoded here; a document knows where its contents stand in the source.

pub mod alphabet;
pub mod container;
pub mod date;
mod fields;
pub mod index;
pub mod input;
pub mod json;
pub mod lines;
pub mod load;
pub mod model;
pub mod patient;
pub mod prose;
pub mod read;
mod reader;
pub mod reference;
pub mod repair;
pub mod source;

pub use index::index;
pub use input::Input;
pub use lines::{Lines, lines_of};
pub use load::{Given, Loaded, Progress, load};
pub use model::{
    ContentRef, Document, DocumentId, Encoding, EntryKind, Field, Identifier, Message, Meta, Purpose, Response, Text,
};
pub use patient::PatientId;
pub use read::{ReadError, read_response};
pub use source::{Source, SourceError};
