//! What is put over and between the bytes of a broken message, in the order of its places. Used by `walk` only.

use std::ops::Range;

use super::Walk;

/// The text and spaces, so that it takes as much room.
pub(super) fn padded(text: &str, length: usize) -> String {
    format!("{text}{}", " ".repeat(length.saturating_sub(text.len())))
}

impl Walk<'_> {
    pub(super) fn spaces(&mut self, odd: Vec<Range<usize>>) {
        for part in odd {
            let text = " ".repeat(part.len());
            self.edit(part, text);
        }
    }

    /// Notes an edit in its place among the last ones.
    pub(super) fn edit(&mut self, part: Range<usize>, text: impl Into<String>) {
        let edits = &mut self.mended.edits;
        // What is put in between stands before what is put over the byte at the same place.
        let is_later = |other: &Range<usize>| {
            other.start > part.start || (other.start == part.start && part.is_empty() && !other.is_empty())
        };
        let behind = edits.iter().rev().take_while(|(other, _)| is_later(other)).count();
        edits.insert(edits.len() - behind, (part, text.into()));
    }

    /// Puts a text over a part, in the place of all edits in it. Who is named in what had to be mended is not known: a
    /// guess could be another patient.
    pub(super) fn forget(&mut self, part: Range<usize>, text: &str) {
        let edits = &mut self.mended.edits;
        let behind = edits.iter().rev().take_while(|(other, _)| other.start > part.start).count();
        edits.truncate(edits.len() - behind);
        let length = part.len();
        self.edit(part, padded(text, length));
    }

    /// Forgets edits from `keep` on, but for brackets that were put in right there.
    pub(super) fn forget_edits(&mut self, keep: usize) {
        let edits = &mut self.mended.edits;
        let behind = edits.iter().rev().take_while(|(part, _)| part.start >= keep).count();
        let late = edits.split_off(edits.len() - behind);
        edits.extend(late.into_iter().filter(|(part, text)| part.start == keep && part.is_empty() && text != ","));
    }
}
