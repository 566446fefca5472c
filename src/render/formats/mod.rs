//! The readers of document formats: bytes in, pixels out. They run in the worker process alone, never in the process
//! that owns the window; the worker's loop is their only caller.
//!
//! A reader treats its bytes as hostile: sizes are checked before anything of that size is made, and a panic inside a
//! decoder becomes [`OpenError::Damaged`] or [`PageError::Damaged`]. Crashes, hangs and memory are the worker's affair.

mod bytes;
mod cda;
mod charset;
mod enclosed;
mod error;
mod facts;
#[cfg(feature = "fault-injection")]
mod fault;
mod flow;
mod format;
mod html;
mod laid_out;
mod pdf;
mod picture;
mod raster;
mod rtf;
mod scale;
mod sound;
mod text;
mod turn;

pub use error::{OpenError, PageError};
pub use facts::{
    Attachment, DocumentFacts, Link, LinkTarget, OutlineEntry, PageBox, PageText, Property, StatedIdentifier,
    StatedPatient,
};
pub use format::Format;
pub use pdf::library::{LICENCES as PDFIUM_LICENCES, embedded_version as embedded_pdfium_version};

use crate::limits::{MAX_RENDER_BYTES, MAX_SCALED_SIDE_PX};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zeroize::Zeroizing;

/// Size of a page as laid out for reading, before zoom: PDF points (1/72 inch), or pixels of a picture (one pixel = one
/// unit).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// A size in device pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PixelSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A rectangle in device pixels; the origin is the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PixelRect {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// Clockwise, on top of the page's own rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rotation {
    /// Not turned.
    #[default]
    None,
    /// By 90 degrees: what was on top is at the right.
    Quarter,
    /// By 180 degrees.
    Half,
    /// By 270 degrees: what was on top is at the left.
    ThreeQuarter,
}

/// What draws a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// PDFium.
    Pdfium,
    /// hayro, the built-in PDF engine.
    Hayro,
    /// The picture readers.
    Image,
    /// The layout of documents without pages of their own.
    Flow,
}

/// Which engines may draw a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EngineChoice {
    /// PDFium where it is there and works, else hayro.
    Best,
    /// hayro alone; PDFium is not touched (after it crashed on this document).
    Hayro,
}

/// What the reader of a document should be told about how it is drawn. May change when a page is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Notices {
    /// The built-in engine drew pages of a document with a form; fields without an appearance of their own stay empty.
    pub form_entries_may_be_missing: bool,
    /// The document is a dynamic XFA form: what is drawn is the page that stands in for it ("Please wait…").
    pub xfa: bool,
    /// The built-in engine drew because PDFium is missing or failed.
    pub built_in_engine: bool,
    /// There is no PDFium on this computer or in this build.
    pub pdfium_missing: bool,
    /// More is in the document than the limits allow, and is left out.
    pub cut_short: bool,
    /// The encoding of the text is nowhere stated and was guessed.
    pub charset_guessed: bool,
    /// The document cannot be read as what it claims to be, and is shown as plain text.
    pub shown_as_text: bool,
}

/// An open document made of pages.
pub trait Pages {
    /// The engine that opened the document.
    fn engine(&self) -> Engine;

    /// See [`Notices`].
    fn notices(&self) -> Notices;

    /// At least one.
    fn page_count(&self) -> u32;

    /// Size of a page, counted from 0, after the page's own rotation or EXIF orientation. Cheap: nothing is decoded.
    ///
    /// # Errors
    /// [`PageError::NoSuchPage`]; [`PageError::Damaged`] where the page cannot be read.
    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError>;

    /// Draws `part` of the page scaled to `scaled` (the whole page after `rotation`) as RGBA8, rows top down, tightly
    /// packed, opaque (on white). Neighbouring parts of the same scaled page fit together without a seam.
    ///
    /// # Errors
    /// [`PageError::NoSuchPage`]; [`PageError::Damaged`]; [`PageError::TooLarge`] where a size is past the limits or
    /// nothing, `part` is not inside `scaled`, or `out.len()` is not `part.width * part.height * 4`.
    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError>;

    /// Outline, attachments and properties. What a reader gives here and in `page_text` need not be within the limits: the worker
    /// holds it to them.
    fn facts(&mut self) -> DocumentFacts {
        DocumentFacts::default()
    }

    /// Text and links of a page; `None` where this format, or the engine that draws the page, has none.
    ///
    /// # Errors
    /// [`PageError::NoSuchPage`]; [`PageError::Damaged`] where the page cannot be read.
    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        if page < self.page_count() { Ok(None) } else { Err(PageError::NoSuchPage) }
    }

    /// The bytes of the attachment at `index` of the list in `facts`.
    ///
    /// # Errors
    /// [`PageError::NoSuchAttachment`]; [`PageError::Damaged`]; [`PageError::TooLarge`] beyond `MAX_ATTACHMENT_BYTES`.
    fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        let _ = index;
        Err(PageError::NoSuchAttachment)
    }
}

