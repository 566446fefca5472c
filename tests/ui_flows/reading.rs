//! Reading a PDF beyond its pixels: selecting and copying text, finding words, links, outline, files inside it.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable as _;

use redox_media_viewer::state::{Question, Saving};

use crate::harness::{Look, Program};
use crate::support::{Contents, Document, Response};

/// A PDF of three pages with text, a link to page 3, a link to an address, an outline and an attachment, without a table
/// of its objects: readers find them by themselves.
fn guide() -> Vec<u8> {
    let page = |number: u32, more: &str| {
        format!(
            "{number} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F 9 0 R>>>>/Contents {} 0 R{more}>>endobj\n",
            number + 10
        )
    };
    let text = |number: u32, lines: &[&str]| {
        let shown: String = lines.iter().map(|line| format!("({line})Tj 0 -30 Td ")).collect();
        let stream = format!("BT/F 16 Tf 40 340 Td {shown}ET ");
        format!("{number} 0 obj<</Length {}>>stream\n{stream}\nendstream endobj\n", stream.len())
    };
    let pieces = [
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 20 0 R/Names<</EmbeddedFiles<</Names[(values.csv)30 0 R]>>>>>>endobj\n".to_owned(),
        "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>endobj\n".to_owned(),
        page(3, "/Annots[6 0 R 7 0 R]"),
        page(4, ""),
        page(5, ""),
        "6 0 obj<</Type/Annot/Subtype/Link/Rect[40 180 240 200]/Border[0 0 0]/Dest[5 0 R/XYZ 0 400 0]>>endobj\n".to_owned(),
        "7 0 obj<</Type/Annot/Subtype/Link/Rect[40 130 240 150]/Border[0 0 0]/A<</S/URI/URI(https://example.org/dose)>>>>endobj\n".to_owned(),
        "9 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n".to_owned(),
        text(13, &["The daily dose of aspirin", "is written on page two."]),
        text(14, &["Take one dose in the morning", "and one DOSE at night."]),
        text(15, &["Nothing to find here."]),
        "20 0 obj<</Type/Outlines/First 21 0 R/Last 22 0 R/Count 2>>endobj\n".to_owned(),
        "21 0 obj<</Title(Morning and night)/Parent 20 0 R/Next 22 0 R/Dest[4 0 R/Fit]>>endobj\n".to_owned(),
        "22 0 obj<</Title(The end)/Parent 20 0 R/Prev 21 0 R/Dest[5 0 R/Fit]>>endobj\n".to_owned(),
        "30 0 obj<</Type/Filespec/F(values.csv)/UF(values.csv)/EF<</F 31 0 R>>>>endobj\n".to_owned(),
        "31 0 obj<</Type/EmbeddedFile/Length 8/Params<</Size 8>>>>stream\na,b\n1,2\n\nendstream endobj\n".to_owned(),
        "32 0 obj<</Title(A guide to doses)/Producer(By hand)>>endobj\n".to_owned(),
        "trailer<</Root 1 0 R/Info 32 0 R>>\n".to_owned(),
    ];
    pieces.concat().into_bytes()
}

fn open() -> Program {
    let guide = Document::of(&[("0000000001", "MR")]).described("Test", "Guide").contents(Contents::Bytes(guide()));
    let mut program = Program::with_message(&Response::new().documents([guide]).to_json(), Look::default());
    program.wait("page 1 is there", |program| program.has("Page 1 of Guide"));
    program.wait("its text is known", |program| program.app().state().reading.text(0).is_some());
    program.wait("its outline is known", |program| program.app().state().reading.facts.is_some());
    program.settle();
    program
}

fn page(program: &Program) -> usize {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap().current_page() + 1
}

/// Where a point of page 1 (page units from its upper left) is on screen.
fn on_screen(program: &Program, x: f32, y: f32) -> Pos2 {
    let state = program.app().state();
    let size = state.size_of_page(0).unwrap();
    let shown = state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap();
    let sheet = shown.layout.page(0).unwrap();
    let canvas = program.harness.get_by_label("Pages").rect().min;
    let scale = shown.viewport.pixels_per_point;
    let along = |from: i64, scroll: i64, length: u32, part: f32| (from - scroll) as f32 + length as f32 * part;
    canvas
        + egui::vec2(
            along(sheet.left, shown.scroll.0, sheet.size.width, x / size.width) / scale,
            along(sheet.top, shown.scroll.1, sheet.size.height, y / size.height) / scale,
        )
}

