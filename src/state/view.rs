//! How one document is looked at: zoom, rotation and the place in it, independent of the scale. Pure.
//!
//! The place is an [`Anchor`]: a point of a page and the point of the view where it stands. Whatever changes the scale
//! (zoom, window size, another monitor), the anchored point stays where it was.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::layout::{self, Layout, turned};
use super::looking::Heading;
use crate::limits::MAX_SCALED_SIDE_PX;
use crate::render::{Engine, PageSize, Rotation};

/// How large pages are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Zoom {
    /// The widest page fills the width.
    FitWidth,
    /// A whole page is visible.
    FitPage,
    /// A factor: 1.0 is actual size.
    Factor(f32),
}

/// Smallest and largest factor of zooming by hand; see [`Presented::zoom_range`] for where a document has others.
pub const ZOOM_RANGE: RangeInclusive<f32> = 0.1..=32.0;
/// One step of zooming in.
pub const ZOOM_STEP: f32 = 1.25;
/// A PDF that fits the width is not blown up beyond this.
const FIT_WIDTH_MOST: f32 = 1.25;
/// A page that is shown whole, and a picture, is not blown up beyond this.
const FIT_MOST: f32 = 1.0;
/// The point that a zoom keeps counts as the same while it moves by less than this, in device pixels.
const SAME_POINT_PX: f64 = 0.5;
/// PDF points are 1/72 inch, a desktop's logical pixel is 1/96 inch.
const POINTS_PER_PDF_POINT: f32 = 96.0 / 72.0;

/// The part of the window that shows pages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Width in device pixels.
    pub width: i64,
    /// Height in device pixels.
    pub height: i64,
    /// Device pixels per point.
    pub pixels_per_point: f32,
}

/// A point of a page, and where in the view it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The page, from 0.
    pub page: usize,
    /// Units of the page's size from its left edge.
    pub page_x: f64,
    /// Units of the page's size from its upper edge; beyond the page in the gap around it.
    pub page_y: f64,
    /// Device pixels from the left of the view.
    pub view_x: f64,
    /// Device pixels from the top of the view.
    pub view_y: f64,
}

/// Where in a document the reader is. It is kept as it was asked for: what the view has to do at its edges, or where a page
/// is smaller than the view, does not change it, so that zooming there and back ends at the same place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Place {
    /// At the start.
    #[default]
    Start,
    /// At the end.
    End,
    /// At the upper edge of a page that was chosen by its number.
    Page(Anchor),
    /// Wherever scrolling or zooming led.
    At(Anchor),
}

/// How one document is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DocumentView {
    /// Chosen for this document; otherwise the window's, otherwise what suits its kind.
    pub zoom: Option<Zoom>,
    /// Turned on screen.
    pub rotation: Rotation,
    /// The place.
    pub place: Place,
}

/// A document laid out for a viewport.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Where the pages stand.
    pub layout: Arc<Layout>,
    /// Scroll position: device pixels from the left of the column, from its top.
    pub scroll: (i64, i64),
    /// The zoom factor; 1.0 is actual size.
    pub factor: f32,
    /// The factors that zooming by hand may reach: [`ZOOM_RANGE`], a smaller start where a whole page needs it, and an
    /// earlier end where a page would grow beyond what can be drawn.
    pub zoom_range: (f32, f32),
    /// The viewport.
    pub viewport: Viewport,
    /// The page that was chosen by its number and is still in view.
    chosen: Option<usize>,
}

/// Device pixels of one page unit at actual size: physical size for pages, one pixel for one pixel for pictures.
fn unit_px(engine: Engine, pixels_per_point: f32) -> f32 {
    match engine {
        Engine::Pdfium | Engine::Hayro | Engine::Flow => POINTS_PER_PDF_POINT * pixels_per_point,
        Engine::Image => 1.0,
    }
}

/// What suits a document that nobody zoomed: pages fill the width, also those of a scan; a single picture is shown whole.
#[must_use]
pub fn natural_zoom(engine: Engine, page_count: u32) -> Zoom {
    match engine {
        Engine::Image if page_count == 1 => Zoom::FitPage,
        Engine::Pdfium | Engine::Hayro | Engine::Flow | Engine::Image => Zoom::FitWidth,
    }
}

