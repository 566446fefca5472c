//! Dialogs of our own: About, settings, the keys, a page number, a path where the system has no file dialog, and the question
//! before a file is replaced.

use std::path::PathBuf;

use egui::{Id, Modal, RichText, ScrollArea, Ui};

use super::about::{AboutFacts, about_ui};
use super::settings::settings_ui;
use super::theme::{self, Tokens};
use super::{Intents, batch};
use crate::state::command::MENUS;
use crate::state::{AppState, Intent, Question, Saving};

/// What is typed in a dialog.
#[derive(Default)]
pub struct DialogMemory {
    pub(super) typed: String,
    /// Whether a manifest goes with many documents.
    pub(super) manifest: bool,
    asked: Option<Question>,
}

/// Draws the dialog that the state asks for.
pub fn dialogs_ui(ui: &Ui, state: &AppState, memory: &mut DialogMemory, about: &AboutFacts, intents: &mut Intents) {
    let Some(question) = &state.question else {
        memory.asked = None;
        return;
    };
    let fresh = memory.asked.as_ref() != Some(question);
    if fresh {
        memory.asked = Some(question.clone());
        memory.typed = match question {
            Question::SavePath { suggested, .. } => suggested.clone(),
            _ => String::new(),
        };
        memory.manifest = state.batch.manifest;
    }
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(20));
    let response = Modal::new(Id::unique("dialog")).frame(frame).show(ui.ctx(), |ui| {
        let width: f32 = match question {
            Question::About | Question::Shortcuts | Question::SavedMany(_) | Question::Settings => 460.0,
            _ => 400.0,
        };
        // In a narrow window as wide as that allows.
        ui.set_width(width.min(ui.ctx().content_rect().width() - 64.0));
        match question {
            Question::About => about_ui(ui, state, about, intents),
            Question::Settings => settings_ui(ui, state, about, fresh, intents),
            Question::Shortcuts => shortcuts_ui(ui),
            Question::GoToPage => go_to_page_ui(ui, state, memory, fresh, intents),
            Question::OpenPath => open_path_ui(ui, memory, fresh, intents),
            Question::SavePath { what, .. } => save_path_ui(ui, *what, memory, fresh, intents),
            Question::Replace { what, target } => replace_ui(ui, *what, target, intents),
            Question::SaveMany { plan, folder } => {
                batch::question_ui(ui, plan, folder.as_deref(), memory, fresh, intents);
            }
            Question::SavedMany(result) => batch::result_ui(ui, result, fresh),
        }
    });
    if response.should_close() {
        intents.push(Intent::CloseQuestion);
    }
}

pub(super) fn title_ui(ui: &mut Ui, title: &str) {
    ui.label(RichText::new(title).font(theme::semibold(theme::HEADING_SIZE)));
    ui.add_space(8.0);
}

pub(super) fn close_ui(ui: &mut Ui) {
    ui.add_space(10.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        if ui.button("Close").clicked() {
            ui.close();
        }
    });
}

