//! One clean message of every model and event, as text: none of them gives a finding. Tables change them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The smallest file that is told to be a PDF and ends like one.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Another one.
pub const OTHER_PDF: &[u8] = b"%PDF-1.7\n2 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Rich text.
pub const RTF: &str = r"{\rtf1\ansi The knee is better.}";

/// A file in base64.
pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// `Meta` of a message.
pub fn meta(model: &str, event: &str) -> String {
    format!(
        r#""Meta": {{
    "DataModel": "{model}",
    "EventType": "{event}",
    "EventDateTime": "2026-03-02T09:30:00.000Z",
    "Test": true,
    "Source": {{"ID": "7ce6f387-0000-4000-8000-000000000001", "Name": "Hilltop Clinic"}},
    "Destinations": [{{"ID": "7ce6f387-0000-4000-8000-000000000002", "Name": "Archive"}}],
    "Logs": [{{"ID": "7ce6f387-0000-4000-8000-000000000003", "AttemptID": "7ce6f387-0000-4000-8000-000000000004"}}],
    "FacilityCode": "HTC"
  }}"#
    )
}

/// `Patient` and `Visit` of somebody.
pub fn patient(number: u32) -> String {
    format!(
        r#""Patient": {{"Identifiers": [{{"ID": "MRN-{number:04}", "IDType": "MR"}}]}},
    "Visit": {{"VisitNumber": "V-{number:04}"}}"#
    )
}

/// An entry of a `QueryResponse`.
pub fn entry(number: u32, contents: &str) -> String {
    format!(
        r#"{{
    {},
    "FileType": "PDF",
    "FileName": "letter-{number}",
    "FileContents": {contents},
    "DocumentType": "Letter",
    "DocumentID": "DOC-{number:04}",
    "DocumentDescription": "Letter {number}",
    "CreationDateTime": "2026-03-01T08:00:00.000Z",
    "ServiceDateTime": "2026-03-01T07:00:00.000Z"
  }}"#,
        patient(number)
    )
}

/// A file as a JSON string of base64; each number has another file.
pub fn file(number: u32) -> String {
    format!("\"{}\"", base64(format!("%PDF-1.4\n{number} 0 obj\n<<>>\nendobj\n%%EOF\n")))
}

/// `Media` `QueryResponse` with these entries.
pub fn media_response_of(entries: &[String]) -> String {
    format!("{{\n  {},\n  \"Media\": [{}]\n}}\n", meta("Media", "QueryResponse"), entries.join(", "))
}

/// `Media` `QueryResponse` of so many documents, each of another patient.
pub fn media_response(count: u32) -> String {
    media_response_of(&(1..=count).map(|number| entry(number, &file(number))).collect::<Vec<_>>())
}

fn media_with(event: &str, more: &str) -> String {
    format!(
        r#"{{
  {},
  {},
  "Media": {{
    "FileType": "PDF",
    "FileName": "letter-1",
    {more}
    "DocumentType": "Letter",
    "DocumentID": "DOC-0001",
    "DocumentDescription": null,
    "CreationDateTime": "2026-03-01T08:00:00.000Z",
    "ServiceDateTime": "2026-03-01T07:00:00.000Z",
    "Provider": {{"ID": "PRV-1", "IDType": "NPI", "FirstName": "Ada", "LastName": "Physician"}},
    "Authenticated": "True",
    "Authenticator": {{"ID": null}},
    "Availability": "Available",
    "Notifications": []
  }}
}}
"#,
        meta("Media", event),
        patient(1)
    )
}

/// `Media` `New`.
pub fn media_new() -> String {
    media_with("New", &format!("\"FileContents\": {},", file(1)))
}

/// `Media` `Replace`.
pub fn media_replace() -> String {
    media_with("Replace", &format!("\"FileContents\": {},\n    \"OriginalDocumentID\": \"DOC-0000\",", file(1)))
}

/// `Media` `Delete`.
pub fn media_delete() -> String {
    media_with("Delete", "")
}

/// `Media` `Query`.
pub fn media_query() -> String {
    format!(
        r#"{{
  {},
  "Patients": [{{"Identifiers": [{{"ID": "MRN-0001", "IDType": "MR"}}]}}],
  "VisitNumbers": ["V-0001"],
  "DocumentTypes": ["Letter"],
  "DocumentIDs": ["DOC-0001"]
}}
"#,
        meta("Media", "Query")
    )
}

