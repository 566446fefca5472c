//! Flow documents and plain text as documents of pages: what the readers of formats open.

use std::collections::VecDeque;
use std::rc::Rc;

use super::super::facts::{DocumentFacts, PageText, Property, StatedPatient};
use super::super::{Engine, Notices, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};
use super::super::{check_request, guarded};
use super::content::Content;
use super::drawing::{Drawing, PAGE_HEIGHT, PAGE_WIDTH};
use super::fonts::Fonts;
use super::intake::take_in;
use super::lines::LinePages;
use super::model::Flow;
use super::paginate;
use super::paint::{Painter, Target};
use super::picture::{self, Upright};
use super::setter::Setter;
use super::shape::Shaper;

/// Pages that stay laid out: the one that is drawn in parts, and one whose text is read meanwhile.
const LAID_OUT: usize = 3;
/// Decoded pictures that are held, and their pixels (of at most three bytes). One picture may have more.
const HELD_PICTURES: usize = 64;
const HELD_PIXELS: u64 = 50_000_000;

/// A document that is laid out here.
pub(in super::super) struct FlowPages {
    pages: Laid,
    setter: Setter,
    painter: Painter,
    notices: Notices,
    properties: Vec<(Property, String)>,
    patient: Option<StatedPatient>,
    drawn: VecDeque<(u32, Rc<Drawing>)>,
    pictures: VecDeque<(usize, Option<Rc<Upright>>, u64)>,
}

enum Laid {
    Blocks(Box<Content>, paginate::Pages),
    Lines(LinePages),
}

impl FlowPages {
    /// Lays out a document of blocks.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] where it cannot be laid out.
    pub fn new(flow: Flow, notices: Notices) -> Result<Self, OpenError> {
        Self::with_fonts(flow, notices, Fonts::new())
    }

    /// Lays out plain text, line by line, in a monospaced font.
    pub fn lines(text: String, properties: Vec<(Property, String)>, notices: Notices) -> Self {
        Self::lines_with_fonts(text, properties, notices, Fonts::new())
    }

    /// The same document about a patient, by its own words.
    pub fn about(self, patient: Option<StatedPatient>) -> Self {
        Self { patient, ..self }
    }

    fn with_fonts(mut flow: Flow, mut notices: Notices, fonts: Fonts) -> Result<Self, OpenError> {
        let properties = std::mem::take(&mut flow.properties);
        let patient = flow.patient.take();
        let (content, is_cut) = take_in(flow);
        let mut setter = Setter::new(Shaper::new(fonts));
        let pages = guarded(|| paginate::Pages::new(&mut setter, &content)).ok_or(OpenError::Damaged)?;
        notices.cut_short |= is_cut || pages.is_cut;
        Ok(Self::of(Laid::Blocks(Box::new(content), pages), setter, notices, properties, patient))
    }

    fn lines_with_fonts(text: String, properties: Vec<(Property, String)>, mut notices: Notices, fonts: Fonts) -> Self {
        let pages = LinePages::new(text);
        notices.cut_short |= pages.is_cut;
        Self::of(Laid::Lines(pages), Setter::new(Shaper::new(fonts)), notices, properties, None)
    }

    fn of(
        pages: Laid,
        setter: Setter,
        notices: Notices,
        properties: Vec<(Property, String)>,
        patient: Option<StatedPatient>,
    ) -> Self {
        let painter = Painter::new();
        let (drawn, pictures) = (VecDeque::new(), VecDeque::new());
        Self { pages, setter, painter, notices, properties, patient, drawn, pictures }
    }

    fn check_page(&self, page: u32) -> Result<(), PageError> {
        if page < self.page_count() { Ok(()) } else { Err(PageError::NoSuchPage) }
    }

    /// The page laid out, from before or anew.
    fn drawing(&mut self, page: u32) -> Result<Rc<Drawing>, PageError> {
        self.check_page(page)?;
        if let Some((_, drawing)) = self.drawn.iter().find(|(known, _)| *known == page) {
            return Ok(Rc::clone(drawing));
        }
        let Self { pages, setter, .. } = self;
        let drawing = guarded(|| match pages {
            Laid::Blocks(content, pages) => pages.draw(page as usize, setter, content),
            Laid::Lines(lines) => lines.draw(page as usize, &mut setter.shaper),
        });
        let drawing = Rc::new(drawing.ok_or(PageError::Damaged)?);
        self.drawn.push_front((page, Rc::clone(&drawing)));
        self.drawn.truncate(LAID_OUT);
        Ok(drawing)
    }
}

/// The pixels of a picture, from before or anew; few are held.
fn pixels(
    held: &mut VecDeque<(usize, Option<Rc<Upright>>, u64)>,
    content: &Content,
    nth: usize,
) -> Option<Rc<Upright>> {
    if let Some((_, raster, _)) = held.iter().find(|(known, ..)| *known == nth) {
        return raster.clone();
    }
    let bytes = &content.pictures.get(nth)?.bytes;
    let pixels = picture::pixels(bytes).map_or(0, |(width, height)| u64::from(width) * u64::from(height));
    // Room is made before another is decoded.
    while held.len() >= HELD_PICTURES || held.iter().map(|(.., pixels)| pixels).sum::<u64>() + pixels > HELD_PIXELS {
        if held.pop_back().is_none() {
            break;
        }
    }
    let raster = picture::decode(bytes).map(Rc::new);
    held.push_front((nth, raster.clone(), pixels));
    raster
}

impl Pages for FlowPages {
    fn engine(&self) -> Engine {
        Engine::Flow
    }

    fn notices(&self) -> Notices {
        self.notices
    }

    fn page_count(&self) -> u32 {
        let count = match &self.pages {
            Laid::Blocks(_, pages) => pages.count(),
            Laid::Lines(lines) => lines.count(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        self.check_page(page)?;
        Ok(PageSize { width: PAGE_WIDTH, height: PAGE_HEIGHT })
    }

    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        self.check_page(page)?;
        check_request(scaled, part, out)?;
        let drawing = self.drawing(page)?;
        let Self { pages, painter, pictures, .. } = self;
        let target = Target { scaled, part, rotation };
        let picture = |nth| match pages {
            Laid::Blocks(content, _) => pixels(pictures, content, nth),
            Laid::Lines(_) => None,
        };
        match guarded(|| painter.paint(&drawing, &target, out, picture)) {
            Some(painted) => painted.map(|()| Engine::Flow),
            None => {
                // Half-changed by the panic.
                self.painter = Painter::new();
                Err(PageError::Damaged)
            }
        }
    }

    fn facts(&mut self) -> DocumentFacts {
        let outline = match &self.pages {
            Laid::Blocks(_, pages) => pages.outline.clone(),
            Laid::Lines(_) => Vec::new(),
        };
        DocumentFacts {
            outline,
            properties: self.properties.clone(),
            patient: self.patient.clone().map(Box::new),
            ..Default::default()
        }
    }

    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        Ok(Some(self.drawing(page)?.text()))
    }
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
