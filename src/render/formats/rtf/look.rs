//! How text and paragraphs look, as the control words of RTF state it. Called by the reader, the style sheet and the stories.

use super::super::flow::{Align, Letters, Paragraph, Run, Script};

/// From here on letters that are raised are superscript; less than a point and a half is fine-tuning. `\up` without a number is 6
/// (half points).
pub(super) const LEAST_RAISED: i32 = 3;

/// What control words say of characters. `None` where they say nothing, so that the style holds.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub underlined: Option<bool>,
    pub struck: Option<bool>,
    /// Taken out by a reviewer whose change is not yet accepted.
    pub deleted: Option<bool>,
    pub capitals: Option<bool>,
    pub hidden: Option<bool>,
    pub script: Option<Script>,
    /// In half points.
    pub size: Option<i32>,
    /// In the colour table.
    pub colour: Option<i32>,
    /// In the font table.
    pub font: Option<i32>,
}

impl Look {
    /// What this says, and where it says nothing what `below` says.
    pub fn over(self, below: Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            underlined: self.underlined.or(below.underlined),
            struck: self.struck.or(below.struck),
            deleted: self.deleted.or(below.deleted),
            capitals: self.capitals.or(below.capitals),
            hidden: self.hidden.or(below.hidden),
            script: self.script.or(below.script),
            size: self.size.or(below.size),
            colour: self.colour.or(below.colour),
            font: self.font.or(below.font),
        }
    }

    /// Takes a control word of characters; `false` where it is none.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let on = Some(number != Some(0));
        match name {
            b"b" => self.bold = on,
            b"i" => self.italic = on,
            b"ulnone" => self.underlined = Some(false),
            b"ulc" => {}
            b"strike" | b"striked" => self.struck = on,
            b"deleted" => self.deleted = on,
            b"caps" | b"scaps" => self.capitals = on,
            b"v" => self.hidden = on,
            b"super" => self.script = Some(if on == Some(true) { Script::Super } else { Script::Line }),
            b"sub" => self.script = Some(if on == Some(true) { Script::Sub } else { Script::Line }),
            b"nosupersub" => self.script = Some(Script::Line),
            b"up" if number.unwrap_or(6) >= LEAST_RAISED => self.script = Some(Script::Super),
            b"dn" if number.unwrap_or(6) >= LEAST_RAISED => self.script = Some(Script::Sub),
            b"up" | b"dn" => self.script = Some(Script::Line),
            b"fs" => self.size = number.filter(|size| *size > 0).or(self.size),
            b"cf" => self.colour = Some(number.unwrap_or(0)),
            b"f" => self.font = number.or(self.font),
            b"plain" => *self = Self { deleted: self.deleted, ..Self::default() },
            _ if name.starts_with(b"ul") => self.underlined = on,
            _ => return false,
        }
        true
    }

    /// As the layout wants it. `mono` and `colour` are of the font and the colour that this names.
    pub fn letters(self, mono: bool, colour: Option<[u8; 3]>, link: Option<String>) -> Letters {
        let set = |stated: Option<bool>| stated == Some(true);
        Letters {
            bold: set(self.bold),
            italic: set(self.italic),
            underlined: set(self.underlined),
            struck: set(self.struck) || set(self.deleted),
            mono,
            muted: false,
            script: self.script.unwrap_or_default(),
            size: self.size.map(|half_points| (points(half_points) * 10.0).clamp(SMALLEST, LARGEST)),
            colour,
            link,
        }
    }
}

/// Letters smaller than this are not to be read, which hides text that is in the document (points).
const SMALLEST: f32 = 5.0;

/// Letters larger than this leave no room for a word on a line (points).
const LARGEST: f32 = 96.0;

/// Twips (1/20 point) as points.
pub(super) fn points(twips: i32) -> f32 {
    // Exact: nothing that is laid out has more than 24 bits of twips.
    let twips = twips.clamp(-0x00FF_FFFF, 0x00FF_FFFF) as f32;
    twips / 20.0
}

