//! Messages and documents that stand deeper than they should: inside an API client's export, as text inside a string, or
//! in a message of an unknown model. Used by `read` only.

use zeroize::Zeroizing;

use super::super::fields::Fields;
use super::super::json::{Kind, Value, pointer_key, unescape};
use super::super::model::{Message, Response};
use super::super::reader::Reader;
use super::{Inner, documents, messages};
use crate::finding::Code;
use crate::limits::{MEMORY_INPUT_BYTES, WRAPPED_DEPTH, WRAPPED_VALUES};

/// Looks for messages inside a value that is none itself, and for loose documents where there is no message. Returns the
/// messages that stand there as text.
pub fn read_wrapped<'a>(value: Value<'a>, reader: &mut Reader<'a>, response: &mut Response) -> Inner {
    let before = response.messages.len();
    let mut inner = Inner::new();
    let mut budget = WRAPPED_VALUES;
    // A list of values still to be looked at: no recursion, whatever the nesting.
    let mut open = vec![(value, String::new(), 0)];
    while let Some((value, pointer, depth)) = open.pop() {
        let Some(left) = budget.checked_sub(1) else { break };
        budget = left;
        if depth > 0 && messages::read_message(value, &pointer, reader, response) {
            reader.report(Code::Wrapped, value, &pointer);
            continue;
        }
        match value.kind() {
            Kind::String => inner.extend(message_text(value, reader)),
            _ if depth >= WRAPPED_DEPTH => {}
            _ => open.extend(children(value, &pointer).into_iter().rev().map(|(value, at)| (value, at, depth + 1))),
        }
    }
    if response.messages.len() == before && inner.is_empty() {
        let found = search(vec![(value, String::new())]);
        if !found.is_empty() {
            let message = u32::try_from(before).unwrap_or(u32::MAX);
            reader.at_message(message);
            response.messages.push(Message { part: reader.part(), ..Message::default() });
            documents::read_loose(found, message, reader, response);
            reader.report_plain(Code::MetaMissing, None);
        }
    }
    inner
}

/// Entries that look like documents in what is left of a message of an unknown model.
pub fn document_like<'a>(fields: &Fields<'a>) -> Vec<(Value<'a>, String)> {
    search(fields.members.iter().rev().map(|(key, value)| (*value, fields.pointer_to(key))).collect())
}

/// Objects with a `FileContents`, in their order.
fn search<'a>(mut open: Vec<(Value<'a>, String)>) -> Vec<(Value<'a>, String)> {
    let mut found = Vec::new();
    let mut budget = WRAPPED_VALUES;
    while let Some((value, pointer)) = open.pop() {
        let Some(left) = budget.checked_sub(1) else { break };
        budget = left;
        if pointer.matches('/').count() > WRAPPED_DEPTH {
            continue;
        }
        if value.member("FileContents").is_some() {
            found.push((value, pointer));
        } else {
            open.extend(children(value, &pointer).into_iter().rev());
        }
    }
    found
}

fn children<'a>(value: Value<'a>, pointer: &str) -> Vec<(Value<'a>, String)> {
    match value.kind() {
        Kind::Object => value
            .members()
            .into_iter()
            .map(|(key, value)| (value, format!("{pointer}/{}", pointer_key(&key))))
            .collect(),
        Kind::Array => value
            .elements()
            .into_iter()
            .enumerate()
            .map(|(position, value)| (value, format!("{pointer}/{position}")))
            .collect(),
        _ => Vec::new(),
    }
}

/// The text of a string that holds a message as JSON, as API clients save the body of an answer.
fn message_text<'a>(value: Value<'a>, reader: &Reader<'a>) -> Option<Zeroizing<Vec<u8>>> {
    /// Enough to see that it begins like JSON: what it holds is told when it is read.
    const HEAD_BYTES: u64 = 64;
    let head = reader.raw_insides(value, HEAD_BYTES)?;
    let start = unescape(&format!("\"{}\"", String::from_utf8_lossy(&head).trim_end_matches('\\'))).into_owned();
    let mut inside = start.chars().filter(|letter| !letter.is_whitespace());
    if !matches!((inside.next(), inside.next()), (Some('{'), Some('"')) | (Some('['), Some('{' | '['))) {
        return None;
    }
    let raw = reader.raw_insides(value, MEMORY_INPUT_BYTES)?;
    let quoted = Zeroizing::new(format!("\"{}\"", String::from_utf8_lossy(&raw)));
    Some(Zeroizing::new(unescape(&quoted).into_owned().into_bytes()))
}