/// A note of an event other than an answer; `contents` are the lines of `FileContents` or `Components`.
pub fn note(event: &str, content_type: &str, contents: &str) -> String {
    format!(
        r#"{{
  {},
  {},
  "Note": {{
    "ContentType": "{content_type}",
    "FileName": "note-1",
    {contents}
    "DocumentType": "Progress note",
    "DocumentID": "NOTE-0001",
    "ServiceDateTime": "2026-03-01T07:00:00.000Z",
    "DocumentationDateTime": "2026-03-01T08:00:00.000Z",
    "Provider": {{"ID": "PRV-1"}}
  }}
}}
"#,
        meta("Notes", event),
        patient(1)
    )
}

/// `Notes` `QueryResponse` of notes, each (`ContentType`, the JSON of `FileContents`).
pub fn notes_response(notes: &[(&str, String)]) -> String {
    let notes: Vec<String> = notes
        .iter()
        .zip(1..)
        .map(|((content_type, contents), number)| {
            format!(
                r#"{{
    {},
    "ContentType": "{content_type}",
    "FileName": "note-{number}",
    "FileContents": {contents},
    "DocumentType": "Progress note",
    "DocumentID": "NOTE-{number:04}",
    "ServiceDateTime": "2026-03-01T07:00:00.000Z",
    "DocumentationDateTime": "2026-03-01T08:00:00.000Z"
  }}"#,
                patient(number)
            )
        })
        .collect();
    format!("{{\n  {},\n  \"Notes\": [{}]\n}}\n", meta("Notes", "QueryResponse"), notes.join(", "))
}

/// A result that holds a file.
pub fn result(number: u32) -> String {
    format!(
        r#"{{"Code": "PDF", "Description": "Report {number}", "Value": {}, "ValueType": "Encapsulated Data",
        "FileType": "PDF", "Status": "Final", "CompletionDateTime": "2026-03-01T07:00:00.000Z"}}"#,
        file(number)
    )
}

/// A result that holds a number and is no document.
pub const PLAIN_RESULT: &str =
    r#"{"Code": "HGB", "Description": "Haemoglobin", "Value": "14.1", "ValueType": "Numeric", "Status": "Final"}"#;

/// An order with results; `patient` are the lines of patient and visit, for answers to queries.
pub fn order(patient: &str, results: &[String]) -> String {
    format!(
        r#"{{{patient}
      "ID": "ORD-1", "ApplicationOrderID": "APP-1", "Status": "Resulted",
      "Procedure": {{"Code": "XR", "Description": "Chest film"}},
      "Results": [{}]}}"#,
        results.join(",\n        ")
    )
}

/// `Results` `New` or `NewUnsolicited`.
pub fn results_new(event: &str, results: &[String]) -> String {
    format!("{{\n  {},\n  {},\n  \"Orders\": [{}]\n}}\n", meta("Results", event), patient(1), order("", results))
}

/// `Results` `QueryResponse`: one order a patient.
pub fn results_response(orders: &[Vec<String>]) -> String {
    let orders: Vec<String> =
        orders.iter().zip(1..).map(|(results, number)| order(&format!("{},", patient(number)), results)).collect();
    format!("{{\n  {},\n  \"Orders\": [{}]\n}}\n", meta("Results", "QueryResponse"), orders.join(",\n    "))
}

/// Every clean message, by its name.
pub fn all() -> Vec<(&'static str, String)> {
    let text = "\"The knee is better.\"".to_owned();
    let rich = format!("\"{}\"", RTF.replace('\\', r"\\"));
    let contents = |value: &str| format!("\"FileContents\": {value},");
    let components = r#""Components": [{"ID": "1", "Name": "Findings", "Value": "Knee swollen.", "Comments": null},
      {"ID": "2", "Name": "Plan", "Value": "Rest.", "Comments": null}],"#;
    vec![
        ("Media QueryResponse", media_response(2)),
        ("Media New", media_new()),
        ("Media Replace", media_replace()),
        ("Notes New, plain", note("New", "Plain Text", &contents(&text))),
        ("Notes New, rich", note("New", "Rich Text", &contents(&rich))),
        ("Notes New, base64", note("New", "Base64 Encoded", &contents(&file(1)))),
        ("Notes New, components", note("New", "Plain Text", components)),
        (
            "Notes Replace",
            note("Replace", "Plain Text", &format!("{} \"OriginalDocumentID\": \"NOTE-0000\",", contents(&text))),
        ),
        (
            "Notes QueryResponse",
            notes_response(&[("Plain Text", text), ("Rich Text", rich), ("Base64 Encoded", file(3))]),
        ),
        ("Results New", results_new("New", &[result(1), PLAIN_RESULT.to_owned(), result(2)])),
        ("Results NewUnsolicited", results_new("NewUnsolicited", &[result(1)])),
        ("Results QueryResponse", results_response(&[vec![result(1)], vec![result(2), PLAIN_RESULT.to_owned()]])),
    ]
}
