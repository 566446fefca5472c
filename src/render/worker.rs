//! The child's side: reads requests from standard input, opens and draws the one document it is given, and answers. `main` calls `run`
//! before any other code when `asked_for` says so. Nothing here is called in the process that owns the window.

mod reading;
#[cfg(target_os = "linux")]
mod self_test;

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use zeroize::Zeroizing;

use super::formats::{self, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};
use super::handover::{Handover, MappedPixels};
use super::protocol::{PROTOCOL_VERSION, ProtocolError, Reply, Request, Transfer, read_frame, write_frame};
use super::protocol::{first_batch, pixel_bytes};
use super::sandbox;
use crate::limits::{MAX_PAGES, MAX_REQUEST_BYTES};

/// The hidden argument that makes the program a worker.
pub const WORKER_ARGUMENT: &str = "--render-worker";

/// Added for a worker that is started before there is work for it.
pub const EARLY_ARGUMENT: &str = "--early";

/// Added for a worker that, instead of serving, tries what it can do and prints it. For tests and diagnostics, on Linux.
pub const SELF_TEST_ARGUMENT: &str = "--self-test";

/// True where the program was started as a worker.
pub fn asked_for() -> bool {
    std::env::args_os().nth(1).as_deref() == Some(OsStr::new(WORKER_ARGUMENT))
}

