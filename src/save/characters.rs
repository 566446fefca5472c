//! Which characters of a message may stand in a file name. Called by `name`.

use unicode_normalization::UnicodeNormalization;

use crate::words::{is_ignorable, is_noncharacter};

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
