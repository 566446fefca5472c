//! The list: filter, order, groups, several chosen, columns.

use egui::accesskit::Role;
use egui::{Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use redox_media_viewer::desktop::clipboard::Copied;

use crate::harness::{Look, Program};
use crate::support::{Contents, Document, Response, marker_pdf, solid_png};

fn patient(number: u32) -> Document {
    Document::of(&[(&format!("00000047{number:02}"), "MR"), (&format!("E-{number}"), "EHRID")])
}

fn chart() -> Program {
    chart_in(Look::default())
}

fn chart_in(look: Look) -> Program {
    let pdf = |document: Document, description: &str, pages: usize| {
        document.described("Test", description).file("PDF", description, marker_pdf(description, pages))
    };
    let documents = [
        pdf(patient(11), "Consent to surgery", 3).dated("2026-02-01T08:00:00Z", "2026-03-01"),
        pdf(patient(12), "Discharge letter", 1).dated("2026-02-02T08:00:00Z", "2026-01-15T10:00:00Z"),
        patient(11).described("Photo", "Wound").file("PNG", "wound", solid_png(300, 200, [180, 60, 60, 255])),
        pdf(patient(12), "Consent to anaesthesia", 1),
        patient(13).described("Letter", "Broken").contents(Contents::Text("JVBERi0xLjQKJSVF!!!!".to_owned())),
    ];
    let json = Response::new().documents(documents).to_json();
    let mut program = Program::with_message(&json, look);
    program.wait("the first page is there", |program| program.has("Page 1 of Consent to surgery"));
    program
}

fn type_text(program: &mut Program, text: &str) {
    program.harness.event(egui::Event::Text(text.to_owned()));
    program.harness.run_steps(3);
}

fn rows(program: &Program) -> Vec<String> {
    program.app().state().listed().iter().map(|index| (index + 1).to_string()).collect()
}

fn click_at(program: &mut Program, at: Pos2, modifiers: Modifiers, button: PointerButton) {
    program.harness.hover_at(at);
    for pressed in [true, false] {
        program.harness.event_modifiers(egui::Event::PointerButton { pos: at, button, pressed, modifiers }, modifiers);
    }
    program.harness.run_steps(3);
}

fn row_at(program: &Program, name: &str) -> Pos2 {
    program.harness.get_by_label(name).rect().center()
}

#[test]
fn what_is_typed_narrows_the_list_and_the_first_match_is_shown() {
    let mut program = chart();
    program.press(Modifiers::COMMAND, Key::F);
    type_text(&mut program, "consent");
    assert_eq!(rows(&program), ["1", "4"]);
    assert!(program.has("2 of 5"));
    assert!(program.has("Document 4: Consent to anaesthesia") && !program.has("Document 2: Discharge letter"));
    type_text(&mut program, " anaes");
    program.wait("the match is shown", |program| program.has("Page 1 of Consent to anaesthesia"));
    assert!(program.identity().unwrap().contains("0000004712"));
    type_text(&mut program, "xyz");
    program.harness.run_steps(3);
    assert!(program.has("0 of 5"));
    assert!(program.has_part("No document matches"));
    assert_eq!(program.identity(), None, "no patient where there is no document");
    program.harness.get_by_label("Clear the filter").click();
    program.wait("the first one is back", |program| program.has("Page 1 of Consent to surgery"));
    assert_eq!(rows(&program).len(), 5);
}

#[test]
fn the_filter_is_left_with_down_and_cleared_with_esc() {
    let mut program = chart();
    program.press(Modifiers::COMMAND, Key::F);
    type_text(&mut program, "consent");
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(program.selected_row().unwrap(), "Document 4: Consent to anaesthesia");
    program.press(Modifiers::NONE, Key::Escape);
    assert_eq!(rows(&program).len(), 5);
    assert_eq!(program.selected_row().unwrap(), "Document 4: Consent to anaesthesia");
}

#[test]
fn types_and_problems_are_chosen_from_a_menu_and_taken_back_by_their_chips() {
    let mut program = chart();
    program.harness.get_by_label("Filter by type, patient or date").click();
    program.harness.run_steps(4);
    program.harness.get_by_label("PNG (1)").click();
    program.harness.run_steps(4);
    assert_eq!(rows(&program), ["3"]);
    program.harness.get_by_label("PNG (1)").click();
    program.harness.get_by_label("Only documents with problems").click();
    program.harness.run_steps(4);
    assert_eq!(rows(&program), ["5"]);
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.get_by_label("Show more than With problems").click();
    program.harness.run_steps(4);
    assert_eq!(rows(&program).len(), 5);
}

#[test]
fn a_head_sorts_and_its_edge_makes_the_column_wider() {
    let mut program = chart();
    program.harness.get_by_label("Document").click();
    program.harness.run_steps(3);
    assert_eq!(rows(&program), ["5", "4", "1", "2", "3"]);
    program.harness.get_by_label("Document").click();
    program.harness.run_steps(3);
    assert_eq!(rows(&program), ["3", "2", "1", "4", "5"]);
    program.harness.get_by_label("Document").click();
    program.harness.run_steps(3);
    assert_eq!(rows(&program), ["1", "2", "3", "4", "5"]);

    let before = program.harness.get_by_label("Document").rect();
    let edge = Pos2::new(before.right() - 3.0, before.center().y);
    program.harness.hover_at(edge);
    let button = |program: &Program, pos: Pos2, pressed: bool| {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        program.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
    };
    button(&program, edge, true);
    program.harness.run_steps(2);
    program.harness.hover_at(edge + vec2(60.0, 0.0));
    program.harness.run_steps(2);
    button(&program, edge + vec2(60.0, 0.0), false);
    program.harness.run_steps(3);
    let after = program.harness.get_by_label("Document").rect();
    assert!((after.width() - before.width() - 60.0).abs() < 4.0, "{} then {}", before.width(), after.width());
    assert_eq!(rows(&program), ["1", "2", "3", "4", "5"], "a drag of the edge sorts nothing");
}

#[test]
fn columns_are_shown_and_hidden_from_the_menu() {
    let mut program = chart();
    let column = |program: &Program| {
        program.harness.query_all_by_label("EHRID").any(|node| node.accesskit_node().role() == Role::ColumnHeader)
    };
    assert!(!column(&program));
    program.harness.get_by_label("Order and columns").click();
    program.harness.run_steps(4);
    program.harness.get_by_role_and_label(Role::CheckBox, "EHRID").click();
    program.harness.run_steps(4);
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.run_steps(3);
    assert!(column(&program));
}

#[test]
fn patients_are_put_together_and_folded_away() {
    let mut program = chart();
    program.harness.get_by_label("Order and columns").click();
    program.harness.run_steps(4);
    program.harness.get_by_label("Group by patient").click();
    program.harness.run_steps(4);
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.run_steps(3);
    assert_eq!(rows(&program), ["1", "3", "2", "4", "5"]);
    let head = "Documents of patient MR 0000004711 · EHRID E-11: 2 documents";
    assert!(program.has_part(head));
    program.harness.get_by_label_contains(head).click();
    program.harness.run_steps(3);
    assert!(!program.has("Document 3: Wound"));
    // Right shows them again: the selected document is one of them.
    program.harness.get_by_label("Document 2: Discharge letter").click();
    program.harness.run_steps(3);
    program.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(!program.has("Document 4: Consent to anaesthesia"));
    program.press(Modifiers::NONE, Key::ArrowRight);
    assert!(program.has("Document 4: Consent to anaesthesia"));
}

#[test]
fn several_documents_are_chosen_with_mouse_and_keys() {
    let mut program = chart();
    let at = row_at(&program, "Document 3: Wound");
    click_at(&mut program, at, Modifiers::COMMAND, PointerButton::Primary);
    assert_eq!(program.app().state().chosen(), [0, 2]);
    assert!(program.has_part("2 chosen"), "the status bar counts them");
    let at = row_at(&program, "Document 5: Broken");
    click_at(&mut program, at, Modifiers::SHIFT, PointerButton::Primary);
    assert_eq!(program.app().state().chosen(), [2, 3, 4]);
    program.press(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(program.app().state().chosen(), [2, 3]);
    program.press(Modifiers::COMMAND, Key::A);
    assert_eq!(program.app().state().chosen_count(), 5);
    program.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(program.app().state().chosen_count(), 1);
    // The identity is that of the selected one, however many are chosen.
    assert!(program.identity().unwrap().contains("0000004711"));
}

#[test]
fn keys_of_one_slow_frame_all_count() {
    let mut program = chart();
    program.press(Modifiers::NONE, Key::End);
    assert_eq!(program.selected_row().unwrap(), "Document 5: Broken");
    for key in [Key::Home, Key::ArrowDown, Key::ArrowDown] {
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            program.harness.event(egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
    }
    program.harness.step();
    program.harness.step();
    assert_eq!(program.selected_row().unwrap(), "Document 3: Wound");
}

#[test]
fn a_cell_and_rows_are_copied_from_the_row_s_menu() {
    let mut program = chart();
    let row = row_at(&program, "Document 2: Discharge letter");
    let column = program.harness.get_by_label("Document").rect().center().x;
    click_at(&mut program, Pos2::new(column, row.y), Modifiers::NONE, PointerButton::Secondary);
    assert_eq!(program.selected_row().unwrap(), "Document 2: Discharge letter");
    program.harness.get_by_label("Copy document").click();
    program.harness.run_steps(3);
    let copied = program.app().clipboard().kept();
    let Some(Copied::Text(text)) = copied.last() else { panic!("no text was copied") };
    assert_eq!(text.reveal(), "Discharge letter");
}

#[test]
fn in_a_narrow_window_the_list_is_a_drawer_over_the_pages() {
    let mut program = chart_in(Look { size: vec2(640.0, 400.0), scale: 2.0, ..Look::default() });
    program.harness.run_steps(3);
    let row = "Document 2: Discharge letter";
    assert!(!program.has(row));
    program.harness.get_by_label("List of documents").click();
    program.harness.run_steps(3);
    assert!(program.has(row));
    program.wait("its thumbnails are drawn", |program| !program.app().is_busy());
    program.harness.get_by_label(row).click();
    program.wait("what was taken is shown", |program| program.has("Page 1 of Discharge letter"));
    assert!(!program.has(row), "and the drawer has gone");
    assert!(program.identity().unwrap().contains("0000004712"));

    // By keys alone: the filter, down to what was found, and back to the pages.
    program.press(Modifiers::COMMAND, Key::F);
    type_text(&mut program, "consent");
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(program.selected_row().unwrap(), "Document 4: Consent to anaesthesia");
    program.press(Modifiers::NONE, Key::Enter);
    program.harness.run_steps(2);
    assert!(!program.has("Document 4: Consent to anaesthesia"));
    assert!(program.identity().unwrap().contains("0000004712"));
    program.press(Modifiers::NONE, Key::F7);
    assert!(program.has("Document 1: Consent to surgery"));
    program.press(Modifiers::NONE, Key::Escape);
    assert!(!program.has("Document 1: Consent to surgery"), "Esc puts the drawer away and keeps the filter");
    assert_eq!(rows(&program), ["1", "4"]);
}
