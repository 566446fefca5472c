//! Zooming, turning and reading through [`AppState::handle`], as the window does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Instant;

use proptest::prelude::*;

use super::test_response::{VIEW, document, pages, response, run, shown};
use super::view::Presented;
use super::{AppState, Command, Heading, Intent, Zoom};
use crate::render::{Engine, PageSize, Rotation};

const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };

/// Where a point of the view lies in the document: page, and units from its upper left.
fn point(shown: &Presented, x: f64, y: f64) -> (usize, f64, f64) {
    let anchor = shown.anchor_at(x, y).unwrap();
    (anchor.page, anchor.page_x, anchor.page_y)
}

/// Where a point of a page stands in the view.
fn place(shown: &Presented, (page, x, y): (usize, f64, f64)) -> (f64, f64) {
    let place = shown.layout.page(page).unwrap();
    let scale = f64::from(shown.layout.scale);
    ((place.left - shown.scroll.0) as f64 + x * scale, (place.top - shown.scroll.1) as f64 + y * scale)
}

/// True where the view is held at an edge or the column is smaller than it, across and down.
fn held(shown: &Presented) -> (bool, bool) {
    let at = |scroll, all, view| scroll == 0 || scroll + view >= all;
    (at(shown.scroll.0, shown.layout.width, VIEW.width), at(shown.scroll.1, shown.layout.height, VIEW.height))
}

fn sizes() -> impl Strategy<Value = Vec<PageSize>> {
    let size = (20.0f32..3000.0, 20.0f32..3000.0).prop_map(|(width, height)| PageSize { width, height });
    prop::collection::vec(size, 1..7)
}

fn state_of(sizes: &[PageSize], picture: bool, turns: u8) -> AppState {
    let (sizes, engine) = if picture { (&sizes[..1], Engine::Image) } else { (sizes, Engine::Pdfium) };
    let mut state = document(sizes, engine);
    for _ in 0..turns {
        run(&mut state, Command::RotateRight);
    }
    state
}

proptest! {
    #[test]
    fn zooming_there_and_back_ends_where_it_began(
        sizes in sizes(), picture in any::<bool>(), turns in 0u8..4,
        start in 0.3f32..8.0, right in 0i64..3000, down in 0i64..20_000,
        x in 0.0f64..900.0, y in 0.0f64..700.0, around_cursor in any::<bool>(),
        // Each step as a factor to go to; 10 % and 3,200 % are met often.
        steps in prop::collection::vec(prop_oneof![Just(0.1f32), Just(32.0), 0.1f32..32.0], 1..10),
    ) {
        let mut state = state_of(&sizes, picture, turns);
        let now = Instant::now();
        let factor = shown(&state).factor;
        // Around another point than those that follow.
        state.handle(Intent::ZoomAt { by: start / factor, x: 899.9, y: 0.1 }, now);
        state.handle(Intent::Scroll { right, down }, now);
        let before = shown(&state);
        let (x, y) = if around_cursor { (x, y) } else { (450.0, 350.0) };
        // Around the middle the start of a document keeps its upper edge.
        let y = if !around_cursor && before.scroll.1 == 0 { 15.0 } else { y };
        let under = point(&before, x, y);
        let back_to = before.factor;
        let zoom = |state: &mut AppState, to: f32| {
            if around_cursor {
                let by = to / shown(state).factor;
                state.handle(Intent::ZoomAt { by, x, y }, now);
            } else {
                // Also past 100 %, where a step by hand stops.
                for _ in 0..3 {
                    let by = to / shown(state).factor;
                    state.zoom_by(by, None);
                }
            }
        };
        for step in steps {
            zoom(&mut state, step);
            let at = shown(&state);
            let (across, upright) = held(&at);
            let (now_x, now_y) = place(&at, under);
            prop_assert!(across || (now_x - x).abs() <= 1.0, "{now_x} {x}");
            prop_assert!(upright || (now_y - y).abs() <= 1.0, "{now_y} {y}");
        }
        zoom(&mut state, back_to);
        let after = shown(&state);
        prop_assert!((after.factor / before.factor - 1.0).abs() < 1e-3);
        let tolerance = 1.0 + f64::from(before.layout.scale) * 3000.0 * 1e-5;
        let (then, now) = (place(&before, under), place(&after, under));
        prop_assert!((then.0 - now.0).abs() <= tolerance && (then.1 - now.1).abs() <= tolerance, "{then:?} {now:?}");
    }

    #[test]
    fn zooming_by_hand_into_a_mode_does_not_jump(sizes in sizes(), down in 0i64..20_000, turns in 0u8..4) {
        for (command, zoom) in [(Command::FitWidth, Zoom::FitWidth), (Command::FitPage, Zoom::FitPage)] {
            let mut state = state_of(&sizes, false, turns);
            run(&mut state, command);
            let factor = shown(&state).factor;
            run(&mut state, Command::ActualSize);
            state.handle(Intent::Scroll { right: 0, down }, Instant::now());
            state.zoom_by(factor / shown(&state).factor, Some((300.0, 200.0)));
            let by_hand = shown(&state);
            state.set_zoom(Zoom::Factor(factor), Some((300.0, 200.0)));
            let before = shown(&state);
            prop_assert!((by_hand.scroll.1 - before.scroll.1).abs() <= 1);
            run(&mut state, command);
            let after = shown(&state);
            prop_assert_eq!(state.zoom(), Some(zoom));
            prop_assert!((after.scroll.0 - before.scroll.0).abs() <= 1, "{:?} {:?}", after.scroll, before.scroll);
            prop_assert!((after.scroll.1 - before.scroll.1).abs() <= 1, "{:?} {:?}", after.scroll, before.scroll);
        }
    }
}

