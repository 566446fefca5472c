//! What senders put into `FileContents` and `FileType`, seen through a whole message: what decodes, and what is said.

use redox_media_viewer::content::DetectedType;

use super::support::messages::{OTHER_PDF, base64, entry, file, media_response, media_response_of};
use super::support::opened::Opened;
use super::support::{solid_jpeg, solid_png};

/// A PDF of at least `length` bytes whose base64 has all letters of the alphabet and asks for `padding`.
fn pdf(length: usize, padding: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut state = 7_u32;
    while bytes.len() < length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.extend([0xfb, 0xff, (state >> 24) as u8]);
    }
    bytes.extend(b"\n%%EOF\n");
    while (3 - bytes.len() % 3) % 3 != padding {
        bytes.push(b'\n');
    }
    bytes
}

/// An answer of one document with these raw insides of `FileContents`.
fn opened(raw: &str) -> Opened {
    Opened::text(media_response_of(&[entry(1, &format!("\"{raw}\""))]))
}

fn lines(text: &str, length: usize, ending: &str) -> String {
    text.as_bytes().chunks(length).map(|line| format!("{}{ending}", std::str::from_utf8(line).unwrap())).collect()
}

/// Encodes pieces one by one, as from a buffer of so many bytes.
fn pieces(bytes: &[u8], length: usize) -> String {
    bytes.chunks(length).map(base64).collect()
}

type Quirk = fn(&[u8]) -> String;

/// How contents are written, the words by which the repair is told, and other codes.
#[rustfmt::skip]
const REPAIRED: [(&str, Quirk, &[&str], &[&str]); 27] = [
    ("as the reference wants it", |it| base64(it), &[], &[]),
    ("lines of Ruby", |it| lines(&base64(it), 60, r"\n"), &["line breaks or spaces"], &[]),
    ("lines of mail", |it| lines(&base64(it), 76, r"\r\n"), &["line breaks or spaces"], &[]),
    ("raw lines", |it| lines(&base64(it), 64, "\n"), &["line breaks or spaces"], &["control-characters"]),
    ("a line break at the end", |it| format!("{}\\n", base64(it)), &["line breaks or spaces"], &[]),
    ("a space at the end", |it| format!("{} ", base64(it)), &["line breaks or spaces"], &[]),
    ("spaces", |it| lines(&base64(it), 8, " "), &["line breaks or spaces"], &[]),
    ("tabs before", |it| format!(r"\t\t{}", base64(it)), &["line breaks or spaces"], &[]),
    ("escaped slashes", |it| base64(it).replace('/', r"\/"), &[r"writes / as \/"], &[]),
    ("escaped plus signs", |it| base64(it).replace('+', r"\u002B"), &[r"\u escapes"], &[]),
    ("escaped equals signs", |it| base64(it).replace('=', r"\u003d"), &[r"\u escapes"], &[]),
    ("data address", |it| format!("data:application/pdf;base64,{}", base64(it)), &["data: prefix"], &[]),
    ("escaped data address", |it| format!(r"data:application\/pdf;base64,{}", base64(it)), &["data: prefix"], &[]),
    ("data address with a name", |it| format!("data:application/pdf;name=a.pdf;base64,{}", base64(it)), &["data: prefix"], &[]),
    ("alphabet of web addresses", |it| base64(it).replace('+', "-").replace('/', "_"), &["alphabet for web addresses"], &[]),
    ("web addresses without padding", |it| base64(it).replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned(), &["alphabet for web addresses", "lacks padding"], &[]),
    ("no padding", |it| base64(it).trim_end_matches('=').to_owned(), &["lacks padding"], &[]),
    ("half of the padding", |it| base64(it).strip_suffix('=').unwrap().to_owned(), &["lacks padding"], &[]),
    ("repeated padding", |it| format!("{}====", base64(it)), &["more padding"], &[]),
    ("padded pieces", |it| pieces(it, if it.len() > 4000 { 4000 } else { 20 }), &["several padded pieces"], &[]),
    ("padded pieces of ten", |it| pieces(it, 10), &["several padded pieces"], &[]),
    ("quote at the end", |it| format!("{}\\\"", base64(it)), &["quotes or blank"], &[]),
    ("quotes around", |it| format!("\\\"{}\\\"", base64(it)), &["quotes or blank"], &[]),
    ("null characters at the end", |it| format!(r"{}\u0000\u0000", base64(it)), &["quotes or blank"], &[]),
    ("data address in base64", |it| base64(format!("data:application/pdf;base64,{}", base64(it))), &["encoded twice"], &[]),
    ("no padding and lines", |it| lines(base64(it).trim_end_matches('='), 60, r"\n"), &["line breaks or spaces", "lacks padding"], &[]),
    ("everything at once", |it| format!("data:application/pdf;base64,{}\\\"", lines(&base64(it).replace('+', "-").replace('/', "_"), 60, r"\n")), &["line breaks or spaces", "data: prefix", "alphabet for web addresses", "quotes or blank"], &[]),
];

