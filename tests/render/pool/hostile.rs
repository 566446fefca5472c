//! Workers that are not ours any more: what they say is bounded and checked, and costs the document at most.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use redox_media_viewer::render::protocol::{PROTOCOL_VERSION, Reply, Transfer, write_frame};
use redox_media_viewer::render::sandbox::Layers;
use redox_media_viewer::render::{
    DocumentFacts, Engine, Failure, Link, LinkTarget, Notices, PageBox, PageSize, PageText, PoolEvent, Task,
    WorkerCommand,
};
use zeroize::Zeroizing;

use super::harness::*;

/// A program that says `bytes`, whatever it is asked.
fn parrot(bytes: &[u8]) -> WorkerCommand {
    speaker(bytes, "exec cat >/dev/null")
}

/// A program that says `bytes` and then does what `then` says.
fn speaker(bytes: &[u8], then: &str) -> WorkerCommand {
    let octal = bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "\\{byte:03o}").unwrap();
        text
    });
    WorkerCommand {
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".into(), format!("printf '{octal}'; {then}").into()],
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

/// What comes of reading from a worker that opens a document of one page and then says `tail`.
fn read_with(task: Task, tail: &[u8]) -> PoolEvent {
    let bytes = [said(&[ready(), opened(1, 1, 1)]).as_slice(), tail].concat();
    let mut bench = Bench::with(1, |config| {
        // It must stay, for its silence to be one.
        config.worker = speaker(&bytes, "exec sleep 60");
        config.deadlines.page = Duration::from_secs(2);
    });
    let document = bench.picture(1, "");
    bench.result(read(document, task))
}

#[test]
fn what_makes_no_sense_of_a_text_counts_as_a_crash() {
    let place = PageBox { left: 1.0, top: 2.0, right: 3.0, bottom: 4.0 };
    let page = |boxes: Vec<PageBox>, links| PageText { text: Zeroizing::new("ab".to_owned()), boxes, links };
    let said_of = |pages| said(&[Reply::Text { request: 2, from: 0, pages }]);
    let link = |to| vec![Link { place, target: LinkTarget::Page { page: to, top: None } }];
    let asked = Task::Text { from: 0, count: 1 };
    match read_with(asked, &said_of(vec![Some(page(vec![place; 2], link(0)))])) {
        PoolEvent::Text { pages, .. } => assert_eq!(pages[0].as_ref().unwrap().boxes, [place; 2]),
        other => panic!("{other:?}"),
    }
    let upside_down = PageBox { bottom: 1.0, ..place };
    let cases: [(&str, Vec<u8>); 7] = [
        ("a link beyond the document", said_of(vec![Some(page(vec![place; 2], link(1)))])),
        ("fewer boxes than characters", said_of(vec![Some(page(vec![place], Vec::new()))])),
        ("a box upside down", said_of(vec![Some(page(vec![place, upside_down], Vec::new()))])),
        ("no page", said_of(Vec::new())),
        ("more pages than asked", said_of(vec![None, None])),
        ("facts", said(&[Reply::Facts { request: 2, facts: DocumentFacts::default() }])),
        ("a frame without an end", u32::MAX.to_le_bytes().to_vec()),
    ];
    for (what, tail) in cases {
        let failed = PoolEvent::TextFailed { document: document(1), from: 0, failure: Failure::Crashed };
        assert_eq!(read_with(asked, &tail), failed, "{what}");
    }
}

#[test]
fn a_long_reply_is_waited_for_only_where_one_was_asked_for() {
    let begun = [20_000_u32.to_le_bytes().as_slice(), b"and then silence"].concat();
    let failed = |failure| PoolEvent::AttachmentFailed { document: document(1), index: 0, failure };
    assert_eq!(read_with(Task::Attachment { index: 0 }, &begun), failed(Failure::Crashed));
    let failed = PoolEvent::TextFailed { document: document(1), from: 0, failure: Failure::TooSlow };
    assert_eq!(read_with(Task::Text { from: 0, count: 1 }, &begun), failed);
}

#[test]
fn an_attachment_that_is_too_long_counts_as_a_crash() {
    let then = |length_bytes, bytes: &[u8]| {
        let reply = said(&[Reply::Attachment { request: 2, length_bytes }]);
        read_with(Task::Attachment { index: 0 }, &[reply.as_slice(), bytes].concat())
    };
    match then(3, b"abc") {
        PoolEvent::Attachment { bytes, .. } => assert_eq!(bytes.as_slice(), b"abc"),
        other => panic!("{other:?}"),
    }
    let failed = PoolEvent::AttachmentFailed { document: document(1), index: 0, failure: Failure::Crashed };
    assert_eq!(then(u64::MAX, b"abc"), failed);
    assert_eq!(then((256 << 20) + 1, b"abc"), failed);
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
