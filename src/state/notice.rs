//! Messages that stand over the window: one at a time; errors stay until dismissed.

use std::time::{Duration, Instant};

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

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is.
    pub kind: NoticeKind,
    /// What happened, what still works, what to do.
    pub text: String,
    /// When it appeared.
    pub since: Instant,
}

impl Notice {
    /// When it goes away by itself.
    #[must_use]
    pub fn ends(&self) -> Option<Instant> {
        (self.kind == NoticeKind::Done).then(|| self.since + NOTICE_TIME)
    }
}
