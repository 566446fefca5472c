//! Rows of text in a monospaced font, one character a column. `columns` says where rows end.

use parley::Run;
use std::rc::Rc;
use vello_cpu::Glyph;
use vello_cpu::kurbo::BezPath;

use super::super::facts::PageBox;
use super::columns::{after, is_right_to_left, width};
use super::drawing::{Drawing, Glyphs, Mark};
use super::fonts::Fonts;
use super::look::{Ink, Looks, Surroundings, TEXT};
use super::model::Letters;
use super::shape::Shaper;

/// Height of the letters.
const SIZE: f32 = 9.0;
/// Width of a column: RMV Mono's letters are 0.6 ems wide.
pub(super) const COLUMN: f32 = 5.4;
/// Height of a row.
pub(super) const ROW: f32 = 12.4;
/// From a row's top edge to its baseline.
const BASELINE: f32 = 9.3;
/// Of a character, from the baseline up and down (RMV Mono's own are 1.02 and 0.3 ems).
const REACH: (f32, f32) = (9.2, 2.7);
/// How far left of a row that goes on with a line the mark for that is, and its colour.
const GOES_ON: f32 = 13.0;
const FAINT: [u8; 3] = [0x9A, 0x9E, 0xA6];

/// Sets rows.
pub(super) struct Mono {
    looks: Looks,
    look: u16,
}

impl Mono {
    pub fn new() -> Self {
        let mut looks = Looks::default();
        let letters = Letters { mono: true, size: Some(SIZE), ..Letters::default() };
        let look = looks.place(Surroundings::BODY.look(&letters));
        Self { looks, look }
    }

    /// Puts a row on a page: `words` from column `hang` on, where `x` is the left edge of column 0 and `y` the row's top edge. A
    /// row that is part of a line from right to left ends at column `columns`.
    pub fn draw(&self, words: &str, row: Row, (x, y): (f32, f32), shaper: &mut Shaper, drawing: &mut Drawing) {
        if let Some(glyphs) = simple(words, row.hang, &shaper.fonts) {
            push(&shaper.fonts, glyphs, (x, y), TEXT, drawing);
            let mut column = row.hang;
            for letter in words.chars() {
                let next = after(column, letter);
                drawing.push(letter, room(x, y, column, next));
                column = next;
            }
            return;
        }
        self.draw_shaped(words, row, (x, y), shaper, drawing);
    }

    /// Marks a row as one that goes on with a line. The mark is no part of the text.
    pub fn mark(&self, (x, y): (f32, f32), drawing: &mut Drawing) {
        let (left, baseline) = (x - GOES_ON, y + BASELINE);
        let mut path = BezPath::new();
        let corners = [
            (0.0, -6.2),
            (0.7, -6.2),
            (0.7, -2.9),
            (3.2, -2.9),
            (3.2, -4.4),
            (6.0, -2.55),
            (3.2, -0.7),
            (3.2, -2.2),
            (0.0, -2.2),
        ];
        for (nth, (right, down)) in corners.into_iter().enumerate() {
            let point = (f64::from(left + right), f64::from(baseline + down));
            if nth == 0 { path.move_to(point) } else { path.line_to(point) }
        }
        path.close_path();
        let place = PageBox { left, top: y, right: left + 6.0, bottom: baseline };
        drawing.mark(Mark::Shape(place, path, FAINT));
    }

