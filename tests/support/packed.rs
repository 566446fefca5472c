//! Wraps texts as inputs come wrapped: gzip, zip, UTF-16, a web page.

use std::io::Write as _;

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};

/// gzip.
pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive of stored files (APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16).
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let (sum, length) = (crc.sum().to_le_bytes(), (bytes.len() as u32).to_le_bytes());
        let name_length = (name.len() as u16).to_le_bytes();
        let common = [&[20, 0, 0, 8, 0, 0, 0, 0, 0, 0][..], &sum, &length, &length, &name_length, &[0, 0]].concat();
        let place = (archive.len() as u32).to_le_bytes();
        list.extend([&b"PK\x01\x02\x14\0"[..], &common, &[0; 10], &place, name.as_bytes()].concat());
        archive.extend([&b"PK\x03\x04"[..], &common, name.as_bytes(), bytes].concat());
    }
    let count = (files.len() as u16).to_le_bytes();
    let (size, start) = ((list.len() as u32).to_le_bytes(), (archive.len() as u32).to_le_bytes());
    archive.extend(&list);
    archive.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &start, &[0, 0]].concat());
    archive
}

/// UTF-16, with a byte-order mark or without.
pub fn utf16(text: &str, big_endian: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// A text copied from a web page that shows a message as an example: prose before it, and every line of it under its
/// number, without its indent.
pub fn reference_page(message: &str) -> String {
    let mut page = String::from(
        "Media\n\nThis data model allows you to exchange files (e.g., JPEG, PDF, WAV) like photos.\n\n\
         Request Body Schema\n\n  • Meta\n    required, object\n    • DataModel\n      required, string\n      Reliable\n\n      \
         Media\n\n    • Test\n      boolean, null\n\n  • Media\n    Array of object\n    • FileType\n      string, null\n\n      \
         Identifies the format of the file (e.g., PDF, JPG).\n\nExample\njson\n",
    );
    for (line, number) in message.trim_end().lines().zip(1..) {
        page.push_str(&format!("{number}\n{}\n", line.trim_start()));
    }
    page.push_str("\nCopyright 2026. Was this page helpful?\n");
    page
}

/// A text as a JSON string.
pub fn json_string(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
