//! Saving many documents: what is said before, in the status bar meanwhile, and afterwards.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::style::ScrollAnimation;
use egui::{
    Align, Button, EventFilter, Key, Label, Layout, Modifiers, ProgressBar, Rect, RichText, Role, ScrollArea, Stroke,
    Ui, UiBuilder,
};

use super::dialogs::{DialogMemory, field_ui, title_ui};
use super::notices::live_ui;
use super::theme::{self, Tokens};
use super::{Intents, icons, text};
use crate::state::batch::documents_text;
use crate::state::{AppState, BatchPlan, BatchResult, BatchScope, Intent, Remark};
use crate::words::{grouped, visible_name};

/// Saving that is done sooner than this shows no progress.
const PATIENCE: Duration = Duration::from_millis(200);
/// From this width on the status bar has room for bytes beside documents, points.
const ROOM_FOR_BYTES: f32 = 440.0;
/// From this width on it has room for the place in the document as well.
const ROOM_FOR_BOTH: f32 = 760.0;
/// A document in the list of results, points.
const LINE_HEIGHT: f32 = 20.0;
/// What sets documents of one reason apart from their sentence, points.
const INDENT: f32 = 12.0;

/// The question before many documents are saved: which, how much, where to.
pub fn question_ui(
    ui: &mut Ui,
    plan: &BatchPlan,
    folder: Option<&Path>,
    memory: &mut DialogMemory,
    fresh: bool,
    intents: &mut Intents,
) {
    let tokens = Tokens::of(ui);
    let muted = |text: String| RichText::new(text).color(tokens.muted);
    title_ui(ui, &title(plan));
    ui.label(amount(plan));
    if plan.scope == BatchScope::Listed && plan.hidden > 0 {
        let all = plan.asked().saturating_add(plan.hidden);
        let words = format!(
            "The list does not show {} of {}. What it does not show is not saved.",
            grouped(plan.hidden as u64),
            documents_text(all)
        );
        ui.add_space(4.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(RichText::new(icons::TRIANGLE_ALERT).font(theme::icons(14.0)).color(tokens.warning));
            ui.add(Label::new(RichText::new(words).color(tokens.warning)).wrap());
        });
    }
    ui.add_space(10.0);
    let mut entered = false;
    match folder {
        Some(folder) => {
            ui.label(muted("Folder".to_owned()));
            ui.add(Label::new(visible_name(&folder.to_string_lossy())).wrap());
        }
        None => {
            ui.label("This system offers no file dialog. Type or paste the path of a folder.");
            entered = field_ui(ui, memory, "Folder to save in", fresh);
        }
    }
    ui.add_space(4.0);
    ui.label(muted("Nothing in it is replaced: where a name is taken, the new file gets a number.".to_owned()));
    ui.add_space(10.0);
    ui.checkbox(&mut memory.manifest, "Add a manifest (manifest.json with names and SHA-256)");
    ui.add_space(12.0);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        let text = RichText::new("Save").color(tokens.on_accent);
        let save = ui.add(Button::new(text).fill(tokens.accent).stroke(Stroke::NONE));
        if fresh && folder.is_some() {
            save.request_focus();
        }
        if ui.button("Cancel").clicked() {
            ui.close();
        }
        let folder = folder.map_or_else(|| PathBuf::from(memory.typed.trim()), Path::to_path_buf);
        if (save.clicked() || entered) && !folder.as_os_str().is_empty() {
            intents.push(Intent::SaveMany { folder, manifest: memory.manifest });
        }
    });
}

fn title(plan: &BatchPlan) -> String {
    let count = plan.asked();
    let number = grouped(count as u64);
    match (plan.scope, count) {
        (BatchScope::Chosen, 1) => "Save the selected document".to_owned(),
        (BatchScope::Chosen, _) => format!("Save {number} selected documents"),
        (BatchScope::Listed, 1) if plan.hidden > 0 => "Save the document shown".to_owned(),
        (BatchScope::Listed, _) if plan.hidden > 0 => format!("Save the {number} documents shown"),
        (BatchScope::Listed, 1) => "Save the document".to_owned(),
        (BatchScope::Listed, _) => format!("Save all {number} documents"),
    }
}

fn amount(plan: &BatchPlan) -> String {
    let size = text::size(plan.bytes);
    match (plan.documents.len(), plan.left_out()) {
        (1, 0) => format!("{size}."),
        (_, 0) => format!("{size} in all."),
        (saved, left_out) => format!(
            "{} of them {} contents to save, {size} in all. {} afterwards, with the reason.",
            grouped(saved as u64),
            if saved == 1 { "has" } else { "have" },
            if left_out == 1 {
                "The other one is named".to_owned()
            } else {
                format!("The other {} are named", grouped(left_out as u64))
            }
        ),
    }
}

/// What became of it, where there is more to say than that all is well.
pub fn result_ui(ui: &mut Ui, result: &BatchResult, fresh: bool) {
    let heading = ui.label(RichText::new(&result.title).font(theme::semibold(theme::HEADING_SIZE)));
    live_ui(ui, &heading, Role::Alert, &result.title);
    for note in &result.notes {
        ui.add_space(6.0);
        ui.add(Label::new(note).wrap());
    }
    ui.add_space(8.0);
    remarks_ui(ui, &result.remarks);
    ui.add_space(12.0);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        let close = ui.button("Close");
        if fresh {
            close.request_focus();
        }
        // Arrow keys scroll the list instead of leading away.
        let arrows = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(close.id, arrows));
        if close.clicked() {
            ui.close();
        }
    });
}

