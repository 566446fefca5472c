//! The JSON files of a zip archive. Used by whatever opens an input.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use flate2::{Crc, Decompress};

use super::directory::{self, Entry, u16_at};
use super::gzip::gunzip_within;
use super::inflate::{End, Output, Packed, inflate};
use super::{ContainerError, Unpacked};
use crate::limits::{INFLATE_PIECE_BYTES, UNPACKED_BYTES};

/// A file of an archive.
#[derive(Debug)]
pub struct Member {
    /// Its name in the archive, with folders, as it stands there: a label and never a path, with whatever characters
    /// somebody put into it, and not always unique.
    pub name: String,
    /// Its contents, or why there are none.
    pub result: Result<Unpacked, ContainerError>,
}

/// How a member's data is packed (APPNOTE.TXT 6.3.10, 4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Unpacks the JSON files of a zip archive, in the order of their names: those ending in `.json`, `.ndjson` or
/// `.json.gz` (which is unpacked as well). `stop` is told the unpacked bytes of all of them now and then and may cancel.
///
/// What is wrong with one file is its own result; the others are unpacked all the same. All of them together may have
/// [`UNPACKED_BYTES`]. An archive within the archive is not opened.
///
/// # Errors
/// When there is no JSON file, there are too many, the list of files is damaged, reading fails, or cancelled.
pub fn unzip(
    archive: impl Read + Seek,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<Member>, ContainerError> {
    unzip_within(archive, UNPACKED_BYTES, stop)
}

/// [`unzip`] with another limit in bytes.
pub(super) fn unzip_within(
    mut archive: impl Read + Seek,
    limit: u64,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<Member>, ContainerError> {
    let mut entries = directory::entries(&mut archive, is_json)?;
    if entries.is_empty() {
        return Err(ContainerError::NothingInside);
    }
    entries.sort_by(|left, right| left.name.cmp(&right.name));
    let length = archive.seek(SeekFrom::End(0))?;
    let mut budget = Budget { packed: length, unpacked: limit, made: 0 };
    let mut members = Vec::with_capacity(entries.len());
    for entry in entries {
        let result = member(&mut archive, &entry, &mut budget, stop);
        match result {
            Err(ContainerError::Cancelled | ContainerError::Io(_)) => return result.map(|_| members),
            _ => members.push(Member { name: entry.name, result }),
        }
    }
    Ok(members)
}

/// Files that are read, by name. `__MACOSX/` and `._` hold what macOS keeps beside a file.
fn is_json(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit(['/', '\\']).next().unwrap_or_default();
    !lower.starts_with("__macosx/")
        && !file.starts_with("._")
        && [".json", ".ndjson", ".json.gz"].iter().any(|end| file.ends_with(end))
}

/// What may still be spent on an archive.
struct Budget {
    /// Packed bytes. Members that share data (the trick of some bombs) would read more than the archive has.
    packed: u64,
    unpacked: u64,
    /// Bytes unpacked so far.
    made: u64,
}

fn member(
    archive: &mut (impl Read + Seek),
    entry: &Entry,
    budget: &mut Budget,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Unpacked, ContainerError> {
    if entry.encrypted {
        return Err(ContainerError::Encrypted);
    }
    // An honest claim saves the work and leaves the budget to the others; a lie is found out below.
    if entry.unpacked > budget.unpacked {
        return Err(ContainerError::TooLarge);
    }
    budget.packed = budget.packed.checked_sub(entry.packed).ok_or(ContainerError::Broken)?;
    // The local header (4.3.7) repeats the list; only the lengths of its variable parts are needed.
    let header = directory::record::<30>(archive, entry.header)?.filter(|header| header.starts_with(b"PK\x03\x04"));
    let lengths = header.and_then(|header| Some((u16_at(&header, 26)?, u16_at(&header, 28)?)));
    let (name, extra) = lengths.ok_or(ContainerError::Broken)?;
    let start = entry.header.checked_add(30 + u64::from(name) + u64::from(extra)).ok_or(ContainerError::Broken)?;
    archive.seek(SeekFrom::Start(start))?;

    let before = budget.made;
    let mut made = 0;
    let mut count = |bytes| {
        made = bytes;
        stop(before + bytes)
    };
    let packed = archive.take(entry.packed);
    let result = unpack(packed, entry, budget.unpacked, &mut count);
    budget.spend(made);
    let unpacked = result?;
    if !entry.name.to_ascii_lowercase().ends_with(".gz") {
        return Ok(unpacked);
    }
    let before = budget.made;
    let mut made = 0;
    let mut count = |bytes| {
        made = bytes;
        stop(before + bytes)
    };
    let length = unpacked.bytes.len() as u64;
    let result = gunzip_within(unpacked.bytes.as_slice(), length, budget.unpacked, &mut count);
    budget.spend(made);
    result
}

impl Budget {
    fn spend(&mut self, bytes: u64) {
        self.made += bytes;
        self.unpacked = self.unpacked.saturating_sub(bytes);
    }
}

fn unpack(
    packed: impl Read,
    entry: &Entry,
    limit: u64,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Unpacked, ContainerError> {
    let mut input = Packed::new(packed, entry.packed);
    // The claimed size only saves moving memory, and only as far as it is likely.
    let mut output = Output::new(entry.unpacked.min(entry.packed.saturating_mul(8)), limit)?;
    match entry.method {
        STORED => copy(&mut input, &mut output, stop)?,
        DEFLATED => {
            if inflate(&mut Decompress::new(false), &mut input, &mut output, stop)? == End::CutOff {
                return Err(ContainerError::Broken);
            }
        }
        _ => return Err(ContainerError::UnknownMethod),
    }
    let mut crc = Crc::new();
    crc.update(output.bytes());
    if crc.sum() != entry.crc {
        return Err(ContainerError::Broken);
    }
    Ok(Unpacked { bytes: output.into_bytes(), cut_off: false, ignored_tail: false })
}

fn copy(
    input: &mut Packed<impl Read>,
    output: &mut Output,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), ContainerError> {
    loop {
        let piece = input.peek(1)?;
        let piece = piece.get(..INFLATE_PIECE_BYTES).unwrap_or(piece);
        let length = piece.len();
        if length == 0 {
            return Ok(());
        }
        output.room(length, 0)?.extend_from_slice(piece);
        input.consume(length);
        output.check(input.consumed)?;
        if stop(output.len()).is_break() {
            return Err(ContainerError::Cancelled);
        }
    }
}
