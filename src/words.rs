//! How numbers, dates and names are written for people, the same in every room. For everyone.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A number with thousands apart: `212,408`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A date of HL7 or DICOM (`19570830`, with a time or without) as people read dates; anything else as it is.
#[must_use]
pub fn parted_date(written: &str) -> String {
    let digits = |range: std::ops::Range<usize>| {
        written.get(range).filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match (digits(0..4), digits(4..6), digits(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => written.to_owned(),
    }
}

/// A size for people: `212 KB`, `2.4 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KB: f64 = 1000.0;
    let value = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_500 => format!("{:.0} KB", value / KB),
        999_500..999_950_000 => format!("{:.1} MB", value / KB / KB),
        _ => format!("{:.1} GB", value / KB / KB / KB),
    }
}

/// A date as written, shortened where nothing is lost for a list: `T` becomes a space, seconds and zone go.
/// Anything that does not look like ISO 8601 stays as it is.
#[must_use]
pub fn short_date(written: &str) -> String {
    let bytes = written.as_bytes();
    let shape = |at: usize, expected: u8| bytes.get(at) == Some(&expected);
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let date = digits(0..4) && shape(4, b'-') && digits(5..7) && shape(7, b'-') && digits(8..10);
    if date && shape(10, b'T') && digits(11..13) && shape(13, b':') && digits(14..16) {
        let (day, time) = (written.get(..10).unwrap_or_default(), written.get(11..16).unwrap_or_default());
        return format!("{day} {time}");
    }
    written.to_owned()
}

/// A name as it may be shown on screen: characters that would hide something or turn the reading direction around
/// appear as `‹U+202E›`, all others as they are. A name made to read `exe.pdf` while it ends in `.exe` is seen through.
///
/// Joiners (U+200C, U+200D) and variation selectors stay: Persian, Indic scripts and emoji need them to be read.
#[must_use]
pub fn visible_name(name: &str) -> Cow<'_, str> {
    if !name.chars().any(is_deceptive) {
        return Cow::Borrowed(name);
    }
    let mut shown = String::with_capacity(name.len().saturating_add(16));
    for character in name.chars() {
        if is_deceptive(character) {
            // Writing to a `String` cannot fail.
            let _ = write!(shown, "‹U+{:04X}›", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// `Default_Ignorable_Code_Point` of Unicode 17 (DerivedCoreProperties.txt), annotation marks and the blank Braille
/// pattern: characters that draw nothing.
#[must_use]
pub fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Code points that are no characters and never will be.
#[must_use]
pub fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Characters that are invisible or move others, and that no script needs inside a name.
fn is_deceptive(character: char) -> bool {
    let needed = matches!(
        character,
        '\u{200C}' | '\u{200D}' | '\u{034F}' | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
    );
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}')
        || is_noncharacter(character)
        || (is_ignorable(character) && !needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [0, 7, 999, 1_000, 212_408, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "7", "999", "1,000", "212,408", "1,234,567"]);
        assert_eq!(grouped(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn dates_without_marks_get_them() {
        assert_eq!(parted_date("19570830"), "1957-08-30");
        assert_eq!(parted_date("19570830120000"), "1957-08-30");
        for written in ["1957", "30.8.1957", "", "1957083", "é9570830"] {
            assert_eq!(parted_date(written), written);
        }
    }

    #[test]
    fn nothing_hides_in_a_name() {
        assert_eq!(visible_name("a\u{202e}fdp.exe\n"), "a‹U+202E›fdp.exe‹U+000A›");
        assert_eq!(visible_name("نام\u{200c}ها"), "نام\u{200c}ها");
    }
}
