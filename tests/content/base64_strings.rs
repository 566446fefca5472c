//! Base64 strings as senders write them, one by one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use redox_media_viewer::content::base64::{Damage, Decoder, Discard, Repair, Report, decode};

/// Decodes at once and in every size of piece, and wants the same of all.
fn everywhere(raw: &[u8]) -> (Vec<u8>, Report) {
    let (bytes, report) = decode(raw);
    assert_eq!(report.bytes, bytes.len() as u64);
    for piece in 1..=raw.len().min(40) {
        let mut decoder = Decoder::new();
        let mut counter = Decoder::new();
        let mut streamed = Vec::new();
        for chunk in raw.chunks(piece) {
            decoder.push(chunk, &mut streamed);
            counter.push(chunk, &mut Discard);
        }
        assert_eq!(decoder.finish(&mut streamed), report, "pieces of {piece}");
        assert_eq!(counter.finish(&mut Discard), report, "pieces of {piece}");
        assert_eq!(streamed, bytes, "pieces of {piece}");
    }
    (bytes, report)
}

fn good(raw: &str, bytes: &[u8], repairs: &[Repair]) -> Report {
    let (decoded, report) = everywhere(raw.as_bytes());
    assert_eq!(decoded, bytes, "{raw}");
    assert_eq!(report.repairs.iter().collect::<Vec<_>>(), repairs, "{raw}");
    assert_eq!(report.damage, None, "{raw}");
    report
}

fn bad(raw: &[u8], bytes: &[u8], damage: Damage) -> Report {
    let (decoded, report) = everywhere(raw);
    assert_eq!(decoded, bytes, "{}", raw.escape_ascii());
    assert_eq!(report.damage, Some(damage), "{}", raw.escape_ascii());
    report
}

#[test]
fn strings_as_the_rfc_wants_them_need_no_repair() {
    // RFC 4648 §10.
    for (raw, bytes) in [
        ("Zg==", "f"),
        ("Zm8=", "fo"),
        ("Zm9v", "foo"),
        ("Zm9vYg==", "foob"),
        ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ] {
        let report = good(raw, bytes.as_bytes(), &[]);
        assert_eq!(report.characters, raw.len() as u64);
    }
    good("", b"", &[]);
}

