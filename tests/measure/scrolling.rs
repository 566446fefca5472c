//! Going through a document of 1,000 pages: a frame's work, memory, and a page that was seen before.

use std::time::{Duration, Instant};

use crate::support::pdf::{Font, Page, Pdf, Type};
use crate::support::{Contents, Document, Response};
use crate::system::mb;
use crate::table::Row;
use crate::viewer::{Cost, Viewer, frames};
use egui::{Key, Modifiers};

const PAGES: usize = 1_000;
/// Of pixels, while memory is measured.
const BUDGET_BYTES: usize = 64 << 20;
/// Pages that follow each other faster fly past and are not drawn sharp.
const CALM: Duration = Duration::from_millis(100);
/// Longer than any page takes.
const PATIENCE: Duration = Duration::from_secs(2);

/// Wheel, ends, zoom; then page after page.
pub fn measure() -> Vec<Row> {
    let document = Document::of(&[("0000000001", "MR")])
        .described("Report", "A thousand pages")
        .contents(Contents::Bytes(text_pdf(PAGES, |page| format!("page {} of a long report", page + 1))));
    let mut viewer = Viewer::open(&Response::new().document(document), None);
    viewer.settle();
    let mut rows = Vec::new();
    rows.extend(frames("1,000 pages by wheel", &by_wheel(&mut viewer)));
    rows.extend(frames("1,000 pages by Home and End", &by_ends(&mut viewer)));
    rows.extend(frames("1,000 pages, zooming", &by_zoom(&mut viewer)));
    rows.push(seen_before(&mut viewer));
    rows.extend(memory(&mut viewer));
    rows
}

/// A document with some 3,500 characters of text a page, of which `line` is the first.
pub fn text_pdf(pages: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    const WORDS: [&str; 12] =
        ["patient", "was", "seen", "in", "the", "ward", "and", "reports", "feeling", "better", "since", "yesterday"];
    let style = Type::new(Font::Helvetica, 9.0);
    let mut pdf = Pdf::new();
    for number in 0..pages {
        let mut page = Page::letter();
        let mut text = line(number);
        let mut nth = number;
        while text.len() < 3_500 {
            text.push(' ');
            text.push_str(WORDS[nth % WORDS.len()]);
            nth += 1 + nth % 5;
        }
        page.paragraph((48.0, 60.0), 516.0, 12.0, style, &text);
        pdf = pdf.page(page);
    }
    pdf.to_bytes()
}

/// Slow as one reads, fast as one skims, and flung through to the end.
fn by_wheel(viewer: &mut Viewer) -> Vec<Cost> {
    let mut costs = Vec::new();
    for (frames, points) in [(300, 40.0), (300, 300.0), (300, 3_000.0), (150, -300.0)] {
        for _ in 0..frames {
            viewer.wheel(points, Modifiers::NONE);
            costs.push(viewer.frame());
        }
    }
    costs.extend(viewer.settle());
    costs
}

fn by_ends(viewer: &mut Viewer) -> Vec<Cost> {
    let mut costs = Vec::new();
    for _ in 0..15 {
        for key in [Key::End, Key::Home] {
            viewer.press(Modifiers::COMMAND, key);
            for _ in 0..12 {
                costs.push(viewer.frame());
            }
        }
    }
    costs
}

/// Small enough for many pages in one view, and so large that each is drawn in tiles.
fn by_zoom(viewer: &mut Viewer) -> Vec<Cost> {
    let mut costs = Vec::new();
    for _ in 0..4 {
        for points in [40.0, -40.0] {
            for _ in 0..40 {
                viewer.wheel(points, Modifiers::COMMAND);
                costs.push(viewer.frame());
            }
            costs.extend(viewer.settle());
        }
    }
    viewer.press(Modifiers::COMMAND, Key::Num2);
    costs.extend(viewer.settle());
    costs
}

/// Frames until a page that was drawn before is on screen again.
fn seen_before(viewer: &mut Viewer) -> Row {
    viewer.press(Modifiers::COMMAND, Key::Home);
    viewer.settle();
    let first = viewer.drawn.clone();
    viewer.press(Modifiers::COMMAND, Key::End);
    viewer.settle();
    assert!(!first.is_empty() && first.iter().all(|page| !viewer.drawn.contains(page)), "other pages are shown");
    viewer.press(Modifiers::COMMAND, Key::Home);
    let frames = viewer.until("the first page is there", |viewer| {
        viewer.drawn.len() == first.len() && first.iter().all(|page| viewer.drawn.contains(page))
    });
    let count = frames.len();
    Row::figure("a page that was seen before is on screen", format!("in frame {count}"), "the next frame", count == 1)
}

/// Page after page, each until it is drawn sharp, with a budget of pixels that is full long before page 200.
fn memory(viewer: &mut Viewer) -> Vec<Row> {
    viewer.app.hold_pixels_within(BUDGET_BYTES);
    viewer.press(Modifiers::COMMAND, Key::Num0);
    viewer.settle();
    let mut most_pixels = 0;
    let mut at = Vec::new();
    for wanted in [PAGES / 5, PAGES] {
        let mut presses = 0;
        while viewer.shown().current_page() + 1 < wanted && presses < 4 * PAGES {
            viewer.press(Modifiers::NONE, Key::Space);
            presses += 1;
            let pressed = Instant::now();
            while pressed.elapsed() < CALM || (viewer.app.is_busy() && pressed.elapsed() < PATIENCE) {
                viewer.frame();
                most_pixels = most_pixels.max(viewer.app.pixel_bytes());
            }
        }
        viewer.settle();
        at.push((viewer.shown().current_page() + 1, viewer.memory(), viewer.app.pixel_bytes()));
    }
    // What is on screen stays, whatever the budget says.
    let within = most_pixels <= BUDGET_BYTES + BUDGET_BYTES / 16;
    let pixels = format!("at most {} held", mb(most_pixels as u64));
    let mut rows =
        vec![Row::figure("pixels over 1,000 pages, with a budget of 64 MB", pixels, &mb(BUDGET_BYTES as u64), within)];
    if let [(from, Some(before), held), (to, Some(after), _)] = at[..] {
        let figure = format!("{}, at page {from} {} (pixels {})", mb(after), mb(before), mb(held as u64));
        let what = format!("memory (PSS of all processes) at page {to} against page {from}");
        rows.push(Row::ratio(&what, figure, after as f64 / before as f64, 1.1));
    } else {
        rows.push(Row::told(
            "memory over 1,000 pages",
            "not measured: it can be read by the administrator only".into(),
        ));
    }
    rows
}
