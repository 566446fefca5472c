//! Looking at the selected document: zoom, rotation, place, pages.

use super::app_state::AppState;
use super::opened::{Opened, Pages, Stage};
use super::view::{self, Anchor, DocumentView, Presented, Viewport, Zoom};
use crate::render::{DocumentPages, Engine, Rotation};

impl AppState {
    /// The pages of the selected document, when they are known.
    #[must_use]
    pub fn selected_pages(&self) -> Option<&DocumentPages> {
        match self.opened.as_ref()?.stage(self.selected?) {
            Stage::Pages(pages) => Some(pages),
            _ => None,
        }
    }

    pub(super) fn page_count(&self) -> Option<u32> {
        self.selected_pages().map(|pages| pages.page_count)
    }

    /// How a document is looked at.
    #[must_use]
    pub fn view_of(&self, document: u32) -> DocumentView {
        let view = self.opened.as_ref().and_then(|opened| opened.views.get(&document));
        view.copied().unwrap_or_default()
    }

    /// The zoom of a document: its own, else the last one chosen anywhere, else what suits its kind.
    #[must_use]
    pub fn zoom_of(&self, document: u32, engine: Engine) -> Zoom {
        self.view_of(document).zoom.or(self.sticky_zoom).unwrap_or_else(|| view::natural_zoom(engine))
    }

    pub(super) fn zoom(&self) -> Option<Zoom> {
        let engine = self.selected_pages()?.engine;
        Some(self.zoom_of(self.selected?, engine))
    }

    /// A document laid out for a viewport.
    #[must_use]
    pub fn present(&self, document: u32, viewport: Viewport) -> Option<Presented> {
        let Some(Pages::Known(pages)) = self.opened.as_ref()?.pages.get(&document) else { return None };
        let view = self.view_of(document);
        let zoom = self.zoom_of(document, pages.engine);
        Some(view::present(&view, zoom, &Opened::page_sizes(pages), pages.engine, viewport))
    }

    pub(super) fn present_selected(&self) -> Option<Presented> {
        self.present(self.selected?, self.viewport?)
    }

    pub(super) fn change_view(&mut self, change: impl FnOnce(&mut DocumentView)) {
        if let (Some(opened), Some(selected)) = (&mut self.opened, self.selected) {
            change(opened.views.entry(selected).or_default());
        }
    }

    /// Moves the anchor of the selected document.
    pub fn set_anchor(&mut self, anchor: Anchor) {
        self.change_view(|view| view.anchor = Some(anchor));
    }

    /// Scrolls the selected document by device pixels.
    pub fn scroll(&mut self, right: i64, down: i64) -> bool {
        let anchor = self.present_selected().and_then(|shown| shown.scrolled(right, down));
        let moved = anchor.is_some();
        if let Some(anchor) = anchor {
            self.set_anchor(anchor);
        }
        moved
    }

    /// Zooms by a factor around a point of the view (device pixels), or around its middle.
    pub fn zoom_by(&mut self, by: f32, around: Option<(f64, f64)>) {
        if let Some(shown) = self.present_selected() {
            let factor = (shown.factor * by).clamp(*view::ZOOM_RANGE.start(), *view::ZOOM_RANGE.end());
            // Passing 100 % stops there: the one factor that people look for.
            let passes = (shown.factor < 0.999 && factor > 1.0) || (shown.factor > 1.001 && factor < 1.0);
            let factor = if passes && around.is_none() { 1.0 } else { factor };
            self.set_zoom(Zoom::Factor(factor), around);
        }
    }

    pub(super) fn set_zoom(&mut self, zoom: Zoom, around: Option<(f64, f64)>) {
        let Some(shown) = self.present_selected() else { return };
        let (x, y) = around.unwrap_or((shown.viewport.width as f64 / 2.0, shown.viewport.height as f64 / 2.0));
        // At the very start of a document its upper edge stays, not its middle.
        let y = if around.is_none() && shown.scroll.1 == 0 { 0.0 } else { y };
        let anchor = shown.anchor_at(x, y);
        self.sticky_zoom = Some(zoom);
        self.change_view(|view| {
            view.zoom = Some(zoom);
            view.anchor = anchor;
        });
    }

    pub(super) fn rotate(&mut self, quarters: u8) {
        let page = self.present_selected().map_or(0, |shown| shown.current_page());
        self.change_view(|view| {
            for _ in 0..quarters {
                view.rotation = match view.rotation {
                    Rotation::None => Rotation::Quarter,
                    Rotation::Quarter => Rotation::Half,
                    Rotation::Half => Rotation::ThreeQuarter,
                    Rotation::ThreeQuarter => Rotation::None,
                };
            }
            view.anchor = None;
        });
        if page > 0 {
            self.go_to_page(page);
        }
    }

    /// Shows a page of the selected document, counted from 0; beyond the end means the last one.
    pub fn go_to_page(&mut self, page: usize) {
        if let Some(shown) = self.present_selected() {
            let anchor = shown.at_page(page.min(shown.layout.page_count().saturating_sub(1)));
            self.set_anchor(anchor);
        }
    }

    pub(super) fn turn_page(&mut self, by: isize) {
        if let Some(shown) = self.present_selected() {
            let page = shown.current_page().saturating_add_signed(by);
            self.go_to_page(page);
        }
    }

    pub(super) fn read(&mut self, direction: i64) {
        let Some(viewport) = self.viewport else { return self.step(direction) };
        // A line of overlap, so that the eye finds its place again.
        let distance = (viewport.height * 9 / 10).max(1);
        if !self.scroll(0, direction * distance) {
            self.step(direction);
        }
    }

    pub(super) fn step(&mut self, by: i64) {
        if let Some(selected) = self.selected {
            let to = i64::from(selected).saturating_add(by);
            if let Ok(to) = u32::try_from(to) {
                self.select(to);
            }
        }
    }
}
