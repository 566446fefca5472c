//! TIFF files of all kinds, made by code.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::fax::tests as faxes;
use super::super::{Picture, Still};
use super::maker::{Maker, PageMaker};
use super::{tag, *};
use crate::render::formats::{PageError, PageSize, Pages, PixelRect, PixelSize, Property, Rotation};

pub fn open(bytes: Vec<u8>) -> Picture {
    Picture::open(bytes).map_err(|error| error.to_string()).unwrap()
}

pub fn error(bytes: Vec<u8>) -> Option<OpenError> {
    Picture::open(bytes).err()
}

/// Red, green and blue of a page at its own size.
pub fn drawn(picture: &mut Picture, page: u32) -> Result<Vec<[u8; 3]>, PageError> {
    let PageSize { width, height } = picture.page_size(page)?;
    let (width, height) = (width as u32, height as u32);
    let mut out = vec![0; (width * height * 4) as usize];
    let part = PixelRect { x: 0, y: 0, width, height };
    picture.render(page, PixelSize { width, height }, part, Rotation::None, &mut out)?;
    Ok(out.as_chunks::<4>().0.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect())
}

fn colours(page: PageMaker) -> Vec<[u8; 3]> {
    drawn(&mut open(page.file()), 0).unwrap()
}

pub fn greys(page: PageMaker) -> Vec<u8> {
    colours(page).into_iter().map(|[red, _, _]| red).collect()
}

/// Small files of many kinds, for tests that break them.
pub fn samples() -> Vec<Vec<u8>> {
    let fax = |hex: &str, compression: u64, options: u64| {
        PageMaker::new(faxes::COLUMNS, faxes::ROWS, 0, 1, 1, &faxes::bytes(hex))
            .with(tag::COMPRESSION, &[compression])
            .with(tag::T4_OPTIONS, &[options])
            .resolution(204, 98)
    };
    let rgb = PageMaker::new(4, 4, RGB, 8, 3, &[7; 48]);
    let mut tiled = rgb.clone().with(tag::TILE_WIDTH, &[2]).with(tag::TILE_LENGTH, &[2]).chunks(vec![vec![9; 12]; 4]);
    tiled.tiled = true;
    let palette: Vec<u64> = (0..48).map(|at| at * 1000).collect();
    let pages = vec![
        fax(faxes::RLE, 2, 0),
        fax(faxes::GROUP_3, 3, 0),
        fax(faxes::GROUP_3_2D, 3, 1),
        fax(faxes::GROUP_4, 4, 0),
        rgb.clone(),
        tiled,
        rgb.clone().with(tag::COMPRESSION, &[32_773]).chunks(vec![[0xd1, 7].to_vec()]),
        PageMaker::new(4, 4, 3, 4, 1, &[0x12; 8]).with(tag::COLOR_MAP, &palette),
        PageMaker::new(4, 4, 6, 8, 3, &[100; 24]).with(tag::SUBSAMPLING, &[2, 2]),
        PageMaker::new(4, 4, 5, 16, 4, &[100; 128]).with(tag::PLANAR_CONFIGURATION, &[2]).chunks(vec![vec![3; 32]; 4]),
        PageMaker::new(4, 4, BLACK_IS_ZERO, 32, 1, &[60; 64]).with(tag::SAMPLE_FORMAT, &[3]),
        PageMaker::new(4, 4, BLACK_IS_ZERO, 12, 1, &[60; 24]).with(tag::PREDICTOR, &[2]),
    ];
    let file = |big_endian, big, pages| Maker { big_endian, big, pages }.file();
    let mut files: Vec<Vec<u8>> = pages.iter().map(|page| file(false, false, vec![page.clone()])).collect();
    files.push(file(true, true, pages));
    files
}

pub const BLACK_IS_ZERO: u64 = 1;
const RGB: u64 = 2;

#[test]
fn samples_of_every_depth_are_spread_from_black_to_white() {
    // Zero, the middle and the end of 1 to 64 bits, in one row.
    for bits in 1..=64_u64 {
        let most = u64::MAX >> (64 - bits);
        let values = [0, most / 2, most];
        for big_endian in [false, true] {
            let whole = matches!(bits, 16 | 24 | 32 | 64);
            let mut strip = Vec::new();
            if whole && !big_endian {
                values.iter().for_each(|value| strip.extend(&value.to_le_bytes()[..bits as usize / 8]));
            } else {
                let mut row: Vec<bool> = Vec::new();
                values.iter().for_each(|value| row.extend((0..bits).rev().map(|bit| value >> bit & 1 > 0)));
                row.resize(row.len().next_multiple_of(8), false);
                strip.extend(row.chunks(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit))));
            }
            for (photometric, expected) in [(BLACK_IS_ZERO, [0, 127, 255]), (0, [255, 128, 0])] {
                let page = PageMaker::new(3, 1, photometric, bits, 1, &strip);
                let file = Maker { big_endian, big: false, pages: vec![page] }.file();
                let shown = drawn(&mut open(file), 0).unwrap();
                for ([red, green, blue], expected) in shown.into_iter().zip(expected) {
                    assert_eq!((red, red), (green, blue));
                    let middle = if bits < 8 { 255 / most as u8 } else { 1 };
                    assert!(red.abs_diff(expected) <= middle, "{red} for {expected}, {bits} bits, {big_endian}");
                }
            }
        }
    }
}

