//! How a page's own coordinates (PDF 32000-1, 8.3.2.3: y runs up, any origin, before `/Rotate`) become those of the page as it is read.

use super::super::{PageBox, Rotation};

/// The visible part of a page in its own coordinates, and how it is turned.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct PageFrame {
    pub left: f32,
    pub bottom: f32,
    pub right: f32,
    pub top: f32,
    pub rotation: Rotation,
}

impl PageFrame {
    /// Width and height as the page is read.
    pub fn size(&self) -> (f32, f32) {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        match self.rotation {
            Rotation::None | Rotation::Half => (width, height),
            Rotation::Quarter | Rotation::ThreeQuarter => (height, width),
        }
    }

    /// A rectangle given by two of its corners, as the page is read.
    pub fn place(&self, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) -> PageBox {
        let (a, b) = (self.point(x1, y1), self.point(x2, y2));
        PageBox { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
    }

    /// The part of a rectangle of the page as it is read that can be seen; `None` where there is none.
    pub fn visible(&self, place: PageBox) -> Option<PageBox> {
        let (width, height) = self.size();
        let beyond = place.right < 0.0 || place.bottom < 0.0 || place.left > width || place.top > height;
        let PageBox { left, top, right, bottom } = place;
        let is_number = [left, top, right, bottom].into_iter().all(f32::is_finite);
        (is_number && !beyond).then(|| PageBox {
            left: left.max(0.0),
            top: top.max(0.0),
            right: right.min(width),
            bottom: bottom.min(height),
        })
    }

    /// How far a place lies below the page's top edge as it is read. On a page that lies on its side this is told by x and not by y.
    pub fn below_top(&self, x: Option<f32>, y: Option<f32>) -> Option<f32> {
        let below = match self.rotation {
            Rotation::None | Rotation::Half => self.point(0.0, y?).1,
            Rotation::Quarter | Rotation::ThreeQuarter => self.point(x?, 0.0).1,
        };
        below.is_finite().then(|| below.clamp(0.0, self.size().1.max(0.0)))
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.rotation {
            Rotation::None => (x - self.left, self.top - y),
            Rotation::Quarter => (y - self.bottom, x - self.left),
            Rotation::Half => (self.right - x, y - self.bottom),
            Rotation::ThreeQuarter => (self.top - y, self.right - x),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(rotation: Rotation) -> PageFrame {
        PageFrame { left: 10.0, bottom: 20.0, right: 110.0, top: 70.0, rotation }
    }

    #[test]
    fn a_corner_goes_round_with_the_page() {
        // The top left corner of the page before it is turned.
        let corner = |rotation| {
            let PageBox { left, top, right, bottom } = frame(rotation).place((10.0, 65.0), (14.0, 70.0));
            [left, top, right, bottom]
        };
        assert_eq!(corner(Rotation::None), [0.0, 0.0, 4.0, 5.0]);
        assert_eq!(corner(Rotation::Quarter), [45.0, 0.0, 50.0, 4.0]);
        assert_eq!(corner(Rotation::Half), [96.0, 45.0, 100.0, 50.0]);
        assert_eq!(corner(Rotation::ThreeQuarter), [0.0, 96.0, 5.0, 100.0]);
    }

    #[test]
    fn what_lies_beyond_the_page_is_not_visible() {
        let seen = |x1, x2| frame(Rotation::None).visible(frame(Rotation::None).place((x1, 30.0), (x2, 40.0)));
        assert_eq!(seen(0.0, 9.0), None);
        assert_eq!(seen(111.0, 200.0), None);
        assert_eq!(seen(f32::INFINITY, 20.0), None);
        assert_eq!(seen(0.0, 200.0), Some(PageBox { left: 0.0, top: 30.0, right: 100.0, bottom: 40.0 }));
    }

    #[test]
    fn places_are_told_by_what_runs_down_the_page() {
        assert_eq!(frame(Rotation::None).below_top(None, Some(60.0)), Some(10.0));
        assert_eq!(frame(Rotation::Half).below_top(None, Some(60.0)), Some(40.0));
        assert_eq!(frame(Rotation::Quarter).below_top(Some(30.0), None), Some(20.0));
        assert_eq!(frame(Rotation::ThreeQuarter).below_top(Some(30.0), None), Some(80.0));
        assert_eq!(frame(Rotation::Quarter).below_top(None, Some(60.0)), None);
        assert_eq!(frame(Rotation::None).below_top(None, Some(900.0)), Some(0.0));
        assert_eq!(frame(Rotation::None).below_top(None, Some(f32::NAN)), None);
    }
}
