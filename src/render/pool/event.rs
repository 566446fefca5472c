//! What the pool reports, and the queue in which reports wait to be fetched.

use std::collections::VecDeque;
use std::fmt;

use zeroize::Zeroizing;

use super::failure::Failure;
use super::job::{Job, JobName, Task, TileKey};
use crate::limits::{MAX_UNDELIVERED_BYTES, MAX_UNDELIVERED_RESULTS};
use crate::message::model::DocumentId;
use crate::render::formats::{DocumentFacts, Engine, Notices, PageBox, PageSize, PageText, PixelSize};

/// One result. Each job that is not dropped gives exactly one.
#[derive(Clone, PartialEq)]
pub enum PoolEvent {
    /// Answers `Task::Open`.
    Opened {
        /// The document.
        document: DocumentId,
        /// Its pages.
        info: DocumentPages,
    },
    /// Answers `Task::Sizes`.
    Sizes {
        /// The document.
        document: DocumentId,
        /// First page, from 0.
        from: u32,
        /// Sizes as of `DocumentPages::sizes`.
        sizes: Vec<Option<PageSize>>,
    },
    /// `Task::Open` failed, or `Task::Sizes` where the document does not open.
    OpenFailed {
        /// The document.
        document: DocumentId,
        /// Why.
        failure: Failure,
    },
    /// Answers `Task::Render`.
    Tile {
        /// What was asked.
        key: TileKey,
        /// RGBA, 4 bytes a pixel, rows from the top, `part.width * part.height` of them.
        pixels: Vec<u8>,
        /// What drew them.
        engine: Engine,
        /// What a user should know about a page drawn like this; may differ from page to page of one document, as the second engine may
        /// have stepped in for some.
        notices: Notices,
    },
    /// `Task::Render` failed.
    TileFailed {
        /// What was asked.
        key: TileKey,
        /// Why.
        failure: Failure,
    },
    /// Answers `Task::Thumbnail`.
    Thumbnail {
        /// The document.
        document: DocumentId,
        /// Size of the picture: its longer side is at most `box_px`.
        size: PixelSize,
        /// RGBA as of `Tile`.
        pixels: Vec<u8>,
    },
    /// `Task::Thumbnail` failed.
    ThumbnailFailed {
        /// The document.
        document: DocumentId,
        /// Why.
        failure: Failure,
    },
    /// Answers `Task::Facts`.
    Facts {
        /// The document.
        document: DocumentId,
        /// Outline, attachments and properties; all empty where nothing can be told.
        facts: DocumentFacts,
    },
    /// `Task::Facts` failed.
    FactsFailed {
        /// The document.
        document: DocumentId,
        /// Why.
        failure: Failure,
    },
    /// Answers `Task::Text`.
    Text {
        /// The document.
        document: DocumentId,
        /// First page, from 0.
        from: u32,
        /// At least one page, at most as many as asked; `None` for a page that has no text that could be read.
        pages: Vec<Option<PageText>>,
    },
    /// `Task::Text` failed. It is only about page `from`: those behind it can be asked for.
    TextFailed {
        /// The document.
        document: DocumentId,
        /// First page that was asked for.
        from: u32,
        /// Why.
        failure: Failure,
    },
    /// Answers `Task::Attachment`.
    Attachment {
        /// The document.
        document: DocumentId,
        /// Place in the list of attachments.
        index: u32,
        /// Its bytes.
        bytes: Zeroizing<Vec<u8>>,
    },
    /// `Task::Attachment` failed.
    AttachmentFailed {
        /// The document.
        document: DocumentId,
        /// Place in the list of attachments.
        index: u32,
        /// Why.
        failure: Failure,
    },
}

/// What is known of a document once it is open.
#[derive(Clone, PartialEq, Debug)]
pub struct DocumentPages {
    /// Number of pages, at least 1.
    pub page_count: u32,
    /// Sizes of the first pages, at most `PAGE_SIZES_BATCH`, the rest by `Task::Sizes`: PDF points or picture pixels, before any turn.
    /// `None` for a page without a readable size.
    pub sizes: Vec<Option<PageSize>>,
    /// What draws them.
    pub engine: Engine,
    /// What a user should know.
    pub notices: Notices,
}

impl PoolEvent {
    /// The document that this is about.
    pub fn document(&self) -> DocumentId {
        match self {
            Self::Opened { document, .. }
            | Self::Sizes { document, .. }
            | Self::OpenFailed { document, .. }
            | Self::Thumbnail { document, .. }
            | Self::ThumbnailFailed { document, .. }
            | Self::Facts { document, .. }
            | Self::FactsFailed { document, .. }
            | Self::Text { document, .. }
            | Self::TextFailed { document, .. }
            | Self::Attachment { document, .. }
            | Self::AttachmentFailed { document, .. } => *document,
            Self::Tile { key, .. } | Self::TileFailed { key, .. } => key.document,
        }
    }

