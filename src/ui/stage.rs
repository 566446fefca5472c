//! What stands in the preview when there are no pages to show: each case in its own words.

use egui::{Align, Layout, RichText, Ui};

use super::theme::{self, Tokens};
use super::{Intents, icons, text};
use crate::render::{ContentsError, Failure, Format};
use crate::state::opened::{Stage, StatedAs};
use crate::state::{Command, Opened};

struct Words {
    icon: &'static str,
    title: String,
    body: String,
    /// A text to read and copy, such as an address.
    quoted: Option<String>,
    save: bool,
    retry: bool,
    reload: bool,
}

impl Words {
    fn new(icon: &'static str, title: &str, body: &str) -> Self {
        let (title, body) = (title.to_owned(), body.to_owned());
        Self { icon, title, body, quoted: None, save: false, retry: false, reload: false }
    }
}

/// Draws the words for a stage; nothing where pages are on their way (`patient` false: they come in a moment).
pub fn stage_ui(ui: &mut Ui, opened: &Opened, selected: u32, stage: &Stage<'_>, waited: bool, intents: &mut Intents) {
    let Some(words) = words(opened, selected, stage, waited) else { return };
    let mut child = column_ui(ui, 0.0);
    heading_ui(&mut child, words.icon, &words.title, &words.body);
    if let Some(quoted) = words.quoted {
        child.add_space(6.0);
        child.label(RichText::new(quoted).monospace());
    }
    child.add_space(12.0);
    if words.retry && child.button(Command::Retry.label()).clicked() {
        intents.run(Command::Retry);
    }
    if words.reload && child.button(Command::Reload.label()).clicked() {
        intents.run(Command::Reload);
    }
    if words.save && opened.can_save(selected) && child.button(Command::SaveDocument.label()).clicked() {
        intents.run(Command::SaveDocument);
    }
}

/// The column in which the words stand, a little above the middle; higher where there are less than `needed` points below.
pub(super) fn column_ui(ui: &mut Ui, needed: f32) -> Ui {
    let room = ui.available_rect_before_wrap();
    let place = room.shrink2(egui::vec2((room.width() * 0.12).min(80.0), 16.0));
    let mut column = ui.new_child(egui::UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center)));
    column.add_space((place.height() * 0.28).min(place.height() - needed).max(0.0));
    column
}

/// Icon, title and what to know.
pub(super) fn heading_ui(ui: &mut Ui, icon: &str, title: &str, body: &str) {
    let tokens = Tokens::of(ui);
    ui.label(RichText::new(icon).font(theme::icons(36.0)).color(tokens.muted));
    ui.add_space(8.0);
    ui.label(RichText::new(title).font(theme::semibold(theme::HEADING_SIZE)));
    ui.add_space(4.0);
    ui.label(RichText::new(body).color(tokens.muted));
}

fn words(opened: &Opened, selected: u32, stage: &Stage<'_>, waited: bool) -> Option<Words> {
    let inspection = opened.inspection(selected);
    Some(match stage {
        // A prompt of its own.
        Stage::Pages(_) | Stage::Protected(_) => return None,
        Stage::Looking | Stage::Opening if !waited => return None,
        Stage::Looking | Stage::Opening => {
            Words::new(icons::LOADER, "Opening the document", "This takes longer than usual.")
        }
        Stage::Unreadable => Words::new(
            icons::FILE_QUESTION,
            "This entry cannot be read",
            "It is not an object, so it holds no document. The other documents are not affected.",
        ),
        Stage::Empty => Words::new(
            icons::FILE,
            "No document in this entry",
            "FileContents is empty. The details below are what the response says about it.",
        ),
        Stage::Deletion => Words::new(
            icons::FILE,
            "This message asks to delete the document",
            "It says which document it means and holds no contents. Nothing was deleted by opening it here.",
        ),
        Stage::Changed => {
            let body = "What was read before is still listed. Reload the file to see what it holds now.";
            let mut words = Words::new(icons::FILE_WARNING, "The file changed on disk or is gone", body);
            words.reload = true;
            words
        }
        Stage::Reference(address) => {
            let body = "The response names an address instead of holding the contents. It is never fetched from here; ask the sender for an embedded copy.";
            let mut words = Words::new(icons::ARROW_UP_RIGHT, "Stored at Redox, not in this file", body);
            words.quoted = Some((*address).to_owned());
            words
        }
        Stage::Placeholder => Words::new(
            icons::FILE_QUESTION,
            "A stand-in, not a document",
            "FileContents holds a text that takes the place of the contents. They were taken out before this file was made.",
        ),
        Stage::NothingDecodes => {
            let detail = inspection.and_then(|inspection| inspection.damage_text()).unwrap_or_default();
            Words::new(
                icons::FILE_WARNING,
                "These contents are not base64",
                &format!("Not a byte of them decodes. {detail}"),
            )
        }
        Stage::Failed(failure) => {
            let (icon, title) = match failure {
                Failure::Blank => (icons::FILE, "Nothing in this document"),
                Failure::NoPages => (icons::FILE, "A document without pages"),
                Failure::DeepJpeg | Failure::UnsupportedPicture | Failure::UnsupportedSound => {
                    (icons::FILE_QUESTION, "No preview for this document")
                }
                _ => (icons::FILE_WARNING, "This document could not be shown"),
            };
            let mut words = Words::new(icon, title, &failure.to_string());
            if **failure == Failure::TooLarge && opened.format(selected) == Some(Format::Picture) {
                let most = crate::limits::MAX_PICTURE_PX / 1_000_000;
                words.body = format!(
                    "Pictures are shown up to {most} million pixels. Save this one and open it in another program."
                );
            }
            words.reload = matches!(failure, Failure::Contents(ContentsError::Unavailable));
            words.save = !words.reload;
            words.retry = matches!(failure, Failure::Crashed | Failure::TooSlow | Failure::WorkerMissing);
            words
        }
    })
}

