//! One pass over a source: everything but the insides of long strings is copied into a small *residue*, and each long
//! string's place in the source is noted, with what its characters say about base64. Used by `read`.
//!
//! A response is small facts between huge strings, so the cost of listing it is the cost of reading it, and the memory
//! follows the number of documents. Long strings are found again by their *position* in the residue, never by a text
//! in it: nothing that a message can hold is able to forge a reference to another entry's bytes.

mod moved;
mod pieces;

use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::alphabet::Facts;
use super::source::{Source, SourceError};
use crate::limits::{LONG_STRING_BYTES, RESIDUE_BYTES};

/// A string whose insides were left in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongString {
    /// Offset of its opening quote in the residue, where it stands as `""`.
    pub residue_at: usize,
    /// Its raw insides in the source.
    pub range: Range<u64>,
    /// What its characters say.
    pub facts: Facts,
}

/// From here on, a residue offset plus a constant is the offset in the source.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    residue_at: usize,
    source_at: u64,
}

/// What the pass leaves.
#[derive(Debug, Default)]
pub struct Index {
    residue: String,
    strings: Vec<LongString>,
    anchors: Vec<Anchor>,
    /// Length of the source: what closes a cut message stands in the residue only.
    source_end: u64,
    /// Where the last place was found in `anchors`: a hint only, so it may be wrong.
    last_anchor: AtomicUsize,
    /// Place of the first raw control character in a string, and how many there were.
    pub control_characters: Option<(u64, u64)>,
    /// Place of the first byte that is not UTF-8 outside long strings.
    pub not_utf8: Option<u64>,
    /// The source ends inside a string.
    pub ends_in_string: bool,
}

/// Why the pass ended early.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Reading failed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The user cancelled.
    #[error("Opening was cancelled.")]
    Cancelled,
    /// The first character says that it is no JSON message; its offset.
    #[error("This file does not start like JSON.")]
    NotJson(u64),
    /// There is nothing but white space.
    #[error("The file is empty.")]
    Empty,
    /// Too much beside the long strings.
    #[error("This file holds too much besides documents to be a response.")]
    TooMuch,
}

impl Index {
    /// The JSON text with long strings emptied.
    #[must_use]
    pub fn residue(&self) -> &str {
        &self.residue
    }

    /// The long string whose opening quote stands at this place of the residue.
    #[must_use]
    pub fn long_string_at(&self, residue_at: usize) -> Option<&LongString> {
        // It stands there as an empty string, so most places need no search.
        if self.residue.get(residue_at..residue_at.checked_add(2)?) != Some("\"\"") {
            return None;
        }
        let found = self.strings.binary_search_by_key(&residue_at, |string| string.residue_at);
        found.ok().and_then(|at| self.strings.get(at))
    }

    /// The source offset of a residue offset.
    #[must_use]
    pub fn source_offset(&self, residue_at: usize) -> u64 {
        // Places are mostly asked for in their order: the last one's neighbourhood is looked at first.
        let near = self.last_anchor.load(Ordering::Relaxed);
        let follows = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| self.anchors.get(before));
            before.is_none_or(|before| before.residue_at <= residue_at)
                && self.anchors.get(at).is_none_or(|next| next.residue_at > residue_at)
        };
        let after = (near..near.saturating_add(3))
            .find(|at| *at <= self.anchors.len() && follows(*at))
            .unwrap_or_else(|| self.anchors.partition_point(|anchor| anchor.residue_at <= residue_at));
        self.last_anchor.store(after, Ordering::Relaxed);
        let offset = match after.checked_sub(1).and_then(|at| self.anchors.get(at)) {
            Some(anchor) => anchor.source_at + (residue_at - anchor.residue_at) as u64,
            None => residue_at as u64,
        };
        // Inside something that the residue holds longer than the source (an escape, a replacement character).
        self.anchors.get(after).map_or(offset, |next| offset.min(next.source_at)).min(self.source_end)
    }
}

enum State {
    Outside,
    /// Inside a string that is still short; its opening quote in the residue.
    Short {
        open: usize,
        escaped: bool,
    },
    /// Inside a string that proved long.
    Long {
        escaped: bool,
    },
}

