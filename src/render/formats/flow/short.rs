//! Tells without shaping that a text takes one line: most entries and cells of long documents do, and shaping costs most of the time
//! that it takes to open one.

use super::look::{Look, Looks};
use super::shape::{Shaper, Text};

/// Letters that are measured: those of ASCII that are seen, and the blank.
const FIRST: u8 = b' ';
const COUNT: usize = 95;
/// A longer text takes more than one line of any page.
const MOST_BYTES: usize = 400;
/// Shaping may make text wider than its letters on their own, but hardly ever.
const SLACK: f32 = 1.01;

/// Widths of single letters for a height of one point: of plain letters, of bold ones, of monospaced ones.
#[derive(Default)]
pub(super) struct Short {
    widths: [Option<Vec<f32>>; 3],
}

impl Short {
    /// The height of the only line of `text`; `None` where it may take more than one, or is no plain text.
    pub fn line_height(&mut self, text: &Text, looks: &Looks, width: f32, shaper: &mut Shaper) -> Option<f32> {
        let words = text.text.as_bytes();
        if words.is_empty() || words.len() > MOST_BYTES || !words.iter().all(|byte| (b' '..=b'~').contains(byte)) {
            return None;
        }
        let (mut start, mut wide, mut height) = (0_usize, text.first_indent.max(0.0), 0.0_f32);
        for span in &text.spans {
            let look = looks.get(span.ink.look);
            let widths = self.widths(look, shaper);
            let own = words.get(start..(span.end as usize).min(words.len())).unwrap_or_default();
            for byte in own {
                wide += look.size * widths.get(usize::from(byte.saturating_sub(FIRST))).copied().unwrap_or(1.0);
            }
            if wide * SLACK > width {
                return None;
            }
            height = height.max(look.line);
            start = span.end as usize;
        }
        (height > 0.0).then_some(height)
    }

    fn widths(&mut self, look: Look, shaper: &mut Shaper) -> &[f32] {
        let kind = if look.mono { 2 } else { usize::from(look.bold) };
        let measured = || {
            let mut looks = Looks::default();
            let plain = looks.place(Look { size: 100.0, italic: false, ..look });
            let letters = (FIRST..).take(COUNT).map(char::from);
            let mut wide = |words: &str| shaper.advance(words, plain, &looks) / 100.0;
            // A blank alone hangs over the end of its line and counts for nothing.
            letters.map(|letter| (wide(&format!("|{letter}|")) - wide("||")).max(0.0)).collect()
        };
        self.widths.get_mut(kind).map_or(&[], |widths| widths.get_or_insert_with(measured))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::super::look::{Ink, Surroundings};
    use super::super::model::Letters;
    use super::super::shape::Span;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_called_one_line_is_one_line(words in "[ -~]{1,60}", size in 5.0_f32..30.0, flags in any::<[bool; 3]>()) {
            let mut looks = Looks::default();
            let [bold, italic, mono] = flags;
            let letters = Letters { bold, italic, mono, size: Some(size), ..Letters::default() };
            let look = looks.place(Surroundings::BODY.look(&letters));
            let spans = vec![Span { end: words.len() as u32, ink: Ink { look, link: 0 } }];
            let text = Text { text: words, spans, ..Text::default() };
            let mut shaper = Shaper::new(Fonts::alone());
            if let Some(height) = Short::default().line_height(&text, &looks, 300.0, &mut shaper) {
                let lines = shaper.heights(&text, &looks, 0, 300.0);
                prop_assert_eq!(lines.lines, [height]);
            }
        }
    }
}
