//! Makes blocks of elements that open and close and of the text between them. The reader of HTML and that of CDA narratives write
//! to it; it keeps to the limits, and what is beyond is left out.
//!
//! Elements are named as HTML names them. None is ever nested deeper than `MAX_MARKUP_DEPTH` here, nothing calls itself, and every
//! call takes as long as its own text and, at most, the depth.

mod line;
mod list;
mod table;

use super::super::flow::{Block, Letters, ListItem, Paragraph, Picture, Run};
use super::attributes::Attributes;
use super::style::{Style, StyleChange, White};
use super::tag::Tag;
use super::{forms, picture};
use crate::limits::{
    MAX_FLOW_BLOCKS, MAX_FLOW_DEPTH, MAX_FLOW_PICTURES, MAX_FLOW_RUNS, MAX_MARKUP_DEPTH, MAX_TEXT_BYTES,
};
use line::{Line, is_seen};
use list::ListFrame;
use table::TableFrame;

/// What stands for something that is no text.
const EMBEDDED: &str = " [embedded object not shown] ";

/// What stands before text that a browser would not show.
const VEILED: &str = " [hidden in the original:] ";

/// Something that holds blocks, lists or rows, and is not closed yet.
enum Frame {
    List(ListFrame),
    Item(ListItem),
    Table(TableFrame),
    Cell(super::super::flow::Cell),
    Caption(Vec<Block>),
}

/// An element that is not closed yet.
struct Open {
    tag: Tag,
    change: StyleChange,
    style: Style,
    /// How many frames were open before it.
    frames: usize,
}

/// What may still be taken in.
struct Allowance {
    blocks: usize,
    runs: usize,
    text_bytes: usize,
    link_bytes: usize,
    pictures: usize,
    picture_bytes: usize,
}

/// See the module.
pub(in super::super) struct Writer {
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    open: Vec<Open>,
    /// Elements that are too deep to be kept track of.
    too_deep: usize,
    line: Line,
    base: Style,
    allowance: Allowance,
    cut_short: bool,
    /// It was said of the text at this place that a browser would not show it.
    veil_told: bool,
}

impl Writer {
    /// A writer for a document of `source_bytes`; its pictures may not be larger than it, however often it shows them.
    pub fn new(source_bytes: usize) -> Self {
        Self {
            blocks: Vec::new(),
            frames: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            line: Line::default(),
            base: Style::default(),
            allowance: Allowance {
                blocks: MAX_FLOW_BLOCKS,
                runs: MAX_FLOW_RUNS,
                text_bytes: MAX_TEXT_BYTES,
                link_bytes: MAX_TEXT_BYTES,
                pictures: MAX_FLOW_PICTURES,
                picture_bytes: source_bytes,
            },
            cut_short: false,
            veil_told: false,
        }
    }

    /// Starts an element. Each is closed once with [`Self::close`], void ones too.
    pub fn open(&mut self, tag: Tag, attributes: &Attributes) {
        self.open_styled(tag, attributes, StyleChange::of(tag, attributes));
    }

    /// Starts an element with a look that its document states in another way than HTML.
    pub fn open_styled(&mut self, tag: Tag, attributes: &Attributes, change: StyleChange) {
        let outer_hidden = self.style().hidden;
        let style = self.style().with(&change);
        let shown = !style.hidden;
        if tag.is_block() && !outer_hidden {
            self.end_line();
        }
        if self.open.len() >= MAX_MARKUP_DEPTH {
            self.too_deep = self.too_deep.saturating_add(1);
            return;
        }
        let page_break = shown && change.page_break && self.frames.is_empty();
        self.open.push(Open { tag, change, style, frames: self.frames.len() });
        if page_break && !self.blocks.is_empty() {
            self.push(Block::PageBreak);
        }
        if shown {
            self.begin(tag, attributes);
        } else if !outer_hidden {
            match tag {
                Tag::Drawing => self.note(" [drawing] "),
                Tag::Formula => self.note(" [formula not shown] "),
                Tag::Embedded => self.note(EMBEDDED),
                _ => {}
            }
        }
    }

