//! Documents that bring their reader down.

use std::time::{Duration, Instant};

use redox_media_viewer::render::{Deadlines, Engine, Failure, PoolEvent};

use super::harness::*;

fn impatient() -> Deadlines {
    let short = Duration::from_millis(300);
    Deadlines { page: short, thumbnail: short, unwanted: short, ..Deadlines::default() }
}

fn failed(page: u32, failure: Failure) -> PoolEvent {
    PoolEvent::TileFailed { key: key(document(1), page), failure }
}

fn engine_of(event: PoolEvent) -> Engine {
    match event {
        PoolEvent::Tile { engine, notices, .. } => {
            assert_eq!(notices.built_in_engine, engine == Engine::Hayro);
            engine
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_crash_costs_that_page_only() {
    for fault in ["crash", "panic", "allocate"] {
        let mut bench = Bench::new(1);
        let document = bench.picture(1, &format!("pages 2\npage 1 any {fault}"));
        assert_eq!(bench.result(draw(document, 0)), failed(0, Failure::Crashed), "{fault}");
        assert!(matches!(bench.result(draw(document, 1)), PoolEvent::Tile { .. }), "{fault}");
        assert_eq!(bench.reads(), 2, "{fault}: the next worker opens it anew");
    }
}

#[test]
fn a_hang_ends_at_the_deadline_and_costs_that_page_only() {
    let mut bench = Bench::with(1, |config| config.deadlines = impatient());
    let document = bench.picture(1, "pages 2\npage 1 any hang");
    let start = Instant::now();
    assert_eq!(bench.result(draw(document, 0)), failed(0, Failure::TooSlow));
    assert!(start.elapsed() >= impatient().page);
    assert!(matches!(bench.result(draw(document, 1)), PoolEvent::Tile { .. }));
}

#[test]
fn a_pdf_that_brings_the_best_engine_down_is_drawn_by_the_other() {
    for fault in ["crash", "panic", "hang", "allocate"] {
        let mut bench = Bench::with(1, |config| config.deadlines = impatient());
        let document = bench.pdf(1, &format!("pages 2\npage 1 best {fault}"));
        assert_eq!(engine_of(bench.result(draw(document, 0))), Engine::Hayro, "{fault}");
        let reads = bench.reads();
        assert_eq!(engine_of(bench.result(draw(document, 0))), Engine::Hayro, "{fault}");
        assert_eq!(bench.reads(), reads, "{fault}: the best engine is not tried on that page again");
        assert_eq!(
            engine_of(bench.result(draw(document, 1))),
            Engine::Pdfium,
            "{fault}: other pages keep the best engine"
        );
    }
}

#[test]
fn a_pdf_that_brings_the_best_engine_down_in_opening_is_opened_by_the_other() {
    for fault in ["crash", "panic", "allocate"] {
        let mut bench = Bench::new(1);
        let document = bench.pdf(1, &format!("open best {fault}"));
        match bench.result(open(document)) {
            PoolEvent::Opened { info, .. } => {
                assert!(info.engine == Engine::Hayro && info.notices.built_in_engine)
            }
            other => panic!("{fault}: {other:?}"),
        }
    }
}

#[test]
fn what_brings_both_engines_down_fails_and_is_not_tried_again_unasked() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 2\npage 1 any crash");
    assert_eq!(bench.result(draw(document, 0)), failed(0, Failure::Crashed));
    assert_eq!(bench.reads(), 2);
    assert_eq!(bench.result(draw(document, 0)), failed(0, Failure::Crashed));
    assert_eq!(bench.reads(), 2);
    bench.pdf(1, "pages 2");
    bench.pool.retry(document);
    assert_eq!(engine_of(bench.result(draw(document, 0))), Engine::Pdfium);
}

#[test]
fn three_crashes_stop_the_best_engine_for_the_document() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 4\npage 1 best crash\npage 2 best crash\npage 3 best crash");
    for page in 0..4 {
        assert_eq!(engine_of(bench.result(draw(document, page))), Engine::Hayro, "page {page}");
    }
    let other = bench.pdf(2, "");
    assert_eq!(engine_of(bench.result(draw(other, 0))), Engine::Pdfium);
}

#[test]
fn a_slow_thumbnail_fails_and_its_page_may_still_be_drawn() {
    let mut bench = Bench::with(1, |config| {
        config.deadlines = Deadlines { page: Duration::from_secs(15), ..impatient() };
    });
    let document = bench.pdf(1, "page 1 any slow 1000");
    let failure = Failure::TooSlow;
    assert_eq!(bench.result(thumbnail(document)), PoolEvent::ThumbnailFailed { document, failure });
    assert_eq!(engine_of(bench.result(draw(document, 0))), Engine::Pdfium);
}

#[test]
fn unwanted_work_that_stands_in_the_way_is_ended_and_leaves_no_result() {
    let mut bench = Bench::with(1, |config| {
        config.deadlines = Deadlines { page: Duration::from_secs(60), ..impatient() };
    });
    let (stuck, wanted) = (bench.pdf(1, "page 1 any hang"), bench.pdf(2, ""));
    bench.want(&[draw(stuck, 0)]);
    bench.wait_for_workers(1);
    let start = Instant::now();
    bench.want(&[draw(wanted, 0)]);
    assert_eq!(bench.next().document(), wanted);
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(bench.is_quiet());
}

#[test]
fn what_is_selected_does_not_wait_for_thumbnails() {
    let mut bench = Bench::new(2);
    let hanging: Vec<_> = (10..20).map(|index| bench.pdf(index, "page 1 any hang")).collect();
    let shown = bench.pdf(1, "");
    let mut jobs: Vec<_> = hanging.iter().map(|document| thumbnail(*document)).collect();
    bench.want(&jobs);
    bench.wait_for_workers(1);
    jobs.push(draw(shown, 0));
    let start = Instant::now();
    bench.want(&jobs);
    assert_eq!(bench.next().document(), shown);
    assert!(start.elapsed() < Deadlines::default().thumbnail);
}
