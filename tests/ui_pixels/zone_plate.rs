//! A zone plate is rings that get finer to the outside: cos(r²). Shrunk without a filter its fine rings turn into false
//! coarse ones; averaged by area they turn into grey.

use image::{Rgba, RgbaImage};
use redox_media_viewer::render::Format;

use crate::engine::Engine;
use crate::support::pdf::{Page, Pdf, PdfPicture};
use crate::support::picture::png;

/// At its middle row the rings at the edge are as fine as pixels can be.
const SIDE: u32 = 1400;
/// How much it is shrunk, tenths.
const SHRINKS: [u32; 3] = [25, 40, 70];

/// Brightness, 0 to 255, of a pixel.
fn ring(x: u32, y: u32) -> f64 {
    let middle = f64::from(SIDE) / 2.0;
    let (x, y) = (f64::from(x) + 0.5 - middle, f64::from(y) + 0.5 - middle);
    127.5 + 127.5 * (std::f64::consts::PI / f64::from(SIDE) * (x * x + y * y)).cos()
}

fn grey() -> Vec<u8> {
    (0..SIDE * SIDE).map(|at| ring(at % SIDE, at / SIDE).round() as u8).collect()
}

/// The exact average of the area under each pixel.
fn averaged(source: &[u8], side: u32) -> Vec<f64> {
    let ratio = f64::from(SIDE) / f64::from(side);
    // One direction after the other: the area under a pixel is a product.
    let along = |from: &dyn Fn(usize) -> f64, index: u32| {
        let (start, end) = (f64::from(index) * ratio, f64::from(index + 1) * ratio);
        (start.floor() as usize..(end.ceil() as usize).min(SIDE as usize))
            .map(|at| from(at) * ((end.min(at as f64 + 1.0)) - start.max(at as f64)))
            .sum::<f64>()
            / ratio
    };
    let wide = SIDE as usize;
    let across: Vec<f64> = (0..wide)
        .flat_map(|row| (0..side).map(move |x| (row, x)))
        .map(|(row, x)| along(&|at| f64::from(source[row * wide + at]), x))
        .collect();
    let narrow = side as usize;
    (0..side)
        .flat_map(|y| (0..narrow).map(move |x| (x, y)))
        .map(|(x, y)| along(&|at| across[at * narrow + x], y))
        .collect()
}

struct Measured {
    /// Mean distance from the exact area average where rings can be told apart.
    from_average: f64,
    /// Standard deviation there.
    contrast: f64,
    /// The same of the exact area average.
    most_contrast: f64,
    /// Standard deviation where the rings are finer than the pixels.
    unrest: f64,
    /// The same of the exact area average.
    least_unrest: f64,
}

fn measure(pixels: &[u8], average: &[f64], side: u32) -> Measured {
    let ratio = f64::from(SIDE) / f64::from(side);
    let (mut coarse, mut coarse_average) = (Vec::new(), Vec::new());
    let (mut fine, mut fine_average) = (Vec::new(), Vec::new());
    for (at, expected) in average.iter().enumerate() {
        let value = f64::from(pixels[at * 4]);
        let (x, y) = (at as u32 % side, at as u32 / side);
        let from_middle = |index: u32| (f64::from(index) + 0.5) * ratio - f64::from(SIDE) / 2.0;
        // Rings in a pixel of the shrunk picture, at the finer of the two directions: 0.5 is the finest that can be told.
        let rings = from_middle(x).abs().max(from_middle(y).abs()) / f64::from(SIDE) * ratio;
        if rings < 0.4 {
            coarse.push(value);
            coarse_average.push(*expected);
        } else if rings > 0.9 {
            fine.push(value);
            fine_average.push(*expected);
        }
    }
    assert!(coarse.len() > 100 && fine.len() > 100);
    let distances = coarse.iter().zip(&coarse_average).map(|(value, expected)| (value - expected).abs());
    Measured {
        from_average: distances.sum::<f64>() / coarse.len() as f64,
        contrast: deviation(&coarse),
        most_contrast: deviation(&coarse_average),
        unrest: deviation(&fine),
        least_unrest: deviation(&fine_average),
    }
}

fn deviation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

/// `exact` also holds every pixel that can be told apart to the area average. PDFium rounds the place of a picture on its
/// page to whole pixels, by which 200 may become 201: all is well there, but not where the average has it.
fn check(what: &str, engine: &Engine, exact: bool) {
    let source = grey();
    for tenths in SHRINKS {
        let side = SIDE * 10 / tenths;
        let pixels = engine.page(side, side);
        let Measured { from_average, contrast, most_contrast, unrest, least_unrest } =
            measure(&pixels, &averaged(&source, side), side);
        let what = format!("{what}, shrunk {tenths}/10");
        assert!(!exact || from_average < 1.0, "{what}: {from_average}");
        assert!((contrast / most_contrast - 1.0).abs() < 0.15, "{what}: {contrast} {most_contrast}");
        assert!(unrest < least_unrest + 1.0, "{what}: {unrest} {least_unrest}");
        // One pixel of each area, as a picture shrunk without a filter shows it, is far from rest.
        let bare: Vec<f64> = (0..side * side)
            .map(|at| f64::from(source[(at / side * tenths / 10 * SIDE + at % side * tenths / 10) as usize]))
            .collect();
        assert!(deviation(&bare) > 3.0 * least_unrest, "{} {least_unrest}", deviation(&bare));
    }
}

#[test]
fn a_shrunk_picture_is_averaged_by_area() {
    let grey = grey();
    let plate = RgbaImage::from_fn(SIDE, SIDE, |x, y| {
        let value = grey[(y * SIDE + x) as usize];
        Rgba([value, value, value, 255])
    });
    check("picture", &Engine::new(png(&plate), Format::Picture), true);
}

#[test]
fn a_shrunk_picture_inside_a_pdf_does_not_alias() {
    let pixels = grey().into_iter().flat_map(|value| [value; 3]).collect();
    let mut page = Page::new(f64::from(SIDE), f64::from(SIDE));
    page.picture((0.0, 0.0), f64::from(SIDE), f64::from(SIDE), &PdfPicture::rgb(SIDE, SIDE, pixels));
    check("picture in a PDF", &Engine::new(Pdf::new().page(page).to_bytes(), Format::Pdf), false);
}
