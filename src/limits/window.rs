//! Limits of the window: its settings and what it says.

use std::time::Duration;

/// What is read of the settings file. It holds a dozen values; a larger one is not ours.
pub const SETTINGS_BYTES: u64 = 256 * 1024;

/// Settings are written when nothing has changed for so long: dragging an edge of the window changes them in every frame.
pub const SETTINGS_DELAY: Duration = Duration::from_secs(1);

/// The window's size counts when it has stood for so long: while a window is maximised, its size comes before its state.
pub const WINDOW_STANDS: Duration = Duration::from_millis(300);

/// A desktop that has not maximised the window by then does not maximise windows (one that tiles them).
pub const MAXIMISED_WITHIN: Duration = Duration::from_secs(2);

/// Names that are tried for a settings file that is set aside. More broken ones than this are nobody's work.
pub const SET_ASIDE_TRIES: u32 = 100;

/// The smallest interface, percent: text of 13 points has 10 pixels there.
pub const MIN_INTERFACE_SCALE: u16 = 80;

/// The largest interface, percent: a window of 1280 points still shows list and pages.
pub const MAX_INTERFACE_SCALE: u16 = 200;

/// Steps between the two, percent.
pub const INTERFACE_SCALE_STEP: u16 = 10;

/// Sides of windows and panes, points. Beyond is no screen, but a slip in the settings file.
pub const MAX_SIDE_POINTS: u16 = 16_384;

/// Columns of the list that are kept: more than a message has kinds of identifiers.
pub const KEPT_COLUMNS: usize = 200;

/// The name of a column that is kept, characters.
pub const COLUMN_NAME_CHARS: usize = 64;

/// Recent files that are remembered: as many as a menu shows at a glance.
pub const RECENT_FILES: usize = 10;

/// Errors that wait under the one that is shown. Nobody reads more of them.
pub const WAITING_NOTICES: usize = 8;
