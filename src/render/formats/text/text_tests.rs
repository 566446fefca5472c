#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use crate::limits::MAX_TEXT_BYTES;
use proptest::prelude::*;

use super::*;

fn charset(text: &Text) -> &str {
    let [(Property::Charset, charset)] = &text.properties[..] else { panic!("one property") };
    charset
}

/// Indented XML and JSON; `None` where it is shown as it stands.
fn read(read: fn(&[u8]) -> Text, document: &str) -> Option<String> {
    let text = read(document.as_bytes());
    if text.notices.shown_as_text {
        assert!(text.text == document.replace("\r\n", "\n").replace('\r', "\n"), "not as it stands");
    }
    (!text.notices.shown_as_text).then_some(text.text)
}

#[test]
fn plain_text_is_as_it_stands() {
    let text = plain("Befund:\r\n\tGr\u{f6}\u{df}e\u{0}\x0c\r".as_bytes());
    assert_eq!(text.text, "Befund:\n\tGröße\0\x0c\n");
    assert_eq!(charset(&text), "UTF-8");
    assert!(text.notices == Notices::default() && text.patient.is_none());

    let guessed = plain(b"Gr\xf6\xdfe");
    assert_eq!((guessed.text.as_str(), charset(&guessed)), ("Größe", "windows-1252, guessed"));
    assert!(guessed.notices.charset_guessed && !guessed.notices.shown_as_text);

    let long = plain(&vec![b'x'; MAX_TEXT_BYTES + 1]);
    assert!(long.notices.cut_short && long.text.len() == MAX_TEXT_BYTES);
    assert_eq!(plain(b"").text, "");
}

#[test]
fn the_declaration_of_xml_counts() {
    let text = xml(b"<?xml version='1.0' encoding='windows-1251'?><a>\xcf\xe0\xf6\xe8\xe5\xed\xf2</a>");
    assert_eq!(text.text, "<?xml version='1.0' encoding='windows-1251'?>\n<a>Пациент</a>");
    assert_eq!(charset(&text), "windows-1251");
}

#[test]
fn what_is_cut_short_is_indented_as_far_as_it_goes() {
    let row = "<row id=\"1\"><cell>x</cell></row>";
    let long = xml(format!("<t>{}</t>", row.repeat(MAX_TEXT_BYTES / row.len() + 1)).as_bytes());
    assert!(long.notices.cut_short && !long.notices.shown_as_text);
    assert!(long.text.starts_with("<t>\n  <row id=\"1\">\n    <cell>x</cell>\n  </row>\n"));

    let row = "{\"id\":1,\"cell\":\"x\"},";
    let long = json(format!("[{}1]", row.repeat(MAX_TEXT_BYTES / row.len() + 1)).as_bytes());
    assert!(long.notices.cut_short && !long.notices.shown_as_text);
    assert!(long.text.starts_with("[\n  {\n    \"id\": 1,\n    \"cell\": \"x\"\n  },\n"));

    // What is wrong before the end is no XML and no JSON, however long.
    assert!(xml(format!("</t>{}", "x".repeat(MAX_TEXT_BYTES)).as_bytes()).notices.shown_as_text);
    assert!(json(format!("[}}{}", "1".repeat(MAX_TEXT_BYTES)).as_bytes()).notices.shown_as_text);
}

#[test]
fn deep_nesting_and_growth_end_somewhere() {
    let deep = 1_000_000;
    assert_eq!(read(json, &"[".repeat(deep)), None);
    assert_eq!(read(json, &format!("{}{}", "[".repeat(deep), "]".repeat(deep))), None);
    assert_eq!(read(json, &format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep))), None);
    assert_eq!(read(xml, &"<a>".repeat(deep)), None);
    assert_eq!(read(xml, &format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep))), None);
    // Levels beyond the last that is indented: 200 deep, a million times.
    let (open, close) = ("[".repeat(200), "]".repeat(200));
    let wide = format!("[{}1]", format!("{open}{close},").repeat(40_000));
    assert!(wide.len() <= MAX_TEXT_BYTES);
    assert_eq!(read(json, &wide), None, "it would have grown beyond the limit");
    let (open, close) = ("<a>".repeat(200), "</a>".repeat(200));
    let wide = format!("<r>{}</r>", format!("{open}{close}").repeat(10_000));
    assert!(wide.len() <= MAX_TEXT_BYTES);
    assert_eq!(read(xml, &wide), None, "it would have grown beyond the limit");
    // A deep but small one.
    let small = read(json, &format!("{}{}", "[".repeat(200), "]".repeat(200))).unwrap();
    assert!(small.lines().all(|line| line.len() <= 2 * MAX_INDENTED_LEVELS + 2));
    // Bombs of entities stay what is written.
    let bomb = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<l>&b;&b;</l>";
    assert_eq!(read(xml, bomb).unwrap(), bomb);
}

fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = r#"<|>|</|/>|<a>|</a>|<b x="1">|</b>|<!--|-->|<\?|\?>|<!\[CDATA\[|\]\]>|<!DOCTYPE|"|'|&amp;|\[|\]|\{|\}|,|:|\\|\\u|\\ud83d|00fc|null|1e9|é| |
|\PC"#;
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300), text in hostile_text()) {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            for read in [plain, xml, json] {
                prop_assert!(!read(bytes).text.contains('\r'));
            }
        }
        // As if there were more.
        let _ = (xml::indented(&text, true), json::indented(&text, true));
    }
}
