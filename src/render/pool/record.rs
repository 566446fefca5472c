//! What the pool remembers of a document beyond the worker that has it open: its password, and what went wrong. Used by `state` alone.
//!
//! A document that always brings its reader down must not do so over and over: what failed once stays failed until `Pool::retry`.

mod reading;

use std::collections::{HashMap, HashSet};

use self::reading::ReadingRecord;
use super::failure::Failure;
use super::job::{Job, Task};
use crate::limits::MAX_ENGINE_FAILURES;
use crate::render::Password;
use crate::render::formats::EngineChoice;

#[derive(Default)]
pub(super) struct Record {
    pub(super) password: Option<Password>,
    best_failures: u8,
    hayro_failures: u8,
    /// The best engine is given up for the whole document.
    best_stopped: bool,
    /// Pages that brought the best engine down.
    hayro_pages: HashSet<u32>,
    failed_pages: HashMap<u32, Failure>,
    failed_thumbnail: Option<Failure>,
    failed_whole: Option<Failure>,
    reading: ReadingRecord,
}

/// How a worker was lost.
pub(super) struct Loss {
    /// `Crashed` or `TooSlow`.
    pub(super) failure: Failure,
    /// The engine it was working with.
    pub(super) choice: EngineChoice,
    /// True where the document was being opened, or listed; false where the job's page was drawn or something read.
    pub(super) opening: bool,
    /// True where another engine can try the same.
    pub(super) second_engine: bool,
}

impl Record {
    pub(super) fn choice(&self, job: &Job) -> EngineChoice {
        let given_up = self.best_stopped || job.page().is_some_and(|page| self.hayro_pages.contains(&page));
        if given_up { EngineChoice::Hayro } else { EngineChoice::Best }
    }

    /// The failure that an earlier job has met and this one would meet again.
    pub(super) fn known_failure(&self, job: &Job) -> Option<Failure> {
        let of_thumbnail = || self.failed_thumbnail.filter(|_| job.is_thumbnail());
        let of_page = || job.page().and_then(|page| self.failed_pages.get(&page).copied());
        self.failed_whole.or_else(of_thumbnail).or_else(of_page).or_else(|| self.reading.known_failure(job))
    }

    /// How many of the `count` pages from `from` on to ask for their text at once; 0 where page `from` is drawn by the second engine,
    /// which tells no text.
    pub(super) fn text_pages(&self, from: u32, count: u32) -> u32 {
        self.reading.text_pages(from, count, &self.hayro_pages)
    }

    /// Notes a failure that the worker reported in good order.
    pub(super) fn note_refusal(&mut self, job: &Job, failure: Failure, opening: bool) {
        match (failure, job.task) {
            // Another time, or another password, may do.
            (Failure::Contents(_) | Failure::WorkerMissing | Failure::PasswordNeeded | Failure::PasswordWrong, _) => {}
            _ if opening => self.failed_whole = Some(failure),
            // And so may another size.
            (Failure::TooLarge, Task::Render(_)) => {}
            (_, Task::Render(key)) => {
                self.failed_pages.insert(key.page, failure);
            }
            (_, Task::Thumbnail { .. }) => self.failed_thumbnail = Some(failure),
            // Asking again costs no worker.
            _ => {}
        }
    }

    /// Notes that a worker was lost over `job`.
    pub(super) fn note_loss(&mut self, job: &Job, loss: &Loss) {
        if job.is_thumbnail() && loss.failure == Failure::TooSlow {
            // A thumbnail has less time than a page: this says nothing about the page.
            if !loss.second_engine {
                self.failed_thumbnail = Some(loss.failure);
            }
            return;
        }
        if job.is_reading() && !loss.opening {
            self.reading.note_loss(job, loss.failure);
            return;
        }
        let failures = match loss.choice {
            EngineChoice::Best => &mut self.best_failures,
            EngineChoice::Hayro => &mut self.hayro_failures,
        };
        *failures = failures.saturating_add(1);
        let engine_stopped = *failures >= MAX_ENGINE_FAILURES;
        match (loss.second_engine, loss.opening, job.page()) {
            (true, true, _) => self.best_stopped = true,
            (true, false, Some(page)) => {
                self.hayro_pages.insert(page);
            }
            (false, true, _) => self.failed_whole = Some(loss.failure),
            (false, false, Some(page)) => {
                self.failed_pages.insert(page, loss.failure);
            }
            (_, false, None) => {}
        }
        if engine_stopped && loss.second_engine {
            self.best_stopped = true;
        } else if engine_stopped {
            self.failed_whole = Some(loss.failure);
        }
    }

