//! What the window shows before anything is open, and while it opens.

use egui::{Align, Button, Layout, RichText, Ui};

use super::theme::{self, Tokens};
use super::{Intents, icons, text};
use crate::state::{AppState, Command, Opening};

/// Draws the empty window.
pub fn empty_state_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    centred_ui(ui, 220.0, |ui| {
        ui.label(RichText::new(icons::FOLDER_OPEN).font(theme::icons(44.0)).color(tokens.muted));
        ui.add_space(10.0);
        ui.label(RichText::new("Open a Redox Media response").font(theme::semibold(20.0)));
        ui.add_space(4.0);
        let line = if state.display_server.takes_drops() {
            "Drop a file or a folder here, open one, or paste a response"
        } else {
            "Open a file or a folder, or paste a response"
        };
        ui.label(RichText::new(line).color(tokens.muted));
        ui.add_space(14.0);
        let button =
            Button::new(RichText::new(Command::Open.label()).font(theme::medium(14.0)).color(tokens.on_accent))
                .fill(tokens.accent)
                .stroke(egui::Stroke::NONE)
                .min_size(egui::vec2(120.0, 34.0));
        if ui.add_enabled(state.is_enabled(Command::Open), button).clicked() {
            intents.run(Command::Open);
        }
    });
}

/// Draws the state of opening: a bar and Cancel.
pub fn opening_ui(ui: &mut Ui, opening: &Opening, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    centred_ui(ui, 120.0, |ui| {
        ui.label(RichText::new("Opening").font(theme::semibold(theme::HEADING_SIZE)));
        ui.label(RichText::new(crate::words::visible_name(&opening.origin.name())).color(tokens.muted));
        ui.add_space(10.0);
        progress_ui(ui, opening);
        ui.add_space(10.0);
        if ui.button("Cancel").clicked() {
            intents.run(Command::Escape);
        }
    });
}

/// The bar with what is read of what there is.
pub fn progress_ui(ui: &mut Ui, opening: &Opening) {
    let tokens = Tokens::of(ui);
    let (read, all) = opening.progress;
    let share = if all == 0 { 0.0 } else { read as f32 / all as f32 };
    ui.add(egui::ProgressBar::new(share).desired_width(260.0).desired_height(6.0).fill(tokens.accent))
        .accessible_name("Progress of opening");
    let words = if all == 0 { text::size(read) } else { format!("{} of {}", text::size(read), text::size(all)) };
    ui.label(RichText::new(words).font(theme::regular(12.0)).color(tokens.muted));
}

fn centred_ui(ui: &mut Ui, height: f32, add: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Center)));
    child.add_space(((room.height() - height) / 2.0 - 20.0).max(8.0));
    add(&mut child);
}
