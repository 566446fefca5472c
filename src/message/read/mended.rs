//! The top-level values of a residue, mended where its JSON is broken. Used by `read` only; `repair` does the mending.

use std::ops::Range;

use serde_json::value::RawValue;

use super::super::index::Index;
use super::super::json::Value;
use super::super::repair;
use super::super::source::Source;
use super::{ReadError, at_offset, not_json};
use crate::finding::{Code, Findings};

/// The ranges of the top-level values in the residue, mended where they are broken, and the first broken place.
pub fn mended_values(
    index: &mut Index,
    source: &Source,
    findings: &mut Findings,
    part: u32,
) -> Result<(Vec<Range<usize>>, Option<u64>), ReadError> {
    let (mut done, error) = top_level_values(index.residue(), 0);
    let Some(error_at) = error else { return Ok((done, None)) };
    let broken_at = index.source_offset(error_at);
    // What is good so far stays; the rest is walked over once.
    let from = done.last().map_or(0, |last| last.end);
    let mended = repair::mend(index.residue(), from);
    for problem in &mended.problems {
        let code = if problem.cut_off { Code::MessageCutOff } else { Code::MessageBroken };
        let detail = problem.gave_up.then(|| "Too much is broken: what follows was not looked through.".to_owned());
        findings.push(at_offset(code, part, index.source_offset(problem.at), detail));
    }
    index.rewrite(&mended.edits);
    let (values, still) = top_level_values(index.residue(), from);
    done.extend(values);
    if done.is_empty() {
        return Err(not_json(source, broken_at));
    }
    if mended.problems.is_empty() || still.is_some() {
        // The walk and `serde_json` disagree: what is good is kept, and the place is named.
        let at = still.map_or(broken_at, |at| index.source_offset(at));
        findings.push(at_offset(Code::MessageBroken, part, at, None));
    }
    Ok((done, Some(broken_at)))
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
