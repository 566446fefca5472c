//! Opening files and what the window says when it cannot.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Look, Program, asset};

#[test]
fn a_file_from_the_command_line_shows_its_first_document() {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
    assert_eq!(program.selected_row().unwrap(), "Document 1: Consent to treatment");
    let identity = program.identity().unwrap();
    for part in ["MR 0048213377", "EHRID ", "NIST ", "Visit ", "Test message"] {
        assert!(identity.contains(part), "{identity}");
    }
    assert!(program.has("Drawn by PDFium"));
    for column in ["Patient", "Document", "Type", "Size", "Service date"] {
        assert!(program.has(column), "{column}");
    }
}

#[test]
fn the_example_of_redox_shows_its_picture() {
    let mut program = Program::with_file(asset("redox-example.json"), Look::default());
    program.wait("the picture is named", |program| program.has("Page 1 of SampleImage"));
    program.settle();
    // Its 275 × 50 pixels are shown one to one: the very same pixels are on the screen.
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(asset("redox-example.json")).unwrap()).unwrap();
    let contents = json["Media"][0]["FileContents"].as_str().unwrap();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, contents).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let screen = program.harness.render().unwrap();
    let rect = program.harness.get_by_label("Page 1 of SampleImage").rect();
    assert_eq!((rect.width(), rect.height()), (275.0, 50.0));
    let (left, top) = (rect.left() as u32, rect.top() as u32);
    for (x, y, pixel) in picture.enumerate_pixels() {
        assert_eq!(screen.get_pixel(left + x, top + y).0[..3], pixel.0, "at {x}, {y}");
    }
}

#[test]
fn a_dropped_file_opens_and_a_bad_one_leaves_what_was_open() {
    let mut program = Program::empty(Look::default());
    assert!(program.has("Open a Redox Media response"));
    program.drop_file(&asset("redox-example.json"));
    program.wait("the example is open", |program| program.has("Document 1: SampleImage"));

    let bad: [(&str, &[u8], &str); 5] = [
        ("not.json", b"{\n  \"Meta\": {]", "line 2, column"),
        ("prose.txt", b"Dear colleague,", "line 1, column 1"),
        ("other.json", b"{\"resourceType\":\"Bundle\"}", "not a Redox message"),
        ("empty.json", b"", "is empty"),
        ("words.json", b"[1, 2, 3]", "not a Redox message"),
    ];
    for (name, bytes, sentence) in bad {
        let path = program.file(name, bytes);
        program.drop_file(&path);
        program.wait("it says why", |program| program.has_part(sentence));
        assert!(program.has_part(&format!("{name} was not opened")), "{name}");
        assert!(program.has("Document 1: SampleImage"), "{name}");
        program.press(Modifiers::NONE, Key::Escape);
        assert!(!program.has_part(sentence), "Esc dismisses the message");
    }
    let missing = program.file("gone.json", b"{}");
    std::fs::remove_file(&missing).unwrap();
    program.drop_file(&missing);
    program.wait("it says that it is gone", |program| program.has_part("no such file"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "Dear colleague,").unwrap();
    program.drop_file(folder.path());
    program.wait("it says what is missing", |program| program.has_part("There is no JSON file in this folder"));
    assert!(program.has("Document 1: SampleImage"));
}

#[test]
fn a_dropped_folder_opens_its_files() {
    let mut program = Program::empty(Look::default());
    let folder = tempfile::tempdir().unwrap();
    for (name, source) in [("b.json", "sample-response.json"), ("a.json", "redox-example.json")] {
        std::fs::copy(asset(source), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), "Dear colleague,").unwrap();
    program.drop_file(folder.path());
    program.wait("its files are open", Program::is_looked_at);
    assert_eq!(program.app().state().opened.as_ref().unwrap().response.documents.len(), 13);
    assert!(program.has("Document 1: SampleImage") && program.has("Document 2: Consent to treatment"));
}

#[test]
fn several_dropped_files_are_one_list() {
    let mut program = Program::empty(Look::default());
    let bad = program.file("prose.json", b"Dear colleague,");
    program.drop_files(&[asset("redox-example.json"), bad, asset("sample-response.json")]);
    program.wait("they are open", Program::is_looked_at);
    let response = &program.app().state().opened.as_ref().unwrap().response;
    assert_eq!((response.documents.len(), response.messages.len(), response.parts.len()), (13, 2, 2));
    assert!(response.findings.iter().any(|finding| finding.code.name() == "file-unreadable"));
    assert!(program.has("Document 1: SampleImage") && program.has("Document 2: Consent to treatment"));
    // Nothing of them can be read: what was open stays.
    let bad = [program.file("a.json", b"Dear colleague,"), program.file("b.json", b"")];
    program.drop_files(&bad);
    program.wait("it says why", |program| program.has_part("None of 2 files could be read"));
    assert!(program.has("Document 2: Consent to treatment"));
}

#[test]
fn reloading_keeps_the_selected_document() {
    let mut program = Program::empty(Look::default());
    let path = program.file("response.json", &std::fs::read(asset("sample-response.json")).unwrap());
    program.drop_file(&path);
    program.wait("the sample is open", Program::is_looked_at);
    for _ in 0..3 {
        program.press(Modifiers::NONE, Key::ArrowDown);
    }
    let before = program.selected_row().unwrap();
    let load = program.app().state().opened.as_ref().unwrap().load;
    program.press(Modifiers::NONE, Key::F5);
    program.wait("it is loaded anew", |program| program.app().state().opened.as_ref().unwrap().load > load);
    program.wait("looked at again", Program::is_looked_at);
    assert_eq!(program.selected_row().unwrap(), before);
}

#[test]
fn closing_empties_the_window() {
    let mut program = Program::with_file(asset("redox-example.json"), Look::default());
    program.wait("open", |program| program.has("Document 1: SampleImage"));
    program.press(Modifiers::COMMAND, Key::W);
    program.harness.step();
    assert!(program.has("Open a Redox Media response"));
    assert!(program.identity().is_none());
}
