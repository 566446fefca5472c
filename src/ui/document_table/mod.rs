//! The list of documents: virtual rows with a thumbnail and the facts that tell documents apart, under heads of patients where they are
//! put together. `header` draws the columns' heads, `cells` what stands below them, `patient_row` the heads of patients.

mod cells;
mod header;
mod patient_row;

use egui::{Align, CornerRadius, Id, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use egui_extras::{Column as TableColumn, TableBuilder, TableRow};

pub use header::columns_menu_ui;

use super::theme::{self, Tokens};
use super::{Intents, Textures, keys};
use crate::message::Document;
use crate::render::Rotation;
use crate::state::layout::quarters;
use crate::state::{AppState, Column, Command, Intent, Opened, Row};

/// What the table needs to remember between frames: where the view is, and which row it followed last.
#[derive(Default)]
pub struct TableMemory {
    followed: u64,
    /// Documents whose rows were on screen in the last frame, from the top.
    pub visible: Vec<u32>,
    /// Whole rows that fit.
    pub rows_per_page: i64,
}

const HEADER_HEIGHT: f32 = 28.0;
/// Empty space at the left of each cell, points.
const CELL_MARGIN: f32 = 4.0;
const THUMBNAIL_COLUMN: f32 = theme::THUMBNAIL_SIDE + 20.0;

/// The accessible name of a document's row.
#[must_use]
pub fn row_name(document: &Document) -> String {
    format!("Document {}: {}", document.number(), document.label())
}

/// Draws the table.
pub fn document_table_ui(
    ui: &mut Ui,
    state: &AppState,
    textures: &mut Textures,
    memory: &mut TableMemory,
    intents: &mut Intents,
) {
    let Some(opened) = &state.opened else { return };
    let pane = ui.max_rect();
    let list = list_focus_ui(ui, pane, opened, state);
    let columns: Vec<&Column> = state.listing.columns_shown().collect();
    let before = std::mem::take(&mut memory.visible);
    ScrollArea::horizontal().id_salt("document-columns").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        // Columns are told apart by their text, not by lines.
        ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
        let height = ui.available_height();
        let body_height = (height - HEADER_HEIGHT).max(0.0);
        memory.rows_per_page = (body_height / theme::ROW_HEIGHT).floor() as i64;
        let mut table = TableBuilder::new(ui)
            .id_salt("documents")
            .striped(false)
            .sense(Sense::CLICK)
            .min_scrolled_height(0.0)
            .max_scroll_height(body_height)
            .auto_shrink(false)
            .animate_scrolling(false)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(TableColumn::exact(THUMBNAIL_COLUMN));
        for column in &columns {
            table = table.column(TableColumn::exact(state.listing.columns.width(column)).clip(true));
        }
        if memory.followed != state.selections {
            memory.followed = state.selections;
            if let Some(place) = state.selected.and_then(|selected| state.listing.place(selected)) {
                table = table.scroll_to_row(place, None);
            }
        }
        let rows = state.listing.rows();
        table
            .header(HEADER_HEIGHT, |mut header| {
                header.col(|ui| {
                    let rect = ui.max_rect();
                    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, Tokens::of(ui).border));
                });
                for column in &columns {
                    let fit = |ui: &Ui| widest(ui, column, opened, &before);
                    header.col(|ui| header::header_ui(ui, column, state, fit, intents));
                }
            })
            .body(|body| {
                body.rows(theme::ROW_HEIGHT, rows.len(), |mut row| match rows.get(row.index()) {
                    Some(Row::Document(index)) => {
                        memory.visible.push(*index);
                        row_ui(&mut row, *index, &columns, opened, state, textures, intents, list);
                    }
                    Some(Row::Patient(patient)) => {
                        patient_row::patient_row_ui(&mut row, *patient, columns.len(), pane, opened, state, intents);
                    }
                    None => {}
                });
            });
    });
}

/// How wide the cells of a column are in the rows on screen, and its head, points.
fn widest(ui: &Ui, column: &Column, opened: &Opened, documents: &[u32]) -> f32 {
    let width = |text: String| {
        ui.fonts_mut(|fonts| {
            fonts.layout_no_wrap(text, theme::regular(theme::TEXT_SIZE), egui::Color32::PLACEHOLDER).size().x
        })
    };
    let documents = documents.iter().filter_map(|index| opened.document(*index));
    let cells = documents.filter_map(|document| match column {
        Column::Patient => document.first_identifier().map(super::text::identifier),
        _ => column.text(opened, document),
    });
    cells.chain([column.title()]).map(width).fold(0.0, f32::max)
}

