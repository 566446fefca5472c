//! What can be asked of the pool. Made by whoever holds the view, handed in with `Pool::want`.

use crate::message::model::DocumentId;
use crate::render::formats::{PixelRect, PixelSize, Rotation};

/// One piece of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Job {
    /// The document it is about.
    pub document: DocumentId,
    /// The document's patient, any number that is the same for one patient of one load alone: a worker never serves two.
    pub patient: u64,
    /// What to do.
    pub task: Task,
    /// How urgent it is.
    pub priority: Priority,
}

/// What to do with a document. Whatever it is, a document that is not open is opened first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Task {
    /// Open it: answered with `Opened`.
    Open,
    /// Sizes of the pages `from..from + count`: answered with `Sizes`, for at most `PAGE_SIZES_BATCH` pages and only as far as the
    /// document goes.
    Sizes {
        /// First page, from 0.
        from: u32,
        /// Number of pages.
        count: u32,
    },
    /// Draw a part of a page: answered with `Tile`.
    Render(TileKey),
    /// Draw page 1 to fit a square: answered with `Thumbnail`.
    Thumbnail {
        /// Side of the square in device pixels.
        box_px: u32,
    },
    /// Read outline, attachments and properties: answered with `Facts`.
    Facts,
    /// Read text and links of the pages `from..from + count`: answered with `Text`, for at least the first of them and at most
    /// `TEXT_PAGES_BATCH`; the rest has to be asked for again.
    Text {
        /// First page, from 0.
        from: u32,
        /// Number of pages.
        count: u32,
    },
    /// Take out a file that is inside the document: answered with `Attachment`.
    Attachment {
        /// Its place in `DocumentFacts::attachments`.
        index: u32,
    },
}

/// How urgent a job is; the first is the most urgent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Priority {
    /// On screen, in the selected document.
    Selected,
    /// Likely to be on screen next.
    Neighbour,
    /// For a row of the list.
    Thumbnail,
}

/// Names one drawn part of one page: what was asked, and nothing about when.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TileKey {
    /// The document.
    pub document: DocumentId,
    /// The page, from 0.
    pub page: u32,
    /// Size of the whole page as turned, in device pixels.
    pub scaled: PixelSize,
    /// The part of it.
    pub part: PixelRect,
    /// How the page is turned.
    pub rotation: Rotation,
}

/// Jobs with the same name have the same result.
pub(super) type JobName = (DocumentId, Task);

/// Whom a worker serves: one load and one patient of it.
pub(super) type Owner = (u64, u64);

impl Job {
    pub(super) fn name(&self) -> JobName {
        (self.document, self.task)
    }

    pub(super) fn owner(&self) -> Owner {
        (self.document.load, self.patient)
    }

    /// False for a job whose tile belongs to another document than the job: it would be drawn from the wrong one.
    pub(super) fn is_consistent(&self) -> bool {
        match self.task {
            Task::Render(key) => key.document == self.document,
            _ => true,
        }
    }

    pub(super) fn is_thumbnail(&self) -> bool {
        matches!(self.task, Task::Thumbnail { .. })
    }

    /// True where something is read from the document and nothing drawn.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self.task, Task::Facts | Task::Text { .. } | Task::Attachment { .. })
    }

    pub(super) fn is_background(&self) -> bool {
        self.priority > Priority::Selected
    }

    /// The page that is drawn, from 0.
    pub(super) fn page(&self) -> Option<u32> {
        match self.task {
            Task::Render(key) => Some(key.page),
            Task::Thumbnail { .. } => Some(0),
            Task::Open | Task::Sizes { .. } | Task::Facts | Task::Text { .. } | Task::Attachment { .. } => None,
        }
    }
}
