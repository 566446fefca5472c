//! What comes back for what is asked.

use redox_media_viewer::limits::PAGE_SIZES_BATCH;
use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::protocol::Transfer;
use redox_media_viewer::render::{
    ContentsError, Engine, Failure, Job, PageSize, Password, PixelRect, PixelSize, PoolEvent, Priority, Rotation, Task,
    TileKey,
};

use super::harness::*;

#[test]
fn a_document_opens_and_its_pages_are_drawn() {
    let mut bench = Bench::new(2);
    let document = bench.pdf(1, "pages 3\nsize 612 792\nink 40");
    match bench.result(open(document)) {
        PoolEvent::Opened { document: opened, info } => {
            assert_eq!((opened, info.page_count, info.engine), (document, 3, Engine::Pdfium));
            assert_eq!(info.sizes, [Some(PageSize { width: 612.0, height: 792.0 }); 3]);
        }
        other => panic!("{other:?}"),
    }
    match bench.result(draw(document, 2)) {
        PoolEvent::Tile { key: drawn, pixels, engine, notices } => {
            assert_eq!((drawn, engine), (key(document, 2), Engine::Pdfium));
            assert!(!notices.built_in_engine);
            assert_eq!(pixels, painted(42, PART));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bench.reads(), 1, "it stays open");
}

#[test]
fn shared_memory_and_the_pipe_bring_the_same_pixels() {
    let drawn = |transfer: Transfer| {
        let mut bench = Bench::with(1, |config| config.worker.transfer = transfer);
        let document = bench.pdf(1, "ink 9");
        let scaled = PixelSize { width: 2000, height: 2600 };
        let part = PixelRect { x: 0, y: 0, width: 2000, height: 2600 };
        let key = TileKey { document, page: 0, scaled, part, rotation: Rotation::Quarter };
        match bench.result(Job { task: Task::Render(key), ..draw(document, 0) }) {
            PoolEvent::Tile { pixels, .. } => {
                assert_eq!(pixels, painted(9, part));
                pixels
            }
            other => panic!("{other:?}"),
        }
    };
    assert!(drawn(Transfer::Shared) == drawn(Transfer::Inline));
}

#[test]
fn a_thumbnail_needs_nothing_but_itself() {
    let mut bench = Bench::new(2);
    let document = bench.pdf(1, "size 600 800\nink 7");
    match bench.result(thumbnail(document)) {
        PoolEvent::Thumbnail { document: of, size, pixels } => {
            assert_eq!((of, size), (document, PixelSize { width: 75, height: 100 }));
            assert_eq!(pixels, painted(7, PixelRect { x: 0, y: 0, width: 75, height: 100 }));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_long_document_opens_at_once_and_lists_the_rest_in_batches() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 20000\nsize 10 20");
    let batch = PAGE_SIZES_BATCH as usize;
    match bench.result(open(document)) {
        PoolEvent::Opened { info, .. } => {
            assert_eq!((info.page_count, info.sizes.len()), (20_000, batch))
        }
        other => panic!("{other:?}"),
    }
    for (from, count, expected) in [(512, 512, 512), (19_990, 512, 10), (20_000, 5, 0), (0, u32::MAX, batch)] {
        match bench.result(Job { task: Task::Sizes { from, count }, ..open(document) }) {
            PoolEvent::Sizes { from: first, sizes, .. } => {
                assert_eq!((first, sizes.len()), (from, expected));
                assert!(sizes.iter().all(|size| *size == Some(PageSize { width: 10.0, height: 20.0 })));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_protected_document_opens_with_its_password() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "password sesame");
    let failed = |failure| PoolEvent::OpenFailed { document, failure };
    assert_eq!(bench.result(open(document)), failed(Failure::PasswordNeeded));
    bench.pool.set_password(document, Password::new("open".to_owned()));
    assert_eq!(bench.result(open(document)), failed(Failure::PasswordWrong));
    bench.pool.set_password(document, Password::new("x".repeat(100_000)));
    assert_eq!(bench.result(open(document)), failed(Failure::PasswordWrong));
    bench.pool.set_password(document, Password::new("sesame".to_owned()));
    assert!(matches!(bench.result(open(document)), PoolEvent::Opened { .. }));
    bench.pool.kill_workers();
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }), "it is kept for another opening");
}

#[test]
fn failures_in_good_order_cost_no_worker() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 4\npage 2 any damaged\npage 3 any too-large");
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
    let pid = bench.only_pid();
    let failed = |page, failure| PoolEvent::TileFailed { key: key(document, page), failure };
    assert_eq!(bench.result(draw(document, 1)), failed(1, Failure::Damaged));
    assert_eq!(bench.result(draw(document, 2)), failed(2, Failure::TooLarge));
    assert_eq!(bench.result(draw(document, 4)), failed(4, Failure::NoSuchPage));
    assert!(matches!(bench.result(draw(document, 3)), PoolEvent::Tile { .. }));
    assert_eq!(bench.only_pid(), pid);
}

#[test]
fn documents_that_do_not_open_say_why() {
    let mut bench = Bench::new(1);
    let cases = [
        (bench.pdf(1, "pages 0"), Failure::NoPages),
        (bench.pdf(2, "open any damaged"), Failure::Damaged),
        (bench.pdf(3, "open any too-large"), Failure::TooLarge),
        (bench.pdf(4, "pages 100001"), Failure::TooLarge),
        (document(5), Failure::Contents(ContentsError::Unavailable)),
    ];
    for (document, failure) in cases {
        assert_eq!(bench.result(open(document)), PoolEvent::OpenFailed { document, failure });
        assert_eq!(bench.result(thumbnail(document)), PoolEvent::ThumbnailFailed { document, failure });
        let key = key(document, 0);
        assert_eq!(bench.result(draw(document, 0)), PoolEvent::TileFailed { key, failure });
    }
}

#[test]
fn a_tile_beyond_the_limit_is_refused() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "");
    let huge = PixelSize { width: 4097, height: 4097 };
    let whole = PixelRect { x: 0, y: 0, width: 4097, height: 4097 };
    let outside = PixelRect { x: 4090, y: 0, width: 10, height: 10 };
    for part in [whole, outside] {
        let key = TileKey { document, page: 0, scaled: huge, part, rotation: Rotation::None };
        let failure = Failure::TooLarge;
        assert_eq!(
            bench.result(Job { task: Task::Render(key), ..draw(document, 0) }),
            PoolEvent::TileFailed { key, failure }
        );
    }
}

