//! What messages come in: several in a file, packed, in other encodings, in folders, between other text.

use std::path::PathBuf;

use redox_media_viewer::message::ReadError;

use super::support::messages::{media_new, media_response, note, result, results_response};
use super::support::opened::{Opened, load_paths, load_text};
use super::support::packed::{gzip, reference_page, utf16, zip};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn different(number: u32) -> String {
    media_response(1)
        .replace("MRN-0001", &format!("MRN-9{number:03}"))
        .replace("DOC-0001", &format!("DOC-9{number:03}"))
        .replace("\"FileContents\": \"", &format!("\"FileContents\": \"{}", "QUJD".repeat(number as usize)))
        .replace("\"PDF\"", "null")
}

fn ids(opened: &Opened) -> Vec<String> {
    let documents = opened.loaded.response.documents.iter();
    documents.map(|document| document.identifiers[0].id.as_ref().unwrap().as_str().to_owned()).collect()
}

fn names(opened: &Opened) -> Vec<String> {
    let response = &opened.loaded.response;
    response
        .documents
        .iter()
        .map(|document| response.part_name(document).rsplit('/').next().unwrap().to_owned())
        .collect()
}

#[test]
fn several_messages_in_one_text() {
    let (one, two) = (different(1), different(2));
    let line = |text: &str| text.replace('\n', "");
    let cases = [
        ("array", format!("[{one},{two}]")),
        ("lines", format!("{}\n{}\n", line(&one), line(&two))),
        ("lines of Windows", format!("{}\r\n\r\n{}\r\n", line(&one), line(&two))),
        ("one after the other", format!("{one}{two}")),
        ("without anything between", format!("{}{}", line(&one), line(&two))),
        ("arrays one after the other", format!("[{one}]\n[{two}]")),
        ("an array and a message", format!("[{one}]{two}")),
        ("an empty array before", format!("[] [{one},{two}]")),
    ];
    for (name, text) in cases {
        let opened = Opened::text(text);
        assert_eq!(ids(&opened), ["MRN-9001", "MRN-9002"], "{name}");
        assert_eq!(opened.loaded.response.messages.len(), 2, "{name}");
        let messages: Vec<_> = opened.loaded.response.documents.iter().map(|document| document.message).collect();
        assert_eq!(messages, [0, 1], "{name}");
        assert_eq!(opened.rows(), [""; 0], "{name}");
    }
}

#[test]
fn messages_of_every_model_in_one_file() {
    let text = format!(
        "{}{}{}{}",
        media_response(2),
        media_new()
            .replace("DOC-0001", "DOC-0009")
            .replace("letter-1", "x")
            .replace("\"FileContents\": \"", "\"FileContents\": \"QUJD")
            .replace("\"PDF\"", "\"\""),
        note("New", "Plain Text", "\"FileContents\": \"Rest.\","),
        results_response(&[vec![result(8)], vec![result(9)]])
    );
    let opened = Opened::text(text);
    let messages: Vec<_> = opened.loaded.response.documents.iter().map(|document| document.message).collect();
    assert_eq!(messages, [0, 0, 1, 2, 3, 3]);
    assert_eq!(opened.codes(), [""; 0]);
    // One source: the same identifiers are the same patient in all of them.
    assert_eq!(opened.patients(), [0, 1, 0, 0, 0, 1]);
}

#[test]
fn encodings_and_packings() {
    let text = media_response(2).replacen("Letter 1", "Brief über Ärzte 😀", 1);
    let cases: [(&str, Vec<u8>, &[&str]); 12] = [
        ("plain", text.clone().into(), &[]),
        ("byte-order mark", format!("\u{feff}{text}").into(), &[]),
        ("little-endian", utf16(&text, false, true), &["utf-16"]),
        ("big-endian", utf16(&text, true, true), &["utf-16"]),
        ("little-endian without mark", utf16(&text, false, false), &["utf-16"]),
        ("big-endian without mark", utf16(&text, true, false), &["utf-16"]),
        ("gzip", gzip(&text), &[]),
        ("gzip of two members", [gzip(&text[..100]), gzip(&text[100..])].concat(), &[]),
        ("gzip of UTF-16", gzip(utf16(&text, false, true)), &["utf-16"]),
        ("gzip with a mark", gzip(format!("\u{feff}{text}")), &[]),
        ("zip", zip(&[("a.json", text.as_bytes())]), &[]),
        ("zip of gzip", zip(&[("a.json.gz", &gzip(&text))]), &[]),
    ];
    for (name, bytes, codes) in cases {
        let opened = Opened::text(bytes);
        assert_eq!(ids(&opened), ["MRN-0001", "MRN-0002"], "{name}");
        assert_eq!(opened.loaded.response.documents[0].label(), "Brief über Ärzte 😀", "{name}");
        assert!(opened.states().iter().all(|(state, _)| *state == "embedded"), "{name}");
        assert_eq!(opened.codes(), codes, "{name}");
    }
}

