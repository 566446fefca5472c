//! From places on a page to places on its sheet as it is turned on screen, and back. Pure.

use crate::render::{PageBox, PageSize, Rotation};

/// A point of a sheet on screen as fractions of its size, from its upper left: `0.0..=1.0` each.
pub type SheetPoint = (f32, f32);

/// Where a point of a page (page units) stands on the turned sheet.
#[must_use]
pub fn on_sheet(x: f32, y: f32, size: PageSize, rotation: Rotation) -> SheetPoint {
    let (across, down) = (x / size.width.max(f32::MIN_POSITIVE), y / size.height.max(f32::MIN_POSITIVE));
    match rotation {
        Rotation::None => (across, down),
        Rotation::Quarter => (1.0 - down, across),
        Rotation::Half => (1.0 - across, 1.0 - down),
        Rotation::ThreeQuarter => (down, 1.0 - across),
    }
}

/// The point of the page (page units) at a point of the turned sheet.
#[must_use]
pub fn on_page(point: SheetPoint, size: PageSize, rotation: Rotation) -> (f32, f32) {
    let (across, down) = match rotation {
        Rotation::None => point,
        Rotation::Quarter => (point.1, 1.0 - point.0),
        Rotation::Half => (1.0 - point.0, 1.0 - point.1),
        Rotation::ThreeQuarter => (1.0 - point.1, point.0),
    };
    (across * size.width, down * size.height)
}

/// The corners, upper left and lower right, of a box of the page on the turned sheet.
#[must_use]
pub fn box_on_sheet(place: PageBox, size: PageSize, rotation: Rotation) -> (SheetPoint, SheetPoint) {
    let (one, other) =
        (on_sheet(place.left, place.top, size, rotation), on_sheet(place.right, place.bottom, size, rotation));
    ((one.0.min(other.0), one.1.min(other.1)), (one.0.max(other.0), one.1.max(other.1)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TURNS: [Rotation; 4] = [Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarter];
    const SIZE: PageSize = PageSize { width: 612.0, height: 792.0 };

    #[test]
    fn a_quarter_turn_takes_the_top_to_the_right() {
        assert_eq!(on_sheet(0.0, 0.0, SIZE, Rotation::Quarter), (1.0, 0.0));
        assert_eq!(on_sheet(612.0, 0.0, SIZE, Rotation::Quarter), (1.0, 1.0));
        assert_eq!(on_sheet(0.0, 0.0, SIZE, Rotation::ThreeQuarter), (0.0, 1.0));
        assert_eq!(on_sheet(0.0, 0.0, SIZE, Rotation::Half), (1.0, 1.0));
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_point(x in 0.0f32..612.0, y in 0.0f32..792.0, turn in 0usize..4) {
            let (back_x, back_y) = on_page(on_sheet(x, y, SIZE, TURNS[turn]), SIZE, TURNS[turn]);
            prop_assert!((back_x - x).abs() < 0.01 && (back_y - y).abs() < 0.01);
        }
    }
}
