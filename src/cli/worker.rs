//! One worker that the commands without a window ask, a question at a time.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::jobs::Library;
use crate::message::DocumentId;
use crate::render::{Job, Password, Pool, PoolConfig, PoolEvent, Priority, Task};

/// The workers have deadlines of their own; this only ends a wait that nothing will end.
const WAIT: Duration = Duration::from_secs(60);

/// A worker for the documents of a library.
pub struct Worker {
    pool: Pool,
    woken: Receiver<()>,
}

impl Worker {
    /// Starts it.
    ///
    /// # Errors
    /// When no process can be started.
    pub fn start(library: Arc<Library>) -> anyhow::Result<Self> {
        let (wake, woken) = channel();
        let mut config = PoolConfig::new(Arc::new(move || {
            // Nobody waits any more when this fails.
            let _ = wake.send(());
        }));
        config.slots = 1;
        let pool = Pool::new(config, library).context("no worker could be started")?;
        Ok(Self { pool, woken })
    }

    /// The password of a document.
    pub fn set_password(&self, document: DocumentId, password: Password) {
        self.pool.set_password(document, password);
    }

    /// Asks, and waits for the answer. A worker serves one patient: `patient` is a number for the document's.
    ///
    /// # Errors
    /// When it does not answer at all; what fails in the document is an event.
    pub fn ask(&self, document: DocumentId, patient: u64, task: Task) -> anyhow::Result<PoolEvent> {
        self.pool.want(vec![Job { document, patient, task, priority: Priority::Selected }]);
        loop {
            if let Some(event) = self.pool.poll().into_iter().next() {
                return Ok(event);
            }
            if self.woken.recv_timeout(WAIT).is_err() {
                bail!("the worker does not answer");
            }
        }
    }
}
