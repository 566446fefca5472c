//! Saving many documents in a folder, and the list as a table.

use std::fs;
use std::path::Path;

use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redox_media_viewer::state::{Question, Saving};

use crate::harness::{Look, Program, asset};
use crate::support::messages;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Documents with these labels and contents (JSON).
fn program_of(documents: &[(&str, String)], look: Look) -> Program {
    let entries: Vec<_> = (1..)
        .zip(documents)
        .map(|(number, (label, contents))| {
            messages::entry(number, contents)
                .replace(&format!("\"letter-{number}\""), &format!("\"{label}\""))
                .replace(&format!("\"Letter {number}\""), &format!("\"{label}\""))
        })
        .collect();
    Program::with_message(&messages::media_response_of(&entries), look)
}

/// Chooses from the File menu.
fn choose(program: &mut Program, command: &str) {
    program.harness.get_by_label("File").click();
    program.harness.run_steps(3);
    program.harness.get_by_label(command).click();
    program.harness.run_steps(3);
}

/// Saves all in a folder that is typed.
fn save_all(program: &mut Program, folder: &Path) {
    choose(program, "Save all documents…");
    answer(program, folder);
}

/// Types a folder into the question and confirms.
fn answer(program: &mut Program, folder: &Path) {
    program.wait("it is asked where to", |program| {
        matches!(program.app().state().question, Some(Question::SaveMany { folder: None, .. }))
    });
    program.harness.run_steps(2);
    program.harness.get_by_label("Folder to save in").type_text(folder.to_str().unwrap());
    program.harness.run_steps(2);
    program.press(Modifiers::NONE, Key::Enter);
}

/// True when the dialog with the result is there.
fn result(program: &Program) -> bool {
    matches!(program.app().state().question, Some(Question::SavedMany(_)))
}

/// What stands in the notice.
fn notice(program: &Program) -> String {
    program.app().state().notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
}

/// Has a picture made to look at, where a folder for it is named.
fn keep_picture(program: &mut Program, name: &str) {
    if let Ok(folder) = std::env::var("REDOX_PICTURES") {
        program.harness.run_steps(4);
        program.harness.render().unwrap().save(Path::new(&folder).join(name)).unwrap();
    }
}

#[test]
fn all_documents_are_saved_and_those_without_contents_are_told() {
    for (theme, size) in [(Theme::Light, Vec2::new(1280.0, 800.0)), (Theme::Dark, Vec2::new(640.0, 420.0))] {
        let look = Look { size, theme, ..Look::default() };
        let mut program = Program::with_file(asset("sample-response.json"), look);
        program.wait("looked at", Program::is_looked_at);
        program.settle();
        let folder = tempfile::tempdir().unwrap();
        choose(&mut program, "Save all documents…");
        program.wait("it is asked", |program| program.has("Save all 12 documents"));
        assert!(program.has_part("10 of them have contents to save, 683 KB in all."));
        keep_picture(&mut program, &format!("batch-question-{theme:?}.png"));
        answer(&mut program, folder.path());
        program.wait("the result is there", result);
        program.harness.run_steps(3);
        let title = format!("Saved 10 of 12 documents in {}", folder.path().file_name().unwrap().display());
        for words in [
            title.as_str(),
            "Damaged: the file holds the contents as far as they decode.",
            "Document 9: Lab results",
            "Stored at Redox: the file holds an address instead of the contents.",
            "Document 10: Advance directive",
            "The entry holds no contents.",
            "Document 11: MRI of the head, key images",
        ] {
            assert!(program.has(words), "{words}");
        }
        keep_picture(&mut program, &format!("batch-result-{theme:?}.png"));
        assert_eq!(names(folder.path()).len(), 10);
        // The button has the focus.
        program.press(Modifiers::NONE, Key::Enter);
        program.wait("the result is closed", |program| program.app().state().question.is_none());
    }
}

