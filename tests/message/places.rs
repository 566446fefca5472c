//! Pointer, line and column of every finding, against a walk over the text that shares no code with the program.

use redox_media_viewer::message::lines_of;

use super::support::messages::{self, base64, entry, file, media_new, media_response, note, result, results_new};
use super::support::opened::{Opened, line_and_column, offsets};

/// Each place is that of the value that its pointer names; where there is no such value, that of what should hold it.
fn misplaced(text: &str) -> Vec<String> {
    let opened = Opened::text(text);
    let places = offsets(text);
    let lines = lines_of(&opened.loaded.input, opened.findings.iter());
    let mut wrong = Vec::new();
    for finding in &opened.findings {
        let Some(place) = &finding.place else { continue };
        let (name, pointer) = (finding.code.name(), place.pointer.as_str());
        // The place of a character, not of a value.
        if pointer.is_empty() {
            continue;
        }
        let holder = pointer.rsplit_once('/').map_or("", |(holder, _)| holder);
        let Some(expected) = places.get(pointer).or_else(|| places.get(holder)) else {
            wrong.push(format!("{name} {pointer}: there is no such place"));
            continue;
        };
        let expected: Vec<_> = expected.iter().map(|offset| line_and_column(text, *offset)).collect();
        let found = lines[&(finding.part, place.offset)];
        if !expected.contains(&found) {
            wrong.push(format!("{name} {pointer} is at {expected:?}, not at {found:?}"));
        }
    }
    wrong
}

