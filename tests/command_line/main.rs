//! The commands without a window: what they print, what they write, how they exit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod check;
mod containers;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use support::{Contents, Document, LargeResponse, Response, marker_pdf, solid_jpeg, solid_png};

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_redox-media-viewer")).args(arguments).output().unwrap()
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redox-media-viewer"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn asset(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name).to_string_lossy().into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn listed(output: &Output) -> Vec<Value> {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", errors(output)))
}

fn saved(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.text(name)
    }
}

#[test]
fn the_example_of_redox_is_listed_whole() {
    let path = asset("redox-example.json");
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let expected = serde_json::json!([{
        "index": 1, "message": 1, "source": path,
        "patient_identifiers": [
            {"id": "0000000001", "id_type": "MR"},
            {"id": "e167267c-16c9-4fe3-96ae-9cff5703e90a", "id_type": "EHRID"},
            {"id": "a1d4ee8aba494ca", "id_type": "NIST"},
        ],
        "visit_number": "1234", "declared_type": "JPG", "detected_type": "JPEG", "file_name": "SampleImage",
        "document_type": "Sample Document", "document_id": "b169923c-42g9-4fe3-91hg-8ckf1094e90l", "description": null,
        "creation_date_time": "2025-01-16T22:28:38.852Z", "service_date_time": "2025-01-16T22:28:38.852Z",
        "test": true, "encoded_len": 2416, "size": 1812, "state": "embedded",
    }]);
    let mut found = listed(&output);
    let reference: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let entry = &reference["Media"][0];
    for (key, field) in [
        ("document_type", "DocumentType"),
        ("document_id", "DocumentID"),
        ("creation_date_time", "CreationDateTime"),
        ("service_date_time", "ServiceDateTime"),
    ] {
        assert_eq!(found[0][key], entry[field], "{key}");
        found[0][key] = expected[0][key].clone();
    }
    assert_eq!(Value::Array(found.clone()), expected);
    let keys: Vec<&String> = found[0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 17);
}

#[test]
fn states_and_exit_status() {
    let folder = Folder::new();
    let pdf = marker_pdf("LIST", 1);
    let documents = [
        Document::numbered(1).file("PDF", "a", pdf.clone()),
        Document::numbered(2).contents(Contents::Text("JVBERi0xLjQK*AAAA".into())),
        Document::numbered(3).contents(Contents::Text(String::new())),
        Document::numbered(4).contents(Contents::Text("https://blob.redoxengine.com/1".into())),
        Document::numbered(5).contents(Contents::Text("<...base 64 file contents...>".into())),
        Document::numbered(6).contents(Contents::Null),
    ];
    let json = Response::new().documents(documents).to_json().replacen("\"Media\": [", "\"Media\": [7,", 1);
    let path = folder.write("r.json", json);
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(code(&output), 1);
    let states: Vec<_> =
        listed(&output).iter().map(|document| document["state"].as_str().unwrap().to_owned()).collect();
    assert_eq!(states, ["unreadable", "embedded", "damaged", "empty", "reference", "placeholder", "empty"]);
    let sizes: Vec<_> = listed(&output).iter().map(|document| document["size"].clone()).collect();
    assert_eq!(sizes[1], pdf.len());
    assert_eq!((sizes[2].clone(), sizes[4].clone()), (Value::from(9), Value::Null));
    let fine =
        folder.write("fine.json", Response::new().document(Document::numbered(1).file("PDF", "a", pdf)).to_json());
    assert_eq!(code(&program(&["list", &fine])), 0);
    assert_eq!(code(&program(&["list", &fine, "--format", "csv"])), 0);
}