#[test]
fn every_order_of_bytes_and_both_sizes_of_numbers_are_read() {
    for big_endian in [false, true] {
        for big in [false, true] {
            let strip = [[0x12, 0x34], [0xab, 0xcd]].map(|mut pair| {
                if !big_endian {
                    pair.reverse();
                }
                pair
            });
            let page = PageMaker::new(2, 1, BLACK_IS_ZERO, 16, 1, &strip.concat());
            let mut picture = open(Maker { big_endian, big, pages: vec![page] }.file());
            assert_eq!(drawn(&mut picture, 0).unwrap(), [[0x12; 3], [0xab; 3]], "{big_endian} {big}");
        }
    }
}

#[test]
fn faxes_are_read_in_either_order_of_bits() {
    let codings: [(&str, u64, u64); 4] =
        [(faxes::RLE, 2, 0), (faxes::GROUP_3, 3, 0), (faxes::GROUP_3_2D, 3, 1), (faxes::GROUP_4, 4, 0)];
    let expected: Vec<u8> = (0..faxes::ROWS)
        .flat_map(|y| (0..faxes::COLUMNS).map(move |x| if faxes::is_ink(x, y) { 0 } else { 255 }))
        .collect();
    for (hex, compression, options) in codings {
        let strip = faxes::bytes(hex);
        let turned: Vec<u8> = strip.iter().map(|byte| byte.reverse_bits()).collect();
        for (strip, order) in [(&strip, 1), (&turned, 2)] {
            let page = PageMaker::new(faxes::COLUMNS, faxes::ROWS, 0, 1, 1, strip)
                .with(tag::COMPRESSION, &[compression])
                .with(tag::T4_OPTIONS, &[options])
                .with(tag::FILL_ORDER, &[order]);
            assert_eq!(greys(page.clone()), expected, "{compression} {options} {order}");
            let black_on_white = page.with(tag::PHOTOMETRIC, &[BLACK_IS_ZERO]);
            let inverted: Vec<u8> = expected.iter().map(|grey| !grey).collect();
            assert_eq!(greys(black_on_white), inverted, "{compression} {options} {order}");
        }
    }
}

#[test]
fn the_pixels_of_a_fax_are_no_squares() {
    let page = |across, down, orientation| {
        PageMaker::new(faxes::COLUMNS, faxes::ROWS, 0, 1, 1, &faxes::bytes(faxes::GROUP_4))
            .with(tag::COMPRESSION, &[4])
            .with(tag::ORIENTATION, &[orientation])
            .resolution(across, down)
            .file()
    };
    let size = |bytes: Vec<u8>| {
        let PageSize { width, height } = open(bytes).page_size(0).unwrap();
        (width.round() as u32, height.round() as u32)
    };
    assert_eq!(size(page(204, 98, 1)), (61, 50));
    assert_eq!(size(page(204, 196, 1)), (61, 25));
    assert_eq!(size(page(98, 204, 1)), (127, 24));
    assert_eq!(size(page(204, 98, 6)), (50, 61), "turned");
    assert_eq!(size(page(300, 300, 1)), (61, 24));
    assert_eq!(size(page(300, 1, 1)), (61, 24), "nonsense");
    assert_eq!(size(page(0, 0, 1)), (61, 24), "nonsense");

    // Its facts tell the truth about the pixels, and a document lays it out in its right shape.
    let lines = open(page(204, 98, 1)).facts().properties;
    assert_eq!(lines[0], (Property::PictureSize, "61 × 24 pixels".to_owned()));
    assert_eq!(lines[1], (Property::Resolution, "204 × 98 dpi".to_owned()));
    assert_eq!(lines[2], (Property::Colour, "Black and white".to_owned()));
    assert_eq!(lines[3], (Property::Compression, "CCITT Group 4".to_owned()));
    let inside = Still::open(&page(204, 98, 1)).unwrap();
    assert!(
        (inside.points().0 - 61.0 * 72.0 / 204.0).abs() < 0.01 && (inside.points().1 - 24.0 * 72.0 / 98.0).abs() < 0.01
    );
    assert_eq!(inside.pixels(), PixelSize { width: 61, height: 24 });
    let unknown = Still::open(&PageMaker::new(1, 1, BLACK_IS_ZERO, 8, 1, &[7]).file()).unwrap();
    assert_eq!(unknown.points(), (0.75, 0.75));
}

