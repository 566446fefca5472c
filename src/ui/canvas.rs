//! The canvas: continuous pages of the selected document, one texel to one pixel at rest.

use egui::{Color32, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::motion::{self, Remainder};
use super::scroll_bar::{Extent, scroll_bar_ui};
use super::text_layer::{self, TextMemory};
use super::theme::{self, Tokens};
use super::turned::{self, WHOLE};
use super::{Intents, Textures, icons, keys};
use crate::render::{Failure, TileKey};
use crate::state::view::{Presented, Viewport};
use crate::state::wanted::visible_tiles;
use crate::state::{AppState, Command, Intent, Opened};

/// What the canvas remembers between frames.
#[derive(Default)]
pub struct CanvasMemory {
    remainder: Remainder,
    text: TextMemory,
}

/// The viewport that a rectangle of the window makes.
#[must_use]
pub fn viewport(ui: &Ui, rect: Rect) -> Viewport {
    let pixels_per_point = ui.pixels_per_point();
    Viewport {
        width: (rect.width() * pixels_per_point).floor() as i64,
        height: (rect.height() * pixels_per_point).floor() as i64,
        pixels_per_point,
    }
}

/// A rectangle moved and sized to whole device pixels.
#[must_use]
pub fn snapped(ui: &Ui, rect: Rect) -> Rect {
    let pixels_per_point = ui.pixels_per_point();
    let round = |point: f32| (point * pixels_per_point).round() / pixels_per_point;
    let min = pos2(round(rect.min.x), round(rect.min.y));
    Rect::from_min_size(min, Vec2::new(round(rect.width()), round(rect.height())))
}

/// Draws the pages. The rectangle is the whole rest of the pane.
pub fn canvas_ui(
    ui: &mut Ui,
    state: &AppState,
    shown: &Presented,
    textures: &mut Textures,
    memory: &mut CanvasMemory,
    intents: &mut Intents,
) {
    let rect = snapped(ui, ui.available_rect_before_wrap());
    let tokens = Tokens::of(ui);
    let Some((opened, selected)) = state.opened.as_ref().zip(state.selected) else { return };
    let response = ui.interact(rect, keys::canvas_id(), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, "Pages"));
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let sheets = visible_sheets(rect, shown);
    let selecting = text_layer::pointer_ui(ui, state, &response, &sheets, &mut memory.text, intents);
    motion::motion_ui(ui, rect, &response, selecting, &mut memory.remainder, intents);

    let painter = ui.painter_at(rect);
    let rotation = state.view_of(selected).rotation;
    paint_around(&painter, rect, &sheets, tokens.canvas);
    for (page, sheet) in sheets.iter().copied() {
        painter.rect_stroke(sheet, CornerRadius::ZERO, Stroke::new(1.0, tokens.border), StrokeKind::Outside);
        let tiles = visible_tiles(shown, opened.id(selected), page, rotation);
        let failure = u32::try_from(page).ok().and_then(|page| opened.failed_pages.get(&(selected, page)));
        match failure {
            Some(failure) => {
                painter.rect_filled(sheet, CornerRadius::ZERO, theme::PAPER);
                page_failed_ui(ui, sheet, failure, intents);
            }
            None => draw_tiles(&painter, sheet, &tiles, textures, shown),
        }
        name_page(ui, sheet.intersect(rect), opened, selected, page);
    }
    text_layer::marks_ui(ui, &painter, state, &sheets);
    // In full screen it is the one pane there is.
    if response.has_focus() && !state.is_reading() {
        painter.rect_stroke(rect.shrink(1.0), CornerRadius::ZERO, Stroke::new(2.0, tokens.accent), StrokeKind::Inside);
    }
    scroll_bars_ui(ui, rect, shown, intents);
    ui.advance_cursor_after_rect(rect);
}

/// The pages that can be seen, and where they lie in the window.
fn visible_sheets(rect: Rect, shown: &Presented) -> Vec<(usize, Rect)> {
    let scale = shown.viewport.pixels_per_point;
    let point =
        |x: i64, y: i64| rect.min + Vec2::new((x - shown.scroll.0) as f32 / scale, (y - shown.scroll.1) as f32 / scale);
    let pages = shown.layout.visible(shown.scroll.1, shown.viewport.height);
    pages
        .filter_map(|page| {
            let place = shown.layout.page(page)?;
            let (right, bottom) = (place.left + i64::from(place.size.width), place.top + i64::from(place.size.height));
            Some((page, Rect::from_min_max(point(place.left, place.top), point(right, bottom))))
        })
        .collect()
}

