//! Tests of `state`: who gets which job, told the time.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::render::formats::{PixelRect, PixelSize, Rotation};
use crate::render::pool::{Failure, PoolEvent, Task, TileKey};

const UNWANTED: Duration = Duration::from_secs(1);

fn document(index: u32) -> DocumentId {
    DocumentId { load: 1, index }
}

fn key(document: DocumentId, page: u32) -> TileKey {
    let scaled = PixelSize { width: 2048, height: 2048 };
    TileKey {
        document,
        page,
        scaled,
        part: PixelRect { x: 0, y: 0, width: 2048, height: 2048 },
        rotation: Rotation::None,
    }
}

/// A page of document `index`; every document is another patient's.
fn page(index: u32, page: u32, priority: Priority) -> Job {
    let document = document(index);
    Job { document, patient: u64::from(index), task: Task::Render(key(document, page)), priority }
}

fn selected(index: u32, number: u32) -> Job {
    page(index, number, Priority::Selected)
}

fn thumbnail(index: u32) -> Job {
    Job { task: Task::Thumbnail { box_px: 96 }, ..page(index, 0, Priority::Thumbnail) }
}

struct Bench {
    state: State,
    now: Instant,
}

impl Bench {
    fn new(slots: usize) -> Self {
        Self { state: State::new(slots), now: Instant::now() }
    }

    fn want(&mut self, jobs: &[Job]) -> Vec<usize> {
        self.state.want(jobs.to_vec(), self.now);
        self.state.assign(self.now)
    }

    fn after(&mut self, pause: Duration) -> Vec<usize> {
        self.now += pause;
        self.state.assign(self.now)
    }

    fn job_of(&self, slot: usize) -> Option<Job> {
        self.state.slots[slot].running.as_ref().map(|running| running.job)
    }

    fn jobs(&self) -> Vec<Option<Job>> {
        (0..self.state.slots.len()).map(|slot| self.job_of(slot)).collect()
    }

    /// The slot has a worker with the document of its job open.
    fn opens(&mut self, slot: usize, length_bytes: usize) {
        let job = self.job_of(slot).unwrap();
        let slot = &mut self.state.slots[slot];
        slot.child = Some(ChildHandle::for_tests());
        slot.owner = Some(job.owner());
        slot.open = Some(OpenDocument { document: job.document, length_bytes });
    }

    fn finishes(&mut self, slot: usize) -> Vec<usize> {
        assert!(!self.state.finish(slot));
        self.state.assign(self.now)
    }
}

#[test]
fn the_most_urgent_goes_first_and_equals_keep_their_order() {
    let mut bench = Bench::new(1);
    bench.want(&[thumbnail(1), page(2, 0, Priority::Neighbour), selected(3, 1), selected(3, 0)]);
    let mut order = Vec::new();
    while let Some(job) = bench.job_of(0) {
        order.push(job);
        bench.finishes(0);
    }
    assert_eq!(order, [selected(3, 1), selected(3, 0), page(2, 0, Priority::Neighbour), thumbnail(1)]);
}

#[test]
fn background_work_leaves_a_slot_for_what_is_selected() {
    let mut bench = Bench::new(2);
    assert_eq!(bench.want(&[thumbnail(1), thumbnail(2)]), [0]);
    assert_eq!(bench.want(&[selected(3, 0), thumbnail(1), thumbnail(2)]), [1]);
    assert_eq!(bench.jobs(), [Some(thumbnail(1)), Some(selected(3, 0))]);

    let mut three = Bench::new(3);
    assert_eq!(three.want(&[thumbnail(1), page(2, 0, Priority::Neighbour), thumbnail(3)]).len(), 2);
}

#[test]
fn background_work_does_not_close_what_was_selected_last() {
    let mut bench = Bench::new(2);
    bench.want(&[selected(1, 0)]);
    bench.opens(0, 1000);
    bench.finishes(0);
    assert_eq!(bench.want(&[thumbnail(2)]), [1]);
    bench.opens(1, 1000);
    bench.finishes(1);
    assert_eq!(bench.want(&[thumbnail(3)]), [1]);
    bench.finishes(1);
    assert_eq!(bench.want(&[page(1, 1, Priority::Neighbour)]), [0], "its own pages are drawn where it is open");
}

#[test]
fn a_job_goes_to_the_slot_that_has_its_document_open() {
    let mut bench = Bench::new(3);
    bench.want(&[selected(1, 0)]);
    bench.opens(0, 1000);
    bench.finishes(0);
    bench.want(&[selected(2, 0)]);
    bench.opens(1, 1000);
    bench.finishes(1);
    assert_eq!(bench.want(&[selected(1, 5)]), [0]);
    bench.finishes(0);
    assert_eq!(bench.want(&[selected(2, 5)]), [1]);
}

#[test]
fn a_second_slot_joins_only_where_the_first_is_kept_busy() {
    let mut bench = Bench::new(2);
    bench.want(&[selected(1, 0), selected(1, 1)]);
    assert_eq!(bench.after(SECOND_WORKER_DELAY), [0; 0], "not before the document has proved to open");
    bench.opens(0, 1000);
    bench.finishes(0);
    assert_eq!(bench.job_of(0), Some(selected(1, 1)));
    bench.want(&[selected(1, 1), selected(1, 2)]);
    assert_eq!(bench.state.next_look(UNWANTED), Some(bench.now + SECOND_WORKER_DELAY));
    assert_eq!(bench.after(SECOND_WORKER_DELAY), [1]);

    let mut large = Bench::new(2);
    large.want(&[selected(1, 0), selected(1, 1)]);
    large.opens(0, MAX_SHARED_DOCUMENT_BYTES + 1);
    assert_eq!(large.after(SECOND_WORKER_DELAY * 10), [0; 0]);
}

