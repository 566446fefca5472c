//! Rare forms: long keys and texts, many bad lines, marks between files.

use super::support::messages::{file, media_new, media_response, note};
use super::support::opened::{Opened, load_text};
use super::support::packed::json_string;

#[test]
fn findings_name_messages_that_there_are() {
    let good = media_response(1);
    let mut wrong = Vec::new();
    for (name, text) in [
        ("words behind it", format!("{good}\nDone.")),
        ("null characters behind it", format!("{}\0\0", good.trim_end())),
        ("a brace behind it", format!("{good}}}")),
        ("an array of messages and words", format!("[{good}, {}]\nDone.", media_new().replace("DOC-", "NUM-"))),
        ("cut off in the second", format!("{good}{}", &good[..300])),
    ] {
        let opened = Opened::text(text);
        let messages = opened.loaded.response.messages.len();
        let beyond: Vec<_> = opened.findings.iter().filter(|finding| finding.message as usize >= messages).collect();
        if !beyond.is_empty() {
            wrong.push(format!("{name}: {messages} messages, {beyond:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_between_joined_files_are_no_error() {
    let (one, two) = (media_response(1), media_new().replace("DOC-", "NUM-").replace(&file(1), &file(2)));
    let opened = Opened::text(format!("\u{feff}{one}\u{feff}{two}"));
    assert_eq!(opened.count(), 2);
    let errors: Vec<_> = opened.findings.iter().filter(|finding| finding.code.severity().name() == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn long_keys_are_keys_of_their_own() {
    let (one, two) = ("k".repeat(300), "q".repeat(300));
    let message = media_response(1).replacen("\"FileType\"", &format!("\"{one}\": 1, \"{two}\": 2, \"FileType\""), 1);
    let opened = Opened::text(message);
    assert_eq!(opened.codes(), ["unknown-field", "unknown-field"]);
    let fields = &opened.loaded.response.documents[0].other_fields;
    let values: Vec<_> = fields.iter().filter_map(|field| field.value.as_ref().map(|value| value.as_str())).collect();
    assert_eq!(values, ["1", "2"]);
}

#[test]
fn long_texts_are_kept_whole() {
    let long = "The order was refused because of its number. ".repeat(20);
    let message =
        format!("{{\"MessageID\":\"1\",\"TransmissionID\":\"2\",\"ErrorIDs\":[5],\"ErrorMessages\":[\"{long}\"]}}");
    let opened = Opened::text(message);
    let error = &opened.loaded.response.messages[0].meta.errors[0];
    assert_eq!(error.text.as_ref().unwrap().as_str(), long, "the older form");
    let message =
        format!("{{\"Meta\":{{\"DataModel\":\"Media\",\"EventType\":\"New\",\"Errors\":[{{\"Text\":\"{long}\"}}]}}}}");
    let opened = Opened::text(message);
    assert_eq!(opened.loaded.response.messages[0].meta.errors[0].text.as_ref().unwrap().as_str(), long);
    let name = "n".repeat(400);
    let opened =
        Opened::text(media_response(1).replace("MRN-0001", &name).replace("letter-1", &name).replace("V-0001", &name));
    let document = &opened.loaded.response.documents[0];
    for text in [&document.identifiers[0].id, &document.file_name, &document.visit_number] {
        assert_eq!(text.as_ref().unwrap().as_str(), name);
    }
    assert_eq!(opened.rows(), [""; 0]);
}

#[test]
fn a_long_component_of_a_note_is_saved_whole() {
    for length in [300, 70_000, 1_400_000] {
        let text = "The knee is better. ".repeat(length / 20);
        let components = format!("\"Components\": [{{\"Name\": \"Findings\", \"Value\": \"{text}\"}}],");
        let opened = Opened::text(note("New", "Plain Text", &components));
        let bytes = opened.bytes(0);
        assert_eq!(bytes.len(), text.len(), "{length}");
        assert!(bytes == text.as_bytes(), "{length}");
    }
}

#[test]
fn many_bad_lines_cost_one_message_each() {
    let good = media_response(1).replace('\n', " ");
    let lines: Vec<_> =
        (0..300).map(|line| if line % 3 == 1 { "ERROR could not fetch" } else { good.as_str() }).collect();
    let opened = Opened::text(lines.join("\n"));
    assert_eq!(opened.loaded.response.messages.len(), 200);
}

#[test]
fn what_macos_keeps_beside_a_file_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), media_response(1)).unwrap();
    std::fs::write(folder.path().join("._a.json"), b"\0\x05\x16\x07\0\x02\0\0Mac OS X").unwrap();
    let opened = Opened::paths([folder.path().to_owned()]);
    assert_eq!((opened.count(), opened.codes()), (1, vec![]));
}

#[test]
fn a_message_as_one_json_string() {
    // "Copy value" of an API client or of a debugger gives the text with its quotes.
    let text = json_string(&media_response(2));
    let count = load_text(&text).map_or(0, |loaded| loaded.response.documents.len());
    assert_eq!(count, 2);
}

#[test]
fn something_behind_packed_data_is_said() {
    let packed = [super::support::packed::gzip(media_response(1)), b"and more".to_vec()].concat();
    let opened = Opened::text(packed);
    assert_eq!(opened.count(), 1);
    assert!(!opened.findings.is_empty(), "nothing is said of what was left out");
}
