//! How readers write what they found out themselves, for people. Called by readers that describe a file.

/// A number with thousands apart: `212,408`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A name out of a file in one line of at most `max_chars` characters, in which nothing hides: characters that do not show, or change the
/// order of others, are named by their numbers.
pub(super) fn visible(name: &str, max_chars: usize) -> String {
    let mut shown = String::new();
    for (at, letter) in name.chars().enumerate() {
        if at >= max_chars {
            shown.push('…');
            break;
        }
        if hides(letter) {
            shown.push_str(&format!("‹U+{:04X}›", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Controls, marks of direction, characters of no width, blanks that are no space, and fillers.
fn hides(letter: char) -> bool {
    letter.is_control()
        || letter != ' ' && letter.is_whitespace()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0, 999, 1_000, 44_100, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "44,100", "1,234,567"]);
        assert_eq!(grouped(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn nothing_hides_in_a_name() {
        assert_eq!(visible("word/docu ment.xml", 99), "word/docu ment.xml");
        assert_eq!(visible("a\u{202e}fdp.exe\n", 99), "a‹U+202E›fdp.exe‹U+000A›");
        assert_eq!(visible("Größe", 3), "Grö…");
        assert_eq!(visible("Größe", 5), "Größe");
    }
}
