//! What the program leaves behind when it fails itself: no memory in a crash dump, and a line on standard error that holds
//! nothing of a document. Called by `main` of this room before anything is read; workers see to themselves.

use std::io::{self, Write as _};
use std::panic::{Location, set_hook};

/// Keeps documents out of crash dumps and out of what a panic prints. What the system does not allow is done without.
pub fn keep_quiet() {
    leave_no_dump();
    set_hook(Box::new(|panic| {
        // Not the panic's own words: those of the standard library quote the text that was being cut.
        let _ = io::stderr().write_all(line(panic.location()).as_bytes());
    }));
}

fn line(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), Location::to_string);
    format!(
        "redox-media-viewer: a fault of the program itself, at {place}. Please report this line, it holds nothing of a document, \
         with the output of --version --verbose.\n"
    )
}

/// No dump at all. A limit of 0 bytes stops only those that the kernel writes to a file: a program that takes dumps through a
/// pipe (systemd-coredump, apport) is started all the same, but not at a limit of 1 (`do_coredump` in the kernel's
/// fs/coredump.c), which is less than the smallest file of a dump. The memory stays visible to the user's own programs:
/// portals look at whom they talk to.
#[cfg(target_os = "linux")]
fn leave_no_dump() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // Where not even that is allowed, it is 0 already.
    let most = getrlimit(Resource::Core).maximum.map_or(1, |now| now.min(1));
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(most), maximum: Some(most) });
}

#[cfg(not(target_os = "linux"))]
fn leave_no_dump() {}

#[cfg(test)]
mod tests {
    use std::process::{Command, Output};

    use super::*;

    /// What a document says.
    const SECRET: &str = "Ünal, 0048213377";
    /// Set for the process that is to fail.
    const FAILING: &str = "CRASH_TESTS_FAILING";

    /// Runs one of the tests below in a process of its own, as the only one.
    fn failed(test: &str) -> Output {
        let name = format!("cli::crash::tests::{test}");
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &name, "--test-threads", "1"])
            .envs([(FAILING, "1"), ("RUST_BACKTRACE", "full"), ("RUST_LOG", "trace")])
            .output()
            .unwrap()
    }

    fn is_to_fail() -> bool {
        std::env::var_os(FAILING).is_some()
    }

    #[test]
    fn a_panic_says_where_and_not_what() {
        if is_to_fail() {
            keep_quiet();
            // Within the first letter: the message of this panic quotes all of it.
            let _ = SECRET[..1].len();
        }
        let output = failed("a_panic_says_where_and_not_what");
        assert!(!output.status.success());
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert!(said.contains("src/cli/crash.rs:"), "{said}");
        assert!(said.contains("Please report this line"), "{said}");
        for word in ["Ünal", "0048213377", "boundary"] {
            assert!(!said.contains(word), "{said}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn an_abort_dumps_no_memory() {
        use std::os::unix::process::ExitStatusExt as _;

        if is_to_fail() {
            keep_quiet();
            let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
            let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
            let words: Vec<&str> = core.split_whitespace().collect();
            assert!(words.ends_with(&["1", "1", "bytes"]) || words.ends_with(&["0", "0", "bytes"]), "{core}");
            std::process::abort();
        }
        let output = failed("an_abort_dumps_no_memory");
        assert_eq!(output.status.signal(), Some(6), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(!output.status.core_dumped());
    }
}
