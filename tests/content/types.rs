//! The type that is declared against the type of the bytes, through whole messages of every model; and notes as text.

use redox_media_viewer::content::DetectedType;

use super::support::messages::{
    PDF, RTF, base64, entry, file, media_response, media_response_of, note, notes_response, result, results_new,
};
use super::support::opened::Opened;
use super::support::solid_jpeg;

#[test]
fn declared_types() {
    let jpeg = solid_jpeg(8, 8, [1, 2, 3]);
    let hl7 = b"MSH|^~\\&|LAB|HILL|||202603010700||ORU^R01|1|P|2.5\rPID|1||1\r".to_vec();
    let same: &[&str] = &[];
    let mut wrong = Vec::new();
    for (bytes, spellings, codes) in [
        (
            PDF.to_vec(),
            &[
                "\"PDF\"",
                "\"pdf\"",
                "\".pdf\"",
                "\"application/pdf\"",
                "\"application\\/pdf\"",
                "\" PDF \"",
                "\"PDF document\"",
                "\"letter.PDF\"",
                "null",
                "\"\"",
            ][..],
            same,
        ),
        (
            jpeg.clone(),
            &["\"JPG\"", "\"jpeg\"", "\"image/jpeg\"", "\"image/jpg\"", "\"JPEG Image\"", "\"Image\""],
            same,
        ),
        (
            b"All is well.\n".to_vec(),
            &["\"TEXT\"", "\"TXT\"", "\"ASCII Text\"", "\"text/plain\"", "\"Plain Text\""],
            same,
        ),
        (RTF.into(), &["\"RTF\"", "\"Rich Text\"", "\"text/rtf\""], same),
        // Families: no cause for alarm.
        (hl7, &["\"TEXT\"", "\"text/plain\"", "\"HL7\""], same),
        (b"{\"resourceType\":\"Patient\"}".to_vec(), &["\"JSON\"", "\"application/fhir+json\"", "\"TEXT\""], same),
        // Something else than declared.
        (jpeg, &["\"PDF\"", "\"application/pdf\"", "\"PNG\"", "\"TEXT\""], &["type-mismatch"]),
        (PDF.to_vec(), &["\"JPG\"", "\"image/png\"", "\"TEXT\"", "\"WAV\"", "\"Word\""], &["type-mismatch"]),
        // Something nobody knows.
        (PDF.to_vec(), &["\"Q7\"", "\"application/vnd.hilltop\""], &["type-unknown"]),
        (PDF.to_vec(), &["7"], &["not-text", "type-unknown"]),
    ] {
        for spelling in spellings {
            let message =
                media_response_of(&[entry(1, &format!("\"{}\"", base64(&bytes)))]).replace("\"PDF\"", spelling);
            let opened = Opened::text(message);
            if opened.codes() != codes {
                wrong.push(format!("{spelling}: {:?}, expected {codes:?}", opened.codes()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mislabelled = Opened::text(media_response(1).replace("\"PDF\"", "\"JPG\""));
    assert!(mislabelled.said("type-mismatch").ends_with("They are: PDF."), "{}", mislabelled.said("type-mismatch"));
    assert_eq!(mislabelled.places(), ["type-mismatch /Media/0/FileType"]);
}

#[test]
fn types_of_notes_and_results() {
    let as_note = |content_type: &str, contents: &str| {
        Opened::text(note("New", content_type, &format!("\"FileContents\": {contents},")))
    };
    let rich = format!("\"{}\"", RTF.replace('\\', r"\\"));
    let mut wrong = Vec::new();
    for (content_type, contents, detected, codes) in [
        ("Plain Text", "\"The knee is better.\"", DetectedType::Text, &[][..]),
        ("Rich Text", rich.as_str(), DetectedType::Rtf, &[]),
        ("Base64 Encoded", &file(1), DetectedType::Pdf, &[]),
        ("base64", &file(1), DetectedType::Pdf, &[]),
        ("", &file(1), DetectedType::Pdf, &[]),
        ("", "\"The knee is better.\"", DetectedType::Text, &[]),
        ("Base64 Encoded", &format!("\"{}\"", base64("The knee is better.\n")), DetectedType::Text, &[]),
        // Bytes count more than words, and the difference is said where the type is declared.
        ("Plain Text", &file(1), DetectedType::Pdf, &["type-mismatch /Note/ContentType"]),
        // Texts that would stand for something else in a document.
        ("Plain Text", "\"None\"", DetectedType::Text, &[]),
        ("Plain Text", "\"https://example.com/a\"", DetectedType::Text, &[]),
        ("Plain Text", "\"test\"", DetectedType::Text, &[]),
    ] {
        let opened = as_note(content_type, contents);
        let found = (opened.states()[0].0, opened.inspections[0].detected, opened.places());
        if found != ("embedded", Some(detected), codes.iter().map(|code| (*code).to_owned()).collect()) {
            wrong.push(format!("{content_type} {contents}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let words = as_note("Base64 Encoded", "\"The knee is better.\"");
    assert_eq!(words.places(), ["contents-not-base64 /Note/FileContents"]);
    let empty = as_note("Plain Text", "\"\"");
    assert_eq!(empty.places(), ["contents-empty /Note/FileContents"]);
    let bad = results_new("New", &[result(1).replace(&file(1), "\"Normal film, no change.\"")]);
    assert_eq!(Opened::text(bad).places(), ["contents-not-base64 /Orders/0/Results/0/Value"]);
    let jpg = results_new("New", &[result(1).replace("\"FileType\": \"PDF\"", "\"FileType\": \"JPG\"")]);
    assert_eq!(Opened::text(jpg).places(), ["type-mismatch /Orders/0/Results/0/FileType"]);
}

#[test]
fn notes_as_text_keep_every_letter() {
    let long = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. \\\"1\\\" \\u263a\\n".repeat(40_000);
    let opened = Opened::text(notes_response(&[("Plain Text", format!("\"{long}\""))]));
    let expected: String = serde_json::from_str(&format!("\"{long}\"")).unwrap();
    assert_eq!(opened.bytes(0), expected.as_bytes());
    assert_eq!(opened.states(), [("embedded", Some(expected.len() as u64))]);
    assert_eq!(opened.inspections[0].encoded_len, Some(expected.chars().count() as u64));
}
