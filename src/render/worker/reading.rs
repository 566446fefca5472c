//! What a worker reads from the open document besides pixels. Part of `worker`.

use std::io::Write;
use std::time::Instant;

use zeroize::Zeroizing;

use super::{Panicked, Server, guarded};
use crate::limits::{MAX_ATTACHMENT_BYTES, TEXT_BATCH_BYTES, TEXT_BATCH_TIME};
use crate::render::formats::{DocumentFacts, PageError};
use crate::render::protocol::{Reply, text_bytes};

impl<W: Write> Server<W> {
    pub(super) fn facts(&mut self, request: u64) -> Result<Reply, Panicked> {
        let facts = match &mut self.open {
            Some(pages) => guarded(|| pages.facts().bounded(pages.page_count()))?,
            None => DocumentFacts::default(),
        };
        Ok(Reply::Facts { request, facts })
    }

    /// At least the first page; the rest as long as the reply is short and nobody has waited long.
    pub(super) fn text(&mut self, request: u64, from: u32, count: u32) -> Result<Reply, Panicked> {
        let start = Instant::now();
        let mut texts = Vec::new();
        let mut reply_bytes = 0_usize;
        for page in (from..=u32::MAX).take(usize::try_from(count).unwrap_or(0)) {
            let text = match &mut self.open {
                Some(pages) => guarded(|| {
                    let page_count = pages.page_count();
                    pages.page_text(page).ok().flatten().map(|text| text.bounded(page_count))
                })?,
                None => None,
            };
            reply_bytes = reply_bytes.saturating_add(text.as_ref().map_or(1, text_bytes));
            texts.push(text);
            if reply_bytes >= TEXT_BATCH_BYTES || start.elapsed() >= TEXT_BATCH_TIME {
                break;
            }
        }
        Ok(Reply::Text { request, from, pages: texts })
    }

    /// The reply, and the bytes that follow it.
    pub(super) fn attachment(&mut self, request: u64, index: u32) -> Result<(Reply, Zeroizing<Vec<u8>>), Panicked> {
        let read = match &mut self.open {
            Some(pages) => guarded(|| pages.attachment(index))?,
            None => Err(PageError::NoSuchAttachment),
        };
        let sized = read.and_then(|bytes| match u64::try_from(bytes.len()) {
            Ok(length_bytes) if length_bytes <= MAX_ATTACHMENT_BYTES => Ok((length_bytes, bytes)),
            _ => Err(PageError::TooLarge),
        });
        Ok(match sized {
            Ok((length_bytes, bytes)) => (Reply::Attachment { request, length_bytes }, bytes),
            Err(error) => (Reply::PageFailed { request, error }, Zeroizing::default()),
        })
    }
}