#[test]
fn a_table_runs_no_formula_of_a_message() {
    let folder = Folder::new();
    let pdf = marker_pdf("TABLE", 1);
    let documents = [
        Document::of(&[("=1+1", "")]).described("@SUM(1)", "=HYPERLINK(\"x\",\"y\")").file("PDF", "-1", pdf.clone()),
        Document::of(&[("0048", "MR")]).described("Letter", "a;=1").file("PDF", "b\n+1", pdf),
    ];
    let path = folder.write("r.json", Response::new().documents(documents).to_json());
    let output = program(&["list", &path, "--format", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for cell in
        [",'-1,'@SUM(1),", ",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",", ",\"b\n'+1\",Letter,", ",\"a;'=1\",", ",MR=0048,"]
    {
        assert!(text.contains(cell), "{cell} in {text}");
    }
    assert!(text.starts_with("index,"), "no mark before the first name: scripts would read it as part of it");
    // For scripts every value is as it is.
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(listed(&output)[0]["document_type"], "@SUM(1)");
}

#[test]
fn repaired_contents_are_embedded_and_counted() {
    let pdf = marker_pdf("REPAIR", 3);
    let encoded = STANDARD.encode(&pdf);
    let unpadded = encoded.trim_end_matches('=').to_owned();
    let texts = [
        encoded.clone(),
        unpadded,
        format!("data:application/pdf;base64,{encoded}"),
        encoded.replace('+', "-").replace('/', "_"),
    ];
    let response = Response::new()
        .documents(texts.iter().map(|text| Document::numbered(1).contents(Contents::Text(text.clone()))))
        .escape_slashes();
    let folder = Folder::new();
    let path = folder.write("r.json", response.to_json());
    let output = program(&["list", &path, "--format", "json"]);
    assert_eq!(code(&output), 0);
    for (document, text) in listed(&output).iter().zip(&texts) {
        assert_eq!(document["state"], "embedded");
        assert_eq!(document["size"], pdf.len());
        assert_eq!(document["encoded_len"], text.chars().count());
        assert_eq!(document["detected_type"], "PDF");
    }
    let out = folder.text("out");
    assert_eq!(code(&program(&["export", &path, "--out", &out])), 0);
    assert!(saved(&folder.path("out")).values().all(|bytes| *bytes == pdf));
}

#[test]
fn exported_bytes_are_the_decoded_bytes() {
    let folder = Folder::new();
    let files: Vec<Vec<u8>> =
        vec![marker_pdf("A", 2), solid_jpeg(40, 30, [1, 2, 3]), solid_png(5, 5, [9, 9, 9, 255]), marker_pdf("B", 1)];
    let names = ["Scan", "Scan", "card", "Scan"];
    let documents = files.iter().zip(names).map(|(bytes, name)| Document::numbered(1).file("X", name, bytes.clone()));
    let path = folder.write("r.json", Response::new().documents(documents).wrap_contents(76, "\n").to_json());
    let out = folder.text("deep/out");
    let output = program(&["export", &path, "--out", &out, "--manifest"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let mut found = saved(Path::new(&out));
    let manifest: Vec<Value> = serde_json::from_slice(&found.remove("manifest.json").unwrap()).unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), ["Scan.pdf", "Scan.jpg", "card.png", "Scan (2).pdf"]);
    for ((entry, bytes), name) in manifest.iter().zip(&files).zip(printed.lines()) {
        assert_eq!(found[name], *bytes, "{name}");
        assert_eq!((entry["file"].as_str(), entry["len"].as_u64()), (Some(name), Some(bytes.len() as u64)));
        assert_eq!(entry["sha256"].as_str().unwrap().len(), 64);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(Path::new(&out).join("card.png")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // A second time nothing is written over.
    let again = program(&["export", &path, "--out", &out, "--document", "3"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap().trim(), "card (2).png");
}

#[test]
fn a_large_response_exports_whole() {
    let folder = Folder::new();
    let large = LargeResponse::of_size(12, 9_000_000);
    let mut file = std::fs::File::create(folder.path("large.json")).unwrap();
    large.write_to(&mut file).unwrap();
    let out = folder.text("out");
    let output = program(&["export", &folder.text("large.json"), "--out", &out]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().count(), 12);
    for (index, name) in printed.lines().enumerate() {
        assert_eq!(std::fs::read(Path::new(&out).join(name)).unwrap(), large.content(index), "{name}");
    }
}

#[test]
fn damaged_documents_are_exported_as_far_as_they_decode() {
    let folder = Folder::new();
    let text = format!("{}*{}", STANDARD.encode(b"%PDF-1.4 the first part"), "QUJD".repeat(400));
    let path = folder
        .write("r.json", Response::new().document(Document::numbered(1).contents(Contents::Text(text))).to_json());
    let output = program(&["export", &path, "--out", &folder.text("out")]);
    assert_eq!(code(&output), 1);
    let files = saved(&folder.path("out"));
    assert!(files.values().next().unwrap().starts_with(b"%PDF-1.4 the first"));
    assert!(errors(&output).contains("damaged"));
}

#[test]
fn pages_are_rendered() {
    let folder = Folder::new();
    let path = asset("sample-response.json");
    for (arguments, width) in [
        (vec!["--document", "1"], 1000),
        (vec!["--document", "1", "--page", "3", "--width", "333"], 333),
        (vec!["--document", "2"], 1000),
    ] {
        let out = folder.text(&format!("{}.png", arguments.join("")));
        let mut all = vec!["render", &path, "--out", &out];
        all.extend(&arguments);
        let output = program(&all);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", errors(&output));
        let picture = image::open(&out).unwrap().to_rgb8();
        assert_eq!(picture.width(), width);
        let mean: f64 =
            picture.as_raw().iter().map(|byte| f64::from(*byte)).sum::<f64>() / picture.as_raw().len() as f64;
        assert!((60.0..254.5).contains(&mean), "something is drawn: {mean}");
        assert_eq!(code(&program(&all)), 2, "nothing is written over");
    }
    for (arguments, status, words) in [
        (vec!["--document", "99"], 2, "there is no document 99"),
        (vec!["--document", "1", "--page", "4"], 1, "3 pages"),
        (vec!["--document", "5"], 1, "no pages"),
        (vec!["--document", "10"], 1, "reference"),
        (vec!["--document", "9"], 1, "damaged"),
    ] {
        let out = folder.text("none.png");
        let mut all = vec!["render", &path, "--out", &out];
        all.extend(&arguments);
        let output = program(&all);
        assert_eq!(code(&output), status, "{arguments:?}: {}", errors(&output));
        assert!(errors(&output).contains(words), "{arguments:?}: {}", errors(&output));
        assert!(!folder.path("none.png").exists());
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let folder = Folder::new();
    let cases: [(&str, &[u8], &str); 4] = [
        ("prose.json", b"Hello", "line 1, column 1"),
        ("broken.json", b"{\n \"a\": }", "line 2, column"),
        ("other.json", b"{\"resourceType\":\"Bundle\"}", "not a Redox message"),
        ("empty.json", b"", "empty"),
    ];
    for (name, text, words) in cases {
        let path = folder.write(name, text);
        let output = program(&["list", &path, "--format", "json"]);
        assert_eq!(code(&output), 2, "{name}");
        assert!(output.stdout.is_empty(), "{name}");
        assert!(errors(&output).contains(words), "{name}: {}", errors(&output));
    }
    assert_eq!(code(&program(&["list", &folder.text("missing.json")])), 2);
    assert_eq!(code(&program(&["list", &folder.0.path().to_string_lossy()])), 2);
    assert_eq!(code(&program(&["list"])), 2);
    assert_eq!(code(&program(&["--nonsense"])), 2);
    let no_display = Command::new(env!("CARGO_BIN_EXE_redox-media-viewer"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    assert_eq!(code(&no_display), 2, "{}", errors(&no_display));
    assert!(errors(&no_display).contains("could not be opened"));
}

#[test]
fn standard_input_and_closed_pipes() {
    let json = std::fs::read(asset("sample-response.json")).unwrap();
    let output = with_input(&["list", "-", "--format", "json"], &json);
    assert_eq!(listed(&output).len(), 12);
    assert_eq!(listed(&output)[0]["source"], "-");
    let shell = format!(
        "'{}' list '{}' | head -n 1; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_redox-media-viewer"),
        asset("sample-response.json")
    );
    let output = Command::new("bash").args(["-c", &shell]).output().unwrap();
    assert!(errors(&output).is_empty(), "{}", errors(&output));
}

#[test]
fn version_and_help() {
    let version = program(&["--version", "--verbose"]);
    let text = String::from_utf8(version.stdout).unwrap();
    assert!(text.contains(env!("CARGO_PKG_VERSION")) && text.contains("PDFium"));
    assert!(text.contains("seccomp: system calls") && text.contains("Landlock: files"), "{text}");
    assert!(
        !cfg!(target_os = "linux") || text.contains("Documents are read behind: memory limit, no file writing, "),
        "{text}"
    );
    let help = program(&["--help"]);
    assert_eq!(code(&help), 0);
    assert!(String::from_utf8(help.stdout).unwrap().contains("export FILE|-"));
}