fn drag(program: &mut Program, from: Pos2, to: Pos2) {
    program.harness.hover_at(from);
    program.harness.step();
    program.harness.drag_at(from);
    program.harness.step();
    for step in 1..=4 {
        program.harness.hover_at(from + (to - from) * (step as f32 / 4.0));
        program.harness.step();
    }
    program.harness.drop_at(to);
    program.harness.run_steps(3);
}

fn click(program: &mut Program, at: Pos2) {
    program.harness.hover_at(at);
    program.harness.step();
    program.harness.drag_at(at);
    program.harness.drop_at(at);
    program.harness.run_steps(3);
}

/// The selected words of page 1.
fn selected(program: &Program) -> Option<String> {
    let reading = &program.app().state().reading;
    let range = reading.selected(0)?;
    let text = &reading.text(0)?.text;
    Some(text.chars().skip(range.start as usize).take((range.end.min(10_000) - range.start) as usize).collect())
}

fn find(program: &mut Program, words: &str) {
    program.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    program.harness.run_steps(2);
    program.harness.get_by_label("Find in document").type_text(words);
    program.harness.run_steps(2);
}

#[test]
fn a_drag_over_text_selects_it_and_a_drag_beside_it_moves_the_pages() {
    let mut program = open();
    let before = program.app().state().view_of(0).place;
    let (from, to) = (on_screen(&program, 40.5, 56.0), on_screen(&program, 140.0, 56.0));
    drag(&mut program, from, to);
    let words = selected(&program).unwrap();
    assert!(words.starts_with("The daily") && words.len() < 20, "{words:?}");
    assert_eq!(program.app().state().view_of(0).place, before, "the pages stayed");
    // Beside the text, nothing is selected and the pages follow the hand.
    let (from, to) = (on_screen(&program, 300.0, 250.0), on_screen(&program, 300.0, 200.0));
    drag(&mut program, from, to);
    assert_ne!(program.app().state().view_of(0).place, before);
}

#[test]
fn two_clicks_select_a_word_and_esc_nothing() {
    let mut program = open();
    let at = on_screen(&program, 90.0, 56.0);
    program.harness.hover_at(at);
    program.harness.step();
    // In one frame, as a test's frames are too far apart for a double click.
    for pressed in [true, false, true, false] {
        let button = egui::PointerButton::Primary;
        let event = egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
        program.harness.input_mut().events.push(event);
    }
    program.harness.step();
    program.harness.run_steps(2);
    assert_eq!(selected(&program).as_deref(), Some("daily"));
    program.press(Modifiers::NONE, Key::Escape);
    assert_eq!(selected(&program), None);
}

#[test]
fn a_click_and_a_click_with_shift_select_what_lies_between() {
    let mut program = open();
    let (from, to) = (on_screen(&program, 40.5, 56.0), on_screen(&program, 140.0, 56.0));
    click(&mut program, from);
    assert!(!program.app().state().reading.has_selection());
    program.harness.hover_at(to);
    program.harness.step();
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::SHIFT);
        let event = egui::Event::PointerButton { pos: to, button, pressed, modifiers };
        program.harness.input_mut().events.extend([egui::Event::ModifiersChanged(modifiers), event]);
    }
    program.harness.step();
    program.harness.run_steps(2);
    assert!(selected(&program).unwrap().starts_with("The daily"), "{:?}", selected(&program));
}

#[test]
fn the_outline_of_a_single_page_comes_when_it_is_asked_for() {
    let mut one = String::from_utf8(guide()).unwrap();
    one = one.replace("/Kids[3 0 R 4 0 R 5 0 R]/Count 3", "/Kids[4 0 R]/Count 1");
    let bytes = Contents::Bytes(one.into_bytes());
    let single = Document::of(&[("0000000001", "MR")]).described("Test", "Single").contents(bytes);
    let mut program = Program::with_message(&Response::new().documents([single]).to_json(), Look::default());
    program.wait("its outline is known", |program| !program.app().state().outline().is_empty());
    program.settle();
    assert!(!program.has("Show outline"));
    program.press(Modifiers::NONE, Key::F9);
    program.harness.run_steps(3);
    program.harness.get_by_label("Show outline").click();
    program.harness.run_steps(3);
    assert!(program.has("Morning and night, page 1"));
}

