//! The pages alone on the screen, and nothing at all.

use egui::{Event, Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{Look, Program, asset};

/// Everything that is called something, as a screen reader has it.
fn names(program: &Program) -> Vec<String> {
    let all = program.harness.root().children_recursive();
    all.into_iter()
        .flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value()]
        })
        .flatten()
        .filter(|name| !name.is_empty())
        .collect()
}

fn sample() -> Program {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("the sample is open", Program::is_looked_at);
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
    program
}

const BARS: [&str; 5] = ["File", "Details", "Documents, 12 rows", "12 documents", "Document 1: Consent to treatment"];

#[test]
fn full_screen_is_for_reading() {
    let mut program = sample();
    program.settle();
    assert!(BARS.iter().all(|name| program.has(name)));
    let list = program.harness.get_by_label("Documents, 12 rows").rect();
    program.press(Modifiers::NONE, Key::F11);
    program.settle();
    for name in BARS {
        assert!(!program.has(name), "{name}");
    }
    assert!(program.identity().is_some() && program.has("Zoom in") && program.has("Next page"));
    assert!(program.harness.get_by_label("Pages").accesskit_node().is_focused());

    // The keys of the pages, then those of documents.
    program.press(Modifiers::NONE, Key::End);
    assert!(program.has("Page 3 of Consent to treatment"));
    program.press(Modifiers::COMMAND, Key::Num0);
    program.press(Modifiers::NONE, Key::Home);
    program.press(Modifiers::NONE, Key::Space);
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.wait("the next document is there", |program| program.has("Page 1 of Medicines brought from home"));
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert!(program.has("Page 1 of Medicines brought from home"), "an arrow scrolls");
    program.press(Modifiers::ALT, Key::Enter);

    program.press(Modifiers::NONE, Key::Escape);
    program.settle();
    for name in BARS {
        assert!(program.has(name), "{name}");
    }
    assert_eq!(program.harness.get_by_label("Documents, 12 rows").rect(), list);
    assert_eq!(program.selected_row().unwrap(), "Document 2: Medicines brought from home");
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(program.selected_row().unwrap(), "Document 3: Anaesthesia record", "the list has the keys again");

    program.press(Modifiers::NONE, Key::F11);
    program.harness.get_by_label("Leave full screen").click();
    program.harness.run_steps(3);
    assert!(program.has("File"));
}

#[test]
fn hidden_content_is_not_there_at_all() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::Num1);
    program.press(Modifiers::NONE, Key::F8);
    program.harness.get_by_label("View").click();
    program.harness.run_steps(3);
    let zoom = program.app().state().zoom_of(0, redox_media_viewer::render::Engine::Pdfium, 1);

    let (key, modifiers) = (Key::L, Modifiers::COMMAND);
    let press = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    program.harness.input_mut().events.push(press);
    program.harness.step();
    let commands: Vec<_> =
        program.harness.output().viewport_output.values().flat_map(|output| output.commands.clone()).collect();
    let title = ViewportCommand::Title("Redox Media Viewer".to_owned());
    assert!(commands.contains(&title), "in the same frame: {commands:?}");
    let covered = ["Content hidden", "Press Ctrl+L or Esc, or click, to show it again.", "Show the content"];
    assert!(covered.iter().all(|name| program.has(name)));
    let other: Vec<_> = names(&program)
        .into_iter()
        .filter(|name| {
            !covered.contains(&name.as_str()) && !name.chars().all(|char| ('\u{E000}'..'\u{F8FF}').contains(&char))
        })
        .collect();
    assert_eq!(other, Vec::<String>::new());

    // Nothing happens behind it.
    let path = program.file("other.json", b"{}");
    program.drop_file(&path);
    program.harness.input_mut().events.push(Event::Paste("{}".to_owned()));
    program.harness.step();
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::O),
        (Modifiers::COMMAND, Key::S),
        (Modifiers::COMMAND, Key::W),
        (Modifiers::COMMAND, Key::C),
        (Modifiers::COMMAND, Key::V),
        (Modifiers::COMMAND, Key::ArrowDown),
        (Modifiers::NONE, Key::ArrowDown),
        (Modifiers::NONE, Key::F11),
    ] {
        program.press(modifiers, key);
        assert!(program.has("Content hidden"), "{key:?}");
        assert!(program.harness.output().platform_output.commands.is_empty(), "{key:?}");
    }
    assert!(program.app().state().opening.is_none());

    program.press(Modifiers::NONE, Key::Escape);
    program.settle();
    assert!(!program.has("Content hidden"));
    let state = program.app().state();
    assert_eq!((state.selected, state.full_screen, state.question.is_some()), (Some(0), false, false));
    assert_eq!(state.zoom_of(0, redox_media_viewer::render::Engine::Pdfium, 1), zoom);
    assert!(program.has("Page 1 of Consent to treatment") && program.has_part("All findings"));
}

#[test]
fn a_click_or_the_same_key_shows_it_again_over_a_dialog_too() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::G);
    assert!(program.has("Page number, 1 to 3"));
    program.press(Modifiers::COMMAND, Key::L);
    assert!(program.has("Content hidden") && !program.has("Page number, 1 to 3"));
    program.harness.get_by_label("Show the content").click();
    program.harness.run_steps(2);
    assert!(program.has("Page number, 1 to 3"), "the dialog is as it was");
    program.press(Modifiers::COMMAND, Key::L);
    program.press(Modifiers::COMMAND, Key::L);
    assert!(program.has("Page number, 1 to 3") && !program.has("Content hidden"));
}

#[test]
fn the_test_badge_is_in_sight_in_windows_of_any_width() {
    for width in (420..=1280).step_by(20) {
        let look = Look { size: egui::vec2(width as f32, 500.0), ..Look::default() };
        let mut program = Program::with_file(asset("sample-response.json"), look);
        program.wait("it is open", |program| program.identity().is_some());
        program.harness.run_steps(2);
        let badge = program.harness.get_by_label("TEST").rect();
        assert!(badge.right() <= width as f32 && badge.left() > 0.0, "{badge:?} in a window {width} wide");
    }
}
