//! Pictures for tests: solid colours, a landscape with detail, JPEG files with any EXIF orientation.
//!
//! The sample's own pictures (a card, a scan, a photograph) are in `sample`.

use super::canvas::{Canvas, Colour, blend, hex};
use super::random::{Random, fractal_noise};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, RgbImage, RgbaImage, imageops};

/// A JPEG file of one colour, to tell documents apart by their pixels.
pub fn solid_jpeg(width_px: u32, height_px: u32, rgb: [u8; 3]) -> Vec<u8> {
    jpeg(&RgbImage::from_pixel(width_px, height_px, image::Rgb(rgb)), 95)
}

/// A PNG file of one colour.
pub fn solid_png(width_px: u32, height_px: u32, rgba: [u8; 4]) -> Vec<u8> {
    png(&RgbaImage::from_pixel(width_px, height_px, image::Rgba(rgba)))
}

/// `picture` as a JPEG file; `quality` from 1 to 100.
pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode_image(picture)
        .expect("a picture in memory can be encoded");
    file
}

/// `picture` as a JPEG file of one channel.
pub fn grey_jpeg(picture: &GrayImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode_image(picture)
        .expect("a picture in memory can be encoded");
    file
}

/// `picture` as a PNG file.
pub fn png(picture: &RgbaImage) -> Vec<u8> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(
        &mut file,
        image::codecs::png::CompressionType::Best,
        image::codecs::png::FilterType::Adaptive,
    )
    .write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgba8)
    .expect("a picture in memory can be encoded");
    file
}

/// A JPEG file as a camera held in another way writes it: the pixels are stored turned, and the EXIF orientation
/// (1 to 8, CIPA DC-008, tag 0x0112) says how to turn them so that they show `upright` again.
pub fn jpeg_with_orientation(upright: &RgbImage, orientation: u8, quality: u8) -> Vec<u8> {
    let stored = match orientation {
        1 => upright.clone(),
        2 => imageops::flip_horizontal(upright),
        3 => imageops::rotate180(upright),
        4 => imageops::flip_vertical(upright),
        5 => imageops::flip_horizontal(&imageops::rotate90(upright)),
        6 => imageops::rotate270(upright),
        7 => imageops::flip_horizontal(&imageops::rotate270(upright)),
        8 => imageops::rotate90(upright),
        _ => panic!("EXIF orientations are 1 to 8"),
    };
    with_exif(&jpeg(&stored, quality), orientation)
}

/// Puts an EXIF segment (make, model, orientation, time) into a JPEG file; `orientation` may be any number, wrong ones too.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let segment = exif_segment(orientation);
    // After the JFIF segment, where phones that write both put it.
    let after = match jpeg {
        [0xff, 0xd8, 0xff, 0xe0, high, low, ..] => 4 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 2,
    };
    [&jpeg[..after], &segment, &jpeg[after..]].concat()
}

fn exif_segment(orientation: u8) -> Vec<u8> {
    const ASCII: u16 = 2;
    const SHORT: u16 = 3;
    let texts: [(u16, &[u8]); 3] =
        [(0x010f, b"Hallmere\0"), (0x0110, b"Hallmere P7\0"), (0x0132, b"2026:10:27 07:12:44\0")];
    let entries = texts.len() as u32 + 1;
    // Values longer than four bytes follow the directory: header 8, count 2, entries of 12, next directory 4.
    let mut offset = 8 + 2 + 12 * entries + 4;
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend_from_slice(&(entries as u16).to_be_bytes());
    let entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        tiff.extend_from_slice(&tag.to_be_bytes());
        tiff.extend_from_slice(&kind.to_be_bytes());
        tiff.extend_from_slice(&count.to_be_bytes());
        tiff.extend_from_slice(&value);
    };
    // Entries are sorted by tag: the orientation stands between the model and the time.
    for (at, (tag, text)) in texts.iter().enumerate() {
        if at == 2 {
            entry(&mut tiff, 0x0112, SHORT, 1, [0, orientation, 0, 0]);
        }
        let length = text.len() as u32;
        entry(&mut tiff, *tag, ASCII, length, offset.to_be_bytes());
        offset += length;
    }
    tiff.extend_from_slice(&[0; 4]);
    for (_, text) in texts {
        tiff.extend_from_slice(text);
    }
    let mut segment = vec![0xff, 0xe1];
    segment.extend_from_slice(&(2 + 6 + tiff.len() as u16).to_be_bytes());
    segment.extend_from_slice(b"Exif\0\0");
    segment.extend_from_slice(&tiff);
    segment
}

/// A photo-like landscape: evening sky, hills behind hills, water, grain. Its top and bottom, left and right differ.
pub fn landscape(width_px: u32, height_px: u32, seed: u64) -> RgbImage {
    let (width, height) = (width_px as f32, height_px as f32);
    let mut grain = Random::new(seed);
    let mut canvas = Canvas::new(width_px as usize, height_px as usize, hex(0x000000));
    canvas.repaint(|column, row, _| {
        let (x, y) = (column as f32 / width, row as f32 / height);
        let shade = grain.bell() * 0.012;
        scenery(x * width / height, y, width / height, seed).map(|value| value + shade)
    });
    canvas.to_rgb()
}

/// The colour of the landscape at a place (x from 0 to `aspect`, y from 0 to 1).
fn scenery(x: f32, y: f32, aspect: f32, seed: u64) -> Colour {
    const HORIZON: f32 = 0.62;
    let sky = |x: f32, y: f32| {
        let base = blend(hex(0x4f7fb5), hex(0xf6d9b4), (y / HORIZON).clamp(0.0, 1.0));
        let (dx, dy) = (x - 0.68 * aspect, y - 0.42);
        let glow = 0.02 / (0.02 + dx * dx + dy * dy);
        let cloud = (fractal_noise(x * 3.0, y * 9.0, 5, seed) * 2.2 - 1.0).clamp(0.0, 1.0);
        blend(blend(base, hex(0xfff1d6), glow * 0.8), hex(0xfbf6f0), cloud * 0.55)
    };
    let land = |x: f32, y: f32| {
        let mut colour = sky(x, y);
        for ridge in 0..4_u16 {
            let depth = f32::from(ridge) / 3.0;
            let salt = seed.wrapping_add(100 + u64::from(ridge));
            let top = 0.40 + 0.05 * f32::from(ridge)
                - 0.16 * (1.0 - 0.5 * depth) * (fractal_noise(x * (1.6 + depth), 0.5, 6, salt) - 0.3);
            if y > top {
                let texture = fractal_noise(x * 40.0, y * 60.0, 3, salt) - 0.5;
                let tone = blend(hex(0x8ea3b8), hex(0x24382f), depth);
                colour = tone.map(|value| value * (1.0 + 0.35 * depth * texture));
            }
        }
        colour
    };
    if y < HORIZON {
        return land(x, y);
    }
    let depth = (y - HORIZON) / (1.0 - HORIZON);
    let ripple = fractal_noise(x * 9.0 / (0.3 + depth), y * 90.0 / (0.4 + depth), 3, seed + 7) - 0.5;
    let mirrored = land(x + ripple * 0.05, HORIZON - (y - HORIZON) * 0.9 + ripple * 0.04);
    blend(mirrored.map(|value| value * 0.86), hex(0x1b3a4b), 0.15 + 0.45 * depth)
}
