//! A scroll bar over the edge of a pane, in device pixels: for the canvas and the page strip, whose columns are too long for
//! the single-precision points of egui's own.

use egui::{CornerRadius, Id, Rect, Sense, Ui, Vec2, pos2};

use super::theme::Tokens;

/// Thickness of the bar, points.
pub const BAR: f32 = 8.0;
/// The part that is grabbed never gets shorter than this, points.
const HANDLE_LEAST: f32 = 24.0;
/// Empty space between the bar and the edge, points.
const EDGE: f32 = 2.0;

/// One direction of something that scrolls, in device pixels.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// The whole.
    pub all: i64,
    /// What can be seen of it.
    pub view: i64,
    /// Where that starts.
    pub at: i64,
}

/// Draws the bar at the right (`vertical`) or the lower edge of `area`, where there is something to scroll. Returns how far
/// to scroll: dragging keeps the grabbed point under the pointer, a press beside the handle goes on by a view.
pub fn scroll_bar_ui(ui: &mut Ui, area: Rect, vertical: bool, extent: Extent, id: Id) -> i64 {
    let Extent { all, view, at } = extent;
    if all <= view {
        return 0;
    }
    let (near, far) = (EDGE, BAR + 2.0 * EDGE);
    let track = if vertical {
        Rect::from_min_max(pos2(area.right() - BAR - near, area.top() + near), area.max - Vec2::new(near, far))
    } else {
        Rect::from_min_max(pos2(area.left() + near, area.bottom() - BAR - near), area.max - Vec2::new(far, near))
    };
    let along = |vector: Vec2| if vertical { vector.y } else { vector.x };
    let length = along(track.size()).max(0.0);
    let handle_length = (f64::from(length) * view as f64 / all as f64).max(f64::from(HANDLE_LEAST)) as f32;
    let handle_length = handle_length.min(length);
    let free = f64::from(length - handle_length).max(1.0);
    let start = (free * at as f64 / (all - view) as f64) as f32;
    let handle = if vertical {
        Rect::from_min_size(track.min + Vec2::new(0.0, start), Vec2::new(BAR, handle_length))
    } else {
        Rect::from_min_size(track.min + Vec2::new(start, 0.0), Vec2::new(handle_length, BAR))
    };
    let response = ui.interact(track.expand(EDGE), id, Sense::DRAG);
    let tokens = Tokens::of(ui);
    let color = if response.hovered() || response.dragged() { tokens.muted } else { tokens.outline };
    ui.painter().rect_filled(handle, CornerRadius::same(4), color);

    let Some(pointer) = response.interact_pointer_pos() else { return 0 };
    let pointer = along(pointer - track.min);
    if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.any_pressed()) {
        let grabbed = (start..=start + handle_length).contains(&pointer);
        // Where in the handle it was grabbed; nothing for a press beside it.
        ui.data_mut(|data| data.insert_temp(id, grabbed.then_some(pointer - start)));
        if !grabbed {
            let page = (view * 9 / 10).max(1);
            return if pointer < start { -page } else { page };
        }
    }
    let grabbed_at = ui.data(|data| data.get_temp::<Option<f32>>(id)).flatten();
    match grabbed_at.filter(|_| response.dragged()) {
        Some(grabbed_at) => {
            let to = (f64::from(pointer - grabbed_at) / free * (all - view) as f64).round() as i64;
            to.clamp(0, all - view) - at
        }
        None => 0,
    }
}
