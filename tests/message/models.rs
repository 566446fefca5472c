//! Every model and event: which documents it holds, what it is for, and what is said of it.

use redox_media_viewer::message::{EntryKind, Purpose};

use super::support::messages::{
    self, OTHER_PDF, PDF, PLAIN_RESULT, RTF, base64, file, media_delete, media_new, media_query, media_response, meta,
    note, notes_response, order, patient, result, results_new, results_response,
};
use super::support::opened::Opened;

fn text(text: &Option<redox_media_viewer::message::Text>) -> &str {
    text.as_ref().map_or("-", |text| text.as_str())
}

/// `kind pointer patient visit type name id` of every document.
fn documents(opened: &Opened) -> Vec<String> {
    let documents = &opened.loaded.response.documents;
    documents
        .iter()
        .map(|document| {
            let kind = match document.kind {
                EntryKind::Media => "media",
                EntryKind::Note => "note",
                EntryKind::Result => "result",
                EntryKind::Other => "other",
            };
            let patient = document.first_identifier().map_or("-", |identifier| text(&identifier.id));
            format!(
                "{kind} {} {patient} {} {} {} {}",
                document.pointer.as_str(),
                text(&document.visit_number),
                text(&document.file_type),
                document.label(),
                text(&document.document_id)
            )
        })
        .collect()
}

#[test]
fn clean_messages_of_every_kind_have_no_findings() {
    for (name, message) in messages::all() {
        assert_eq!(Opened::text(&message).rows(), [""; 0], "{name}\n{message}");
    }
}

#[test]
fn documents_of_every_model_and_event() {
    let plain = "\"FileContents\": \"The knee is better.\",";
    let cases: [(&str, String, &[&str]); 9] = [
        (
            "Media QueryResponse",
            media_response(2),
            &[
                "media /Media/0 MRN-0001 V-0001 PDF Letter 1 DOC-0001",
                "media /Media/1 MRN-0002 V-0002 PDF Letter 2 DOC-0002",
            ],
        ),
        ("Media New", media_new(), &["media /Media MRN-0001 V-0001 PDF letter-1 DOC-0001"]),
        ("Media Replace", messages::media_replace(), &["media /Media MRN-0001 V-0001 PDF letter-1 DOC-0001"]),
        ("Media Delete", media_delete(), &["media /Media MRN-0001 V-0001 PDF letter-1 DOC-0001"]),
        ("Media Query", media_query(), &[]),
        ("Notes New", note("New", "Plain Text", plain), &["note /Note MRN-0001 V-0001 Plain Text note-1 NOTE-0001"]),
        (
            "Notes QueryResponse",
            notes_response(&[("Plain Text", "\"Rest.\"".into()), ("Base64 Encoded", file(2))]),
            &[
                "note /Notes/0 MRN-0001 V-0001 Plain Text note-1 NOTE-0001",
                "note /Notes/1 MRN-0002 V-0002 - note-2 NOTE-0002",
            ],
        ),
        (
            "Results New",
            results_new("New", &[PLAIN_RESULT.into(), result(1), result(2)]),
            &[
                "result /Orders/0/Results/1 MRN-0001 V-0001 PDF Report 1 -",
                "result /Orders/0/Results/2 MRN-0001 V-0001 PDF Report 2 -",
            ],
        ),
        (
            "Results QueryResponse",
            results_response(&[vec![result(1)], vec![PLAIN_RESULT.into(), result(2)]]),
            &[
                "result /Orders/0/Results/0 MRN-0001 V-0001 PDF Report 1 -",
                "result /Orders/1/Results/1 MRN-0002 V-0002 PDF Report 2 -",
            ],
        ),
    ];
    for (name, message, expected) in cases {
        assert_eq!(documents(&Opened::text(message)), expected, "{name}");
    }
}

