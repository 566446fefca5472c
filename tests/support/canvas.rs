//! A drawing surface for procedural pictures: smooth-edged shapes, strokes and text; used by the picture fixtures.
//!
//! Colours are red, green, blue and coverage from 0 to 1 as a screen shows them; lengths are pixels, y runs down.
//! Only exactly rounded float operations are used, so the pixels are the same on every machine.

use super::typeface::Typeface;
use image::{GrayImage, RgbImage, RgbaImage};

/// A colour: red, green, blue from 0 to 1.
pub type Colour = [f32; 3];

/// The colour written as `0xRRGGBB`.
pub const fn hex(value: u32) -> Colour {
    [((value >> 16) & 255) as f32 / 255.0, ((value >> 8) & 255) as f32 / 255.0, (value & 255) as f32 / 255.0]
}

/// The colour between `a` (`t` = 0) and `b` (`t` = 1).
pub fn blend(a: Colour, b: Colour, t: f32) -> Colour {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

/// The drawing surface.
#[derive(Clone, Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    /// A surface filled with `colour`.
    pub fn new(width: usize, height: usize, colour: Colour) -> Self {
        let [r, g, b] = colour;
        Self { width, height, pixels: vec![[r, g, b, 1.0]; width * height] }
    }

    /// A surface that shows nothing yet.
    pub fn clear(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0.0; 4]; width * height] }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The colour of a pixel, or of the nearest one inside.
    pub fn pixel(&self, x: i64, y: i64) -> Colour {
        let column = x.clamp(0, self.width as i64 - 1) as usize;
        let row = y.clamp(0, self.height as i64 - 1) as usize;
        let [r, g, b, _] = self.pixels[row * self.width + column];
        [r, g, b]
    }

    /// The colour at a point between pixels.
    pub fn sample(&self, x: f32, y: f32) -> Colour {
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (column, row) = (left as i64, top as i64);
        let upper = blend(self.pixel(column, row), self.pixel(column + 1, row), x - 0.5 - left);
        let lower = blend(self.pixel(column, row + 1), self.pixel(column + 1, row + 1), x - 0.5 - left);
        blend(upper, lower, y - 0.5 - top)
    }

    /// Replaces every pixel by what `paint` makes of its place and colour.
    pub fn repaint(&mut self, mut paint: impl FnMut(usize, usize, Colour) -> Colour) {
        let width = self.width;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let [r, g, b, _] = *pixel;
            let [r, g, b] = paint(at % width, at / width, [r, g, b]);
            *pixel = [r, g, b, pixel[3]];
        }
    }

    /// Fills polygons (holes run the other way round) with `colour` at `opacity` from 0 to 1.
    pub fn polygons(&mut self, polygons: &[Vec<(f32, f32)>], colour: Colour, opacity: f32) {
        self.paint_polygons(polygons, opacity, |_, _| colour);
    }

    /// Fills polygons with what `colour` gives for each pixel.
    pub fn paint_polygons(
        &mut self,
        polygons: &[Vec<(f32, f32)>],
        opacity: f32,
        colour: impl Fn(usize, usize) -> Colour,
    ) {
        let corners = || polygons.iter().flatten();
        let lowest = corners().fold(f32::MAX, |low, point| low.min(point.1));
        let highest = corners().fold(f32::MIN, |high, point| high.max(point.1));
        let first = lowest.max(0.0) as usize;
        let last = (highest.max(0.0) as usize + 1).min(self.height);
        for row in first..last {
            let coverage = row_coverage(polygons, row as f32, self.width);
            for (column, part) in coverage {
                self.cover(column, row, colour(column, row), part * opacity);
            }
        }
    }

    /// Fills a rectangle with rounded corners.
    pub fn rounded(&mut self, (x, y): (f32, f32), width: f32, height: f32, radius: f32, colour: Colour) {
        let outline = rounded_outline((x, y), width, height, radius);
        self.polygons(&[outline], colour, 1.0);
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, (x, y): (f32, f32), width: f32, height: f32, colour: Colour) {
        let (right, bottom) = (x + width, y + height);
        let corners = vec![(x, y), (right, y), (right, bottom), (x, bottom)];
        self.polygons(&[corners], colour, 1.0);
    }

    /// Draws a line of `thickness` pixels with round ends through `points`.
    pub fn stroke(&mut self, points: &[(f32, f32)], thickness: f32, colour: Colour, opacity: f32) {
        let half = thickness / 2.0;
        let bound = |values: &mut dyn Iterator<Item = f32>| {
            let (mut low, mut high) = (f32::MAX, f32::MIN);
            for value in values {
                low = low.min(value);
                high = high.max(value);
            }
            (low - half - 1.0, high + half + 1.0)
        };
        let (left, right) = bound(&mut points.iter().map(|point| point.0));
        let (top, bottom) = bound(&mut points.iter().map(|point| point.1));
        for row in top.max(0.0) as usize..(bottom.max(0.0) as usize + 1).min(self.height) {
            for column in left.max(0.0) as usize..(right.max(0.0) as usize + 1).min(self.width) {
                let here = (column as f32 + 0.5, row as f32 + 0.5);
                let nearest = points
                    .windows(2)
                    .map(|ends| squared_distance(here, ends[0], ends[1]))
                    .fold(f32::MAX, f32::min)
                    .sqrt();
                let part = (half + 0.5 - nearest).clamp(0.0, 1.0);
                self.cover(column, row, colour, part * opacity);
            }
        }
    }

    /// Writes `text` with its baseline starting at (`x`, `y`), `size` pixels high; returns its width.
    pub fn text(&mut self, (x, y): (f32, f32), face: Typeface, size: f32, colour: Colour, text: &str) -> f32 {
        let mut polygons = face.outlines(text);
        for point in polygons.iter_mut().flatten() {
            *point = (x + point.0 * size, y + point.1 * size);
        }
        self.polygons(&polygons, colour, 1.0);
        face.width(text, size)
    }

    fn cover(&mut self, column: usize, row: usize, colour: Colour, part: f32) {
        let pixel = &mut self.pixels[row * self.width + column];
        let under = pixel[3] * (1.0 - part);
        let total = part + under;
        if total > 0.0 {
            for (channel, value) in pixel.iter_mut().zip(colour) {
                *channel = (value * part + *channel * under) / total;
            }
        }
        pixel[3] = total;
    }

    /// The picture without coverage.
    pub fn to_rgb(&self) -> RgbImage {
        RgbImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [r, g, b] = self.pixel(i64::from(x), i64::from(y));
            image::Rgb([byte(r), byte(g), byte(b)])
        })
    }

    /// The picture with coverage as alpha.
    pub fn to_rgba(&self) -> RgbaImage {
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let pixel = self.pixels[y as usize * self.width + x as usize];
            image::Rgba(pixel.map(byte))
        })
    }

    /// The picture in shades of grey.
    pub fn to_grey(&self) -> GrayImage {
        GrayImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let [r, g, b] = self.pixel(i64::from(x), i64::from(y));
            image::Luma([byte(0.3 * r + 0.59 * g + 0.11 * b)])
        })
    }
}

