//! Tests of `laid_out`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

fn opened(bytes: impl AsRef<[u8]>, format: Format) -> Box<dyn Pages> {
    open(bytes.as_ref().to_vec(), format, None, EngineChoice::Best).unwrap()
}

fn chart(patient: &str, enclosed: &[u8]) -> String {
    format!(
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><recordTarget><patientRole>{patient}</patientRole></recordTarget><component>\
         <nonXMLBody><text mediaType='application/octet-stream' representation='B64'>{}</text></nonXMLBody></component></ClinicalDocument>",
        STANDARD.encode(enclosed)
    )
}

fn words(pages: &mut Box<dyn Pages>) -> String {
    pages.page_text(0).unwrap().unwrap().text.to_string()
}

#[test]
fn what_a_chart_encloses_is_taken_out_whole() {
    // Its base64 is longer than the text that is shown.
    let enclosed: Vec<u8> =
        b"PK\x03\x04".iter().copied().chain((0..13_000_000_u32).map(|at| (at >> 7) as u8)).collect();
    let mut pages = opened(chart("<id root='1.2.3' extension='4711'/>", &enclosed), Format::Cda);
    assert_eq!(pages.facts().attachments[0].size_bytes, enclosed.len() as u64);
    assert!(pages.attachment(0).unwrap().as_slice() == enclosed);
    assert!(!pages.notices().cut_short);
    assert!(words(&mut pages).contains("The document itself is enclosed: ZIP archive."));
}

#[test]
fn whom_an_enclosed_message_is_about_counts_where_the_chart_names_nobody() {
    let message = b"MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|T|2.5\rPID|1||0048213377^^^RGH^MR||KELLER^MARIA||19480302\r";
    let id = |pages: &mut Box<dyn Pages>| pages.facts().patient.unwrap().identifiers[0].id.clone();
    let mut pages = opened(chart("", message), Format::Cda);
    assert_eq!(id(&mut pages), "0048213377");
    let mut pages = opened(chart("<id root='1.2.3' extension='4711'/>", message), Format::Cda);
    assert_eq!(id(&mut pages), "4711");
    assert_eq!(pages.page_count(), 2);
}

#[test]
fn the_encoding_of_a_chart_is_followed() {
    let chart = |label: &str| {
        let chart = chart("", b"").replace("</recordTarget>", "</recordTarget><title>Café</title>");
        format!("<?xml version='1.0' encoding='{label}'?>{chart}")
    };
    let latin: Vec<u8> = chart("ISO-8859-1").chars().map(|character| character as u8).collect();
    let wide = |order: fn(u16) -> [u8; 2]| chart("UTF-16").encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for bytes in [latin, chart("utf-8").into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
        let mut pages = opened(bytes, Format::Cda);
        assert!(words(&mut pages).starts_with("Café") && !pages.notices().charset_guessed);
    }
}

#[test]
fn damage_of_what_a_chart_encloses_is_told() {
    let chart = chart("", b"Seen today, feels well.").replace("b2RheSw", "b*RheSw");
    assert!(
        words(&mut opened(chart, Format::Cda)).contains("Its base64 is damaged. Character 10 is not part of base64.")
    );
}

#[test]
fn indented_text_is_shown_to_its_end() {
    // Two bytes of each value become some 40.
    let json = format!("{}1{}", "[".repeat(30), "]".repeat(30));
    let json = format!("[{}]", vec![json; 8_000].join(","));
    let mut pages = opened(&json, Format::Json);
    assert!(!pages.notices().cut_short && !pages.notices().shown_as_text);
    let last = pages.page_count() - 1;
    assert!(pages.page_text(last).unwrap().unwrap().text.trim_end().ends_with(']'));
}

#[test]
fn what_is_not_what_it_claims_is_text_and_what_says_nothing_is_blank() {
    let mut pages = opened("no rich text", Format::Rtf);
    assert!(pages.notices().shown_as_text && words(&mut pages).contains("no rich text"));
    for (blank, format) in [("{\\rtf1 }", Format::Rtf), (" \n", Format::Text), ("<p> </p>", Format::Html)] {
        let error = open(blank.as_bytes().to_vec(), format, None, EngineChoice::Best).err();
        assert_eq!(error, Some(OpenError::Blank), "{blank}");
    }
}
