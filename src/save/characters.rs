//! Which characters of a message may stand in a file name, and how hidden ones are shown. Called by `name`, and by
//! everything that shows a name.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

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

/// Keeps what every system accepts in a file name and what can be seen: no control, format or private characters, none
/// of `<>:"/\|?*`. White space of any kind becomes one space. The result is in NFC, and may be empty.
pub(super) fn for_file_name(text: &str) -> String {
    let mut kept = String::with_capacity(text.len().min(1024));
    for character in text.chars() {
        if character.is_whitespace() {
            if !kept.ends_with(' ') {
                kept.push(' ');
            }
        } else if !is_unfit(character) {
            kept.push(character);
        }
    }
    // Last, because leaving a character out can bring a letter and its accent together.
    kept.nfc().collect()
}

/// What file names of Windows may not hold (the other systems forbid less), and what nobody can see.
/// Source of the first: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
fn is_unfit(character: char) -> bool {
    matches!(character, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
        || character.is_control()
        || is_ignorable(character)
        || is_noncharacter(character)
        // Windows and Linux clients of SMB, Cygwin and WSL read these as the forbidden ASCII characters.
        || matches!(character, '\u{F000}'..='\u{F0FF}')
}

/// `Default_Ignorable_Code_Point` of Unicode 17 (DerivedCoreProperties.txt), annotation marks and the blank Braille
/// pattern: characters that draw nothing.
fn is_ignorable(character: char) -> bool {
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
fn is_noncharacter(character: char) -> bool {
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