#[test]
fn repaired_contents_are_the_very_bytes() {
    let mut wrong = Vec::new();
    // Short, longer than what is judged at once, longer than what is looked at first, longer than a piece.
    for length in [40, 500, 20_000, 900_000] {
        let bytes = pdf(length, 2);
        for (name, quirk, repairs, codes) in REPAIRED {
            let raw = quirk(&bytes);
            let opened = opened(&raw);
            if opened.bytes(0) != bytes {
                wrong.push(format!("{name}, {length}: {} bytes of {}", opened.bytes(0).len(), bytes.len()));
            }
            if opened.states() != [("embedded", Some(bytes.len() as u64))] {
                wrong.push(format!("{name}, {length}: {:?}", opened.states()));
            }
            if opened.inspections[0].detected != Some(DetectedType::Pdf) {
                wrong.push(format!("{name}, {length}: {:?}", opened.inspections[0].detected));
            }
            let mut expected = codes.to_vec();
            expected.extend(if repairs.is_empty() { None } else { Some("contents-repaired") });
            expected.sort_unstable();
            if opened.codes() != expected {
                wrong.push(format!("{name}, {length}: {:?}", opened.codes()));
            } else if !repairs.is_empty() {
                let said = opened.said("contents-repaired");
                wrong.extend(
                    repairs
                        .iter()
                        .filter(|words| !said.contains(*words))
                        .map(|words| format!("{name}, {length}: no {words:?} in {said:?}")),
                );
            }
            let characters =
                serde_json::from_str::<String>(&format!("\"{}\"", raw.replace('\n', "\\n"))).unwrap().chars().count();
            if opened.inspections[0].encoded_len != Some(characters as u64) {
                wrong.push(format!(
                    "{name}, {length}: {:?} characters of {characters}",
                    opened.inspections[0].encoded_len
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

struct Bad {
    name: &'static str,
    raw: String,
    state: &'static str,
    size: Option<u64>,
    /// `code: words in its text`.
    said: &'static [(&'static str, &'static str)],
}

fn bad(
    name: &'static str,
    raw: impl Into<String>,
    state: &'static str,
    size: Option<u64>,
    said: &'static [(&'static str, &'static str)],
) -> Bad {
    Bad { name, raw: raw.into(), state, size, said }
}

#[test]
fn what_cannot_be_decoded_is_named() {
    let encoded = base64(OTHER_PDF);
    let length = OTHER_PDF.len() as u64;
    let cases = [
        // Cut off.
        bad(
            "in the middle of a group",
            &encoded[..33],
            "damaged",
            Some(24),
            &[("contents-cut-off", "24 bytes are there")],
        ),
        bad("behind a group", &encoded[..32], "embedded", Some(24), &[("contents-end-missing", "24 bytes are there")]),
        bad("dots", format!("{}...", &encoded[..32]), "damaged", Some(24), &[("contents-cut-off", "character 33 on")]),
        bad(
            "ellipsis",
            format!("{}\u{2026}", &encoded[..32]),
            "damaged",
            Some(24),
            &[("contents-cut-off", "24 bytes are there")],
        ),
        bad(
            "truncated",
            format!("{}[truncated]", &encoded[..32]),
            "damaged",
            Some(24),
            &[("contents-cut-off", "24 bytes are there")],
        ),
        bad(
            "node",
            format!("{}... 81234 more characters", &encoded[..32]),
            "damaged",
            Some(24),
            &[("contents-cut-off", "24 bytes are there")],
        ),
        // Damaged in the middle.
        bad(
            "a star",
            format!("{}*{}", &encoded[..32], &encoded[32..]),
            "damaged",
            Some(24),
            &[("contents-damaged", "Character 33 is not part of base64")],
        ),
        bad(
            "a lost character",
            format!("{}\u{fffd}{}", &encoded[..32], &encoded[32..]),
            "damaged",
            Some(24),
            &[("contents-damaged", "Character 33 stands for one that was lost")],
        ),
        bad(
            "a place counts escapes once",
            format!("{}\\n*{}", &encoded[..32], &encoded[32..]),
            "damaged",
            Some(24),
            &[("contents-damaged", "Character 34 is not part of base64"), ("contents-repaired", "line breaks")],
        ),
        // No base64 at all.
        bad(
            "a sentence",
            "Patient seen today, all well.",
            "damaged",
            Some(0),
            &[("contents-not-base64", "from character 8 on")],
        ),
        bad(
            "a PDF as it is",
            "%PDF-1.4\\n%%EOF\\n and more of it",
            "damaged",
            Some(0),
            &[("contents-not-base64", "from character 1 on")],
        ),
        bad(
            "XML",
            "<?xml version='1.0'?><ClinicalDocument/>",
            "damaged",
            Some(0),
            &[("contents-not-base64", "from character 1 on")],
        ),
        bad("one character", "A", "damaged", Some(0), &[("contents-cut-off", "0 bytes are there")]),
        // Stand-ins.
        bad(
            "Redox's own",
            "<...base 64 file contents...>",
            "placeholder",
            None,
            &[("contents-placeholder", "stand-in")],
        ),
        bad("redacted", "[REDACTED]", "placeholder", None, &[("contents-placeholder", "stand-in")]),
        bad("a variable", "{{file_contents}}", "placeholder", None, &[("contents-placeholder", "stand-in")]),
        bad("the word null", "null", "placeholder", None, &[("contents-placeholder", "stand-in")]),
        // Elsewhere.
        bad(
            "Redox's store",
            "https://blob.redoxengine.com/14652614",
            "reference",
            None,
            &[("contents-reference", "stored at Redox")],
        ),
        bad(
            "escaped",
            r"https:\/\/blob.redoxengine.com\/14652614",
            "reference",
            None,
            &[("contents-reference", "stored at Redox")],
        ),
        bad("another store", "s3://bucket/key.pdf", "reference", None, &[("contents-reference", "")]),
        // Nothing.
        bad("empty", "", "empty", Some(0), &[("contents-empty", "empty text")]),
        bad("blanks", r" \n\t", "empty", Some(0), &[("contents-empty", "empty text")]),
        bad(
            "an address of nothing",
            "data:application/pdf;base64,",
            "empty",
            Some(0),
            &[("contents-empty", "empty text")],
        ),
        // Whole, and yet not.
        bad(
            "no end",
            base64(&OTHER_PDF[..OTHER_PDF.len() - 7]),
            "embedded",
            Some(length - 7),
            &[("contents-end-missing", "28 bytes are there")],
        ),
    ];
    let mut wrong = Vec::new();
    for case in cases {
        let opened = opened(&case.raw);
        if opened.states() != [(case.state, case.size)] {
            wrong.push(format!("{}: {:?}", case.name, opened.states()));
        }
        let mut codes: Vec<_> = case.said.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        if opened.codes() != codes {
            wrong.push(format!("{}: {:?}", case.name, opened.codes()));
            continue;
        }
        for (code, words) in case.said {
            let said = opened.said(code);
            if !said.contains(words) {
                wrong.push(format!("{}: {said}", case.name));
            }
        }
        if !opened.places().iter().all(|place| place.ends_with(" /Media/0/FileContents")) {
            wrong.push(format!("{}: {:?}", case.name, opened.places()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fields_that_hold_no_text() {
    let with = |raw: &str| Opened::text(media_response(1).replace(&file(1), raw));
    let missing = Opened::text(media_response(1).replace(&format!("\"FileContents\": {},", file(1)), ""));
    for (opened, state, codes, words) in [
        (missing, "empty", &["contents-empty"][..], "The field is missing."),
        (with("null"), "empty", &["contents-empty"], "The field is null."),
        (with("7"), "damaged", &["contents-damaged", "wrong-shape"], "The field holds no text."),
        (with("[\"QUJD\"]"), "damaged", &["contents-damaged", "wrong-shape"], "The field holds no text."),
        (with("true"), "damaged", &["contents-damaged", "wrong-shape"], "The field holds no text."),
    ] {
        assert_eq!((opened.states()[0].0, opened.codes()), (state, codes.to_vec()), "{words}");
        assert!(opened.said(codes[0]).ends_with(words), "{}", opened.said(codes[0]));
        assert_eq!(opened.bytes(0), b"");
    }
}

#[test]
fn bytes_lost_to_a_text_conversion() {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let damaged = ["contents-text-converted"];
    let codes = |bytes: &[u8], declared: &str| {
        let opened = Opened::text(
            media_response_of(&[entry(1, &format!("\"{}\"", base64(bytes)))]).replace("\"PDF\"", declared),
        );
        assert_eq!(opened.states()[0].0, "embedded");
        opened.codes().into_iter().filter(|code| *code != "type-mismatch").collect::<Vec<_>>()
    };
    for length in [300, 5000, 40_000] {
        assert_eq!(codes(lossy(&pdf(length, 0)).as_bytes(), "\"PDF\""), damaged, "PDF of {length}");
    }
    assert_eq!(codes(lossy(&solid_jpeg(60, 40, [200, 30, 90])).as_bytes(), "\"JPG\""), damaged);
    assert_eq!(codes(lossy(&solid_png(60, 40, [200, 30, 90, 255])).as_bytes(), "\"PNG\""), damaged);
    // Sound ones, and a text with one lost letter.
    assert_eq!(codes(&pdf(5000, 0), "\"PDF\""), [""; 0]);
    assert_eq!(codes(&solid_jpeg(60, 40, [200, 30, 90]), "\"JPG\""), [""; 0]);
    assert_eq!(codes("Caf\u{fffd} au lait, twice a day.".as_bytes(), "\"TXT\""), [""; 0]);
}

#[test]
fn cut_off_documents_are_told_by_their_end() {
    for (name, whole) in [
        ("PDF", pdf(3000, 0)),
        ("PDF", pdf(30_000, 1)),
        ("JPG", solid_jpeg(90, 90, [9, 80, 200])),
        ("PNG", solid_png(90, 90, [9, 80, 200, 255])),
    ] {
        for (raw, cut) in [
            (base64(&whole), false),
            (base64(&whole[..whole.len() - 20]), true),
            (lines(&base64(&whole[..whole.len() - 20]), 60, r"\n"), true),
        ] {
            let message =
                media_response_of(&[entry(1, &format!("\"{raw}\""))]).replace("\"PDF\"", &format!("\"{name}\""));
            assert_eq!(Opened::text(message).has("contents-end-missing"), cut, "{name} {}", whole.len());
        }
    }
    // What follows the end does no harm.
    let more = [&pdf(3000, 0)[..], b"\n\n<!-- -->\n"].concat();
    assert!(!opened(&base64(more)).has("contents-end-missing"));
}

#[test]
fn an_entry_cannot_reach_the_bytes_of_another() {
    let message = media_response_of(&[
        entry(1, &format!("\"{}\"", base64(pdf(800, 0)))),
        entry(2, "\"\\u0000 0..1088\""),
        entry(3, &format!("\"{}\"", base64(pdf(900, 0)))),
    ]);
    let opened = Opened::text(message);
    assert_eq!(opened.bytes(0), pdf(800, 0));
    assert_ne!(opened.bytes(1), pdf(800, 0));
    assert_eq!(opened.bytes(2), pdf(900, 0));
}
