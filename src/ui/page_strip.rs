//! The page strip: small pictures of the selected document's pages at the left of the canvas. Rows are virtual and counted in
//! device pixels, so that a document of 100,000 pages costs no more than one of ten.

use std::ops::Range;

use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::motion::Remainder;
use super::scroll_bar::{BAR, Extent, scroll_bar_ui};
use super::theme::{self, Tokens};
use super::{Intents, Textures, canvas, icons, keys, outline, turned};
use crate::render::PageSize;
use crate::state::view::Presented;
use crate::state::wanted::{STRIP_BOX, strip_picture};
use crate::state::{AppState, Intent, Opened};

/// The pictures, room around them, and the scroll bar, points.
const WIDTH: f32 = STRIP_BOX.0 + 2.0 * MARGIN + BAR;
const MARGIN: f32 = 14.0;
/// The line above the pages. It says what is below; another view of the document, such as its outline, would stand beside it.
const HEADER: f32 = 28.0;
const LABEL: f32 = 16.0;
/// Above and below a picture.
const GAP: f32 = 6.0;
const ROW: f32 = STRIP_BOX.1 + LABEL + 2.0 * GAP;

/// Width of the outline, whose words need more room: points, and the part of the preview that it takes at most.
const OUTLINE_WIDTH: f32 = 220.0;
const OUTLINE_PART: f32 = 0.36;

/// Width of the strip in a preview of this width, points.
#[must_use]
pub fn width(state: &AppState, preview: f32) -> f32 {
    if state.shows_outline() { OUTLINE_WIDTH.min(preview * OUTLINE_PART).max(WIDTH) } else { WIDTH }
}

/// What the strip remembers between frames.
#[derive(Default)]
pub struct StripMemory {
    /// Device pixels that are scrolled away above.
    top: i64,
    remainder: Remainder,
    /// Load, document and page that were followed last.
    followed: Option<(u64, u32, usize)>,
    /// Pages whose rows were on screen in the last frame.
    pub rows: Range<usize>,
}

/// Draws the strip.
pub fn page_strip_ui(
    ui: &mut Ui,
    state: &AppState,
    shown: &Presented,
    textures: &mut Textures,
    memory: &mut StripMemory,
    intents: &mut Intents,
) {
    let Some((opened, selected)) = state.opened.as_ref().zip(state.selected) else { return };
    let tokens = Tokens::of(ui);
    let whole = ui.max_rect();
    let header = whole.with_max_y(whole.top() + HEADER);
    header_ui(ui, header, state, intents);
    if state.shows_outline() {
        memory.rows = 0..0;
        let rest = egui::UiBuilder::new().max_rect(whole.with_min_y(header.bottom()));
        outline::outline_ui(&mut ui.new_child(rest), state, shown, intents);
        return;
    }
    let area = canvas::snapped(ui, whole.with_min_y(header.bottom()));
    let strip = ui.interact(area, keys::strip_id(), Sense::focusable_noninteractive());
    let count = shown.layout.page_count();
    let label = format!("Page thumbnails, {count} pages");
    strip.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &label));

    let current = shown.current_page();
    let row = (ROW * ui.pixels_per_point()).round() as i64;
    let view = (area.height() * ui.pixels_per_point()).floor() as i64;
    let all = row.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX));
    memory.follow((opened.load, selected, current), row, view);
    if ui.rect_contains_pointer(area) {
        let wheel = ui.input(|input| input.smooth_scroll_delta()) * ui.pixels_per_point();
        memory.top -= memory.remainder.whole(Vec2::new(0.0, wheel.y)).1;
    }
    memory.top = memory.top.clamp(0, (all - view).max(0));

    let first = usize::try_from(memory.top / row.max(1)).unwrap_or(0);
    let end = usize::try_from((memory.top + view).max(0) as u64 / row.max(1) as u64).unwrap_or(0).saturating_add(1);
    memory.rows = first.min(count)..end.min(count);
    ui.set_clip_rect(area.intersect(ui.clip_rect()));
    for page in memory.rows.clone() {
        let offset = i64::try_from(page).unwrap_or(i64::MAX).saturating_mul(row) - memory.top;
        let min = area.min + Vec2::new(0.0, offset as f32 / ui.pixels_per_point());
        let place = Rect::from_min_size(min, Vec2::new(area.width() - BAR, row as f32 / ui.pixels_per_point()));
        row_ui(ui, place, page, page == current, opened, selected, state, textures, intents);
    }
    if strip.has_focus() {
        let focus = Stroke::new(2.0, tokens.accent);
        ui.painter().rect_stroke(area.shrink(1.0), CornerRadius::ZERO, focus, StrokeKind::Inside);
        let active = row_id(opened, selected, current).accesskit_id();
        ui.ctx().accesskit_node_builder(strip.id, |node| node.set_active_descendant(active));
    }
    let extent = Extent { all, view, at: memory.top };
    let by = scroll_bar_ui(ui, area, true, extent, Id::unique("page-strip-bar"));
    if by != 0 {
        memory.top += by;
        ui.request_repaint();
    }
}

