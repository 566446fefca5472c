//! The text on the pages: selecting it, the places found, links. Lies over the pixels of the canvas.

use egui::{
    Color32, CornerRadius, CursorIcon, Painter, PointerButton, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2,
};

use super::Intents;
use super::theme;
use crate::render::{LinkTarget, PageBox, PageSize, Rotation};
use crate::state::reading::{Unit, marks, place};
use crate::state::{AppState, Intent};

/// What the pointer is doing.
#[derive(Default)]
pub struct TextMemory {
    selecting: bool,
}

/// Links of a page that are named for screen readers: a page of a real document has fewer.
const MOST_NAMED_LINKS: usize = 200;
/// How fast a selection that is taken beyond an edge scrolls: this part of the way beyond it, each frame.
const EDGE_SCROLL: f32 = 0.25;

/// One page as it lies in the window.
struct Sheet {
    page: u32,
    rect: Rect,
    size: PageSize,
    rotation: Rotation,
}

impl Sheet {
    fn on_screen(&self, place: PageBox) -> Rect {
        let (from, to) = place::box_on_sheet(place, self.size, self.rotation);
        let at = |point: (f32, f32)| {
            pos2(self.rect.left() + point.0 * self.rect.width(), self.rect.top() + point.1 * self.rect.height())
        };
        Rect::from_min_max(at(from), at(to))
    }

    fn on_page(&self, at: Pos2) -> (f32, f32) {
        let across = (at.x - self.rect.left()) / self.rect.width().max(1.0);
        let down = (at.y - self.rect.top()) / self.rect.height().max(1.0);
        place::on_page((across, down), self.size, self.rotation)
    }
}

fn sheets(state: &AppState, sheets: &[(usize, Rect)]) -> Vec<Sheet> {
    let rotation = state.selected.map(|selected| state.view_of(selected).rotation).unwrap_or_default();
    sheets
        .iter()
        .filter_map(|(page, rect)| {
            let page = u32::try_from(*page).ok()?;
            Some(Sheet { page, rect: *rect, size: state.size_of_page(page)?, rotation })
        })
        .collect()
}

/// Draws what is marked on the visible pages and names their links.
pub fn marks_ui(ui: &Ui, painter: &Painter, state: &AppState, visible: &[(usize, Rect)]) {
    let current = state.reading.find.as_ref().and_then(|find| find.current_range());
    for sheet in sheets(state, visible) {
        let Some(words) = state.reading.text(sheet.page) else { continue };
        let fill = |range: &std::ops::Range<u32>, color: Color32| {
            for mark in marks(words, range) {
                painter.rect_filled(sheet.on_screen(mark).expand(0.5), CornerRadius::same(1), color);
            }
        };
        if let Some(find) = &state.reading.find {
            for range in find.on_page(sheet.page) {
                fill(range, theme::FOUND);
            }
        }
        if let Some((page, range)) = &current
            && *page == sheet.page
        {
            for mark in marks(words, range) {
                let rect = sheet.on_screen(mark).expand(1.5);
                painter.rect_filled(rect, CornerRadius::same(2), theme::FOUND_SHOWN);
                painter.rect_stroke(
                    rect,
                    CornerRadius::same(2),
                    Stroke::new(1.5, theme::FOUND_LINE),
                    StrokeKind::Outside,
                );
            }
        }
        if let Some(range) = state.reading.selected(sheet.page) {
            fill(&range, theme::SELECTED_TEXT);
        }
        name_links(ui, state, &sheet, painter.clip_rect());
    }
}

fn name_links(ui: &Ui, state: &AppState, sheet: &Sheet, view: Rect) {
    let Some(words) = state.reading.text(sheet.page) else { return };
    let document = state.opened.as_ref().map(|opened| (opened.load, state.selected));
    for (nth, link) in words.links.iter().enumerate().take(MOST_NAMED_LINKS) {
        let rect = sheet.on_screen(link.place).intersect(view);
        if rect.is_positive() {
            let id = egui::Id::unique(("page-link", document, sheet.page, nth));
            let response = ui.interact(rect, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, leads_to(&link.target)));
        }
    }
}

