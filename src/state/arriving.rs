//! What arrives from the work behind: everything that happens outside the state, pages of documents, a fresh reading of the same files.

use std::sync::Arc;
use std::time::Instant;

use super::app_state::AppState;
use super::command::Command;
use super::effect::{Effect, Intent, Question};
use super::event::Event;
use super::notice::{Notice, NoticeAction, NoticeKind};
use super::opened::{Opened, Origin, Pages};
use super::protected::is_about_password;
use crate::message::{Given, Loaded};
use crate::render::{Format, PoolEvent};

impl AppState {
    /// Takes in what happened.
    pub fn apply(&mut self, event: Event, now: Instant) -> Vec<Effect> {
        let effects = self.apply_event(event, now);
        self.follow_selection();
        self.show_result();
        effects
    }

    fn apply_event(&mut self, event: Event, now: Instant) -> Vec<Effect> {
        match event {
            Event::OpenProgress(load, read, all) => {
                if let Some(opening) = self.opening.as_mut().filter(|opening| opening.load == load) {
                    opening.progress = (read, all);
                }
            }
            Event::OpenFinished(load, result) => return self.open_finished(load, result, now),
            Event::Inspected(load, mut inspections) => {
                if let Some(opened) = self.opened.as_mut().filter(|opened| opened.load == load) {
                    opened.inspections.append(&mut inspections);
                    return self.list_again_for_contents();
                }
            }
            Event::TextsMade(load, texts) => return self.texts_made(load, texts),
            Event::Looked(load, findings, lines) => {
                if let Some(opened) = self.opened.as_mut().filter(|opened| opened.load == load) {
                    opened.looked(findings, lines);
                    return self.list_again_for_contents();
                }
            }
            Event::ClipboardRead(Ok(text)) => return self.handle(Intent::OpenText(text), now),
            Event::ClipboardRead(Err(sentence)) => {
                self.say(Notice::about_opening(sentence, Some(NoticeAction::Run(Command::Open)), now));
            }
            Event::InputChanged(load) => self.input_changed(load, now),
            Event::SettingsNotKept(sentence) => self.notify(NoticeKind::Error, sentence, now),
            Event::PictureDrawn(key, failure) => self.picture_drawn(key, failure, now),
            Event::PictureCopied(page) => {
                let text = format!("Copied page {} as a picture", u64::from(page) + 1);
                self.notify(NoticeKind::Done, text, now);
            }
            Event::NotCopied(sentence) => self.notify(NoticeKind::Error, sentence.to_owned(), now),
            Event::CopyThroughWindow(text) => return vec![Effect::CopyThroughWindow(text)],
            Event::FilesChosen(paths) => {
                self.asking = false;
                if let Some(paths) = paths.filter(|paths| !paths.is_empty()) {
                    if self.covered {
                        let sentence = "Nothing was opened while the content was hidden. Choose the file again.";
                        let action = Some(NoticeAction::Run(Command::Open));
                        self.say(Notice::about_opening(sentence.to_owned(), action, now));
                        return Vec::new();
                    }
                    return self.open(Given::Paths(paths), now);
                }
            }
            Event::NoOpenDialog => {
                self.asking = false;
                self.question = Some(Question::OpenPath);
            }
            Event::NoSaveDialog(what, suggested) => {
                self.asking = false;
                self.question = Some(Question::SavePath { what, suggested });
            }
            Event::TargetChosen(what, target) => {
                self.asking = false;
                if let Some(target) = target {
                    return self.save(what, target, true, now);
                }
                self.forget_asked();
            }
            Event::TargetExists(what, target) => {
                self.saving = false;
                self.question = Some(Question::Replace { what, target });
            }
            Event::TargetFolderChosen(folder) => self.target_folder_chosen(Ok(folder), now),
            Event::NoTargetFolderDialog => self.target_folder_chosen(Err(()), now),
            Event::SavedSome(documents, bytes) => self.saved_some(documents, bytes),
            Event::SavedMany(written) => self.saved_many(written, now),
            Event::Saved(result) => {
                self.saving = false;
                self.forget_asked();
                let (kind, text) = match result {
                    Ok(name) => (NoticeKind::Done, format!("Saved {name}")),
                    Err(sentence) => (NoticeKind::Error, sentence),
                };
                self.notify(kind, text, now);
            }
            Event::Pages(event) => {
                let problems = |state: &Self| state.opened.as_ref().map(|opened| opened.summary.problems);
                let before = problems(self);
                self.compare_patient(&event);
                // A list of problems alone has one more now.
                let mut effects = if problems(self) == before { Vec::new() } else { self.list_again_for_contents() };
                match self.apply_reading(event, now) {
                    Ok(more) => effects.extend(more),
                    Err(event) => self.apply_pages(event),
                }
                return effects;
            }
        }
        Vec::new()
    }

