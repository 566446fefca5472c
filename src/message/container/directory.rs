//! The list at the end of a zip archive (PKWARE's APPNOTE.TXT 6.3.10, sections named below). Used by `archive` only.
//!
//! Why not the `zip` crate: it reads the whole list into memory before its length can be limited (some 300 bytes for
//! each of what may be millions of entries) and merges entries of the same name; the reader of it that does neither is
//! marked unstable. Only this list is needed; what is packed goes through the same loop as gzip.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::ContainerError;
use crate::limits::{ARCHIVE_END_BYTES, ARCHIVE_END_TRIES, ARCHIVE_ENTRIES, ARCHIVE_MEMBERS, MEMBER_NAME_CHARS};

/// What the list says about a file. Sizes are claims.
#[derive(Debug)]
pub(super) struct Entry {
    /// Only a label, never a path.
    pub(super) name: String,
    pub(super) encrypted: bool,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) unpacked: u64,
    /// Where its local header stands in the archive.
    pub(super) header: u64,
}

/// Where the list stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: u64,
    entries: u64,
    /// What is to be added to the places in it: something may stand before the archive in the file.
    shift: u64,
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// Reads up to `N` bytes at a place; `None` when the archive ends before.
pub(super) fn record<const N: usize>(
    archive: &mut (impl Read + Seek),
    at: u64,
) -> Result<Option<[u8; N]>, ContainerError> {
    archive.seek(SeekFrom::Start(at))?;
    let mut bytes = [0; N];
    match archive.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The files whose names `wanted` accepts, in the order of the list.
///
/// # Errors
/// When there is no such list, it is damaged, or it holds too much.
pub(super) fn entries(
    archive: &mut (impl Read + Seek),
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>, ContainerError> {
    let length = archive.seek(SeekFrom::End(0))?;
    let place = find(archive, length)?.ok_or(ContainerError::Broken)?;
    if place.entries > ARCHIVE_ENTRIES {
        return Err(ContainerError::TooMany);
    }
    archive.seek(SeekFrom::Start(place.start))?;
    let mut list = BufReader::new(archive);
    let mut found = Vec::new();
    for _ in 0..place.entries {
        let Some(entry) = entry(&mut list, place.shift)? else { continue };
        if wanted(&entry.name) {
            if found.len() == ARCHIVE_MEMBERS {
                return Err(ContainerError::TooMany);
            }
            found.push(Entry { name: label(entry.name), ..entry });
        }
    }
    Ok(found)
}

/// Looks for the end record (4.3.16) from the end backwards: a comment follows it.
fn find(archive: &mut (impl Read + Seek), length: u64) -> Result<Option<Place>, ContainerError> {
    let from = length.saturating_sub(ARCHIVE_END_BYTES);
    let mut tail = Vec::new();
    archive.seek(SeekFrom::Start(from))?;
    archive.take(ARCHIVE_END_BYTES).read_to_end(&mut tail)?;
    for at in memchr::memmem::rfind_iter(&tail, b"PK\x05\x06").take(ARCHIVE_END_TRIES) {
        if let Some(record) = tail.get(at..)
            && let Some(place) = place(archive, record, from + at as u64)?
        {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn place(archive: &mut (impl Read + Seek), record: &[u8], at: u64) -> Result<Option<Place>, ContainerError> {
    let fields = record
        .first_chunk::<22>()
        .and_then(|record| Some((u16_at(record, 10)?, u32_at(record, 12)?, u32_at(record, 16)?)));
    let Some((entries, size, offset)) = fields else { return Ok(None) };
    let plain = (u64::from(entries), u64::from(size), u64::from(offset), at);
    let (entries, size, offset, end) = large(archive, at)?.unwrap_or(plain);
    if entries == 0 {
        return Ok(Some(Place { start: at, entries: 0, shift: 0 }));
    }
    // The list ends where the end record starts; if not, its place is counted from the start of the file.
    for start in [end.checked_sub(size), Some(offset)].into_iter().flatten() {
        if let Some(shift) = start.checked_sub(offset)
            && record_is(archive, start, b"PK\x01\x02")?
        {
            return Ok(Some(Place { start, entries, shift }));
        }
    }
    Ok(None)
}

fn record_is(archive: &mut (impl Read + Seek), at: u64, signature: &[u8; 4]) -> Result<bool, ContainerError> {
    Ok(record::<4>(archive, at)?.is_some_and(|found| found == *signature))
}

/// Number of entries, size and place of the list and its end, if there is a Zip64 end record (4.3.14 and 4.3.15).
fn large(archive: &mut (impl Read + Seek), at: u64) -> Result<Option<(u64, u64, u64, u64)>, ContainerError> {
    let Some(locator_at) = at.checked_sub(20) else { return Ok(None) };
    let Some(locator) = record::<20>(archive, locator_at)?.filter(|found| found.starts_with(b"PK\x06\x07")) else {
        return Ok(None);
    };
    // Where it says, or right before the locator if something stands before the archive.
    for at in [u64_at(&locator, 8), locator_at.checked_sub(56)].into_iter().flatten() {
        if let Some(found) = record::<56>(archive, at)?.filter(|found| found.starts_with(b"PK\x06\x06"))
            && let (Some(entries), Some(size), Some(offset)) =
                (u64_at(&found, 32), u64_at(&found, 40), u64_at(&found, 48))
        {
            return Ok(Some((entries, size, offset, at)));
        }
    }
    Ok(None)
}

/// The next entry (4.3.12), or nothing for a folder or a link.
fn entry(list: &mut impl Read, shift: u64) -> Result<Option<Entry>, ContainerError> {
    let mut header = [0; 46];
    exactly(list, &mut header)?;
    if !header.starts_with(b"PK\x01\x02") {
        return Err(ContainerError::Broken);
    }
    parse(list, &header, shift)?.ok_or(ContainerError::Broken)
}

/// `None` when a header is shorter than it must be.
fn parse(list: &mut impl Read, header: &[u8; 46], shift: u64) -> Result<Option<Option<Entry>>, ContainerError> {
    let short = |at| u16_at(header, at).unwrap_or(0);
    let long = |at| u32_at(header, at).unwrap_or(0);
    let mut name = vec![0; usize::from(short(28))];
    let mut extra = vec![0; usize::from(short(30))];
    let mut comment = vec![0; usize::from(short(32))];
    for part in [&mut name, &mut extra, &mut comment] {
        exactly(list, part)?;
    }
    let flags = short(8);
    let name = decoded(&name, flags & FLAG_UTF8 != 0);
    // The high half is Unix's `st_mode` if the entry was made there (4.4.2: 3); a link is 0o12.
    let link = short(4) >> 8 == 3 && long(38) >> 28 == 0o12;
    if link || name.ends_with(['/', '\\']) {
        return Ok(Some(None));
    }
    // Sizes and places that do not fit are in an extra field, in this order and only as needed (4.5.3).
    let mut large = extra_field(&extra, 1);
    let mut wide = |at| match long(at) {
        u32::MAX => {
            let (value, rest) = large.split_first_chunk()?;
            large = rest;
            Some(u64::from_le_bytes(*value))
        }
        value => Some(u64::from(value)),
    };
    let (Some(unpacked), Some(packed), Some(header)) = (wide(24), wide(20), wide(42)) else { return Ok(None) };
    let Some(header) = header.checked_add(shift) else { return Ok(None) };
    let encrypted = flags & FLAG_ENCRYPTED != 0;
    Ok(Some(Some(Entry { name, encrypted, method: short(10), crc: long(16), packed, unpacked, header })))
}

/// Bit 0 of the general purpose flags (4.4.4).
const FLAG_ENCRYPTED: u16 = 1;

/// Bit 11: the name is UTF-8.
const FLAG_UTF8: u16 = 1 << 11;

fn exactly(list: &mut impl Read, to: &mut [u8]) -> Result<(), ContainerError> {
    list.read_exact(to).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => ContainerError::Broken,
        kind => ContainerError::Io(kind),
    })
}

/// The data of an extra field (4.5.1), empty if there is none of that kind.
fn extra_field(mut extra: &[u8], kind: u16) -> &[u8] {
    while let (Some(found), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let (data, rest) = extra.get(4..).and_then(|rest| rest.split_at_checked(length.into())).unwrap_or_default();
        if found == kind {
            return data;
        }
        extra = rest;
    }
    &[]
}

/// The upper half of code page 437, the encoding of names that are not marked as UTF-8 (appendix D).
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

fn decoded(name: &[u8], utf8: bool) -> String {
    match std::str::from_utf8(name) {
        // Many programs write UTF-8 without saying so.
        Ok(name) => name.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(name).into_owned(),
        Err(_) => {
            let upper = |byte: u8| CODE_PAGE_437.chars().nth(usize::from(byte & 0x7F)).unwrap_or('\u{FFFD}');
            name.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { upper(*byte) }).collect()
        }
    }
}

/// A name that is too long loses its beginning.
fn label(name: String) -> String {
    match name.char_indices().rev().nth(MEMBER_NAME_CHARS - 1) {
        Some((at, _)) if at > 0 => format!("…{}", name.get(at..).unwrap_or_default()),
        _ => name,
    }
}
