//! Does a document end where it should? Told from its last bytes, for PDF, JPEG and PNG. Used by `inspect`.

use std::ops::Range;

use super::base64;
use super::sniff::DetectedType;
use crate::message::{Source, SourceError};

/// Bytes at the end in which the mark of the end is looked for. Acrobat looks in the last 1,024 (Adobe's PDF Reference
/// 1.7, appendix H); cameras append less than that to a JPEG.
const TAIL_BYTES: usize = 2048;

/// The last bytes of what passes through.
#[derive(Default)]
pub(super) struct Tail(Vec<u8>);

impl Tail {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let last = of_decoded(bytes);
        let keep = TAIL_BYTES.saturating_sub(last.len());
        let surplus = self.0.len().saturating_sub(keep);
        self.0.drain(..surplus);
        self.0.extend_from_slice(last);
    }

    pub(super) fn lacks_end_of(&self, detected: DetectedType) -> bool {
        lacks_end(&self.0, detected)
    }
}

/// The last of decoded bytes.
pub(super) fn of_decoded(bytes: &[u8]) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(TAIL_BYTES)..).unwrap_or_default()
}

/// The last bytes of clean base64 (perhaps with white space, `\/`, or without padding).
pub(super) fn of_clean(source: &Source, range: &Range<u64>, characters: u64) -> Result<Vec<u8>, SourceError> {
    // Room for line breaks and escapes.
    const RAW_BYTES: u64 = TAIL_BYTES as u64 * 2;
    let start = range.start.max(range.end.saturating_sub(RAW_BYTES));
    let raw = source.range(start..range.end)?;
    // Escapes first: `\n` must not leave an `n`.
    let text = String::from_utf8_lossy(&raw);
    let text = text.replace("\\n", "").replace("\\r", "").replace("\\t", "").replace('\\', "");
    let plain: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    // Groups of four are counted from the start of the contents, so from the end the odd ones are left over.
    let over = if start == range.start { 0 } else { (plain.len() as u64 + 4 - characters % 4) % 4 };
    let aligned = plain.get(usize::try_from(over).unwrap_or(0)..).unwrap_or_default();
    Ok(base64::decode(aligned).0)
}

/// True when a document of this type should end with a mark and does not.
pub(super) fn lacks_end(tail: &[u8], detected: DetectedType) -> bool {
    let mark: &[u8] = match detected {
        DetectedType::Pdf => b"%%EOF",
        DetectedType::Jpeg => b"\xFF\xD9",
        DetectedType::Png => b"IEND",
        _ => return false,
    };
    memchr::memmem::rfind(tail, mark).is_none()
}
