//! The thread that ends workers which take too long. It is the only one that waits for the clock; the slots wait for their workers.

use std::sync::Arc;

use super::shared::Shared;

/// Runs until the pool is gone.
pub(super) fn run(shared: &Arc<Shared>) {
    while shared.watch() {}
}
