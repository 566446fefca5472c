//! ZIP and the document formats that are ZIP archives. Used by `sniff` only.

use super::DetectedType;

const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";

/// Bytes of a local file header before the name (APPNOTE.TXT §4.3.7).
const HEADER_BYTES: usize = 30;

/// Tells ZIP by its signatures, and documents by the names of the first files in it. Nothing is unpacked: a document
/// whose telling names lie beyond `head` is a ZIP.
pub(super) fn detect(head: &[u8]) -> Option<DetectedType> {
    match head {
        [b'P', b'K', 3, 4, ..] => {}
        // An empty archive, or a part of one.
        [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return Some(DetectedType::Zip),
        _ => return None,
    }
    if is_opendocument_text(head) {
        return Some(DetectedType::Odt);
    }
    let mut packaged = false;
    let mut found = None;
    for name in names(head) {
        packaged |= name == b"[Content_Types].xml" || name.starts_with(b"_rels/") || name.starts_with(b"docProps/");
        if name.starts_with(b"word/") {
            found = Some(DetectedType::Docx);
        } else if name.starts_with(b"xl/") {
            found = Some(DetectedType::Xlsx);
        }
    }
    Some(found.filter(|_| packaged).unwrap_or(DetectedType::Zip))
}

/// Names of files whose local headers stand in `head`.
fn names(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(head, LOCAL_HEADER).filter_map(|at| {
        let header = head.get(at..)?;
        let length = usize::from(u16::from_le_bytes([*header.get(26)?, *header.get(27)?]));
        header.get(HEADER_BYTES..)?.get(..length)
    })
}

/// The first file is called `mimetype` and stored as it is (OpenDocument 1.3 part 2 §3.3).
fn is_opendocument_text(head: &[u8]) -> bool {
    const TYPE: &[u8] = b"application/vnd.oasis.opendocument.text";
    names(head).next() == Some(b"mimetype")
        && memchr::memmem::find(head.get(..HEADER_BYTES + 128).unwrap_or(head), TYPE).is_some()
}
