//! Saving: safe file names, atomic writing of one file, export of many, the list as a table; and the settings. Called by `jobs`, `desktop`
//! and `cli`.
//!
//! The only room that writes documents to a disk, and only where the user said. Nothing is written over unasked, the
//! opened file is never written to, and a save that fails or is killed leaves what was there before.

mod characters;
mod draft;
mod error;
mod export;
mod identity;
mod list;
mod manifest;
mod name;
mod piecewise;
mod platform;
mod register;
mod settings;
mod single;
mod write;

pub use error::{ExportError, Kept, SaveError};
pub use export::{Export, ExportEvent, ExportItem, ExportOutcome, Exported, export, export_into};
pub use identity::FileIdentity;
pub use list::{BYTE_ORDER_MARK, ListedDocument, write_csv_document, write_csv_header};
pub use manifest::manifest;
pub use name::{NameParts, suggested_file_name};
pub use register::{NameRegister, folded_name, unique_name};
pub use settings::{set_aside, write_settings};
pub use single::{Saved, save_document};
pub use write::{AtomicFile, Existing};

use crate::message::{Document, Text};

/// What a document says about its name.
#[must_use]
pub fn name_parts(document: &Document) -> NameParts<'_> {
    NameParts {
        file_name: document.file_name.as_ref().map(Text::as_str),
        description: document.description.as_ref().map(Text::as_str),
        document_type: document.document_type.as_ref().map(Text::as_str),
        number: document.number(),
    }
}

/// A safe file name for a document, with the extension of its real type (without dot).
#[must_use]
pub fn name_of(document: &Document, extension: &str) -> String {
    suggested_file_name(name_parts(document), extension)
}
