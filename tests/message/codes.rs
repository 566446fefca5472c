//! Every code can be produced: an input for each, and what is said of it.

use redox_media_viewer::content::Inspection;
use redox_media_viewer::content::findings::all_findings;
use redox_media_viewer::finding::{Code, Findings};

use super::support::messages::{self, PDF, base64, file, media_delete, media_new, media_query, media_response, meta};
use super::support::opened::Opened;
use super::support::packed::{gzip, json_string, reference_page, utf16, zip};

/// A clean answer with one change.
fn changed(old: &str, new: &str) -> Vec<u8> {
    let clean = media_response(2);
    assert!(clean.contains(old), "{old}");
    clean.replacen(old, new, 1).into_bytes()
}

fn contents(text: &str) -> Vec<u8> {
    changed(&file(1), &format!("\"{text}\""))
}

/// An input that yields the code. Written as a `match`, so that a new code cannot be forgotten.
fn input(code: Code) -> Vec<u8> {
    let clean = media_response(2);
    let first = r#"{"ID": "MRN-0001", "IDType": "MR"}"#;
    let second = r#"{"ID": "MRN-0002", "IDType": "MR"}"#;
    match code {
        Code::MessageCutOff => clean.as_bytes()[..clean.len() - 20].to_vec(),
        Code::MessageBroken => changed("\"PDF\"", "PDF"),
        Code::ControlCharacters => changed("Letter 1", "Letter\t1"),
        Code::NotUtf8 => clean.bytes().map(|byte| if byte == b'V' { 0xE9 } else { byte }).collect(),
        Code::Utf16 => utf16(&clean, false, true),
        Code::FoundInText => reference_page(&clean).into_bytes(),
        Code::Wrapped => format!("{{\"body\": {}}}", json_string(&clean)).into_bytes(),
        Code::NotMessage => format!("[{clean}, 7]").into_bytes(),
        Code::PackedTail => [gzip(&clean).as_slice(), b"and more"].concat(),
        Code::PartUnreadable => zip(&[("a.json", clean.as_bytes()), ("b.json", b"?")]),
        Code::ArchiveCutOff => {
            let packed = gzip(clean.repeat(50));
            packed[..packed.len() - 20].to_vec()
        }
        Code::EntryNotObject => changed("\"Media\": [", "\"Media\": [7, "),
        Code::NotText => changed("\"V-0001\"", "1"),
        Code::WrongShape => changed("\"letter-1\"", "[]"),
        Code::DuplicateKey => changed("\"FileType\"", "\"FileType\": null, \"FileType\""),
        Code::KeyCase => changed("\"FileName\"", "\"filename\""),
        Code::RequiredMissing => media_new().replace("\"Availability\": \"Available\",", "").into_bytes(),
        Code::UnknownField => changed("\"FileType\"", "\"Pages\": 3, \"FileType\""),
        Code::MisspeltField => changed("\"FileName\"", "\"FielName\""),
        Code::MetaMissing => changed("\"EventType\": \"QueryResponse\",", ""),
        Code::EventSpelling => changed("QueryResponse", "Query Response"),
        Code::OtherEvent => changed("QueryResponse", "Cancel"),
        Code::NoDocuments => format!("{{{}, \"Media\": []}}", meta("Media", "QueryResponse")).into_bytes(),
        Code::Question => media_query().into_bytes(),
        Code::Acknowledgement => format!("{{{}}}", meta("Media", "New")).into_bytes(),
        Code::Deletion => media_delete().into_bytes(),
        Code::MessageErrors => changed("\"Test\": true", "\"Test\": true, \"Errors\": [{\"Text\": \"down\"}]"),
        Code::Incomplete => changed("\"Test\": true", "\"Test\": true, \"IsIncomplete\": true"),
        Code::NoIdentifiers => changed(first, ""),
        Code::IdentifierIncomplete => changed(first, &format!("{first}, {{\"ID\": \"9\"}}")),
        Code::IdentifiersConflict => {
            let shared = |it: &str, id: &str| format!("{it}, {{\"ID\": \"{id}\", \"IDType\": \"E\"}}");
            let text = clean.replacen(second, &shared(first, "9"), 1).replacen(first, &shared(first, "8"), 1);
            text.into_bytes()
        }
        Code::MaybeSamePatient => changed(second, &format!("{first}, {second}")).to_vec(),
        Code::VisitMissing => changed("\"V-0001\"", "null"),
        Code::DuplicateDocumentId => changed("DOC-0002", "DOC-0001"),
        Code::SameContents => changed(&file(2), &file(1)),
        Code::DateNoZone => changed("07:00:00.000Z", "07:00:00"),
        Code::DateUnreadable => changed("2026-03-01T07", "yesterday at 7"),
        Code::ContentsDamaged => contents(&format!("{}*AAAA", base64(PDF))),
        Code::ContentsCutOff => contents(&base64(PDF)[..33]),
        Code::ContentsTextConverted => contents(&base64("\u{fffd}\u{fffd}\u{fffd}\u{fffd}JFIF")),
        Code::ContentsNotBase64 => contents("The patient is well and walks."),
        Code::ContentsEndMissing => contents(&base64("%PDF-1.4\n1 0 obj\n<<>>\n")),
        Code::ContentsRepaired => contents(base64("%PDF-1.4\n%%EOF\n9").trim_end_matches('=')),
        Code::ContentsPlaceholder => contents("<...base 64 file contents...>"),
        Code::ContentsEmpty => contents(""),
        Code::ContentsReference => contents("https://blob.example.com/1"),
        Code::TypeMismatch => changed("\"PDF\"", "\"JPG\""),
        Code::TypeUnknown => changed("\"PDF\"", "\"Q7\""),
        Code::More => {
            let entries = vec!["7"; redox_media_viewer::limits::FINDINGS_OF_A_KIND as usize + 1].join(",");
            format!("{{{}, \"Media\": [{entries}]}}", meta("Media", "QueryResponse")).into_bytes()
        }
        // The file changes behind the program's back: below. A worker reads the document: tests/command_line.
        Code::ContentsUnreadable | Code::OtherPatient => Vec::new(),
    }
}

