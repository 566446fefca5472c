//! At rest the canvas shows the engine's pixels and nothing else.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use redox_media_viewer::render::{Format, TileKey};
use redox_media_viewer::state::view::Presented;
use redox_media_viewer::state::wanted::{TILE_PX, visible_tiles};

use crate::engine::Engine;
use crate::harness::{Look, Program};
use crate::support::pdf::{Page, Pdf};
use crate::support::{Contents, Document, Response, marker_pdf, picture};

/// Scroll bars lie over the edges of the canvas, points.
const BARS: f32 = 13.0;

fn shown(program: &Program) -> Presented {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap()
}

/// Compares every pixel of every page in view. Returns how many were compared.
fn compare(program: &mut Program, engine: &Engine, scale: f32, what: &str) -> usize {
    program.harness.remove_cursor();
    program.settle();
    let picture = program.harness.render().unwrap();
    let canvas = program.harness.get_by_label("Pages").rect();
    let (left, top) = ((canvas.left() * scale).round() as i64, (canvas.top() * scale).round() as i64);
    let shown = shown(program);
    let bars = (BARS * scale).ceil() as i64;
    let (right, bottom) = (shown.viewport.width - bars, shown.viewport.height - bars);
    let state = program.app().state();
    let (opened, selected) = (state.opened.as_ref().unwrap(), state.selected.unwrap());
    let rotation = state.view_of(selected).rotation;
    let keys: Vec<TileKey> = shown
        .layout
        .visible(shown.scroll.1, shown.viewport.height)
        .flat_map(|page| visible_tiles(&shown, opened.id(selected), page, rotation))
        .collect();
    let drawn = engine.draw(&keys);
    let mut compared = 0;
    for (key, pixels) in drawn {
        let place = shown.layout.page(key.page as usize).unwrap();
        for y in 0..key.part.height {
            for x in 0..key.part.width {
                let in_view_x = place.left + i64::from(key.part.x + x) - shown.scroll.0;
                let in_view_y = place.top + i64::from(key.part.y + y) - shown.scroll.1;
                if !(0..right).contains(&in_view_x) || !(0..bottom).contains(&in_view_y) {
                    continue;
                }
                let at = ((y * key.part.width + x) * 4) as usize;
                let on_screen = picture.get_pixel((left + in_view_x) as u32, (top + in_view_y) as u32).0;
                assert_eq!(on_screen, pixels[at..at + 4], "{what}, scale {scale}, page {}, {x} {y}", key.page);
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn a_pdf_is_on_screen_as_the_engine_drew_it_at_every_scale() {
    let pdf = marker_pdf("SHARP", 3);
    let engine = Engine::new(pdf.clone(), Format::Pdf);
    let document = Document::of(&[("1", "MR")]).described("Test", "Sharp").contents(Contents::Bytes(pdf));
    let json = Response::new().document(document).to_json();
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let look = Look { size: egui::vec2(1100.0, 700.0), scale, ..Look::default() };
        let mut program = Program::with_message(&json, look);
        program.wait("the page is there", |program| program.has("Page 1 of Sharp"));
        for (key, what) in [(Key::Num2, "fit width"), (Key::Num0, "fit page"), (Key::Num1, "actual size")] {
            program.press(Modifiers::COMMAND, key);
            assert!(compare(&mut program, &engine, scale, what) > 100_000);
        }
        program.press(Modifiers::COMMAND, Key::R);
        assert!(compare(&mut program, &engine, scale, "turned") > 100_000);
        for _ in 0..7 {
            program.press(Modifiers::COMMAND, Key::Plus);
        }
        let view = shown(&program);
        assert!(view.layout.page(0).unwrap().size.width > 2 * TILE_PX, "in tiles");
        program.press(Modifiers::NONE, Key::Space);
        assert!(compare(&mut program, &engine, scale, "tiles") > 100_000);
    }
}

#[test]
fn the_thumbnail_of_a_turned_document_is_turned_exactly() {
    let document =
        Document::of(&[("1", "MR")]).described("Test", "Sharp").contents(Contents::Bytes(marker_pdf("TURN", 1)));
    let mut program = Program::with_message(&Response::new().document(document).to_json(), Look::default());
    program.wait("the page is there", |program| program.has("Page 1 of Sharp"));
    // The thumbnail with the line around it: what is not of the row's colour.
    let thumbnail = |program: &mut Program| {
        program.settle();
        let row = program.harness.get_by_label("Document 1: Sharp").rect();
        let picture = program.harness.render().unwrap();
        let (left, top) = (row.left() as u32 + 6, row.top() as u32 + 2);
        let around = image::imageops::crop_imm(&picture, left, top, 50, 48).to_image();
        let ground = *around.get_pixel(0, 0);
        let held: Vec<_> = around.enumerate_pixels().filter(|(_, _, pixel)| **pixel != ground).collect();
        let columns = held.iter().map(|(x, _, _)| *x);
        let rows = held.iter().map(|(_, y, _)| *y);
        let (x, y) = (columns.clone().min().unwrap(), rows.clone().min().unwrap());
        let (width, height) = (columns.max().unwrap() - x + 1, rows.max().unwrap() - y + 1);
        image::imageops::crop_imm(&around, x, y, width, height).to_image()
    };
    let mut before = thumbnail(&mut program);
    assert!(before.pixels().any(|pixel| pixel.0[0] < 128), "there is something to see");
    for turns in 1..4 {
        program.press(Modifiers::COMMAND, Key::R);
        before = image::imageops::rotate90(&before);
        let after = thumbnail(&mut program);
        assert_eq!(after.dimensions(), before.dimensions(), "turned {turns} times");
        assert!(after == before, "turned {turns} times");
    }
}

/// A page of four colours: red, green, below them blue, black.
fn four_colours() -> Vec<u8> {
    let mut page = Page::letter();
    let inks = [[220, 0, 0], [0, 200, 0], [0, 0, 220], [0, 0, 0]];
    for (number, ink) in inks.into_iter().enumerate() {
        let at = ((number % 2) as f64 * 306.0, (number / 2) as f64 * 396.0);
        page.fill(at, 306.0, 396.0, ink);
    }
    Pdf::new().page(page).to_bytes()
}

/// The colours in the middle of the four quarters of page 1, as it is on screen now.
fn colours(program: &mut Program) -> Vec<[u8; 4]> {
    let sheet = program.harness.get_by_label("Page 1 of Colours").rect();
    let picture = program.harness.render().unwrap();
    [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
        .into_iter()
        .map(|(x, y)| sheet.lerp_inside(egui::vec2(x, y)))
        .map(|at| picture.get_pixel(at.x as u32, at.y as u32).0)
        .collect()
}

#[test]
fn a_page_is_never_blank_while_it_is_turned_or_zoomed() {
    let document = Document::of(&[("1", "MR")]).described("Test", "Colours").contents(Contents::Bytes(four_colours()));
    let mut program = Program::with_message(&Response::new().document(document).to_json(), Look::default());
    program.wait("the page is there", |program| program.has("Page 1 of Colours"));
    program.press(Modifiers::COMMAND, Key::Num0);
    program.settle();
    let [red, green, blue, black] = colours(&mut program)[..] else { panic!("four colours") };
    // For a moment after a change of the scale nothing is drawn anew: what is on screen is the stand-in, in its place.
    for (turns, expected) in
        [[blue, red, black, green], [black, blue, green, red], [green, black, red, blue]].into_iter().enumerate()
    {
        program.press(Modifiers::COMMAND, Key::R);
        assert_eq!(colours(&mut program), expected, "turned {} times", turns + 1);
    }
    program.press(Modifiers::COMMAND, Key::R);
    for key in [Key::Minus, Key::Minus, Key::Minus, Key::Num0] {
        program.press(Modifiers::COMMAND, key);
        assert_eq!(colours(&mut program), [red, green, blue, black], "{key:?}");
    }
}

#[test]
fn a_picture_is_on_screen_as_the_engine_drew_it() {
    let photo = picture::jpeg(&picture::landscape(1500, 1100, 3), 90);
    let engine = Engine::new(photo.clone(), Format::Picture);
    let document = Document::of(&[("1", "MR")]).described("Test", "Photo").contents(Contents::Bytes(photo));
    let json = Response::new().document(document).to_json();
    for scale in [1.0, 1.25] {
        let mut program = Program::with_message(&json, Look { scale, ..Look::default() });
        program.wait("the picture is there", |program| program.has("Page 1 of Photo"));
        for (key, what) in [(Key::Num0, "fit page"), (Key::Num1, "actual size")] {
            program.press(Modifiers::COMMAND, key);
            assert!(compare(&mut program, &engine, scale, what) > 100_000);
        }
    }
}
