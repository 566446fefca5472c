//! Reading a document through [`AppState::handle`] and [`AppState::apply`], with text as a worker gives it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Instant;

use zeroize::Zeroizing;

use super::*;
use crate::message::DocumentId;
use crate::render::{Attachment, Engine, LinkTarget, OutlineEntry, PageSize, PoolEvent, Task};
use crate::state::test_response::{document, pages, response, run, shown};
use crate::state::{Command, Effect, Event, Intent, Saving};

const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };

/// A page whose characters are 6 by 12 units, 20 lines down, one line a line of text.
fn text(words: &str) -> PageText {
    let (mut x, mut y) = (40.0, 400.0);
    let boxes = words
        .chars()
        .map(|character| {
            let place = PageBox { left: x, top: y, right: x + 6.0, bottom: y + 12.0 };
            x += 6.0;
            if character == '\n' {
                (x, y) = (40.0, y + 20.0);
                return PageBox { right: place.left, bottom: place.top, ..place };
            }
            place
        })
        .collect();
    PageText { text: Zeroizing::new(words.to_owned()), boxes, links: Vec::new() }
}

fn give(state: &mut AppState, event: impl FnOnce(DocumentId) -> PoolEvent) -> Vec<Effect> {
    let document = state.opened.as_ref().unwrap().id(state.selected.unwrap());
    state.apply(Event::Pages(event(document)), Instant::now())
}

fn give_text(state: &mut AppState, from: u32, words: &[&str]) -> Vec<Effect> {
    let pages = words.iter().map(|words| Some(text(words))).collect();
    give(state, |document| PoolEvent::Text { document, from, pages })
}

fn act(state: &mut AppState, intent: Intent) -> Vec<Effect> {
    state.handle(intent, Instant::now())
}

fn copied(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.reveal()),
        _ => None,
    })
}

fn search(state: &mut AppState, words: &str) {
    run(state, Command::FindInDocument);
    act(state, Intent::FindText(Zeroizing::new(words.to_owned())));
    while state.search_on() {}
}

/// Where the place that is shown stands in the view, from the top.
fn found_at(state: &AppState) -> i64 {
    let (page, range) = state.reading.find.as_ref().unwrap().current_range().unwrap();
    let mark = marks(state.reading.text(page).unwrap(), &range)[0];
    let shown = shown(state);
    let sheet = shown.layout.page(page as usize).unwrap();
    sheet.top + (mark.top / PAGE.height * sheet.size.height as f32) as i64 - shown.scroll.1
}

#[test]
fn nothing_of_a_document_stays_when_another_is_selected() {
    let mut state = response(2);
    pages(&mut state, 0, &[PAGE], Engine::Pdfium);
    pages(&mut state, 1, &[PAGE], Engine::Pdfium);
    let first = state.opened.as_ref().unwrap().id(0);
    give_text(&mut state, 0, &["private words"]);
    run(&mut state, Command::SelectAll);
    assert!(state.reading.has_selection() && state.reading.text(0).is_some());
    run(&mut state, Command::NextDocument);
    assert!(!state.reading.has_selection() && state.reading.text(0).is_none());
    // What was asked for the first comes too late.
    let late = PoolEvent::Text { document: first, from: 0, pages: vec![Some(text("private words"))] };
    state.apply(Event::Pages(late), Instant::now());
    assert!(state.reading.text(0).is_none());
    assert!(!format!("{:?}", state.reading).contains("private"));
}

#[test]
fn all_text_is_copied_once_all_of_it_is_known() {
    let mut state = document(&[PAGE; 3], Engine::Pdfium);
    give_text(&mut state, 0, &["one"]);
    run(&mut state, Command::SelectAll);
    assert_eq!(copied(&act(&mut state, Intent::Run(Command::Copy))), None);
    let asked = state.reading_asks(0..1);
    assert!(asked.contains(&Task::Text { from: 1, count: 2 }), "{asked:?}");
    assert_eq!(copied(&give_text(&mut state, 1, &["two\n"])), None);
    let effects = give_text(&mut state, 2, &["three"]);
    assert_eq!(copied(&effects), Some("one\ntwo\nthree"));
}

#[test]
fn a_page_that_cannot_be_read_holds_up_neither_copy_nor_search() {
    let mut state = document(&[PAGE; 2], Engine::Pdfium);
    give_text(&mut state, 0, &["one"]);
    search(&mut state, "nowhere");
    run(&mut state, Command::SelectAll);
    act(&mut state, Intent::Run(Command::Copy));
    let failure = crate::render::Failure::Crashed;
    let effects = give(&mut state, |document| PoolEvent::TextFailed { document, from: 1, failure });
    assert_eq!(copied(&effects), Some("one"));
    assert!(!state.search_on());
    assert!(state.reading.find.as_ref().unwrap().is_done());
    assert_eq!(state.reading.find.as_ref().unwrap().status(), "Not found");
}

