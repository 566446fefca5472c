//! The order of what is to be drawn.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::HashSet;
use std::ops::Range;
use std::time::Instant;

use super::test_response::{VIEW, document, pages, response, run, shown};
use super::wanted::{Held, OnScreen, strip_picture, visible_tiles, wanted};
use super::{AppState, Command, Intent, Pace, Zoom};
use crate::message::DocumentId;
use crate::render::{Engine, Job, PageSize, Priority, Rotation, Task, TileKey};

const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };

#[derive(Default)]
struct There {
    tiles: HashSet<TileKey>,
    thumbnails: HashSet<DocumentId>,
}

impl Held for There {
    fn tile(&self, key: &TileKey) -> bool {
        self.tiles.contains(key)
    }

    fn any_of_page(&self, document: DocumentId, page: u32) -> bool {
        self.tiles.iter().any(|key| key.document == document && key.page == page)
    }

    fn thumbnail(&self, document: DocumentId) -> bool {
        self.thumbnails.contains(&document)
    }
}

fn ask(state: &AppState, pace: Pace, strip: Range<usize>, rows: &[u32], there: &There) -> Vec<Job> {
    wanted(state, OnScreen { viewport: VIEW, pace, strip, rows, thumbnail_px: 40 }, there)
}

/// In short: document, what, page or rows.
fn short(jobs: &[Job]) -> Vec<String> {
    jobs.iter()
        .map(|job| {
            let what = match job.task {
                Task::Open => "open".to_owned(),
                Task::Sizes { from, .. } => format!("sizes from {from}"),
                Task::Render(key) if key.scaled.width <= 120 => format!("small {}", key.page),
                Task::Render(key) => format!("page {}", key.page),
                Task::Thumbnail { .. } => "thumbnail".to_owned(),
                Task::Facts => "facts".to_owned(),
                Task::Text { from, .. } => format!("text from {from}"),
                Task::Attachment { .. } => "attachment".to_owned(),
            };
            format!("{} {what}", job.document.index)
        })
        .collect()
}

fn five() -> AppState {
    let mut state = response(5);
    pages(&mut state, 0, &[PAGE; 2], Engine::Pdfium);
    pages(&mut state, 1, &[PAGE; 20], Engine::Pdfium);
    state.select(1);
    state.set_zoom(Zoom::FitPage, None);
    state
}

#[test]
fn what_is_visible_comes_first_then_ahead_then_neighbours_then_small_pictures() {
    let mut state = five();
    run(&mut state, Command::NextPage);
    let jobs = ask(&state, Pace::Rest, 0..3, &[4, 0], &There::default());
    let all = [
        "1 page 1",
        "1 page 2",
        "1 text from 1",
        "1 facts",
        "2 open",
        "0 page 0",
        "1 small 0",
        "1 small 1",
        "1 small 2",
        "4 thumbnail",
        "0 thumbnail",
    ];
    assert_eq!(short(&jobs), all);
    // The pool goes by priority first: it must not turn the order round.
    assert!(jobs.is_sorted_by_key(|job| job.priority));
    assert_eq!(jobs[0].priority, Priority::Selected);
    assert_eq!(jobs[1].priority, Priority::Neighbour);
    // What is there is not asked for again.
    let Task::Render(first) = jobs[0].task else { panic!("a page comes first") };
    let there = There { tiles: HashSet::from([first]), thumbnails: HashSet::from([jobs[9].document]) };
    let rest = ask(&state, Pace::Rest, 0..3, &[4, 0], &there);
    assert_eq!(short(&rest)[0], "1 page 2");
    assert_eq!(short(&rest).last().unwrap(), "0 thumbnail");
    assert_eq!(rest.len(), all.len() - 2);
}

