//! Keys become intents before any widget sees them. Commands first, longest chord first; then the keys of the pane with
//! the focus. The list and the canvas are one Tab stop each: the list keeps the focus and the selected row is state.

use egui::text_selection::LabelSelectionState;
use egui::{EventFilter, Id, Key, KeyboardShortcut, Modifiers, Ui};

use super::Intents;
use crate::state::command::{self, Shortcut};
use crate::state::{AppState, Command, CopiedText, Heading, Intent};

/// The list's focus.
#[must_use]
pub fn list_id() -> Id {
    Id::unique("document-list")
}

/// The canvas' focus.
#[must_use]
pub fn canvas_id() -> Id {
    Id::unique("page-canvas")
}

/// The page strip's focus.
#[must_use]
pub fn strip_id() -> Id {
    Id::unique("page-strip")
}

/// The field for a protected document's password.
#[must_use]
pub fn password_id() -> Id {
    Id::unique("document-password")
}

/// Which pane takes keys without Ctrl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    List,
    Canvas,
    Strip,
    /// A button, a tab or the like.
    Control,
    /// A text field, which wants every plain key.
    Text,
}

fn focus(ui: &Ui, state: &AppState) -> Focus {
    let focused = ui.memory(|memory| memory.focused());
    match focused {
        None if state.is_reading() => Focus::Canvas,
        // The list is there only while it lies over the pages.
        None if state.narrow && !state.drawer => Focus::Canvas,
        None => Focus::List,
        Some(id) if id == list_id() => Focus::List,
        Some(id) if id == canvas_id() => Focus::Canvas,
        Some(id) if id == strip_id() => Focus::Strip,
        Some(_) if ui.text_edit_focused() => Focus::Text,
        Some(_) => Focus::Control,
    }
}

/// Keys that a focused pane keeps for itself, so that egui does not move the focus with them.
fn pane_filter() -> EventFilter {
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true }
}

/// Copy, cut and paste in text fields and of selected text. They come as keys, so that the window never waits for the
/// clipboard; widgets want them as events.
fn clipboard_keys(ui: &Ui, state: &AppState, focus: Focus, intents: &mut Intents) {
    let taken = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::COMMAND, key)) > 0;
    let send = |event: egui::Event| ui.input_mut(|input| input.events.push(event));
    if taken(Key::C) {
        // What is selected on the pages, unless something else of the window is selected where the focus is.
        let labels = ui.plugin_opt::<LabelSelectionState>().is_some_and(|labels| labels.lock().has_selection());
        if state.reading.has_selection() && focus != Focus::Text && (focus == Focus::Canvas || !labels) {
            intents.run(Command::Copy);
        } else {
            send(egui::Event::Copy);
        }
    }
    if focus == Focus::Text && taken(Key::X) {
        send(egui::Event::Cut);
    }
    // A field reads the clipboard by itself; short texts are what is pasted there.
    if focus == Focus::Text && taken(Key::V) {
        ui.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
    if focus == Focus::Text {
        return;
    }
    let pasted = ui.input_mut(|input| {
        let at = input.events.iter().position(|event| matches!(event, egui::Event::Paste(_)))?;
        match input.events.remove(at) {
            egui::Event::Paste(text) => Some(text),
            _ => None,
        }
    });
    if let Some(text) = pasted {
        intents.push(Intent::OpenText(CopiedText::new(text)));
    }
}

