//! Tells a mark that someone left in place of the rest (`...`, `[truncated]`) from other damage. Used by `base64` only.

use crate::limits::TRUNCATION_MARK_CHARS;

/// The text from the first foreign character on, in lower case, as far as it may be a mark.
pub(super) struct Mark {
    text: [u8; TRUNCATION_MARK_CHARS],
    length: usize,
    overfull: bool,
}

/// Words by which programs say that they left something out. `util.inspect` of Node.js writes
/// `... 1234 more characters`.
const WORDS: [&[u8]; 9] = [
    b"truncated",
    b"truncation",
    b"omitted",
    b"more char",
    b"more byte",
    b"bytes more",
    b"snip",
    b"cut off",
    b"shortened",
];

impl Default for Mark {
    fn default() -> Self {
        Self { text: [0; TRUNCATION_MARK_CHARS], length: 0, overfull: false }
    }
}

impl Mark {
    pub(super) fn push(&mut self, character: char) {
        let byte = match character {
            '\u{2026}' => {
                self.push('.');
                b'.'
            }
            _ => u8::try_from(character.to_ascii_lowercase()).ok().filter(u8::is_ascii).unwrap_or(b'?'),
        };
        match self.text.get_mut(self.length) {
            Some(place) => {
                *place = byte;
                self.length += 1;
            }
            None => self.overfull = true,
        }
    }

    /// True when more text came than a mark holds: nothing more needs to be pushed.
    pub(super) fn is_full(&self) -> bool {
        self.overfull
    }

    pub(super) fn is_truncation(&self) -> bool {
        let text = self.text.get(..self.length).unwrap_or_default();
        if self.overfull {
            return false;
        }
        let dots = text.iter().filter(|&&byte| byte == b'.').count();
        let only_dots = text.iter().all(|byte| {
            matches!(byte, b'.' | b'[' | b']' | b'(' | b')' | b'<' | b'>' | b'"' | b'\'' | b' ' | b'\n' | b'\r')
        });
        (only_dots && dots >= 2) || WORDS.iter().any(|word| memchr::memmem::find(text, word).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_truncation(text: &str) -> bool {
        let mut mark = Mark::default();
        text.chars().for_each(|character| mark.push(character));
        mark.is_truncation()
    }

    #[test]
    fn marks_are_told_from_other_text() {
        for text in [
            "...",
            "\u{2026}",
            "[...]",
            "(..)",
            "\u{2026}[truncated]",
            "... 1234 more characters",
            "<TRUNCATED>",
            "[42 bytes omitted]",
            "...\"",
            "***truncated***",
        ] {
            assert!(is_truncation(text), "{text}");
        }
        for text in [".", "!", "*JVBERi0x", "[]", "", ".A.", &"...".repeat(40), "é"] {
            assert!(!is_truncation(text), "{text}");
        }
    }
}