#[test]
fn a_hand_that_trembles_or_scrolls_tells_zooms_apart() {
    let mut state = document(&[PAGE; 4], Engine::Pdfium);
    let now = Instant::now();
    state.handle(Intent::ZoomAt { by: 3.0, x: 100.0, y: 600.0 }, now);
    let kept = state.view_of(0).place;
    state.handle(Intent::ZoomAt { by: 0.05, x: 100.3, y: 600.2 }, now);
    assert_eq!(state.view_of(0).place, kept, "a tremble is no other point");
    state.handle(Intent::ZoomAt { by: 20.0, x: 400.0, y: 600.0 }, now);
    assert_ne!(state.view_of(0).place, kept);
    let kept = state.view_of(0).place;
    state.handle(Intent::Scroll { right: 0, down: 50 }, now);
    state.handle(Intent::ZoomAt { by: 1.1, x: 400.0, y: 600.0 }, now);
    assert_ne!(state.view_of(0).place, kept, "after scrolling another point is under the cursor");
}

#[test]
fn each_document_keeps_its_look_and_the_mode_goes_along() {
    let mut state = response(3);
    for document in 0..3 {
        pages(&mut state, document, &[PAGE; 6], Engine::Pdfium);
    }
    run(&mut state, Command::FitPage);
    run(&mut state, Command::RotateRight);
    run(&mut state, Command::LastPage);
    run(&mut state, Command::NextDocument);
    assert_eq!(state.zoom(), Some(Zoom::FitPage), "the mode goes along");
    assert_eq!(state.view_of(1).rotation, Rotation::None);
    assert_eq!(shown(&state).current_page(), 0);
    run(&mut state, Command::ActualSize);
    run(&mut state, Command::NextDocument);
    assert_eq!(state.zoom(), Some(Zoom::Factor(1.0)));
    run(&mut state, Command::PreviousDocument);
    run(&mut state, Command::PreviousDocument);
    assert_eq!(state.zoom(), Some(Zoom::FitPage), "the first has its own");
    assert_eq!(state.view_of(0).rotation, Rotation::Quarter);
    assert_eq!(shown(&state).current_page(), 5);
}

#[test]
fn reading_on_starts_at_the_top_and_reading_back_at_the_end() {
    let mut state = response(3);
    pages(&mut state, 0, &[PAGE; 2], Engine::Pdfium);
    pages(&mut state, 1, &[PAGE; 3], Engine::Pdfium);
    // The second document was left in its middle.
    state.select(1);
    run(&mut state, Command::NextPage);
    state.select(0);
    run(&mut state, Command::LastPage);
    state.handle(Intent::Scroll { right: 0, down: 100_000 }, Instant::now());
    run(&mut state, Command::ReadOn);
    assert_eq!((state.selected, shown(&state).scroll.1), (Some(1), 0));
    let mut presses = 0;
    while state.selected == Some(1) {
        run(&mut state, Command::ReadOn);
        presses += 1;
    }
    assert!(presses > 3, "every part of it was shown: {presses}");
    // The third one is still being opened: a held key stays there.
    run(&mut state, Command::ReadOn);
    assert_eq!(state.selected, Some(2));
    run(&mut state, Command::ReadBack);
    assert_eq!(state.selected, Some(1));
    let end = shown(&state);
    assert_eq!(end.scroll.1 + VIEW.height, end.layout.height);
    assert_eq!(end.current_page(), 2);
    run(&mut state, Command::FirstPage);
    run(&mut state, Command::ReadBack);
    assert_eq!(state.selected, Some(0));
    assert_eq!(shown(&state).current_page(), 1);
}

#[test]
fn pages_turn_one_by_one_where_all_are_in_view() {
    let mut state = document(&[PAGE; 4], Engine::Pdfium);
    state.set_zoom(Zoom::Factor(0.1), None);
    for page in 1..4 {
        run(&mut state, Command::NextPage);
        assert_eq!(shown(&state).current_page(), page);
    }
    run(&mut state, Command::PreviousPage);
    assert_eq!(shown(&state).current_page(), 2);
}

#[test]
fn reading_on_in_whole_pages_lands_on_each_page_and_then_in_the_next_document() {
    let mut state = response(2);
    pages(&mut state, 0, &[PAGE; 4], Engine::Pdfium);
    pages(&mut state, 1, &[PAGE], Engine::Pdfium);
    run(&mut state, Command::FitPage);
    let upper_edge = |state: &AppState| {
        let shown = shown(state);
        let page = shown.current_page();
        (page, shown.layout.page(page).unwrap().top - shown.scroll.1)
    };
    let start = upper_edge(&state);
    assert_eq!(start.0, 0);
    for page in 1..4 {
        run(&mut state, Command::ReadOn);
        assert_eq!(upper_edge(&state), (page, start.1));
    }
    state.handle(Intent::ScrollView(Heading::Up), Instant::now());
    assert_eq!(upper_edge(&state), (2, start.1));
    // A view between two pages goes to the upper edge of its page first.
    state.scroll(0, 40);
    state.handle(Intent::ScrollView(Heading::Up), Instant::now());
    assert_eq!(upper_edge(&state), (2, start.1));
    run(&mut state, Command::LastPage);
    state.handle(Intent::ScrollView(Heading::Down), Instant::now());
    assert_eq!(upper_edge(&state).0, 3, "keys of the pages stay in the document");
    run(&mut state, Command::ReadOn);
    assert_eq!(state.selected, Some(1));
}
