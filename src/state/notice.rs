//! Messages that stand over the window, one at a time. What went well goes away by itself; an error stays until it is
//! dismissed: a later message covers it for its time, and then it is there again.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::app_state::AppState;
use super::command::Command;
use super::effect::Effect;
use crate::limits::WAITING_NOTICES;
use crate::message::Given;

/// How long a notice that is no error stays.
pub const NOTICE_TIME: Duration = Duration::from_secs(4);

/// Whether a notice goes away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something went well; goes away.
    Done,
    /// Something failed; stays until dismissed.
    Error,
}

/// What can be done about a notice, with one click.
#[derive(Clone, PartialEq, Eq)]
pub enum NoticeAction {
    /// A command.
    Run(Command),
    /// Open these files once more.
    OpenAgain(Vec<PathBuf>),
}

impl std::fmt::Debug for NoticeAction {
    /// Without paths: they may name a patient.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.label())
    }
}

impl NoticeAction {
    /// The words of its button.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Run(command) => command.label(),
            Self::OpenAgain(_) => "Open again",
        }
    }
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is.
    pub kind: NoticeKind,
    /// What happened, what still works, what to do.
    pub text: String,
    /// When it appeared.
    pub since: Instant,
    /// What can be done about it.
    pub action: Option<NoticeAction>,
    /// It is about opening: of no more use once something was opened.
    pub about_opening: bool,
}

impl Notice {
    /// A message of now, without an action.
    #[must_use]
    pub fn new(kind: NoticeKind, text: String, now: Instant) -> Self {
        Self { kind, text, since: now, action: None, about_opening: false }
    }

    /// That something was not opened, or is to be opened anew.
    #[must_use]
    pub fn about_opening(text: String, action: Option<NoticeAction>, now: Instant) -> Self {
        Self { action, about_opening: true, ..Self::new(NoticeKind::Error, text, now) }
    }

    /// When it goes away by itself.
    #[must_use]
    pub fn ends(&self) -> Option<Instant> {
        (self.kind == NoticeKind::Done).then(|| self.since + NOTICE_TIME)
    }
}

impl AppState {
    /// Shows a message.
    pub fn notify(&mut self, kind: NoticeKind, text: String, now: Instant) {
        self.say(Notice::new(kind, text, now));
    }

    /// Shows a message over the one that is there.
    pub fn say(&mut self, notice: Notice) {
        let known = self.notice.replace(notice);
        self.waiting_notices.extend(known.filter(|known| known.kind == NoticeKind::Error));
        let shown = self.notice.as_ref().map(|notice| notice.text.as_str());
        self.waiting_notices.retain(|waiting| Some(waiting.text.as_str()) != shown);
        let over = self.waiting_notices.len().saturating_sub(WAITING_NOTICES);
        self.waiting_notices.drain(..over);
    }

    /// How many errors the message covers.
    #[must_use]
    pub fn waiting_notices(&self) -> usize {
        self.waiting_notices.len()
    }

    /// Takes the message away; an error that it covered is there again. False where there was none.
    pub(super) fn dismiss_notice(&mut self) -> bool {
        let dismissed = self.notice.take().is_some();
        self.notice = self.waiting_notices.pop();
        dismissed
    }

    /// Does what the message offers, and takes it away.
    pub(super) fn act_on_notice(&mut self, now: Instant) -> Vec<Effect> {
        let action = self.notice.as_ref().and_then(|notice| notice.action.clone());
        self.dismiss_notice();
        match action {
            Some(NoticeAction::Run(command)) => self.run(command, now),
            Some(NoticeAction::OpenAgain(paths)) => self.open(Given::Paths(paths), now),
            None => Vec::new(),
        }
    }

    /// Has the message stay for its full time from now on: somebody is at it.
    pub(super) fn hold_notice(&mut self, now: Instant) {
        if let Some(notice) = &mut self.notice {
            notice.since = now;
        }
    }

