//! The identity strip: whose document this is, above its pages, always. It wraps and never cuts an identifier.

use egui::{CornerRadius, Frame, Margin, Role, Ui, WidgetInfo};

use super::text;
use super::theme::{self, Tokens};
use crate::message::Document;
use crate::state::{AppState, Opened};

/// One sentence for screen readers: everything in the strip.
#[must_use]
pub fn spoken(opened: &Opened, document: &Document) -> String {
    let mut parts: Vec<String> = document.identifiers.iter().map(text::identifier).collect();
    if parts.is_empty() {
        parts.push("without identifiers".to_owned());
    }
    if let Some(visit) = &document.visit_number {
        parts.push(format!("Visit {}", text::visible(visit)));
    }
    match opened.response.message_of(document).and_then(|message| message.meta.test) {
        Some(true) => parts.push("Test message".to_owned()),
        Some(false) => {}
        None => parts.push("Test or live not stated".to_owned()),
    }
    format!("Patient {}", parts.join(", "))
}

/// Draws the strip for the selected document.
pub fn identity_strip_ui(ui: &mut Ui, state: &AppState) {
    let Some((opened, document)) = state
        .opened
        .as_ref()
        .zip(state.selected)
        .and_then(|(opened, selected)| opened.document(selected).map(|document| (opened, document)))
    else {
        return;
    };
    let tokens = Tokens::of(ui);
    let test = opened.response.message_of(document).and_then(|message| message.meta.test);
    let response = ui
        .horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(16.0, 6.0);
            if document.identifiers.is_empty() {
                ui.colored_label(tokens.warning, "No patient identifiers in this entry");
            }
            for (position, identifier) in document.identifiers.iter().enumerate() {
                let font = if position == 0 { theme::identifier_semibold(13.5) } else { theme::identifier(13.0) };
                let id = identifier.id.as_ref().map_or_else(|| "—".to_owned(), text::visible);
                pair_ui(ui, &identifier.id_type.as_ref().map_or_else(|| "ID".to_owned(), text::visible), &id, font);
            }
            if let Some(visit) = &document.visit_number {
                pair_ui(ui, "Visit", &text::visible(visit), theme::identifier(13.0));
            }
            match test {
                Some(true) => badge_ui(ui, "TEST", tokens),
                None => {
                    let words = egui::RichText::new("Test or live not stated").color(tokens.muted);
                    make_room(ui, 160.0);
                    ui.label(words);
                }
                Some(false) => {}
            }
        })
        .response;
    let response = response.interact(egui::Sense::hover());
    let name = spoken(opened, document);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
}

/// A small caption and its value, kept together when the strip wraps.
fn pair_ui(ui: &mut Ui, caption: &str, value: &str, font: egui::FontId) {
    let tokens = Tokens::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let format =
        |font, color| egui::TextFormat { font_id: font, color, valign: egui::Align::Center, ..Default::default() };
    job.append(caption, 0.0, format(theme::regular(theme::SMALL_SIZE), tokens.muted));
    job.append(value, 5.0, format(font, tokens.text));
    let whole = ui.max_rect().width();
    let needed = ui.fonts_mut(|fonts| fonts.layout_job(job.clone())).size().x;
    // The next line rather than a break inside; a break only where a line of its own is too short.
    make_room(ui, needed);
    if needed > whole {
        job.wrap.max_width = whole;
        job.wrap.break_anywhere = true;
        ui.add(egui::Label::new(job).wrap().selectable(true));
    } else {
        ui.add(egui::Label::new(job).extend().selectable(true));
    }
}

/// Goes on in the next line where this one has not so much room left, points.
fn make_room(ui: &mut Ui, needed: f32) {
    if needed > ui.available_size_before_wrap().x && ui.cursor().left() > ui.max_rect().left() {
        ui.end_row();
    }
}

/// Wider than any word on a badge.
const BADGE_WIDTH: f32 = 56.0;

fn badge_ui(ui: &mut Ui, word: &str, tokens: &Tokens) {
    make_room(ui, BADGE_WIDTH);
    Frame::new()
        .fill(tokens.test_background)
        .corner_radius(CornerRadius::same(4))
        .inner_margin(Margin::symmetric(8, 2))
        .show(ui, |ui| {
            let text = egui::RichText::new(word).font(theme::semibold(11.5)).color(tokens.test);
            ui.add(egui::Label::new(text).selectable(false));
        });
}
