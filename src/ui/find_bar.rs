//! The bar over the pages in which words are searched for.

use egui::{Align, Key, Layout, RichText, TextEdit, Ui};
use zeroize::Zeroizing;

use super::theme::{self, Tokens};
use super::toolbar::icon_ui;
use super::{Intents, icons, keys};
use crate::state::reading::Direction;
use crate::state::{AppState, Command, Intent};

/// Which request for the bar was answered last.
#[derive(Default)]
pub struct FindMemory {
    answered: u64,
    open: bool,
}

/// Where words are typed.
#[must_use]
pub fn field_id() -> egui::Id {
    egui::Id::unique("find-text")
}

/// Height of the bar, points.
const HEIGHT: f32 = 36.0;
/// Widest that the field becomes, points.
const FIELD_WIDTH: f32 = 280.0;
/// What stands beside the field, points.
const BESIDE_WIDTH: f32 = 240.0;

/// Draws the bar, if it is there.
pub fn find_bar_ui(ui: &mut Ui, state: &AppState, memory: &mut FindMemory, intents: &mut Intents) {
    let Some(typed) = &state.find_bar else {
        // The field is gone: its focus goes to the pages, where the reader looked.
        if std::mem::take(&mut memory.open) {
            ui.memory_mut(|memory| memory.request_focus(keys::canvas_id()));
        }
        return;
    };
    memory.open = true;
    let tokens = Tokens::of(ui);
    let size = egui::vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, tokens.background);
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.border));
    let inner = rect.shrink2(egui::vec2(10.0, 4.0));
    let mut bar = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut bar;
    ui.spacing_mut().item_spacing.x = 4.0;
    field_ui(ui, state, typed, memory, intents);
    icon_ui(ui, Command::FindPrevious, icons::CHEVRON_UP, state, intents);
    icon_ui(ui, Command::FindNext, icons::CHEVRON_DOWN, state, intents);
    status_ui(ui, state);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        icon_ui(ui, Command::CloseFind, icons::X, state, intents);
    });
}

fn field_ui(ui: &mut Ui, state: &AppState, typed: &str, memory: &mut FindMemory, intents: &mut Intents) {
    let width = (ui.available_width() - BESIDE_WIDTH).clamp(60.0, FIELD_WIDTH);
    let mut text = Zeroizing::new(typed.to_owned());
    let field = TextEdit::singleline(&mut *text).id(field_id()).desired_width(width).hint_text("Find in document");
    let output = field.show(ui);
    let response = output.response.response.accessible_name("Find in document");
    if memory.answered != state.finds_asked {
        memory.answered = state.finds_asked;
        response.request_focus();
        let mut edit = output.state;
        let all =
            egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(typed.chars().count()));
        edit.cursor.set_char_range(Some(all));
        edit.store(ui.ctx(), response.id);
    }
    if response.changed() {
        intents.push(Intent::FindText(text));
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let back = ui.input(|input| input.modifiers.shift);
        intents.push(Intent::FindStep(if back { Direction::Backward } else { Direction::Forward }));
        response.request_focus();
    }
}

fn status_ui(ui: &mut Ui, state: &AppState) {
    let tokens = Tokens::of(ui);
    let Some(find) = &state.reading.find else { return };
    let mut status = find.status();
    match find.wrapped() {
        Some(Direction::Forward) => status.push_str(", from the beginning again"),
        Some(Direction::Backward) => status.push_str(", from the end again"),
        None => {}
    }
    let color = if find.current().is_some() || !find.is_done() { tokens.muted } else { tokens.warning };
    let label = egui::Label::new(RichText::new(&status).font(theme::regular(12.5)).color(color)).truncate();
    let room = (ui.available_width() - 34.0).max(20.0);
    ui.allocate_ui_with_layout(egui::vec2(room, 24.0), Layout::left_to_right(Align::Center), |ui| {
        let response = ui.add(label.selectable(false));
        super::notices::live_ui(ui, &response, egui::Role::Status, &status);
    });
}
