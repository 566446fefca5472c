//! Looking at the selected document: zoom, rotation, place, pages.

use std::cmp::Ordering;

use super::app_state::AppState;
use super::opened::{Opened, Pages, Stage};
use super::view::{self, DocumentView, Place, Presented, Viewport, Zoom};
use crate::render::{DocumentPages, Engine, Rotation};

/// Where the reader is heading: the next page to be drawn is ahead of there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heading {
    /// To the end.
    #[default]
    Down,
    /// To the start.
    Up,
}

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

    /// True when the page strip is shown: for documents of several pages, where there is room or the user wants it.
    #[must_use]
    pub fn shows_pages(&self) -> bool {
        self.shows_pages_in(self.room_for_pages)
    }

    /// The same, where the preview is known to be wide enough for it or not.
    #[must_use]
    pub fn shows_pages_in(&self, room: bool) -> bool {
        // One page needs no strip; its outline comes when the user wants it, as it would push the page aside late.
        let several = self.page_count().is_some_and(|count| count > 1);
        self.has_page_list() && self.pages_chosen.unwrap_or(room && several)
    }

    /// True where there is something to list: several pages, or an outline.
    pub(super) fn has_page_list(&self) -> bool {
        self.page_count().is_some_and(|count| count > 1) || !self.outline().is_empty()
    }

    /// How a document is looked at.
    #[must_use]
    pub fn view_of(&self, document: u32) -> DocumentView {
        let view = self.opened.as_ref().and_then(|opened| opened.views.get(&document));
        view.copied().unwrap_or_default()
    }

    /// The zoom of a document: its own, else the last one chosen anywhere, else what suits its kind.
    #[must_use]
    pub fn zoom_of(&self, document: u32, engine: Engine, page_count: u32) -> Zoom {
        self.view_of(document).zoom.or(self.sticky_zoom).unwrap_or_else(|| view::natural_zoom(engine, page_count))
    }

    pub(super) fn zoom(&self) -> Option<Zoom> {
        let pages = self.selected_pages()?;
        Some(self.zoom_of(self.selected?, pages.engine, pages.page_count))
    }

    /// A document laid out for a viewport.
    #[must_use]
    pub fn present(&self, document: u32, viewport: Viewport) -> Option<Presented> {
        let opened = self.opened.as_ref()?;
        let Some(Pages::Known(pages)) = opened.pages.get(&document) else { return None };
        let view = self.view_of(document);
        let zoom = self.zoom_of(document, pages.engine, pages.page_count);
        let laid_out = self.layouts.get(opened.id(document), pages, (view.rotation, zoom), viewport, || {
            view::lay_out(Opened::page_sizes(pages), view.rotation, zoom, pages.engine, viewport)
        });
        Some(view::present(view.place, laid_out, viewport))
    }

    pub(super) fn present_selected(&self) -> Option<Presented> {
        self.present(self.selected?, self.viewport?)
    }

    pub(super) fn change_view(&mut self, change: impl FnOnce(&mut DocumentView)) {
        if let (Some(opened), Some(selected)) = (&mut self.opened, self.selected) {
            change(opened.views.entry(selected).or_default());
        }
    }

    pub(super) fn go_to(&mut self, place: Place) {
        self.change_view(|view| view.place = place);
    }

    /// Scrolls the selected document by device pixels. False where nothing moves.
    pub fn scroll(&mut self, right: i64, down: i64) -> bool {
        let Some(anchor) = self.present_selected().and_then(|shown| shown.scrolled(right, down)) else { return false };
        if down != 0 {
            self.heading = if down < 0 { Heading::Up } else { Heading::Down };
        }
        self.go_to(Place::At(anchor));
        true
    }

    /// Zooms by a factor around a point of the view (device pixels), or around its middle.
    pub fn zoom_by(&mut self, by: f32, around: Option<(f64, f64)>) {
        if let Some(shown) = self.present_selected() {
            let (least, largest) = shown.zoom_range;
            let factor = (shown.factor * by).clamp(least, largest);
            // Passing 100 % stops there: the one factor that people look for.
            let passes = (shown.factor < 0.999 && factor > 1.0) || (shown.factor > 1.001 && factor < 1.0);
            let factor = if passes && around.is_none() { 1.0 } else { factor };
            self.set_zoom(Zoom::Factor(factor), around);
        }
    }

    pub(super) fn set_zoom(&mut self, zoom: Zoom, around: Option<(f64, f64)>) {
        let Some((selected, shown)) = self.selected.zip(self.present_selected()) else { return };
        let kept = shown.kept_by_zoom(self.view_of(selected).place, around);
        self.sticky_zoom = Some(zoom);
        self.change_view(|view| {
            view.zoom = Some(zoom);
            view.place = kept.map_or(Place::Start, Place::At);
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
            view.place = Place::Start;
        });
        if page > 0 {
            self.go_to_page(page);
        }
    }

    /// Shows a page of the selected document, counted from 0; beyond the end means the last one.
    pub fn go_to_page(&mut self, page: usize) {
        if let Some(shown) = self.present_selected() {
            let page = page.min(shown.layout.page_count().saturating_sub(1));
            let anchor = shown.at_page(page);
            match page.cmp(&shown.current_page()) {
                Ordering::Less => self.heading = Heading::Up,
                Ordering::Greater => self.heading = Heading::Down,
                Ordering::Equal => {}
            }
            self.go_to(Place::Page(anchor));
        }
    }

    pub(super) fn turn_page(&mut self, by: isize) {
        if let Some(shown) = self.present_selected() {
            let page = shown.current_page().saturating_add_signed(by);
            self.go_to_page(page);
        }
    }

    /// Scrolls by what is in view; where whole pages are shown, to the next one. False where nothing moves.
    pub(super) fn scroll_view(&mut self, heading: Heading) -> bool {
        let Some(shown) = self.present_selected() else { return false };
        if self.zoom() == Some(Zoom::FitPage) && shown.page_fills_view() {
            let Some(page) = shown.page_on(heading) else { return false };
            self.go_to_page(page);
            self.heading = heading;
            return true;
        }
        // A line of overlap, so that the eye finds its place again.
        let distance = (shown.viewport.height * 9 / 10).max(1);
        self.scroll(0, if heading == Heading::Up { -distance } else { distance })
    }

    /// Reads on in the document, and from its end at the start of the next one; or back, and from its start at the end of
    /// the one before.
    pub(super) fn read(&mut self, heading: Heading) {
        let (direction, place) = match heading {
            Heading::Down => (1, Place::Start),
            Heading::Up => (-1, Place::End),
        };
        let Some(selected) = self.selected else { return };
        // A held key must not run through documents that are still to be shown.
        let coming = self
            .opened
            .as_ref()
            .is_some_and(|opened| matches!(opened.stage(selected), Stage::Looking | Stage::Opening));
        if self.scroll_view(heading) || (coming && self.view_of(selected).place == place) {
            return;
        }
        self.step(direction);
        if self.selected != Some(selected) {
            self.heading = heading;
            self.go_to(place);
        }
    }

    pub(super) fn step(&mut self, by: i64) {
        if let Some(document) = self.document_in_rows(by) {
            self.select(document);
        }
    }
}
