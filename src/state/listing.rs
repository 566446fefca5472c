//! Which documents the list shows, in which order, and which of them are chosen.

use super::AppState;

impl AppState {
    /// The documents of the list, as shown from the top: positions in the file's order.
    #[must_use]
    pub fn listed(&self) -> Vec<u32> {
        let count = self.opened.as_ref().map_or(0, |opened| opened.response.documents.len());
        (0..u32::try_from(count).unwrap_or(u32::MAX)).collect()
    }

    /// The documents that are chosen, in the order of the list.
    #[must_use]
    pub fn chosen(&self) -> Vec<u32> {
        self.selected.into_iter().collect()
    }
}
