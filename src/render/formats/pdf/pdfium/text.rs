//! Text and links of a page. Part of `pdfium`.

use pdfium_render::prelude::{PdfAction, PdfDestination, PdfDestinationViewSettings, PdfLink, PdfPage, PdfRect};
use zeroize::Zeroizing;

use super::super::frame::PageFrame;
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
    let mut lines = Lines::new(frame, chars.len().min(MAX_PAGE_TEXT_CHARS));
    for letter in chars.iter().take(MAX_PAGE_TEXT_CHARS) {
        let place = if letter.is_generated().unwrap_or(true) {
            Place::MadeUp
        } else {
            let bounds = [letter.loose_bounds(), letter.tight_bounds()];
            // Loose bounds are even along a line, but nothing for turned text; tight ones hold all the ink.
            match bounds.into_iter().flatten().map(|bounds| on_page(&frame, &bounds)).reduce(around) {
                Some(place) => frame.visible(place).map_or(Place::Hidden, Place::Seen),
                None => Place::MadeUp,
            }
        };
        lines.push(letter.unicode_value(), place);
    }
    let Lines { text, boxes, .. } = lines;
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

fn around(a: PageBox, b: PageBox) -> PageBox {
    PageBox {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

/// Where a character is.
#[derive(Clone, Copy)]
enum Place {
    Seen(PageBox),
    /// Beyond the page's edge.
    Hidden,
    /// Nowhere: the engine added it to tell words and lines apart.
    MadeUp,
}

/// The text as it comes together.
struct Lines {
    text: Zeroizing<String>,
    boxes: Vec<PageBox>,
    frame: PageFrame,
    /// The first half of a character that comes in two (UTF-16, on some systems).
    first_half: Option<(u32, PageBox)>,
    after_return: bool,
}

impl Lines {
    fn new(frame: PageFrame, room_chars: usize) -> Self {
        // Growing would leave copies of the text behind.
        let text = Zeroizing::new(String::with_capacity(room_chars.saturating_mul(4)));
        Self { text, boxes: Vec::with_capacity(room_chars), frame, first_half: None, after_return: false }
    }

    fn push(&mut self, unicode: u32, place: Place) {
        let place = match place {
            Place::Seen(place) => place,
            Place::Hidden => return,
            Place::MadeUp => self.end(),
        };
        let after_return = std::mem::replace(&mut self.after_return, unicode == 0x0d);
        let first_half = self.first_half.take();
        match (unicode, first_half) {
            (0xd800..0xdc00, _) => self.first_half = Some((unicode, place)),
            (0xdc00..0xe000, Some((high, first_place))) => {
                let both = 0x1_0000 + ((high & 0x3ff) << 10) + (unicode & 0x3ff);
                self.add(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER), around(first_place, place));
            }
            (0xdc00..0xe000, None) => self.add(char::REPLACEMENT_CHARACTER, place),
            (0x0a, _) if after_return => {}
            (0x0a | 0x0d, _) => self.add('\n', place),
            // A hyphen at the end of a line, by which a word is divided.
            // It stands for the end of the line as well.
            (0x02 | 0xfffe, _) => {
                self.add('-', place);
                let end = self.end();
                self.add('\n', end);
            }
            (0xad, _) => self.add('-', place),
            (unicode, _) => match char::from_u32(unicode) {
                // A character that the font gives no meaning to is 0.
                Some(letter) if !letter.is_control() || letter == '\t' => self.add(letter, place),
                _ => {}
            },
        }
    }

    fn add(&mut self, letter: char, place: PageBox) {
        self.text.push(letter);
        self.boxes.push(place);
    }

    /// An empty box where the text ends that is there so far.
    fn end(&self) -> PageBox {
        let last = self.boxes.last().copied().unwrap_or(PageBox { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 });
        // Words run along the page's own x, wherever that points.
        match self.frame.rotation {
            Rotation::None => PageBox { left: last.right, ..last },
            Rotation::Quarter => PageBox { top: last.bottom, ..last },
            Rotation::Half => PageBox { right: last.left, ..last },
            Rotation::ThreeQuarter => PageBox { bottom: last.top, ..last },
        }
    }
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
