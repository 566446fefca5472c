//! Makes a clean drawing look as if it had been printed, faxed about and scanned; used for documents without text.

use super::canvas::{Canvas, byte};
use super::random::{Random, fractal_noise, smooth_noise};
use image::{GrayImage, Luma};

/// How a sheet lay on the scanner.
#[derive(Clone, Copy, Debug)]
pub struct Scan {
    /// Slope of the lines: 0.01 is a hundredth of the width downwards on the right.
    pub slope: f32,
    /// How far the sheet was shifted, in pixels.
    pub shift: (f32, f32),
    /// Chooses grain and dust.
    pub seed: u64,
}

/// The scan of `sheet` in shades of grey, of the same size.
pub fn scanned(sheet: &Canvas, scan: Scan) -> GrayImage {
    let (width, height) = (sheet.width() as f32, sheet.height() as f32);
    let cosine = (1.0 - scan.slope * scan.slope).sqrt();
    let mut grain = Random::new(scan.seed);
    let mut picture = GrayImage::from_fn(sheet.width() as u32, sheet.height() as u32, |column, row| {
        let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
        let (dx, dy) = (x - width / 2.0, y - height / 2.0);
        let from = (
            dx * cosine + dy * scan.slope + width / 2.0 + scan.shift.0,
            dy * cosine - dx * scan.slope + height / 2.0 + scan.shift.1,
        );
        // The lid is a little darker than paper, and the edge of the sheet throws a line of shadow on it.
        let outside = (-from.0).max(from.0 - width).max(-from.1).max(from.1 - height);
        if outside > 0.0 {
            let lid = 0.86 - 0.25 / (1.0 + outside * 0.5);
            return Luma([byte(lid + grain.bell() * 0.004)]);
        }
        let mut ink = 0.0;
        for (right, down) in [(-0.4, -0.2), (0.4, 0.2), (-0.1, 0.45), (0.1, -0.45)] {
            ink += 0.25 * (1.0 - grey(sheet.sample(from.0 + right, from.1 + down)));
        }
        // Toner is not even: it fades in patches and frays at the edges of letters.
        let patch = 0.86 + 0.14 * smooth_noise(from.0 / 90.0, from.1 / 60.0, scan.seed + 1);
        let fray = (smooth_noise(from.0 / 1.3, from.1 / 1.3, scan.seed + 2) - 0.5) * 0.35;
        let ink = ((ink + fray * ink * (1.0 - ink) * 4.0 - 0.10) * 1.25).clamp(0.0, 1.0) * patch * 0.9;
        let paper = 0.955 + 0.02 * (fractal_noise(x / 260.0, y / 260.0, 2, scan.seed + 3) - 0.5);
        // Light falls off towards the spine on the left.
        let spine = 0.05 * (1.0 - x / 70.0).clamp(0.0, 1.0);
        Luma([byte((paper - spine) * (1.0 - ink) + grain.bell() * 0.004)])
    });
    dust(&mut picture, scan.seed);
    picture
}

fn dust(picture: &mut GrayImage, seed: u64) {
    let mut random = Random::new(seed ^ 0xd057);
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    for _ in 0..26 {
        let (x, y) = (random.unit() * width, random.unit() * height);
        let radius = random.between(0.5, 1.6);
        let dark = random.between(0.2, 0.6);
        let reach = radius.ceil() as i64 + 1;
        for row in -reach..=reach {
            for column in -reach..=reach {
                let (px, py) = (x as i64 + column, y as i64 + row);
                let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
                let cover = (radius + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0) * dark;
                let Some(Luma([value])) = u32::try_from(px)
                    .ok()
                    .zip(u32::try_from(py).ok())
                    .and_then(|(px, py)| picture.get_pixel_mut_checked(px, py))
                else {
                    continue;
                };
                *value = (f32::from(*value) * (1.0 - cover)) as u8;
            }
        }
    }
}

fn grey([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}