fn leads_to(target: &LinkTarget) -> String {
    match target {
        LinkTarget::Page { page, .. } => format!("Go to page {}", page.saturating_add(1)),
        LinkTarget::Address(address) => format!("Copy the address {}", crate::words::visible_name(address)),
    }
}

/// The page that a point belongs to: the one under it, else the nearest.
fn nearest(sheets: &[Sheet], at: Pos2) -> Option<&Sheet> {
    let distance = |sheet: &&Sheet| sheet.rect.distance_sq_to_pos(at);
    sheets.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

/// What the pointer does to the text. True where it selects, so that a drag is not for the pages.
pub fn pointer_ui(
    ui: &Ui,
    state: &AppState,
    response: &egui::Response,
    visible: &[(usize, Rect)],
    memory: &mut TextMemory,
    intents: &mut Intents,
) -> bool {
    let sheets = sheets(state, visible);
    let under = |at: Pos2| {
        let sheet = nearest(&sheets, at).filter(|sheet| sheet.rect.contains(at))?;
        let (x, y) = sheet.on_page(at);
        Some((sheet.page, x, y))
    };
    if response.drag_started_by(PointerButton::Primary)
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
        && let Some((page, x, y)) = under(origin).filter(|(page, x, y)| state.reading.is_text(*page, *x, *y))
    {
        memory.selecting = true;
        let extend = ui.input(|input| input.modifiers.shift);
        intents.push(Intent::PressText { page, x, y, unit: Unit::Character, extend });
    }
    if memory.selecting && !response.dragged_by(PointerButton::Primary) {
        memory.selecting = false;
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| memory.selecting) {
        if let Some(sheet) = nearest(&sheets, at) {
            let (x, y) = sheet.on_page(at);
            intents.push(Intent::DragText { page: sheet.page, x, y });
        }
        scroll_at_edge(ui, response.rect, at, intents);
    } else if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        click(ui, state, response, under(at), intents);
    }
    if let Some((page, x, y)) = response.hover_pos().and_then(under).filter(|_| !response.dragged()) {
        hover(ui, state, response, page, x, y);
    }
    memory.selecting
}

fn click(ui: &Ui, state: &AppState, response: &egui::Response, under: Option<(u32, f32, f32)>, intents: &mut Intents) {
    let unit = if response.triple_clicked() {
        Some(Unit::Line)
    } else if response.double_clicked() {
        Some(Unit::Word)
    } else {
        None
    };
    let extend = ui.input(|input| input.modifiers.shift) && state.reading.has_anchor();
    match (under, unit) {
        (Some((page, x, y)), _) if extend => {
            intents.push(Intent::PressText { page, x, y, unit: Unit::Character, extend });
        }
        (Some((page, x, y)), Some(unit)) if state.reading.is_text(page, x, y) => {
            intents.push(Intent::PressText { page, x, y, unit, extend: false });
        }
        (Some((page, x, y)), None) => match state.reading.link(page, x, y) {
            Some((nth, _)) => intents.push(Intent::FollowLink { page, nth }),
            // Nothing is selected, but a click with Shift selects from here.
            None => intents.push(Intent::PressText { page, x, y, unit: Unit::Character, extend: false }),
        },
        _ => intents.push(Intent::DeselectText),
    }
}

fn hover(ui: &Ui, state: &AppState, response: &egui::Response, page: u32, x: f32, y: f32) {
    if let Some((_, link)) = state.reading.link(page, x, y) {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        response.clone().on_hover_text_at_pointer(leads_to(&link.target));
    } else if state.reading.is_text(page, x, y) {
        ui.set_cursor_icon(CursorIcon::Text);
    }
}

/// A selection that is taken beyond the upper or lower edge scrolls on.
fn scroll_at_edge(ui: &Ui, view: Rect, at: Pos2, intents: &mut Intents) {
    let beyond = (at.y - view.bottom()).max(0.0) - (view.top() - at.y).max(0.0);
    if beyond.abs() >= 1.0 {
        let down = (beyond * EDGE_SCROLL * ui.pixels_per_point()).round() as i64;
        intents.push(Intent::Scroll { right: 0, down });
        ui.request_repaint();
    }
}
