//! A flow document made ready to be laid out: every block on its own, with nothing left to its defaults, within the limits. Made
//! from a `Flow` by `intake`.

use super::look::Looks;
use super::shape::Text;

/// A document that is ready to be laid out.
#[derive(Default)]
pub(super) struct Content {
    /// Every block of the document, those inside of tables too.
    pub leaves: Vec<Leaf>,
    /// The blocks that stand on pages themselves, from top to bottom.
    pub top: Vec<u32>,
    pub looks: Looks,
    /// Where links lead: link 1 is the first.
    pub addresses: Vec<String>,
    pub pictures: Vec<Picture>,
}

impl Content {
    /// A block by its place.
    pub fn leaf(&self, leaf: u32) -> Option<&Leaf> {
        self.leaves.get(leaf as usize)
    }
}

/// A block that holds no other blocks but those of its cells.
pub(super) struct Leaf {
    pub kind: Kind,
    /// From the left edge of the column that it stands in.
    pub left: f32,
    /// Space above and below; where two blocks meet, the larger counts.
    pub before: f32,
    pub after: f32,
    /// It stands on the page of what follows.
    pub keep: bool,
    /// Its level as a heading, 1 for the outermost; 0 for none.
    pub level: u8,
    /// What hangs out to the left of its first line.
    pub marker: Option<Box<Text>>,
}

/// What a block is.
pub(super) enum Kind {
    Text(Text),
    /// Text in a monospaced font.
    Mono(String),
    Table(Table),
    /// A picture, by its place in the list.
    Picture(usize),
    Wave(super::wave::Wave),
    Rule,
    /// A new page.
    Break,
}

/// A table.
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// Widths of the columns as stated; 0 for what is not stated.
    pub stated: Vec<f32>,
    /// With lines between its cells.
    pub is_ruled: bool,
}

/// A row of a table.
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub head: bool,
    /// A cell above reaches into it.
    pub is_joined: bool,
}

/// A cell of a table.
pub(super) struct Cell {
    /// Its blocks, from top to bottom.
    pub leaves: Vec<u32>,
    pub head: bool,
    /// Its first column, from 0.
    pub column: u16,
    pub columns: u16,
    pub rows: u16,
}

/// A picture in the document.
pub(super) struct Picture {
    pub bytes: Vec<u8>,
    /// As it stands in a page, in points.
    pub size: (f32, f32),
    /// Shown where it cannot be drawn.
    pub words: String,
    /// It has a size of its own: its head makes sense.
    pub is_sound: bool,
}
