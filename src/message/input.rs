//! Everything that was opened at once, as the parts that hold its documents. Made by `load`; read by all that need bytes.

use std::path::PathBuf;

use super::model::Document;
use super::source::{Source, SourceError};

/// One part of an input: a file, a file of an archive, or a message that stood as text in another one.
pub struct Part {
    /// The file on disk that it came from.
    pub path: Option<PathBuf>,
    /// Its bytes as they are read: unpacked, and as UTF-8.
    pub source: Source,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names of files may name patients.
        write!(formatter, "Part({:?})", self.source)
    }
}

/// An opened input.
#[derive(Debug, Default)]
pub struct Input {
    parts: Vec<Part>,
}

impl Input {
    /// Adds a part; documents refer to it by its number.
    pub(super) fn push(&mut self, part: Part) {
        self.parts.push(part);
    }

    /// Its parts.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// True when a file is not what it was when it was opened. What was unpacked is not compared.
    #[must_use]
    pub fn changed_on_disk(&self) -> bool {
        self.parts.iter().any(|part| part.source.changed_on_disk())
    }

    /// Where a document's bytes are.
    ///
    /// # Errors
    /// When there is no such part: the document is of another input.
    pub fn source_of(&self, document: &Document) -> Result<&Source, SourceError> {
        self.parts.get(document.part as usize).map(|part| &part.source).ok_or(SourceError::NotFound)
    }
}
