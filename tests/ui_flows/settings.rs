//! Settings: what a user sets holds at once and is there again after a restart, and nothing of a patient is kept.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use redox_media_viewer::desktop::clipboard::Copied;
use redox_media_viewer::state::{DisplayServer, Theme};

use crate::harness::{Look, Program, asset};

struct Kept(tempfile::TempDir);

impl Kept {
    fn nothing() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn text(text: &str) -> Self {
        let kept = Self::nothing();
        fs::write(kept.file(), text).unwrap();
        kept
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("settings.toml")
    }

    /// What is in the file, once the program has ended.
    fn read(&self) -> String {
        fs::read_to_string(self.file()).unwrap_or_default()
    }

    fn program(&self) -> Program {
        Program::with_settings(self.0.path(), Look::default())
    }
}

fn open_sample(program: &mut Program) {
    program.drop_file(&asset("sample-response.json"));
    program.wait("the sample is open", Program::is_looked_at);
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
}

fn open_settings(program: &mut Program) {
    program.press(Modifiers::COMMAND, Key::Comma);
    assert!(program.has("Settings"));
}

fn click(program: &mut Program, name: &str) {
    program.harness.get_by_label(name).click();
    program.harness.run_steps(3);
}

fn menu(program: &mut Program, title: &str, item: &str) {
    click(program, title);
    click(program, item);
}

fn is_on(program: &Program, name: &str) -> bool {
    let node = program.harness.get_by_label(name);
    let node = node.accesskit_node();
    node.toggled() == Some(egui::accesskit::Toggled::True) || node.is_selected() == Some(true)
}

fn is_disabled(program: &Program, name: &str) -> bool {
    program.harness.get_by_label(name).accesskit_node().is_disabled()
}

#[test]
fn what_is_set_holds_at_once_and_after_a_restart() {
    let kept = Kept::nothing();
    let mut program = kept.program();
    menu(&mut program, "Edit", "Settings…");
    assert!(is_on(&program, "Theme of the system"));
    click(&mut program, "Dark theme");
    assert!(program.harness.ctx.global_style().visuals.dark_mode);
    for _ in 0..2 {
        click(&mut program, "Larger interface");
    }
    assert!(program.has("Interface scale 120 %"));
    assert_eq!(program.harness.ctx.zoom_factor(), 1.2);
    click(&mut program, "Close");
    open_sample(&mut program);
    click(&mut program, "All findings (6)");
    program.press(Modifiers::NONE, Key::F9);
    let pages = program.app().state().shows_pages();
    drop(program);

    let mut program = kept.program();
    assert_eq!((program.app().state().theme, program.harness.ctx.zoom_factor()), (Theme::Dark, 1.2));
    open_sample(&mut program);
    assert!(is_on(&program, "All findings (6)"));
    assert_eq!(program.app().state().shows_pages(), pages);
    program.press(Modifiers::ALT, Key::Enter);
    drop(program);
    let mut program = kept.program();
    open_sample(&mut program);
    assert!(!program.has("All findings (6)"), "the details stay hidden");
}

#[test]
fn edges_stay_where_they_were_dragged() {
    let kept = Kept::nothing();
    let mut program = kept.program();
    open_sample(&mut program);
    let list = |program: &Program| program.harness.get_by_label("Documents, 12 rows").rect();
    let tabs = |program: &Program| program.harness.get_by_label("Details").rect();
    let (edge, top) = (list(&program).right(), tabs(&program).top());
    drag(&mut program, egui::pos2(edge + 1.0, 500.0), egui::vec2(-120.0, 0.0));
    let line = (0..20).map(|up| top - up as f32).find(|y| {
        // The edge of the details is a few points above the first tab.
        drag(&mut program, egui::pos2(1000.0, *y), egui::vec2(0.0, -60.0));
        tabs(&program).top() < top - 30.0
    });
    assert!(line.is_some(), "the edge of the details was not found");
    let expected = (list(&program).right(), tabs(&program).top());
    assert!(expected.0 < edge - 100.0, "{expected:?} {edge}");
    drop(program);

    let mut program = kept.program();
    open_sample(&mut program);
    program.settle();
    let found = (list(&program).right(), tabs(&program).top());
    assert!((found.0 - expected.0).abs() <= 1.0 && (found.1 - expected.1).abs() <= 1.0, "{found:?} {expected:?}");
}

