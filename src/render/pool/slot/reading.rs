//! Jobs that read from a document and draw nothing. Part of `slot`.

use super::super::event::PoolEvent;
use super::super::failure::Failure;
use super::super::job::{Job, Task};
use super::{SlotThread, Trouble};
use crate::limits::TEXT_PAGES_BATCH;

impl SlotThread {
    /// Does a job for which `Job::is_reading` holds, once its document is open.
    pub(super) fn read(&mut self, job: &Job) -> Result<PoolEvent, Trouble> {
        let document = job.document;
        let (open_limit, page_limit) = (self.shared.deadlines.open, self.shared.deadlines.page);
        let page_count = self.pages()?.page_count;
        match job.task {
            Task::Text { from, count } => {
                let left = page_count.saturating_sub(from);
                let count = count.min(left).min(TEXT_PAGES_BATCH);
                if count == 0 {
                    return Err(Trouble::Refused { failure: Failure::NoSuchPage, opening: false });
                }
                let pages = match self.shared.text_pages(job, from, count) {
                    0 => vec![None],
                    count => self.step(page_limit, false, |worker| worker.text(from, count, page_count))?,
                };
                Ok(PoolEvent::Text { document, from, pages })
            }
            Task::Attachment { index } => {
                let bytes = self.step(page_limit, false, |worker| worker.attachment(index))?;
                Ok(PoolEvent::Attachment { document, index, bytes })
            }
            _ => {
                let facts = self.step(open_limit, false, |worker| worker.facts(page_count))?;
                Ok(PoolEvent::Facts { document, facts })
            }
        }
    }
}
