//! From JSON to the model.

use std::ops::ControlFlow;

use redox_media_viewer::finding::Code;
use redox_media_viewer::message::{ContentRef, ReadError, Response, Source, index, read_response};

fn read_bytes(text: &[u8]) -> Result<(Response, Source), ReadError> {
    let source = Source::from_memory(text.to_vec().into());
    let indexed = index(&source, |_| ControlFlow::Continue(())).map_err(|error| ReadError::from((error, &source)))?;
    let response = read_response(indexed, &source)?;
    Ok((response, source))
}

fn read(text: &str) -> Response {
    read_bytes(text.as_bytes()).unwrap().0
}

fn error(text: &str) -> ReadError {
    read_bytes(text.as_bytes()).map(|_| ()).unwrap_err()
}

fn with_media(media: &str) -> String {
    format!(
        r#"{{"Meta":{{"DataModel":"Media","EventType":"QueryResponse","Test":true,"Source":{{"ID":"s","Name":"n"}},"FacilityCode":"f"}},"Media":{media}}}"#
    )
}

fn entry(identifiers: &str) -> String {
    format!(r#"{{"Patient":{{"Identifiers":{identifiers}}},"FileContents":"QUJD"}}"#)
}

fn codes(response: &Response) -> Vec<Code> {
    response.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn every_field_of_the_reference_is_read() {
    let response = read(include_str!("../../assets/redox-example.json"));
    assert!(response.findings.is_empty(), "{:?}", response.findings);
    let meta = &response.messages[0].meta;
    let text = |text: &Option<redox_media_viewer::message::Text>| text.as_ref().unwrap().as_str().to_owned();
    assert_eq!(text(&meta.data_model), "Media");
    assert_eq!(text(&meta.event_type), "QueryResponse");
    assert_eq!(meta.test, Some(true));
    assert_eq!(text(&meta.source.name), "Redox Dev Tools");
    assert_eq!(text(&meta.destinations[0].name), "Redox EMR");
    assert_eq!(text(&meta.logs[0].1), "925d1617-2fe0-468c-a14c-f8c04b572c54");
    assert_eq!(meta.facility_code, None);
    let document = &response.documents[0];
    let identifiers: Vec<_> = document.identifiers.iter().map(|it| (text(&it.id_type), text(&it.id))).collect();
    assert_eq!(identifiers[0], ("MR".to_owned(), "0000000001".to_owned()));
    assert_eq!(identifiers[2], ("NIST".to_owned(), "a1d4ee8aba494ca".to_owned()));
    assert_eq!(text(&document.visit_number), "1234");
    assert_eq!(text(&document.file_type), "JPG");
    assert_eq!(document.label(), "SampleImage");
    assert!(matches!(&document.contents, ContentRef::Range { range, facts: Some(facts) }
        if range.end - range.start == facts.characters() && facts.is_clean() && facts.bytes() == 1812));
    assert!(document.description.is_none() && document.created.is_some() && document.service_date.is_some());
}

#[test]
fn numbers_keep_their_literal_text() {
    let response = read(&with_media(
        r#"[{"Patient":{"Identifiers":[{"ID":12345678901234567890,"IDType":"MR"}]},"Visit":{"VisitNumber":1.50}}]"#,
    ));
    let document = &response.documents[0];
    assert_eq!(document.identifiers[0].id.as_ref().unwrap().as_str(), "12345678901234567890");
    assert_eq!(document.visit_number.as_ref().unwrap().as_str(), "1.50");
    assert_eq!(codes(&response), [Code::NotText, Code::NotText]);
}

#[test]
fn a_bad_entry_costs_one_row_and_keeps_its_place() {
    let response =
        read(&with_media(&format!(r#"[{0},"text",null,{{"Patient":7}},{0}]"#, entry(r#"[{"ID":"1","IDType":"MR"}]"#))));
    let readable: Vec<bool> = response.documents.iter().map(|document| document.readable).collect();
    assert_eq!(readable, [true, false, false, true, true]);
    assert_eq!(response.patients[0], response.patients[4]);
    let finding = response.findings.iter().find(|finding| finding.code == Code::EntryNotObject).unwrap();
    assert_eq!((finding.document, finding.place.as_ref().unwrap().pointer.as_str()), (Some(1), "/Media/1"));
}

#[test]
fn broken_json_in_one_entry_costs_that_entry() {
    let good = entry(r#"[{"ID":"1","IDType":"MR"}]"#);
    for bad in ["{\"a\":,}", "{\"a\" \"b\"}", "nope", "{\"FileName\":\"x\",,}", "{'a':1}"] {
        let response = read(&with_media(&format!("[{good},{bad},{good}]")));
        let readable: Vec<bool> = response.documents.iter().map(|document| document.readable).collect();
        assert_eq!(readable, [true, false, true], "{bad}");
        assert!(codes(&response).contains(&Code::MessageBroken), "{bad}");
    }
}

#[test]
fn a_cut_off_message_gives_its_complete_entries() {
    let long = "QUJD".repeat(200);
    let patient = r#""Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]},"Visit":{"VisitNumber":"v"}"#;
    let entry = format!(r#"{{{patient},"FileContents":"{long}"}}"#);
    let whole = with_media(&format!("[{entry},{entry},{entry}]"));
    let second_ends = whole.find(&entry).unwrap() + 2 * entry.len() + 1;
    for end in (second_ends..whole.len() - 2).step_by(7) {
        let response = read(&whole[..end]);
        let expected = if end >= whole.len() - 2 { 3 } else { 2 };
        assert!((expected..=3).contains(&response.documents.len()), "{end}: {}", response.documents.len());
        assert_eq!(codes(&response), [Code::MessageCutOff], "{end}");
        for document in &response.documents {
            assert!(matches!(&document.contents, ContentRef::Range { range, .. } if range.end - range.start == 800));
        }
    }
}

#[test]
fn patients_are_merged_only_by_equal_sets_from_one_source() {
    let a = r#"[{"ID":"1","IDType":"MR"},{"ID":"2","IDType":"EHRID"}]"#;
    let a_reordered = r#"[{"ID":"2","IDType":"EHRID"},{"ID":"1","IDType":"MR"}]"#;
    let subset = r#"[{"ID":"1","IDType":"MR"}]"#;
    let same_id_other_type = r#"[{"ID":"1","IDType":"NIST"}]"#;
    let none = "[]";
    let entries: Vec<String> = [a, a_reordered, subset, same_id_other_type, none, none].map(entry).to_vec();
    let response = read(&with_media(&format!("[{}]", entries.join(","))));
    let patients: Vec<u32> = response.patients.iter().map(|patient| patient.0).collect();
    assert_eq!(patients, [0, 0, 1, 2, 3, 4]);
    assert_eq!(response.patient_count(), 5);

    let one = with_media(&format!("[{}]", entry(a)));
    let other_source = one.replace(r#""ID":"s""#, r#""ID":"t""#);
    let other_facility = one.replace(r#""FacilityCode":"f""#, r#""FacilityCode":"g""#);
    let response = read(&format!("{one}\n{one}\n{other_source}\n{other_facility}"));
    let patients: Vec<u32> = response.patients.iter().map(|patient| patient.0).collect();
    assert_eq!(patients, [0, 0, 1, 2]);
    assert_eq!(response.documents[3].message, 3);
}

#[test]
fn unknown_fields_are_kept() {
    let response = read(&with_media(
        r#"[{"Patient":{"Identifiers":[],"Demographics":{"LastName":"Walker"}},"Extra":[1,{"a/b":null}],"FileName":"x"}]"#,
    ));
    let fields: Vec<_> = response.documents[0]
        .all_other_fields()
        .map(|field| (field.pointer.as_str(), field.value.as_ref().map(|value| value.as_str())))
        .collect();
    assert_eq!(
        fields,
        [
            ("/Media/0/Patient/Demographics/LastName", Some("Walker")),
            ("/Media/0/Extra/0", Some("1")),
            ("/Media/0/Extra/1/a~1b", None),
        ]
    );
}

#[test]
fn other_shapes_are_read() {
    let new = r#"{"Meta":{"DataModel":"Media","EventType":"New"},"Patient":{"Identifiers":[{"ID":"1","IDType":"MR"}]},
        "Visit":{"VisitNumber":"v"},"Media":{"FileName":"x","FileContents":"QUJD"}}"#;
    let response = read(new);
    assert_eq!(response.documents[0].visit_number.as_ref().unwrap().as_str(), "v");
    assert_eq!(response.documents[0].identifiers.len(), 1);
    // `FileType`, `DocumentType`, `DocumentID`, `Provider` and `Availability` are required in a new document.
    assert_eq!(codes(&response), [Code::RequiredMissing; 5]);
    assert_eq!(codes(&read(&with_media("[]"))), [Code::NoDocuments]);
    assert_eq!(codes(&read(&with_media("null"))), [Code::NoDocuments]);
    let errors = r#"{"Meta":{"DataModel":"Media","EventType":"QueryResponse","Errors":[{"ID":1,"Text":"No match"}]}}"#;
    assert!(codes(&read(errors)).contains(&Code::MessageErrors));
}

#[test]
fn odd_keys_are_read_with_a_finding() {
    let response = read(&with_media(r#"[{"filename":"x","FileType":"PDF","FileType":"JPG"}]"#));
    assert_eq!(response.documents[0].file_name.as_ref().unwrap().as_str(), "x");
    assert_eq!(response.documents[0].file_type.as_ref().unwrap().as_str(), "PDF");
    assert!(codes(&response).contains(&Code::DuplicateKey));
    assert!(codes(&response).contains(&Code::KeyCase));
}

#[test]
fn what_is_no_message_says_so() {
    assert!(matches!(error(""), ReadError::Empty));
    assert!(matches!(error(" \n "), ReadError::Empty));
    assert!(matches!(error("\n  hello"), ReadError::NotJson { line: 2, column: 3 }));
    assert!(matches!(error("{\"é\": nope}"), ReadError::NotJson { line: 1, .. }));
    assert!(matches!(error("{}"), ReadError::NotRedox));
    assert!(matches!(error("[1,2]"), ReadError::NotRedox));
    assert!(matches!(error(r#"{"resourceType":"Bundle"}"#), ReadError::NotRedox));
    assert!(read_bytes(b"\xEF\xBB\xBF{\"Meta\":{\"DataModel\":\"Media\"},\"Media\":[]}").is_ok());
}

/// Found by fuzzing: what stood behind the last message was said to be in a message that there is not.
#[test]
fn what_is_wrong_with_the_text_belongs_to_a_message_that_exists() {
    let message = with_media("[]");
    for (text, expected) in [
        (format!("{message} x"), 0),
        (format!("[{message},{message}] x"), 1),
        // What stands between two messages is told with the one before it.
        (format!("{message}\n5 x\n{message} y"), 0),
        (format!("[7] {message}\n{message} x"), 1),
    ] {
        let response = read(&text);
        let finding = response.findings.iter().find(|finding| finding.code == Code::MessageBroken).unwrap();
        assert_eq!(finding.message, expected, "{text}");
        assert!(response.findings.iter().all(|finding| (finding.message as usize) < response.messages.len()));
    }
}

/// Found by fuzzing: the brackets that close a cut message were counted as bytes of the source.
#[test]
fn a_cut_entry_ends_within_the_source() {
    let meta = r#"{"Meta":{"DataModel":"Media"},"#;
    for rest in [r#""Media":[{"a":1},{"b":[[{"c":"#, r#""Media":[{"a":1},{"b":[1"#, r#""Media":[{"a":[]}"#] {
        let text = format!("{meta}{rest}");
        let (response, source) = read_bytes(text.as_bytes()).unwrap();
        assert!(!response.documents.is_empty(), "{text}");
        for document in &response.documents {
            assert!(document.range.end <= source.len() && !document.range.is_empty(), "{text} {:?}", document.range);
        }
        for place in response.findings.iter().filter_map(|finding| finding.place.as_ref()) {
            assert!(place.offset <= source.len(), "{text} {place:?}");
        }
    }
}
