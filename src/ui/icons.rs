//! Icons of the icon font (Lucide, see `assets/fonts`), by the names of its family.

/// `arrow-up-right`
pub const ARROW_UP_RIGHT: &str = "\u{E04D}";
/// `audio-lines`
pub const AUDIO_LINES: &str = "\u{E55A}";
/// `check`
pub const CHECK: &str = "\u{E06C}";
/// `arrow-down`
pub const ARROW_DOWN: &str = "\u{E042}";
/// `arrow-up`
pub const ARROW_UP: &str = "\u{E04A}";
/// `columns-3`
pub const COLUMNS: &str = "\u{E099}";
/// `list`
pub const LIST: &str = "\u{E106}";
/// `list-filter`
pub const LIST_FILTER: &str = "\u{E460}";
/// `chevron-down`
pub const CHEVRON_DOWN: &str = "\u{E06D}";
/// `chevron-left`
pub const CHEVRON_LEFT: &str = "\u{E06E}";
/// `chevron-right`
pub const CHEVRON_RIGHT: &str = "\u{E06F}";
/// `chevron-up`
pub const CHEVRON_UP: &str = "\u{E070}";
/// `circle-alert`
pub const CIRCLE_ALERT: &str = "\u{E077}";
/// `circle-check`
pub const CIRCLE_CHECK: &str = "\u{E226}";
/// `eye`
pub const EYE: &str = "\u{E0BA}";
/// `eye-off`
pub const EYE_OFF: &str = "\u{E0BB}";
/// `file`
pub const FILE: &str = "\u{E0C0}";
/// `file-archive`
pub const FILE_ARCHIVE: &str = "\u{E30D}";
/// `file-image`
pub const FILE_IMAGE: &str = "\u{E31C}";
/// `file-question-mark`
pub const FILE_QUESTION: &str = "\u{E322}";
/// `file-text`
pub const FILE_TEXT: &str = "\u{E0CC}";
/// `file-warning`
pub const FILE_WARNING: &str = "\u{E319}";
/// `folder-open`
pub const FOLDER_OPEN: &str = "\u{E247}";
/// `info`
pub const INFO: &str = "\u{E0F9}";
/// `loader`
pub const LOADER: &str = "\u{E109}";
/// `lock`
pub const LOCK: &str = "\u{E10B}";
/// `minimize-2`
pub const MINIMIZE: &str = "\u{E11B}";
/// `minus`
pub const MINUS: &str = "\u{E11C}";
/// `plus`
pub const PLUS: &str = "\u{E13D}";
/// `rotate-cw`
pub const ROTATE_CW: &str = "\u{E149}";
/// `search`
pub const SEARCH: &str = "\u{E151}";
/// `triangle-alert`
pub const TRIANGLE_ALERT: &str = "\u{E193}";
/// `x`
pub const X: &str = "\u{E1B2}";
