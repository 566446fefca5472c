//! Where JSON values that are messages stand in a text. Used by `prose` only.
//!
//! One pass with a stack of open brackets (no recursion). Where the text stops being JSON, everything open is given up
//! and the search goes on from there, or from inside the last string: if its quote was a stray one of the prose, the
//! message may start in it.

use super::NO_BREAK_SPACE;
use crate::limits::{MESSAGE_KEY_DEPTH, PROSE_DEPTH, PROSE_EFFORT, PROSE_TRIES};

/// A message in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// There are no-break spaces in it, outside strings.
    pub(super) no_break_spaces: bool,
}

/// Keys that only messages have near their top (<https://docs.redoxengine.com>: every data model has `Meta`; the others
/// hold the documents of the models Media, Notes and Orders).
const KEYS: [&[u8]; 5] = [b"meta", b"media", b"notes", b"note", b"orders"];

/// What may come next in an open bracket. A comma before the end is let through: whoever reads the message says it
/// better than "there is none".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A key or the end.
    Key,
    Colon,
    Value,
    /// A value or the end.
    Element,
    /// A comma or the end.
    Comma,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
struct Frame {
    start: usize,
    object: bool,
    next: Next,
    /// Levels down to the nearest key of [`KEYS`].
    key_depth: Option<u8>,
    no_break_spaces: bool,
}

impl Frame {
    fn is_message(&self) -> bool {
        // An array of messages is a level of its own.
        self.key_depth.is_some_and(|depth| depth <= MESSAGE_KEY_DEPTH + u8::from(!self.object))
    }

    /// Takes over what a bracket within it holds.
    fn absorb(&mut self, inner: &Self) {
        self.no_break_spaces |= inner.no_break_spaces;
        if let Some(depth) = inner.key_depth {
            let depth = depth.saturating_add(1);
            self.key_depth = Some(self.key_depth.map_or(depth, |known| known.min(depth)));
        }
    }
}

/// What became of the last step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Fine,
    /// The text stops being JSON at the current place.
    Fails,
    /// The text ends.
    Ends,
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    open: Vec<Frame>,
    /// Where the last token starts, if it is a string.
    string: Option<usize>,
    found: Vec<Found>,
}

/// The messages of a text, in order and apart from each other; `None` when that takes too long.
pub(super) fn messages(text: &[u8]) -> Option<Vec<Found>> {
    let mut scan = Scan { text, at: 0, open: Vec::with_capacity(PROSE_DEPTH), string: None, found: Vec::new() };
    let mut effort = text.len().saturating_mul(PROSE_EFFORT);
    let mut tries = PROSE_TRIES;
    while scan.seek() {
        tries = tries.checked_sub(1)?;
        let start = scan.at;
        let resume = scan.value();
        effort = effort.checked_sub(scan.at - start)?;
        scan.at = resume.max(start + 1);
    }
    Some(scan.found)
}

