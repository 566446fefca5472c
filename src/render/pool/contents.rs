//! Where the pool gets a document's bytes from. Implemented outside of this room, by whoever holds the opened response.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::message::model::DocumentId;
use crate::render::formats::Format;

/// Gives the pool the decoded bytes of documents.
pub trait Contents: Send + Sync {
    /// The decoded bytes of `document`. Runs on a thread of the pool and may take its time; it is asked again whenever a document has to
    /// be opened anew.
    ///
    /// # Errors
    /// See `ContentsError`.
    fn bytes(&self, document: DocumentId) -> Result<DocumentBytes, ContentsError>;
}

/// The decoded bytes of one document, overwritten when the last holder drops them.
#[derive(Clone)]
pub struct DocumentBytes {
    /// The bytes.
    pub bytes: Arc<Zeroizing<Vec<u8>>>,
    /// What they are, by their look and not by a label.
    pub format: Format,
}

/// Why there are no bytes. What exactly is wrong with the contents is known to the implementor, who shows it beside the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum ContentsError {
    /// They cannot be had (any more).
    #[error("The document's contents cannot be read from the opened file. Reload the file and try again.")]
    Unavailable,
    /// They are not of a kind that has pages.
    #[error("There is no preview for this kind of document. Save it and open it in another program.")]
    NoPreview,
}
