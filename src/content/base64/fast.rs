//! The quick way through plain contents: whole blocks for the vector unit, line breaks and escapes sorted out before.
//! Used by `base64` only.

use super::engine;
use super::meaning::value_of;
use super::report::Repair;
use super::stream::Stream;
use super::{Sink, unescape::Step, unescape::Unit, unescape::step};
use crate::limits::BASE64_BLOCK_CHARS;

/// Raw bytes read for one block at most, so that a block which turns out odd is not worth more than a few times its
/// size: a string may be mostly white space.
const BLOCK_RAW_BYTES: usize = 4 * BASE64_BLOCK_CHARS;

/// Bytes looked at together for anything but plain characters; copied together too.
const STRIDE: usize = 64;

/// What gathering one block found.
#[derive(Default)]
struct Gathered {
    raw_bytes: usize,
    filled: usize,
    white_space: u64,
    escaped_solidus: bool,
    other_escapes: bool,
}

impl Gathered {
    /// Notes a character; the byte of it that goes into the block.
    #[inline]
    fn note(&mut self, read: Read) -> Option<u8> {
        match read {
            Read::Plain(byte) => Some(byte),
            Read::Space => {
                self.white_space += 1;
                None
            }
            Read::Solidus => {
                self.escaped_solidus = true;
                Some(b'/')
            }
            Read::Escaped(byte) => {
                self.other_escapes = true;
                Some(byte)
            }
        }
    }
}

impl Stream {
    /// Takes some of `raw` (at least one byte), standing between two groups.
    pub(super) fn fast<S: Sink + ?Sized>(&mut self, raw: &[u8], sink: &mut S) -> usize {
        if let Some(taken) = self.straight(raw, sink) {
            return taken;
        }
        let gathered = self.gather(raw);
        let raw_bytes = gathered.raw_bytes.max(1);
        if !self.decode_gathered(&gathered, sink) {
            self.one_by_one(raw.get(..raw_bytes).unwrap_or(raw), sink);
        }
        raw_bytes
    }

    /// Decodes a block of nothing but the alphabet where it stands.
    fn straight<S: Sink + ?Sized>(&mut self, raw: &[u8], sink: &mut S) -> Option<usize> {
        let taken = raw.len().min(BASE64_BLOCK_CHARS) & !3;
        let block = raw.get(..taken).filter(|block| !block.is_empty())?;
        let url_safe = self.repairs.contains(Repair::UrlSafeAlphabet);
        let bytes = engine::decode(url_safe, block, &mut self.decoded)?;
        sink.write(self.decoded.get(..bytes)?);
        self.characters += taken as u64;
        self.bytes += bytes as u64;
        Some(taken)
    }

    /// Copies characters into the block, leaving out white space and reading escapes.
    /// Stops before anything else that could matter; what is merely foreign the vector unit will find.
    fn gather(&mut self, raw: &[u8]) -> Gathered {
        let raw = raw.get(..BLOCK_RAW_BYTES).unwrap_or(raw);
        let mut found = Gathered::default();
        while self.gather_stride(raw, &mut found) {}
        while self.gather_one(raw, &mut found) {}
        found
    }

    /// Gathers what begins within the next stride. False at the end of room or raw bytes, or before something odd.
    #[inline]
    fn gather_stride(&mut self, raw: &[u8], found: &mut Gathered) -> bool {
        let start = found.raw_bytes;
        // Twice the length, so that a whole stride can be copied from wherever a run begins.
        let Some(stretch) = raw.get(start..start + 2 * STRIDE) else {
            return false;
        };
        let Some(room) = self.block.get_mut(found.filled..found.filled + 2 * STRIDE) else {
            return false;
        };
        let Some(stride) = stretch.first_chunk::<STRIDE>() else {
            return false;
        };
        let mut odd = odd_bytes(stride);
        let (mut from, mut to) = (0, 0);
        let mut go_on = true;
        loop {
            // Copied at full length whatever the run's: what is too much is written over.
            if let (Some(run), Some(place)) = (stretch.get(from..from + STRIDE), room.get_mut(to..to + STRIDE)) {
                place.copy_from_slice(run);
            }
            if odd == 0 {
                break;
            }
            let next = odd.trailing_zeros() as usize;
            odd &= odd - 1;
            to += next - from;
            from = next;
            let Some((read, bytes)) = read_one(stretch.get(from..).unwrap_or_default()) else {
                go_on = false;
                break;
            };
            from += bytes;
            if let Some(byte) = found.note(read) {
                if let Some(place) = room.get_mut(to) {
                    *place = byte;
                }
                to += 1;
            }
        }
        if go_on && from < STRIDE {
            to += STRIDE - from;
            from = STRIDE;
        }
        found.raw_bytes += from;
        found.filled += to;
        go_on
    }

