//! What a worker answers. Made by `worker`; read by `pool`, which takes it for hostile: `decode` holds every field to its bounds and
//! `answers` holds the whole to what was asked.

use zeroize::Zeroizing;

use super::facts::{facts_bytes, text_bytes};
use super::request::{TRANSFERS, pixel_bytes};
use super::wire::{ENGINES, Fields, Frame, known};
use super::{ProtocolError, Request, Transfer};
use crate::limits::{MAX_ATTACHMENT_BYTES, MAX_PAGES, PAGE_SIZES_BATCH, TEXT_PAGES_BATCH};
use crate::render::formats::{DocumentFacts, Engine, Notices, OpenError, PageError, PageSize, PageText};
use crate::render::sandbox::Layers;

/// One reply. `request` repeats the number of what was asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// The first thing a worker says, unasked: it has given up its rights and waits.
    Ready {
        /// `PROTOCOL_VERSION` of the worker.
        version: u32,
        /// What holds it.
        layers: Layers,
        /// Bytes of shared memory that it sees, 0 for none.
        shared_bytes: u64,
    },
    /// The document is open.
    Opened {
        /// Number of the request.
        request: u64,
        /// 1 to `MAX_PAGES`.
        page_count: u32,
        /// What will draw it.
        engine: Engine,
        /// What a user should know.
        notices: Notices,
        /// Sizes of the first `PAGE_SIZES_BATCH` pages; `None` for a page that has no readable size.
        sizes: Vec<Option<PageSize>>,
    },
    /// The document is not open, and neither is the one before.
    OpenFailed {
        /// Number of the request.
        request: u64,
        /// Why.
        error: OpenError,
    },
    /// Sizes of the pages asked for.
    Sizes {
        /// Number of the request.
        request: u64,
        /// First page, from 0.
        from: u32,
        /// One for each page asked.
        sizes: Vec<Option<PageSize>>,
    },
    /// The pixels are in the shared memory, or follow this frame.
    Rendered {
        /// Number of the request.
        request: u64,
        /// What drew them.
        engine: Engine,
        /// Where they are.
        transfer: Transfer,
        /// Number of bytes.
        length_bytes: u64,
    },
    /// The page was not drawn, or the attachment not read.
    PageFailed {
        /// Number of the request.
        request: u64,
        /// Why.
        error: PageError,
    },
    /// Outline, attachments and properties.
    Facts {
        /// Number of the request.
        request: u64,
        /// What was asked for.
        facts: DocumentFacts,
    },
    /// Text of the first of the pages asked for, as many as fit.
    Text {
        /// Number of the request.
        request: u64,
        /// First page, from 0.
        from: u32,
        /// At least one; `None` for a page whose text cannot be read.
        pages: Vec<Option<PageText>>,
    },
    /// The attachment's bytes follow this frame.
    Attachment {
        /// Number of the request.
        request: u64,
        /// Number of bytes, at most `MAX_ATTACHMENT_BYTES`.
        length_bytes: u64,
    },
    /// A reader panicked. The worker ends after saying so.
    Panicked {
        /// Number of the request.
        request: u64,
    },
}

const READY: u8 = 1;
const OPENED: u8 = 2;
const OPEN_FAILED: u8 = 3;
const SIZES: u8 = 4;
const RENDERED: u8 = 5;
const PAGE_FAILED: u8 = 6;
const PANICKED: u8 = 7;
const FACTS: u8 = 8;
const TEXT: u8 = 9;
const ATTACHMENT: u8 = 10;

const OPEN_ERRORS: [OpenError; 10] = [
    OpenError::PasswordNeeded,
    OpenError::PasswordWrong,
    OpenError::Damaged,
    OpenError::NoPages,
    OpenError::Blank,
    OpenError::TooLarge,
    OpenError::DeepJpeg,
    OpenError::UnsupportedPicture,
    OpenError::UnsupportedSound,
    OpenError::Unsupported,
];
const PAGE_ERRORS: [PageError; 4] =
    [PageError::NoSuchPage, PageError::Damaged, PageError::TooLarge, PageError::NoSuchAttachment];

