//! The Details tab: every field of the selected document, identifiers first, each to be selected and copied.

use egui::{RichText, ScrollArea, Ui};

use super::theme::{self, Tokens};
use super::{Intents, text};
use crate::message::{Document, Text};
use crate::render::Property;
use crate::state::opened::Pages;
use crate::state::{AppState, Intent, Opened};

/// Draws the tab.
pub fn details_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some((opened, document)) = state
        .opened
        .as_ref()
        .zip(state.selected)
        .and_then(|(opened, selected)| opened.document(selected).map(|document| (opened, document)))
    else {
        return;
    };
    ScrollArea::vertical().id_salt(("details", opened.load, document.index)).auto_shrink(false).show(ui, |ui| {
        ui.add_space(6.0);
        let mut rows = rows(opened, document);
        rows.extend(properties(state));
        let columns = if ui.available_width() > 560.0 { 2 } else { 1 };
        grid_ui(ui, &rows, columns);
        attachments_ui(ui, state, intents);
        ui.add_space(8.0);
    });
}

/// Caption and value; `None` is a null or missing field.
type Row = (String, Option<String>, bool);

fn rows(opened: &Opened, document: &Document) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for identifier in document.identifiers.iter() {
        let caption = identifier.id_type.as_ref().map_or_else(|| "ID".to_owned(), text::visible);
        rows.push((caption, identifier.id.as_ref().map(text::visible), true));
    }
    let mut field = |caption: &str, value: &Option<Text>, code: bool| {
        rows.push((caption.to_owned(), value.as_ref().map(text::visible), code));
    };
    field("Visit", &document.visit_number, false);
    field("Document ID", &document.document_id, true);
    field("Document type", &document.document_type, false);
    field("Description", &document.description, false);
    field("File name", &document.file_name, false);
    field("Declared type", &document.file_type, false);
    field("Service date", &document.service_date, false);
    field("Created", &document.created, false);
    let inspection = opened.inspection(document.index);
    rows.push(("Detected type".to_owned(), detected(opened, document), false));
    let size =
        inspection.and_then(|inspection| inspection.size).map(|size| format!("{} bytes", crate::words::grouped(size)));
    rows.push(("Size".to_owned(), size, false));
    if let Some(inspection) = inspection {
        let encoded = inspection.encoded_len.map(|length| format!("{} characters", crate::words::grouped(length)));
        rows.push(("Encoded".to_owned(), encoded, false));
        let place = opened.response.part_name(document);
        if opened.response.parts.len() > 1 {
            rows.push(("Source".to_owned(), Some(crate::words::visible_name(place).into_owned()), false));
        }
        if let Some(repairs) = inspection.repairs_text() {
            rows.push(("Repaired".to_owned(), Some(repairs), false));
        }
    }
    for field in document.all_other_fields() {
        rows.push((caption(document, field.pointer.as_str()), field.value.as_ref().map(text::visible), false));
    }
    rows
}

/// What a document says about itself.
fn properties(state: &AppState) -> Vec<Row> {
    let Some(facts) = &state.reading.facts else { return Vec::new() };
    let shown = |(property, value): &(Property, String)| {
        let caption = match property {
            Property::Title => "Document title",
            Property::Author => "Document author",
            Property::Subject => "Subject",
            Property::Keywords => "Keywords",
            Property::Creator => "Written with",
            Property::Producer => "Made with",
            Property::Created => "Created",
            Property::Changed => "Changed",
            Property::PictureSize => "Pixels",
            Property::Resolution => "Resolution",
            Property::Colour => "Colour",
            Property::Compression => "Compression",
            Property::Frames => "Frames",
            Property::Charset => "Text encoding",
            Property::Duration => "Length",
            Property::Channels => "Channels",
            Property::SampleRate => "Sample rate",
            Property::SampleCoding => "Samples",
        };
        let value = match property {
            Property::Created | Property::Changed => text::pdf_date(value),
            _ => value.clone(),
        };
        (caption.to_owned(), Some(crate::words::visible_name(&value).into_owned()), false)
    };
    facts.properties.iter().map(shown).collect()
}

/// Attachments listed at most: a real document has a handful.
const MOST_ATTACHMENTS: usize = 200;

