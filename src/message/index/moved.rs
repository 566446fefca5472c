//! Changes to a residue after the pass, with everything that is known by its place moved along. Used by `index`, and by
//! `read` for what `repair` wants.

use std::ops::Range;

use super::{Anchor, Index};

impl Index {
    /// Puts texts in the place of parts of the residue, as `repair` wants them: in order, none over another. Everything
    /// that is known by its place moves along, so every offset still leads to the same byte of the source.
    pub(in crate::message) fn rewrite(&mut self, edits: &[(Range<usize>, String)]) {
        let old = std::mem::take(&mut self.residue);
        let mut residue = String::with_capacity(old.len() + edits.len());
        let mut anchors = Vec::with_capacity(self.anchors.len() + edits.len());
        let mut strings = Vec::with_capacity(self.strings.len());
        let mut old_anchors = std::mem::take(&mut self.anchors).into_iter().peekable();
        let mut old_strings = std::mem::take(&mut self.strings).into_iter().peekable();
        let mut current = Anchor { residue_at: 0, source_at: 0 };
        let mut old_at = 0;
        for (part, text) in edits.iter().chain([&(old.len()..old.len(), String::new())]) {
            // Never over another; if one were, it would be left out, and `serde_json` would name the place.
            if part.start < old_at || part.end < part.start {
                continue;
            }
            // What is copied, and all that is known of it.
            let shift = residue.len().wrapping_sub(old_at);
            residue.push_str(old.get(old_at..part.start).unwrap_or_default());
            while let Some(anchor) = old_anchors.next_if(|anchor| anchor.residue_at <= part.start) {
                current = anchor;
                anchors.push(Anchor { residue_at: anchor.residue_at.wrapping_add(shift), ..anchor });
            }
            while let Some(mut string) = old_strings.next_if(|string| string.residue_at < part.start) {
                string.residue_at = string.residue_at.wrapping_add(shift);
                strings.push(string);
            }
            // What another text stands for.
            residue.push_str(text);
            let anchors_before = old_anchors.peek().map(|anchor| anchor.residue_at);
            while let Some(anchor) = old_anchors.next_if(|anchor| anchor.residue_at <= part.end) {
                current = anchor;
            }
            while old_strings.next_if(|string| string.residue_at < part.end).is_some() {}
            if text.len() != part.len() || anchors_before.is_some_and(|at| at <= part.end) {
                let source_at = current.source_at + part.end.saturating_sub(current.residue_at) as u64;
                anchors.push(Anchor { residue_at: residue.len(), source_at });
            }
            old_at = part.end;
        }
        self.residue = residue;
        self.anchors = anchors;
        self.strings = strings;
    }

    /// Puts U+FFFD where the bytes are not UTF-8, and moves everything that is known by place along.
    pub(super) fn replace_what_is_not_utf8(&mut self, bytes: &[u8]) {
        let mut residue = String::with_capacity(bytes.len() + 64);
        let mut anchors = Vec::with_capacity(self.anchors.len() + 8);
        let mut strings = self.strings.iter_mut().peekable();
        let mut old_anchors = self.anchors.iter().copied().peekable();
        let mut old_at = 0;
        let mut first = None;
        let mut current = Anchor { residue_at: 0, source_at: 0 };
        for chunk in bytes.utf8_chunks() {
            let shift = residue.len().wrapping_sub(old_at);
            let end = old_at + chunk.valid().len();
            while let Some(anchor) = old_anchors.next_if(|anchor| anchor.residue_at <= end) {
                current = anchor;
                anchors.push(Anchor { residue_at: anchor.residue_at.wrapping_add(shift), source_at: anchor.source_at });
            }
            while let Some(string) = strings.next_if(|string| string.residue_at < end) {
                string.residue_at = string.residue_at.wrapping_add(shift);
            }
            residue.push_str(chunk.valid());
            old_at = end;
            if chunk.invalid().is_empty() {
                continue;
            }
            let source_at = current.source_at + (old_at - current.residue_at) as u64;
            first.get_or_insert(source_at);
            residue.push(char::REPLACEMENT_CHARACTER);
            old_at += chunk.invalid().len();
            anchors.push(Anchor { residue_at: residue.len(), source_at: source_at + chunk.invalid().len() as u64 });
        }
        self.anchors = anchors;
        self.not_utf8 = first;
        self.residue = residue;
    }
}
