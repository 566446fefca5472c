//! Names as a whole: which part is taken, equal ones, what is shown, and properties that hold for any text.

use std::borrow::Cow;
use std::collections::HashSet;

use proptest::prelude::*;
use redox_media_viewer::save::{NameParts, NameRegister, folded_name, suggested_file_name, unique_name};
use redox_media_viewer::words::visible_name;

use super::validity;

fn parts<'a>(file_name: &'a str, description: &'a str, document_type: &'a str) -> NameParts<'a> {
    let part = |text: &'a str| (!text.is_empty()).then_some(text);
    NameParts {
        file_name: part(file_name),
        description: part(description),
        document_type: part(document_type),
        number: 12,
    }
}

#[test]
fn first_part_that_leaves_something_is_taken() {
    let name = |file_name, description, document_type| {
        suggested_file_name(parts(file_name, description, document_type), "pdf")
    };
    assert_eq!(name("A", "B", "C"), "A.pdf");
    assert_eq!(name("", "B", "C"), "B.pdf");
    assert_eq!(name("..", "B", "C"), "B.pdf");
    assert_eq!(name(".pdf", "???", "C"), "C.pdf");
    assert_eq!(name("", "", "C"), "C.pdf");
    assert_eq!(name("\u{202E}", "/", "\n"), "document-12.pdf");
    assert_eq!(name("", "", ""), "document-12.pdf");
}

#[test]
fn slashes_of_a_description_are_no_path() {
    let name = |description| suggested_file_name(parts("", description, ""), "pdf");
    assert_eq!(name("CT abdomen w/o contrast"), "CT abdomen w-o contrast.pdf");
    assert_eq!(name("H/P"), "H-P.pdf");
    assert_eq!(name("12/04/2025 10:30 visit"), "12-04-2025 10-30 visit.pdf");
    assert_eq!(name("../../etc/passwd"), "etc-passwd.pdf");
    assert_eq!(name("..\\..\\x"), "x.pdf");
    assert_eq!(name("CON"), "_CON.pdf");
}

#[test]
fn debug_output_holds_no_name() {
    let parts = parts("Zebra", "Zebra", "Zebra");
    assert!(!format!("{parts:?}").contains("Zebra"));
    let mut register = NameRegister::new();
    register.take("Zebra.pdf");
    assert!(!format!("{register:?}").contains("Zebra"));
}

#[test]
fn hidden_characters_are_shown() {
    assert!(matches!(visible_name("Report für Ω 検査.pdf"), Cow::Borrowed(_)));
    assert_eq!(visible_name("a\u{202E}fdp.exe"), "a‹U+202E›fdp.exe");
    assert_eq!(visible_name("a\nb\0c\u{9B}"), "a‹U+000A›b‹U+0000›c‹U+009B›");
    assert_eq!(visible_name("\u{FEFF}\u{200B}\u{2066}\u{E0041}"), "‹U+FEFF›‹U+200B›‹U+2066›‹U+E0041›");
    assert_eq!(visible_name("a\u{2028}b"), "a‹U+2028›b");
    // Needed to read Persian and emoji.
    assert!(matches!(visible_name("می\u{200C}شود 👩\u{200D}👧 ❤\u{FE0F}"), Cow::Borrowed(_)));
}

#[test]
fn equal_names_are_numbered() {
    let mut taken = HashSet::new();
    let mut next = |base| {
        let name = unique_name(base, &taken);
        assert!(taken.insert(folded_name(&name)));
        name
    };
    assert_eq!(next("Scan.pdf"), "Scan.pdf");
    assert_eq!(next("Scan.pdf"), "Scan (2).pdf");
    assert_eq!(next("SCAN.PDF"), "SCAN (3).PDF");
    assert_eq!(next("Scan (2).pdf"), "Scan (2) (2).pdf");
    assert_eq!(next("M\u{FC}ller.pdf"), "M\u{FC}ller.pdf");
    assert_eq!(next("mu\u{308}LLER.pdf"), "mu\u{308}LLER (2).pdf");
    assert_eq!(next("straße"), "straße");
    assert_eq!(next("STRASSE"), "STRASSE (2)");
    assert_eq!(next("v1.2 summary"), "v1.2 summary");
    assert_eq!(next("v1.2 summary"), "v1.2 summary (2)");
}

