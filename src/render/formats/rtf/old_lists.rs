//! Lists as Word 6 wrote them and simple writers still do (`\pn`), where no text of a marker stands before the paragraph (Rich Text
//! Format Specification 1.9.1, "Word 6 and Word 95 RTF"). Called by the reader.

use super::lists::spelled;
use super::symbol::SymbolFont;
use crate::limits::{RTF_NAME_BYTES, RTF_TABLE_ENTRIES};

/// How the entries of a list are marked.
#[derive(Clone, Default, PartialEq)]
struct Numbering {
    /// As `\levelnfc` counts them; `None` where nothing is counted.
    format: Option<i32>,
    start: i32,
    before: String,
    after: String,
    font: Option<i32>,
}

/// All lists of this kind of one document.
#[derive(Default)]
pub(super) struct OldLists {
    /// With how far each has counted.
    lists: Vec<(Numbering, i32)>,
    entry: Numbering,
}

impl OldLists {
    /// A statement of a list begins.
    pub fn begin(&mut self) {
        self.entry = Numbering { start: 1, ..Numbering::default() };
    }

    /// Takes a control word of it.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) {
        match name {
            b"pndec" | b"pncard" | b"pnord" | b"pnordt" => self.entry.format = Some(0),
            b"pnucrm" => self.entry.format = Some(1),
            b"pnlcrm" => self.entry.format = Some(2),
            b"pnucltr" => self.entry.format = Some(3),
            b"pnlcltr" => self.entry.format = Some(4),
            b"pnstart" => self.entry.start = number.unwrap_or(1),
            b"pnf" => self.entry.font = number,
            _ => {}
        }
    }

    /// Takes text that stands before the number, or is the bullet.
    pub fn before(&mut self, text: &str) {
        push(&mut self.entry.before, text);
    }

    /// Takes text that stands after the number.
    pub fn after(&mut self, text: &str) {
        push(&mut self.entry.after, text);
    }

    /// Ends the statement, and gives the number that the list has here. The same statement again goes on with its list.
    pub fn end(&mut self) -> Option<usize> {
        let entry = std::mem::take(&mut self.entry);
        if let Some((last, _)) = self.lists.last()
            && *last == entry
        {
            return self.lists.len().checked_sub(1);
        }
        if self.lists.len() >= RTF_TABLE_ENTRIES {
            return None;
        }
        let counted = entry.start.saturating_sub(1);
        self.lists.push((entry, counted));
        self.lists.len().checked_sub(1)
    }

    /// Counts an entry, and gives its marker. `symbols` tells which fonts have symbols.
    pub fn marker(&mut self, list: usize, symbols: impl Fn(Option<i32>) -> Option<SymbolFont>) -> Option<String> {
        let (numbering, counted) = self.lists.get_mut(list)?;
        *counted = counted.saturating_add(1);
        let font = symbols(numbering.font);
        let number = numbering.format.map(|format| spelled(*counted, format)).unwrap_or_default();
        let before: String = numbering
            .before
            .chars()
            .map(|character| match (font, u8::try_from(u32::from(character))) {
                (Some(font), Ok(place)) => font.shape(place),
                _ => character,
            })
            .collect();
        Some(format!("{before}{number}{}", numbering.after)).filter(|marker| !marker.trim().is_empty())
    }
}

fn push(text: &mut String, more: &str) {
    if text.len().saturating_add(more.len()) <= RTF_NAME_BYTES {
        text.push_str(more);
    }
}