/// Takes the keys of this frame.
pub fn consume(ui: &Ui, state: &AppState, rows_per_page: i64, intents: &mut Intents) {
    let focus = focus(ui, state);
    if let Some(id) = ui.memory(|memory| memory.focused())
        && [list_id(), canvas_id(), strip_id()].contains(&id)
    {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, pane_filter()));
    }
    let menu_open = egui::Popup::is_any_open(ui);
    clipboard_keys(ui, state, focus, intents);
    let mut chords: Vec<(Shortcut, Command)> = Command::ALL
        .into_iter()
        .flat_map(|command| command.shortcuts().iter().map(move |shortcut| (*shortcut, command)))
        .collect();
    chords.sort_by_key(|(shortcut, _)| std::cmp::Reverse(u8::from(shortcut.shift) + u8::from(shortcut.alt)));
    for (shortcut, command) in chords {
        let plain = !shortcut.ctrl && !shortcut.alt && !matches!(shortcut.key, command::Key::Function(_));
        // A dialog, a menu, a button or a text field wants Space and Esc for itself first.
        let taken = match shortcut.key {
            command::Key::Space => {
                state.question.is_some() || menu_open || !matches!(focus, Focus::List | Focus::Canvas | Focus::Strip)
            }
            command::Key::Escape => menu_open,
            // In the list it chooses rows, in a field its text.
            command::Key::Character('a') => matches!(focus, Focus::Text | Focus::List),
            _ => plain && focus == Focus::Text,
        };
        if taken || (state.question.is_some() && !matches!(command, Command::Escape | Command::HideContent)) {
            continue;
        }
        // A slow frame may bring several presses at once: each counts.
        if let Some(KeyboardShortcut { modifiers, logical_key }) = chord(shortcut) {
            let presses = ui.input_mut(|input| input.count_and_consume_key(modifiers, logical_key));
            for _ in 0..presses {
                intents.run(command);
            }
        }
    }
    if state.question.is_none() && !menu_open {
        if focus == Focus::List && ui.input_mut(|input| input.count_and_consume_key(Modifiers::COMMAND, Key::A)) > 0 {
            intents.push(Intent::MarkAll);
        }
        if matches!(focus, Focus::List | Focus::Canvas) && state.wants_password() && pressed(ui, Key::Enter) > 0 {
            ui.memory_mut(|memory| memory.request_focus(password_id()));
        }
        match focus {
            Focus::List => list_keys(ui, state, rows_per_page, intents),
            Focus::Canvas => canvas_keys(ui, intents),
            Focus::Strip => strip_keys(ui, state, intents),
            Focus::Control | Focus::Text => {}
        }
    }
}

/// Takes the keys while the content is hidden: what shows it again and what leaves. No other key or text reaches anything.
pub fn consume_covered(ui: &Ui, intents: &mut Intents) {
    for command in [Command::HideContent, Command::Escape, Command::Quit] {
        for KeyboardShortcut { modifiers, logical_key } in command.shortcuts().iter().filter_map(|key| chord(*key)) {
            if ui.input_mut(|input| input.count_and_consume_key(modifiers, logical_key)) > 0 {
                intents.run(command);
            }
        }
    }
    ui.input_mut(|input| input.events.retain(|event| matches!(event, egui::Event::AccessKitActionRequest(_))));
}

fn pressed(ui: &Ui, key: Key) -> i64 {
    let count = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    i64::try_from(count).unwrap_or(0)
}

fn list_keys(ui: &Ui, state: &AppState, rows_per_page: i64, intents: &mut Intents) {
    let page = rows_per_page.max(1);
    // With Shift first: without it a key is taken whatever else is held.
    for (modifiers, marks) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
        let pressed = |key: Key| {
            let count = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
            i64::try_from(count).unwrap_or(0)
        };
        let rows =
            pressed(Key::ArrowDown) - pressed(Key::ArrowUp) + page * (pressed(Key::PageDown) - pressed(Key::PageUp));
        let all = i64::try_from(state.listing.rows().len()).unwrap_or(i64::MAX);
        // A slow frame may bring several keys at once: to an end first, then on from there.
        for by in [-all * pressed(Key::Home).min(1), all * pressed(Key::End).min(1), rows] {
            if by != 0 {
                intents.push(if marks { Intent::MarkRows(by) } else { Intent::StepRows(by) });
            }
        }
    }
    if state.drawer && pressed(ui, Key::Enter) > 0 {
        intents.run(Command::List);
    }
    // Left folds the documents of the selected one's patient away, Right shows them.
    let fold = pressed(ui, Key::ArrowLeft) - pressed(ui, Key::ArrowRight);
    let patient =
        state.opened.as_ref().zip(state.selected).and_then(|(opened, selected)| opened.patient_number(selected));
    if let Some(patient) = patient.filter(|_| fold != 0 && state.listing.grouped) {
        intents.push(Intent::FoldPatient { patient, folded: fold > 0 });
    }
}

