//! Inks by the table of a colour profile (`lut8Type`, `lut16Type`; ICC.1:2022, 10.10 and 10.11), looked up between its points as
//! littlecms does it: along the first ink straight, between the other three by tetrahedra. In tables of few points the way between
//! them is what decides. Called by `colour` alone.

use super::colour::encoded;
use moxcms::{ColorProfile, DataColorSpace, LutStore, LutType, LutWarehouse};

/// Inks of a pixel.
const INKS: usize = 4;
/// From XYZ under D50 to linear sRGB: the inverse of the sRGB primaries, adapted (Bradford).
const TO_SRGB: [[f32; 3]; 3] = [
    [3.133_856, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];
/// The white of the profile connection space.
const D50: [f32; 3] = [0.964_2, 1.0, 0.824_9];
/// Points of the table from light to samples.
const LIGHTS: usize = 4096;

/// What the values of a table stand for.
enum Meaning {
    /// What 1 stands for in L* and in a* and b*, and where these two start.
    Lab([f32; 3]),
    /// XYZ under D50.
    Xyz,
}

/// XYZ of the highest 16-bit value (ICC.1:2022, 6.3.4.2).
const MOST_XYZ: f32 = 1.0 + 32_767.0 / 32_768.0;

/// The table of a profile from four inks to L*a*b* or XYZ.
pub struct InkTable {
    /// Values of every ink, of all inks alike many.
    curves: Vec<f32>,
    /// L*, a* and b* of every point, from 0 to 1; the first ink changes slowest.
    points: Vec<f32>,
    /// Points along an ink.
    side: usize,
    /// Values of L*, a* and b*.
    shown: Vec<f32>,
    meaning: Meaning,
    lights: Vec<u16>,
}

impl InkTable {
    /// `None` for a profile without such a table.
    pub fn of(profile: &ColorProfile) -> Option<Self> {
        let Some(LutWarehouse::Lut(table)) = &profile.lut_a_to_b_perceptual else { return None };
        let side = usize::from(table.num_clut_grid_points);
        let points = values(&table.clut_table);
        let (curves, shown) = (values(&table.input_table), values(&table.output_table));
        let is_whole = usize::from(table.num_input_channels) == INKS
            && table.num_output_channels == 3
            && side >= 2
            && points.len() == side.checked_pow(4)?.checked_mul(3)?
            && curves.len() >= 2 * INKS
            && curves.len().is_multiple_of(INKS)
            && shown.len() >= 6
            && shown.len().is_multiple_of(3);
        if !is_whole {
            return None;
        }
        let meaning = match (profile.pcs, table.lut_type) {
            (DataColorSpace::Lab, LutType::Lut8) => Meaning::Lab([100.0, 255.0, 128.0]),
            // The old encoding of 16 bits: 0xFF00 is 100, and a whole step is 256.
            (DataColorSpace::Lab, LutType::Lut16) => {
                Meaning::Lab([100.0 * 65_535.0 / 65_280.0, 65_535.0 / 256.0, 128.0])
            }
            (DataColorSpace::Xyz, LutType::Lut16) => Meaning::Xyz,
            _ => return None,
        };
        // Dark tones need more points than light ones: the table is over the square root.
        let lights = (0..LIGHTS).map(|at| {
            let root = at as f64 / (LIGHTS - 1) as f64;
            (encoded(root * root) * 65_535.0).round() as u16
        });
        Some(Self { curves, points, side, shown, meaning, lights: lights.collect() })
    }

    /// Rows of inks to rows of 16-bit sRGB.
    pub fn convert(&self, row: &[u16], shown: &mut [u16]) {
        let (pixels, _) = row.as_chunks::<INKS>();
        let (out, _) = shown.as_chunks_mut::<3>();
        let mut last: Option<([u16; INKS], [u16; 3])> = None;
        for (pixel, out) in pixels.iter().zip(out) {
            *out = match last {
                Some((known, colour)) if known == *pixel => colour,
                _ => self.colour(*pixel),
            };
            last = Some((*pixel, *out));
        }
    }

    fn colour(&self, inks: [u16; INKS]) -> [u16; 3] {
        let entries = self.curves.len() / INKS;
        let mut places = [(0_usize, 0.0_f32); INKS];
        for (nth, (place, ink)) in places.iter_mut().zip(inks).enumerate() {
            let curve = self.curves.get(nth * entries..).and_then(|rest| rest.get(..entries)).unwrap_or_default();
            let at = between(curve, f32::from(ink) / 65_535.0) * (self.side - 1) as f32;
            let whole = (at as usize).min(self.side - 2);
            *place = (whole, at - whole as f32);
        }
        let [first, ..] = places;
        let lower = self.tetrahedron(first.0, places);
        let upper = self.tetrahedron(first.0 + 1, places);
        let entries = self.shown.len() / 3;
        let mut values = [0.0_f32; 3];
        for (nth, value) in values.iter_mut().enumerate() {
            let (low, high) = (lower.get(nth).copied().unwrap_or(0.0), upper.get(nth).copied().unwrap_or(0.0));
            let curve = self.shown.get(nth * entries..).and_then(|rest| rest.get(..entries)).unwrap_or_default();
            *value = between(curve, low + (high - low) * first.1);
        }
        match self.meaning {
            Meaning::Lab([most, span, start]) => {
                let [lightness, a, b] = values;
                self.srgb(xyz(lightness * most, a * span - start, b * span - start))
            }
            Meaning::Xyz => self.srgb(values.map(|value| value * MOST_XYZ)),
        }
    }

    /// Along the last three inks, where the first is at a point.
    fn tetrahedron(&self, first: usize, [_, second, third, fourth]: [(usize, f32); INKS]) -> [f32; 3] {
        let side = self.side;
        let mut at = ((first * side + second.0) * side + third.0) * side + fourth.0;
        let mut steps = [(second.1, side * side), (third.1, side), (fourth.1, 1)];
        // The largest rest first; of equal ones in their order.
        steps.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut corner = self.point(at);
        let mut sum = corner;
        for (rest, step) in steps {
            at += step;
            let next = self.point(at);
            for ((sum, next), corner) in sum.iter_mut().zip(next).zip(corner) {
                *sum += rest * (next - corner);
            }
            corner = next;
        }
        sum
    }

    fn point(&self, at: usize) -> [f32; 3] {
        let values = self.points.get(at * 3..).and_then(|rest| rest.first_chunk::<3>());
        values.copied().unwrap_or_default()
    }

    fn srgb(&self, xyz: [f32; 3]) -> [u16; 3] {
        TO_SRGB.map(|row| {
            let light: f32 = row.iter().zip(xyz).map(|(factor, value)| factor * value).sum();
            let at = light.clamp(0.0, 1.0).sqrt() * (LIGHTS - 1) as f32;
            let (whole, rest) = (at as usize, at.fract());
            let low = f32::from(self.lights.get(whole).copied().unwrap_or(u16::MAX));
            let high = f32::from(self.lights.get(whole + 1).copied().unwrap_or(u16::MAX));
            (low + (high - low) * rest).round() as u16
        })
    }
}

/// L*a*b* as XYZ (CIE 15).
fn xyz(lightness: f32, a: f32, b: f32) -> [f32; 3] {
    let y = (lightness + 16.0) / 116.0;
    let relative = |value: f32| {
        if value > 6.0 / 29.0 { value * value * value } else { (value - 16.0 / 116.0) * 108.0 / 841.0 }
    };
    let [white_x, white_y, white_z] = D50;
    [relative(y + a / 500.0) * white_x, relative(y) * white_y, relative(y - b / 200.0) * white_z]
}

/// The value of a curve of points from 0 to 1 at a place from 0 to 1.
fn between(curve: &[f32], place: f32) -> f32 {
    let at = place.clamp(0.0, 1.0) * curve.len().saturating_sub(1) as f32;
    let whole = at as usize;
    let low = curve.get(whole).copied().unwrap_or(0.0);
    let high = curve.get(whole + 1).copied().unwrap_or(low);
    low + (high - low) * (at - whole as f32)
}

fn values(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(values) => values.iter().map(|value| f32::from(*value) / 255.0).collect(),
        LutStore::Store16(values) => values.iter().map(|value| f32::from(*value) / 65_535.0).collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Paper is white, every ink alone leaves it so, and the last three together at their most are black.
    fn table() -> InkTable {
        let points = (0..16).flat_map(|at| if at & 7 == 7 { [0.0, 0.5, 0.5] } else { [1.0, 0.5, 0.5] }).collect();
        let lights = (0..LIGHTS).map(|at| {
            let root = at as f64 / (LIGHTS - 1) as f64;
            (encoded(root * root) * 65_535.0).round() as u16
        });
        InkTable {
            curves: [0.0, 1.0].repeat(INKS),
            points,
            side: 2,
            shown: [0.0, 1.0].repeat(3),
            meaning: Meaning::Lab([100.0, 256.0, 128.0]),
            lights: lights.collect(),
        }
    }

    fn shown(inks: [f32; INKS]) -> [u16; 3] {
        let mut out = [0; 3];
        table().convert(&inks.map(|ink| (ink * 65_535.0) as u16), &mut out);
        rounded(out)
    }

    fn rounded(shown: [u16; 3]) -> [u16; 3] {
        shown.map(|sample| (f32::from(sample) / 257.0).round() as u16)
    }

    #[test]
    fn between_points_the_way_is_along_a_tetrahedron() {
        assert_eq!(shown([0.0; 4]), [255; 3]);
        assert_eq!(shown([1.0, 1.0, 1.0, 0.0]), [255; 3]);
        assert_eq!(shown([0.0, 1.0, 1.0, 1.0]), [0; 3]);
        // Half way to the corner L* is 50, which is 119 in sRGB; straight along every ink it would be 87.5, and 219.
        assert_eq!(shown([0.0, 0.5, 0.5, 0.5]), [119; 3]);
        assert_eq!(shown([1.0, 0.5, 0.5, 0.5]), [119; 3]);
        // As far as the least of them, whatever their order.
        assert_eq!(shown([0.3, 0.5, 0.9, 1.0]), [119; 3]);
        assert_eq!(shown([0.3, 1.0, 0.5, 0.7]), [119; 3]);
    }

    #[test]
    fn curves_come_before_and_after_the_table() {
        let mut table = table();
        // The first ink does nothing, so its curve may do anything; the last ink counts half.
        table.curves = vec![0.3, 0.9, 0.0, 1.0, 0.0, 1.0, 0.0, 0.5];
        let mut out = [0; 3];
        table.convert(&[0, u16::MAX, u16::MAX, u16::MAX], &mut out);
        assert_eq!(rounded(out), [119; 3]);
        table.shown = vec![1.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        table.convert(&[0, u16::MAX, u16::MAX, u16::MAX], &mut out);
        assert_eq!(rounded(out), [255; 3]);
    }
}
