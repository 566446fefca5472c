//! Fuzz target of everything between a pasted text and the list of its documents: whatever was read refers to places,
//! parts, messages and documents that exist, and looking at contents says the same as decoding them.

#![no_main]

use std::ops::{ControlFlow, Range};

use libfuzzer_sys::fuzz_target;
use redox_media_viewer::content::base64::Damage;
use redox_media_viewer::content::findings::all_findings;
use redox_media_viewer::content::{ContentState, Inspection, decode_to, decoded, inspect};
use redox_media_viewer::finding::{Code, Finding};
use redox_media_viewer::message::{ContentRef, Document, Given, Input, Loaded, Response, lines_of, load};
use zeroize::Zeroizing;

fn length_of(input: &Input, part: u32) -> u64 {
    input.parts()[part as usize].source.len()
}

fn assert_inside(range: &Range<u64>, end: u64) {
    assert!(range.start <= range.end && range.end <= end, "{range:?} is not inside of {end} bytes");
}

fn check_document(position: usize, document: &Document, loaded: &Loaded) {
    let Loaded { input, response } = loaded;
    assert_eq!(document.index as usize, position);
    let length = length_of(input, document.part);
    assert_inside(&document.range, length);
    assert!(!document.range.is_empty());
    assert!(document.places.contents <= length);
    let message = response.message_of(document).expect("a document is of a message that exists");
    assert_eq!(message.part, document.part);
    if let ContentRef::Range { range, .. } = &document.contents {
        assert_inside(range, document.range.end);
        assert!(document.range.start < range.start, "contents before their document");
        let source = input.source_of(document).expect("a document is of a part that exists");
        let quoted = source.range(range.start - 1..range.end + 1).expect("it is in memory");
        assert!(quoted.starts_with(b"\"") && quoted.ends_with(b"\""), "no quotes around contents at {range:?}");
    }
    let _ = (document.label(), document.first_identifier(), response.part_name(document));
}

fn check_finding(finding: &Finding, loaded: &Loaded) {
    let Loaded { input, response } = loaded;
    assert!((finding.part as usize) < response.parts.len(), "no such part: {finding:?}");
    let message = response.messages.get(finding.message as usize);
    let message = message.unwrap_or_else(|| panic!("no such message: {finding:?}"));
    // A count of findings is of the whole input; a part that has no message of its own holds another part as text.
    let elsewhere = finding.code == Code::More || response.messages.iter().all(|other| other.part != finding.part);
    assert!(message.part == finding.part || elsewhere, "a message of another part: {finding:?}");
    if let Some(document) = finding.document {
        let document = response.documents.get(document as usize).unwrap_or_else(|| panic!("no document: {finding:?}"));
        assert_eq!((document.message, document.part), (finding.message, finding.part), "{finding:?}");
    }
    if let Some(place) = &finding.place {
        assert!(place.offset <= length_of(input, finding.part), "behind the end: {finding:?}");
        assert!(place.pointer.is_empty() || place.pointer.starts_with('/'), "no pointer: {}", place.pointer);
    }
    let _ = (finding.text(), finding.public_pointer());
}

fn check_contents(document: &Document, loaded: &Loaded) -> Inspection {
    let input = &loaded.input;
    let inspection = inspect(input, document).expect("contents in memory can be read");
    let contents = decoded(input, document).expect("contents in memory can be read");
    let mut piecewise = Vec::new();
    let report = decode_to(input, document, &mut piecewise).expect("memory takes everything");
    assert_eq!((&*contents.bytes, contents.report), (&piecewise, report));
    assert_eq!(contents.bytes.len() as u64, report.bytes);
    // Plain text where base64 belongs is told from its start, and nothing of it is offered.
    let plain_text = matches!(inspection.damage, Some(Damage::NotBase64 { .. }));
    if matches!(inspection.state, ContentState::Embedded | ContentState::Damaged) && !plain_text {
        assert_eq!(inspection.size.unwrap_or(0), report.bytes, "{inspection:?}");
        assert_eq!(inspection.damage, report.damage);
        if let ContentRef::Range { .. } = document.contents {
            assert_eq!(inspection.encoded_len, Some(report.characters));
            assert_eq!(inspection.repairs, report.repairs);
        }
    }
    let _ = (inspection.is_problem(), inspection.damage_text(), inspection.repairs_text());
    inspection
}

fn check(loaded: &Loaded) {
    let Loaded { input, response } = loaded;
    let Response { parts, messages, documents, patients, findings, summary } = &**response;
    assert!(summary.worst.keys().all(|index| (*index as usize) < documents.len()));
    assert_eq!(input.parts().len(), parts.len());
    assert_eq!(patients.len(), documents.len());
    assert!(response.patient_count() <= documents.len());
    assert!(messages.iter().all(|message| (message.part as usize) < parts.len()));
    for (position, document) in documents.iter().enumerate() {
        check_document(position, document, loaded);
    }
    for finding in findings {
        check_finding(finding, loaded);
    }
    let lines = lines_of(input, findings.iter());
    for finding in findings {
        if let Some(place) = &finding.place {
            assert!(lines.contains_key(&(finding.part, place.offset)), "a place without a line: {finding:?}");
        }
    }
    let inspections: Vec<_> = documents.iter().map(|document| check_contents(document, loaded)).collect();
    for finding in all_findings(input, response, &inspections, &|| false) {
        check_finding(&finding, loaded);
    }
}

fuzz_target!(|data: &[u8]| {
    let given = Given::Text(Zeroizing::new(data.to_vec()));
    match load(&given, &mut |_| ControlFlow::Continue(())) {
        Ok(loaded) => check(&loaded),
        // A sentence for people.
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
