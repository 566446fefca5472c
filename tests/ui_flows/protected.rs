//! Documents with a password: asked for in the preview's place, tried by the worker, and forgotten with the file.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{Look, Program};
use crate::support::pdf::protected_pdf;
use crate::support::{Contents, Document, Response, marker_pdf};

const TITLE: &str = "This document is protected";
const WRONG: &str = "That is not the password. Check it and try again.";

fn document(number: usize, name: &str, bytes: Vec<u8>) -> Document {
    Document::of(&[(&format!("{number:010}"), "MR")]).described("Test", name).contents(Contents::Bytes(bytes))
}

fn locked(password: &str) -> Vec<u8> {
    protected_pdf(password, (300.0, 400.0), "1 0 0 rg 0 0 300 400 re f")
}

/// Plain, locked, locked otherwise.
fn three() -> Program {
    let documents = [
        document(1, "Plain", marker_pdf("PLAIN", 1)),
        document(2, "Locked", locked("geheim")),
        document(3, "Also locked", locked("other")),
    ];
    let mut program = Program::with_message(&Response::new().documents(documents).to_json(), Look::default());
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.wait("the prompt is there", |program| program.has(TITLE));
    program
}

fn type_and_enter(program: &mut Program, password: &str) {
    program.harness.get_by_label("Password").type_text(password);
    program.harness.step();
    program.press(Modifiers::NONE, Key::Enter);
}

fn field_has_focus(program: &Program) -> bool {
    program.harness.get_by_label("Password").accesskit_node().is_focused()
}

#[test]
fn wrong_then_right() {
    let mut program = three();
    assert!(!field_has_focus(&program), "the list keeps the keys");
    program.press(Modifiers::NONE, Key::Enter);
    program.harness.step();
    assert!(field_has_focus(&program), "Enter in the list leads to the field");

    type_and_enter(&mut program, "guess");
    program.wait("the wrong one is refused", |program| program.has(WRONG));
    program.harness.step();
    assert!(field_has_focus(&program), "for another try");
    // What was typed is selected: typing takes its place.
    type_and_enter(&mut program, "geheim");
    program.wait("the page is there", |program| program.has("Page 1 of Locked"));
    program.settle();
    assert!(!program.has(TITLE));
    let red = program.harness.render().unwrap();
    let page = program.harness.get_by_label("Page 1 of Locked").rect().center();
    assert_eq!(red.get_pixel(page.x as u32, page.y as u32).0[..3], [255, 0, 0]);

    // The other one is asked for on its own, and the first is not asked for again.
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.wait("the other prompt is there", |program| program.has(TITLE));
    assert!(!program.has(WRONG));
    program.press(Modifiers::NONE, Key::ArrowUp);
    program.wait("the page is there again", |program| program.has("Page 1 of Locked"));
}

#[test]
fn the_arrows_go_on_moving_rows_and_a_refusal_stays_with_its_document() {
    let mut program = three();
    program.harness.get_by_label("Password").click();
    program.harness.step();
    type_and_enter(&mut program, "guess");
    program.wait("the wrong one is refused", |program| program.has(WRONG));
    program.press(Modifiers::NONE, Key::Escape);
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.wait("the other prompt is there", |program| program.selected_row().unwrap() == "Document 3: Also locked");
    program.wait("with nothing to say yet", |program| program.has(TITLE) && !program.has(WRONG));
    program.press(Modifiers::NONE, Key::ArrowUp);
    program.wait("the refusal is still there", |program| program.has(WRONG));
    program.press(Modifiers::NONE, Key::ArrowUp);
    program.wait("a plain document as ever", |program| program.has("Page 1 of Plain"));
}

#[test]
fn reloading_forgets_the_password() {
    let mut program = three();
    program.press(Modifiers::NONE, Key::Enter);
    program.harness.step();
    type_and_enter(&mut program, "geheim");
    program.wait("the page is there", |program| program.has("Page 1 of Locked"));
    program.press(Modifiers::NONE, Key::F5);
    program.wait("it asks again", |program| program.has(TITLE));
    assert!(!program.has(WRONG));
}

#[test]
fn the_password_is_shown_only_on_demand_and_never_to_screen_readers() {
    let mut program = three();
    program.harness.get_by_label("Password").click();
    program.harness.step();
    program.harness.get_by_label("Password").type_text("geheim");
    program.harness.run_steps(2);
    let value = |program: &Program| program.harness.get_by_label("Password").accesskit_node().value();
    assert_eq!(value(&program).unwrap().chars().count(), 6);
    program.harness.get_by_label("Show the password").click();
    program.harness.run_steps(2);
    assert!(!program.has_part("geheim") && !value(&program).unwrap().contains("geheim"));
    program.harness.get_by_label("Open").click();
    program.wait("the page is there", |program| program.has("Page 1 of Locked"));
}

#[test]
fn saving_keeps_the_protection() {
    let program = three();
    assert!(!program.harness.get_by_label("Save document as…").accesskit_node().is_disabled());
    let opened = program.app().state().opened.as_ref().unwrap();
    assert!(opened.can_save(1));
}