impl Reply {
    /// The payload of this reply's frame.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Ready { version, layers, shared_bytes } => {
                let mut frame = Frame::new(READY, 0);
                frame.u32(*version);
                frame.u32(layers.bits());
                frame.u64(*shared_bytes);
                frame.finish()
            }
            Self::Opened { request, page_count, engine, notices, sizes } => {
                let mut frame = Frame::new(OPENED, *request);
                frame.u32(*page_count);
                frame.value(*engine, &ENGINES);
                frame.u8(notice_bits(*notices));
                frame.page_sizes(sizes);
                frame.finish()
            }
            Self::OpenFailed { request, error } => {
                let mut frame = Frame::new(OPEN_FAILED, *request);
                frame.value(*error, &OPEN_ERRORS);
                frame.finish()
            }
            Self::Sizes { request, from, sizes } => {
                let mut frame = Frame::new(SIZES, *request);
                frame.u32(*from);
                frame.u32(u32::try_from(sizes.len()).unwrap_or(u32::MAX));
                frame.page_sizes(sizes);
                frame.finish()
            }
            Self::Rendered { request, engine, transfer, length_bytes } => {
                let mut frame = Frame::new(RENDERED, *request);
                frame.value(*engine, &ENGINES);
                frame.value(*transfer, &TRANSFERS);
                frame.u64(*length_bytes);
                frame.finish()
            }
            Self::PageFailed { request, error } => {
                let mut frame = Frame::new(PAGE_FAILED, *request);
                frame.value(*error, &PAGE_ERRORS);
                frame.finish()
            }
            Self::Facts { request, facts } => {
                let mut frame = Frame::with_room(FACTS, *request, facts_bytes(facts));
                frame.facts(facts);
                frame.finish()
            }
            Self::Text { request, from, pages } => {
                let page_bytes = |page: &Option<PageText>| page.as_ref().map_or(0, text_bytes).saturating_add(1);
                let room_bytes = pages.iter().map(page_bytes).fold(8, usize::saturating_add);
                let mut frame = Frame::with_room(TEXT, *request, room_bytes);
                frame.u32(*from);
                frame.count(pages.len());
                for page in pages {
                    frame.u8(u8::from(page.is_some()));
                    if let Some(page) = page {
                        frame.page_text(page);
                    }
                }
                frame.finish()
            }
            Self::Attachment { request, length_bytes } => {
                let mut frame = Frame::new(ATTACHMENT, *request);
                frame.u64(*length_bytes);
                frame.finish()
            }
            Self::Panicked { request } => Frame::new(PANICKED, *request).finish(),
        }
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// `Malformed` for anything but a complete reply whose every field is within its bounds.
    pub fn decode(payload: &[u8]) -> Result<Self, ProtocolError> {
        let mut fields = Fields::new(payload);
        let kind = fields.u8()?;
        let request = fields.u64()?;
        let reply = match kind {
            READY => {
                let version = fields.u32()?;
                let layers = Layers::from_bits(fields.u32()?).ok_or(ProtocolError::Malformed)?;
                Self::Ready { version, layers, shared_bytes: fields.u64()? }
            }
            OPENED => {
                let page_count = fields.u32()?;
                let engine = fields.engine()?;
                let notices = notices(fields.u8()?)?;
                if page_count == 0 || page_count > MAX_PAGES {
                    return Err(ProtocolError::Malformed);
                }
                let sizes = fields.page_sizes(first_batch(page_count))?;
                Self::Opened { request, page_count, engine, notices, sizes }
            }
            OPEN_FAILED => Self::OpenFailed { request, error: known(fields.u8()?, &OPEN_ERRORS)? },
            SIZES => {
                let from = fields.u32()?;
                let count = fields.u32()?;
                if count > PAGE_SIZES_BATCH {
                    return Err(ProtocolError::Malformed);
                }
                let count = usize::try_from(count).map_err(|_| ProtocolError::Malformed)?;
                Self::Sizes { request, from, sizes: fields.page_sizes(count)? }
            }
            RENDERED => {
                let engine = fields.engine()?;
                let transfer = known(fields.u8()?, &TRANSFERS)?;
                Self::Rendered { request, engine, transfer, length_bytes: fields.u64()? }
            }
            PAGE_FAILED => Self::PageFailed { request, error: known(fields.u8()?, &PAGE_ERRORS)? },
            FACTS => Self::Facts { request, facts: fields.facts()? },
            TEXT => {
                let from = fields.u32()?;
                let count = fields.count(usize::try_from(TEXT_PAGES_BATCH).unwrap_or(0))?;
                let mut page = || if fields.flag()? { fields.page_text().map(Some) } else { Ok(None) };
                let pages = (0..count).map(|_| page()).collect::<Result<_, ProtocolError>>()?;
                Self::Text { request, from, pages }
            }
            ATTACHMENT => Self::Attachment { request, length_bytes: fields.u64()? },
            PANICKED => Self::Panicked { request },
            _ => return Err(ProtocolError::Malformed),
        };
        fields.end()?;
        Ok(reply)
    }

    /// Holds this reply to what was asked: its number, its kind, and the amount of what it brings.
    ///
    /// # Errors
    /// `NotAsked` where any of them differs.
    pub fn answers(&self, asked: &Request) -> Result<(), ProtocolError> {
        let (number, fits) = match (asked, self) {
            (Request::Open { .. }, Self::Opened { request, .. } | Self::OpenFailed { request, .. }) => (request, true),
            (Request::Sizes { from, count, .. }, Self::Sizes { request, from: got_from, sizes }) => {
                (request, from == got_from && usize::try_from(*count) == Ok(sizes.len()))
            }
            (
                Request::Render { scaled, part, transfer, .. },
                Self::Rendered { request, transfer: got, length_bytes, .. },
            ) => {
                let asked_bytes = pixel_bytes(*scaled, *part).and_then(|bytes| u64::try_from(bytes).ok());
                (request, transfer == got && asked_bytes == Some(*length_bytes))
            }
            (Request::Render { .. } | Request::Attachment { .. }, Self::PageFailed { request, .. }) => (request, true),
            (Request::Facts { .. }, Self::Facts { request, .. }) => (request, true),
            (Request::Text { from, count, .. }, Self::Text { request, from: got_from, pages }) => {
                let few = u32::try_from(pages.len()).is_ok_and(|got| (1..=*count).contains(&got));
                (request, from == got_from && few)
            }
            (Request::Attachment { .. }, Self::Attachment { request, length_bytes }) => {
                (request, *length_bytes <= MAX_ATTACHMENT_BYTES)
            }
            (_, Self::Panicked { request }) => (request, true),
            _ => return Err(ProtocolError::NotAsked),
        };
        if fits && *number == asked.number() { Ok(()) } else { Err(ProtocolError::NotAsked) }
    }
}

/// Number of page sizes that come with `Opened`.
pub(in crate::render) fn first_batch(page_count: u32) -> usize {
    usize::try_from(page_count.min(PAGE_SIZES_BATCH)).unwrap_or(0)
}

fn notice_bits(notices: Notices) -> u8 {
    [
        notices.form_entries_may_be_missing,
        notices.xfa,
        notices.built_in_engine,
        notices.pdfium_missing,
        notices.cut_short,
        notices.charset_guessed,
        notices.shown_as_text,
    ]
    .iter()
    .rev()
    .fold(0, |bits, on| (bits << 1) | u8::from(*on))
}

fn notices(bits: u8) -> Result<Notices, ProtocolError> {
    if bits >= 1 << 7 {
        return Err(ProtocolError::Malformed);
    }
    Ok(Notices {
        form_entries_may_be_missing: bits & 1 != 0,
        xfa: bits & 2 != 0,
        built_in_engine: bits & 4 != 0,
        pdfium_missing: bits & 8 != 0,
        cut_short: bits & 16 != 0,
        charset_guessed: bits & 32 != 0,
        shown_as_text: bits & 64 != 0,
    })
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