struct Pass {
    residue: Vec<u8>,
    index: Index,
    state: State,
    /// The raw insides of the current string while it is short: the residue holds control characters escaped.
    head: Vec<u8>,
    /// Source offset of the first byte of the current buffer.
    base: u64,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the source once. `progress` is told the bytes read so far and may stop it.
///
/// # Errors
/// See [`IndexError`].
pub fn index(source: &Source, mut progress: impl FnMut(u64) -> ControlFlow<()>) -> Result<Index, IndexError> {
    let mut pass = Pass {
        residue: Vec::new(),
        // Not known before the end of the pass.
        index: Index { source_end: u64::MAX, ..Index::default() },
        state: State::Outside,
        head: Vec::with_capacity(LONG_STRING_BYTES + 1),
        base: 0,
    };
    let mut started = false;
    pieces::each(source, |mut piece| {
        if pass.base == 0 {
            // A byte-order mark is no part of the text, but offsets count it.
            if let Some(rest) = piece.strip_prefix(BYTE_ORDER_MARK) {
                piece = rest;
                pass.base = 3;
                pass.index.anchors.push(Anchor { residue_at: 0, source_at: 3 });
            }
        }
        if !started && let Some(first) = piece.iter().position(|byte| !byte.is_ascii_whitespace()) {
            match piece.get(first) {
                // A message may stand as text in a JSON string.
                Some(b'{' | b'[' | b'"') => started = true,
                _ => return Err(IndexError::NotJson(pass.base + first as u64)),
            }
        }
        pass.take(piece)?;
        pass.base += piece.len() as u64;
        if progress(pass.base).is_break() { Err(IndexError::Cancelled) } else { Ok(()) }
    })?;
    if started { Ok(pass.finish()) } else { Err(IndexError::Empty) }
}

impl Pass {
    fn take(&mut self, piece: &[u8]) -> Result<(), IndexError> {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            at += match self.state {
                State::Outside => self.outside(rest),
                State::Short { open, escaped } => self.short(rest, open, escaped, at),
                State::Long { escaped } => self.long(rest, escaped, at),
            };
        }
        let anchors = self.index.anchors.len().saturating_mul(size_of::<Anchor>());
        let strings = self.index.strings.len().saturating_mul(size_of::<LongString>());
        if self.residue.len().saturating_add(anchors).saturating_add(strings) > RESIDUE_BYTES {
            return Err(IndexError::TooMuch);
        }
        Ok(())
    }

    /// Copies up to and with the next quote.
    fn outside(&mut self, rest: &[u8]) -> usize {
        let quote = memchr::memchr(b'"', rest);
        let taken = quote.map_or(rest.len(), |quote| quote + 1);
        self.residue.extend_from_slice(rest.get(..taken).unwrap_or_default());
        if quote.is_some() {
            let open = self.residue.len() - 1;
            self.state = State::Short { open, escaped: false };
            self.head.clear();
        }
        taken
    }

    /// Copies a string until it ends or proves long.
    fn short(&mut self, rest: &[u8], open: usize, mut escaped: bool, at: usize) -> usize {
        let plain = if escaped { 0 } else { self.plain(rest) };
        for (taken, &byte) in rest.iter().enumerate().skip(plain) {
            if self.head.len() > LONG_STRING_BYTES {
                self.becomes_long(open, at + taken, escaped);
                return taken;
            }
            self.head.push(byte);
            if byte < b' ' {
                let source_at = self.base + (at + taken) as u64;
                self.control_character(byte, source_at);
                escaped = false;
                continue;
            }
            self.residue.push(byte);
            if escaped {
                escaped = false;
            } else if byte == b'\\' {
                escaped = true;
            } else if byte == b'"' {
                self.state = State::Outside;
                return taken + 1;
            }
        }
        self.state = State::Short { open, escaped };
        rest.len()
    }