    /// Something was opened or closed: takes away what went well with the last input, and what was about opening.
    pub(super) fn end_notices(&mut self) {
        self.waiting_notices.retain(|notice| !notice.about_opening);
        if self.notice.as_ref().is_some_and(|notice| notice.about_opening || notice.kind == NoticeKind::Done) {
            self.dismiss_notice();
        }
    }

    /// Takes away a notice whose time is over.
    pub fn tick(&mut self, now: Instant) {
        if !self.covered && self.notice.as_ref().and_then(Notice::ends).is_some_and(|end| now >= end) {
            self.dismiss_notice();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Intent;

    fn text(state: &AppState) -> Option<&str> {
        state.notice.as_ref().map(|notice| notice.text.as_str())
    }

    fn say(state: &mut AppState, kind: NoticeKind, text: &str, now: Instant) {
        state.notify(kind, text.to_owned(), now);
    }

    #[test]
    fn an_error_outlives_what_covers_it() {
        let (mut state, now) = (AppState::default(), Instant::now());
        say(&mut state, NoticeKind::Error, "failed", now);
        say(&mut state, NoticeKind::Done, "saved", now);
        assert_eq!(text(&state), Some("saved"));
        state.tick(now + NOTICE_TIME - Duration::from_millis(1));
        assert_eq!(text(&state), Some("saved"));
        state.tick(now + NOTICE_TIME);
        assert_eq!(text(&state), Some("failed"));
        state.tick(now + 1_000 * NOTICE_TIME);
        assert_eq!(text(&state), Some("failed"));
        state.handle(Intent::DismissNotice, now);
        assert_eq!(text(&state), None);
    }

    #[test]
    fn errors_come_one_by_one_and_none_twice() {
        let (mut state, now) = (AppState::default(), Instant::now());
        for error in ["one", "two", "one", "three"] {
            say(&mut state, NoticeKind::Error, error, now);
        }
        say(&mut state, NoticeKind::Done, "done", now);
        say(&mut state, NoticeKind::Done, "done too", now);
        let mut seen = Vec::new();
        while let Some(shown) = text(&state) {
            seen.push(shown.to_owned());
            state.handle(Intent::Run(Command::Escape), now);
        }
        assert_eq!(seen, ["done too", "three", "one", "two"]);
    }

    #[test]
    fn their_number_is_bounded() {
        let (mut state, now) = (AppState::default(), Instant::now());
        for number in 0..100 {
            say(&mut state, NoticeKind::Error, &number.to_string(), now);
        }
        assert_eq!(state.waiting_notices.len(), WAITING_NOTICES);
        assert_eq!(text(&state), Some("99"));
    }

    #[test]
    fn opening_something_ends_what_was_about_opening() {
        let (mut state, now) = (AppState::default(), Instant::now());
        say(&mut state, NoticeKind::Error, "not saved", now);
        state.say(Notice::about_opening("not opened".to_owned(), None, now));
        say(&mut state, NoticeKind::Done, "copied", now);
        state.end_notices();
        assert_eq!(text(&state), Some("not saved"));
    }

    #[test]
    fn an_action_is_done_once_and_takes_the_notice_away() {
        let (mut state, now) = (AppState::default(), Instant::now());
        let again = NoticeAction::OpenAgain(vec!["/a.json".into()]);
        assert!(!format!("{again:?}").contains("a.json"));
        state.say(Notice::about_opening("not opened".to_owned(), Some(again), now));
        let effects = state.handle(Intent::ActOnNotice, now);
        assert!(matches!(effects.as_slice(), [Effect::Open { given: Given::Paths(_), .. }]), "{effects:?}");
        assert_eq!(text(&state), None);
        assert!(state.handle(Intent::ActOnNotice, now).is_empty());
    }

    #[test]
    fn somebody_who_is_at_a_notice_is_given_time() {
        let (mut state, now) = (AppState::default(), Instant::now());
        say(&mut state, NoticeKind::Done, "saved", now);
        let later = now + NOTICE_TIME / 2;
        state.handle(Intent::HoldNotice, later);
        state.tick(now + NOTICE_TIME);
        assert_eq!(text(&state), Some("saved"));
        state.tick(later + NOTICE_TIME);
        assert_eq!(text(&state), None);
    }
}
