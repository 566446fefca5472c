//! What decoding found: lengths, repairs and damage. Made by `base64`; for everyone who tells people about contents.

use std::fmt;

use thiserror::Error;

use crate::limits::MEDIA_TYPE_CHARS;

/// What became of one string of base64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Length of the string in characters (Unicode scalar values) after JSON unescaping, damage or not.
    pub characters: u64,
    /// Bytes decoded: all of them, or those before the damage.
    pub bytes: u64,
    /// What had to be put right on the way.
    pub repairs: Repairs,
    /// Why not all of the string was decoded.
    pub damage: Option<Damage>,
    /// The media type that a `data:` prefix named.
    pub media_type: Option<MediaType>,
}

/// An oddity that costs no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repair {
    /// Line breaks, spaces or tabs between the characters, raw or escaped; a byte-order mark too.
    WhiteSpace,
    /// `/` written as `\/`, which JSON allows and PHP does.
    EscapedSolidus,
    /// Characters written as `\uXXXX`, which JSON allows and .NET does for `+`.
    OtherEscapes,
    /// `data:TYPE;base64,` before the contents.
    DataPrefix,
    /// `-` and `_` in place of `+` and `/` (RFC 4648 §5).
    UrlSafeAlphabet,
    /// Fewer `=` at the end than the length asks for.
    MissingPadding,
    /// More `=` at the end than the length asks for.
    ExcessPadding,
    /// Padded pieces one after the other, as from an encoder that was fed in pieces not divisible by three.
    JoinedPieces,
    /// Quotes around the contents or quotes, spaces or null characters behind them.
    Quotes,
    /// The bytes were a base64 `data:` URI in turn; that was decoded too.
    EncodedTwice,
}

impl Repair {
    /// All repairs, in the order in which they are reported.
    pub const ALL: [Self; 10] = [
        Self::WhiteSpace,
        Self::EscapedSolidus,
        Self::OtherEscapes,
        Self::DataPrefix,
        Self::UrlSafeAlphabet,
        Self::MissingPadding,
        Self::ExcessPadding,
        Self::JoinedPieces,
        Self::Quotes,
        Self::EncodedTwice,
    ];

    /// A sentence for people.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::WhiteSpace => "The base64 holds line breaks or spaces. They were skipped.",
            Self::EscapedSolidus => r"The base64 writes / as \/. It was read as JSON says.",
            Self::OtherEscapes => r"The base64 writes characters as \u escapes. They were read as JSON says.",
            Self::DataPrefix => "The base64 starts with a data: prefix. It was left out.",
            Self::UrlSafeAlphabet => {
                "The base64 uses the alphabet for web addresses (- and _ for + and /). It was read as such."
            }
            Self::MissingPadding => "The base64 lacks padding (=) at its end. The bytes are complete without it.",
            Self::ExcessPadding => "The base64 has more padding (=) at its end than it needs. It was ignored.",
            Self::JoinedPieces => {
                "The base64 consists of several padded pieces. They were decoded one by one and joined."
            }
            Self::Quotes => "The base64 has quotes or blank characters around it. They were left out.",
            Self::EncodedTwice => {
                "The contents were encoded twice, as a data: address inside base64. Both were decoded."
            }
        }
    }
}

/// A set of [`Repair`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs(u16);

impl Repairs {
    /// True when `repair` was made.
    #[must_use]
    pub fn contains(self, repair: Repair) -> bool {
        self.0 & Self::bit(repair) != 0
    }

    /// True when the string was as RFC 4648 §4 wants it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The repairs made, in the order of [`Repair::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Repair> {
        Repair::ALL.into_iter().filter(move |&repair| self.contains(repair))
    }

    pub(in crate::content) fn insert(&mut self, repair: Repair) {
        self.0 |= Self::bit(repair);
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn bit(repair: Repair) -> u16 {
        1 << repair as u16
    }
}

impl fmt::Debug for Repairs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

/// Why decoding stopped. What stands before the place was decoded; nothing behind it was.
///
/// Decoding does not go on behind a foreign character: whether one was added, changed or is a piece of other text
/// cannot be told, and bytes from a wrong alignment would look like a document and be none.
/// In contents that were encoded twice, places count in the inner text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Damage {
    /// A character outside of the alphabet.
    #[error(
        "Character {position} is not part of base64. What stands before it decodes; ask the sender for the document again."
    )]
    Foreign {
        /// Place of the character, counted from 1 after JSON unescaping.
        position: u64,
    },
    /// One character is left over at the end (a length of 1 modulo 4), which no encoder writes.
    #[error(
        "The base64 ends in the middle of a group of four characters, so it was probably cut off. What stands before that decodes; ask the sender for the document again."
    )]
    CutOff,
    /// U+FFFD, the mark for a character that a text conversion lost.
    #[error(
        "Character {position} stands for one that was lost when the base64 was converted as text. What stands before it decodes; ask the sender for the document again."
    )]
    Lossy {
        /// Place of the character, counted from 1 after JSON unescaping.
        position: u64,
    },
    /// A mark such as `...` or `[truncated]` in place of the rest.
    #[error(
        "The base64 was shortened: from character {position} on, only a mark such as ... is left. Open the original message instead of a shortened copy."
    )]
    Truncated {
        /// Place of the mark, counted from 1 after JSON unescaping.
        position: u64,
    },
    /// Words or an unencoded document where base64 belongs. Found by `classify`, never by the decoder.
    #[error(
        "The contents are plain text, not base64, from character {position} on. Ask the sender to encode the document."
    )]
    NotBase64 {
        /// Place of the first character outside of the alphabet, counted from 1 after JSON unescaping.
        position: u64,
    },
}

/// The media type that a `data:` prefix names, without parameters: ASCII, at most [`MEDIA_TYPE_CHARS`] characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MediaType {
    text: [u8; MEDIA_TYPE_CHARS],
    length: u8,
}

impl MediaType {
    /// The text as written, such as `application/pdf`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.get(..usize::from(self.length)).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    pub(super) const fn empty() -> Self {
        Self { text: [0; MEDIA_TYPE_CHARS], length: 0 }
    }

    /// Adds a character; false when it does not belong to a media type or there is no room.
    pub(super) fn push(&mut self, character: char) -> bool {
        let Ok(byte) = u8::try_from(character) else {
            return false;
        };
        match self.text.get_mut(usize::from(self.length)) {
            Some(place) if byte.is_ascii_graphic() => {
                *place = byte;
                self.length += 1;
                true
            }
            _ => false,
        }
    }
}

impl fmt::Debug for MediaType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}
