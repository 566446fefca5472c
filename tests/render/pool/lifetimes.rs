//! When workers start and end, and whom they serve.

use std::time::Duration;

use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::{Engine, Failure, Format, Job, PoolEvent};

use super::harness::*;

fn kill(pid: u32) {
    assert!(std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
}

#[test]
fn a_worker_serves_one_patient_of_one_load() {
    let mut bench = Bench::new(1);
    let orders = "ink 5";
    let (first, second) = (bench.pdf(1, orders), bench.pdf(2, orders));
    let reloaded = bench.add(DocumentId { load: 2, index: 1 }, orders, Format::Pdf);
    let drawn_by = |bench: &mut Bench, job: Job| {
        assert!(matches!(bench.result(job), PoolEvent::Tile { .. }));
        bench.only_pid()
    };
    let pid = drawn_by(&mut bench, draw(first, 0));
    let same_patient = Job { patient: 1, ..draw(second, 0) };
    assert_eq!(drawn_by(&mut bench, same_patient), pid, "another document of the patient");
    let other_patient = drawn_by(&mut bench, draw(second, 0));
    assert_ne!(other_patient, pid, "the same document as another patient's");
    let other_load = Job { patient: 2, ..draw(reloaded, 0) };
    assert_ne!(drawn_by(&mut bench, other_load), other_patient, "another load");
}

#[test]
fn a_worker_killed_from_outside_while_drawing_is_replaced() {
    let mut bench = Bench::new(1);
    let pdf = bench.pdf(1, "page 1 best slow 60000");
    bench.want(&[draw(pdf, 0)]);
    bench.wait_for_workers(1);
    std::thread::sleep(Duration::from_millis(200));
    kill(bench.only_pid());
    match bench.next() {
        PoolEvent::Tile { engine, .. } => assert_eq!(engine, Engine::Hayro),
        other => panic!("{other:?}"),
    }

    let picture = bench.picture(2, "page 1 any slow 2000");
    bench.want(&[draw(picture, 0)]);
    std::thread::sleep(Duration::from_millis(500));
    kill(bench.only_pid());
    assert_eq!(bench.next(), PoolEvent::TileFailed { key: key(picture, 0), failure: Failure::Crashed });
    bench.pool.retry(picture);
    assert!(matches!(bench.result(draw(picture, 0)), PoolEvent::Tile { .. }));
}

#[test]
fn a_worker_killed_while_idle_costs_nothing() {
    let mut bench = Bench::new(1);
    let picture = bench.picture(1, "");
    for _ in 0..5 {
        assert!(matches!(bench.result(draw(picture, 0)), PoolEvent::Tile { .. }));
        kill(bench.only_pid());
        std::thread::sleep(Duration::from_millis(50));
    }
    for _ in 0..5 {
        assert!(matches!(bench.result(draw(picture, 0)), PoolEvent::Tile { .. }));
        bench.pool.kill_workers();
    }
}

#[test]
fn an_idle_worker_ends() {
    let mut bench = Bench::with(2, |config| config.deadlines.idle = Duration::from_millis(100));
    let document = bench.pdf(1, "");
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
    bench.wait_for_workers(0);
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
}

#[test]
fn the_worker_started_ahead_serves_the_first_document() {
    let mut bench = Bench::new(2);
    bench.pool.prewarm();
    eventually(|| bench.pool.layers().is_some());
    let pid = bench.only_pid();
    let document = bench.pdf(1, "");
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
    assert_eq!(bench.only_pid(), pid);
}

#[test]
fn closing_a_load_ends_its_workers_and_drops_its_results() {
    let mut bench = Bench::new(2);
    let (hanging, idle) = (bench.pdf(1, "page 1 any hang"), bench.pdf(2, ""));
    assert!(matches!(bench.result(draw(idle, 0)), PoolEvent::Tile { .. }));
    bench.want(&[draw(hanging, 0)]);
    bench.wait_for_workers(2);
    bench.pool.close_load(1);
    bench.wait_for_workers(0);
    assert!(bench.is_quiet());

    let next = bench.add(DocumentId { load: 2, index: 0 }, "", Format::Pdf);
    assert!(matches!(bench.result(draw(next, 0)), PoolEvent::Tile { .. }));
}

#[test]
fn dropping_the_pool_ends_every_worker() {
    let mut bench = Bench::new(2);
    let (hanging, idle) = (bench.pdf(1, "page 1 any hang"), bench.pdf(2, ""));
    assert!(matches!(bench.result(draw(idle, 0)), PoolEvent::Tile { .. }));
    bench.want(&[draw(hanging, 0)]);
    bench.wait_for_workers(2);
    let pids = bench.pool.worker_pids();
    drop(bench);
    for pid in pids {
        eventually(|| !std::path::Path::new(&format!("/proc/{pid}")).exists());
    }
}

#[test]
fn documents_are_open_where_they_were_and_drawn_in_parallel() {
    let mut bench = Bench::new(2);
    let document = bench.pdf(1, "pages 8\npage 1 any slow 400\npage 2 any slow 400");
    bench.want(&[draw(document, 0), draw(document, 1)]);
    bench.wait_for_workers(2);
    assert!(matches!(bench.next(), PoolEvent::Tile { .. }));
    assert!(matches!(bench.next(), PoolEvent::Tile { .. }));
    assert_eq!(bench.reads(), 2);
    for page in 2..8 {
        assert!(matches!(bench.result(draw(document, page)), PoolEvent::Tile { .. }));
    }
    assert_eq!(bench.reads(), 2);
}
