//! The status bar: how many documents and patients, and where in the document the reader is.

use egui::{Align, Layout, RichText, Ui};

use super::theme::Tokens;
use super::{Intents, batch, text, theme};
use crate::render::Engine;
use crate::state::view::Presented;
use crate::state::{AppState, Command, Intent, Opened, Tab};

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::words::grouped(number as u64), if number == 1 { one } else { many })
}

/// Draws the bar.
pub fn status_bar_ui(ui: &mut Ui, state: &AppState, shown: Option<&Presented>, intents: &mut Intents) {
    let muted = Tokens::of(ui).muted;
    let small = |text: String| RichText::new(text).color(muted).font(theme::regular(12.0));
    ui.horizontal_centered(|ui| {
        let Some(opened) = &state.opened else {
            ui.add(egui::Label::new(small("Nothing leaves this computer".to_owned())).selectable(false));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| batch::progress_ui(ui, state, intents));
            return;
        };
        ui.spacing_mut().item_spacing.x = 16.0;
        let facts = [
            count(opened.response.documents.len(), "document", "documents"),
            count(opened.response.patient_count(), "patient", "patients"),
        ];
        for fact in facts {
            ui.add(egui::Label::new(small(fact)).selectable(false));
        }
        if state.chosen_count() > 1 {
            let chosen = format!(
                "{} chosen, {}",
                crate::words::grouped(state.chosen_count() as u64),
                text::size(state.chosen_bytes())
            );
            let label = RichText::new(&chosen).color(Tokens::of(ui).text).font(theme::medium(12.0));
            let response = ui.add(egui::Label::new(label).selectable(false));
            super::notices::live_ui(ui, &response, egui::Role::Status, &chosen);
        }
        problems_ui(ui, opened, intents);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // The place in the document gives way where there is no room for both.
            let text = page_text(state, shown).filter(|_| !batch::needs_room(ui, state));
            if let Some(text) = text {
                ui.add(egui::Label::new(small(text)).truncate().selectable(false));
            }
            batch::progress_ui(ui, state, intents);
        });
    });
}

/// How many findings are errors or warnings; a click shows them.
fn problems_ui(ui: &mut Ui, opened: &Opened, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let problems = usize::try_from(opened.summary.problems).unwrap_or(usize::MAX);
    let label = count(problems, "problem", "problems");
    let color = if problems > 0 { tokens.text } else { tokens.muted };
    let text = RichText::new(&label).color(color).font(theme::regular(12.0));
    let response = ui.add(egui::Button::new(text).frame_when_inactive(false)).on_hover_text(Command::Findings.hint());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    if response.clicked() {
        intents.push(Intent::ShowTab(Tab::AllFindings));
    }
}

fn page_text(state: &AppState, shown: Option<&Presented>) -> Option<String> {
    let (opened, selected, shown) = (state.opened.as_ref()?, state.selected?, shown?);
    let pages = state.selected_pages()?;
    let page = shown.current_page();
    let size = pages.sizes.get(page.min(pages.sizes.len().saturating_sub(1))).copied().flatten()?;
    let unit = if pages.engine == Engine::Image { "px" } else { "pt" };
    let bytes = opened.inspection(selected).and_then(|inspection| inspection.size).map(text::size).unwrap_or_default();
    Some(format!(
        "Page {} of {} · {:.0} % · {:.0} × {:.0} {unit} · {bytes}",
        page + 1,
        pages.page_count,
        shown.factor * 100.0,
        size.width,
        size.height,
    ))
}
