//! Every state of a document has its own words, and every part of the details is there.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Look, Program, asset, worker};
use crate::support::{Contents, Document, Response, marker_pdf};

fn patient(number: usize) -> Document {
    Document::of(&[(&format!("{number:010}"), "MR")])
}

#[test]
fn each_state_says_what_it_is() {
    let damaged = "JVBERi0xLjcK*".to_owned() + &"QUJD".repeat(100);
    let cases: Vec<(Contents, &str)> = vec![
        (Contents::Text(String::new()), "No document in this entry"),
        (Contents::Null, "No document in this entry"),
        (Contents::Missing, "No document in this entry"),
        (Contents::Text("https://blob.redoxengine.com/1234".into()), "Stored at Redox, not in this file"),
        (Contents::Text("<...base 64 file contents...>".into()), "A stand-in, not a document"),
        (Contents::Text("*not base64*".repeat(60)), "These contents are not base64"),
        (Contents::Bytes(b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec()), "This document could not be shown"),
        (Contents::Text(damaged), "This document could not be shown"),
        (Contents::Bytes(marker_pdf("FINE", 1)), "Page 1 of Case 8"),
    ];
    let documents = cases.iter().enumerate().map(|(number, (contents, _))| {
        patient(number).described("Case", &format!("Case {number}")).contents(contents.clone())
    });
    let response = Response::new().documents(documents);
    let mut program = Program::with_message(&response.to_json(), Look::default());
    for (number, (_, words)) in cases.iter().enumerate() {
        program.wait(words, |program| program.has(words));
        assert!(program.identity().unwrap().contains(&format!("{number:010}")), "{words}");
        program.press(Modifiers::NONE, Key::ArrowDown);
    }
}

#[test]
fn a_response_without_documents_says_so() {
    let program = Program::with_message(&Response::new().to_json(), Look::default());
    assert!(program.has("No documents in this response"));
    let errors = r#"{"Meta":{"DataModel":"Media","EventType":"QueryResponse","Errors":[{"ID":1,"Text":"No match found","Type":"query","Module":"Send"}]}}"#;
    let program = Program::with_message(errors, Look::default());
    assert!(program.has("The response reports errors"));
    assert!(program.has_part("No match found"));
}

#[test]
fn details_hold_every_field() {
    let mut program =
        Program::with_file(asset("sample-response.json"), Look { size: egui::vec2(1280.0, 1400.0), ..Look::default() });
    program.wait("open", Program::is_looked_at);
    program.wait("the page is named", |program| program.has("Page 1 of Consent to treatment"));
    for caption in [
        "Visit",
        "Document ID",
        "Document type",
        "Description",
        "File name",
        "Declared type",
        "Service date",
        "Created",
        "Detected type",
        "Size",
    ] {
        assert!(program.has(caption), "{caption}");
    }
    assert!(program.has("PDF, 3 pages"));
    assert!(program.has("2026-10-21T14:05:12.000Z"), "dates stand as written");
}

#[test]
fn a_killed_worker_costs_nothing_but_a_moment() {
    let pdf = marker_pdf("MARKER", 30);
    let response =
        Response::new().document(patient(1).described("Test", "Thirty pages").contents(Contents::Bytes(pdf)));
    let mut program = Program::with_message(&response.to_json(), Look::default());
    program.wait("page 1", |program| program.has("Page 1 of Thirty pages"));
    program.settle();
    for round in 0..5 {
        program.app().pool().unwrap().kill_workers();
        program.press(Modifiers::COMMAND, if round % 2 == 0 { Key::End } else { Key::Home });
        program.settle();
        assert!(!program.has_part("could not be drawn"), "round {round}");
    }
    assert!(program.has("Page 1 of Thirty pages") || program.has("Page 30 of Thirty pages"));
}

#[test]
fn without_pdfium_the_built_in_engine_draws_and_says_so() {
    let mut command = worker();
    command.environment.push(("REDOX_MEDIA_VIEWER_NO_PDFIUM".into(), "1".into()));
    let mut program = Program::start(None, Look::default(), command);
    let response = Response::new()
        .document(patient(1).described("Test", "Plain").contents(Contents::Bytes(marker_pdf("PLAIN", 2))));
    let path = program.file("response.json", response.to_json().as_bytes());
    program.drop_file(&path);
    program.wait("the page is there", |program| program.has("Page 1 of Plain"));
    assert!(program.has("Drawn by the built-in engine"));
    assert!(program.has_part("install python3-pip"), "the one command that adds PDFium");
}

#[test]
fn dropped_files_hover_over_the_window() {
    let mut program = Program::empty(Look::default());
    program.harness.input_mut().hovered_files.push(egui::HoveredFile::default());
    program.harness.step();
    program.harness.get_by_label("Open a Redox Media response");
    let picture = program.harness.render().unwrap();
    program.harness.input_mut().hovered_files.clear();
    program.harness.step();
    let without = program.harness.render().unwrap();
    assert_ne!(picture, without);
}
