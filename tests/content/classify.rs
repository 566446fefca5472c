//! What stands where contents belong.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use redox_media_viewer::content::base64::Damage;
use redox_media_viewer::content::classify::{ContentKind, classify};

fn kind(raw: &str) -> ContentKind {
    classify(raw.as_bytes(), raw.len() as u64)
}

#[test]
fn nothing_is_empty() {
    for raw in ["", " ", r"\n\t ", r#"\"\""#, "\u{feff}", r"\u0000"] {
        assert_eq!(kind(raw), ContentKind::Empty, "{raw:?}");
    }
    // White space as far as can be seen says nothing about the rest.
    assert_eq!(classify(b"   ", 4000), ContentKind::Base64);
    assert_eq!(classify(b"", 4000), ContentKind::Base64);
}

#[test]
fn links_are_references() {
    for (raw, link) in [
        ("https://blob.redoxengine.com/14652614", "https://blob.redoxengine.com/14652614"),
        (r"https:\/\/blob.example\/1", "https://blob.example/1"),
        ("  HTTP://host/a?b=c#d \\n", "HTTP://host/a?b=c#d"),
        ("s3://bucket/key.pdf", "s3://bucket/key.pdf"),
        ("file:///srv/scan.tif", "file:///srv/scan.tif"),
        ("urn:uuid:00000000", "urn:uuid:00000000"),
        ("cid:part1@host", "cid:part1@host"),
        (r#"\"https://host/with quotes\""#, "https://host/with"),
    ] {
        assert_eq!(kind(raw), ContentKind::Url(link.to_owned()), "{raw}");
    }
    let long = format!("https://host/{}", "a".repeat(5000));
    let ContentKind::Url(link) = classify(&long.as_bytes()[..4096], long.len() as u64) else {
        panic!("no link");
    };
    assert_eq!(link, long[..2048]);
    for raw in ["://", "a b://c", "https:// ", "urn:", "9://x", "é://x"] {
        assert!(!matches!(kind(raw), ContentKind::Url(_)), "{raw}");
    }
}

#[test]
fn links_stay_out_of_debug_output() {
    assert_eq!(format!("{:?}", kind("https://host/secret")), "Url");
}

#[test]
fn stand_ins_are_placeholders() {
    for raw in [
        "<...base 64 file contents...>",
        "<base64>",
        "< file contents >",
        "<<BASE64>>",
        "{{file_contents}}",
        "{base64}",
        "${PDF_BASE64}",
        "#{content}",
        "%FILE%",
        "[base64]",
        "[...]",
        "[object Object]",
        "[REDACTED]",
        "(omitted)",
        "***REDACTED***",
        "__BASE64__",
        "base64 encoded string",
        "Base64EncodedFileContentsHere",
        "YOUR_BASE64_HERE",
        "...",
        "....base64....",
        r"\u2026",
        "-",
        "--",
        "?",
        "null",
        "NULL",
        "n/a",
        "N/A",
        r"N\/A",
        "None",
        "undefined",
        "string",
        "test",
        "PDF",
        "xxxx",
        "XXXXXXXXXXXX",
        "Content not available.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
        r#"\"base64\""#,
    ] {
        assert_eq!(kind(raw), ContentKind::Placeholder, "{raw}");
    }
}

#[test]
fn plain_text_is_told_with_the_place_where_it_stops_being_base64() {
    for (raw, position) in [
        ("Patient seen today, all well.", 8),
        ("Patient doing well", 8),
        ("Hello world", 6),
        ("No results", 3),
        ("  NORMAL SINUS RHYTHM\\nNO ACUTE CHANGES", 9),
        ("Der Patient wurde am Dienstag entlassen.", 4),
        ("<?xml version='1.0'?><ClinicalDocument/>", 1),
        ("<html><body>x</body></html>", 1),
        (r"{\\rtf1\\ansi Hello}", 1),
        (r#"{\"resourceType\": \"Binary\"}"#, 1),
        (r"MSH|^~\\&|LAB|HOSP", 4),
        ("%PDF-1.4\\n%", 1),
    ] {
        let kind = kind(raw);
        assert_eq!(kind, ContentKind::PlainText { position }, "{raw}");
        assert_eq!(kind.damage(), Some(Damage::NotBase64 { position }));
    }
    let long = "The patient was seen in the clinic today and is doing well. ".repeat(300);
    let prefix = &long.as_bytes()[..12_000];
    assert_eq!(classify(prefix, long.len() as u64), ContentKind::PlainText { position: 4 });
}

#[test]
fn everything_else_is_for_the_decoder() {
    let hi = STANDARD.encode("hi");
    for raw in [
        "aGVsbG8K\\n",
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBD",
        "JVBERi0xLjQKCjEgMCBvYmoK",
        "data:application/pdf;base64,JVBE",
        hi.as_str(),
        "QQ==",
        "QQ",
        "AAAA",
        "SGVs bG8=",
        "SGVsbG8g V29ybGQh",
        "JVBE Ri0x LjQK",
        // Damaged, but meant as base64.
        "JVBERi0x!LjQK",
        "JVBERi0xLjQK...",
        "A",
        "abc!",
        "====",
        "Überraschung",
        "C:\\\\scans\\\\x.pdf",
        "Binary/123",
        // One long word, short groups that happen to keep their case, and a padded byte.
        "electrocardiographically",
        "Abcd efgh",
        "na==",
    ] {
        assert_eq!(kind(raw), ContentKind::Base64, "{raw}");
    }
    // The beginning looks like a stand-in, but there is more.
    assert_eq!(classify(b"test", 4000), ContentKind::Base64);
    assert_eq!(classify(b"<...base", 4000), ContentKind::Base64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn base64_is_never_taken_for_anything_else(
        document in prop::collection::vec(any::<u8>(), 4..400),
        line in prop::option::of(4..80_usize),
        ending in prop::sample::select(vec![" ", "\n", r"\n", r"\r\n"]),
    ) {
        let text = STANDARD.encode(document);
        let raw = match line {
            Some(line) => text
                .as_bytes()
                .chunks(line)
                .map(|line| std::str::from_utf8(line).unwrap())
                .collect::<Vec<_>>()
                .join(ending),
            None => text,
        };
        prop_assert_eq!(kind(&raw), ContentKind::Base64);
    }

    #[test]
    fn text_documents_in_base64_are_never_taken_for_prose(
        words in prop::collection::vec("[A-Za-z]{1,9}", 1..30),
        group in 4..12_usize,
    ) {
        let text = STANDARD.encode(words.join(" "));
        let raw: Vec<_> = text
            .as_bytes()
            .chunks(group)
            .map(|group| std::str::from_utf8(group).unwrap())
            .collect();
        prop_assert_eq!(kind(&raw.join(" ")), ContentKind::Base64);
    }

    #[test]
    fn nothing_panics(raw in prop::collection::vec(any::<u8>(), 0..300), more in 0..2_u64) {
        let kind = classify(&raw, raw.len() as u64 + more);
        if let ContentKind::PlainText { position } = kind {
            prop_assert!(position >= 1 && position <= raw.len() as u64 + 1);
        }
    }

    #[test]
    fn punctuation_never_panics(raw in r#"[<>{}\[\]()%*_.:/\\"'u0-9a-zé… ]{0,40}"#) {
        let _ = kind(&raw);
    }
}
