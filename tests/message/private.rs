//! Nothing of a patient in what is said of a message: marked texts in every key, field and content of every model, with
//! every oddity, and none of the marks in a sentence, a detail, a refusal or a `Debug` output.

use redox_media_viewer::finding::Code;

use super::support::messages::{self, base64, file};
use super::support::opened::{Opened, load_text};
use super::support::packed::{gzip, json_string, reference_page, utf16, zip};

/// Stands in every text. Its letters survive base64 and JSON as they are where they are not encoded.
const MARK: &str = "ZQXMARKER";

/// Puts the mark into every text value of a message but those that say what it is, and into one more key of each object.
fn marked(message: &str) -> String {
    let kept = ["Media", "Notes", "Results", "QueryResponse", "New", "NewUnsolicited", "Replace", "Delete", "Query"];
    let types = ["Plain Text", "Rich Text", "Base64 Encoded", "Encapsulated Data"];
    let mut out = String::new();
    let mut rest = message;
    while let Some(open) = rest.find('"') {
        let inside = &rest[open + 1..];
        let end = inside
            .as_bytes()
            .iter()
            .scan(false, |escaped, byte| {
                let ends = *byte == b'"' && !*escaped;
                *escaped = *byte == b'\\' && !*escaped;
                Some(ends)
            })
            .position(|ends| ends)
            .unwrap();
        let text = &inside[..end];
        let is_key = inside[end + 1..].trim_start().starts_with(':');
        out.push_str(&rest[..open]);
        if is_key || kept.contains(&text) || types.contains(&text) || text.starts_with("JVBERi") {
            out.push_str(&format!("\"{text}\""));
        } else {
            out.push_str(&format!("\"{MARK} {text}\""));
        }
        rest = &inside[end + 1..];
    }
    out.push_str(rest);
    out.replace("\"ID\":", &format!("\"{MARK} Doe's own key\": \"{MARK}\", \"ID\":")).replace(
        "\"FileName\":",
        &format!("\"{MARK}/field~\": [\"{MARK}\", {{\"{MARK}\": \"{MARK}\"}}], \"FileName\":"),
    )
}

/// What may be odd in a message, put into each of them.
fn oddities(message: &str) -> Vec<String> {
    let change = |old: &str, new: &str| message.replacen(old, new, 1);
    let contents = |text: &str| {
        let (one, plain) = (file(1), format!("\"{MARK} The knee is better.\""));
        let text = json_string(text);
        if message.contains(&one) { message.replace(&one, &text) } else { message.replace(&plain, &text) }
    };
    let mut all = vec![
        message.to_owned(),
        change("\"PDF\"", &format!("\"{MARK}\"")),
        change("\"FileName\":", &format!("\"FileName\": \"{MARK}\", \"FileName\":")),
        change("\"FileName\":", &format!("\"filename\": 7, \"{MARK}\": 1, \"{MARK}\": 2,\"x\":")),
        change("\"DocumentType\":", "\"DocumentTipe\":"),
        change(
            "\"Test\": true",
            &format!(
                "\"Test\": \"{MARK}\", \"Errors\": [{{\"ID\": \"{MARK}\", \"Text\": \"{MARK}\", \"{MARK}\": 1}}, \"{MARK}\"]"
            ),
        ),
        change("\"DataModel\": \"", &format!("\"DataModel\": \"{MARK} ")),
        change("\"EventType\": \"", &format!("\"EventType\": \"{MARK} ")),
        change("\"Patient\": {", &format!("\"Patient\": \"{MARK}\", \"x\": {{")),
        change("\"Visit\": {", &format!("\"Visit\": [\"{MARK}\"], \"x\": {{")),
        change("\"DocumentID\":", &format!("\"DocumentID\": {{\"{MARK}\": 1}}, \"x\":")),
        change("\"ServiceDateTime\": \"", "\"ServiceDateTime\": \"20"),
        change("\"Identifiers\": [", &format!("\"Identifiers\": [7, \"{MARK}\", {{\"{MARK}\": 1}},")),
        change("2026-03-01T07:00:00.000Z", MARK),
        change("{", &format!("{{ {MARK}: 1, ")),
        change("\"FileName\"", &format!("\"{MARK}\": tru, \"FileName\"")),
        message.replace(' ', "\t").replace("Letter", "Let\nter"),
        message.replace("\"Media\": [", &format!("\"Media\": [\"{MARK}\", 7, ")),
        format!("{MARK} {message} {MARK}"),
        format!("{message}{{\"{MARK}\": \"{MARK}\"}}\n{MARK}\n{message}"),
        format!("[{message}, \"{MARK}\", {message}]"),
        format!("{{\"{MARK}\": {message}}}"),
        format!("{{\"{MARK}\": {}}}", json_string(message)),
        reference_page(message).replace("Media\n", &format!("{MARK}\n")),
    ];
    for text in [
        String::new(),
        MARK.to_owned(),
        format!("{MARK} was seen today and is doing well."),
        format!("<{MARK}>"),
        format!("https://blob.example.com/{MARK}?sig={MARK}"),
        format!("data:{MARK}/{MARK};base64,{}", base64(MARK)),
        format!("data:application/pdf;name={MARK};base64,{}", base64(messages::PDF)),
        format!("{}*{MARK}", base64(messages::PDF)),
        format!("{}...[truncated {MARK}]", base64(messages::PDF)),
        format!("{}\u{fffd}{MARK}", base64(messages::PDF)),
        base64(format!("\u{fffd}\u{fffd}\u{fffd}\u{fffd}{MARK}")),
        base64(format!("%PDF-1.4 {MARK}")),
        base64(MARK),
        base64(format!("data:text/plain;base64,{}", base64(MARK))),
        format!("\"{}\"", base64(MARK)),
    ] {
        all.push(contents(&text));
    }
    all
}