/// The one Tab stop of the list. Rows are drawn over it and take the clicks.
fn list_focus_ui(ui: &mut Ui, pane: Rect, opened: &Opened, state: &AppState) -> Id {
    let list = ui.interact(pane, keys::list_id(), Sense::focusable_noninteractive());
    let label = format!("Documents, {} rows", state.listing.matching());
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &label));
    ui.ctx().accesskit_node_builder(list.id, egui::accesskit::Node::set_multiselectable);
    if let Some(selected) = state.selected {
        let active = row_id(opened, selected).accesskit_id();
        ui.ctx().accesskit_node_builder(list.id, |node| node.set_active_descendant(active));
    }
    if list.has_focus() {
        let focus = Stroke::new(2.0, Tokens::of(ui).accent);
        ui.painter().rect_stroke(pane.shrink(1.0), CornerRadius::ZERO, focus, StrokeKind::Inside);
    }
    list.id
}

fn row_id(opened: &Opened, index: u32) -> Id {
    Id::unique(("document-row", opened.load, index))
}

fn aligned_ui(ui: &mut Ui, right: bool, add: impl FnOnce(&mut Ui)) {
    if right {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            add(ui);
        });
    } else {
        add(ui);
    }
}

#[allow(clippy::too_many_arguments)]
fn row_ui(
    row: &mut TableRow<'_, '_>,
    index: u32,
    columns: &[&Column],
    opened: &Opened,
    state: &AppState,
    textures: &mut Textures,
    intents: &mut Intents,
    list: Id,
) {
    let Some(document) = opened.document(index) else { return };
    let selected = state.selected == Some(index);
    row.set_selected(state.is_chosen(index));
    let next = match state.listing.rows().get(row.index() + 1) {
        Some(Row::Document(next)) => Some(*next),
        _ => None,
    };
    let next_differs = next.is_none_or(|next| opened.patient(index) != opened.patient(next));
    let mut pressed = false;
    row.col(|ui| {
        let rotation = state.view_of(index).rotation;
        cells::thumbnail_ui(ui, opened, document, quarters(Rotation::None, rotation), textures);
        if selected {
            let mut bar = ui.max_rect();
            bar.set_width(3.0);
            ui.painter().rect_filled(bar, CornerRadius::ZERO, Tokens::of(ui).accent);
        }
        row_end_ui(ui, next_differs);
        pressed |= name_row(ui, opened, document, state.is_chosen(index), list, intents);
    });
    for column in columns {
        let (_, response) = row.col(|ui| {
            row_end_ui(ui, next_differs);
            ui.add_space(CELL_MARGIN);
            cells::column_ui(ui, column, opened, document);
        });
        pressed |= response.clicked();
        cell_menu(&response, column, index, opened, state, intents);
    }
    let response = row.response();
    if pressed || response.clicked() {
        response.ctx.memory_mut(|memory| memory.request_focus(list));
        let modifiers = response.ctx.input(|input| input.modifiers);
        intents.push(match (modifiers.command, modifiers.shift) {
            (_, true) => Intent::MarkTo(index),
            (true, false) => Intent::ToggleMark(index),
            (false, false) => Intent::Select(index),
        });
    }
}

/// What can be done with a row, by the other mouse button.
fn cell_menu(
    response: &egui::Response,
    column: &Column,
    index: u32,
    opened: &Opened,
    state: &AppState,
    intents: &mut Intents,
) {
    if response.secondary_clicked() && !state.is_chosen(index) {
        intents.push(Intent::Select(index));
    }
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let cell = opened.document(index).and_then(|document| column.text(opened, document));
        if ui
            .add_enabled(cell.is_some(), egui::Button::new(format!("Copy {}", column.title().to_lowercase())))
            .clicked()
        {
            intents.push(Intent::CopyCell(column.clone(), index));
        }
        for command in [Command::CopyRows, Command::CopyRowsJson] {
            if ui.add_enabled(state.is_enabled(command), egui::Button::new(command.label())).clicked() {
                intents.run(command);
            }
        }
        ui.separator();
        for command in [Command::SaveDocument, Command::SaveSelected] {
            if ui.add_enabled(state.is_enabled(command), egui::Button::new(command.label())).clicked() {
                intents.run(command);
            }
        }
    });
}

/// The row as screen readers and tests know it. True where it was pressed.
fn name_row(ui: &mut Ui, opened: &Opened, document: &Document, chosen: bool, list: Id, intents: &mut Intents) -> bool {
    let id = row_id(opened, document.index);
    let response = ui.interact(ui.max_rect(), id, Sense::CLICK);
    let name = row_name(document);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(chosen);
        node.add_action(egui::accesskit::Action::Focus);
    });
    if response.has_focus() {
        // A screen reader put its focus here: the list takes it and the row becomes the selected one.
        ui.memory_mut(|memory| memory.request_focus(list));
        intents.push(Intent::Select(document.index));
    }
    response.clicked()
}

/// A line below each row; a stronger one where the patient changes.
fn row_end_ui(ui: &Ui, patient_changes: bool) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    if patient_changes {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.outline));
    }
}
