//! What stands where in 64 bytes, a bit a byte. Used by `alphabet` only.

use super::foreignness;

/// Bytes whose places fit into the bits of a mask.
pub(super) const MASK_BYTES: usize = 64;
/// So many bytes.
pub(super) type Block = [u8; MASK_BYTES];

/// A bit is set for each byte of that kind; the lowest bit is the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Not of the alphabet.
    pub(super) foreign: u64,
    pub(super) backslash: u64,
    /// Space, tab and line breaks.
    pub(super) white_space: u64,
    pub(super) solidus: u64,
    /// `n`, `r` and `t`, which behind a backslash are white space.
    pub(super) line_letter: u64,
}

impl Masks {
    /// Byte by byte.
    pub(super) fn of(block: &Block) -> Self {
        let mut masks = Self::default();
        for (at, &byte) in block.iter().enumerate() {
            masks.foreign |= u64::from(foreignness(byte) != 0) << at;
            masks.backslash |= u64::from(byte == b'\\') << at;
            masks.white_space |= u64::from(matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) << at;
            masks.solidus |= u64::from(byte == b'/') << at;
            masks.line_letter |= u64::from(matches!(byte, b'n' | b'r' | b't')) << at;
        }
        masks
    }

    /// The same with vector instructions: compilers do not find the one that gathers bits.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    pub(super) fn of_avx2(block: &Block) -> Self {
        use std::arch::x86_64::{
            _mm256_cmpeq_epi8, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
            _mm256_set1_epi8, _mm256_sub_epi8,
        };

        let (words, _) = block.as_chunks::<8>();
        let word = |at: usize| words.get(at).map_or(0, |word| i64::from_le_bytes(*word));
        let all = |byte: u8| _mm256_set1_epi8(byte.cast_signed());
        let bits = |flags| u64::from(_mm256_movemask_epi8(flags).cast_unsigned());
        let mut masks = Self::default();
        for half in [1, 0] {
            let bytes = _mm256_set_epi64x(word(half * 4 + 3), word(half * 4 + 2), word(half * 4 + 1), word(half * 4));
            let is = |byte: u8| _mm256_cmpeq_epi8(bytes, all(byte));
            let letter = _mm256_sub_epi8(_mm256_or_si256(bytes, all(0x20)), all(b'a'));
            let is_letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, all(25)), letter);
            // `/` and the digits stand next to each other in ASCII.
            let digit = _mm256_sub_epi8(bytes, all(b'/'));
            let is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, all(10)), digit);
            let known = _mm256_or_si256(_mm256_or_si256(is_letter, is_digit), is(b'+'));
            let blank = _mm256_or_si256(is(b' '), is(b'\t'));
            let line_end = _mm256_or_si256(is(b'\n'), is(b'\r'));
            let line_letter = _mm256_or_si256(_mm256_or_si256(is(b'n'), is(b'r')), is(b't'));
            masks.foreign = masks.foreign << 32 | (bits(known) ^ u64::from(u32::MAX));
            masks.backslash = masks.backslash << 32 | bits(is(b'\\'));
            masks.white_space = masks.white_space << 32 | bits(_mm256_or_si256(blank, line_end));
            masks.solidus = masks.solidus << 32 | bits(is(b'/'));
            masks.line_letter = masks.line_letter << 32 | bits(line_letter);
        }
        masks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree_on_every_byte_at_every_place() {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            for byte in 0..=255u8 {
                for at in 0..MASK_BYTES {
                    let mut block = [b'A'; MASK_BYTES];
                    block[at] = byte;
                    block[(at + 7) % MASK_BYTES] = b'-';
                    // SAFETY: the processor has AVX2, as just asked.
                    #[expect(unsafe_code, reason = "calling a function compiled for AVX2")]
                    let fast = unsafe { Masks::of_avx2(&block) };
                    assert_eq!(fast, Masks::of(&block), "{byte} at {at}");
                }
            }
        }
    }
}
