//! One thread of the pool with at most one worker: takes the job it is given, brings up a worker for it, and reports.
//!
//! The thread lives as long as the pool: on Linux a worker ends with the thread that started it.

mod reading;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::contents::{ContentsError, DocumentBytes};
use super::conversation::StepError;
use super::event::{DocumentPages, PoolEvent};
use super::failure::Failure;
use super::job::{Job, Task, TileKey};
use super::process::{Talk, WorkerProcess};
use super::record::Loss;
use super::shared::{Order, Shared, Unwanted};
use super::state::{Kill, OpenDocument};
use super::thumbnail::fit;
use crate::limits::PAGE_SIZES_BATCH;
use crate::message::model::DocumentId;
use crate::render::formats::{EngineChoice, Format, PixelRect, Rotation};

/// Runs until the pool is gone.
pub(super) fn run(shared: Arc<Shared>, index: usize) {
    let mut slot = SlotThread { shared, index, worker: None };
    loop {
        match slot.shared.next_order(index) {
            Order::Work(job) => {
                let event = slot.perform(&job);
                if slot.shared.disarm(index).is_some() {
                    slot.end_worker();
                }
                slot.shared.finish(index, &job, event);
            }
            // A worker that does not start is started again, and reported, with the first job.
            Order::Prewarm => drop(slot.start_worker(slot.shared.deadlines.open, true)),
            Order::EndWorker => slot.end_worker(),
            Order::Stop => {
                slot.end_worker();
                return;
            }
        }
    }
}

struct SlotThread {
    shared: Arc<Shared>,
    index: usize,
    worker: Option<Worker>,
}

struct Worker {
    process: WorkerProcess,
    owner: Option<(u64, u64)>,
    open: Option<Open>,
}

struct Open {
    document: DocumentId,
    choice: EngineChoice,
    format: Format,
    pages: DocumentPages,
}

/// Why a job has no result.
enum Trouble {
    /// It is not to have one.
    Unwanted,
    /// It cannot have one.
    Refused { failure: Failure, opening: bool },
    /// The worker is gone.
    Lost { failure: Failure, opening: bool, format: Format },
}

impl From<Unwanted> for Trouble {
    fn from(_: Unwanted) -> Self {
        Self::Unwanted
    }
}

impl SlotThread {
    /// Does the job, a second time with the second engine where the first brings its worker down. `None` for a job that is dropped.
    fn perform(&mut self, job: &Job) -> Option<PoolEvent> {
        if let Some(failure) = self.shared.known_failure(job) {
            return Some(PoolEvent::failed(job, failure));
        }
        let mut choice = self.shared.choice(job);
        loop {
            match self.attempt(job, choice) {
                Ok(event) => return Some(event),
                Err(Trouble::Unwanted) => return None,
                Err(Trouble::Refused { failure, opening }) => {
                    self.shared.note_refusal(self.index, job, failure, opening);
                    return Some(PoolEvent::failed(job, failure));
                }
                Err(Trouble::Lost { failure, opening, format }) => {
                    self.end_worker();
                    let reading = job.is_reading() && !opening;
                    let second_engine = format.may_hold_pdf() && choice == EngineChoice::Best && !reading;
                    self.shared.note_loss(self.index, job, &Loss { failure, choice, opening, second_engine });
                    if reading && self.shared.known_failure(job).is_none() {
                        // One of many pages is to blame: they are read one by one from here on.
                        continue;
                    }
                    if !second_engine {
                        return Some(PoolEvent::failed(job, failure));
                    }
                    choice = EngineChoice::Hayro;
                }
            }
        }
    }

    fn attempt(&mut self, job: &Job, choice: EngineChoice) -> Result<PoolEvent, Trouble> {
        if !self.has_open(job, choice) {
            self.open(job, choice)?;
        }
        let document = job.document;
        match job.task {
            Task::Open => Ok(PoolEvent::Opened { document, info: self.pages()?.clone() }),
            Task::Sizes { from, count } => {
                let left = self.pages()?.page_count.saturating_sub(from);
                let count = count.min(left).min(PAGE_SIZES_BATCH);
                let sizes = match count {
                    0 => Vec::new(),
                    _ => self.step(self.shared.deadlines.open, true, |worker| worker.page_sizes(from, count))?,
                };
                Ok(PoolEvent::Sizes { document, from, sizes })
            }
            Task::Render(key) => {
                let notices = self.pages()?.notices;
                let (engine, pixels) = self.step(self.shared.deadlines.page, false, |worker| worker.render(&key))?;
                Ok(PoolEvent::Tile { key, pixels, engine, notices })
            }
            Task::Thumbnail { box_px } => {
                let page_size = self.pages()?.sizes.first().copied().flatten();
                let damaged = Trouble::Refused { failure: Failure::Damaged, opening: false };
                let size = page_size.and_then(|page| fit(page, box_px, self.format())).ok_or(damaged)?;
                let part = PixelRect { x: 0, y: 0, width: size.width, height: size.height };
                let key = TileKey { document, page: 0, scaled: size, part, rotation: Rotation::None };
                let (_, pixels) = self.step(self.shared.deadlines.thumbnail, false, |worker| worker.render(&key))?;
                Ok(PoolEvent::Thumbnail { document, size, pixels })
            }
            Task::Facts | Task::Text { .. } | Task::Attachment { .. } => self.read(job),
        }
    }