/// What the strip shows; a choice where the document has an outline.
fn header_ui(ui: &mut Ui, header: Rect, state: &AppState, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    if state.outline().is_empty() {
        let words = pos2(header.left() + MARGIN, header.center().y);
        ui.painter().text(words, Align2::LEFT_CENTER, "Pages", theme::medium(12.0), tokens.muted);
        return;
    }
    let inner = header.shrink2(Vec2::new(MARGIN - 6.0, 2.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut tabs = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(layout));
    tabs.spacing_mut().item_spacing.x = 2.0;
    tabs.spacing_mut().button_padding = Vec2::new(6.0, 2.0);
    for (name, hint, outline) in [("Pages", "Show page thumbnails", false), ("Outline", "Show outline", true)] {
        let on = state.shows_outline() == outline;
        let color = if on { tokens.accent } else { tokens.muted };
        let text = egui::RichText::new(name).font(theme::medium(12.0)).color(color);
        let response = tabs.add(egui::Button::selectable(on, text).frame_when_inactive(false));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, hint));
        if response.clicked() {
            intents.push(Intent::ShowOutline(outline));
        }
    }
}

impl StripMemory {
    /// Brings the row of the current page into view when the reader came to another page.
    fn follow(&mut self, place: (u64, u32, usize), row: i64, view: i64) {
        if self.followed == Some(place) {
            return;
        }
        self.followed = Some(place);
        let top = row.saturating_mul(i64::try_from(place.2).unwrap_or(i64::MAX));
        // Held at its ends last, so that in a low strip the upper end is what can be seen.
        self.top = self.top.max(top.saturating_add(row) - view).min(top);
    }
}

fn row_id(opened: &Opened, selected: u32, page: usize) -> Id {
    Id::unique(("strip-page", opened.load, selected, page))
}

/// One page: its picture, its number below, a frame around the one that is read.
#[expect(clippy::too_many_arguments, reason = "a row is drawn from all of them, and from nothing else")]
fn row_ui(
    ui: &mut Ui,
    place: Rect,
    page: usize,
    is_current: bool,
    opened: &Opened,
    selected: u32,
    state: &AppState,
    textures: &mut Textures,
    intents: &mut Intents,
) {
    let tokens = Tokens::of(ui);
    let id = row_id(opened, selected, page);
    let response = ui.interact(place, id, Sense::CLICK);
    let name = format!("Page {} thumbnail", page + 1);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(is_current);
        node.add_action(egui::accesskit::Action::Focus);
    });
    if response.clicked() || response.has_focus() {
        ui.memory_mut(|memory| memory.request_focus(keys::strip_id()));
        intents.push(Intent::GoToPage(page));
    }
    let Ok(number) = u32::try_from(page) else { return };
    let known = state.selected_pages().and_then(|pages| pages.sizes.get(page).copied().flatten());
    let size = known.unwrap_or(PageSize { width: 612.0, height: 792.0 });
    let rotation = state.view_of(selected).rotation;
    let key = strip_picture(opened.id(selected), number, size, rotation, ui.pixels_per_point());
    let box_ = Rect::from_center_size(
        pos2(place.center().x, place.top() + GAP + STRIP_BOX.1 / 2.0),
        Vec2::new(STRIP_BOX.0, STRIP_BOX.1),
    );
    let points = Vec2::new(key.scaled.width as f32, key.scaled.height as f32) / ui.pixels_per_point();
    let sheet = canvas::snapped(ui, Rect::from_center_size(box_.center(), points));
    let painter = ui.painter();
    if let Some(texture) = textures.tile(&key) {
        painter.image(texture.id(), sheet, turned::WHOLE, egui::Color32::WHITE);
    } else if let Some((texture, quarters)) = textures.stand_in(&key) {
        turned::picture(painter, texture.id(), sheet, quarters);
    } else {
        painter.rect_filled(sheet, CornerRadius::ZERO, theme::PAPER);
        if opened.failed_pages.contains_key(&(selected, number)) {
            let color = theme::LIGHT.warning;
            painter.text(sheet.center(), Align2::CENTER_CENTER, icons::TRIANGLE_ALERT, theme::icons(18.0), color);
        }
    }
    let (line, color, font) = if is_current {
        (Stroke::new(2.0, tokens.accent), tokens.accent, theme::medium(12.0))
    } else if response.hovered() {
        (Stroke::new(1.0, tokens.muted), tokens.text, theme::regular(12.0))
    } else {
        (Stroke::new(1.0, tokens.border), tokens.muted, theme::regular(12.0))
    };
    painter.rect_stroke(sheet, CornerRadius::ZERO, line, StrokeKind::Outside);
    let below = pos2(box_.center().x, place.top() + GAP + STRIP_BOX.1 + LABEL / 2.0 + 2.0);
    painter.text(below, Align2::CENTER_CENTER, (page + 1).to_string(), font, color);
}