    /// Gathers one character. False at the end of room or raw bytes, or before something odd.
    fn gather_one(&mut self, raw: &[u8], found: &mut Gathered) -> bool {
        let rest = raw.get(found.raw_bytes..).unwrap_or_default();
        let Some((read, bytes)) = read_one(rest) else {
            return false;
        };
        let Some(place) = self.block.get_mut(found.filled) else {
            return false;
        };
        if let Some(byte) = found.note(read) {
            *place = byte;
            found.filled += 1;
        }
        found.raw_bytes += bytes;
        true
    }

    /// Decodes the block. False, and nothing changed, when some of it is no base64 or the block is empty.
    fn decode_gathered<S: Sink + ?Sized>(&mut self, found: &Gathered, sink: &mut S) -> bool {
        if found.raw_bytes == 0 {
            return false;
        }
        let mut url_safe = false;
        let bytes = match self.decode_block(found.filled) {
            Some(bytes) => bytes,
            None => {
                let filled = self.block.get_mut(..found.filled).unwrap_or_default();
                url_safe = make_standard(filled);
                match self.decode_block(found.filled) {
                    Some(bytes) if url_safe => bytes,
                    _ => return false,
                }
            }
        };
        if let Some(decoded) = self.decoded.get(..bytes)
            && !decoded.is_empty()
        {
            sink.write(decoded);
        }
        for at in found.filled & !3..found.filled {
            let value = self.block.get(at).copied().and_then(value_of);
            self.value(value.unwrap_or_default());
        }
        self.characters += found.filled as u64 + found.white_space;
        self.bytes += bytes as u64;
        for (made, repair) in [
            (found.white_space > 0, Repair::WhiteSpace),
            (found.escaped_solidus, Repair::EscapedSolidus),
            (found.other_escapes, Repair::OtherEscapes),
            (url_safe, Repair::UrlSafeAlphabet),
        ] {
            if made {
                self.repairs.insert(repair);
            }
        }
        true
    }

    /// Decodes the whole groups at the start of the block. `None` when any of its characters is not of the standard
    /// alphabet.
    fn decode_block(&mut self, filled: usize) -> Option<usize> {
        let (whole, rest) = self.block.get(..filled)?.split_at(filled & !3);
        if rest.iter().any(|&byte| value_of(byte).is_none()) {
            return None;
        }
        engine::decode(false, whole, &mut self.decoded)
    }
}

/// Replaces the two characters of the alphabet for web addresses; true when there were any.
fn make_standard(characters: &mut [u8]) -> bool {
    characters.iter_mut().fold(false, |any, character| {
        let was = *character;
        *character = match was {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        any | (was != *character)
    })
}

/// White space, control characters, escapes and padding: everything that must not reach the block.
const fn is_odd(byte: u8) -> bool {
    byte <= b' ' || byte == b'\\' || byte == b'='
}

/// A character of the kinds that gathering deals with.
#[derive(Clone, Copy)]
enum Read {
    Plain(u8),
    Space,
    Solidus,
    Escaped(u8),
}

/// Reads the first character of `raw` and the bytes it takes. `None` for anything that only the slow way can judge.
#[inline]
fn read_one(raw: &[u8]) -> Option<(Read, usize)> {
    match raw {
        [b' ' | b'\t' | b'\n' | b'\r', ..] => Some((Read::Space, 1)),
        [b'\\', b'n' | b'r' | b't', ..] => Some((Read::Space, 2)),
        [b'\\', b'/', ..] => Some((Read::Solidus, 2)),
        [b'\\', b'u', ..] => match step(raw, false) {
            Step::Take(Unit::Long(character), bytes) => {
                let byte = u8::try_from(character).ok()?;
                let alphabet = byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
                alphabet.then_some((Read::Escaped(byte), bytes))
            }
            _ => None,
        },
        [byte, ..] if !is_odd(*byte) => Some((Read::Plain(*byte), 1)),
        _ => None,
    }
}

/// A bit for each odd byte, the lowest for the first. Without branches, so that it becomes vector code.
#[inline]
fn odd_bytes(bytes: &[u8; STRIDE]) -> u64 {
    let mut flags = [0; STRIDE];
    for (flag, &byte) in flags.iter_mut().zip(bytes) {
        *flag = u8::from(is_odd(byte));
    }
    let (eights, _) = flags.as_chunks::<8>();
    let mut bits = 0;
    for (number, &eight) in eights.iter().enumerate() {
        // Moves the lowest bit of byte number `i` to bit `56 + i`; no two products meet, so nothing is carried.
        let gathered = u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080);
        bits |= (gathered & (0xff << 56)) >> (56 - 8 * number);
    }
    bits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn a_stride_is_judged_as_one_by_one() {
        for byte in 0..=255u8 {
            for place in 0..STRIDE {
                for other in [b'A', b'z', b'!', b'<', b'>', b'[', b']', 0x80, 0xff] {
                    let mut word = [other; STRIDE];
                    word[place] = byte;
                    let expected = (0..STRIDE).map(|at| u64::from(is_odd(word[at])) << at).sum::<u64>();
                    assert_eq!(odd_bytes(&word), expected, "{word:?}");
                }
            }
        }
    }
}
