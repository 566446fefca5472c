//! Broken entries in lists of documents, and such lists behind a lost quote. Used by `walk` only.

use super::super::frame::{Role, Want, closers};
use super::super::strict::{self, Marks};
use super::Walk;
use super::edits::padded;

impl Walk<'_> {
    /// An entry of a list of documents.
    pub(super) fn entry(&mut self, at: usize, marks: Marks) -> Option<usize> {
        let parsed = self.strict(at);
        let descend = marks == Marks::ORDER
            && self.bytes.get(at) == Some(&b'{')
            && self.stack.iter().any(|frame| frame.has_patient);
        let broken_at = match parsed {
            Ok(parsed) => {
                let after = strict::white(self.bytes, parsed.end, &mut Vec::new());
                if matches!(self.bytes.get(after), None | Some(b',' | b']' | b'{')) {
                    self.spaces(parsed.odd);
                    self.done(parsed.end);
                    return Some(parsed.end);
                }
                at
            }
            // The patient of its results is known: those that are complete count.
            Err(failure) if failure.ends && descend => {
                self.push(false, Role::Other, at + 1);
                return Some(at + 1);
            }
            Err(failure) if failure.ends => return None,
            Err(failure) => failure.at,
        };
        let (end, text) = match self.entry_end(at, marks) {
            Some((end, is_border)) => (end, if is_border { "null," } else { "null" }),
            None => {
                self.problem(broken_at);
                return None;
            }
        };
        self.problem(broken_at.min(end.saturating_sub(1)).max(at));
        self.edit(at..end, padded(text, end - at));
        self.done(end);
        if text.ends_with(',') {
            self.want(Want::Value);
        }
        Some(end)
    }

    /// Where a broken entry ends, and whether the next one begins there.
    fn entry_end(&mut self, at: usize, marks: Marks) -> Option<(usize, bool)> {
        let mut balanced_to = at;
        let balanced = self.balanced(at, &mut balanced_to);
        self.fuel = self.fuel.saturating_sub(balanced_to - at);
        let mut border = at + 1;
        let limit = balanced.unwrap_or(self.bytes.len());
        while let Some(found) = memchr::memchr(b'{', self.bytes.get(border..limit).unwrap_or_default()) {
            border += found;
            if self.fuel == 0 {
                break;
            }
            let inside = strict::white(self.bytes, border + 1, &mut Vec::new());
            // The value of a key is no entry, but may hold the fields of one when it lacks its brace.
            let is_value = self.bytes.get(at..border).unwrap_or_default().trim_ascii_end().ends_with(b":");
            if !is_value
                && self.bytes.get(inside) == Some(&b'"')
                && let Ok(parsed) = self.strict(border)
                && parsed.marks.any(marks)
            {
                return Some((border, true));
            }
            border += 1;
        }
        balanced.or_else(|| self.list_end(at)).map(|end| (end, false))
    }

    /// Where its brackets and strings say that it ends, if something follows that fits. `at` begins at its start.
    fn balanced(&self, start: usize, at: &mut usize) -> Option<usize> {
        let mut open = Vec::new();
        let allowed = start.saturating_add(self.fuel);
        let end = loop {
            match self.bytes.get(*at).filter(|_| *at < allowed)? {
                b'"' => *at = strict::skip_string(self.bytes, *at)? - 1,
                byte @ (b'{' | b'[') => open.push(*byte),
                b',' | b'}' | b']' if open.is_empty() => break *at,
                b'}' if open.pop() != Some(b'{') => return None,
                b']' if open.pop() != Some(b'[') => return None,
                _ => {}
            }
            *at += 1;
        };
        let follows = match self.bytes.get(end)? {
            b']' => true,
            b',' => {
                let next = strict::white(self.bytes, end + 1, &mut Vec::new());
                !matches!(self.bytes.get(next), None | Some(b'"' | b'}'))
            }
            _ => false,
        };
        (follows && end > start).then_some(end)
    }

    /// The end of the innermost list, when all that is open closes behind it or another part of the message follows.
    fn list_end(&mut self, at: usize) -> Option<usize> {
        let outer = closers(self.stack.get(..self.stack.len().checked_sub(1)?).unwrap_or_default());
        let mut from = at;
        while let Some(found) = memchr::memchr(b']', self.bytes.get(from..)?) {
            let end = from + found;
            self.fuel = self.fuel.saturating_sub(found + 1);
            let mut after = strict::white(self.bytes, end + 1, &mut Vec::new());
            if self.bytes.get(after) == Some(&b',') {
                let key = strict::white(self.bytes, after + 1, &mut Vec::new());
                let key = self.bytes.get(key..).unwrap_or_default();
                let is = |name: &[u8]| key.get(..name.len()).is_some_and(|key| key.eq_ignore_ascii_case(name));
                if is(b"\"Meta\"") || is(b"\"Paging\"") {
                    return Some(end);
                }
            }
            let closes = outer.bytes().all(|closer| {
                let here = self.bytes.get(after) == Some(&closer);
                after = strict::white(self.bytes, after + 1, &mut Vec::new());
                self.fuel = self.fuel.saturating_sub(1);
                here
            });
            if closes && after >= self.bytes.len() {
                return Some(end);
            }
            if self.fuel == 0 {
                return None;
            }
            from = end + 1;
        }
        None
    }

    /// Goes on at the next list of documents when a quote is missing: the last string runs over a line break then, and
    /// the text is inside out from there on.
    pub(super) fn find_documents(&mut self) -> Option<usize> {
        let last = std::mem::take(&mut self.last_string);
        let string = self.bytes.get(last.clone()).unwrap_or_default();
        memchr::memmem::find(string, b"\\u000a")?;
        if self.stack.last()?.in_documents {
            return None;
        }
        self.fuel = self.fuel.checked_sub(self.bytes.len().saturating_sub(last.start))?;
        let mut at = last.start;
        loop {
            at += memchr::memchr(b'"', self.bytes.get(at..)?)?;
            let mut end = at + 1;
            while self.bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
                end += 1;
            }
            let role = Role::of(self.bytes.get(at + 1..end).unwrap_or_default());
            if matches!(role, Role::Documents(marks) if marks != Marks::RESULT) && self.bytes.get(end) == Some(&b'"') {
                let colon = strict::white(self.bytes, end + 1, &mut Vec::new());
                let value = strict::white(self.bytes, colon + 1, &mut Vec::new());
                if self.bytes.get(colon) == Some(&b':') && matches!(self.bytes.get(value), Some(b'[' | b'{')) {
                    break;
                }
            }
            at += 1;
        }
        let frame = self.stack.last()?;
        let depth = frame.meta.unwrap_or(1).max(1);
        // Of a patient or visit that the quote is missing in nothing is kept.
        let owner = frame.owner.filter(|owner| *owner >= depth);
        let open = self.stack.get(depth..owner.unwrap_or(self.stack.len())).unwrap_or_default();
        let complete = owner.and_then(|owner| self.stack.get(owner)).map_or(frame.complete, |owner| owner.start);
        let mut text = format!("{}{}", if owner.is_some() { "null" } else { "" }, closers(open));
        self.forget_edits(complete);
        self.stack.truncate(depth);
        // Something stands before it in the message, or it is the first.
        if !text.is_empty() || self.bytes.get(complete.saturating_sub(1)) != Some(&b'{') {
            text.push(',');
        }
        self.edit(complete..at, text);
        self.want(Want::Key);
        Some(at)
    }
}
