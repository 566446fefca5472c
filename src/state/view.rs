//! How one document is looked at: zoom, rotation and the place in it, independent of the scale. Pure.
//!
//! The place is an [`Anchor`]: a point of a page and the point of the view where it stands. Whatever changes the scale
//! (zoom, window size, another monitor), the anchored point stays where it was.

use super::layout::{Layout, turned};
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

/// Smallest and largest zoom factor.
pub const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.1..=32.0;
/// One step of zooming in.
pub const ZOOM_STEP: f32 = 1.25;
/// A PDF that fits the width is not blown up beyond this.
const FIT_WIDTH_MOST: f32 = 1.25;
/// A whole page is not blown up beyond this.
const FIT_PAGE_MOST: f32 = 4.0;
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

/// How one document is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DocumentView {
    /// Chosen for this document; otherwise the window's, otherwise what suits its kind.
    pub zoom: Option<Zoom>,
    /// Turned on screen.
    pub rotation: Rotation,
    /// The place; `None` is the start.
    pub anchor: Option<Anchor>,
}

/// A document laid out for a viewport.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Where the pages stand.
    pub layout: Layout,
    /// Scroll position: device pixels from the left of the column, from its top.
    pub scroll: (i64, i64),
    /// The zoom factor; 1.0 is actual size.
    pub factor: f32,
    /// The viewport.
    pub viewport: Viewport,
}

/// Device pixels of one page unit at actual size: physical size for PDF, one pixel for one pixel for pictures.
fn unit_px(engine: Engine, pixels_per_point: f32) -> f32 {
    match engine {
        Engine::Pdfium | Engine::Hayro => POINTS_PER_PDF_POINT * pixels_per_point,
        Engine::Image => 1.0,
    }
}

/// What suits a document that nobody zoomed: PDFs fill the width, pictures are shown whole.
#[must_use]
pub fn natural_zoom(engine: Engine) -> Zoom {
    match engine {
        Engine::Pdfium | Engine::Hayro => Zoom::FitWidth,
        Engine::Image => Zoom::FitPage,
    }
}

/// Lays a document out.
#[must_use]
pub fn present(view: &DocumentView, zoom: Zoom, sizes: &[PageSize], engine: Engine, viewport: Viewport) -> Presented {
    let sizes: Vec<PageSize> = sizes.iter().map(|size| turned(*size, view.rotation)).collect();
    let unit = unit_px(engine, viewport.pixels_per_point);
    let factor = factor(zoom, &sizes, engine, unit, viewport);
    let layout = Layout::new(&sizes, unit * factor, viewport.pixels_per_point, viewport.width);
    let wanted = view.anchor.and_then(|anchor| {
        let page = layout.page(anchor.page)?;
        let scale = f64::from(layout.scale);
        let x = page.left as f64 + anchor.page_x * scale - anchor.view_x;
        let y = page.top as f64 + anchor.page_y * scale - anchor.view_y;
        Some((x.round() as i64, y.round() as i64))
    });
    let start = ((layout.width - viewport.width) / 2, 0);
    let scroll = clamp(wanted.unwrap_or(start), &layout, viewport);
    Presented { layout, scroll, factor, viewport }
}

fn factor(zoom: Zoom, sizes: &[PageSize], engine: Engine, unit: f32, viewport: Viewport) -> f32 {
    let most = |length: fn(&PageSize) -> f32| sizes.iter().map(length).fold(1.0, f32::max);
    let gap = 2.0 * (super::layout::GAP_POINTS * viewport.pixels_per_point).round();
    let across = (viewport.width as f32 - gap).max(1.0) / (most(|size| size.width) * unit);
    let down = (viewport.height as f32 - gap).max(1.0) / (most(|size| size.height) * unit);
    let picture = engine == Engine::Image;
    let factor = match zoom {
        Zoom::FitWidth => across.min(if picture { 1.0 } else { FIT_WIDTH_MOST }),
        Zoom::FitPage => across.min(down).min(if picture { 1.0 } else { FIT_PAGE_MOST }),
        Zoom::Factor(factor) => factor.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end()),
    };
    // A picture of 30,000 pixels must still fit: only zooming by hand has a lower bound.
    factor.max(0.001)
}