#[test]
fn pictures_of_text_say_that_there_is_none() {
    let mut state = document(&[PAGE], Engine::Pdfium);
    give_text(&mut state, 0, &[""]);
    search(&mut state, "words");
    assert_eq!(state.reading.find.as_ref().unwrap().status(), "No text on this page");
    run(&mut state, Command::SelectAll);
    assert_eq!(copied(&act(&mut state, Intent::Run(Command::Copy))), None);
    assert!(state.notice.as_ref().unwrap().text.contains("no text to copy"));
}

#[test]
fn a_place_found_far_away_is_shown_where_it_stands_once_that_is_known() {
    let mut state = document(&[PAGE; 9], Engine::Pdfium);
    give_text(&mut state, 0, &["nothing"; 7]);
    search(&mut state, "dose");
    assert_eq!(shown(&state).current_page(), 0);
    give_text(&mut state, 7, &["the\n\n\n\n\n\n\n\n\n\n\n\ndose", ""]);
    state.search_on();
    assert_eq!(shown(&state).current_page(), 7);
    // Its boxes were dropped with the batch, as the page was far away; they are asked for and then it is shown.
    give_text(&mut state, 7, &["the\n\n\n\n\n\n\n\n\n\n\n\ndose"]);
    let at = found_at(&state);
    assert!((0..600).contains(&at), "{at}");
}

#[test]
fn a_place_just_beyond_the_view_is_asked_for_and_shown() {
    let mut state = document(&[PAGE; 9], Engine::Pdfium);
    give_text(&mut state, 0, &["dose", "", "", "", ""]);
    // Page 2 was read as one of many when it was far away: its words are known, but not where they stand.
    let visible = shown(&state).layout.visible(0, shown(&state).viewport.height);
    let next = u32::try_from(visible.end).unwrap();
    give_text(&mut state, next, &["the\n\n\n\n\n\ndose"; 2]);
    state.reading.texts.settle(&(0..next));
    search(&mut state, "dose");
    act(&mut state, Intent::FindStep(Direction::Forward));
    assert_eq!(state.reading.find.as_ref().unwrap().current().unwrap().page, next);
    let asked = state.reading_asks(0..next);
    assert!(asked.contains(&Task::Text { from: next, count: 1 }), "{asked:?}");
    give_text(&mut state, next, &["the\n\n\n\n\n\ndose"]);
    assert!((0..600).contains(&found_at(&state)), "{}", found_at(&state));
}

#[test]
fn a_place_that_is_in_view_moves_nothing() {
    let mut state = document(&[PAGE; 3], Engine::Pdfium);
    give_text(&mut state, 0, &["dose dose", "", ""]);
    let before = shown(&state).scroll;
    search(&mut state, "dose");
    act(&mut state, Intent::FindStep(Direction::Forward));
    assert_eq!(shown(&state).scroll, before);
    assert_eq!(state.reading.find.as_ref().unwrap().status(), "2 of 2");
}

#[test]
fn a_search_asks_for_small_batches_ahead_around_the_end() {
    let mut state = document(&[PAGE; 40], Engine::Pdfium);
    run(&mut state, Command::LastPage);
    search(&mut state, "dose");
    let ask = |from, count| Task::Text { from, count };
    assert_eq!(state.search_asks(), [ask(39, 1), ask(0, 16), ask(16, 16), ask(32, 7)]);
    // What comes out of its turn is not asked for again.
    give_text(&mut state, 3, &["", ""]);
    assert_eq!(state.search_asks(), [ask(39, 1), ask(0, 3), ask(5, 16), ask(21, 16), ask(37, 2)]);
    give_text(&mut state, 39, &["dose"]);
    while state.search_on() {}
    assert_eq!(state.search_asks()[0], ask(0, 3));
}

#[test]
fn very_much_text_is_searched_in_pieces() {
    let mut state = document(&[PAGE; 4], Engine::Pdfium);
    let page = "word ".repeat(40_000);
    give_text(&mut state, 0, &[&page, &page, &page, &page]);
    run(&mut state, Command::FindInDocument);
    act(&mut state, Intent::FindText(Zeroizing::new("nowhere".to_owned())));
    assert!(state.search_on(), "one piece does not do");
    while state.search_on() {}
    assert!(state.reading.find.as_ref().unwrap().is_done());
}

