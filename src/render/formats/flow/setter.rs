//! Sets blocks: how high their bands are (lines, rows, pictures: what a page is never broken through), and bands on a page.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::facts::PageBox;
use super::cells;
use super::columns::{RowStart, row_end};
use super::content::{Content, Kind, Leaf};
use super::drawing::{Drawing, MARGIN, Mark, PAGE_HEIGHT};
use super::intake::MARKER_GAP;
use super::line::Line;
use super::look::{Ink, LINE, Looks, MUTED, Surroundings};
use super::model::{Align, Letters};
use super::mono::{self, COLUMN, Mono, ROW};
use super::shape::{Lines, Shaper, Span, Text};
use super::short::Short;
use super::table::Grid;

/// Height of a block that is a line across.
const RULE: f32 = 1.0;
/// Bands that are looked at together: somewhat more than a page has.
const BANDS_AT_ONCE: usize = 96;
/// Least width of a column for contents of any kind.
const LEAST_WIDTH: f32 = 1.0;

/// Where a band is in its block.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Spot {
    /// A line of a paragraph: where its piece starts, and which of its lines it is.
    Line(u32, u32),
    /// A row of preformatted text.
    Row(RowStart),
    /// Rows of a table that are laid out together.
    Group(u32),
    /// A part of a waveform.
    Part(u32),
    /// All of the block.
    Whole,
}

/// A part of a block that stays together.
#[derive(Clone, Copy)]
pub(super) struct Band {
    pub spot: Spot,
    pub height: f32,
}

/// What is drawn of a block.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub leaf: u32,
    pub spot: Spot,
    /// Of rows of a table, what is between these heights; of everything else, all.
    pub slice: (f32, f32),
}

/// All of rows.
pub(super) const WHOLE: (f32, f32) = (0.0, f32::MAX);

/// A column on a page: its left edge, where something is put into it from, and how wide it is.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

/// Which side of words a place is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// Which piece of text is meant: its block, where it starts, and the width of its lines, bit by bit.
type PieceKey = (u32, u32, u32);

/// Sets the blocks of one document.
pub(super) struct Setter {
    pub shaper: Shaper,
    pub mono: Mono,
    short: Short,
    /// The piece that was drawn last: the next line is mostly one of it.
    drawn: Option<(PieceKey, Rc<Lines<Line>>)>,
    /// Grids of tables, which know how high every row is.
    pub grids: HashMap<u32, Rc<Grid>>,
    /// Widths of blocks in tables: of the widest word, and without line breaks.
    pub widths: HashMap<u32, (f32, f32)>,
}

impl Setter {
    pub fn new(shaper: Shaper) -> Self {
        Self {
            shaper,
            mono: Mono::new(),
            short: Short::default(),
            drawn: None,
            grids: HashMap::new(),
            widths: HashMap::new(),
        }
    }

    /// Some bands of a block from `from` on (or from its start) in a column of `width`, and where the rest starts. Enough of them to
    /// see which lines would stand alone.
    pub fn bands(&mut self, content: &Content, leaf: u32, width: f32, from: Option<Spot>) -> (Vec<Band>, Option<Spot>) {
        let (mut bands, mut next) = self.some_bands(content, leaf, width, from);
        while next.is_some() && bands.len() < BANDS_AT_ONCE {
            let (more, rest) = self.some_bands(content, leaf, width, next);
            bands.extend(more);
            next = rest;
        }
        (bands, next)
    }

    /// The same, no more than are found out at once.
    pub fn some_bands(
        &mut self,
        content: &Content,
        leaf: u32,
        width: f32,
        from: Option<Spot>,
    ) -> (Vec<Band>, Option<Spot>) {
        let Some(block) = content.leaf(leaf) else { return (Vec::new(), None) };
        let inner = inner_width(block, width);
        let whole = |height| (vec![Band { spot: Spot::Whole, height }], None);
        match &block.kind {
            Kind::Text(text) => {
                let (start, first) = if let Some(Spot::Line(start, line)) = from { (start, line) } else { (0, 0) };
                let known = self.drawn.as_ref().filter(|(key, _)| *key == (leaf, start, inner.to_bits()));
                let Lines { lines, next } = match known {
                    Some((_, known)) => {
                        Lines { lines: known.lines.iter().map(|line| line.height).collect(), next: known.next }
                    }
                    None => match self.short.line_height(text, &content.looks, inner, &mut self.shaper) {
                        Some(height) => Lines { lines: vec![height], next: None },
                        None => self.shaper.heights(text, &content.looks, start, inner),
                    },
                };
                let bands = (0..).zip(lines).skip(first as usize);
                let bands = bands.map(|(line, height)| Band { spot: Spot::Line(start, line), height });
                (bands.collect(), next.map(|next| Spot::Line(next, 0)))
            }
            Kind::Mono(text) => {
                let start = if let Some(Spot::Row(start)) = from { start } else { RowStart::default() };
                rows(text, start, columns(inner))
            }
            Kind::Table(table) => {
                let grid = cells::grid(self, content, leaf, table, inner);
                let group = |(place, group): (u32, &super::table::Group)| Band {
                    spot: Spot::Group(place),
                    height: group.height,
                };
                ((0..).zip(&grid.groups).map(group).collect(), None)
            }
            Kind::Picture(picture) => whole(picture_size(content, *picture, inner).1),
            Kind::Wave(wave) => {
                let heights = wave.heights();
                let total = heights.iter().sum();
                // Lanes are compared with each other, and read by the axis below them: they are parted only where they must.
                if total <= PAGE_HEIGHT - 2.0 * MARGIN {
                    return whole(total);
                }
                let first = if let Some(Spot::Part(part)) = from { part } else { 0 };
                let heights = (0..).zip(heights).skip(first as usize);
                let bands = heights.map(|(part, height)| Band { spot: Spot::Part(part), height });
                (bands.collect(), None)
            }
            Kind::Rule => whole(RULE),
            Kind::Break => (Vec::new(), None),
        }
    }

