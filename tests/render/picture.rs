//! Pictures: decoding, orientation, scaling.

use crate::fixtures::{ROTATIONS, crop, draw, draw_part, quarters};
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, GrayAlphaImage, GrayImage, ImageBuffer, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use redox_media_viewer::render::formats::{
    Engine, EngineChoice, Format, OpenError, PageError, PageSize, Pages, PixelRect, Rotation, open,
};
use std::io::Cursor;

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn open_picture(bytes: Vec<u8>) -> Box<dyn Pages> {
    open(bytes, Format::Picture, None, EngineChoice::Best).unwrap()
}

fn open_failure(bytes: Vec<u8>) -> Option<OpenError> {
    open(bytes, Format::Picture, None, EngineChoice::Best).err()
}

/// A picture in which no two pixels near each other are alike.
fn noisy(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let seed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).rotate_left(7);
        Rgb([(seed >> 3) as u8, (seed >> 11) as u8, (seed >> 19) as u8])
    })
}

/// Red, green; blue, black.
fn quadrants(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([0, 0, 0]),
    })
}

fn rgba(picture: &DynamicImage) -> Vec<u8> {
    picture.to_rgba8().into_raw()
}

#[test]
fn every_format_is_drawn_pixel_for_pixel_at_actual_size() {
    let picture = DynamicImage::from(noisy(61, 37));
    let grey = DynamicImage::from(picture.to_luma8());
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        for picture in [&picture, &grey] {
            // WebP has no grey.
            let picture = if format == ImageFormat::WebP { &DynamicImage::from(picture.to_rgb8()) } else { picture };
            let bytes = encoded(picture, format);
            // What the decoder says, as JPEG changes colours.
            let expected = rgba(&image::load_from_memory_with_format(&bytes, format).unwrap());
            let mut pages = open_picture(bytes);
            assert_eq!(pages.engine(), Engine::Image);
            assert_eq!(pages.page_count(), 1);
            assert_eq!(pages.page_size(0), Ok(PageSize { width: 61.0, height: 37.0 }));
            let (engine, pixels) = draw(&mut *pages, 0, (61, 37), Rotation::None).unwrap();
            assert_eq!(engine, Engine::Image);
            assert!(pixels == expected, "{format:?}");
        }
    }
}

#[test]
fn the_first_frame_of_a_gif_is_drawn() {
    let frame = |colour: [u8; 4]| Frame::new(RgbaImage::from_pixel(8, 4, Rgba(colour)));
    let mut bytes = Vec::new();
    GifEncoder::new(&mut bytes).encode_frames([frame([0, 0, 255, 255]), frame([255, 0, 0, 255])]).unwrap();
    let mut pages = open_picture(bytes);
    let (_, pixels) = draw(&mut *pages, 0, (8, 4), Rotation::None).unwrap();
    assert_eq!(quarters(&pixels, 8, 4), "bbbb");
}

#[test]
fn what_is_transparent_is_laid_on_white() {
    let drawn = |picture: DynamicImage| {
        let mut pages = open_picture(encoded(&picture, ImageFormat::Png));
        draw(&mut *pages, 0, (1, 1), Rotation::None).unwrap().1
    };
    let colour = |pixel: [u8; 4]| DynamicImage::from(RgbaImage::from_pixel(1, 1, Rgba(pixel)));
    assert_eq!(drawn(colour([9, 9, 9, 0])), [255, 255, 255, 255]);
    assert_eq!(drawn(colour([200, 100, 0, 255])), [200, 100, 0, 255]);
    assert_eq!(drawn(colour([0, 100, 255, 51])), [204, 224, 255, 255]);
    let grey = |pixel: [u8; 2]| DynamicImage::from(GrayAlphaImage::from_pixel(1, 1, image::LumaA(pixel)));
    assert_eq!(drawn(grey([0, 0])), [255, 255, 255, 255]);
    assert_eq!(drawn(grey([10, 255])), [10, 10, 10, 255]);
}

