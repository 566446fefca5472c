//! The head of a patient's documents: every identifier, how many documents, and what is to be known of the patient. Part of
//! `document_table`.

use egui::{Align, Id, Layout, Rect, RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo};
use egui_extras::TableRow;

use super::super::theme::{self, Tokens};
use super::super::{Intents, icons, text};
use super::cells::whole_ui;
use crate::finding::Code;
use crate::message::Document;
use crate::state::{AppState, Intent, Opened, Row};

/// Room for the lines of identifiers, points.
const IDENTIFIERS_HEIGHT: f32 = 32.0;

/// Height of one line of identifiers and the words below it, points.
const LINES_HEIGHT: f32 = 32.0;

/// Draws the head in a row of so many columns beside that of the thumbnails. It spans what is on screen of the list, `pane`, however far
/// the columns are scrolled: identifiers are always in view.
pub(super) fn patient_row_ui(
    row: &mut TableRow<'_, '_>,
    patient: u32,
    columns: usize,
    pane: Rect,
    opened: &Opened,
    state: &AppState,
    intents: &mut Intents,
) {
    let place = row.index();
    for column in 0..=columns {
        // Drawn in the last cell, so that no other cell is drawn over it.
        row.col(|ui| {
            if column == columns {
                let rect = Rect::from_x_y_ranges(pane.x_range(), ui.max_rect().y_range());
                let clip = ui.clip_rect();
                let clip = Rect::from_x_y_ranges(pane.x_range(), clip.y_range());
                let mut head =
                    ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
                head.set_clip_rect(clip);
                head_ui(&mut head, rect, patient, place, opened, state, intents);
            }
        });
    }
}

fn head_ui(
    ui: &mut Ui,
    rect: Rect,
    patient: u32,
    place: usize,
    opened: &Opened,
    state: &AppState,
    intents: &mut Intents,
) {
    let tokens = Tokens::of(ui);
    let collapsed = state.listing.is_collapsed(patient);
    let Some(document) = first_document(patient, place, opened, state) else { return };
    let id = Id::unique(("patient-row", opened.load, patient));
    let response = ui.interact(rect, id, Sense::CLICK);
    let fill = if response.hovered() { tokens.hover } else { tokens.background };
    ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.border));
    let identifiers = identifiers(document);
    let second = second_line(patient, document, opened, state);
    let name = format!("Documents of patient {identifiers}: {second}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(!collapsed));
    if response.clicked() {
        intents.push(Intent::FoldPatient { patient, folded: !collapsed });
    }
    ui.add_space(12.0);
    let chevron = if collapsed { icons::CHEVRON_RIGHT } else { icons::CHEVRON_DOWN };
    ui.add(egui::Label::new(RichText::new(chevron).font(theme::icons(15.0)).color(tokens.muted)).selectable(false));
    ui.add_space(6.0);
    let room = ui.available_rect_before_wrap();
    let line = ui.fonts_mut(|fonts| {
        fonts.layout_no_wrap(identifiers.clone(), theme::identifier(theme::TEXT_SIZE), tokens.text).size()
    });
    // One line of identifiers and the words below it stand in the middle; more lines take what there is.
    let top = if line.x <= room.width() { rect.center().y - LINES_HEIGHT / 2.0 } else { rect.top() + 3.0 };
    let place = Rect::from_min_max(egui::pos2(room.left(), top), rect.max);
    let mut lines = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)));
    lines.spacing_mut().item_spacing.y = 1.0;
    whole_ui(&mut lines, &identifiers, "", IDENTIFIERS_HEIGHT, &identifiers.replace(" · ", "\n"));
    let second = RichText::new(second).font(theme::regular(theme::SMALL_SIZE)).color(tokens.muted);
    lines.add(egui::Label::new(second).truncate().selectable(false));
}

/// A document of the patient that the list shows; where they are folded away, any that the input has.
fn first_document<'a>(patient: u32, place: usize, opened: &'a Opened, state: &AppState) -> Option<&'a Document> {
    if let Some(Row::Document(next)) = state.listing.rows().get(place + 1)
        && opened.patient_number(*next) == Some(patient)
    {
        return opened.document(*next);
    }
    let index = opened.response.patients.iter().position(|of| of.0 == patient)?;
    opened.response.documents.get(index)
}

fn identifiers(document: &Document) -> String {
    match document.identifiers.is_empty() {
        true => "without identifiers".to_owned(),
        false => document.identifiers.iter().map(text::identifier).collect::<Vec<_>>().join(" · "),
    }
}

fn second_line(patient: u32, document: &Document, opened: &Opened, state: &AppState) -> String {
    let shown = state.listing.matching_of(patient);
    let mut parts = vec![if shown == 1 { "1 document".to_owned() } else { format!("{shown} documents") }];
    let message = opened.response.message_of(document);
    if let Some(name) = message.and_then(|message| message.meta.source.name.as_ref()) {
        parts.push(text::visible(name));
    }
    if opened.findings_of(document.index).any(|finding| finding.code == Code::MaybeSamePatient) {
        parts.push("may be the same patient as another one in this list".to_owned());
    }
    parts.join(" · ")
}
