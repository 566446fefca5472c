//! The parent's side: keeps a few worker processes, gives them what is wanted, and reports what comes of it. `state` hands it its list
//! of wanted pages, the window's thread calls it, and the commands without a window do as well.
//!
//! No call blocks on a worker. A result comes as an event, after `PoolConfig::wake` was called.
//!
//! - A worker serves one patient of one load. A job for another patient ends it, and so does `Pool::close_load`.
//! - A crash or a missed deadline costs one job. A PDF whose best engine brought the worker down is tried with the second engine, in a
//!   fresh worker, before the job counts as failed. What failed stays failed, at no cost, until `Pool::retry`.
//! - Losing a worker over text, facts or an attachment costs that alone: pages are drawn as before. Of a batch of text the pages are
//!   read one by one then, and the one at fault stays failed.
//! - Results that are no longer wanted are delivered all the same, and the receiver drops them by their key, with two exceptions: those
//!   of a closed load, and those of a job that was ended because it stood in the way.

mod command;
mod contents;
pub mod conversation;
mod event;
mod failure;
mod job;
mod process;
mod record;
mod shared;
mod slot;
mod state;
mod thumbnail;
mod watchdog;

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use command::WorkerCommand;
pub use contents::{Contents, ContentsError, DocumentBytes};
pub use event::{DocumentPages, PoolEvent};
pub use failure::Failure;
pub use job::{Job, Priority, Task, TileKey};

use crate::limits;
use crate::message::model::DocumentId;
use crate::render::Password;
use crate::render::sandbox::Layers;
use shared::Shared;
use state::Kill;

/// How a pool works.
#[derive(Clone)]
pub struct PoolConfig {
    /// What is started as a worker.
    pub worker: WorkerCommand,
    /// Workers at most; with one, what is selected may wait for a thumbnail.
    pub slots: usize,
    /// Called from a thread of the pool, after events were added; must not block.
    pub wake: Arc<dyn Fn() + Send + Sync>,
    /// How long things may take.
    pub deadlines: Deadlines,
}

impl PoolConfig {
    /// Workers of this program, as many as the machine has cores within the limits.
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            worker: WorkerCommand::this_program(),
            slots: cores.clamp(limits::MIN_WORKERS, limits::MAX_WORKERS),
            wake,
            deadlines: Deadlines::default(),
        }
    }
}

/// How long things may take. The defaults are those of `limits`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadlines {
    /// Starting a worker, opening a document, listing page sizes, reading facts: each.
    pub open: Duration,
    /// Drawing a part of a page, reading the text of some, taking out an attachment: each.
    pub page: Duration,
    /// Each step of a thumbnail.
    pub thumbnail: Duration,
    /// Running unwanted while something wanted waits.
    pub unwanted: Duration,
    /// A worker's life without work.
    pub idle: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            open: limits::OPEN_DEADLINE,
            page: limits::PAGE_DEADLINE,
            thumbnail: limits::THUMBNAIL_DEADLINE,
            unwanted: limits::UNWANTED_DEADLINE,
            idle: limits::IDLE_WORKER_DEADLINE,
        }
    }
}

/// The workers. Dropping it ends them; their threads follow by themselves.
pub struct Pool {
    shared: Arc<Shared>,
}

impl Pool {
    /// Starts the threads, but no worker yet.
    ///
    /// # Errors
    /// Where the system gives no more threads.
    pub fn new(config: PoolConfig, contents: Arc<dyn Contents>) -> io::Result<Self> {
        let PoolConfig { worker, slots, wake, deadlines } = config;
        let slots = slots.max(1);
        // Dropped on the way out of an error, it stops the threads that have started.
        let pool = Self { shared: Arc::new(Shared::new(slots, contents, worker, deadlines, wake)) };
        for index in 0..slots {
            let shared = Arc::clone(&pool.shared);
            thread::Builder::new().name(format!("render-{index}")).spawn(move || slot::run(shared, index))?;
        }
        let shared = Arc::clone(&pool.shared);
        thread::Builder::new().name("render-watchdog".to_owned()).spawn(move || watchdog::run(&shared))?;
        Ok(pool)
    }

    /// Says all that is wanted now, in the order of urgency within each priority; it replaces what was wanted before. What has not
    /// started and is not named again is dropped. What runs goes on, unless it is not named and holds up what is for `deadlines.unwanted`.
    /// Naming what runs already, or what waits to be fetched, costs nothing. A tile of another document than its job's is ignored.
    pub fn want(&self, jobs: Vec<Job>) {
        self.shared.change(|state| state.want(jobs, Instant::now()));
    }

    /// Takes the results that have come in, oldest first. While too many wait, no new work starts.
    pub fn poll(&self) -> Vec<PoolEvent> {
        self.shared.change(|state| state.undelivered.take())
    }

    /// Keeps the password of a document for its next opening, until its load is closed.
    pub fn set_password(&self, document: DocumentId, password: Password) {
        self.shared.change(|state| state.records.entry(document).or_default().password = Some(password));
    }

    /// Forgets what went wrong with a document, so that it is tried again, with the best engine, when it is wanted.
    pub fn retry(&self, document: DocumentId) {
        self.shared.change(|state| {
            if let Some(record) = state.records.get_mut(&document) {
                record.forget_failures();
            }
        });
    }

    /// Drops everything of a document, so that it is opened anew when it is wanted: its bytes or its format are others now.
    pub fn forget(&self, document: DocumentId) {
        self.shared.change(|state| state.forget_document(document));
        self.shared.ring_all();
    }

    /// Drops everything of a load: its waiting jobs, its results, its passwords and its workers.
    pub fn close_load(&self, load: u64) {
        self.shared.change(|state| state.forget_loads(|of_document| of_document == load));
        self.shared.ring_all();
    }

    /// Starts one worker ahead of the first document, which then costs no start. It ends like any other when nothing comes.
    pub fn prewarm(&self) {
        self.shared.change(|state| {
            if let Some(slot) = state.slots.first_mut() {
                slot.prewarm = true;
            }
        });
        self.shared.ring_all();
    }

    /// What holds the workers; `None` before the first has started.
    pub fn layers(&self) -> Option<Layers> {
        self.shared.lock().layers
    }

    /// Ends every worker as a crash would. For tests and diagnostics.
    pub fn kill_workers(&self) {
        self.shared.change(|state| {
            for slot in state.slots.iter_mut().filter(|slot| slot.child.is_some()) {
                slot.kill(Kill::Idle);
            }
        });
        self.shared.ring_all();
    }

    /// The process ids of the workers that live. For tests and diagnostics.
    pub fn worker_pids(&self) -> Vec<u32> {
        let state = self.shared.lock();
        state.slots.iter().filter_map(|slot| slot.child.as_ref()).map(|child| child.pid()).collect()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.change(|state| {
            state.stopping = true;
            state.forget_loads(|_| true);
            for slot in &mut state.slots {
                slot.kill(Kill::Unwanted);
            }
        });
        self.shared.ring_all();
    }
}
