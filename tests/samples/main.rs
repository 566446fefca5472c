//! The sample responses that come with the program, and the fixtures they are made with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod fixtures;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Made once for all tests: the photograph in it takes seconds.
static SAMPLE: LazyLock<String> = LazyLock::new(support::sample::sample_response);

fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

#[test]
fn the_sample_is_what_the_generator_makes() {
    let path = asset("sample-response.json");
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        std::fs::write(&path, &*SAMPLE).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    // Not assert_eq: it would print a megabyte.
    assert!(
        kept == *SAMPLE,
        "assets/sample-response.json is not what the generator makes; run this test with UPDATE_SAMPLES=1"
    );
}

#[test]
fn the_sample_of_kinds_is_what_the_generator_makes() {
    let made = support::kinds::every_kind();
    let path = asset("sample-kinds.json");
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(
        kept == made,
        "assets/sample-kinds.json is not what the generator makes; run this test with UPDATE_SAMPLES=1"
    );
    assert!(made.len() < 300_000, "{} bytes", made.len());
}

#[test]
fn the_sample_has_documents_of_three_patients() {
    assert!(SAMPLE.len() < 1_500_000, "{} bytes", SAMPLE.len());
    let sample: Value = serde_json::from_str(&SAMPLE).unwrap();
    assert_eq!(sample["Meta"]["DataModel"], "Media");
    assert_eq!(sample["Meta"]["EventType"], "QueryResponse");
    assert_eq!(sample["Meta"]["Test"], true);
    let documents = sample["Media"].as_array().unwrap();
    assert!(documents.len() >= 8, "{} documents", documents.len());
    let patients: BTreeSet<String> =
        documents.iter().map(|document| document["Patient"]["Identifiers"].to_string()).collect();
    assert_eq!(patients.len(), 3);
    let identifiers: BTreeSet<&str> =
        documents.iter().map(|document| document["DocumentID"].as_str().unwrap()).collect();
    assert_eq!(identifiers.len(), documents.len());
}

#[test]
fn the_example_of_redox_can_be_read() {
    let text = std::fs::read_to_string(asset("redox-example.json")).unwrap();
    let example: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(example["Media"].as_array().unwrap().len(), 1);
}
