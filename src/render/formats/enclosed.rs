//! A document that encloses another one, as one run of pages: those of the outer document (the header of a CDA), then those of the
//! inner one. The inner document is also an attachment, so that it can be saved as it is.

use zeroize::Zeroizing;

use super::{
    Attachment, DocumentFacts, Engine, LinkTarget, Notices, OutlineEntry, PageBox, PageError, PageSize, PageText,
    Pages, PixelRect, PixelSize, Rotation, StatedPatient,
};
use crate::limits::{MAX_ATTACHMENT_BYTES, MAX_OUTLINE_LEVEL, MAX_PAGES};

/// Width of the outer document's pages: a picture that is wider is laid out at this width.
const PAGE_WIDTH: f32 = 612.0;
/// Points of a pixel of a picture that is small enough: 96 pixels make an inch.
const PIXEL_POINTS: f32 = 0.75;

/// The inner document.
pub(super) struct Inner {
    /// Its bytes, verbatim.
    pub bytes: Zeroizing<Vec<u8>>,
    /// A name to list it by.
    pub name: String,
    /// Its pages, where there is a reader for it.
    pub pages: Option<Box<dyn Pages>>,
}

/// See the module.
pub(super) struct Enclosing {
    outer: Box<dyn Pages>,
    inner: Inner,
    outer_count: u32,
    inner_count: u32,
    /// The inner document has more pages than there is room for.
    is_cut: bool,
}

/// A page of one of the two, in its own count.
enum Of {
    Outer(u32),
    Inner(u32),
}

impl Enclosing {
    /// Puts them behind each other. What is beyond `MAX_PAGES` is left out.
    pub fn new(outer: Box<dyn Pages>, inner: Inner) -> Self {
        let outer_count = outer.page_count().min(MAX_PAGES);
        let room = MAX_PAGES.saturating_sub(outer_count);
        let all = inner.pages.as_ref().map_or(0, |pages| pages.page_count());
        Self { outer, inner, outer_count, inner_count: all.min(room), is_cut: all > room }
    }

    fn of(&self, page: u32) -> Result<Of, PageError> {
        match page.checked_sub(self.outer_count) {
            None => Ok(Of::Outer(page)),
            Some(inner) if inner < self.inner_count => Ok(Of::Inner(inner)),
            Some(_) => Err(PageError::NoSuchPage),
        }
    }

    fn inner(&mut self) -> Result<&mut Box<dyn Pages>, PageError> {
        self.inner.pages.as_mut().ok_or(PageError::NoSuchPage)
    }

    /// Points of a unit of an inner page: 1 but for pictures, whose unit is a pixel.
    fn unit(&mut self, page: u32) -> Result<f32, PageError> {
        let pages = self.inner()?;
        if pages.engine() != Engine::Image {
            return Ok(1.0);
        }
        let width = pages.page_size(page)?.width.max(1.0);
        Ok((PAGE_WIDTH / width).min(PIXEL_POINTS))
    }

    fn shifted(&self, target: LinkTarget) -> LinkTarget {
        match target {
            LinkTarget::Page { page, top } => LinkTarget::Page { page: page.saturating_add(self.outer_count), top },
            address => address,
        }
    }
}

impl Pages for Enclosing {
    fn engine(&self) -> Engine {
        self.outer.engine()
    }

    fn notices(&self) -> Notices {
        let outer = self.outer.notices();
        let Some(inner) = self.inner.pages.as_ref().map(|pages| pages.notices()) else { return outer };
        Notices {
            form_entries_may_be_missing: outer.form_entries_may_be_missing || inner.form_entries_may_be_missing,
            xfa: outer.xfa || inner.xfa,
            built_in_engine: outer.built_in_engine || inner.built_in_engine,
            pdfium_missing: outer.pdfium_missing || inner.pdfium_missing,
            cut_short: outer.cut_short || inner.cut_short || self.is_cut,
            charset_guessed: outer.charset_guessed || inner.charset_guessed,
            shown_as_text: outer.shown_as_text || inner.shown_as_text,
        }
    }

    fn page_count(&self) -> u32 {
        self.outer_count.saturating_add(self.inner_count)
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        match self.of(page)? {
            Of::Outer(page) => self.outer.page_size(page),
            Of::Inner(page) => {
                let unit = self.unit(page)?;
                let size = self.inner()?.page_size(page)?;
                Ok(PageSize { width: size.width * unit, height: size.height * unit })
            }
        }
    }

    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        match self.of(page)? {
            Of::Outer(page) => self.outer.render(page, scaled, part, rotation, out),
            Of::Inner(page) => self.inner()?.render(page, scaled, part, rotation, out),
        }
    }

    fn facts(&mut self) -> DocumentFacts {
        let mut facts = self.outer.facts();
        let size_bytes = u64::try_from(self.inner.bytes.len()).unwrap_or(u64::MAX);
        facts.attachments.insert(0, Attachment { name: self.inner.name.clone(), size_bytes });
        let Some(pages) = self.inner.pages.as_mut() else { return facts };
        let inside = pages.facts();
        let title = inside.properties.iter().find(|(property, _)| *property == super::Property::Title);
        let title = title.map_or_else(|| self.inner.name.clone(), |(_, title)| title.clone());
        facts.outline.push(OutlineEntry { level: 0, title, page: Some(self.outer_count), top: None });
        facts.outline.extend(inside.outline.into_iter().map(|entry| OutlineEntry {
            level: entry.level.saturating_add(1).min(MAX_OUTLINE_LEVEL),
            page: entry.page.map(|page| page.saturating_add(self.outer_count)),
            ..entry
        }));
        facts.attachments.extend(inside.attachments);
        // Where the outer document names nobody, the inner one may.
        let names_somebody = |patient: &StatedPatient| !patient.identifiers.is_empty();
        if !facts.patient.as_deref().is_some_and(names_somebody)
            && inside.patient.as_deref().is_some_and(names_somebody)
        {
            facts.patient = inside.patient;
        }
        let known: Vec<_> = facts.properties.iter().map(|(property, _)| *property).collect();
        facts.properties.extend(inside.properties.into_iter().filter(|(property, _)| !known.contains(property)));
        facts
    }

    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        match self.of(page)? {
            Of::Outer(page) => self.outer.page_text(page),
            Of::Inner(page) => {
                let unit = self.unit(page)?;
                let Some(text) = self.inner()?.page_text(page)? else { return Ok(None) };
                let grown = |place: PageBox| PageBox {
                    left: place.left * unit,
                    top: place.top * unit,
                    right: place.right * unit,
                    bottom: place.bottom * unit,
                };
                let boxes = text.boxes.into_iter().map(grown).collect();
                let links = text
                    .links
                    .into_iter()
                    .map(|link| super::Link { place: grown(link.place), target: self.shifted(link.target) });
                Ok(Some(PageText { text: text.text, boxes, links: links.collect() }))
            }
        }
    }

    fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        match index.checked_sub(1) {
            None if u64::try_from(self.inner.bytes.len()).unwrap_or(u64::MAX) > MAX_ATTACHMENT_BYTES => {
                Err(PageError::TooLarge)
            }
            None => Ok(self.inner.bytes.clone()),
            Some(index) => match self.inner.pages.as_mut() {
                Some(pages) => pages.attachment(index),
                None => Err(PageError::NoSuchAttachment),
            },
        }
    }
}

#[cfg(test)]
#[path = "enclosed_tests.rs"]
mod tests;
