//! The list of documents with its filter: beside the pages, or over them in a drawer.

use egui::Ui;

use super::document_table::{TableMemory, document_table_ui};
use super::filter_bar::{FilterMemory, filter_bar_ui};
use super::{Intents, Textures};
use crate::state::AppState;

/// What it remembers between frames.
#[derive(Default)]
pub struct ListPane {
    /// The table's part.
    pub table: TableMemory,
    filter: FilterMemory,
}

impl ListPane {
    /// Draws filter and table.
    pub fn ui(&mut self, ui: &mut Ui, state: &AppState, textures: &mut Textures, intents: &mut Intents) {
        ui.spacing_mut().item_spacing.y = 0.0;
        filter_bar_ui(ui, state, &mut self.filter, intents);
        document_table_ui(ui, state, textures, &mut self.table, intents);
    }
}
