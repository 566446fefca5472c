//! Which encoding text is in that is not UTF-8 and says nothing. Part of `charset`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

/// Bytes that the guess is made from, from the first beyond ASCII on: more do not make it better.
const LOOKED_AT_BYTES: usize = 256 * 1024;

/// True for UTF-8 with some bytes lost or changed: text in another encoding has hardly any sound character of UTF-8.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in telling(bytes).utf8_chunks() {
        sound = sound.saturating_add(chunk.valid().chars().filter(|letter| !letter.is_ascii()).count());
        broken = broken.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    sound > broken.saturating_mul(4)
}

/// The most likely encoding.
pub(super) fn single_or_double_byte(bytes: &[u8]) -> &'static Encoding {
    let bytes = telling(bytes);
    if is_western_signs(bytes) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // Encodings of Europe share letters. Where it makes no difference, the usual one is named.
    let text = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0;
    let same = guess.is_single_byte() && text(guess) == text(WINDOWS_1252);
    if same { WINDOWS_1252 } else { guess }
}

/// The part around the first bytes beyond ASCII, from the start of their line.
fn telling(bytes: &[u8]) -> &[u8] {
    let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
    let start = memchr::memrchr2(b'\n', b'\r', bytes.get(..ascii).unwrap_or_default()).unwrap_or(0);
    // A line may be as long as the document.
    let start = start.max(ascii.saturating_sub(1024));
    let rest = bytes.get(start..).unwrap_or_default();
    rest.get(..LOOKED_AT_BYTES).unwrap_or(rest)
}

/// True where all bytes beyond ASCII are signs of windows-1252, by far the most usual encoding of charts, where signs stand: `°C`, `5 µg`,
/// `kg/m²`, `± 2`, quotation marks. The statistics are made for words, and take them for letters of other scripts.
fn is_western_signs(bytes: &[u8]) -> bool {
    let mut before = b' ';
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        let next = after.first().copied().unwrap_or(b' ');
        let fits = match byte {
            0..0x80 => true,
            // No-break space, degree, middle dot, euro, ellipsis, quotation marks, bullet, dashes, trade mark, section.
            0xA0 | 0xB0 | 0xB7 | 0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xA7 => before.is_ascii() && next.is_ascii(),
            // Plus-minus, micro, fractions, times, copyright, registered.
            0xB1 | 0xB5 | 0xBC..=0xBE | 0xD7 | 0xA9 | 0xAE => {
                before.is_ascii() && next.is_ascii() && !before.is_ascii_alphabetic()
            }
            // Square and cube.
            0xB2 | 0xB3 => {
                (before.is_ascii_digit() || before == b'm') && next.is_ascii() && !next.is_ascii_alphabetic()
            }
            _ => false,
        };
        if !fits {
            return false;
        }
        before = *byte;
        rest = after;
    }
    true
}
