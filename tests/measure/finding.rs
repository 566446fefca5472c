//! Finding words in a document of 400 pages.

use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};

use redox_media_viewer::render::formats::open;
use redox_media_viewer::render::{EngineChoice, Format};

use crate::scrolling::text_pdf;
use crate::support::{Contents, Document, Response};
use crate::table::{Row, ms};
use crate::viewer::{Viewer, frames};

const PAGES: usize = 400;

/// A word that is on every page, and one that only the last page has.
pub fn measure() -> Vec<Row> {
    let line = |page: usize| {
        let rare = if page + 1 == PAGES { "zygomatic" } else { "" };
        format!("page {} of a long report with a bandage {rare}", page + 1)
    };
    let bytes = text_pdf(PAGES, line);
    let mut rows = vec![alone(bytes.clone())];
    let document = Document::of(&[("0000000001", "MR")])
        .described("Report", "Four hundred pages")
        .contents(Contents::Bytes(bytes));
    let response = Response::new().document(document);
    rows.extend(search(&response, "bandage", "a word on each of 400 pages", Some(Duration::from_millis(500))));
    rows.extend(search(&response, "zygomatic", "a word on the last of 400 pages", None));
    rows
}

/// What the reader of PDFs takes for all the text, without a worker and a window around it.
fn alone(bytes: Vec<u8>) -> Row {
    let mut pages = open(bytes, Format::Pdf, None, EngineChoice::Best).expect("the document opens");
    let start = Instant::now();
    for page in 0..pages.page_count() {
        pages.page_text(page).expect("the page has text");
    }
    Row::told("the text of 400 pages, read in this process", ms(start.elapsed()))
}

fn search(response: &Response, word: &str, what: &str, budget: Option<Duration>) -> Vec<Row> {
    let mut viewer = Viewer::open(response, None);
    viewer.settle();
    viewer.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    viewer.frame();
    viewer.frame();
    let start = Instant::now();
    viewer.event(Event::Text(word.to_owned()));
    let mut costs = viewer.until("the word is shown", is_shown);
    let first = start.elapsed();
    costs.extend(viewer.until("all is searched", |viewer| {
        viewer.app.state().reading.find.as_ref().is_some_and(|find| find.is_done())
    }));
    let all = start.elapsed();
    let shown = format!("{what}: the first is shown");
    let mut rows = vec![match budget {
        Some(budget) => Row::figure(&shown, ms(first), &format!("at most {}", ms(budget)), first <= budget),
        None => Row::told(&shown, ms(first)),
    }];
    rows.push(Row::told(&format!("{what}: all is searched"), ms(all)));
    rows.extend(frames(what, &costs));
    rows
}

/// The page of the place found is in view, drawn, and the place can be marked.
fn is_shown(viewer: &Viewer) -> bool {
    let reading = &viewer.app.state().reading;
    let Some((page, _)) = reading.find.as_ref().and_then(|find| find.current_range()) else { return false };
    let shown = viewer.shown();
    let visible = shown.layout.visible(shown.scroll.1, shown.viewport.height).contains(&(page as usize));
    visible && reading.text(page).is_some() && !viewer.drawn.is_empty()
}