/// Opens a document. `password` is tried where the document does not open without one.
///
/// # Errors
/// See [`OpenError`].
pub fn open(
    bytes: Vec<u8>,
    format: Format,
    password: Option<&str>,
    choice: EngineChoice,
) -> Result<Box<dyn Pages>, OpenError> {
    #[cfg(feature = "fault-injection")]
    if fault::recognises(&bytes) {
        return fault::open(&bytes, password, choice);
    }
    match format {
        Format::Pdf => Ok(Box::new(pdf::PdfPages::open(bytes, password, choice)?)),
        Format::Picture => Ok(Box::new(picture::Picture::open(bytes)?)),
        _ => laid_out::open(bytes, format, password, choice),
    }
}

/// Whether PDFium is there. The first call loads it, so a worker calls this before it gives up its rights.
pub fn pdfium_available() -> bool {
    pdf::library::pdfium().is_some()
}

/// A page with one letter in a font that is not embedded.
const ONE_LETTER: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>endobj
4 0 obj<</Length 18>>stream
BT/F 9 Tf(a)Tj ET 
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
";

/// Draws one letter, so that the fonts of the system are known before the first document wants one. Takes some 20 ms, which a
/// worker has while the window is made.
pub fn warm_up() {
    // Only what it leaves behind in the engine counts.
    draw_letter(EngineChoice::Best);
}

/// Draws one letter in a font of the system, and says whether there is ink.
pub fn draw_letter(choice: EngineChoice) -> bool {
    let Ok(mut pages) = open(ONE_LETTER.to_vec(), Format::Pdf, None, choice) else { return false };
    let size = PixelSize { width: 9, height: 9 };
    let part = PixelRect { x: 0, y: 0, width: 9, height: 9 };
    let mut pixels = [u8::MAX; 9 * 9 * 4];
    pages.render(0, size, part, Rotation::None, &mut pixels).is_ok() && pixels.iter().any(|sample| *sample < 128)
}

/// Whether a request is within the limits and `out` fits it.
fn check_request(scaled: PixelSize, part: PixelRect, out: &[u8]) -> Result<(), PageError> {
    let inside = |start: u32, length: u32, whole: u32| {
        length > 0 && whole <= MAX_SCALED_SIDE_PX && start.checked_add(length).is_some_and(|end| end <= whole)
    };
    let pixels = u64::from(part.width) * u64::from(part.height);
    let bytes = usize::try_from(pixels.saturating_mul(4)).unwrap_or(usize::MAX);
    let fits = inside(part.x, part.width, scaled.width)
        && inside(part.y, part.height, scaled.height)
        && bytes <= MAX_RENDER_BYTES
        && bytes == out.len();
    if fits { Ok(()) } else { Err(PageError::TooLarge) }
}

/// Runs a decoder so that its panic is a failure of this document alone. What it was working on must not be used again.
fn guarded<T>(decode: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(decode)).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_request_must_lie_inside_the_page_and_fit_its_buffer() {
        let scaled = PixelSize { width: 10, height: 20 };
        let part = |x, y, width, height| PixelRect { x, y, width, height };
        let check = |part: PixelRect, len| check_request(scaled, part, &vec![0; len]);

        assert_eq!(check(part(0, 0, 10, 20), 800), Ok(()));
        assert_eq!(check(part(9, 19, 1, 1), 4), Ok(()));
        assert_eq!(check(part(0, 0, 10, 20), 799), Err(PageError::TooLarge));
        assert_eq!(check(part(1, 0, 10, 20), 800), Err(PageError::TooLarge));
        assert_eq!(check(part(0, 0, 0, 20), 0), Err(PageError::TooLarge));
        assert_eq!(check(part(u32::MAX, 0, 2, 1), 8), Err(PageError::TooLarge));
        assert_eq!(check(part(0, 0, u32::MAX, u32::MAX), 4), Err(PageError::TooLarge));
    }

    #[test]
    fn a_page_past_the_largest_side_is_refused() {
        let scaled = PixelSize { width: MAX_SCALED_SIDE_PX + 1, height: 1 };
        assert_eq!(
            check_request(scaled, PixelRect { x: 0, y: 0, width: 1, height: 1 }, &[0; 4]),
            Err(PageError::TooLarge)
        );
    }

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(guarded(|| 7), Some(7));
        assert_eq!(guarded(|| -> u8 { std::panic::resume_unwind(Box::new("quiet")) }), None);
    }
}