/// One press of an arrow scrolls by this many points.
const ARROW_POINTS: f32 = 48.0;

fn canvas_keys(ui: &Ui, intents: &mut Intents) {
    let pixels_per_point = ui.pixels_per_point();
    let step = (ARROW_POINTS * pixels_per_point).round() as i64;
    let right = step * (pressed(ui, Key::ArrowRight) - pressed(ui, Key::ArrowLeft));
    let down = step * (pressed(ui, Key::ArrowDown) - pressed(ui, Key::ArrowUp));
    if right != 0 || down != 0 {
        intents.push(Intent::Scroll { right, down });
    }
    for (key, heading) in [(Key::PageDown, Heading::Down), (Key::PageUp, Heading::Up)] {
        for _ in 0..pressed(ui, key) {
            intents.push(Intent::ScrollView(heading));
        }
    }
    if pressed(ui, Key::Home) > 0 {
        intents.run(Command::FirstPage);
    }
    if pressed(ui, Key::End) > 0 {
        intents.run(Command::LastPage);
    }
}

/// Pages that PgUp and PgDn pass in the strip: about what is in view there.
const STRIP_PAGES: i64 = 4;

fn strip_keys(ui: &Ui, state: &AppState, intents: &mut Intents) {
    let by = pressed(ui, Key::ArrowDown) - pressed(ui, Key::ArrowUp) + pressed(ui, Key::ArrowRight)
        - pressed(ui, Key::ArrowLeft)
        + STRIP_PAGES * (pressed(ui, Key::PageDown) - pressed(ui, Key::PageUp));
    let shown = state.selected.zip(state.viewport).and_then(|(selected, viewport)| state.present(selected, viewport));
    if let Some(shown) = shown.filter(|_| by != 0) {
        let page = i64::try_from(shown.current_page()).unwrap_or(0).saturating_add(by).max(0);
        intents.push(Intent::GoToPage(usize::try_from(page).unwrap_or(0)));
    }
    if pressed(ui, Key::Home) > 0 {
        intents.run(Command::FirstPage);
    }
    if pressed(ui, Key::End) > 0 {
        intents.run(Command::LastPage);
    }
}

/// egui's chord for a shortcut; `None` where egui has no such key.
#[must_use]
pub fn chord(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let key = match shortcut.key {
        command::Key::Character(character) => Key::from_name(&character.to_ascii_uppercase().to_string())?,
        command::Key::Function(number) => Key::from_name(&format!("F{number}"))?,
        command::Key::Up => Key::ArrowUp,
        command::Key::Down => Key::ArrowDown,
        command::Key::Space => Key::Space,
        command::Key::Enter => Key::Enter,
        command::Key::Escape => Key::Escape,
        command::Key::Left => Key::ArrowLeft,
        command::Key::Home => Key::Home,
        command::Key::End => Key::End,
    };
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers = modifiers.plus(Modifiers::COMMAND);
    }
    if shortcut.shift {
        modifiers = modifiers.plus(Modifiers::SHIFT);
    }
    if shortcut.alt {
        modifiers = modifiers.plus(Modifiers::ALT);
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Files dropped on the window in this frame.
pub fn dropped_files(ui: &Ui) -> Vec<std::path::PathBuf> {
    ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_is_a_key_of_egui() {
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                assert!(chord(*shortcut).is_some(), "{command:?} {}", shortcut.text());
            }
        }
    }
}
