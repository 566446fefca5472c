//! The page strip: it appears where there is room, marks the page that is read, and leads to every page.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redox_media_viewer::limits::PIXEL_BUDGET_BYTES;

use crate::harness::{Look, Program};
use crate::support::{Contents, Document, Response, marker_pdf, solid_png};

fn open(look: Look, pages: usize) -> Program {
    let documents = [
        Document::of(&[("0000000001", "MR")])
            .described("Test", "Several")
            .contents(Contents::Bytes(marker_pdf("SEVERAL", pages))),
        Document::of(&[("0000000001", "MR")]).described("Test", "Picture").contents(Contents::Bytes(solid_png(
            60,
            60,
            [200, 30, 30, 255],
        ))),
    ];
    let mut program = Program::with_message(&Response::new().documents(documents).to_json(), look);
    program.wait("page 1 is there", |program| program.has("Page 1 of Several"));
    program.settle();
    program
}

fn page(program: &Program) -> usize {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap().current_page() + 1
}

/// The pages that the strip marks as current.
fn marked(program: &Program) -> Vec<String> {
    program
        .harness
        .query_all_by_label_contains(" thumbnail")
        .filter(|node| node.accesskit_node().is_selected() == Some(true))
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

#[test]
fn it_appears_where_there_is_room_and_the_users_word_counts() {
    let mut program = open(Look::default(), 3);
    assert!(program.has("Page 1 thumbnail") && program.has("Page 3 thumbnail"));
    program.press(Modifiers::NONE, Key::F9);
    assert!(!program.has("Page 1 thumbnail"));
    program.press(Modifiers::NONE, Key::F9);
    assert!(program.has("Page 1 thumbnail"));
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.wait("the picture is there", |program| program.has("Page 1 of Picture"));
    assert!(!program.has("Page 1 thumbnail"), "one page needs no strip");

    let narrow = Look { size: egui::vec2(540.0, 600.0), ..Look::default() };
    let mut program = open(narrow, 3);
    assert!(!program.has("Page 1 thumbnail"));
    program.press(Modifiers::NONE, Key::F9);
    assert!(program.has("Page 1 thumbnail"));
}

#[test]
fn clicks_and_keys_lead_to_pages_and_the_mark_follows() {
    let mut program = open(Look::default(), 12);
    assert_eq!(marked(&program), ["Page 1 thumbnail"]);
    program.harness.get_by_label("Page 2 thumbnail").click();
    program.harness.run_steps(3);
    assert_eq!((page(&program), marked(&program)), (2, vec!["Page 2 thumbnail".to_owned()]));
    // The click gave it the focus: one Tab stop, arrows move.
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(page(&program), 3);
    program.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(page(&program), 2);
    program.press(Modifiers::NONE, Key::End);
    program.harness.step();
    assert_eq!((page(&program), marked(&program)), (12, vec!["Page 12 thumbnail".to_owned()]));
    assert!(!program.has("Page 1 thumbnail"), "rows that are scrolled away are not drawn");
    program.press(Modifiers::NONE, Key::Home);
    program.harness.step();
    assert_eq!(marked(&program), ["Page 1 thumbnail"]);
    assert!(program.selected_row().unwrap().starts_with("Document 1: "), "the list kept still");
}

#[test]
fn small_pictures_turn_with_the_document() {
    let mut program = open(Look::default(), 3);
    let upright = program.harness.render().unwrap();
    program.press(Modifiers::COMMAND, Key::R);
    // At once, before anything is drawn anew: nothing is blank.
    let turned = program.harness.render().unwrap();
    assert_ne!(upright, turned);
    program.settle();
    let state = program.app().state();
    assert_eq!(state.view_of(0).rotation, redox_media_viewer::render::Rotation::Quarter);
    for _ in 0..3 {
        program.press(Modifiers::COMMAND, Key::R);
    }
    program.settle();
    assert_eq!(program.harness.render().unwrap(), upright, "four turns lead back");
}

#[test]
fn of_a_thousand_pages_the_last_is_a_key_away_and_the_budget_holds() {
    let mut program = open(Look::default(), 1000);
    program.press(Modifiers::COMMAND, Key::End);
    program.settle();
    assert!(program.has("Page 1000 of Several") && program.has("Page 1000 thumbnail"));
    assert_eq!(page(&program), 1000);
    assert!(program.app().pixel_bytes() <= PIXEL_BUDGET_BYTES);
    let rows = program.harness.query_all_by_label_contains(" thumbnail").count();
    assert!(rows < 12, "{rows} rows");
    for step in 0..30 {
        program.press(Modifiers::COMMAND, if step % 2 == 0 { Key::Home } else { Key::End });
        program.press(Modifiers::NONE, Key::Space);
    }
    program.settle();
    assert!(program.app().pixel_bytes() <= PIXEL_BUDGET_BYTES);
}