    /// An input was read, or not.
    pub(super) fn open_finished(
        &mut self,
        load: u64,
        result: Result<Arc<Loaded>, String>,
        now: Instant,
    ) -> Vec<Effect> {
        if self.opening.as_ref().is_none_or(|opening| opening.load != load) {
            return vec![Effect::Forget(load)];
        }
        let Some(opening) = self.opening.take() else { return vec![Effect::Forget(load)] };
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(sentence) => {
                let name = opening.origin.name();
                // What was pasted is not kept, so that it cannot be tried again from here.
                let again = match opening.origin {
                    Origin::Paths(paths) => Some(NoticeAction::OpenAgain(paths)),
                    Origin::StandardInput | Origin::Pasted => None,
                };
                self.say(Notice::about_opening(format!("{name} was not opened. {sentence}"), again, now));
                return vec![Effect::Forget(load)];
            }
        };
        self.copying = None;
        let mut fresh = Opened::new(load, opening.origin, loaded);
        let mut select = 0;
        let mut same_input = false;
        let mut effects = Vec::new();
        if let Some(before) = self.opened.take() {
            effects.push(Effect::Forget(before.load));
            if before.origin == fresh.origin {
                same_input = true;
                select = self.kept_selection(&before, &fresh);
                self.keep_views(&before, &mut fresh);
            }
        }
        self.selected = fresh.document(select).map(|_| select);
        self.selections += 1;
        self.remember(&fresh.origin);
        self.opened = Some(fresh);
        self.end_notices();
        self.question = None;
        effects.extend(self.begin_list(same_input));
        effects
    }

    /// The files of an input changed on the disk. What is shown stays: it is never swapped under the reader.
    pub(super) fn input_changed(&mut self, load: u64, now: Instant) {
        if let Some(opened) = self.opened.as_ref().filter(|opened| opened.load == load) {
            let name = crate::words::visible_name(&opened.origin.name()).into_owned();
            let sentence = format!("{name} changed on disk after it was opened. What is shown may be out of date.");
            self.say(Notice::about_opening(sentence, Some(NoticeAction::Run(Command::Reload)), now));
        }
    }

    /// After a reload: the selected document again, by its ID and place among equals, else the same row, else the last.
    pub(super) fn kept_selection(&self, before: &Opened, fresh: &Opened) -> u32 {
        let last = u32::try_from(fresh.response.documents.len().saturating_sub(1)).unwrap_or(0);
        self.selected.map_or(0, |selected| same_document(before, fresh, selected).unwrap_or(selected).min(last))
    }

    /// After a reload: page, zoom and rotation of every document that is still there.
    pub(super) fn keep_views(&self, before: &Opened, fresh: &mut Opened) {
        let kept: Vec<_> = before
            .views
            .iter()
            .filter_map(|(index, view)| same_document(before, fresh, *index).map(|index| (index, *view)))
            .collect();
        fresh.views.extend(kept);
        let shown: Vec<_> = before
            .shown_as
            .iter()
            .filter_map(|(index, format)| same_document(before, fresh, *index).map(|index| (index, *format)))
            .collect();
        fresh.shown_as.extend(shown);
    }

    /// How the selected document is shown against what its bytes say.
    #[must_use]
    pub fn shown_as(&self) -> Option<Format> {
        let (opened, selected) = self.opened.as_ref().zip(self.selected)?;
        opened.shown_as.get(&selected).copied()
    }

    /// Shows the selected document as another format, or as what it is.
    pub(super) fn show_as(&mut self, format: Option<Format>) -> Vec<Effect> {
        let Some((opened, selected)) = self.opened.as_mut().zip(self.selected) else { return Vec::new() };
        let before = opened.shown_as.get(&selected).copied();
        if before == format {
            return Vec::new();
        }
        match format {
            Some(format) => opened.shown_as.insert(selected, format),
            None => opened.shown_as.remove(&selected),
        };
        opened.pages.remove(&selected);
        opened.trying.remove(&selected);
        opened.failed_pages.retain(|(index, _), _| *index != selected);
        opened.failed_thumbnails.remove(&selected);
        opened.views.remove(&selected);
        vec![Effect::ShowAs(selected, format)]
    }

    pub(super) fn apply_pages(&mut self, event: PoolEvent) {
        let Some(opened) = &mut self.opened else { return };
        let load = opened.load;
        match event {
            PoolEvent::Opened { document, info } if document.load == load => {
                opened.pages.insert(document.index, Pages::Known(info));
                opened.trying.remove(&document.index);
                // Without the password it had no thumbnail.
                if opened.failed_thumbnails.get(&document.index).is_some_and(|failure| is_about_password(*failure)) {
                    opened.failed_thumbnails.remove(&document.index);
                }
            }
            PoolEvent::Sizes { document, from, sizes } if document.load == load => {
                if let Some(Pages::Known(pages)) = opened.pages.get_mut(&document.index)
                    && pages.sizes.len() == from as usize
                {
                    pages.sizes.extend(sizes);
                }
            }
            PoolEvent::OpenFailed { document, failure } if document.load == load => {
                opened.pages.insert(document.index, Pages::Failed(failure));
                opened.trying.remove(&document.index);
            }
            PoolEvent::TileFailed { key, failure } if key.document.load == load => {
                opened.failed_pages.insert((key.document.index, key.page), failure);
            }
            // From before its password was given: it is drawn again.
            PoolEvent::ThumbnailFailed { document, failure }
                if is_about_password(failure) && matches!(opened.pages.get(&document.index), Some(Pages::Known(_))) => {
            }
            PoolEvent::ThumbnailFailed { document, failure } if document.load == load => {
                opened.failed_thumbnails.insert(document.index, failure);
            }
            _ => {}
        }
    }
}

/// The document that was at `index` before, in a fresh reading of the same files. Without an ID the same row counts where
/// its label is the same.
fn same_document(before: &Opened, fresh: &Opened, index: u32) -> Option<u32> {
    let old = before.document(index)?;
    let id = old.document_id.as_ref();
    if id.is_none() {
        return fresh.document(index).filter(|new| new.label() == old.label()).map(|new| new.index);
    }
    let alike = |opened: &Opened, end: usize| {
        opened.response.documents.iter().take(end).filter(|document| document.document_id.as_ref() == id).count()
    };
    let nth = alike(before, index as usize);
    fresh.response.documents.iter().filter(|document| document.document_id.as_ref() == id).nth(nth).map(|new| new.index)
}