    /// What an element is beside its look.
    fn begin(&mut self, tag: Tag, attributes: &Attributes) {
        match tag {
            Tag::Break => self.line_break(),
            Tag::Rule => self.push(Block::Rule),
            Tag::Picture => self.picture(attributes),
            Tag::Object => self.note(EMBEDDED),
            Tag::Input => {
                if let Some(words) = forms::words_of(attributes) {
                    self.text(&words);
                }
            }
            Tag::Bullets | Tag::Numbers => self.open_list(tag, attributes),
            Tag::Item => self.open_item(attributes),
            Tag::Table => self.open_table(),
            Tag::Column | Tag::Columns => self.column(attributes),
            Tag::HeadRows | Tag::Rows => self.open_rows(tag == Tag::HeadRows),
            Tag::Row => self.open_row(),
            Tag::Cell | Tag::HeadCell => self.open_cell(tag == Tag::HeadCell, attributes),
            Tag::Caption => self.open_caption(),
            _ => {}
        }
    }

    /// Ends the element that was started last.
    pub fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            self.end_line();
            return;
        }
        let Some(Open { tag, style, frames, .. }) = self.open.pop() else { return };
        self.veil_told &= self.style().veiled();
        if tag.is_block() && !style.hidden {
            self.end_line();
        }
        while self.frames.len() > frames {
            self.close_frame();
        }
        if !style.hidden && matches!(tag, Tag::Row) {
            self.close_row();
        }
    }

    /// Whether nothing more can be taken in.
    pub fn is_full(&self) -> bool {
        self.allowance.blocks == 0 || self.allowance.text_bytes == 0
    }

    /// Takes back what the open element at `depth` does to the look, while elements inside it stay open.
    pub fn unstyle(&mut self, depth: usize) {
        let Some(open) = self.open.get_mut(depth) else { return };
        open.change = StyleChange::default();
        let mut style = depth
            .checked_sub(1)
            .and_then(|outer| self.open.get(outer))
            .map_or_else(|| self.base.clone(), |outer| outer.style.clone());
        for open in self.open.iter_mut().skip(depth) {
            style = style.with(&open.change);
            open.style = style.clone();
        }
        self.veil_told &= self.style().veiled();
    }

    /// What follows is not taken in.
    pub fn cut(&mut self) {
        self.cut_short = true;
    }

    /// Text at this place.
    pub fn text(&mut self, text: &str) {
        self.tell_veil(text);
        let style = self.open.last().map_or(&self.base, |open| &open.style);
        if !style.hidden {
            self.cut_short |= self.line.text(text, style, style.white, &mut self.allowance);
        }
    }

    /// Text whose line breaks count, whatever is said around it.
    pub fn lines(&mut self, text: &str) {
        self.tell_veil(text);
        let style = self.open.last().map_or(&self.base, |open| &open.style);
        if !style.hidden {
            let white = if style.white == White::Kept { White::Kept } else { White::Lines };
            self.cut_short |= self.line.text(text, style, white, &mut self.allowance);
        }
    }

    /// Says that what comes is hidden in the original, before the first text in an element where it is.
    fn tell_veil(&mut self, text: &str) {
        let style = self.style();
        if style.veiled() && !style.hidden && !self.veil_told && text.contains(is_seen) {
            self.veil_told = true;
            self.note(VEILED);
        }
    }

    fn line_break(&mut self) {
        let style = self.open.last().map_or(&self.base, |open| &open.style);
        self.cut_short |= self.line.line_break(style, &mut self.allowance);
    }

    /// Words of this program at this place, not of the document.
    pub fn note(&mut self, words: &str) {
        let mut style = self.open.last().map_or_else(Style::default, |open| open.style.clone());
        style.letters = Letters { muted: true, size: style.letters.size, ..Letters::default() };
        style.link = None;
        self.cut_short |= self.line.text(words, &style, White::Collapsed, &mut self.allowance);
    }

    /// A block of its own.
    pub fn push(&mut self, block: Block) {
        self.end_line();
        if self.spend_block() {
            self.place(block);
        }
    }

    /// Whether a picture of so many bytes may still be shown.
    pub fn has_room(&self, bytes: usize) -> bool {
        self.allowance.pictures > 0 && bytes <= self.allowance.picture_bytes
    }

    /// A picture, if there may be one more; its words if not.
    pub fn push_picture(&mut self, picture: Picture) {
        if self.has_room(picture.bytes.len()) {
            self.allowance.pictures -= 1;
            self.allowance.picture_bytes = self.allowance.picture_bytes.saturating_sub(picture.bytes.len());
            self.push(Block::Picture(picture));
        } else {
            self.cut_short = true;
            self.note(&picture::words(&picture.words));
        }
    }

    /// The blocks, and whether there was more than the limits allow. What is still open is closed.
    pub fn finish(mut self) -> (Vec<Block>, bool) {
        self.end_line();
        while !self.frames.is_empty() {
            self.close_frame();
        }
        (self.blocks, self.cut_short)
    }

    fn picture(&mut self, attributes: &Attributes) {
        let veiled = self.style().veiled();
        match picture::of(attributes) {
            picture::Shown::Picture(picture) => {
                self.tell_veil(&picture::words(&picture.words));
                self.push_picture(picture);
            }
            picture::Shown::Words(words) => {
                self.tell_veil(&words);
                self.note(&words);
            }
            // Where there is nothing to see, nothing is missed.
            picture::Shown::NotFetched if veiled => {}
            picture::Shown::NotFetched => self.note(&picture::words("picture not fetched")),
            picture::Shown::Nothing => {}
        }
    }

    fn style(&self) -> &Style {
        self.open.last().map_or(&self.base, |open| &open.style)
    }

    /// How many lists and tables stand in each other here.
    fn flow_depth(&self) -> usize {
        self.frames.iter().filter(|frame| matches!(frame, Frame::List(_) | Frame::Table(_))).count()
    }

    /// Whether one more list or table may stand in those that are open.
    fn may_nest(&self) -> bool {
        self.flow_depth() < MAX_FLOW_DEPTH
    }

    /// Whether one more block, cell or entry may be made.
    fn spend_block(&mut self) -> bool {
        let left = self.allowance.blocks.checked_sub(1);
        self.allowance.blocks = left.unwrap_or(0);
        self.cut_short |= left.is_none();
        left.is_some()
    }

    /// Ends the line under way and makes a block of it.
    fn end_line(&mut self) {
        let Some(block) = self.line.take() else { return };
        if self.spend_block() {
            self.place(block);
        }
    }

    /// Puts a block where blocks go at this place.
    fn place(&mut self, block: Block) {
        match self.frames.last_mut() {
            None => self.blocks.push(block),
            Some(Frame::Item(item)) => item.blocks.push(block),
            Some(Frame::Cell(cell)) => cell.blocks.push(block),
            Some(Frame::Caption(blocks)) => blocks.push(block),
            Some(Frame::List(list)) => list.place(block),
            Some(Frame::Table(table)) => table.place(block),
        }
    }

    fn close_frame(&mut self) {
        match self.frames.pop() {
            None => {}
            Some(Frame::List(list)) => {
                for block in list.finish() {
                    self.place(block);
                }
            }
            Some(Frame::Item(item)) => {
                if let Some(Frame::List(list)) = self.frames.last_mut() {
                    list.push(item);
                }
            }
            Some(Frame::Table(table)) => {
                for block in table.finish() {
                    self.place(block);
                }
            }
            Some(Frame::Cell(cell)) => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.push(cell);
                }
            }
            Some(Frame::Caption(blocks)) => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.caption(blocks);
                }
            }
        }
    }
}

/// The text of these blocks in one paragraph, each on a line of its own.
fn one_paragraph(blocks: Vec<Block>) -> Paragraph {
    let mut whole = Paragraph::default();
    for block in blocks {
        let (Block::Paragraph(paragraph) | Block::Heading(_, paragraph)) = block else { continue };
        if !whole.runs.is_empty() {
            whole.runs.push(Run { text: "\n".to_owned(), letters: Letters::default() });
        }
        whole.align = paragraph.align;
        whole.runs.extend(paragraph.runs);
    }
    whole
}
