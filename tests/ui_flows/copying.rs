//! Copying: whatever is copied goes the one way to the clipboard, marked to stay out of histories.

use egui::{Event, Key, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::Queryable as _;
use redox_media_viewer::desktop::clipboard::Copied;

use crate::harness::{Look, Program, asset};

const ID: &str = "e167267c-16c9-4fe3-96ae-9cff5703e90a";

fn sample() -> Program {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("the sample is open", Program::is_looked_at);
    program.wait("the first page is named", |program| program.has("Page 1 of Consent to treatment"));
    program
}

/// Drags over the identifier in the details, which may stand in several lines.
fn select(program: &mut Program) {
    let rect = program.harness.get_all_by_label(ID).last().unwrap().rect();
    let (from, to) = (pos2(rect.left() + 0.5, rect.top() + 4.0), pos2(rect.right() - 0.5, rect.bottom() - 4.0));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [Event::PointerMoved(from), button(from, true), Event::PointerMoved(to), button(to, false)] {
        program.harness.event(event);
        program.harness.step();
    }
    program.harness.run_steps(2);
}

fn kept(program: &Program) -> Vec<String> {
    let kept = program.app().clipboard().kept();
    kept.iter()
        .map(|copied| match copied {
            Copied::Text(text) => format!("copied {}", text.reveal()),
            Copied::Selected(text) => format!("selected {}", text.reveal()),
            Copied::Picture(picture) => format!("page {} {} × {}", picture.page, picture.width, picture.height),
        })
        .collect()
}

fn menu(program: &mut Program, item: &str) {
    program.harness.get_by_label("Edit").click();
    program.harness.run_steps(3);
    program.harness.get_by_label(item).click();
    program.harness.run_steps(3);
}

#[test]
fn selected_text_goes_the_one_way() {
    let mut program = sample();
    menu(&mut program, "Copy");
    assert!(program.has_part("Nothing is selected") && kept(&program).is_empty());
    select(&mut program);
    assert_eq!(kept(&program), [format!("selected {ID}")]);
    program.harness.key_press_modifiers(Modifiers::COMMAND, Key::C);
    for _ in 0..4 {
        program.harness.step();
        assert!(program.harness.output().platform_output.commands.is_empty(), "nothing leaves by egui's own way");
    }
    assert_eq!(kept(&program)[1..], [format!("copied {ID}")]);
    menu(&mut program, "Copy");
    assert_eq!(kept(&program)[2..], [format!("copied {ID}")], "the menu copies what it found selected");

    // Of another document nothing is selected.
    program.harness.get_by_label("Document 2: Medicines brought from home").click();
    program.harness.run_steps(3);
    menu(&mut program, "Copy");
    assert_eq!(kept(&program).len(), 3);
}

#[test]
fn a_page_is_copied_as_a_picture() {
    let mut program = sample();
    program.press(Modifiers::COMMAND, Key::End);
    menu(&mut program, "Copy picture of page");
    program.wait("it says so", |program| program.has("Copied page 3 as a picture"));
    assert_eq!(kept(&program), ["page 2 1632 × 2112"]);
    let Copied::Picture(picture) = program.app().clipboard().kept().remove(0) else { panic!("no picture") };
    assert_eq!(picture.pixels.len(), 1632 * 2112 * 4);
    assert!(picture.pixels.chunks(4).any(|pixel| pixel[0] < 64), "there is something on it");

    // A picture pixel for pixel, turned as it is on the screen.
    program.press(Modifiers::COMMAND, Key::ArrowDown);
    program.wait("the photo is there", |program| program.has("Page 1 of Medicines brought from home"));
    program.press(Modifiers::COMMAND, Key::Num0);
    let straight = copied_size(&mut program);
    program.press(Modifiers::COMMAND, Key::R);
    assert_eq!(copied_size(&mut program), (straight.1, straight.0));
}

fn copied_size(program: &mut Program) -> (u32, u32) {
    let before = kept(program).len();
    menu(program, "Copy picture of page");
    program.wait("one more is copied", |program| kept(program).len() > before);
    match program.app().clipboard().kept().last() {
        Some(Copied::Picture(picture)) => (picture.width, picture.height),
        other => panic!("{other:?}"),
    }
}