#[test]
fn what_runs_or_waits_to_be_fetched_is_not_done_twice() {
    let mut bench = Bench::new(2);
    bench.want(&[selected(1, 0)]);
    bench.opens(0, 1000);
    bench.after(SECOND_WORKER_DELAY);
    assert_eq!(bench.want(&[selected(1, 0)]), [0; 0]);
    assert!(bench.state.queue.is_empty());

    bench.finishes(0);
    let result = PoolEvent::failed(&selected(1, 0), Failure::Damaged);
    bench.state.undelivered.push(selected(1, 0).name(), result);
    bench.want(&[selected(1, 0)]);
    assert_eq!(bench.jobs(), [None, None]);
    bench.state.undelivered.take();
    assert_eq!(bench.want(&[selected(1, 0)]), [0]);
}

#[test]
fn a_tile_of_another_document_is_ignored() {
    let mut bench = Bench::new(1);
    let mixed = Job { document: document(1), ..selected(2, 0) };
    assert_eq!(bench.want(&[mixed]), [0; 0]);
}

#[test]
fn no_work_starts_while_too_many_results_wait() {
    let mut bench = Bench::new(2);
    let tile = |page| PoolEvent::Tile {
        key: key(document(1), page),
        pixels: vec![0; 2048 * 2048 * 4],
        engine: crate::render::Engine::Image,
        notices: crate::render::Notices::default(),
    };
    for page in 0..4 {
        assert!(!bench.state.undelivered.is_full());
        bench.state.undelivered.push(selected(1, page).name(), tile(page));
    }
    assert!(bench.state.undelivered.is_full());
    assert_eq!(bench.want(&[selected(1, 9)]), [0; 0]);
    assert_eq!(bench.state.undelivered.take().len(), 4);
    assert_eq!(bench.state.assign(bench.now), [0]);
}

#[test]
fn unwanted_work_is_ended_only_when_it_holds_something_up() {
    let mut bench = Bench::new(1);
    bench.want(&[selected(1, 0)]);
    bench.want(&[]);
    bench.after(UNWANTED * 2);
    bench.state.kill_overdue(bench.now, UNWANTED);
    assert_eq!(bench.state.slots[0].killed, None);
    assert_eq!(bench.state.next_look(UNWANTED), None);

    bench.want(&[selected(2, 0)]);
    bench.state.kill_overdue(bench.now, UNWANTED);
    assert_eq!(bench.state.slots[0].killed, Some(Kill::Unwanted));
    assert!(bench.state.finish(0), "its result is dropped");
    assert_eq!(bench.state.assign(bench.now), [0]);
    assert_eq!(bench.job_of(0), Some(selected(2, 0)));
}

#[test]
fn work_that_is_wanted_again_goes_on_or_starts_anew() {
    let mut bench = Bench::new(1);
    bench.want(&[selected(1, 0)]);
    bench.want(&[selected(2, 0)]);
    bench.after(UNWANTED / 2);
    bench.want(&[selected(1, 0), selected(2, 0)]);
    bench.after(UNWANTED);
    bench.state.kill_overdue(bench.now, UNWANTED);
    assert_eq!(bench.state.slots[0].killed, None);

    bench.want(&[selected(2, 0)]);
    bench.after(UNWANTED);
    bench.state.kill_overdue(bench.now, UNWANTED);
    bench.want(&[selected(1, 0), selected(2, 0)]);
    assert!(bench.state.finish(0));
    bench.state.assign(bench.now);
    assert_eq!(bench.job_of(0), Some(selected(1, 0)));
}

#[test]
fn closing_a_load_leaves_nothing_of_it() {
    let mut bench = Bench::new(2);
    let other =
        Job { document: DocumentId { load: 2, index: 0 }, patient: 7, task: Task::Open, priority: Priority::Selected };
    bench.want(&[selected(1, 0), selected(2, 0), selected(3, 0), other]);
    bench.state.records.entry(document(1)).or_default().password = Some(crate::render::Password::new("x".to_owned()));
    bench.state.undelivered.push(thumbnail(9).name(), PoolEvent::failed(&thumbnail(9), Failure::Damaged));
    bench.state.forget_loads(|load| load == 1);
    assert!(bench.state.records.is_empty());
    assert!(bench.state.undelivered.take().is_empty());
    bench.state.slots[0].kill(Kill::Idle);
    assert!(bench.state.finish(0) && bench.state.finish(1), "both were drawing for the closed load");
    bench.state.assign(bench.now);
    assert_eq!(bench.jobs().into_iter().flatten().collect::<Vec<_>>(), [other]);
}

#[test]
fn a_worker_killed_after_its_last_step_is_seen_to_first() {
    let mut bench = Bench::new(1);
    bench.want(&[selected(1, 0)]);
    bench.opens(0, 1000);
    bench.state.slots[0].kill(Kill::Unwanted);
    assert!(bench.state.finish(0));
    assert_eq!(bench.state.slots[0].killed, Some(Kill::Idle));
}
