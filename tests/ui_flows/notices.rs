//! Notices: one at a time, with something to do where that helps; errors stay until they are dismissed.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{Look, Program, asset};

fn alerts(program: &Program) -> Vec<(String, Option<egui::accesskit::Live>)> {
    program
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Alert)
        .map(|node| {
            let node = node.accesskit_node();
            (node.label().or(node.value()).unwrap_or_default(), Some(node.live()))
        })
        .collect()
}

fn click(program: &mut Program, name: &str) {
    program.harness.get_by_label(name).click();
    program.harness.run_steps(3);
}

#[test]
fn a_file_that_was_not_opened_can_be_opened_again() {
    let mut program = Program::empty(Look::default());
    let path = program.file("response.json", b"{");
    program.drop_file(&path);
    program.wait("it is refused", |program| program.has_part("response.json was not opened"));
    let shown = alerts(&program);
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!(shown[0].1, Some(egui::accesskit::Live::Assertive));
    fs::copy(asset("sample-response.json"), &path).unwrap();
    click(&mut program, "Open again");
    program.wait("it is open", Program::is_looked_at);
    assert!(alerts(&program).is_empty());
}

#[test]
fn errors_stay_under_what_covers_them() {
    let mut program = Program::with_file(asset("sample-response.json"), Look::default());
    program.wait("it is open", Program::is_looked_at);
    for name in ["one.json", "two.json"] {
        let path = program.file(name, b"{");
        program.drop_file(&path);
        program.wait("it is refused", |program| program.has_part(&format!("{name} was not opened")));
    }
    assert!(program.has("1 more message"));
    program.harness.get_by_label("Edit").click();
    program.harness.run_steps(3);
    click(&mut program, "Copy findings");
    let shown = alerts(&program);
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown[0].0.starts_with("Copied the findings"), "{shown:?}");
    assert_eq!(shown[0].1, Some(egui::accesskit::Live::Polite));
    assert!(program.has("2 more messages"));
    for name in ["two.json", "one.json"] {
        click(&mut program, "Dismiss");
        assert!(program.has_part(&format!("{name} was not opened")));
    }
    program.press(Modifiers::NONE, Key::Escape);
    assert!(alerts(&program).is_empty());
}

#[test]
fn who_comes_back_to_a_changed_file_is_told_and_offered_a_reload() {
    let mut program = Program::empty(Look::default());
    let text = fs::read_to_string(asset("sample-response.json")).unwrap();
    let path = program.file("response.json", text.as_bytes());
    program.drop_file(&path);
    program.wait("it is open", Program::is_looked_at);
    program.settle();
    let leave_and_return = |program: &mut Program| {
        for focused in [false, true] {
            program.harness.input_mut().focused = focused;
            program.harness.event(egui::Event::WindowFocused(focused));
            program.harness.step();
        }
    };
    leave_and_return(&mut program);
    program.settle();
    assert!(alerts(&program).is_empty(), "nothing changed");

    // As an editor writes it: a new file under the old name.
    fs::remove_file(&path).unwrap();
    fs::write(&path, text.replace("Consent to treatment", "Consent that was renewed")).unwrap();
    leave_and_return(&mut program);
    program.wait("it is told", |program| program.has_part("response.json changed on disk"));
    assert!(program.has_part("Consent to treatment"), "what is shown is not swapped");
    program.harness.get_by_label("Dismiss").click();
    program.harness.run_steps(3);
    leave_and_return(&mut program);
    program.settle();
    assert!(alerts(&program).is_empty(), "once is enough");

    program.press(Modifiers::NONE, Key::F5);
    program.wait("it is read again", |program| program.has_part("Consent that was renewed"));
    fs::write(&path, text).unwrap();
    leave_and_return(&mut program);
    program.wait("it is told again", |program| program.has_part("response.json changed on disk"));
    // The notice has the button; where the selected document was asked for meanwhile, its place in the preview has one too.
    program.harness.get_all_by_label("Reload").last().unwrap().click();
    program.harness.run_steps(3);
    program.wait("it is read again", |program| program.has_part("Consent to treatment"));
    assert!(alerts(&program).is_empty());
}
