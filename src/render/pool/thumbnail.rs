//! How large a thumbnail is. Used by `slot` alone.

use crate::render::formats::{Format, PageSize, PixelSize};

/// Size of a page that fits a square of `box_px`. Pictures are not blown up. `None` for a square without a pixel.
pub(super) fn fit(page: PageSize, box_px: u32, format: Format) -> Option<PixelSize> {
    if box_px == 0 {
        return None;
    }
    let longer = f64::from(page.width.max(page.height));
    let scale = f64::from(box_px) / longer;
    let scale = if format == Format::Picture { scale.min(1.0) } else { scale };
    // A cast from a float saturates, and the clamp holds it within the square.
    let side = |length: f32| ((f64::from(length) * scale).round() as u32).clamp(1, box_px);
    Some(PixelSize { width: side(page.width), height: side(page.height) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbnail_fits_its_square() {
        let fitted = |width, height, box_px, format| {
            fit(PageSize { width, height }, box_px, format).map(|size| (size.width, size.height))
        };
        assert_eq!(fitted(612.0, 792.0, 99, Format::Pdf), Some((77, 99)));
        assert_eq!(fitted(792.0, 612.0, 99, Format::Pdf), Some((99, 77)));
        assert_eq!(fitted(10.0, 20.0, 100, Format::Pdf), Some((50, 100)));
        assert_eq!(fitted(10.0, 20.0, 100, Format::Picture), Some((10, 20)));
        assert_eq!(fitted(1_000_000.0, 0.1, 100, Format::Picture), Some((100, 1)));
        assert_eq!(fitted(0.001, 0.001, 100, Format::Picture), Some((1, 1)));
        assert_eq!(fitted(612.0, 792.0, 0, Format::Pdf), None);
    }
}
