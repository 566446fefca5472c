//! Text that was put in place of contents on purpose. Used by `classify` only.

use super::decodes_to_something;
use crate::limits::STAND_IN_CHARS;

/// Whole texts that stand for contents, in lower case, without punctuation.
const WORDS: [&str; 52] = [
    "attached",
    "b64",
    "b64 content",
    "base64",
    "binary",
    "binary data",
    "blank",
    "blob",
    "bytes",
    "content",
    "contents",
    "data",
    "deleted",
    "document",
    "document contents",
    "document data",
    "dummy",
    "empty",
    "example",
    "file",
    "file content",
    "file contents",
    "file data",
    "filecontent",
    "filecontents",
    "foo",
    "hidden",
    "image",
    "masked",
    "missing",
    "n a",
    "na",
    "nil",
    "no data",
    "none",
    "null",
    "object object",
    "omitted",
    "payload",
    "pdf",
    "phi",
    "placeholder",
    "redacted",
    "removed",
    "sample",
    "sanitized",
    "string",
    "tbd",
    "test",
    "todo",
    "undefined",
    "unknown",
];

/// Parts of texts that stand for contents.
const PHRASES: [&str; 22] = [
    "base 64",
    "base64",
    "b64encoded",
    "content here",
    "contents here",
    "content removed",
    "contents removed",
    "data here",
    "document removed",
    "encoded",
    "file contents",
    "file content",
    "goes here",
    "lorem ipsum",
    "no content",
    "no document",
    "not available",
    "not included",
    "omitted",
    "placeholder",
    "redacted",
    "removed for",
];

/// `text` is all there is, without blanks and quotes around it.
pub(super) fn is_stand_in(text: &str) -> bool {
    if text.chars().count() > STAND_IN_CHARS {
        return false;
    }
    if is_bracketed(text) || is_only_filler(text) || starts_with_dots(text) {
        return true;
    }
    // Whoever pads, or names a media type, means base64.
    let is_data_uri = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if text.ends_with('=') || is_data_uri {
        return false;
    }
    let words = words(text);
    WORDS.contains(&words.as_str())
        || PHRASES.iter().any(|phrase| words.contains(phrase)) && !decodes_to_something(text)
}

/// `<…>`, `[…]`, `{…}`, `${…}`, `%…%`, `(…)`, `*…*`, `__…__`: templates and remarks, unless they read as markup or
/// JSON.
fn is_bracketed(text: &str) -> bool {
    let inner = |open: &str, close: &str| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(inner) = inner("<", ">") {
        let begins_as_markup = inner.starts_with(['?', '!', '/']) || inner.ends_with('/');
        return !begins_as_markup && !inner.trim_matches(['<', '>']).contains(['<', '=']);
    }
    if inner("{{", "}}").is_some() || inner("${", "}").is_some() || inner("#{", "}").is_some() {
        return true;
    }
    if let Some(inner) = inner("{", "}").or_else(|| inner("[", "]")) {
        let is_json =
            inner.contains(['"', '{', '[', ':', ',']) || inner.trim().parse::<f64>().is_ok() || inner.trim().is_empty();
        return !is_json && !inner.starts_with('\\');
    }
    if let Some(inner) = inner("__", "__") {
        return !inner.is_empty() && !decodes_to_something(text);
    }
    if let Some(inner) = inner("%", "%") {
        // A PDF that was not encoded begins with the same sign.
        return !inner.is_empty() && !inner.contains(char::is_whitespace);
    }
    inner("*", "*").is_some_and(|inner| !inner.is_empty()) || inner("(", ")").is_some()
}

/// Nothing but dots, dashes and the like, or the x with which people strike out.
fn is_only_filler(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || (c.is_ascii_punctuation() && !matches!(c, '/' | '+' | '=')) || c == '\u{2026}')
        || text.chars().all(|c| matches!(c, 'x' | 'X'))
}

fn starts_with_dots(text: &str) -> bool {
    text.starts_with("..") || text.starts_with('\u{2026}')
}

/// Lower case, and a single space for whatever is no letter or digit.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    #[test]
    fn no_word_of_the_list_is_a_text_in_base64() {
        for word in WORDS {
            assert_eq!(words(word), word);
            let spellings = [word.to_owned(), word.to_uppercase(), word.replace(' ', "")];
            // An encoder would pad the others.
            for spelling in spellings.iter().filter(|text| text.len().is_multiple_of(4)) {
                let (bytes, _) = decode(spelling.as_bytes());
                let is_text = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
                assert!(bytes.len() <= 3 || !is_text, "{spelling}");
            }
        }
    }
}
