//! What went wrong in reading from a document: text, facts, attachments. Part of `record`.
//!
//! It says nothing about drawing: neither an engine nor a page is given up for it.

use std::collections::{HashMap, HashSet};

use super::super::failure::Failure;
use super::super::job::{Job, Task};
use crate::limits::MAX_TEXT_LOSSES;

#[derive(Default)]
pub(super) struct ReadingRecord {
    facts: Option<Failure>,
    attachments: HashMap<u32, Failure>,
    pages: HashMap<u32, Failure>,
    /// A worker was lost over one of the pages before this one, and it is not known over which: they are read one by one.
    one_by_one_until: u32,
    losses: u8,
    /// The text is given up for the whole document.
    text: Option<Failure>,
}

impl ReadingRecord {
    /// The failure that an earlier job has met and this one would meet again.
    pub(super) fn known_failure(&self, job: &Job) -> Option<Failure> {
        match job.task {
            Task::Facts => self.facts,
            Task::Text { from, .. } => self.text.or_else(|| self.pages.get(&from).copied()),
            Task::Attachment { index } => self.attachments.get(&index).copied(),
            _ => None,
        }
    }

    /// Notes that a worker was lost over `job`.
    pub(super) fn note_loss(&mut self, job: &Job, failure: Failure) {
        match job.task {
            Task::Facts => self.facts = Some(failure),
            Task::Attachment { index } => {
                self.attachments.insert(index, failure);
            }
            Task::Text { from, count } => {
                if count == 1 || from < self.one_by_one_until {
                    self.pages.insert(from, failure);
                } else {
                    self.one_by_one_until = from.saturating_add(count);
                }
                self.losses = self.losses.saturating_add(1);
                if self.losses >= MAX_TEXT_LOSSES {
                    self.text = Some(failure);
                }
            }
            _ => {}
        }
    }

    /// How many of the `count` pages from `from` on to ask for at once, without coming to a page that brings the worker down.
    /// `without_text`: pages that are not to be asked for; 0 where the first is one of them.
    pub(super) fn text_pages(&self, from: u32, count: u32, without_text: &HashSet<u32>) -> u32 {
        let most = if from < self.one_by_one_until { count.min(1) } else { count };
        let is_bad = |page: &u32| without_text.contains(page) || self.pages.contains_key(page);
        let last = from.saturating_add(most);
        (from..last).find(is_bad).unwrap_or(last).saturating_sub(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::model::DocumentId;
    use crate::render::pool::Priority;

    fn job(task: Task) -> Job {
        Job { document: DocumentId { load: 1, index: 0 }, patient: 1, task, priority: Priority::Selected }
    }

    fn text(from: u32, count: u32) -> Job {
        job(Task::Text { from, count })
    }

    #[test]
    fn a_batch_that_brings_the_worker_down_is_read_page_by_page() {
        let mut record = ReadingRecord::default();
        let none = HashSet::new();
        assert_eq!(record.text_pages(0, 64, &none), 64);
        record.note_loss(&text(0, 64), Failure::Crashed);
        assert_eq!(record.known_failure(&text(0, 64)), None);
        assert_eq!(record.text_pages(0, 64, &none), 1);
        record.note_loss(&text(7, 57), Failure::Crashed);
        assert_eq!(record.known_failure(&text(7, 57)), Some(Failure::Crashed));
        assert_eq!(record.known_failure(&text(8, 56)), None);
        assert_eq!(record.text_pages(63, 1, &none), 1);
        assert_eq!(record.text_pages(64, 64, &none), 64);
    }

    #[test]
    fn batches_end_before_a_bad_page() {
        let mut record = ReadingRecord::default();
        record.note_loss(&text(5, 1), Failure::TooSlow);
        let without_text = HashSet::from([8]);
        assert_eq!(record.text_pages(0, 64, &without_text), 5);
        assert_eq!(record.text_pages(6, 64, &without_text), 2);
        assert_eq!(record.text_pages(8, 64, &without_text), 0);
        assert_eq!(record.text_pages(u32::MAX, 64, &without_text), 0);
    }

    #[test]
    fn text_is_given_up_after_too_many_losses() {
        let mut record = ReadingRecord::default();
        for page in 0..u32::from(MAX_TEXT_LOSSES) {
            assert_eq!(record.known_failure(&text(99, 1)), None);
            record.note_loss(&text(page, 1), Failure::Crashed);
        }
        assert_eq!(record.known_failure(&text(99, 1)), Some(Failure::Crashed));
        assert_eq!(record.known_failure(&job(Task::Facts)), None);
    }

    #[test]
    fn each_attachment_and_the_facts_fail_for_themselves() {
        let mut record = ReadingRecord::default();
        record.note_loss(&job(Task::Attachment { index: 3 }), Failure::TooSlow);
        assert_eq!(record.known_failure(&job(Task::Attachment { index: 3 })), Some(Failure::TooSlow));
        assert_eq!(record.known_failure(&job(Task::Attachment { index: 4 })), None);
        record.note_loss(&job(Task::Facts), Failure::Crashed);
        assert_eq!(record.known_failure(&job(Task::Facts)), Some(Failure::Crashed));
    }
}
