//! What a document of this kind says, apart from where it stands on a page. Lengths are PDF points (1/72 inch).
//!
//! Readers keep to the `MAX_FLOW_*` limits; the layout checks them once more and cuts what is too much.

use super::super::facts::{Property, StatedPatient};

/// A document as blocks that follow each other.
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Flow {
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// What Details tells of it; at most one of each, none of them empty.
    pub properties: Vec<(Property, String)>,
    /// Whose document it is, by its own words.
    pub patient: Option<StatedPatient>,
    /// More was there than the limits allow, and is left out.
    pub cut_short: bool,
}

/// A piece of a document that starts on a line of its own.
#[derive(Clone, PartialEq)]
pub(in super::super) enum Block {
    /// A heading: its level, 1 for the outermost, and its words. Headings make the outline.
    Heading(u8, Paragraph),
    /// Running text.
    Paragraph(Paragraph),
    /// Text in a monospaced font whose line breaks, spaces and tabs count.
    Preformatted(String),
    /// A list.
    List(Vec<ListItem>),
    /// A table.
    Table(Table),
    /// Names and what they stand for (`Born`, `2 March 1948`), two columns without lines.
    Fields(Vec<(String, Paragraph)>),
    /// A picture.
    Picture(Picture),
    /// A sound as its loudness over time.
    Waveform(Waveform),
    /// A line across.
    Rule,
    /// What follows starts on a new page.
    PageBreak,
}

/// Text that is broken into lines together. A `'\n'` in it ends a line, a tab goes to the next stop (every 36 points).
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Paragraph {
    /// From left to right as written (right-to-left scripts are put in order by the layout).
    pub runs: Vec<Run>,
    /// How lines stand between the margins.
    pub align: Align,
    /// From the left margin.
    pub indent: f32,
    /// Of the first line, on top of `indent`; below 0 where it hangs out.
    pub first_indent: f32,
    /// Above the paragraph; `None` for what is usual.
    pub space_before: Option<f32>,
    /// Below the paragraph; `None` for what is usual.
    pub space_after: Option<f32>,
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), letters: Letters::default() }], ..Self::default() }
    }
}

/// How lines stand between the margins.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in super::super) enum Align {
    /// At the side where the script starts.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// At the side where the script ends.
    End,
    /// Stretched to both margins.
    Both,
}

/// Text of one look.
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Run {
    /// The text.
    pub text: String,
    /// Its look.
    pub letters: Letters,
}

/// How text looks.
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Letters {
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underlined: bool,
    /// With a line through it.
    pub struck: bool,
    /// In a monospaced font.
    pub mono: bool,
    /// Less important: a label, a source.
    pub muted: bool,
    /// Raised or lowered.
    pub script: Script,
    /// Height of the letters in points; `None` for what is usual where it stands.
    pub size: Option<f32>,
    /// Red, green and blue; `None` for the colour of text.
    pub colour: Option<[u8; 3]>,
    /// The address that it leads to, as the document states it.
    pub link: Option<String>,
}

/// Raised or lowered letters.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in super::super) enum Script {
    /// On the line.
    #[default]
    Line,
    /// Raised and smaller.
    Super,
    /// Lowered and smaller.
    Sub,
}

/// One entry of a list.
#[derive(Clone, PartialEq)]
pub(in super::super) struct ListItem {
    /// What stands before it: `•`, `1.`, `a)`.
    pub marker: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A table. Rows may differ in their number of cells.
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Table {
    /// Its title, above it; without runs for none.
    pub caption: Paragraph,
    /// Widths of the columns as the document states them, in points; empty where they follow from the contents.
    pub column_widths: Vec<f32>,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, PartialEq, Default)]
pub(in super::super) struct Row {
    /// From left to right. A cell that spans rows is in the first of them only.
    pub cells: Vec<Cell>,
    /// A head that is repeated where the table goes on on another page.
    pub head: bool,
}

/// A cell of a table.
#[derive(Clone, PartialEq)]
pub(in super::super) struct Cell {
    /// What it says.
    pub blocks: Vec<Block>,
    /// It names its row or column.
    pub head: bool,
    /// Columns that it takes, at least 1.
    pub columns: u16,
    /// Rows that it takes, at least 1.
    pub rows: u16,
}

impl Default for Cell {
    fn default() -> Self {
        Self { blocks: Vec::new(), head: false, columns: 1, rows: 1 }
    }
}

/// A picture inside a document.
#[derive(Clone, PartialEq)]
pub(in super::super) struct Picture {
    /// The file: anything that the picture readers know.
    pub bytes: Vec<u8>,
    /// Width and height on the page; `None` for those of the picture at its own resolution.
    pub size: Option<(f32, f32)>,
    /// What it shows, in words; shown where it cannot be drawn.
    pub words: String,
}

/// A sound as a picture.
#[derive(Clone, PartialEq)]
pub(in super::super) struct Waveform {
    /// For each channel the lowest and the highest sample (-1 to 1) of equally long stretches of time.
    pub channels: Vec<Vec<(f32, f32)>>,
    /// Length in seconds.
    pub seconds: f64,
}
