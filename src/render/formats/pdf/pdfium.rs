//! PDFium, the first PDF engine.

mod facts;
mod lines;
mod text;

use super::super::{OpenError, PageError, PageSize, PixelRect, PixelSize, Rotation};
use crate::limits::{MAX_PAGES, PDFIUM_LEFT_MARGIN_PX};
use pdfium_render::prelude::{
    PdfBitmap, PdfBitmapFormat, PdfDocument, PdfFormType, PdfPage, PdfPageRenderRotation, PdfRenderConfig, Pdfium,
    PdfiumError, PdfiumInternalError,
};
use std::sync::{Arc, Mutex, PoisonError};

/// A document opened by PDFium, and the page drawn last: its parsed contents and decoded pictures serve the next tile.
struct Loaded<'a> {
    // Before the document, so that it is closed before it.
    page: Option<(i32, PdfPage<'a>)>,
    document: PdfDocument<'a>,
}

self_cell::self_cell!(
    struct Cell {
        owner: Arc<Vec<u8>>,
        #[not_covariant]
        dependent: Loaded,
    }
);

/// A PDF opened by PDFium.
pub(super) struct PdfiumDocument {
    cell: Cell,
    page_count: u32,
    is_dynamic_xfa: bool,
}

/// A place that an outline or a link leads to, in that page's own coordinates.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Destination {
    pub page: u32,
    pub x: Option<f32>,
    pub y: Option<f32>,
}

/// Where a link leads.
#[derive(PartialEq)]
pub(super) enum Target {
    Page(Destination),
    Address(String),
}

impl PdfiumDocument {
    /// Opens a document; `password` is tried only where it does not open without.
    pub fn open(pdfium: &'static Pdfium, bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, OpenError> {
        let cell = match load(pdfium, Arc::clone(&bytes), None) {
            Err(OpenError::PasswordNeeded) if password.is_some() => {
                load(pdfium, bytes, password).map_err(|error| match error {
                    OpenError::PasswordNeeded => OpenError::PasswordWrong,
                    error => error,
                })?
            }
            other => other?,
        };
        let (page_count, is_dynamic_xfa) = cell.with_dependent(|_, loaded| {
            let form_type = loaded.document.form().map(|form| form.form_type());
            (loaded.document.pages().len(), form_type == Some(PdfFormType::XfaFull))
        });
        match u32::try_from(page_count) {
            Err(_) | Ok(0) => Err(OpenError::NoPages),
            Ok(page_count) if page_count > MAX_PAGES => Err(OpenError::TooLarge),
            Ok(page_count) => Ok(Self { cell, page_count, is_dynamic_xfa }),
        }
    }

    /// At least one.
    pub fn page_count(&self) -> u32 {
        self.page_count
    }

    /// Whether the real contents are an XFA form that is laid out when it is opened, of which only a stand-in is drawn.
    pub fn is_dynamic_xfa(&self) -> bool {
        self.is_dynamic_xfa
    }

    /// Size of a page in points, after its own rotation.
    pub fn page_size(&self, page: u32) -> Result<PageSize, PageError> {
        let page = i32::try_from(page).map_err(|_| PageError::NoSuchPage)?;
        self.cell.with_dependent(|_, loaded| {
            let size = loaded.document.pages().page_size(page).map_err(|_| PageError::Damaged)?;
            Ok(PageSize { width: size.width().value, height: size.height().value })
        })
    }

    /// Draws a part of a page; see [`Pages::render`](super::super::Pages::render), which has checked the request.
    pub fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<(), PageError> {
        let margin = PDFIUM_LEFT_MARGIN_PX.min(part.x);
        if margin == 0 {
            return self.render_into(page, scaled, part, rotation, out);
        }
        // PDFium shifts letters that the left border of its bitmap cuts, which would show as a seam: the border is moved
        // out of sight.
        let wide = PixelRect { x: part.x - margin, width: part.width.saturating_add(margin), ..part };
        let row_bytes = |width: u32| (width as usize).saturating_mul(4);
        let mut scratch = vec![0; row_bytes(wide.width).saturating_mul(wide.height as usize)];
        self.render_into(page, scaled, wide, rotation, &mut scratch)?;
        let rows = out.chunks_exact_mut(row_bytes(part.width)).zip(scratch.chunks_exact(row_bytes(wide.width)));
        for (row, wide) in rows {
            if let Some(wide) = wide.get(row_bytes(margin)..).filter(|wide| wide.len() == row.len()) {
                row.copy_from_slice(wide);
            }
        }
        Ok(())
    }

    fn render_into(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<(), PageError> {
        let page = i32::try_from(page).map_err(|_| PageError::NoSuchPage)?;
        let pixels = |length: u32| i32::try_from(length).map_err(|_| PageError::TooLarge);
        // A tile is placed by its origin and the page's whole size. A clip or a matrix would leave out form fields.
        let config = PdfRenderConfig::new()
            .set_fixed_size(pixels(scaled.width)?, pixels(scaled.height)?)
            .set_origin(-pixels(part.x)?, -pixels(part.y)?)
            .rotate(pdfium_rotation(rotation), false)
            .render_form_data(true)
            .render_annotations(true)
            // Coloured fringes would be wrong once the tile is turned or scaled.
            .use_lcd_text_rendering(false)
            .set_reverse_byte_order(true);
        let (width, height) = (pixels(part.width)?, pixels(part.height)?);

        self.cell.with_dependent_mut(|_, loaded| {
            let page = loaded.page(page).ok_or(PageError::Damaged)?;
            // With the byte order reversed, "BGRA" is RGBA.
            let mut bitmap =
                PdfBitmap::from_bytes(width, height, PdfBitmapFormat::BGRA, out).map_err(|_| PageError::TooLarge)?;
            page.render_into_bitmap_with_config(&mut bitmap, &config).map_err(|_| PageError::Damaged)
        })
    }
}

impl<'a> Loaded<'a> {
    fn page(&mut self, index: i32) -> Option<&PdfPage<'a>> {
        if self.page.as_ref().is_none_or(|(loaded, _)| *loaded != index) {
            // The old page goes first: two pages of pictures need not be in memory together.
            self.page = None;
            self.page = Some((index, self.document.pages().get(index).ok()?));
        }
        self.page.as_ref().map(|(_, page)| page)
    }
}

fn load(pdfium: &'static Pdfium, bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Cell, OpenError> {
    // PDFium keeps the reason of a failure in one place for the whole process.
    static REASON: Mutex<()> = Mutex::new(());
    let _reason = REASON.lock().unwrap_or_else(PoisonError::into_inner);

    Cell::try_new(bytes, |bytes| {
        let document = pdfium.load_pdf_from_byte_slice(bytes.as_slice(), password).map_err(open_error)?;
        Ok(Loaded { page: None, document })
    })
}

fn open_error(error: PdfiumError) -> OpenError {
    match error {
        PdfiumError::PdfiumLibraryInternalError(PdfiumInternalError::PasswordError) => OpenError::PasswordNeeded,
        PdfiumError::PdfiumLibraryInternalError(PdfiumInternalError::SecurityError) => OpenError::Unsupported,
        _ => OpenError::Damaged,
    }
}

fn pdfium_rotation(rotation: Rotation) -> PdfPageRenderRotation {
    match rotation {
        Rotation::None => PdfPageRenderRotation::None,
        Rotation::Quarter => PdfPageRenderRotation::Degrees90,
        Rotation::Half => PdfPageRenderRotation::Degrees180,
        Rotation::ThreeQuarter => PdfPageRenderRotation::Degrees270,
    }
}
