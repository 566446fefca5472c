//! The list of documents: virtual rows with a thumbnail and the facts that tell documents apart.

use std::ops::Range;

use egui::{Align, CornerRadius, Id, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};

use super::theme::{self, Tokens};
use super::{Intents, Textures, icons, keys, text, turned};
use crate::content::ContentState;
use crate::finding::Severity;
use crate::message::Document;
use crate::render::Rotation;
use crate::state::layout::quarters;
use crate::state::{AppState, Intent, Opened};

/// What the table needs to remember between frames: where the view is, and which row it followed last.
#[derive(Default)]
pub struct TableMemory {
    followed: u64,
    /// Documents whose rows were on screen in the last frame.
    pub visible: Range<u32>,
    /// Whole rows that fit.
    pub rows_per_page: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Patient,
    Document,
    Source,
    Type,
    Size,
    ServiceDate,
    Created,
    Visit,
    DocumentId,
}

struct ColumnOf {
    fact: Fact,
    title: &'static str,
    width: f32,
    right: bool,
}

const COLUMNS: [ColumnOf; 9] = [
    ColumnOf { fact: Fact::Patient, title: "Patient", width: 138.0, right: false },
    ColumnOf { fact: Fact::Document, title: "Document", width: 150.0, right: false },
    ColumnOf { fact: Fact::Source, title: "Source", width: 130.0, right: false },
    ColumnOf { fact: Fact::Type, title: "Type", width: 62.0, right: false },
    ColumnOf { fact: Fact::Size, title: "Size", width: 70.0, right: true },
    ColumnOf { fact: Fact::ServiceDate, title: "Service date", width: 126.0, right: false },
    ColumnOf { fact: Fact::Created, title: "Created", width: 126.0, right: false },
    ColumnOf { fact: Fact::Visit, title: "Visit", width: 92.0, right: false },
    ColumnOf { fact: Fact::DocumentId, title: "Document ID", width: 264.0, right: false },
];

/// The columns that say something: where everything comes from one file, its name stands in the title already.
fn columns(opened: &Opened) -> impl Iterator<Item = &'static ColumnOf> {
    let several = opened.response.parts.len() > 1;
    COLUMNS.iter().filter(move |column| several || column.fact != Fact::Source)
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
    memory.visible = 0..0;
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
            .column(Column::exact(THUMBNAIL_COLUMN));
        for column in columns(opened) {
            table = table.column(Column::initial(column.width).at_least(40.0).clip(true).resizable(false));
        }
        if memory.followed != state.selections {
            memory.followed = state.selections;
            if let Some(selected) = state.selected {
                table = table.scroll_to_row(selected as usize, None);
            }
        }
        let rows = opened.response.documents.len();
        table
            .header(HEADER_HEIGHT, |mut header| {
                header.col(|_| {});
                for column in columns(opened) {
                    header.col(|ui| header_ui(ui, column));
                }
            })
            .body(|body| {
                body.rows(theme::ROW_HEIGHT, rows, |mut row| {
                    let Ok(index) = u32::try_from(row.index()) else { return };
                    memory.visible =
                        if memory.visible.is_empty() { index..index + 1 } else { memory.visible.start..index + 1 };
                    row_ui(&mut row, index, opened, state, textures, intents, list);
                });
            });
    });
}

/// The one Tab stop of the list. Rows are drawn over it and take the clicks.
fn list_focus_ui(ui: &mut Ui, pane: Rect, opened: &Opened, state: &AppState) -> Id {
    let list = ui.interact(pane, keys::list_id(), Sense::focusable_noninteractive());
    let label = format!("Documents, {} rows", opened.response.documents.len());
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &label));
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

fn header_ui(ui: &mut Ui, column: &ColumnOf) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.border));
    let text = egui::RichText::new(column.title).font(theme::regular(12.0)).color(tokens.muted);
    let label = egui::Label::new(text).truncate().selectable(false);
    ui.add_space(CELL_MARGIN);
    aligned_ui(ui, column.right, |ui| {
        ui.add(label);
    });
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

