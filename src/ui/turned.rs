//! Pictures drawn turned by quarter turns, so that what is there can stand in for what is still to be drawn.

use egui::epaint::Vertex;
use egui::{Color32, Mesh, Painter, Pos2, Rect, TextureId, pos2};

/// A whole texture.
pub const WHOLE: Rect = Rect { min: Pos2::ZERO, max: pos2(1.0, 1.0) };

/// Draws a texture into a rectangle, turned clockwise by so many quarter turns.
pub fn picture(painter: &Painter, texture: TextureId, rect: Rect, quarters: u8) {
    let quarters = usize::from(quarters % 4);
    if quarters == 0 {
        painter.image(texture, rect, WHOLE, Color32::WHITE);
        return;
    }
    let corners = |rect: Rect| [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    // Turned once, the upper left of the screen shows the lower left of the picture.
    let shown = corners(WHOLE).into_iter().cycle().skip(4 - quarters);
    let mut mesh = Mesh::with_texture(texture);
    mesh.vertices =
        corners(rect).into_iter().zip(shown).map(|(pos, uv)| Vertex { pos, uv, color: Color32::WHITE }).collect();
    mesh.indices = vec![0, 1, 2, 0, 2, 3];
    painter.add(mesh);
}
