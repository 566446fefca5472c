//! `--version`: the program's version; with `--verbose` its engines, and what confines the workers on this system.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use super::Outcome;
use crate::jobs::Library;
use crate::limits::{OPEN_DEADLINE, WORKER_LOOK_INTERVAL};
use crate::render::sandbox::Layers;
use crate::render::{Pool, PoolConfig, about_lines};

/// Prints it.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(verbose: bool) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    writeln!(out, "redox-media-viewer {}", env!("CARGO_PKG_VERSION"))?;
    if verbose {
        let layers =
            layers().map_or_else(|| vec!["Documents cannot be read: no worker starts.".to_owned()], Layers::lines);
        for line in about_lines().into_iter().chain(layers) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(Outcome::Fine)
}

/// What holds a worker here: only one that has started can tell.
fn layers() -> Option<Layers> {
    let mut config = PoolConfig::new(Arc::new(|| {}));
    config.slots = 1;
    let pool = Pool::new(config, Arc::new(Library::default())).ok()?;
    pool.prewarm();
    let begun = Instant::now();
    while begun.elapsed() < OPEN_DEADLINE {
        if let Some(layers) = pool.layers() {
            return Some(layers);
        }
        std::thread::sleep(WORKER_LOOK_INTERVAL);
    }
    None
}
