//! Tests of `prose`.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::extract;

fn message() -> Value {
    json!({
        "Meta": { "DataModel": "Media", "EventType": "QueryResponse", "Test": true, "FacilityCode": null },
        "Media": [
            { "FileName": "a {b} [c] \"d\" \\", "FileContents": "JVBERi0=", "Counts": [[1], [2], [3]], "Empty": [] },
            { "FileName": "ä\u{a0}ö", "Size": 12, "Ids": [7, 8, 9] }
        ]
    })
}

/// What came out, as JSON values one after another.
fn values(text: &[u8]) -> Option<Vec<Value>> {
    let found = extract(text)?;
    assert_eq!(found.len(), text.len());
    Some(serde_json::Deserializer::from_slice(&found).into_iter().collect::<Result<_, _>>().unwrap())
}

fn one(text: &str) -> Value {
    let values = values(text.as_bytes()).expect("no message found");
    assert_eq!(values.len(), 1);
    values[0].clone()
}

/// Every byte is what it was, or a space; line breaks are untouched.
fn keeps_places(text: &[u8], found: &[u8]) -> bool {
    text.len() == found.len()
        && text.iter().zip(found).all(|(was, is)| was == is || (*is == b' ' && !matches!(was, b'\n' | b'\r')))
}

fn pretty() -> String {
    serde_json::to_string_pretty(&message()).unwrap()
}

fn flush_left() -> String {
    pretty().lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// A reference page as it is copied from a browser.
fn page(first: usize, newline: &str, gap: &str) -> String {
    let mut page = format!("Media{newline}{newline}  • Meta{newline}    required, object{newline}{newline}");
    page += &format!("Example{newline}json{newline}");
    for (number, line) in flush_left().lines().enumerate() {
        page += &format!("{}{newline}{gap}{line}{newline}{gap}", number + first);
    }
    page
}

#[test]
fn a_copied_page_with_numbers_on_lines_of_their_own() {
    for (first, newline, gap) in [(1, "\n", ""), (98, "\r\n", ""), (1, "\n", "\n"), (0, "\n", "  \n\n")] {
        assert_eq!(one(&page(first, newline, gap)), message(), "{first} {newline:?} {gap:?}");
    }
}

#[test]
fn numbers_at_the_start_of_lines() {
    for form in ["{}  ", "{}: ", "{} | ", "{}\t", "{} |", "  {}  ", "{}\u{a0}\u{a0}"] {
        for text in [pretty(), flush_left()] {
            let mut page = String::from("Listing 3\n");
            for (number, line) in text.lines().enumerate() {
                page += &form.replace("{}", &(number + 8).to_string());
                page += line;
                page += "\n";
            }
            assert_eq!(one(&page), message(), "{form:?}");
        }
    }
}

#[test]
fn numbers_glued_to_lines() {
    assert_eq!(one("x\n1{\n2\"Meta\": {\n3}\n4}"), json!({ "Meta": {} }));
}

#[test]
fn an_empty_numbered_line() {
    assert_eq!(one("1\n{\n2\n3\n\"Meta\": {\n4\n}\n5\n}"), json!({ "Meta": {} }));
    assert_eq!(one("1 {\n2\n3 \"Meta\": {\n4 }\n5 }"), json!({ "Meta": {} }));
}

#[test]
fn a_number_element_that_the_line_number_equals() {
    let text = "7\n{\"Meta\":\n8\n[\n9\n9,\n10\n11\n11\n]\n12\n}";
    assert_eq!(one(text), json!({ "Meta": [9, 11] }));
}

#[test]
fn numbers_that_are_elements_stay() {
    for inner in
        ["[\n1,\n2,\n3\n]", "[\n1\n,\n2\n,\n3\n]", "[\n[\n1\n],\n[\n2\n],\n[\n3\n]\n]", "[[\n1\n],[\n2\n],[\n3\n]]"]
    {
        let text = format!("before\n{{\"Meta\": {inner}}}\nafter");
        let is = one(&text);
        assert_eq!(is["Meta"], serde_json::from_str::<Value>(inner).unwrap(), "{inner:?}");
    }
    // Two in a row are no line numbers.
    assert_eq!(extract(b"{\n1\n\"Meta\": 3\n2\n}"), None);
    assert!(extract(b"{\n1\n\"Meta\": 3\n2\n}\n3\n").is_some());
}

#[test]
fn log_lines() {
    let message = message().to_string();
    let text = format!(
        "2025-01-01T00:00:00Z INFO payload={message} done in {{3}} ms\n[main] [2025-01-01] WARN {{not json}}\n\
         {{\"level\":\"info\"}} x [1, 2] {message}\r\n{{\"level\":\"info\",\"body\":{{\"request\":{message}}}}}\n"
    );
    let found = values(text.as_bytes()).unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[..2], [self::message(), self::message()]);
    assert_eq!(found[2]["body"]["request"], self::message());
    let at = text.find("{\"Me").unwrap();
    assert_eq!(extract(text.as_bytes()).unwrap()[at..at + 10], text.as_bytes()[at..at + 10]);
}

