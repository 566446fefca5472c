//! Small JPEG 2000 files, made by OpenJPEG 2.5.4 without loss, their comments taken out.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::{Picture, fax::tests::bytes};
use super::*;
use crate::render::formats::{PageError, PageSize, Pages, PixelRect, Property, Rotation};

/// 8 × 8 pixels: red grows to the right, green downwards, blue against both.
pub(in super::super) const COLOURS: &str = "0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a703268000000166968647200000008000000\
     080003070700000000000f636f6c7201000000000010000000a66a703263ff4fff51002f00000000000800000008000000000000000000\
     0000080000000800000000000000000003070101070101070101ff52000c00000001000104040001ff5c00074040484850ff90000a0000\
     000000520001ff93df8048116234f955fdb1ff7fdf8048128163ac1e2950087fcfb43c1390da383504a13280a23113d5023fc3ea030022\
     1a15a1f50180037febc1f38383e706216e1300cfe3ffd9";
/// 8 × 8 greys: 32 more to the right, 1 more downwards.
pub(in super::super) const GREYS: &str = "ff4fff510029000000000008000000080000000000000000000000080000000800000000000000000001070101ff52000c000000010001\
     04040001ff5c00074040484850ff90000a00000000002c0001ff93df8080120bd59a98a384f6d0f332061d015b23c3ea03802200221a15\
     037fffd9";

fn drawn(bytes: Vec<u8>) -> Result<Vec<[u8; 3]>, PageError> {
    let mut picture = Picture::open(bytes).map_err(|_| PageError::Damaged)?;
    assert_eq!(picture.page_size(0), Ok(PageSize { width: 8.0, height: 8.0 }));
    let (size, part) = (PixelSize { width: 8, height: 8 }, PixelRect { x: 0, y: 0, width: 8, height: 8 });
    let mut out = [0; 256];
    picture.render(0, size, part, Rotation::None, &mut out)?;
    Ok(out.as_chunks::<4>().0.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect())
}

#[test]
fn files_and_bare_codestreams_are_drawn() {
    let colours: Vec<[u8; 3]> =
        (0..8_u8).flat_map(|y| (0..8_u8).map(move |x| [x * 32, y * 32, 255_u8.saturating_sub((x + y) * 16)])).collect();
    assert_eq!(drawn(bytes(COLOURS)).unwrap(), colours);
    let greys: Vec<[u8; 3]> = (0..8_u8).flat_map(|y| (0..8_u8).map(move |x| [x * 32 + y; 3])).collect();
    assert_eq!(drawn(bytes(GREYS)).unwrap(), greys);
}

#[test]
fn facts_are_told() {
    let lines = Picture::open(bytes(GREYS)).map_err(|error| error.to_string()).unwrap().facts().properties;
    let expected = [
        (Property::PictureSize, "8 × 8 pixels"),
        (Property::Colour, "Grey, 8 bits"),
        (Property::Compression, "JPEG 2000"),
    ];
    assert_eq!(lines, expected.map(|(property, text)| (property, text.to_owned())));

    // A resolution box of 118.11 pixels for a centimetre each way, as 11811 / 1 * 10^0 for a metre.
    let body = [&11_811_u16.to_be_bytes()[..], &[0, 1], &11_811_u16.to_be_bytes(), &[0, 1, 0, 0]].concat();
    let resolution = [&b"\0\0\0\x1ares \0\0\0\x12resc"[..], &body].concat();
    let file = bytes(COLOURS);
    let mut with = [&file[..77], &resolution, &file[77..]].concat();
    with[35] += 26;
    let lines = Picture::open(with).map_err(|error| error.to_string()).unwrap().facts().properties;
    assert_eq!(lines[1], (Property::Resolution, "300 dpi".to_owned()));
}

#[test]
fn hostile_sizes_are_refused() {
    let size = |width: u32, height: u32| {
        let mut file = bytes(GREYS);
        file[8..12].copy_from_slice(&width.to_be_bytes());
        file[12..16].copy_from_slice(&height.to_be_bytes());
        // One tile for all of it.
        file[24..28].copy_from_slice(&width.to_be_bytes());
        file[28..32].copy_from_slice(&height.to_be_bytes());
        Picture::open(file).err()
    };
    assert_eq!(size(65_500, 65_500), Some(OpenError::TooLarge));
    assert_eq!(size(u32::MAX, u32::MAX), Some(OpenError::TooLarge));
    assert_eq!(size(0, 8), Some(OpenError::Damaged));
    assert_eq!(Picture::open(bytes(GREYS)[..30].to_vec()).err(), Some(OpenError::Damaged));
}
