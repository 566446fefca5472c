//! What stands in the cells of a document's row. Part of `document_table`.

use egui::{Align, CornerRadius, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::super::theme::{self, Tokens};
use super::super::{Textures, canvas, findings, icons, text, turned};
use super::aligned_ui;
use crate::content::{ContentState, Inspection};
use crate::finding::Severity;
use crate::message::{Document, Text};
use crate::state::{Column, Opened};

/// Draws one cell.
pub(super) fn column_ui(ui: &mut Ui, column: &Column, opened: &Opened, document: &Document) {
    match column {
        Column::Patient => patient_ui(ui, document),
        Column::Identifier(id_type) => identifier_ui(ui, document, id_type),
        Column::Document => document_ui(ui, document),
        Column::Type => type_ui(ui, opened, document, opened.inspection(document.index)),
        _ => aligned_ui(ui, column.is_number(), |ui| cell_ui(ui, column.text(opened, document).as_deref())),
    }
}

/// The document's picture, turned as the document is.
pub(super) fn thumbnail_ui(ui: &mut Ui, opened: &Opened, document: &Document, quarters: u8, textures: &mut Textures) {
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
            let place = canvas::snapped(ui, Rect::from_center_size(rect.center(), size * shrink));
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
    let Some(first) = document.first_identifier() else {
        cell_ui(ui, None);
        return;
    };
    let more = document.identifiers.len().saturating_sub(1);
    let all = document.identifiers.iter().map(text::identifier).collect::<Vec<_>>().join("\n");
    let more = if more > 0 { format!("+{more}") } else { String::new() };
    whole_ui(ui, &text::identifier(first), &more, theme::ROW_HEIGHT - 2.0, &all);
}

fn identifier_ui(ui: &mut Ui, document: &Document, id_type: &Text) {
    let of_type = document.identifiers.iter().filter(|identifier| identifier.id_type.as_ref() == Some(id_type));
    let all: Vec<String> = of_type.filter_map(|identifier| identifier.id.as_ref()).map(text::visible).collect();
    match all.is_empty() {
        true => cell_ui(ui, None),
        false => whole_ui(ui, &all.join(", "), "", theme::ROW_HEIGHT - 2.0, &all.join("\n")),
    }
}

/// An identifier is never cut short: it wraps, in smaller type where the row would not hold its lines.
pub(super) fn whole_ui(ui: &mut Ui, identifier: &str, more: &str, height: f32, hover: &str) {
    let tokens = Tokens::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let format = |size, color| egui::TextFormat {
        font_id: theme::identifier(size),
        color,
        valign: Align::Center,
        ..Default::default()
    };
    job.append(identifier, 0.0, format(theme::TEXT_SIZE, tokens.text));
    if !more.is_empty() {
        job.append(more, 5.0, format(theme::SMALL_SIZE, tokens.muted));
    }
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
        .find(|galley| galley.size().y <= height);
    let label = match galley {
        Some(galley) => egui::Label::new(galley),
        None => egui::Label::new("Long identifier, shown above the page"),
    };
    ui.add(label.selectable(false)).on_hover_text(hover);
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

fn type_ui(ui: &mut Ui, opened: &Opened, document: &Document, inspection: Option<&Inspection>) {
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
        let (icon, color) = findings::mark(*severity, tokens);
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
