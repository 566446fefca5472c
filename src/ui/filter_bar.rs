//! The bar above the list: what it shows. A field for words, a menu for types, patients, dates and problems, and how many there are.

use egui::{Align, Id, Key, Layout, RichText, TextEdit, Ui};

use super::document_table::columns_menu_ui;
use super::theme::{self, Tokens};
use super::{Intents, icons, keys, text};
use crate::state::listing::filter;
use crate::state::{AppState, Command, Filter, Intent, Opened};
use crate::words::grouped;

/// Which request for the field was answered last.
#[derive(Default)]
pub struct FilterMemory {
    answered: u64,
}

/// Height of the bar, points.
const HEIGHT: f32 = 38.0;
/// Patients in the menu at most: more are found by typing.
const MAX_PATIENTS: usize = 200;
/// Room for the button of the menu and for the count, points.
const BESIDE_WIDTH: f32 = 168.0;

/// Where words are typed.
#[must_use]
pub fn field_id() -> Id {
    Id::unique("document-filter")
}

/// Draws the bar.
pub fn filter_bar_ui(ui: &mut Ui, state: &AppState, memory: &mut FilterMemory, intents: &mut Intents) {
    let Some(opened) = &state.opened else { return };
    if opened.response.documents.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HEIGHT), egui::Sense::hover());
    ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, tokens.background);
    let inner = rect.shrink2(egui::vec2(8.0, 4.0));
    let mut bar = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    bar.spacing_mut().item_spacing.x = 4.0;
    field_ui(&mut bar, state, memory, intents);
    bar.with_layout(Layout::right_to_left(Align::Center), |ui| {
        list_menu_ui(ui, state, intents);
        choices_ui(ui, state, opened, intents);
        count_ui(ui, state, opened);
    });
    chips_ui(ui, state, opened, intents);
}

fn field_ui(ui: &mut Ui, state: &AppState, memory: &mut FilterMemory, intents: &mut Intents) {
    let filter = &state.listing.filter;
    let width = (ui.available_width() - BESIDE_WIDTH).max(72.0);
    let mut typed = filter.typed.clone();
    let field = TextEdit::singleline(&mut *typed).id(field_id()).desired_width(width).hint_text("Filter documents");
    let output = field.show(ui);
    let hint =
        "All words must be found, in any field. \"Two words\" is a phrase, type:pdf or mr:0048 looks into one field.";
    let response = output.response.response.accessible_name("Filter documents").on_hover_text(hint);
    if memory.answered != state.filters_asked {
        memory.answered = state.filters_asked;
        response.request_focus();
        let mut edit = output.state;
        let end = egui::text::CCursor::new(filter.typed.chars().count());
        edit.cursor.set_char_range(Some(egui::text::CCursorRange::two(egui::text::CCursor::new(0), end)));
        edit.store(ui.ctx(), response.id);
    }
    if response.changed() {
        intents.push(Intent::SetFilter(Box::new(Filter { typed, ..filter.clone() })));
    }
    // Down and Enter lead to what was found.
    let leaves = response.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown));
    let enters = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if leaves || enters {
        ui.memory_mut(|memory| memory.request_focus(keys::list_id()));
        // Who goes on from here means this document: it stays when the filter goes.
        intents.push(Intent::StepRows(0));
    }
}

fn count_ui(ui: &mut Ui, state: &AppState, opened: &Opened) {
    let all = grouped(opened.response.documents.len() as u64);
    let words = if state.listing.is_waiting() {
        "Looking…".to_owned()
    } else if state.listing.filter.is_empty() {
        all
    } else {
        format!("{} of {all}", grouped(state.listing.matching() as u64))
    };
    let color = if state.listing.matching() == 0 { Tokens::of(ui).warning } else { Tokens::of(ui).muted };
    let label = egui::Label::new(RichText::new(&words).font(theme::regular(12.5)).color(color)).truncate();
    let response = ui.add(label.selectable(false));
    super::notices::live_ui(ui, &response, egui::Role::Status, &words);
}

fn icon(text: &str) -> RichText {
    RichText::new(text).font(theme::icons(theme::ICON_SIZE))
}

fn list_menu_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let menu = ui.menu_button(icon(icons::COLUMNS), |ui| columns_menu_ui(ui, state, intents));
    let name = "Order and columns";
    menu.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    menu.response.on_hover_text(name);
}

/// Types, patients, dates, problems.
fn choices_ui(ui: &mut Ui, state: &AppState, opened: &Opened, intents: &mut Intents) {
    let chosen = state.listing.filter.chosen();
    let color = if chosen > 0 { Tokens::of(ui).accent } else { Tokens::of(ui).text };
    let menu = egui::containers::menu::MenuButton::new(icon(icons::LIST_FILTER).color(color))
        .config(egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside))
        .ui(ui, |ui| choices_menu_ui(ui, state, opened, intents));
    let name = "Filter by type, patient or date";
    menu.0.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    menu.0.on_hover_text(name);
}

