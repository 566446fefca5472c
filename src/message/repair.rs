//! What to do with a message whose JSON is broken: keep every complete document, and say where it broke. Used by `read`.
//!
//! A message that ends early is cut after its last complete entry and closed. A broken entry between good ones is
//! blanked out in place (it keeps its row and its number), so that every other place stays where it was.

use super::index::Index;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Everything after the last complete entry was cut off.
    Cut,
    /// One entry was blanked out.
    Blanked,
    /// A broken message was closed after its last complete entry; another message follows it.
    Closed,
    /// Something between two messages, or after the last one, was blanked out.
    Skipped,
}

/// An open object or array on the way to the broken place.
struct Open {
    array: bool,
    /// An array that is the value of a key which holds documents.
    holds_documents: bool,
    at: usize,
    /// Where its last complete child ends.
    complete: Option<usize>,
}

/// Keys whose arrays hold documents.
const DOCUMENT_KEYS: [&str; 3] = ["Media", "Notes", "Orders"];

/// Mends the residue around a syntax error at `error_at`, in the top-level value that begins at or after `from`. `None`
/// when nothing can be kept.
pub fn mend(index: &mut Index, from: usize, error_at: usize) -> Option<Repair> {
    let residue = index.residue();
    let stack = open_at(residue, from, error_at);
    if stack.is_empty() {
        return skip(index, from, error_at);
    }
    let next_message = next_message(residue, error_at);
    let end = next_message.unwrap_or(residue.len());
    let chosen = stack
        .iter()
        .rposition(|open| open.holds_documents)
        .or_else(|| stack.iter().skip(1).position(|open| open.array).map(|at| at + 1))
        .unwrap_or(0);
    let container = stack.get(chosen)?;
    let keep = container.complete.unwrap_or(container.at + 1);
    let closing: String = stack.iter().take(chosen + 1).rev().map(|open| if open.array { ']' } else { '}' }).collect();
    if container.array && container.holds_documents {
        let start = element_start(residue, keep);
        if let Some(after) = element_end(residue, start).filter(|&after| after > error_at.min(end - 1) && after <= end)
        {
            index.blank(start..after);
            return Some(Repair::Blanked);
        }
    }
    if next_message.is_some() {
        index.close(keep..end, &closing);
        return Some(Repair::Closed);
    }
    index.cut(keep, &closing);
    Some(Repair::Cut)
}

/// What stands between two messages is no part of either.
fn skip(index: &mut Index, from: usize, error_at: usize) -> Option<Repair> {
    let rest = index.residue().get(error_at..)?;
    let resume = memchr::memchr2(b'{', b'[', rest.as_bytes());
    match resume {
        Some(0) => None,
        Some(resume) => {
            index.close(error_at..error_at + resume, "");
            Some(Repair::Skipped)
        }
        // Nothing was read and nothing follows: this is no message.
        None if from == 0 => None,
        None => {
            index.cut(error_at, "");
            Some(Repair::Skipped)
        }
    }
}

/// Where the next message begins after a broken place: a line that opens an object whose first key is `Meta`.
fn next_message(residue: &str, error_at: usize) -> Option<usize> {
    let mut at = error_at;
    loop {
        let line = at + memchr::memchr(b'\n', residue.as_bytes().get(at..)?)? + 1;
        let text = residue.get(line..)?;
        let key = text.strip_prefix('{').map(str::trim_start).and_then(|inside| inside.strip_prefix('"'));
        if key.and_then(|key| key.get(..5)).is_some_and(|key| key.eq_ignore_ascii_case("meta\"")) {
            return Some(line);
        }
        at = line;
    }
}

/// The containers that are open at `end`, of those that open at or after `from`.
fn open_at(residue: &str, from: usize, end: usize) -> Vec<Open> {
    let bytes = residue.as_bytes();
    let mut stack: Vec<Open> = Vec::new();
    let mut at = from;
    while at < end {
        let Some(&byte) = bytes.get(at) else { break };
        match byte {
            b'"' => match string_end(bytes, at) {
                Some(after) => {
                    at = after;
                    continue;
                }
                None => break,
            },
            b'{' | b'[' => stack.push(Open {
                array: byte == b'[',
                holds_documents: byte == b'[' && follows_document_key(residue, at),
                at,
                complete: None,
            }),
            b'}' | b']' => {
                stack.pop();
                if let Some(parent) = stack.last_mut() {
                    parent.complete = Some(at + 1);
                }
            }
            b',' => {
                if let Some(open) = stack.last_mut() {
                    open.complete = Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    stack
}

/// Offset after the closing quote of the string that opens at `open`.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let rest = bytes.get(at..)?;
        let found = memchr::memchr2(b'"', b'\\', rest)?;
        match rest.get(found) {
            Some(b'"') => return Some(at + found + 1),
            _ => at += found + 2,
        }
    }
}

fn follows_document_key(residue: &str, at: usize) -> bool {
    let before = residue.get(..at).unwrap_or_default().trim_end();
    let Some(before) = before.strip_suffix(':') else { return false };
    let before = before.trim_end();
    DOCUMENT_KEYS.iter().any(|key| {
        let quoted = format!("\"{key}\"");
        before
            .len()
            .checked_sub(quoted.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(&quoted))
    })
}

/// Where the element after `complete` begins: past one comma and white space.
fn element_start(residue: &str, complete: usize) -> usize {
    let rest = residue.get(complete..).unwrap_or_default();
    let inside = rest.trim_start();
    let inside = inside.strip_prefix(',').unwrap_or(inside).trim_start();
    residue.len() - inside.len()
}

/// Where the element that begins at `start` ends, told by brackets and strings alone; `None` when it never does.
fn element_end(residue: &str, start: usize) -> Option<usize> {
    let bytes = residue.as_bytes();
    let mut depth = 0usize;
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return (at > start).then_some(at),
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return (at > start).then_some(at),
            _ => {}
        }
        at += 1;
    }
}
