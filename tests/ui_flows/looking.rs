//! Moving through documents and pages by keyboard and by buttons.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{Look, Program, asset};

fn sample() -> Program {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("the sample is open", Program::is_looked_at);
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
    program
}

fn percent(program: &Program) -> f32 {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap().factor * 100.0
}

fn page(program: &Program) -> usize {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap().current_page() + 1
}

#[test]
fn keys_move_in_the_list() {
    let mut program = sample();
    let count = program.app().state().opened.as_ref().unwrap().response.documents.len();
    let moves = [
        (Modifiers::NONE, Key::ArrowDown, 2),
        (Modifiers::NONE, Key::ArrowDown, 3),
        (Modifiers::NONE, Key::ArrowUp, 2),
        (Modifiers::NONE, Key::End, count),
        (Modifiers::NONE, Key::ArrowDown, count),
        (Modifiers::COMMAND, Key::ArrowUp, count - 1),
        (Modifiers::COMMAND, Key::ArrowDown, count),
        (Modifiers::NONE, Key::Home, 1),
        (Modifiers::NONE, Key::PageDown, count),
        (Modifiers::NONE, Key::PageUp, 1),
    ];
    for (modifiers, key, expected) in moves {
        program.press(modifiers, key);
        let row = program.selected_row().unwrap();
        assert!(row.starts_with(&format!("Document {expected}: ")), "{key:?}: {row}");
    }
}

#[test]
fn a_click_selects_and_the_list_keeps_the_keys() {
    let mut program = sample();
    program.harness.get_by_label("Document 5: Discharge summary").click();
    program.harness.step();
    program.harness.step();
    assert_eq!(program.selected_row().unwrap(), "Document 5: Discharge summary");
    program.wait("its page is there", |program| program.has("Page 1 of Discharge summary"));
    program.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(program.selected_row().unwrap(), "Document 4: Referral letter");
}

#[test]
fn zoom_commands_do_what_they_say() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::Num1);
    assert!((percent(&program) - 100.0).abs() < 0.01);
    program.press(Modifiers::COMMAND, Key::Plus);
    assert!((percent(&program) - 125.0).abs() < 0.01);
    program.press(Modifiers::COMMAND, Key::Minus);
    assert!((percent(&program) - 100.0).abs() < 0.01);
    program.press(Modifiers::COMMAND, Key::Num0);
    program.settle();
    let rect = program.harness.get_by_label("Page 1 of Consent to treatment").rect();
    let state = program.app().state();
    let viewport = state.viewport.unwrap();
    assert!((rect.height() - (viewport.height as f32 - 24.0)).abs() <= 1.0, "{rect:?}");
    program.press(Modifiers::COMMAND, Key::Num2);
    program.settle();
    let rect = program.harness.get_by_label("Page 1 of Consent to treatment").rect();
    assert!((rect.width() - (viewport.width as f32 - 24.0)).abs() <= 1.0, "{rect:?}");
    // The mode goes along to the next document.
    program.press(Modifiers::COMMAND, Key::Num0);
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.wait("the record is shown", |program| program.has_part("Page 1 of Anaesthesia"));
    let fit = program.harness.get_by_label("Fit page");
    assert!(
        fit.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
            || fit.accesskit_node().is_selected() == Some(true)
    );
}

#[test]
fn presses_that_arrive_in_one_frame_all_count() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::Num1);
    for _ in 0..3 {
        program.harness.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    }
    for _ in 0..4 {
        program.harness.key_press(Key::ArrowDown);
    }
    program.harness.run_steps(2);
    assert!(program.selected_row().unwrap().starts_with("Document 5: "));
    program.press(Modifiers::NONE, Key::Home);
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
    assert!((percent(&program) - 51.2).abs() < 0.1, "{}", percent(&program));
}

