//! What is in a document besides its pixels: the text of its pages and where it stands, links, the outline, attachments, properties.
//!
//! Made by the readers, in words of a page as it is laid out for reading. It is a patient's document: `Debug` tells lengths only.

mod bounds;
mod debug;

use zeroize::Zeroizing;

/// A rectangle on a page, in the units of its [`PageSize`](super::PageSize), after the page's own rotation and before any turn on
/// screen; origin at the top left.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PageBox {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge, not left of `left`.
    pub right: f32,
    /// Bottom edge, not above `top`.
    pub bottom: f32,
}

impl PageBox {
    /// True for a box without an inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }
}

/// Where a link leads.
#[derive(Clone, PartialEq)]
pub enum LinkTarget {
    /// To a page of the same document.
    Page {
        /// The page, from 0.
        page: u32,
        /// The place on it, in page units from the page's top edge; `None` for the page as a whole.
        top: Option<f32>,
    },
    /// To an address outside of the document, as the document states it: nothing says that it is sound or harmless.
    Address(String),
}

/// A place on a page that leads elsewhere.
#[derive(Clone, PartialEq)]
pub struct Link {
    /// Where it is.
    pub place: PageBox,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Text and links of one page.
#[derive(Clone, PartialEq)]
pub struct PageText {
    /// The text in reading order; lines end with `'\n'`. At most `MAX_PAGE_TEXT_CHARS` characters.
    pub text: Zeroizing<String>,
    /// One box for each `char` (not byte) of `text`. Characters that the engine made up (line breaks, some spaces) have an empty box
    /// at the end of what stands before them.
    pub boxes: Vec<PageBox>,
    /// At most `MAX_PAGE_LINKS`.
    pub links: Vec<Link>,
}

/// One line of the outline ("bookmarks"), in reading order.
#[derive(Clone, PartialEq)]
pub struct OutlineEntry {
    /// Depth, 0 for the outermost, at most `MAX_OUTLINE_LEVEL`.
    pub level: u8,
    /// Its words, in one line.
    pub title: String,
    /// The page that it leads to, from 0; `None` where it leads nowhere in this document.
    pub page: Option<u32>,
    /// The place on that page, in page units from its top edge.
    pub top: Option<f32>,
}

/// A file inside the document.
#[derive(Clone, PartialEq)]
pub struct Attachment {
    /// Its name as the document states it, in one line: no safe file name.
    pub name: String,
    /// Its size once unpacked.
    pub size_bytes: u64,
}

/// What is told of a document beside its text: the PDF document information (ISO 32000-2, 14.3.3) and what stands for it in other
/// formats, and facts of pictures and sound.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Property {
    /// `Title`.
    Title,
    /// `Author`.
    Author,
    /// `Subject`.
    Subject,
    /// `Keywords`.
    Keywords,
    /// `Creator`: the program in which the document was written.
    Creator,
    /// `Producer`: the program that made a PDF of it.
    Producer,
    /// `CreationDate`, as the document states it (`D:20240229…` in a PDF).
    Created,
    /// `ModDate`, as the document states it.
    Changed,
    /// Width and height of a picture, in pixels as shown.
    PictureSize,
    /// Pixels of a picture for each unit of length.
    Resolution,
    /// Kind of colour and bits a channel, and whether a colour profile was followed.
    Colour,
    /// How the pixels of a picture are packed.
    Compression,
    /// How many frames an animated picture has.
    Frames,
    /// The encoding of text (`UTF-8`, `windows-1252`).
    Charset,
    /// How long a sound lasts.
    Duration,
    /// How many channels a sound has.
    Channels,
    /// Samples of a sound in a second.
    SampleRate,
    /// How a sound's samples are coded.
    SampleCoding,
}

impl Property {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Author,
        Self::Subject,
        Self::Keywords,
        Self::Creator,
        Self::Producer,
        Self::Created,
        Self::Changed,
        Self::PictureSize,
        Self::Resolution,
        Self::Colour,
        Self::Compression,
        Self::Frames,
        Self::Charset,
        Self::Duration,
        Self::Channels,
        Self::SampleRate,
        Self::SampleCoding,
    ];
}

/// Whose document it is, by its own words. Nothing says that they are true.
#[derive(Clone, PartialEq, Default)]
pub struct StatedPatient {
    /// The name in the order of speech (`Maria Keller`); empty where there is none.
    pub name: String,
    /// The date of birth as the document states it (`19480302`); empty where there is none.
    pub birth_date: String,
    /// Its identifiers.
    pub identifiers: Vec<StatedIdentifier>,
}

/// An identifier of a patient inside a document.
#[derive(Clone, PartialEq)]
pub struct StatedIdentifier {
    /// The identifier itself.
    pub id: String,
    /// Who gave it, as the document states it: an OID, a name; empty where it says nothing.
    pub authority: String,
}

/// What is known of a document as a whole. Empty for formats and engines that tell nothing.
#[derive(Clone, PartialEq, Default)]
pub struct DocumentFacts {
    /// The outline from top to bottom.
    pub outline: Vec<OutlineEntry>,
    /// The files inside it; a place in this list is what `Pages::attachment` takes.
    pub attachments: Vec<Attachment>,
    /// At most one of each, none of them empty.
    pub properties: Vec<(Property, String)>,
    /// Whose document it is, where its format says so.
    pub patient: Option<Box<StatedPatient>>,
}
