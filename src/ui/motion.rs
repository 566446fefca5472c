//! What the hand does with the pages: wheel, touchpad, pinch and drag become scrolling and zooming.

use egui::{PointerButton, Rect, Response, Ui, Vec2};

use super::Intents;
use crate::state::Intent;

/// What scrolling remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct Remainder {
    /// Device pixels that were asked for and are still less than a whole one: a slow touchpad moves by parts of a pixel.
    rest: Vec2,
}

impl Remainder {
    /// The whole device pixels of a movement (device pixels) together with what earlier ones left over.
    pub fn whole(&mut self, moved: Vec2) -> (i64, i64) {
        let sum = self.rest + moved;
        let whole = Vec2::new(sum.x.round(), sum.y.round());
        self.rest = sum - whole;
        (whole.x as i64, whole.y as i64)
    }
}

/// Which drags move the pages: the middle button's anywhere, the first one's where it does not select text.
fn pans(response: &Response, selects_text: bool) -> bool {
    response.dragged_by(PointerButton::Middle) || (response.dragged_by(PointerButton::Primary) && !selects_text)
}

/// Reads this frame's motion over the pages in `rect`. egui turns Ctrl with the wheel, and a pinch, into a zoom, and Shift
/// with the wheel into sideways scrolling. `selects_text` is true while a drag of the first button selects text.
pub fn motion_ui(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    selects_text: bool,
    remainder: &mut Remainder,
    intents: &mut Intents,
) {
    let pixels_per_point = ui.pixels_per_point();
    let (zoom, wheel, pointer) =
        ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta(), input.pointer.latest_pos()));
    let mut moved = Vec2::ZERO;
    if pans(response, selects_text) {
        moved -= response.drag_delta();
        ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    if let Some(pointer) = pointer.filter(|_| response.contains_pointer()) {
        if (zoom - 1.0).abs() > 1e-4 {
            let at = (pointer - rect.min) * pixels_per_point;
            intents.push(Intent::ZoomAt { by: zoom, x: f64::from(at.x), y: f64::from(at.y) });
        } else {
            moved -= wheel;
        }
    }
    let (right, down) = remainder.whole(moved * pixels_per_point);
    if right != 0 || down != 0 {
        intents.push(Intent::Scroll { right, down });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_pixel_add_up() {
        let mut remainder = Remainder::default();
        let steps: Vec<i64> = (0..10).map(|_| remainder.whole(Vec2::new(0.0, 0.3)).1).collect();
        assert_eq!(steps.iter().sum::<i64>(), 3);
        let back: i64 = (0..10).map(|_| remainder.whole(Vec2::new(0.0, -0.3)).1).sum();
        assert_eq!(back, -3);
    }
}
