//! Lines of a paragraph: shaping, breaking, order and alignment, by parley. `content` holds the text, `layout` asks for its lines a
//! piece at a time.

use memchr::{memchr, memrchr};
use parley::{
    Alignment, AlignmentOptions, FontFamily, FontFeatures, FontStyle, FontVariations, FontWeight, IndentOptions,
    InlineBox, InlineBoxKind, Layout, LayoutContext, LineBreakContext, LineHeight, OverflowWrap, PositionedLayoutItem,
    TextStyle,
};
use std::borrow::Cow;

use super::super::guarded;
use super::fonts::Fonts;
use super::line::{Line, extract};
use super::look::{Ink, Looks};
use super::model::Align;

/// Bytes that are shaped together. Runs of what shapes text are at most 65,535 bytes long; a page has some 5,000.
const PIECE_BYTES: usize = 4_000;
/// How far back from there a piece looks for the end of a word.
const PIECE_SLACK: usize = 400;
/// Distance of tab stops.
const TAB: f32 = 36.0;
/// How often lines are broken anew after the widths of tabs have changed.
const TAB_ROUNDS: usize = 3;
/// The slant of letters without a slanted font, in degrees.
const SLANT: f32 = 10.0;

/// Text of one look, up to `end` (in bytes).
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub end: u32,
    pub ink: Ink,
}

/// Text that is broken into lines together.
#[derive(Default)]
pub(super) struct Text {
    /// Sound text (see `sound_text`).
    pub text: String,
    /// In order; the last ends where the text ends.
    pub spans: Vec<Span>,
    pub align: Align,
    /// Of the first line, from where the others start.
    pub first_indent: f32,
}

/// A part of a text that is shaped at once: at most one line of the source.
#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// Ends where the source ends a line.
    is_whole: bool,
}

/// Lines of one piece, and where the next one starts.
pub(super) struct Lines<T> {
    pub lines: Vec<T>,
    pub next: Option<u32>,
}

/// Sets text in the document's fonts.
pub(super) struct Shaper {
    pub fonts: Fonts,
    context: LayoutContext<Ink>,
}