#[test]
fn strips_of_any_height_make_one_page() {
    let rows: Vec<Vec<u8>> = (0..7_u8).map(|row| vec![row * 10, row * 20]).collect();
    let expected = rows.concat();
    for height in 1..=8_usize {
        let strips = rows.chunks(height).map(|strip| strip.concat()).collect();
        let page =
            PageMaker::new(2, 7, BLACK_IS_ZERO, 8, 1, &[]).with(tag::ROWS_PER_STRIP, &[height as u64]).chunks(strips);
        assert_eq!(greys(page), expected, "{height}");
    }
}

#[test]
fn tiles_stick_out_and_planes_lie_apart() {
    // 5 × 3 pixels in tiles of 2 × 2, each colour with tiles of its own.
    let value = |plane: u8, x: u8, y: u8| plane * 80 + x * 10 + y;
    let mut tiles = Vec::new();
    for plane in 0..3 {
        for (row, column) in (0..2).flat_map(|row| (0..3).map(move |column| (row, column))) {
            let pixels = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| value(plane, column * 2 + x, row * 2 + y));
            tiles.push(pixels.to_vec());
        }
    }
    let expected: Vec<[u8; 3]> =
        (0..3).flat_map(|y| (0..5).map(move |x| [value(0, x, y), value(1, x, y), value(2, x, y)])).collect();
    let mut page = PageMaker::new(5, 3, RGB, 8, 3, &[])
        .with(tag::TILE_WIDTH, &[2])
        .with(tag::TILE_LENGTH, &[2])
        .with(tag::PLANAR_CONFIGURATION, &[2])
        .chunks(tiles);
    page.tiled = true;
    assert_eq!(colours(page.clone()), expected);
    // Early writers told the places of tiles by the tags of strips.
    page.tiled = false;
    assert_eq!(colours(page.clone()), expected);
    // A tile that is not there is white, and costs nothing else.
    page.chunks[4] = Vec::new();
    let shown = colours(page);
    for (index, (shown, expected)) in shown.iter().zip(&expected).enumerate() {
        let missing = matches!(index, 12 | 13);
        assert_eq!(*shown, if missing { [255; 3] } else { *expected }, "pixel {index}");
    }
}

#[test]
fn packed_strips_are_unpacked() {
    let picture: Vec<u8> = (0..48_u8).map(|at| at.wrapping_mul(5)).collect();
    // PackBits: a literal run of 48; LZW and Deflate by the encoder of the `tiff` crate.
    let mut packed = vec![47];
    packed.extend_from_slice(&picture);
    let page =
        |compression: u64, strip: &[u8]| PageMaker::new(4, 4, RGB, 8, 3, strip).with(tag::COMPRESSION, &[compression]);
    let expected: Vec<[u8; 3]> = picture.as_chunks::<3>().0.to_vec();
    assert_eq!(colours(page(32_773, &packed)), expected);
    for (compression, predictor) in [
        (tiff::encoder::Compression::Lzw, tiff::encoder::Predictor::None),
        (tiff::encoder::Compression::Lzw, tiff::encoder::Predictor::Horizontal),
        (tiff::encoder::Compression::Deflate(Default::default()), tiff::encoder::Predictor::Horizontal),
    ] {
        let mut file = std::io::Cursor::new(Vec::new());
        let encoder = tiff::encoder::TiffEncoder::new(&mut file).unwrap();
        let mut encoder = encoder.with_compression(compression).with_predictor(predictor);
        encoder.write_image::<tiff::encoder::colortype::RGB8>(4, 4, &picture).unwrap();
        assert_eq!(drawn(&mut open(file.into_inner()), 0).unwrap(), expected, "{predictor:?}");
    }
}

