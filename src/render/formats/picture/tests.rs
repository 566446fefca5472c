//! Broken pictures of every kind: readers say so, draw what is there, and never panic or ask for more memory than they may.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::fax::tests as faxes;
use super::jpeg2000::tests as jpeg2000s;
use super::*;
use image::{ImageFormat, RgbImage};
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::OnceLock;

/// One small file of each kind.
fn samples() -> &'static [Vec<u8>] {
    static SAMPLES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let picture = DynamicImage::from(RgbImage::from_fn(33, 17, |x, y| image::Rgb([x as u8 * 7, y as u8 * 15, 90])));
        let encoded = |picture: &DynamicImage, format| {
            let mut out = Cursor::new(Vec::new());
            picture.write_to(&mut out, format).unwrap();
            out.into_inner()
        };
        use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
        let mut files: Vec<Vec<u8>> = [Bmp, Gif, Jpeg, Png, WebP].map(|format| encoded(&picture, format)).into();
        files.push(faxes::bytes(jpeg2000s::COLOURS));
        files.push(faxes::bytes(jpeg2000s::GREYS));
        files.extend(tiff::samples());
        files
    })
}

/// Opens and draws whatever comes; what is said must hold.
fn look_at(bytes: Vec<u8>) {
    let _ = Still::open(&bytes).and_then(|inside| inside.decode());
    let Ok(mut picture) = Picture::open(bytes) else { return };
    let pages = picture.page_count();
    assert!(pages > 0);
    for page in 0..pages.min(3) {
        let Ok(PageSize { width, height }) = picture.page_size(page) else { continue };
        assert!(width >= 1.0 && height >= 1.0 && width <= MAX_PAGE_SIDE && height <= MAX_PAGE_SIDE);
        let (size, part) = (PixelSize { width: 9, height: 7 }, PixelRect { x: 0, y: 0, width: 9, height: 7 });
        let mut out = [0; 9 * 7 * 4];
        if picture.render(page, size, part, Rotation::Quarter, &mut out).is_ok() {
            assert!(out.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255));
        }
    }
    assert!(picture.facts().bounded(pages).is_sound(pages));
}

#[test]
fn every_sample_is_sound() {
    for (index, sample) in samples().iter().enumerate() {
        let drawn = Still::open(sample).is_some_and(|inside| inside.decode().is_some());
        assert!(drawn, "sample {index}");
    }
}

#[test]
fn every_sample_may_break_off_anywhere() {
    for sample in samples() {
        for length in (0..sample.len()).step_by(sample.len() / 40 + 1) {
            look_at(sample[..length].to_vec());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_bytes_never_panic(
        which in 0_usize..100,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..8),
    ) {
        let samples = samples();
        let mut bytes = samples[which % samples.len()].clone();
        for (at, value, in_head) in changes {
            let length = if in_head { bytes.len().min(200) } else { bytes.len() };
            let at = at.index(length);
            bytes[at] = value;
        }
        look_at(bytes);
    }
}
