//! The second sample: a document of every kind that a chart holds beside PDF and photographs, of the patients of the first.
//!
//! `assets/sample-kinds.json` is this, and a test compares them byte by byte.

mod chart;
mod fax;
mod letter;
mod other;
mod records;
mod sound;

use super::response::{Document, Meta, Party, Response};
use super::sample::people::{HALVERSEN, OKONJO, Patient, WALKER};

/// The sample, pretty-printed like Redox's own example.
pub fn every_kind() -> String {
    let meta = Meta {
        event_date_time: Some("2026-11-03T09:41:22.050Z".to_owned()),
        test: Some(true),
        source: Some(Party::new("3f1c6a52-8a0d-4c1e-9d37-5be04c2f7a18", "Riverside General Hospital (sandbox)")),
        destinations: vec![Party::new("b6e2d914-07f5-4a83-8c5b-1d9a6f30e4c7", "Redox Media Viewer sample")],
        facility_code: Some("RGH".to_owned()),
        ..Meta::default()
    };
    let mut json = Response::new().meta(meta).documents(documents()).to_json();
    json.push('\n');
    json
}

fn of(patient: &Patient) -> Document {
    Document::of(patient.identifiers).visit("83001427")
}

fn documents() -> Vec<Document> {
    vec![
        of(&HALVERSEN)
            .file("XML", "ccd-2026-11-02.xml", chart::summary_of_care())
            .described("Summary", "Summary of care")
            .identified("1c5e0b7a-31d2-4e8f-9a64-07b8c2d95f13")
            .dated("2026-11-02T16:20:00.000Z", "2026-11-02"),
        of(&WALKER)
            .file("TIFF", "fax-0447.tif", fax::records_request())
            .described("Fax", "Request for records")
            .identified("7f0d9a35-4c1b-4b62-8e0f-3a95d7c1e826")
            .dated("2026-10-30T13:14:00.000Z", "2026-10-30"),
        of(&WALKER)
            .file("HTML", "after-visit.html", letter::after_visit_summary().into_bytes())
            .described("Visit summary", "After visit summary")
            .identified("20b7c94e-6ad8-4f31-b5c9-e1d03f8a7642")
            .dated("2026-11-02T10:05:00.000Z", "2026-11-02"),
        of(&WALKER)
            .file("WAV", "dictation-118.wav", sound::dictation())
            .described("Dictation", "Dictation, surgical clinic")
            .identified("8a61f3d0-b2c7-4958-9e14-5d7c0ab3f26e")
            .dated("2026-11-02T10:12:00.000Z", "2026-11-02"),
        // The document inside belongs to somebody else: the entry names another patient.
        of(&OKONJO)
            .file("XML", "scanned-letter.xml", chart::scanned_letter())
            .described("Letter", "Letter from the memory clinic")
            .identified("c3d8e217-90fa-4b5c-8d6e-12f7a94b03c5")
            .dated("2026-11-01T08:00:00.000Z", "2026-10-29"),
        of(&OKONJO)
            .file("TXT", "besuchsbericht.txt", records::note_without_encoding())
            .described("Note", "Home visit, German")
            .identified("45f09be2-d71c-4a83-96b5-c80e27d3f1a4")
            .dated("2026-10-20T15:30:00.000Z", "2026-10-20"),
        of(&HALVERSEN)
            .file("HL7", "oru-118304.hl7", records::laboratory_message().into_bytes())
            .described("Laboratory", "Laboratory message")
            .identified("be02d6f7-83a1-4c95-b70e-64f1d9c25a38")
            .dated("2026-10-28T12:22:11.000Z", "2026-10-28"),
        of(&HALVERSEN)
            .file("JSON", "observation.json", records::observation().into_bytes())
            .described("Vital signs", "Vital signs")
            .identified("d94a7c06-1e5b-4f82-a3d0-97c6e8b1f254")
            .dated("2026-10-28T07:10:00.000Z", "2026-10-28"),
        of(&HALVERSEN)
            .file("XML", "device-report.xml", records::device_report().into_bytes())
            .described("Device report", "Infusion pump report")
            .identified("6e1b5f93-c708-4d2a-8f46-b0a3d7e92c15")
            .dated("2026-10-28T19:00:00.000Z", "2026-10-28"),
        of(&HALVERSEN)
            .file("DCM", "CR000001.dcm", other::dicom())
            .described("Radiology image", "Chest X-ray, original")
            .identified("f38c0d51-27be-49a6-90d4-e5a18c7b6f02")
            .dated("2026-10-28T11:31:00.000Z", "2026-10-28"),
        of(&WALKER)
            .file("DOCX", "leave-certificate.docx", other::word())
            .described("Certificate", "Leave certificate")
            .identified("0b9e4a72-5df3-4c18-b26a-84d1f7e03c69")
            .dated("2026-11-02T10:20:00.000Z", "2026-11-02"),
    ]
}
