//! Reads the directories of a TIFF file and the values of their tags (TIFF 6.0, section 2; BigTIFF). Also used for EXIF, which is a
//! small TIFF. Nothing is copied: a value is read from the file each time it is asked for.

use crate::limits::{MAX_PAGES, MAX_TIFF_ENTRIES};
use std::collections::BTreeSet;

/// A file and how its numbers are stored.
#[derive(Clone, Copy)]
pub struct File<'a> {
    bytes: &'a [u8],
    /// Most significant byte first.
    pub big_endian: bool,
    /// BigTIFF: counts and places have 64 bits.
    big: bool,
}

/// The tags of one page.
pub struct Directory<'a> {
    file: File<'a>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    tag: u16,
    kind: u16,
    count: u64,
    /// Where the values start.
    at: u64,
}

/// A number as stored: whole or as a fraction.
#[derive(Clone, Copy, PartialEq)]
enum Number {
    Whole(u64),
    Real(f64),
}

impl<'a> File<'a> {
    /// `None` where the file does not start like a TIFF.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let head = bytes.get(..4)?;
        let (big_endian, big) = match head {
            b"II\x2a\0" => (false, false),
            b"MM\0\x2a" => (true, false),
            b"II\x2b\0" => (false, true),
            b"MM\0\x2b" => (true, true),
            _ => return None,
        };
        Some(Self { bytes, big_endian, big })
    }

    /// The bytes from `at` on; fewer than `length` where the file ends before.
    pub fn part(&self, at: u64, length: u64) -> &'a [u8] {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.get(..usize::try_from(length).unwrap_or(usize::MAX)).unwrap_or(rest)
    }

    /// Length of the file.
    pub fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Where the directories of the pages are. The chain ends where it leads back into itself or out of the file.
    pub fn chain(&self) -> Vec<u64> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = if self.big { self.number(8, 8) } else { self.number(4, 4) };
        while let Some(place) = at
            && place != 0
            && found.len() < MAX_PAGES as usize
            && seen.insert(place)
        {
            let Some(next) = self.next(place) else { break };
            found.push(place);
            at = next;
        }
        found
    }

    /// Where the directory after the one at `at` is; `None` inside where that cannot be read, `None` where not even this one can.
    fn next(&self, at: u64) -> Option<Option<u64>> {
        let (count, first, step) = self.table(at)?;
        let end = count.checked_mul(step).and_then(|length| first.checked_add(length));
        Some(end.and_then(|end| self.number(end, if self.big { 8 } else { 4 })))
    }

    /// Number of entries of a directory, the place of the first, and the length of each.
    fn table(&self, at: u64) -> Option<(u64, u64, u64)> {
        let width = if self.big { 8 } else { 2 };
        Some((self.number(at, width)?, at.checked_add(width)?, if self.big { 20 } else { 12 }))
    }

    /// The tags of the directory at `at`; those that lie outside of the file are missing.
    pub fn directory(&self, at: u64) -> Option<Directory<'a>> {
        let (count, first, step) = self.table(at)?;
        let mut entries = Vec::new();
        for index in 0..count.min(MAX_TIFF_ENTRIES as u64) {
            let Some(entry) = first.checked_add(index.saturating_mul(step)).and_then(|at| self.entry(at)) else {
                break;
            };
            entries.push(entry);
        }
        Some(Directory { file: *self, entries })
    }

    fn entry(&self, at: u64) -> Option<Entry> {
        let tag = u16::try_from(self.number(at, 2)?).ok()?;
        let kind = u16::try_from(self.number(at.checked_add(2)?, 2)?).ok()?;
        let width = if self.big { 8 } else { 4 };
        let count = self.number(at.checked_add(4)?, width)?;
        let value = at.checked_add(4)?.checked_add(width)?;
        let inside = count.saturating_mul(size_of_kind(kind)) <= width;
        let at = if inside { value } else { self.number(value, width)? };
        Some(Entry { tag, kind, count, at })
    }

    fn number(&self, at: u64, width: u64) -> Option<u64> {
        let bytes = self.part(at, width);
        if bytes.len() as u64 != width {
            return None;
        }
        let join = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if self.big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) })
    }
}

/// Bytes of one value; 1 for kinds that nobody knows.
fn size_of_kind(kind: u16) -> u64 {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 1,
    }
}

impl<'a> Directory<'a> {
    fn entry(&self, tag: u16) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.tag == tag).copied()
    }

    /// Whether the tag is there.
    pub fn has(&self, tag: u16) -> bool {
        self.entry(tag).is_some()
    }

    /// How many values a tag states. The file may be shorter.
    pub fn count(&self, tag: u16) -> u64 {
        self.entry(tag).map_or(0, |entry| entry.count)
    }

    fn value(&self, tag: u16, index: u64) -> Option<Number> {
        let entry = self.entry(tag).filter(|entry| index < entry.count)?;
        let size = size_of_kind(entry.kind);
        let at = entry.at.checked_add(index.checked_mul(size)?)?;
        let part = |offset: u64| self.file.number(at.checked_add(offset)?, 4);
        Some(match entry.kind {
            5 => Number::Real(part(0)? as f64 / part(4)? as f64),
            10 => Number::Real(f64::from(part(0)? as u32 as i32) / f64::from(part(4)? as u32 as i32)),
            11 => Number::Real(f64::from(f32::from_bits(part(0)? as u32))),
            12 => Number::Real(f64::from_bits(self.file.number(at, 8)?)),
            _ => Number::Whole(self.file.number(at, size)?),
        })
    }

    /// A whole number.
    pub fn whole(&self, tag: u16, index: u64) -> Option<u64> {
        match self.value(tag, index)? {
            Number::Whole(number) => Some(number),
            Number::Real(_) => None,
        }
    }

    /// The first value as a whole number that fits.
    pub fn first<T: TryFrom<u64>>(&self, tag: u16) -> Option<T> {
        T::try_from(self.whole(tag, 0)?).ok()
    }

    /// A number of any kind, if it is one.
    pub fn real(&self, tag: u16, index: u64) -> Option<f64> {
        let number = match self.value(tag, index)? {
            Number::Whole(number) => number as f64,
            Number::Real(number) => number,
        };
        number.is_finite().then_some(number)
    }

    /// All bytes of a tag's values.
    pub fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        let entry = self.entry(tag)?;
        let bytes = self.file.part(entry.at, entry.count.saturating_mul(size_of_kind(entry.kind)));
        (!bytes.is_empty()).then_some(bytes)
    }
}
