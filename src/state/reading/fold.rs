//! Text made ready for search: what a reader takes for the same is made the same, and every place leads back. Pure.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

/// A text in which letters of either case, with and without accents, ligatures and their letters, and white space of any
/// kind and length are the same, and words that a line end parts are whole.
pub struct Folded {
    text: Zeroizing<String>,
    /// For each byte of `text` the `char` of the original that it comes from.
    origins: Vec<u32>,
}

/// What becomes of a hyphen at the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineHyphen {
    /// It parts a word and goes: "medi-\ncation" is "medication".
    Joins,
    /// It belongs to the word and stays: "well-\nknown" is "well-known".
    Stays,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str, hyphen: LineHyphen) -> Self {
        let mut folded =
            Self { text: Zeroizing::new(String::with_capacity(text.len())), origins: Vec::with_capacity(text.len()) };
        let mut characters = (0u32..).zip(text.chars()).peekable();
        while let Some((place, character)) = characters.next() {
            match character {
                '-' | '\u{ad}' | '\u{2010}'
                    if matches!(characters.peek(), Some((_, '\n'))) && folded.ends_in_letter() =>
                {
                    characters.next();
                    if hyphen == LineHyphen::Stays {
                        folded.push('-', place);
                    }
                }
                '\u{ad}' => {}
                '\u{2010}' | '\u{2011}' => folded.push('-', place),
                _ if character.is_whitespace() => {
                    if !folded.text.is_empty() && !folded.text.ends_with(' ') {
                        folded.push(' ', place);
                    }
                }
                // One letter in lower case, two in capitals (Unicode's CaseFolding.txt).
                'ß' | 'ẞ' => {
                    folded.push('s', place);
                    folded.push('s', place);
                }
                _ if character.is_ascii() => folded.push(character.to_ascii_lowercase(), place),
                _ => folded.push_folded(character, place),
            }
        }
        folded
    }

    fn push(&mut self, character: char, place: u32) {
        self.text.push(character);
        self.origins.resize(self.text.len(), place);
    }

    fn push_folded(&mut self, character: char, place: u32) {
        for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part)) {
            for lower in part.to_lowercase() {
                self.push(lower, place);
            }
        }
    }

    fn ends_in_letter(&self) -> bool {
        self.text.chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// The `char`s of the original that `needle` (folded) is found at, in order, none overlapping.
    pub fn find<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = std::ops::Range<u32>> + 'a {
        memchr::memmem::find_iter(self.text.as_bytes(), needle).filter_map(move |start| {
            let last = start.checked_add(needle.len())?.checked_sub(1)?;
            Some(*self.origins.get(start)?..self.origins.get(last)?.saturating_add(1))
        })
    }
}

/// What is searched for.
#[derive(Clone, PartialEq, Eq)]
pub struct Needle {
    folded: Zeroizing<String>,
    hyphen: LineHyphen,
}

impl Needle {
    /// `None` for a text without anything to search for.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let folded = Folded::new(typed.trim(), LineHyphen::Stays).text;
        let hyphen = if folded.contains('-') { LineHyphen::Stays } else { LineHyphen::Joins };
        (!folded.is_empty()).then_some(Self { folded, hyphen })
    }

    /// Where it is found in a text, in `char`s.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<std::ops::Range<u32>> {
        Folded::new(text, self.hyphen).find(&self.folded).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(needle: &str, text: &str) -> Vec<String> {
        let needle = Needle::new(needle).unwrap();
        let characters: Vec<char> = text.chars().collect();
        needle
            .find(text)
            .into_iter()
            .map(|range| characters[range.start as usize..range.end as usize].iter().collect())
            .collect()
    }

    #[test]
    fn what_a_reader_takes_for_the_same_is_found() {
        assert_eq!(found("muller", "Frau MÜLLER, müller"), ["MÜLLER", "müller"]);
        assert_eq!(found("Müller", "Muller"), ["Muller"]);
        assert_eq!(found("GRÜSSE", "viele Grüße"), ["Grüße"]);
        assert_eq!(found("Straße", "STRASSE"), ["STRASSE"]);
        assert_eq!(found("final", "the ﬁnal word"), ["ﬁnal"]);
        assert_eq!(
            found("blood  pressure", "blood\npressure, blood\u{a0} pressure"),
            ["blood\npressure", "blood\u{a0} pressure"]
        );
        assert_eq!(found("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ["σίσυφοσ"]);
    }

    #[test]
    fn words_parted_by_a_line_end_are_whole() {
        assert_eq!(found("medication", "the medi-\ncation list"), ["medi-\ncation"]);
        assert_eq!(found("medication", "the medi\u{ad}cation list"), ["medi\u{ad}cation"]);
        assert_eq!(found("well-known", "a well-\nknown and well-known"), ["well-\nknown", "well-known"]);
        assert_eq!(found("5 - 7", "5 -\n7"), ["5 -\n7"]);
    }

    #[test]
    fn nothing_is_no_needle() {
        assert!(Needle::new("").is_none());
        assert!(Needle::new(" \n ").is_none());
        assert!(Needle::new("\u{301}").is_none());
    }

    proptest! {
        #[test]
        fn every_piece_of_a_text_is_found_in_it(text in "[a-zA-Zäöüéß ﬁ\n-]{1,60}", from in 0usize..60, length in 1usize..20) {
            let piece: String = text.chars().skip(from).take(length).collect();
            if let Some(needle) = Needle::new(&piece) {
                // A hyphen that the piece ends with stood before a line end, perhaps.
                prop_assume!(!piece.contains('-'));
                prop_assume!(!text.contains("-\n"));
                prop_assert!(!needle.find(&text).is_empty(), "{piece:?} in {text:?}");
            }
        }

        #[test]
        fn ranges_lie_in_the_text_in_order(text in any::<String>(), typed in any::<String>()) {
            if let Some(needle) = Needle::new(&typed) {
                let characters = text.chars().count() as u32;
                let mut end = 0;
                for range in needle.find(&text) {
                    prop_assert!(range.start < range.end && range.end <= characters && range.start + 1 >= end);
                    end = range.end;
                }
            }
        }
    }
}