#[test]
fn nothing_in_the_folder_is_replaced() {
    let documents = [("Scan", messages::file(1)), ("SCAN", messages::file(2)), ("x-ray", messages::file(3))];
    let mut program = program_of(&documents, Look::default());
    let folder = tempfile::tempdir().unwrap();
    for name in ["Scan.pdf", "X-Ray.PDF", "manifest.json"] {
        fs::write(folder.path().join(name), "old").unwrap();
    }
    choose(&mut program, "Save all documents…");
    program.wait("it is asked", |program| program.has("Save all 3 documents"));
    program.harness.run_steps(2);
    program.harness.get_by_label("Add a manifest (manifest.json with names and SHA-256)").click();
    program.harness.run_steps(2);
    let field = program.harness.get_by_label("Folder to save in");
    field.focus();
    program.harness.run_steps(2);
    answer(&mut program, folder.path());
    let done = format!("Saved 3 documents in {}", folder.path().file_name().unwrap().display());
    program.wait("all is well", |program| notice(program) == done);
    let written = [
        "SCAN (3).pdf",
        "Scan (2).pdf",
        "Scan.pdf",
        "X-Ray.PDF",
        "manifest (2).json",
        "manifest.json",
        "x-ray (2).pdf",
    ];
    assert_eq!(names(folder.path()), written);
    for name in ["Scan.pdf", "X-Ray.PDF", "manifest.json"] {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"old");
    }
    for (name, number) in [("Scan (2).pdf", 1), ("SCAN (3).pdf", 2), ("x-ray (2).pdf", 3)] {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        assert_eq!(format!("\"{}\"", messages::base64(bytes)), messages::file(number), "{name}");
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("manifest (2).json")).unwrap()).unwrap();
    assert_eq!(manifest[1]["file"], "SCAN (3).pdf");
    // What was wanted is offered again.
    choose(&mut program, "Save all documents…");
    program.wait("it is asked", |program| program.has("Save all 3 documents"));
    let manifest = program.harness.get_by_label("Add a manifest (manifest.json with names and SHA-256)");
    assert_eq!(manifest.accesskit_node().toggled(), Some(egui::accesskit::Toggled::True));
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.run_steps(2);
    assert!(program.app().state().question.is_none());
    assert_eq!(names(folder.path()).len(), written.len(), "Esc saves nothing");
}

#[test]
fn the_selected_document_is_saved_by_keyboard() {
    let mut program = program_of(&[("One", messages::file(1)), ("Two", messages::file(2))], Look::default());
    let folder = tempfile::tempdir().unwrap();
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.press(CTRL_SHIFT, Key::S);
    program.wait("it is asked", |program| program.has("Save the selected document"));
    // Without a folder there is nothing to confirm.
    program.harness.run_steps(2);
    program.harness.get_by_label("Save").click_accesskit();
    program.harness.run_steps(2);
    assert!(program.has("Save the selected document"));
    answer(&mut program, folder.path());
    program.wait("it is saved", |program| notice(program).starts_with("Saved 1 document in "));
    assert_eq!(names(folder.path()), ["Two.pdf"]);
}

#[test]
fn a_folder_that_is_none_is_told_and_nothing_is_made() {
    let mut program = program_of(&[("One", messages::file(1))], Look::default());
    let outer = tempfile::tempdir().unwrap();
    let file = outer.path().join("file");
    fs::write(&file, "old").unwrap();
    for (folder, sentence) in
        [(outer.path().join("gone"), "This folder does not exist."), (file, "This is not a folder.")]
    {
        save_all(&mut program, &folder);
        let words = format!("No document was saved. {sentence}");
        program.wait("it says why", |program| notice(program).starts_with(&words));
        program.wait("it is drawn", |program| program.has_part(sentence));
        program.press(Modifiers::NONE, Key::Escape);
    }
    assert_eq!(names(outer.path()), ["file"]);
}

