//! Base64 of random documents, dressed up as senders do it, and random garbage.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use redox_media_viewer::content::base64::{Damage, Decoder, Discard, Repair, Report, decode};

fn in_pieces(raw: &[u8], sizes: &[usize]) -> (Vec<u8>, Report) {
    let mut decoder = Decoder::new();
    let mut bytes = Vec::new();
    let mut rest = raw;
    let mut sizes = sizes.iter().cycle();
    while !rest.is_empty() {
        let size = (*sizes.next().unwrap()).clamp(1, rest.len());
        let (piece, after) = rest.split_at(size);
        decoder.push(piece, &mut bytes);
        rest = after;
    }
    let report = decoder.finish(&mut bytes);
    (bytes, report)
}

fn counted(raw: &[u8]) -> Report {
    let mut decoder = Decoder::new();
    decoder.push(raw, &mut Discard);
    decoder.finish(&mut Discard)
}

/// How a sender dresses up base64.
#[derive(Clone, Debug)]
struct Dress {
    line: Option<(usize, &'static str)>,
    escape_solidus: bool,
    escape_plus: bool,
    url_safe: bool,
    padding: Padding,
    prefix: bool,
    quotes: bool,
    piece_bytes: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Padding {
    Right,
    None,
    Twice,
}

fn dress() -> impl Strategy<Value = Dress> {
    let line =
        prop::option::of((1..90_usize, prop::sample::select(vec!["\n", "\r\n", r"\n", r"\r\n", " ", "\t", "\u{a0}"])));
    let padding = prop::sample::select(vec![Padding::Right, Padding::None, Padding::Twice]);
    (
        line,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        padding,
        any::<bool>(),
        any::<bool>(),
        prop::option::weighted(0.2, 1..400_usize),
    )
        .prop_map(|(line, escape_solidus, escape_plus, url_safe, padding, prefix, quotes, piece_bytes)| Dress {
            line,
            escape_solidus,
            escape_plus,
            url_safe,
            padding,
            prefix,
            quotes,
            piece_bytes,
        })
}

/// The raw string, and the repairs that it asks for.
fn put_on(document: &[u8], dress: &Dress) -> (String, Vec<Repair>) {
    let mut repairs = Vec::new();
    let piece = dress.piece_bytes.unwrap_or(document.len()).max(1);
    let mut text: String = document.chunks(piece).map(|piece| STANDARD.encode(piece)).collect();
    if piece < document.len() && !piece.is_multiple_of(3) {
        repairs.push(Repair::JoinedPieces);
    }
    let padding = text.len() - text.trim_end_matches('=').len();
    match dress.padding {
        Padding::None if padding > 0 => {
            text.truncate(text.len() - padding);
            repairs.push(Repair::MissingPadding);
        }
        Padding::Twice if padding > 0 => {
            text.push_str(&"=".repeat(padding));
            repairs.push(Repair::ExcessPadding);
        }
        _ => {}
    }
    if dress.url_safe && text.contains(['+', '/']) {
        text = text.replace('+', "-").replace('/', "_");
        repairs.push(Repair::UrlSafeAlphabet);
    }
    if dress.prefix {
        text.insert_str(0, "data:application/pdf;base64,");
        repairs.push(Repair::DataPrefix);
    }
    let mut raw = String::new();
    // The prefix itself is left in one line.
    let (prefix, body) = text.split_at(text.find(',').map_or(0, |comma| comma + 1));
    raw.push_str(&prefix.replace('/', if dress.escape_solidus { r"\/" } else { "/" }));
    for (at, character) in body.chars().enumerate() {
        if let Some((width, ending)) = dress.line
            && at > 0
            && at % width == 0
        {
            raw.push_str(ending);
        }
        match character {
            '/' if dress.escape_solidus => raw.push_str(r"\/"),
            '+' if dress.escape_plus => raw.push_str(r"\u002B"),
            _ => raw.push(character),
        }
    }
    if let Some((width, _)) = dress.line
        && body.chars().count() > width
    {
        repairs.push(Repair::WhiteSpace);
    }
    if raw.contains(r"\/") {
        repairs.push(Repair::EscapedSolidus);
    }
    if raw.contains(r"\u002B") {
        repairs.push(Repair::OtherEscapes);
    }
    if dress.quotes {
        raw.push_str("\\\"");
        repairs.push(Repair::Quotes);
    }
    (raw, repairs)
}

/// Characters after unescaping, counted in another way than the decoder does.
fn characters(raw: &str) -> u64 {
    let unescaped =
        raw.replace(r"\u002B", "+").replace(r"\n", "n").replace(r"\r", "r").replace(r"\/", "/").replace("\\\"", "\"");
    unescaped.chars().count() as u64
}

/// Text full of what means something to the decoder.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"Zm9v"[..],
        b"Zm8=",
        b"Zg==",
        b"Z",
        b"=",
        b"\\/",
        b"\\n",
        b"\r\n",
        b" ",
        b"\\u002b",
        b"\\u00",
        b"\\ud83d",
        b"\\ude00",
        b"\\",
        b"-",
        b"_",
        b"!",
        b"...",
        b"data:",
        b"data:a/b;base64,",
        b",",
        b"\"",
        b"\xff",
        b"\xe2\x82",
        b"\xef\xbf\xbd",
        b"\x00",
        b"ZGF0YTphL2I7YmFzZTY0LA==",
        b"ZGF0YTphL2I7YmFzZTY0LA",
        b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_dressed_up_document_comes_back_with_its_repairs_named(
        document in prop::collection::vec(any::<u8>(), 1..2000),
        dress in dress(),
        sizes in prop::collection::vec(1..3000_usize, 1..6),
    ) {
        let (raw, repairs) = put_on(&document, &dress);
        let (bytes, report) = decode(raw.as_bytes());
        prop_assert_eq!(report.damage, None);
        prop_assert!(bytes == document);
        for repair in Repair::ALL {
            prop_assert_eq!(report.repairs.contains(repair), repairs.contains(&repair), "{:?} in {}", repair, raw);
        }
        prop_assert_eq!(report.bytes, document.len() as u64);
        prop_assert_eq!(report.characters, characters(&raw));
        prop_assert_eq!(in_pieces(raw.as_bytes(), &sizes), (bytes, report));
        prop_assert_eq!(counted(raw.as_bytes()), report);
    }

    #[test]
    fn garbage_is_read_the_same_in_any_pieces(
        raw in garbage(),
        sizes in prop::collection::vec(1..20_usize, 1..6),
    ) {
        let (bytes, report) = decode(&raw);
        prop_assert_eq!(report.bytes, bytes.len() as u64);
        prop_assert!(report.bytes * 4 <= report.characters * 3);
        prop_assert!(report.characters <= raw.len() as u64);
        prop_assert_eq!(in_pieces(&raw, &sizes), (bytes, report));
        prop_assert_eq!(counted(&raw), report);
    }

    #[test]
    fn characters_are_those_of_the_lossy_string(
        mut raw in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        // Without escapes, which the standard library does not read.
        raw.retain(|&byte| byte != b'\\');
        let report = decode(&raw).1;
        prop_assert_eq!(report.characters, String::from_utf8_lossy(&raw).chars().count() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn large_documents_come_back_across_many_blocks(
        seed in any::<u64>(),
        length in 6_000..60_000_usize,
        dress in dress(),
        sizes in prop::collection::vec(1..20_000_usize, 1..6),
    ) {
        let document = noise(seed, length);
        let (raw, _) = put_on(&document, &dress);
        let (bytes, report) = decode(raw.as_bytes());
        prop_assert_eq!(report.damage, None);
        prop_assert!(bytes == document);
        prop_assert_eq!(report.characters, characters(&raw));
        let (streamed, streamed_report) = in_pieces(raw.as_bytes(), &sizes);
        prop_assert!(streamed == bytes);
        prop_assert_eq!(streamed_report, report);
    }

    #[test]
    fn a_stray_character_is_found_wherever_it_stands(
        seed in any::<u64>(),
        length in 3_000..60_000_usize,
        place in any::<prop::sample::Index>(),
        line in prop::option::of(60..80_usize),
        stray in prop::sample::select(vec!["!", "\\u0007", "\u{fffd}", "\\\\", "\u{1}"]),
    ) {
        let document = noise(seed, length);
        let encoded = STANDARD.encode(&document);
        let place = place.index(encoded.trim_end_matches('=').len());
        let mut raw = String::new();
        let mut position = 0;
        for (at, character) in encoded.chars().enumerate() {
            if line.is_some_and(|line| at > 0 && at % line == 0) {
                raw.push('\n');
                position += u64::from(at <= place);
            }
            if at == place {
                raw.push_str(stray);
                position += at as u64 + 1;
            }
            raw.push(character);
        }
        let (bytes, report) = decode(raw.as_bytes());
        let damage = if stray == "\u{fffd}" { Damage::Lossy { position } } else { Damage::Foreign { position } };
        prop_assert_eq!(report.damage, Some(damage));
        prop_assert_eq!(bytes.len(), place / 4 * 3 + (place % 4).saturating_sub(1));
        prop_assert!(document.starts_with(&bytes));
        prop_assert_eq!(counted(raw.as_bytes()), report);
    }
}

/// Bytes that look random, cheaper than asking for each.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}
