//! The pages follow the hand: wheel, touchpad, drags, scroll bars, zooming around the cursor.

use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, Vec2, vec2,
};
use egui_kittest::kittest::Queryable as _;
use redox_media_viewer::state::view::Presented;

use crate::harness::{Look, Program};
use crate::support::{Contents, Document, Response, marker_pdf};

fn pages(count: usize) -> Program {
    let document = Document::of(&[("0000000001", "MR")])
        .described("Test", "Moving")
        .contents(Contents::Bytes(marker_pdf("PAGES", count)));
    let mut program = Program::with_message(&Response::new().document(document).to_json(), Look::default());
    program.wait("page 1 is there", |program| program.has("Page 1 of Moving"));
    program.settle();
    program
}

fn shown(program: &Program) -> Presented {
    let state = program.app().state();
    state.present(state.selected.unwrap(), state.viewport.unwrap()).unwrap()
}

fn scroll(program: &Program) -> (i64, i64) {
    shown(program).scroll
}

fn canvas(program: &Program) -> Rect {
    program.harness.get_by_label("Pages").rect()
}

/// The wheel, or a touchpad, while a key is held.
fn wheel(program: &mut Program, delta: Vec2, modifiers: Modifiers, at: Pos2) {
    program.harness.hover_at(at);
    let unit = MouseWheelUnit::Point;
    let (phase, source) = (TouchPhase::Move, MouseWheelSource::Unknown);
    program.harness.event_modifiers(Event::MouseWheel { unit, delta, phase, source, modifiers }, modifiers);
    program.harness.run_steps(30);
}

fn button(program: &mut Program, at: Pos2, button: PointerButton, pressed: bool) {
    program.harness.event(Event::PointerMoved(at));
    program.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    program.harness.run_steps(2);
}

fn drag(program: &mut Program, with: PointerButton, from: Pos2, by: Vec2) {
    button(program, from, with, true);
    for step in 1..=4 {
        program.harness.hover_at(from + by * step as f32 / 4.0);
        program.harness.step();
    }
    button(program, from + by, with, false);
}

#[test]
fn the_wheel_scrolls_and_with_shift_sideways() {
    let mut program = pages(5);
    program.press(Modifiers::COMMAND, Key::Num2);
    for _ in 0..4 {
        program.press(Modifiers::COMMAND, Key::Plus);
    }
    let at = canvas(&program).center();
    let start = scroll(&program);
    wheel(&mut program, vec2(0.0, -100.0), Modifiers::NONE, at);
    let down = scroll(&program);
    assert_eq!((down.0 - start.0, down.1 - start.1), (0, 100));
    wheel(&mut program, vec2(0.0, -60.0), Modifiers::SHIFT, at);
    let right = scroll(&program);
    assert_eq!((right.0 - down.0, right.1 - down.1), (60, 0));
}

#[test]
fn a_slow_touchpad_loses_nothing() {
    let mut program = pages(5);
    let at = canvas(&program).center();
    for _ in 0..20 {
        wheel(&mut program, vec2(0.0, -0.3), Modifiers::NONE, at);
    }
    assert_eq!(scroll(&program).1, 6);
}

#[test]
fn both_buttons_drag_the_pages_one_to_one() {
    let mut program = pages(5);
    let at = canvas(&program).center();
    for (number, with) in [(1, PointerButton::Primary), (2, PointerButton::Middle)] {
        drag(&mut program, with, at, vec2(0.0, -120.0));
        assert_eq!(scroll(&program).1, 120 * number, "{with:?}");
    }
}

#[test]
fn the_point_under_the_cursor_stays_while_zooming() {
    let mut program = pages(5);
    program.press(Modifiers::COMMAND, Key::Num1);
    let at = canvas(&program).min + vec2(220.0, 300.0);
    wheel(&mut program, vec2(0.0, -400.0), Modifiers::NONE, at);
    let before = shown(&program);
    let point = before.anchor_at(220.0, 300.0).unwrap();
    for delta in [120.0, 500.0, -2000.0, 90.0, 1000.0] {
        wheel(&mut program, vec2(0.0, delta), Modifiers::COMMAND, at);
    }
    let after = shown(&program);
    assert!(after.factor > 1.2, "{}", after.factor);
    let place = after.layout.page(point.page).unwrap();
    let scale = f64::from(after.layout.scale);
    let x = (place.left - after.scroll.0) as f64 + point.page_x * scale;
    let y = (place.top - after.scroll.1) as f64 + point.page_y * scale;
    assert!((x - 220.0).abs() <= 1.0 && (y - 300.0).abs() <= 1.0, "{x} {y}");
}

#[test]
fn the_scroll_bar_pages_and_follows_the_grabbed_point() {
    let mut program = pages(10);
    let area = canvas(&program);
    let x = area.right() - 6.0;
    let view = shown(&program).viewport.height;
    // A press beside the handle goes on by a view.
    button(&mut program, egui::pos2(x, area.bottom() - 40.0), PointerButton::Primary, true);
    button(&mut program, egui::pos2(x, area.bottom() - 40.0), PointerButton::Primary, false);
    assert_eq!(scroll(&program).1, view * 9 / 10);
    program.press(Modifiers::COMMAND, Key::Home);
    // Grabbed near its lower end, the handle is under the pointer wherever it is dragged.
    drag(&mut program, PointerButton::Primary, egui::pos2(x, area.top() + 20.0), vec2(0.0, 3000.0));
    let end = shown(&program);
    assert_eq!(end.scroll.1 + view, end.layout.height);
    drag(&mut program, PointerButton::Primary, egui::pos2(x, area.bottom() - 20.0), vec2(0.0, -3000.0));
    assert_eq!(scroll(&program).1, 0);
    // Half the free way is half the document.
    let handle = (area.height() - 14.0) * view as f32 / end.layout.height as f32;
    let free = area.height() - 14.0 - handle;
    drag(&mut program, PointerButton::Primary, egui::pos2(x, area.top() + 20.0), vec2(0.0, free / 2.0));
    let half = (end.layout.height - view) / 2;
    assert!((scroll(&program).1 - half).abs() <= half / 100, "{} {half}", scroll(&program).1);
}

#[test]
fn keys_move_the_pages() {
    let mut program = pages(5);
    program.harness.get_by_label("Pages").click();
    program.harness.run_steps(2);
    let view = shown(&program).viewport.height;
    program.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(scroll(&program).1, 48);
    program.press(Modifiers::NONE, Key::PageDown);
    assert_eq!(scroll(&program).1, 48 + view * 9 / 10);
    program.press(Modifiers::NONE, Key::PageUp);
    program.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(scroll(&program).1, 0);
    program.press(Modifiers::NONE, Key::End);
    assert_eq!(shown(&program).current_page(), 4);
    program.press(Modifiers::NONE, Key::Home);
    assert_eq!(scroll(&program).1, 0);
}
