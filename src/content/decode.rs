//! From a range of the source to bytes: all at once for looking, in pieces for saving.

use std::io;

use zeroize::Zeroizing;

use super::base64::{Decoder, Report};
use super::text::{TextDecoder, is_text};
use crate::limits::DECODE_CHUNK_BYTES;
use crate::message::{ContentRef, Document, Input, Source, SourceError};

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
pub fn decoded(input: &Input, document: &Document) -> Result<Contents, SourceError> {
    // Three bytes for four characters: reserved at once, so that no copy is left behind by growing.
    let room = match &document.contents {
        ContentRef::Range { range, .. } => usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(0),
        ContentRef::Assembled(text) => text.as_str().len(),
        _ => 0,
    };
    let mut bytes = Zeroizing::new(Vec::new());
    bytes.try_reserve_exact(room).map_err(|_| SourceError::TooLarge)?;
    let report = pass_on(input, document, &mut |piece| bytes.extend_from_slice(piece))?;
    Ok(Contents { bytes, report })
}

/// Decodes a document's contents into a receiver, piece by piece: memory stays flat whatever their size.
///
/// # Errors
/// When the source cannot be read or changed, or the receiver fails.
pub fn decode_to(input: &Input, document: &Document, out: &mut dyn io::Write) -> Result<Report, DecodeError> {
    let mut failed = None;
    let report = pass_on(input, document, &mut |piece| {
        if failed.is_none()
            && let Err(error) = out.write_all(piece)
        {
            failed = Some(error);
        }
    })?;
    match failed {
        Some(error) => Err(DecodeError::Receiver(error)),
        None => Ok(report),
    }
}

fn pass_on(input: &Input, document: &Document, out: &mut dyn FnMut(&[u8])) -> Result<Report, SourceError> {
    let range = match &document.contents {
        ContentRef::Range { range, .. } => range.clone(),
        ContentRef::Assembled(text) => {
            out(text.as_str().as_bytes());
            let (characters, bytes) = (text.as_str().chars().count() as u64, text.as_str().len() as u64);
            return Ok(Report { characters, bytes, ..Report::default() });
        }
        _ => return Ok(Report::default()),
    };
    let source = input.source_of(document)?;
    if is_text(source, document)? {
        let mut decoder = TextDecoder::default();
        pieces(source, range, |raw, end| decoder.push(raw, end, out))?;
        return Ok(Report { characters: decoder.characters, bytes: decoder.bytes, ..Report::default() });
    }
    let mut decoder = Decoder::new();
    let mut receive = |bytes: &[u8]| out(bytes);
    pieces(source, range, |raw, _| decoder.push(raw, &mut receive))?;
    Ok(decoder.finish(&mut receive))
}

/// The raw bytes of a range, piece by piece; the last one is marked.
pub(super) fn pieces(
    source: &Source,
    range: std::ops::Range<u64>,
    mut take: impl FnMut(&[u8], bool),
) -> Result<(), SourceError> {
    let mut at = range.start;
    while at < range.end {
        let end = range.end.min(at.saturating_add(DECODE_CHUNK_BYTES as u64));
        let raw = source.range(at..end)?;
        take(&raw, end == range.end);
        at = end;
    }
    Ok(())
}
