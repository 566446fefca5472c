//! A page once it is laid out: what is to be painted, and its text with the place of every character.

use parley::FontData;
use std::rc::Rc;
use vello_cpu::Glyph;
use vello_cpu::kurbo::{Affine, BezPath};
use zeroize::Zeroizing;

use super::super::facts::{Link, LinkTarget, PageBox, PageText};
use crate::limits::{MAX_PAGE_LINKS, MAX_PAGE_TEXT_CHARS};

/// Width of a page: US Letter, in points.
pub(super) const PAGE_WIDTH: f32 = 612.0;
/// Height of a page.
pub(super) const PAGE_HEIGHT: f32 = 792.0;
/// Empty space on every side of a page.
pub(super) const MARGIN: f32 = 54.0;

/// Something to be painted, in points from the page's top left corner.
pub(super) enum Mark {
    /// Letters of one font and look.
    Glyphs(Glyphs),
    /// A filled rectangle; its edges are laid on whole pixels, and it is never thinner than one.
    Fill(PageBox, [u8; 3]),
    /// A filled outline.
    Shape(PageBox, BezPath, [u8; 3]),
    /// A picture: its place in the list of the document's pictures.
    Picture(PageBox, usize),
}

/// Letters of one font and look on one line.
pub(super) struct Glyphs {
    pub font: FontData,
    /// Height of the letters.
    pub size: f32,
    pub colour: [u8; 3],
    /// By how many degrees they lean to the right.
    pub lean: f32,
    /// Drawn heavier than the font is.
    pub heavier: bool,
    /// Where a variable font is on its axes.
    pub coords: Rc<[i16]>,
    /// From the page's corner to the baseline.
    pub origin: (f32, f32),
    /// From there.
    pub glyphs: Rc<[Glyph]>,
    /// Where ink may be, from the page's corner.
    pub bounds: PageBox,
    /// A line below, from left to right, from the page's left edge.
    pub underline: Option<(f32, f32)>,
    /// A line through.
    pub strike: Option<(f32, f32)>,
}

/// A page that is laid out.
#[derive(Default)]
pub(super) struct Drawing {
    /// What is painted first is below.
    marks: Vec<Mark>,
    text: Zeroizing<String>,
    boxes: Vec<PageBox>,
    links: Vec<Link>,
    /// The link that the last character belongs to, by its place in the document.
    open_link: u32,
    /// How many characters stand before the cell that is being drawn.
    cell_start: usize,
    zoom: Zoom,
}

/// How places are moved and made smaller before they go on the page.
#[derive(Clone, Copy)]
pub(super) struct Zoom {
    scale: f32,
    x: f32,
    y: f32,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { scale: 1.0, x: 0.0, y: 0.0 }
    }
}

impl Zoom {
    fn point(self, (x, y): (f32, f32)) -> (f32, f32) {
        (x * self.scale + self.x, y * self.scale + self.y)
    }

    fn place(self, place: PageBox) -> PageBox {
        let ((left, top), (right, bottom)) =
            (self.point((place.left, place.top)), self.point((place.right, place.bottom)));
        PageBox { left, top, right, bottom }
    }

    fn mark(self, mark: Mark) -> Mark {
        match mark {
            Mark::Fill(place, colour) => Mark::Fill(self.place(place), colour),
            Mark::Picture(place, nth) => Mark::Picture(self.place(place), nth),
            Mark::Shape(place, mut path, colour) => {
                let (scale, moved) = (f64::from(self.scale), (f64::from(self.x), f64::from(self.y)));
                path.apply_affine(Affine::translate(moved) * Affine::scale(scale));
                Mark::Shape(self.place(place), path, colour)
            }
            Mark::Glyphs(glyphs) => {
                let smaller = |glyph: &Glyph| Glyph { id: glyph.id, x: glyph.x * self.scale, y: glyph.y * self.scale };
                let across = |(left, right): (f32, f32)| (self.point((left, 0.0)).0, self.point((right, 0.0)).0);
                Mark::Glyphs(Glyphs {
                    size: glyphs.size * self.scale,
                    origin: self.point(glyphs.origin),
                    glyphs: glyphs.glyphs.iter().map(smaller).collect(),
                    bounds: self.place(glyphs.bounds),
                    underline: glyphs.underline.map(across),
                    strike: glyphs.strike.map(across),
                    ..glyphs
                })
            }
        }
    }
}

impl Drawing {
    /// What is painted, from the lowest to the highest.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Adds something to be painted on top of what is there.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(if self.zoom.scale == 1.0 { mark } else { self.zoom.mark(mark) });
    }

    /// From now on everything is `scale` times as large, seen from `(x, y)`, which stays where it is. Gives what was before, for
    /// [`Drawing::zoom_back`].
    pub fn zoom(&mut self, scale: f32, (x, y): (f32, f32)) -> Zoom {
        let before = self.zoom;
        if scale != 1.0 {
            let (x, y) = before.point((x * (1.0 - scale), y * (1.0 - scale)));
            self.zoom = Zoom { scale: before.scale * scale, x, y };
        }
        before
    }

    /// Ends what [`Drawing::zoom`] began.
    pub fn zoom_back(&mut self, before: Zoom) {
        self.zoom = before;
    }

    /// Adds a character in reading order. A box outside of the page is cut at the page's edge.
    pub fn push(&mut self, letter: char, place: PageBox) {
        if self.boxes.len() < MAX_PAGE_TEXT_CHARS {
            self.text.push(letter);
            self.boxes.push(on_page(self.zoom.place(place)));
        }
    }

    /// Adds a character that is not drawn, at the end of what stands before it.
    pub fn push_unseen(&mut self, letter: char) {
        let before = self.boxes.last().copied().unwrap_or(PageBox { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 });
        if self.boxes.len() < MAX_PAGE_TEXT_CHARS {
            self.text.push(letter);
            self.boxes.push(PageBox { left: before.right, ..before });
        }
    }

    /// What follows is in a cell of a table.
    pub fn start_cell(&mut self) {
        self.cell_start = self.boxes.len();
    }

    /// Ends a cell: what stands between it and the next one takes the place of its last line end.
    pub fn end_cell(&mut self, between: char) {
        if self.boxes.len() > self.cell_start && self.text.ends_with('\n') {
            self.text.pop();
            self.text.push(between);
        } else {
            self.push_unseen(between);
        }
    }

    /// Adds a place that leads to an address; places of the same link side by side become one.
    pub fn push_link(&mut self, link: u32, address: &str, place: PageBox) {
        let place = on_page(self.zoom.place(place));
        if let Some(last) = self.links.last_mut()
            && self.open_link == link
            && last.place.top < place.bottom
            && place.top < last.place.bottom
        {
            last.place = united(last.place, place);
            return;
        }
        if self.links.len() < MAX_PAGE_LINKS {
            self.links.push(Link { place, target: LinkTarget::Address(address.to_owned()) });
            self.open_link = link;
        }
    }

    /// The text, for whoever asks.
    pub fn text(&self) -> PageText {
        PageText { text: self.text.clone(), boxes: self.boxes.clone(), links: self.links.clone() }
    }
}

fn united(one: PageBox, other: PageBox) -> PageBox {
    PageBox {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

fn on_page(place: PageBox) -> PageBox {
    let (across, down) = (|x: f32| x.clamp(0.0, PAGE_WIDTH), |y: f32| y.clamp(0.0, PAGE_HEIGHT));
    let (left, top) = (across(place.left), down(place.top));
    PageBox { left, top, right: across(place.right).max(left), bottom: down(place.bottom).max(top) }
}