    /// True where the job can be done by asking the worker at once.
    fn has_open(&self, job: &Job, choice: EngineChoice) -> bool {
        let Some(worker) = &self.worker else {
            return false;
        };
        let Some(open) = &worker.open else {
            return false;
        };
        worker.owner == Some(job.owner())
            && open.document == job.document
            && open.choice == choice
            && !worker.process.has_ended()
    }

    fn open(&mut self, job: &Job, choice: EngineChoice) -> Result<(), Trouble> {
        let contents = self.contents(job.document)?;
        let format = contents.format;
        let limit = if job.is_thumbnail() { self.shared.deadlines.thumbnail } else { self.shared.deadlines.open };
        self.fresh_worker(job, limit)?;
        let password = self.shared.password(job);
        if let Some(worker) = &mut self.worker {
            worker.open = None;
        }
        self.shared.set_open(self.index, None);
        let opened = self.step(limit, true, |worker| worker.open(&contents, choice, password));
        let pages = opened.map_err(|trouble| match trouble {
            Trouble::Lost { failure, opening, .. } => Trouble::Lost { failure, opening, format },
            other => other,
        })?;
        let length_bytes = contents.bytes.len();
        if let Some(worker) = &mut self.worker {
            worker.open = Some(Open { document: job.document, choice, format, pages });
        }
        self.shared.set_open(self.index, Some(OpenDocument { document: job.document, length_bytes }));
        Ok(())
    }

    fn contents(&self, document: DocumentId) -> Result<DocumentBytes, Trouble> {
        // It is not our code; if it panics, the slot must go on.
        let contents = catch_unwind(AssertUnwindSafe(|| self.shared.contents.bytes(document)));
        contents
            .unwrap_or(Err(ContentsError::Unavailable))
            .map_err(|error| Trouble::Refused { failure: error.into(), opening: true })
    }

    /// Makes sure of a living worker that serves the job's patient and nobody else.
    fn fresh_worker(&mut self, job: &Job, limit: Duration) -> Result<(), Trouble> {
        let fits =
            |worker: &Worker| worker.owner.is_none_or(|owner| owner == job.owner()) && !worker.process.has_ended();
        if !self.worker.as_ref().is_some_and(fits) {
            self.end_worker();
            self.start_worker(limit, false)?;
        }
        if let Some(worker) = &mut self.worker {
            worker.owner = Some(job.owner());
        }
        self.shared.bind(self.index, job.owner());
        Ok(())
    }

    /// `early`: before there is work, so that it can make ready what documents need.
    fn start_worker(&mut self, limit: Duration, early: bool) -> Result<(), Trouble> {
        let missing = Trouble::Refused { failure: Failure::WorkerMissing, opening: true };
        let Ok(process) = WorkerProcess::spawn(&self.shared.worker, early) else {
            return Err(missing);
        };
        self.shared.register(self.index, process.child())?;
        self.worker = Some(Worker { process, owner: None, open: None });
        match self.step(limit, true, Talk::handshake) {
            Ok(layers) => {
                self.shared.ready(layers);
                Ok(())
            }
            Err(trouble) => {
                self.end_worker();
                Err(match trouble {
                    Trouble::Unwanted => Trouble::Unwanted,
                    Trouble::Refused { .. } | Trouble::Lost { .. } => missing,
                })
            }
        }
    }

    /// Asks the worker something, under a deadline.
    fn step<T>(
        &mut self,
        limit: Duration,
        opening: bool,
        ask: impl FnOnce(&mut Talk) -> Result<T, StepError>,
    ) -> Result<T, Trouble> {
        let format = self.format();
        let lost = |failure| Trouble::Lost { failure, opening, format };
        let Some(worker) = &mut self.worker else {
            return Err(lost(Failure::Crashed));
        };
        self.shared.arm(self.index, limit)?;
        let answer = ask(&mut worker.process.talk);
        match (self.shared.disarm(self.index), answer) {
            // What a killed worker said last came too late, whatever it is.
            (Some(Kill::Unwanted), _) => Err(Trouble::Unwanted),
            (Some(Kill::TooSlow), _) => Err(lost(Failure::TooSlow)),
            (Some(Kill::Idle), _) | (None, Err(StepError::Lost)) => Err(lost(Failure::Crashed)),
            (None, Err(StepError::Open(error))) => Err(Trouble::Refused { failure: error.into(), opening }),
            (None, Err(StepError::Page(error))) => Err(Trouble::Refused { failure: error.into(), opening }),
            (None, Ok(answer)) => Ok(answer),
        }
    }

    fn pages(&self) -> Result<&DocumentPages, Trouble> {
        let open = self.worker.as_ref().and_then(|worker| worker.open.as_ref());
        open.map(|open| &open.pages).ok_or(Trouble::Refused { failure: Failure::Crashed, opening: true })
    }

    fn format(&self) -> Format {
        let open = self.worker.as_ref().and_then(|worker| worker.open.as_ref());
        open.map_or(Format::Picture, |open| open.format)
    }

    fn end_worker(&mut self) {
        self.shared.unregister(self.index);
        // Dropping it ends the process and waits for that.
        self.worker = None;
    }
}
