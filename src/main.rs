//! Picks what to run: the worker, a command without a window, or the window.

use std::process::ExitCode;

use redox_media_viewer::{cli, render};

fn main() -> ExitCode {
    // Before anything else: a worker must not touch the desktop, the settings or its own arguments.
    if render::worker::asked_for() {
        return render::worker::run();
    }
    cli::main()
}
