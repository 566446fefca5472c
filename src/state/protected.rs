//! Documents with a password: what is known of it, and the giving of it.

use super::app_state::AppState;
use super::effect::Effect;
use super::opened::{Opened, Pages, Stage};
use crate::render::{Failure, Password};

/// How far a protected document is from being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// It wants a password and got none.
    Needed,
    /// A password was given and is being tried.
    Trying,
    /// The password given is not the document's.
    Refused,
}

/// True for what a password, or another one, would mend.
pub(super) fn is_about_password(failure: Failure) -> bool {
    matches!(failure, Failure::PasswordNeeded | Failure::PasswordWrong)
}

impl Opened {
    /// What is known of a document's password; `None` where none is wanted, or the right one was given.
    #[must_use]
    pub fn protection(&self, index: u32) -> Option<Protection> {
        match self.pages.get(&index) {
            Some(Pages::Failed(failure)) if is_about_password(*failure) => Some(if self.trying.contains(&index) {
                Protection::Trying
            } else if *failure == Failure::PasswordWrong {
                Protection::Refused
            } else {
                Protection::Needed
            }),
            _ => None,
        }
    }

    /// True when a document is known to be protected and cannot be shown yet, be it from its pages or from its thumbnail.
    #[must_use]
    pub fn is_locked(&self, index: u32) -> bool {
        let of_thumbnail = self.failed_thumbnails.get(&index).is_some_and(|failure| is_about_password(*failure));
        self.protection(index).is_some() || of_thumbnail
    }
}

impl AppState {
    /// True when the selected document waits for its password.
    #[must_use]
    pub fn wants_password(&self) -> bool {
        let stage = self.opened.as_ref().zip(self.selected).map(|(opened, selected)| opened.stage(selected));
        matches!(stage, Some(Stage::Protected(_)))
    }

    /// Tries a password. The state holds nothing of it: it goes on to the workers, which keep it until the file is closed.
    pub(super) fn give_password(&mut self, document: u32, password: Password) -> Vec<Effect> {
        let Some(opened) = &mut self.opened else { return Vec::new() };
        match opened.protection(document) {
            Some(Protection::Needed | Protection::Refused) => {
                opened.trying.insert(document);
                vec![Effect::GivePassword { document, password }]
            }
            Some(Protection::Trying) | None => Vec::new(),
        }
    }
}
