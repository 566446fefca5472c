//! The list of exported files that goes with them. Called by `export`.

use std::fmt::Write as _;

use serde_json::Value;

use super::Exported;

/// A JSON array of `{index, file, sha256, len}`, one line for each file that was written: the document's number, the
/// file's name in the folder, SHA-256 in hexadecimal, length in bytes.
#[must_use]
pub fn manifest<E>(documents: &[Exported<E>]) -> String {
    let mut text = String::from("[");
    let mut separator = "\n";
    for document in documents {
        let (Some(file), Some(sha256)) = (&document.file, &document.sha256) else {
            continue;
        };
        let (index, len) = (document.number, document.len_bytes);
        let (file, sha256) = (Value::from(file.as_str()), Value::from(sha256.as_str()));
        // Writing to a `String` cannot fail.
        let _ =
            write!(text, "{separator}  {{\"index\": {index}, \"file\": {file}, \"sha256\": {sha256}, \"len\": {len}}}");
        separator = ",\n";
    }
    text.push_str(if separator == "\n" { "]\n" } else { "\n]\n" });
    text
}
