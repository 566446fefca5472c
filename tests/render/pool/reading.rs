//! Text, facts and attachments through real workers, and documents that bring their reader down over them.

use std::time::Duration;

use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::formats::pdfium_available;
use redox_media_viewer::render::{Deadlines, Engine, Failure, Format, Job, PoolEvent, Task};

use super::harness::*;
use crate::corpus::files;
use crate::fixtures::one_page;

fn impatient() -> Deadlines {
    let short = Duration::from_millis(300);
    Deadlines { page: short, unwanted: short, ..Deadlines::default() }
}

fn text(document: DocumentId, from: u32, count: u32) -> Job {
    read(document, Task::Text { from, count })
}

/// What the pages say, from page `from` on.
fn said(event: PoolEvent, from: u32) -> Vec<Option<String>> {
    match event {
        PoolEvent::Text { from: got, pages, .. } => {
            assert_eq!(got, from);
            pages.into_iter().map(|page| page.map(|page| page.text.to_string())).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn page(number: u32) -> Option<String> {
    Some(format!("page {number}"))
}

fn is_drawn_by(bench: &mut Bench, document: DocumentId, page: u32, by: Engine) -> bool {
    match bench.result(draw(document, page)) {
        PoolEvent::Tile { engine, .. } => engine == by,
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_comes_in_batches_that_end_with_the_document() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 100");
    let first = said(bench.result(text(document, 0, u32::MAX)), 0);
    assert_eq!(first, (1..=64).map(page).collect::<Vec<_>>());
    assert_eq!(said(bench.result(text(document, 98, 64)), 98), [page(99), page(100)]);
    let beyond = PoolEvent::TextFailed { document, from: 100, failure: Failure::NoSuchPage };
    assert_eq!(bench.result(text(document, 100, 1)), beyond);
    assert_eq!(bench.reads(), 1);
}

#[test]
fn boxes_come_with_the_text() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "");
    match bench.result(text(document, 0, 1)) {
        PoolEvent::Text { pages, .. } => {
            let page = pages[0].as_ref().unwrap();
            let edges: Vec<_> = page.boxes.iter().map(|place| (place.left, place.right)).collect();
            assert_eq!(edges[..2], [(0.0, 10.0), (10.0, 20.0)]);
            assert_eq!(edges.len(), 6);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_whose_text_brings_the_worker_down_costs_its_own_text_only() {
    for fault in ["crash", "panic", "hang", "allocate"] {
        let mut bench = Bench::with(1, |config| config.deadlines = impatient());
        let document = bench.pdf(1, &format!("pages 5\ntext 3 best {fault}"));
        let failure = if fault == "hang" { Failure::TooSlow } else { Failure::Crashed };
        assert_eq!(said(bench.result(text(document, 0, 64)), 0), [page(1)], "{fault}");
        assert_eq!(said(bench.result(text(document, 1, 64)), 1), [page(2)], "{fault}");
        let failed = PoolEvent::TextFailed { document, from: 2, failure };
        assert_eq!(bench.result(text(document, 2, 64)), failed, "{fault}");
        let reads = bench.reads();
        assert_eq!(bench.result(text(document, 2, 64)), failed, "{fault}");
        assert_eq!(bench.reads(), reads, "{fault}: it is not tried again unasked");
        assert_eq!(said(bench.result(text(document, 3, 64)), 3), [page(4)], "{fault}");
        assert!(is_drawn_by(&mut bench, document, 2, Engine::Pdfium), "{fault}");
        bench.pdf(1, "pages 5");
        bench.pool.retry(document);
        bench.pool.kill_workers();
        assert_eq!(said(bench.result(text(document, 2, 64)), 2), [page(3), page(4), page(5)], "{fault}");
    }
}

#[test]
fn facts_and_attachments_that_bring_the_worker_down_cost_themselves_only() {
    for fault in ["crash", "hang"] {
        let mut bench = Bench::with(1, |config| {
            config.deadlines = Deadlines { open: Duration::from_secs(2), ..impatient() };
        });
        let orders = format!("attach a 3\nattach b 4\nfacts any {fault}\nattachment 1 any {fault}");
        let document = bench.pdf(1, &orders);
        let failure = if fault == "hang" { Failure::TooSlow } else { Failure::Crashed };
        for _ in 0..2 {
            let event = bench.result(read(document, Task::Facts));
            assert_eq!(event, PoolEvent::FactsFailed { document, failure }, "{fault}");
            let event = bench.result(read(document, Task::Attachment { index: 0 }));
            assert_eq!(event, PoolEvent::AttachmentFailed { document, index: 0, failure }, "{fault}");
            assert_eq!(bench.reads(), 2, "{fault}: once for each");
        }
        match bench.result(read(document, Task::Attachment { index: 1 })) {
            PoolEvent::Attachment { index: 1, bytes, .. } => assert_eq!(bytes.as_slice(), b"bbbb", "{fault}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(said(bench.result(text(document, 0, 1)), 0), [page(1)], "{fault}");
        assert!(is_drawn_by(&mut bench, document, 0, Engine::Pdfium), "{fault}");
    }
}

#[test]
fn attachments_are_listed_and_come_whole() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "attach a 0\nattach b 3000000\nattach c 300000000");
    match bench.result(read(document, Task::Facts)) {
        PoolEvent::Facts { facts, .. } => {
            let listed: Vec<_> = facts.attachments.iter().map(|one| (one.name.as_str(), one.size_bytes)).collect();
            assert_eq!(listed, [("a", 0), ("b", 3_000_000), ("c", 300_000_000)]);
        }
        other => panic!("{other:?}"),
    }
    for (index, expected) in [(0, Vec::new()), (1, vec![b'b'; 3_000_000])] {
        match bench.result(read(document, Task::Attachment { index })) {
            PoolEvent::Attachment { bytes, .. } => assert!(*bytes == expected, "attachment {index}"),
            other => panic!("{other:?}"),
        }
    }
    for (index, failure) in [(2, Failure::TooLarge), (3, Failure::NoSuchAttachment)] {
        let event = bench.result(read(document, Task::Attachment { index }));
        assert_eq!(event, PoolEvent::AttachmentFailed { document, index, failure });
    }
    assert_eq!(bench.reads(), 1);
}

#[test]
fn pages_of_the_second_engine_have_no_text() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "pages 3\npage 2 best crash");
    assert!(is_drawn_by(&mut bench, document, 1, Engine::Hayro));
    assert_eq!(said(bench.result(text(document, 0, 64)), 0), [page(1)]);
    assert_eq!(said(bench.result(text(document, 1, 64)), 1), [None]);
    assert_eq!(said(bench.result(text(document, 2, 64)), 2), [page(3)]);
}

#[test]
fn a_real_document_is_read_in_a_real_worker() {
    if !pdfium_available() {
        println!("PDFium is not there: no text is read");
        return;
    }
    let mut bench = Bench::new(1);
    let bytes = one_page("", "BT /F 14 Tf 30 60 Td (Some words) Tj ET", "", &[]);
    let document = bench.add_bytes(document(1), bytes, Format::Pdf);
    assert_eq!(said(bench.result(text(document, 0, 64)), 0), [Some("Some words".to_owned())]);
    assert!(matches!(bench.result(read(document, Task::Facts)), PoolEvent::Facts { .. }));
}

#[test]
fn no_document_of_the_corpus_brings_its_worker_down() {
    let Some(files) = files("pdf") else { return };
    let mut bench = Bench::new(1);
    let mut pages_read = 0;
    for (index, file) in (0..).zip(&files) {
        let name = file.file_name().unwrap().display().to_string();
        let document = bench.add_bytes(document(index), std::fs::read(file).unwrap(), Format::Pdf);
        // One patient, so that one worker reads them all.
        let asked = |task| Job { patient: 1, ..read(document, task) };
        let pages = match bench.result(asked(Task::Open)) {
            PoolEvent::Opened { info, .. } => info.page_count,
            _ => continue,
        };
        let facts = bench.result(asked(Task::Facts));
        assert!(matches!(facts, PoolEvent::Facts { .. }), "{name}: {facts:?}");
        let mut from = 0;
        while from < pages {
            match bench.result(asked(Task::Text { from, count: pages - from })) {
                PoolEvent::Text { pages, .. } => from += pages.len() as u32,
                other => panic!("{name}: {other:?}"),
            }
        }
        pages_read += pages;
    }
    println!("{pages_read} pages were read");
}

#[test]
fn what_does_not_open_has_no_text_either() {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "password sesame");
    let failure = Failure::PasswordNeeded;
    assert_eq!(bench.result(text(document, 0, 1)), PoolEvent::TextFailed { document, from: 0, failure });
    assert_eq!(bench.result(read(document, Task::Facts)), PoolEvent::FactsFailed { document, failure });
    let event = bench.result(read(document, Task::Attachment { index: 0 }));
    assert_eq!(event, PoolEvent::AttachmentFailed { document, index: 0, failure });
}
