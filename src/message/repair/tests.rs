//! What the walk makes of broken texts, and that it never takes long.

use std::time::{Duration, Instant};

use super::mend;

/// The text with all edits made.
fn mended(text: &str) -> String {
    let mut result = String::new();
    let mut at = 0;
    for (part, new) in mend(text, 0).edits {
        assert!(part.start >= at, "{part:?} over {at} in {text}");
        result.push_str(&text[at..part.start]);
        result.push_str(&new);
        at = part.end;
    }
    result.push_str(&text[at..]);
    result
}

fn compact(text: &str) -> String {
    let values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    values
        .map(|value| value.map_or_else(|error| format!("{error}"), |value| value.to_string()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_is_broken_is_mended() {
    for (broken, whole) in [
        (r#"{"a":1,}"#, r#"{"a":1}"#),
        (r#"{"a":tru,"b":2}"#, r#"{"a":null,"b":2}"#),
        (r#"{"a" 1 "b":2}"#, r#"{"a":1,"b":2}"#),
        (r#"{"a"}"#, r#"{"a":null}"#),
        (r#"{"a":[1,}"#, r#"{"a":[1]}"#),
        (r#"{"a":}"#, r#"{"a":null}"#),
        (r#"{"Media":[{"a":1}{"a":2}]}"#, r#"{"Media":[{"a":1},{"a":2}]}"#),
        (r#"{"Media":[{"a":1},,{"a":2},]}"#, r#"{"Media":[{"a":1},{"a":2}]}"#),
        (r#"{"Media":[{"a":1},{"a":},{"a":2}]}"#, r#"{"Media":[{"a":1},null,{"a":2}]}"#),
        (r#"{"Media":[{"a":1},{"a":"#, r#"{"Media":[{"a":1}]}"#),
        (r#"{"Meta":{"a":{"b":1},"Media":[{"a":1}]}"#, r#"{"Media":[{"a":1}],"Meta":{"a":{"b":1}}}"#),
    ] {
        assert_eq!(compact(&mended(broken)), whole, "{broken}: {}", mended(broken));
    }
}

#[test]
fn nothing_takes_more_than_linear_time() {
    const BYTES: usize = 4 << 20;
    let started = Instant::now();
    let parts = [
        "{",
        "[",
        "\"",
        ",",
        "}",
        "]",
        ":",
        "{\"",
        "[{",
        "{\"a\":",
        "\n{",
        "\n[",
        "{\"Media\":[",
        "\\",
        "\n{\"Meta\"",
        "a ",
        "[1,\n",
        "]{",
        "}[",
        "{]",
        "{\"a\":{\"Media\":[{\"x\" ",
        "[{\"Media\":[{\"FileName\":",
        "{}\n[{}\n",
        ",]",
        "{\"Meta\":{\"a\":\"\\u000a\"b",
        "{\"Media\":[x {",
        "{\"Orders\":[{\"Results\":[",
    ];
    for part in parts {
        for start in ["", "{\"Media\":[{", "[{\"Patient\":{},\"Orders\":["] {
            let text = format!("{start}{}", part.repeat(BYTES / part.len()));
            let one = Instant::now();
            let _ = mend(&text, 0);
            assert!(one.elapsed() < Duration::from_secs(10), "{start}{part}: {:?}", one.elapsed());
        }
    }
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}