#[test]
fn sixteen_bits_become_eight() {
    let colour: ImageBuffer<Rgb<u16>, _> = ImageBuffer::from_pixel(1, 1, Rgb([65_535_u16, 32_896, 0]));
    let grey: ImageBuffer<image::Luma<u16>, _> = ImageBuffer::from_pixel(1, 1, image::Luma([257_u16 * 77]));
    for (picture, expected) in [(DynamicImage::from(colour), [255, 128, 0, 255]), (grey.into(), [77, 77, 77, 255])] {
        let mut pages = open_picture(encoded(&picture, ImageFormat::Png));
        assert_eq!(draw(&mut *pages, 0, (1, 1), Rotation::None).unwrap().1, expected);
    }
}

/// Puts an EXIF orientation mark into a JPEG.
fn with_orientation(jpeg: &[u8], mark: u8) -> Vec<u8> {
    let exif =
        [&b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..], &[mark], b"\0\0\0\0\0\0"]
            .concat();
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

#[test]
fn orientation_marks_are_followed() {
    let jpeg = encoded(&quadrants(64, 32).into(), ImageFormat::Jpeg);
    // Where the camera's top left (red) and top right (green) come to lie, for marks 1 to 8.
    let expected = ["rgbk", "grkb", "kbgr", "bkrg", "rbgk", "brkg", "kgbr", "gkrb"];
    for (mark, expected) in (1..).zip(expected) {
        let mut pages = open_picture(with_orientation(&jpeg, mark));
        let PageSize { width, height } = pages.page_size(0).unwrap();
        assert_eq!((width, height), if mark < 5 { (64.0, 32.0) } else { (32.0, 64.0) }, "mark {mark}");
        let (width, height) = (width as u32, height as u32);
        let (_, pixels) = draw(&mut *pages, 0, (width, height), Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, width, height), expected, "mark {mark}");
        let (_, half) = draw(&mut *pages, 0, (width / 2, height / 2), Rotation::None).unwrap();
        assert_eq!(quarters(&half, width / 2, height / 2), expected, "mark {mark}, shrunk");
    }
    let mut odd = open_picture(with_orientation(&jpeg, 99));
    assert_eq!(odd.page_size(0), Ok(PageSize { width: 64.0, height: 32.0 }));
}

#[test]
fn rotation_is_clockwise_on_top_of_the_mark() {
    let jpeg = encoded(&quadrants(64, 32).into(), ImageFormat::Jpeg);
    // Mark 6 is a quarter turn of its own.
    for (mark, expected) in [(1, ["rgbk", "brkg", "kbgr", "gkrb"]), (6, ["brkg", "kbgr", "gkrb", "rgbk"])] {
        let mut pages = open_picture(with_orientation(&jpeg, mark));
        for (rotation, expected) in ROTATIONS.into_iter().zip(expected) {
            let (_, pixels) = draw(&mut *pages, 0, (48, 48), rotation).unwrap();
            assert_eq!(quarters(&pixels, 48, 48), expected, "mark {mark} {rotation:?}");
        }
    }
}

#[test]
fn shrinking_averages_and_leaves_no_pattern() {
    let board = GrayImage::from_fn(300, 200, |x, y| image::Luma([if (x + y) % 2 == 0 { 0 } else { 255 }]));
    let mut pages = open_picture(encoded(&board.into(), ImageFormat::Png));
    for (width, height) in [(150, 100), (75, 50), (100, 66), (10, 10), (1, 1)] {
        let (_, pixels) = draw(&mut *pages, 0, (width, height), Rotation::None).unwrap();
        for pixel in pixels.as_chunks::<4>().0 {
            assert!((112..=144).contains(&pixel[0]), "{pixel:?} at {width} × {height}");
        }
    }
    let white = GrayImage::from_pixel(997, 331, image::Luma([255]));
    let mut pages = open_picture(encoded(&white.into(), ImageFormat::Png));
    let (_, pixels) = draw(&mut *pages, 0, (313, 77), Rotation::None).unwrap();
    assert!(pixels.iter().all(|sample| *sample == 255));
}