#[test]
fn palettes_are_looked_up() {
    let map = |colours: &[[u64; 3]]| -> Vec<u64> {
        (0..3).flat_map(|channel| colours.iter().map(move |colour| colour[channel])).collect()
    };
    let deep = [[0, 0, 0], [65_535, 0, 0], [0, 32_896, 0], [257, 514, 771]];
    let page = PageMaker::new(4, 1, 3, 2, 1, &[0b00_01_10_11]).with(tag::COLOR_MAP, &map(&deep));
    assert_eq!(colours(page.clone()), [[0, 0, 0], [255, 0, 0], [0, 128, 0], [1, 2, 3]]);
    let flat = [[0, 0, 0], [255, 0, 0], [0, 128, 0], [1, 2, 3]];
    assert_eq!(colours(page.with(tag::COLOR_MAP, &map(&flat))), [[0, 0, 0], [255, 0, 0], [0, 128, 0], [1, 2, 3]]);
    assert_eq!(
        drawn(&mut open(PageMaker::new(4, 1, 3, 2, 1, &[0]).file()), 0),
        Err(PageError::Damaged),
        "without a palette"
    );
}

#[test]
fn alpha_is_laid_on_white() {
    let page =
        |extra: &[u64]| PageMaker::new(2, 1, RGB, 8, 4, &[100, 50, 0, 128, 9, 9, 9, 0]).with(tag::EXTRA_SAMPLES, extra);
    assert_eq!(colours(page(&[2])), [[177, 152, 127], [255; 3]]);
    assert_eq!(colours(page(&[1])), [[227, 177, 127], [255; 3]]);
    assert_eq!(colours(page(&[0])), [[100, 50, 0], [9, 9, 9]], "something else than alpha");
    let grey = PageMaker::new(2, 1, 0, 8, 2, &[0, 255, 255, 51]).with(tag::EXTRA_SAMPLES, &[2]);
    assert_eq!(greys(grey), [255, 204]);
}

#[test]
fn inks_and_luma_become_colours() {
    assert_eq!(colours(PageMaker::new(2, 1, 5, 8, 4, &[0, 0, 0, 0, 255, 0, 0, 128])), [[255; 3], [0, 127, 127]]);
    assert_eq!(colours(PageMaker::new(1, 1, 5, 8, 3, &[255, 0, 0])), [[0, 255, 255]]);
    let luma =
        PageMaker::new(3, 1, 6, 8, 3, &[76, 85, 255, 150, 44, 21, 255, 128, 128]).with(tag::SUBSAMPLING, &[1, 1]);
    for (shown, expected) in colours(luma).into_iter().zip([[255, 0, 0], [0, 255, 0], [255; 3]]) {
        assert!(shown.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 2), "{shown:?} {expected:?}");
    }
    // One colour for two by two pixels, of which the last column and row are not there.
    let blocks = [
        [10, 20, 30, 40, 128, 128],
        [50, 99, 60, 99, 128, 128],
        [70, 80, 99, 99, 128, 128],
        [90, 99, 99, 99, 128, 128],
    ];
    let page = PageMaker::new(3, 3, 6, 8, 3, &blocks.concat()).with(tag::SUBSAMPLING, &[2, 2]);
    assert_eq!(greys(page), [10, 20, 50, 30, 40, 60, 70, 80, 90]);
    let lab = PageMaker::new(2, 1, 8, 8, 3, &[255, 0, 0, 136, 208, 195]);
    assert_eq!(colours(lab)[0], [255; 3]);
    let moved = PageMaker::new(1, 1, 9, 8, 3, &[136, 80, 190]);
    let [red, green, blue] = colours(moved)[0];
    assert!(green > red && green > blue, "{red} {green} {blue}");
}

#[test]
fn floats_and_signed_numbers_are_drawn() {
    let floats: Vec<u8> =
        [0.0_f32, 0.5, 1.0, -3.0, 70.0, f32::NAN].iter().flat_map(|float| float.to_le_bytes()).collect();
    let page = PageMaker::new(6, 1, BLACK_IS_ZERO, 32, 1, &floats).with(tag::SAMPLE_FORMAT, &[3]);
    assert_eq!(greys(page), [0, 128, 255, 0, 255, 0]);
    let halves: Vec<u8> = [0_u16, 0x3800, 0x3c00, 0xc000, 0x7c00].iter().flat_map(|half| half.to_le_bytes()).collect();
    let page = PageMaker::new(5, 1, BLACK_IS_ZERO, 16, 1, &halves).with(tag::SAMPLE_FORMAT, &[3]);
    assert_eq!(greys(page), [0, 128, 255, 0, 255]);
    // A ramp from the lowest to the highest signed number, and one that only bears the mark.
    let signed: Vec<u8> = (0..=255_u8).map(|grey| grey ^ 0x80).collect();
    let plain: Vec<u8> = (0..=255).collect();
    for strip in [&signed, &plain] {
        let page = PageMaker::new(256, 1, BLACK_IS_ZERO, 8, 1, strip).with(tag::SAMPLE_FORMAT, &[2]);
        assert_eq!(greys(page), plain);
    }
}

