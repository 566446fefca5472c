//! The commands on what messages come in: folders, archives, packed files, standard input, several messages.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use super::support::messages::{
    OTHER_PDF, PDF, RTF, base64, entry, file, media_new, media_response, media_response_of, note, result, results_new,
};
use super::support::packed::{gzip, json_string, reference_page, utf16, zip};
use super::{Folder, code, errors, listed, program, saved, with_input};

/// A message whose documents are told from all others.
fn message(number: u32, documents: u32) -> String {
    let entries: Vec<_> = (1..=documents)
        .map(|document| {
            let number = number * 100 + document;
            entry(number, &file(number))
        })
        .collect();
    media_response_of(&entries)
}

/// `[index, message, source, document_id]` of every document; of the source its last two names.
fn rows(output: &Output) -> Value {
    assert_eq!(code(output), 0, "{}", errors(output));
    listed(output)
        .iter()
        .map(|document| {
            let source = document["source"].as_str().unwrap();
            let names: Vec<_> = source.rsplit('/').take(2).collect();
            let source = names.into_iter().rev().collect::<Vec<_>>().join("/");
            json!([document["index"], document["message"], source, document["document_id"]])
        })
        .collect()
}

fn write_all(folder: &Path) {
    std::fs::write(
        folder.join("b.ndjson"),
        [message(2, 1), message(3, 2)].map(|text| text.replace('\n', " ")).join("\n"),
    )
    .unwrap();
    std::fs::write(folder.join("a.json"), message(1, 2)).unwrap();
    std::fs::write(folder.join("c.json.gz"), gzip(message(4, 1))).unwrap();
    std::fs::write(folder.join("notes.txt"), message(9, 1)).unwrap();
}

#[test]
fn a_folder_is_listed_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("pull");
    std::fs::create_dir(&inside).unwrap();
    write_all(&inside);
    let path = inside.to_string_lossy();
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(
        rows(&output),
        json!([
            [1, 1, "pull/a.json", "DOC-0101"],
            [2, 1, "pull/a.json", "DOC-0102"],
            [3, 2, "pull/b.ndjson", "DOC-0201"],
            [4, 3, "pull/b.ndjson", "DOC-0301"],
            [5, 3, "pull/b.ndjson", "DOC-0302"],
            [6, 4, "pull/c.json.gz", "DOC-0401"],
        ])
    );
    let csv = program(&["list", &path, "--format", "csv"]);
    let text = String::from_utf8(csv.stdout).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 8, "{text}");
    assert!(lines[0].starts_with("index,message,source,patient_identifiers,"), "{text}");
    assert!(
        lines[4].starts_with("4,3,") && lines[4].contains("b.ndjson,MR=MRN-0301,V-0301,PDF,PDF,letter-301,"),
        "{text}"
    );
    let table = program(&["list", &path]);
    assert_eq!(String::from_utf8(table.stdout).unwrap().lines().count(), 7);
}

#[test]
fn an_archive_names_its_files_as_sources() {
    let folder = Folder::new();
    let archive = zip(&[
        ("b.json", message(2, 1).as_bytes()),
        ("pull/a.json", message(1, 1).as_bytes()),
        ("a.json.gz", &gzip(message(3, 1))),
    ]);
    let path = folder.write("all.zip", &archive);
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(
        rows(&output),
        json!([
            [1, 1, "all.zip/a.json.gz", "DOC-0301"],
            [2, 2, "all.zip/b.json", "DOC-0201"],
            [3, 3, "pull/a.json", "DOC-0101"]
        ])
    );
    assert!(listed(&output)[2]["source"].as_str().unwrap().ends_with("all.zip/pull/a.json"));
    // The same through standard input.
    let output = with_input(&["list", "-", "--format", "json"], &archive);
    assert_eq!(
        rows(&output),
        json!([[1, 1, "-/a.json.gz", "DOC-0301"], [2, 2, "-/b.json", "DOC-0201"], [3, 3, "pull/a.json", "DOC-0101"]])
    );
}

#[test]
fn standard_input_in_every_packing() {
    let text = message(1, 2);
    for (name, bytes) in [
        ("plain", text.clone().into_bytes()),
        ("gzip", gzip(&text)),
        ("UTF-16", utf16(&text, false, true)),
        ("UTF-16 without mark", utf16(&text, true, false)),
        ("mark", format!("\u{feff}{text}").into_bytes()),
        ("page", reference_page(&text).into_bytes()),
        ("wrapped", format!("{{\"body\": {text}}}").into_bytes()),
        ("wrapped as text", format!("{{\"body\": {}}}", json_string(&text)).into_bytes()),
    ] {
        let output = with_input(&["list", "-", "--format", "json"], &bytes);
        assert_eq!(rows(&output), json!([[1, 1, "-", "DOC-0101"], [2, 1, "-", "DOC-0102"]]), "{name}");
        let folder = Folder::new();
        let output = with_input(&["export", "-", "--out", &folder.text("out")], &bytes);
        assert_eq!(code(&output), 0, "{name}: {}", errors(&output));
        let files = saved(&folder.path("out"));
        let contents: Vec<_> = files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert_eq!(
            contents,
            [101, 102].map(|number| format!("%PDF-1.4\n{number} 0 obj\n<<>>\nendobj\n%%EOF\n")),
            "{name}"
        );
        let output = with_input(&["check", "-", "--format", "json"], &bytes);
        assert_eq!(code(&output), 0, "{name}");
    }
}