impl Shaper {
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, context: LayoutContext::new() }
    }

    /// Heights of the lines of the piece at `start`.
    pub fn heights(&mut self, text: &Text, looks: &Looks, start: u32, width: f32) -> Lines<f32> {
        self.piece_lines(text, looks, start, width, |layout, _| match layout {
            Some(layout) => super::line::heights(layout, looks),
            None => Vec::new(),
        })
    }

    /// The lines of the piece at `start`.
    pub fn lines(&mut self, text: &Text, looks: &Looks, start: u32, width: f32) -> Lines<Line> {
        self.piece_lines(text, looks, start, width, |layout, piece| match layout {
            Some(layout) => extract(layout, piece, looks),
            None => Vec::new(),
        })
    }

    /// Width of the widest word and of the widest line of a text, in points.
    pub fn widths(&mut self, text: &Text, looks: &Looks) -> (f32, f32) {
        let (mut narrowest, mut widest) = (0.0_f32, 0.0_f32);
        let mut start = 0;
        loop {
            let piece = piece(&text.text, start);
            if let Some(layout) = self.shape(text, looks, piece, f32::MAX) {
                let widths = layout.calculate_content_widths();
                narrowest = narrowest.max(widths.min);
                widest = widest.max(layout.width());
            }
            if piece.end >= text.text.len() {
                return (narrowest, widest);
            }
            start = piece.end.saturating_add(usize::from(piece.is_whole));
        }
    }

    fn piece_lines<T: Clone + Default + LineLike>(
        &mut self,
        text: &Text,
        looks: &Looks,
        start: u32,
        width: f32,
        read: impl Fn(Option<&Layout<Ink>>, &str) -> Vec<T>,
    ) -> Lines<T> {
        let piece = piece(&text.text, start as usize);
        let words = text.text.get(piece.start..piece.end).unwrap_or_default();
        let layout = self.shape(text, looks, piece, width);
        let mut lines = read(layout.as_ref(), words);
        if lines.is_empty() {
            lines.push(T::empty(looks.get(ink_at(text, piece.start).look).line));
        }
        let next = if piece.is_whole {
            (piece.end < text.text.len()).then(|| piece.end.saturating_add(1))
        } else if let Some(last) = layout.as_ref().filter(|layout| layout.len() > 1)
            && let Some(line) = last.get(last.len().saturating_sub(1))
        {
            // The last line may go on: it is the first of the next piece.
            lines.pop();
            Some(piece.start.saturating_add(line.text_range().start.max(1)))
        } else {
            Some(piece.end)
        };
        if (piece.is_whole || piece.end >= text.text.len())
            && let Some(line) = lines.last_mut()
        {
            line.end_paragraph();
        }
        Lines { lines, next: next.and_then(|next| u32::try_from(next).ok()) }
    }

    /// How far it is from the start to the end of some words on one line.
    pub fn advance(&mut self, words: &str, look: u16, looks: &Looks) -> f32 {
        let end = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let spans = vec![Span { end, ink: Ink { look, link: 0 } }];
        let text = Text { text: words.to_owned(), spans, ..Text::default() };
        let layout = self.shape(&text, looks, piece(&text.text, 0), f32::MAX);
        layout.map_or(0.0, |layout| layout.full_width())
    }

    /// One line of at most a piece, in the order in which it is read from left to right; its words start `from` bytes into the layout's
    /// text.
    pub fn row(&mut self, words: &str, look: u16, looks: &Looks, right_to_left: bool) -> Option<(Layout<Ink>, usize)> {
        // A mark without width gives the whole line its direction.
        let mark = if right_to_left { '\u{200F}' } else { '\u{200E}' };
        let text = format!("{mark}{words}");
        let spans = vec![Span { end: u32::try_from(text.len()).ok()?, ink: Ink { look, link: 0 } }];
        let text = Text { text, spans, ..Text::default() };
        let layout = self.shape(&text, looks, piece(&text.text, 0), f32::MAX)?;
        Some((layout, mark.len_utf8()))
    }

    /// `None` for a piece without characters.
    fn shape(&mut self, text: &Text, looks: &Looks, piece: Piece, width: f32) -> Option<Layout<Ink>> {
        let words = text.text.get(piece.start..piece.end).filter(|words| !words.is_empty())?;
        self.fonts.prepare(words);
        let words = &*self.drawable(words);
        let spans = inks(text, piece);
        let shaped = guarded(|| self.shape_words(text, looks, piece, words, &spans, width));
        shaped.or_else(|| {
            // Half-changed by the panic. What is left of such text is its letters without accents and the rest as question marks.
            self.context = LayoutContext::new();
            let plain: String =
                words.bytes().map(|byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect();
            guarded(|| self.shape_words(text, looks, piece, &plain, &spans, width))
        })
    }

    /// Pictures of control characters that no font has are drawn as the replacement character, which is as long.
    fn drawable<'t>(&mut self, words: &'t str) -> Cow<'t, str> {
        let is_picture = |letter: &char| matches!(letter, '\u{2400}'..='\u{2426}');
        if words.is_ascii() || !words.chars().any(|letter| is_picture(&letter) && !self.fonts.has(letter)) {
            return Cow::Borrowed(words);
        }
        let drawn = |letter: char| if is_picture(&letter) && !self.fonts.has(letter) { '\u{FFFD}' } else { letter };
        Cow::Owned(words.chars().map(drawn).collect())
    }

    fn shape_words(
        &mut self,
        text: &Text,
        looks: &Looks,
        piece: Piece,
        words: &str,
        spans: &[(usize, Ink)],
        width: f32,
    ) -> Layout<Ink> {
        let tabs: Vec<usize> = words.bytes().enumerate().filter(|(_, byte)| *byte == b'\t').map(|(at, _)| at).collect();
        // A tab is set as a blank with a box before it that fills up to the stop.
        let words = if tabs.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(words.replace('\t', " ")) };
        let Self { fonts, context } = self;
        let families = [false, true].map(|mono| fonts.families(&words, mono));
        let families =
            families.map(|families| families.into_iter().map(|family| family.into_owned()).collect::<Vec<_>>());
        let [sans, mono] = &families;
        let mut builder = context.style_run_builder(&mut fonts.context, &words, 1.0, false);
        builder.set_line_break_override(Some(&keeps_units));
        let mut styles: Vec<(Ink, u16)> = Vec::new();
        let mut start = 0;
        for (end, ink) in spans {
            let known = styles.iter().rev().take(8).find(|(known, _)| known == ink).map(|(_, style)| *style);
            let style = known.unwrap_or_else(|| {
                let look = looks.get(ink.look);
                let family = FontFamily::List(Cow::Borrowed(if look.mono { mono } else { sans }));
                let style = builder.push_style(TextStyle {
                    font_family: family,
                    font_size: look.size,
                    font_style: if look.italic { FontStyle::Oblique(Some(SLANT)) } else { FontStyle::Normal },
                    font_weight: if look.bold { FontWeight::SEMI_BOLD } else { FontWeight::NORMAL },
                    font_variations: FontVariations::empty(),
                    font_features: FontFeatures::empty(),
                    brush: *ink,
                    line_height: LineHeight::Absolute(look.line),
                    overflow_wrap: OverflowWrap::BreakWord,
                    ..TextStyle::default()
                });
                styles.push((*ink, style));
                style
            });
            builder.push_style_run(style, start..*end);
            start = *end;
        }
        for (id, index) in (0..).zip(&tabs) {
            builder.push_inline_box(InlineBox {
                id,
                kind: InlineBoxKind::InFlow,
                index: *index,
                width: 0.0,
                height: 0.0,
            });
        }
        let mut layout = builder.build(&*words);
        if piece.start == 0 {
            layout.set_text_indent(text.first_indent, IndentOptions::default());
        }
        break_lines(&mut layout, text.align, width, tabs.len());
        layout
    }
}