    /// Copies what needs no care at the start of `rest`: no quote, no backslash, no control character, and not so much
    /// that the string proves long. Returns how many bytes that was.
    fn plain(&mut self, rest: &[u8]) -> usize {
        let room = (LONG_STRING_BYTES + 1).saturating_sub(self.head.len());
        let near = rest.get(..rest.len().min(room)).unwrap_or_default();
        let end = memchr::memchr2(b'"', b'\\', near).unwrap_or(near.len());
        let plain = near.get(..end).unwrap_or_default();
        if plain.iter().fold(u8::MAX, |least, &byte| least.min(byte)) < b' ' {
            return 0;
        }
        self.head.extend_from_slice(plain);
        self.residue.extend_from_slice(plain);
        plain.len()
    }

    /// JSON wants control characters escaped: the residue holds them so, and remembers the shift.
    fn control_character(&mut self, byte: u8, source_at: u64) {
        let count = self.index.control_characters.map_or(0, |(_, count)| count);
        let first = self.index.control_characters.map_or(source_at, |(first, _)| first);
        self.index.control_characters = Some((first, count + 1));
        // After a backslash the escape is already open: `\` + raw line break reads as the line break itself.
        if self.residue.last() == Some(&b'\\') && !self.ends_in_even_backslashes() {
            self.residue.pop();
        }
        self.residue.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
        self.index.anchors.push(Anchor { residue_at: self.residue.len(), source_at: source_at + 1 });
    }

    fn ends_in_even_backslashes(&self) -> bool {
        self.residue.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 0
    }

    /// The residue keeps the quotes, the place in the source and the facts stay.
    fn becomes_long(&mut self, open: usize, at: usize, escaped: bool) {
        let mut facts = Facts::default();
        let mut open_escape = false;
        facts.take(&self.head, &mut open_escape);
        let start = self.index.source_offset(open) + 1;
        // Anchors inside the string (control characters) go with its insides.
        while self.index.anchors.pop_if(|anchor| anchor.residue_at > open).is_some() {}
        self.residue.truncate(open + 1);
        debug_assert_eq!(open_escape, escaped, "both see the same bytes");
        self.index.strings.push(LongString { residue_at: open, range: start..self.base + at as u64, facts });
        self.state = State::Long { escaped };
    }

    fn long(&mut self, rest: &[u8], mut escaped: bool, at: usize) -> usize {
        let Some(string) = self.index.strings.last_mut() else {
            self.state = State::Outside;
            return 0;
        };
        let taken = string.facts.take(rest, &mut escaped);
        if taken == rest.len() {
            self.state = State::Long { escaped };
            return taken;
        }
        string.range.end = self.base + (at + taken) as u64;
        self.residue.push(b'"');
        self.index
            .anchors
            .push(Anchor { residue_at: self.residue.len() - 1, source_at: self.base + (at + taken) as u64 });
        self.state = State::Outside;
        taken + 1
    }

    fn finish(mut self) -> Index {
        self.index.source_end = self.base;
        self.index.ends_in_string = !matches!(self.state, State::Outside);
        if matches!(self.state, State::Long { .. }) {
            // Never closed: what it holds is unknown, so nothing may refer to it.
            self.index.strings.pop();
        }
        blank_marks(&mut self.residue);
        match String::from_utf8(self.residue) {
            Ok(residue) => self.index.residue = residue,
            Err(error) => {
                let bytes = error.into_bytes();
                self.index.replace_what_is_not_utf8(&bytes);
            }
        }
        self.index
    }
}

/// Files that were joined bring their byte-order marks along: outside strings they are no more than white space.
fn blank_marks(residue: &mut [u8]) {
    if memchr::memmem::find(residue, BYTE_ORDER_MARK).is_none() {
        return;
    }
    let (mut at, mut in_string) = (0, false);
    while let Some(rest) = residue.get_mut(at..).filter(|rest| !rest.is_empty()) {
        match rest.first() {
            Some(b'"') => in_string = !in_string,
            Some(b'\\') if in_string => at += 1,
            _ if !in_string && rest.starts_with(BYTE_ORDER_MARK) => {
                if let Some(mark) = rest.get_mut(..BYTE_ORDER_MARK.len()) {
                    mark.fill(b' ');
                }
            }
            _ => {}
        }
        at += 1;
    }
}
