//! The settings: a page with the few things that can be set and have no place in a menu, and the theme.

use egui::{Align, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::about::AboutFacts;
use super::dialogs::{close_ui, title_ui};
use super::theme::{self, Tokens};
use super::{Intents, icons};
use crate::state::settings::{DisplayChoice, SettingsChange};
use crate::state::{AppState, Command, DisplayServer, Intent, Theme};

/// Width of the captions at the left, points.
const CAPTION_WIDTH: f32 = 120.0;
/// Below this width of the page all begins at the left edge, points.
const NARROW: f32 = 340.0;
/// Height of title, button and margins around the choices, points.
const ROOM_AROUND: f32 = 160.0;

/// Draws the dialog. What is chosen holds at once.
pub(super) fn settings_ui(ui: &mut Ui, state: &AppState, about: &AboutFacts, fresh: bool, intents: &mut Intents) {
    title_ui(ui, "Settings");
    let height = (ui.ctx().content_rect().height() - ROOM_AROUND).max(60.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .id_salt("settings")
        .show(ui, |ui| {
            choices_ui(ui, state, about, fresh, intents);
        });
    close_ui(ui);
}

fn choices_ui(ui: &mut Ui, state: &AppState, about: &AboutFacts, fresh: bool, intents: &mut Intents) {
    row_ui(ui, "Theme", |ui| theme_ui(ui, state, fresh, intents));
    row_ui(ui, "Interface scale", |ui| {
        ui.horizontal(|ui| scale_ui(ui, state, intents));
    });
    note_ui(ui, "Menus, lists and text. Pages have a zoom of their own.");
    if state.display_server != DisplayServer::Native {
        row_ui(ui, "Display server", |ui| server_ui(ui, state, intents));
        note_ui(ui, &server_note(state));
    }
    row_ui(ui, "Recent files", |ui| recent_ui(ui, state, intents));
    note_ui(ui, "Their paths are kept in the settings file, and nothing else of them. A path may name a patient.");
    let kept = match &about.settings_path {
        Some(path) => format!("Settings are kept in {}", path.display()),
        None => "Settings hold until you quit: there is no place to keep them.".to_owned(),
    };
    ui.add_space(10.0);
    ui.separator();
    ui.label(RichText::new(kept).font(theme::regular(theme::SMALL_SIZE)).color(Tokens::of(ui).muted));
}

/// A caption and what belongs to it; in a narrow window below it.
fn row_ui(ui: &mut Ui, caption: &str, add: impl FnOnce(&mut Ui)) {
    ui.add_space(8.0);
    let caption = egui::Label::new(RichText::new(caption).font(theme::medium(theme::TEXT_SIZE)));
    let choices = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        add(ui);
    };
    if ui.available_width() < NARROW {
        ui.add(caption);
        ui.horizontal_wrapped(choices);
        return;
    }
    ui.horizontal(|ui| {
        let size = egui::vec2(CAPTION_WIDTH, ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(CAPTION_WIDTH);
            ui.add(caption);
        });
        choices(ui);
    });
}

/// A sentence below a row.
fn note_ui(ui: &mut Ui, text: &str) {
    let left = if ui.available_width() < NARROW { 0.0 } else { CAPTION_WIDTH + ui.spacing().item_spacing.x };
    ui.horizontal_top(|ui| {
        // As low as its text, not as a button.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(left);
        let text = RichText::new(text).font(theme::regular(theme::SMALL_SIZE)).color(Tokens::of(ui).muted);
        ui.add(egui::Label::new(text).wrap());
    });
}

/// One of several choices; true when it was taken. `name` is what a screen reader says, without the caption beside it.
fn choice_ui(ui: &mut Ui, chosen: bool, label: &str, name: &str) -> egui::Response {
    let response = ui.radio(chosen, label);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
    response
}

fn theme_ui(ui: &mut Ui, state: &AppState, fresh: bool, intents: &mut Intents) {
    for (theme, label, command) in [
        (Theme::System, "As the system", Command::ThemeSystem),
        (Theme::Light, "Light", Command::ThemeLight),
        (Theme::Dark, "Dark", Command::ThemeDark),
    ] {
        let chosen = state.theme == theme;
        let response = choice_ui(ui, chosen, label, command.label());
        if fresh && chosen {
            response.request_focus();
        }
        if response.clicked() {
            intents.push(Intent::Settings(SettingsChange::Theme(theme)));
        }
    }
}

fn scale_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let scale = state.preferences.interface_scale;
    let mut step = |ui: &mut Ui, sign: &str, name: &str, to| {
        let button = egui::Button::new(RichText::new(sign).font(theme::icons(theme::ICON_SIZE)))
            .min_size(ui.spacing().interact_size);
        let response = ui.add_enabled(Option::is_some(&to), button).on_hover_text(name);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, to.is_some(), name));
        if let Some(to) = to.filter(|_| response.clicked()) {
            intents.push(Intent::Settings(SettingsChange::InterfaceScale(to)));
        }
    };
    step(ui, icons::MINUS, "Smaller interface", scale.smaller());
    let text = format!("{} %", scale.percent());
    let label = ui
        .allocate_ui_with_layout(
            egui::vec2(48.0, ui.spacing().interact_size.y),
            Layout::centered_and_justified(egui::Direction::LeftToRight),
            |ui| ui.label(&text),
        )
        .inner;
    super::notices::live_ui(ui, &label, Role::Status, &format!("Interface scale {text}"));
    step(ui, icons::PLUS, "Larger interface", scale.larger());
}

fn server_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    for (choice, label, name) in [
        (DisplayChoice::Auto, "Automatic", "Automatic display server"),
        (DisplayChoice::X11, "X11", "Display server X11"),
        (DisplayChoice::Wayland, "Wayland", "Display server Wayland"),
    ] {
        if choice_ui(ui, state.preferences.display_server == choice, label, name).clicked() {
            intents.push(Intent::Settings(SettingsChange::DisplayServer(choice)));
        }
    }
}

fn server_note(state: &AppState) -> String {
    let now = state.display_server.name();
    let drops = if state.display_server.takes_drops() { "" } else { " Files cannot be dropped on it there." };
    format!(
        "The window is on {now} now.{drops} A choice counts from the next start. Automatic takes X11 unless a screen is scaled: on Wayland no files can be dropped on the window."
    )
}

fn recent_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let mut on = state.preferences.recent.is_on();
    if ui.checkbox(&mut on, "Remember them").accessible_name("Remember recent files").clicked() {
        intents.push(Intent::Settings(SettingsChange::RememberRecent(on)));
    }
    let command = Command::ClearRecent;
    let clear = egui::Button::new("Clear list");
    let response = ui.add_enabled(state.is_enabled(command), clear).on_hover_text(command.hint());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, state.is_enabled(command), command.label()));
    if response.clicked() {
        intents.run(command);
    }
}
