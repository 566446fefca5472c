#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, errors) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
    assert!(!errors, "{text} is not in {label}");
    bytes.into_owned()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn utf32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|letter| bytes(u32::from(letter))).collect()
}

fn check(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str, guessed: bool) {
    let decoded = decode(bytes, declared);
    assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding), "{declared:?}");
    assert_eq!(decoded.guessed, guessed, "{text}");
    assert!(!decoded.cut_short);
}

const WORDS: &str = "Größe: 1,80 m – Ödeme, „keine“ 😀\nПациент";

#[test]
fn byte_order_marks_tell_the_encoding_and_are_left_out() {
    let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
    // Whatever is declared.
    for declared in [None, Some("iso-8859-1"), Some("utf-16be")] {
        check(&with(b"\xEF\xBB\xBF", WORDS.into()), declared, WORDS, "UTF-8", false);
        check(&with(b"\xFF\xFE", utf16(WORDS, u16::to_le_bytes)), declared, WORDS, "UTF-16LE", false);
        check(&with(b"\xFE\xFF", utf16(WORDS, u16::to_be_bytes)), declared, WORDS, "UTF-16BE", false);
        check(&with(b"\xFF\xFE\0\0", utf32(WORDS, u32::to_le_bytes)), declared, WORDS, "UTF-32LE", false);
        check(&with(b"\0\0\xFE\xFF", utf32(WORDS, u32::to_be_bytes)), declared, WORDS, "UTF-32BE", false);
    }
    check(b"\xEF\xBB\xBFa\xFFb", None, "a\u{fffd}b", "UTF-8", false);
    check(b"\xEF\xBB\xBF", None, "", "UTF-8", false);
    check(b"\xFF\xFE", None, "", "UTF-16LE", false);
}

#[test]
fn utf16_and_utf32_show_without_a_mark() {
    for text in [WORDS, "ab", "Der Patient klagt über Schmerzen.\r", "Пациент жалуется на боль в груди."]
    {
        let read = text.replace('\r', "\n");
        for declared in [None, Some("utf-8"), Some("UTF-16"), Some("windows-1252")] {
            check(&utf16(text, u16::to_le_bytes), declared, &read, "UTF-16LE", false);
            check(&utf16(text, u16::to_be_bytes), declared, &read, "UTF-16BE", false);
            check(&utf32(text, u32::to_le_bytes), declared, &read, "UTF-32LE", false);
            check(&utf32(text, u32::to_be_bytes), declared, &read, "UTF-32BE", false);
        }
    }
    // Nothing in it is ASCII, so only the declaration tells.
    check(&utf16("患者主訴胸痛三天", u16::to_be_bytes), Some("utf-16be"), "患者主訴胸痛三天", "UTF-16BE", false);
    // A few NULs in a text are no UTF-16.
    check(b"a\0b and more of the text", None, "a\0b and more of the text", "UTF-8", false);
    check("Befund:\n\tGröße\0\x0c".as_bytes(), None, "Befund:\n\tGröße\0\x0c", "UTF-8", false);
    check(b"", None, "", "UTF-8", false);
    check(b"\0", None, "\0", "UTF-8", false);
}

#[test]
fn a_declaration_is_believed_where_the_bytes_allow_it() {
    check(&encoded("windows-1251", "Пациент"), Some("windows-1251"), "Пациент", "windows-1251", false);
    check(&encoded("windows-1251", "да"), Some(" \"CP1251\" "), "да", "windows-1251", false);
    check(&encoded("shift_jis", "患者"), Some("Shift_JIS"), "患者", "Shift_JIS", false);
    check(&encoded("iso-2022-jp", "患者 A"), Some("iso-2022-jp"), "患者 A", "ISO-2022-JP", false);
    check(&encoded("windows-1252", "Müller"), Some("ISO-8859-1"), "Müller", "windows-1252", false);
    check(b"plain", Some("ISO-8859-1"), "plain", "windows-1252", false);
    check(b"plain", Some("utf-8"), "plain", "UTF-8", false);
}

