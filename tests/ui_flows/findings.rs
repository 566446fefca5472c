//! What is odd: shown, clicked, copied; other ways in than one file; documents shown as something else.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use redox_media_viewer::desktop::clipboard::Copied;

use crate::harness::{Look, Program, asset};

fn click(program: &mut Program, name: &str) {
    program.harness.get_by_label(name).click();
    program.harness.step();
    program.harness.step();
}

fn opened_sample() -> Program {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("everything is looked at", |program| program.has("3 problems"));
    program
}

#[test]
fn the_status_bar_leads_to_the_findings_and_a_finding_to_its_document() {
    let mut program = opened_sample();
    assert!(program.has("Details") && program.has("Findings") && program.has("All findings (6)"));
    click(&mut program, "3 problems");
    let finding = "Warning: Document 8: The contents are of another type than declared. They are: PDF.";
    program.wait("all findings are listed", |program| program.has(finding));
    click(&mut program, finding);
    program.wait("its document is selected", |program| {
        program.selected_row().as_deref() == Some("Document 8: Medication list, reconciled")
    });
    click(&mut program, "Findings (1)");
    program.wait("it is shown in full", |program| program.has_part("They are shown by what they are."));
    assert!(program.has_part("line 237, column 19  /Media/7/FileType"));
    // The document before it has another one.
    program.press(Modifiers::COMMAND, Key::ArrowUp);
    program.wait("the other one is shown", |program| program.has_part("This document names no visit."));
}

#[test]
fn keys_show_the_findings_and_a_document_without_any_says_so() {
    let mut program = opened_sample();
    program.press(Modifiers::NONE, Key::F8);
    program.wait("all findings are listed", |program| program.has("Copy findings"));
    click(&mut program, "Findings");
    program.wait("nothing is odd", |program| program.has("Nothing is odd about this document."));
    program.press(Modifiers::NONE, Key::F8);
    program.press(Modifiers::NONE, Key::F8);
    program.wait("the details are back", |program| !program.has("Copy findings"));
    assert!(program.has("Document ID"));
}

#[test]
fn a_low_window_shows_the_findings_that_are_asked_for() {
    let look = Look { size: egui::Vec2::new(900.0, 500.0), ..Look::default() };
    let mut program = Program::with_file(asset("sample-response.json"), look);
    program.wait("everything is looked at", |program| program.has("3 problems"));
    assert!(!program.has("All findings (6)"));
    click(&mut program, "3 problems");
    program.wait("all findings are listed", |program| program.has("Copy findings"));
    click(&mut program, "Details");
    program.wait("the pages have the room again", |program| !program.has("Copy findings"));
}

#[test]
fn copied_findings_name_places_and_no_patient() {
    let mut program = opened_sample();
    program.press(Modifiers::NONE, Key::F8);
    program.wait("all findings are listed", |program| program.has("Copy findings"));
    program.harness.get_by_label("Copy findings").click();
    program.harness.run_steps(4);
    let copied = match program.app().clipboard().kept().as_slice() {
        [Copied::Text(text)] => text.reveal().to_owned(),
        other => panic!("{other:?}"),
    };
    assert!(copied.contains("error [contents-cut-off]"), "{copied}");
    assert!(copied.contains("Document 9, line 264, column 23, /Media/8/FileContents"), "{copied}");
    for secret in ["0048213377", "0059911042", "e167267c", "Lab results", "82994410", "sample-response"] {
        assert!(!copied.contains(secret), "{secret}");
    }
}

#[test]
fn a_pasted_page_opens_with_its_message() {
    let mut program = Program::empty(Look::default());
    let example = std::fs::read_to_string(asset("redox-example.json")).unwrap();
    let page = format!("Media\n\nThis data model …\n\nExample\njson\n{example}\nNext page\n");
    program.harness.event(Event::Paste(page));
    program.wait("the example is open", |program| program.has("Document 1: SampleImage"));
    program.wait("its picture is there", |program| program.has("Page 1 of SampleImage"));
    program.press(Modifiers::NONE, Key::F8);
    program.wait("it says where it was", |program| program.has_part("stands inside other text"));
    // What was pasted cannot be read again.
    program.press(Modifiers::NONE, Key::F5);
    assert!(program.has("Document 1: SampleImage"));

    program.harness.event(Event::Paste("Dear colleague".to_owned()));
    program.wait("it says why not", |program| program.has_part("Pasted text was not opened"));
    assert!(program.has("Document 1: SampleImage"));
}

