//! What messages in the field do, one row for each: what is shown of it and what is said. (Contents are in
//! `tests/content/quirks.rs`.)

use redox_media_viewer::message::Document;

use super::support::json::Json;
use super::support::messages::{self, base64, entry, file, media_new, media_response, media_response_of};
use super::support::opened::Opened;

/// What is looked at in a document.
type Look = fn(&Document) -> Option<&str>;

fn visit(document: &Document) -> Option<&str> {
    document.visit_number.as_ref().map(|text| text.as_str())
}

fn first_id(document: &Document) -> Option<&str> {
    document.identifiers.first()?.id.as_ref().map(|text| text.as_str())
}

fn document_id(document: &Document) -> Option<&str> {
    document.document_id.as_ref().map(|text| text.as_str())
}

fn service_date(document: &Document) -> Option<&str> {
    document.service_date.as_ref().map(|text| text.as_str())
}

fn created(document: &Document) -> Option<&str> {
    document.created.as_ref().map(|text| text.as_str())
}

fn file_name(document: &Document) -> Option<&str> {
    document.file_name.as_ref().map(|text| text.as_str())
}

struct Row {
    name: &'static str,
    /// Taken out of a clean message of one document …
    old: &'static str,
    /// … and put in its place.
    new: &'static str,
    look: Look,
    shown: Option<&'static str>,
    said: &'static [&'static str],
}

const fn row(
    name: &'static str,
    old: &'static str,
    new: &'static str,
    look: Look,
    shown: Option<&'static str>,
    said: &'static [&'static str],
) -> Row {
    Row { name, old, new, look, shown, said }
}

