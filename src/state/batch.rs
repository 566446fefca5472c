//! Saving many documents into one folder: which they are, what is asked before, how far it is, and what became of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::app_state::AppState;
use super::effect::{Effect, Question};
use super::notice::NoticeKind;
use super::opened::{Opened, Stage};
use crate::message::Document;
use crate::words::{grouped, visible_name};

/// Saving many documents, from the question to the result.
#[derive(Debug, Default)]
pub struct Batch {
    /// What is to be saved, while the desktop asks for a folder.
    asked: Option<Arc<BatchPlan>>,
    /// What is being saved.
    pub running: Option<BatchProgress>,
    /// What became of it, until it can be shown: another dialog may be in the way.
    result: Option<Arc<BatchResult>>,
    /// A manifest was wanted the last time.
    pub manifest: bool,
    /// Where documents were saved the last time.
    folder: Option<PathBuf>,
}

/// Which documents of the list are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchScope {
    /// Those that are chosen.
    Chosen,
    /// All that the list shows.
    Listed,
}

/// Documents of which the same is to be said.
#[derive(Clone, PartialEq, Eq)]
pub struct Remark {
    /// What.
    pub sentence: String,
    /// The documents, as the user knows them.
    pub documents: Vec<String>,
}

impl std::fmt::Debug for Remark {
    /// Which documents they are is not shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Remark({} documents)", self.documents.len())
    }
}

/// Puts a document to those of which the same is to be said.
pub fn remark(remarks: &mut Vec<Remark>, sentence: String, document: &Document) {
    // Reasons are few, so that looking through them costs nothing.
    let name = document_name(document);
    match remarks.iter_mut().find(|remark| remark.sentence == sentence) {
        Some(remark) => remark.documents.push(name),
        None => remarks.push(Remark { sentence, documents: vec![name] }),
    }
}

/// A document as results name it.
fn document_name(document: &Document) -> String {
    format!("Document {}: {}", document.number(), visible_name(&document.label()))
}

/// `1 document`, `12 documents`.
#[must_use]
pub fn documents_text(count: usize) -> String {
    format!("{} {}", grouped(count as u64), if count == 1 { "document" } else { "documents" })
}

/// What is to be saved. Settled when the user asks for it: the list may be another one when the folder is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPlan {
    /// The load that the documents are of.
    pub load: u64,
    /// Which of the list they are.
    pub scope: BatchScope,
    /// The documents that have bytes, and the extensions of their real types.
    pub documents: Vec<(u32, &'static str)>,
    /// Bytes in all.
    pub bytes: u64,
    /// Those without bytes, and why.
    pub left_out: Vec<Remark>,
    /// How many documents the list does not show.
    pub hidden: usize,
}

impl BatchPlan {
    pub(super) fn new(opened: &Opened, scope: BatchScope, wanted: &[u32], listed: usize) -> Self {
        let mut plan = Self {
            load: opened.load,
            scope,
            documents: Vec::with_capacity(wanted.len()),
            bytes: 0,
            left_out: Vec::new(),
            hidden: opened.response.documents.len().saturating_sub(listed),
        };
        for index in wanted.iter().copied() {
            let Some(document) = opened.document(index) else { continue };
            match opened.inspection(index).filter(|_| opened.can_save(index)) {
                Some(inspection) => {
                    let extension = inspection.detected.map_or("bin", |detected| detected.extension());
                    plan.documents.push((index, extension));
                    plan.bytes = plan.bytes.saturating_add(inspection.size.unwrap_or(0));
                }
                None => remark(&mut plan.left_out, why_not(opened, index).to_owned(), document),
            }
        }
        plan
    }

    /// How many documents were asked for, with those that have no bytes.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.documents.len() + self.left_out()
    }

    /// How many of them have no bytes.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out.iter().map(|remark| remark.documents.len()).sum()
    }
}

/// Why there is nothing to save of a document.
fn why_not(opened: &Opened, index: u32) -> &'static str {
    match opened.stage(index) {
        Stage::Unreadable => "The entry cannot be read, so it holds no document.",
        Stage::Changed => "The file changed on disk or is gone. Reload it to see what it holds now.",
        Stage::Deletion => "The message asks to delete the document and holds no contents.",
        Stage::Reference(_) => "Stored at Redox: the file holds an address instead of the contents.",
        Stage::Placeholder => "The file holds a stand-in text instead of the contents.",
        Stage::NothingDecodes => "Not a byte of the contents decodes.",
        _ => "The entry holds no contents.",
    }
}

/// Writing that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrder {
    /// What.
    pub plan: Arc<BatchPlan>,
    /// Where to.
    pub folder: PathBuf,
    /// With a manifest.
    pub manifest: bool,
}

/// What is being saved.
#[derive(Debug)]
pub struct BatchProgress {
    /// What.
    pub plan: Arc<BatchPlan>,
    /// Documents dealt with.
    pub done: usize,
    /// Bytes written.
    pub bytes: u64,
    /// When it began.
    pub since: Instant,
    /// The user wants no more of it.
    pub cancelled: bool,
    /// Where to.
    folder: String,
}

/// What the writing of many documents came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchWritten {
    /// How many files are complete.
    pub saved: usize,
    /// The user cancelled it before all were dealt with.
    pub cancelled: bool,
    /// Documents that were not saved, or not whole.
    pub remarks: Vec<Remark>,
    /// What is to be said of the whole.
    pub notes: Vec<String>,
}

