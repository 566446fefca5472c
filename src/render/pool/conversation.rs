//! What is said to one worker and what is believed of its answers: nothing on trust. `process` holds it over a worker's pipes; a fuzz
//! target speaks to it as a worker that lies, which is why it is public.
//!
//! Every call blocks until the other side answers or ends.

use std::io::{Read, Write};

use zeroize::Zeroizing;

use super::contents::DocumentBytes;
use super::event::DocumentPages;
use super::job::TileKey;
use crate::limits::{MAX_PASSWORD_BYTES, MAX_RENDER_BYTES, MAX_REPLY_BYTES, MAX_WORKER_DOCUMENT_BYTES};
use crate::render::Password;
use crate::render::formats::{DocumentFacts, Engine, EngineChoice, OpenError, PageError, PageSize, PageText};
use crate::render::handover::SharedPixels;
use crate::render::protocol::{
    PROTOCOL_VERSION, ProtocolError, Reply, Request, Transfer, pixel_bytes, read_frame, write_frame,
};
use crate::render::sandbox::Layers;

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepError {
    /// The worker ended, or says what makes no sense: it must not be asked again.
    Lost,
    /// The document does not open.
    Open(OpenError),
    /// The page is not drawn, or the attachment not read.
    Page(PageError),
}

impl From<ProtocolError> for StepError {
    fn from(_: ProtocolError) -> Self {
        Self::Lost
    }
}

/// The parent's end of the two pipes.
pub struct Conversation<Requests, Replies> {
    requests: Requests,
    replies: Replies,
    /// Only after a handshake in which the worker said that it sees it.
    pixels: Option<SharedPixels>,
    last_request: u64,
}

impl<Requests: Write, Replies: Read> Conversation<Requests, Replies> {
    /// Nothing is said yet.
    pub(in crate::render) fn new(requests: Requests, replies: Replies, pixels: Option<SharedPixels>) -> Self {
        Self { requests, replies, pixels, last_request: 0 }
    }

    /// The same without shared memory: pixels come through the pipe.
    pub fn over_pipes(requests: Requests, replies: Replies) -> Self {
        Self::new(requests, replies, None)
    }

    /// Waits until the worker has given up its rights, and tells what holds it.
    ///
    /// # Errors
    /// `Lost`, as with every question, for an answer that makes no sense or does not come.
    pub fn handshake(&mut self) -> Result<Layers, StepError> {
        match self.reply(MAX_REPLY_BYTES)? {
            Reply::Ready { version: PROTOCOL_VERSION, layers, shared_bytes } => {
                if usize::try_from(shared_bytes) != Ok(MAX_RENDER_BYTES) {
                    self.pixels = None;
                }
                Ok(layers)
            }
            _ => Err(StepError::Lost),
        }
    }

    /// Has a document opened.
    ///
    /// # Errors
    /// `Open` where it does not open.
    pub fn open(
        &mut self,
        contents: &DocumentBytes,
        choice: EngineChoice,
        password: Option<Password>,
    ) -> Result<DocumentPages, StepError> {
        let length_bytes = u64::try_from(contents.bytes.len()).unwrap_or(u64::MAX);
        if length_bytes > MAX_WORKER_DOCUMENT_BYTES {
            return Err(StepError::Open(OpenError::TooLarge));
        }
        if password.as_ref().is_some_and(|password| password.reveal().len() > MAX_PASSWORD_BYTES) {
            return Err(StepError::Open(OpenError::PasswordWrong));
        }
        let asked =
            Request::Open { request: self.next_request(), format: contents.format, choice, password, length_bytes };
        match self.ask(&asked, &contents.bytes)? {
            Reply::Opened { page_count, engine, notices, sizes, .. } => {
                Ok(DocumentPages { page_count, sizes, engine, notices })
            }
            Reply::OpenFailed { error, .. } => Err(StepError::Open(error)),
            _ => Err(StepError::Lost),
        }
    }

    /// Sizes of some pages. `count` must be within the document and `PAGE_SIZES_BATCH`.
    ///
    /// # Errors
    /// `Lost`.
    pub fn page_sizes(&mut self, from: u32, count: u32) -> Result<Vec<Option<PageSize>>, StepError> {
        let asked = Request::Sizes { request: self.next_request(), from, count };
        match self.ask(&asked, &[])? {
            Reply::Sizes { sizes, .. } => Ok(sizes),
            _ => Err(StepError::Lost),
        }
    }

