//! Who works on what: the queue, the slots and what each has open. Plain data that is told the time; `shared` guards it and wakes the
//! threads that wait for it.
//!
//! Rules of the choice, in their order:
//! - the most urgent job first, among equals the one named first;
//! - background work (neighbours, thumbnails) leaves one slot free, so that what is selected never waits for it;
//! - the slot that has the job's document open; another joins only if that one is kept busy, and only for documents of moderate size;
//! - a slot that need not end or reopen anything; then the one used longest ago. Background work never takes the slot of what was
//!   selected last away from its document.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use super::event::Undelivered;
use super::job::{Job, JobName, Owner, Priority};
use super::process::ChildHandle;
use super::record::Record;
use crate::limits::{MAX_SHARED_DOCUMENT_BYTES, SECOND_WORKER_DELAY};
use crate::message::model::DocumentId;
use crate::render::sandbox::Layers;

#[derive(Default)]
pub(super) struct State {
    queue: VecDeque<Job>,
    pub(super) slots: Vec<Slot>,
    pub(super) records: HashMap<DocumentId, Record>,
    pub(super) undelivered: Undelivered,
    pub(super) layers: Option<Layers>,
    /// The pool is gone: everything ends.
    pub(super) stopping: bool,
    /// The slot that was given a selected job last.
    home: Option<usize>,
    /// Counts assignments, for the order of use.
    assignments: u64,
    /// A job waits for its document's busy slot until then.
    look_again: Option<Instant>,
    /// When the watchdog will look next by itself.
    pub(super) watchdog_until: Option<Instant>,
}

/// One thread with at most one worker.
#[derive(Default)]
pub(super) struct Slot {
    pub(super) running: Option<Running>,
    /// The worker, from its start until it is ended by this slot.
    pub(super) child: Option<ChildHandle>,
    /// Whom the worker serves; `None` for one that has served nobody yet.
    pub(super) owner: Option<Owner>,
    pub(super) open: Option<OpenDocument>,
    /// When the step that runs now has taken too long.
    pub(super) deadline: Option<Instant>,
    /// Set with the killing of `child`, taken back when the slot has seen to it.
    pub(super) killed: Option<Kill>,
    /// Start a worker although there is nothing to do.
    pub(super) prewarm: bool,
    last_used: u64,
}

pub(super) struct Running {
    pub(super) job: Job,
    started: Instant,
    /// Nobody has wanted the job since then.
    unwanted_since: Option<Instant>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct OpenDocument {
    pub(super) document: DocumentId,
    pub(super) length_bytes: usize,
}

/// Why a worker was killed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kill {
    /// Its deadline passed.
    TooSlow,
    /// What it works on is not wanted any more; its result is dropped.
    Unwanted,
    /// Not for the sake of a job: its load is closed, or everything is to end.
    Idle,
}

impl Slot {
    /// Ends the worker from outside of its slot's thread.
    pub(super) fn kill(&mut self, why: Kill) {
        // What is not to have a result stays so, whatever ends the worker for the second time.
        if self.killed != Some(Kill::Unwanted) {
            self.killed = Some(why);
        }
        self.deadline = None;
        if let Some(child) = &self.child {
            child.kill();
        }
    }

    fn serves_load(&self, gone: &impl Fn(u64) -> bool) -> bool {
        let owned = self.owner.is_some_and(|(load, _)| gone(load));
        owned || self.running.as_ref().is_some_and(|running| gone(running.job.document.load))
    }

    fn holds(&self, document: DocumentId) -> bool {
        self.open.is_some_and(|open| open.document == document)
    }
}

impl State {
    pub(super) fn new(slot_count: usize) -> Self {
        Self { slots: (0..slot_count).map(|_| Slot::default()).collect(), ..Self::default() }
    }

