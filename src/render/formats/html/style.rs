//! How an element changes the look of what is in it: by what it is, and by its `style` attribute as far as it matters for text.
//! Sheets of style rules are not read.

use super::super::flow::{Align, Letters, Script};
use super::Attributes;
use super::css::{self, Declaration};
use super::tag::Tag;
use crate::limits::MAX_LINK_BYTES;
use std::rc::Rc;

/// How much a quotation or a meaning stands further in, in points.
const INDENT_PT: f32 = 24.0;

/// The furthest that text stands in: four fifths of a narrow page would be left otherwise.
const MAX_INDENT_PT: f32 = 144.0;

/// The seven sizes of `font`, in points; the third is the usual one.
const FONT_SIZES_PT: [Option<f32>; 7] = [Some(7.5), Some(9.0), None, Some(13.0), Some(16.0), Some(20.0), Some(26.0)];

/// What white space in the source stands for.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum White {
    /// Any amount of it is one space.
    #[default]
    Collapsed,
    /// The same, but a line break is one.
    Lines,
    /// All of it counts.
    Kept,
}

/// The look at one place of a document.
#[derive(Clone, Default)]
pub(super) struct Style {
    /// All but the link.
    pub letters: Letters,
    /// The address that text leads to.
    pub link: Option<Rc<str>>,
    /// How lines stand.
    pub align: Align,
    /// From the left margin, in points.
    pub indent: f32,
    /// Nothing above and below a block.
    pub tight: bool,
    /// What white space stands for.
    pub white: White,
    /// Nothing of it is shown: it is no text.
    pub hidden: bool,
    /// `display: none` here or around this place.
    pub undisplayed: bool,
    /// `visibility: hidden`.
    pub invisible: bool,
    /// Blocks are headings of this level.
    pub heading: Option<u8>,
    /// Blocks are in a monospaced font, as written.
    pub preformatted: bool,
    /// Entries of a list have no marker.
    pub unmarked: bool,
}

/// What an element changes. `None` leaves what was.
#[derive(Clone, Default)]
pub(in super::super) struct StyleChange {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub underlined: Option<bool>,
    pub struck: Option<bool>,
    pub mono: Option<bool>,
    pub muted: Option<bool>,
    pub script: Option<Script>,
    pub size: Option<Option<f32>>,
    pub colour: Option<Option<[u8; 3]>>,
    pub link: Option<Rc<str>>,
    pub align: Option<Align>,
    pub indent: f32,
    pub tight: Option<bool>,
    pub white: Option<White>,
    pub hidden: bool,
    pub displayed: Option<bool>,
    pub visible: Option<bool>,
    pub heading: Option<Option<u8>>,
    pub preformatted: Option<bool>,
    pub unmarked: Option<bool>,
    pub page_break: bool,
}

impl Style {
    /// The look inside an element that changes it so.
    pub fn with(&self, change: &StyleChange) -> Self {
        let mut style = self.clone();
        let letters = &mut style.letters;
        letters.bold = change.bold.unwrap_or(letters.bold);
        letters.italic = change.italic.unwrap_or(letters.italic);
        letters.underlined = change.underlined.unwrap_or(letters.underlined);
        letters.struck = change.struck.unwrap_or(letters.struck);
        letters.mono = change.mono.unwrap_or(letters.mono);
        letters.muted = change.muted.unwrap_or(letters.muted);
        letters.script = change.script.unwrap_or(letters.script);
        letters.size = change.size.unwrap_or(letters.size);
        letters.colour = change.colour.unwrap_or(letters.colour);
        if change.link.is_some() {
            style.link.clone_from(&change.link);
        }
        style.align = change.align.unwrap_or(style.align);
        style.indent = (style.indent + change.indent).clamp(0.0, MAX_INDENT_PT);
        style.tight = change.tight.unwrap_or(style.tight);
        style.white = change.white.unwrap_or(style.white);
        style.hidden |= change.hidden;
        style.undisplayed |= change.displayed == Some(false);
        style.invisible = change.visible.map_or(style.invisible, |visible| !visible);
        style.heading = change.heading.unwrap_or(style.heading);
        style.preformatted = change.preformatted.unwrap_or(style.preformatted);
        style.unmarked = change.unmarked.unwrap_or(style.unmarked);
        style
    }

    /// Whether a browser would not show this text. It is shown here, and said to be hidden: a letter loses no text without a word.
    pub fn veiled(&self) -> bool {
        self.undisplayed || self.invisible
    }
}

impl StyleChange {
    /// What this element changes.
    pub fn of(tag: Tag, attributes: &Attributes) -> Self {
        let mut change = Self::of_tag(tag, attributes);
        if let Some(align) = attributes.get("align")
            && (tag.is_block())
            && tag != Tag::Table
        {
            change.align = css::align(align).or(change.align);
        }
        change.displayed = attributes.has("hidden").then_some(false);
        if let Some(style) = attributes.get("style") {
            css::declarations(style, |declaration| change.declare(declaration, tag));
        }
        change
    }