/// Codes that no input yields by itself.
fn told_elsewhere(code: Code) -> bool {
    matches!(code, Code::ContentsUnreadable | Code::OtherPatient)
}

#[test]
fn every_code_is_produced_by_some_input() {
    let mut missing = Vec::new();
    for code in Code::ALL.into_iter().filter(|code| !told_elsewhere(*code)) {
        let opened = Opened::text(input(code));
        if !opened.has(code.name()) {
            missing.push(format!("{}: {:?}", code.name(), opened.codes()));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_yields_one_code_yields_little_else() {
    // Findings that belong to others by nature: a shortened message lacks something, and the like.
    let beside = |code: Code| -> &[&str] {
        match code {
            Code::MessageBroken => &["entry-not-object"],
            // What is left of the document is no PDF any more.
            Code::ContentsTextConverted => &["type-mismatch"],
            Code::EntryNotObject | Code::More => &["entry-not-object", "more-findings"],
            Code::ArchiveCutOff => &["message-cut-off", "duplicate-document-id", "same-contents", "more-findings"],
            _ => &[],
        }
    };
    let mut noisy = Vec::new();
    for code in Code::ALL.into_iter().filter(|code| !told_elsewhere(*code) && *code != Code::NotUtf8) {
        let opened = Opened::text(input(code));
        let more: Vec<_> =
            opened.codes().into_iter().filter(|it| *it != code.name() && !beside(code).contains(it)).collect();
        if !more.is_empty() {
            noisy.push(format!("{}: also {more:?}", code.name()));
        }
    }
    assert!(noisy.is_empty(), "{}", noisy.join("\n"));
}

#[test]
fn contents_that_cannot_be_read_any_more() {
    let opened = Opened::text(media_response(1));
    let response = &opened.loaded.response;
    let found = all_findings(&opened.loaded.input, response, &[Inspection::unavailable()], &|| false);
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::ContentsUnreadable]);
}

#[test]
fn names_are_unique_and_stable() {
    let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
    }
}

#[test]
fn too_many_of_a_kind_are_counted_and_hide_no_other_kind() {
    let limit = redox_media_viewer::limits::FINDINGS_OF_A_KIND as usize;
    let entries = format!("{},{{\"FileName\": 3}}", vec!["7"; limit + 25].join(","));
    let opened = Opened::text(format!("{{{}, \"Media\": [{entries}]}}", meta("Media", "QueryResponse")));
    assert_eq!(opened.codes().iter().filter(|code| **code == "entry-not-object").count(), limit);
    assert!(opened.has("not-text") && opened.has("no-identifiers"));
    let said = opened.said("more-findings");
    assert!(said.contains("25 more of: This entry is not an object"), "{said}");
    assert_eq!(opened.count(), limit + 26);
    // Counted once for the whole input, not anew for every message.
    let mut findings = Findings::default();
    for finding in opened.findings.iter().filter(|finding| finding.code == Code::EntryNotObject).cycle().take(limit * 3)
    {
        findings.push(finding.clone());
    }
    assert_eq!(findings.into_vec().len(), limit + 1);
}

#[test]
fn severities_follow_what_is_lost() {
    use redox_media_viewer::finding::Severity::{Error, Note, Warning};
    for (severity, codes) in [
        (
            Error,
            &[
                Code::MessageCutOff,
                Code::PartUnreadable,
                Code::EntryNotObject,
                Code::MessageErrors,
                Code::ContentsDamaged,
                Code::ContentsTextConverted,
            ][..],
        ),
        (
            Warning,
            &[
                Code::DuplicateKey,
                Code::Incomplete,
                Code::NoIdentifiers,
                Code::IdentifiersConflict,
                Code::TypeMismatch,
                Code::ContentsEmpty,
            ],
        ),
        (
            Note,
            &[
                Code::Question,
                Code::Acknowledgement,
                Code::Deletion,
                Code::ContentsReference,
                Code::ContentsRepaired,
                Code::Utf16,
                Code::VisitMissing,
            ],
        ),
    ] {
        for code in codes {
            assert_eq!(code.severity(), severity, "{}", code.name());
        }
    }
    assert!(messages::all().iter().all(|(_, message)| Opened::text(message).findings.is_empty()));
}
