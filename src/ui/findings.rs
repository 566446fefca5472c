//! The tabs with what is odd: about the selected document in full, and about everything as a list to click in.

use egui::{Color32, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo};

use super::theme::{self, Tokens};
use super::{Intents, icons};
use crate::finding::{Finding, Severity};
use crate::state::{AppState, Command, Intent, Opened, report};

/// Icon and colour of a severity.
#[must_use]
pub fn mark(severity: Severity, tokens: &Tokens) -> (&'static str, Color32) {
    match severity {
        Severity::Error => (icons::CIRCLE_ALERT, tokens.error),
        Severity::Warning => (icons::TRIANGLE_ALERT, tokens.warning),
        Severity::Note => (icons::INFO, tokens.muted),
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}

/// What is odd about the selected document, worst first, in full.
pub fn of_document_ui(ui: &mut Ui, state: &AppState) {
    let Some((opened, selected)) = state.opened.as_ref().zip(state.selected) else { return };
    ScrollArea::vertical().id_salt(("findings", opened.load, selected)).auto_shrink(false).show(ui, |ui| {
        ui.add_space(6.0);
        let found = opened.findings_of(selected);
        if found.len() == 0 {
            let words = if opened.is_looked_at() {
                "Nothing is odd about this document."
            } else {
                "The contents are still being looked at."
            };
            ui.label(RichText::new(words).color(Tokens::of(ui).muted));
        }
        for finding in found {
            finding_ui(ui, opened, finding);
            ui.add_space(8.0);
        }
    });
}

fn finding_ui(ui: &mut Ui, opened: &Opened, finding: &Finding) {
    let tokens = Tokens::of(ui);
    let severity = finding.code.severity();
    let (icon, color) = mark(severity, tokens);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 2.0);
        let mark = ui.add(Label::new(RichText::new(icon).font(theme::icons(15.0)).color(color)).selectable(false));
        mark.widget_info(|| WidgetInfo::labeled(Role::Label, true, severity_word(severity)));
        ui.vertical(|ui| {
            ui.add(Label::new(RichText::new(finding.text()).font(theme::medium(13.0)).color(tokens.text)).wrap());
            ui.add(Label::new(RichText::new(finding.code.meaning()).color(tokens.muted)).wrap());
            let place = place(opened, finding);
            if !place.is_empty() {
                let place = RichText::new(place).font(egui::FontId::monospace(11.5)).color(tokens.muted);
                ui.add(Label::new(place).wrap());
            }
        });
    });
}

/// Line, column and pointer. On screen the pointer is whole: it stands in the opened file.
fn place(opened: &Opened, finding: &Finding) -> String {
    let Some(place) = &finding.place else { return String::new() };
    let line = opened.lines.get(&report::key(finding));
    let mut parts: Vec<String> =
        line.map(|(line, column)| format!("line {line}, column {column}")).into_iter().collect();
    if !place.pointer.is_empty() {
        parts.push(crate::words::visible_name(&place.pointer).into_owned());
    }
    parts.join("  ")
}

const ROW_HEIGHT: f32 = 24.0;
/// Room for `Document 100,000`.
const SUBJECT_WIDTH: f32 = 104.0;

/// Everything that is odd, a row each: a click goes to the document.
pub fn all_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(opened) = &state.opened else { return };
    let tokens = Tokens::of(ui);
    let all = opened.findings();
    if all.is_empty() {
        ui.add_space(6.0);
        ui.label(RichText::new("Nothing is odd in what was read.").color(tokens.muted));
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if ui.button(Command::CopyFindings.label()).on_hover_text(Command::CopyFindings.hint()).clicked() {
            intents.run(Command::CopyFindings);
        }
        let words = "As text for a ticket, without patient data.";
        ui.label(RichText::new(words).color(tokens.muted).font(theme::regular(theme::SMALL_SIZE)));
    });
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt(("all-findings", opened.load)).auto_shrink(false).show_rows(
        ui,
        ROW_HEIGHT,
        all.len(),
        |ui, rows| {
            for finding in rows.filter_map(|row| all.get(row)) {
                row_ui(ui, opened, finding, state, intents);
            }
        },
    );
}

fn row_ui(ui: &mut Ui, opened: &Opened, finding: &Finding, state: &AppState, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let severity = finding.code.severity();
    let (icon, color) = mark(severity, tokens);
    let subject = match finding.document.and_then(|index| opened.document(index)) {
        Some(document) => format!("Document {}", document.number()),
        None if opened.response.messages.len() > 1 => format!("Message {}", u64::from(finding.message) + 1),
        None => "Response".to_owned(),
    };
    let size = egui::vec2(ui.available_width(), ROW_HEIGHT - ui.spacing().item_spacing.y);
    let sense = if finding.document.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let name = format!("{}: {subject}: {}", severity_word(severity), finding.text());
    let role = if finding.document.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    if response.hovered() && finding.document.is_some() {
        ui.painter().rect_filled(rect, egui::CornerRadius::same(4), tokens.background);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, tokens.accent);
        ui.painter().rect_stroke(rect, egui::CornerRadius::same(4), stroke, egui::StrokeKind::Inside);
    }
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(egui::vec2(4.0, 0.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    row.spacing_mut().item_spacing.x = 8.0;
    let painted = |text: RichText| Label::new(text).selectable(false);
    row.add(painted(RichText::new(icon).font(theme::icons(14.0)).color(color)));
    let selected = finding.document.is_some() && finding.document == state.selected;
    let font = if selected { theme::medium(13.0) } else { theme::regular(13.0) };
    let mut cell = row.new_child(
        egui::UiBuilder::new()
            .max_rect(row.available_rect_before_wrap().with_max_x(row.cursor().left() + SUBJECT_WIDTH))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    cell.add(painted(RichText::new(subject).font(font).color(tokens.text)).truncate());
    row.add_space(SUBJECT_WIDTH);
    row.add(painted(RichText::new(finding.text()).font(theme::regular(13.0)).color(tokens.text)).truncate());
    let clicked = response.clicked();
    let place = place(opened, finding);
    response.on_hover_text(if place.is_empty() { finding.text() } else { format!("{}\n{place}", finding.text()) });
    if let (true, Some(document)) = (clicked, finding.document) {
        intents.push(Intent::Select(document));
    }
}
