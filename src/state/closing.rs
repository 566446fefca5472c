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
        self.opened.take().map(|opened| vec![Effect::Forget(opened.load)]).unwrap_or_default()
    }

    pub(super) fn escape(&mut self) -> Vec<Effect> {
        if self.question.take().is_some() {
        } else if self.opening.take().is_some() {
            return vec![Effect::CancelOpen];
        } else if self.dismiss_notice() {
        } else if self.find_bar.is_some() {
            self.close_find();
        } else if self.reading.has_selection() {
            self.deselect_text();
        } else if self.full_screen {
            self.full_screen = false;
            return vec![Effect::FullScreen(false)];
        }
        Vec::new()
    }
}
