//! What is below the pages: the strip of tabs and the tab that is shown.

use egui::{RichText, Role, Ui, WidgetInfo};

use super::theme::{self, Tokens};
use super::{Intents, details, findings};
use crate::state::opened::Stage;
use crate::state::{AppState, Intent, Tab};

/// Height of the strip, points.
const STRIP_HEIGHT: f32 = 32.0;

/// Draws the strip and the tab.
pub fn tabs_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.allocate_ui(egui::vec2(ui.available_width(), STRIP_HEIGHT), |ui| strip_ui(ui, state, intents));
    match state.tab {
        _ if state.selected.is_none() => findings::all_ui(ui, state, intents),
        Tab::Details => details::details_ui(ui, state, intents),
        Tab::Findings => findings::of_document_ui(ui, state),
        Tab::AllFindings => findings::all_ui(ui, state, intents),
    }
}

fn strip_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let Some(opened) = &state.opened else { return };
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let all = counted("All findings", opened.findings().len());
        // Without documents there is only what concerns the message.
        let Some(selected) = state.selected else {
            tab_ui(ui, true, Tab::AllFindings, &all, intents);
            return;
        };
        let of_document = counted("Findings", opened.findings_of(selected).len());
        for (tab, label) in
            [(Tab::Details, "Details"), (Tab::Findings, of_document.as_str()), (Tab::AllFindings, all.as_str())]
        {
            tab_ui(ui, state.tab == tab, tab, label, intents);
        }
        let text = match (state.tab, opened.stage(selected)) {
            (Tab::Details, Stage::Pages(pages)) => match pages.engine {
                crate::render::Engine::Pdfium => "Drawn by PDFium",
                crate::render::Engine::Hayro => "Drawn by the built-in engine",
                crate::render::Engine::Image => "Picture",
                crate::render::Engine::Flow => "Laid out by this program",
            },
            _ => return,
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let text = RichText::new(text).color(tokens.muted).font(theme::regular(theme::SMALL_SIZE));
            ui.add(egui::Label::new(text).truncate().selectable(false));
        });
    });
}

fn counted(name: &str, count: usize) -> String {
    if count == 0 { name.to_owned() } else { format!("{name} ({})", crate::words::grouped(count as u64)) }
}

fn tab_ui(ui: &mut Ui, shown: bool, tab: Tab, label: &str, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let (font, color) = if shown { (theme::medium(13.0), tokens.text) } else { (theme::regular(13.0), tokens.muted) };
    let button =
        egui::Button::new(RichText::new(label).font(font).color(color)).frame_when_inactive(false).frame(false);
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, shown, label));
    if shown {
        let line = response.rect.expand2(egui::vec2(0.0, 6.0));
        ui.painter().hline(line.x_range(), ui.max_rect().bottom() - 1.0, egui::Stroke::new(2.0, tokens.accent));
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, tokens.accent);
        let rect = response.rect.expand(3.0);
        ui.painter().rect_stroke(rect, egui::CornerRadius::same(4), stroke, egui::StrokeKind::Inside);
    }
    if response.clicked() {
        intents.push(Intent::ShowTab(tab));
    }
}
