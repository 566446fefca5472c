//! The reader of Rich Text Format, as letters and reports come from Word, from report generators and from interfaces that write it by
//! hand. It makes a [`Flow`] of blocks; `formats` is its only caller.
//!
//! What it goes by: Rich Text Format Specification 1.9.1 (Microsoft, 2008), and where writers do otherwise, what Word shows. Text
//! that Word shows is never left out; what Word hides (hidden text, instructions of fields) is not shown.

mod begin;
mod body;
mod budget;
mod charset;
mod control;
mod field;
mod grid;
mod header;
mod heads;
mod lists;
mod look;
mod metafile;
mod oem;
mod old_lists;
mod picture;
mod properties;
mod reader;
mod story;
mod symbol;
mod text;
mod tokens;
mod words;

use super::flow::Flow;
use memchr::memmem;
use reader::Reader;
use std::borrow::Cow;
use tokens::Tokens;

/// Reads RTF; `None` where the bytes are none. RTF without text and pictures gives a flow without blocks.
pub(super) fn read(bytes: &[u8]) -> Option<Flow> {
    let bytes = plain_bytes(bytes);
    let start = bytes.iter().position(|byte| !(byte.is_ascii_whitespace() || *byte == 0))?;
    let bytes = bytes.get(start..)?;
    if !(bytes.starts_with(br"{\rtf") || bytes.starts_with(br"{\urtf")) {
        return None;
    }
    // RTF is ASCII. Bytes beyond it are of a code page, unless they make sense as UTF-8, which those of a code page hardly ever do.
    let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    let never_says_in_table = memmem::find(bytes, br"\intbl").is_none()
        && memmem::find_iter(bytes, br"\itap").all(|at| !matches!(bytes.get(at + 5), Some(b'1'..=b'9')));
    let mut reader = Reader::new(is_utf8, never_says_in_table);
    for token in Tokens::new(bytes) {
        reader.token(token);
        if reader.budget.spent {
            break;
        }
    }
    Some(reader.finish())
}

/// The bytes without a mark of their order; UTF-16, which is no RTF but has been seen, as UTF-8.
fn plain_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let rest = bytes.get(length..).unwrap_or_default();
            if encoding == encoding_rs::UTF_8 {
                return Cow::Borrowed(rest);
            }
            Cow::Owned(encoding.decode_without_bom_handling(rest).0.into_owned().into_bytes())
        }
        None => Cow::Borrowed(bytes),
    }
}

#[cfg(test)]
mod tests;
