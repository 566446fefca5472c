//! Everything at once, in an order that no person would choose: nothing gets stuck, and no document is ever shown for another.

use std::time::Duration;

use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::{
    Deadlines, Failure, Format, Job, PixelRect, PixelSize, PoolEvent, Priority, Task, TileKey,
};

use super::harness::*;

const DOCUMENTS: u32 = 8;
const PAGES: u32 = 3;
const ROUNDS: u32 = 1500;

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32) % end
    }
}

fn ink(document: DocumentId) -> u8 {
    (document.load as u8).wrapping_mul(97).wrapping_add(document.index as u8 * 4)
}

fn any_job(numbers: &mut Numbers, load: u64) -> Job {
    let document = DocumentId { load, index: numbers.below(DOCUMENTS) };
    let page = numbers.below(PAGES);
    let scaled = PixelSize { width: 200 + numbers.below(3) * 100, height: 300 };
    let part = PixelRect { x: 10, y: 20, width: 50, height: 60 };
    let key = TileKey { scaled, part, ..key(document, page) };
    let (task, priority) = match numbers.below(9) {
        0 => (Task::Thumbnail { box_px: 64 }, Priority::Thumbnail),
        1 => (Task::Open, Priority::Selected),
        2 => (Task::Sizes { from: 1, count: 2 }, Priority::Selected),
        3 => (Task::Render(key), Priority::Neighbour),
        4 => (Task::Facts, Priority::Selected),
        5 => (Task::Text { from: page, count: 3 }, Priority::Thumbnail),
        6 => (Task::Attachment { index: 0 }, Priority::Selected),
        _ => (Task::Render(key), Priority::Selected),
    };
    // Two documents a patient.
    Job { document, patient: u64::from(document.index / 2), task, priority }
}

fn check(event: &PoolEvent) {
    match event {
        PoolEvent::Tile { key, pixels, .. } => {
            assert!(*pixels == painted(ink(key.document) + key.page as u8, key.part), "{event:?}");
        }
        PoolEvent::Thumbnail { document, size, pixels } => {
            let part = PixelRect { x: 0, y: 0, width: size.width, height: size.height };
            assert!(*pixels == painted(ink(*document), part), "{event:?}");
        }
        PoolEvent::TileFailed { failure, .. } | PoolEvent::ThumbnailFailed { failure, .. } => {
            assert!(matches!(failure, Failure::Crashed | Failure::TooSlow | Failure::WorkerMissing), "{event:?}");
        }
        PoolEvent::OpenFailed { failure, .. } => {
            assert!(matches!(failure, Failure::Crashed | Failure::WorkerMissing), "{event:?}");
        }
        PoolEvent::Text { from, pages, .. } => {
            for (page, number) in pages.iter().zip(from + 1..) {
                assert!(page.as_ref().is_none_or(|page| page.text.as_str() == format!("page {number}")), "{event:?}");
            }
        }
        PoolEvent::TextFailed { failure, .. }
        | PoolEvent::FactsFailed { failure, .. }
        | PoolEvent::AttachmentFailed { failure, .. } => {
            let expected = [Failure::Crashed, Failure::TooSlow, Failure::WorkerMissing, Failure::NoSuchAttachment];
            assert!(expected.contains(failure), "{event:?}");
        }
        PoolEvent::Attachment { bytes, .. } => assert_eq!(bytes.as_slice(), b"aa"),
        PoolEvent::Facts { facts, .. } => assert!(facts.attachments.len() <= 1, "{event:?}"),
        PoolEvent::Opened { .. } | PoolEvent::Sizes { .. } => {}
    }
}

fn add_load(bench: &Bench, load: u64) {
    for index in 0..DOCUMENTS {
        let document = DocumentId { load, index };
        let fault = match index {
            1 => "page 2 best crash",
            2 => "page 1 any hang",
            3 => "page 2 any slow 30",
            4 => "page 3 any panic\ntext 2 best crash\nattach a 2",
            6 => "facts any crash\nattach a 2",
            _ => "",
        };
        let format = if index == 5 { Format::Picture } else { Format::Pdf };
        bench.add(document, &format!("pages {PAGES}\nink {}\n{fault}", ink(document)), format);
    }
}

#[test]
fn nothing_gets_stuck_or_mixed_up() {
    let mut bench = Bench::with(3, |config| {
        config.deadlines = Deadlines {
            page: Duration::from_millis(150),
            thumbnail: Duration::from_millis(150),
            unwanted: Duration::from_millis(20),
            idle: Duration::from_millis(10),
            ..Deadlines::default()
        };
    });
    let mut numbers = Numbers(42);
    let mut load = 1;
    add_load(&bench, load);
    let mut results = 0;
    for _ in 0..ROUNDS {
        let count = numbers.below(6);
        let jobs: Vec<Job> = (0..count).map(|_| any_job(&mut numbers, load)).collect();
        bench.want(&jobs);
        match numbers.below(200) {
            0..5 => bench.pool.kill_workers(),
            5..8 => bench.pool.prewarm(),
            8..11 => bench.pool.retry(DocumentId { load, index: numbers.below(DOCUMENTS) }),
            11 => {
                bench.pool.close_load(load);
                load += 1;
                add_load(&bench, load);
                // What was told before the closing is fetched by nobody; what comes later is of the new load.
                assert!(bench.pool.poll().iter().all(|event| event.document().load == load));
            }
            12..40 => std::thread::sleep(Duration::from_millis(u64::from(numbers.below(30)))),
            _ => std::thread::sleep(Duration::from_micros(u64::from(numbers.below(2000)))),
        }
        for event in bench.pool.poll() {
            assert_eq!(event.document().load, load);
            check(&event);
            results += 1;
        }
    }
    assert!(results > ROUNDS / 10, "{results}");

    // After all that, every sound page is drawn when it is asked for.
    bench.want(&[]);
    while !bench.is_quiet() {
        check(&bench.next());
    }
    for index in [0, 5, 6, 7] {
        let document = DocumentId { load, index };
        bench.pool.retry(document);
        let event = bench.result(Job { patient: u64::from(index / 2), ..draw(document, 1) });
        assert!(matches!(event, PoolEvent::Tile { .. }), "{event:?}");
        check(&event);
    }
    bench.wait_for_workers(0);
}