/// How the pages of a document are laid out, whatever the place in it.
#[derive(Clone, Debug)]
pub struct LaidOut {
    layout: Arc<Layout>,
    factor: f32,
    zoom_range: (f32, f32),
}

/// Lays a document of these pages out.
#[must_use]
pub fn lay_out(sizes: Vec<PageSize>, rotation: Rotation, zoom: Zoom, engine: Engine, viewport: Viewport) -> LaidOut {
    let sizes: Vec<PageSize> = sizes.into_iter().map(|size| turned(size, rotation)).collect();
    let unit = unit_px(engine, viewport.pixels_per_point);
    let (factor, zoom_range) = factor(zoom, &sizes, engine, unit, viewport);
    let layout = Layout::new(&sizes, unit * factor, viewport.pixels_per_point, viewport.width);
    LaidOut { layout: Arc::new(layout), factor, zoom_range }
}

/// Presents a document that is laid out for this viewport.
#[must_use]
pub fn present(place: Place, laid_out: LaidOut, viewport: Viewport) -> Presented {
    let LaidOut { layout, factor, zoom_range } = laid_out;
    let start = ((layout.width - viewport.width) / 2, 0);
    let (wanted, chosen) = match place {
        Place::Start => (start, None),
        Place::End => ((start.0, layout.height), None),
        Place::Page(anchor) => (anchored(anchor, &layout).unwrap_or(start), Some(anchor.page)),
        Place::At(anchor) => (anchored(anchor, &layout).unwrap_or(start), None),
    };
    let scroll = clamp(wanted, &layout, viewport);
    let chosen = chosen.filter(|page| layout.visible(scroll.1, viewport.height).contains(page));
    Presented { layout, scroll, factor, zoom_range, viewport, chosen }
}

/// The scroll position that puts an anchored point where it is to stand.
fn anchored(anchor: Anchor, layout: &Layout) -> Option<(i64, i64)> {
    let page = layout.page(anchor.page)?;
    let scale = f64::from(layout.scale);
    let x = page.left as f64 + anchor.page_x * scale - anchor.view_x;
    let y = page.top as f64 + anchor.page_y * scale - anchor.view_y;
    Some((x.round() as i64, y.round() as i64))
}

/// The factor of a zoom, and the range of factors by hand.
fn factor(zoom: Zoom, sizes: &[PageSize], engine: Engine, unit: f32, viewport: Viewport) -> (f32, (f32, f32)) {
    let most = |length: fn(&PageSize) -> f32| sizes.iter().map(length).fold(1.0, f32::max);
    let (widest, highest) = (most(|size| size.width), most(|size| size.height));
    let gap = 2.0 * (layout::GAP_POINTS * viewport.pixels_per_point).round();
    let across = (viewport.width as f32 - gap).max(1.0) / (widest * unit);
    let down = (viewport.height as f32 - gap).max(1.0) / (highest * unit);
    let fit_width = across.min(if engine == Engine::Image { FIT_MOST } else { FIT_WIDTH_MOST });
    let fit_page = across.min(down).min(FIT_MOST);
    // A picture of 30,000 pixels must still fit, and zooming by hand goes on from there.
    let least = ZOOM_RANGE.start().min(fit_page);
    let largest = ZOOM_RANGE.end().min(MAX_SCALED_SIDE_PX as f32 / (widest.max(highest) * unit)).max(least);
    let factor = match zoom {
        Zoom::FitWidth => fit_width,
        Zoom::FitPage => fit_page,
        Zoom::Factor(factor) => factor.clamp(least, largest),
    };
    (factor, (least, largest))
}

fn clamp(scroll: (i64, i64), layout: &Layout, viewport: Viewport) -> (i64, i64) {
    (
        scroll.0.clamp(0, (layout.width - viewport.width).max(0)),
        scroll.1.clamp(0, (layout.height - viewport.height).max(0)),
    )
}

