//! The menu bar: menus from the command table, the name of the open file at the right.

use egui::{Align, Button, Layout, MenuBar, RichText, Ui};

use super::theme::Tokens;
use super::{Intents, theme};
use crate::state::command::MENUS;
use crate::state::{AppState, Command};

/// Draws the bar.
pub fn menu_bar_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    MenuBar::new().ui(ui, |ui| {
        for (title, commands) in MENUS {
            ui.menu_button(title, |ui| {
                ui.set_min_width(220.0);
                for entry in commands {
                    match entry {
                        Some(command) => menu_item_ui(ui, *command, state, intents),
                        None => {
                            ui.separator();
                        }
                    }
                }
            });
        }
        if let Some(opened) = &state.opened {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(4.0);
                let name = crate::words::visible_name(&opened.origin.name()).into_owned();
                let text = RichText::new(name).color(Tokens::of(ui).muted).font(theme::regular(12.5));
                ui.add(egui::Label::new(text).truncate().selectable(false));
            });
        }
    });
}

fn menu_item_ui(ui: &mut Ui, command: Command, state: &AppState, intents: &mut Intents) {
    let shortcut = command.shortcuts().first().map(|shortcut| shortcut.text()).unwrap_or_default();
    // Switches show a tick in a column of their own; where it is off the tick keeps its room, so that labels line up.
    let tick = RichText::new(super::icons::CHECK).font(theme::icons(13.0));
    let tick = if state.is_on(command) == Some(true) { tick } else { tick.color(egui::Color32::TRANSPARENT) };
    let mut button = Button::new((tick, command.label())).frame_when_inactive(false);
    if !shortcut.is_empty() {
        button = button.shortcut_text(shortcut);
    }
    if state.is_on(command).is_some() {
        button = button.selected(false);
    }
    let response = ui.add_enabled(state.is_enabled(command), button);
    let name = command.label();
    response.widget_info(|| match state.is_on(command) {
        Some(on) => egui::WidgetInfo::selected(egui::Role::MenuItemCheckBox, ui.is_enabled(), on, name),
        None => egui::WidgetInfo::labeled(egui::Role::MenuItem, state.is_enabled(command), name),
    });
    if response.clicked() {
        intents.run(command);
        ui.close();
    }
}
