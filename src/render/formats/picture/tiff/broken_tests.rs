//! TIFF files that are broken, cut off or made to do harm.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::Picture;
use super::maker::{Maker, PageMaker};
use super::tests::{BLACK_IS_ZERO, drawn, error, greys, open};
use super::{File, tag};
use crate::limits::MAX_PAGES;
use crate::render::formats::{OpenError, PageError, Pages, PixelRect, PixelSize, Rotation};

#[test]
fn a_strip_that_breaks_off_shows_its_beginning() {
    let picture: Vec<u8> = (1..=64_u8).collect();
    let page = PageMaker::new(4, 16, BLACK_IS_ZERO, 8, 1, &picture[..18]);
    let shown = greys(page);
    assert_eq!(shown[..18], picture[..18]);
    assert!(shown[20..].iter().all(|grey| *grey == 128));
}

#[test]
fn a_broken_page_costs_only_itself() {
    let sound = PageMaker::new(1, 1, BLACK_IS_ZERO, 8, 1, &[9]);
    let broken = sound.clone().with(tag::WIDTH, &[0]);
    let foreign = sound.clone().with(tag::COMPRESSION, &[34_712]);
    let huge = sound.clone().with(tag::WIDTH, &[65_500]).with(tag::HEIGHT, &[65_500]);
    let pages = vec![broken.clone(), foreign.clone(), huge.clone(), sound];
    let mut picture = open(Maker { big_endian: false, big: false, pages }.file());
    assert_eq!(picture.page_count(), 4);
    assert_eq!(picture.page_size(0), Err(PageError::Damaged));
    assert_eq!(drawn(&mut picture, 1), Err(PageError::Damaged));
    assert_eq!(drawn(&mut picture, 2), Err(PageError::TooLarge));
    assert_eq!(drawn(&mut picture, 3).unwrap(), [[9; 3]]);
    assert_eq!(error(broken.file()), Some(OpenError::Damaged));
    assert_eq!(error(foreign.file()), Some(OpenError::UnsupportedPicture));
    assert_eq!(error(huge.file()), Some(OpenError::TooLarge));
}

#[test]
fn chains_end_where_they_lead_back() {
    let mut file = PageMaker::new(1, 1, BLACK_IS_ZERO, 8, 1, &[9]).file();
    let (first, end) = (file[4..8].to_vec(), file.len());
    file[end - 4..].copy_from_slice(&first);
    assert_eq!(open(file.clone()).page_count(), 1);
    // Out of the file.
    file[end - 4..].copy_from_slice(&[0xff; 4]);
    assert_eq!(open(file).page_count(), 1);

    // Directories of one entry, each leading to the next: no more than the limit are followed.
    let mut long = b"II\x2a\0\x08\0\0\0".to_vec();
    for _ in 0..MAX_PAGES + 5 {
        let next = long.len() as u32 + 6;
        long.extend_from_slice(&[0, 0]);
        long.extend_from_slice(&next.to_le_bytes());
    }
    assert_eq!(File::new(&long).unwrap().chain().len(), MAX_PAGES as usize);
}

#[test]
fn hostile_numbers_are_refused() {
    let page = PageMaker::new(4, 4, BLACK_IS_ZERO, 8, 1, &[7; 16]);
    let cases = [
        page.clone().with(tag::WIDTH, &[30_000]).with(tag::HEIGHT, &[1]),
        page.clone().with(tag::STRIP_OFFSETS, &[u64::from(u32::MAX)]),
        page.clone().with(tag::SAMPLES_PER_PIXEL, &[65_535]),
        page.clone().with(tag::BITS_PER_SAMPLE, &[255]),
        page.clone().with(tag::ROWS_PER_STRIP, &[0]),
        page.clone().with(tag::TILE_WIDTH, &[u64::from(u32::MAX)]).with(tag::TILE_LENGTH, &[u64::from(u32::MAX)]),
        page.clone().with(tag::TILE_WIDTH, &[0]).with(tag::TILE_LENGTH, &[1]),
        page.clone().with(tag::COMPRESSION, &[5]),
        page.clone().with(tag::COMPRESSION, &[7]),
        page.clone().with(tag::COMPRESSION, &[6]),
        page.clone().with(tag::PHOTOMETRIC, &[3]).with(tag::COLOR_MAP, &[1]),
        page.with(tag::PREDICTOR, &[3]),
    ];
    for case in cases {
        let shown = format!("{:?}", case.tags);
        if let Ok(mut picture) = Picture::open(case.file()) {
            let mut out = [0; 16];
            let (size, part) = (PixelSize { width: 2, height: 2 }, PixelRect { x: 0, y: 0, width: 2, height: 2 });
            let _ = picture.render(0, size, part, Rotation::None, &mut out);
            assert!(picture.facts().is_sound(1), "{shown}");
        }
    }
    for head in
        [&b"II\x2a\0"[..], b"II\x2a\0\x08\0\0\0", b"MM\0\x2a\0\0\0\x08\xff\xff", b"II\x2b\0\x08\0\0\0\xff\xff\xff\xff"]
    {
        assert_eq!(error(head.to_vec()), Some(OpenError::Damaged));
    }
}

#[test]
fn a_small_strip_does_not_unpack_to_a_large_one() {
    // A strip that says it has one row cannot bring more than that row.
    let packed: Vec<u8> = [0x81, 7].repeat(1_000_000);
    let page = PageMaker::new(3, 1, BLACK_IS_ZERO, 8, 1, &packed).with(tag::COMPRESSION, &[32_773]);
    assert_eq!(greys(page), [7; 3]);
}
