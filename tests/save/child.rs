//! The tests' own program, run again as another process: to be killed, or to be somebody else on another disk.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use redox_media_viewer::save::{AtomicFile, Existing};

pub const PIECE_BYTES: usize = 64 * 1024;

/// What the child is told through its environment.
pub struct Orders<'a> {
    pub role: &'a str,
    pub target: &'a Path,
    pub existing: Existing,
    pub pieces: usize,
}

impl Orders<'_> {
    pub fn give(&self, command: &mut Command) {
        command
            .args(["child::child_process", "--exact", "--nocapture", "--test-threads=1"])
            .env("SAVE_TEST_ROLE", self.role)
            .env("SAVE_TEST_TARGET", self.target)
            .env("SAVE_TEST_REPLACE", if self.existing == Existing::Replace { "yes" } else { "no" })
            .env("SAVE_TEST_PIECES", self.pieces.to_string());
    }
}

/// Not a test by itself: does what its environment says, nothing otherwise.
#[test]
fn child_process() {
    let Ok(role) = std::env::var("SAVE_TEST_ROLE") else {
        return;
    };
    let target = PathBuf::from(std::env::var_os("SAVE_TEST_TARGET").unwrap());
    let replace = std::env::var("SAVE_TEST_REPLACE").unwrap() == "yes";
    let existing = if replace { Existing::Replace } else { Existing::Refuse };
    let pieces: usize = std::env::var("SAVE_TEST_PIECES").unwrap().parse().unwrap();
    match role.as_str() {
        "step by step" => step_by_step(&target, existing, pieces),
        "at once" => {
            let result = super::atomic::save(&target, existing, &[], &vec![b'n'; PIECE_BYTES * pieces]);
            say(&format!("RESULT {result:?}"));
        }
        other => panic!("unknown role {other}"),
    }
}

/// Says what it does and waits for a line before each step.
fn step_by_step(target: &Path, existing: Existing, pieces: usize) {
    let mut file = AtomicFile::create(target, existing, &[]).unwrap();
    for number in 0..pieces {
        file.write_all(&[b'n'; PIECE_BYTES]).unwrap();
        say(&format!("WROTE {number}"));
        wait();
    }
    say("COMMIT");
    wait();
    file.commit().unwrap();
    say("DONE");
    wait();
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // The test runner may be in the middle of a line.
    out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn wait() {
    std::io::stdin().lock().read_line(&mut String::new()).unwrap();
}