#[test]
fn export_numbers_documents_over_all_files() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("pull");
    std::fs::create_dir(&inside).unwrap();
    write_all(&inside);
    let out = folder.path().join("out");
    let output = program(&[
        "export",
        &inside.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
        "--document",
        "5",
        "--document",
        "6",
        "--manifest",
    ]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let mut files = saved(&out);
    let manifest: Vec<Value> = serde_json::from_slice(&files.remove("manifest.json").unwrap()).unwrap();
    let indexes: Vec<_> = manifest.iter().map(|entry| entry["index"].clone()).collect();
    assert_eq!(Value::Array(indexes), json!([5, 6]));
    let contents: Vec<_> = files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert_eq!(contents, [302, 401].map(|number| format!("%PDF-1.4\n{number} 0 obj\n<<>>\nendobj\n%%EOF\n")));
    // There are six.
    let output = program(&["export", &inside.to_string_lossy(), "--out", &out.to_string_lossy(), "--document", "7"]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
}

#[test]
fn notes_and_results_are_listed_and_exported() {
    let folder = Folder::new();
    let rich = format!("\"{}\"", RTF.replace('\\', r"\\"));
    let text = [
        note("New", "Plain Text", "\"FileContents\": \"Knee: \\u00fcber 90\\u00b0.\\n\","),
        note("New", "Rich Text", &format!("\"FileContents\": {rich},")),
        note("New", "Base64 Encoded", &format!("\"FileContents\": \"{}\",", base64(PDF))),
        note("New", "Plain Text", r#""Components": [{"Name": "Plan", "Value": "Rest."}],"#),
        results_new("New", &[result(1).replace(&file(1), &format!("\"{}\"", base64(OTHER_PDF)))]),
        media_new(),
    ]
    .concat();
    let path = folder.write("all.json", &text);
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let found: Vec<_> = listed(&output)
        .iter()
        .map(|document| {
            json!([
                document["message"],
                document["declared_type"],
                document["detected_type"],
                document["state"],
                document["size"]
            ])
        })
        .collect();
    let size = |bytes: &[u8]| bytes.len();
    assert_eq!(
        Value::Array(found),
        json!([
            [1, "Plain Text", "TEXT", "embedded", size("Knee: über 90°.\n".as_bytes())],
            [2, "Rich Text", "RTF", "embedded", size(RTF.as_bytes())],
            [3, null, "PDF", "embedded", size(PDF)],
            [4, "Plain Text", "TEXT", "embedded", size(b"Rest.")],
            [5, "PDF", "PDF", "embedded", size(OTHER_PDF)],
            [6, "PDF", "PDF", "embedded", 35],
        ])
    );
    let output = program(&["export", &path, "--out", &folder.text("out")]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let files = saved(&folder.path("out"));
    let has = |bytes: &[u8]| files.values().any(|file| file == bytes);
    assert!(has("Knee: über 90°.\n".as_bytes()) && has(RTF.as_bytes()) && has(PDF) && has(b"Rest.") && has(OTHER_PDF));
    let endings: Vec<_> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|name| name.rsplit('.').next().unwrap().to_owned())
        .collect();
    assert_eq!(endings, ["txt", "rtf", "pdf", "txt", "pdf", "pdf"]);
}

#[test]
fn messages_without_documents_are_listed_empty() {
    let acknowledgement = r#"{"Meta":{"DataModel":"Media","EventType":"New","Message":{"ID":4242}}}"#;
    let output = with_input(&["list", "-", "--format", "json"], acknowledgement.as_bytes());
    assert_eq!((code(&output), listed(&output).len()), (0, 0));
    assert!(errors(&output).contains("only confirms"), "{}", errors(&output));
    let failed = r#"{"Meta":{"DataModel":"Media","EventType":"QueryResponse","Errors":[{"ID":1,"Text":"down"}]}}"#;
    let output = with_input(&["list", "-", "--format", "json"], failed.as_bytes());
    assert_eq!((code(&output), listed(&output).len()), (1, 0));
    assert!(errors(&output).contains("reports errors"), "{}", errors(&output));
}

#[test]
fn a_bad_file_among_good_ones_is_told_and_the_others_are_there() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path());
    std::fs::write(folder.path().join("b0.json"), "Dear colleague").unwrap();
    let path = folder.path().to_string_lossy().into_owned();
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!((code(&output), listed(&output).len()), (1, 6));
    assert!(errors(&output).contains("could not be read. File 3 of 4:"), "{}", errors(&output));
    let output = program(&["check", &path, "--format", "json"]);
    assert_eq!(code(&output), 1);
    assert_eq!(listed(&output).iter().filter(|element| element["code"] == "file-unreadable").count(), 1);
    assert_eq!(media_response(1).matches("DOC").count(), 1);
}
