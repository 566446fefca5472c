//! The fixtures do what they say: other tests rely on it.

use super::support::json::Json;
use super::support::{Contents, Document, LargeResponse, Response, marker_pdf, picture, solid_png};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageDecoder as _, ImageReader};
use serde_json::Value;
use std::io::Cursor;

#[test]
fn every_orientation_shows_the_upright_picture() {
    let upright = picture::landscape(96, 64, 5);
    for orientation in 1..=8 {
        let file = picture::jpeg_with_orientation(&upright, orientation, 95);
        let mut decoder = ImageReader::new(Cursor::new(file)).with_guessed_format().unwrap().into_decoder().unwrap();
        let found = decoder.orientation().unwrap();
        assert_eq!(found.to_exif(), orientation);
        let mut shown = DynamicImage::from_decoder(decoder).unwrap();
        shown.apply_orientation(found);
        let shown = shown.to_rgb8();
        assert_eq!(shown.dimensions(), upright.dimensions());
        let difference: u64 = shown.iter().zip(upright.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = difference as f64 / upright.len() as f64;
        assert!(mean < 4.0, "orientation {orientation}: mean difference {mean}");
    }
}

#[test]
fn offsets_and_lengths_of_a_pdf_are_right() {
    let file = marker_pdf("A (name) with \\ and é", 3);
    // One character for each byte, so that offsets count the same.
    let text: String = file.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '~' }).collect();
    let table: usize =
        text.rsplit_once("startxref\n").and_then(|(_, tail)| tail.lines().next()).unwrap().parse().unwrap();
    let rows: Vec<&str> = text[table..].lines().skip(3).collect();
    let count = rows.iter().take_while(|row| row.ends_with(" n ")).count();
    assert!(count > 8);
    for (at, row) in rows.iter().take(count).enumerate() {
        let offset: usize = row[..10].parse().unwrap();
        assert!(text[offset..].starts_with(&format!("{} 0 obj\n", at + 1)));
    }
    for part in text.split("/Length ").skip(1) {
        let length: usize = part.split(' ').next().unwrap().parse().unwrap();
        let content = part.split_once("stream\n").unwrap().1;
        assert!(content[length..].starts_with("\nendstream"));
    }
    assert_eq!(text.matches("/Type /Page /Parent").count(), 3);
    assert!(text.contains(r"(A \(name\) with \\ and \351 page 3) Tj"));
}

#[test]
fn colours_of_a_png_are_exact() {
    let picture = image::load_from_memory(&solid_png(3, 2, [10, 20, 30, 128])).unwrap().to_rgba8();
    assert_eq!(picture.dimensions(), (3, 2));
    assert!(picture.pixels().all(|pixel| pixel.0 == [10, 20, 30, 128]));
}

#[test]
fn a_response_has_every_field_in_the_order_of_the_model() {
    let json = Response::new().document(Document::numbered(4)).compact().to_json();
    let mut rest = json.as_str();
    for key in [
        "Meta",
        "DataModel",
        "EventType",
        "EventDateTime",
        "Test",
        "Source",
        "Destinations",
        "Logs",
        "AttemptID",
        "FacilityCode",
        "Media",
        "Patient",
        "Identifiers",
        "ID",
        "IDType",
        "Visit",
        "VisitNumber",
        "FileType",
        "FileName",
        "FileContents",
        "DocumentType",
        "DocumentID",
        "DocumentDescription",
        "CreationDateTime",
        "ServiceDateTime",
    ] {
        rest = rest.split_once(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key} is missing or out of order")).1;
    }
}

#[test]
fn anything_in_a_response_can_be_replaced() {
    let json = Response::new()
        .document(Document::numbered(1).contents(Contents::Text("a/b".to_owned())))
        .set("/Media/0/Visit/VisitNumber", Json::raw("00012345678901234567890"))
        .set("/Media/0/Patient/Identifiers/0/ID", Json::null())
        .set("/Media/-", "not an object")
        .set("/Meta/Errors", vec![Json::object([("ID", 7.into())])])
        .add("/Media/0", "FileType", "again")
        .add("/Media/0", "Unknown", false)
        .remove("/Media/0/DocumentID")
        .compact()
        .escape_slashes()
        .to_json();
    for part in [
        r#""VisitNumber":00012345678901234567890}"#,
        r#"[{"ID":null,"IDType":"MR"}]"#,
        r#","not an object"]"#,
        r#""Errors":[{"ID":7}]"#,
        r#""FileType":"again","Unknown":false}"#,
        r#""FileContents":"a\/b""#,
    ] {
        assert!(json.contains(part), "{part} is missing in {json}");
    }
    assert!(!json.contains("DocumentID"));
}

#[test]
fn contents_can_be_broken_into_lines() {
    let bytes = vec![0xfb; 100];
    let json = Response::new()
        .document(Document::default().contents(Contents::Bytes(bytes.clone())))
        .wrap_contents(60, "\r\n")
        .to_json();
    assert!(json.contains(r"\r\n"));
    let value: Value = serde_json::from_str(&json).unwrap();
    let text = value["Media"][0]["FileContents"].as_str().unwrap();
    assert!(text.lines().all(|line| line.len() <= 60));
    assert_eq!(STANDARD.decode(text.replace("\r\n", "")).unwrap(), bytes);
}

#[test]
fn a_large_response_has_the_size_and_the_contents_it_says() {
    let large = LargeResponse::of_size(5, 1_000_000);
    let mut file = Vec::new();
    let written = large.write_to(&mut file).unwrap();
    assert_eq!(written, file.len() as u64);
    assert!(written.abs_diff(1_000_000) < 10_000, "{written} bytes");
    let value: Value = serde_json::from_slice(&file).unwrap();
    let documents = value["Media"].as_array().unwrap();
    assert_eq!(documents.len(), 5);
    for (index, document) in documents.iter().enumerate() {
        let text = document["FileContents"].as_str().unwrap();
        let bytes = STANDARD.decode(text).unwrap();
        assert_eq!(bytes.len(), large.content_bytes);
        assert!(bytes == large.content(index), "document {index}");
    }
    assert!(large.content(0).starts_with(b"%PDF-"));
    assert!(large.content(1).starts_with(b"\xff\xd8\xff"));
    assert!(large.content(0)[100..200] != large.content(2)[100..200]);
}
