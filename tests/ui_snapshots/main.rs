//! Pictures of the window, compared with goldens made by the software renderer of Debian 12.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../harness/mod.rs"]
mod harness;
#[path = "../support/mod.rs"]
mod support;

use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use harness::{Look, Program, asset};
use support::pdf::protected_pdf;
use support::{Document, Response};

fn sample(look: Look) -> Program {
    let mut program = Program::with_file(asset("sample-response.json"), look);
    program.wait("the sample is open", Program::is_looked_at);
    program.settle();
    program
}

#[test]
fn the_sample_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = sample(Look { theme, ..Look::default() });
        results.add(program.harness.try_snapshot(format!("sample-{name}")));
        let rows = [(2, "photo"), (5, "rich-text"), (8, "mismatch"), (9, "damaged"), (10, "reference")];
        for (row, what) in rows.into_iter().filter(|(_, what)| theme == Theme::Light || *what == "damaged") {
            program.press(Modifiers::NONE, Key::Home);
            for _ in 1..row {
                program.press(Modifiers::NONE, Key::ArrowDown);
            }
            program.settle();
            results.add(program.harness.try_snapshot(format!("{what}-{name}")));
        }
    }
}

/// What the second sample holds, and whether its golden is kept in light alone.
const KINDS: [(&str, bool); 11] = [
    ("cda", false),
    ("fax", false),
    ("html", true),
    ("sound", false),
    ("cda-of-another-patient", true),
    ("text", true),
    ("hl7", true),
    ("json", true),
    ("xml", true),
    ("dicom", false),
    ("word", true),
];

#[test]
fn every_kind_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = Program::with_file(asset("sample-kinds.json"), Look { theme, ..Look::default() });
        program.wait("the sample is open", Program::is_looked_at);
        for (kind, in_light_alone) in KINDS {
            if theme == Theme::Light || !in_light_alone {
                program.settle();
                results.add(program.harness.try_snapshot(format!("kind-{kind}-{name}")));
            }
            program.press(Modifiers::NONE, Key::ArrowDown);
        }
    }
}

#[test]
fn nothing_open_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = Program::empty(Look { theme, size: Vec2::new(900.0, 600.0), scale: 1.0 });
        program.settle();
        results.add(program.harness.try_snapshot(format!("nothing-open-{name}")));
    }
}

#[test]
fn narrow_and_large_windows() {
    let mut results = SnapshotResults::new();
    for (size, scale, name) in [
        (Vec2::new(700.0, 520.0), 1.0, "narrow"),
        (Vec2::new(1280.0, 800.0), 1.5, "scaled"),
        (Vec2::new(640.0, 400.0), 2.0, "double-on-small-screen"),
    ] {
        let mut program = sample(Look { size, scale, theme: Theme::Light });
        results.add(program.harness.try_snapshot(name));
    }
}

#[test]
fn findings_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = sample(Look { theme, ..Look::default() });
        program.wait("everything is looked at", |program| program.has("3 problems"));
        program.press(Modifiers::NONE, Key::F8);
        program.settle();
        results.add(program.harness.try_snapshot(format!("findings-{name}")));
    }
}

#[test]
fn found_words_and_the_outline_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = sample(Look { theme, ..Look::default() });
        program.wait("the outline is known", |program| program.has("Show outline"));
        program.harness.get_by_label("Show outline").click();
        program.harness.run_steps(3);
        program.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        program.harness.run_steps(2);
        program.harness.get_by_label("Find in document").type_text("treatment");
        program.wait("all is searched", |program| program.has_part("1 of "));
        program.settle();
        results.add(program.harness.try_snapshot(format!("finding-{name}")));
    }
}

#[test]
fn dialogs() {
    let mut results = SnapshotResults::new();
    let mut program = sample(Look::default());
    program.harness.get_by_label("View").click();
    program.harness.run_steps(3);
    results.add(program.harness.try_snapshot("view-menu"));
    program.press(Modifiers::NONE, Key::Escape);
    program.harness.get_by_label("Edit").click();
    program.harness.run_steps(3);
    results.add(program.harness.try_snapshot("edit-menu"));
    program.press(Modifiers::NONE, Key::Escape);
    program.press(Modifiers::NONE, Key::F1);
    program.settle();
    results.add(program.harness.try_snapshot("shortcuts"));
    program.press(Modifiers::NONE, Key::Escape);
    program.press(Modifiers::COMMAND, Key::Comma);
    program.settle();
    results.add(program.harness.try_snapshot("settings"));
    program.press(Modifiers::NONE, Key::Escape);
    let missing = program.file("gone.json", b"{}");
    std::fs::remove_file(&missing).unwrap();
    program.drop_file(&missing);
    program.wait("it says that it is gone", |program| program.has_part("no such file"));
    program.settle();
    results.add(program.harness.try_snapshot("error-notice"));
}

#[test]
fn a_protected_document_in_light_and_dark() {
    let mut results = SnapshotResults::new();
    for (theme, name, size) in [
        (Theme::Light, "password-light", Vec2::new(1000.0, 640.0)),
        (Theme::Dark, "password-dark", Vec2::new(1000.0, 640.0)),
        (Theme::Light, "password-narrow", Vec2::new(560.0, 420.0)),
    ] {
        let bytes = protected_pdf("secret", (300.0, 400.0), "");
        let document = Document::of(&[("0000000017", "MR")]).file("PDF", "letter", bytes);
        let response = Response::new().document(document.described("Letter", "Protected letter"));
        let mut program = Program::with_message(&response.to_json(), Look { theme, size, scale: 1.0 });
        program.wait("the prompt is there", |program| program.has("This document is protected"));
        program.press(Modifiers::NONE, Key::Enter);
        program.harness.step();
        program.harness.get_by_label("Password").type_text("guessed");
        program.harness.step();
        program.press(Modifiers::NONE, Key::Enter);
        program.wait("it is refused", |program| program.has_part("That is not the password"));
        program.settle();
        results.add(program.harness.try_snapshot(name));
    }
}

#[test]
fn the_pages_alone_and_nothing_at_all() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut program = sample(Look { theme, ..Look::default() });
        program.press(Modifiers::NONE, Key::F11);
        program.settle();
        results.add(program.harness.try_snapshot(format!("full-screen-{name}")));
        program.press(Modifiers::COMMAND, Key::L);
        program.settle();
        results.add(program.harness.try_snapshot(format!("hidden-{name}")));
    }
}
