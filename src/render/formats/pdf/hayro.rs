//! hayro, the built-in PDF engine: pure Rust, used where PDFium is missing or fails.

use super::super::{OpenError, PageError, PageSize, PixelRect, PixelSize, Rotation};
use super::frame::PageFrame;
use crate::limits::{BUILT_IN_CACHE_PAGES, MAX_PAGES};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::object::{Array, Dict};
use hayro::hayro_syntax::page::Rotation as PageRotation;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{PixmapMut, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings};
use std::sync::Arc;

self_cell::self_cell!(
    struct Cell {
        owner: Pdf,
        #[not_covariant]
        dependent: RenderCache,
    }
);

/// A PDF opened by hayro.
pub(super) struct HayroDocument {
    cell: Cell,
    page_count: u32,
    has_form: bool,
    is_dynamic_xfa: bool,
    pages_since_fresh_cache: u32,
    last_page: Option<u32>,
}

impl HayroDocument {
    /// Opens a document; `password` is tried only where it does not open without. May panic on hostile bytes.
    pub fn open(bytes: Arc<Vec<u8>>, password: Option<&str>) -> Result<Self, OpenError> {
        let pdf = match Pdf::new(Arc::clone(&bytes)).map_err(open_error) {
            Err(OpenError::PasswordNeeded) => match password {
                Some(password) => Pdf::new_with_password(bytes, password).map_err(|error| match open_error(error) {
                    OpenError::PasswordNeeded => OpenError::PasswordWrong,
                    error => error,
                })?,
                None => return Err(OpenError::PasswordNeeded),
            },
            other => other?,
        };
        let page_count = u32::try_from(pdf.pages().len()).map_err(|_| OpenError::TooLarge)?;
        if page_count == 0 {
            return Err(OpenError::NoPages);
        }
        if page_count > MAX_PAGES {
            return Err(OpenError::TooLarge);
        }
        let (has_form, is_dynamic_xfa) = form(&pdf);
        Ok(Self {
            cell: Cell::new(pdf, |_| RenderCache::new()),
            page_count,
            has_form,
            is_dynamic_xfa,
            pages_since_fresh_cache: 0,
            last_page: None,
        })
    }

    /// At least one.
    pub fn page_count(&self) -> u32 {
        self.page_count
    }

    /// Whether the document has form fields, of which this engine draws only those with an appearance of their own.
    pub fn has_form(&self) -> bool {
        self.has_form
    }

    /// Whether the real contents are an XFA form that is laid out when it is opened, of which only a stand-in is drawn.
    pub fn is_dynamic_xfa(&self) -> bool {
        self.is_dynamic_xfa
    }

    /// Size of a page in points, after its own rotation.
    pub fn page_size(&self, page: u32) -> Result<PageSize, PageError> {
        let page = self.cell.borrow_owner().pages().get(page as usize).ok_or(PageError::NoSuchPage)?;
        let (width, height) = page.render_dimensions();
        Ok(PageSize { width, height })
    }

    /// The visible part of a page, and how it is turned. Cheap: no contents are parsed.
    pub fn page_frame(&self, page: u32) -> Option<PageFrame> {
        let page = self.cell.borrow_owner().pages().get(page as usize)?;
        let seen = page.intersected_crop_box();
        let rotation = match page.rotation() {
            PageRotation::None => Rotation::None,
            PageRotation::Horizontal => Rotation::Quarter,
            PageRotation::Flipped => Rotation::Half,
            PageRotation::FlippedHorizontal => Rotation::ThreeQuarter,
        };
        let (left, bottom) = (seen.x0 as f32, seen.y0 as f32);
        Some(PageFrame { left, bottom, right: seen.x1 as f32, top: seen.y1 as f32, rotation })
    }

    /// Draws a part of a page; see [`Pages::render`](super::super::Pages::render), which has checked the request.
    /// May panic on hostile bytes; the document must not be used after that.
    pub fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<(), PageError> {
        if self.last_page != Some(page) {
            self.last_page = Some(page);
            self.pages_since_fresh_cache = self.pages_since_fresh_cache.saturating_add(1);
        }
        if self.pages_since_fresh_cache > BUILT_IN_CACHE_PAGES {
            self.pages_since_fresh_cache = 1;
            self.cell.with_dependent_mut(|_, cache| *cache = RenderCache::new());
        }
        let pixels = |length: u32| u16::try_from(length).map_err(|_| PageError::TooLarge);
        let (width, height) = (pixels(part.width)?, pixels(part.height)?);

        self.cell.with_dependent(|pdf, cache| {
            let page = pdf.pages().get(page as usize).ok_or(PageError::NoSuchPage)?;
            let (page_width, page_height) = page.render_dimensions();
            let transform = Affine::translate((-f64::from(part.x), -f64::from(part.y)))
                * placed(f64::from(page_width), f64::from(page_height), scaled, rotation)
                * page.initial_transform(true).to_kurbo();
            let mut context = RenderContext::new(width, height);
            hayro::render_into(
                page,
                cache,
                &InterpreterSettings::default(),
                &RenderSettings::default(),
                &mut context,
                transform,
            );
            context.flush();
            let target = PixmapMut::new(width, height, out).ok_or(PageError::TooLarge)?;
            context.render_with(
                target,
                &mut Resources::default(),
                RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() },
            );
            Ok(())
        })
    }
}

/// Lays a page of the given size down rotated, so that it fills `scaled`.
fn placed(page_width: f64, page_height: f64, scaled: PixelSize, rotation: Rotation) -> Affine {
    let (width, height) = (f64::from(scaled.width), f64::from(scaled.height));
    let turned = |turn: [f64; 6]| {
        // The sides of the page before it is turned.
        Affine::new(turn) * Affine::scale_non_uniform(height / page_width, width / page_height)
    };
    match rotation {
        Rotation::None => Affine::scale_non_uniform(width / page_width, height / page_height),
        Rotation::Quarter => turned([0.0, 1.0, -1.0, 0.0, width, 0.0]),
        Rotation::Half => {
            Affine::new([-1.0, 0.0, 0.0, -1.0, width, height])
                * Affine::scale_non_uniform(width / page_width, height / page_height)
        }
        Rotation::ThreeQuarter => turned([0.0, -1.0, 1.0, 0.0, 0.0, height]),
    }
}

/// Whether there are form fields, and whether they are a dynamic XFA form (PDF 32000-1, 7.7.2 and 12.7.2).
fn form(pdf: &Pdf) -> (bool, bool) {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return (false, false) };
    let Some(form) = catalog.get::<Dict<'_>>("AcroForm") else { return (false, false) };
    let has_fields = form.get::<Array<'_>>("Fields").is_some_and(|fields| fields.raw_iter().next().is_some());
    let needs_rendering = catalog.get::<bool>("NeedsRendering").unwrap_or(false);
    (has_fields, form.contains_key("XFA") && needs_rendering)
}

fn open_error(error: LoadPdfError) -> OpenError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => OpenError::PasswordNeeded,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => OpenError::Unsupported,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => OpenError::Damaged,
    }
}
