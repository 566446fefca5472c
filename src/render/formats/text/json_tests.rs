#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn check(json: &str, lines: &[&str]) {
    assert_eq!(indented(json, false).unwrap(), lines.join("\n"), "{json}");
}

#[test]
fn values_stand_on_lines_of_their_own() {
    check("{}", &["{}"]);
    check(" [ ] ", &["[]"]);
    check(
        "{\"b\":1,\"a\":[true,null,{ }],\"b\":\"x:,{\"}",
        &["{", "  \"b\": 1,", "  \"a\": [", "    true,", "    null,", "    {}", "  ],", "  \"b\": \"x:,{\"", "}"],
    );
    check("\"only\"", &["\"only\""]);
    check(
        "[1.50,1e400,-0.0,123456789012345678901234567890]",
        &["[", "  1.50,", "  1e400,", "  -0.0,", "  123456789012345678901234567890", "]"],
    );
}

#[test]
fn values_may_follow_each_other() {
    check("{\"a\":1}\n{\"a\":[]}\n\n3 \"x\"\n", &["{", "  \"a\": 1", "}", "{", "  \"a\": []", "}", "3", "\"x\""]);
}

#[test]
fn letters_are_read_instead_of_their_escapes() {
    for (written, read) in [
        (r#""M\u00fcller \u00DF""#, "\"Müller ß\""),
        (r#""\ud842\udfb7""#, "\"𠮷\""),
        (r#""5 \u00b5g \u2013 20\u00a0\u20ac""#, r#""5 µg – 20\u00a0€""#),
        // What needs its escape, or would not show.
        (r#""\"\\\/\n\u0022\u005c\u0000\u202e\u200b\u0301""#, r#""\"\\\/\n\u0022\u005c\u0000\u202e\u200b\u0301""#),
        (r#""\\u00fc""#, r#""\\u00fc""#),
        (r#""\\\u00fc""#, r#""\\ü""#),
        (r#""\\""#, r#""\\""#),
    ] {
        check(written, &[read]);
    }
    // Half a letter, which serde_json refuses only where it must have the letter.
    assert!(
        indented(r#""\ud842 \udfb7 \ud842\u0041""#, false).is_none_or(|kept| kept == r#""\ud842 \udfb7 \ud842\u0041""#)
    );
}

#[test]
fn what_is_no_json_is_refused() {
    for broken in [
        "",
        " ",
        "text",
        "{",
        "[1,]",
        "{\"a\"}",
        "{a:1}",
        "[1}",
        "01",
        "1.",
        "\"\u{1}\"",
        "\"\\x\"",
        "nul",
        "{} x",
        "[1] ]",
        "'a'",
        "// c\n1",
        "NaN",
    ] {
        assert!(indented(broken, false).is_none(), "{broken}");
    }
}

#[test]
fn text_that_is_cut_short_is_written_to_its_end() {
    for (cut, written) in [
        ("{\"a\":[1,\"x", "{\n  \"a\": [\n    1,\n    \"x"),
        ("[\"x\\", "[\n  \"x\\"),
        ("[\"\\u00f", "[\n  \"\\u00f"),
        ("[tr", "[\n  tr"),
        ("{} [", "{}\n[\n  "),
    ] {
        assert_eq!(indented(cut, true).as_deref(), Some(written), "{cut}");
    }
    assert!(indented("[1}", true).is_none());
}

#[test]
fn python_would_write_it_the_same_way() {
    let json = r#"{"a":{"b":[1,[],{"c":"d"}],"e":{}},"f":[[1,2],[3]]}"#;
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(indented(json, false).unwrap(), serde_json::to_string_pretty(&value).unwrap());
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,5}|[\\\\\"\u{0}-\u{1f}\u{7f}-\u{a0}]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-c\\\\\"é]{0,3}", inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// The same JSON with every character of its strings beyond ASCII as an escape.
fn escaped(json: &str) -> String {
    let mut out = String::new();
    for letter in json.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            out.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

proptest! {
    #[test]
    fn indenting_keeps_the_values(values in prop::collection::vec(value(), 1..4)) {
        let plain: Vec<String> = values.iter().map(Value::to_string).collect();
        for json in [plain.join("\n"), escaped(&plain.join(" "))] {
            let written = indented(&json, false).unwrap();
            let read: Vec<Value> =
                serde_json::Deserializer::from_str(&written).into_iter().collect::<Result<_, _>>().unwrap();
            let original: Vec<Value> =
                serde_json::Deserializer::from_str(&json).into_iter().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(&read, &original);
            prop_assert_eq!(indented(&written, false), Some(written));
        }
    }
}
