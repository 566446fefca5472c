//! Where the pages of a document stand, in whole device pixels. Pure geometry.
//!
//! Everything is a whole number of device pixels, so that a page drawn at its size maps one texel to one pixel.

use crate::render::{PageSize, PixelSize, Rotation};

/// Empty space between and around pages, in points.
pub const GAP_POINTS: f32 = 12.0;

/// One page in the column of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagePlace {
    /// Left edge, from the left of the column.
    pub left: i64,
    /// Upper edge, from the top of the column.
    pub top: i64,
    /// Its size on screen.
    pub size: PixelSize,
}

/// The column of all pages at one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pages: Vec<PagePlace>,
    /// Width of the column with its margins.
    pub width: i64,
    /// Height of the column with its margins.
    pub height: i64,
    /// Device pixels for one unit of a page's size.
    pub scale: f32,
}

/// The size of a page after turning it.
#[must_use]
pub fn turned(size: PageSize, rotation: Rotation) -> PageSize {
    match rotation {
        Rotation::None | Rotation::Half => size,
        Rotation::Quarter | Rotation::ThreeQuarter => PageSize { width: size.height, height: size.width },
    }
}

/// Quarter turns clockwise that lead from one rotation to another, 0 to 3.
#[must_use]
pub fn quarters(from: Rotation, to: Rotation) -> u8 {
    let number = |rotation| match rotation {
        Rotation::None => 0,
        Rotation::Quarter => 1,
        Rotation::Half => 2,
        Rotation::ThreeQuarter => 3,
    };
    (number(to) + 4 - number(from)) % 4
}

/// A page's size on screen: at least one pixel each way.
#[must_use]
pub fn scaled(size: PageSize, scale: f32) -> PixelSize {
    let pixels = |length: f32| (length * scale).round().clamp(1.0, 1_000_000.0) as u32;
    PixelSize { width: pixels(size.width), height: pixels(size.height) }
}

impl Layout {
    /// Lays out pages of these sizes (already turned), in a view of `view_width` device pixels.
    #[must_use]
    pub fn new(sizes: &[PageSize], scale: f32, pixels_per_point: f32, view_width: i64) -> Self {
        let gap = (GAP_POINTS * pixels_per_point).round() as i64;
        let mut top = gap;
        let mut widest = 0;
        let mut pages: Vec<PagePlace> = sizes
            .iter()
            .map(|size| {
                let size = scaled(*size, scale);
                let place = PagePlace { left: 0, top, size };
                top += i64::from(size.height) + gap;
                widest = widest.max(i64::from(size.width));
                place
            })
            .collect();
        let width = (widest + 2 * gap).max(view_width);
        for page in &mut pages {
            page.left = (width - i64::from(page.size.width)) / 2;
        }
        Self { pages, width, height: top, scale }
    }

    /// Number of pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The place of a page.
    #[must_use]
    pub fn page(&self, page: usize) -> Option<PagePlace> {
        self.pages.get(page).copied()
    }

    /// The page at a height of the column, or the one above it.
    #[must_use]
    pub fn page_from(&self, y: f64) -> usize {
        self.pages.partition_point(|page| page.top as f64 <= y).saturating_sub(1)
    }

    /// The pages that reach into the part of the column from `top`, `height` pixels high.
    #[must_use]
    pub fn visible(&self, top: i64, height: i64) -> std::ops::Range<usize> {
        let first = self.pages.partition_point(|page| page.top + i64::from(page.size.height) <= top);
        let end = self.pages.partition_point(|page| page.top < top + height);
        first..end.max(first)
    }

    /// The page that a reader is on: the one at a third of the view, or the last one before it.
    #[must_use]
    pub fn current_page(&self, top: i64, height: i64) -> usize {
        let line = top + height / 3;
        self.pages.partition_point(|page| page.top <= line).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let page = PageSize { width: 612.0, height: 792.0 };
        let wide = PageSize { width: 792.0, height: 612.0 };
        Layout::new(&[page, wide, page], 1.5, 2.0, 1000)
    }

    #[test]
    fn pages_stand_below_each_other_and_in_the_middle() {
        let layout = layout();
        assert_eq!(layout.width, 1188 + 48);
        let pages: Vec<PagePlace> = (0..3).filter_map(|page| layout.page(page)).collect();
        assert_eq!(pages[0], PagePlace { left: 159, top: 24, size: PixelSize { width: 918, height: 1188 } });
        assert_eq!(pages[1].top, 24 + 1188 + 24);
        assert_eq!(pages[1].left, 24);
        assert_eq!(layout.height, pages[2].top + 1188 + 24);
    }

    #[test]
    fn visible_pages_are_those_that_reach_into_the_view() {
        let layout = layout();
        assert_eq!(layout.visible(0, 10), 0..0);
        assert_eq!(layout.visible(0, 100), 0..1);
        assert_eq!(layout.visible(1200, 100), 0..2);
        assert_eq!(layout.visible(0, 100_000), 0..3);
        assert_eq!(layout.current_page(0, 900), 0);
        assert_eq!(layout.current_page(1236, 900), 1);
        assert_eq!(layout.current_page(99_999, 900), 2);
    }
}