/// Everything that is said of an input.
fn said(bytes: &[u8], all: &mut Vec<String>) {
    let loaded = match load_text(bytes) {
        Ok(loaded) => loaded,
        Err(error) => {
            all.extend([error.to_string(), format!("{error:?}")]);
            return;
        }
    };
    all.push(format!("{:?}", loaded.response.messages));
    all.push(format!("{:?}", loaded.response.documents));
    all.push(format!("{:?}", loaded.response.findings));
    all.push(format!("{:?}", loaded.response.patients));
    all.push(format!("{:?}", loaded.input));
    let opened = Opened::of(loaded);
    for inspection in &opened.inspections {
        all.push(format!("{inspection:?}"));
        all.extend(inspection.damage_text());
        all.extend(inspection.repairs_text());
    }
    for finding in &opened.findings {
        all.extend([finding.text(), format!("{finding:?}"), format!("{:?}", finding.place)]);
        all.extend(finding.detail.clone());
        // A key may be anything: only what looks like the name of a field is passed on.
        if let Some(pointer) = finding.public_pointer() {
            for key in pointer.split('/') {
                let is_name = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                assert!((is_name && key.len() <= 40) || key == "…", "{pointer}");
            }
        }
    }
}

#[test]
fn no_mark_is_said() {
    let mut inputs = messages::all();
    inputs.push(("Media Delete", messages::media_delete()));
    inputs.push(("Media Query", messages::media_query()));
    let (mut count, mut codes) = (0, std::collections::BTreeSet::new());
    for (name, message) in inputs {
        let message = marked(&message);
        assert!(message.matches(MARK).count() > 15, "{name}");
        for odd in oddities(&message) {
            let mut all = Vec::new();
            said(odd.as_bytes(), &mut all);
            for text in &all {
                assert!(
                    !text.contains(MARK),
                    "{name}: {:.600}\n{odd:.900}",
                    &text[text.find(MARK).unwrap().saturating_sub(200)..]
                );
            }
            if let Ok(loaded) = load_text(&odd) {
                codes.extend(Opened::of(loaded).codes());
            }
            count += 1;
        }
        // In every packing, and cut off in many places.
        let packed = [
            gzip(&message),
            utf16(&message, true, false),
            zip(&[(MARK, message.as_bytes()), ("a.json", MARK.as_bytes())]),
        ];
        let cut =
            (0..message.len()).step_by(61).filter_map(|end| message.get(..end)).map(|text| text.as_bytes().to_vec());
        for bytes in packed.into_iter().chain(cut) {
            let mut all = Vec::new();
            said(&bytes, &mut all);
            assert!(all.iter().all(|text| !text.contains(MARK)), "{name}");
            count += 1;
        }
    }
    assert!(count > 900, "{count}");
    // The oddities are no idle ones.
    assert!(codes.len() > 25, "{} codes: {codes:?}", codes.len());
}

#[test]
fn words_of_codes_hold_nothing_of_anybody() {
    for code in Code::ALL {
        let words = [code.name(), code.sentence(), code.meaning()].join(" ");
        assert!(!words.contains(MARK) && !words.contains('{'), "{words}");
    }
}

#[test]
fn names_of_files_stay_out_of_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(format!("{MARK} {name}"));
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let paths = [
        write("a.json", messages::media_response(1).as_bytes()),
        write("b.json", b"Dear colleague"),
        write("c.json", b""),
        write("d.json.gz", b"\x1f\x8b\x08\0junk"),
        folder.path().join(format!("{MARK} missing.json")),
    ];
    let opened = Opened::paths(paths);
    assert_eq!(opened.codes(), ["file-unreadable"; 4]);
    for finding in &opened.findings {
        assert!(!format!("{} {finding:?}", finding.text()).contains(MARK), "{}", finding.text());
    }
}

#[test]
fn names_of_files_stay_out_of_debug_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{MARK} Doe.json"));
    std::fs::write(&path, messages::media_response(1)).unwrap();
    let opened = Opened::paths([path]);
    assert!(!format!("{:?}", opened.loaded.input).contains(MARK), "of the input");
    assert!(!format!("{:?}", opened.loaded.response).contains(MARK), "of the response");
    let archive = zip(&[(&format!("{MARK}.json"), messages::media_response(1).as_bytes())]);
    assert!(!format!("{:?}", Opened::text(archive).loaded).contains(MARK), "of an archive");
}

#[test]
fn numbers_that_are_keys_are_not_passed_on() {
    let pointers = |key: &str| {
        let field = format!("\"{key}\": 1, \"{key}\": 2, \"FileName\":");
        let message = messages::media_response(2).replace("\"FileName\":", &field);
        let opened = Opened::of(load_text(message).unwrap());
        let about_keys: Vec<String> = opened
            .findings
            .iter()
            .filter(|finding| ["unknown-field", "duplicate-key"].contains(&finding.code.name()))
            .filter_map(redox_media_viewer::finding::Finding::public_pointer)
            .collect();
        assert_eq!(about_keys.len(), 4, "{about_keys:?}");
        assert!(about_keys.iter().all(|pointer| pointer.starts_with("/Media/0/") || pointer.starts_with("/Media/1/")));
        about_keys
    };
    for key in ["0048213377", "48213", "7", "MR0048213377", "E1234", "2026_03_01", "_4821", "Jane Walker", "Ünal"] {
        for pointer in pointers(key) {
            assert!(pointer.ends_with("/…"), "{pointer}");
        }
    }
    for key in ["ICD10Code", "AddressLine2", "_private", "SHA256"] {
        for pointer in pointers(key) {
            assert!(pointer.ends_with(&format!("/{key}")), "{pointer}");
        }
    }
}