impl Scan<'_> {
    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Goes to the next bracket that a message may start with. Most brackets of prose and code are told by the next byte.
    fn seek(&mut self) -> bool {
        while let Some(found) = memchr::memchr2(b'{', b'[', self.rest()) {
            self.at += found;
            let (bracket, next) = (self.peek(), self.text.get(self.at + 1));
            let plausible = match bracket {
                Some(b'{') => matches!(next, None | Some(b'"' | b' ' | b'\t' | b'\n' | b'\r' | 0xC2)),
                _ => matches!(next, None | Some(b'{' | b'[' | b' ' | b'\t' | b'\n' | b'\r' | 0xC2)),
            };
            if plausible {
                return true;
            }
            // All the same brackets at once: finding each anew would take longer.
            self.at += 1;
            let again = self.rest().iter().take_while(|byte| Some(**byte) == bracket).count();
            self.at += again.saturating_sub(1);
        }
        self.at = self.text.len();
        false
    }

    /// Looks at the value that starts here, and notes the messages in it. Returns where to search on.
    fn value(&mut self) -> usize {
        self.open.clear();
        self.string = None;
        loop {
            match self.step() {
                Step::Fine if self.open.is_empty() => return self.at,
                Step::Fine => {}
                Step::Fails => return self.string.map_or(self.at, |string| string + 1),
                Step::Ends if self.keep_cut_off() => return self.text.len(),
                Step::Ends => return self.string.map_or(self.text.len(), |string| string + 1),
            }
        }
    }

    /// One token, and the blanks before it.
    fn step(&mut self) -> Step {
        self.skip_blanks();
        let Some(token) = self.peek() else { return Step::Ends };
        let next = self.open.last().map_or(Next::Value, |frame| frame.next);
        match (next, token) {
            (Next::Key, b'"') => self.key(),
            (Next::Key, b'}') => self.close(),
            (Next::Colon, b':') => self.mark(Next::Value),
            (Next::Comma, b',') => {
                let object = self.open.last().is_some_and(|frame| frame.object);
                self.mark(if object { Next::Key } else { Next::Element })
            }
            (Next::Comma, b'}') if self.open.last().is_some_and(|frame| frame.object) => self.close(),
            (Next::Comma, b']') if self.open.last().is_some_and(|frame| !frame.object) => self.close(),
            (Next::Element, b']') => self.close(),
            (Next::Value | Next::Element, b'{') => self.open(true),
            (Next::Value | Next::Element, b'[') => self.open(false),
            (Next::Value | Next::Element, b'"') => self.string().map_or(Step::Ends, |_| self.after_value()),
            (Next::Value | Next::Element, b't') => self.word(b"true"),
            (Next::Value | Next::Element, b'f') => self.word(b"false"),
            (Next::Value | Next::Element, b'n') => self.word(b"null"),
            (Next::Value | Next::Element, b'-' | b'0'..=b'9') => self.number(),
            _ => Step::Fails,
        }
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.rest() {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => self.at += 1,
                [first, second, ..] if [*first, *second] == NO_BREAK_SPACE => {
                    self.at += NO_BREAK_SPACE.len();
                    if let Some(frame) = self.open.last_mut() {
                        frame.no_break_spaces = true;
                    }
                }
                _ => return,
            }
        }
    }

    /// Takes a token of one byte.
    fn mark(&mut self, next: Next) -> Step {
        self.at += 1;
        self.string = None;
        self.expect(next)
    }

    fn expect(&mut self, next: Next) -> Step {
        if let Some(frame) = self.open.last_mut() {
            frame.next = next;
        }
        Step::Fine
    }

    fn after_value(&mut self) -> Step {
        self.expect(Next::Comma)
    }

    fn open(&mut self, object: bool) -> Step {
        if self.open.len() == PROSE_DEPTH {
            return Step::Fails;
        }
        let next = if object { Next::Key } else { Next::Element };
        self.open.push(Frame { start: self.at, object, next, key_depth: None, no_break_spaces: false });
        self.mark(next)
    }

    fn close(&mut self) -> Step {
        self.at += 1;
        self.string = None;
        let Some(frame) = self.open.pop() else { return Step::Fails };
        if let Some(outer) = self.open.last_mut() {
            outer.absorb(&frame);
        }
        if frame.is_message() {
            self.keep(&frame, self.at);
        }
        self.after_value()
    }

    /// Notes a message, in place of those within it.
    fn keep(&mut self, frame: &Frame, end: usize) {
        while self.found.last().is_some_and(|inner| inner.start >= frame.start) {
            self.found.pop();
        }
        self.found.push(Found { start: frame.start, end, no_break_spaces: frame.no_break_spaces });
    }

    /// At the end of the text: keeps what is open from the outermost message on. False if there is none.
    fn keep_cut_off(&mut self) -> bool {
        let mut outermost: Option<Frame> = None;
        let mut inner: Option<Frame> = None;
        for mut frame in self.open.iter().rev().copied() {
            if let Some(inner) = &inner {
                frame.absorb(inner);
            }
            if frame.is_message() {
                outermost = Some(frame);
            }
            inner = Some(frame);
        }
        if let Some(frame) = &outermost {
            self.keep(frame, self.text.len());
        }
        outermost.is_some()
    }

    /// Takes a string; its place without the quotes, or `None` when the text ends in it. Line breaks are let through:
    /// mails wrap long lines.
    fn string(&mut self) -> Option<std::ops::Range<usize>> {
        self.string = Some(self.at);
        let start = self.at + 1;
        let mut from = start;
        loop {
            let Some(at) = self.text.get(from..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) else {
                self.at = self.text.len();
                return None;
            };
            let at = from + at;
            if self.text.get(at) == Some(&b'"') {
                self.at = at + 1;
                return Some(start..at);
            }
            from = at + 2;
        }
    }

    fn key(&mut self) -> Step {
        let Some(range) = self.string() else { return Step::Ends };
        let key = self.text.get(range).unwrap_or_default();
        if KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
            && let Some(frame) = self.open.last_mut()
        {
            frame.key_depth = Some(0);
        }
        self.expect(Next::Colon)
    }

    fn word(&mut self, word: &[u8]) -> Step {
        let rest = self.rest();
        if rest.starts_with(word) {
            self.at += word.len();
            self.string = None;
            return self.after_value();
        }
        if word.starts_with(rest) { Step::Ends } else { Step::Fails }
    }

    fn number(&mut self) -> Step {
        let digits = |byte: &&u8| matches!(**byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        self.at += self.rest().iter().take_while(digits).count();
        self.string = None;
        self.after_value()
    }
}
