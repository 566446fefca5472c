//! From a range of the source to bytes: all at once for looking, in pieces for saving.

use std::io;

use zeroize::Zeroizing;

use super::base64::{self, Decoder, Report};
use crate::limits::DECODE_CHUNK_BYTES;
use crate::message::{ContentRef, Document, Source, SourceError};

/// Decoded contents. The bytes are zeroed when dropped.
pub struct Contents {
    /// What decodes: everything, or what stands before the damage.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Repairs and damage.
    pub report: Report,
}

/// Why contents were not passed on.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The source could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The receiver failed; it knows why.
    #[error("The document could not be written.")]
    Receiver(#[source] io::Error),
}

/// Decodes a document's contents at once; nothing for contents that are no text.
///
/// # Errors
/// When the source cannot be read, or changed since it was opened.
pub fn decoded(source: &Source, document: &Document) -> Result<Contents, SourceError> {
    let ContentRef::Range { range, .. } = &document.contents else {
        return Ok(Contents { bytes: Zeroizing::new(Vec::new()), report: Report::default() });
    };
    let raw = source.range(range.clone())?;
    let (bytes, report) = base64::decode(&raw);
    Ok(Contents { bytes: Zeroizing::new(bytes), report })
}

/// Decodes a document's contents into a receiver, piece by piece: memory stays flat whatever their size.
///
/// # Errors
/// When the source cannot be read or changed, or the receiver fails.
pub fn decode_to(source: &Source, document: &Document, out: &mut dyn io::Write) -> Result<Report, DecodeError> {
    let ContentRef::Range { range, .. } = &document.contents else { return Ok(Report::default()) };
    let mut decoder = Decoder::new();
    let mut failed = None;
    let mut at = range.start;
    let mut receive = |bytes: &[u8]| {
        if failed.is_none()
            && let Err(error) = out.write_all(bytes)
        {
            failed = Some(error);
        }
    };
    while at < range.end {
        let end = range.end.min(at.saturating_add(DECODE_CHUNK_BYTES as u64));
        let raw = source.range(at..end)?;
        decoder.push(&raw, &mut receive);
        at = end;
    }
    let report = decoder.finish(&mut receive);
    match failed {
        Some(error) => Err(DecodeError::Receiver(error)),
        None => Ok(report),
    }
}