fn drag(program: &mut Program, from: egui::Pos2, by: egui::Vec2) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let moves = [from, from + by / 2.0, from + by].map(egui::Event::PointerMoved);
    let [to, half, end] = moves;
    for event in [to, button(from, true), half, end, button(from + by, false)] {
        program.harness.event(event);
        program.harness.step();
    }
    program.harness.run_steps(2);
}

#[test]
fn nothing_is_written_where_nothing_was_changed() {
    let kept = Kept::nothing();
    let mut program = kept.program();
    open_sample(&mut program);
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.settle();
    drop(program);
    assert!(!kept.file().exists());

    let text = "# mine\ntheme = \"light\"\n";
    let kept = Kept::text(text);
    let mut program = kept.program();
    open_sample(&mut program);
    drop(program);
    assert_eq!(kept.read(), text);
}

#[test]
fn a_broken_file_is_told_of_and_lost_to_nobody() {
    let broken = "theme = \"dark\"\n[window\n";
    let kept = Kept::text(broken);
    let mut program = kept.program();
    assert!(program.has_part("The settings file cannot be understood"));
    assert!(program.has_part("line 2"));
    open_sample(&mut program);
    assert!(program.has_part("The settings file cannot be understood"), "it stays until dismissed");
    click(&mut program, "Dismiss");
    assert!(!program.has_part("The settings file cannot be understood"));
    open_settings(&mut program);
    click(&mut program, "Dark theme");
    drop(program);
    assert_eq!(fs::read_to_string(kept.0.path().join("settings-broken.toml")).unwrap(), broken);
    assert!(kept.read().contains("theme = \"dark\""));
    assert!(!kept.program().has_part("The settings file"));
}

#[test]
fn a_wrong_value_is_named_and_the_others_hold() {
    let kept = Kept::text("theme = \"pink\"\ninterface_scale = 150\nlater = true\n");
    let mut program = kept.program();
    assert!(program.has_part("a value for theme that cannot be used"));
    assert_eq!(program.harness.ctx.zoom_factor(), 1.5);
    open_settings(&mut program);
    click(&mut program, "Light theme");
    drop(program);
    assert_eq!(kept.read(), "theme = \"light\"\ninterface_scale = 150\nlater = true\n");
}

#[test]
fn settings_that_cannot_be_written_hold_and_are_told_of() {
    let kept = Kept::nothing();
    fs::create_dir(kept.file()).unwrap();
    let mut program = kept.program();
    assert!(program.has_part("The settings file cannot be understood"));
    click(&mut program, "Dismiss");
    open_settings(&mut program);
    click(&mut program, "Dark theme");
    program.wait("it is told", |program| program.has_part("Your settings could not be written"));
    assert_eq!(program.app().state().theme, Theme::Dark);
}

#[test]
fn recent_files_are_remembered_where_they_are_wanted() {
    let kept = Kept::nothing();
    let mut program = kept.program();
    open_sample(&mut program);
    click(&mut program, "File");
    assert!(!program.has("Open recent"));
    program.press(Modifiers::NONE, Key::Escape);
    open_settings(&mut program);
    assert!(!is_on(&program, "Remember recent files") && is_disabled(&program, "Clear recent files"));
    click(&mut program, "Remember recent files");
    click(&mut program, "Close");
    open_sample(&mut program);
    let path = program.file("other.json", &fs::read(asset("sample-response.json")).unwrap());
    program.drop_file(&path);
    program.wait("it is open", |program| program.app().state().recent_files().len() == 2);
    drop(program);
    let text = kept.read();
    assert!(text.contains("sample-response.json") && text.contains("other.json"), "{text}");

    let mut program = kept.program();
    click(&mut program, "File");
    click(&mut program, "Open recent");
    let sample = format!("sample-response.json in {}", asset("").display().to_string().trim_end_matches('/'));
    assert!(program.has_part("other.json in "));
    click(&mut program, &sample);
    program.wait("the sample is open", Program::is_looked_at);
    assert_eq!(program.app().state().recent_files().first(), Some(&asset("sample-response.json")));

    menu(&mut program, "File", "Open recent");
    click(&mut program, "Clear recent files");
    assert!(program.app().state().recent_files().is_empty());
    drop(program);
    assert!(!kept.read().contains(".json"), "{}", kept.read());
}

