//! One worker process: starts it, and ends it. What is said to it is `conversation`. Used by `slot` alone.
//!
//! Whoever watches the deadline ends the worker through `child`.

use std::io;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use super::command::WorkerCommand;
use super::conversation::Conversation;
use crate::render::handover::SharedPixels;
use crate::render::protocol::Transfer;

/// A handle that can end the process from any thread.
#[derive(Clone)]
pub(super) struct ChildHandle(Arc<Mutex<Child>>);

impl ChildHandle {
    pub(super) fn kill(&self) {
        // It fails only for a process that has ended already.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).kill();
    }

    pub(super) fn pid(&self) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).id()
    }

    fn has_ended(&self) -> bool {
        !matches!(self.0.lock().unwrap_or_else(PoisonError::into_inner).try_wait(), Ok(None))
    }

    /// A process of no use.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(super) fn for_tests() -> Self {
        Self(Arc::new(Mutex::new(std::process::Command::new("true").spawn().unwrap())))
    }

    /// Ends the process and waits until nothing is left of it.
    fn end(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// What is said to a worker.
pub(super) type Talk = Conversation<ChildStdin, ChildStdout>;

pub(super) struct WorkerProcess {
    child: ChildHandle,
    pub(super) talk: Talk,
}

impl WorkerProcess {
    /// Starts a worker. It ends when this is dropped, when this thread ends (Linux), or when its input ends.
    pub(super) fn spawn(command: &WorkerCommand, early: bool) -> io::Result<Self> {
        let pixels = match command.transfer {
            Transfer::Shared => SharedPixels::create().ok(),
            Transfer::Inline => None,
        };
        let stderr = match &pixels {
            Some(pixels) => pixels.for_child()?,
            None => Stdio::null(),
        };
        let mut child = command.command(early).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr).spawn()?;
        let (requests, replies) = (child.stdin.take(), child.stdout.take());
        let child = ChildHandle(Arc::new(Mutex::new(child)));
        let (Some(requests), Some(replies)) = (requests, replies) else {
            child.end();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { child, talk: Conversation::new(requests, replies, pixels) })
    }

    pub(super) fn child(&self) -> ChildHandle {
        self.child.clone()
    }

    pub(super) fn has_ended(&self) -> bool {
        self.child.has_ended()
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        self.child.end();
    }
}
