//! What the preview shows without a document: what a response holds instead of documents, or that the filter hides all.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::theme::{self, Tokens};
use super::{Intents, icons, text};
use crate::message::{Message, Purpose};
use crate::state::{AppState, Command};

/// Draws the words, and what the message says instead of documents.
pub fn no_documents_ui(ui: &mut Ui, state: &AppState) {
    let Some(opened) = &state.opened else { return };
    let tokens = Tokens::of(ui);
    let messages = &opened.response.messages;
    let has = |purpose: Purpose| messages.iter().any(|message| message.purpose == purpose);
    let (icon, title, body) = if messages.iter().any(|message| !message.meta.errors.is_empty()) {
        let body = "The sender answered with the following, and without documents.";
        (icons::CIRCLE_ALERT, "The response reports errors", body)
    } else if has(Purpose::Question) {
        let body = "It asks for documents and holds none. Open the response that came back for it.";
        (icons::INFO, "This is the question, not the answer", body)
    } else if has(Purpose::Acknowledgement) {
        let body =
            "It confirms that another message was received, and holds no document. Open the message that was sent.";
        (icons::INFO, "This message is only a confirmation", body)
    } else {
        let body = "The query was answered, and the answer holds no document.";
        (icons::INFO, "No documents in this response", body)
    };
    let room = ui.available_rect_before_wrap().shrink(32.0);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Center)));
    child.add_space(room.height() * 0.2);
    child.label(RichText::new(icon).font(theme::icons(36.0)).color(tokens.muted));
    child.add_space(8.0);
    child.label(RichText::new(title).font(theme::semibold(theme::HEADING_SIZE)));
    child.label(RichText::new(body).color(tokens.muted));
    if messages.iter().any(|message| message.meta.is_incomplete) {
        child.label(RichText::new("The sender reached a limit: not all data was returned.").color(tokens.warning));
    }
    child.add_space(10.0);
    ScrollArea::vertical().id_salt("no-documents").show(&mut child, |ui| {
        for message in messages {
            errors_ui(ui, message, tokens);
            if message.purpose == Purpose::Question {
                asked_ui(ui, message, tokens);
            }
        }
    });
}

/// What the preview shows when the filter hides every document.
pub fn no_match_ui(ui: &mut Ui, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let room = ui.available_rect_before_wrap().shrink(32.0);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Center)));
    child.add_space(room.height() * 0.25);
    child.label(RichText::new(icons::SEARCH).font(theme::icons(32.0)).color(tokens.muted));
    child.add_space(8.0);
    child.label(RichText::new("No document matches").font(theme::semibold(theme::HEADING_SIZE)));
    let body = "Every word of the filter must be found in a document, and everything chosen beside it must hold.";
    child.label(RichText::new(body).color(tokens.muted));
    child.add_space(12.0);
    let command = Command::ClearFilter;
    if child.button(command.label()).on_hover_text(command.hint()).clicked() {
        intents.run(command);
    }
}

fn errors_ui(ui: &mut Ui, message: &Message, tokens: &Tokens) {
    for error in &message.meta.errors {
        let parts = [&error.text, &error.error_type, &error.module, &error.id];
        let text = parts.into_iter().flatten().map(text::visible).collect::<Vec<_>>().join(" · ");
        ui.vertical_centered(|ui| ui.add(egui::Label::new(RichText::new(text).color(tokens.error)).wrap()));
        ui.add_space(4.0);
    }
}

/// What was asked for, a line a field.
fn asked_ui(ui: &mut Ui, message: &Message, tokens: &Tokens) {
    const CAPTION_WIDTH: f32 = 190.0;
    for field in &message.other_fields {
        let Some(value) = &field.value else { continue };
        let keys = field.pointer.as_str().trim_start_matches('/').split('/').filter(|key| key.parse::<u32>().is_err());
        let caption = crate::words::visible_name(&keys.collect::<Vec<_>>().join(" › ")).into_owned();
        ui.horizontal_top(|ui| {
            ui.add_space(((ui.available_width() - 2.0 * CAPTION_WIDTH - 60.0) / 2.0).max(0.0));
            let caption = RichText::new(caption).font(theme::regular(12.5)).color(tokens.muted);
            ui.allocate_ui_with_layout(egui::vec2(CAPTION_WIDTH, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(CAPTION_WIDTH);
                ui.add(egui::Label::new(caption).wrap());
            });
            ui.add(egui::Label::new(RichText::new(text::visible(value)).font(theme::identifier(13.0))).wrap());
        });
    }
}
