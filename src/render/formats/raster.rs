//! A decoded picture: opaque, one or three 8-bit channels, and the drawing of scaled and turned parts of it.

use super::scale::Axis;
use super::turn::Turn;
use super::{PixelRect, PixelSize};
use image::DynamicImage;

/// Pixels of a picture, rows top down, tightly packed. Grey pictures keep one channel: scans are often grey, and a third
/// of the memory is a third of the time.
pub(super) struct Raster {
    size: PixelSize,
    samples: Samples,
}

enum Samples {
    Grey(Vec<u8>),
    Rgb(Vec<u8>),
}

impl Raster {
    /// Takes over a decoded picture; what is transparent is laid on white, and deeper channels are brought to 8 bits.
    pub fn new(picture: DynamicImage) -> Self {
        let size = PixelSize { width: picture.width(), height: picture.height() };
        let samples = match picture {
            DynamicImage::ImageLuma8(grey) => Samples::Grey(grey.into_raw()),
            DynamicImage::ImageLuma16(_) => Samples::Grey(picture.into_luma8().into_raw()),
            DynamicImage::ImageLumaA8(_) | DynamicImage::ImageLumaA16(_) => {
                Samples::Grey(on_white::<2, 1>(&picture.into_luma_alpha8()))
            }
            DynamicImage::ImageRgb8(rgb) => Samples::Rgb(rgb.into_raw()),
            DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => Samples::Rgb(picture.into_rgb8().into_raw()),
            other => Samples::Rgb(on_white::<4, 3>(&other.into_rgba8())),
        };
        Self { size, samples }
    }

    /// Draws `part` of the picture scaled to `scaled` and laid down by `turn` (`scaled` and `part` are after it).
    pub fn draw(&self, scaled: PixelSize, part: PixelRect, turn: Turn, out: &mut [u8]) {
        let unturned = turn.size(scaled);
        let part = turn.before(part, unturned);
        let across = Axis::new(self.size.width, unturned.width, part.x, part.width);
        let down = Axis::new(self.size.height, unturned.height, part.y, part.height);
        let tile = Tile { across, down, turn, size: PixelSize { width: part.width, height: part.height } };
        match &self.samples {
            Samples::Grey(samples) => tile.draw::<1>(samples, self.size, out),
            Samples::Rgb(samples) => tile.draw::<3>(samples, self.size, out),
        }
    }
}

/// Lays pixels of `FROM` channels, the last of them alpha, on white.
fn on_white<const FROM: usize, const TO: usize>(samples: &[u8]) -> Vec<u8> {
    let (pixels, _) = samples.as_chunks::<FROM>();
    let mut out = Vec::with_capacity(pixels.len().saturating_mul(TO));
    for pixel in pixels {
        let alpha = u32::from(*pixel.last().unwrap_or(&255));
        out.extend(pixel.iter().take(TO).map(|sample| {
            let sum = u32::from(*sample) * alpha + 255 * (255 - alpha);
            ((sum + 127) / 255) as u8
        }));
    }
    out
}

/// A part to draw.
struct Tile {
    across: Axis,
    down: Axis,
    turn: Turn,
    /// Before the turn.
    size: PixelSize,
}

/// Rows that go into a picture on its side together: their pixels lie beside each other there, and 16 of them fill a line of
/// the processor's cache.
const ROWS_ON_SIDE: usize = 16;
/// Pixels between such rows, so that they do not share the same few places of the cache where a row is a power of two.
const ROW_GAP: usize = 16;
/// Rows of the picture that are added up as whole numbers: 255 times so many fit into 16 bits.
const ROWS_ADDED: usize = 256;

impl Tile {
    /// Row by row: first down into one line of sums (long runs of plain arithmetic), then across. Where the picture is
    /// shrunk, nearly all work is in the first step.
    fn draw<const N: usize>(&self, samples: &[u8], source: PixelSize, out: &mut [u8]) {
        let stride = (source.width as usize).saturating_mul(N);
        let span = self.across.span();
        let columns = span.start.saturating_mul(N)..span.end.saturating_mul(N);
        let source_row =
            |row: usize| samples.chunks_exact(stride.max(1)).nth(row).and_then(|row| row.get(columns.clone()));

        let copies = self.across.is_copy() && self.down.is_copy();
        let mut sums = Sums::new(columns.len());
        let (width, rows_at_once) = (self.size.width as usize, if self.turn.transpose { ROWS_ON_SIDE } else { 1 });
        let line_stride = width.saturating_add(ROW_GAP);
        let mut lines = vec![[0_u8; 4]; line_stride.saturating_mul(rows_at_once)];
        let mut rows = (0..).zip(self.down.pixels());
        loop {
            let mut count = 0;
            let mut first_row = None;
            for (line, (row, (first, weights))) in lines.chunks_exact_mut(line_stride).zip(&mut rows) {
                let Some(line) = line.get_mut(..width) else { return };
                if copies {
                    fill_exact::<N>(source_row(first).unwrap_or_default(), line);
                } else {
                    sums.add_up(first, weights, source_row);
                    self.fill_across::<N>(&sums.sums, span.start, line);
                }
                first_row.get_or_insert(row);
                count += 1;
            }
            let Some(row) = first_row else { return };
            let lines = lines.chunks_exact(line_stride).take(count).filter_map(|line| line.get(..width));
            self.put(row, lines, out);
        }
    }

