//! The sample response that comes with the program: invented documents of three invented patients.
//!
//! It shows what real responses hold: printed and scanned PDF files, a photograph, a card, text, and the things that go
//! wrong. `assets/sample-response.json` is this, and a test compares them byte by byte.

mod anaesthesia;
mod card;
mod chest_xray;
mod consent;
mod medicines;
mod notes;
pub mod people;
mod referral;
mod sheet;
mod tables;

use super::response::{Contents, Document, Log, Meta, Party, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use people::{HALVERSEN, OKONJO, Patient, WALKER};

/// The sample, pretty-printed like Redox's own example.
pub fn sample_response() -> String {
    let mut json =
        Response::new().meta(meta()).documents(of_walker()).documents(of_halversen()).documents(of_okonjo()).to_json();
    json.push('\n');
    json
}

fn meta() -> Meta {
    Meta {
        event_date_time: Some("2026-10-29T15:12:08.412Z".to_owned()),
        test: Some(true),
        source: Some(Party::new("3f1c6a52-8a0d-4c1e-9d37-5be04c2f7a18", "Riverside General Hospital (sandbox)")),
        destinations: vec![Party::new("b6e2d914-07f5-4a83-8c5b-1d9a6f30e4c7", "Redox Media Viewer sample")],
        logs: vec![Log {
            id: Some("6d0f2b7e-95c4-4e18-a1b3-c87f4e5d2096".to_owned()),
            attempt_id: Some("e41b8c07-2f6a-4d95-b0c8-7a3d9f1e6b54".to_owned()),
        }],
        facility_code: Some("RGH".to_owned()),
        ..Meta::default()
    }
}

fn of(patient: &Patient) -> Document {
    Document::of(patient.identifiers)
}

fn of_walker() -> [Document; 5] {
    [
        of(&WALKER)
            .visit("82994410")
            .file("PDF", "consent-214b", consent::consent())
            .described("Consent form", "Consent to treatment")
            .identified("b169923c-42a9-4fe3-91a7-8c1f1094e90d")
            .dated("2026-10-21T14:06:40.118Z", "2026-10-21T14:05:12.000Z"),
        of(&WALKER)
            .visit("83001427")
            .file("JPG", "IMG_4471.jpg", medicines::medicines_photograph())
            .described("Clinical photo", "Medicines brought from home")
            .identified("5d2a7f10-93be-4c68-b7e4-06f8a1c3529e")
            .dated("2026-10-27T11:13:02.540Z", "2026-10-27T11:12:44.000Z"),
        Document {
            file_name: None,
            ..of(&WALKER)
                .visit("83001427")
                .file("PDF", "", anaesthesia::anaesthesia_record())
                .described("Operative note", "Anaesthesia record")
                .identified("e7c04b39-6d15-4a82-9f0b-3381d2a75c46")
                .dated("2026-10-27T10:15:02-04:00", "2026-10-27T08:00:00-04:00")
        },
        of(&WALKER)
            .visit("82994410")
            .file("PDF", "Scan_2026-10-06_0931.pdf", referral::referral_letter())
            .described("Letter", "Referral letter")
            .identified("19f6e8d2-b04c-4f7a-8a35-c92e71d0684b")
            .dated("2026-10-06T13:31:48.000Z", "2026-10-05"),
        of(&WALKER)
            .visit("83001427")
            .file("RTF", "discharge-summary.rtf", notes::discharge_summary())
            .described("Summary", "Discharge summary")
            .identified("c83b5a61-2e97-4d0f-b6c8-71fa049d3e25")
            .dated("2026-10-28T17:48:31.907Z", "2026-10-28T17:30:00.000Z"),
    ]
}

fn of_halversen() -> [Document; 4] {
    [
        of(&HALVERSEN)
            .visit("83001602")
            .file("PDF", "CR-2026-118304", chest_xray::chest_xray_report())
            .described("Radiology report", "Chest X-ray report")
            .identified("0a94c7e5-d83f-4b26-a51d-f7e26b08c913")
            .dated("2026-10-28T12:01:04.000Z", "2026-10-28T11:31:00.000Z"),
        Document {
            visit_number: None,
            ..of(&HALVERSEN)
                .file("PNG", "insurance card front.PNG", card::insurance_card())
                .described("ID and insurance", "Insurance card")
                .identified("f2d81b6c-74a0-4e53-95c7-2b0e9a6d4f18")
                .dated("2026-10-14T16:22:09.350Z", "2026-10-14")
        },
        // Named JPG by the sender; the bytes are a PDF.
        of(&HALVERSEN)
            .visit("83001602")
            .file("JPG", "med-list.jpg", tables::medication_list())
            .described("Medication list", "Medication list, reconciled")
            .identified("83e5d07a-1c4b-4f96-8d2e-a06b97f3c581")
            .dated("2026-10-28T15:20:05.000Z", "2026-10-28T15:18:00.000Z"),
        of(&HALVERSEN)
            .visit("83001602")
            .file("PDF", "lab results 2026-10-28.pdf", Vec::new())
            .contents(Contents::Text(cut_short(&tables::lab_results())))
            .described("Laboratory", "Lab results")
            .identified("6b7f12ce-a935-4d08-b3f1-5c80e29d764a")
            .dated("2026-10-28T12:22:11.000Z", "2026-10-28T10:50:00.000Z"),
    ]
}

fn of_okonjo() -> [Document; 3] {
    [
        Document {
            visit_number: None,
            ..of(&OKONJO)
                .file("PDF", "advance-directive", Vec::new())
                .contents(Contents::Text(
                    "https://blob.redoxengine.com/upload/4f2c9a7e-0b6d-4158-93ea-d71c85f0b264".to_owned(),
                ))
                .described("Legal", "Advance directive")
                .identified("d4a6093f-58e1-4c7b-a2d9-10f3be867c52")
                .dated("2026-09-30T17:40:55.000Z", "2026-09-30")
        },
        Document {
            file_name: None,
            contents: Contents::Null,
            ..of(&OKONJO)
                .visit("82990077")
                .file("PDF", "", Vec::new())
                .described("Radiology image", "MRI of the head, key images")
                .identified("97c1e4b0-d26a-4385-bf07-e85a3c19d60f")
                .dated("2026-09-17T15:04:26.000Z", "2026-09-17T13:15:00.000Z")
        },
        Document {
            document_description: None,
            ..of(&OKONJO)
                .visit("82990077")
                .file("TXT", "telephone-note.txt", notes::telephone_note())
                .described("Telephone note", "")
                .identified("2e8d5f94-c07b-4a61-8e39-b4f160d7a2c3")
                .dated("2026-10-02T14:09:37.000Z", "2026-10-02T13:40:00.000Z")
        },
    ]
}

/// The base64 of `bytes` as a log leaves it that keeps so many characters of a field and no more: the end is lost, and the
/// last character stands alone, so that not every character can be decoded.
fn cut_short(bytes: &[u8]) -> String {
    let mut base64 = STANDARD.encode(bytes);
    base64.truncate(base64.len() * 11 / 20 / 4 * 4 + 1);
    base64
}
