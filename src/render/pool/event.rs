//! What the pool reports, and the queue in which reports wait to be fetched.

use std::collections::VecDeque;
use std::fmt;

use super::failure::Failure;
use super::job::{Job, JobName, Task, TileKey};
use crate::limits::{MAX_UNDELIVERED_BYTES, MAX_UNDELIVERED_RESULTS};
use crate::message::model::DocumentId;
use crate::render::formats::{Engine, Notices, PageSize, PixelSize};

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
            | Self::ThumbnailFailed { document, .. } => *document,
            Self::Tile { key, .. } | Self::TileFailed { key, .. } => key.document,
        }
    }

    pub(super) fn failed(job: &Job, failure: Failure) -> Self {
        let document = job.document;
        match job.task {
            Task::Open | Task::Sizes { .. } => Self::OpenFailed { document, failure },
            Task::Render(key) => Self::TileFailed { key, failure },
            Task::Thumbnail { .. } => Self::ThumbnailFailed { document, failure },
        }
    }

    fn pixel_bytes(&self) -> usize {
        match self {
            Self::Tile { pixels, .. } | Self::Thumbnail { pixels, .. } => pixels.len(),
            _ => 0,
        }
    }
}

impl fmt::Debug for PoolEvent {
    /// Everything but the pixels, which show a patient's document.
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
        }
    }
}

/// Results that nobody has fetched yet.
#[derive(Default)]
pub(super) struct Undelivered {
    waiting: VecDeque<(JobName, PoolEvent)>,
    pixel_bytes: usize,
}

impl Undelivered {
    pub(super) fn push(&mut self, name: JobName, event: PoolEvent) {
        self.pixel_bytes = self.pixel_bytes.saturating_add(event.pixel_bytes());
        self.waiting.push_back((name, event));
    }

    /// True while no new work should start. Work that runs may still add its result: that is at most one a slot.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= MAX_UNDELIVERED_RESULTS || self.pixel_bytes >= MAX_UNDELIVERED_BYTES
    }

    pub(super) fn names(&self) -> impl Iterator<Item = JobName> {
        self.waiting.iter().map(|(name, _)| *name)
    }

    pub(super) fn take(&mut self) -> Vec<PoolEvent> {
        self.pixel_bytes = 0;
        std::mem::take(&mut self.waiting).into_iter().map(|(_, event)| event).collect()
    }

    pub(super) fn forget(&mut self, mut gone: impl FnMut(DocumentId) -> bool) {
        self.waiting.retain(|(_, event)| !gone(event.document()));
        self.pixel_bytes = self.waiting.iter().map(|(_, event)| event.pixel_bytes()).sum();
    }
}
