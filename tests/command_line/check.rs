//! `check`: what it prints, in which order, and how it exits.

use serde_json::{Value, json};

use super::support::messages::{base64, entry, file, media_query, media_response, media_response_of};
use super::support::packed::{gzip, zip};
use super::{Folder, code, errors, listed, program, with_input};

const KEYS: [&str; 8] = ["severity", "code", "document", "message_index", "path", "line", "column", "message"];

/// The findings of an input, and the exit status.
fn checked(bytes: impl AsRef<[u8]>) -> (i32, Vec<Value>) {
    let output = with_input(&["check", "-", "--format", "json"], bytes.as_ref());
    (code(&output), listed(&output))
}

#[test]
fn a_clean_message_has_no_findings() {
    let output = with_input(&["check", "-", "--format", "json"], media_response(2).as_bytes());
    assert_eq!((code(&output), output.stdout), (0, b"[\n]\n".to_vec()));
    let output = with_input(&["check", "-"], media_response(2).as_bytes());
    assert_eq!((code(&output), output.stdout, output.stderr), (0, vec![], vec![]));
}

#[test]
fn findings_as_json_have_their_fields_in_order() {
    let message = media_response_of(&[
        entry(1, "\"JVBERi0xLjQK*AAAA\""),
        entry(2, &file(2)).replace("\"V-0002\"", "42"),
        "7".to_owned(),
    ])
    .replace("\"Test\": true", "\"Test\": true, \"IsIncomplete\": true");
    let output = with_input(&["check", "-", "--format", "json"], message.as_bytes());
    assert_eq!(code(&output), 1);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    for line in text.lines().filter(|line| line.contains("severity")) {
        let places: Vec<_> = KEYS.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{line}");
    }
    for element in listed(&output) {
        assert_eq!(element.as_object().unwrap().len(), KEYS.len());
    }
    let sentence = |name: &str| {
        let code = redox_media_viewer::finding::Code::ALL.into_iter().find(|code| code.name() == name).unwrap();
        code.sentence().to_owned()
    };
    let damage =
        format!("{} Character 13 is not part of base64. The 9 bytes before it decode.", sentence("contents-damaged"));
    assert_eq!(
        Value::Array(listed(&output)),
        json!([
            {"severity": "warning", "code": "incomplete", "document": null, "message_index": 1, "path": null, "line": null, "column": null,
             "message": sentence("incomplete")},
            {"severity": "error", "code": "contents-damaged", "document": 1, "message_index": 1, "path": "/Media/0/FileContents", "line": 17,
             "column": 21, "message": damage},
            {"severity": "note", "code": "not-text", "document": 2, "message_index": 1, "path": "/Media/1/Visit/VisitNumber", "line": 25,
             "column": 30, "message": sentence("not-text")},
            {"severity": "error", "code": "entry-not-object", "document": 3, "message_index": 1, "path": "/Media/2", "line": 34,
             "column": 6, "message": sentence("entry-not-object")},
        ])
    );
}

#[test]
fn findings_as_text_are_a_line_each() {
    let message = media_response_of(&[entry(1, &file(1)).replace("\"V-0001\"", "42")])
        .replace("\"Test\": true", "\"Test\": true, \"Errors\": [{\"Text\": \"down\"}]");
    let output = with_input(&["check", "-"], message.as_bytes());
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((code(&output), lines.len()), (1, 2), "{text}");
    assert!(lines[0].starts_with("error: whole input [message-errors] The response reports errors."), "{text}");
    assert!(
        lines[1].starts_with("note: document 1, line 14, column 30, /Media/0/Visit/VisitNumber [not-text] "),
        "{text}"
    );
}