    fn draw_shaped(&self, words: &str, row: Row, (x, y): (f32, f32), shaper: &mut Shaper, drawing: &mut Drawing) {
        // Tabs become blanks, as many as they are wide.
        let mut set = String::with_capacity(words.len());
        let mut starts = Vec::new();
        let mut column = row.hang;
        for letter in words.chars() {
            starts.push(set.len());
            let next = after(column, letter);
            if letter == '\t' {
                set.extend(std::iter::repeat_n(' ', next - column));
            } else {
                set.push(letter);
            }
            column = next;
        }
        let right_to_left = row.right_to_left;
        let Some((layout, from)) = shaper.row(&set, self.look, &self.looks, right_to_left) else { return };
        let left = if right_to_left { row.columns.saturating_sub(column) } else { row.hang };
        let mut column = left;
        let mut places = vec![None; starts.len()];
        for line in layout.lines() {
            for run in line.runs() {
                let first = column;
                let mut glyphs = Vec::new();
                for cluster in run.visual_clusters() {
                    let range = cluster.text_range();
                    let range = range.start.saturating_sub(from)..range.end.saturating_sub(from);
                    let columns: usize = set.get(range.clone()).unwrap_or_default().chars().map(width).sum();
                    let room_across = columns as f32 * COLUMN;
                    let mut pen = column as f32 * COLUMN + (room_across - cluster.advance()) / 2.0;
                    for glyph in cluster.glyphs() {
                        if !cluster.is_space_or_nbsp() && range.end > 0 {
                            glyphs.push(Glyph { id: glyph.id, x: pen + glyph.x, y: glyph.y });
                        }
                        pen += glyph.advance;
                    }
                    let next = column.saturating_add(columns);
                    let known = starts.partition_point(|start| *start < range.start);
                    let past = starts.partition_point(|start| *start < range.end);
                    for place in places.get_mut(known..past).unwrap_or_default() {
                        *place = Some((column, next));
                    }
                    column = next;
                }
                drawing.mark(run_mark(&run, glyphs, (x, y), (first, column)));
            }
        }
        let mut end = left;
        for (letter, place) in words.chars().zip(places) {
            let (first, next) = place.unwrap_or((end, end));
            drawing.push(letter, room(x, y, first, next));
            end = next;
        }
    }
}

/// How a row stands in its grid.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Its first column.
    pub hang: usize,
    /// Columns of the grid.
    pub columns: usize,
    pub right_to_left: bool,
}

impl Row {
    /// A row whose line starts with `line`.
    pub fn new(hang: usize, columns: usize, line: &str) -> Self {
        Self { hang, columns, right_to_left: !line.is_ascii() && is_right_to_left(line) }
    }
}

/// Glyphs for characters that each stand alone in one column of the monospaced font; `None` where one does not.
fn simple(words: &str, hang: usize, fonts: &Fonts) -> Option<Vec<Glyph>> {
    let mut column = hang;
    let mut glyphs = Vec::with_capacity(words.len());
    for letter in words.chars() {
        let next = after(column, letter);
        if !matches!(letter, ' ' | '\t') {
            let is_simple = letter < '\u{590}' || matches!(letter, '\u{1E00}'..='\u{2BFF}');
            let id = fonts.mono_glyph(letter).filter(|_| is_simple && next == column + 1)?;
            glyphs.push(Glyph { id, x: column as f32 * COLUMN, y: 0.0 });
        }
        column = next;
    }
    Some(glyphs)
}

fn push(fonts: &Fonts, glyphs: Vec<Glyph>, (x, y): (f32, f32), colour: [u8; 3], drawing: &mut Drawing) {
    let Some(font) = fonts.mono_font().filter(|_| !glyphs.is_empty()) else { return };
    let (first, last) = (glyphs.first().map_or(0.0, |glyph| glyph.x), glyphs.last().map_or(0.0, |glyph| glyph.x));
    drawing.mark(Mark::Glyphs(Glyphs {
        font: font.clone(),
        size: SIZE,
        colour,
        lean: 0.0,
        heavier: false,
        coords: Rc::from([]),
        origin: (x, y + BASELINE),
        bounds: bounds(x, y, first, last),
        glyphs: glyphs.into(),
        underline: None,
        strike: None,
    }));
}

fn run_mark(run: &Run<'_, Ink>, glyphs: Vec<Glyph>, (x, y): (f32, f32), columns: (usize, usize)) -> Mark {
    let (first, last) = (columns.0 as f32 * COLUMN, columns.1 as f32 * COLUMN);
    Mark::Glyphs(Glyphs {
        font: run.font().clone(),
        size: run.font_size(),
        colour: TEXT,
        lean: run.synthesis().skew().unwrap_or_default(),
        heavier: run.synthesis().embolden(),
        coords: run.normalized_coords().into(),
        origin: (x, y + BASELINE),
        bounds: bounds(x, y, first, last),
        glyphs: glyphs.into(),
        underline: None,
        strike: None,
    })
}

fn bounds(x: f32, y: f32, first: f32, last: f32) -> PageBox {
    PageBox { left: x + first - 2.0 * SIZE, top: y - SIZE, right: x + last + 3.0 * SIZE, bottom: y + ROW + SIZE }
}

/// The box of a character from one column to another.
fn room(x: f32, y: f32, column: usize, next: usize) -> PageBox {
    let baseline = y + BASELINE;
    PageBox {
        left: x + column as f32 * COLUMN,
        top: baseline - REACH.0,
        right: x + next as f32 * COLUMN,
        bottom: baseline + REACH.1,
    }
}