#[test]
fn the_page_ahead_is_where_the_reader_is_heading() {
    let mut state = five();
    let ahead = |state: &AppState| {
        let jobs = ask(state, Pace::Rest, 0..0, &[], &There::default());
        let pages: Vec<(u32, Priority)> = jobs
            .iter()
            .filter_map(|job| match job.task {
                Task::Render(key) if key.document.index == 1 => Some((key.page, job.priority)),
                _ => None,
            })
            .collect();
        pages.iter().filter(|(_, priority)| *priority == Priority::Neighbour).map(|(page, _)| *page).collect::<Vec<_>>()
    };
    run(&mut state, Command::LastPage);
    run(&mut state, Command::PreviousPage);
    run(&mut state, Command::PreviousPage);
    assert_eq!(shown(&state).current_page(), 17);
    assert_eq!(ahead(&state), [16], "turned back");
    state.handle(Intent::Scroll { right: 0, down: 1 }, Instant::now());
    assert_eq!(ahead(&state).len(), 1);
    assert!(ahead(&state)[0] > 17, "scrolled down");
    state.handle(Intent::Scroll { right: 0, down: -1 }, Instant::now());
    assert_eq!(ahead(&state), [16], "scrolled up");
    run(&mut state, Command::FirstPage);
    assert_eq!(ahead(&state), [0; 0], "there is nothing before page 1");
    run(&mut state, Command::LastPage);
    assert_eq!(ahead(&state), [0; 0], "nor after the last");
}

#[test]
fn of_a_thousand_pages_only_what_is_near_is_asked_for() {
    let mut state = document(&[PAGE; 1000], Engine::Pdfium);
    state.set_zoom(Zoom::FitWidth, None);
    run(&mut state, Command::LastPage);
    let jobs = ask(&state, Pace::Rest, 995..1000, &[0], &There::default());
    for job in &jobs {
        if let Task::Render(key) = job.task {
            assert!(key.page >= 995, "{key:?}");
        }
    }
    assert!(jobs.len() <= 10, "{}", jobs.len());
}

#[test]
fn pages_that_fly_past_get_a_stand_in_first_and_are_sharp_at_rest() {
    let state = five();
    let mut there = There::default();
    let flying = ask(&state, Pace::Flinging, 0..0, &[], &there);
    assert_eq!(short(&flying), ["1 small 0", "2 open", "0 page 0"]);
    assert_eq!(flying[0].priority, Priority::Selected);
    let small = strip_picture(flying[0].document, 0, PAGE, Rotation::None, VIEW.pixels_per_point);
    assert_eq!(flying[0].task, Task::Render(small));
    there.tiles.insert(small);
    let flying = ask(&state, Pace::Flinging, 0..0, &[], &there);
    assert_eq!(short(&flying), ["2 open", "0 page 0"], "with a stand-in there it is enough");
    let rest = ask(&state, Pace::Rest, 0..0, &[], &there);
    assert_eq!(short(&rest)[0], "1 page 0");
    // While the scale changes a page is drawn only where nothing of it is there.
    assert_eq!(short(&ask(&state, Pace::Zooming, 0..0, &[], &there)), ["2 open", "0 page 0"]);
    assert_eq!(short(&ask(&state, Pace::Zooming, 0..0, &[], &There::default()))[0], "1 page 0");
}

#[test]
fn a_large_page_has_its_stand_in_first_and_only_the_tiles_in_view() {
    let mut state = document(&[PAGE; 3], Engine::Pdfium);
    state.set_zoom(Zoom::Factor(8.0), None);
    state.handle(Intent::Scroll { right: 2000, down: 3000 }, Instant::now());
    let jobs = ask(&state, Pace::Rest, 0..0, &[], &There::default());
    let keys: Vec<TileKey> = jobs
        .iter()
        .filter_map(|job| match job.task {
            Task::Render(key) => Some(key),
            _ => None,
        })
        .collect();
    assert_eq!(keys[0].scaled.height, 1024, "the whole page, small");
    let view = shown(&state);
    assert_eq!(keys[1..5], visible_tiles(&view, keys[0].document, 0, Rotation::None)[..4]);
    let place = view.layout.page(0).unwrap();
    for key in &keys[1..keys.len() - 1] {
        let (left, top) = (place.left + i64::from(key.part.x), place.top + i64::from(key.part.y));
        assert!(left < view.scroll.0 + VIEW.width && left + i64::from(key.part.width) > view.scroll.0);
        assert!(top < view.scroll.1 + VIEW.height && top + i64::from(key.part.height) > view.scroll.1);
    }
    assert_eq!(keys.last().unwrap().page, 1, "of the page ahead its stand-in");
}
