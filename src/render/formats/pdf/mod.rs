//! PDFs: PDFium first, hayro where PDFium is missing, cannot open the document or cannot load a page.

mod frame;
mod hayro;
pub(super) mod library;
mod pdfium;
mod reading;

use self::hayro::HayroDocument;
use self::pdfium::PdfiumDocument;
use super::{DocumentFacts, PageText};
use super::{Engine, EngineChoice, Notices, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};
use super::{check_request, guarded};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A PDF, with the engine that opened it and one to fall back on.
pub(super) struct PdfPages {
    bytes: Arc<Vec<u8>>,
    password: Option<Zeroizing<String>>,
    page_count: u32,
    pdfium: Option<PdfiumDocument>,
    hayro: BuiltIn,
    pdfium_missing: bool,
    /// hayro has drawn a page.
    drawn_by_hayro: bool,
}

/// The state of the built-in engine, which is opened when it is first needed.
enum BuiltIn {
    Untried,
    Open(HayroDocument),
    Failed,
}

impl PdfPages {
    /// Opens with the first engine that can.
    pub fn open(bytes: Vec<u8>, password: Option<&str>, choice: EngineChoice) -> Result<Self, OpenError> {
        let bytes = Arc::new(bytes);
        let library = match choice {
            EngineChoice::Best => library::pdfium(),
            EngineChoice::Hayro => None,
        };
        let opened = library.map(|library| {
            guarded(|| PdfiumDocument::open(library, Arc::clone(&bytes), password)).unwrap_or(Err(OpenError::Damaged))
        });
        let mut pages = Self {
            bytes,
            password: password.map(|password| Zeroizing::new(password.to_owned())),
            page_count: 0,
            pdfium: None,
            hayro: BuiltIn::Untried,
            pdfium_missing: choice == EngineChoice::Best && library.is_none(),
            drawn_by_hayro: false,
        };
        match opened {
            Some(Ok(document)) => {
                pages.page_count = document.page_count();
                pages.pdfium = Some(document);
            }
            Some(Err(error @ (OpenError::PasswordNeeded | OpenError::PasswordWrong | OpenError::TooLarge))) => {
                return Err(error);
            }
            Some(Err(first)) => {
                pages.page_count = pages.open_hayro().map_err(|second| match second {
                    OpenError::PasswordNeeded | OpenError::PasswordWrong | OpenError::TooLarge => second,
                    // PDFium knows more kinds of encryption and of damage.
                    _ => first,
                })?;
            }
            None => pages.page_count = pages.open_hayro()?,
        }
        Ok(pages)
    }

    /// Number of pages that hayro finds.
    fn open_hayro(&mut self) -> Result<u32, OpenError> {
        let password = self.password.as_ref().map(|password| password.as_str());
        let bytes = Arc::clone(&self.bytes);
        let opened = guarded(|| HayroDocument::open(bytes, password)).unwrap_or(Err(OpenError::Damaged));
        match opened {
            Ok(document) => {
                let page_count = document.page_count();
                self.hayro = BuiltIn::Open(document);
                Ok(page_count)
            }
            Err(error) => {
                self.hayro = BuiltIn::Failed;
                Err(error)
            }
        }
    }

    /// hayro, if it opens the document and numbers its pages as the first engine does: the two count differently where a
    /// page is damaged, and another page must not be shown for the one asked for.
    fn hayro(&mut self) -> Option<&mut HayroDocument> {
        if matches!(self.hayro, BuiltIn::Untried) {
            let _ = self.open_hayro();
        }
        match &mut self.hayro {
            BuiltIn::Open(document) if document.page_count() == self.page_count => Some(document),
            _ => None,
        }
    }
}

impl Pages for PdfPages {
    fn engine(&self) -> Engine {
        if self.pdfium.is_some() { Engine::Pdfium } else { Engine::Hayro }
    }

    fn notices(&self) -> Notices {
        let built_in_engine = self.pdfium.is_none() || self.drawn_by_hayro;
        let (has_form, xfa) = match &self.hayro {
            BuiltIn::Open(document) => (document.has_form(), document.is_dynamic_xfa()),
            BuiltIn::Untried | BuiltIn::Failed => (false, false),
        };
        Notices {
            form_entries_may_be_missing: built_in_engine && has_form,
            xfa: self.pdfium.as_ref().map_or(xfa, PdfiumDocument::is_dynamic_xfa),
            built_in_engine,
            pdfium_missing: self.pdfium_missing,
            ..Notices::default()
        }
    }

    fn page_count(&self) -> u32 {
        self.page_count
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        if page >= self.page_count {
            return Err(PageError::NoSuchPage);
        }
        if let Some(document) = &self.pdfium
            && let Some(Ok(size)) = guarded(|| document.page_size(page))
            && size.width > 0.0
            && size.height > 0.0
        {
            return Ok(size);
        }
        let document = self.hayro().ok_or(PageError::Damaged)?;
        guarded(|| document.page_size(page)).unwrap_or(Err(PageError::Damaged))
    }

    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        if page >= self.page_count {
            return Err(PageError::NoSuchPage);
        }
        check_request(scaled, part, out)?;
        if let Some(document) = &mut self.pdfium
            && let Some(Ok(())) = guarded(|| document.render(page, scaled, part, rotation, out))
        {
            return Ok(Engine::Pdfium);
        }
        let document = self.hayro().ok_or(PageError::Damaged)?;
        match guarded(|| document.render(page, scaled, part, rotation, out)) {
            Some(drawn) => {
                drawn?;
                self.drawn_by_hayro = true;
                Ok(Engine::Hayro)
            }
            None => {
                // Half-changed by the panic; opened afresh for the next page.
                self.hayro = BuiltIn::Untried;
                Err(PageError::Damaged)
            }
        }
    }

    fn facts(&mut self) -> DocumentFacts {
        self.read_facts()
    }

    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        self.read_text(page)
    }

    fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        let Some(document) = &self.pdfium else { return Err(PageError::NoSuchAttachment) };
        guarded(|| document.attachment(index)).unwrap_or(Err(PageError::Damaged))
    }
}
