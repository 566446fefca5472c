//! The preview's toolbar: page, zoom, fit, rotate, save. Buttons are commands; their names are the commands' labels.

use egui::{Align, Button, Layout, RichText, Ui};

use super::theme::{self, Tokens};
use super::{Intents, icons};
use crate::state::view::Presented;
use crate::state::{AppState, Command, Intent};

/// The page number while it is typed.
#[derive(Default)]
pub struct ToolbarMemory {
    typed: Option<String>,
}

/// What the groups of buttons need, points: those that do not fit are left out, from the last one on.
const SAVE_WIDTH: f32 = 84.0;
const PAGES_WIDTH: f32 = 125.0;
const ZOOM_WIDTH: f32 = 125.0;
const FIT_WIDTH: f32 = 165.0;
const ROTATE_WIDTH: f32 = 45.0;
const ACTUAL_WIDTH: f32 = 95.0;
const FIND_WIDTH: f32 = 34.0;
const LEAVE_WIDTH: f32 = 36.0;

/// Draws the bar.
pub fn toolbar_ui(
    ui: &mut Ui,
    state: &AppState,
    shown: Option<&Presented>,
    memory: &mut ToolbarMemory,
    intents: &mut Intents,
) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let reading = state.is_reading();
        if state.is_enabled(Command::List) {
            icon_ui(ui, Command::List, icons::LIST, state, intents);
            ui.separator();
        }
        let room = ui.available_width() - if reading { LEAVE_WIDTH } else { 0.0 };
        // What stands at the left gives way to what stands at the right, from the last group on.
        let count = state.selected_pages().map_or(1, |pages| pages.page_count);
        let with_pages = count > 1;
        // The number of pages stands beside the field as well.
        let pages_width = PAGES_WIDTH + 2.0 * (page_field_width(count) - page_field_width(1));
        let taken = SAVE_WIDTH + ZOOM_WIDTH + if with_pages { pages_width } else { 0.0 };
        let spare = room - taken;
        // The save button keeps its place at the right; what does not fit beside it is in the menus.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if reading {
                leave_ui(ui, intents);
            }
            save_ui(ui, state, spare > 0.0, intents);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let (Some(shown), Some(pages)) =
                    (shown.filter(|_| room > SAVE_WIDTH + ZOOM_WIDTH), state.selected_pages())
                {
                    if with_pages && spare > 0.0 {
                        icon_ui(ui, Command::PreviousPage, icons::CHEVRON_LEFT, state, intents);
                        page_ui(ui, shown, pages.page_count, memory, intents);
                        icon_ui(ui, Command::NextPage, icons::CHEVRON_RIGHT, state, intents);
                        ui.separator();
                    }
                    icon_ui(ui, Command::ZoomOut, icons::MINUS, state, intents);
                    let percent = RichText::new(format!("{:.0} %", shown.factor * 100.0)).font(theme::regular(13.0));
                    let size = egui::vec2(46.0, 20.0);
                    ui.add_sized(size, egui::Label::new(percent).selectable(false));
                    icon_ui(ui, Command::ZoomIn, icons::PLUS, state, intents);
                    if spare > FIT_WIDTH {
                        ui.separator();
                        switch_ui(ui, Command::FitWidth, state, intents);
                        switch_ui(ui, Command::FitPage, state, intents);
                    }
                    if spare > FIT_WIDTH + ROTATE_WIDTH + ACTUAL_WIDTH {
                        switch_ui(ui, Command::ActualSize, state, intents);
                    }
                    if spare > FIT_WIDTH + ROTATE_WIDTH {
                        ui.separator();
                        icon_ui(ui, Command::RotateRight, icons::ROTATE_CW, state, intents);
                    }
                    if spare > FIT_WIDTH + ROTATE_WIDTH + ACTUAL_WIDTH + FIND_WIDTH {
                        icon_ui(ui, Command::FindInDocument, icons::SEARCH, state, intents);
                    }
                }
            });
        });
    });
}

fn tooltip(command: Command) -> String {
    match command.shortcuts().first() {
        Some(shortcut) => format!("{} ({})", command.hint(), shortcut.text()),
        None => command.hint().to_owned(),
    }
}

/// A button that shows an icon and is named by its command.
pub fn icon_ui(ui: &mut Ui, command: Command, icon: &str, state: &AppState, intents: &mut Intents) {
    let text = RichText::new(icon).font(theme::icons(theme::ICON_SIZE));
    let button = Button::new(text).frame_when_inactive(false).min_size(egui::vec2(28.0, 26.0));
    let enabled = state.is_enabled(command);
    let response = ui.add_enabled(enabled, button).on_hover_text(tooltip(command));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, command.label()));
    if response.clicked() {
        intents.run(command);
    }
}

/// The way out of full screen for the pointer: there is no menu.
fn leave_ui(ui: &mut Ui, intents: &mut Intents) {
    let text = RichText::new(icons::MINIMIZE).font(theme::icons(theme::ICON_SIZE));
    let button = Button::new(text).frame_when_inactive(false).min_size(egui::vec2(28.0, 26.0));
    let response = ui.add(button).on_hover_text("Leave full screen (F11 or Esc)");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Leave full screen"));
    if response.clicked() {
        intents.run(Command::FullScreen);
    }
}

fn switch_ui(ui: &mut Ui, command: Command, state: &AppState, intents: &mut Intents) {
    let on = state.is_on(command) == Some(true);
    let tokens = Tokens::of(ui);
    let color = if on { tokens.accent } else { tokens.text };
    let text = RichText::new(command.label()).color(color);
    let button = Button::selectable(on, text).frame_when_inactive(on);
    if ui.add_enabled(state.is_enabled(command), button).on_hover_text(tooltip(command)).clicked() {
        intents.run(command);
    }
}

/// Room for the largest page number, points.
fn page_field_width(page_count: u32) -> f32 {
    let digits = page_count.max(1).ilog10() + 1;
    (14.0 + 9.0 * digits as f32).max(34.0)
}

/// `3 / 17`, where the number can be typed.
fn page_ui(ui: &mut Ui, shown: &Presented, page_count: u32, memory: &mut ToolbarMemory, intents: &mut Intents) {
    let mut text = memory.typed.clone().unwrap_or_else(|| (shown.current_page() + 1).to_string());
    let field = egui::TextEdit::singleline(&mut text)
        .desired_width(page_field_width(page_count))
        .align(egui::Align2::CENTER_CENTER)
        .id(egui::Id::unique("page-number"));
    let response = ui.add(field).accessible_name("Page number");
    if response.gained_focus() || response.changed() {
        memory.typed = Some(text.clone());
    }
    if response.lost_focus() {
        memory.typed = None;
        if ui.input(|input| input.key_pressed(egui::Key::Enter))
            && let Ok(page) = text.trim().parse::<usize>()
        {
            intents.push(Intent::GoToPage(page.saturating_sub(1)));
        }
    }
    ui.add(egui::Label::new(format!("/ {page_count}")).selectable(false));
}

fn save_ui(ui: &mut Ui, state: &AppState, wide: bool, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let enabled = state.is_enabled(Command::SaveDocument);
    let label = if wide { "Save as…" } else { "Save" };
    let button = Button::new(RichText::new(label).font(theme::medium(13.0)).color(tokens.on_accent))
        .fill(tokens.accent)
        .stroke(egui::Stroke::NONE)
        .min_size(egui::vec2(72.0, 26.0));
    let response = ui.add_enabled(enabled, button).on_hover_text(tooltip(Command::SaveDocument));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, Command::SaveDocument.label()));
    if response.clicked() {
        intents.run(Command::SaveDocument);
    }
}