    /// Width of the widest word of a block, and its width without line breaks.
    pub fn content_widths(&mut self, content: &Content, leaf: u32) -> (f32, f32) {
        if let Some(known) = self.widths.get(&leaf) {
            return *known;
        }
        let Some(block) = content.leaf(leaf) else { return (0.0, 0.0) };
        let (least, most) = match &block.kind {
            Kind::Text(text) => {
                let (least, most) = self.shaper.widths(text, &content.looks);
                (least, most + text.first_indent.max(0.0))
            }
            Kind::Mono(text) => {
                let longest = text.lines().take(1_000).map(|line| line.len().min(120)).max().unwrap_or(0);
                ((longest as f32).min(12.0) * COLUMN, longest as f32 * COLUMN)
            }
            Kind::Table(table) => cells::content_widths(self, content, table),
            Kind::Picture(picture) => {
                let (width, _) = content.pictures.get(*picture).map_or((0.0, 0.0), |picture| picture.size);
                (width.min(60.0), width)
            }
            Kind::Wave(_) => (120.0, 500.0),
            Kind::Rule | Kind::Break => (0.0, 0.0),
        };
        // A fraction more, so that rounding does not break a line that fits.
        let widths = (least + block.left + 0.05, most + block.left + 0.05);
        self.widths.insert(leaf, widths);
        widths
    }

    /// Makes ready to draw bands from `spot` on.
    pub fn prime(&mut self, content: &Content, leaf: u32, spot: Spot, width: f32) {
        if let (Some(block), Spot::Line(start, _)) = (content.leaf(leaf), spot)
            && let Kind::Text(text) = &block.kind
        {
            self.piece(content, leaf, text, start, inner_width(block, width));
        }
    }

    /// Puts a band on a page.
    pub fn draw(&mut self, content: &Content, part: Part, room: Room, drawing: &mut Drawing) {
        let (Part { leaf, spot, slice }, Room { x, y, width }) = (part, room);
        let Some(block) = content.leaf(leaf) else { return };
        let inner = inner_width(block, width);
        let left = x + block.left;
        match (&block.kind, spot) {
            (Kind::Text(text), Spot::Line(start, line)) => {
                let piece = self.piece(content, leaf, text, start, inner);
                let Some(set) = piece.lines.get(line as usize) else { return };
                if let Some(marker) = block.marker.as_ref().filter(|_| (start, line) == (0, 0)) {
                    self.draw_marker(content, marker, (left, y + set.baseline()), drawing);
                }
                set.draw(left, y, &content.addresses, drawing);
                drawing.push_unseen('\n');
            }
            (Kind::Mono(text), Spot::Row(start)) => {
                let end = row_end(text, start, columns(inner)).end;
                let words = text.get(start.at as usize..end).unwrap_or_default();
                let row = mono::Row::new(usize::from(start.hang), columns(inner), line_start(text, start.at as usize));
                self.mono.draw(words, row, (left, y), &mut self.shaper, drawing);
                drawing.push_unseen('\n');
            }
            (Kind::Table(table), Spot::Group(group)) => {
                let room = Room { x: left, y, width: inner };
                cells::draw(self, content, (leaf, table), group, slice, room, drawing);
            }
            (Kind::Picture(picture), _) => self.draw_picture(content, *picture, (left, y), inner, drawing),
            (Kind::Wave(wave), Spot::Whole) => {
                let mut top = y;
                for (part, height) in wave.heights().into_iter().enumerate() {
                    wave.draw(part, (left, top), inner, self, drawing);
                    top += height;
                }
            }
            (Kind::Wave(wave), Spot::Part(part)) => wave.draw(part as usize, (left, y), inner, self, drawing),
            (Kind::Rule, _) => {
                let line = PageBox { left, top: y + 0.25, right: left + inner, bottom: y + 0.75 };
                drawing.mark(Mark::Fill(line, LINE));
            }
            _ => {}
        }
    }

    fn piece(&mut self, content: &Content, leaf: u32, text: &Text, start: u32, width: f32) -> Rc<Lines<Line>> {
        let key = (leaf, start, width.to_bits());
        if let Some((_, known)) = self.drawn.as_ref().filter(|(known, _)| *known == key) {
            return Rc::clone(known);
        }
        let lines = Rc::new(self.shaper.lines(text, &content.looks, start, width));
        self.drawn = Some((key, Rc::clone(&lines)));
        lines
    }

