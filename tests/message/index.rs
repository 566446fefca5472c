//! The pass against `serde_json`, on random messages, read in pieces of random size.

use std::ops::ControlFlow;

use proptest::prelude::*;
use redox_media_viewer::limits::READ_BUFFER_BYTES;
use redox_media_viewer::message::json::{Kind, Value};
use redox_media_viewer::message::{Source, index::Index, index::index};
use serde_json::Value as Json;
use serde_json::value::RawValue;

fn source(text: &[u8]) -> Source {
    Source::from_memory(text.to_vec().into())
}

fn indexed(source: &Source) -> Index {
    index(source, |_| ControlFlow::Continue(())).unwrap()
}

/// Puts the long strings back where the pass left them out.
fn rebuilt(index: &Index, source: &Source, value: Value<'_>) -> Json {
    match value.kind() {
        Kind::Object => {
            value.members().into_iter().map(|(key, value)| (key.into_owned(), rebuilt(index, source, value))).collect()
        }
        Kind::Array => value.elements().into_iter().map(|value| rebuilt(index, source, value)).collect(),
        Kind::String => match index.long_string_at(value.offset_in(index.residue())) {
            Some(long) => {
                let raw = source.range(long.range.clone()).unwrap();
                serde_json::from_str(&format!("\"{}\"", std::str::from_utf8(&raw).unwrap())).unwrap()
            }
            None => serde_json::from_str(value.text()).unwrap(),
        },
        _ => serde_json::from_str(value.text()).unwrap(),
    }
}

fn json() -> impl Strategy<Value = Json> {
    let text = prop_oneof!["\\PC{0,20}", "[A-Za-z0-9+/]{200,600}={0,2}", r#"["\\/a-z\n\t\u{0}-\u{1f}é😀]{230,300}"#,];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        text.prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map("[a-zA-Z\"\\\\]{0,12}", inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

/// Moves the message over the edge of the read buffer at any place.
fn padded(text: &str, before_edge: usize) -> Vec<u8> {
    let mut bytes = vec![b' '; READ_BUFFER_BYTES.saturating_sub(before_edge.min(text.len()))];
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_is_lost_wherever_the_buffer_ends(value in json(), before_edge in 0usize..3000, pretty: bool) {
        let value = Json::Array(vec![value]);
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let source = source(&padded(&text, before_edge));
        let index = indexed(&source);
        let raw: &RawValue = serde_json::from_str(index.residue()).unwrap();
        prop_assert_eq!(rebuilt(&index, &source, Value::new(raw)), value);
    }

    #[test]
    fn places_in_the_residue_are_places_in_the_source(value in json(), before_edge in 0usize..3000) {
        let text = serde_json::to_string(&Json::Array(vec![value])).unwrap();
        let bytes = padded(&text, before_edge);
        let source = source(&bytes);
        let index = indexed(&source);
        for (at, byte) in index.residue().bytes().enumerate() {
            prop_assert_eq!(bytes[index.source_offset(at) as usize], byte, "at {}", at);
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let mut text = b"[\"".to_vec();
        text.extend(bytes);
        let source = source(&text);
        if let Ok(index) = index(&source, |_| ControlFlow::Continue(())) {
            for (at, _) in index.residue().char_indices() {
                prop_assert!(index.source_offset(at) <= text.len() as u64);
            }
        }
    }
}

#[test]
fn raw_control_characters_and_bad_utf8_keep_every_place() {
    let long = "QUJD".repeat(100);
    let mut bytes = b"{\"a\":\"x\ny\tz\",\"b\":\"\xff\xfe!\",\"long\":\"".to_vec();
    bytes.extend_from_slice(long.as_bytes());
    bytes.extend_from_slice(b"\",\"c\":1}");
    let source = source(&bytes);
    let index = indexed(&source);
    let raw: &RawValue = serde_json::from_str(index.residue()).unwrap();
    let members = Value::new(raw).members();
    assert_eq!(members[0].1.scalar().unwrap(), "x\ny\tz");
    assert_eq!(members[1].1.scalar().unwrap(), "\u{FFFD}\u{FFFD}!");
    let found = index.long_string_at(members[2].1.offset_in(index.residue())).unwrap();
    assert_eq!(&source.range(found.range.clone()).unwrap()[..], long.as_bytes());
    let one = members[3].1.offset_in(index.residue());
    assert_eq!(index.source_offset(one), bytes.len() as u64 - 2);
    assert_eq!(index.control_characters.unwrap().1, 2);
    assert_eq!(index.not_utf8, Some(18));
}

#[test]
fn line_breaks_inside_base64_keep_it_clean() {
    for line_break in ["\n", "\\n", "\r\n", "\\r\\n"] {
        let lines = vec!["QUJD".repeat(19); 40].join(line_break);
        let source = source(format!("{{\"a\":\"{lines}\"}}").as_bytes());
        let index = indexed(&source);
        let long = index.long_string_at(index.residue().find("\"\"").unwrap()).unwrap();
        assert!(long.facts.is_clean(), "{line_break:?} {:?}", long.facts);
        assert_eq!(long.facts.bytes(), 40 * 57);
    }
}

#[test]
fn a_message_cannot_forge_a_reference_to_other_bytes() {
    // A short string that looks like whatever a placeholder could look like stays what it is.
    let long = "QUJD".repeat(100);
    let text = format!("{{\"a\":\"\",\"b\":\"{long}\",\"c\":\"\\u0000 0..400\",\"d\":\"\"}}");
    let source = source(text.as_bytes());
    let index = indexed(&source);
    let raw: &RawValue = serde_json::from_str(index.residue()).unwrap();
    let long_ones: Vec<_> = Value::new(raw)
        .members()
        .into_iter()
        .filter(|(_, value)| index.long_string_at(value.offset_in(index.residue())).is_some())
        .map(|(key, _)| key.into_owned())
        .collect();
    assert_eq!(long_ones, ["b"]);
}