    /// Forgets every failure, but not the password.
    pub(super) fn forget_failures(&mut self) {
        *self = Self { password: self.password.take(), ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::model::DocumentId;
    use crate::render::formats::{PixelRect, PixelSize, Rotation};
    use crate::render::pool::{Priority, TileKey};

    fn drawing(page: u32) -> Job {
        let document = DocumentId { load: 1, index: 0 };
        let scaled = PixelSize { width: 1, height: 1 };
        let part = PixelRect { x: 0, y: 0, width: 1, height: 1 };
        let task = Task::Render(TileKey { document, page, scaled, part, rotation: Rotation::None });
        Job { document, patient: 1, task, priority: Priority::Selected }
    }

    fn thumbnail() -> Job {
        Job { task: Task::Thumbnail { box_px: 96 }, ..drawing(0) }
    }

    #[test]
    fn reading_says_nothing_about_drawing() {
        let mut record = Record::default();
        let reading = |page| Job { task: Task::Text { from: page, count: 1 }, ..drawing(0) };
        for page in 0..9 {
            record.note_loss(&reading(page), &loss(Failure::Crashed, EngineChoice::Best, false));
        }
        record.note_loss(&Job { task: Task::Facts, ..drawing(0) }, &loss(Failure::TooSlow, EngineChoice::Best, false));
        assert!(record.known_failure(&reading(0)).is_some());
        assert_eq!(record.choice(&drawing(0)), EngineChoice::Best);
        assert_eq!(record.known_failure(&drawing(0)), None);
        record.forget_failures();
        assert_eq!(record.known_failure(&reading(0)), None);
    }

    #[test]
    fn a_page_of_the_second_engine_has_no_text() {
        let mut record = Record::default();
        record.note_loss(&drawing(3), &loss(Failure::Crashed, EngineChoice::Best, false));
        assert_eq!(record.text_pages(0, 9), 3);
        assert_eq!(record.text_pages(3, 9), 0);
    }

    fn loss(failure: Failure, choice: EngineChoice, opening: bool) -> Loss {
        Loss { failure, choice, opening, second_engine: choice == EngineChoice::Best }
    }

    #[test]
    fn a_page_that_brings_the_best_engine_down_goes_to_the_other_and_only_that_page() {
        let mut record = Record::default();
        record.note_loss(&drawing(3), &loss(Failure::Crashed, EngineChoice::Best, false));
        assert_eq!(record.choice(&drawing(3)), EngineChoice::Hayro);
        assert_eq!(record.choice(&drawing(4)), EngineChoice::Best);
        assert_eq!(record.known_failure(&drawing(3)), None);
        record.note_loss(&drawing(3), &loss(Failure::TooSlow, EngineChoice::Hayro, false));
        assert_eq!(record.known_failure(&drawing(3)), Some(Failure::TooSlow));
        assert_eq!(record.known_failure(&drawing(4)), None);
    }

    #[test]
    fn three_losses_stop_an_engine_and_retry_brings_it_back() {
        let mut record = Record::default();
        for page in 0..3 {
            assert_eq!(record.choice(&drawing(9)), EngineChoice::Best);
            record.note_loss(&drawing(page), &loss(Failure::Crashed, EngineChoice::Best, false));
        }
        assert_eq!(record.choice(&drawing(9)), EngineChoice::Hayro);
        for page in 0..3 {
            assert_eq!(record.known_failure(&drawing(9)), None);
            record.note_loss(&drawing(page), &loss(Failure::TooSlow, EngineChoice::Hayro, false));
        }
        assert_eq!(record.known_failure(&drawing(9)), Some(Failure::TooSlow));
        record.forget_failures();
        assert_eq!(record.known_failure(&drawing(0)), None);
        assert_eq!(record.choice(&drawing(9)), EngineChoice::Best);
    }

    #[test]
    fn losing_a_worker_while_opening_is_about_the_whole_document() {
        let mut record = Record::default();
        record.note_loss(&drawing(3), &loss(Failure::Crashed, EngineChoice::Best, true));
        assert_eq!(record.choice(&drawing(4)), EngineChoice::Hayro);
        record.note_loss(&drawing(3), &loss(Failure::Crashed, EngineChoice::Hayro, true));
        assert_eq!(record.known_failure(&drawing(4)), Some(Failure::Crashed));
    }

    #[test]
    fn a_slow_thumbnail_says_nothing_about_its_page() {
        let mut record = Record::default();
        record.note_loss(&thumbnail(), &loss(Failure::TooSlow, EngineChoice::Best, false));
        assert_eq!(record.choice(&drawing(0)), EngineChoice::Best);
        record.note_loss(&thumbnail(), &loss(Failure::TooSlow, EngineChoice::Hayro, false));
        assert_eq!(record.known_failure(&thumbnail()), Some(Failure::TooSlow));
        assert_eq!(record.known_failure(&drawing(0)), None);
    }

    #[test]
    fn a_page_too_large_at_one_size_may_be_drawn_at_another() {
        let mut record = Record::default();
        record.note_refusal(&drawing(0), Failure::TooLarge, false);
        assert_eq!(record.known_failure(&drawing(0)), None);
        record.note_refusal(&drawing(0), Failure::Damaged, false);
        assert_eq!(record.known_failure(&drawing(0)), Some(Failure::Damaged));
    }
}
