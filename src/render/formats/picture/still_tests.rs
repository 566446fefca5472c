//! JPEG, PNG, GIF, BMP and WebP: what is peculiar to each, and their facts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::{Picture, Still};
use super::*;
use crate::render::formats::{PageError, PageSize, Pages, PixelRect, Property, Rotation};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;

fn open(bytes: Vec<u8>) -> Picture {
    Picture::open(bytes).map_err(|error| error.to_string()).unwrap()
}

fn drawn(picture: &mut Picture) -> Result<Vec<[u8; 3]>, PageError> {
    let PageSize { width, height } = picture.page_size(0)?;
    let (width, height) = (width as u32, height as u32);
    let mut out = vec![0; (width * height * 4) as usize];
    let part = PixelRect { x: 0, y: 0, width, height };
    picture.render(0, PixelSize { width, height }, part, Rotation::None, &mut out)?;
    Ok(out.as_chunks::<4>().0.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect())
}

fn lines(bytes: Vec<u8>) -> Vec<String> {
    open(bytes).facts().properties.into_iter().map(|(_, text)| text).collect()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn halves() -> RgbImage {
    RgbImage::from_fn(64, 64, |x, _| if x < 32 { Rgb([200, 30, 40]) } else { Rgb([20, 180, 60]) })
}

fn jpeg_of(picture: &RgbImage, icc: Option<Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 100);
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    out
}

/// A JPEG with its frame header changed.
fn with_frame(mut jpeg: Vec<u8>, change: impl Fn(&mut u8, &mut [u8])) -> Vec<u8> {
    let frame = jpeg::segments(&jpeg).find(|segment| segment.code == 0xc0).unwrap().body;
    let (head, body) = jpeg.split_at_mut(frame.start);
    let code = head.len() - 3;
    change(&mut head[code], &mut body[..frame.len()]);
    jpeg
}

#[test]
fn jpegs_that_no_decoder_reads_say_why() {
    let jpeg = jpeg_of(&halves(), None);
    let error = |bytes| Picture::open(bytes).err();
    assert_eq!(error(with_frame(jpeg.clone(), |_, body| body[0] = 12)), Some(OpenError::DeepJpeg));
    assert_eq!(error(with_frame(jpeg.clone(), |code, body| (*code, body[0]) = (0xc1, 12))), Some(OpenError::DeepJpeg));
    for process in [0xc3, 0xc5, 0xc9, 0xca, 0xcb] {
        let other = with_frame(jpeg.clone(), |code, _| *code = process);
        assert_eq!(error(other), Some(OpenError::UnsupportedPicture), "{process:x}");
    }
    assert_eq!(error(with_frame(jpeg.clone(), |_, body| body[3..5].fill(0))), Some(OpenError::Damaged));
    assert_eq!(error(with_frame(jpeg, |_, body| body[1..5].fill(255))), Some(OpenError::TooLarge));
}

#[test]
fn a_jpeg_that_breaks_off_shows_what_is_there() {
    let noise =
        RgbImage::from_fn(200, 200, |x, y| Rgb([(x * y % 251) as u8, (x * 7 % 256) as u8, (y * 5 % 256) as u8]));
    let whole = jpeg_of(&noise, None);
    let shown = drawn(&mut open(whole.clone())).unwrap();
    let cut = drawn(&mut open(whole[..whole.len() / 2].to_vec())).unwrap();
    let same = shown.chunks(200).zip(cut.chunks(200)).take_while(|(whole, cut)| whole == cut).count();
    assert!((60..140).contains(&same), "{same} rows of 200");
}

#[test]
fn red_green_and_blue_of_adobe_are_not_taken_for_something_else() {
    // Grey channels of the same contents, then marked as RGB by an Adobe segment alone.
    let rgb = JpegOfThree::new(90).bytes;
    assert_eq!(drawn(&mut open(rgb)).unwrap()[0], [90, 90, 90]);
}

/// A JPEG of 8 × 8 pixels with three channels of one value, and an Adobe segment without a transform.
struct JpegOfThree {
    bytes: Vec<u8>,
}