/// Documents by what is to be said of them. There may be a hundred thousand: only lines in view are laid out.
fn remarks_ui(ui: &mut Ui, remarks: &[Remark]) {
    let tokens = Tokens::of(ui);
    let most = (ui.ctx().content_rect().height() - 280.0).clamp(80.0, 420.0);
    let scrolled = scrolled(ui, most);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).id_salt("remarks").show_viewport(
        ui,
        |ui, view| {
            if scrolled != 0.0 {
                ui.scroll_with_delta_animation(egui::vec2(0.0, -scrolled), ScrollAnimation::none());
            }
            let width = ui.available_width();
            let left = ui.max_rect().left();
            let start = ui.max_rect().top();
            let mut top = 0.0;
            let place = |ui: &mut Ui, left: f32, top: f32, size: egui::Vec2, label: Label| {
                let rect = Rect::from_min_size(egui::pos2(left, start + top), size);
                ui.new_child(UiBuilder::new().max_rect(rect)).add(label);
            };
            for remark in remarks {
                let mut words = egui::text::LayoutJob::default();
                let format = |color| egui::TextFormat::simple(theme::regular(theme::TEXT_SIZE), color);
                words.append(&remark.sentence, 0.0, format(tokens.text));
                if remark.documents.len() > 1 {
                    // Never cut in two at the end of a line.
                    let count = documents_text(remark.documents.len()).replace(' ', "\u{A0}");
                    words.append(&count, 8.0, format(tokens.muted));
                }
                words.wrap.max_width = width;
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(words));
                let height = galley.size().y + 4.0;
                if view.min.y <= top + height && top <= view.max.y {
                    place(ui, left, top, galley.size(), Label::new(galley));
                }
                top += height;
                let line = |y: f32| ((y - top) / LINE_HEIGHT).floor().max(0.0) as usize;
                let (first, last) = (line(view.min.y), line(view.max.y).saturating_add(1));
                for (position, document) in remark.documents.iter().enumerate().take(last).skip(first) {
                    let size = egui::vec2(width - INDENT, LINE_HEIGHT);
                    let label = Label::new(RichText::new(document).color(tokens.muted)).truncate();
                    place(ui, left + INDENT, top + position as f32 * LINE_HEIGHT, size, label);
                }
                top += remark.documents.len() as f32 * LINE_HEIGHT + 8.0;
            }
            ui.set_height(top);
        },
    );
}

/// How far keys take a list down, points.
fn scrolled(ui: &Ui, page: f32) -> f32 {
    let page = (page - LINE_HEIGHT).max(LINE_HEIGHT);
    [
        (Key::ArrowDown, LINE_HEIGHT),
        (Key::ArrowUp, -LINE_HEIGHT),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        // Further than any list is long; the scroll area knows where it ends.
        (Key::End, 1e7),
        (Key::Home, -1e7),
    ]
    .into_iter()
    .map(|(key, by)| by * ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32)
    .sum()
}

/// True where the status bar has no room for both the progress of saving and something else.
#[must_use]
pub fn needs_room(ui: &Ui, state: &AppState) -> bool {
    state.batch.running.is_some() && ui.available_width() < ROOM_FOR_BOTH
}

/// How far it is, and the way to end it, from the right end of the status bar.
pub fn progress_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(running) = &state.batch.running else { return };
    let waited = Instant::now().saturating_duration_since(running.since);
    if waited < PATIENCE {
        ui.request_repaint_after(PATIENCE - waited);
        return;
    }
    let tokens = Tokens::of(ui);
    let small = |text: String| RichText::new(text).color(tokens.text).font(theme::regular(12.0));
    ui.spacing_mut().item_spacing.x = 8.0;
    if running.cancelled {
        let words = "Ending the saving…";
        let label = ui.add(Label::new(small(words.to_owned())).truncate().selectable(false));
        live_ui(ui, &label, Role::Status, words);
        return;
    }
    let narrow = ui.available_width() < ROOM_FOR_BYTES;
    // The way out comes first: it is never cut off.
    let cancel = ui.add(Button::new(small("Cancel".to_owned())).small());
    cancel.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Cancel saving"));
    if cancel.on_hover_text("What is saved by now stays (Esc)").clicked() {
        intents.push(Intent::CancelSaving);
    }
    let plan = &running.plan;
    let share = if plan.bytes == 0 { 0.0 } else { running.bytes as f32 / plan.bytes as f32 };
    ui.scope(|ui| {
        // What is still to come stands out from the bar's ground.
        ui.visuals_mut().extreme_bg_color = tokens.border;
        let width = if narrow { 48.0 } else { 90.0 };
        ui.add(ProgressBar::new(share).desired_width(width).desired_height(6.0).fill(tokens.accent))
            .accessible_name("Progress of saving");
    });
    let (done, all) = (grouped(running.done as u64), plan.documents.len());
    let words = if narrow {
        format!("Saving {done} of {}", grouped(all as u64))
    } else {
        let (bytes, all_bytes) = (text::size(running.bytes), text::size(plan.bytes));
        format!("Saving: {done} of {}, {bytes} of {all_bytes}", documents_text(all))
    };
    ui.add(Label::new(small(words)).truncate().selectable(false));
}