#[test]
fn several_files_and_a_folder_become_one_list() {
    let mut program = Program::empty(Look::default());
    let example = std::fs::read(asset("redox-example.json")).unwrap();
    let first = program.file("first.json", &example);
    let second = program.file("second.json", &example);
    program.drop_files(&[first.clone(), second]);
    program.wait("both are open", |program| program.has("Document 2: SampleImage"));
    assert!(program.has("Source") && program.has("first.json") && program.has("second.json"));
    program.wait("one patient of one source", |program| program.has("1 patient"));

    program.file("third.txt", &example);
    let folder = first.parent().unwrap().to_owned();
    program.drop_files(&[folder]);
    program.wait("the folder is open", |program| {
        program.app().state().opening.is_none()
            && program.app().state().opened.as_ref().is_some_and(|opened| opened.load == 2)
    });
    // A text file of the folder was not asked for.
    assert_eq!(program.app().state().opened.as_ref().unwrap().response.documents.len(), 2);
}

#[test]
fn a_document_is_shown_as_something_else_and_back() {
    let mut program = opened_sample();
    program.wait("the first page is there", |program| program.has("Page 1 of Consent to treatment"));
    let view_as = |program: &mut Program, entry: &str| {
        click(program, "View");
        program.wait("the menu is open", |program| program.has("View as"));
        program.harness.get_by_label("View as").click();
        program.wait("the submenu is open", |program| program.has_part(entry));
        program.harness.get_by_label_contains(entry).click();
        program.harness.step();
    };
    view_as(&mut program, "View as picture");
    program.wait("it is no picture", |program| program.has("This document could not be shown"));
    assert!(program.has("Shown as a picture, as you asked."));
    view_as(&mut program, "View as detected");
    program.wait("its pages are back", |program| program.has("Page 1 of Consent to treatment"));
    assert!(!program.has("Shown as a picture, as you asked."));
}

#[test]
fn a_question_and_a_confirmation_are_not_called_broken() {
    let mut program = Program::empty(Look::default());
    let question = r#"{"Meta":{"DataModel":"Media","EventType":"Query"},
        "Patients":[{"Identifiers":[{"ID":"77120045","IDType":"MR"}]}],"DocumentTypes":["Consent"]}"#;
    let path = program.file("query.json", question.as_bytes());
    program.drop_file(&path);
    program.wait("it is the question", |program| program.has("This is the question, not the answer"));
    assert!(program.has("77120045") && program.has("Consent"));
    let confirmation = r#"{"Meta":{"DataModel":"Media","EventType":"New","Message":{"ID":4242}}}"#;
    let path = program.file("ack.json", confirmation.as_bytes());
    program.drop_file(&path);
    program.wait("it is a confirmation", |program| program.has("This message is only a confirmation"));
    let errors = r#"{"MessageID":"1","ErrorIDs":[7],"ErrorMessages":["No such patient"]}"#;
    let path = program.file("errors.json", errors.as_bytes());
    program.drop_file(&path);
    program.wait("it reports errors", |program| program.has("The response reports errors"));
    assert!(program.has_part("No such patient"));
}

#[test]
fn a_file_that_changed_says_so_and_is_read_again() {
    let mut program = Program::empty(Look::default());
    let sample = std::fs::read(asset("sample-response.json")).unwrap();
    let path = program.file("response.json", &sample);
    program.drop_file(&path);
    program.wait("everything is looked at", |program| program.has("3 problems"));
    program.wait("the first page is there", |program| program.has("Page 1 of Consent to treatment"));
    // Rewritten while it is open: what is listed stays, what is still to be read says what happened.
    let mut longer = sample.clone();
    longer.extend_from_slice(b"\n\n");
    std::fs::write(&path, longer).unwrap();
    program.press(Modifiers::NONE, Key::End);
    for _ in 0..4 {
        program.press(Modifiers::NONE, Key::ArrowUp);
    }
    program.wait("it cannot be read any more", |program| program.has_part("Reload the file and try again"));
    assert_eq!(program.selected_row().as_deref(), Some("Document 8: Medication list, reconciled"));
    click(&mut program, "Reload");
    program.wait("it is there", |program| program.has("Page 1 of Medication list, reconciled"));
    assert_eq!(program.selected_row().as_deref(), Some("Document 8: Medication list, reconciled"));
}