impl Presented {
    /// Nothing laid out, for a document without pages.
    #[must_use]
    pub fn nothing(viewport: Viewport) -> Self {
        let layout = Arc::new(Layout::new(&[], 1.0, viewport.pixels_per_point, viewport.width));
        Self { layout, scroll: (0, 0), factor: 1.0, zoom_range: (1.0, 1.0), viewport, chosen: None }
    }

    /// The place that a zoom around a point of the view (device pixels) keeps; without a point the middle of the view, or
    /// the upper edge at the very start of a document. What an earlier zoom around the same point kept goes on being kept:
    /// the view may since have been held at an edge, and would tell another point of the page.
    #[must_use]
    pub fn kept_by_zoom(&self, place: Place, around: Option<(f64, f64)>) -> Option<Anchor> {
        let gap = self.gap();
        let (x, y) = around.unwrap_or((self.viewport.width as f64 / 2.0, self.viewport.height as f64 / 2.0));
        let same = |one: f64, other: f64| (one - other).abs() <= SAME_POINT_PX;
        if let Place::At(anchor) = place {
            let upper_edge = around.is_none() && anchor.page == 0 && anchor.page_y == 0.0 && same(anchor.view_y, gap);
            if same(anchor.view_x, x) && (same(anchor.view_y, y) || upper_edge) {
                return Some(anchor);
            }
        }
        self.anchor_at(x, if around.is_none() && self.scroll.1 == 0 { gap } else { y })
    }

    fn gap(&self) -> f64 {
        f64::from((layout::GAP_POINTS * self.viewport.pixels_per_point).round())
    }

    /// The anchor of a point of the view, in device pixels from its upper left.
    #[must_use]
    pub fn anchor_at(&self, view_x: f64, view_y: f64) -> Option<Anchor> {
        let y = self.scroll.1 as f64 + view_y;
        // The page at the point, or the one above it.
        let page_index = self.layout.page_from(y);
        let page = self.layout.page(page_index)?;
        let scale = f64::from(self.layout.scale);
        Some(Anchor {
            page: page_index,
            page_x: (self.scroll.0 as f64 + view_x - page.left as f64) / scale,
            page_y: (y - page.top as f64) / scale,
            view_x,
            view_y,
        })
    }

    /// The anchor after scrolling by whole device pixels; `None` where nothing moves.
    #[must_use]
    pub fn scrolled(&self, right: i64, down: i64) -> Option<Anchor> {
        let scroll = clamp((self.scroll.0 + right, self.scroll.1 + down), &self.layout, self.viewport);
        if scroll == self.scroll {
            return None;
        }
        let moved = Self { scroll, ..self.clone() };
        moved.anchor_at(0.0, 0.0)
    }

    /// The anchor that puts the upper edge of a page at the top of the view.
    #[must_use]
    pub fn at_page(&self, page: usize) -> Anchor {
        Anchor {
            page,
            page_x: self.anchor_at(0.0, 0.0).map_or(0.0, |anchor| anchor.page_x),
            page_y: 0.0,
            view_x: 0.0,
            view_y: self.gap(),
        }
    }

    /// True where the page that is read takes more than half of the view.
    #[must_use]
    pub fn page_fills_view(&self) -> bool {
        let page = self.layout.page(self.current_page());
        page.is_some_and(|page| i64::from(page.size.height) * 2 > self.viewport.height)
    }

    /// The page to show next where pages are shown whole: going up that is the one that is read while its upper edge is out
    /// of view. `None` beyond the ends.
    #[must_use]
    pub fn page_on(&self, heading: Heading) -> Option<usize> {
        let page = self.current_page();
        if heading == Heading::Down {
            return page.checked_add(1).filter(|next| *next < self.layout.page_count());
        }
        let top = self.layout.page(page)?.top;
        if top < self.scroll.1 { Some(page) } else { page.checked_sub(1) }
    }

