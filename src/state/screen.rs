//! How much of the window is shown: everything, the pages alone, or nothing.

use std::time::Instant;

use super::app_state::AppState;
use super::command::Command;
use super::effect::{Effect, Intent};

impl AppState {
    /// True in full screen with a document to read: identity strip, toolbar and pages, and nothing else.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.full_screen && self.opened.is_some() && self.selected.is_some()
    }

    /// While the content is hidden only showing it again and leaving do something.
    pub(super) fn handle_covered(&mut self, intent: Intent, now: Instant) -> Vec<Effect> {
        match intent {
            Intent::Run(Command::HideContent | Command::Escape) => {
                self.covered = false;
                if let Some(notice) = &mut self.notice {
                    // It was not seen meanwhile.
                    notice.since = now;
                }
                Vec::new()
            }
            Intent::Run(Command::Quit) => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }
}
