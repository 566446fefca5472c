//! The rows that are on screen, latest to come into view first: the order in which their thumbnails are drawn. Pure.

/// Rows on screen.
#[derive(Debug, Default)]
pub struct InView {
    rows: Vec<u32>,
}

impl InView {
    /// Takes note of the rows of this frame. Those that come into view together keep their order.
    pub fn update(&mut self, visible: &[u32]) {
        let gone = |row: &u32| !visible.contains(row);
        let new: Vec<u32> = visible.iter().copied().filter(|row| !self.rows.contains(row)).collect();
        if new.is_empty() && !self.rows.iter().any(gone) {
            return;
        }
        self.rows.retain(|row| visible.contains(row));
        self.rows.splice(0..0, new);
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Nothing is on screen any more.
    pub fn clear(&mut self) {
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_to_come_into_view_is_first() {
        let mut view = InView::default();
        view.update(&[0, 1, 2, 3]);
        assert_eq!(view.rows(), [0, 1, 2, 3]);
        view.update(&[2, 3, 4, 5]);
        assert_eq!(view.rows(), [4, 5, 2, 3], "what scrolled away is gone");
        view.update(&[2, 3, 4, 5]);
        assert_eq!(view.rows(), [4, 5, 2, 3], "standing still changes nothing");
        view.update(&[1, 2, 3, 4]);
        assert_eq!(view.rows(), [1, 4, 2, 3]);
        view.update(&[100, 101]);
        assert_eq!(view.rows(), [100, 101]);
        view.clear();
        assert_eq!(view.rows(), [0; 0]);
    }
}
