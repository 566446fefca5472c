//! Real documents, cut and with bits flipped at random, through real workers: each is drawn, or a reason is given; nothing hangs, and the
//! pool goes on. The documents are those of the samples, and of the public corpus where `REDOX_CORPUS` names it.
//!
//! A short run is part of all tests; `REDOX_VARIANTS=10000 cargo test --features fault-injection --test render variants` is a long one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use redox_media_viewer::content::sniff::sniff;
use redox_media_viewer::render::{Format, PoolEvent, Task};

use super::harness::*;
use crate::corpus;

/// Larger ones take their time to copy, and have no other readers.
const MOST_BYTES: usize = 300_000;

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

fn samples() -> Vec<Vec<u8>> {
    let mut documents = Vec::new();
    for name in ["sample-response.json", "sample-kinds.json", "redox-example.json"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
        let sample: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let contents = sample["Media"].as_array().unwrap().iter().filter_map(|entry| entry["FileContents"].as_str());
        documents.extend(contents.filter_map(|text| STANDARD.decode(text).ok()).filter(|bytes| !bytes.is_empty()));
    }
    for folder in ["pdf", "images"] {
        let files = corpus::files(folder).unwrap_or_default();
        documents.extend(files.into_iter().filter_map(|path| std::fs::read(path).ok()));
    }
    documents.retain(|bytes| bytes.len() <= MOST_BYTES);
    documents
}

fn changed(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if numbers.below(3) == 0 {
        bytes.truncate(1 + numbers.below(bytes.len()));
    }
    for _ in 0..1 + numbers.below(40) {
        let place = numbers.below(bytes.len());
        match numbers.below(4) {
            0 => bytes[place] = [0, 0xFF, b'0', b' '][numbers.below(4)],
            _ => bytes[place] ^= 1 << numbers.below(8),
        }
    }
    bytes
}

#[test]
fn documents_cut_and_with_bits_flipped_are_drawn_or_say_why() {
    let count: u32 = std::env::var("REDOX_VARIANTS").map_or(300, |text| text.parse().unwrap());
    let documents = samples();
    println!("{} documents, {count} variants of them", documents.len());
    let mut numbers = Numbers(20_261_127);
    let mut bench = Bench::new(2);
    let (mut drawn, mut failed, mut kinds) = (0, 0, std::collections::BTreeMap::new());
    for index in 0..count {
        let bytes = changed(&documents[numbers.below(documents.len())], &mut numbers);
        let format = sniff(&bytes, true).map_or(Format::Bytes, Format::from);
        let id = bench.add_bytes(document(index), bytes, format);
        for job in [draw(id, 0), read(id, Task::Text { from: 0, count: 2 }), read(id, Task::Facts)] {
            match bench.result(job) {
                PoolEvent::Tile { pixels, .. } => {
                    assert_eq!(pixels.len(), (PART.width * PART.height * 4) as usize);
                    drawn += 1;
                }
                PoolEvent::TileFailed { failure, .. } | PoolEvent::OpenFailed { failure, .. } => {
                    *kinds.entry(format!("{failure:?}")).or_insert(0) += 1;
                    failed += 1;
                }
                PoolEvent::Text { .. }
                | PoolEvent::TextFailed { .. }
                | PoolEvent::Facts { .. }
                | PoolEvent::FactsFailed { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }
    println!("{drawn} drawn, {failed} times a reason was given: {kinds:?}");
    assert!(drawn > 0 && failed > 0, "{drawn} {failed}");
    let sound = bench.pdf(count + 1, "");
    assert!(matches!(bench.result(draw(sound, 0)), PoolEvent::Tile { .. }), "the pool works on");
}