fn shortcuts_ui(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    title_ui(ui, "Keyboard shortcuts");
    let height = (ui.ctx().content_rect().height() - 200.0).clamp(160.0, 520.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .id_salt("shortcuts")
        .show(ui, |ui| {
            egui::Grid::new("shortcut-grid").num_columns(2).min_row_height(18.0).spacing([32.0, 4.0]).show(ui, |ui| {
                for (menu, commands) in MENUS {
                    ui.label(RichText::new(menu).font(theme::medium(13.0)));
                    ui.end_row();
                    for command in commands.iter().flatten() {
                        let keys: Vec<String> = command.shortcuts().iter().map(|shortcut| shortcut.text()).collect();
                        if !keys.is_empty() {
                            ui.label(command.label());
                            ui.label(RichText::new(keys.join(", ")).color(tokens.muted));
                            ui.end_row();
                        }
                    }
                }
                ui.label(RichText::new("In the list").font(theme::medium(13.0)));
                ui.end_row();
                for (what, keys) in [
                    ("Move", "Up, Down, Page Up, Page Down"),
                    ("First and last", "Home, End"),
                    ("Next pane", "Tab"),
                    ("To the password", "Enter"),
                ] {
                    ui.label(what);
                    ui.label(RichText::new(keys).color(tokens.muted));
                    ui.end_row();
                }
                ui.label(RichText::new("In the pages").font(theme::medium(13.0)));
                ui.end_row();
                for (what, keys) in [
                    ("Scroll", "Arrow keys, Page Up, Page Down"),
                    ("Zoom at the pointer", "Ctrl+wheel"),
                    ("Move", "Drag"),
                ] {
                    ui.label(what);
                    ui.label(RichText::new(keys).color(tokens.muted));
                    ui.end_row();
                }
            });
        });
    close_ui(ui);
}

/// A text field with focus; true when it was confirmed.
pub(super) fn field_ui(ui: &mut Ui, memory: &mut DialogMemory, name: &str, fresh: bool) -> bool {
    let response =
        ui.add(egui::TextEdit::singleline(&mut memory.typed).desired_width(f32::INFINITY)).accessible_name(name);
    if fresh {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// Two buttons at the right; true when the first was pressed.
fn confirm_ui(ui: &mut Ui, label: &str) -> bool {
    let tokens = Tokens::of(ui);
    ui.add_space(12.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        let text = RichText::new(label).color(tokens.on_accent);
        let confirmed = ui.add(egui::Button::new(text).fill(tokens.accent).stroke(egui::Stroke::NONE)).clicked();
        if ui.button("Cancel").clicked() {
            ui.close();
        }
        confirmed
    })
    .inner
}

fn go_to_page_ui(ui: &mut Ui, state: &AppState, memory: &mut DialogMemory, fresh: bool, intents: &mut Intents) {
    title_ui(ui, "Go to page");
    let count = state.selected_pages().map_or(0, |pages| pages.page_count);
    ui.label(format!("Page number, 1 to {count}"));
    let entered = field_ui(ui, memory, "Page number", fresh);
    if (confirm_ui(ui, "Go") || entered)
        && let Ok(page) = memory.typed.trim().parse::<usize>()
    {
        intents.push(Intent::GoToPage(page.saturating_sub(1)));
    }
}

fn open_path_ui(ui: &mut Ui, memory: &mut DialogMemory, fresh: bool, intents: &mut Intents) {
    title_ui(ui, "Open a file");
    ui.label("This system offers no file dialog. Type or paste the path of the file.");
    let entered = field_ui(ui, memory, "Path of the file to open", fresh);
    if (confirm_ui(ui, "Open") || entered) && !memory.typed.trim().is_empty() {
        intents.push(Intent::OpenPaths(vec![PathBuf::from(memory.typed.trim())]));
    }
}

fn save_path_ui(ui: &mut Ui, what: Saving, memory: &mut DialogMemory, fresh: bool, intents: &mut Intents) {
    title_ui(
        ui,
        match what {
            Saving::Document(_) => "Save document as",
            Saving::Attachment(_) => "Save attachment as",
            Saving::List => "Export list as",
        },
    );
    ui.label("This system offers no file dialog. Type or paste the path to save to.");
    let entered = field_ui(ui, memory, "Path to save to", fresh);
    if (confirm_ui(ui, "Save") || entered) && !memory.typed.trim().is_empty() {
        intents.push(Intent::SaveTo { what, target: PathBuf::from(memory.typed.trim()), replace: false });
    }
}

fn replace_ui(ui: &mut Ui, what: Saving, target: &std::path::Path, intents: &mut Intents) {
    title_ui(ui, "Replace the file?");
    let name = target.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    ui.label(format!(
        "There is already a file named {}. Replacing it cannot be undone.",
        crate::words::visible_name(&name)
    ));
    if confirm_ui(ui, "Replace") {
        intents.push(Intent::SaveTo { what, target: target.to_owned(), replace: true });
    }
}
