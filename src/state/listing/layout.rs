//! How wide the columns of the list are, and which are shown. It holds no word of a document: it may be kept in the settings.

use std::collections::HashMap;

use super::Column;

/// The narrowest column, points.
pub const MIN_WIDTH: f32 = 40.0;
/// The widest column, points: wider ones are read by nobody, and push all others away.
pub const MAX_WIDTH: f32 = 800.0;

/// Widths and choices; what is not named is as usual.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnLayout {
    widths: HashMap<Column, f32>,
    shown: HashMap<Column, bool>,
}

impl ColumnLayout {
    /// True where a column is shown.
    #[must_use]
    pub fn shows(&self, column: &Column) -> bool {
        self.shown.get(column).copied().unwrap_or_else(|| column.is_usual())
    }

    /// The width of a column, points.
    #[must_use]
    pub fn width(&self, column: &Column) -> f32 {
        self.widths.get(column).copied().unwrap_or_else(|| column.usual_width())
    }

    /// Makes a column wider or narrower, points.
    pub fn set_width(&mut self, column: Column, width: f32) {
        if width.is_finite() {
            self.widths.insert(column, width.clamp(MIN_WIDTH, MAX_WIDTH));
        }
    }

    /// Shows a column, or hides it.
    pub fn show(&mut self, column: Column, shown: bool) {
        self.shown.insert(column, shown);
    }
}
