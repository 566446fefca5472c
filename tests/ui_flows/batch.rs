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

fn result(program: &Program) -> bool {
    matches!(program.app().state().question, Some(Question::SavedMany(_)))
}

fn picture(program: &mut Program, name: &str) {
    if let Ok(folder) = std::env::var("REDOX_PICTURES") {
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
        program.harness.run_steps(4);
        picture(&mut program, &format!("question-{theme:?}.png"));
        answer(&mut program, folder.path());
        program.wait("the result is there", result);
        program.harness.run_steps(4);
        picture(&mut program, &format!("result-{theme:?}.png"));
        println!("{:#?}", names(folder.path()));
    }
}