#[test]
fn one_worker_does_what_is_most_urgent_first() {
    let mut bench = Bench::new(1);
    let busy = bench.pdf(1, "page 1 any slow 300");
    let (list, next, shown) = (bench.pdf(2, ""), bench.pdf(3, ""), bench.pdf(4, ""));
    bench.want(&[draw(busy, 0)]);
    bench.wait_for_workers(1);
    let neighbour = Job { priority: Priority::Neighbour, ..draw(next, 0) };
    bench.want(&[draw(busy, 0), thumbnail(list), neighbour, draw(shown, 0)]);
    let order: Vec<DocumentId> = (0..4).map(|_| bench.next().document()).collect();
    assert_eq!(order, [busy, shown, next, list]);
}

#[test]
fn what_is_not_wanted_any_more_is_not_started() {
    let mut bench = Bench::new(1);
    let busy = bench.pdf(1, "page 1 any slow 300");
    let (stale, wanted) = (bench.pdf(2, ""), bench.pdf(3, ""));
    bench.want(&[draw(busy, 0), draw(stale, 0)]);
    bench.wait_for_workers(1);
    bench.want(&[draw(wanted, 0)]);
    assert_eq!(bench.next().document(), busy, "what runs goes on");
    assert_eq!(bench.next().document(), wanted);
    assert!(bench.is_quiet());
    assert_eq!(bench.reads(), 2);
}

#[test]
fn results_that_nobody_fetches_hold_up_further_work_and_nothing_else() {
    const SIDE: u32 = 2048;
    let mut bench = Bench::new(2);
    let document = bench.pdf(1, "pages 20");
    let jobs: Vec<Job> = (0..20)
        .map(|page| {
            let scaled = PixelSize { width: SIDE, height: SIDE };
            let part = PixelRect { x: 0, y: 0, width: SIDE, height: SIDE };
            Job {
                task: Task::Render(TileKey { document, page, scaled, part, rotation: Rotation::None }),
                ..draw(document, page)
            }
        })
        .collect();
    bench.want(&jobs);
    bench.wait_for_results(4);
    let first = bench.pool.poll();
    // Four are the limit, and one more a slot may have been on the way.
    assert!((4..=6).contains(&first.len()), "{}", first.len());
    for _ in first.len()..20 {
        assert!(matches!(bench.next(), PoolEvent::Tile { .. }));
    }
}