/// The files inside the document, each to be saved.
fn attachments_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let attachments = state.reading.facts.as_ref().map(|facts| facts.attachments.as_slice()).unwrap_or_default();
    if attachments.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new("Files inside this document").font(theme::medium(13.0)));
    ui.add_space(2.0);
    for (index, attachment) in (0u32..).zip(attachments).take(MOST_ATTACHMENTS) {
        let name = crate::words::visible_name(&attachment.name).into_owned();
        ui.horizontal(|ui| {
            let button = egui::Button::new(RichText::new("Save…").font(theme::regular(12.5)));
            let enabled = state.can_save_attachment();
            let response = ui.add_enabled(enabled, button);
            let label = format!("Save attachment {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &label));
            if response.clicked() {
                intents.push(Intent::SaveAttachment(index));
            }
            let size = text::size(attachment.size_bytes);
            ui.label(RichText::new(size).color(tokens.muted).font(theme::regular(12.5)));
            ui.add(egui::Label::new(name).wrap().selectable(true));
        });
    }
    if let Some(more) = attachments.len().checked_sub(MOST_ATTACHMENTS).filter(|more| *more > 0) {
        ui.label(RichText::new(format!("and {more} more")).color(tokens.muted));
    }
}

/// `Demographics › FirstName` for `/Patient/Demographics/FirstName`: the way from the entry, or from what stands beside it.
fn caption(document: &Document, pointer: &str) -> String {
    let inside = pointer.strip_prefix(document.pointer.as_str()).unwrap_or(pointer);
    let inside = inside.trim_start_matches('/');
    let inside = inside.strip_prefix("Patient/").unwrap_or(inside);
    let keys = inside.split('/').map(|key| match key.parse::<u64>() {
        Ok(position) => (position + 1).to_string(),
        Err(_) => key.replace("~1", "/").replace("~0", "~"),
    });
    crate::words::visible_name(&keys.collect::<Vec<_>>().join(" › ")).into_owned()
}

fn detected(opened: &Opened, document: &Document) -> Option<String> {
    let detected = opened.inspection(document.index)?.detected?;
    let pages = match opened.pages.get(&document.index) {
        Some(Pages::Known(pages)) => pages,
        _ => return Some(detected.label().to_owned()),
    };
    Some(match (pages.engine, pages.page_count, pages.sizes.first().copied().flatten()) {
        (crate::render::Engine::Image, 1, Some(size)) => {
            format!("{}, {:.0} × {:.0} px", detected.label(), size.width, size.height)
        }
        (_, 1, _) => format!("{}, 1 page", detected.label()),
        (_, count, _) => format!("{}, {count} pages", detected.label()),
    })
}

fn grid_ui(ui: &mut Ui, rows: &[Row], columns: usize) {
    let width = ui.available_width();
    let caption_width = 104.0;
    let column_width = (width - 16.0 * (columns as f32 - 1.0)) / columns as f32;
    for line in rows.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (position, (caption, value, code)) in line.iter().enumerate() {
                if position > 0 {
                    ui.add_space(16.0);
                }
                caption_ui(ui, caption, caption_width);
                value_ui(ui, value.as_deref(), *code, column_width - caption_width);
            }
        });
        ui.add_space(2.0);
    }
}

fn cell_ui(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        add(ui);
    });
}

fn caption_ui(ui: &mut Ui, caption: &str, width: f32) {
    let tokens = Tokens::of(ui);
    cell_ui(ui, width, |ui| {
        let text = RichText::new(caption).color(tokens.muted).font(theme::regular(12.5));
        ui.add(egui::Label::new(text).wrap().selectable(false));
    });
}

fn value_ui(ui: &mut Ui, value: Option<&str>, code: bool, width: f32) {
    let tokens = Tokens::of(ui);
    cell_ui(ui, width, |ui| {
        let font = if code { egui::FontId::monospace(12.0) } else { theme::regular(13.0) };
        let color = if value.is_some() { tokens.text } else { tokens.muted };
        let mut job = egui::text::LayoutJob::simple(value.unwrap_or("—").to_owned(), font, color, width);
        job.wrap.break_anywhere = value.is_some_and(|value| value.split_whitespace().any(|word| word.len() > 24));
        ui.add(egui::Label::new(job).wrap().selectable(true));
    });
}