#[test]
fn contents_of_every_model_are_the_bytes_that_were_sent() {
    let rich = RTF.replace('\\', r"\\");
    let several = r#""Components": [{"Name": "Findings", "Value": "Knee\nswollen."}, {"Name": "Plan", "Value": "Rest."},
        {"Name": "Empty", "Value": null}],"#;
    let one = r#""FileContents": null, "Components": [{"Name": "Findings", "Value": "Knee swollen."}],"#;
    let cases: [(&str, String, &[u8]); 9] = [
        ("Media", media_new().replace(&file(1), &format!("\"{}\"", base64(PDF))), PDF),
        (
            "plain",
            note("New", "Plain Text", r#""FileContents": "Tür\n\"offen\" \u263a","#),
            "Tür\n\"offen\" ☺".as_bytes(),
        ),
        ("rich", note("New", "Rich Text", &format!("\"FileContents\": \"{rich}\",")), RTF.as_bytes()),
        ("base64", note("New", "Base64 Encoded", &format!("\"FileContents\": \"{}\",", base64(PDF))), PDF),
        // The type of Redox's own sample is not said, or said wrongly: bytes decide.
        ("unsaid", note("New", "", &format!("\"FileContents\": \"{}\",", base64(PDF))), PDF),
        ("said wrongly", note("New", "Plain Text", &format!("\"FileContents\": \"{}\",", base64(PDF))), PDF),
        ("components", note("New", "Plain Text", several), b"Findings\nKnee\nswollen.\n\nPlan\nRest."),
        ("component", note("New", "Plain Text", one), b"Knee swollen."),
        (
            "results",
            results_new("NewUnsolicited", &[result(1).replace(&file(1), &format!("\"{}\"", base64(OTHER_PDF)))]),
            OTHER_PDF,
        ),
    ];
    for (name, message, bytes) in cases {
        let opened = Opened::text(message);
        assert_eq!(opened.count(), 1, "{name}");
        assert_eq!(String::from_utf8_lossy(&opened.bytes(0)), String::from_utf8_lossy(bytes), "{name}");
        assert_eq!(opened.states(), [("embedded", Some(bytes.len() as u64))], "{name}");
    }
}

