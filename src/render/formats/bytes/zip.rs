//! Which files are in a ZIP archive, by its central directory (APPNOTE.TXT 6.3.10 §4.3.12 to 4.3.16). Part of `bytes`. Nothing is unpacked.

use super::{Told, grouped, list, visible};
use crate::limits::{
    ARCHIVE_END_BYTES, ARCHIVE_END_TRIES, ARCHIVE_ENTRIES, MAX_ARCHIVE_NAMES_SHOWN, MAX_SHOWN_NAME_CHARS,
};
use crate::render::formats::flow::{Block, Paragraph};

/// Length of the end record without its comment.
const END_BYTES: usize = 22;

/// Length of an entry of the directory without name, extra field and comment.
const ENTRY_BYTES: usize = 46;

/// One file.
struct Entry<'a> {
    name: &'a [u8],
    unpacked_bytes: u32,
    encrypted: bool,
}

/// Tells how many files are in the archive, and the names of the first.
pub(super) fn tell(bytes: &[u8], told: &mut Told) {
    let Some(directory) = directory(bytes) else {
        told.add("Files", "not known: the archive has lost its end, where they are listed");
        return;
    };
    let mut count = 0_u64;
    let mut encrypted = false;
    let mut names = Vec::new();
    let mut rest = directory;
    while let Some((entry, after)) = entry(rest) {
        count = count.saturating_add(1);
        encrypted |= entry.encrypted;
        if names.len() < MAX_ARCHIVE_NAMES_SHOWN {
            names.push(words(&entry));
        }
        rest = after;
        if count >= ARCHIVE_ENTRIES {
            break;
        }
    }
    // A directory that breaks off, or that nobody would read to its end.
    let at_least = if rest.is_empty() || rest.starts_with(b"PK\x05\x05") { "" } else { "at least " };
    told.add("Files", &format!("{at_least}{}", grouped(count)));
    if encrypted {
        told.add("Protected", "by a password");
    }
    let more = count.saturating_sub(names.len() as u64);
    if more > 0 {
        names.push(format!("… {at_least}{} more", grouped(more)));
    }
    if count > 0 {
        told.blocks.push(Block::Heading(2, Paragraph::plain("Files")));
        told.blocks.push(list(names));
    }
}

fn words(entry: &Entry<'_>) -> String {
    let name = visible(&String::from_utf8_lossy(entry.name), MAX_SHOWN_NAME_CHARS);
    // A folder, or a size that stands elsewhere.
    if entry.name.ends_with(b"/") || entry.unpacked_bytes == u32::MAX {
        return name;
    }
    format!("{name} ({} bytes)", grouped(u64::from(entry.unpacked_bytes)))
}

/// The directory as far as it is there: it stands right before the end record, whatever was put before the archive.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let searched_from = bytes.len().saturating_sub(usize::try_from(ARCHIVE_END_BYTES).unwrap_or(usize::MAX));
    let tail = bytes.get(searched_from..)?;
    let ends = memchr::memmem::rfind_iter(tail, b"PK\x05\x06").take(ARCHIVE_END_TRIES);
    ends.filter_map(|at| directory_before(bytes, searched_from.checked_add(at)?)).next()
}

/// The directory that the end record at `end` names.
fn directory_before(bytes: &[u8], end: usize) -> Option<&[u8]> {
    let record = bytes.get(end..end.checked_add(END_BYTES)?)?;
    let (size, offset) = (word(record, 12)?, word(record, 16)?);
    let before = bytes.get(..end)?;
    if size == u32::MAX || offset == u32::MAX {
        return long_directory(before);
    }
    let start = end.checked_sub(usize::try_from(size).ok()?)?;
    let directory = before.get(start..)?;
    let begins = directory.is_empty() || directory.starts_with(b"PK\x01\x02");
    (begins && usize::try_from(offset).is_ok_and(|offset| offset <= start)).then_some(directory)
}

/// The directory of an archive beyond 4 GB, or one written as such (ZIP64).
fn long_directory(before: &[u8]) -> Option<&[u8]> {
    const LOCATOR_BYTES: usize = 20;
    const RECORD_BYTES: usize = 56;
    let locator = before.len().checked_sub(LOCATOR_BYTES)?;
    let before = before.get(locator..)?.starts_with(b"PK\x06\x07").then(|| before.get(..locator))??;
    let record = before.get(before.len().checked_sub(RECORD_BYTES)?..)?;
    let size = record.starts_with(b"PK\x06\x06").then(|| record.get(40..)?.first_chunk())??;
    let end = before.len().checked_sub(RECORD_BYTES)?;
    let start = end.checked_sub(usize::try_from(u64::from_le_bytes(*size)).ok()?)?;
    before.get(start..end)
}

/// The first entry of a directory, and what follows it.
fn entry(directory: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    if !directory.starts_with(b"PK\x01\x02") {
        return None;
    }
    let length = |at: usize| Some(usize::from(u16::from_le_bytes(*directory.get(at..)?.first_chunk()?)));
    let (flags, name_bytes, extra_bytes, comment_bytes) = (length(8)?, length(28)?, length(30)?, length(32)?);
    let name_end = ENTRY_BYTES.saturating_add(name_bytes);
    let name = directory.get(ENTRY_BYTES..name_end)?;
    let after = directory.get(name_end.saturating_add(extra_bytes).saturating_add(comment_bytes)..).unwrap_or_default();
    Some((Entry { name, unpacked_bytes: word(directory, 24)?, encrypted: flags & 1 != 0 }, after))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
