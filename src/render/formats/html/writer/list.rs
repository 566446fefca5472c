//! Lists under way, and what stands before their entries.

use super::super::super::flow::{Block, ListItem};
use super::super::attributes::Attributes;
use super::super::tag::Tag;
use super::{Frame, Writer};

/// Bullets of lists in each other.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// How entries are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marking {
    Nothing,
    Bullet(&'static str),
    Decimal,
    Alphabetic { capital: bool },
    Roman { capital: bool },
}

/// The number of an entry.
#[derive(Clone, Copy)]
enum Number {
    At(i64),
    /// So many entries after the first of a list that counts down to one: how many it has is known at its end.
    After(i64),
}

impl Number {
    fn next(self, reversed: bool) -> Self {
        match self {
            Self::At(number) if reversed => Self::At(number.saturating_sub(1)),
            Self::At(number) => Self::At(number.saturating_add(1)),
            Self::After(entries) => Self::After(entries.saturating_add(1)),
        }
    }
}

/// A list that is not closed yet.
pub(super) struct ListFrame {
    /// What is in the list before its first entry: its title.
    lead: Vec<Block>,
    items: Vec<ListItem>,
    marking: Marking,
    reversed: bool,
    next: Number,
    /// Entries so far, also those that say nothing.
    count: i64,
    /// Entries whose markers wait for the end: where they are, and how many were before each.
    waiting: Vec<(usize, i64)>,
}

impl ListFrame {
    fn new(marking: Marking, start: Option<i64>, reversed: bool) -> Self {
        let next = match start {
            None if reversed => Number::After(0),
            start => Number::At(start.unwrap_or(1)),
        };
        Self { lead: Vec::new(), items: Vec::new(), marking, reversed, next, count: 0, waiting: Vec::new() }
    }

    /// Adds an entry; one that says nothing is none.
    pub fn push(&mut self, item: ListItem) {
        if item.blocks.is_empty() {
            self.waiting.pop_if(|(place, _)| *place == self.items.len());
        } else {
            self.items.push(item);
        }
    }

    /// Puts a block that is in the list but in no entry: it belongs to the entry before it, or stands before the list.
    pub fn place(&mut self, block: Block) {
        match self.items.last_mut() {
            Some(item) => item.blocks.push(block),
            None => self.lead.push(block),
        }
    }

    pub fn finish(mut self) -> Vec<Block> {
        for (place, before) in std::mem::take(&mut self.waiting) {
            let marker = self.marking.of(self.count.saturating_sub(before));
            if let Some(item) = self.items.get_mut(place) {
                item.marker = marker;
            }
        }
        if !self.items.is_empty() {
            self.lead.push(Block::List(self.items));
        }
        self.lead
    }

    /// What stands before the entry that starts.
    fn marker(&mut self, value: Option<i64>) -> String {
        let number = value.map_or(self.next, Number::At);
        self.next = number.next(self.reversed);
        self.count = self.count.saturating_add(1);
        match number {
            Number::At(number) => self.marking.of(number),
            Number::After(before) => {
                self.waiting.push((self.items.len(), before));
                String::new()
            }
        }
    }
}

impl Marking {
    fn of(self, number: i64) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Bullet(bullet) => bullet.to_owned(),
            Self::Decimal => format!("{number}."),
            Self::Alphabetic { capital } => format!("{}.", cased(alphabetic(number), capital)),
            Self::Roman { capital } => format!("{}.", cased(roman(number), capital)),
        }
    }
}

impl Writer {
    pub(super) fn open_list(&mut self, tag: Tag, attributes: &Attributes) {
        if !self.may_nest() {
            return;
        }
        let bullets = self.frames.iter().filter(|frame| matches!(frame, Frame::List(_))).count();
        let bullet = Marking::Bullet(BULLETS.get(bullets % BULLETS.len()).copied().unwrap_or("•"));
        let marking = match attributes.get("type").map(str::trim) {
            _ if self.style().unmarked => Marking::Nothing,
            Some("none") => Marking::Nothing,
            Some("a") => Marking::Alphabetic { capital: false },
            Some("A") => Marking::Alphabetic { capital: true },
            Some("i") => Marking::Roman { capital: false },
            Some("I") => Marking::Roman { capital: true },
            _ if tag == Tag::Numbers => Marking::Decimal,
            _ => bullet,
        };
        let reversed = attributes.has("reversed");
        self.frames.push(Frame::List(ListFrame::new(marking, attributes.number("start"), reversed)));
    }

    pub(super) fn open_item(&mut self, attributes: &Attributes) {
        let value = attributes.number("value");
        let unmarked = self.style().unmarked;
        let marker = match self.frames.last_mut() {
            Some(Frame::List(list)) => list.marker(value),
            // An entry of no list, or of one that is too deep: a line with a mark.
            _ => return self.text(if unmarked { "" } else { "• " }),
        };
        if self.spend_block() {
            self.frames.push(Frame::Item(ListItem { marker, blocks: Vec::new() }));
        }
    }
}

fn cased(marker: String, capital: bool) -> String {
    if capital { marker.to_ascii_uppercase() } else { marker }
}

/// `a` to `z`, `aa` …; numbers below 1 stay numbers.
fn alphabetic(number: i64) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a'.saturating_add(u8::try_from(rest % 26).unwrap_or(0))));
        rest /= 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.iter().rev().collect() }
}

/// Roman numbers from 1 to 3999; others stay as they are.
fn roman(number: i64) -> String {
    const PARTS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=3999).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, part) in PARTS {
        while rest >= value {
            written.push_str(part);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_counted_in_letters_and_in_roman_numbers() {
        assert_eq!([1, 26, 27, 703].map(alphabetic), ["a", "z", "aa", "aaa"]);
        assert_eq!([1, 4, 9, 14, 1999, 4000].map(roman), ["i", "iv", "ix", "xiv", "mcmxcix", "4000"]);
        assert_eq!([0, -3].map(alphabetic), ["0", "-3"]);
    }
}
