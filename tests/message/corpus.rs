//! The JSON test suite (`y_`, `n_` and `i_` files) in the folder `json` under the one that `REDOX_CORPUS` names; skipped
//! where that is not set.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use redox_media_viewer::message::ReadError;

use super::support::messages::media_response;
use super::support::opened::{Opened, load_paths, load_text};

/// Several JSON values one after the other are read as several messages, so this is fine here.
const SEVERAL_VALUES: [&str; 2] = ["n_structure_double_array.json", "n_structure_object_with_trailing_garbage.json"];

#[expect(clippy::print_stdout, reason = "says how much was covered")]
fn files() -> Vec<(String, PathBuf)> {
    let Some(corpus) = std::env::var_os("REDOX_CORPUS") else {
        println!("skipped: REDOX_CORPUS is not set");
        return Vec::new();
    };
    let folder = PathBuf::from(corpus).join("json");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no folder json in REDOX_CORPUS");
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| name.ends_with(".json"))
        .collect();
    files.sort();
    println!("{} files of the JSON test suite", files.len());
    files
}

#[test]
fn every_file_is_accepted_or_refused_as_it_should_be() {
    let mut wrong = Vec::new();
    for (name, path) in files() {
        let started = Instant::now();
        let result = load_paths([path]);
        let took = started.elapsed();
        if took > Duration::from_secs(1) {
            wrong.push(format!("{name} took {took:?}"));
        }
        let fine = match (name.as_bytes().first(), &result) {
            (Some(b'y'), Ok(_) | Err(ReadError::NotRedox)) => true,
            (Some(b'y'), _) => false,
            (Some(b'n'), Err(ReadError::NotJson { line, column })) => *line > 0 && *column > 0,
            (Some(b'n'), Err(ReadError::Empty)) => true,
            (Some(b'n'), Ok(loaded)) => loaded.response.findings.iter().any(|finding| finding.place.is_some()),
            (Some(b'n'), Err(ReadError::NotRedox)) => SEVERAL_VALUES.contains(&name.as_str()),
            (Some(b'n'), _) => false,
            // What the standard leaves open: anything but a panic or a failure of ours.
            (_, Err(ReadError::Source(_) | ReadError::TooMuch)) => false,
            _ => true,
        };
        if !fine {
            wrong.push(format!("{name}: {:?}", result.map(|loaded| loaded.response.findings.clone())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same texts as values inside a message: the rest of the message is read whatever they are.
#[test]
fn inside_a_message_every_file_costs_at_most_its_entry() {
    let mut wrong = Vec::new();
    for (name, path) in files() {
        let bytes = std::fs::read(path).unwrap();
        // What begins like UTF-16 or opens thousands of brackets is no value for this.
        if bytes.len() > 10_000
            || bytes.contains(&0)
            || bytes.starts_with(b"\xFE\xFF")
            || bytes.starts_with(b"\xFF\xFE")
        {
            continue;
        }
        let clean = media_response(2);
        let at = clean.find("\"Media\": [").unwrap() + 10;
        let message =
            [&clean.as_bytes()[..at], b"{\"FileName\": \"x\", \"Odd\": ", &bytes, b"}, ", &clean.as_bytes()[at..]]
                .concat();
        let started = Instant::now();
        let result = load_text(&message);
        if started.elapsed() > Duration::from_secs(1) {
            wrong.push(format!("{name} took {:?}", started.elapsed()));
        }
        match result {
            Ok(loaded) => {
                let opened = Opened::of(loaded);
                let broken = opened
                    .codes()
                    .iter()
                    .any(|code| ["message-broken", "message-cut-off", "control-characters", "not-utf8"].contains(code));
                let is_valid = serde_json::from_slice::<serde_json::Value>(&message).is_ok();
                if is_valid && (broken || opened.count() != 3) {
                    wrong.push(format!("{name}: valid, and {} documents, {:?}", opened.count(), opened.codes()));
                }
                if !is_valid && !broken && name.starts_with("n_") {
                    wrong.push(format!("{name}: broken, and nothing is said: {:?}", opened.codes()));
                }
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