    /// The page that a reader is on, from 0.
    #[must_use]
    pub fn current_page(&self) -> usize {
        if let Some(page) = self.chosen {
            return page;
        }
        if self.scroll.1 == 0 {
            return 0;
        }
        if self.scroll.1 + self.viewport.height >= self.layout.height {
            return self.layout.page_count().saturating_sub(1);
        }
        self.layout.current_page(self.scroll.1, self.viewport.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };
    const VIEW: Viewport = Viewport { width: 900, height: 700, pixels_per_point: 1.25 };

    fn present(view: &DocumentView, zoom: Zoom, sizes: &[PageSize], engine: Engine, viewport: Viewport) -> Presented {
        let laid_out = lay_out(sizes.to_vec(), view.rotation, zoom, engine, viewport);
        super::present(view.place, laid_out, viewport)
    }

    fn shown(view: &DocumentView, zoom: Zoom) -> Presented {
        present(view, zoom, &[PAGE; 5], Engine::Pdfium, VIEW)
    }

    #[test]
    fn fitting_fits() {
        let view = DocumentView::default();
        let width = shown(&view, Zoom::FitWidth);
        assert_eq!(width.layout.page(0).unwrap().size.width, 900 - 30);
        let page = shown(&view, Zoom::FitPage);
        assert_eq!(page.layout.page(0).unwrap().size.height, 700 - 30);
        let small = present(&view, Zoom::FitPage, &[PageSize { width: 275.0, height: 50.0 }], Engine::Image, VIEW);
        assert_eq!(small.factor, 1.0);
        let wide = Viewport { width: 4000, height: 4000, ..VIEW };
        let large = |zoom, engine| present(&view, zoom, &[PAGE], engine, wide).factor;
        assert_eq!(large(Zoom::FitWidth, Engine::Pdfium), 1.25);
        assert_eq!(large(Zoom::FitPage, Engine::Pdfium), 1.0);
        assert_eq!(large(Zoom::FitWidth, Engine::Image), 1.0);
        assert_eq!(large(Zoom::FitPage, Engine::Image), 1.0);
    }

    #[test]
    fn a_huge_picture_fits() {
        let sizes = [PageSize { width: 30_000.0, height: 3.0 }];
        let shown = present(&DocumentView::default(), Zoom::FitPage, &sizes, Engine::Image, VIEW);
        assert!(shown.layout.page(0).unwrap().size.width <= 900);
    }

    #[test]
    fn scrolling_ends_at_the_edges() {
        let view = DocumentView::default();
        let start = shown(&view, Zoom::Factor(1.0));
        assert_eq!(start.scrolled(0, -10), None);
        let end = DocumentView { place: Place::At(start.scrolled(0, 1_000_000).unwrap()), ..view };
        let shown = shown(&end, Zoom::Factor(1.0));
        assert_eq!(shown.scroll.1 + VIEW.height, shown.layout.height);
        assert_eq!(shown.current_page(), 4);
        assert_eq!(shown.scrolled(0, 10), None);
    }

    #[test]
    fn going_to_a_page_shows_its_upper_edge() {
        let view = DocumentView::default();
        let there = DocumentView { place: Place::Page(shown(&view, Zoom::Factor(1.0)).at_page(3)), ..view };
        let there = shown(&there, Zoom::Factor(1.0));
        assert_eq!(there.current_page(), 3);
        assert_eq!(there.layout.page(3).unwrap().top - there.scroll.1, 15);
        // Where all pages are in view, the one that was chosen is still the current one.
        for page in 0..5 {
            let small = DocumentView { place: Place::Page(shown(&view, Zoom::Factor(0.1)).at_page(page)), ..view };
            assert_eq!(shown(&small, Zoom::Factor(0.1)).current_page(), page);
        }
    }

    #[test]
    fn nothing_grows_beyond_what_can_be_drawn_and_anything_fits() {
        let huge = [PageSize { width: 30_000.0, height: 30_000.0 }];
        let view = DocumentView::default();
        let shown = |zoom| present(&view, zoom, &huge, Engine::Image, VIEW);
        let whole = shown(Zoom::FitPage);
        assert!(whole.factor < 0.1);
        assert_eq!(shown(Zoom::Factor(whole.factor)).factor, whole.factor, "by hand it stays as it is");
        assert_eq!(shown(Zoom::Factor(0.001)).factor, whole.factor);
        assert!(shown(Zoom::Factor(32.0)).layout.page(0).unwrap().size.width <= MAX_SCALED_SIDE_PX);
    }
}
