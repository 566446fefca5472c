//! How wide the columns of the list are, and which are shown. It holds no word of a document: it may be kept in the settings.

use std::collections::HashMap;

use super::Column;
use crate::state::settings;

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
    /// As the settings keep it. Columns of identifier types are left out: their names come from a message.
    #[must_use]
    pub fn kept(&self) -> Vec<settings::Column> {
        let changed = |column: &Column| self.widths.contains_key(column) || self.shown.contains_key(column);
        let named = Column::NAMED.iter().filter(|(column, _)| changed(column));
        named
            .map(|(column, name)| settings::Column {
                name: (*name).to_owned(),
                width: self.widths.get(column).map(|width| width.round() as u16),
                hidden: !self.shows(column),
            })
            .collect()
    }

    /// As the settings kept it.
    #[must_use]
    pub fn restored(kept: &[settings::Column]) -> Self {
        let mut layout = Self::default();
        for settings::Column { name, width, hidden } in kept {
            let Some((column, _)) = Column::NAMED.iter().find(|(_, of)| of == name) else { continue };
            if let Some(width) = width {
                layout.set_width(column.clone(), f32::from(*width));
            }
            layout.show(column.clone(), !hidden);
        }
        layout
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_no_word_of_a_message_is_kept() {
        let mut layout = ColumnLayout::default();
        layout.set_width(Column::Size, 90.4);
        layout.show(Column::Findings, true);
        layout.show(Column::Visit, false);
        layout.show(Column::Identifier(crate::message::Text::new("MR")), true);
        let kept = layout.kept();
        assert_eq!(kept.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["size", "visit", "findings"]);
        let restored = ColumnLayout::restored(&kept);
        assert!(restored.shows(&Column::Findings) && !restored.shows(&Column::Visit) && restored.shows(&Column::Size));
        assert!((restored.width(&Column::Size) - 90.0).abs() < 0.1);
        assert!(ColumnLayout::default().kept().is_empty());
    }
}
