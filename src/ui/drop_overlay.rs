//! What the window shows while files are dragged over it.

use egui::{Align2, CornerRadius, LayerId, Order, Shape, Stroke, Ui};

use super::theme::{self, Tokens};

/// Draws over everything while files hover.
pub fn drop_overlay_ui(ui: &Ui) {
    let hovering = ui.input(|input| input.raw.hovered_files.len());
    if hovering == 0 {
        return;
    }
    let tokens = Tokens::of(ui);
    let rect = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, egui::Id::unique("drop-overlay")));
    painter.rect_filled(rect, CornerRadius::ZERO, tokens.background.gamma_multiply(0.96));
    let frame = rect.shrink(24.0);
    let corners = [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(2.0, tokens.accent), 10.0, 8.0));
    let words = if hovering == 1 { "Drop to open".to_owned() } else { format!("Drop to open {hovering} files") };
    painter.text(rect.center(), Align2::CENTER_CENTER, words, theme::semibold(22.0), tokens.text);
    painter.text(
        rect.center() + egui::vec2(0.0, 30.0),
        Align2::CENTER_CENTER,
        "Redox responses in JSON, also zipped, or a folder of them",
        theme::regular(14.0),
        tokens.muted,
    );
}