/// A line over the pages: what to know about what is shown.
pub fn banner_ui(ui: &mut Ui, opened: &Opened, selected: u32) {
    let tokens = Tokens::of(ui);
    let mut lines: Vec<(egui::Color32, String)> = Vec::new();
    if let Some(inspection) = opened.inspection(selected) {
        if let Some(damage) = inspection.damage_text() {
            lines.push((tokens.error, format!("These contents are damaged. {damage}")));
        }
        if inspection.text_converted {
            let words = "The bytes of this document were damaged by a text conversion before it was encoded. What is shown may be wrong.";
            lines.push((tokens.error, words.to_owned()));
        } else if inspection.end_missing {
            let words = "This document lacks its end mark: it may have been cut off before it was encoded.";
            lines.push((tokens.warning, words.to_owned()));
        }
        if let (Some(declared), Some(detected)) = (&inspection.mismatch, inspection.detected) {
            let declared = text::visible(declared);
            lines.push((tokens.warning, format!("Declared as {declared}, but the contents are {}.", detected.label())));
        }
    }
    if let Some(StatedAs::Other(patient)) = opened.stated.get(&selected) {
        lines.push((tokens.error, text::other_patient(patient)));
    }
    if let Some(format) = opened.shown_as.get(&selected) {
        let kind = match format {
            Format::Pdf => "a PDF",
            Format::Picture => "a picture",
            Format::Bytes => "bytes",
            _ => "plain text",
        };
        lines.push((tokens.muted, format!("Shown as {kind}, as you asked.")));
    }
    if let Stage::Pages(pages) = opened.stage(selected) {
        let notices = pages.notices;
        if notices.xfa {
            lines.push((
                tokens.warning,
                "This is an XFA form, which only its maker's program shows in full.".to_owned(),
            ));
        }
        if notices.pdfium_missing {
            let words = "Drawn by the built-in engine: this program was built without PDFium. To add it, install python3-pip and run \
                \"cargo build --release\" again.";
            lines.push((tokens.muted, words.to_owned()));
        } else if notices.built_in_engine {
            lines.push((tokens.muted, "Drawn by the built-in engine, because PDFium could not open it.".to_owned()));
        }
        if notices.shown_as_text {
            let kind = opened.inspection(selected).and_then(|inspection| inspection.detected);
            let kind = kind.map_or("what it seems to be", |detected| detected.label());
            lines.push((
                tokens.warning,
                format!("This document could not be read as {kind}, so its text is shown as it is."),
            ));
        }
        if notices.cut_short {
            let words = "This document is very long, and only its first part is shown. Save it to see the rest in another program.";
            lines.push((tokens.warning, words.to_owned()));
        }
        if notices.charset_guessed {
            let words = "This text does not say how its letters are encoded. They were guessed, and some may be wrong.";
            lines.push((tokens.muted, words.to_owned()));
        }
        if notices.form_entries_may_be_missing {
            lines.push((tokens.warning, "Entries of this form may be missing from the picture.".to_owned()));
        }
    }
    for (color, line) in lines {
        egui::Frame::new().fill(tokens.background).inner_margin(egui::Margin::symmetric(14, 5)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let icon = if color == tokens.muted { icons::INFO } else { icons::TRIANGLE_ALERT };
                ui.label(RichText::new(icon).font(theme::icons(14.0)).color(color));
                let line = RichText::new(line).font(theme::regular(12.0)).color(tokens.text);
                ui.add(egui::Label::new(line).wrap());
            });
        });
    }
}
