//! Findings about the shape of a message: required fields, kinds, unknown and misspelt names, identifiers, visits.

use super::support::json::{Json, Layout};
use super::support::messages::{
    self, file, media_delete, media_new, media_replace, media_response, note, result, results_new,
};
use super::support::opened::Opened;

/// Fields that the schemas of Redox require, by event.
const REQUIRED_OF_MEDIA: [&str; 10] = [
    "/Patient",
    "/Patient/Identifiers",
    "/Media",
    "/Media/FileType",
    "/Media/FileName",
    "/Media/DocumentType",
    "/Media/DocumentID",
    "/Media/Provider",
    "/Media/Provider/ID",
    "/Media/Availability",
];

/// A message as a value that can be changed.
fn value(text: &str) -> Json {
    fn convert(value: &serde_json::value::RawValue) -> Json {
        let text = value.get();
        match text.as_bytes()[0] {
            b'{' => {
                let mut pairs = Json::Object(Vec::new());
                let members: std::collections::BTreeMap<String, Box<serde_json::value::RawValue>> =
                    serde_json::from_str(text).unwrap();
                for (key, value) in members {
                    pairs.add("", &key, convert(&value));
                }
                pairs
            }
            b'[' => {
                let items: Vec<Box<serde_json::value::RawValue>> = serde_json::from_str(text).unwrap();
                Json::Array(items.iter().map(|item| convert(item)).collect())
            }
            _ => Json::raw(text),
        }
    }
    convert(&serde_json::from_str::<Box<serde_json::value::RawValue>>(text).unwrap())
}

fn without(text: &str, pointer: &str) -> String {
    let mut value = value(text);
    value.remove(pointer);
    value.to_text(Layout::default())
}

fn with(text: &str, pointer: &str, raw: &str) -> String {
    let mut value = value(text);
    value.set(pointer, Json::raw(raw));
    value.to_text(Layout::default())
}

fn required_of_other_messages() -> Vec<(String, Vec<&'static str>)> {
    let note_fields =
        ["/Patient", "/Note", "/Note/ContentType", "/Note/DocumentType", "/Note/DocumentID", "/Note/Provider/ID"];
    let order_fields = ["/Patient/Identifiers", "/Orders", "/Orders/0/Results", "/Orders/0/Status"];
    let result_fields = ["/Orders/0/Results/0/Code", "/Orders/0/Results/0/Status", "/Orders/0/Results/0/Value"];
    let results = |own: &'static str| [&order_fields[..], &result_fields, &[own]].concat();
    let plain = "\"FileContents\": \"The knee is better.\",";
    vec![
        (media_new(), [&REQUIRED_OF_MEDIA[..], &["/Media/FileContents"]].concat()),
        (media_replace(), [&REQUIRED_OF_MEDIA[..], &["/Media/FileContents", "/Media/OriginalDocumentID"]].concat()),
        (media_delete(), REQUIRED_OF_MEDIA.to_vec()),
        (note("New", "Plain Text", plain), note_fields.to_vec()),
        (results_new("New", &[result(1)]), results("/Orders/0/ID")),
        (results_new("NewUnsolicited", &[result(1)]), results("/Orders/0/ApplicationOrderID")),
    ]
}

#[test]
fn required_fields_that_are_missing() {
    for (message, fields) in required_of_other_messages() {
        for field in fields {
            let opened = Opened::text(without(&message, field));
            let wanted = format!("required-missing {field}");
            assert!(opened.places().contains(&wanted), "{wanted} in {:?}\n{message}", opened.places());
        }
    }
}