    /// Replaces the queue. What runs already, or waits to be fetched, is not done twice.
    pub(super) fn want(&mut self, mut jobs: Vec<Job>, now: Instant) {
        let wanted_of_running: Vec<bool> = self
            .slots
            .iter()
            .map(|slot| {
                slot.running.as_ref().is_some_and(|running| jobs.iter().any(|job| job.name() == running.job.name()))
            })
            .collect();
        for (slot, wanted) in self.slots.iter_mut().zip(wanted_of_running) {
            if let Some(running) = &mut slot.running {
                running.unwanted_since = if wanted { None } else { running.unwanted_since.or(Some(now)) };
            }
        }
        let running = self.slots.iter().filter_map(|slot| slot.running.as_ref()).map(|running| running.job.name());
        let done: HashSet<JobName> = running.chain(self.undelivered.names()).collect();
        jobs.retain(|job| job.is_consistent() && !done.contains(&job.name()));
        jobs.sort_by_key(|job| job.priority);
        self.queue = jobs.into();
    }

    /// Gives the waiting jobs to idle slots, and returns the slots that got one.
    pub(super) fn assign(&mut self, now: Instant) -> Vec<usize> {
        let mut given = Vec::new();
        self.look_again = None;
        let mut place = 0;
        while let Some(job) = self.queue.get(place).copied() {
            let any_idle = self.slots.iter().any(|slot| slot.running.is_none());
            // The queue is in the order of urgency: after the first background job there is nothing else.
            let held_back = job.is_background() && !self.background_may_start();
            if self.stopping || self.undelivered.is_full() || !any_idle || held_back {
                break;
            }
            match self.choose(&job, now) {
                Choice::Slot(index) => {
                    self.queue.remove(place);
                    self.start(index, job, now);
                    given.push(index);
                }
                Choice::Wait(until) => {
                    self.look_again = [self.look_again, until].into_iter().flatten().min();
                    place = place.saturating_add(1);
                }
            }
        }
        given
    }

    fn background_may_start(&self) -> bool {
        let running = self.slots.iter().filter_map(|slot| slot.running.as_ref());
        let background = running.filter(|running| running.job.is_background()).count();
        background < self.slots.len().saturating_sub(1).max(1)
    }

    fn choose(&self, job: &Job, now: Instant) -> Choice {
        let is_idle = |slot: &&Slot| slot.running.is_none();
        if let Some(index) = self.slots.iter().position(|slot| is_idle(&slot) && slot.holds(job.document)) {
            return Choice::Slot(index);
        }
        let mut wait_until = None;
        for slot in &self.slots {
            let Some(running) = &slot.running else {
                continue;
            };
            if running.job.document != job.document {
                continue;
            }
            // Where it is not open yet, its opening brings everybody back here.
            let Some(open) = slot.open.filter(|open| open.document == job.document) else {
                return Choice::Wait(None);
            };
            if open.length_bytes > MAX_SHARED_DOCUMENT_BYTES {
                return Choice::Wait(None);
            }
            wait_until = wait_until.max(running.started.checked_add(SECOND_WORKER_DELAY));
        }
        if let Some(until) = wait_until.filter(|until| *until > now) {
            return Choice::Wait(Some(until));
        }
        let reserved = self.home.filter(|_| job.is_background() && self.slots.len() > 1);
        let candidates =
            self.slots.iter().enumerate().filter(|(index, slot)| is_idle(slot) && Some(*index) != reserved);
        match candidates.min_by_key(|(_, slot)| (slot.cost_of(job), slot.last_used)) {
            Some((index, _)) => Choice::Slot(index),
            None => Choice::Wait(None),
        }
    }

    fn start(&mut self, index: usize, job: Job, now: Instant) {
        self.assignments = self.assignments.saturating_add(1);
        if job.priority == Priority::Selected {
            self.home = Some(index);
        }
        if let Some(slot) = self.slots.get_mut(index) {
            slot.last_used = self.assignments;
            slot.running = Some(Running { job, started: now, unwanted_since: None });
        }
    }

