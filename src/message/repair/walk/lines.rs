//! Where messages begin and end among broken ones. Used by `walk` only.

use super::super::strict::{self, Marks};
use super::Walk;

impl Walk<'_> {
    /// What stands between two messages is no part of either.
    pub(super) fn junk(&mut self, at: usize) -> usize {
        self.problem(at);
        let mut resume = at;
        loop {
            resume = match memchr::memchr2(b'{', b'[', self.all.get(resume..).unwrap_or_default()) {
                None => self.all.len(),
                Some(found) => resume + found,
            };
            let before = self.all.get(at..resume).unwrap_or_default();
            let starts_line = before.ends_with(b"\n") || before.ends_with(b"\\u000a");
            if resume == self.all.len() || starts_line || self.strict(resume).is_ok() {
                break;
            }
            resume += 1;
        }
        self.edit(at..resume, " ".repeat(resume - at));
        resume
    }

    /// Where the message that begins at `start` must end: before a line that is one of its own.
    pub(super) fn bound(&mut self, start: usize) -> usize {
        let in_list = self.all.get(start) == Some(&b'[');
        if let Some((end, _)) = self.next.filter(|(_, next)| *next > start) {
            return end;
        }
        let mut at = start + 1;
        loop {
            let rest = self.all.get(at..).unwrap_or_default();
            let Some(found) = rest.iter().zip(1..).position(|(&byte, after)| {
                byte == b'\n' || (byte == b'\\' && rest.get(after..after + 5) == Some(b"u000a"))
            }) else {
                self.next = Some((self.all.len(), usize::MAX));
                return self.all.len();
            };
            let end = at + found;
            let line = end + if rest.get(found) == Some(&b'\n') { 1 } else { 6 };
            if self.is_message_line(line, in_list) {
                self.next = Some((end, line));
                return end;
            }
            at = line;
        }
    }

    fn is_message_line(&mut self, line: usize, in_list: bool) -> bool {
        let Some(b'{' | b'[') = self.all.get(line) else { return false };
        let inside = strict::white(self.all, line + 1, &mut Vec::new());
        if !in_list && self.all.get(inside..inside + 6).is_some_and(|key| key.eq_ignore_ascii_case(b"\"meta\"")) {
            return true;
        }
        let Ok(parsed) = strict::value(self.all, line, &mut self.fuel) else { return false };
        let after = strict::white(self.all, parsed.end, &mut Vec::new());
        let alone = !matches!(self.all.get(after), Some(b',' | b']' | b'}' | b':'));
        let lines = self.all.get(line..parsed.end).unwrap_or_default();
        alone && (parsed.marks.any(Marks::MESSAGE) || memchr::memchr(b'\n', lines).is_none())
    }
}