/// What became of saving many documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchResult {
    /// In a line.
    pub title: String,
    /// What is to be said of the whole.
    pub notes: Vec<String>,
    /// Documents that were not saved, or not whole.
    pub remarks: Vec<Remark>,
}

impl AppState {
    /// Whether there is something to save of these documents.
    pub(super) fn can_save_many(&self, wanted: &[u32]) -> bool {
        let Some(opened) = &self.opened else { return false };
        !self.asking
            && self.batch.running.is_none()
            // What is not looked at yet would be left out for no reason.
            && wanted.iter().all(|index| opened.inspection(*index).is_some())
            && wanted.iter().any(|index| opened.can_save(*index))
    }

    /// Asks for a folder to save documents of the list in.
    pub(super) fn ask_to_save_many(&mut self, scope: BatchScope) -> Vec<Effect> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let listed = self.listed();
        let chosen = if scope == BatchScope::Chosen { self.chosen() } else { Vec::new() };
        let wanted = if scope == BatchScope::Chosen { &chosen } else { &listed };
        self.batch.asked = Some(Arc::new(BatchPlan::new(opened, scope, wanted, listed.len())));
        self.asking = true;
        vec![Effect::AskForTargetFolder(self.batch.folder.clone())]
    }

    /// The user chose a folder, or none; without a dialog of the desktop it is typed.
    pub(super) fn target_folder_chosen(&mut self, chosen: Result<Option<PathBuf>, ()>, now: Instant) {
        self.asking = false;
        let Some(plan) = self.batch.asked.take() else { return };
        let folder = match chosen {
            Ok(Some(folder)) => Some(folder),
            Ok(None) => return,
            Err(()) => None,
        };
        if self.opened.as_ref().is_none_or(|opened| opened.load != plan.load) {
            let sentence = "Nothing was saved: what is open changed before a folder was chosen. Save again.";
            self.notify(NoticeKind::Error, sentence.to_owned(), now);
            return;
        }
        self.question = Some(Question::SaveMany { plan, folder });
    }

    /// Begins to save what the question is about.
    pub(super) fn save_many(&mut self, folder: PathBuf, manifest: bool, now: Instant) -> Vec<Effect> {
        let Some(Question::SaveMany { plan, .. }) = self.question.take() else { return Vec::new() };
        if self.batch.running.is_some() {
            return Vec::new();
        }
        self.batch.manifest = manifest;
        self.batch.folder = Some(folder.clone());
        self.batch.running = Some(BatchProgress {
            plan: plan.clone(),
            done: 0,
            bytes: 0,
            since: now,
            cancelled: false,
            folder: folder_name(&folder),
        });
        vec![Effect::SaveMany(BatchOrder { plan, folder, manifest })]
    }

    /// Some more of the documents are saved.
    pub(super) fn saved_some(&mut self, done: usize, bytes: u64) {
        if let Some(running) = &mut self.batch.running {
            (running.done, running.bytes) = (done, bytes);
        }
    }

    /// Ends the saving of many documents; false when there is none to end.
    pub(super) fn cancel_saving(&mut self) -> bool {
        let Some(running) = self.batch.running.as_mut().filter(|running| !running.cancelled) else { return false };
        running.cancelled = true;
        true
    }

    /// The saving of many documents is over.
    pub(super) fn saved_many(&mut self, written: Result<BatchWritten, String>, now: Instant) {
        let Some(BatchProgress { plan, folder, .. }) = self.batch.running.take() else { return };
        let written = match written {
            Ok(written) => written,
            Err(sentence) => {
                self.notify(NoticeKind::Error, format!("No document was saved. {sentence}"), now);
                return;
            }
        };
        let BatchWritten { saved, cancelled, mut remarks, mut notes } = written;
        remarks.extend(plan.left_out.iter().cloned());
        let title = match (saved, cancelled) {
            (0, false) => format!("None of {} was saved", documents_text(plan.asked())),
            (0, true) => "Saving was cancelled, no document was saved".to_owned(),
            (saved, _) if saved == plan.asked() => format!("Saved {} in {folder}", documents_text(saved)),
            (saved, _) => format!("Saved {} of {} in {folder}", grouped(saved as u64), documents_text(plan.asked())),
        };
        // What the user knows before needs no dialog: they cancelled, and they were told what has no contents.
        if notes.is_empty() && (remarks.is_empty() || (cancelled && remarks == plan.left_out)) {
            let text = match (cancelled, saved) {
                (true, 1..) => format!("Saving was cancelled. {title}"),
                _ => title,
            };
            self.notify(NoticeKind::Done, text, now);
            return;
        }
        if cancelled && saved > 0 {
            notes.insert(0, "Saving was cancelled. What was saved by then is complete.".to_owned());
        }
        self.batch.result = Some(Arc::new(BatchResult { title, notes, remarks }));
    }

    /// Shows what became of saving, as soon as no other dialog is in the way.
    pub(super) fn show_result(&mut self) {
        if self.question.is_none()
            && let Some(result) = self.batch.result.take()
        {
            self.question = Some(Question::SavedMany(result));
        }
    }
}

/// What a folder is called in a sentence.
fn folder_name(folder: &Path) -> String {
    let name = folder.file_name().map_or_else(|| folder.to_string_lossy(), |name| name.to_string_lossy());
    visible_name(&name).into_owned()
}