impl JpegOfThree {
    fn new(value: u8) -> Self {
        let mut grey = Vec::new();
        let picture = GrayImage::from_pixel(8, 8, image::Luma([value]));
        JpegEncoder::new_with_quality(&mut grey, 100).encode_image(&picture).unwrap();
        let mut bytes = b"\xff\xd8\xff\xee\0\x0eAdobe\0d\0\0\0\0\0".to_vec();
        for segment in jpeg::segments(&grey) {
            let start = segment.body.start - 4;
            match segment.code {
                0xc0 => bytes.extend_from_slice(b"\xff\xc0\0\x11\x08\0\x08\0\x08\x03\x01\x11\0\x02\x11\0\x03\x11\0"),
                0xda => {
                    bytes.extend_from_slice(b"\xff\xda\0\x0c\x03\x01\0\x02\0\x03\0\0\x3f\0");
                    // The bits of one block, three times: found by taking off the fill of ones.
                    let scan = &grey[segment.body.end..grey.len() - 2];
                    bytes.extend_from_slice(&three_times(scan));
                }
                0xe0 => {}
                _ => bytes.extend_from_slice(&grey[start..segment.body.end]),
            }
        }
        bytes.extend_from_slice(b"\xff\xd9");
        Self { bytes }
    }
}

fn three_times(scan: &[u8]) -> Vec<u8> {
    let mut bits: Vec<bool> = scan.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 > 0)).collect();
    // A block of one value ends with its end-of-block code, 1010 in the usual table, and ones that fill the byte.
    while bits.last() == Some(&true) {
        bits.pop();
    }
    let mut all = [bits.clone(), bits.clone(), bits].concat();
    all.resize(all.len().next_multiple_of(8), true);
    all.chunks(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit))).collect()
}

#[test]
fn colour_profiles_are_followed_in_every_format() {
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let near = |shown: [u8; 3], expected: [u8; 3], what: &str| {
        assert!(shown.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 4), "{what}: {shown:?} for {expected:?}");
    };
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(p3.clone()).unwrap();
    encoder.write_image(halves().as_raw(), 64, 64, ExtendedColorType::Rgb8).unwrap();
    let mut webp = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(p3.clone()).unwrap();
    encoder.write_image(halves().as_raw(), 64, 64, ExtendedColorType::Rgb8).unwrap();
    for (bytes, what) in [(jpeg_of(&halves(), Some(p3)), "JPEG"), (png, "PNG"), (webp, "WebP")] {
        let mut picture = open(bytes);
        let shown = drawn(&mut picture).unwrap();
        near(shown[10], [218, 0, 27], what);
        near(shown[50], [0, 183, 31], what);
        let colour =
            &picture.facts().properties.into_iter().find(|(property, _)| *property == Property::Colour).unwrap().1;
        assert_eq!(colour, "RGB, 8 bits a channel, colour profile Display P3", "{what}");
    }
    let broken = jpeg_of(&halves(), Some(b"no profile at all".to_vec()));
    near(drawn(&mut open(broken)).unwrap()[10], [200, 30, 40], "broken");
    let srgb = jpeg_of(&halves(), Some(ColorProfile::new_srgb().encode().unwrap()));
    assert_eq!(drawn(&mut open(srgb)).unwrap(), drawn(&mut open(jpeg_of(&halves(), None))).unwrap());
}

#[test]
fn facts_of_each_format_are_told() {
    let jpeg = jpeg_of(&halves(), None);
    assert_eq!(lines(jpeg.clone()), ["64 × 64 pixels", "RGB, 8 bits a channel", "JPEG, baseline"]);
    let mut dense = jpeg;
    let jfif = jpeg::segments(&dense).find(|segment| segment.code == 0xe0).unwrap().body;
    dense[jfif.start + 7..jfif.start + 12].copy_from_slice(&[1, 1, 44, 0, 150]);
    assert_eq!(lines(dense.clone())[1], "300 × 150 dpi");
    dense[jfif.start + 7] = 2;
    assert_eq!(lines(dense)[1], "762 × 381 dpi");

    let rgb = DynamicImage::from(halves());
    let grey = DynamicImage::from(rgb.to_luma8());
    assert_eq!(lines(encoded(&grey, ImageFormat::Jpeg))[1], "Grey, 8 bits");
    assert_eq!(lines(encoded(&rgb, ImageFormat::Png)), ["64 × 64 pixels", "RGB, 8 bits a channel", "Deflate"]);
    assert_eq!(lines(encoded(&grey, ImageFormat::Png))[1], "Grey, 8 bits");
    assert_eq!(
        lines(encoded(&rgb.to_rgba16().into(), ImageFormat::Png))[1],
        "RGB with transparency, 16 bits a channel"
    );
    assert_eq!(lines(encoded(&rgb, ImageFormat::WebP)), ["64 × 64 pixels", "RGB, 8 bits a channel", "WebP, lossless"]);
    let mut bmp = encoded(&rgb, ImageFormat::Bmp);
    bmp[38..42].copy_from_slice(&11_811_i32.to_le_bytes());
    bmp[42..46].copy_from_slice(&11_811_i32.to_le_bytes());
    assert_eq!(lines(bmp.clone()), ["64 × 64 pixels", "300 dpi", "RGB, 8 bits a channel", "None"]);
    let inside = Still::open(&bmp).unwrap();
    assert!((inside.points().0 - 64.0 * 72.0 / 300.0).abs() < 0.01, "{:?}", inside.points());
}

