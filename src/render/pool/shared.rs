//! The pool's state behind its lock, and the waking of the threads that wait for it. Used by `Pool`, `slot` and `watchdog`; nothing in
//! here blocks longer than the lock, which nobody holds while waiting for a worker, for contents or for the disk.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::event::PoolEvent;
use super::job::{Job, Owner};
use super::process::ChildHandle;
use super::record::{Loss, Record};
use super::state::{Kill, OpenDocument, Slot, State};
use super::{Contents, Deadlines, Failure, WorkerCommand};
use crate::render::Password;
use crate::render::formats::EngineChoice;
use crate::render::sandbox::Layers;

pub(super) struct Shared {
    state: Mutex<State>,
    /// One for each slot.
    slot_bells: Vec<Condvar>,
    watchdog_bell: Condvar,
    pub(super) contents: Arc<dyn Contents>,
    pub(super) worker: WorkerCommand,
    pub(super) deadlines: Deadlines,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// What a slot's thread does next.
pub(super) enum Order {
    Work(Job),
    /// Start a worker that waits.
    Prewarm,
    /// End the worker: it is idle, or dead.
    EndWorker,
    /// The pool is gone.
    Stop,
}

/// The job that runs is not to go on.
pub(super) struct Unwanted;

impl Shared {
    pub(super) fn new(
        slot_count: usize,
        contents: Arc<dyn Contents>,
        worker: WorkerCommand,
        deadlines: Deadlines,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        Self {
            state: Mutex::new(State::new(slot_count)),
            slot_bells: (0..slot_count).map(|_| Condvar::new()).collect(),
            watchdog_bell: Condvar::new(),
            contents,
            worker,
            deadlines,
            wake,
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, hands out work, and wakes whoever has to know.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = change(&mut state);
        let given = state.assign(Instant::now());
        let next_look = state.next_look(self.deadlines.unwanted);
        let too_late = next_look.is_some_and(|at| state.watchdog_until.is_none_or(|until| at < until));
        if too_late {
            self.watchdog_bell.notify_one();
        }
        drop(state);
        for bell in given.into_iter().filter_map(|index| self.slot_bells.get(index)) {
            bell.notify_one();
        }
        result
    }

    /// Wakes every thread, whatever it waits for.
    pub(super) fn ring_all(&self) {
        self.slot_bells.iter().for_each(Condvar::notify_one);
        self.watchdog_bell.notify_one();
    }

    /// The watchdog's turn: ends what is overdue and sleeps until the next thing is. False when the pool is gone.
    pub(super) fn watch(&self) -> bool {
        self.change(|state| state.kill_overdue(Instant::now(), self.deadlines.unwanted));
        let mut state = self.lock();
        if state.stopping {
            return false;
        }
        let next_look = state.next_look(self.deadlines.unwanted);
        state.watchdog_until = next_look;
        match next_look {
            Some(at) => {
                let pause = at.saturating_duration_since(Instant::now());
                state = self.watchdog_bell.wait_timeout(state, pause).unwrap_or_else(PoisonError::into_inner).0;
            }
            None => state = self.watchdog_bell.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
        // Awake: whatever changes from here on is seen in the next turn.
        state.watchdog_until = Some(Instant::now());
        true
    }

    /// Blocks until there is something to do for the slot.
    pub(super) fn next_order(&self, index: usize) -> Order {
        let idle_since = Instant::now();
        let Some(bell) = self.slot_bells.get(index) else {
            return Order::Stop;
        };
        let mut state = self.lock();
        loop {
            let stopping = state.stopping;
            let Some(slot) = state.slots.get_mut(index) else {
                return Order::Stop;
            };
            if stopping {
                return Order::Stop;
            }
            // A dead worker goes first, unless it died for the job that waits: then that job is to be dropped.
            if slot.killed == Some(Kill::Idle) || (slot.killed.is_some() && slot.running.is_none()) {
                return Order::EndWorker;
            }
            if let Some(running) = &slot.running {
                return Order::Work(running.job);
            }
            if std::mem::take(&mut slot.prewarm) && slot.child.is_none() {
                return Order::Prewarm;
            }
            if slot.child.is_none() {
                state = bell.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let left = self.deadlines.idle.saturating_sub(idle_since.elapsed());
            if left.is_zero() {
                return Order::EndWorker;
            }
            state = bell.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn slot<T>(&self, index: usize, change: impl FnOnce(&mut Slot) -> T) -> Option<T> {
        self.lock().slots.get_mut(index).map(change)
    }

    /// Makes the worker known, so that it can be killed. Fails where it should not have been started any more.
    pub(super) fn register(&self, index: usize, child: ChildHandle) -> Result<(), Unwanted> {
        let mut state = self.lock();
        let stopping = state.stopping;
        let slot = state.slots.get_mut(index).filter(|_| !stopping).ok_or(Unwanted)?;
        slot.child = Some(child);
        Ok(())
    }

    /// Makes known that there is no worker any more. Comes before the worker is waited for: after it nobody can kill a stranger.
    pub(super) fn unregister(&self, index: usize) {
        self.slot(index, |slot| {
            slot.child = None;
            slot.owner = None;
            slot.open = None;
            slot.deadline = None;
            // What nobody wants stays so until the job is off the slot.
            if slot.running.is_none() || slot.killed != Some(Kill::Unwanted) {
                slot.killed = None;
            }
        });
    }

    pub(super) fn ready(&self, layers: Layers) {
        self.lock().layers = Some(layers);
    }

    pub(super) fn bind(&self, index: usize, owner: Owner) {
        self.slot(index, |slot| slot.owner = Some(owner));
    }

    pub(super) fn set_open(&self, index: usize, open: Option<OpenDocument>) {
        self.change(|state| {
            if let Some(slot) = state.slots.get_mut(index) {
                slot.open = open;
            }
        });
    }

    /// Starts the clock for a step of the slot's job.
    pub(super) fn arm(&self, index: usize, limit: Duration) -> Result<(), Unwanted> {
        let mut state = self.lock();
        let stopping = state.stopping;
        let slot = state.slots.get_mut(index).ok_or(Unwanted)?;
        if stopping || slot.killed == Some(Kill::Unwanted) {
            return Err(Unwanted);
        }
        let deadline = Instant::now().checked_add(limit);
        slot.deadline = deadline;
        let too_late = deadline.is_some_and(|at| state.watchdog_until.is_none_or(|until| at < until));
        if too_late {
            self.watchdog_bell.notify_one();
        }
        Ok(())
    }

    /// Stops the clock, and tells whether the worker was killed meanwhile.
    pub(super) fn disarm(&self, index: usize) -> Option<Kill> {
        self.slot(index, |slot| {
            slot.deadline = None;
            slot.killed
        })
        .flatten()
    }

    /// Takes the job off the slot and puts its result where it can be fetched.
    pub(super) fn finish(&self, index: usize, job: &Job, event: Option<PoolEvent>) {
        let told = self.change(|state| {
            let dropped = state.finish(index);
            match event {
                Some(event) if !dropped => state.undelivered.push(job.name(), event),
                _ => return false,
            }
            true
        });
        if told {
            (self.wake)();
        }
    }

    pub(super) fn known_failure(&self, job: &Job) -> Option<Failure> {
        self.lock().records.get(&job.document)?.known_failure(job)
    }

    pub(super) fn choice(&self, job: &Job) -> EngineChoice {
        self.lock().records.get(&job.document).map_or(EngineChoice::Best, |record| record.choice(job))
    }

    /// See `Record::text_pages`.
    pub(super) fn text_pages(&self, job: &Job, from: u32, count: u32) -> u32 {
        self.lock().records.get(&job.document).map_or(count, |record| record.text_pages(from, count))
    }

    pub(super) fn password(&self, job: &Job) -> Option<Password> {
        self.lock().records.get(&job.document)?.password.clone()
    }

    pub(super) fn note_refusal(&self, index: usize, job: &Job, failure: Failure, opening: bool) {
        self.record(index, job, |record| record.note_refusal(job, failure, opening));
    }

    pub(super) fn note_loss(&self, index: usize, job: &Job, loss: &Loss) {
        self.record(index, job, |record| record.note_loss(job, loss));
    }

    /// Writes to the record of the job's document, unless its load was closed meanwhile.
    fn record(&self, index: usize, job: &Job, write: impl FnOnce(&mut Record)) {
        let mut state = self.lock();
        let dropped = state.slots.get(index).is_none_or(|slot| slot.killed == Some(Kill::Unwanted));
        if !dropped {
            write(state.records.entry(job.document).or_default());
        }
    }
}
