//! How a worker is started. Part of the pool's configuration.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::render::protocol::Transfer;
use crate::render::worker::{EARLY_ARGUMENT, WORKER_ARGUMENT};

/// Variables that a worker gets from the environment; everything else stays away from it.
const PASSED_ON: [&str; 2] = ["PDFIUM_LIB", "REDOX_MEDIA_VIEWER_NO_PDFIUM"];

/// The program that is a worker, and what it is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Its whole environment.
    pub environment: Vec<(OsString, OsString)>,
    /// The way of the pixels. `Shared` falls back to `Inline` where there is no shared memory.
    pub transfer: Transfer,
}

impl WorkerCommand {
    /// This very program as a worker. On Linux that is the running file itself, even when an upgrade has put another in its place.
    pub fn this_program() -> Self {
        if cfg!(target_os = "linux") {
            return Self::program(PathBuf::from("/proc/self/exe"));
        }
        // An empty path does not start, and says so for every document.
        Self::program(std::env::current_exe().unwrap_or_default())
    }

    /// The copy of this program at `program` as a worker.
    pub fn program(program: PathBuf) -> Self {
        let passed_on = |name: &str| std::env::var_os(name).map(|value| (OsString::from(name), value));
        Self {
            program,
            arguments: vec![WORKER_ARGUMENT.into()],
            environment: PASSED_ON.into_iter().filter_map(passed_on).collect(),
            transfer: Transfer::Shared,
        }
    }

    pub(super) fn command(&self, early: bool) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        if early {
            command.arg(EARLY_ARGUMENT);
        }
        if cfg!(unix) {
            command.current_dir("/");
        }
        command
    }
}
