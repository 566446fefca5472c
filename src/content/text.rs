//! Contents that are text as they stand: notes of plain or rich text. Used by `inspect` and `decode`.

use super::base64;
use super::base64::unescape::{Step, step};
use super::classify::{self, ContentKind};
use super::sniff::{DetectedType, sniff};
use crate::limits::SNIFF_ENCODED_BYTES;
use crate::message::{ContentRef, Document, Encoding, Source, SourceError};

/// True when a document's contents are read as text and not as base64.
///
/// What the message says counts, but bytes count more: a note called plain text that is the base64 of a PDF is a PDF.
///
/// # Errors
/// When the source cannot be read, or changed since it was opened.
pub fn is_text(source: &Source, document: &Document) -> Result<bool, SourceError> {
    let range = match (&document.contents, document.encoding) {
        (_, Encoding::Base64) => return Ok(false),
        (ContentRef::Assembled(_), _) => return Ok(true),
        (ContentRef::Range { range, .. }, _) => range,
        _ => return Ok(false),
    };
    let end = range.end.min(range.start.saturating_add(SNIFF_ENCODED_BYTES));
    let raw = source.range(range.start..end)?;
    let (bytes, report) = base64::decode(&raw);
    let cut = end < range.end;
    let sound = report.damage.is_none() || (cut && report.damage == Some(base64::Damage::CutOff));
    let is_document = match sniff(&bytes, !cut) {
        None | Some(DetectedType::Unknown) => false,
        // Words may be base64 by accident.
        Some(DetectedType::Text) => document.encoding == Encoding::Either && classify::is_long_enough(&bytes),
        Some(_) => true,
    };
    if sound && is_document {
        return Ok(false);
    }
    let kind = classify::classify(&raw, range.end - range.start);
    let stands_in = matches!(kind, ContentKind::Url(_) | ContentKind::Placeholder);
    Ok(document.encoding == Encoding::Text || !stands_in)
}

/// Turns the raw insides of a JSON string into UTF-8, piece by piece.
#[derive(Default)]
pub struct TextDecoder {
    /// The start of an escape or of a character, from the piece before.
    undecided: Vec<u8>,
    /// Characters so far.
    pub characters: u64,
    /// Bytes of UTF-8 so far.
    pub bytes: u64,
}

impl TextDecoder {
    /// Takes the next piece; `end` with the last one.
    pub fn push(&mut self, raw: &[u8], end: bool, out: &mut dyn FnMut(&[u8])) {
        let joined;
        let mut rest = raw;
        if !self.undecided.is_empty() {
            joined = [std::mem::take(&mut self.undecided).as_slice(), raw].concat();
            rest = &joined;
        }
        let mut text = String::with_capacity(rest.len());
        while let Step::Take(unit, bytes) = step(rest, end) {
            text.push(unit.character());
            self.characters += 1;
            rest = rest.get(bytes..).unwrap_or_default();
        }
        self.undecided = rest.to_vec();
        self.bytes += text.len() as u64;
        let text = zeroize::Zeroizing::new(text);
        out(text.as_bytes());
    }
}
