//! Closing what is open, and the smallest step back.

use super::app_state::AppState;
use super::effect::Effect;

impl AppState {
    pub(super) fn close(&mut self) -> Vec<Effect> {
        if self.opening.take().is_some() {
            return vec![Effect::CancelOpen];
        }
        self.selected = None;
        self.copying = None;
        self.end_notices();
        let effects = self.opened.take().map(|opened| vec![Effect::Forget(opened.load)]).unwrap_or_default();
        self.list_again();
        effects
    }

    pub(super) fn escape(&mut self) -> Vec<Effect> {
        if self.question.take().is_some() {
        } else if self.opening.take().is_some() {
            return vec![Effect::CancelOpen];
        } else if std::mem::take(&mut self.drawer) || self.dismiss_notice() {
        } else if self.find_bar.is_some() {
            self.close_find();
        } else if self.reading.has_selection() {
            self.deselect_text();
        } else if self.cancel_saving() {
            return vec![Effect::CancelSaveMany];
        } else if self.opened.is_some() && !self.listing.filter.is_empty() && !self.is_reading() {
            return self.set_filter(super::Filter::default());
        } else if self.full_screen {
            self.full_screen = false;
            return vec![Effect::FullScreen(false)];
        }
        Vec::new()
    }
}