#[test]
fn the_resolution_of_a_png_is_in_metres() {
    let png = encoded(&halves().into(), ImageFormat::Png);
    let mut chunk = b"pHYs\0\0\x17\x12\0\0\x17\x12\x01".to_vec();
    chunk.extend_from_slice(&crc(&chunk).to_be_bytes());
    // Behind the signature and the header chunk.
    let with = [&png[..33], b"\0\0\0\x09", &chunk, &png[33..]].concat();
    assert_eq!(lines(with)[1], "150 dpi");
}

/// The checksum of PNG chunks (PNG 3rd edition, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 > 0 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn frames_are_counted() {
    let frame = |colour: [u8; 4]| image::Frame::new(RgbaImage::from_pixel(8, 4, Rgba(colour)));
    let mut gif = Vec::new();
    let frames = [[0, 0, 255, 255], [255, 0, 0, 255], [0, 255, 0, 255]].map(frame);
    image::codecs::gif::GifEncoder::new(&mut gif).encode_frames(frames).unwrap();
    assert_eq!(lines(gif.clone()).last().unwrap(), "3 frames, the first is shown");
    assert_eq!(drawn(&mut open(gif.clone())).unwrap()[0], [0, 0, 255]);
    for cut in 0..gif.len() {
        assert!(frames::gif(&gif[..cut]) <= 3);
    }

    let png = encoded(&halves().into(), ImageFormat::Png);
    let mut chunk = b"acTL\0\0\0\x0c\0\0\0\0".to_vec();
    chunk.extend_from_slice(&crc(&chunk).to_be_bytes());
    let animated = [&png[..33], b"\0\0\0\x08", &chunk, &png[33..]].concat();
    assert_eq!(frames::png(&animated), 12);
    assert_eq!(frames::png(&png), 1);
    assert_eq!(frames::webp(b"RIFF\0\0\0\0WEBPANMF\x03\0\0\0abc\0ANMF\0\0\0\0"), 2);
}

#[test]
fn bitmaps_with_small_faults_are_shown() {
    let picture = RgbImage::from_fn(2, 2, |x, y| Rgb([x as u8 * 100, y as u8 * 100, 7]));
    let mut bmp = encoded(&picture.into(), ImageFormat::Bmp);
    let sound = drawn(&mut open(bmp.clone())).unwrap();
    bmp[26] = 9;
    assert_eq!(drawn(&mut open(bmp)).unwrap(), sound, "number of planes");

    // Runs of palette colours from the top down: a row of black, then one of white.
    let mut runs = b"BM\0\0\0\0\0\0\0\0\x3e\0\0\0\x28\0\0\0\x02\0\0\0\xfe\xff\xff\xff\x01\0\x08\0\x01\0\0\0".to_vec();
    runs.extend_from_slice(&[0; 12]);
    runs.extend_from_slice(&[2, 0, 0, 0, 0, 0, 0, 0]);
    runs.extend_from_slice(&[0, 0, 0, 0, 255, 255, 255, 0]);
    runs.extend_from_slice(&[2, 0, 0, 0, 2, 1, 0, 1]);
    assert_eq!(drawn(&mut open(runs)).unwrap(), [[0; 3], [0; 3], [255; 3], [255; 3]]);

    // 16 bits of which none is blue.
    let mut masks = b"BM\0\0\0\0\0\0\0\0\x42\0\0\0\x28\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x10\0\x03\0\0\0".to_vec();
    masks.extend_from_slice(&[0; 20]);
    masks.extend_from_slice(b"\xff\0\0\0\0\xff\0\0\0\0\0\0\xc8\x10\x00\xff");
    assert_eq!(drawn(&mut open(masks)).unwrap(), [[200, 16, 0], [0, 255, 0]]);
}