#[test]
fn enlarging_is_smooth_until_the_pixels_themselves_are_of_interest() {
    let edge = GrayImage::from_fn(8, 1, |x, _| image::Luma([if x < 4 { 0 } else { 255 }]));
    let mut pages = open_picture(encoded(&edge.into(), ImageFormat::Png));
    let mut reds = |width: u32| -> Vec<u8> {
        let (_, pixels) = draw(&mut *pages, 0, (width, 1), Rotation::None).unwrap();
        pixels.as_chunks::<4>().0.iter().map(|pixel| pixel[0]).collect()
    };
    let twofold = reds(16);
    assert!(twofold.iter().any(|value| (1..255).contains(value)), "{twofold:?}");
    let fourfold = reds(32);
    assert_eq!(fourfold, [[0; 16], [255; 16]].concat());
}

#[test]
fn what_is_broken_says_so() {
    let png = encoded(&noisy(64, 64).into(), ImageFormat::Png);
    assert_eq!(open_failure(b"no picture".to_vec()), Some(OpenError::Unsupported));
    assert_eq!(open_failure(Vec::new()), Some(OpenError::Unsupported));
    assert_eq!(open_failure(png[..20].to_vec()), Some(OpenError::Damaged));
    let mut cut = open_picture(png[..png.len() / 2].to_vec());
    for _ in 0..2 {
        assert_eq!(draw(&mut *cut, 0, (64, 64), Rotation::None).err(), Some(PageError::Damaged));
    }
    let mut pages = open_picture(png);
    assert_eq!(pages.page_size(1), Err(PageError::NoSuchPage));
    assert_eq!(draw(&mut *pages, 1, (64, 64), Rotation::None).err(), Some(PageError::NoSuchPage));
    assert_eq!(draw(&mut *pages, 0, (0, 64), Rotation::None).err(), Some(PageError::TooLarge));
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_by_its_head() {
    // The size stands in the first chunk, whose checksum then is wrong; BMP has no checksum.
    let mut bmp = encoded(&noisy(4, 4).into(), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&10_001_i32.to_le_bytes());
    bmp[22..26].copy_from_slice(&10_000_i32.to_le_bytes());
    assert_eq!(open_failure(bmp), Some(OpenError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn parts_fit_together_without_a_seam(
        (width, height) in (1_u32..70, 1_u32..70),
        (scaled_width, scaled_height) in (1_u32..160, 1_u32..160),
        (x, y, w, h) in (0.0_f64..1.0, 0.0_f64..1.0, 0.0_f64..1.0, 0.0_f64..1.0),
        rotation in 0_usize..4,
        grey: bool,
    ) {
        let picture = DynamicImage::from(noisy(width, height));
        let picture = if grey { picture.to_luma8().into() } else { picture };
        let mut pages = open_picture(encoded(&picture, ImageFormat::Bmp));
        let scaled = (scaled_width, scaled_height);
        let (_, whole) = draw(&mut *pages, 0, scaled, ROTATIONS[rotation]).unwrap();
        let start = |at: f64, whole: u32| (at * f64::from(whole)) as u32;
        let (x, y) = (start(x, scaled_width), start(y, scaled_height));
        let length = |at: f64, whole: u32, start: u32| 1 + (at * f64::from(whole - start)) as u32;
        let part = PixelRect { x, y, width: length(w, scaled_width, x), height: length(h, scaled_height, y) };
        prop_assume!(part.x + part.width <= scaled_width && part.y + part.height <= scaled_height);
        let (_, tile) = draw_part(&mut *pages, 0, scaled, part, ROTATIONS[rotation]).unwrap();
        prop_assert_eq!(tile, crop(&whole, scaled_width, part));
    }

    #[test]
    fn hostile_bytes_never_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0_usize..5) {
        let heads: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF\x10\0\0\0WEBPVP8 "];
        bytes.splice(0..0, heads[head].iter().copied());
        if let Ok(mut pages) = open(bytes, Format::Picture, None, EngineChoice::Best) {
            let _ = draw(&mut *pages, 0, (10, 10), Rotation::None);
        }
    }
}
