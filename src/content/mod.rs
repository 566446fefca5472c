//! Contents of documents: what a `FileContents` holds ([`mod@inspect`]), its bytes ([`decode`]), their type ([`sniff`]), and
//! what is odd about them ([`findings`]).
//!
//! Nothing here opens a container or parses a format; that is the worker's.

pub mod base64;
pub mod classify;
pub mod decode;
pub mod findings;
pub mod inspect;
pub mod sniff;
mod tail;
mod text;

pub use decode::{Contents, decode_to, decoded};
pub use inspect::{ContentState, Inspection, inspect};
pub use sniff::DetectedType;
