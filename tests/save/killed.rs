//! A process that is killed while it saves leaves the old state or the complete file, and no litter.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use redox_media_viewer::save::{AtomicFile, Existing};

use super::atomic::names;
use super::child::{Orders, PIECE_BYTES};

const PIECES: usize = 6;

struct Writer {
    child: Child,
    lines: Box<dyn Iterator<Item = String>>,
}

impl Writer {
    fn start(target: &Path, existing: Existing) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        Orders { role: "step by step", target, existing, pieces: PIECES }.give(&mut command);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        Self { child, lines: Box::new(lines) }
    }

    fn go(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"go\n").unwrap();
    }

    /// Lets the child go on until it says `line`.
    fn until(&mut self, line: &str) {
        while let Some(said) = self.lines.next() {
            if said == line {
                return;
            }
            if said.starts_with("WROTE") || said == "COMMIT" {
                self.go();
            }
        }
        panic!("the child never said {line}");
    }

    fn kill(mut self) {
        // SIGKILL on Unix.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Whether unfinished files have no name in this folder.
fn unfinished_files_are_unnamed(folder: &Path) -> bool {
    let _file = AtomicFile::create(&folder.join("probe"), Existing::Refuse, &[]).unwrap();
    names(folder).is_empty()
}

/// The folder holds what it held before, or the complete file.
fn check(folder: &Path, existing: Existing, unnamed: bool, when: &str) {
    let complete = vec![b'n'; PIECE_BYTES * PIECES];
    for name in names(folder) {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let fine = match name.as_str() {
            "a" => bytes == complete || (existing == Existing::Replace && bytes == b"old"),
            // Where unfinished files have names, a killed process cannot take them back.
            hidden => hidden.ends_with(".part") && (bytes == complete || !unnamed),
        };
        assert!(fine, "{when}: {name} has {} bytes", bytes.len());
    }
    if existing == Existing::Replace {
        assert!(folder.join("a").exists(), "{when}: the old file is gone");
    }
}

#[test]
fn killed_while_writing() {
    let probe = tempfile::tempdir().unwrap();
    let unnamed = unfinished_files_are_unnamed(probe.path());
    println!("unfinished files are unnamed here: {unnamed}");
    for existing in [Existing::Refuse, Existing::Replace] {
        let stops = (0..PIECES).map(|piece| format!("WROTE {piece}")).chain(["COMMIT".to_owned()]);
        for stop in stops {
            let folder = tempfile::tempdir().unwrap();
            if existing == Existing::Replace {
                fs::write(folder.path().join("a"), b"old").unwrap();
            }
            let mut writer = Writer::start(&folder.path().join("a"), existing);
            writer.until(&stop);
            writer.kill();
            check(folder.path(), existing, unnamed, &stop);
            if unnamed {
                let expected: &[&str] = if existing == Existing::Replace { &["a"] } else { &[] };
                assert_eq!(names(folder.path()), expected, "{stop}");
            }
        }
    }
}

#[test]
fn killed_while_committing() {
    let probe = tempfile::tempdir().unwrap();
    let unnamed = unfinished_files_are_unnamed(probe.path());
    let mut finished = 0;
    for round in 0..40_u32 {
        let existing = if round % 2 == 0 { Existing::Refuse } else { Existing::Replace };
        let folder = tempfile::tempdir().unwrap();
        if existing == Existing::Replace {
            fs::write(folder.path().join("a"), b"old").unwrap();
        }
        let mut writer = Writer::start(&folder.path().join("a"), existing);
        writer.until("COMMIT");
        writer.go();
        std::thread::sleep(Duration::from_micros(u64::from(round) * 150));
        writer.kill();
        check(folder.path(), existing, unnamed, &format!("round {round}"));
        finished += u32::from(fs::read(folder.path().join("a")).is_ok_and(|bytes| bytes.len() > 3));
    }
    println!("{finished} of 40 were complete when they were killed");
}

#[test]
fn not_killed() {
    for existing in [Existing::Refuse, Existing::Replace] {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::start(&folder.path().join("a"), existing);
        writer.until("DONE");
        writer.kill();
        assert_eq!(names(folder.path()), ["a"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), vec![b'n'; PIECE_BYTES * PIECES]);
    }
}
