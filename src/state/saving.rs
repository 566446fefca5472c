//! Saving a document or a file inside it: what it is called, and the writing that was asked for.

use std::path::PathBuf;

use super::app_state::AppState;
use super::effect::{Effect, Saving};
use super::opened::Opened;

impl AppState {
    /// Writes something to a path that the user gave.
    pub fn save(&mut self, what: Saving, target: PathBuf, replace: bool) -> Vec<Effect> {
        self.question = None;
        let effect = match what {
            Saving::Document(document) => Effect::Save { document, target, replace },
            Saving::Attachment(index) => match self.reading.attached(index) {
                Some(bytes) => Effect::SaveBytes { what, bytes, target, replace },
                None => return Vec::new(),
            },
        };
        self.saving = true;
        vec![effect]
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