#[test]
fn every_repair_is_made_and_named() {
    use Repair::*;
    for (raw, bytes, repairs) in [
        ("Zm9v\nYmFy\n", &b"foobar"[..], &[WhiteSpace][..]),
        (r"Zm9v\r\nYmFy\n", b"foobar", &[WhiteSpace]),
        (" \tZm 9v\u{a0}\u{feff}", b"foo", &[WhiteSpace]),
        (r"P\/8=", b"?\xff", &[EscapedSolidus]),
        (r"\u005am9v", b"foo", &[OtherEscapes]),
        (r"Zg\u003d\u003D", b"f", &[OtherEscapes]),
        ("data:text/plain;base64,Zm9v", b"foo", &[DataPrefix]),
        ("Zm8", b"fo", &[MissingPadding]),
        ("Zg", b"f", &[MissingPadding]),
        ("Zg=", b"f", &[MissingPadding]),
        ("Zm9v=", b"foo", &[ExcessPadding]),
        ("Zm9v====", b"foo", &[ExcessPadding]),
        ("Zm8==", b"fo", &[ExcessPadding]),
        ("Zm8=Zg==Zm9v", b"foffoo", &[JoinedPieces]),
        ("Zm8=\nZg==\nZg", b"foff", &[WhiteSpace, MissingPadding, JoinedPieces]),
        (r#"Zm9v\""#, b"foo", &[Quotes]),
        (r#"\"Zm9v\""#, b"foo", &[Quotes]),
        (r#"Zg==\" "#, b"f", &[Quotes]),
        ("'Zm8'", b"fo", &[MissingPadding, Quotes]),
        (r"Zm9v\u0000\u0000", b"foo", &[Quotes]),
    ] {
        good(raw, bytes, repairs);
    }
    good("-_-_", b"\xfb\xff\xbf", &[UrlSafeAlphabet]);
    good("-_+/", b"\xfb\xff\xbf", &[UrlSafeAlphabet]);
}

#[test]
fn a_data_prefix_gives_its_media_type() {
    for (raw, media_type) in [
        ("data:application/pdf;base64,Zm9v", Some("application/pdf")),
        (r"DATA:image\/png;name=x;base64,Zm9v", Some("image/png")),
        ("data:,Zm9v", None),
        ("data:;base64,Zm9v", None),
        ("data:image/png,Zm9v", Some("image/png")),
        ("data:ima\u{e9}ge/png;base64,Zm9v", None),
    ] {
        let (bytes, report) = everywhere(raw.as_bytes());
        assert_eq!(bytes, b"foo", "{raw}");
        assert!(report.repairs.contains(Repair::DataPrefix));
        assert_eq!(report.damage, None);
        assert_eq!(report.media_type.as_ref().map(|found| found.as_str()), media_type);
        assert_eq!(report.characters, raw.replace(r"\/", "/").chars().count() as u64);
    }
    let long = format!("data:{};base64,Zm9v", "x".repeat(500));
    assert_eq!(everywhere(long.as_bytes()).1.media_type, None);
}

#[test]
fn the_word_data_may_be_base64_too() {
    good("data", b"\x75\xab\x5a", &[]);
    good("dataZm9v", b"\x75\xab\x5afoo", &[]);
    good("dat", b"\x75\xab", &[Repair::MissingPadding]);
    good("d+/A", b"\x77\xef\xc0", &[]);
}

#[test]
fn a_data_prefix_without_end_is_foreign() {
    bad(b"data:Zm9v", b"", Damage::Foreign { position: 5 });
    let endless = format!("data:{}", "Zm9v".repeat(400));
    let report = bad(endless.as_bytes(), b"", Damage::Foreign { position: 5 });
    assert_eq!(report.characters, 1605);
}

#[test]
fn contents_encoded_twice_are_decoded_twice() {
    // base64 of `data:application/pdf;base64,JVBERi0=`.
    let raw = "ZGF0YTphcHBsaWNhdGlvbi9wZGY7YmFzZTY0LEpWQkVSaTA9";
    let report = good(raw, b"%PDF-", &[Repair::DataPrefix, Repair::EncodedTwice]);
    assert_eq!(report.media_type.unwrap().as_str(), "application/pdf");
    assert_eq!(report.characters, raw.len() as u64);
    // Text that merely begins alike stays as it is.
    good("ZGF0YTogbm9uZQ==", b"data: none", &[]);
    good("ZGF0YQ==", b"data", &[]);
    good("ZGF0YTo=", b"data:", &[]);
    good("ZGF0YTp0ZXh0L3BsYWluLEpWQkU=", b"data:text/plain,JVBE", &[]);
}

#[test]
fn long_contents_encoded_twice_are_decoded_twice() {
    let document = b"%PDF-1.4 and so on".repeat(700);
    let uri = format!("data:application/pdf;base64,{}", STANDARD.encode(&document));
    good(&STANDARD.encode(&uri), &document, &[Repair::DataPrefix, Repair::EncodedTwice]);
    // Damage in the inner text counts its own characters; damage in the outer one comes first.
    let inner = STANDARD.encode("data:;base64,Zm9v!");
    bad(inner.as_bytes(), b"foo", Damage::Foreign { position: 18 });
    let outer = inner.replace("Zm9v", "") + "*";
    let (_, report) = everywhere(outer.as_bytes());
    let position = outer.len() as u64;
    assert_eq!(report.damage, Some(Damage::Foreign { position }));
}

#[test]
fn texts_that_only_begin_as_data_uris_are_kept_whole() {
    for length in [1, 250, 251, 252, 400, 9000] {
        let text = format!("data:{}", "x".repeat(length));
        kept_whole(&text);
        kept_whole(&format!("{text},;base64"));
    }
}

fn kept_whole(text: &str) {
    let raw = STANDARD.encode(text);
    good(&raw, text.as_bytes(), &[]);
}

#[test]
fn decoding_stops_at_the_first_damage_and_keeps_what_was_before() {
    bad(b"Zm9v!Zm9v", b"foo", Damage::Foreign { position: 5 });
    bad(b"Zm9vZm8*Zm9v", b"foofo", Damage::Foreign { position: 8 });
    bad(b"*", b"", Damage::Foreign { position: 1 });
    bad(br"Zm\/v\nZm9v.Zm9v", b"fo\xeffoo", Damage::Foreign { position: 10 });
    bad(b"Zm9v\\qZm9v", b"foo", Damage::Foreign { position: 5 });
    bad(b"Zm9vZ\\", b"foo", Damage::Foreign { position: 6 });
    bad("Zm9v\u{e9}Zm9v".as_bytes(), b"foo", Damage::Foreign { position: 5 });
    bad(b"Zm9v\xff\xfe", b"foo", Damage::Foreign { position: 5 });
    bad(b"Zm9v\x01Zm9v", b"foo", Damage::Foreign { position: 5 });
    bad(br#"Zm9v\"Zm9v"#, b"foo", Damage::Foreign { position: 5 });
    bad(b"====", b"", Damage::Foreign { position: 1 });
    // Padding in the middle that no piece of its own ends with.
    bad(b"Zm=9Zm9v", b"f", Damage::Foreign { position: 3 });
    bad(b"Zm9v=Zm9v", b"foo", Damage::Foreign { position: 5 });
    bad(b"Zm9vZ===Zm9v", b"foo", Damage::Foreign { position: 6 });
}

#[test]
fn a_character_left_over_is_a_cut() {
    bad(b"Zm9vZ", b"foo", Damage::CutOff);
    bad(b"Zm9vZ===", b"foo", Damage::CutOff);
    bad(b"Z", b"", Damage::CutOff);
    bad(b"Zm9v\nZ\n", b"foo", Damage::CutOff);
    bad(b"data:;base64,Zm9vZ", b"foo", Damage::CutOff);
}

#[test]
fn lost_characters_are_told_apart() {
    bad("Zm9v\u{fffd}Zm9v".as_bytes(), b"foo", Damage::Lossy { position: 5 });
    bad(br"Zm9vZm\ufffd", b"foof", Damage::Lossy { position: 7 });
    bad(br"Zm9v\ud800Zm9v", b"foo", Damage::Lossy { position: 5 });
}

#[test]
fn marks_of_shortening_are_told_apart() {
    for mark in
        ["...", "\u{2026}", "\u{2026}[truncated]", "[truncated 12 chars]", "... 12345 more characters", "\\\"..."]
    {
        let raw = format!("Zm9vZm8{mark}");
        bad(raw.as_bytes(), b"foofo", Damage::Truncated { position: 8 });
    }
    bad(b"Zm9v...Zm9v", b"foo", Damage::Foreign { position: 5 });
}

#[test]
fn characters_are_counted_behind_damage_too() {
    let tail = r"é\u00e9\ud83d\ude00\\\n".repeat(200) + &"plain ".repeat(500);
    let raw = format!("Zm9v!{tail}");
    let report = bad(raw.as_bytes(), b"foo", Damage::Foreign { position: 5 });
    assert_eq!(report.characters, 5 + 200 * 5 + 3000);
}

#[test]
fn leftover_bits_are_no_matter() {
    good("Zh==", b"f", &[]);
    good("Zm9=", b"fo", &[]);
}

#[test]
fn sentences_end_with_a_full_stop_and_begin_with_a_capital() {
    let damages = [
        Damage::Foreign { position: 1 },
        Damage::CutOff,
        Damage::Lossy { position: 2 },
        Damage::Truncated { position: 3 },
        Damage::NotBase64 { position: 4 },
    ];
    let sentences =
        Repair::ALL.iter().map(|repair| repair.sentence().to_owned()).chain(damages.iter().map(Damage::to_string));
    for sentence in sentences {
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
    }
}
