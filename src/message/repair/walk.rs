//! The tolerant walk over broken messages. Used by `repair` only.

mod edits;
mod entries;
mod lines;

use std::ops::Range;

use edits::padded;

use super::frame::{Frame, Role, Want, closers};
use super::strict::{self, Failure, Parsed};
use super::{Mended, Problem};

/// Tries of all kinds may read this many times the text: the walk stays linear whatever the text is.
const TRIES: usize = 16;

struct Walk<'a> {
    /// The whole residue.
    all: &'a [u8],
    /// The residue up to where the current message must end.
    bytes: &'a [u8],
    mended: Mended,
    stack: Vec<Frame>,
    fuel: usize,
    /// Problems before the current message.
    problems_before: usize,
    /// Where the next message begins and the line break before it, as far as it was looked for.
    next: Option<(usize, usize)>,
    last_string: Range<usize>,
}

/// Walks over everything from `from` on.
pub fn mend(residue: &str, from: usize) -> Mended {
    let all = residue.as_bytes();
    let fuel = all.len().saturating_sub(from).saturating_mul(TRIES).saturating_add(4096);
    let mut walk = Walk {
        all,
        bytes: all,
        mended: Mended::default(),
        stack: Vec::new(),
        fuel,
        problems_before: 0,
        next: None,
        last_string: 0..0,
    };
    let mut at = from;
    loop {
        walk.bytes = all;
        at = walk.white(at);
        match all.get(at) {
            None => break,
            Some(b'{' | b'[') => at = walk.message(at),
            Some(_) => at = walk.junk(at),
        }
    }
    walk.mended
}

