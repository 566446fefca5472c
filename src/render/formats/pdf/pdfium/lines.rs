//! Puts the text of a page together from what PDFium tells of each character. Used by `text` alone.

use zeroize::Zeroizing;

use crate::render::formats::{PageBox, Rotation};

/// Where a character is, on the page as it is read.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In a box as high as its line.
    Even(PageBox),
    /// In a box as high as itself: PDFium has no other for turned letters.
    Uneven(PageBox),
    /// Beyond the page's edge.
    Hidden,
    /// Nowhere: PDFium added it to tell words and lines apart.
    MadeUp,
}

/// The text as it comes together.
pub(super) struct Lines {
    text: Zeroizing<String>,
    boxes: Vec<PageBox>,
    /// For each box, whether it is as high as its character alone.
    uneven: Vec<bool>,
    /// Where words run that are not turned: along the page's own x.
    rotation: Rotation,
    /// The first half of a character that comes in two (UTF-16, on some systems).
    first_half: Option<(u32, PageBox)>,
    after_return: bool,
}

impl Lines {
    /// For a page that is turned by `rotation` to be read.
    pub fn new(rotation: Rotation, room_chars: usize) -> Self {
        // Growing would leave copies of the text behind.
        let text = Zeroizing::new(String::with_capacity(room_chars.saturating_mul(4)));
        let (boxes, uneven) = (Vec::with_capacity(room_chars), Vec::with_capacity(room_chars));
        Self { text, boxes, uneven, rotation, first_half: None, after_return: false }
    }

    /// Adds a character by its number in Unicode, or half of one in UTF-16.
    pub fn push(&mut self, unicode: u32, place: Place) {
        let (place, uneven) = match place {
            Place::Even(place) => (place, false),
            Place::Uneven(place) => (place, true),
            Place::Hidden => return,
            Place::MadeUp => (self.end(), false),
        };
        let after_return = std::mem::replace(&mut self.after_return, unicode == 0x0d);
        let first_half = self.first_half.take();
        match (unicode, first_half) {
            (0xd800..0xdc00, _) => self.first_half = Some((unicode, place)),
            (0xdc00..0xe000, Some((high, first_place))) => {
                let both = 0x1_0000 + ((high & 0x3ff) << 10) + (unicode & 0x3ff);
                let letter = char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER);
                self.add(letter, around(first_place, place), uneven);
            }
            (0xdc00..0xe000, None) => self.add(char::REPLACEMENT_CHARACTER, place, uneven),
            (0x0a, _) if after_return => {}
            (0x0a | 0x0d, _) => self.add('\n', place, false),
            // The hyphen of a divided word, which stands for the end of the line as well.
            (0x02 | 0xfffe, _) => {
                self.add('-', place, uneven);
                let end = self.end();
                self.add('\n', end, false);
            }
            (0xad, _) => self.add('-', place, uneven),
            (unicode, _) => match char::from_u32(unicode) {
                // A character that its font gives no meaning to is 0.
                Some(letter) if !letter.is_control() || letter == '\t' => self.add(letter, place, uneven),
                _ => {}
            },
        }
    }

    /// The text, and a box for each of its characters.
    pub fn finish(mut self) -> (Zeroizing<String>, Vec<PageBox>) {
        let mut start = 0;
        for (at, letter) in self.text.chars().chain(['\n']).enumerate() {
            let even = self.uneven.get(at).is_none_or(|uneven| !uneven);
            let made_up = letter != '\n' && self.boxes.get(at).is_some_and(PageBox::is_empty);
            if even && !made_up {
                if let Some(run) = self.boxes.get_mut(start..at) {
                    even_out(run);
                }
                start = at.saturating_add(1);
            }
        }
        (self.text, self.boxes)
    }

    fn add(&mut self, letter: char, place: PageBox, uneven: bool) {
        self.text.push(letter);
        self.boxes.push(place);
        self.uneven.push(uneven);
    }

    /// An empty box where the text ends that is there so far.
    fn end(&self) -> PageBox {
        let Some(last) = self.boxes.last().copied() else {
            return PageBox { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
        };
        let before = self.boxes.len().checked_sub(2).and_then(|at| self.boxes.get(at));
        let same_line = self.text.chars().rev().take(2).all(|letter| letter != '\n');
        let step = before.filter(|_| same_line).map(|before| {
            let (from, to) = (middle(before), middle(&last));
            (to.0 - from.0, to.1 - from.1)
        });
        let direction = match (step, self.rotation) {
            (Some((x, y)), _) if x.abs() >= y.abs() && x != 0.0 => (x, 0.0),
            (Some((_, y)), _) if y != 0.0 => (0.0, y),
            (_, Rotation::None) => (1.0, 0.0),
            (_, Rotation::Quarter) => (0.0, 1.0),
            (_, Rotation::Half) => (-1.0, 0.0),
            (_, Rotation::ThreeQuarter) => (0.0, -1.0),
        };
        match direction {
            (x, _) if x > 0.0 => PageBox { left: last.right, ..last },
            (x, _) if x < 0.0 => PageBox { right: last.left, ..last },
            (_, y) if y > 0.0 => PageBox { top: last.bottom, ..last },
            _ => PageBox { bottom: last.top, ..last },
        }
    }
}

