//! Messages inside text that is not JSON as a whole: a page copied from a web site, a log, a mail. Called by whatever
//! opens an input when it does not start like JSON, and on pasted text.
//!
//! What is found stays where it is: everything around it becomes spaces, so that a byte offset or a line is the same in
//! the result and in the text. (So is a column, unless letters beyond ASCII stand before it on its line: each of their
//! bytes becomes a space.)

use zeroize::Zeroizing;

use crate::limits::PROSE_BYTES;

mod numbers;
mod scan;

/// A copy of `text`, of the same length, in which everything but the messages is spaces; line breaks stay. `None` when
/// it holds no message, is larger than [`PROSE_BYTES`], or is so contrived that looking at it takes too long.
///
/// A message is a JSON object, or an array of objects, with a key `Meta`, `Media`, `Notes`, `Note` or `Orders` (in any
/// case) at most [`crate::limits::MESSAGE_KEY_DEPTH`] levels down. One that the end of the text cuts off is kept up to
/// there. Line numbers within a message become spaces as well.
#[must_use]
pub fn extract(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if text.len() > PROSE_BYTES {
        return None;
    }
    // Most texts without a message have not even the beginning of one.
    memchr::memchr(b'{', text)?;
    let mut result = Zeroizing::new(Vec::with_capacity(text.len()));
    result.extend_from_slice(text);
    numbers::blank_numbers(&mut result)?;
    let messages = scan::messages(&result)?;
    let mut from = 0;
    for message in &messages {
        blank(result.get_mut(from..message.start)?);
        from = message.end;
        if message.no_break_spaces {
            blank_no_break_spaces(result.get_mut(message.start..message.end)?);
        }
    }
    blank(result.get_mut(from..)?);
    if messages.is_empty() { None } else { Some(result) }
}

/// Puts spaces over everything but line breaks.
fn blank(part: &mut [u8]) {
    for byte in part {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// U+00A0 in UTF-8: web pages indent with it, JSON does not know it.
const NO_BREAK_SPACE: [u8; 2] = [0xC2, 0xA0];

/// Puts spaces over no-break spaces outside strings.
fn blank_no_break_spaces(message: &mut [u8]) {
    let mut rest = message;
    let mut in_string = false;
    while let Some((first, after)) = rest.split_first_mut() {
        let mut skip = 0;
        match *first {
            b'"' => in_string = !in_string,
            b'\\' if in_string => skip = 1,
            0xC2 if !in_string => {
                if let Some(second @ 0xA0) = after.first_mut() {
                    *first = b' ';
                    *second = b' ';
                }
            }
            _ => {}
        }
        rest = after.get_mut(skip..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests;