#[rustfmt::skip]
const ROWS: [Row; 29] = [
    // Numbers where the reference says text. Live calls were answered with 200.
    row("visit number as number", "\"V-0001\"", "42", visit, Some("42"), &["not-text #1 /Media/0/Visit/VisitNumber 14:30"]),
    row("large visit number", "\"V-0001\"", "12345678901234567890", visit, Some("12345678901234567890"), &["not-text #1 /Media/0/Visit/VisitNumber 14:30"]),
    row("number with a fraction", "\"V-0001\"", "1.50", visit, Some("1.50"), &["not-text #1 /Media/0/Visit/VisitNumber 14:30"]),
    row("number with an exponent", "\"V-0001\"", "1e400", visit, Some("1e400"), &["not-text #1 /Media/0/Visit/VisitNumber 14:30"]),
    row("truth value", "\"V-0001\"", "false", visit, Some("false"), &["not-text #1 /Media/0/Visit/VisitNumber 14:30"]),
    row("identifier as number", "\"MRN-0001\"", "0", first_id, Some("0"), &["not-text #1 /Media/0/Patient/Identifiers/0/ID 13:40"]),
    row("log identifiers as numbers", "\"7ce6f387-0000-4000-8000-000000000003\"", "1234567890", visit, Some("V-0001"), &[]),
    row("older meta", "\"Test\": true", "\"Test\": true, \"Message\": {\"ID\": 4242}, \"Transmission\": {\"ID\": 4243}", visit, Some("V-0001"), &[]),
    // Identifiers that look like UUIDs and are none.
    row("strange document ID", "DOC-0001", "b169923c-42g9-4fe3-91hg-8ckf1094e90l", document_id, Some("b169923c-42g9-4fe3-91hg-8ckf1094e90l"), &[]),
    row("HL7 identifier", "MRN-0001", "a1d4ee8aba494ca^^^&1.3.6.1.4.1.21367.2005.13.20.1000&ISO", first_id, Some("a1d4ee8aba494ca^^^&1.3.6.1.4.1.21367.2005.13.20.1000&ISO"), &[]),
    row("identifier with blanks", "MRN-0001", " 0001 ", first_id, Some(" 0001 "), &[]),
    row("escapes in an identifier", "MRN-0001", r"A\/B\u0026\u00e9", first_id, Some("A/B&é"), &[]),
    row("letter in two halves", "letter-1", r"\ud83d\ude00", file_name, Some("😀"), &[]),
    row("half of a letter", "letter-1", r"x\ud83dy", file_name, Some("x\u{fffd}y"), &[]),
    // Dates are shown as written.
    row("date with zone", "2026-03-01T07:00:00.000Z", "2020-10-27T17:25:16-04:00", service_date, Some("2020-10-27T17:25:16-04:00"), &[]),
    row("date without zone", "2026-03-01T07:00:00.000Z", "2020-10-27T17:25:16", service_date, Some("2020-10-27T17:25:16"), &["date-no-zone #1 /Media/0/ServiceDateTime 22:24"]),
    row("day", "2026-03-01T07:00:00.000Z", "2020-10-27", service_date, Some("2020-10-27"), &[]),
    row("HL7 date", "2026-03-01T07:00:00.000Z", "20201027172516", service_date, Some("20201027172516"), &["date-no-zone #1 /Media/0/ServiceDateTime 22:24"]),
    row("American date", "2026-03-01T08:00:00.000Z", "03/01/2026 8:00 AM", created, Some("03/01/2026 8:00 AM"), &["date-unreadable #1 /Media/0/CreationDateTime 21:25"]),
    row("no such day", "2026-03-01T08:00:00.000Z", "2026-02-30T08:00:00Z", created, Some("2026-02-30T08:00:00Z"), &["date-unreadable #1 /Media/0/CreationDateTime 21:25"]),
    row("empty date", "2026-03-01T08:00:00.000Z", "", created, Some(""), &[]),
    row("date as number", "\"2026-03-01T08:00:00.000Z\"", "1772352000", created, Some("1772352000"), &["not-text #1 /Media/0/CreationDateTime 21:25"]),
    row("null date", "\"2026-03-01T08:00:00.000Z\"", "null", created, None, &[]),
    // Names.
    row("name with folders", "letter-1", r"..\/..\/etc\/passwd", file_name, Some("../../etc/passwd"), &[]),
    row("name with an extension", "letter-1", "hello.txt", file_name, Some("hello.txt"), &[]),
    // Fields of other events and of nobody.
    row("field of another event", "\"FileType\"", "\"Availability\": \"Available\", \"FileType\"", visit, Some("V-0001"), &["unknown-field #1 /Media/0/Availability 15:21"]),
    row("extensions", "\"FileType\"", "\"Extensions\": {\"x\": {\"url\": \"u\", \"string\": \"s\"}}, \"FileType\"", visit, Some("V-0001"), &[]),
    row("misspelt field", "\"FileName\"", "\"FielName\"", file_name, None, &["misspelt-field #1 /Media/0/FielName 16:17"]),
    row("escaped key", "\"FileName\"", r#""File\u004eame""#, file_name, Some("letter-1"), &[]),
];

#[test]
fn every_quirk_is_shown_and_said() {
    let clean = media_response(1);
    let mut wrong = Vec::new();
    for row in ROWS {
        assert!(clean.contains(row.old), "{}: nothing to replace", row.name);
        let opened = Opened::text(clean.replacen(row.old, row.new, 1));
        assert_eq!(opened.count(), 1, "{}", row.name);
        let shown = (row.look)(&opened.loaded.response.documents[0]);
        if shown != row.shown || opened.rows() != row.said {
            wrong.push(format!("{}: {shown:?} {:?}, expected {:?} {:?}", row.name, opened.rows(), row.shown, row.said));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_document_in_several_messages_is_listed_each_time() {
    let replaced = messages::media_replace();
    let opened = Opened::text(format!("{}{replaced}", media_new()));
    assert_eq!(opened.count(), 2);
    assert_eq!(opened.places(), ["duplicate-document-id /Media/DocumentID"]);
    let other_id = replaced.replace("DOC-0001", "DOC-0009");
    let opened = Opened::text(format!("{}{other_id}", media_new()));
    assert_eq!(opened.places(), ["same-contents /Media"]);
    assert!(opened.said("same-contents").contains("document 1"));
}

#[test]
fn the_same_document_id_and_bytes_within_one_answer() {
    let (same, other) = (file(1), file(2));
    // Entry, contents, ID.
    let list = |entries: &[(u32, &str)]| {
        let entries: Vec<_> = entries
            .iter()
            .zip(1..)
            .map(|((id, contents), number)| {
                entry(number, contents).replace(&format!("DOC-{number:04}"), &format!("DOC-{id:04}"))
            })
            .collect();
        Opened::text(media_response_of(&entries)).places()
    };
    assert_eq!(list(&[(1, &same), (1, &same)]), ["duplicate-document-id /Media/1/DocumentID"]);
    assert_eq!(list(&[(1, &same), (1, &other)]), ["duplicate-document-id /Media/1/DocumentID"]);
    assert_eq!(list(&[(1, &same), (2, &same), (3, &other)]), ["same-contents /Media/1"]);
    assert_eq!(list(&[(1, &same), (2, &same), (3, &same)]), ["same-contents /Media/1", "same-contents /Media/2"]);
    // The same bytes though written in another way; one of another beginning; empty ones are nothing to compare.
    let broken_up = format!(
        "\"{}\"",
        same.trim_matches('"')
            .as_bytes()
            .chunks(20)
            .map(|part| String::from_utf8_lossy(part))
            .collect::<Vec<_>>()
            .join(r"\n")
    );
    assert_eq!(
        list(&[(1, &same), (2, &broken_up)]),
        ["contents-repaired /Media/1/FileContents", "same-contents /Media/1"]
    );
    assert_eq!(
        list(&[(1, "\"\""), (2, "\"\"")]),
        ["contents-empty /Media/0/FileContents", "contents-empty /Media/1/FileContents"]
    );
    // Equal up to the end of what is looked at first.
    let long = |last: &str| format!("\"{}\"", base64(format!("{}{last}", "All is well. ".repeat(2000))));
    let texts = |one: &str, two: &str| {
        let message = media_response_of(&[entry(1, &long(one)), entry(2, &long(two))]).replace("\"PDF\"", "\"TXT\"");
        Opened::text(message).places()
    };
    assert_eq!(texts("A", "B"), [""; 0]);
    assert_eq!(texts("A", "A"), ["same-contents /Media/1"]);
}

#[test]
fn a_thousand_fields_of_nobody_are_counted_and_not_kept_whole() {
    let mut message = Json::object([("Media", Json::Array(vec![Json::object([])]))]);
    for number in 0..1500 {
        message.set(&format!("/Media/0/Note{number}x"), Json::raw("1"));
    }
    let clean = message.to_text(Default::default());
    let opened = Opened::text(format!("{{{},{}", messages::meta("Media", "QueryResponse"), &clean[1..]));
    let document = &opened.loaded.response.documents[0];
    assert!(document.other_fields.len() <= 500);
    assert!(opened.codes().iter().filter(|code| **code == "unknown-field").count() <= 1000);
}
