//! One line of shaped text: its letters, and where each of its characters stands. `shape` makes lines, `layout` puts them on pages.

use parley::{FontData, Layout, PositionedLayoutItem, Run};
use std::rc::Rc;
use vello_cpu::Glyph;

use super::super::facts::PageBox;
use super::drawing::{Drawing, Glyphs, Mark};
use super::fonts::{ASCENT, DESCENT};
use super::look::{Ink, Look, Looks};
use super::shape::LineLike;

/// A line; places are counted from its left end and its top edge, in points.
#[derive(Clone, Default)]
pub(super) struct Line {
    /// Down to the next line.
    pub height: f32,
    baseline: f32,
    letters: Vec<Letters>,
    characters: Vec<Character>,
    /// Nothing goes on after it: its blanks stay.
    is_last: bool,
}

/// Letters of one font and look.
#[derive(Clone)]
struct Letters {
    font: FontData,
    look: Look,
    lean: f32,
    heavier: bool,
    coords: Rc<[i16]>,
    left: f32,
    right: f32,
    /// From the line's left end and its baseline.
    glyphs: Rc<[Glyph]>,
}

/// A character and the room that it takes.
#[derive(Clone, Copy)]
struct Character {
    letter: char,
    left: f32,
    right: f32,
    /// From the baseline up.
    ascent: f32,
    /// From the baseline down.
    descent: f32,
    link: u32,
}

impl LineLike for Line {
    fn empty(height: f32) -> Self {
        Self { height, baseline: height / 2.0, ..Self::default() }
    }

    fn end_paragraph(&mut self) {
        self.is_last = true;
    }
}

/// Heights of the lines of a layout.
pub(super) fn heights(layout: &Layout<Ink>, looks: &Looks) -> Vec<f32> {
    let mut inks = layout.styles().iter().map(|style| looks.get(style.brush.look).line);
    let first = inks.next().unwrap_or_default();
    if inks.all(|line| line == first) {
        return vec![first; layout.len()];
    }
    layout.lines().map(|line| line.runs().map(|run| tallest(&run, looks).0).fold(0.0, f32::max)).collect()
}

/// The height of a line with this run in it, and the size of its letters.
fn tallest(run: &Run<'_, Ink>, looks: &Looks) -> (f32, f32) {
    run.clusters().fold((0.0, 0.0), |(line, size), cluster| {
        let look = looks.get(cluster.first_style().brush.look);
        (look.line.max(line), look.size.max(size))
    })
}

/// The lines of a layout of `words`.
pub(super) fn extract(layout: &Layout<Ink>, words: &str, looks: &Looks) -> Vec<Line> {
    let heights = heights(layout, looks);
    layout.lines().zip(heights).map(|(line, height)| LineReader::read(&line, words, looks, height)).collect()
}

struct LineReader<'a> {
    looks: &'a Looks,
    line: Line,
    /// Where in the text the line starts.
    start: usize,
    /// Where each of its characters starts.
    starts: Vec<usize>,
    /// Where blanks at its end start.
    blanks_from: usize,
}

impl<'a> LineReader<'a> {
    fn read(line: &parley::Line<'_, Ink>, words: &str, looks: &'a Looks, height: f32) -> Line {
        let range = line.text_range();
        let text = words.get(range.clone()).unwrap_or_default();
        let size = line.runs().map(|run| tallest(&run, looks).1).fold(0.0, f32::max);
        let baseline = (height - (ASCENT + DESCENT) * size) / 2.0 + ASCENT * size;
        let unplaced = |letter| Character { letter, left: f32::NAN, right: 0.0, ascent: 0.0, descent: 0.0, link: 0 };
        let mut reader = Self {
            looks,
            line: Line {
                height,
                baseline,
                letters: Vec::new(),
                characters: text.chars().map(unplaced).collect(),
                is_last: false,
            },
            start: range.start,
            starts: text.char_indices().map(|(at, _)| at).collect(),
            blanks_from: range.start.saturating_add(text.trim_end_matches(' ').len()),
        };
        let mut known = None;
        for item in line.items() {
            if let PositionedLayoutItem::GlyphRun(part) = item
                && known != Some(part.run().index())
            {
                // A run of several looks comes in several parts.
                known = Some(part.run().index());
                reader.push_run(part.run(), part.offset());
            }
        }
        reader.place_rest();
        reader.line
    }

