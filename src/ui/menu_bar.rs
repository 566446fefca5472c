//! The menu bar: menus from the command table, the name of the open file at the right.

use egui::containers::menu::SubMenuButton;
use egui::{Align, Button, Layout, MenuBar, RichText, Ui};

use super::theme::Tokens;
use super::{Intents, theme};
use crate::state::command::MENUS;
use crate::state::{AppState, Command, Intent};

/// The menu of recent files is no wider, points: the end of a long folder is left out.
const RECENT_WIDTH: f32 = 440.0;

/// Draws the bar.
pub fn menu_bar_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    MenuBar::new().ui(ui, |ui| {
        for (title, commands) in MENUS {
            ui.menu_button(title, |ui| {
                ui.set_min_width(220.0);
                entries_ui(ui, commands, state, intents);
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

/// Commands and lines in their order. Commands of one submenu, which stand together, are behind its title: a menu must fit into a low
/// window.
fn entries_ui(ui: &mut Ui, entries: &[Option<Command>], state: &AppState, intents: &mut Intents) {
    let submenu = |entry: &Option<Command>| entry.and_then(Command::submenu);
    for group in entries.chunk_by(|one, next| submenu(one).is_some() && submenu(one) == submenu(next)) {
        match group.first().and_then(submenu) {
            Some(title) => {
                let button = Button::new((blank_tick(), title)).right_text(SubMenuButton::arrow_atom(None));
                let (response, _) = SubMenuButton::from_button(button).ui(ui, |ui| {
                    ui.set_min_width(180.0);
                    group.iter().flatten().for_each(|command| menu_item_ui(ui, *command, state, intents));
                });
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, title));
            }
            None => group.iter().for_each(|entry| match entry {
                Some(command) => {
                    menu_item_ui(ui, *command, state, intents);
                    if *command == Command::OpenPasted && state.preferences.recent.is_on() {
                        recent_ui(ui, state, intents);
                    }
                }
                None => {
                    ui.separator();
                }
            }),
        }
    }
}

/// The column of the ticks stays free before what is no switch.
fn blank_tick() -> RichText {
    RichText::new(super::icons::CHECK).font(theme::icons(13.0)).color(egui::Color32::TRANSPARENT)
}

/// The menu of recent files, the latest first: the file's name, its folder in smaller letters, and what forgets them all.
fn recent_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let blank = blank_tick();
    let menu = SubMenuButton::from_button(
        Button::new((blank.clone(), "Open recent")).right_text(SubMenuButton::arrow_atom(None)),
    );
    let (response, _) = menu.ui(ui, |ui| {
        ui.set_min_width(260.0);
        ui.set_max_width(RECENT_WIDTH);
        for path in state.recent_files() {
            let shown = |part: Option<&std::ffi::OsStr>| {
                part.map(|part| crate::words::visible_name(&part.to_string_lossy()).into_owned()).unwrap_or_default()
            };
            let (name, folder) = (shown(path.file_name()), shown(path.parent().map(std::path::Path::as_os_str)));
            let small = RichText::new(&folder).font(theme::regular(theme::SMALL_SIZE)).color(Tokens::of(ui).muted);
            let response =
                ui.add(Button::new((blank.clone(), name.as_str(), small)).frame_when_inactive(false).truncate());
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, format!("{name} in {folder}")));
            if response.clicked() {
                intents.push(Intent::OpenPaths(vec![path.clone()]));
                ui.close();
            }
        }
        if state.recent_files().is_empty() {
            ui.add_enabled(false, Button::new((blank.clone(), "No files yet")).frame_when_inactive(false));
        }
        ui.separator();
        menu_item_ui(ui, Command::ClearRecent, state, intents);
    });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, "Open recent"));
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
