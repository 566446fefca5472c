//! The check of base64 characters that the indexing pass makes on the fly. Used by `index` only.
//!
//! It answers one question at the speed of reading: is this string clean base64 (perhaps with line breaks, `\/` escapes
//! or without padding), and how many bytes does it hold? Everything else is left to the decoder in `content`.

mod masks;

use masks::{Block, MASK_BYTES, Masks};

/// What the pass learned of one long string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Characters of the base64 alphabet.
    pub alphabet: u64,
    /// Padding characters at the end.
    pub padding: u64,
    /// Space, tab and line breaks, raw or as the escapes `\n`, `\r`, `\t`.
    pub white_space: u64,
    /// Escaped solidus, `\/`, counted in `alphabet` too.
    pub escaped_solidus: u64,
    /// Something else stands in the string: only the decoder can say what it is worth.
    pub needs_look: bool,
}

impl Facts {
    /// True when every character decodes, with no more than white space, `\/` or missing padding to repair.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let rest = self.alphabet % 4;
        let padding_fits = match self.padding {
            0 => rest != 1,
            1 => rest == 3,
            2 => rest == 2,
            _ => false,
        };
        !self.needs_look && self.alphabet > 0 && padding_fits
    }

    /// Length of the string in characters after JSON unescaping. Exact for clean strings.
    #[must_use]
    pub fn characters(&self) -> u64 {
        self.alphabet.saturating_add(self.padding).saturating_add(self.white_space)
    }

    /// Bytes that a clean string decodes to.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        (self.alphabet / 4) * 3 + (self.alphabet % 4).saturating_sub(1)
    }

    /// Takes the next piece of the string's raw insides. `escaped` carries a backslash over the edge of a piece.
    /// Returns how many bytes were taken: all, or those before the closing quote.
    pub fn take(&mut self, raw: &[u8], escaped: &mut bool) -> usize {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, as just asked; the function reads through safe slices only.
            #[expect(unsafe_code, reason = "calling a function compiled for AVX2")]
            return unsafe { self.take_avx2(raw, escaped) };
        }
        self.take_with(raw, escaped, Masks::of)
    }

    /// The same code, compiled for wider vectors.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn take_avx2(&mut self, raw: &[u8], escaped: &mut bool) -> usize {
        self.take_with(raw, escaped, |block| Masks::of_avx2(block))
    }

    /// `masks` tells what stands where in a block.
    #[inline(always)]
    fn take_with(&mut self, raw: &[u8], escaped: &mut bool, masks: impl Fn(&Block) -> Masks) -> usize {
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            if self.needs_look {
                let (taken, closed) = skip_string(rest, escaped);
                at += taken;
                if closed {
                    return at;
                }
                continue;
            }
            // Long runs first: most contents are nothing else.
            let run = if *escaped || self.padding > 0 { 0 } else { alphabet_run(rest) };
            if run > 0 {
                self.alphabet += run as u64;
                at += run;
                continue;
            }
            // What has line breaks or escapes has more of them: the next kilobytes are looked at this way.
            let end = (at + BLOCKS_WITH_BREAKS * BLOCK).min(raw.len());
            while at < end && !self.needs_look {
                let block = raw.get(at..end.min(at + MASK_BYTES)).unwrap_or_default();
                if Block::try_from(block).is_ok_and(|block| self.count_block(&masks(&block), escaped)) {
                    at += MASK_BYTES;
                    continue;
                }
                match self.take_slowly(block, escaped) {
                    Ok(taken) => at += taken,
                    Err(before_quote) => return at + before_quote,
                }
            }
        }
        raw.len()
    }

    /// Takes a whole block at once, without a branch for each line break or escape: which comes next cannot be foretold,
    /// and a wrong guess costs more than counting all of them. False, and nothing taken, where the block holds more than
    /// the alphabet, white space and their escapes.
    #[inline(always)]
    fn count_block(&mut self, masks: &Masks, escaped: &mut bool) -> bool {
        let behind = masks.backslash << 1 | u64::from(*escaped);
        let plain = self.padding == 0
            && masks.foreign == masks.backslash | masks.white_space
            && behind & masks.foreign == 0
            && behind & !(masks.solidus | masks.line_letter) == 0;
        if plain {
            let escaped_white_space = u64::from((behind & masks.line_letter).count_ones());
            self.escaped_solidus += u64::from((behind & masks.solidus).count_ones());
            self.white_space += u64::from(masks.white_space.count_ones()) + escaped_white_space;
            self.alphabet += u64::from((!masks.foreign).count_ones()) - escaped_white_space;
            *escaped = masks.backslash >> (MASK_BYTES - 1) == 1;
        }
        plain
    }

    /// Takes a block byte by byte. Returns how many bytes were taken, or as an error how many stand before the closing
    /// quote.
    fn take_slowly(&mut self, block: &[u8], escaped: &mut bool) -> Result<usize, usize> {
        for (at, &byte) in block.iter().enumerate() {
            if self.needs_look {
                return Ok(at);
            }
            if std::mem::take(escaped) {
                match byte {
                    b'/' => {
                        self.one_of_the_alphabet();
                        self.escaped_solidus += 1;
                    }
                    b'n' | b'r' | b't' => self.white_space += 1,
                    _ => self.needs_look = true,
                }
                continue;
            }
            match byte {
                b'"' => return Err(at),
                b'\\' => *escaped = true,
                b'=' => self.padding += 1,
                b' ' | b'\t' | b'\n' | b'\r' => self.white_space += 1,
                _ if foreignness(byte) == 0 => self.one_of_the_alphabet(),
                _ => self.needs_look = true,
            }
        }
        Ok(block.len())
    }

    /// After padding there should be none.
    fn one_of_the_alphabet(&mut self) {
        if self.padding > 0 {
            self.needs_look = true;
        }
        self.alphabet += 1;
    }
}