/// Serves the parent until it has no more requests. The exit code means nothing to it: it judges by the replies.
pub fn run() -> ExitCode {
    // A panic's message may quote a document.
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(handover) = Handover::take() else {
        return ExitCode::FAILURE;
    };
    // PDFium comes from a file in memory, which takes rights that the next step gives up.
    formats::pdfium_available();
    #[cfg(target_os = "linux")]
    let begun = std::time::Instant::now();
    let layers = sandbox::enter();
    #[cfg(target_os = "linux")]
    if is_given(SELF_TEST_ARGUMENT) {
        return self_test::run(&mut { handover.replies }, layers, begun);
    }
    let mut server = Server { replies: handover.replies, pixels: handover.pixels, open: None, inline: Vec::new() };
    let shared_bytes = server.pixels.as_ref().map_or(0, MappedPixels::len_bytes);
    let ready =
        Reply::Ready { version: PROTOCOL_VERSION, layers, shared_bytes: u64::try_from(shared_bytes).unwrap_or(0) };
    if server.answer(&ready).is_err() {
        return ExitCode::FAILURE;
    }
    if is_given(EARLY_ARGUMENT) {
        formats::warm_up();
    }
    match server.serve(&mut io::stdin().lock()) {
        ProtocolError::Ended => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn is_given(option: &str) -> bool {
    std::env::args_os().skip(2).any(|argument| argument == option)
}

struct Server<W: Write> {
    replies: W,
    pixels: Option<MappedPixels>,
    open: Option<Box<dyn Pages>>,
    /// Pixels on their way into the pipe.
    inline: Vec<u8>,
}

/// A reader panicked: what it was working on cannot be trusted any more.
struct Panicked;

impl<W: Write> Server<W> {
    /// Answers requests until there are no more, and says why it stopped.
    fn serve(&mut self, requests: &mut impl Read) -> ProtocolError {
        loop {
            if let Err(error) = self.serve_one(requests) {
                return error;
            }
        }
    }

    fn serve_one(&mut self, requests: &mut impl Read) -> Result<(), ProtocolError> {
        let asked = Request::decode(&read_frame(requests, MAX_REQUEST_BYTES)?)?;
        let mut attached = Zeroizing::default();
        let answer = match &asked {
            Request::Open { length_bytes, .. } => {
                let bytes = document_bytes(requests, *length_bytes)?;
                self.open(&asked, bytes)
            }
            Request::Sizes { request, from, count } => self.sizes(*request, *from, *count),
            Request::Render { request, page, scaled, part, rotation, transfer } => {
                self.render(*request, *page, *scaled, *part, *rotation, *transfer)
            }
            Request::Facts { request } => self.facts(*request),
            Request::Text { request, from, count } => self.text(*request, *from, *count),
            Request::Attachment { request, index } => self.attachment(*request, *index).map(|(reply, bytes)| {
                attached = bytes;
                reply
            }),
        };
        let Ok(reply) = answer else {
            self.answer(&Reply::Panicked { request: asked.number() })?;
            return Err(ProtocolError::Malformed);
        };
        self.answer(&reply)?;
        let tail = match reply {
            Reply::Rendered { transfer: Transfer::Inline, .. } => self.inline.as_slice(),
            _ => attached.as_slice(),
        };
        self.replies.write_all(tail).and_then(|()| self.replies.flush()).map_err(|_| ProtocolError::Ended)
    }

    fn answer(&mut self, reply: &Reply) -> Result<(), ProtocolError> {
        write_frame(&mut self.replies, &reply.encode())
    }

    /// `bytes` is `None` for a document that does not fit into the worker's memory.
    fn open(&mut self, asked: &Request, bytes: Option<Vec<u8>>) -> Result<Reply, Panicked> {
        let request = asked.number();
        let Request::Open { format, choice, password, .. } = asked else {
            return Err(Panicked);
        };
        let before = self.open.take();
        guarded(|| drop(before))?;
        if let Some(pixels) = &mut self.pixels {
            pixels.clear();
        }
        let Some(bytes) = bytes else {
            return Ok(Reply::OpenFailed { request, error: OpenError::TooLarge });
        };
        let password = password.as_ref().map(super::Password::reveal);
        let mut pages = match guarded(|| formats::open(bytes, *format, password, *choice))? {
            Ok(pages) => pages,
            Err(error) => return Ok(Reply::OpenFailed { request, error }),
        };
        let opened = guarded(|| {
            let page_count = pages.page_count();
            match page_count {
                0 => Reply::OpenFailed { request, error: OpenError::NoPages },
                1..=MAX_PAGES => Reply::Opened {
                    request,
                    page_count,
                    engine: pages.engine(),
                    notices: pages.notices(),
                    sizes: page_sizes(pages.as_mut(), 0, first_batch(page_count)),
                },
                _ => Reply::OpenFailed { request, error: OpenError::TooLarge },
            }
        })?;
        if matches!(opened, Reply::Opened { .. }) {
            self.open = Some(pages);
        }
        Ok(opened)
    }

    fn sizes(&mut self, request: u64, from: u32, count: u32) -> Result<Reply, Panicked> {
        let count = usize::try_from(count).unwrap_or(0);
        let sizes = match &mut self.open {
            Some(pages) => guarded(|| page_sizes(pages.as_mut(), from, count))?,
            None => vec![None; count],
        };
        Ok(Reply::Sizes { request, from, sizes })
    }

    fn render(
        &mut self,
        request: u64,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        transfer: Transfer,
    ) -> Result<Reply, Panicked> {
        let failed = |error| Ok(Reply::PageFailed { request, error });
        let Some(pages) = &mut self.open else {
            return failed(PageError::NoSuchPage);
        };
        let Some(length) = pixel_bytes(scaled, part) else {
            return failed(PageError::TooLarge);
        };
        let out = match (transfer, &mut self.pixels) {
            (Transfer::Shared, Some(pixels)) => pixels.first(length),
            (Transfer::Shared, None) => None,
            (Transfer::Inline, _) => {
                self.inline.clear();
                self.inline.resize(length, 0);
                Some(self.inline.as_mut_slice())
            }
        };
        let Some(out) = out else {
            return failed(PageError::TooLarge);
        };
        match guarded(|| pages.render(page, scaled, part, rotation, out))? {
            Ok(engine) => {
                let length_bytes = u64::try_from(length).unwrap_or(u64::MAX);
                Ok(Reply::Rendered { request, engine, transfer, length_bytes })
            }
            Err(error) => failed(error),
        }
    }
}

/// Reads a document off the stream. `None` where there is no memory for it; its bytes are passed over then.
fn document_bytes(stream: &mut impl Read, length_bytes: u64) -> Result<Option<Vec<u8>>, ProtocolError> {
    let mut bytes = Vec::new();
    let length = usize::try_from(length_bytes).unwrap_or(usize::MAX);
    let whole = stream.take(length_bytes);
    if bytes.try_reserve_exact(length).is_err() {
        return match io::copy(&mut { whole }, &mut io::sink()) {
            Ok(passed) if passed == length_bytes => Ok(None),
            _ => Err(ProtocolError::Ended),
        };
    }
    match { whole }.read_to_end(&mut bytes) {
        Ok(read) if read == length => Ok(Some(bytes)),
        _ => Err(ProtocolError::Ended),
    }
}

fn page_sizes(pages: &mut dyn Pages, from: u32, count: usize) -> Vec<Option<PageSize>> {
    (from..=u32::MAX).take(count).map(|page| pages.page_size(page).ok()).collect()
}

/// Runs a reader's code, which must not take the worker down without an answer.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    // Nothing that a panic may have left half done is used again: the worker ends.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Panicked)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::limits::MAX_REPLY_BYTES;
    use crate::render::formats::{EngineChoice, Format};

    fn serve(requests: &[u8]) -> (Vec<Reply>, ProtocolError) {
        let mut server = Server { replies: Vec::new(), pixels: None, open: None, inline: Vec::new() };
        let end = server.serve(&mut &*requests);
        let mut replies = server.replies.as_slice();
        let mut read = Vec::new();
        while let Ok(frame) = read_frame(&mut replies, MAX_REPLY_BYTES) {
            read.push(Reply::decode(&frame).unwrap());
        }
        (read, end)
    }

    fn frames(requests: &[Request]) -> Vec<u8> {
        let mut stream = Vec::new();
        for request in requests {
            write_frame(&mut stream, &request.encode()).unwrap();
            if let Request::Open { length_bytes, .. } = request {
                stream.extend(std::iter::repeat_n(b'x', *length_bytes as usize));
            }
        }
        stream
    }

    #[test]
    fn requests_without_an_open_document_are_answered() {
        let stream = frames(&[
            Request::Open {
                request: 1,
                format: Format::Pdf,
                choice: EngineChoice::Best,
                password: None,
                length_bytes: 9,
            },
            Request::Sizes { request: 2, from: u32::MAX - 1, count: 5 },
            Request::Render {
                request: 3,
                page: 0,
                scaled: PixelSize { width: 1, height: 1 },
                part: PixelRect { x: 0, y: 0, width: 1, height: 1 },
                rotation: Rotation::None,
                transfer: Transfer::Inline,
            },
            Request::Facts { request: 4 },
            Request::Text { request: 5, from: u32::MAX, count: 5 },
            Request::Attachment { request: 6, index: 0 },
        ]);
        let (replies, end) = serve(&stream);
        assert_eq!(end, ProtocolError::Ended);
        assert!(matches!(replies[0], Reply::OpenFailed { request: 1, .. }), "{replies:?}");
        assert_eq!(replies[1], Reply::Sizes { request: 2, from: u32::MAX - 1, sizes: vec![None; 5] });
        assert_eq!(replies[2], Reply::PageFailed { request: 3, error: PageError::NoSuchPage });
        assert_eq!(replies[3], Reply::Facts { request: 4, facts: formats::DocumentFacts::default() });
        assert_eq!(replies[4], Reply::Text { request: 5, from: u32::MAX, pages: vec![None] });
        assert_eq!(replies[5], Reply::PageFailed { request: 6, error: PageError::NoSuchAttachment });
    }

    #[test]
    fn a_document_that_is_cut_off_is_not_opened() {
        let mut stream = frames(&[Request::Open {
            request: 1,
            format: Format::Pdf,
            choice: EngineChoice::Best,
            password: None,
            length_bytes: 9,
        }]);
        stream.truncate(stream.len() - 1);
        assert_eq!(serve(&stream), (Vec::new(), ProtocolError::Ended));
    }
}