fn row_ui(
    row: &mut TableRow<'_, '_>,
    index: u32,
    opened: &Opened,
    state: &AppState,
    textures: &mut Textures,
    intents: &mut Intents,
    list: Id,
) {
    let Some(document) = opened.document(index) else { return };
    let selected = state.selected == Some(index);
    row.set_selected(selected);
    let inspection = opened.inspection(index);
    let next_differs = opened.patient(index) != opened.patient(index + 1);
    let (_, first) = row.col(|ui| {
        let rotation = state.view_of(index).rotation;
        thumbnail_ui(ui, opened, document, quarters(Rotation::None, rotation), textures);
        if selected {
            let mut bar = ui.max_rect();
            bar.set_width(3.0);
            ui.painter().rect_filled(bar, CornerRadius::ZERO, Tokens::of(ui).accent);
        }
        row_end_ui(ui, next_differs);
        name_row(ui, opened, document, selected, list, intents);
    });
    let mut clicked = first.clicked();
    for column in columns(opened) {
        let (_, response) = row.col(|ui| {
            row_end_ui(ui, next_differs);
            ui.add_space(CELL_MARGIN);
            let date =
                |date: &Option<crate::message::Text>| date.as_ref().map(|date| text::short_date(&text::visible(date)));
            let value = match column.fact {
                Fact::Patient => return patient_ui(ui, document),
                Fact::Document => return document_ui(ui, document),
                Fact::Type => return type_ui(ui, opened, document, inspection),
                Fact::Source => Some(text::file_name(opened.response.part_name(document))),
                Fact::Size => Some(text::size_cell(inspection)),
                Fact::ServiceDate => date(&document.service_date),
                Fact::Created => date(&document.created),
                Fact::Visit => document.visit_number.as_ref().map(text::visible),
                Fact::DocumentId => document.document_id.as_ref().map(text::visible),
            };
            aligned_ui(ui, column.right, |ui| cell_ui(ui, value.as_deref()));
        });
        clicked |= response.clicked();
    }
    if clicked || row.response().clicked() {
        intents.push(Intent::Select(index));
    }
}

/// The row as screen readers and tests know it.
fn name_row(ui: &mut Ui, opened: &Opened, document: &Document, selected: bool, list: Id, intents: &mut Intents) {
    let id = row_id(opened, document.index);
    let response = ui.interact(ui.max_rect(), id, Sense::CLICK);
    let name = row_name(document);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(selected);
        node.add_action(egui::accesskit::Action::Focus);
    });
    if response.has_focus() {
        // A screen reader put its focus here: the list takes it and the row becomes the selected one.
        ui.memory_mut(|memory| memory.request_focus(list));
        intents.push(Intent::Select(document.index));
    }
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list));
        intents.push(Intent::Select(document.index));
    }
}

/// A line below each row; a stronger one where the patient changes.
fn row_end_ui(ui: &Ui, patient_changes: bool) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    if patient_changes {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.outline));
    }
}

/// The document's picture, turned as the document is.
fn thumbnail_ui(ui: &mut Ui, opened: &Opened, document: &Document, quarters: u8, textures: &mut Textures) {
    let tokens = Tokens::of(ui);
    let side = theme::THUMBNAIL_SIDE;
    let outer = ui.max_rect();
    let rect =
        Rect::from_center_size(egui::pos2(outer.left() + 12.0 + side / 2.0, outer.center().y), Vec2::splat(side));
    match textures.thumbnail(opened.id(document.index)) {
        Some(texture) => {
            let size = texture.size_vec2() / ui.pixels_per_point();
            let size = if quarters % 2 == 1 { size.yx() } else { size };
            let shrink = (side / size.x.max(size.y)).min(1.0);
            let place = super::canvas::snapped(ui, Rect::from_center_size(rect.center(), size * shrink));
            turned::picture(ui.painter(), texture.id(), place, quarters);
            ui.painter().rect_stroke(place, CornerRadius::ZERO, Stroke::new(1.0, tokens.border), StrokeKind::Outside);
        }
        None => {
            ui.painter().rect(
                rect,
                CornerRadius::same(4),
                tokens.background,
                Stroke::new(1.0, tokens.border),
                StrokeKind::Inside,
            );
            let (icon, color) = icon_of(opened, document, tokens);
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon, theme::icons(18.0), color);
        }
    }
}

fn icon_of(opened: &Opened, document: &Document, tokens: &Tokens) -> (&'static str, egui::Color32) {
    use crate::content::DetectedType;
    let Some(inspection) = opened.inspection(document.index) else { return (icons::FILE, tokens.muted) };
    if opened.is_locked(document.index) {
        return (icons::LOCK, tokens.muted);
    }
    let failed = opened.failed_thumbnails.contains_key(&document.index);
    match inspection.state {
        ContentState::Reference => (icons::ARROW_UP_RIGHT, tokens.muted),
        ContentState::Empty => (icons::FILE, tokens.muted),
        ContentState::Damaged => (icons::FILE_WARNING, tokens.error),
        ContentState::Placeholder | ContentState::Unreadable => (icons::FILE_QUESTION, tokens.warning),
        ContentState::Embedded if failed => (icons::FILE_WARNING, tokens.error),
        ContentState::Embedded => match inspection.detected {
            Some(DetectedType::Wav | DetectedType::Mp3) => (icons::AUDIO_LINES, tokens.muted),
            Some(DetectedType::Zip) => (icons::FILE_ARCHIVE, tokens.muted),
            Some(detected) if detected.is_picture() => (icons::FILE_IMAGE, tokens.muted),
            _ => (icons::FILE_TEXT, tokens.muted),
        },
    }
}