#[test]
fn orientation_marks_are_followed() {
    let page = |mark: u64| PageMaker::new(2, 1, BLACK_IS_ZERO, 8, 1, &[10, 200]).with(tag::ORIENTATION, &[mark]);
    for mark in 1..=8 {
        let mut picture = open(page(mark).file());
        let PageSize { width, height } = picture.page_size(0).unwrap();
        assert_eq!((width, height), if mark < 5 { (2.0, 1.0) } else { (1.0, 2.0) });
        let first = drawn(&mut picture, 0).unwrap()[0][0];
        assert_eq!(first, if matches!(mark, 1 | 4 | 5 | 6) { 10 } else { 200 }, "mark {mark}");
    }
}

#[test]
fn all_pages_are_there_but_stand_ins() {
    let page =
        |grey: u8, kind: u64| PageMaker::new(1, 1, BLACK_IS_ZERO, 8, 1, &[grey]).with(tag::NEW_SUBFILE_TYPE, &[kind]);
    let pages = vec![page(1, 0), page(2, 1), page(3, 2), page(4, 4), page(5, 0)];
    let mut picture = open(Maker { big_endian: true, big: false, pages }.file());
    assert_eq!(picture.page_count(), 3);
    // Back and forth, so that pages leave the memory and come back.
    for (page, grey) in [(0, 1), (2, 5), (1, 3), (0, 1), (2, 5)] {
        assert_eq!(drawn(&mut picture, page).unwrap(), [[grey; 3]]);
    }
    assert_eq!(picture.page_size(3), Err(PageError::NoSuchPage));
    let alone = open(Maker { big_endian: false, big: true, pages: vec![page(2, 1)] }.file());
    assert_eq!(alone.page_count(), 1);
}

#[test]
fn colour_profiles_of_pages_are_followed() {
    let mut page = PageMaker::new(1, 1, RGB, 8, 3, &[200, 30, 40]);
    page.bytes.push((tag::ICC_PROFILE, moxcms::ColorProfile::new_display_p3().encode().unwrap()));
    let mut picture = open(page.clone().file());
    let [red, green, blue] = drawn(&mut picture, 0).unwrap()[0];
    assert!(red.abs_diff(218) <= 1 && green == 0 && blue.abs_diff(27) <= 1, "{red} {green} {blue}");
    let lines = picture.facts().properties;
    assert!(lines.contains(&(Property::Colour, "RGB, 8 bits a channel, colour profile Display P3".to_owned())));
    page.bytes = vec![(tag::ICC_PROFILE, vec![1; 500])];
    assert_eq!(colours(page), [[200, 30, 40]]);
}

#[test]
fn jpeg_strips_take_their_tables_from_the_page() {
    let mut jpeg = Vec::new();
    let picture =
        image::RgbImage::from_fn(16, 16, |x, _| image::Rgb(if x < 8 { [250, 20, 30] } else { [20, 30, 240] }));
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95).encode_image(&picture).unwrap();
    let is_table = |code: u8| matches!(code, 0xdb | 0xc4);
    let (mut tables, mut rest) = (b"\xff\xd8".to_vec(), b"\xff\xd8".to_vec());
    for segment in super::super::jpeg::segments(&jpeg) {
        let start = segment.body.start - 4;
        let target = if is_table(segment.code) { &mut tables } else { &mut rest };
        let end = if segment.code == 0xda { jpeg.len() } else { segment.body.end };
        target.extend_from_slice(&jpeg[start..end]);
    }
    tables.extend_from_slice(b"\xff\xd9");
    let mut page = PageMaker::new(16, 16, 6, 8, 3, &rest).with(tag::COMPRESSION, &[7]);
    page.bytes.push((tag::JPEG_TABLES, tables));
    let near = |shown: Vec<[u8; 3]>| {
        let close = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 12);
        assert!(close(shown[2], [250, 20, 30]) && close(shown[13], [20, 30, 240]), "{:?} {:?}", shown[2], shown[13]);
    };
    near(colours(page.clone()));
    assert_eq!(open(page.file()).facts().properties.last().unwrap().1, "JPEG");
    // The older way: a whole JPEG that a tag points to.
    let whole = PageMaker::new(16, 16, 6, 8, 3, &jpeg).with(tag::COMPRESSION, &[6]).with(tag::JPEG_INTERCHANGE, &[8]);
    near(colours(whole));
    assert_eq!(
        error(PageMaker::new(16, 16, 6, 8, 3, &rest).with(tag::COMPRESSION, &[6]).file()),
        Some(OpenError::UnsupportedPicture)
    );
}