/// The smallest box that holds both.
pub(super) fn around(a: PageBox, b: PageBox) -> PageBox {
    PageBox {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

fn middle(place: &PageBox) -> (f32, f32) {
    (f32::midpoint(place.left, place.right), f32::midpoint(place.top, place.bottom))
}

/// Makes boxes that follow each other along a line as high as each other.
fn even_out(run: &mut [PageBox]) {
    let steps = run.iter().zip(run.iter().skip(1)).map(|(from, to)| (middle(from), middle(to)));
    let (mut sideways, mut all) = (0_usize, 0_usize);
    for (from, to) in steps {
        all = all.saturating_add(1);
        sideways = sideways.saturating_add(usize::from((to.0 - from.0).abs() >= (to.1 - from.1).abs()));
    }
    let across = sideways.saturating_mul(2) >= all;
    let extent = |place: &PageBox| if across { (place.top, place.bottom) } else { (place.left, place.right) };
    let mut rest = run;
    while let Some(first) = rest.first() {
        let mut whole = extent(first);
        let mut count = 1_usize;
        for place in rest.iter().skip(1) {
            let (low, high) = extent(place);
            // Another line begins where there is no overlap.
            if low >= whole.1 || high <= whole.0 {
                break;
            }
            whole = (whole.0.min(low), whole.1.max(high));
            count = count.saturating_add(1);
        }
        let (line, next) = rest.split_at_mut(count);
        for place in line {
            if across {
                (place.top, place.bottom) = whole;
            } else {
                (place.left, place.right) = whole;
            }
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::*;

    fn place(left: f32, top: f32, right: f32, bottom: f32) -> PageBox {
        PageBox { left, top, right, bottom }
    }

    fn read(chars: &[(u32, Place)]) -> (String, Vec<PageBox>) {
        let mut lines = Lines::new(Rotation::None, chars.len());
        for (unicode, place) in chars {
            lines.push(*unicode, *place);
        }
        let (text, boxes) = lines.finish();
        assert_eq!(text.chars().count(), boxes.len());
        (text.to_string(), boxes)
    }

    fn letter(letter: char, left: f32) -> (u32, Place) {
        (letter as u32, Place::Even(place(left, 0.0, left + 5.0, 10.0)))
    }

    #[test]
    fn line_ends_are_one_character() {
        let made_up = |unicode| (unicode, Place::MadeUp);
        let (text, boxes) = read(&[
            letter('a', 0.0),
            letter('b', 5.0),
            made_up(13),
            made_up(10),
            made_up(10),
            made_up(13),
            letter('c', 0.0),
        ]);
        assert_eq!(text, "ab\n\n\nc");
        assert_eq!(boxes[2], place(10.0, 0.0, 10.0, 10.0));
        assert_eq!(boxes[3], boxes[2]);
    }

    #[test]
    fn halves_come_together_and_nonsense_goes() {
        let at = |unicode, left| (unicode, Place::Even(place(left, 0.0, left + 1.0, 1.0)));
        let (text, boxes) =
            read(&[at(0xd83d, 0.0), at(0xde00, 1.0), at(0xde00, 2.0), at(0, 3.0), at(7, 4.0), at(0xd83d, 5.0)]);
        assert_eq!(text, "\u{1f600}\u{fffd}");
        assert_eq!(boxes[0], place(0.0, 0.0, 2.0, 1.0));
    }

    #[test]
    fn a_hyphen_that_divides_a_word_ends_its_line() {
        assert_eq!(read(&[letter('a', 0.0), (2, letter('-', 5.0).1), letter('b', 0.0)]).0, "a-\nb");
        assert_eq!(read(&[letter('a', 0.0), (0xad, letter('-', 5.0).1), letter('b', 10.0)]).0, "a-b");
    }

    #[test]
    fn what_is_beyond_the_edge_leaves_nothing() {
        assert_eq!(read(&[letter('a', 0.0), ('x' as u32, Place::Hidden), letter('b', 5.0)]).0, "ab");
    }

    #[test]
    fn uneven_boxes_of_a_line_become_as_high_as_each_other() {
        let uneven = |left, top, bottom| ('x' as u32, Place::Uneven(place(left, top, left + 5.0, bottom)));
        let space = (32, Place::MadeUp);
        let (_, boxes) = read(&[uneven(0.0, 2.0, 10.0), space, uneven(9.0, 4.0, 12.0), uneven(14.0, 20.0, 28.0)]);
        let heights: Vec<_> = boxes.iter().map(|place| (place.top, place.bottom)).collect();
        assert_eq!(heights, [(2.0, 12.0), (2.0, 12.0), (2.0, 12.0), (20.0, 28.0)]);
        assert!(boxes[1].is_empty());
    }

    #[test]
    fn the_end_is_where_the_words_run_to() {
        let up = |bottom: f32| ('x' as u32, Place::Uneven(place(0.0, bottom - 5.0, 10.0, bottom)));
        let (_, boxes) = read(&[up(50.0), up(45.0), (10, Place::MadeUp)]);
        assert_eq!(boxes[2], place(0.0, 40.0, 10.0, 40.0));
    }
}
