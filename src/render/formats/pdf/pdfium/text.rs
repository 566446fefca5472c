//! Text and links of a page. Part of `pdfium`.

use pdfium_render::prelude::{PdfAction, PdfDestination, PdfDestinationViewSettings, PdfLink, PdfPage, PdfRect};
use zeroize::Zeroizing;

use super::super::frame::PageFrame;
use super::lines::{Lines, Place, around};
use super::{Destination, PdfiumDocument, Target};
use crate::limits::{MAX_PAGE_ANNOTATIONS, MAX_PAGE_LINKS, MAX_PAGE_TEXT_CHARS};
use crate::render::formats::{PageBox, PageError, Rotation};

/// Text of a page with a box for each character, and its links.
pub(in super::super) struct RawText {
    pub text: Zeroizing<String>,
    pub boxes: Vec<PageBox>,
    pub links: Vec<(PageBox, Target)>,
}

impl PdfiumDocument {
    /// Text and links of a page. What lies beyond the page's edge is left out: nobody sees it.
    pub fn page_text(&self, page: u32) -> Result<RawText, PageError> {
        let index = i32::try_from(page).map_err(|_| PageError::NoSuchPage)?;
        self.cell.with_dependent(|_, loaded| match &loaded.page {
            Some((loaded, page)) if *loaded == index => read_page(page),
            _ => read_page(&loaded.document.pages().get(index).map_err(|_| PageError::Damaged)?),
        })
    }
}

fn read_page(page: &PdfPage<'_>) -> Result<RawText, PageError> {
    let frame = frame(page).ok_or(PageError::Damaged)?;
    let text = page.text().map_err(|_| PageError::Damaged)?;
    let chars = text.chars();
    let mut lines = Lines::new(frame.rotation, chars.len().min(MAX_PAGE_TEXT_CHARS));
    for letter in chars.iter().take(MAX_PAGE_TEXT_CHARS) {
        let bounds = |bounds: Result<PdfRect, _>| bounds.ok().map(|bounds| on_page(&frame, &bounds));
        let (loose, tight) = match letter.is_generated() {
            Ok(false) => (bounds(letter.loose_bounds()), bounds(letter.tight_bounds())),
            _ => (None, None),
        };
        let place = match [loose, tight].into_iter().flatten().reduce(around) {
            Some(place) => match frame.visible(place) {
                Some(place) if loose.is_none_or(|loose| loose.is_empty()) => Place::Uneven(place),
                Some(place) => Place::Even(place),
                None => Place::Hidden,
            },
            None => Place::MadeUp,
        };
        lines.push(letter.unicode_value(), place);
    }
    let (text, boxes) = lines.finish();
    Ok(RawText { text, boxes, links: links(page, &frame) })
}

/// The visible part of a page and how it is turned.
fn frame(page: &PdfPage<'_>) -> Option<PageFrame> {
    use pdfium_render::prelude::PdfPageRenderRotation as Turned;

    let bounds = page.boundaries().bounding().ok()?.bounds;
    let rotation = match page.rotation().ok()? {
        Turned::None => Rotation::None,
        Turned::Degrees90 => Rotation::Quarter,
        Turned::Degrees180 => Rotation::Half,
        Turned::Degrees270 => Rotation::ThreeQuarter,
    };
    let (left, right) = (bounds.left().value, bounds.right().value);
    Some(PageFrame { left, bottom: bounds.bottom().value, right, top: bounds.top().value, rotation })
}

fn on_page(frame: &PageFrame, bounds: &PdfRect) -> PageBox {
    frame.place((bounds.left().value, bounds.bottom().value), (bounds.right().value, bounds.top().value))
}

fn links(page: &PdfPage<'_>, frame: &PageFrame) -> Vec<(PageBox, Target)> {
    let mut links: Vec<(PageBox, Target)> = Vec::new();
    for place in 0..MAX_PAGE_ANNOTATIONS {
        if links.len() >= MAX_PAGE_LINKS {
            break;
        }
        // The next link from this annotation on: an annotation of another kind gives the link behind it a second time.
        let Ok(link) = page.links().get(place) else { break };
        let Ok(bounds) = link.rect() else { continue };
        let Some(place) = frame.visible(on_page(frame, &bounds)) else { continue };
        if let Some(target) = link_target(&link)
            && links.last().is_none_or(|(last_place, last)| *last_place != place || *last != target)
        {
            links.push((place, target));
        }
    }
    links
}

fn link_target(link: &PdfLink<'_>) -> Option<Target> {
    link.destination().and_then(|to| destination(&to)).map(Target::Page).or_else(|| match link.action()? {
        PdfAction::LocalDestination(action) => destination(&action.destination().ok()?).map(Target::Page),
        PdfAction::Uri(action) => Some(Target::Address(action.uri().ok()?)),
        _ => None,
    })
}

/// Where a destination leads; `None` where that is no page of this document.
pub(super) fn destination(to: &PdfDestination<'_>) -> Option<Destination> {
    use PdfDestinationViewSettings as View;

    let page = u32::try_from(to.page_index().ok()?).ok()?;
    let (x, y) = match to.view_settings() {
        Ok(View::SpecificCoordinatesAndZoom(x, y, _)) => (x, y),
        Ok(View::FitPageHorizontallyToWindow(y) | View::FitBoundsHorizontallyToWindow(y)) => (None, y),
        Ok(View::FitPageVerticallyToWindow(x) | View::FitBoundsVerticallyToWindow(x)) => (x, None),
        Ok(View::FitPageToRectangle(rect)) => (Some(rect.left()), Some(rect.top())),
        _ => (None, None),
    };
    Some(Destination { page, x: x.map(|x| x.value), y: y.map(|y| y.value) })
}
