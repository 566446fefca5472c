//! The command line: the window, or a command without one. What is asked for goes to standard output, all else to
//! standard error.
//!
//! Exit: 0 fine; 1 the documents have a problem; 2 the input, the arguments or the output cannot be used.

mod arguments;
mod check;
mod crash;
mod export;
mod input;
mod list;
mod render_page;
mod stated;
mod version;
mod window;
mod worker;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Request, USAGE};

/// What a command found about the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing wrong.
    Fine,
    /// A document or finding is wrong; what was asked for was done as far as it goes.
    Problems,
}

/// Runs what the arguments ask for.
#[must_use]
pub fn main() -> ExitCode {
    crash::keep_quiet();
    match run() {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be gone too; there is nobody else to tell.
            let _ = writeln!(io::stderr(), "redox-media-viewer: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> anyhow::Result<Outcome> {
    match arguments::parse(lexopt::Parser::from_env())? {
        Request::Help => {
            io::stdout().write_all(USAGE.as_bytes())?;
            Ok(Outcome::Fine)
        }
        Request::Version { verbose } => version::run(verbose),
        Request::Window { input } => window::run(input),
        Request::Check { input, json } => check::run(&input, json),
        Request::List { input, format } => list::run(&input, format),
        Request::Export(request) => export::run(&request),
        Request::Render(request) => render_page::run(&request),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