    fn of_tag(tag: Tag, attributes: &Attributes) -> Self {
        let mut change = Self::default();
        match tag {
            Tag::Link => change.link = attributes.get("href").and_then(address).map(Rc::from),
            Tag::Bold => change.bold = Some(true),
            Tag::Italic => change.italic = Some(true),
            Tag::Underlined => change.underlined = Some(true),
            Tag::Struck => change.struck = Some(true),
            Tag::Mono => change.mono = Some(true),
            Tag::Sub => change.script = Some(Script::Sub),
            Tag::Super => change.script = Some(Script::Super),
            Tag::Small => change.size = Some(Some(9.0)),
            Tag::Big => change.size = Some(Some(13.0)),
            Tag::Font => {
                change.size = attributes.get("size").and_then(font_size);
                change.colour = attributes.get("color").and_then(css::colour).map(css::readable);
            }
            Tag::Paragraph => change.tight = Some(false),
            Tag::Division => change.tight = Some(true),
            Tag::Centred => {
                change.tight = Some(true);
                change.align = Some(Align::Middle);
            }
            Tag::Heading(level) => change.heading = Some(Some(level)),
            Tag::Preformatted => {
                change.white = Some(White::Kept);
                change.preformatted = Some(true);
                change.tight = Some(false);
            }
            Tag::TextArea => change.white = Some(White::Lines),
            Tag::Quote | Tag::Meaning => {
                change.indent = INDENT_PT;
                change.tight = Some(tag == Tag::Meaning);
            }
            Tag::Term => {
                change.bold = Some(true);
                change.tight = Some(true);
            }
            Tag::Item | Tag::Cell | Tag::HeadCell | Tag::Caption => {
                // What holds blocks of its own starts afresh: it stands where its list or table stands.
                change.indent = -MAX_INDENT_PT;
                change.heading = Some(None);
                change.tight = Some(true);
                if matches!(tag, Tag::Cell | Tag::HeadCell) {
                    change.align = Some(Align::Start);
                    change.preformatted = Some(false);
                    change.white = Some(White::Collapsed);
                }
            }
            Tag::Bullets | Tag::Numbers => change.unmarked = Some(false),
            Tag::Hidden | Tag::Head | Tag::Title | Tag::Drawing | Tag::Formula | Tag::Embedded => change.hidden = true,
            _ => {}
        }
        change
    }

    fn declare(&mut self, declaration: Declaration, tag: Tag) {
        match declaration {
            Declaration::Bold(bold) => self.bold = Some(bold),
            Declaration::Italic(italic) => self.italic = Some(italic),
            Declaration::Lines { underlined, struck } => {
                // Lines that the element has by its name mean something, and those of the elements around it go on.
                self.underlined = (underlined || tag == Tag::Underlined).then_some(true);
                self.struck = (struck || tag == Tag::Struck).then_some(true);
            }
            Declaration::Script(script) => {
                if !tag.is_block() {
                    self.script = Some(script);
                }
            }
            Declaration::Size(size) => self.size = Some(Some(size)),
            Declaration::Colour(colour) => self.colour = Some(css::readable(colour)),
            Declaration::Align(align) => self.align = Some(align),
            Declaration::White(white) => self.white = Some(white),
            Declaration::Display(displayed) => self.displayed = Some(displayed),
            Declaration::Visible(visible) => self.visible = Some(visible),
            Declaration::Tight => self.tight = Some(true),
            Declaration::Unmarked(unmarked) => self.unmarked = Some(unmarked),
            Declaration::NewPage => self.page_break = true,
        }
    }
}

/// The letters' height for a `size` of `font`: 1 to 7, or steps from 3.
fn font_size(size: &str) -> Option<Option<f32>> {
    let size = size.trim();
    let steps: i32 = size.trim_start_matches('+').parse().ok()?;
    let number = if size.starts_with(['+', '-']) { steps.saturating_add(3) } else { steps };
    FONT_SIZES_PT.get(usize::try_from(number.clamp(1, 7)).ok()?.checked_sub(1)?).copied()
}

/// The address of a link that may be followed: of the web, of mail or of a telephone, and no longer than such addresses are.
pub(in super::super) fn address(href: &str) -> Option<String> {
    // Browsers take these characters out before they look at the scheme.
    let href: String = href.trim().chars().filter(|c| !c.is_control()).take(MAX_LINK_BYTES + 1).collect();
    let (scheme, rest) = href.split_once(':')?;
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (known && !rest.is_empty() && href.len() <= MAX_LINK_BYTES).then_some(href)
}
