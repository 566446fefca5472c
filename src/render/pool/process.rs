//! One worker process as its parent sees it: starts it, asks it, and takes nothing it says on trust. Used by `slot` alone.
//!
//! Every call blocks until the worker answers or ends. Whoever watches the deadline ends the worker through `child`.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::command::WorkerCommand;
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
pub(super) enum StepError {
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

/// A handle that can end the process from any thread.
#[derive(Clone)]
pub(super) struct ChildHandle(Arc<Mutex<Child>>);

impl ChildHandle {
    pub(super) fn kill(&self) {
        // It fails only for a process that has ended already.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).kill();
    }

    pub(super) fn pid(&self) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).id()
    }

    fn has_ended(&self) -> bool {
        !matches!(self.0.lock().unwrap_or_else(PoisonError::into_inner).try_wait(), Ok(None))
    }

    /// A process of no use.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(super) fn for_tests() -> Self {
        Self(Arc::new(Mutex::new(std::process::Command::new("true").spawn().unwrap())))
    }

    /// Ends the process and waits until nothing is left of it.
    fn end(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

pub(super) struct WorkerProcess {
    child: ChildHandle,
    requests: ChildStdin,
    replies: ChildStdout,
    /// Only after a handshake in which the worker said that it sees it.
    pixels: Option<SharedPixels>,
    last_request: u64,
}

impl WorkerProcess {
    /// Starts a worker. It ends when this is dropped, when this thread ends (Linux), or when its input ends.
    pub(super) fn spawn(command: &WorkerCommand, early: bool) -> io::Result<Self> {
        let pixels = match command.transfer {
            Transfer::Shared => SharedPixels::create().ok(),
            Transfer::Inline => None,
        };
        let stderr = match &pixels {
            Some(pixels) => pixels.for_child()?,
            None => Stdio::null(),
        };
        let mut child = command.command(early).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr).spawn()?;
        let (requests, replies) = (child.stdin.take(), child.stdout.take());
        let child = ChildHandle(Arc::new(Mutex::new(child)));
        let (Some(requests), Some(replies)) = (requests, replies) else {
            child.end();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { child, requests, replies, pixels, last_request: 0 })
    }

    pub(super) fn child(&self) -> ChildHandle {
        self.child.clone()
    }

    pub(super) fn has_ended(&self) -> bool {
        self.child.has_ended()
    }

    /// Waits until the worker has given up its rights.
    pub(super) fn handshake(&mut self) -> Result<Layers, StepError> {
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

    pub(super) fn open(
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

    /// `count` must be within the document and `PAGE_SIZES_BATCH`.
    pub(super) fn page_sizes(&mut self, from: u32, count: u32) -> Result<Vec<Option<PageSize>>, StepError> {
        let asked = Request::Sizes { request: self.next_request(), from, count };
        match self.ask(&asked, &[])? {
            Reply::Sizes { sizes, .. } => Ok(sizes),
            _ => Err(StepError::Lost),
        }
    }

    pub(super) fn render(&mut self, key: &TileKey) -> Result<(Engine, Vec<u8>), StepError> {
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

    pub(super) fn facts(&mut self, page_count: u32) -> Result<DocumentFacts, StepError> {
        let asked = Request::Facts { request: self.next_request() };
        match self.ask(&asked, &[])? {
            Reply::Facts { facts, .. } if facts.is_sound(page_count) => Ok(facts),
            _ => Err(StepError::Lost),
        }
    }

    /// `count` must be within the document and `TEXT_PAGES_BATCH`.
    pub(super) fn text(&mut self, from: u32, count: u32, page_count: u32) -> Result<Vec<Option<PageText>>, StepError> {
        let asked = Request::Text { request: self.next_request(), from, count };
        match self.ask(&asked, &[])? {
            Reply::Text { pages, .. } if pages.iter().flatten().all(|page| page.is_sound(page_count)) => Ok(pages),
            _ => Err(StepError::Lost),
        }
    }

    pub(super) fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, StepError> {
        let asked = Request::Attachment { request: self.next_request(), index };
        match self.ask(&asked, &[])? {
            Reply::Attachment { length_bytes, .. } => {
                let length = usize::try_from(length_bytes).map_err(|_| StepError::Lost)?;
                let mut bytes = Zeroizing::new(Vec::new());
                // Growing piece by piece would leave copies behind.
                bytes.try_reserve_exact(length).map_err(|_| StepError::Page(PageError::TooLarge))?;
                bytes.resize(length, 0);
                self.replies.read_exact(&mut bytes).map_err(|_| StepError::Lost)?;
                Ok(bytes)
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

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        self.child.end();
    }
}