#[test]
fn register_counts_on_and_never_repeats() {
    let mut register = NameRegister::new();
    assert_eq!(register.take("Scan (2).pdf"), "Scan (2).pdf");
    assert_eq!(register.take("Scan.pdf"), "Scan.pdf");
    assert_eq!(register.take("Scan.pdf"), "Scan (3).pdf");
    assert_eq!(register.take("scan.PDF"), "scan (4).PDF");
    let names: HashSet<_> = (0..20_000).map(|_| register.take("Same.pdf")).collect();
    assert_eq!(names.len(), 20_000);
    assert!(names.contains("Same (20000).pdf"));
}

#[test]
fn numbers_of_the_longest_names_still_fit() {
    let longest = format!("{}.pdf", "é".repeat(125));
    let mut register = NameRegister::new();
    let names: HashSet<_> = (0..1_200).map(|_| register.take(&longest)).collect();
    assert_eq!(names.len(), 1_200);
    assert!(names.iter().all(|name| name.len() <= 255 && name.ends_with(".pdf")));
}

/// Pieces that have a meaning somewhere, mixed with anything.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "/",
        "\\",
        "..",
        ".",
        " ",
        "-",
        "~",
        ":",
        "C:",
        "CON",
        "nul",
        "COM¹",
        ".pdf",
        ".exe",
        ".TIF",
        "\0",
        "\n",
        "\u{202E}",
        "\u{200B}",
        "\u{200D}",
        "\u{301}",
        "e",
        "ä",
        "\u{1F600}",
        "\u{1F1E9}",
        "a",
        "Report",
        "?",
        "*",
        "\u{3000}",
        "\u{958}",
        "\u{FE0F}",
        "$DATA",
        "\u{338}",
        "<",
        "\u{1112}",
        "\u{1161}",
        "\u{F03A}",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(String::from), 1 => any::<char>().prop_map(String::from)];
    prop_oneof![
        any::<String>(),
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        (hostile_short(), 1..300_usize).prop_map(|(text, count)| text.repeat(count)),
    ]
}

fn hostile_short() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 1..4).prop_map(|characters| characters.into_iter().collect())
}

fn extension() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["pdf", "jpg", "txt", "bin", "hl7", "exe", "", "x.y"]).prop_map(String::from),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_give_a_valid_name(
        file_name in prop::option::of(hostile_text()),
        description in prop::option::of(hostile_text()),
        number: u64,
        extension in extension(),
    ) {
        let parts = NameParts {
            file_name: file_name.as_deref(),
            description: description.as_deref(),
            document_type: None,
            number,
        };
        let name = suggested_file_name(parts, &extension);
        prop_assert_eq!(validity::check(&name), Ok(()));
        let (_, extension) = name.rsplit_once('.').unwrap();
        let again = suggested_file_name(NameParts { file_name: Some(&name), ..NameParts::default() }, extension);
        prop_assert_eq!(&again, &name);
    }

    #[test]
    fn given_out_names_differ_and_stay_valid(texts in prop::collection::vec(hostile_text(), 1..6)) {
        let mut register = NameRegister::new();
        let mut folded = HashSet::new();
        for text in texts.iter().chain(&texts).chain(&texts) {
            let parts = NameParts { file_name: Some(text), number: 1, ..NameParts::default() };
            let name = register.take(&suggested_file_name(parts, "pdf"));
            prop_assert!(name.len() <= 255);
            prop_assert!(folded.insert(folded_name(&name)));
        }
    }

    #[test]
    fn what_is_shown_hides_nothing(text in hostile_text()) {
        let shown = visible_name(&text);
        let hides = shown.chars().any(|character| {
            character.is_control() || ('\u{202A}'..='\u{202E}').contains(&character)
                || ('\u{2066}'..='\u{2069}').contains(&character)
        });
        prop_assert!(!hides);
        prop_assert_eq!(visible_name(&shown), shown.as_ref());
    }
}