#[test]
fn places_in_utf16_and_in_packed_files_are_those_of_the_text() {
    let text = media_response(1).replacen("Letter 1", "Ärztebrief 😀", 1).replacen("\"V-0001\"", "42", 1);
    for bytes in [utf16(&text, false, true), utf16(&text, true, false), gzip(&text)] {
        let rows = Opened::text(bytes).rows();
        assert!(rows.contains(&"not-text #1 /Media/0/Visit/VisitNumber 14:30".to_owned()), "{rows:?}");
    }
}

#[test]
fn packed_files_that_end_early_give_what_is_there() {
    let text: String = (1..=60).map(different).collect();
    let packed = gzip(&text);
    let mut before = 0;
    for end in (40..packed.len()).step_by(97) {
        let Ok(loaded) = load_text(&packed[..end]) else { continue };
        let opened = Opened::of(loaded);
        assert!(opened.has("archive-cut-off"), "{end}: {:?}", opened.codes());
        assert!(opened.count() >= before);
        before = opened.count();
    }
    assert!(before > 50, "{before}");
}

#[test]
fn an_archive_is_one_input_in_the_order_of_names() {
    let archive = zip(&[
        ("b.json", different(2).as_bytes()),
        ("a/z.ndjson", different(1).replace('\n', "").as_bytes()),
        ("__MACOSX/._b.json", b"junk"),
        ("readme.txt", b"Dear colleague"),
        ("c.json.gz", &gzip(different(3))),
        ("d.JSON", &utf16(&different(4), false, true)),
    ]);
    let opened = Opened::text(archive);
    assert_eq!(ids(&opened), ["MRN-9001", "MRN-9002", "MRN-9003", "MRN-9004"]);
    assert_eq!(names(&opened), ["z.ndjson", "b.json", "c.json.gz", "d.JSON"]);
    assert_eq!(opened.codes(), ["utf-16"]);
}

