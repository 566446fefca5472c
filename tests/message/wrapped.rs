//! Messages inside what API clients export.

use super::support::messages::{file, media_new, media_response, note, notes_response};
use super::support::opened::{Opened, load_paths, load_text};
use super::support::packed::json_string;

/// A text as .NET writes it into a string: quotes and all beyond plain letters as `\u` escapes.
fn net_string(text: &str) -> String {
    let escaped = json_string(text);
    let inside = &escaped[1..escaped.len() - 1];
    format!("\"{}\"", inside.replace("\\\"", "\\u0022").replace('+', "\\u002B"))
}

#[test]
fn one_level_down_as_an_object() {
    let message = media_response(2);
    for (name, text) in [
        ("body", format!("{{\"status\": 200, \"body\": {message}}}")),
        ("data", format!("{{\"data\": {message}, \"error\": null}}")),
        ("list", format!("{{\"results\": [{message}]}}")),
        ("postman", format!("{{\"name\": \"x\", \"response\": [{{\"code\": 200, \"body\": {message}}}]}}")),
        ("array of wrappers", format!("[{{\"body\": {message}}}]")),
        ("odd key", format!("{{\"a/b~c\": {message}}}")),
    ] {
        let opened = Opened::text(&text);
        assert_eq!(opened.count(), 2, "{name}");
        assert_eq!(opened.codes(), ["wrapped"], "{name}");
        assert!(opened.states().iter().all(|(state, _)| *state == "embedded"), "{name}");
    }
}

#[test]
fn one_level_down_as_text() {
    let message = media_response(2);
    let har = |text: &str| {
        format!(
            r#"{{"log": {{"version": "1.2", "creator": {{"name": "x"}}, "entries": [{{"request": {{"method": "POST", "url": "https://api.example.com/query"}},
            "response": {{"status": 200, "content": {{"size": 1, "mimeType": "application/json", "text": {text}}}}}}}]}}}}"#
        )
    };
    let postman = |text: &str| {
        format!(
            r#"{{"info": {{"name": "Redox"}}, "item": [{{"name": "Query", "response": [{{"name": "x", "code": 200, "body": {text}}}]}}]}}"#
        )
    };
    let mut wrong = Vec::new();
    for (name, text) in [
        ("body", format!("{{\"body\": {}}}", json_string(&message))),
        ("compact", format!("{{\"body\": {}}}", json_string(&message.replace("\n", "")))),
        ("HAR", har(&json_string(&message))),
        ("Postman", postman(&json_string(&message))),
        (".NET", har(&net_string(&message))),
        ("escaped slashes", har(&json_string(&message.replace('/', "\\/")))),
        ("array in a text", format!("{{\"body\": {}}}", json_string(&format!("[{message}]")))),
        ("blanks before", format!("{{\"body\": {}}}", json_string(&format!("\r\n  \t{message}")))),
    ] {
        match load_text(&text) {
            Ok(loaded) => {
                let opened = Opened::of(loaded);
                if opened.count() != 2 || opened.codes() != ["wrapped"] {
                    wrong.push(format!("{name}: {} documents, {:?}", opened.count(), opened.codes()));
                } else if opened.bytes(1) != Opened::text(&message).bytes(1) {
                    wrong.push(format!("{name}: other bytes"));
                }
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_models_as_text() {
    let notes = notes_response(&[("Base64 Encoded", file(1))]);
    // The list first, and longer than what is looked at to find `Meta`.
    let sorted = {
        let long = notes.replace(&file(1), &format!("\"{}\"", "QUJD".repeat(3000)));
        let start = long.find("\"Notes\":").unwrap();
        format!(
            "{{{}, {}}}",
            long[start..long.trim_end().len() - 1].trim(),
            long[1..start].trim().trim_end_matches(',')
        )
    };
    assert_eq!(Opened::text(&sorted).count(), 1);
    for (name, message) in [
        ("new", media_new()),
        ("note", note("New", "Plain Text", "\"FileContents\": \"Rest.\",")),
        ("notes", notes),
        ("notes first", sorted),
    ] {
        let opened = Opened::text(format!("{{\"body\": {}}}", json_string(&message)));
        assert_eq!((opened.count(), opened.has("wrapped")), (1, true), "{name}");
    }
}

#[test]
fn several_exchanges_in_one_export() {
    let (one, two) =
        (media_response(1), media_response(2).replace("DOC-", "NUM-").replace("Media\", \"QueryResponse", ""));
    let text = format!(
        "{{\"log\": {{\"entries\": [{{\"text\": {}}}, {{\"text\": \"Dear colleague\"}}, {{\"text\": {}}}]}}}}",
        json_string(&one),
        json_string(&two)
    );
    let opened = Opened::text(text);
    assert_eq!(opened.count(), 3);
    assert_eq!(opened.loaded.response.messages.len(), 2);
    let objects = Opened::text(format!("[{{\"body\": {one}}}, {{\"body\": {two}}}]"));
    assert_eq!((objects.count(), objects.loaded.response.messages.len()), (3, 2));
}

#[test]
fn messages_and_wrapped_messages_side_by_side() {
    let (one, two) = (media_response(1), media_new().replace("DOC-", "NUM-"));
    for (name, text) in
        [("lines", format!("{one}\n{{\"body\": {two}}}")), ("array", format!("[{one}, {{\"body\": {two}}}]"))]
    {
        assert_eq!(Opened::text(text).loaded.response.messages.len(), 2, "{name}");
    }
}

#[test]
fn a_file_whose_wrapped_text_is_no_message_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let paths = [
        write("a.json", &media_response(1)),
        write("b.json", &format!("{{\"body\": {}}}", json_string("{\"Meta\": 5, \"status\": 500}"))),
    ];
    let opened = Opened::of(load_paths(paths).unwrap());
    assert_eq!(opened.codes(), ["file-unreadable"]);
}

#[test]
fn messages_in_texts_of_a_message_are_left_alone() {
    // A document whose contents are JSON that looks like a message stays one document.
    let inner = json_string(&media_response(1));
    let message = note("New", "Plain Text", &format!("\"FileContents\": {inner},"));
    let opened = Opened::text(message);
    assert_eq!((opened.count(), opened.loaded.response.messages.len()), (1, 1));
    assert_eq!(opened.bytes(0), media_response(1).as_bytes());
}
