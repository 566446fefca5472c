//! Saving a document: what it is called, and the writing that was asked for.

use std::path::PathBuf;

use super::app_state::AppState;
use super::effect::Effect;
use super::opened::Opened;

impl AppState {
    /// Writes a document to a path that the user gave.
    pub fn save(&mut self, document: u32, target: PathBuf, replace: bool) -> Vec<Effect> {
        self.question = None;
        self.saving = true;
        vec![Effect::Save { document, target, replace }]
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
