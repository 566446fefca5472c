//! The heads of the columns: sort by a click, width by the edge, more by the other button. Part of `document_table`.

use egui::{CursorIcon, Id, Rect, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo};

use super::super::theme::{self, Tokens};
use super::super::{Intents, icons};
use super::CELL_MARGIN;
use crate::state::listing::Direction;
use crate::state::{AppState, Column, Command, Intent};

/// How near to its edge a column is taken by it, points.
const EDGE: f32 = 7.0;
/// What an arrow and the margins take, points.
const BESIDE: f32 = 30.0;

/// Draws the head of a column. `fit` measures how wide its cells on screen are, points.
pub(super) fn header_ui(
    ui: &mut Ui,
    column: &Column,
    state: &AppState,
    fit: impl Fn(&Ui) -> f32,
    intents: &mut Intents,
) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    let title = column.title();
    let id = Id::unique(("document-column", column));
    let response = ui.interact(rect, id, Sense::CLICK);
    let sorted = state.listing.sort.as_ref().filter(|(of, _)| of == column).map(|(_, direction)| *direction);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &title));
    ui.ctx().accesskit_node_builder(id, |node| match sorted {
        Some(Direction::Ascending) => node.set_sort_direction(egui::accesskit::SortDirection::Ascending),
        Some(Direction::Descending) => node.set_sort_direction(egui::accesskit::SortDirection::Descending),
        None => {}
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, tokens.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.border));
    title_ui(ui, rect, &title, column.is_number(), sorted);
    let explained = match sorted {
        None => format!("Sort by {}", title.to_lowercase()),
        Some(Direction::Ascending) => "Sorted, smallest first. Click for largest first.".to_owned(),
        Some(Direction::Descending) => "Sorted, largest first. Click for the order of the file.".to_owned(),
    };
    if response.clicked() {
        intents.push(Intent::SortBy(column.clone()));
    }
    response.on_hover_text(explained).context_menu(|ui| columns_menu_ui(ui, state, intents));
    edge_ui(ui, rect, column, state, fit, intents);
}

fn title_ui(ui: &Ui, rect: Rect, title: &str, right: bool, sorted: Option<Direction>) {
    let tokens = Tokens::of(ui);
    let color = if sorted.is_some() { tokens.text } else { tokens.muted };
    let arrow = sorted.map(|direction| match direction {
        Direction::Ascending => icons::ARROW_UP,
        Direction::Descending => icons::ARROW_DOWN,
    });
    let room = (rect.width() - CELL_MARGIN - 12.0 - if arrow.is_some() { 16.0 } else { 0.0 }).max(8.0);
    let mut job = egui::text::LayoutJob::simple_singleline(title.to_owned(), theme::regular(12.0), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let width = galley.size().x;
    let arrow_width = if arrow.is_some() { 15.0 } else { 0.0 };
    let left = if right { rect.right() - 12.0 - width - arrow_width } else { rect.left() + CELL_MARGIN };
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(left, top), galley, color);
    if let Some(arrow) = arrow {
        let at = egui::pos2(left + width + 3.0, rect.center().y);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, arrow, theme::icons(12.0), color);
    }
}

/// The right edge: a drag makes the column wider or narrower, a double click as wide as what stands in it.
fn edge_ui(
    ui: &Ui,
    rect: Rect,
    column: &Column,
    state: &AppState,
    fit: impl Fn(&Ui) -> f32,
    intents: &mut Intents,
) -> Response {
    let handle = Rect::from_min_max(egui::pos2(rect.right() - EDGE, rect.top()), rect.max);
    let response = ui.interact(handle, Id::unique(("document-column-edge", column)), Sense::CLICK | Sense::DRAG);
    let response = response.on_hover_cursor(CursorIcon::ResizeColumn);
    if response.hovered() || response.dragged() {
        let color = if response.dragged() { Tokens::of(ui).accent } else { Tokens::of(ui).outline };
        ui.painter().vline(rect.right() - 1.0, rect.y_range().shrink(4.0), Stroke::new(2.0, color));
    }
    if response.double_clicked() {
        intents.push(Intent::ColumnWidth(column.clone(), fit(ui) + BESIDE));
    } else if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        // From where the pointer is, so that a column held at its least width does not lag behind the hand later.
        let width = pointer.x - rect.left() + EDGE / 2.0;
        if (width - state.listing.columns.width(column)).abs() >= 0.5 {
            intents.push(Intent::ColumnWidth(column.clone(), width));
        }
    }
    response
}

/// What is chosen about the list beside its filter: order, groups, columns. By the head of any column, and by the button above them.
pub fn columns_menu_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.set_min_width(200.0);
    let heading = |ui: &mut Ui, text: &str| {
        ui.add_space(4.0);
        let text = RichText::new(text).font(theme::medium(theme::SMALL_SIZE)).color(Tokens::of(ui).muted);
        ui.add(egui::Label::new(text).selectable(false));
    };
    let mut grouped = state.listing.grouped;
    if ui.checkbox(&mut grouped, Command::GroupByPatient.label()).changed() {
        intents.run(Command::GroupByPatient);
    }
    let columns = state.listing.columns_there();
    ui.menu_button("Sort by", |ui| {
        egui::ScrollArea::vertical().max_height(440.0).min_scrolled_height(440.0).show(ui, |ui| {
            for column in columns {
                let sorted = state.listing.sort.as_ref().filter(|(of, _)| of == column);
                let mark = match sorted {
                    Some((_, Direction::Ascending)) => icons::ARROW_UP,
                    Some((_, Direction::Descending)) => icons::ARROW_DOWN,
                    None => "",
                };
                let mark = RichText::new(mark).font(theme::icons(12.0));
                let button = egui::Button::new((mark, column.title())).frame_when_inactive(false);
                let response = ui.add(button);
                response.widget_info(|| {
                    WidgetInfo::selected(
                        Role::MenuItemRadio,
                        true,
                        sorted.is_some(),
                        format!("Sort by {}", column.title()),
                    )
                });
                if response.clicked() {
                    intents.push(Intent::SortBy(column.clone()));
                }
            }
        });
    });
    ui.separator();
    heading(ui, "Columns");
    egui::ScrollArea::vertical().max_height(440.0).min_scrolled_height(440.0).show(ui, |ui| {
        for column in columns {
            let mut shown = state.listing.columns.shows(column);
            if ui.checkbox(&mut shown, column.title()).changed() {
                intents.push(Intent::ShowColumn(column.clone(), shown));
            }
        }
    });
}