/// The outline of a rectangle with rounded corners.
pub fn rounded_outline((x, y): (f32, f32), width: f32, height: f32, radius: f32) -> Vec<(f32, f32)> {
    let (left, right) = (x + radius, x + width - radius);
    let (top, bottom) = (y + radius, y + height - radius);
    let arc = |centre: (f32, f32), turn: usize| {
        (0..=8).map(move |step| {
            let (dx, dy) = on_circle(turn as f32 * 0.25 + step as f32 / 32.0);
            (centre.0 + radius * dx, centre.1 + radius * dy)
        })
    };
    arc((right, bottom), 0)
        .chain(arc((left, bottom), 1))
        .chain(arc((left, top), 2))
        .chain(arc((right, top), 3))
        .collect()
}

/// The point of the unit circle after `turns` (0 to 1) from the x axis towards y; exact arithmetic only.
pub fn on_circle(turns: f32) -> (f32, f32) {
    let quarters = turns * 4.0;
    let quarter = quarters.floor();
    // The quarter circle from its tangent half-angle, with t found by a fitted polynomial (error below 0.0002 turns).
    let part = quarters - quarter;
    let t = part * (std::f32::consts::FRAC_PI_4 + part * part * (0.157_959 + part * part * 0.056_643));
    let (cos, sin) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
    match quarter as i64 & 3 {
        0 => (cos, sin),
        1 => (-sin, cos),
        2 => (-cos, -sin),
        _ => (sin, -cos),
    }
}

/// How much of each pixel of a row the polygons cover, by four lines across the row and exact crossings along it.
fn row_coverage(polygons: &[Vec<(f32, f32)>], row: f32, width: usize) -> Vec<(usize, f32)> {
    const LINES: usize = 4;
    let mut spans: Vec<(f32, f32)> = Vec::new();
    let mut crossings: Vec<(f32, i32)> = Vec::new();
    for line in 0..LINES {
        let y = row + (line as f32 + 0.5) / LINES as f32;
        crossings.clear();
        for polygon in polygons {
            for (at, from) in polygon.iter().enumerate() {
                let to = polygon[(at + 1) % polygon.len()];
                if (from.1 <= y) != (to.1 <= y) {
                    let x = from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1);
                    crossings.push((x, if from.1 < to.1 { 1 } else { -1 }));
                }
            }
        }
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if winding != 0 {
                spans.push((pair[0].0.max(0.0), pair[1].0.min(width as f32)));
            }
        }
    }
    let left = spans.iter().fold(f32::MAX, |low, span| low.min(span.0));
    let right = spans.iter().fold(0.0_f32, |high, span| high.max(span.1));
    if left >= right {
        return Vec::new();
    }
    let first = left as usize;
    let mut coverage: Vec<(usize, f32)> =
        (first..(right as usize + 1).min(width)).map(|column| (column, 0.0)).collect();
    for (start, end) in spans {
        for column in start as usize..(end.max(0.0) as usize + 1).min(width) {
            let inside = end.min(column as f32 + 1.0) - start.max(column as f32);
            if let Some(entry) = coverage.get_mut(column - first) {
                entry.1 += inside.max(0.0) / LINES as f32;
            }
        }
    }
    coverage
}

fn squared_distance(point: (f32, f32), a: (f32, f32), b: (f32, f32)) -> f32 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along =
        if length > 0.0 { (((point.0 - a.0) * dx + (point.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + dx * along - point.0, a.1 + dy * along - point.1);
    x * x + y * y
}

/// A channel as a byte.
pub fn byte(value: f32) -> u8 {
    (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}