#[test]
fn a_wrong_declaration_is_not_believed() {
    check(b"plain ASCII text", Some("UTF-16"), "plain ASCII text", "UTF-8", false);
    check(b"plain ASCII", Some("utf-32"), "plain ASCII", "UTF-8", false);
    check("Müller".as_bytes(), Some("iso-8859-1"), "Müller", "UTF-8", false);
    check("à la".as_bytes(), Some("shift_jis"), "à la", "UTF-8", false);
    check(&encoded("windows-1252", "Müller, Köln"), Some("utf-8"), "Müller, Köln", "windows-1252", true);
    for label in ["", "no such thing", "utf-7", "x-user-defined", "iso-2022-kr", "base64"] {
        check("é".as_bytes(), Some(label), "é", "UTF-8", false);
    }
}

#[test]
fn what_is_nowhere_stated_is_guessed() {
    let western = [
        "Temp. 37,5 °C",
        "Müller",
        "René",
        "5 µg",
        "niño",
        "± 5 %",
        "\u{a0}x",
        "½ tablet",
        "BMI 23 kg/m²",
        "10³/µl",
        "“quoted”",
        "• one\n• two",
        "patient’s temperature – normal",
        "José Núñez, 5 µg/l, BMI 23 kg/m²",
        "Größe 180 cm, Gewicht 82 kg, Körpertemperatur 36,8 °C, Ödeme",
        "hôpital à côté de la forêt",
        "¿Dónde está?",
        "GARCÍA LÓPEZ",
        "Åse Sjögren",
        "1º piso",
    ];
    for text in western {
        check(&encoded("windows-1252", text), None, text, "windows-1252", true);
    }
    let others = [
        ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy"),
        ("windows-1250", "Kowalczyk Małgorzata, był"),
        ("ISO-8859-2", "Łukasz Wiśniewski, zażółć gęślą jaźń"),
        ("windows-1251", "Пациент жалуется на боль"),
        ("windows-1253", "Ο ασθενής παραπονιέται"),
        ("windows-1254", "Hasta göğüs ağrısından şikayetçi"),
        ("windows-1255", "המטופל מתלונן על כאב"),
        ("windows-1256", "يشكو المريض من ألم"),
        ("windows-874", "ผู้ป่วยบ่นว่าเจ็บหน้าอก"),
        ("IBM866", "Пациент жалуется на боль в груди"),
        ("Shift_JIS", "患者は胸の痛みを訴えています。"),
        ("GBK", "患者主诉胸痛"),
        ("Big5", "患者主訴胸痛三天"),
        ("EUC-KR", "환자는 가슴 통증을 호소합니다"),
    ];
    for (encoding, text) in others {
        check(&encoded(encoding, text), None, text, encoding, true);
        // Far behind text that says nothing.
        let long = format!("{}\n{text}", "0123456789 plain\n".repeat(20_000));
        check(&encoded(encoding, &long), None, &long, encoding, true);
    }
}

#[test]
fn utf8_with_damage_stays_utf8() {
    let text = "Größe, Öl, Übel, Fuß, Ärger, naïve, Ödem";
    let mut damaged = text.as_bytes().to_vec();
    damaged.insert(20, 0xFF);
    let decoded = decode(&damaged, None);
    assert_eq!((decoded.encoding, decoded.guessed), ("UTF-8", true));
    assert_eq!(decoded.text.replace('\u{fffd}', ""), text);
    // Its last character is cut in two.
    check(&text.as_bytes()[..text.len() - 4], None, &format!("{}\u{fffd}", &text[..text.len() - 5]), "UTF-8", true);
}

