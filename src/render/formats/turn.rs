//! Quarter turns and mirrorings, by which a camera's orientation mark and the viewer's rotation are one step.

use super::{PixelRect, PixelSize, Rotation};
use image::metadata::Orientation;

/// One of the eight ways to lay down a rectangle: mirrored first, then, if `transpose`, with its axes swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turn {
    pub transpose: bool,
    pub mirror_x: bool,
    pub mirror_y: bool,
}

impl From<Rotation> for Turn {
    fn from(rotation: Rotation) -> Self {
        let (transpose, mirror_x, mirror_y) = match rotation {
            Rotation::None => (false, false, false),
            Rotation::Quarter => (true, false, true),
            Rotation::Half => (false, true, true),
            Rotation::ThreeQuarter => (true, true, false),
        };
        Self { transpose, mirror_x, mirror_y }
    }
}

impl From<Orientation> for Turn {
    fn from(orientation: Orientation) -> Self {
        let (transpose, mirror_x, mirror_y) = match orientation {
            Orientation::NoTransforms => (false, false, false),
            Orientation::FlipHorizontal => (false, true, false),
            Orientation::Rotate180 => (false, true, true),
            Orientation::FlipVertical => (false, false, true),
            Orientation::Rotate90FlipH => (true, false, false),
            Orientation::Rotate90 => (true, false, true),
            Orientation::Rotate270FlipH => (true, true, true),
            Orientation::Rotate270 => (true, true, false),
        };
        Self { transpose, mirror_x, mirror_y }
    }
}

impl Turn {
    /// This turn, then `next`.
    pub fn then(self, next: Self) -> Self {
        // Mirroring after a swap of axes is mirroring along the other axis before it.
        let (mirror_x, mirror_y) =
            if self.transpose { (next.mirror_y, next.mirror_x) } else { (next.mirror_x, next.mirror_y) };
        Self {
            transpose: self.transpose ^ next.transpose,
            mirror_x: self.mirror_x ^ mirror_x,
            mirror_y: self.mirror_y ^ mirror_y,
        }
    }

    /// Whether nothing changes.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Size after the turn; a turn and its opposite swap alike, so also the size before it.
    pub fn size(self, size: PixelSize) -> PixelSize {
        if self.transpose { PixelSize { width: size.height, height: size.width } } else { size }
    }

    /// The part that becomes `part` when all of `unturned` is turned. `part` must lie inside the turned size.
    pub fn before(self, part: PixelRect, unturned: PixelSize) -> PixelRect {
        let PixelRect { x, y, width, height } = part;
        let (x, y, width, height) = if self.transpose { (y, x, height, width) } else { (x, y, width, height) };
        let mirrored = |start: u32, length: u32, whole: u32| whole.saturating_sub(start).saturating_sub(length);
        PixelRect {
            x: if self.mirror_x { mirrored(x, width, unturned.width) } else { x },
            y: if self.mirror_y { mirrored(y, height, unturned.height) } else { y },
            width,
            height,
        }
    }

    /// Where the pixels of row `row` of an unturned tile go in the turned one: index of the first pixel and the step to
    /// the next.
    pub fn row_target(self, row: u32, unturned: PixelSize) -> (usize, isize) {
        let PixelSize { width, height } = unturned;
        let row = if self.mirror_y { height.saturating_sub(1).saturating_sub(row) } else { row } as usize;
        let first = if self.mirror_x { width.saturating_sub(1) } else { 0 } as usize;
        let (row_step, step) = if self.transpose { (1, height as usize) } else { (width as usize, 1) };
        let start = row.saturating_mul(row_step).saturating_add(first.saturating_mul(step));
        let step = isize::try_from(step).unwrap_or(isize::MAX);
        (start, if self.mirror_x { step.saturating_neg() } else { step })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    const SIZE: PixelSize = PixelSize { width: 3, height: 2 };

    /// Turns the picture `abc/def`.
    fn turned(turn: Turn) -> String {
        let mut out = [' '; 6];
        for (row, text) in ["abc", "def"].into_iter().enumerate() {
            let (mut at, step) = turn.row_target(row as u32, SIZE);
            for letter in text.chars() {
                out[at] = letter;
                at = at.wrapping_add_signed(step);
            }
        }
        let width = turn.size(SIZE).width as usize;
        out.chunks(width).map(|row| row.iter().collect::<String>()).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn rotations_are_clockwise() {
        assert_eq!(turned(Rotation::None.into()), "abc/def");
        assert_eq!(turned(Rotation::Quarter.into()), "da/eb/fc");
        assert_eq!(turned(Rotation::Half.into()), "fed/cba");
        assert_eq!(turned(Rotation::ThreeQuarter.into()), "cf/be/ad");
    }

    #[test]
    fn orientation_marks_follow_exif() {
        // TIFF 6.0, Orientation: where the 0th row and the 0th column are.
        let expected = ["abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "da/eb/fc", "fc/eb/da", "cf/be/ad"];
        for (mark, expected) in (1..).zip(expected) {
            let turn = Orientation::from_exif(mark).map(Turn::from).unwrap_or_default();
            assert_eq!(turned(turn), expected, "mark {mark}");
        }
    }

    #[test]
    fn turns_add_up_and_parts_stay_in_place() {
        let all =
            || (0..8).map(|bits| Turn { transpose: bits & 1 > 0, mirror_x: bits & 2 > 0, mirror_y: bits & 4 > 0 });
        for first in all() {
            for second in all() {
                let both = first.then(second);
                let middle = first.size(SIZE);
                for y in 0..SIZE.height {
                    for x in 0..SIZE.width {
                        let (start, step) = first.row_target(y, SIZE);
                        let at = start.wrapping_add_signed(step * x as isize) as u32;
                        let (start, step) = second.row_target(at / middle.width, middle);
                        let end = start.wrapping_add_signed(step * (at % middle.width) as isize);
                        let (start, step) = both.row_target(y, SIZE);
                        assert_eq!(end, start.wrapping_add_signed(step * x as isize), "{first:?} {second:?}");

                        let width = both.size(SIZE).width;
                        let part = PixelRect { x: end as u32 % width, y: end as u32 / width, width: 1, height: 1 };
                        assert_eq!(both.before(part, SIZE), PixelRect { x, y, width: 1, height: 1 });
                    }
                }
            }
        }
    }
}