    pub(super) fn failed(job: &Job, failure: Failure) -> Self {
        let document = job.document;
        match job.task {
            Task::Open | Task::Sizes { .. } => Self::OpenFailed { document, failure },
            Task::Render(key) => Self::TileFailed { key, failure },
            Task::Thumbnail { .. } => Self::ThumbnailFailed { document, failure },
            Task::Facts => Self::FactsFailed { document, failure },
            Task::Text { from, .. } => Self::TextFailed { document, from, failure },
            Task::Attachment { index } => Self::AttachmentFailed { document, index, failure },
        }
    }

    /// What it holds in memory, about.
    fn held_bytes(&self) -> usize {
        let text_bytes = |page: &PageText| {
            let boxes = page.boxes.len().saturating_mul(size_of::<PageBox>());
            page.text.len().saturating_add(boxes)
        };
        match self {
            Self::Tile { pixels, .. } | Self::Thumbnail { pixels, .. } => pixels.len(),
            Self::Attachment { bytes, .. } => bytes.len(),
            Self::Text { pages, .. } => pages.iter().flatten().map(text_bytes).fold(0, usize::saturating_add),
            _ => 0,
        }
    }
}

impl fmt::Debug for PoolEvent {
    /// Everything but the pixels, the text and the attachments, which are a patient's document.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened { document, info } => {
                write!(formatter, "Opened({document:?}, {} pages)", info.page_count)
            }
            Self::Sizes { document, from, sizes } => {
                write!(formatter, "Sizes({document:?}, {from}, {} pages)", sizes.len())
            }
            Self::OpenFailed { document, failure } => {
                write!(formatter, "OpenFailed({document:?}, {failure:?})")
            }
            Self::Tile { key, engine, .. } => write!(formatter, "Tile({key:?}, {engine:?})"),
            Self::TileFailed { key, failure } => {
                write!(formatter, "TileFailed({key:?}, {failure:?})")
            }
            Self::Thumbnail { document, size, .. } => {
                write!(formatter, "Thumbnail({document:?}, {size:?})")
            }
            Self::ThumbnailFailed { document, failure } => {
                write!(formatter, "ThumbnailFailed({document:?}, {failure:?})")
            }
            Self::Facts { document, facts } => write!(formatter, "Facts({document:?}, {facts:?})"),
            Self::FactsFailed { document, failure } => write!(formatter, "FactsFailed({document:?}, {failure:?})"),
            Self::Text { document, from, pages } => {
                write!(formatter, "Text({document:?}, {from}, {} pages)", pages.len())
            }
            Self::TextFailed { document, from, failure } => {
                write!(formatter, "TextFailed({document:?}, {from}, {failure:?})")
            }
            Self::Attachment { document, index, bytes } => {
                write!(formatter, "Attachment({document:?}, {index}, {} bytes)", bytes.len())
            }
            Self::AttachmentFailed { document, index, failure } => {
                write!(formatter, "AttachmentFailed({document:?}, {index}, {failure:?})")
            }
        }
    }
}

/// Results that nobody has fetched yet.
#[derive(Default)]
pub(super) struct Undelivered {
    waiting: VecDeque<(JobName, PoolEvent)>,
    held_bytes: usize,
}

impl Undelivered {
    pub(super) fn push(&mut self, name: JobName, event: PoolEvent) {
        self.held_bytes = self.held_bytes.saturating_add(event.held_bytes());
        self.waiting.push_back((name, event));
    }

    /// True while no new work should start. Work that runs may still add its result: that is at most one a slot.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= MAX_UNDELIVERED_RESULTS || self.held_bytes >= MAX_UNDELIVERED_BYTES
    }

    pub(super) fn names(&self) -> impl Iterator<Item = JobName> {
        self.waiting.iter().map(|(name, _)| *name)
    }

    pub(super) fn take(&mut self) -> Vec<PoolEvent> {
        self.held_bytes = 0;
        std::mem::take(&mut self.waiting).into_iter().map(|(_, event)| event).collect()
    }

    pub(super) fn forget(&mut self, mut gone: impl FnMut(DocumentId) -> bool) {
        self.waiting.retain(|(_, event)| !gone(event.document()));
        self.held_bytes = self.waiting.iter().map(|(_, event)| event.held_bytes()).sum();
    }
}