#[test]
fn required_fields_that_are_null() {
    let mut silent = Vec::new();
    for (message, fields) in required_of_other_messages() {
        for field in fields {
            let opened = Opened::text(with(&message, field, "null"));
            let wanted = format!("required-missing {field}");
            if !opened.places().contains(&wanted) {
                silent.push(format!("{wanted} in {:?}", opened.places()));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn answers_to_queries_and_acknowledgements_require_nothing() {
    for (message, pointer) in [
        (media_response(1), "/Media/0/FileType"),
        (media_response(1), "/Media/0/DocumentID"),
        (media_response(1), "/Media/0/FileName"),
        (media_response(1), "/Media/0/CreationDateTime"),
    ] {
        assert_eq!(Opened::text(without(&message, pointer)).rows(), [""; 0], "{pointer}");
        assert_eq!(Opened::text(with(&message, pointer, "null")).rows(), [""; 0], "{pointer}");
    }
    let alone = without(&without(&without(&media_new(), "/Media"), "/Patient"), "/Visit");
    assert_eq!(Opened::text(alone).codes(), ["acknowledgement"]);
}

/// Where another kind of value stands than belongs there: what is said, and whether the document is still there.
#[test]
fn values_of_another_kind() {
    let answer = media_response(1);
    let cases: [(&str, &str, &str, usize); 22] = [
        // An object where a list belongs is read as its only element, and the reverse.
        ("/Media", "{\"FileName\": \"a\"}", "wrong-shape /Media", 1),
        (
            "/Media/0/Patient/Identifiers",
            r#"{"ID": "1", "IDType": "MR"}"#,
            "wrong-shape /Media/0/Patient/Identifiers",
            1,
        ),
        ("/Media", "\"none\"", "wrong-shape /Media", 0),
        ("/Media", "0", "wrong-shape /Media", 0),
        ("/Media/0", "[]", "entry-not-object /Media/0", 1),
        ("/Media/0", "\"x\"", "entry-not-object /Media/0", 1),
        ("/Media/0", "null", "entry-not-object /Media/0", 1),
        ("/Media/0/Patient", "\"MRN-0001\"", "wrong-shape /Media/0/Patient", 1),
        ("/Media/0/Patient", "[]", "wrong-shape /Media/0/Patient", 1),
        ("/Media/0/Patient/Identifiers", "\"MRN-0001\"", "wrong-shape /Media/0/Patient/Identifiers", 1),
        ("/Media/0/Patient/Identifiers/0", "\"MRN-0001\"", "wrong-shape /Media/0/Patient/Identifiers/0", 1),
        ("/Media/0/Patient/Identifiers/0/ID", "[\"1\"]", "wrong-shape /Media/0/Patient/Identifiers/0/ID", 1),
        ("/Media/0/Visit", "\"V-0001\"", "wrong-shape /Media/0/Visit", 1),
        ("/Media/0/Visit/VisitNumber", "{}", "wrong-shape /Media/0/Visit/VisitNumber", 1),
        ("/Media/0/FileName", "[\"a\", \"b\"]", "wrong-shape /Media/0/FileName", 1),
        ("/Media/0/FileContents", "{\"data\": \"x\"}", "wrong-shape /Media/0/FileContents", 1),
        ("/Media/0/FileContents", "17", "wrong-shape /Media/0/FileContents", 1),
        ("/Media/0/ServiceDateTime", "{}", "wrong-shape /Media/0/ServiceDateTime", 1),
        ("/Meta/Test", "\"maybe\"", "wrong-shape /Meta/Test", 1),
        ("/Meta/Source", "\"Hilltop Clinic\"", "wrong-shape /Meta/Source", 1),
        ("/Meta/Destinations", r#"{"ID": "1", "Name": "x"}"#, "wrong-shape /Meta/Destinations", 1),
        ("/Meta/Logs/0", "\"x\"", "wrong-shape /Meta/Logs/0", 1),
    ];
    let mut wrong = Vec::new();
    for (pointer, raw, said, count) in cases {
        let opened = Opened::text(with(&answer, pointer, raw));
        if opened.count() != count || !opened.places().iter().any(|place| place == said) {
            wrong.push(format!("{pointer} = {raw}: {} {:?}", opened.count(), opened.places()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_list_where_one_document_belongs() {
    let mut message = value(&media_new());
    let media =
        r#"{"FileType": "PDF", "FileName": "a", "DocumentType": "x", "DocumentID": "1", "Availability": "Available",
        "Provider": {"ID": "1"}, "FileContents": FILE}"#
            .replace("FILE", &file(1));
    message.set("/Media", Json::raw(format!("[{media}]")));
    let opened = Opened::text(message.to_text(Layout::default()));
    assert_eq!((opened.count(), opened.places()), (1, vec!["wrong-shape /Media".to_owned()]));
}

#[test]
fn truth_values_in_other_spellings() {
    for (raw, test) in [("true", Some(true)), ("\"true\"", Some(true)), ("\"False\"", Some(false)), ("null", None)] {
        let opened = Opened::text(with(&media_response(1), "/Meta/Test", raw));
        assert_eq!(opened.loaded.response.messages[0].meta.test, test, "{raw}");
        assert!(opened.rows().is_empty(), "{raw} {:?}", opened.rows());
    }
}

#[test]
fn misspelt_and_unknown_names_at_every_level() {
    let answer = media_response(1);
    let mut wrong = Vec::new();
    for (pointer, code) in [
        ("/Madia", "misspelt-field"),
        ("/Paging", "unknown-field"),
        ("/Media/0/FileContent", "misspelt-field"),
        ("/Media/0/DocumentDiscription", "misspelt-field"),
        ("/Media/0/Pages", "unknown-field"),
        ("/Media/0/Patient/Identifers", "misspelt-field"),
        ("/Media/0/Patient/Demographics", "unknown-field"),
        ("/Media/0/Patient/Identifiers/0/Issuer", "unknown-field"),
        ("/Media/0/Visit/VisitNumbr", "misspelt-field"),
        ("/Media/0/Visit/Class", "unknown-field"),
        ("/Meta/FacilityCod", "misspelt-field"),
        ("/Meta/Version", "unknown-field"),
        ("/Meta/Source/Nmae", "misspelt-field"),
        ("/Meta/Source/Vendor", "unknown-field"),
        ("/Meta/Logs/0/Attempt", "unknown-field"),
        ("/Meta/Destinations/0/Vendor", "unknown-field"),
    ] {
        let opened = Opened::text(with(&answer, pointer, "\"x\""));
        if opened.places() != [format!("{code} {pointer}")] {
            wrong.push(format!("{code} {pointer}: {:?}", opened.places()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The name that is meant is said; the name that stands there is the sender's and is not.
    let said = Opened::text(with(&answer, "/Media/0/FileContent", "\"x\"")).said("misspelt-field");
    assert!(said.ends_with("The reference has \"FileContents\"."), "{said}");
}

#[test]
fn patients_without_identifiers_and_documents_without_visit() {
    let answer = media_response(1);
    let mut wrong = Vec::new();
    for (pointer, raw, codes) in [
        ("/Media/0/Patient/Identifiers", "[]", &["no-identifiers /Media/0"][..]),
        ("/Media/0/Patient/Identifiers", "null", &["no-identifiers /Media/0"]),
        ("/Media/0/Patient", "{}", &["no-identifiers /Media/0"]),
        ("/Media/0/Patient", "null", &["no-identifiers /Media/0"]),
        (
            "/Media/0/Patient/Identifiers",
            r#"[{"ID": null, "IDType": "MR"}]"#,
            &["identifier-incomplete /Media/0/Patient/Identifiers/0", "no-identifiers /Media/0"],
        ),
        (
            "/Media/0/Patient/Identifiers",
            r#"[{"ID": " ", "IDType": "MR"}]"#,
            &["identifier-incomplete /Media/0/Patient/Identifiers/0", "no-identifiers /Media/0"],
        ),
        ("/Media/0/Patient/Identifiers", r#"[{"ID": "1"}]"#, &["identifier-incomplete /Media/0/Patient/Identifiers/0"]),
        (
            "/Media/0/Patient/Identifiers",
            r#"[{"ID": "1", "IDType": "MR"}, {"ID": "2", "IDType": ""}]"#,
            &["identifier-incomplete /Media/0/Patient/Identifiers/1"],
        ),
        ("/Media/0/Visit", "null", &["visit-missing /Media/0"]),
        ("/Media/0/Visit", "{}", &["visit-missing /Media/0"]),
        ("/Media/0/Visit/VisitNumber", "null", &["visit-missing /Media/0"]),
        ("/Media/0/Visit/VisitNumber", "\"\"", &["visit-missing /Media/0"]),
    ] {
        let places = Opened::text(with(&answer, pointer, raw)).places();
        if places != codes {
            wrong.push(format!("{pointer} = {raw}: {places:?}, expected {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(Opened::text(without(&answer, "/Media/0/Patient")).places(), ["no-identifiers /Media/0"]);
    assert_eq!(Opened::text(without(&answer, "/Media/0/Visit")).places(), ["visit-missing /Media/0"]);
}

#[test]
fn dates_in_every_place_are_checked() {
    for (name, message) in messages::all() {
        let value = value(&message);
        let text = value.to_text(Layout::default());
        for field in
            ["EventDateTime", "ServiceDateTime", "CreationDateTime", "DocumentationDateTime", "CompletionDateTime"]
        {
            let start = format!("\"{field}\":\"2026-03-0");
            if !text.contains(&start) {
                continue;
            }
            let wrong = text.replacen(&start, &format!("\"{field}\":\"yesterday 2026-03-0"), 1);
            assert_eq!(Opened::text(wrong).codes(), ["date-unreadable"], "{name} {field}");
        }
    }
}
