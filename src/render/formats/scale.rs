//! Which source pixels make up each pixel of a scaled line, and by how much.
//!
//! Positions come from the whole line, never from the part asked for, so that parts fit together without a seam.

use crate::limits::PICTURE_SQUARES_FROM_ZOOM;
use std::ops::Range;

/// The sources of a run of scaled pixels along one axis.
pub(super) struct Axis {
    pixels: Vec<Sources>,
    weights: Vec<f32>,
    span: Range<usize>,
}

/// The sources of one scaled pixel: neighbours from `first` on, with weights that add up to 1.
#[derive(Clone, Copy)]
struct Sources {
    first: usize,
    weights_from: usize,
    weights_to: usize,
}

impl Axis {
    /// Pixels `start .. start + length` of a line of `source` pixels scaled to `scaled`. `source` and `scaled` are at
    /// least 1.
    ///
    /// Shrinking averages the area that a pixel covers; enlarging interpolates (Catmull-Rom), and from
    /// [`PICTURE_SQUARES_FROM_ZOOM`] on draws squares.
    pub fn new(source: u32, scaled: u32, start: u32, length: u32) -> Self {
        let mut axis = Self { pixels: Vec::with_capacity(length as usize), weights: Vec::new(), span: 0..0 };
        let squares = u64::from(scaled) >= u64::from(source) * u64::from(PICTURE_SQUARES_FROM_ZOOM);
        for index in start..start.saturating_add(length) {
            if scaled == source {
                axis.push(index as usize, [1.0]);
            } else if squares {
                // The source pixel under the middle of the scaled one.
                let middle = (u64::from(index) * 2 + 1) * u64::from(source) / (u64::from(scaled) * 2);
                axis.push(middle as usize, [1.0]);
            } else if scaled < source {
                axis.push_area(u64::from(source), u64::from(scaled), u64::from(index));
            } else {
                axis.push_catmull_rom(source, scaled, index);
            }
        }
        let first = axis.pixels.iter().map(|pixel| pixel.first).min().unwrap_or(0);
        let end = axis.pixels.iter().map(|pixel| pixel.first + (pixel.weights_to - pixel.weights_from)).max();
        axis.span = first..end.unwrap_or(first);
        axis
    }

    /// The source pixels that are needed at all.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// For each scaled pixel its first source pixel and the weights from there on.
    pub fn pixels(&self) -> impl Iterator<Item = (usize, &[f32])> {
        self.pixels
            .iter()
            .map(|pixel| (pixel.first, self.weights.get(pixel.weights_from..pixel.weights_to).unwrap_or_default()))
    }

    /// Whether scaled and source pixels are the same.
    pub fn is_copy(&self) -> bool {
        self.pixels.len() == self.span.len() && self.weights.iter().all(|weight| *weight == 1.0)
    }

    fn push(&mut self, first: usize, weights: impl IntoIterator<Item = f32>) {
        let weights_from = self.weights.len();
        self.weights.extend(weights);
        self.pixels.push(Sources { first, weights_from, weights_to: self.weights.len() });
    }

    /// Measured in `scaled`ths of a source pixel, in which all borders are whole numbers.
    fn push_area(&mut self, source: u64, scaled: u64, index: u64) {
        let (from, to) = (index * source, (index + 1) * source);
        let (first, end) = (from / scaled, to.div_ceil(scaled));
        self.push(
            first as usize,
            (first..end).map(|pixel| {
                let covered = to.min((pixel + 1) * scaled) - from.max(pixel * scaled);
                (covered as f64 / source as f64) as f32
            }),
        );
    }

    fn push_catmull_rom(&mut self, source: u32, scaled: u32, index: u32) {
        let middle = (f64::from(index) + 0.5) * f64::from(source) / f64::from(scaled) - 0.5;
        let (before, t) = (middle.floor(), middle - middle.floor());
        let cubic = [
            ((-0.5 * t + 1.0) * t - 0.5) * t,
            (1.5 * t - 2.5) * t * t + 1.0,
            ((-1.5 * t + 2.0) * t + 0.5) * t,
            (0.5 * t - 0.5) * t * t,
        ];
        // Past the border the border's pixel goes on.
        let last = i64::from(source) - 1;
        let inside = |offset: i64| (before as i64 + offset).clamp(0, last);
        let first = inside(-1);
        let mut weights = [0.0_f64; 4];
        for (offset, weight) in (-1..).zip(cubic) {
            if let Some(slot) = weights.get_mut((inside(offset) - first) as usize) {
                *slot += weight;
            }
        }
        let used = (inside(2) - first + 1) as usize;
        self.push(first as usize, weights.into_iter().take(used).map(|weight| weight as f32));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shrinking_by_five_halves_weighs_by_area() {
        let axis = Axis::new(5, 2, 0, 2);
        let pixels: Vec<_> = axis.pixels().collect();
        assert_eq!(pixels, [(0, &[0.4, 0.4, 0.2][..]), (2, &[0.2, 0.4, 0.4][..])]);
    }

    #[test]
    fn enlarging_threefold_repeats_pixels() {
        let axis = Axis::new(2, 6, 0, 6);
        assert_eq!(axis.pixels().map(|(first, _)| first).collect::<Vec<_>>(), [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn only_the_same_size_is_a_copy() {
        assert!(Axis::new(7, 7, 2, 3).is_copy());
        assert!(!Axis::new(7, 6, 0, 6).is_copy());
        assert!(!Axis::new(7, 8, 0, 8).is_copy());
        assert!(!Axis::new(7, 21, 0, 21).is_copy());
    }

    proptest! {
        #[test]
        fn weights_add_up_stay_inside_and_do_not_depend_on_the_part(
            source in 1_u32..400,
            scaled in 1_u32..1200,
            cut in 0.0_f64..1.0,
        ) {
            let whole = Axis::new(source, scaled, 0, scaled);
            let whole: Vec<_> = whole.pixels().collect();
            for (first, weights) in &whole {
                prop_assert!((weights.iter().sum::<f32>() - 1.0).abs() < 1e-5);
                prop_assert!(!weights.is_empty() && first + weights.len() <= source as usize);
            }
            let start = (f64::from(scaled - 1) * cut) as u32;
            let part = Axis::new(source, scaled, start, scaled - start);
            let part: Vec<_> = part.pixels().collect();
            prop_assert_eq!(&part[..], &whole[start as usize..]);
        }
    }
}