/// Every kind of finding that has a place in a message of one part.
fn odd_messages() -> Vec<(&'static str, String)> {
    let clean = media_response(2);
    let change = |old: &str, new: &str| {
        assert!(clean.contains(old), "{old}");
        clean.replacen(old, new, 1)
    };
    let contents = |text: &str| change(&file(1), text);
    vec![
        ("not-text", change("\"V-0001\"", "42")),
        ("not-text behind wide letters", change("\"PDF\"", "\"PDF\", \"Ünïcödé 😀\": 1, \"DocumentDescription\": 3")),
        ("wrong-shape", change("\"letter-1\"", "[1]")),
        ("duplicate-key", change("\"FileType\"", "\"FileType\": \"JPG\", \"FileType\"")),
        ("unknown-field", change("\"FileType\"", "\"Pages\": 3, \"FileType\"")),
        ("unknown-field of an odd name", change("\"FileType\"", "\"a/b~c\": 3, \"FileType\"")),
        ("duplicate-key of an odd name", change("\"FileType\"", "\"a/b~c\": 3, \"a/b~c\": 3, \"FileType\"")),
        ("misspelt-field", change("\"FileName\"", "\"FielName\"")),
        ("key-case", change("\"FileName\"", "\"filename\"")),
        ("key-case and not-text", change("\"VisitNumber\": \"V-0001\"", "\"visitnumber\": 1")),
        ("key-case of a list", clean.replacen("\"Media\"", "\"media\"", 1).replacen("\"V-0001\"", "42", 1)),
        (
            "key-case of a patient",
            change(
                "\"Patient\": {\"Identifiers\": [{\"ID\": \"MRN-0001\"",
                "\"patient\": {\"identifiers\": [{\"ID\": 1",
            ),
        ),
        ("key-case of contents", change("\"FileContents\"", "\"fileContents\"").replacen(&file(1), "\"\"", 1)),
        ("key-case of a type", change("\"FileType\": \"PDF\"", "\"fileType\": \"JPG\"")),
        ("entry-not-object", change("\"Media\": [", "\"Media\": [7, ")),
        ("no-identifiers", change(r#"[{"ID": "MRN-0001", "IDType": "MR"}]"#, "[]")),
        ("identifier-incomplete", change("\"IDType\": \"MR\"", "\"IDType\": null")),
        ("visit-missing", change("\"V-0001\"", "null")),
        (
            "dates",
            change("2026-03-01T08:00:00.000Z", "soon").replacen("2026-03-01T07:00:00.000Z", "2026-03-01T07:00:00", 1),
        ),
        ("date of Meta", change("2026-03-02T09:30:00.000Z", "soon")),
        ("duplicate-document-id", change("DOC-0002", "DOC-0001")),
        ("same-contents", clean.replace(&file(2), &file(1))),
        (
            "maybe-same-patient",
            change(
                r#"[{"ID": "MRN-0002", "IDType": "MR"}]"#,
                r#"[{"ID": "MRN-0001", "IDType": "MR"}, {"ID": "2", "IDType": "E"}]"#,
            ),
        ),
        ("type-mismatch", change("\"PDF\"", "\"JPG\"")),
        ("type-unknown", change("\"PDF\"", "\"Q7\"")),
        ("contents-empty", contents("\"\"")),
        ("contents-empty, missing", change("\"FileContents\"", "\"Extensions\"").replacen(&file(1), "{}", 1)),
        ("contents-reference", contents("\"https://blob.example.com/1\"")),
        ("contents-placeholder", contents("\"<...base 64 file contents...>\"")),
        ("contents-not-base64", contents("\"The patient is well and walks.\"")),
        ("contents-damaged", contents(&format!("\"{}*AAAA\"", base64(messages::PDF)))),
        ("contents-repaired", contents(&file(1).replace("=\"", "\""))),
        ("contents of a number", contents("7")),
        ("required-missing", media_new().replacen("\"Availability\": \"Available\",", "", 1)),
        ("required-missing, null", media_new().replacen("\"Available\"", "null", 1)),
        ("note", note("New", "Rich Text", &format!("\"FileContents\": {},", file(1)))),
        (
            "result",
            results_new("New", &[result(1).replace(&file(1), "\"\""), result(2).replace("\"PDF\",", "\"JPG\",")]),
        ),
        (
            "long strings before",
            media_response(1)
                .replacen(
                    "\"Media\": [",
                    &format!("\"Media\": [{}, ", entry(7, &format!("\"{}\"", "QUJD".repeat(900)))),
                    1,
                )
                .replacen("\"V-0001\"", "42", 1),
        ),
        ("raw line breaks before", change("Letter 1", "Letter\n\n1").replacen("\"V-0002\"", "42", 1)),
        ("byte-order mark", format!("\u{feff}{}", change("\"V-0001\"", "42"))),
    ]
}

#[test]
fn every_place_is_that_of_its_pointer() {
    let mut wrong = Vec::new();
    for (name, message) in odd_messages() {
        // The walk starts behind the mark, so its offsets do too.
        if message.starts_with('\u{feff}') {
            continue;
        }
        assert!(!Opened::text(&message).findings.is_empty(), "{name}");
        wrong.extend(misplaced(&message).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let opened = Opened::text("\u{feff}{\"Media\":[7]}");
    assert!(opened.rows().contains(&"entry-not-object #1 /Media/0 1:11".to_owned()), "{:?}", opened.rows());
}

#[test]
fn columns_count_characters_and_lines_count_line_feeds() {
    for (text, place) in [
        ("{\"Media\":[7]}", "1:11"),
        ("{\n\"Media\":[\n7]}", "3:1"),
        ("{\r\n\"Media\":[\r\n 7]}", "3:2"),
        ("{\"Ünï😀\":1,\"Media\":[7]}", "1:20"),
        ("{\"FileName\":\"\\u00e9\\n\",\"Media\":[7]}", "1:33"),
        ("\n\n\t{\"Media\":[7]}", "3:12"),
    ] {
        let rows = Opened::text(text).rows();
        assert!(rows.contains(&format!("entry-not-object #1 /Media/0 {place}")), "{text:?} {rows:?}");
    }
}

#[test]
fn findings_belong_to_the_message_and_the_document_they_stand_in() {
    let odd =
        |number: u32| media_response(2).replacen("\"V-0002\"", "42", 1).replace("DOC-000", &format!("DOC-{number}"));
    let text = format!("{}{}{}", odd(1), media_response(1), odd(3));
    let opened = Opened::text(text);
    let found: Vec<_> = opened
        .findings
        .iter()
        .filter(|finding| finding.code.name() == "not-text")
        .map(|finding| (finding.message, finding.document))
        .collect();
    assert_eq!(found, [(0, Some(1)), (2, Some(4))]);
}

#[test]
fn control_characters_and_broken_text_belong_to_their_message() {
    let good = media_response(1);
    for (name, bad) in [
        ("control-characters", good.replacen("Letter 1", "Letter\t1", 1).into_bytes()),
        (
            "not-utf8",
            good.replacen("Letter 1", "Letter ~", 1)
                .bytes()
                .map(|byte| if byte == b'~' { 0xE9 } else { byte })
                .collect(),
        ),
    ] {
        let text = [good.as_bytes(), b"\n", &bad].concat();
        let opened = Opened::text(text);
        let finding = opened.findings.iter().find(|finding| finding.code.name() == name).unwrap();
        assert_eq!(finding.message, 1, "{name} in one file");

        let folder = tempfile::tempdir().unwrap();
        let files = [("a.json", good.as_bytes()), ("b.json", &bad)];
        let paths = files.map(|(name, bytes)| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        });
        let opened = Opened::paths(paths);
        let finding = opened.findings.iter().find(|finding| finding.code.name() == name).unwrap();
        assert_eq!((finding.part, finding.message), (1, 1), "{name} in the second file");
    }
}
