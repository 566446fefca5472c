//! Saving one file: a document, a file inside it, or the list. What it is called, and the writing that was asked for.

use std::path::PathBuf;
use std::time::Instant;

use super::app_state::AppState;
use super::effect::{Effect, Saving};
use super::notice::NoticeKind;
use super::opened::{Opened, Origin};
use crate::save::{NameParts, suggested_file_name};

/// What a place is asked for: the list, or the documents, may be others when it is known.
#[derive(Debug, Default)]
pub(super) struct AskedFor {
    /// The load that was open.
    load: u64,
    /// The documents of the list, as shown then.
    listed: Vec<u32>,
}

impl AppState {
    /// Asks where the selected document is to be saved.
    pub(super) fn ask_to_save(&mut self) -> Vec<Effect> {
        let Some((opened, document)) = self.opened.as_ref().zip(self.selected) else { return Vec::new() };
        let suggested = suggested_name(opened, document);
        self.asked_for = Some(AskedFor { load: opened.load, listed: Vec::new() });
        self.asking = true;
        vec![Effect::AskForTarget { what: Saving::Document(document), suggested }]
    }

    /// Asks where the list is to be saved.
    pub(super) fn ask_to_export_list(&mut self) -> Vec<Effect> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let suggested = list_name(&opened.origin);
        self.asked_for = Some(AskedFor { load: opened.load, listed: self.listed() });
        self.asking = true;
        vec![Effect::AskForTarget { what: Saving::List, suggested }]
    }

    /// Writes something to a path that the user gave.
    pub fn save(&mut self, what: Saving, target: PathBuf, replace: bool, now: Instant) -> Vec<Effect> {
        self.question = None;
        let asked = self.asked_for.as_ref();
        let open = self.opened.as_ref().map(|opened| opened.load);
        // A dialog of the desktop stays while another file is opened: what has the same place there is another document.
        if !matches!(what, Saving::Attachment(_)) && asked.map(|asked| asked.load) != open {
            self.asked_for = None;
            let sentence = "Nothing was saved: what is open changed before a place was chosen. Save again.";
            self.notify(NoticeKind::Error, sentence.to_owned(), now);
            return Vec::new();
        }
        let effect = match what {
            Saving::Document(document) => Effect::Save { document, target, replace },
            Saving::Attachment(index) => match self.reading.attached(index) {
                Some(bytes) => Effect::SaveBytes { what, bytes, target, replace },
                None => return Vec::new(),
            },
            Saving::List => match asked {
                Some(asked) => Effect::SaveList { load: asked.load, documents: asked.listed.clone(), target, replace },
                None => return Vec::new(),
            },
        };
        self.saving = true;
        vec![effect]
    }

    /// Nothing is to be saved any more: what was held for it can go.
    pub(super) fn forget_asked(&mut self) {
        self.asked_for = None;
        self.reading.forget_attachment();
    }
}

/// A safe file name for a document, with the extension of its real type.
pub(super) fn suggested_name(opened: &Opened, index: u32) -> String {
    let extension = opened
        .inspection(index)
        .and_then(|inspection| inspection.detected)
        .map_or("bin", |detected| detected.extension());
    let Some(document) = opened.document(index) else { return format!("document-{index}.{extension}") };
    crate::save::name_of(document, extension)
}

/// A safe file name for the list of what is open.
fn list_name(origin: &Origin) -> String {
    let name = match origin {
        Origin::Paths(paths) if paths.len() == 1 => origin.name(),
        _ => String::new(),
    };
    // `pull.json.gz` and `pull.json` are known as `pull`.
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or_default();
    let name = if stem.is_empty() { "documents".to_owned() } else { format!("{stem} documents") };
    suggested_file_name(NameParts { file_name: Some(&name), ..NameParts::default() }, "csv")
}