fn choices_menu_ui(ui: &mut Ui, state: &AppState, opened: &Opened, intents: &mut Intents) {
    let filter = &state.listing.filter;
    let mut changed = filter.clone();
    ui.set_width(300.0);
    ui.checkbox(&mut changed.problems, "Only documents with problems");
    ui.separator();
    heading_ui(ui, "Type");
    for (name, count) in filter::types(opened) {
        let mut on = changed.types.contains(&name);
        if ui.checkbox(&mut on, format!("{name} ({count})")).changed() {
            if on {
                changed.types.insert(name)
            } else {
                changed.types.remove(&name)
            };
        }
    }
    ui.separator();
    heading_ui(ui, "Service date, else created");
    ui.horizontal(|ui| {
        // Menus take the frames of what is in them away; a field needs its own.
        ui.reset_style();
        for (bound, name) in [(&mut changed.from, "From"), (&mut changed.to, "To")] {
            ui.label(name);
            let bad = !bound.trim().is_empty() && filter::day(bound).is_none();
            let field = TextEdit::singleline(bound).desired_width(88.0).hint_text("YYYY-MM-DD");
            let field = if bad { field.text_color(Tokens::of(ui).warning) } else { field };
            let response = ui.add(field).accessible_name(format!("{name} date"));
            if bad {
                response.on_hover_text("This is no date yet: type it as 2026-01-31.");
            }
        }
    });
    ui.separator();
    heading_ui(ui, "Patient");
    patients_ui(ui, opened, &mut changed);
    ui.separator();
    if ui.add_enabled(!filter.is_empty(), egui::Button::new(Command::ClearFilter.label())).clicked() {
        intents.run(Command::ClearFilter);
        ui.close();
    } else if changed != *filter {
        intents.push(Intent::SetFilter(Box::new(changed)));
    }
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let words = RichText::new(words).font(theme::medium(theme::SMALL_SIZE)).color(Tokens::of(ui).muted);
    ui.add(egui::Label::new(words).selectable(false));
}

fn patients_ui(ui: &mut Ui, opened: &Opened, filter: &mut Filter) {
    let patients = opened.response.patient_count();
    egui::ScrollArea::vertical().id_salt("filter-patients").max_height(220.0).show(ui, |ui| {
        let mut named = 0;
        for (document, patient) in opened.response.documents.iter().zip(&opened.response.patients) {
            // Patients are numbered in the order in which they first occur.
            if patient.0 as usize != named || named >= MAX_PATIENTS {
                continue;
            }
            named += 1;
            let mut on = filter.patients.contains(&patient.0);
            if ui.checkbox(&mut on, patient_name(document)).changed() {
                if on {
                    filter.patients.insert(patient.0)
                } else {
                    filter.patients.remove(&patient.0)
                };
            }
        }
        if patients > MAX_PATIENTS {
            let more = grouped((patients - MAX_PATIENTS) as u64);
            ui.label(format!("and {more} more: type an identifier into the filter"));
        }
    });
}

fn patient_name(document: &crate::message::Document) -> String {
    match document.identifiers.is_empty() {
        true => format!("Without identifiers ({})", crate::words::visible_name(&document.label())),
        false => document.identifiers.iter().map(text::identifier).collect::<Vec<_>>().join(" · "),
    }
}

/// What is chosen, each with a way to take it back.
fn chips_ui(ui: &mut Ui, state: &AppState, opened: &Opened, intents: &mut Intents) {
    let filter = &state.listing.filter;
    if filter.chosen() == 0 {
        return;
    }
    let mut chips: Vec<(String, Filter)> = Vec::new();
    if filter.problems {
        chips.push(("With problems".to_owned(), Filter { problems: false, ..filter.clone() }));
    }
    for name in &filter.types {
        let mut without = filter.clone();
        without.types.remove(name);
        chips.push((name.clone(), without));
    }
    let dates = match (filter.from.trim(), filter.to.trim()) {
        ("", "") => None,
        (from, "") => Some(format!("From {from}")),
        ("", to) => Some(format!("Until {to}")),
        (from, to) => Some(format!("{from} to {to}")),
    };
    if let Some(dates) = dates {
        chips.push((dates, Filter { from: String::new(), to: String::new(), ..filter.clone() }));
    }
    for patient in &filter.patients {
        let mut without = filter.clone();
        without.patients.remove(patient);
        let document = opened.response.patients.iter().position(|of| of.0 == *patient);
        let document = document.and_then(|index| opened.response.documents.get(index));
        chips.push((document.map(patient_name).unwrap_or_default(), without));
    }
    egui::Frame::new().fill(Tokens::of(ui).background).inner_margin(egui::Margin::symmetric(8, 2)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            for (words, without) in chips {
                let cross = RichText::new(icons::X).font(theme::icons(11.0));
                let label = RichText::new(&words).font(theme::regular(12.0));
                let response = ui.add(egui::Button::new((label, cross)).corner_radius(12.0));
                let name = format!("Show more than {words}");
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if response.on_hover_text("Take this out of the filter").clicked() {
                    intents.push(Intent::SetFilter(Box::new(without)));
                }
            }
        });
        ui.add_space(2.0);
    });
}