impl Walk<'_> {
    fn white(&mut self, at: usize) -> usize {
        let mut odd = Vec::new();
        let end = strict::white(self.bytes, at, &mut odd);
        self.spaces(odd);
        end
    }

    fn problem(&mut self, at: usize) {
        self.say(at, false);
    }

    fn say(&mut self, at: usize, cut_off: bool) {
        if let Some(owner) = self.stack.last().and_then(|frame| frame.owner)
            && let Some(owner) = self.stack.get_mut(owner)
        {
            owner.spoiled = true;
        }
        let gave_up = self.fuel == 0;
        self.mended.problems.push(Problem { at, cut_off, gave_up });
    }

    fn strict(&mut self, at: usize) -> Result<Parsed, Failure> {
        strict::value(self.bytes, at, &mut self.fuel)
    }

    /// Walks over the message that begins at `start`, and returns where it ends.
    fn message(&mut self, start: usize) -> usize {
        self.bytes = self.all;
        if let Ok(parsed) = self.strict(start) {
            self.spaces(parsed.odd);
            return parsed.end;
        }
        let end = self.bound(start);
        self.bytes = self.all.get(..end).unwrap_or_default();
        self.problems_before = self.mended.problems.len();
        self.stack.clear();
        let mut at = start;
        loop {
            at = self.white(at);
            let Some(&byte) = self.bytes.get(at) else {
                at = self.cut_off();
                break;
            };
            at = match self.step(at, byte) {
                Some(next) => next,
                None => self.cut_off(),
            };
            if self.stack.is_empty() {
                break;
            }
        }
        at
    }

    /// One token. `None` where the message ends too early.
    fn step(&mut self, at: usize, byte: u8) -> Option<usize> {
        let Some(frame) = self.stack.last() else {
            self.push(byte == b'[', Role::Other, at + 1);
            return Some(at + 1);
        };
        if frame.want == Want::Value
            && frame.array
            && let Some(marks) = frame.entries()
            && !matches!(byte, b',' | b']')
        {
            return self.entry(at, marks);
        }
        match (frame.want, byte) {
            (_, b'}' | b']') => Some(self.close(at, byte == b']')),
            (Want::Key, b'"') => self.key(at),
            (Want::Colon, b':') => {
                self.want(Want::Value);
                Some(at + 1)
            }
            (Want::Colon, b',') => {
                self.problem(at);
                self.edit(at..at, ":null");
                self.done(at);
                Some(at)
            }
            (Want::Colon, _) => {
                self.problem(at);
                if let Some(next) = self.find_documents() {
                    return Some(next);
                }
                self.edit(at..at, ":");
                self.want(Want::Value);
                Some(at)
            }
            (Want::Value, b'{' | b'[') => self.open(at, byte == b'['),
            (Want::Value, b'"') => {
                let end = self.string(at)?;
                self.done(end);
                Some(end)
            }
            (Want::Value, b',') if !frame.array => {
                self.problem(at);
                self.edit(at..at, "null");
                self.done(at);
                Some(at)
            }
            (Want::After, b',') => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.comma = Some(at);
                    frame.want = if frame.array { Want::Value } else { Want::Key };
                }
                Some(at + 1)
            }
            (Want::Value | Want::Key, b',') => {
                self.problem(at);
                self.edit(at..at + 1, " ");
                Some(at + 1)
            }
            (Want::Value, _) => self.word(at),
            (Want::After, b'"' | b'{' | b'[') => {
                self.problem(at);
                if let Some(next) = self.find_documents() {
                    return Some(next);
                }
                self.edit(at..at, ",");
                if let Some(frame) = self.stack.last_mut() {
                    frame.want = if frame.array { Want::Value } else { Want::Key };
                }
                Some(at)
            }
            (Want::After | Want::Key, _) => {
                self.problem(at);
                if let Some(next) = self.find_documents() {
                    return Some(next);
                }
                let end = strict::word(self.bytes, at).max(at + 1);
                self.edit(at..end, " ".repeat(end - at));
                Some(end)
            }
        }
    }

    fn push(&mut self, array: bool, role: Role, inside: usize) {
        let frame = Frame::new(array, role, inside, &self.stack);
        self.stack.push(frame);
    }

    fn want(&mut self, want: Want) {
        if let Some(frame) = self.stack.last_mut() {
            frame.want = want;
        }
    }

    fn done(&mut self, end: usize) {
        if let Some(frame) = self.stack.last_mut() {
            frame.done(end);
        }
    }

    fn string(&mut self, at: usize) -> Option<usize> {
        let mut odd = Vec::new();
        let end = match strict::string(self.bytes, at, &mut odd) {
            Ok(end) => end,
            Err(failure) if failure.ends => return None,
            Err(failure) => {
                // An escape that JSON does not know: its value is lost.
                let end = strict::skip_string(self.bytes, at)?;
                self.problem(failure.at);
                self.edit(at..end, "\"\"");
                end
            }
        };
        self.spaces(odd);
        self.last_string = at..end;
        Some(end)
    }

    fn key(&mut self, at: usize) -> Option<usize> {
        let end = self.string(at)?;
        let role = Role::of(self.bytes.get(at + 1..end - 1).unwrap_or_default());
        if matches!(role, Role::Documents(_))
            && let Some(meta) = self.stack.last().and_then(|frame| frame.meta)
            && meta > 0
        {
            // `Meta` holds no documents: its brace is missing.
            self.problem(at);
            self.pop_to(meta);
        }
        if let Some(frame) = self.stack.last_mut() {
            (frame.key, frame.want, frame.comma) = (role, Want::Colon, None);
        }
        Some(end)
    }

    /// Closes all but so many frames behind what is complete in them.
    fn pop_to(&mut self, depth: usize) {
        let Some(complete) = self.stack.last().map(|frame| frame.complete) else { return };
        let popped = self.stack.get(depth..).unwrap_or_default();
        match popped.iter().position(|frame| frame.is_owner() && frame.spoiled) {
            Some(owner) => {
                let start = popped.get(owner).map_or(complete, |frame| frame.start);
                let closing = closers(popped.get(..owner).unwrap_or_default());
                self.forget(start..complete, &format!("null{closing}"));
            }
            None => {
                let closing = closers(popped);
                self.edit(complete..complete, closing);
            }
        }
        self.stack.truncate(depth);
        self.done(complete);
    }

    fn close(&mut self, at: usize, array: bool) -> usize {
        let arrays = self.stack.last().map_or(0, |frame| frame.arrays);
        let fitting = if array { arrays } else { self.stack.len() - arrays };
        // None fits: no search through all that is open for each bracket.
        let depth = (fitting > 0).then(|| self.stack.iter().rposition(|frame| frame.array == array)).flatten();
        let Some(depth) = depth else {
            self.problem(at);
            self.edit(at..at + 1, " ");
            return at + 1;
        };
        if depth + 1 < self.stack.len() {
            self.problem(at);
            if let Some(comma) = self.stack.last().and_then(|frame| frame.comma) {
                self.edit(comma..comma + 1, " ");
            }
            self.pop_to(depth + 1);
        }
        let Some(frame) = self.stack.last() else { return at + 1 };
        let (want, comma) = (frame.want, frame.comma);
        match (want, comma) {
            (Want::Colon, _) => {
                self.problem(at);
                self.edit(at..at, ":null");
            }
            (Want::Value, _) if !array => {
                self.problem(at);
                self.edit(at..at, "null");
            }
            (_, Some(comma)) => {
                self.problem(comma);
                self.edit(comma..comma + 1, " ");
            }
            _ => {}
        }
        if let Some(frame) = self.stack.pop()
            && frame.is_owner()
            && frame.spoiled
        {
            self.forget(frame.start..at + 1, "null");
        }
        self.done(at + 1);
        at + 1
    }

    fn open(&mut self, at: usize, array: bool) -> Option<usize> {
        let frame = self.stack.last()?;
        let role = if frame.array { Role::Other } else { frame.key };
        if let (Role::Documents(_), false) = (role, array) {
            // One document: it counts when it is complete.
            match self.strict(at) {
                Ok(parsed) => {
                    self.spaces(parsed.odd);
                    self.done(parsed.end);
                    return Some(parsed.end);
                }
                Err(failure) if failure.ends => return None,
                Err(_) => {}
            }
        }
        self.push(array, role, at + 1);
        Some(at + 1)
    }

    fn word(&mut self, at: usize) -> Option<usize> {
        let end = strict::word(self.bytes, at).max(at + 1);
        let text = self.bytes.get(at..end).unwrap_or_default();
        if !strict::is_scalar(text) {
            if end == self.bytes.len() {
                return None;
            }
            self.problem(at);
            self.edit(at..end, padded("null", end - at));
        }
        self.done(end);
        Some(end)
    }

    /// Drops what is not complete, and closes what is open.
    fn cut_off(&mut self) -> usize {
        let end = self.bytes.len();
        // Of a message that is broken before, its end says nothing.
        if self.mended.problems.len() == self.problems_before {
            self.say(end, end == self.all.len());
        }
        let whole =
            |frame: &Frame| !frame.array && matches!(frame.role, Role::Documents(_) | Role::Patient | Role::Visit);
        if let Some(depth) = self.stack.iter().position(whole) {
            self.stack.truncate(depth);
        }
        let keep = self.stack.last().map_or(end, |frame| frame.complete);
        self.forget_edits(keep);
        let closing = closers(&self.stack);
        self.edit(keep..end, closing);
        self.stack.clear();
        end
    }
}