#[test]
fn lines_end_with_one_character() {
    for (written, read) in [
        ("a\r\nb\r\n", "a\nb\n"),
        ("MSH|1\rPID|2\r", "MSH|1\nPID|2\n"),
        ("a\r\r\nb\n\r", "a\n\nb\n\n"),
        ("\r", "\n"),
        ("ä\r\nö", "ä\nö"),
        ("none", "none"),
    ] {
        check(written.as_bytes(), None, read, "UTF-8", false);
        check(&utf16(&format!("plain{written}"), u16::to_le_bytes), None, &format!("plain{read}"), "UTF-16LE", false);
    }
}

#[test]
fn the_limit_cuts_between_characters() {
    for shift in 0..4 {
        let text = format!("{}{}", "x".repeat(shift), "😀 ä".repeat(MAX_TEXT_BYTES / 7));
        for (bytes, encoding) in [
            (text.clone().into_bytes(), "UTF-8"),
            (utf16(&text, u16::to_le_bytes), "UTF-16LE"),
            (utf16(&text, u16::to_be_bytes), "UTF-16BE"),
            (utf32(&text, u32::to_le_bytes), "UTF-32LE"),
        ] {
            let decoded = decode(&bytes, None);
            let whole = bytes.len() <= MAX_TEXT_BYTES;
            assert_eq!((decoded.encoding, decoded.cut_short, decoded.guessed), (encoding, !whole, false));
            assert!(text.starts_with(&decoded.text) && (decoded.text.len() > MAX_TEXT_BYTES / 5), "{encoding}");
        }
    }
    let exact = decode(&vec![b'x'; MAX_TEXT_BYTES], None);
    assert!(!exact.cut_short && exact.text.len() == MAX_TEXT_BYTES);
    let kana = encoded("shift_jis", &"あ".repeat(MAX_TEXT_BYTES / 2 + 1));
    let cut = decode(&[b"x".as_slice(), &kana].concat(), Some("shift_jis"));
    assert!(cut.cut_short && cut.encoding == "Shift_JIS" && !cut.text.contains('\u{fffd}'));
}

#[test]
fn xml_declarations_name_their_encoding() {
    for (xml, label) in [
        (r#"<?xml version="1.0" encoding="ISO-8859-1"?><a/>"#, Some("ISO-8859-1")),
        ("\u{feff}<?xml version='1.0' encoding = 'utf-8' standalone='yes'?>", Some("utf-8")),
        ("\n<?xml encoding='x' ?>", Some("x")),
        (r#"<?xml version="1.0"?><a encoding="x"/>"#, None),
        (r#"<?xml encoding="x'?>"#, None),
        ("<?xml encoding=x?>", None),
        ("<?xml encoding=", None),
        ("<?xml encoding", None),
        ("<a/>", None),
        ("", None),
    ] {
        assert_eq!(xml_declared(xml.as_bytes()), label, "{xml}");
    }
}

proptest! {
    #[test]
    fn anything_decodes(bytes in prop::collection::vec(any::<u8>(), 0..600), label in "(utf-8|utf-16|utf-32|gbk|big5|iso-2022-jp|gb18030|latin1|.*)?") {
        let decoded = decode(&bytes, Some(&label));
        prop_assert!(!decoded.text.contains('\r') && !decoded.cut_short);
        let _ = xml_declared(&bytes);
    }

    #[test]
    fn text_survives_utf8(text in ".{0,80}") {
        let decoded = decode(text.as_bytes(), None);
        if mark(text.as_bytes()).is_none() && decoded.encoding == "UTF-8" {
            prop_assert_eq!(decoded.text, text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }

    #[test]
    fn western_text_survives_its_declaration(text in "[ -~äöüßéèêñçÄÖÜ°µ²]{0,80}") {
        let bytes = encoded("windows-1252", &text);
        // What is valid UTF-8 by accident (a letter such as `Ã` before every sign) is taken for it.
        prop_assume!(text.is_ascii() || std::str::from_utf8(&bytes).is_err());
        let decoded = decode(&bytes, Some("latin1"));
        prop_assert_eq!(decoded.text, text);
        prop_assert_eq!(decoded.encoding, WINDOWS_1252.name());
    }
}