/// Fills what the sheets leave bare. Without a graphics card every layer costs time, so nothing is painted under them.
fn paint_around(painter: &egui::Painter, area: Rect, sheets: &[(usize, Rect)], color: Color32) {
    let fill = |part: Rect| {
        if part.is_positive() {
            painter.rect_filled(part, CornerRadius::ZERO, color);
        }
    };
    let mut from = area.top();
    for (_, sheet) in sheets {
        let (top, bottom) = (sheet.top().clamp(from, area.bottom()), sheet.bottom().clamp(from, area.bottom()));
        fill(area.with_min_y(from).with_max_y(top));
        let beside = area.with_min_y(top).with_max_y(bottom);
        fill(beside.with_max_x(sheet.left()));
        fill(beside.with_min_x(sheet.right()));
        from = bottom;
    }
    fill(area.with_min_y(from));
}

fn draw_tiles(painter: &egui::Painter, sheet: Rect, tiles: &[TileKey], textures: &mut Textures, shown: &Presented) {
    let held: Vec<_> = tiles.iter().map(|tile| (tile, textures.tile(tile))).collect();
    if held.iter().any(|(_, texture)| texture.is_none()) {
        match tiles.first().and_then(|tile| textures.stand_in(tile)) {
            Some((texture, quarters)) => turned::picture(painter, texture.id(), sheet, quarters),
            None => {
                painter.rect_filled(sheet, CornerRadius::ZERO, theme::PAPER);
            }
        }
    }
    let scale = shown.viewport.pixels_per_point;
    for (tile, texture) in held {
        let Some(texture) = texture else { continue };
        let min = sheet.min + Vec2::new(tile.part.x as f32, tile.part.y as f32) / scale;
        let size = Vec2::new(tile.part.width as f32, tile.part.height as f32) / scale;
        painter.image(texture.id(), Rect::from_min_size(min, size), WHOLE, Color32::WHITE);
    }
}

/// The page as screen readers and tests know it.
fn name_page(ui: &Ui, rect: Rect, opened: &Opened, selected: u32, page: usize) {
    let Some(document) = opened.document(selected) else { return };
    let id = Id::unique(("page", opened.load, selected, page));
    let response = ui.interact(rect, id, Sense::hover());
    let name = format!("Page {} of {}", page + 1, document.label());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
}

/// Scroll bars over the edges, where there is something to scroll.
fn scroll_bars_ui(ui: &mut Ui, rect: Rect, shown: &Presented, intents: &mut Intents) {
    let down = Extent { all: shown.layout.height, view: shown.viewport.height, at: shown.scroll.1 };
    let right = Extent { all: shown.layout.width, view: shown.viewport.width, at: shown.scroll.0 };
    let down = scroll_bar_ui(ui, rect, true, down, Id::unique(("canvas-bar", true)));
    let right = scroll_bar_ui(ui, rect, false, right, Id::unique(("canvas-bar", false)));
    if right != 0 || down != 0 {
        intents.push(Intent::Scroll { right, down });
    }
}

fn page_failed_ui(ui: &mut Ui, sheet: Rect, failure: &Failure, intents: &mut Intents) {
    let visible = sheet.intersect(ui.clip_rect());
    let width = (sheet.width() - 32.0).clamp(120.0, 420.0);
    let place = Rect::from_center_size(visible.center(), Vec2::new(width, 150.0));
    let mut child =
        ui.new_child(egui::UiBuilder::new().max_rect(place).layout(egui::Layout::top_down(egui::Align::Center)));
    let tokens = &theme::LIGHT;
    child.label(egui::RichText::new(icons::TRIANGLE_ALERT).font(theme::icons(24.0)).color(tokens.warning));
    child.label(egui::RichText::new(format!("This page could not be drawn. {failure}")).color(tokens.text));
    child.add_space(6.0);
    let button =
        egui::Button::new(egui::RichText::new(Command::Retry.label()).color(tokens.on_accent)).fill(tokens.accent);
    if child.add(button).clicked() {
        intents.run(Command::Retry);
    }
}