    fn fill_across<const N: usize>(&self, sums: &[f32], start: usize, line: &mut [[u8; 4]]) {
        let (sums, _) = sums.as_chunks::<N>();
        for (pixel, (first, weights)) in line.iter_mut().zip(self.across.pixels()) {
            let first = first.saturating_sub(start);
            let mut channels = [0.0_f32; N];
            for (sum, weight) in sums.get(first..).unwrap_or_default().iter().zip(weights) {
                for (channel, value) in channels.iter_mut().zip(sum) {
                    *channel += value * weight;
                }
            }
            // The cast stops at 0 and 255, past which interpolation can swing.
            *pixel = opaque(channels.map(|channel| (channel + 0.5) as u8));
        }
    }

    /// Lays down lines that follow each other from `row` on.
    fn put<'a>(&self, row: u32, lines: impl Iterator<Item = &'a [[u8; 4]]>, out: &mut [u8]) {
        let (out, _) = out.as_chunks_mut::<4>();
        let lines = (row..).zip(lines).map(|(row, line)| (self.turn.row_target(row, self.size), line));
        if self.turn.is_none() {
            for ((start, _), line) in lines {
                if let Some(target) = out.get_mut(start..start.saturating_add(line.len())) {
                    target.copy_from_slice(line);
                }
            }
            return;
        }
        if !self.turn.transpose {
            for ((start, step), line) in lines {
                let mut at = start;
                for pixel in line {
                    if let Some(target) = out.get_mut(at) {
                        *target = *pixel;
                    }
                    at = at.wrapping_add_signed(step);
                }
            }
            return;
        }
        let mut on_side: Vec<_> = lines.collect();
        for column in 0..self.size.width as usize {
            for ((at, step), line) in &mut on_side {
                if let (Some(target), Some(pixel)) = (out.get_mut(*at), line.get(column)) {
                    *target = *pixel;
                }
                *at = at.wrapping_add_signed(*step);
            }
        }
    }
}

/// Weighted sums of some rows of the picture, sample by sample.
struct Sums {
    sums: Vec<f32>,
    /// Of rows with the same weight, as whole numbers: that takes a fraction of the time.
    whole: Vec<u16>,
}

impl Sums {
    fn new(length: usize) -> Self {
        Self { sums: vec![0.0; length], whole: vec![0; length] }
    }

    /// Adds up the rows from `first` on, each by its weight.
    fn add_up<'a>(&mut self, first: usize, weights: &[f32], source_row: impl Fn(usize) -> Option<&'a [u8]>) {
        self.sums.fill(0.0);
        let mut row = first;
        // Where the picture is shrunk, all rows but the first and the last count alike.
        for alike in weights.chunk_by(|a, b| a == b).flat_map(|alike| alike.chunks(ROWS_ADDED)) {
            let Some(weight) = alike.first() else { continue };
            let rows = (row..row.saturating_add(alike.len())).filter_map(&source_row);
            row = row.saturating_add(alike.len());
            if alike.len() == 1 {
                for pixels in rows {
                    for (sum, sample) in self.sums.iter_mut().zip(pixels) {
                        *sum += f32::from(*sample) * weight;
                    }
                }
                continue;
            }
            self.whole.fill(0);
            for pixels in rows {
                for (sum, sample) in self.whole.iter_mut().zip(pixels) {
                    *sum += u16::from(*sample);
                }
            }
            for (sum, whole) in self.sums.iter_mut().zip(&self.whole) {
                *sum += f32::from(*whole) * weight;
            }
        }
    }
}

fn fill_exact<const N: usize>(pixels: &[u8], line: &mut [[u8; 4]]) {
    let (pixels, _) = pixels.as_chunks::<N>();
    for (target, pixel) in line.iter_mut().zip(pixels) {
        *target = opaque(*pixel);
    }
}

/// One or three channels as RGBA.
fn opaque<const N: usize>(pixel: [u8; N]) -> [u8; 4] {
    let first = pixel.first().copied().unwrap_or(0);
    let channel = |nth: usize| pixel.get(nth).copied().unwrap_or(first);
    [first, channel(1), channel(2), 255]
}
