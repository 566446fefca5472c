//! Lists whose markers are not in the text: from the list tables (Rich Text Format Specification 1.9.1, "List Tables") to the marker
//! of the next entry. Writers of today put the marker into the text as well, which then holds. Called by the reader.

use super::symbol::{SymbolFont, place_of_private};
use crate::limits::RTF_TABLE_ENTRIES;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// Characters of a marker.
const MOST_MARKER_CHARS: usize = 32;

/// `\levelnfc` of a list that does not count.
const BULLET: i32 = 23;

/// A piece of the pattern of a marker.
#[derive(Clone, Copy)]
enum Piece {
    /// The number of a level.
    Number(u8),
    Character(char),
}

#[derive(Clone, Default)]
struct Level {
    /// `\levelnfc`: how it counts.
    format: i32,
    start: i32,
    pattern: Vec<Piece>,
    font: Option<i32>,
}

/// `\listtable` and `\listoverridetable`, and how far each list has counted.
#[derive(Default)]
pub(super) struct Lists {
    lists: HashMap<i32, Vec<Level>>,
    /// From `\ls` to `\listid`.
    overrides: HashMap<i32, i32>,
    counted: HashMap<i32, [Option<i32>; LEVELS]>,
    /// Levels of the list that is being read.
    levels: Vec<Level>,
    /// The length of the pattern is still to come.
    at_length: bool,
    /// `\listid` of the override that is being read.
    overridden: Option<i32>,
}

impl Lists {
    /// Takes a control word of the list table.
    pub fn table_word(&mut self, name: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(0);
        match name {
            b"list" => self.levels.clear(),
            b"listlevel" if self.levels.len() < LEVELS => self.levels.push(Level { start: 1, ..Level::default() }),
            b"listid" if self.lists.len() < RTF_TABLE_ENTRIES => {
                self.lists.insert(value, std::mem::take(&mut self.levels));
            }
            b"leveltext" => self.at_length = true,
            _ => {
                let Some(level) = self.levels.last_mut() else { return };
                match name {
                    b"levelnfc" | b"levelnfcn" => level.format = value,
                    b"levelstartat" => level.start = value,
                    b"f" => level.font = number,
                    _ => {}
                }
            }
        }
    }

    /// Takes a control word of the table of overrides.
    pub fn override_word(&mut self, name: &[u8], number: Option<i32>) {
        match (name, number) {
            (b"listid", _) => self.overridden = number,
            (b"ls", Some(list)) if self.overrides.len() < RTF_TABLE_ENTRIES => {
                self.overrides.extend(self.overridden.take().map(|overridden| (list, overridden)));
            }
            _ => {}
        }
    }

    /// Takes a byte of a pattern: its length first, and then characters and numbers of levels.
    pub fn pattern_byte(&mut self, byte: u8) {
        if std::mem::take(&mut self.at_length) {
            return;
        }
        let piece = match byte {
            0..=8 => Piece::Number(byte),
            b';' => return,
            _ => Piece::Character(char::from(byte)),
        };
        self.piece(piece);
    }

    /// Takes a character of a pattern.
    pub fn pattern_character(&mut self, character: char) {
        self.piece(Piece::Character(character));
    }

    fn piece(&mut self, piece: Piece) {
        if let Some(level) = self.levels.last_mut().filter(|level| level.pattern.len() < MOST_MARKER_CHARS) {
            level.pattern.push(piece);
        }
    }

    /// Counts an entry, and gives its marker. `symbols` tells which fonts have symbols.
    pub fn marker(
        &mut self,
        list: i32,
        level: i32,
        symbols: impl Fn(Option<i32>) -> Option<SymbolFont>,
    ) -> Option<String> {
        let levels = self.lists.get(self.overrides.get(&list)?)?;
        let level = usize::try_from(level).ok().filter(|level| *level < levels.len())?;
        let shown = levels.get(level)?;
        let counted = self.counted.entry(list).or_default();
        let count = counted.get_mut(level)?;
        *count = Some(count.map_or(shown.start, |count| count.saturating_add(1)));
        counted.iter_mut().skip(level + 1).for_each(|deeper| *deeper = None);
        let number = |at: u8| {
            let level = levels.get(usize::from(at))?;
            let count = counted.get(usize::from(at)).copied().flatten().unwrap_or(level.start);
            Some(spelled(count, level.format))
        };
        if shown.format == BULLET && shown.pattern.iter().any(|piece| matches!(piece, Piece::Number(_))) {
            // Which bullet is left to the reader.
            return Some("•".to_owned());
        }
        let mut marker = String::new();
        for piece in &shown.pattern {
            match piece {
                Piece::Number(at) => marker.push_str(&number(*at).unwrap_or_default()),
                Piece::Character(character) => {
                    let place = place_of_private(*character).or_else(|| u8::try_from(u32::from(*character)).ok());
                    let font = symbols(shown.font);
                    marker.push(font.zip(place).map_or(*character, |(font, place)| font.shape(place)));
                }
            }
        }
        Some(marker).filter(|marker| !marker.trim().is_empty())
    }
}

/// A number as a list writes it.
pub(super) fn spelled(number: i32, format: i32) -> String {
    match format {
        1 => roman(number).unwrap_or_else(|| number.to_string()),
        2 => roman(number).map_or_else(|| number.to_string(), |roman| roman.to_lowercase()),
        3 => letters(number, b'A').unwrap_or_else(|| number.to_string()),
        4 => letters(number, b'a').unwrap_or_else(|| number.to_string()),
        255 => String::new(),
        _ => number.to_string(),
    }
}

fn roman(number: i32) -> Option<String> {
    const SIGNS: [(i32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

/// a, b … z, aa, bb …
fn letters(number: i32, first: u8) -> Option<String> {
    let place = u8::try_from(number.checked_sub(1)? % 26).ok()?;
    let count = usize::try_from(number.checked_sub(1)? / 26 + 1).ok().filter(|count| *count <= 4)?;
    Some(char::from(first.checked_add(place)?).to_string().repeat(count))
}
