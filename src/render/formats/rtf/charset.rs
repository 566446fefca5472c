//! Code pages: what the bytes of RTF stand for. Called by the reader and by the font table.
//!
//! Numbers of code pages and of `\fcharset` are from the Rich Text Format Specification 1.9.1 ("Font Table", "Character Set").

use super::oem::{CP437, CP850, CP852, CP858, UpperHalf};
use super::symbol::SymbolFont;
use encoding_rs::{DecoderResult, Encoding};

/// How bytes become characters.
#[derive(Clone, Copy)]
pub(super) enum CodePage {
    /// A code page that `encoding_rs` knows.
    Encoding(&'static Encoding),
    /// A code page of DOS.
    Dos(&'static UpperHalf),
    /// A font of symbols: a byte is the place of a shape in it.
    Symbols(SymbolFont),
}

impl CodePage {
    /// Western Europe, and whatever says nothing of its own.
    pub const WESTERN: Self = Self::Encoding(encoding_rs::WINDOWS_1252);

    /// By its number; `None` for one without a reader.
    pub fn numbered(number: i32) -> Option<Self> {
        use encoding_rs as e;
        Some(Self::Encoding(match number {
            437 => return Some(Self::Dos(&CP437)),
            850 => return Some(Self::Dos(&CP850)),
            852 => return Some(Self::Dos(&CP852)),
            858 => return Some(Self::Dos(&CP858)),
            866 => e::IBM866,
            874 => e::WINDOWS_874,
            932 => e::SHIFT_JIS,
            936 => e::GBK,
            949 => e::EUC_KR,
            950 => e::BIG5,
            1250 => e::WINDOWS_1250,
            1251 => e::WINDOWS_1251,
            1252 => e::WINDOWS_1252,
            1253 => e::WINDOWS_1253,
            1254 => e::WINDOWS_1254,
            1255 => e::WINDOWS_1255,
            1256 => e::WINDOWS_1256,
            1257 => e::WINDOWS_1257,
            1258 => e::WINDOWS_1258,
            10000 => e::MACINTOSH,
            10001 => e::SHIFT_JIS,
            10002 => e::BIG5,
            10003 => e::EUC_KR,
            10007 | 10017 => e::X_MAC_CYRILLIC,
            10008 => e::GBK,
            20866 => e::KOI8_R,
            20932 | 51932 => e::EUC_JP,
            21866 => e::KOI8_U,
            28591 => e::WINDOWS_1252,
            28592 => e::ISO_8859_2,
            28595 => e::ISO_8859_5,
            28597 => e::ISO_8859_7,
            28599 => e::WINDOWS_1254,
            28605 => e::ISO_8859_15,
            51949 => e::EUC_KR,
            54936 => e::GB18030,
            65001 => e::UTF_8,
            _ => return None,
        }))
    }

    /// The number of the code page of a `\fcharset`; `None` where the document's own holds.
    pub fn number_of_charset(charset: i32) -> Option<i32> {
        Some(match charset {
            0 => 1252,
            77 => 10000,
            78 => 10001,
            79 => 10003,
            80 => 10008,
            81 => 10002,
            89 => 10007,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 | 181 => 1255,
            178..=180 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 => 437,
            255 => 850,
            _ => return None,
        })
    }

    /// Whether bytes below 0x80 are ASCII.
    pub fn has_ascii(self) -> bool {
        !matches!(self, Self::Symbols(_))
    }

    /// Adds what `bytes` say to `out`. Characters that cannot be read become U+FFFD.
    pub fn decode(self, bytes: &[u8], out: &mut String) {
        match self {
            Self::Encoding(encoding) => decode(encoding, bytes, out),
            Self::Dos(upper_half) => out.extend(bytes.iter().map(|byte| match byte {
                0..0x80 => char::from(*byte),
                _ => upper_half.get(usize::from(byte & 0x7F)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            })),
            Self::Symbols(font) => out.extend(bytes.iter().map(|byte| font.shape(*byte))),
        }
    }
}

/// Bytes that make no sense in a code page of several bytes a character were mostly meant as Western (`\'a9` for ©).
fn decode(encoding: &'static Encoding, bytes: &[u8], out: &mut String) {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return out.push_str(&text);
    }
    // In small pieces: each call costs as much as its output has room.
    const PIECE_BYTES: usize = 64;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut piece = String::with_capacity(4 * PIECE_BYTES);
    let mut rest = bytes;
    loop {
        let (next, later) = rest.split_at_checked(PIECE_BYTES).unwrap_or((rest, &[]));
        let (result, read) = decoder.decode_to_string_without_replacement(next, &mut piece, later.is_empty());
        out.push_str(&piece);
        piece.clear();
        let (done, left) = rest.split_at_checked(read).unwrap_or((rest, &[]));
        match result {
            DecoderResult::InputEmpty if left.is_empty() => return,
            DecoderResult::Malformed(length, after) => {
                let end = done.len().saturating_sub(usize::from(after));
                let bad = done.get(end.saturating_sub(usize::from(length))..end).unwrap_or_default();
                if encoding.is_single_byte() || bad.is_empty() {
                    out.push(char::REPLACEMENT_CHARACTER);
                } else {
                    out.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bad).0);
                }
            }
            _ => {}
        }
        rest = left;
    }
}