#[test]
fn exit_status_follows_the_worst_finding() {
    for (name, message, status) in [
        ("a note", media_response(1).replace("\"V-0001\"", "42"), 0),
        ("a warning", media_response(1).replace("\"PDF\"", "\"JPG\""), 0),
        ("a question", media_query(), 0),
        (
            "an error of the message",
            media_response(1).replace("\"Test\": true", "\"Test\": true, \"Errors\": [{\"ID\": 1}]"),
            1,
        ),
        ("an error of the contents", media_response(1).replace(&file(1), "\"JVBERi0xLjQK*AAAA\""), 1),
        ("cut off", media_response(2)[..1000].to_owned(), 1),
        ("nothing to read", "Dear colleague".to_owned(), 2),
    ] {
        for format in ["json", "text"] {
            let output = with_input(&["check", "-", "--format", format], message.as_bytes());
            assert_eq!(code(&output), status, "{name} as {format}: {}", errors(&output));
        }
        let output = with_input(&["list", "-"], message.as_bytes());
        assert_eq!(code(&output), status, "list of {name}: {}", errors(&output));
    }
    for wrong in
        [&["check"][..], &["check", "a", "b"], &["check", "a", "--format", "xml"], &["check", "--format", "json"]]
    {
        let output = program(wrong);
        assert_eq!((code(&output), output.stdout.len()), (2, 0), "{wrong:?}");
    }
}

#[test]
fn what_cannot_be_read_is_one_finding() {
    let folder = Folder::new();
    let empty = tempfile::tempdir().unwrap();
    let bad = tempfile::tempdir().unwrap();
    std::fs::write(bad.path().join("a.json"), "Dear colleague").unwrap();
    std::fs::write(bad.path().join("b.json"), "").unwrap();
    for (path, name, place, words) in [
        (folder.write("prose.json", "Hello"), "not-json", json!([1, 1]), "line 1, column 1"),
        (folder.write("broken.json", "{\n \"a\": }"), "not-json", json!([2, 7]), "line 2, column 7"),
        (
            folder.write("other.json", "{\"resourceType\":\"Bundle\"}"),
            "not-redox",
            json!([null, null]),
            "not a Redox message",
        ),
        (folder.write("empty.json", ""), "empty", json!([null, null]), "empty"),
        (folder.write("blank.json", " \n "), "empty", json!([null, null]), "empty"),
        (folder.text("missing.json"), "unreadable", json!([null, null]), "no such file"),
        (
            folder.write("bad.json.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff\xff\xff".as_slice()),
            "unreadable",
            json!([null, null]),
            "damaged",
        ),
        (folder.write("none.zip", zip(&[("a.txt", b"x")])), "unreadable", json!([null, null]), "no JSON files"),
        (empty.path().to_string_lossy().into_owned(), "unreadable", json!([null, null]), "no JSON file in this folder"),
        (bad.path().to_string_lossy().into_owned(), "unreadable", json!([null, null]), "None of 2 files"),
    ] {
        let output = program(&["check", &path, "--format", "json"]);
        assert_eq!(code(&output), 2, "{path}");
        let [element] = &listed(&output)[..] else { panic!("{path}: {:?}", listed(&output)) };
        assert_eq!(element["code"], name, "{path}");
        assert_eq!(element["severity"], "error", "{path}");
        assert_eq!(json!([element["line"], element["column"]]), place, "{path}");
        assert!(
            element["document"].is_null() && element["message_index"].is_null() && element["path"].is_null(),
            "{path}"
        );
        assert!(element["message"].as_str().unwrap().contains(words), "{path}: {element}");
        assert!(errors(&output).contains(words), "{path}: {}", errors(&output));

        let text = program(&["check", &path]);
        assert_eq!((code(&text), text.stdout.len()), (2, 0), "{path}");
        assert!(errors(&text).contains(words), "{path}: {}", errors(&text));
    }
}