#[test]
fn a_bad_file_of_an_archive_costs_that_file() {
    let archive = zip(&[
        ("a.json", different(1).as_bytes()),
        ("b.json", b"not JSON"),
        ("c.json", different(3).as_bytes()),
        ("d.json.gz", b"not gzip"),
    ]);
    let opened = Opened::text(archive);
    assert_eq!(ids(&opened), ["MRN-9001", "MRN-9003"]);
    assert_eq!(opened.codes(), ["file-unreadable", "file-unreadable"]);
    let said: Vec<_> = opened.findings.iter().map(|finding| finding.text()).collect();
    assert!(said[0].contains("File 2 of 4") && said[1].contains("File 4 of 4"), "{said:?}");
    for (archive, words) in [
        (zip(&[("a.txt", b"x")]), "no JSON files"),
        (zip(&[]), "no JSON files"),
        (zip(&[("a.json", b"x"), ("b.json", b"y")]), "None of 2 files"),
    ] {
        let error = load_text(archive).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_folder_is_one_input_in_the_order_of_names() {
    let folder = Folder::new();
    folder.write("b.json.gz", gzip(different(2)));
    folder.write("c.ndjson", format!("{}\n{}", different(3).replace('\n', ""), different(4).replace('\n', "")));
    folder.write("a.JSON", different(1));
    folder.write("note.txt", different(7));
    folder.write("scan.pdf", b"%PDF-1.4");
    std::fs::create_dir(folder.path().join("more.json")).unwrap();
    let opened = Opened::paths([folder.path()]);
    assert_eq!(ids(&opened), ["MRN-9001", "MRN-9002", "MRN-9003", "MRN-9004"]);
    assert_eq!(names(&opened), ["a.JSON", "b.json.gz", "c.ndjson", "c.ndjson"]);
    assert_eq!(opened.codes(), [""; 0]);
    let indexes: Vec<_> =
        opened.loaded.response.documents.iter().map(|document| (document.index, document.message)).collect();
    assert_eq!(indexes, [(0, 0), (1, 1), (2, 2), (3, 3)]);

    let empty = Folder::new();
    assert!(matches!(load_paths([empty.path()]), Err(ReadError::EmptyFolder)));
    empty.write("a.txt", different(1));
    assert!(matches!(load_paths([empty.path()]), Err(ReadError::EmptyFolder)));
}

#[test]
fn several_files_and_folders_at_once() {
    let folder = Folder::new();
    let inside = Folder::new();
    inside.write("x.json", different(2));
    let opened = Opened::paths([
        folder.write("z.json", different(1)),
        inside.path(),
        folder.write("bad.json", "Dear colleague"),
        folder.path().join("missing.json"),
        folder.write("a.zip", zip(&[("y.json", different(3).as_bytes())])),
    ]);
    assert_eq!(ids(&opened), ["MRN-9001", "MRN-9002", "MRN-9003"]);
    assert_eq!(names(&opened), ["z.json", "x.json", "y.json"]);
    assert_eq!(opened.codes(), ["file-unreadable", "file-unreadable"]);
    let error = load_paths([folder.path().join("bad.json"), folder.path().join("missing.json")]).unwrap_err();
    assert!(matches!(error, ReadError::Nothing { count: 2, .. }), "{error}");
}

#[test]
fn a_folder_of_too_many_files_does_not_lose_some_in_silence() {
    let folder = Folder::new();
    let message = r#"{"Media":[{"FileName":"x"}]}"#;
    let limit = redox_media_viewer::limits::INPUT_PARTS;
    for number in 0..=limit {
        folder.write(&format!("{number:06}.json"), message);
    }
    match load_paths([folder.path()]) {
        Ok(loaded) => {
            let findings = &loaded.response.findings;
            let said = findings.iter().any(|finding| finding.code.name() == "file-unreadable");
            assert!(loaded.response.documents.len() > limit || said, "{} documents", loaded.response.documents.len());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

#[test]
fn the_reference_page_as_text() {
    let message = media_response(2);
    let page = reference_page(&message);
    let opened = Opened::text(&page);
    assert_eq!(ids(&opened), ["MRN-0001", "MRN-0002"]);
    assert_eq!(opened.codes(), ["found-in-text"]);
    assert_eq!(opened.bytes(0), Opened::text(&message).bytes(0));
    assert_eq!(opened.loaded.response.messages[0].meta.test, Some(true));
    // In the ways in which a page is copied.
    for (name, page) in [
        ("Windows", page.replace('\n', "\r\n")),
        ("blank lines between", page.replace('\n', "\n\n")),
        ("no-break spaces", page.replace(": ", ":\u{a0}")),
        ("byte-order mark", format!("\u{feff}{page}")),
        ("numbers on the lines", {
            let numbered: Vec<_> =
                message.trim_end().lines().zip(1..).map(|(line, number)| format!("{number:>3}  {line}")).collect();
            format!("Example\njson\n{}\n", numbered.join("\n"))
        }),
        ("without numbers", format!("Example\njson\n{message}\nWas this page helpful?\n")),
        ("marked off", format!("See this:\n```json\n{message}```\nThanks!\n")),
    ] {
        let opened = Opened::text(page);
        assert_eq!(ids(&opened), ["MRN-0001", "MRN-0002"], "{name}");
        assert_eq!(opened.codes(), ["found-in-text"], "{name}");
        assert!(opened.states().iter().all(|(state, _)| *state == "embedded"), "{name}");
    }
    for bytes in [gzip(&page), utf16(&page, false, true)] {
        assert_eq!(ids(&Opened::text(bytes)), ["MRN-0001", "MRN-0002"]);
    }
    // Lines are those of the page.
    let odd = page.replacen("\"V-0001\"", "42", 1);
    let line = odd[..odd.find("42}").unwrap()].matches('\n').count() + 1;
    let rows = Opened::text(&odd).rows();
    assert!(
        rows.iter().any(|row| row.starts_with(&format!("not-text #1 /Media/0/Visit/VisitNumber {line}:"))),
        "{rows:?}"
    );
}

#[test]
fn messages_in_a_log() {
    let log = format!(
        "2026-03-01 08:00:00 INFO sent {{\"query\": 1}} to [hilltop]\n2026-03-01 08:00:01 INFO body={} took 12 ms\n\
         2026-03-01 08:00:02 INFO body={} took 13 ms\n2026-03-01 08:00:03 WARN it's \"late\n",
        different(1).replace('\n', ""),
        different(2).replace('\n', "")
    );
    let opened = Opened::text(log);
    assert_eq!(ids(&opened), ["MRN-9001", "MRN-9002"]);
    assert_eq!(opened.codes(), ["found-in-text"]);
    let whole = media_response(3);
    let half = format!("body={}", &whole[..whole.len() - 60]);
    let opened = Opened::text(half);
    assert_eq!(opened.count(), 2);
    assert_eq!(opened.codes(), ["found-in-text", "message-cut-off"]);
}
