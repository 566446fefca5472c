//! The outline of the selected document, in the place of the page strip: its headings, each of which leads to its page.

use egui::{Align, Button, Layout, RichText, ScrollArea, Ui};

use super::Intents;
use super::theme::{self, Tokens};
use crate::render::OutlineEntry;
use crate::state::view::Presented;
use crate::state::{AppState, Intent};

/// Height of a line, points.
const ROW: f32 = 24.0;
/// How far a line stands in for each level, points, and how many levels are told apart.
const INDENT: f32 = 10.0;
const LEVELS: u8 = 5;

/// Draws the outline in the rest of the pane. Only the lines on screen cost anything.
pub fn outline_ui(ui: &mut Ui, state: &AppState, shown: &Presented, intents: &mut Intents) {
    let entries = state.outline();
    let page = u32::try_from(shown.current_page()).unwrap_or(u32::MAX);
    let current = current_entry(entries, page);
    let document = state.opened.as_ref().map(|opened| (opened.load, state.selected));
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt(("outline", document)).auto_shrink(false).show_rows(
        ui,
        ROW,
        entries.len(),
        |ui, rows| {
            for (nth, entry) in entries.iter().enumerate().skip(rows.start).take(rows.len()) {
                row_ui(ui, entry, current == Some(nth), intents);
            }
        },
    );
}

/// The heading that the reader is under: the last one on the page that is read or before it.
fn current_entry(entries: &[OutlineEntry], page: u32) -> Option<usize> {
    let before = |(nth, entry): (usize, &OutlineEntry)| entry.page.filter(|at| *at <= page).map(|at| (at, nth));
    // Of those on one page the first, as the reader comes from above.
    entries
        .iter()
        .enumerate()
        .filter_map(before)
        .max_by_key(|(at, nth)| (*at, std::cmp::Reverse(*nth)))
        .map(|(_, nth)| nth)
}

fn row_ui(ui: &mut Ui, entry: &OutlineEntry, is_current: bool, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let title = crate::words::visible_name(&entry.title).into_owned();
    let color = if is_current {
        tokens.accent
    } else if entry.page.is_some() {
        tokens.text
    } else {
        tokens.muted
    };
    let indent = 8.0 + f32::from(entry.level.min(LEVELS)) * INDENT;
    ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(indent);
        let text = RichText::new(&title).font(theme::regular(12.5)).color(color);
        let button = Button::selectable(is_current, text).truncate().frame_when_inactive(false);
        let response = ui.add_enabled(entry.page.is_some(), button);
        let to = entry.page.map_or_else(String::new, |page| format!(", page {}", page.saturating_add(1)));
        let name = format!("{title}{to}");
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, entry.page.is_some(), is_current, &name));
        if let Some(page) = entry.page.filter(|_| response.clicked()) {
            intents.push(Intent::GoToPlace { page, top: entry.top });
        }
        response.on_hover_text(name);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(page: Option<u32>) -> OutlineEntry {
        OutlineEntry { level: 0, title: String::new(), page, top: None }
    }

    #[test]
    fn the_reader_is_under_the_last_heading_before_the_page() {
        let entries = [entry(Some(0)), entry(None), entry(Some(2)), entry(Some(2)), entry(Some(7))];
        let at = |page| current_entry(&entries, page);
        assert_eq!((at(0), at(1), at(2), at(6), at(9)), (Some(0), Some(0), Some(2), Some(2), Some(4)));
        assert_eq!(current_entry(&[entry(Some(3))], 1), None);
    }
}
