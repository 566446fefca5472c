//! Contents of documents: what a `FileContents` holds ([`mod@inspect`]), its bytes ([`decode`]), their type ([`sniff`]).
//!
//! Nothing here opens a container or parses a format; that is the worker's.

pub mod base64;
pub mod classify;
pub mod decode;
pub mod inspect;
pub mod sniff;

pub use decode::{Contents, decode_to, decoded};
pub use inspect::{ContentState, Inspection, inspect};
pub use sniff::DetectedType;
