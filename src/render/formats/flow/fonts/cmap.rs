//! Which characters a font file has, from a few reads and without loading the font: its table of contents and its `cmap` table
//! (OpenType 1.9.1, "Organization of an OpenType font" and "cmap").

use std::io::{Read, Seek, SeekFrom};

/// Largest `cmap` table read: fonts of all of Han have some 300 KB.
const MAX_CMAP_BYTES: u32 = 4 << 20;
/// Ranges kept of one font; real ones have at most some thousand.
const MAX_RANGES: usize = 20_000;

/// Characters of a font as ranges, first and last, in order.
pub(super) struct Covered(Vec<(u32, u32)>);

impl Covered {
    /// Reads them; `None` for what is no font with outlines.
    pub fn read(file: &mut (impl Read + Seek)) -> Option<Self> {
        let mut start = 0;
        let mut head = read_at(file, 0, 12)?;
        if head.get(..4)? == b"ttcf" {
            start = number(&read_at(file, 12, 4)?, 0, 4)?;
            head = read_at(file, start, 12)?;
        }
        let tables = number(&head, 4, 2)?;
        let directory = read_at(file, start.checked_add(12)?, tables.min(100).checked_mul(16)?)?;
        let (records, _) = directory.as_chunks::<16>();
        // Letters that are pictures of one size cannot be drawn crisp.
        let has_outlines = records.iter().any(|record| matches!(record.get(..4), Some(b"glyf" | b"CFF " | b"CFF2")));
        let record = records.iter().find(|record| record.starts_with(b"cmap"))?;
        let (offset, length) = (number(record, 8, 4)?, number(record, 12, 4)?);
        if !has_outlines || length > MAX_CMAP_BYTES {
            return None;
        }
        ranges(&read_at(file, offset, length)?).map(Self)
    }

    /// Whether the character is among them.
    pub fn has(&self, letter: char) -> bool {
        let letter = u32::from(letter);
        let after = self.0.partition_point(|(first, _)| *first <= letter);
        after.checked_sub(1).and_then(|place| self.0.get(place)).is_some_and(|(_, last)| letter <= *last)
    }
}

fn read_at(file: &mut (impl Read + Seek), offset: u32, length: u32) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(u64::from(offset))).ok()?;
    let mut bytes = Vec::new();
    file.take(u64::from(length)).read_to_end(&mut bytes).ok()?;
    (bytes.len() == usize::try_from(length).ok()?).then_some(bytes)
}

/// A number of `length` bytes, the highest first.
fn number(bytes: &[u8], offset: usize, length: usize) -> Option<u32> {
    let bytes = bytes.get(offset..offset.checked_add(length)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The ranges of the subtable for all of Unicode, or else of that for its first 65,536 characters.
fn ranges(cmap: &[u8]) -> Option<Vec<(u32, u32)>> {
    let count = number(cmap, 2, 2)? as usize;
    let mut best: Option<(u32, usize)> = None;
    for record in cmap.get(4..)?.as_chunks::<8>().0.iter().take(count) {
        let offset = number(record, 4, 4)? as usize;
        let format = number(cmap, offset, 2).unwrap_or(0);
        let is_unicode = matches!((number(record, 0, 2)?, number(record, 2, 2)?), (0, _) | (3, 1 | 10));
        if is_unicode && matches!(format, 4 | 12) && best.is_none_or(|(before, _)| format > before) {
            best = Some((format, offset));
        }
    }
    let (format, offset) = best?;
    let table = cmap.get(offset..)?;
    let mut ranges = if format == 12 { groups(table)? } else { segments(table)? };
    ranges.retain(|(first, last)| first <= last);
    ranges.sort_unstable();
    Some(ranges)
}

/// Format 12.
fn groups(table: &[u8]) -> Option<Vec<(u32, u32)>> {
    let count = number(table, 12, 4)? as usize;
    let (groups, _) = table.get(16..)?.as_chunks::<12>();
    groups.iter().take(count.min(MAX_RANGES)).map(|group| Some((number(group, 0, 4)?, number(group, 4, 4)?))).collect()
}

/// Format 4.
fn segments(table: &[u8]) -> Option<Vec<(u32, u32)>> {
    let count = (number(table, 6, 2)? / 2) as usize;
    let ends = table.get(14..)?.as_chunks::<2>().0;
    let starts = table.get(count.checked_mul(2)?.checked_add(16)?..)?.as_chunks::<2>().0;
    let segment = |(first, last): (&[u8; 2], &[u8; 2])| {
        let (first, last) = (u32::from(u16::from_be_bytes(*first)), u32::from(u16::from_be_bytes(*last)));
        // The last segment only closes the table.
        (first != 0xFFFF).then_some((first, last))
    };
    Some(starts.iter().zip(ends).take(count).filter_map(segment).collect())
}
