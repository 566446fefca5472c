//! Who is one patient: equal sets of (IDType, ID) from one source and facility, and nothing weaker.

use super::support::messages::{entry, file, media_response_of};
use super::support::opened::Opened;

const MR: &str = r#"{"ID": "1", "IDType": "MR"}"#;
const EHR: &str = r#"{"ID": "2", "IDType": "EHRID"}"#;
const OTHER_EHR: &str = r#"{"ID": "3", "IDType": "EHRID"}"#;

/// An answer with an entry for each set of identifiers.
fn answer(sets: &[&[&str]]) -> String {
    let entries: Vec<_> = sets
        .iter()
        .zip(1..)
        .map(|(set, number)| {
            let identifiers = format!(r#"{{"ID": "MRN-{number:04}", "IDType": "MR"}}"#);
            entry(number, &file(number)).replace(&identifiers, &set.join(", "))
        })
        .collect();
    media_response_of(&entries)
}

fn opened_files(texts: &[String]) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let path = folder.path().join(format!("{number}.json"));
            // Documents differ, so that only the patients are compared.
            let text = text.replace("DOC-", &format!("DOC-{number}-")).replace("JVBERi0", &format!("JVBERi{number}"));
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    Opened::paths(paths)
}

/// Codes about patients only.
fn said(opened: &Opened) -> Vec<String> {
    opened.places().into_iter().filter(|place| place.contains("patient") || place.contains("identifiers")).collect()
}

#[test]
fn sets_of_identifiers_within_one_message() {
    let blank = r#"{"ID": " ", "IDType": "MR"}"#;
    let mut wrong = Vec::new();
    for (name, sets, patients, codes) in [
        ("equal", vec![&[MR, EHR][..], &[MR, EHR]], vec![0, 0], vec![]),
        ("in another order", vec![&[MR, EHR], &[EHR, MR]], vec![0, 0], vec![]),
        ("one twice", vec![&[MR, EHR], &[EHR, MR, MR]], vec![0, 0], vec![]),
        ("a subset", vec![&[MR, EHR], &[MR]], vec![0, 1], vec!["maybe-same-patient /Media/1/Patient/Identifiers"]),
        (
            "a conflict",
            vec![&[MR, EHR], &[MR, OTHER_EHR]],
            vec![0, 1],
            vec!["identifiers-conflict /Media/1/Patient/Identifiers"],
        ),
        ("nothing in common", vec![&[MR], &[EHR]], vec![0, 1], vec![]),
        ("the same ID of another type", vec![&[MR], &[r#"{"ID": "1", "IDType": "EHRID"}"#]], vec![0, 1], vec![]),
        (
            "another case",
            vec![&[r#"{"ID": "a", "IDType": "MR"}"#], &[r#"{"ID": "A", "IDType": "MR"}"#]],
            vec![0, 1],
            vec![],
        ),
        ("none", vec![&[], &[]], vec![0, 1], vec!["no-identifiers /Media/0", "no-identifiers /Media/1"]),
        (
            "blanks only",
            vec![&[blank], &[blank]],
            vec![0, 1],
            vec!["no-identifiers /Media/0", "no-identifiers /Media/1"],
        ),
        ("a number and a text", vec![&[MR], &[r#"{"ID": 1, "IDType": "MR"}"#]], vec![0, 0], vec![]),
    ] {
        let opened = Opened::text(answer(&sets));
        if opened.patients() != patients || said(&opened) != codes {
            wrong.push(format!("{name}: {:?} {:?}", opened.patients(), said(&opened)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sources_and_facilities() {
    let one = answer(&[&[MR, EHR]]);
    let source = "\"ID\": \"7ce6f387-0000-4000-8000-000000000001\"";
    let facility = "\"FacilityCode\": \"HTC\"";
    assert!(one.contains(source) && one.contains(facility));
    let with = |new_source: &str, new_facility: &str| one.replace(source, new_source).replace(facility, new_facility);
    let none = with("\"ID\": null", "\"FacilityCode\": null");
    let maybe = "maybe-same-patient /Media/0/Patient/Identifiers";
    let mut wrong = Vec::new();
    for (name, other, same_in_one_file, same_in_two) in [
        ("the same", one.clone(), true, true),
        ("another source", with("\"ID\": \"other\"", facility), false, false),
        ("another facility", with(source, "\"FacilityCode\": \"X\""), false, false),
        ("no source", with("\"ID\": null", facility), false, false),
    ] {
        let both = Opened::text(format!("{one}{}", other.replace("DOC-", "NUM-")));
        assert_eq!(both.patients(), if same_in_one_file { [0, 0] } else { [0, 1] }, "{name}");
        let files = opened_files(&[one.clone(), other]);
        assert_eq!(files.patients(), if same_in_two { [0, 0] } else { [0, 1] }, "{name}, two files");
        // Kept apart because of the source, and yet perhaps the same: that is said.
        let expected: &[&str] = if same_in_two { &[] } else { &[maybe] };
        if said(&files) != expected {
            wrong.push(format!("{name}: {:?}, expected {expected:?}", said(&files)));
        }
    }
    // Where no system is named, a file is one.
    assert_eq!(Opened::text(format!("{none}{none}")).patients(), [0, 0]);
    let files = opened_files(&[none.clone(), none]);
    assert_eq!(files.patients(), [0, 1]);
    assert_eq!(said(&files), [maybe]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_empty_name_of_a_system_names_none() {
    let one = answer(&[&[MR]]);
    let source = "\"ID\": \"7ce6f387-0000-4000-8000-000000000001\"";
    for empty in ["\"\"", "\" \""] {
        let message = one.replace(source, &format!("\"ID\": {empty}")).replace("\"HTC\"", empty);
        assert_eq!(
            opened_files(&[message.clone(), message]).patients(),
            [0, 1],
            "{empty}: two unnamed systems are one"
        );
    }
}

#[test]
fn documents_of_a_patient_need_not_stand_together() {
    let opened = Opened::text(answer(&[&[MR], &[EHR], &[MR], &[], &[EHR], &[MR]]));
    assert_eq!(opened.patients(), [0, 1, 0, 2, 1, 0]);
    assert_eq!(opened.loaded.response.patient_count(), 3);
}
