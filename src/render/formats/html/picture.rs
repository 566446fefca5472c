//! Pictures of a document: those whose bytes are in it are shown, all others are words. Nothing is ever fetched.

use super::super::flow::Picture;
use super::{Attributes, css, short_line};
use crate::content::base64;
use std::borrow::Cow;

/// Pictures with sides of at most this only tell a sender that a letter was opened.
const NO_PICTURE_PX: i64 = 2;

/// What stands at a picture's place.
pub(super) enum Shown {
    Picture(Picture),
    Words(String),
    /// There is a picture, without words, that is not in the document.
    NotFetched,
    Nothing,
}

/// What an `img` shows.
pub(super) fn of(attributes: &Attributes) -> Shown {
    let is_tiny = |name| attributes.number(name).is_some_and(|side| (0..=NO_PICTURE_PX).contains(&side));
    if is_tiny("width") && is_tiny("height") {
        return Shown::Nothing;
    }
    let alternative = attributes.get("alt").or_else(|| attributes.get("title")).map(str::trim);
    let source = attributes.get("src").map(str::trim_start).unwrap_or_default();
    if source.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return match embedded(source) {
            Some(bytes) => {
                let length = |name| attributes.get(name).filter(|stated| !stated.contains('%')).and_then(css::length);
                let size = length("width").zip(length("height"));
                Shown::Picture(Picture { bytes, size, words: alternative.unwrap_or_default().to_owned() })
            }
            None => Shown::Words(words(alternative.filter(|words| !words.is_empty()).unwrap_or("picture not shown"))),
        };
    }
    match alternative {
        // Without words it may be decoration, or the stamp that a letter is about.
        None | Some("") => Shown::NotFetched,
        Some(alternative) => Shown::Words(words(alternative)),
    }
}

/// The bytes of a `data:` address that states a picture in base64 (RFC 2397).
fn embedded(source: &str) -> Option<Vec<u8>> {
    let (head, body) = source.get(5..)?.split_once(',')?;
    let head = head.to_ascii_lowercase();
    let is_picture = head.starts_with("image/") && !head.starts_with("image/svg");
    if !is_picture || !head.trim_end().ends_with(";base64") {
        return None;
    }
    let (bytes, _) = base64::decode(&percent_decoded(body));
    (!bytes.is_empty()).then_some(bytes)
}

/// The bytes of a part of an address (RFC 3986, 2.1).
fn percent_decoded(part: &str) -> Cow<'_, [u8]> {
    if !part.contains('%') {
        return Cow::Borrowed(part.as_bytes());
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, ..] if *byte == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        decoded.push(escaped.map_or(*byte, |(high, low)| high << 4 | low));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    Cow::Owned(decoded)
}

/// Words at the place of a picture.
pub(super) fn words(alternative: &str) -> String {
    let alternative = if alternative.is_empty() { "picture" } else { alternative };
    format!(" [{}] ", short_line(alternative))
}
