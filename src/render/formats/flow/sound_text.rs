//! Text made safe to shape: no control characters, no line ends but `'\n'`, no endless clusters.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;

/// Characters that are set as one (a letter and its marks); real ones have at most some ten. What shapes text counts them in bytes
/// of 8 bits.
const MAX_CLUSTER_CHARS: usize = 24;

/// What stands for a character that cannot be shown.
const REPLACEMENT: char = '\u{FFFD}';

/// `text` as it is set: control characters as their pictures (U+2400 …), every kind of line end as `'\n'`. Form feeds stay where
/// they begin new pages.
pub(super) fn sound(text: &str, form_feeds: bool) -> Cow<'_, str> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t') || (form_feeds && byte == b'\x0C');
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for letter in text.chars() {
        match letter {
            '\n' if before == Some('\r') => {}
            '\u{C}' if form_feeds => out.push(letter),
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ => out.push(shown(letter)),
        }
        before = Some(letter);
    }
    let mut joining = 0_usize;
    let may_be_endless = |letter| {
        joining = if stands_alone(letter) { 0 } else { joining.saturating_add(1) };
        joining >= MAX_CLUSTER_CHARS
    };
    let is_endless = |cluster: &str| cluster.len() > MAX_CLUSTER_CHARS && cluster.chars().count() > MAX_CLUSTER_CHARS;
    if out.is_ascii() || !out.chars().any(may_be_endless) || !out.graphemes(true).any(is_endless) {
        return Cow::Owned(out);
    }
    let mut cut = String::with_capacity(out.len());
    for cluster in out.graphemes(true) {
        let every =
            |(place, letter)| if place % MAX_CLUSTER_CHARS == MAX_CLUSTER_CHARS - 1 { REPLACEMENT } else { letter };
        cut.extend(cluster.chars().enumerate().map(every));
    }
    Cow::Owned(cut)
}

/// Common letters that never join what stands before them: Latin, Greek, Cyrillic, Hebrew, Arabic, Kana, Han, Hangul.
fn stands_alone(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F | 0x5D0..=0x5EA | 0x620..=0x64A | 0x1E00..=0x200A | 0x2010..=0x2027
            | 0x2190..=0x2BFF | 0x2E80..=0x2FFF | 0x3001..=0x3029 | 0x3041..=0x3098 | 0x309B..=0x9FFF | 0xAC00..=0xD7A3 | 0xFF01..=0xFF60
    )
}

/// A character as it is shown: itself, or what stands for it.
pub(super) fn shown(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or(REPLACEMENT),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => REPLACEMENT,
        '\u{FEFF}' => '\u{2060}',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_line_ends_are_one_kind() {
        assert_eq!(sound("plain\ttext\n", false), "plain\ttext\n");
        assert_eq!(sound("a\r\nb\rc\u{85}d\u{2028}e\u{C}f", false), "a\nb\nc\nd\ne\nf");
        assert_eq!(sound("a\u{C}b\r", true), "a\u{C}b\n");
        assert_eq!(sound("\0\u{1B}[31m\u{7F}\u{9B}", false), "␀␛[31m␡\u{FFFD}");
    }

    #[test]
    fn endless_clusters_are_broken() {
        let hostile = format!("a{}", "\u{301}".repeat(1_000));
        let set = sound(&hostile, true);
        assert_eq!(set.chars().count(), 1_001);
        assert!(set.graphemes(true).all(|cluster| cluster.chars().count() <= MAX_CLUSTER_CHARS));
        let mixed = format!("漢字{}漢字", "\u{1F468}\u{200D}".repeat(100));
        assert!(sound(&mixed, false).graphemes(true).all(|cluster| cluster.chars().count() <= MAX_CLUSTER_CHARS));
        for letter in ('\0'..='\u{FFFF}').filter(|letter| stands_alone(*letter) && !letter.is_control()) {
            assert_eq!(format!("a{letter}").graphemes(true).count(), 2, "{letter:?}");
        }
        assert_eq!(sound("é e\u{301}", false), "é e\u{301}");
    }
}
