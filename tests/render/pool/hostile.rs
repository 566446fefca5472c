//! Workers that are not ours any more: what they say is bounded and checked, and costs the document at most.

use std::fmt::Write;
use std::path::PathBuf;

use redox_media_viewer::render::protocol::{PROTOCOL_VERSION, Reply, Transfer, write_frame};
use redox_media_viewer::render::sandbox::Layers;
use redox_media_viewer::render::{Engine, Failure, Notices, PageSize, PoolEvent, WorkerCommand};

use super::harness::*;

/// A program that says `bytes`, whatever it is asked.
fn parrot(bytes: &[u8]) -> WorkerCommand {
    let octal = bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "\\{byte:03o}").unwrap();
        text
    });
    WorkerCommand {
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".into(), format!("printf '{octal}'; exec cat >/dev/null").into()],
        environment: Vec::new(),
        transfer: Transfer::Inline,
    }
}

fn said(replies: &[Reply]) -> Vec<u8> {
    let mut stream = Vec::new();
    for reply in replies {
        write_frame(&mut stream, &reply.encode()).unwrap();
    }
    stream
}

fn ready() -> Reply {
    Reply::Ready { version: PROTOCOL_VERSION, layers: Layers::default(), shared_bytes: 0 }
}

fn opened(request: u64, page_count: u32, sizes: usize) -> Reply {
    Reply::Opened {
        request,
        page_count,
        engine: Engine::Image,
        notices: Notices::default(),
        sizes: vec![Some(PageSize { width: 1.0, height: 1.0 }); sizes],
    }
}

fn rendered(request: u64, transfer: Transfer, length_bytes: u64) -> Reply {
    Reply::Rendered { request, engine: Engine::Image, transfer, length_bytes }
}

const TILE_BYTES: u64 = 30 * 40 * 4;

fn result_with(worker: WorkerCommand) -> PoolEvent {
    let mut bench = Bench::with(1, |config| config.worker = worker);
    let document = bench.picture(1, "");
    bench.result(draw(document, 0))
}

fn failed(failure: Failure) -> PoolEvent {
    PoolEvent::TileFailed { key: key(document(1), 0), failure }
}

#[test]
fn what_makes_no_sense_counts_as_a_crash() {
    let opens = said(&[ready(), opened(1, 1, 1)]);
    let then = |tail: &[u8]| [opens.as_slice(), tail].concat();
    let cases: [(&str, Vec<u8>); 8] = [
        ("garbage for an opening", [said(&[ready()]), b"once upon a time".to_vec()].concat()),
        ("too few sizes", said(&[ready(), opened(1, 3, 2), rendered(2, Transfer::Inline, TILE_BYTES)])),
        ("another request's answer", said(&[ready(), opened(7, 1, 1)])),
        ("garbage for a page", then(b"\xff\xff\xff\xffonce upon a time")),
        ("too few pixels", then(&said(&[rendered(2, Transfer::Inline, TILE_BYTES - 4)]))),
        ("too many pixels", then(&said(&[rendered(2, Transfer::Inline, u64::MAX)]))),
        ("pixels where there is no shared memory", then(&said(&[rendered(2, Transfer::Shared, TILE_BYTES)]))),
        ("an answer of another kind", then(&said(&[opened(2, 1, 1)]))),
    ];
    for (what, bytes) in cases {
        assert_eq!(result_with(parrot(&bytes)), failed(Failure::Crashed), "{what}");
    }
}

#[test]
fn a_sound_answer_from_such_a_program_would_be_taken() {
    let mut bytes = said(&[ready(), opened(1, 1, 1), rendered(2, Transfer::Inline, TILE_BYTES)]);
    bytes.extend(vec![7; TILE_BYTES as usize]);
    match result_with(parrot(&bytes)) {
        PoolEvent::Tile { pixels, .. } => assert_eq!(pixels, vec![7; TILE_BYTES as usize]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_program_that_is_no_worker_is_reported_as_missing() {
    let other_version = Reply::Ready { version: PROTOCOL_VERSION + 1, layers: Layers::default(), shared_bytes: 0 };
    let silent = WorkerCommand { program: PathBuf::from("/bin/true"), ..parrot(b"") };
    let absent = WorkerCommand { program: PathBuf::from("/nonexistent"), ..parrot(b"") };
    for worker in [silent, absent, parrot(b"hello, who are you?"), parrot(&said(&[other_version]))] {
        assert_eq!(result_with(worker), failed(Failure::WorkerMissing));
    }
}