#[test]
fn a_key_too_deep_is_no_reason_to_keep_what_is_around_it() {
    assert_eq!(one(r#"x {"a":{"b":{"c":{"Meta":{}}}}}"#), json!({ "b": { "c": { "Meta": {} } } }));
    assert_eq!(one(r#"x [{"b":{"c":{"META":{}}}}]"#), json!([{ "b": { "c": { "META": {} } } }]));
    for text in [r#"{"Met":1}"#, r#"["Meta"]"#, r#"{"a":"Meta"}"#, "Meta", "", "{", "[", "{\"", "[]", "{}"] {
        assert_eq!(extract(text.as_bytes()), None, "{text}");
    }
    for key in ["Meta", "media", "NOTES", "Note", "Orders"] {
        assert!(extract(format!("x {{\"{key}\":1}}").as_bytes()).is_some(), "{key}");
    }
}

#[test]
fn markdown_and_mail() {
    let text = format!(
        "Hi,\n“see {{below}}” &lt;here&gt; <a href=\"{{\">x</a>:\n\n```json\n{}\n```\n\n-- \nTom {{\"",
        pretty()
    );
    assert_eq!(one(&text), message());
}

#[test]
fn a_stray_quote_does_not_hide_a_message() {
    for before in ["{\"", "{ \"x", "[\"", "[1, \"", "{\"a\": \"", "{\"a\" \"", "{\"a\": \"b\" \"", "{{{[[[x", "{\"\\"] {
        assert_eq!(one(&format!("{before}\n{}\n", message())), message(), "{before}");
    }
}

#[test]
fn no_break_spaces_indent() {
    let text = format!("x\n{}", pretty().replace("  ", "\u{a0}\u{a0}"));
    assert_eq!(one(&text), message());
}

#[test]
fn a_message_that_the_end_cuts_off() {
    let whole = message().to_string();
    let meta = whole.find("\"Meta\"").unwrap() + 6;
    for end in meta..whole.len() {
        let text = [b"log: ", &whole.as_bytes()[..end]].concat();
        let found = extract(&text).unwrap_or_else(|| panic!("lost at {end}"));
        assert_eq!(&found[5..], &text[5..], "{end}");
        assert_eq!(&found[..5], b"     ");
    }
    let text = br#"x [{"Meta":1}, {"Meta":2}, {"Me"#;
    assert_eq!(&extract(text).unwrap()[2..], &text[2..]);
}

#[test]
fn too_large_is_refused() {
    let mut text = vec![b' '; crate::limits::PROSE_BYTES - 10];
    text.extend_from_slice(b"{\"Meta\":1}");
    assert!(extract(&text).is_some());
    text.push(b' ');
    assert!(extract(&text).is_none());
}

#[test]
fn too_much_work_is_given_up() {
    use crate::limits::{PROSE_LINES, PROSE_TRIES};
    let message = "{\"Meta\":1}";
    let lines = |count| ["x\n".repeat(count).as_bytes(), message.as_bytes()].concat();
    assert!(extract(&lines(PROSE_LINES - 1)).is_some());
    assert!(extract(&lines(PROSE_LINES)).is_none());
    let tries = |count| ["{ x".repeat(count).as_bytes(), message.as_bytes()].concat();
    assert!(extract(&tries(PROSE_TRIES - 1)).is_some());
    assert!(extract(&tries(PROSE_TRIES)).is_none());
}

/// Texts that are built to take long, of `size` bytes.
fn hostile(size: usize) -> Vec<(&'static str, Vec<u8>)> {
    let repeated = |unit: &str| unit.as_bytes().iter().copied().cycle().take(size).collect::<Vec<u8>>();
    let mut all: Vec<_> = [
        "{",
        "[",
        "{\"",
        "{\"{",
        "[\"",
        "{\"a\":",
        "[{\"a\":",
        "[{",
        "{ ",
        "{\n",
        "[ ",
        "1\n{",
        "{\"\\",
        "[\"\\\"",
        "{\"Meta\":",
        "{\"Meta\":1}",
        "[1,",
        "\n",
        "\"",
        "{\"a\":{\"Meta\":1},",
        "[1]",
        "{}",
        "\u{a0}{",
        "[\u{a0}",
        "{\"\\\"{\\\"",
    ]
    .into_iter()
    .map(|unit| (unit, repeated(unit)))
    .collect();
    let numbers: String = (0..size / 9).map(|number| format!("{number}\n,\n")).collect();
    all.push(("numbers", [b"{", numbers.as_bytes()].concat()));
    let deep = "[".repeat(100) + "\"";
    all.push(("deep strings", repeated(&deep)));
    let mut long = b"{\"".to_vec();
    long.extend(repeated("x"));
    all.push(("one string", long));
    all
}

#[test]
fn hostile_texts_end() {
    for (name, text) in hostile(1 << 20) {
        let start = std::time::Instant::now();
        let _ = extract(&text);
        // 64 times as much is allowed. Debug builds are slow, hence the generous second.
        assert!(start.elapsed().as_millis() < 1000, "{name:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_keeps_its_places(text in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(found) = extract(&text) {
            prop_assert!(keeps_places(&text, &found));
        }
    }

    #[test]
    fn pieces_of_json_keep_their_places(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", "\"", ":", ",", "\"Meta\"", "{\"Note\":", "1", "2\n", "3\n", "\n", "\\", "null", "x", " ",
                "\u{a0}", "“", "12 | ", "13: ", "{\"Meta\":{}}",
            ]),
            0..60,
        )
    ) {
        let text = pieces.concat();
        if let Some(found) = extract(text.as_bytes()) {
            prop_assert!(keeps_places(text.as_bytes(), &found));
            prop_assert!(found.contains(&0x7B), "nothing kept");
        }
    }

    #[test]
    fn a_message_within_words_is_found(
        before in "[a-zA-Z0-9 .,:;'()<>=/\n“”•-]{0,80}",
        after in "[a-zA-Z0-9 .,:;'()<>=/\n“”•{}\\[\\]-]{0,80}",
        name in "\\PC{0,20}",
        contents in "[A-Za-z0-9+/]{0,80}",
        indented in any::<bool>(),
    ) {
        let message = json!({ "Meta": { "DataModel": "Media" }, "Media": [{ "FileName": name, "FileContents": contents }] });
        let inner = if indented { serde_json::to_string_pretty(&message).unwrap() } else { message.to_string() };
        let text = format!("{before}\n{inner}\n{after}");
        let found = extract(text.as_bytes()).expect("no message found");
        prop_assert!(keeps_places(text.as_bytes(), &found));
        prop_assert_eq!(serde_json::from_slice::<Value>(&found).unwrap(), message);
    }
}