/// Something that stands for a line.
pub(super) trait LineLike {
    /// Without a character, of a height.
    fn empty(height: f32) -> Self;
    /// The paragraph ends with it.
    fn end_paragraph(&mut self);
}

impl LineLike for f32 {
    fn empty(height: f32) -> Self {
        height
    }

    fn end_paragraph(&mut self) {}
}

fn break_lines(layout: &mut Layout<Ink>, align: Align, width: f32, tabs: usize) {
    layout.break_all_lines(Some(width));
    for _ in 0..if tabs == 0 { 0 } else { TAB_ROUNDS } {
        if !set_tabs(layout, width) {
            break;
        }
        layout.break_all_lines(Some(width));
    }
    let alignment = match align {
        Align::Start => Alignment::Start,
        Align::Middle => Alignment::Center,
        Align::End => Alignment::End,
        // Stretched blanks would move what stands behind a tab off its stop.
        Align::Both if tabs > 0 => Alignment::Start,
        Align::Both => Alignment::Justify,
    };
    layout.align(alignment, AlignmentOptions::default());
}

/// Makes the box of every tab as wide as it takes to reach the next stop; says whether any changed.
fn set_tabs(layout: &mut Layout<Ink>, width: f32) -> bool {
    let mut widths = Vec::new();
    for line in layout.lines() {
        // By how much the tabs before it on its line have become wider.
        let mut moved = 0.0;
        for item in line.items() {
            if let PositionedLayoutItem::InlineBox(tab) = item {
                let start = tab.x - line.metrics().offset + moved;
                let stop = ((start / TAB).floor() + 1.0) * TAB;
                // The blank takes some of it. A stop beyond the line would only tear the line apart.
                let wide = if stop < width { (stop - start - BLANK).max(0.0) } else { 0.0 };
                moved += wide - tab.width;
                widths.push((tab.id as usize, wide));
            }
        }
    }
    let mut changed = false;
    for (tab, wide) in widths {
        if let Some(tab) = layout.inline_boxes_mut().get_mut(tab) {
            changed |= (tab.width - wide).abs() > 0.01;
            tab.width = wide;
        }
    }
    changed
}

/// About the width of a blank.
const BLANK: f32 = 2.9;

/// Units stay together (`mmol/L`), which the Unicode rules would break after the stroke.
fn keeps_units(place: LineBreakContext) -> Option<bool> {
    (place.before == '/' && place.after.is_alphanumeric()).then_some(false)
}

/// The piece at `start`.
fn piece(text: &str, start: usize) -> Piece {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    // No further than a piece reaches: a text may be a single line of megabytes.
    let near = rest.get(..PIECE_BYTES).unwrap_or(rest);
    let whole = memchr(b'\n', near).or_else(|| (near.len() == rest.len()).then_some(rest.len()));
    if let Some(whole) = whole {
        return Piece { start, end: start.saturating_add(whole), is_whole: true };
    }
    let end = text.floor_char_boundary(start.saturating_add(PIECE_BYTES));
    let slack = end.saturating_sub(PIECE_SLACK);
    let blank = text.as_bytes().get(slack..end).and_then(|tail| memrchr(b' ', tail));
    let end = blank.map_or(end, |blank| slack.saturating_add(blank).saturating_add(1));
    Piece { start, end, is_whole: false }
}

/// The spans of a piece, each with its end counted from the piece's start.
fn inks(text: &Text, piece: Piece) -> Vec<(usize, Ink)> {
    let first = text.spans.partition_point(|span| span.end as usize <= piece.start);
    let mut inks: Vec<(usize, Ink)> = Vec::new();
    let length = piece.end.saturating_sub(piece.start);
    for span in text.spans.get(first..).unwrap_or_default() {
        let end = (span.end as usize).saturating_sub(piece.start).min(length);
        match inks.last_mut() {
            Some((last, ink)) if *ink == span.ink => *last = end,
            _ => inks.push((end, span.ink)),
        }
        if end >= length {
            break;
        }
    }
    match inks.last_mut() {
        Some((last, _)) => *last = length,
        None => inks.push((length, Ink::default())),
    }
    inks
}

fn ink_at(text: &Text, at: usize) -> Ink {
    let place = text.spans.partition_point(|span| span.end as usize <= at);
    text.spans.get(place).or(text.spans.last()).map_or(Ink::default(), |span| span.ink)
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