#[test]
fn words_are_found_on_every_page_whatever_their_case_and_f3_goes_around() {
    let mut program = open();
    find(&mut program, "dose");
    program.wait("all is searched", |program| program.has("1 of 3"));
    assert_eq!(page(&program), 1);
    program.press(Modifiers::NONE, Key::F3);
    program.wait("the next", |program| program.has("2 of 3"));
    program.press(Modifiers::NONE, Key::F3);
    program.wait("the last", |program| program.has("3 of 3"));
    assert_eq!(page(&program), 2);
    program.press(Modifiers::NONE, Key::F3);
    program.wait("around the end", |program| program.has("1 of 3, from the beginning again"));
    program.press(Modifiers::SHIFT, Key::F3);
    program.wait("around the beginning", |program| program.has("3 of 3, from the end again"));
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.step();
    assert!(!program.has("Find in document"));
    assert!(program.app().state().reading.find.is_none());
}

#[test]
fn what_is_not_there_is_said() {
    let mut program = open();
    find(&mut program, "penicillin");
    program.wait("the answer", |program| program.has("Not found"));
}

#[test]
fn the_words_of_a_file_are_not_found_on_a_picture_of_them() {
    let scan = crate::support::marker_pdf("WORDS", 1);
    let picture = Document::of(&[("0000000001", "MR")]).described("Test", "Scan").contents(Contents::Bytes(scan));
    let mut program = Program::with_message(&Response::new().documents([picture]).to_json(), Look::default());
    program.wait("page 1 is there", |program| program.has("Page 1 of Scan"));
    program.settle();
    find(&mut program, "words");
    program.wait("the answer", |program| program.has("No text on this page") || program.has("1 of 1"));
}

#[test]
fn links_lead_to_pages_and_back() {
    let mut program = open();
    assert!(program.has("Go to page 3") && program.has("Copy the address https://example.org/dose"));
    let at = on_screen(&program, 100.0, 210.0);
    click(&mut program, at);
    assert_eq!(page(&program), 3);
    program.press(Modifiers::ALT, Key::ArrowLeft);
    program.harness.step();
    assert_eq!(page(&program), 1);
}

#[test]
fn an_address_is_copied_and_not_opened() {
    let mut program = open();
    let at = on_screen(&program, 100.0, 260.0);
    click(&mut program, at);
    assert!(program.has_part("This program opens no addresses"));
    assert_eq!(page(&program), 1);
}

#[test]
fn the_outline_leads_to_its_pages() {
    let mut program = open();
    program.harness.get_by_label("Show outline").click();
    program.harness.run_steps(3);
    program.harness.get_by_label("The end, page 3").click();
    program.harness.run_steps(3);
    assert_eq!(page(&program), 3);
    assert!(!program.has("Page 1 thumbnail"));
}

#[test]
fn properties_and_files_inside_are_in_the_details() {
    let mut program = open();
    assert!(program.has("A guide to doses") && program.has("By hand"));
    program.harness.get_by_label("Save attachment values.csv").click_accesskit();
    // There is no file dialog here, so the program asks for a path itself.
    program.wait("it is asked where to save", |program| {
        matches!(program.app().state().question, Some(Question::SavePath { what: Saving::Attachment(0), .. }))
    });
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("values.csv");
    program.harness.run_steps(2);
    program.press(Modifiers::COMMAND, Key::A);
    program.harness.get_by_label("Path to save to").type_text(target.to_str().unwrap());
    program.harness.run_steps(2);
    program.press(Modifiers::NONE, Key::Enter);
    program.wait("it is saved", |program| program.has_part("Saved values.csv"));
    assert_eq!(std::fs::read(&target).unwrap(), b"a,b\n1,2\n");
    // Given up, it can be asked for again.
    program.harness.get_by_label("Save attachment values.csv").click_accesskit();
    program.wait("it is asked again", |program| program.app().state().question.is_some());
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.run_steps(2);
    assert!(program.app().state().can_save_attachment());
}