fn clamp(scroll: (i64, i64), layout: &Layout, viewport: Viewport) -> (i64, i64) {
    (
        scroll.0.clamp(0, (layout.width - viewport.width).max(0)),
        scroll.1.clamp(0, (layout.height - viewport.height).max(0)),
    )
}

impl Presented {
    /// The anchor of a point of the view, in device pixels from its upper left.
    #[must_use]
    pub fn anchor_at(&self, view_x: f64, view_y: f64) -> Option<Anchor> {
        let y = self.scroll.1 as f64 + view_y;
        // The page at the point, or the one above it.
        let page_index = (0..self.layout.page_count())
            .rev()
            .find(|&page| self.layout.page(page).is_some_and(|page| page.top as f64 <= y))
            .unwrap_or(0);
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
        let gap = f64::from(super::layout::GAP_POINTS * self.viewport.pixels_per_point);
        Anchor {
            page,
            page_x: self.anchor_at(0.0, 0.0).map_or(0.0, |anchor| anchor.page_x),
            page_y: 0.0,
            view_x: 0.0,
            view_y: gap.round(),
        }
    }

    /// The page that a reader is on, from 0.
    #[must_use]
    pub fn current_page(&self) -> usize {
        if self.scroll.1 + self.viewport.height >= self.layout.height && self.scroll.1 > 0 {
            return self.layout.page_count().saturating_sub(1);
        }
        self.layout.current_page(self.scroll.1, self.viewport.height)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };
    const VIEW: Viewport = Viewport { width: 900, height: 700, pixels_per_point: 1.25 };

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
        let wide = Viewport { width: 4000, ..VIEW };
        assert_eq!(present(&view, Zoom::FitWidth, &[PAGE], Engine::Pdfium, wide).factor, 1.25);
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
        let end = DocumentView { anchor: start.scrolled(0, 1_000_000), ..view };
        let shown = shown(&end, Zoom::Factor(1.0));
        assert_eq!(shown.scroll.1 + VIEW.height, shown.layout.height);
        assert_eq!(shown.current_page(), 4);
        assert_eq!(shown.scrolled(0, 10), None);
    }

    #[test]
    fn going_to_a_page_shows_its_upper_edge() {
        let view = DocumentView::default();
        let there = DocumentView { anchor: Some(shown(&view, Zoom::Factor(1.0)).at_page(3)), ..view };
        let shown = shown(&there, Zoom::Factor(1.0));
        assert_eq!(shown.current_page(), 3);
        assert_eq!(shown.layout.page(3).unwrap().top - shown.scroll.1, 15);
    }

    proptest! {
        #[test]
        fn zooming_keeps_the_point_under_the_cursor(
            down in 0i64..4000, x in 0.0f64..900.0, y in 0.0f64..700.0, steps in prop::collection::vec(0.11f32..31.0, 1..8),
        ) {
            let mut view = DocumentView::default();
            let before = shown(&view, Zoom::Factor(3.0));
            view.anchor = before.scrolled(500, down);
            let before = shown(&view, Zoom::Factor(3.0));
            view.anchor = before.anchor_at(x, y);
            for step in steps {
                let shown = shown(&view, Zoom::Factor(step));
                // Where nothing had to be clamped, the anchored point is where it was.
                let page = shown.layout.page(view.anchor.unwrap().page).unwrap();
                let scale = f64::from(shown.layout.scale);
                let at = page.top as f64 + view.anchor.unwrap().page_y * scale - shown.scroll.1 as f64;
                let clamped = shown.scroll.1 == 0 || shown.scroll.1 + VIEW.height == shown.layout.height;
                prop_assert!(clamped || (at - y).abs() <= 1.0, "{at} {y}");
            }
            let after = shown(&view, Zoom::Factor(3.0));
            prop_assert!((after.scroll.1 - before.scroll.1).abs() <= 1);
            prop_assert!((after.scroll.0 - before.scroll.0).abs() <= 1);
        }
    }
}