/// A colour as it can be read on white; `None` for black, and for white, which stands on a shade that is not drawn.
pub(super) fn readable(colour: [u8; 3]) -> Option<[u8; 3]> {
    if colour == [0; 3] || colour.iter().all(|part| *part > 0xE0) {
        return None;
    }
    let mut colour = colour;
    // A contrast of 3 to white, what the Web Content Accessibility Guidelines ask for large letters, is at 0.3.
    while luminance(colour) > 0.3 {
        colour = colour.map(|part| part.saturating_sub(part / 8).saturating_sub(1));
    }
    Some(colour)
}

/// Relative luminance (WCAG 2.2), 0 to 1.
fn luminance(colour: [u8; 3]) -> f32 {
    let [red, green, blue] = colour.map(|part| (f32::from(part) / 255.0).powf(2.2));
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// What control words say of a paragraph. Lengths are twips.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Setting {
    pub align: Option<Align>,
    pub right_to_left: bool,
    pub left: i32,
    pub first: i32,
    pub before: i32,
    pub after: i32,
    /// It stands in a cell.
    pub in_table: bool,
    /// How many tables stand around it, where that is said.
    pub depth: Option<i32>,
    /// Level in the outline, from 0; 9 and more for running text.
    pub outline: Option<i32>,
    pub style: i32,
    pub on_new_page: bool,
    /// In the table of list overrides.
    pub list: Option<i32>,
    pub list_level: i32,
    /// In the lists of old.
    pub old_list: Option<usize>,
}

impl Setting {
    /// Takes a control word of paragraphs; `false` where it is none.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        match name {
            b"pard" => *self = Self::default(),
            b"ql" => self.align = Some(Align::Start),
            b"qc" => self.align = Some(Align::Middle),
            b"qr" => self.align = Some(Align::End),
            b"qj" | b"qd" | b"qt" => self.align = Some(Align::Both),
            b"rtlpar" => self.right_to_left = true,
            b"ltrpar" => self.right_to_left = false,
            b"li" => self.left = value,
            b"fi" => self.first = value,
            b"sb" => self.before = value,
            b"sa" => self.after = value,
            b"intbl" => self.in_table = number != Some(0),
            b"itap" => self.depth = number,
            b"outlinelevel" => self.outline = number,
            b"s" => self.style = value,
            b"pagebb" => self.on_new_page = number != Some(0),
            b"ls" => self.list = number.filter(|list| *list > 0),
            b"ilvl" => self.list_level = value,
            _ => return false,
        }
        true
    }

    /// How many tables stand around the paragraph.
    pub fn tables_around(&self) -> usize {
        let stated = self.depth.map_or(0, |depth| usize::try_from(depth).unwrap_or(0));
        if self.in_table && stated == 0 { 1 } else { stated }
    }

    /// A paragraph of these runs.
    pub fn paragraph(&self, runs: Vec<Run>) -> Paragraph {
        let indent = points(self.left).clamp(0.0, WIDEST_INDENT);
        let align = match (self.align.unwrap_or_default(), self.right_to_left && self.align.is_some()) {
            // RTF means left and right.
            (Align::Start, true) => Align::End,
            (Align::End, true) => Align::Start,
            (align, _) => align,
        };
        Paragraph {
            runs,
            align,
            indent,
            first_indent: points(self.first).clamp(-indent, WIDEST_INDENT),
            space_before: Some(points(self.before).clamp(0.0, WIDEST_SPACE)),
            space_after: Some(points(self.after).clamp(0.0, WIDEST_SPACE)),
        }
    }
}

/// Leaves half of a page's width for the text (points).
const WIDEST_INDENT: f32 = 240.0;

/// Two inches between paragraphs; more only pushes text off the page (points).
const WIDEST_SPACE: f32 = 144.0;
