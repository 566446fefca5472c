//! Saving one document where the user said. Called by `jobs`.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::export::ExportItem;
use super::piecewise::{Failure, write_document};
use super::{AtomicFile, Existing, ExportError, FileIdentity};

/// What was saved of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Length of the file in bytes.
    pub len_bytes: u64,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Not all of the document's content decodes; the file holds what does.
    pub damaged: bool,
}

/// Saves one document as `target`, a path that is not altered any more. `progress` gets the bytes written so far.
///
/// # Errors
/// The document was not saved, except for [`SaveError::Unconfirmed`](super::SaveError::Unconfirmed).
pub fn save_document<I: ExportItem>(
    item: &I,
    target: &Path,
    existing: Existing,
    protected: &[FileIdentity],
    progress: &mut dyn FnMut(u64),
    cancel: &AtomicBool,
) -> Result<Saved, ExportError<I::Error>> {
    let mut file = AtomicFile::create(target, existing, protected).map_err(ExportError::Save)?;
    let saved = write_document(item, &mut file, progress, cancel).map_err(|failure| match failure {
        Failure::Write(error) => ExportError::Save(file.explain(&error)),
        Failure::Document(error) => error,
    })?;
    file.commit().map_err(ExportError::Save)?;
    Ok(saved)
}