    fn push_run(&mut self, run: &Run<'_, Ink>, left: f32) {
        let coords: Rc<[i16]> = run.normalized_coords().into();
        let synthesis = run.synthesis();
        let (ascent, descent) = (run.metrics().ascent, run.metrics().descent);
        let mut x = left;
        let mut open: Option<(u16, f32, Vec<Glyph>)> = None;
        let mut close = |open: Option<(u16, f32, Vec<Glyph>)>, right: f32, looks: &Looks| {
            let Some((look, left, glyphs)) = open else { return };
            self.line.letters.push(Letters {
                font: run.font().clone(),
                look: looks.get(look),
                lean: synthesis.skew().unwrap_or_default(),
                heavier: synthesis.embolden(),
                coords: Rc::clone(&coords),
                left,
                right,
                glyphs: glyphs.into(),
            });
        };
        let mut places = Vec::new();
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            let ink = cluster.first_style().brush;
            let right = x + cluster.advance();
            places.push((range.clone(), x, right, ink));
            // Blanks at the end of a line hang over its end and are not underlined.
            if range.start < self.blanks_from {
                if open.as_ref().is_none_or(|(look, ..)| *look != ink.look) {
                    close(open.take(), x, self.looks);
                }
                let (_, _, glyphs) = open.get_or_insert_with(|| (ink.look, x, Vec::new()));
                let rise = self.looks.get(ink.look).rise;
                let mut pen = x;
                for glyph in cluster.glyphs() {
                    if !cluster.is_space_or_nbsp() {
                        glyphs.push(Glyph { id: glyph.id, x: pen + glyph.x, y: glyph.y - rise });
                    }
                    pen += glyph.advance;
                }
            } else {
                close(open.take(), x, self.looks);
            }
            x = right;
        }
        close(open.take(), x, self.looks);
        for (range, left, right, ink) in places {
            let look = self.looks.get(ink.look);
            let place = Character {
                letter: ' ',
                left,
                right,
                ascent: ascent.max(ASCENT * look.size) + look.rise,
                descent: descent.max(DESCENT * look.size) - look.rise,
                link: ink.link,
            };
            self.place(range.start.saturating_sub(self.start), range.end.saturating_sub(self.start), place);
        }
    }

    /// All characters of a cluster take its room.
    fn place(&mut self, start: usize, end: usize, place: Character) {
        let first = self.starts.partition_point(|at| *at < start);
        let past = self.starts.partition_point(|at| *at < end);
        for character in self.line.characters.get_mut(first..past).unwrap_or_default() {
            *character = Character { letter: character.letter, ..place };
        }
    }

    /// Characters that were not shaped take no room, at the end of what stands before them.
    fn place_rest(&mut self) {
        let mut before: Option<Character> = None;
        for character in &mut self.line.characters {
            if character.left.is_nan() {
                let end = before.map_or(0.0, |before| before.right);
                let place = before.unwrap_or(*character);
                *character = Character { letter: character.letter, left: end, right: end, ..place };
            }
            before = Some(*character);
        }
    }
}

impl Line {
    /// Width of the letters from the line's left end to the last one's right edge.
    pub fn right(&self) -> f32 {
        self.letters.iter().map(|letters| letters.right).fold(0.0, f32::max)
    }

    /// From the line's top edge.
    pub fn baseline(&self) -> f32 {
        self.baseline
    }

    /// Puts the line on a page with its left end at `x` and its top edge at `y`.
    pub fn draw(&self, x: f32, y: f32, addresses: &[String], drawing: &mut Drawing) {
        let baseline = y + self.baseline;
        for letters in &self.letters {
            let look = letters.look;
            let ends = (x + letters.left, x + letters.right);
            drawing.mark(Mark::Glyphs(Glyphs {
                font: letters.font.clone(),
                size: look.size,
                colour: look.colour,
                lean: letters.lean,
                heavier: letters.heavier,
                coords: Rc::clone(&letters.coords),
                origin: (x, baseline),
                glyphs: Rc::clone(&letters.glyphs),
                bounds: PageBox {
                    left: ends.0 - look.size,
                    top: baseline - 2.0 * look.size,
                    right: ends.1 + look.size,
                    bottom: baseline + 1.5 * look.size,
                },
                underline: look.underlined.then_some(ends),
                strike: look.struck.then_some(ends),
            }));
        }
        let blanks =
            if self.is_last { 0 } else { self.characters.iter().rev().take_while(|one| one.letter == ' ').count() };
        let shown = self.characters.len().saturating_sub(blanks);
        for character in self.characters.iter().take(shown) {
            let place = PageBox {
                left: x + character.left,
                top: baseline - character.ascent,
                right: x + character.right,
                bottom: baseline + character.descent,
            };
            drawing.push(character.letter, place);
            let address = (character.link as usize).checked_sub(1).and_then(|link| addresses.get(link));
            if let Some(address) = address {
                drawing.push_link(character.link, address, place);
            }
        }
    }
}