#[test]
fn what_is_selected_is_what_is_searched_for() {
    let mut state = document(&[PAGE], Engine::Pdfium);
    give_text(&mut state, 0, &["take one dose daily"]);
    act(&mut state, Intent::PressText { page: 0, x: 40.0 + 6.0 * 10.0, y: 405.0, unit: Unit::Word, extend: false });
    run(&mut state, Command::FindInDocument);
    assert_eq!(state.find_bar.as_deref().map(String::as_str), Some("dose"));
}

#[test]
fn the_find_bar_goes_on_in_the_next_document() {
    let mut state = response(2);
    pages(&mut state, 0, &[PAGE], Engine::Pdfium);
    pages(&mut state, 1, &[PAGE], Engine::Pdfium);
    give_text(&mut state, 0, &["dose"]);
    search(&mut state, "dose");
    run(&mut state, Command::NextDocument);
    give_text(&mut state, 0, &["dose dose"]);
    state.search_on();
    assert_eq!(state.reading.find.as_ref().unwrap().status(), "1 of 2");
    run(&mut state, Command::Escape);
    assert!(state.find_bar.is_none() && state.reading.find.is_none());
}

#[test]
fn text_outline_and_attachments_are_asked_for_once() {
    let mut state = document(&[PAGE; 3], Engine::Pdfium);
    assert_eq!(state.reading_asks(0..1), [Task::Text { from: 0, count: 1 }, Task::Facts]);
    give_text(&mut state, 0, &["one"]);
    give(&mut state, |document| PoolEvent::Facts { document, facts: DocumentFacts::default() });
    assert_eq!(state.reading_asks(0..1), []);
    let mut state = document(&[PAGE], Engine::Image);
    assert_eq!(state.reading_asks(0..1), [Task::Facts], "pictures have no text");
    give(&mut state, |document| PoolEvent::Facts { document, facts: DocumentFacts::default() });
    assert_eq!(state.reading_asks(0..1), []);
}

#[test]
fn links_lead_inside_and_addresses_are_copied() {
    let mut state = document(&[PAGE; 5], Engine::Pdfium);
    let mut page = text("two links");
    let place = page.boxes[0];
    page.links = vec![
        Link { place, target: LinkTarget::Page { page: 3, top: Some(300.0) } },
        Link { place, target: LinkTarget::Address("https://example.org".to_owned()) },
        Link { place, target: LinkTarget::Page { page: 4, top: None } },
    ];
    give(&mut state, |document| PoolEvent::Text { document, from: 0, pages: vec![Some(page)] });
    assert_eq!(state.reading.link(0, 42.0, 405.0).map(|(nth, _)| nth), Some(2), "the last lies on top");
    assert!(state.reading.link(0, 300.0, 405.0).is_none());
    assert!(!state.reading.can_go_back());
    act(&mut state, Intent::FollowLink { page: 0, nth: 0 });
    assert_eq!(shown(&state).current_page(), 3);
    run(&mut state, Command::Back);
    assert_eq!(shown(&state).scroll.1, 0);
    let effects = act(&mut state, Intent::FollowLink { page: 0, nth: 1 });
    assert_eq!(copied(&effects), Some("https://example.org"));
    assert_eq!(act(&mut state, Intent::FollowLink { page: 0, nth: 9 }), []);
}

#[test]
fn an_attachment_is_read_then_named_by_its_bytes_then_saved() {
    let mut state = document(&[PAGE], Engine::Pdfium);
    let attachments = vec![Attachment { name: "..\\report.exe".to_owned(), size_bytes: 9 }];
    let outline = vec![OutlineEntry { level: 0, title: "One".to_owned(), page: Some(0), top: None }];
    let facts = DocumentFacts { outline, attachments, ..DocumentFacts::default() };
    give(&mut state, |document| PoolEvent::Facts { document, facts });
    act(&mut state, Intent::SaveAttachment(0));
    assert!(state.reading_asks(0..0).contains(&Task::Attachment { index: 0 }));
    assert!(!state.can_save_attachment());
    let bytes = Zeroizing::new(b"%PDF-1.7 and so on".to_vec());
    let effects = give(&mut state, |document| PoolEvent::Attachment { document, index: 0, bytes });
    let what = Saving::Attachment(0);
    assert_eq!(effects, [Effect::AskForTarget { what, suggested: "report.pdf".to_owned() }]);
    let effects = state.apply(Event::TargetChosen(what, Some("/tmp/x".into())), Instant::now());
    assert!(matches!(effects.as_slice(), [Effect::SaveBytes { .. }]), "{effects:?}");
    state.apply(Event::Saved(Ok("x".to_owned())), Instant::now());
    assert!(state.can_save_attachment());
    assert!(state.reading.attached(0).is_none(), "its bytes are gone");
}