/// Skips to the closing quote, where nothing else matters any more. Returns the bytes before it and whether it was found.
fn skip_string(rest: &[u8], escaped: &mut bool) -> (usize, bool) {
    let mut at = 0;
    while let Some(after) = rest.get(at..).filter(|after| !after.is_empty()) {
        if std::mem::take(escaped) {
            at += 1;
            continue;
        }
        match memchr::memchr2(b'"', b'\\', after) {
            None => return (rest.len(), false),
            Some(found) => {
                at += found;
                if rest.get(at) == Some(&b'"') {
                    return (at, true);
                }
                *escaped = true;
                at += 1;
            }
        }
    }
    (rest.len(), false)
}

/// Blocks that are counted by masks before a long run is looked for again, once one was interrupted.
const BLOCKS_WITH_BREAKS: usize = 16;
/// Bytes checked together: a multiple of every vector width, so that the compiler turns the loop into vector code.
const BLOCK: usize = 256;

/// Length of the run of whole blocks of standard base64 characters (RFC 4648 §4, without padding) at the start of `bytes`.
#[inline(always)]
fn alphabet_run(bytes: &[u8]) -> usize {
    let mut run = 0;
    for block in bytes.chunks_exact(BLOCK) {
        if block.iter().fold(0, |most, &byte| foreignness(byte).max(most)) != 0 {
            break;
        }
        run += BLOCK;
    }
    run
}

/// 0 for a character of the alphabet. Arithmetic on bytes without a branch or a truth value: one vector instruction a step.
#[inline(always)]
fn foreignness(byte: u8) -> u8 {
    let letter = (byte | 0x20).wrapping_sub(b'a').saturating_sub(25);
    // `/` and the digits stand next to each other in ASCII.
    let solidus_or_digit = byte.wrapping_sub(b'/').saturating_sub(10);
    letter.min(solidus_or_digit).min(byte ^ b'+')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(raw: &[u8], piece: usize) -> Facts {
        let mut facts = Facts::default();
        let mut escaped = false;
        for chunk in raw.chunks(piece) {
            assert_eq!(facts.take(chunk, &mut escaped), chunk.len());
        }
        facts
    }

    #[test]
    fn every_byte_is_judged_as_the_rfc_says() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for byte in 0..=255u8 {
            assert_eq!(foreignness(byte) == 0, alphabet.contains(&byte), "{byte}");
        }
    }

    #[test]
    fn a_foreign_byte_is_found_at_every_place() {
        for length in [1, 63, 64, 65, 255, 256, 257, 300, 1000] {
            let clean = facts(&vec![b'A'; length], length);
            assert!(!clean.needs_look && clean.alphabet == length as u64);
            for at in 0..length {
                let mut bytes = vec![b'A'; length];
                bytes[at] = b'-';
                assert!(facts(&bytes, length).needs_look, "{at} of {length}");
                bytes[at] = b' ';
                let spaced = facts(&bytes, length);
                assert_eq!((spaced.needs_look, spaced.white_space, spaced.alphabet), (false, 1, length as u64 - 1));
                bytes[at] = b'"';
                assert_eq!(Facts::default().take(&bytes, &mut false), at);
            }
        }
    }

    #[test]
    fn clean_strings_are_counted_the_same_in_any_pieces() {
        let raw = br"QUJD\/UFC\nQUI=";
        for piece in 1..raw.len() {
            let facts = facts(raw, piece);
            assert!(facts.is_clean(), "{piece} {facts:?}");
            assert_eq!((facts.characters(), facts.bytes()), (13, 8));
            assert_eq!((facts.white_space, facts.escaped_solidus), (1, 1));
        }
    }

    #[test]
    fn what_does_not_decode_is_not_clean() {
        for raw in ["QUJDR", "QQ=", "QUI==", "QUJD====", "QQ==QQ==", "QU-D", "QU*D", r"QU\u0044D", "="] {
            assert!(!facts(raw.as_bytes(), 4).is_clean(), "{raw}");
        }
        for raw in ["QUJD", "QUI", "QQ", "QQ==", "QUI=", "QU JD"] {
            assert!(facts(raw.as_bytes(), 4).is_clean(), "{raw}");
        }
    }

    #[test]
    fn it_stops_at_the_closing_quote_only() {
        let mut escaped = false;
        let mut facts = Facts::default();
        assert_eq!(facts.take(br#"AB\"CD"EF"#, &mut escaped), 6);
        assert!(facts.needs_look);
    }
}
