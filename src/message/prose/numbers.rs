//! Line numbers that were copied along with the lines: alone on every second line, or at the start of each. Used by
//! `prose` only.
//!
//! A number alone on a line may as well be an element of an array. Two things tell line numbers apart: they run on (k,
//! k + 1, k + 2 …), and what follows them: after a value JSON can only go on with a comma or a closing bracket.

use std::ops::Range;

use super::blank;
use crate::limits::{LINE_NUMBER_DIGITS, LINE_NUMBERS, PROSE_LINES};

/// Puts spaces over line numbers. `None` when there are too many lines to look at.
pub(super) fn blank_numbers(text: &mut [u8]) -> Option<()> {
    let mut found = Vec::new();
    find(text, &mut found)?;
    for range in found {
        if let Some(part) = text.get_mut(range.start as usize..range.end as usize) {
            blank(part);
        }
    }
    Some(())
}

/// Places of 32 bits: texts are smaller (`PROSE_BYTES`), and there may be millions.
type Place = Range<u32>;

/// What is known of a line that is not blank.
#[derive(Clone, Debug)]
struct Line {
    /// The number it starts with, and its place with the mark behind it.
    number: Option<(u32, Place)>,
    /// The first byte after the number (or of the line, without one); `None` when the number stands alone.
    first: Option<u8>,
}

impl Line {
    fn alone(&self) -> Option<(u32, Place)> {
        if self.first.is_none() { self.number.clone() } else { None }
    }
}

/// Numbers that run on.
#[derive(Debug, Default)]
struct Run {
    places: Vec<Place>,
    last: u32,
    /// One of them is followed by what JSON does not allow after a number.
    no_value: bool,
}

impl Run {
    fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn expects(&self, number: u32) -> bool {
        !self.is_empty() && self.last.checked_add(1) == Some(number)
    }

    fn push(&mut self, number: u32, place: Place) {
        self.places.push(place);
        self.last = number;
    }

    fn followed_by(&mut self, first: Option<u8>) {
        self.no_value |= !self.is_empty() && !matches!(first, None | Some(b',' | b']' | b'}'));
    }

    /// Ends it; what was found goes to `found` if it proved to be line numbers.
    fn end(&mut self, found: &mut Vec<Place>) {
        if self.no_value && self.places.len() >= LINE_NUMBERS {
            found.append(&mut self.places);
        }
        self.places.clear();
        self.no_value = false;
    }
}

fn find(text: &[u8], found: &mut Vec<Place>) -> Option<()> {
    let mut at_starts = Run::default();
    let mut alone = Run::default();
    // Whether the line before was the last number of `alone`: then this one is the line that it counts.
    let mut counted = false;
    let mut lines = lines(text).peekable();
    let mut left = PROSE_LINES;
    while let Some(line) = lines.next() {
        left = left.checked_sub(1)?;
        if line.number.is_none() && at_starts.is_empty() && alone.is_empty() {
            continue;
        }
        match &line.number {
            Some((number, place)) => {
                if !at_starts.expects(*number) {
                    at_starts.end(found);
                }
                at_starts.push(*number, place.clone());
                at_starts.followed_by(line.first);
            }
            None => at_starts.end(found),
        }

        let number = line.alone();
        if counted {
            alone.followed_by(line.first.or(number.as_ref().map(|_| b'0')));
        }
        // After a number comes the line that it counts, even if that is a number as well; unless it was an empty line
        // and the next number is already here.
        let mut next =
            |wanted: u32| lines.peek().is_some_and(|next| next.alone().is_some_and(|(next, _)| next == wanted));
        counted = match number {
            Some((number, place)) if alone.expects(number) && !(counted && next(number)) => {
                alone.push(number, place);
                true
            }
            Some((number, place)) if !counted || alone.places.len() == 1 => {
                alone.end(found);
                alone.push(number, place);
                true
            }
            _ if counted => false,
            _ => {
                alone.end(found);
                false
            }
        };
    }
    at_starts.end(found);
    alone.end(found);
    Some(())
}

/// The lines that are not blank.
fn lines(text: &[u8]) -> impl Iterator<Item = Line> {
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text).chain(std::iter::once(text.len()));
    ends.filter_map(move |end| {
        let from = start;
        start = end + 1;
        line(text.get(from..end).unwrap_or_default(), from)
    })
}

fn line(line: &[u8], at: usize) -> Option<Line> {
    let first = *line.first()?;
    if !is_blank(first) && !first.is_ascii_digit() {
        return Some(Line { number: None, first: Some(first) });
    }
    let blanks = line.iter().take_while(|byte| is_blank(**byte)).count();
    let rest = line.get(blanks..).unwrap_or_default();
    let first = *rest.first()?;
    let digits = rest.iter().take(LINE_NUMBER_DIGITS + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let plain = Some(Line { number: None, first: Some(first) });
    if !(1..=LINE_NUMBER_DIGITS).contains(&digits) {
        return plain;
    }
    let behind = rest.get(digits..).unwrap_or_default();
    let mut text = behind.iter().copied().enumerate().skip_while(|(_, byte)| is_blank(*byte));
    let mut next = text.next();
    let mut end = digits;
    if let Some((at, b':' | b'|')) = next {
        end += at + 1;
        next = text.find(|(_, byte)| !is_blank(*byte));
    } else if !matches!(next, None | Some((1.., _)) | Some((0, b'"' | b'{' | b'}' | b'[' | b']'))) {
        // `2025-01-01`, `1,`, `3rd`: nothing sets the number apart.
        return plain;
    }
    let number =
        rest.get(..digits).unwrap_or_default().iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let start = at + blanks;
    let place = u32::try_from(start).ok()?..u32::try_from(start + end).ok()?;
    Some(Line { number: Some((number, place)), first: next.map(|(_, byte)| byte) })
}

/// White space within a line; the bytes of U+00A0, with which web pages indent, count as well.
#[inline]
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0xC2 | 0xA0)
}