#[test]
fn pages_are_reached_in_every_way() {
    let mut program = sample();
    assert_eq!(page(&program), 1);
    program.harness.get_by_label("Next page").click();
    program.harness.run_steps(3);
    assert_eq!(page(&program), 2);
    program.press(Modifiers::COMMAND, Key::End);
    assert_eq!(page(&program), 3);
    program.press(Modifiers::COMMAND, Key::Home);
    assert_eq!(page(&program), 1);

    program.press(Modifiers::COMMAND, Key::G);
    assert!(program.has("Page number, 1 to 3"));
    program.harness.step();
    program.harness.get_all_by_label("Page number").last().unwrap().type_text("3");
    program.harness.step();
    program.press(Modifiers::NONE, Key::Enter);
    program.harness.run_steps(2);
    assert_eq!(page(&program), 3);

    // Space reads on: through the rest of the document and into the next one.
    program.press(Modifiers::COMMAND, Key::Home);
    let mut presses = 0;
    while program.selected_row().unwrap().starts_with("Document 1: ") {
        program.press(Modifiers::NONE, Key::Space);
        presses += 1;
        assert!(presses < 20);
    }
    assert!(presses > 3, "{presses}");
    assert!(program.selected_row().unwrap().starts_with("Document 2: "));
    program.press(Modifiers::SHIFT, Key::Space);
    assert!(program.selected_row().unwrap().starts_with("Document 1: "));
}

#[test]
fn a_document_remembers_its_place() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::End);
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.press(Modifiers::COMMAND, Key::ArrowUp);
    program.settle();
    assert_eq!(page(&program), 3);
}

#[test]
fn the_canvas_takes_its_own_keys() {
    let mut program = sample();
    program.settle();
    program.harness.get_by_label("Pages").click();
    program.harness.run_steps(2);
    program.press(Modifiers::NONE, Key::PageDown);
    assert_eq!(program.selected_row().unwrap(), "Document 1: Consent to treatment");
    let state = program.app().state();
    assert!(state.present(0, state.viewport.unwrap()).unwrap().scroll.1 > 100);
    program.press(Modifiers::NONE, Key::End);
    assert_eq!(page(&program), 3);
    // Tab leads back to a control, and from the list the arrows move rows again.
    program.harness.get_by_label("Document 2: Medicines brought from home").click();
    program.harness.run_steps(2);
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(program.selected_row().unwrap(), "Document 3: Anaesthesia record");
}

#[test]
fn turning_a_page_turns_its_picture() {
    let mut program = sample();
    program.settle();
    let before = program.harness.get_by_label("Page 1 of Consent to treatment").rect();
    program.press(Modifiers::COMMAND, Key::Num0);
    program.press(Modifiers::COMMAND, Key::R);
    program.settle();
    let after = program.harness.get_by_label("Page 1 of Consent to treatment").rect();
    assert!(before.height() > 0.0 && after.width() > after.height());
    program.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    program.settle();
    let back = program.harness.get_by_label("Page 1 of Consent to treatment").rect();
    assert!(back.height() > back.width());
}

#[test]
fn dialogs_open_by_key_and_close_by_esc() {
    let mut program = sample();
    program.press(Modifiers::NONE, Key::F1);
    assert!(program.has("Keyboard shortcuts") && program.has("In the list"));
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert!(program.selected_row().unwrap().starts_with("Document 1: "), "a dialog keeps keys from the list");
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.step();
    assert!(!program.has("In the list"));
    program.press(Modifiers::ALT, Key::Enter);
    assert!(!program.has("Details"));
    program.press(Modifiers::ALT, Key::Enter);
    assert!(program.has("Details"));
}

#[test]
fn about_lists_what_confines_the_workers() {
    let mut program = sample();
    program.harness.get_by_label("Help").click();
    program.settle();
    program.harness.get_by_label_contains("About").click();
    program.wait("About is open", |program| program.has_part("Version "));
    program.wait("a worker has started", |program| program.has_part("Documents are read behind: ") || !cfg!(unix));
    assert!(program.has_part("seccomp: system calls") && program.has_part("Landlock: files"));
}

#[test]
fn menus_show_every_command() {
    use redox_media_viewer::state::command::MENUS;
    let mut program = sample();
    for (title, commands) in MENUS {
        program.harness.get_by_label(title).click();
        program.harness.run_steps(3);
        for command in commands.iter().flatten() {
            if let Some(submenu) = command.submenu().filter(|_| !program.has(command.label())) {
                program.harness.get_by_label(submenu).click();
                program.harness.run_steps(3);
            }
            assert!(program.has(command.label()), "{title}: {}", command.label());
        }
        program.press(Modifiers::NONE, Key::Escape);
        program.harness.run_steps(2);
    }
}