fn patient_ui(ui: &mut Ui, document: &Document) {
    let tokens = Tokens::of(ui);
    let Some(first) = document.first_identifier() else {
        cell_ui(ui, None);
        return;
    };
    let more = document.identifiers.len().saturating_sub(1);
    let mut job = egui::text::LayoutJob::default();
    let format = |size, color| egui::TextFormat {
        font_id: theme::identifier(size),
        color,
        valign: Align::Center,
        ..Default::default()
    };
    job.append(&text::identifier(first), 0.0, format(theme::TEXT_SIZE, tokens.text));
    if more > 0 {
        job.append(&format!("+{more}"), 5.0, format(theme::SMALL_SIZE, tokens.muted));
    }
    let all = document.identifiers.iter().map(text::identifier).collect::<Vec<_>>().join("\n");
    // An identifier is never cut short: it wraps, in smaller type where the row would not hold its lines.
    job.wrap.break_anywhere = true;
    job.wrap.max_width = ui.available_width();
    let galley = [1.0, 0.88, 0.76, 0.64]
        .into_iter()
        .map(|scale| {
            let mut job = job.clone();
            for section in &mut job.sections {
                section.format.font_id.size *= scale;
            }
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        })
        .find(|galley| galley.size().y <= theme::ROW_HEIGHT - 2.0);
    let label = match galley {
        Some(galley) => egui::Label::new(galley),
        None => egui::Label::new("Long identifier, shown above the page"),
    };
    ui.add(label.selectable(false)).on_hover_text(all);
}

fn document_ui(ui: &mut Ui, document: &Document) {
    let tokens = Tokens::of(ui);
    ui.vertical(|ui| {
        let label = crate::words::visible_name(&document.label()).into_owned();
        let second = document.document_type.as_ref().map(text::visible).filter(|second| *second != label);
        ui.spacing_mut().item_spacing.y = 2.0;
        let height = if second.is_some() { 34.0 } else { 17.0 };
        ui.add_space(((theme::ROW_HEIGHT - height) / 2.0).max(0.0));
        let title = egui::RichText::new(label).font(theme::medium(theme::TEXT_SIZE)).color(tokens.text);
        ui.add(egui::Label::new(title).truncate().selectable(false));
        if let Some(second) = second {
            let second = egui::RichText::new(second).font(theme::regular(theme::SMALL_SIZE)).color(tokens.muted);
            ui.add(egui::Label::new(second).truncate().selectable(false));
        }
    });
}

fn type_ui(ui: &mut Ui, opened: &Opened, document: &Document, inspection: Option<&crate::content::Inspection>) {
    let tokens = Tokens::of(ui);
    let name = text::type_name(document, inspection);
    cell_text_ui(ui, &name, tokens.text);
    let Some(inspection) = inspection else { return };
    let (icon, color, words) = if inspection.state == ContentState::Damaged {
        (icons::CIRCLE_ALERT, tokens.error, "Contents are damaged".to_owned())
    } else if let Some(declared) = &inspection.mismatch {
        let declared = text::visible(declared);
        (icons::TRIANGLE_ALERT, tokens.warning, format!("Declared as {declared}, but it is {name}"))
    } else if let Some(severity @ (Severity::Error | Severity::Warning)) = opened.summary.worst.get(&document.index) {
        let (icon, color) = super::findings::mark(*severity, tokens);
        let worst = opened.findings_of(document.index).next().map(|finding| finding.text());
        (icon, color, worst.unwrap_or_default())
    } else {
        return;
    };
    let mark = egui::RichText::new(icon).font(theme::icons(13.0)).color(color);
    ui.add_space(4.0);
    ui.add(egui::Label::new(mark).selectable(false)).on_hover_text(words);
}

fn cell_ui(ui: &mut Ui, value: Option<&str>) {
    let tokens = Tokens::of(ui);
    cell_text_ui(ui, value.filter(|value| !value.is_empty()).unwrap_or("—"), tokens.muted);
}

fn cell_text_ui(ui: &mut Ui, value: &str, color: egui::Color32) {
    let text = egui::RichText::new(value).font(theme::regular(theme::TEXT_SIZE)).color(color);
    ui.add(egui::Label::new(text).truncate().selectable(false));
}
