//! Lines and columns of many places at once, in one pass over each part. For findings, in the window and in `check`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::input::Input;
use super::source::{Source, SourceError};
use crate::finding::Finding;
use crate::limits::READ_BUFFER_BYTES;

/// Line and column (from 1, the column in characters) by part and byte offset.
pub type Lines = HashMap<(u32, u64), (u64, u64)>;

/// The lines of all findings that have a place. A part that cannot be read any more has none.
#[must_use]
pub fn lines_of<'f>(input: &Input, findings: impl Iterator<Item = &'f Finding>) -> Lines {
    let mut wanted: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
    for finding in findings {
        if let Some(place) = &finding.place {
            wanted.entry(finding.part).or_default().insert(place.offset);
        }
    }
    let mut lines = Lines::new();
    for (part, offsets) in wanted {
        let Some(source) = input.parts().get(part as usize).map(|part| &part.source) else { continue };
        if source.check_unchanged().is_ok() {
            let _ = locate(source, &offsets, &mut |offset, line| {
                lines.insert((part, offset), line);
            });
        }
    }
    lines
}

/// A byte-order mark is no character of the text.
fn after_mark(source: &Source) -> Result<u64, SourceError> {
    let mut start = [0; 3];
    let read = source.read_at(0, &mut start)?;
    Ok(if read == start.len() && start == *b"\xEF\xBB\xBF" { 3 } else { 0 })
}

/// Tells line and column of each offset, in their order.
fn locate(source: &Source, offsets: &BTreeSet<u64>, tell: &mut dyn FnMut(u64, (u64, u64))) -> Result<(), SourceError> {
    let mut buffer = vec![0; READ_BUFFER_BYTES];
    let (mut at, mut line, mut column) = (after_mark(source)?, 1u64, 1u64);
    for &offset in offsets {
        while at < offset {
            let want = usize::try_from(offset - at).unwrap_or(usize::MAX).min(buffer.len());
            let read = source.read_at(at, buffer.get_mut(..want).unwrap_or_default())?;
            let piece = buffer.get(..read).unwrap_or_default();
            if piece.is_empty() {
                return Ok(());
            }
            let characters = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u64;
            match memchr::memrchr(b'\n', piece) {
                Some(last) => {
                    line += memchr::memchr_iter(b'\n', piece).count() as u64;
                    column = 1 + characters(piece.get(last + 1..).unwrap_or_default());
                }
                None => column += characters(piece),
            }
            at += read as u64;
        }
        tell(offset, (line, column));
    }
    Ok(())
}

/// Line and column, both from 1, of one byte offset; the column counts characters. Reads the source up to there.
///
/// # Errors
/// When reading fails.
pub fn line_and_column(source: &Source, offset: u64) -> Result<(u64, u64), SourceError> {
    let mut found = (1, 1);
    locate(source, &BTreeSet::from([offset]), &mut |_, line| found = line)?;
    Ok(found)
}