#[test]
fn what_a_message_is_for() {
    use Purpose::{Acknowledgement, Deletion, Documents, Errors, Question};
    let acknowledgement =
        r#"{"Meta":{"DataModel":"Media","EventType":"New","Message":{"ID":4242},"Source":{"ID":null,"Name":null}}}"#;
    let nothing_found = r#"{"Meta":{"DataModel":"Media","EventType":"QueryResponse","Errors":[{"ID":4047213,"Text":"Nothing found","Type":"query","Module":"Send"}]}}"#;
    let errors_alone = r#"{"Meta":{"Errors":[{"ID":1,"Text":"The system is down","Type":"query","Module":"Send"}]}}"#;
    let refused = r#"{"Meta":{"DataModel":"Media","EventType":"New","Errors":[{"ID":1,"Text":"Refused"}]}}"#;
    let flat = r#"{"MessageID":"4242","TransmissionID":"4243","ErrorIDs":[1,2],"ErrorMessages":["No such patient","Try later"]}"#;
    let flat_one = r#"{"MessageID":4242,"TransmissionID":null,"ErrorIDs":[],"ErrorMessages":["No such patient"]}"#;
    let empty = |media: &str| format!("{{{}, \"Media\": {media}}}", meta("Media", "QueryResponse"));
    let incomplete = media_response(1).replace("\"Test\": true", "\"Test\": true, \"IsIncomplete\": true");
    let both =
        media_response(1).replace("\"Test\": true", r#""Test": true, "Errors": [{"Text": "One system is down"}]"#);
    let cases: [(&str, String, Purpose, usize, &[&str]); 16] = [
        ("answer", media_response(1), Documents, 1, &[]),
        ("question", media_query(), Question, 0, &["question"]),
        (
            "question of Results",
            format!("{{{}, \"Patients\": []}}", meta("Results", "Query")),
            Question,
            0,
            &["question"],
        ),
        ("deletion", media_delete(), Deletion, 1, &["deletion"]),
        ("deletion of a note", note("Delete", "Plain Text", ""), Deletion, 1, &["deletion"]),
        ("acknowledgement", acknowledgement.into(), Acknowledgement, 0, &["acknowledgement"]),
        ("errors", nothing_found.into(), Errors, 0, &["message-errors"]),
        ("errors alone", errors_alone.into(), Errors, 0, &["message-errors"]),
        ("refusal", refused.into(), Errors, 0, &["message-errors"]),
        ("older errors", flat.into(), Errors, 0, &["message-errors"]),
        ("one older error", flat_one.into(), Errors, 0, &["message-errors"]),
        ("empty list", empty("[]"), Documents, 0, &["no-documents"]),
        ("null", empty("null"), Documents, 0, &["no-documents"]),
        ("no list", format!("{{{}}}", meta("Media", "QueryResponse")), Documents, 0, &["no-documents"]),
        ("incomplete", incomplete, Documents, 1, &["incomplete"]),
        ("errors and documents", both, Documents, 1, &["message-errors"]),
    ];
    for (name, message, purpose, count, codes) in cases {
        let opened = Opened::text(&message);
        assert_eq!(opened.loaded.response.messages[0].purpose, purpose, "{name}");
        assert_eq!(opened.count(), count, "{name}");
        assert_eq!(opened.codes(), codes, "{name}");
    }
}

#[test]
fn the_older_form_of_errors_without_any_is_no_answer_to_a_query() {
    let opened = Opened::text(r#"{"MessageID":"4242","TransmissionID":"4243","ErrorIDs":[],"ErrorMessages":[]}"#);
    for code in ["meta-missing", "no-documents"] {
        assert!(!opened.has(code), "{:?}", opened.codes());
    }
}

#[test]
fn errors_keep_the_words_of_the_sender() {
    let words = |message: &str| -> Vec<String> {
        let opened = Opened::text(message);
        let errors = &opened.loaded.response.messages[0].meta.errors;
        errors
            .iter()
            .map(|error| {
                format!("{} {} {} {}", text(&error.id), text(&error.text), text(&error.error_type), text(&error.module))
            })
            .collect()
    };
    let of = |errors: &str| {
        words(&format!(r#"{{"Meta":{{"DataModel":"Media","EventType":"QueryResponse","Errors":{errors}}}}}"#))
    };
    assert_eq!(
        of(r#"[{"ID":7,"Text":"Nothing found","Type":"query","Module":"Send"}]"#),
        ["7 Nothing found query Send"]
    );
    assert_eq!(of(r#"{"ID":"7","Text":"Nothing found"}"#), ["7 Nothing found - -"]);
    // Bare words are errors as well.
    assert_eq!(of(r#"["Nothing found"]"#), ["- Nothing found - -"]);
    assert_eq!(
        words(
            r#"{"MessageID":"1","TransmissionID":"2","ErrorIDs":[5],"ErrorMessages":["No such patient","Try later"]}"#
        ),
        ["5 No such patient - -", "- Try later - -"]
    );
}

#[test]
fn names_of_models_and_events_in_odd_spelling() {
    for (model, event) in [
        ("Media", "Query Response"),
        ("media", "queryresponse"),
        ("MEDIA", "QUERY_RESPONSE"),
        (" Media ", "Query-Response"),
    ] {
        let message = media_response(1)
            .replace("\"DataModel\": \"Media\"", &format!("\"DataModel\": \"{model}\""))
            .replace("\"EventType\": \"QueryResponse\"", &format!("\"EventType\": \"{event}\""));
        let opened = Opened::text(message);
        assert_eq!((opened.count(), opened.codes()), (1, vec!["event-spelling"]), "{model} {event}");
    }
    let question = media_query().replace("\"Query\"", "\"query\"");
    assert_eq!(Opened::text(question).codes(), ["event-spelling", "question"]);
}

#[test]
fn keys_in_odd_case_or_spacing() {
    let message = media_response(1)
        .replace("\"Media\": [", "\"media\": [")
        .replace("\"Patient\"", "\"PATIENT\"")
        .replace("\"FileContents\"", "\"File Contents\"")
        .replace("\"VisitNumber\"", "\" visitnumber\"")
        .replace("\"DataModel\"", "\"dataModel\"");
    let opened = Opened::text(message);
    assert_eq!(opened.codes(), ["key-case"; 5]);
    assert_eq!(documents(&opened).len(), 1);
    let document = &opened.loaded.response.documents[0];
    assert_eq!(text(&document.visit_number), "V-0001");
    assert_eq!(document.identifiers.len(), 1);
    assert_eq!(opened.states()[0].0, "embedded");
}

#[test]
fn unknown_models_show_what_looks_like_a_document() {
    let attachment =
        |name: &str, number| format!(r#"{{"FileName":"{name}","FileType":"PDF","FileContents":{}}}"#, file(number));
    let message = format!(
        r#"{{{}, {}, "Referral": {{"Reason": "Knee", "Attachments": [{}, {}]}}}}"#,
        meta("Referral", "New"),
        patient(1),
        attachment("a", 1),
        attachment("b", 2)
    );
    let opened = Opened::text(&message);
    assert_eq!(
        documents(&opened),
        [
            "other /Referral/Attachments/0 MRN-0001 V-0001 PDF a -",
            "other /Referral/Attachments/1 MRN-0001 V-0001 PDF b -"
        ]
    );
    assert_eq!(opened.codes(), ["other-event"]);
    // The documents of known fields in a model that is not known are documents as well, once.
    let strange = media_response(2).replace("\"DataModel\": \"Media\"", "\"DataModel\": \"Imaging\"");
    let opened = Opened::text(strange);
    assert_eq!((opened.count(), opened.has("other-event")), (2, true));
    // A model without any is no error either.
    let opened = Opened::text(format!(r#"{{{}, {}}}"#, meta("PatientAdmin", "Arrival"), patient(1)));
    assert_eq!(opened.count(), 0);
    assert!(opened.has("other-event"));
}

#[test]
fn messages_that_do_not_say_what_they_are() {
    let mut wrong = Vec::new();
    let without_meta = format!("{{\"Media\": [{}]}}", messages::entry(1, &file(1)));
    let notes = format!("{{\"Notes\": [{{{}, \"FileContents\": \"Rest well today.\"}}]}}", patient(1));
    let loose = format!("[{}, {}]", messages::entry(1, &file(1)), messages::entry(2, &file(2)));
    let unnamed =
        media_response(1).replace("\"DataModel\": \"Media\",", "").replace("\"EventType\": \"QueryResponse\",", "");
    for (name, message, count) in
        [("no Meta", without_meta, 1), ("notes", notes, 1), ("loose", loose, 2), ("unnamed", unnamed, 1)]
    {
        let opened = Opened::text(&message);
        let named = opened.loaded.response.documents.iter().all(|document| document.identifiers.len() == 1);
        let embedded = opened.states().iter().all(|(state, _)| *state == "embedded");
        if opened.count() != count || !opened.has("meta-missing") || !named || !embedded {
            wrong.push(format!("{name}: {:?} {:?}", opened.states(), opened.codes()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn encapsulated_results_are_told_in_every_spelling() {
    for value_type in ["Encapsulated Data", "encapsulated data", "EncapsulatedData", "ED", "ed"] {
        let result = result(1).replace("Encapsulated Data", value_type);
        assert_eq!(Opened::text(results_new("New", &[result])).count(), 1, "{value_type}");
    }
    for value_type in ["Numeric", "String", "Formatted Text", "", "Structured"] {
        let result = PLAIN_RESULT.replace("Numeric", value_type);
        assert_eq!(Opened::text(results_new("New", &[result])).count(), 0, "{value_type}");
    }
}

#[test]
fn an_order_lends_its_patient_only_to_its_own_results() {
    let message = format!(
        "{{{}, {}, \"Orders\": [{}, {}]}}",
        meta("Results", "QueryResponse"),
        patient(9),
        order(&format!("{},", patient(1)), &[result(1)]),
        order("", &[result(2)])
    );
    let opened = Opened::text(message);
    let patients: Vec<_> = documents(&opened).iter().map(|row| row.split(' ').nth(2).unwrap().to_owned()).collect();
    assert_eq!(patients, ["MRN-0001", "MRN-0009"]);
}

/// Found by fuzzing: a patient beside many documents was read and copied for each of them.
#[test]
fn a_patient_beside_many_documents_is_read_once() {
    let identifiers = (0..20_000).map(|number| format!(r#"{{"ID":"{number}","IDType":"X"}}"#)).collect::<Vec<_>>();
    let patient =
        format!(r#""Patient":{{"Identifiers":[{},{{}}],"Notes":[{}]}}"#, identifiers.join(","), "1,".repeat(400) + "1");
    let results = vec![r#"{"ValueType":"ED","Value":"QUJD"}"#; 20_000].join(",");
    for documents in
        [format!(r#""Media":[{}]"#, vec!["{}"; 20_000].join(",")), format!(r#""Orders":[{{"Results":[{results}]}}]"#)]
    {
        let opened = Opened::text(format!(r#"{{"Meta":{{"DataModel":"Cardiology"}},{patient},{documents}}}"#));
        let documents = &opened.loaded.response.documents;
        assert!(!documents.is_empty());
        assert_eq!(opened.loaded.response.patient_count(), 1);
        assert_eq!(opened.codes().iter().filter(|code| **code == "identifier-incomplete").count(), 1);
        let first = &documents[0].identifiers;
        assert!(documents.iter().all(|document| std::sync::Arc::ptr_eq(first, &document.identifiers)));
    }
}