#[test]
fn numbers_count_over_all_files_and_lines_in_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let odd = |number: u32| {
        media_response(2)
            .replace("\"V-0002\"", "42")
            .replace("DOC-", &format!("DOC-{number}-"))
            .replace("JVBERi0xLjQK", &base64(format!("%PDF-1.{number}\n")))
    };
    std::fs::write(folder.path().join("a.json"), odd(1)).unwrap();
    std::fs::write(folder.path().join("b.ndjson"), [odd(2), odd(3)].map(|text| text.replace('\n', "")).join("\n"))
        .unwrap();
    std::fs::write(folder.path().join("c.json.gz"), gzip(odd(4))).unwrap();
    let output = program(&["check", &folder.path().to_string_lossy(), "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let rows: Vec<_> = listed(&output)
        .iter()
        .map(|element| {
            format!(
                "{} {} {}:{}",
                element["code"].as_str().unwrap(),
                json!([element["message_index"], element["document"]]),
                element["line"],
                element["column"].as_u64().unwrap().min(99)
            )
        })
        .collect();
    assert_eq!(rows, ["not-text [1,2] 25:30", "not-text [2,4] 1:99", "not-text [3,6] 2:99", "not-text [4,8] 25:30"]);
}

#[test]
fn the_order_is_that_of_the_messages_with_the_whole_before_its_documents() {
    let odd = media_response(3)
        .replace("\"V-0002\"", "42")
        .replace("\"V-0003\"", "43")
        .replace("\"Test\": true", "\"Test\": true, \"IsIncomplete\": true");
    let (status, found) = checked(format!("{odd}{}", odd.replace("DOC-", "NUM-").replace("2026", "2025")));
    assert_eq!(status, 0);
    let places: Vec<_> =
        found.iter().map(|element| (element["message_index"].as_u64(), element["document"].as_u64())).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(places[0], (Some(1), None));
}

#[test]
fn values_are_never_printed() {
    let marked = media_response(2)
        .replace("MRN-000", "MARKER-000")
        .replace("Letter", "MARKER")
        .replace("\"PDF\"", "\"MARKER\"")
        .replace("2026-03-01T08", "MARKER")
        .replace("\"V-0001\"", "[\"MARKER\"]")
        .replace(&file(1), "\"MARKER was seen today and is well.\"");
    for format in ["json", "text"] {
        let output = with_input(&["check", "-", "--format", format], marked.as_bytes());
        let all = format!("{}{}", String::from_utf8_lossy(&output.stdout), errors(&output));
        assert!(all.contains("date-unreadable") && all.contains("type-unknown"), "{all}");
        assert!(!all.contains("MARKER"), "{all}");
    }
}

#[test]
fn a_packed_file_that_ends_in_its_beginning_is_not_called_empty() {
    for bytes in [b"\x1f\x8b\x08\0".as_slice(), b"\x1f\x8b\x08\0junk"] {
        let (status, found) = checked(bytes);
        assert_eq!((status, found.len()), (2, 1));
        assert_eq!(found[0]["code"], "unreadable", "{}", found[0]);
    }
}

#[test]
fn a_document_about_another_patient_is_found() {
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample-kinds.json")).unwrap();
    let (status, found) = checked(&sample);
    assert_eq!(status, 0, "a warning is no error");
    let others: Vec<_> = found.iter().filter(|finding| finding["code"] == "other-patient").collect();
    assert_eq!(others.len(), 1, "{others:?}");
    assert_eq!(others[0]["document"], 5);
    assert_eq!(others[0]["severity"], "warning");
    assert_eq!(others[0]["path"], "/Media/4/FileContents");
    // It is said without a word of the document.
    let text = String::from_utf8(with_input(&["check", "-"], &sample).stdout).unwrap();
    for word in ["Halversen", "0059911042", "19570830"] {
        assert!(!text.contains(word), "{text}");
    }
}

#[test]
fn a_document_without_pages_of_its_own_is_not_rendered() {
    let folder = Folder::new();
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample-kinds.json")).unwrap();
    let out = folder.path("page.png");
    let render =
        |number: &str| with_input(&["render", "-", "--document", number, "--out", out.to_str().unwrap()], &sample);
    let output = render("1");
    assert_eq!(code(&output), 1);
    assert!(errors(&output).contains("no pages of its own to draw (Clinical document (CDA)"), "{}", errors(&output));
    assert!(!out.exists());
    // A fax has.
    assert_eq!(code(&render("2")), 0);
    assert!(out.exists());
}
