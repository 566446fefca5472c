//! The top-level values of a residue, mended where its JSON is broken. Used by `read` only; `repair` does the mending.

use std::ops::Range;

use serde_json::value::RawValue;

use super::super::index::Index;
use super::super::json::Value;
use super::super::repair;
use super::super::source::Source;
use super::{ReadError, at_offset, not_json};
use crate::finding::{Code, Findings};

/// Broken places that are mended in one part before the rest is given up.
const REPAIRS: usize = 64;

/// The ranges of the top-level values in the residue, mended where they are broken, and the first broken place.
pub fn mended_values(
    index: &mut Index,
    source: &Source,
    findings: &mut Findings,
    part: u32,
    messages_before: usize,
) -> Result<(Vec<Range<usize>>, Option<u64>), ReadError> {
    let mut broken_at = None;
    let mut done: Vec<Range<usize>> = Vec::new();
    for attempt in 0.. {
        let from = done.last().map_or(0, |last| last.end);
        let (values, error) = top_level_values(index.residue(), from);
        done.extend(values);
        let Some(error_at) = error else { break };
        let source_at = index.source_offset(error_at);
        broken_at.get_or_insert(source_at);
        let cut_off = error_at >= index.residue().len();
        let mended = if attempt < REPAIRS {
            repair::mend(index, done.last().map_or(0, |last| last.end), error_at)
        } else {
            None
        };
        let code = match mended {
            Some(repair::Repair::Cut) if cut_off || index.ends_in_string => Code::MessageCutOff,
            Some(_) => Code::MessageBroken,
            None if done.is_empty() => return Err(not_json(source, source_at)),
            None => Code::MessageBroken,
        };
        findings.push(at_offset(code, messages_before + done.len(), part, source_at, None));
        if mended.is_none() {
            break;
        }
    }
    Ok((done, broken_at))
}

/// The complete top-level values from an offset on, and the offset of the first syntax error.
fn top_level_values(residue: &str, from: usize) -> (Vec<Range<usize>>, Option<usize>) {
    let rest = residue.get(from..).unwrap_or_default();
    let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    let mut values = Vec::new();
    loop {
        match stream.next() {
            Some(Ok(value)) => {
                let start = Value::new(value).offset_in(residue);
                values.push(start..start + value.get().len());
            }
            Some(Err(error)) => return (values, Some(from + error_offset(rest, &error))),
            None => return (values, None),
        }
    }
}

fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    let line_start = error
        .line()
        .checked_sub(2)
        .map_or(Some(0), |line| memchr::memchr_iter(b'\n', text.as_bytes()).nth(line).map(|at| at + 1));
    line_start.unwrap_or_default().saturating_add(error.column().saturating_sub(1)).min(text.len())
}
