//! Fuzz target of what a worker answers: the window's process asks, and the input answers. Whatever it says, no answer is taken that
//! is out of bounds.
//!
//! The first byte says how the rest is to be read: as the stream itself, or as pieces, each made a frame of the right length and
//! number, so that lies are reached that a worker would have to tell on purpose. Questions are asked in an order that the input chooses.

#![no_main]

use std::io::{self, Read};
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use redox_media_viewer::limits::{MAX_ATTACHMENT_BYTES, MAX_PAGES, PAGE_SIZES_BATCH, TEXT_PAGES_BATCH};
use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::pool::conversation::{Conversation, StepError};
use redox_media_viewer::render::protocol::Reply;
use redox_media_viewer::render::{DocumentBytes, EngineChoice, Format, PixelRect, PixelSize, Rotation, TileKey};
use zeroize::Zeroizing;

/// Questions of one conversation.
const QUESTIONS: usize = 12;

/// A worker that answers with pieces of the input.
struct Liar<'a> {
    rest: &'a [u8],
    framed: bool,
    answers: u64,
    ready: Vec<u8>,
    told: usize,
}

impl Liar<'_> {
    /// The next piece as a frame with the right length and the number of the question.
    fn next_frame(&mut self) {
        let (length, rest) = self
            .rest
            .split_first_chunk()
            .map_or((0, self.rest), |(length, rest)| (usize::from(u16::from_le_bytes(*length)), rest));
        let (piece, rest) = rest.split_at(length.min(rest.len()));
        let mut payload = piece.to_vec();
        if let Some(number) = payload.get_mut(1..9) {
            number.copy_from_slice(&self.answers.to_le_bytes());
        }
        self.rest = rest;
        self.ready = u32::try_from(payload.len()).unwrap_or(0).to_le_bytes().to_vec();
        self.ready.extend(payload);
        self.told = 0;
    }
}

impl Read for Liar<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let source = if self.framed { self.ready.get(self.told..).unwrap_or_default() } else { self.rest };
        let count = source.len().min(out.len());
        if let (Some(out), Some(bytes)) = (out.get_mut(..count), source.get(..count)) {
            out.copy_from_slice(bytes);
        }
        if self.framed {
            self.told += count;
        } else {
            self.rest = self.rest.get(count..).unwrap_or_default();
        }
        Ok(count)
    }
}

fn sound(size: Option<&redox_media_viewer::render::PageSize>) {
    if let Some(size) = size {
        assert!(size.width.is_finite() && size.width > 0.0 && size.height.is_finite() && size.height > 0.0);
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, rest)) = data.split_first() else { return };
    // What is understood is said again in the same words.
    if let Ok(reply) = Reply::decode(rest) {
        assert_eq!(Reply::decode(&reply.encode()).as_ref(), Ok(&reply));
    }
    let framed = mode & 1 == 0;
    let (questions, rest) = rest.split_at(rest.len().min(QUESTIONS));
    let mut liar = Liar { rest, framed, answers: 0, ready: Vec::new(), told: 0 };
    let document = DocumentBytes { bytes: Arc::new(Zeroizing::new(b"%PDF".to_vec())), format: Format::Pdf };
    let mut page_count = 3;
    // Each question is the first of a conversation, so that its number is known.
    for question in questions {
        // The first thing a worker says answers no question.
        liar.answers = u64::from(question % 7 != 0);
        if framed {
            liar.next_frame();
        }
        let mut talk = Conversation::over_pipes(io::sink(), liar.by_ref());
        let lost = match question % 7 {
            0 => talk.handshake().is_err(),
            1 => match talk.open(&document, EngineChoice::Best, None) {
                Ok(pages) => {
                    assert!((1..=MAX_PAGES).contains(&pages.page_count));
                    assert!(pages.sizes.len() <= usize::try_from(PAGE_SIZES_BATCH).unwrap_or(0));
                    pages.sizes.iter().for_each(|size| sound(size.as_ref()));
                    page_count = pages.page_count;
                    false
                }
                Err(error) => error == StepError::Lost,
            },
            2 => match talk.page_sizes(0, 2) {
                Ok(sizes) => {
                    assert_eq!(sizes.len(), 2);
                    sizes.iter().for_each(|size| sound(size.as_ref()));
                    false
                }
                Err(error) => error == StepError::Lost,
            },
            3 => {
                let key = TileKey {
                    document: DocumentId { load: 1, index: 0 },
                    page: 0,
                    scaled: PixelSize { width: 8, height: 8 },
                    part: PixelRect { x: 0, y: 0, width: 4, height: 2 },
                    rotation: Rotation::None,
                };
                match talk.render(&key) {
                    Ok((_, pixels)) => {
                        assert_eq!(pixels.len(), 4 * 2 * 4);
                        false
                    }
                    Err(error) => error == StepError::Lost,
                }
            }
            4 => match talk.facts(page_count) {
                Ok(facts) => {
                    assert!(facts.is_sound(page_count));
                    false
                }
                Err(error) => error == StepError::Lost,
            },
            5 => match talk.text(0, 2, page_count) {
                Ok(pages) => {
                    assert!((1..=2).contains(&pages.len()) && TEXT_PAGES_BATCH >= 2);
                    assert!(pages.iter().flatten().all(|page| page.is_sound(page_count)));
                    false
                }
                Err(error) => error == StepError::Lost,
            },
            _ => match talk.attachment(0) {
                Ok(bytes) => {
                    assert!(u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_ATTACHMENT_BYTES));
                    false
                }
                Err(error) => error == StepError::Lost,
            },
        };
        // A worker that lied is not asked again; with pieces the next one may tell another lie.
        if lost && !framed {
            return;
        }
    }
});