    /// Right before what it belongs to, on its baseline.
    fn draw_marker(&mut self, content: &Content, marker: &Text, (x, baseline): (f32, f32), drawing: &mut Drawing) {
        let set = self.shaper.lines(marker, &content.looks, 0, f32::MAX);
        let Some(line) = set.lines.first() else { return };
        let left = (x - MARKER_GAP - line.right()).max(MARGIN / 2.0);
        line.draw(left, baseline - line.baseline(), &content.addresses, drawing);
        if !marker.text.is_empty() {
            drawing.push_unseen(' ');
        }
    }

    /// Puts some words on a page on one line.
    pub fn words(
        &mut self,
        words: &str,
        size: f32,
        colour: [u8; 3],
        (x, baseline): (f32, f32),
        side: Side,
        drawing: &mut Drawing,
    ) {
        let letters = Letters { size: Some(size), colour: Some(colour), ..Letters::default() };
        let set = self.one_look(words, &letters, Align::Start, f32::MAX);
        let Some(line) = set.first() else { return };
        let left = match side {
            Side::Left => x,
            Side::Middle => x - line.right() / 2.0,
            Side::Right => x - line.right(),
        };
        line.draw(left, baseline - line.baseline(), &[], drawing);
    }

    fn one_look(&mut self, words: &str, letters: &Letters, align: Align, width: f32) -> Vec<Line> {
        let mut looks = Looks::default();
        let look = looks.place(Surroundings::CELL.look(letters));
        let end = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let spans = vec![Span { end, ink: Ink { look, link: 0 } }];
        let text = Text { text: words.to_owned(), spans, align, first_indent: 0.0 };
        self.shaper.lines(&text, &looks, 0, width).lines
    }

    fn draw_picture(&mut self, content: &Content, place: usize, (x, y): (f32, f32), width: f32, drawing: &mut Drawing) {
        let Some(picture) = content.pictures.get(place) else { return };
        let (wide, high) = picture_size(content, place, width);
        let frame = PageBox { left: x, top: y, right: x + wide, bottom: y + high };
        if picture.is_sound {
            drawing.mark(Mark::Picture(frame, place));
            return;
        }
        let side = |left, top, right, bottom| Mark::Fill(PageBox { left, top, right, bottom }, LINE);
        drawing.mark(side(frame.left, frame.top, frame.right, frame.top + 0.5));
        drawing.mark(side(frame.left, frame.bottom - 0.5, frame.right, frame.bottom));
        drawing.mark(side(frame.left, frame.top, frame.left + 0.5, frame.bottom));
        drawing.mark(side(frame.right - 0.5, frame.top, frame.right, frame.bottom));
        let words = if picture.words.trim().is_empty() { "Picture" } else { picture.words.as_str() };
        let letters = Letters { colour: Some(MUTED), ..Letters::default() };
        let lines = self.one_look(words, &letters, Align::Middle, (wide - 12.0).max(LEAST_WIDTH));
        let total: f32 = lines.iter().map(|line| line.height).sum();
        let mut top = y + ((high - total) / 2.0).max(4.0);
        for line in &lines {
            if top + line.height > frame.bottom {
                break;
            }
            line.draw(x + 6.0, top, &[], drawing);
            drawing.push_unseen('\n');
            top += line.height;
        }
    }
}

fn rows(text: &str, start: RowStart, columns: usize) -> (Vec<Band>, Option<Spot>) {
    let mut bands = Vec::new();
    let mut next = Some(start);
    while let Some(start) = next.filter(|_| bands.len() < BANDS_AT_ONCE) {
        bands.push(Band { spot: Spot::Row(start), height: ROW });
        next = row_end(text, start, columns).next;
    }
    (bands, next.map(Spot::Row))
}

/// Some of what stands before a place in its line, from the line's start if it is near.
pub(super) fn line_start(text: &str, at: usize) -> &str {
    const NEAR: usize = 4_096;
    let near = text.floor_char_boundary(at.saturating_sub(NEAR));
    let before = text.get(near..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(near, |end| near.saturating_add(end).saturating_add(1));
    let end = text.floor_char_boundary(at.saturating_add(NEAR));
    let line = text.get(start..end).unwrap_or_default();
    line.lines().next().unwrap_or_default()
}

fn inner_width(block: &Leaf, width: f32) -> f32 {
    (width - block.left).max(LEAST_WIDTH)
}

fn columns(width: f32) -> usize {
    ((width + 0.01) / COLUMN).max(1.0) as usize
}

/// Width and height of a picture in a column: as large as it is, and no larger than the column and a page.
fn picture_size(content: &Content, place: usize, column: f32) -> (f32, f32) {
    let (width, height) = content.pictures.get(place).map_or((1.0, 1.0), |picture| picture.size);
    let scale = (column / width).min((PAGE_HEIGHT - 2.0 * MARGIN - 1.0) / height).min(1.0);
    (width * scale, height * scale)
}