    /// Pixels of a part of a page: RGBA8, rows from the top.
    ///
    /// # Errors
    /// `Page` where it is not drawn.
    pub fn render(&mut self, key: &TileKey) -> Result<(Engine, Vec<u8>), StepError> {
        let TileKey { page, scaled, part, rotation, document: _ } = *key;
        let Some(length) = pixel_bytes(scaled, part) else {
            return Err(StepError::Page(PageError::TooLarge));
        };
        let transfer = if self.pixels.is_some() { Transfer::Shared } else { Transfer::Inline };
        let asked = Request::Render { request: self.next_request(), page, scaled, part, rotation, transfer };
        match self.ask(&asked, &[])? {
            Reply::Rendered { engine, .. } => Ok((engine, self.take_pixels(length)?)),
            Reply::PageFailed { error, .. } => Err(StepError::Page(error)),
            _ => Err(StepError::Lost),
        }
    }

    /// Outline, attachments, properties and the stated patient of a document of so many pages.
    ///
    /// # Errors
    /// `Lost`.
    pub fn facts(&mut self, page_count: u32) -> Result<DocumentFacts, StepError> {
        let asked = Request::Facts { request: self.next_request() };
        match self.ask(&asked, &[])? {
            Reply::Facts { facts, .. } if facts.is_sound(page_count) => Ok(facts),
            _ => Err(StepError::Lost),
        }
    }

    /// Text of the first of some pages, as many as fit. `count` must be within the document and `TEXT_PAGES_BATCH`.
    ///
    /// # Errors
    /// `Lost`.
    pub fn text(&mut self, from: u32, count: u32, page_count: u32) -> Result<Vec<Option<PageText>>, StepError> {
        let asked = Request::Text { request: self.next_request(), from, count };
        match self.ask(&asked, &[])? {
            Reply::Text { pages, .. } if pages.iter().flatten().all(|page| page.is_sound(page_count)) => Ok(pages),
            _ => Err(StepError::Lost),
        }
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// `Page` where it is not taken out.
    pub fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, StepError> {
        let asked = Request::Attachment { request: self.next_request(), index };
        match self.ask(&asked, &[])? {
            Reply::Attachment { length_bytes, .. } => {
                let length = usize::try_from(length_bytes).map_err(|_| StepError::Lost)?;
                let mut bytes = Zeroizing::new(Vec::new());
                // Growing piece by piece would leave copies behind; what is only promised costs no memory.
                bytes.try_reserve_exact(length).map_err(|_| StepError::Lost)?;
                match self.replies.by_ref().take(length_bytes).read_to_end(&mut bytes) {
                    Ok(got) if got == length => Ok(bytes),
                    _ => Err(StepError::Lost),
                }
            }
            Reply::PageFailed { error, .. } => Err(StepError::Page(error)),
            _ => Err(StepError::Lost),
        }
    }

    fn take_pixels(&mut self, length: usize) -> Result<Vec<u8>, StepError> {
        if let Some(pixels) = &self.pixels {
            return pixels.read(length).map_err(|_| StepError::Lost);
        }
        let mut pixels = vec![0; length];
        self.replies.read_exact(&mut pixels).map_err(|_| StepError::Lost)?;
        Ok(pixels)
    }

    fn next_request(&mut self) -> u64 {
        self.last_request = self.last_request.wrapping_add(1);
        self.last_request
    }

    fn ask(&mut self, asked: &Request, document: &[u8]) -> Result<Reply, StepError> {
        write_frame(&mut self.requests, &asked.encode())?;
        self.requests.write_all(document).map_err(|_| StepError::Lost)?;
        let reply = self.reply(asked.max_reply_bytes())?;
        reply.answers(asked)?;
        Ok(reply)
    }

    fn reply(&mut self, max_bytes: usize) -> Result<Reply, StepError> {
        Ok(Reply::decode(&read_frame(&mut self.replies, max_bytes)?)?)
    }
}
