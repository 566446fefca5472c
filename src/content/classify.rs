//! Is there anything to decode? For the rooms that list, show or save contents; called before `base64`.
//!
//! Senders put other things where base64 belongs: nothing, a link, a stand-in from a sample, or plain text. Each is
//! told from the start of the string. When in doubt the answer is base64, and the decoder says what is wrong with it;
//! words that decode to a known type are base64.

mod prose;
mod stand_in;

use std::fmt;

use super::base64::unescape::{Step, step};
use super::base64::{Damage, decode};
use super::sniff::{DetectedType, sniff};
use crate::limits::REFERENCE_CHARS;

/// What stands where contents belong.
#[derive(Clone, PartialEq, Eq)]
pub enum ContentKind {
    /// Nothing, or only white space and quotes.
    Empty,
    /// A link to contents elsewhere, up to [`REFERENCE_CHARS`] characters and its first white space. For showing only.
    Url(String),
    /// Text in place of contents, such as `<...base 64 file contents...>`, `{{file}}`, `N/A` or `[redacted]`.
    Placeholder,
    /// Words, or a document that was not encoded. No bytes can be had from it; see [`ContentKind::damage`].
    PlainText {
        /// Place of the first character outside of the base64 alphabet, counted from 1 after JSON unescaping.
        position: u64,
    },
    /// To be decoded.
    Base64,
}

impl ContentKind {
    /// What is to be reported instead of decoding: plain text counts as damaged contents.
    #[must_use]
    pub fn damage(&self) -> Option<Damage> {
        match self {
            Self::PlainText { position } => Some(Damage::NotBase64 { position: *position }),
            _ => None,
        }
    }
}

impl fmt::Debug for ContentKind {
    /// Leaves out the link: links hold identifiers.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Empty => "Empty",
            Self::Url(_) => "Url",
            Self::Placeholder => "Placeholder",
            Self::PlainText { .. } => "PlainText",
            Self::Base64 => "Base64",
        })
    }
}

/// Tells what a string of `raw_len` raw bytes holds that starts with `raw_prefix` (raw, with its JSON escapes; 12 KiB
/// are plenty).
#[must_use]
pub fn classify(raw_prefix: &[u8], raw_len: u64) -> ContentKind {
    let text = Text::read(raw_prefix, raw_len);
    let trimmed = text.content.trim_end_matches(is_blank);
    if trimmed.is_empty() {
        return if text.whole { ContentKind::Empty } else { ContentKind::Base64 };
    }
    if is_link(trimmed) {
        let link = trimmed.split(char::is_whitespace).next();
        return ContentKind::Url(link.unwrap_or_default().to_owned());
    }
    if text.whole && stand_in::is_stand_in(trimmed) {
        return ContentKind::Placeholder;
    }
    if is_unencoded_document(&text) || prose::is_prose(trimmed) {
        let before = text.content.chars().take_while(|&c| is_alphabet(c)).count();
        let position = text.skipped + before as u64 + 1;
        return ContentKind::PlainText { position };
    }
    ContentKind::Base64
}

/// The start of the string as people see it.
struct Text {
    /// Without blanks and quotes at the start. At most [`REFERENCE_CHARS`] characters.
    content: String,
    /// Characters left out at the start.
    skipped: u64,
    /// Nothing was cut off at the end.
    whole: bool,
}

impl Text {
    fn read(raw_prefix: &[u8], raw_len: u64) -> Self {
        let all_here = raw_prefix.len() as u64 >= raw_len;
        let mut text = Self { content: String::new(), skipped: 0, whole: all_here };
        let mut characters = 0;
        let mut rest = raw_prefix;
        while let Step::Take(unit, bytes) = step(rest, all_here) {
            let character = unit.character();
            if text.content.is_empty() && is_blank(character) {
                text.skipped += 1;
            } else if characters < REFERENCE_CHARS {
                text.content.push(character);
                characters += 1;
            } else {
                text.whole = false;
                break;
            }
            rest = rest.get(bytes..).unwrap_or_default();
        }
        text
    }
}

/// White space, quotes, byte-order marks and null characters: what may surround contents without being any.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '\'' | '\0' | '\u{feff}' | '\u{200b}')
}

fn is_alphabet(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '-' | '_' | '=')
}

/// `scheme://` (RFC 3986 §3.1), or a scheme of references that does without the slashes. Colons are not base64, so
/// nothing decodable is lost.
fn is_link(text: &str) -> bool {
    const LONGEST_SCHEME: usize = 32;
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let fits = scheme.len() <= LONGEST_SCHEME
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let bare = ["urn", "cid", "blob"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let follows = |start: &str| {
        rest.strip_prefix(start).is_some_and(|rest| rest.starts_with(|first: char| !first.is_whitespace()))
    };
    fits && (follows("//") || (bare && follows("")))
}

/// A document that someone forgot to encode. All of these begin with characters that base64 lacks, or hold one at once.
fn is_unencoded_document(text: &Text) -> bool {
    use DetectedType::{Cda, Hl7, Html, Json, Pdf, Rtf, Xml};
    let detected = sniff(text.content.as_bytes(), text.whole);
    let marked = matches!(detected, Some(Pdf | Rtf | Html | Xml | Cda | Json | Hl7));
    marked && !text.content.chars().take(8).all(is_alphabet)
}

/// Three random bytes may look like text.
pub(super) fn is_long_enough(bytes: &[u8]) -> bool {
    bytes.len() > 3 && std::str::from_utf8(bytes).is_ok()
}

/// True when `text` decodes completely, to bytes of a type that can be told. Latin-1 text does not count, nor do three
/// bytes or fewer: random ones may look like text.
fn decodes_to_something(text: &str) -> bool {
    let (bytes, report) = decode(text.as_bytes());
    let known = match sniff(&bytes, true) {
        None | Some(DetectedType::Unknown) => false,
        Some(DetectedType::Text) => std::str::from_utf8(&bytes).is_ok(),
        Some(_) => true,
    };
    known && bytes.len() > 3 && report.damage.is_none()
}
