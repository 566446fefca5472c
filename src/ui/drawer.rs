//! The list over the pages, where the window is too narrow for both: it comes by its command and goes when a document was taken.

use egui::{Area, Color32, CornerRadius, Frame, Id, Order, Rect, Sense, Stroke, Ui, UiBuilder, Vec2};

use super::theme::Tokens;
use super::{Intents, keys};
use crate::state::{AppState, Command, Intent};

/// Whether it was there in the last frame, and which document was selected then.
#[derive(Default)]
pub struct DrawerMemory {
    open: bool,
}

/// Its width at most, points, and what is left of the pages beside it, so that it is seen to lie over them.
const WIDTH: f32 = 520.0;
const BESIDE: f32 = 56.0;

/// Draws it, if it is open, in its part of the window. `list` draws what is in it.
pub fn drawer_ui(
    ui: &Ui,
    state: &AppState,
    place: Rect,
    memory: &mut DrawerMemory,
    intents: &mut Intents,
    list: impl FnOnce(&mut Ui, &mut Intents),
) {
    let was_open = std::mem::replace(&mut memory.open, state.drawer);
    if !state.drawer {
        if was_open {
            // The focus was inside: it goes to what the drawer uncovers.
            ui.memory_mut(|memory| memory.request_focus(keys::canvas_id()));
        }
        return;
    }
    if !was_open {
        ui.memory_mut(|memory| memory.request_focus(keys::list_id()));
    }
    let tokens = Tokens::of(ui);
    let width = WIDTH.min(place.width() - BESIDE).max(160.0);
    let drawer = Rect::from_min_size(place.min, Vec2::new(width, place.height()));
    Area::new(Id::unique("drawer")).order(Order::Middle).fixed_pos(place.min).movable(false).constrain(false).show(
        ui.ctx(),
        |ui| {
            // A press beside it puts it away, and does nothing else.
            let beside = ui.interact(place, Id::unique("drawer-beside"), Sense::CLICK);
            ui.painter().rect_filled(place, CornerRadius::ZERO, Color32::from_black_alpha(70));
            if beside.clicked() {
                intents.run(Command::List);
            }
            let mut inside = ui.new_child(UiBuilder::new().max_rect(drawer));
            inside.set_clip_rect(drawer);
            Frame::new().fill(tokens.panel).show(&mut inside, |ui| {
                ui.set_min_size(drawer.size());
                let taken = intents.0.len();
                list(ui, intents);
                // One that was taken with the mouse is what was looked for; keys go on through the list.
                let took = intents.0.get(taken..).unwrap_or_default();
                if took.iter().any(|intent| matches!(intent, Intent::Select(_))) {
                    intents.run(Command::List);
                }
            });
            ui.painter().vline(drawer.right(), drawer.y_range(), Stroke::new(1.0, tokens.border));
        },
    );
}
