//! The house keeps its shape: imports run one way, nothing panics on purpose, no temporary files, `unsafe` in few places.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from the foundation up; a room may import only rooms of lower rank, and its own.
const RANKS: [(&str, u8); 14] = [
    ("limits", 0),
    ("finding", 0),
    ("words", 0),
    ("message", 1),
    ("content", 2),
    ("save", 3),
    ("render", 3),
    ("state", 4),
    ("jobs", 5),
    ("desktop", 5),
    ("ui", 6),
    ("app", 7),
    ("cli", 7),
    ("main", 8),
];

/// Rooms of one rank that may know each other in one direction.
const NEIGHBOURS: [(&str, &str); 3] = [("finding", "limits"), ("desktop", "jobs"), ("cli", "app")];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            let room = name.split(['/', '.']).next().unwrap().to_owned();
            (room, name, fs::read_to_string(&path).unwrap())
        })
        .filter(|(room, _, _)| room != "lib")
        .collect()
}

/// Rooms named as `crate::ROOM`, also inside `crate::{…}`.
fn imported(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for part in text.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let mut depth = 1;
            let mut word = String::new();
            let mut words = Vec::new();
            for character in group.chars() {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => words.push(std::mem::take(&mut word)),
                    _ if depth == 1 => word.push(character),
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            words.push(word);
            rooms.extend(words.iter().map(|word| word.trim().split("::").next().unwrap().trim().to_owned()));
        } else {
            rooms.push(part.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect());
        }
    }
    rooms
}

#[test]
fn imports_run_one_way() {
    let ranks: BTreeMap<&str, u8> = RANKS.into_iter().collect();
    let mut wrong = Vec::new();
    for (room, name, text) in all() {
        let own = ranks.get(room.as_str()).unwrap_or_else(|| panic!("{name} belongs to no room"));
        for other in imported(&text) {
            let Some(rank) = ranks.get(other.as_str()) else { continue };
            let allowed = rank < own || other == room || NEIGHBOURS.contains(&(room.as_str(), other.as_str()));
            if !allowed {
                wrong.push(format!("{name} imports {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn imports_are_seen_by_this_test() {
    let text = "use crate::message::X;\nuse crate::{save, render::{self, a}, ui};\nfn f() { crate::jobs::go() }";
    assert_eq!(imported(text), ["message", "save", "render", "ui", "jobs"]);
}

/// Everything before the test module of a file.
fn outside_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

#[test]
fn formats_are_read_by_the_worker_only() {
    for (room, name, text) in all() {
        if name.starts_with("render/formats") || room == "cli" {
            continue;
        }
        for library in [
            "pdfium_render::",
            "hayro::",
            "image::load",
            "image::ImageReader",
            "image::codecs",
            "tiff::",
            "hayro_ccitt::",
            "hayro_jpeg2000::",
            "roxmltree::",
            "html5ever::",
            "parley::",
        ] {
            assert!(!outside_tests(&text).contains(library), "{name} uses {library}");
        }
        let opens = outside_tests(&text).lines().any(|line| !line.starts_with("//") && line.contains("formats::open("));
        assert!(!opens || name == "render/worker.rs", "{name} opens a document");
    }
}

#[test]
fn nothing_is_written_but_by_saving() {
    for (room, name, text) in all() {
        // The self-test tries to write where a worker must not be able to.
        if room == "save" || name == "render/worker/self_test.rs" || name.ends_with("tests.rs") {
            continue;
        }
        for call in
            ["File::create", "fs::write", "OpenOptions", "create_dir", "temp_dir", "tempfile", "fs::copy", "fs::rename"]
        {
            // Saving's own type has a like name.
            let text = outside_tests(&text).replace("AtomicFile::create", "");
            assert!(!text.contains(call), "{name} calls {call}");
        }
    }
}

/// The files that may hold `unsafe`: shared memory, system calls that a self-test tries, and instructions of the processor.
const UNSAFE: [&str; 4] =
    ["message/alphabet.rs", "message/alphabet/masks.rs", "render/handover.rs", "render/worker/self_test.rs"];

#[test]
fn unsafe_code_stays_in_the_named_files() {
    let mut found: Vec<String> = all()
        .into_iter()
        .filter(|(_, _, text)| text.lines().any(|line| line.contains("unsafe_code") || line.contains("unsafe {")))
        .map(|(_, name, _)| name)
        .collect();
    found.sort();
    assert_eq!(found, UNSAFE);
}
