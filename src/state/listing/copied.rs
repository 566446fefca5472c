//! Cells and rows of the list for the clipboard.

use std::time::Instant;

use zeroize::Zeroizing;

use super::Column;
use crate::save::ListedDocument;
use crate::state::{AppState, CopiedText, Effect, NoticeKind};

impl AppState {
    /// What stands in one cell.
    pub(in crate::state) fn copy_cell(&mut self, column: &Column, document: u32, now: Instant) -> Vec<Effect> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let Some(text) = opened.document(document).and_then(|document| column.text(opened, document)) else {
            return Vec::new();
        };
        self.notify(NoticeKind::Done, format!("Copied {}", column.title().to_lowercase()), now);
        vec![Effect::Copy(CopiedText::new(text))]
    }

    /// The chosen rows with the columns that are shown, cells apart by tabs, under their titles where there are several rows.
    pub(in crate::state) fn copy_rows(&mut self, now: Instant) -> Vec<Effect> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let columns: Vec<&Column> = self.listing.columns_shown().collect();
        let chosen = self.chosen();
        let mut text = Zeroizing::new(String::new());
        let mut line = |cells: Vec<String>| {
            // A tab or a line end inside a cell would move all others.
            let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        };
        if chosen.len() > 1 {
            line(columns.iter().map(|column| column.title()).collect());
        }
        for document in chosen.iter().filter_map(|index| opened.document(*index)) {
            line(columns.iter().map(|column| column.text(opened, document).unwrap_or_default()).collect());
        }
        let words = if chosen.len() == 1 { "Copied 1 row".to_owned() } else { format!("Copied {} rows", chosen.len()) };
        self.notify(NoticeKind::Done, words, now);
        vec![Effect::Copy(CopiedText::from(text))]
    }

    /// What the list knows of the chosen documents, as the command line's `list --format json` writes it. Those whose contents were not
    /// looked at yet are left out.
    pub(in crate::state) fn copy_rows_json(&mut self, now: Instant) -> Vec<Effect> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let chosen = self.chosen();
        let listed: Vec<ListedDocument<'_>> = chosen
            .iter()
            .filter_map(|index| opened.document(*index).zip(opened.inspection(*index)))
            .map(|(document, inspection)| ListedDocument::new(&opened.response, document, inspection))
            .collect();
        let Ok(text) = serde_json::to_string_pretty(&listed) else { return Vec::new() };
        let words = match listed.len() {
            1 => "Copied 1 row as JSON".to_owned(),
            count => format!("Copied {count} rows as JSON"),
        };
        self.notify(NoticeKind::Done, words, now);
        vec![Effect::Copy(CopiedText::new(text))]
    }
}
