//! Tells sentences from base64 with spaces in it. Used by `classify` only.

use super::decodes_to_something;

/// How much of the text is looked at.
const LOOKED_AT_CHARS: usize = 400;

/// Words that are hardly ever a group of random characters, for texts too short to be told by shape alone.
const COMMON: [&str; 40] = [
    "a",
    "and",
    "attached",
    "available",
    "chart",
    "content",
    "data",
    "document",
    "error",
    "failed",
    "file",
    "for",
    "found",
    "hello",
    "image",
    "in",
    "is",
    "missing",
    "no",
    "none",
    "not",
    "of",
    "on",
    "page",
    "patient",
    "pdf",
    "report",
    "result",
    "results",
    "scan",
    "see",
    "test",
    "text",
    "the",
    "this",
    "to",
    "unable",
    "was",
    "with",
    "world",
];

/// True for two words or more that look like language and do not decode to anything known.
///
/// Nine random groups of four base64 characters out of ten hold something else than letters, or change their case as no
/// word does; sixteen such letters in a row are one chance in 25,000, and spaces in base64 come from line breaks, which
/// stand farther apart. With fewer letters, a common word must be among them.
pub(super) fn is_prose(text: &str) -> bool {
    const ENOUGH_LETTERS: usize = 16;
    /// The longest words of languages with long words; lines of base64 are longer.
    const LONGEST_WORD: usize = 30;

    let end = text.char_indices().nth(LOOKED_AT_CHARS).map_or(text.len(), |(at, _)| at);
    let looked_at = text.get(..end).unwrap_or(text);
    let cut = end < text.len();
    let mut words: Vec<&str> = looked_at.split_whitespace().collect();
    if cut {
        words.pop();
    }
    if words.len() < 2 || words.iter().any(|word| word.chars().count() > LONGEST_WORD) {
        return false;
    }
    let natural: Vec<&str> = words.iter().filter_map(|word| natural_word(word)).collect();
    let letters: usize = natural.iter().map(|word| word.chars().count()).sum();
    let common = natural.iter().any(|word| COMMON.contains(&word.to_lowercase().as_str()));
    natural.len() * 5 >= words.len() * 4
        && (letters >= ENOUGH_LETTERS || common && letters >= ENOUGH_LETTERS / 2)
        && !decodes_to_something(looked_at)
}

/// The word without punctuation, where it is spelled as words are: small letters, the first or all of them capital.
fn natural_word(word: &str) -> Option<&str> {
    let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '+' | '/' | '='));
    let mut letters = bare.chars().filter(|c| !matches!(c, '-' | '\''));
    let first = letters.next()?;
    let small = letters.clone().all(char::is_lowercase);
    let capital = first.is_uppercase() && letters.all(char::is_uppercase);
    (first.is_alphabetic() && (small || capital)).then_some(bare)
}
