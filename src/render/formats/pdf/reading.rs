//! What PDFium reads from a PDF besides pixels, in the words of `Pages`. Part of `pdf`.
//!
//! Places on other pages are told by hayro, which knows where a page begins without parsing its contents, as PDFium would.

use std::collections::HashMap;

use super::frame::PageFrame;
use super::pdfium::{Destination, Target};
use super::{PdfPages, guarded};
use crate::render::formats::{DocumentFacts, Link, LinkTarget, OutlineEntry, PageError, PageText, Pages};

impl PdfPages {
    pub(super) fn read_facts(&mut self) -> DocumentFacts {
        let Some(document) = &self.pdfium else { return DocumentFacts::default() };
        // One part that panics says nothing about the others.
        let attachments = guarded(|| document.attachments()).unwrap_or_default();
        let properties = guarded(|| document.properties()).unwrap_or_default();
        let entries = guarded(|| document.outline()).unwrap_or_default();
        let mut frames = Frames::default();
        let mut outline = Vec::with_capacity(entries.len());
        for entry in entries {
            let top = entry.destination.and_then(|to| frames.below_top(self, to));
            let page = entry.destination.map(|to| to.page);
            outline.push(OutlineEntry { level: entry.level, title: entry.title, page, top });
        }
        DocumentFacts { outline, attachments, properties, patient: None }
    }

    pub(super) fn read_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        if page >= self.page_count {
            return Err(PageError::NoSuchPage);
        }
        let Some(document) = &self.pdfium else { return Ok(None) };
        let raw = guarded(|| document.page_text(page)).unwrap_or(Err(PageError::Damaged))?;
        let mut frames = Frames::default();
        let mut links = Vec::with_capacity(raw.links.len());
        for (place, target) in raw.links {
            let target = match target {
                Target::Page(to) => LinkTarget::Page { page: to.page, top: frames.below_top(self, to) },
                Target::Address(address) => LinkTarget::Address(address),
            };
            links.push(Link { place, target });
        }
        Ok(Some(PageText { text: raw.text, boxes: raw.boxes, links }))
    }
}

/// Frames of the pages that destinations lead to.
#[derive(Default)]
struct Frames(HashMap<u32, Option<PageFrame>>);

impl Frames {
    fn below_top(&mut self, pages: &mut PdfPages, to: Destination) -> Option<f32> {
        if to.x.is_none() && to.y.is_none() {
            return None;
        }
        let frame = self.0.entry(to.page).or_insert_with(|| frame_of(pages, to.page));
        frame.as_ref()?.below_top(to.x, to.y)
    }
}

/// `None` where the two engines do not see the same page.
fn frame_of(pages: &mut PdfPages, page: u32) -> Option<PageFrame> {
    let size = pages.page_size(page).ok()?;
    let document = pages.hayro()?;
    let frame = guarded(|| document.page_frame(page))??;
    let (width, height) = frame.size();
    let alike = |a: f32, b: f32| (a - b).abs() <= 0.5;
    (alike(width, size.width) && alike(height, size.height)).then_some(frame)
}
