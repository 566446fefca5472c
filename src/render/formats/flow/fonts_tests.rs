#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

#[test]
fn own_fonts_are_known_by_their_names_and_have_latin_greek_and_cyrillic() {
    let mut fonts = Fonts::alone();
    for letter in "AZaz09äßéŁžΩжЯ€–“…\u{FFFD}→".chars() {
        assert!(fonts.has(letter), "{letter}");
    }
    assert!(!fonts.has('漢'));
    assert!(fonts.mono_glyph('a').is_some() && fonts.mono_font().is_some());
    assert_eq!(fonts.families("abc", true).len(), 2);
}

#[test]
fn ascent_and_descent_are_those_of_the_font() {
    let hhea = SANS_REGULAR.windows(4).position(|bytes| bytes == b"hhea").unwrap();
    let long = |at: usize| u32::from_be_bytes(SANS_REGULAR[at..at + 4].try_into().unwrap()) as usize;
    let short = |at: usize| f32::from(i16::from_be_bytes(SANS_REGULAR[at..at + 2].try_into().unwrap()));
    let head = SANS_REGULAR.windows(4).position(|bytes| bytes == b"head").unwrap();
    let per_em = short(long(head + 8) + 18);
    let table = long(hhea + 8);
    assert!((short(table + 4) / per_em - ASCENT).abs() < 0.001);
    assert!((-short(table + 6) / per_em - DESCENT).abs() < 0.001);
}

#[test]
fn a_missing_character_is_found_in_a_folder_and_folders_are_left_alone_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut fonts = Fonts::with_folder(folder.path());
    fonts.prepare("Latin only: ÄÖÜ");
    // Written after the fonts were made: nothing has been looked at so far. The icons have characters of private use.
    let icons = include_bytes!("../../../../assets/fonts/icons.ttf");
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join("deep/icons.ttf"), icons).unwrap();
    std::fs::write(folder.path().join("broken.ttf"), &icons[..200]).unwrap();
    std::fs::write(folder.path().join("empty.otf"), b"").unwrap();
    let covered = Covered_of(icons);
    let letter = ('\u{E000}'..='\u{F8FF}').find(|letter| covered.has(*letter)).unwrap();
    assert!(fonts.has(letter));
    assert!(!fonts.has('漢'));
    let text = format!("a{letter}");
    fonts.prepare(&text);
    assert_eq!(fonts.families(&text, false).len(), 3);
    assert_eq!(fonts.families("ä", false).len(), 2);
}

#[allow(non_snake_case)]
fn Covered_of(bytes: &[u8]) -> cmap::Covered {
    cmap::Covered::read(&mut std::io::Cursor::new(bytes)).unwrap()
}

#[test]
fn coverage_agrees_with_the_character_map_of_the_library() {
    for (bytes, face) in [(SANS_REGULAR, Fonts::alone().sans), (MONO_REGULAR, Fonts::alone().mono)] {
        let (covered, face) = (Covered_of(bytes), face.unwrap());
        for letter in '\0'..='\u{FFFF}' {
            if face.glyph(letter).is_some() {
                assert!(covered.has(letter), "{letter}");
            }
        }
        assert!(!covered.has('漢'));
    }
}

#[test]
fn broken_font_files_are_no_fonts() {
    for length in 0..MONO_REGULAR.len().min(2_000) {
        let _ = cmap::Covered::read(&mut std::io::Cursor::new(&MONO_REGULAR[..length]));
    }
    let mut bytes = MONO_REGULAR.to_vec();
    for at in 0..600 {
        bytes[at] ^= 0xFF;
        let _ = cmap::Covered::read(&mut std::io::Cursor::new(&bytes));
        bytes[at] ^= 0xFF;
    }
}