#[test]
fn a_file_that_changed_gives_nothing() {
    let contents = [("One", messages::file(1)), ("Two", messages::file(2))];
    let mut program = program_of(&contents, Look::default());
    // Another file under the same name, as long as the one before.
    let path = program.file("response.json", &[b' '; 3000]);
    let folder = tempfile::tempdir().unwrap();
    assert!(path.exists());
    save_all(&mut program, folder.path());
    program.wait("the result is there", result);
    program.harness.run_steps(3);
    assert!(program.has("None of 2 documents was saved"));
    assert!(program.has_part("The file changed on disk after it was opened."));
    assert!(program.has("Document 1: One") && program.has("Document 2: Two"));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn cancelling_keeps_complete_files_and_the_window_goes_on() {
    const MANY: u32 = 20_000;
    let contents = messages::file(1);
    let documents: Vec<_> = (0..MANY).map(|_| ("Scan", contents.clone())).collect();
    let narrow = Look { size: Vec2::new(640.0, 420.0), theme: Theme::Dark, ..Look::default() };
    let mut program = program_of(&documents, narrow);
    let folder = tempfile::tempdir().unwrap();
    save_all(&mut program, folder.path());
    let done = |program: &Program| program.app().state().batch.running.as_ref().map_or(0, |running| running.done);
    program.wait("the first are saved", |program| done(program) > 0);
    // The window goes on meanwhile.
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    assert_eq!(program.app().state().selected, Some(1));
    program.wait("progress is told", |program| program.has("Progress of saving"));
    assert!(program.has_part("Saving ") && program.has_part(" of 20,000"));
    let cancel = program.harness.get_by_label("Cancel saving").rect();
    assert!(cancel.right() <= 640.0, "{cancel:?}");
    keep_picture(&mut program, "batch-progress.png");
    program.press(Modifiers::NONE, Key::Escape);
    program.wait("it has ended", |program| program.app().state().batch.running.is_none());
    let text = notice(&program);
    let saved = text.strip_prefix("Saving was cancelled. Saved ").unwrap().split(' ').next().unwrap();
    let names = names(folder.path());
    assert_eq!(names.len(), saved.replace(',', "").parse::<usize>().unwrap(), "{text}");
    assert!(names.len() < MANY as usize);
    assert!(names.iter().all(|name| name.starts_with("Scan") && name.ends_with(".pdf")), "something else is left");
    let whole = fs::read(folder.path().join("Scan.pdf")).unwrap();
    assert!(names.iter().all(|name| fs::read(folder.path().join(name)).unwrap() == whole));
}

#[test]
fn a_long_result_shows_what_is_in_view_only() {
    let documents = (0..3_000).map(|_| ("Scan", "\"https://blob.redoxengine.com/1\"".to_owned()));
    let documents: Vec<_> = documents.chain([("Last", messages::file(1))]).collect();
    let mut program = program_of(&documents, Look::default());
    let folder = tempfile::tempdir().unwrap();
    save_all(&mut program, folder.path());
    program.wait("the result is there", result);
    program.harness.run_steps(3);
    keep_picture(&mut program, "batch-long.png");
    assert!(program.has_part("3,000\u{A0}documents"), "each reason says how many");
    let shown = program.harness.query_all_by_label_contains(": Scan").count();
    assert!((5..120).contains(&shown), "{shown}");
    assert!(program.has("Close") && !program.has("Document 3000: Scan"));
    for (key, first, last) in [(Key::End, false, true), (Key::Home, true, false)] {
        program.press(Modifiers::NONE, key);
        program.harness.run_steps(3);
        let at = (program.has_part("Stored at Redox: "), program.has("Document 3000: Scan"));
        assert_eq!(at, (first, last), "{key:?}");
    }
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.press(Modifiers::NONE, Key::Enter);
    program.wait("it is closed", |program| program.app().state().question.is_none());
}

/// Types where the list is to be saved and confirms.
fn export_list(program: &mut Program, target: &Path) {
    choose(program, "Export list (CSV)…");
    program.wait("it is asked where to", |program| {
        matches!(program.app().state().question, Some(Question::SavePath { what: Saving::List, .. }))
    });
    program.harness.run_steps(2);
    assert!(program.has("Export list as"));
    program.press(Modifiers::COMMAND, Key::A);
    program.harness.get_by_label("Path to save to").type_text(target.to_str().unwrap());
    program.harness.run_steps(2);
    program.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn the_list_is_a_table_without_formulas() {
    let documents = [
        ("=HYPERLINK(1)", messages::file(1)),
        ("Bef\u{FC}nd; @SUM(1)", messages::file(2)),
        ("Plain", "null".to_owned()),
    ];
    let mut program = program_of(&documents, Look::default());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("list.csv");
    export_list(&mut program, &target);
    program.wait("it is saved", |program| notice(program) == "Saved list.csv, a list of 3 documents");
    let text = fs::read_to_string(&target).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert!(lines[0].starts_with("\u{FEFF}index,message,source,patient_identifiers,"), "{text}");
    assert!(lines[1].starts_with("1,1,") && lines[1].contains(",'=HYPERLINK(1),"), "{text}");
    assert!(lines[2].contains("\"Bef\u{FC}nd;' @SUM(1)\""), "{text}");
    assert!(lines[3].ends_with(",empty"), "{text}");
    assert_eq!(lines[4], "");

    // Nothing is replaced unasked.
    fs::write(&target, "old").unwrap();
    export_list(&mut program, &target);
    program.wait("it is asked", |program| program.has("Replace the file?"));
    assert_eq!(fs::read(&target).unwrap(), b"old");
    program.harness.run_steps(2);
    program.harness.get_by_label("Replace").click_accesskit();
    program.wait("it is saved", |program| program.app().state().question.is_none() && !program.app().state().saving);
    assert_eq!(fs::read_to_string(&target).unwrap(), text);
}

#[test]
fn without_documents_there_is_nothing_to_save() {
    let mut program = Program::empty(Look::default());
    program.harness.get_by_label("File").click();
    program.harness.run_steps(3);
    for command in ["Save selected documents…", "Save all documents…", "Export list (CSV)…"] {
        assert!(program.harness.get_by_label(command).accesskit_node().is_disabled(), "{command}");
    }
}

#[test]
fn what_the_list_hides_is_not_saved_and_its_order_is_kept() {
    let documents = [("Consent B", messages::file(1)), ("Card", messages::file(2)), ("Consent A", messages::file(3))];
    let mut program = program_of(&documents, Look::default());
    let folder = tempfile::tempdir().unwrap();
    program.press(Modifiers::COMMAND, Key::F);
    program.harness.event(egui::Event::Text("consent".to_owned()));
    program.harness.run_steps(3);
    program.harness.get_by_label("Document").click();
    program.wait("it is sorted", |program| program.app().state().listed() == [2, 0]);
    choose(&mut program, "Save all documents…");
    program.wait("it is asked", |program| program.has("Save the 2 documents shown"));
    program.harness.run_steps(2);
    assert!(program.has("The list does not show 1 of 3 documents. What it does not show is not saved."));
    keep_picture(&mut program, "batch-hidden.png");
    answer(&mut program, folder.path());
    program.wait("they are saved", |program| notice(program).starts_with("Saved 2 documents in "));
    assert_eq!(names(folder.path()), ["Consent A.pdf", "Consent B.pdf"]);
    let target = folder.path().join("list.csv");
    export_list(&mut program, &target);
    program.wait("it is saved", |program| notice(program) == "Saved list.csv, a list of 2 documents");
    let text = fs::read_to_string(&target).unwrap();
    let numbers: Vec<_> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(numbers, ["3", "1"]);
}

#[test]
fn several_chosen_are_saved_from_the_menu_of_their_rows() {
    let documents = [("One", messages::file(1)), ("Two", messages::file(2)), ("Three", messages::file(3))];
    let mut program = program_of(&documents, Look::default());
    let folder = tempfile::tempdir().unwrap();
    program.harness.get_by_label("Document 3: Three").click_modifiers(Modifiers::COMMAND);
    program.harness.run_steps(3);
    assert_eq!(program.app().state().chosen(), [0, 2]);
    let at = egui::Pos2::new(
        program.harness.get_by_label("Document").rect().center().x,
        program.harness.get_by_label("Document 3: Three").rect().center().y,
    );
    program.harness.hover_at(at);
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
        program.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    program.harness.run_steps(3);
    program.harness.get_by_label("Save selected documents…").click();
    program.wait("it is asked", |program| program.has("Save 2 selected documents"));
    answer(&mut program, folder.path());
    program.wait("they are saved", |program| notice(program).starts_with("Saved 2 documents in "));
    assert_eq!(names(folder.path()), ["One.pdf", "Three.pdf"]);
}
