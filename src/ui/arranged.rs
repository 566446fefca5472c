//! How the user arranged the panes: sees when an edge is dragged, so that its place is kept. egui remembers the place itself, but
//! only until the program ends.

use egui::Ui;

/// What was seen of a pane's edge.
#[derive(Default)]
pub struct Edge {
    /// Size of the pane and of the room it stands in, points.
    last: Option<(f32, f32)>,
}

impl Edge {
    /// The pane has this size in this room. Returns the size where the user changed it: where it alone is another than before.
    pub fn moved(&mut self, ui: &Ui, size: f32, room: f32) -> Option<u16> {
        // Drawn twice, a frame moves nothing.
        if ui.ctx().current_pass_index() > 0 {
            return None;
        }
        let last = self.last.replace((size, room));
        let moved = last.is_some_and(|(before, room_before)| (size - before).abs() >= 0.5 && room == room_before);
        moved.then(|| size.round() as u16)
    }

    /// The pane is not shown.
    pub fn away(&mut self) {
        self.last = None;
    }
}
