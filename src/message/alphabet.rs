//! The check of base64 characters that the indexing pass makes on the fly. Used by `index` only.
//!
//! It answers one question at the speed of reading: is this string clean base64 (perhaps with line breaks, `\/` escapes
//! or without padding), and how many bytes does it hold? Everything else is left to the decoder in `content`.

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
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            if *escaped {
                let Some(&byte) = rest.first() else { break };
                *escaped = false;
                at += 1;
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
            if self.needs_look {
                match memchr::memchr2(b'"', b'\\', rest) {
                    Some(found) => at += found,
                    None => return raw.len(),
                }
            } else {
                let run = alphabet_run(rest);
                if run > 0 && self.padding > 0 {
                    self.needs_look = true;
                }
                self.alphabet += run as u64;
                at += run;
            }
            match raw.get(at) {
                None => break,
                Some(b'"') => return at,
                Some(b'\\') => *escaped = true,
                Some(b'=') => self.padding += 1,
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.white_space += 1,
                Some(_) => self.needs_look = true,
            }
            at += 1;
        }
        raw.len()
    }

    fn one_of_the_alphabet(&mut self) {
        if self.padding > 0 {
            self.needs_look = true;
        }
        self.alphabet += 1;
    }
}

/// Bytes checked together: a multiple of every vector width, so that the compiler turns the loop into vector code.
const BLOCK: usize = 256;

/// Length of the run of standard base64 characters (RFC 4648 §4, without padding) at the start of `bytes`.
fn alphabet_run(bytes: &[u8]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, as just asked; the function reads through safe slices only.
        #[expect(unsafe_code, reason = "calling a function compiled for AVX2")]
        return unsafe { alphabet_run_avx2(bytes) };
    }
    alphabet_run_plain(bytes)
}

/// The same code, compiled for wider vectors.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn alphabet_run_avx2(bytes: &[u8]) -> usize {
    alphabet_run_plain(bytes)
}

#[inline(always)]
fn alphabet_run_plain(bytes: &[u8]) -> usize {
    let mut run = 0;
    for block in bytes.chunks_exact(BLOCK) {
        if block.iter().fold(0, |most, &byte| foreignness(byte).max(most)) != 0 {
            break;
        }
        run += BLOCK;
    }
    let rest = bytes.get(run..).unwrap_or_default();
    run + rest.iter().position(|&byte| foreignness(byte) != 0).unwrap_or(rest.len())
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
        for length in [0, 1, 63, 64, 65, 255, 256, 257, 300, 1000] {
            assert_eq!(alphabet_run(&vec![b'A'; length]), length);
            for at in 0..length {
                let mut bytes = vec![b'A'; length];
                bytes[at] = b'-';
                assert_eq!(alphabet_run(&bytes), at);
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