    /// Takes the job off its slot. True where its result is to be dropped, since it was killed as unwanted. A job that somebody wanted
    /// again after that starts anew.
    pub(super) fn finish(&mut self, index: usize) -> bool {
        let Some(slot) = self.slots.get_mut(index) else {
            return true;
        };
        slot.deadline = None;
        let killed = slot.killed.take();
        let dropped = killed == Some(Kill::Unwanted);
        if killed.is_some() && slot.child.is_some() {
            // It was killed after its last step: the slot still has to see to what is left of it.
            slot.killed = Some(Kill::Idle);
        }
        if let Some(running) = slot.running.take()
            && dropped
            && running.unwanted_since.is_none()
            && !self.stopping
        {
            self.queue.push_front(running.job);
        }
        dropped
    }

    /// Ends what has taken too long, and what stands in the way although nobody wants it.
    pub(super) fn kill_overdue(&mut self, now: Instant, unwanted_deadline: Duration) {
        let somebody_waits = !self.queue.is_empty();
        for slot in &mut self.slots {
            if slot.killed.is_some() {
                continue;
            }
            if slot.deadline.is_some_and(|deadline| deadline <= now) {
                slot.kill(Kill::TooSlow);
            } else if somebody_waits && slot.overstays(unwanted_deadline).is_some_and(|end| end <= now) {
                slot.kill(Kill::Unwanted);
            }
        }
    }

    /// When something has to be looked at again, though nothing else happens.
    pub(super) fn next_look(&self, unwanted_deadline: Duration) -> Option<Instant> {
        let alive = || self.slots.iter().filter(|slot| slot.killed.is_none());
        let deadlines = alive().filter_map(|slot| slot.deadline);
        let unwanted = alive().filter(|_| !self.queue.is_empty()).filter_map(|slot| slot.overstays(unwanted_deadline));
        deadlines.chain(unwanted).chain(self.look_again).min()
    }

    /// Forgets everything of a document, and ends the workers that have it open.
    pub(super) fn forget_document(&mut self, document: DocumentId) {
        self.queue.retain(|job| job.document != document);
        self.undelivered.forget(|other| other == document);
        self.records.remove(&document);
        for slot in &mut self.slots {
            let holds = slot.holds(document);
            match &mut slot.running {
                Some(running) if running.job.document == document => {
                    running.unwanted_since = running.unwanted_since.or(Some(running.started));
                    slot.kill(Kill::Unwanted);
                }
                Some(_) | None if holds => slot.kill(Kill::Idle),
                Some(_) | None => {}
            }
        }
    }

    /// Forgets everything of the loads for which `gone` is true, and ends the workers that serve them.
    pub(super) fn forget_loads(&mut self, gone: impl Fn(u64) -> bool) {
        self.queue.retain(|job| !gone(job.document.load));
        self.undelivered.forget(|document| gone(document.load));
        self.records.retain(|document, _| !gone(document.load));
        for slot in &mut self.slots {
            if !slot.serves_load(&gone) {
                continue;
            }
            match &mut slot.running {
                Some(running) if gone(running.job.document.load) => {
                    // Never to be started again by `finish`.
                    running.unwanted_since = running.unwanted_since.or(Some(running.started));
                    slot.kill(Kill::Unwanted);
                }
                // A job of another load has not come to a step yet: it will start a worker of its own.
                Some(_) | None => slot.kill(Kill::Idle),
            }
        }
    }
}

enum Choice {
    Slot(usize),
    /// Not now: at the given time, or when something changes.
    Wait(Option<Instant>),
}

impl Slot {
    /// How much has to be done before this idle slot can open the job's document: the less the better.
    fn cost_of(&self, job: &Job) -> u8 {
        match (&self.child, self.owner) {
            (Some(_), Some(owner)) if owner == job.owner() && self.open.is_none() => 0,
            (Some(_), None) => 1,
            (None, _) => 2,
            (Some(_), Some(owner)) if owner == job.owner() => 3,
            (Some(_), Some(_)) => 4,
        }
    }

    fn overstays(&self, unwanted_deadline: Duration) -> Option<Instant> {
        self.running.as_ref()?.unwanted_since?.checked_add(unwanted_deadline)
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
