//! Fuzz target of the readers of formats that are our own: text of every kind, RTF, HTML, CDA, TIFF, sound, bytes of anything.
//!
//! The first byte chooses the format; the rest is the document, opened, asked and drawn as a worker does. PDF and the other pictures
//! are read by libraries that are fuzzed by their own people.

#![no_main]

use libfuzzer_sys::fuzz_target;
use redox_media_viewer::limits::MAX_PAGES;
use redox_media_viewer::render::formats::open;
use redox_media_viewer::render::{EngineChoice, Format, PixelRect, PixelSize, Rotation};

const FORMATS: [Format; 9] = [
    Format::Picture,
    Format::Rtf,
    Format::Cda,
    Format::Html,
    Format::Xml,
    Format::Json,
    Format::Text,
    Format::Sound,
    Format::Bytes,
];
/// Pages that are asked for, and tried to be drawn.
const PAGES: u32 = 2;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let Some(format) = FORMATS.get(usize::from(*first) % FORMATS.len()) else { return };
    // Of the pictures only TIFF has code of ours.
    if *format == Format::Picture && !matches!(bytes.get(..2), Some(b"II" | b"MM")) {
        return;
    }
    let Ok(mut pages) = open(bytes.to_vec(), *format, None, EngineChoice::Hayro) else { return };
    let count = pages.page_count();
    assert!((1..=MAX_PAGES).contains(&count));
    let _ = pages.facts();
    let _ = pages.notices();
    for page in 0..count.min(PAGES) {
        if let Ok(size) = pages.page_size(page) {
            assert!(size.width > 0.0 && size.width.is_finite() && size.height > 0.0 && size.height.is_finite());
        }
        let _ = pages.page_text(page);
        let scaled = PixelSize { width: 60, height: 80 };
        let part = PixelRect { x: 10, y: 20, width: 30, height: 40 };
        let mut pixels = vec![0; 30 * 40 * 4];
        if pages.render(page, scaled, part, Rotation::None, &mut pixels).is_ok() {
            assert!(pixels.chunks_exact(4).all(|pixel| pixel.last() == Some(&255)), "every page is opaque");
        }
    }
    assert!(pages.page_size(count).is_err() && pages.page_text(count).is_err());
    let _ = pages.attachment(0);
});