#[test]
fn switching_recent_files_off_takes_them_out_of_the_file() {
    let kept = Kept::text("remember_recent_files = true\nrecent_files = [\"/tmp/MARKER.json\"]\n");
    let mut program = kept.program();
    open_settings(&mut program);
    click(&mut program, "Remember recent files");
    drop(program);
    assert!(!kept.read().contains("MARKER"), "{}", kept.read());
}

/// Everything that the messages and documents of the sample say of patients, as far as it stands in their JSON.
fn words_of_sample() -> Vec<String> {
    let json: serde_json::Value = serde_json::from_slice(&fs::read(asset("sample-response.json")).unwrap()).unwrap();
    let mut words = Vec::new();
    collect(&json, &mut words);
    words
}

fn collect(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        // Shorter ones stand in any text by chance.
        serde_json::Value::String(text) if (6..200).contains(&text.len()) => words.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, words)),
        _ => {}
    }
}

#[test]
fn neither_settings_nor_diagnostics_say_a_word_of_what_is_open() {
    let kept = Kept::nothing();
    let mut program = kept.program();
    open_sample(&mut program);
    program.press(Modifiers::NONE, Key::F8);
    program.press(Modifiers::COMMAND, Key::Num2);
    menu(&mut program, "Help", "About");
    // The dialog has found its place.
    program.harness.run_steps(6);
    click(&mut program, "Copy diagnostics");
    assert!(program.has("Copied the diagnostics, without patient data"));
    let copied = program.app().clipboard().kept();
    let [Copied::Text(text)] = copied.as_slice() else { panic!("{copied:?}") };
    let text = text.reveal().to_owned();
    for expected in [
        concat!("Redox Media Viewer ", env!("CARGO_PKG_VERSION")),
        "System: ",
        "Display server: ",
        "Graphics: ",
        "1280 × 800 pixels",
        "interface at 100 %",
        "PDF",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    drop(program);
    let settings = kept.read();
    assert!(settings.contains("all-findings"), "{settings}");
    let words = words_of_sample();
    assert!(words.len() > 30);
    for word in words.iter().map(String::as_str).chain(["sample-response", "assets"]) {
        assert!(!text.contains(word) && !settings.contains(word), "{word} is in\n{text}\n{settings}");
    }
}

#[test]
fn the_page_of_settings_works_by_keyboard_alone() {
    let mut program = Kept::nothing().program();
    open_settings(&mut program);
    program.harness.run_steps(2);
    assert!(program.harness.get_by_label("Theme of the system").accesskit_node().is_focused());
    program.press(Modifiers::NONE, Key::Tab);
    program.press(Modifiers::NONE, Key::Tab);
    program.press(Modifiers::NONE, Key::Space);
    program.harness.run_steps(2);
    assert_eq!(program.app().state().theme, Theme::Dark);
    program.press(Modifiers::NONE, Key::Tab);
    program.press(Modifiers::NONE, Key::Enter);
    program.harness.run_steps(2);
    assert!(program.has("Interface scale 90 %"));
    program.press(Modifiers::NONE, Key::Escape);
    assert!(!program.has("Settings"));
}

#[test]
fn the_scale_stays_within_what_can_be_used() {
    let mut program = Kept::nothing().program();
    open_settings(&mut program);
    for (name, end) in [("Larger interface", "Interface scale 200 %"), ("Smaller interface", "Interface scale 80 %")] {
        while !is_disabled(&program, name) {
            click(&mut program, name);
        }
        assert!(program.has(end));
        let close = program.harness.get_by_label("Close").rect();
        let window = program.harness.ctx.content_rect();
        assert!(window.contains_rect(close), "{close:?} in {window:?}");
    }
}

#[test]
fn a_drop_is_promised_where_one_can_arrive() {
    for (server, promised) in
        [(DisplayServer::Native, true), (DisplayServer::X11, true), (DisplayServer::Wayland, false)]
    {
        let mut program = Program::on_server(server, Look::default());
        assert_eq!(program.has_part("Drop a file or a folder here"), promised, "{server:?}");
        assert!(program.has_part("paste a response"));
        open_settings(&mut program);
        assert_eq!(program.has("Display server Wayland"), server != DisplayServer::Native);
        assert!(program.has_part("Settings hold until you quit"), "nothing is kept in tests");
    }
}

#[test]
fn the_choice_of_a_display_server_is_kept() {
    let kept = Kept::text("display_server = \"x11\"\n");
    assert!(!kept.program().has("Settings"));
    assert_eq!(kept.read(), "display_server = \"x11\"\n");
    assert!(Path::new(&kept.file()).exists());
}
