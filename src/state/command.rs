//! The commands of the window: one enum is the source of menu, toolbar, context menu, shortcut and tooltip.

mod keys;
mod menus;
mod words;

pub use menus::MENUS;

/// Something the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Ask for files and open them.
    Open,
    /// Ask for a folder and open the responses in it.
    OpenFolder,
    /// Open the text on the clipboard.
    OpenPasted,
    /// Read the open file again.
    Reload,
    /// Ask for a place and save the selected document.
    SaveDocument,
    /// Ask for a folder and save the documents that are chosen in the list.
    SaveSelected,
    /// Ask for a folder and save all documents of the list.
    SaveAll,
    /// Ask for a place and save the list as a table.
    ExportList,
    /// Close what is open.
    Close,
    /// Leave the program.
    Quit,
    /// Enlarge.
    ZoomIn,
    /// Shrink.
    ZoomOut,
    /// Show whole pages.
    FitPage,
    /// 100 %.
    ActualSize,
    /// Fill the width.
    FitWidth,
    /// Turn the document clockwise.
    RotateRight,
    /// Turn the document counter-clockwise.
    RotateLeft,
    /// Show the document as what its bytes say.
    ShowAsDetected,
    /// Show the document as if it were a PDF.
    ShowAsPdf,
    /// Show the document as if it were a picture.
    ShowAsPicture,
    /// Show the document as if it were plain text.
    ShowAsText,
    /// Show the first bytes of the document.
    ShowAsBytes,
    /// Show or hide small pictures of the pages beside the page.
    Pages,
    /// Select the text of the document.
    SelectAll,
    /// Search for words in the document.
    FindInDocument,
    /// Go to the next place found.
    FindNext,
    /// Go to the place found before.
    FindPrevious,
    /// End the search.
    CloseFind,
    /// Show or hide the details below the page.
    Details,
    /// Show what is odd about the document and the response.
    Findings,
    /// Put what is selected on the clipboard.
    Copy,
    /// Put the current page on the clipboard as a picture.
    CopyPicture,
    /// Put the findings on the clipboard as text without patient data.
    CopyFindings,
    /// Show what can be set.
    Settings,
    /// Forget the recent files.
    ClearRecent,
    /// Follow the system's light or dark.
    ThemeSystem,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// The window fills the screen, or not.
    FullScreen,
    /// Cover everything, or show it again.
    HideContent,
    /// Put the chosen rows of the list on the clipboard as text.
    CopyRows,
    /// Put what the list knows of the chosen documents on the clipboard as JSON.
    CopyRowsJson,
    /// Show the list over the pages, where there is no room beside them.
    List,
    /// Type what the list shows.
    Filter,
    /// Show all documents again.
    ClearFilter,
    /// Put the documents of a patient together.
    GroupByPatient,
    /// Select the next document.
    NextDocument,
    /// Select the previous document.
    PreviousDocument,
    /// Go to the next page.
    NextPage,
    /// Go to the previous page.
    PreviousPage,
    /// Go to the first page.
    FirstPage,
    /// Go to the last page.
    LastPage,
    /// Type a page number.
    GoToPage,
    /// Go back to where a link or a jump started.
    Back,
    /// Scroll on, then to the next document.
    ReadOn,
    /// Scroll back, then to the previous document.
    ReadBack,
    /// Show the list of keys.
    Shortcuts,
    /// Show what the program is.
    About,
    /// The smallest step back: close a dialog, dismiss a notice, cancel, leave full screen.
    Escape,
    /// Draw the failed pages of the selected document again.
    Retry,
}

/// A key without modifiers, named as on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, digit or sign.
    Character(char),
    /// F1 to F12.
    Function(u8),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Space bar.
    Space,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Arrow to the left.
    Left,
    /// Home.
    Home,
    /// End.
    End,
}

/// A key with modifiers. `Ctrl` is the command key on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl held.
    pub ctrl: bool,
    /// Shift held.
    pub shift: bool,
    /// Alt held.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    const fn ctrl(key: Key) -> Self {
        Self { ctrl: true, shift: false, alt: false, key }
    }

    const fn ctrl_shift(key: Key) -> Self {
        Self { ctrl: true, shift: true, alt: false, key }
    }

    /// As written in menus: `Ctrl+Shift+S`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                text.push_str(name);
            }
        }
        match self.key {
            Key::Character(character) => text.push(character.to_ascii_uppercase()),
            Key::Function(number) => text.push_str(&format!("F{number}")),
            Key::Up => text.push_str("Up"),
            Key::Down => text.push_str("Down"),
            Key::Space => text.push_str("Space"),
            Key::Enter => text.push_str("Enter"),
            Key::Escape => text.push_str("Esc"),
            Key::Left => text.push_str("Left"),
            Key::Home => text.push_str("Home"),
            Key::End => text.push_str("End"),
        }
        text
    }
}

impl Command {
    /// Every command.
    pub const ALL: [Self; 60] = [
        Self::Open,
        Self::OpenFolder,
        Self::OpenPasted,
        Self::Reload,
        Self::SaveDocument,
        Self::SaveSelected,
        Self::SaveAll,
        Self::ExportList,
        Self::Close,
        Self::Quit,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::FitPage,
        Self::ActualSize,
        Self::FitWidth,
        Self::RotateRight,
        Self::RotateLeft,
        Self::ShowAsDetected,
        Self::ShowAsPdf,
        Self::ShowAsPicture,
        Self::ShowAsText,
        Self::ShowAsBytes,
        Self::Pages,
        Self::SelectAll,
        Self::FindInDocument,
        Self::FindNext,
        Self::FindPrevious,
        Self::CloseFind,
        Self::Details,
        Self::Findings,
        Self::Copy,
        Self::CopyPicture,
        Self::CopyFindings,
        Self::Settings,
        Self::ClearRecent,
        Self::ThemeSystem,
        Self::ThemeLight,
        Self::ThemeDark,
        Self::FullScreen,
        Self::HideContent,
        Self::CopyRows,
        Self::CopyRowsJson,
        Self::List,
        Self::Filter,
        Self::ClearFilter,
        Self::GroupByPatient,
        Self::NextDocument,
        Self::PreviousDocument,
        Self::NextPage,
        Self::PreviousPage,
        Self::FirstPage,
        Self::LastPage,
        Self::GoToPage,
        Self::Back,
        Self::ReadOn,
        Self::ReadBack,
        Self::Shortcuts,
        Self::About,
        Self::Escape,
        Self::Retry,
    ];
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    #[test]
    fn no_two_commands_share_a_key_or_a_label() {
        let mut keys = HashMap::new();
        let mut labels = HashSet::new();
        for command in Command::ALL {
            assert!(labels.insert(command.label()), "{command:?}");
            for shortcut in command.shortcuts() {
                assert_eq!(keys.insert(*shortcut, command), None, "{command:?} {}", shortcut.text());
            }
        }
    }

    #[test]
    fn no_command_is_forgotten() {
        let source = include_str!("command.rs");
        let commands =
            source.split("pub enum Command {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap_or("");
        let names: Vec<_> = commands
            .lines()
            .filter_map(|line| line.trim().strip_suffix(','))
            .filter(|name| !name.starts_with('/') && !name.is_empty())
            .collect();
        let all: Vec<_> = Command::ALL.iter().map(|command| format!("{command:?}")).collect();
        assert_eq!(names, all, "in the order of the enum");
    }

    #[test]
    fn no_command_takes_a_key_that_panes_and_text_fields_live_by() {
        for command in Command::ALL {
            for shortcut in command.shortcuts() {
                let plain = !shortcut.ctrl && !shortcut.alt;
                let free = matches!(shortcut.key, Key::Function(_) | Key::Space | Key::Escape);
                assert!(!plain || free, "{command:?} {}", shortcut.text());
                let editing = shortcut.ctrl && matches!(shortcut.key, Key::Character('x' | 'y' | 'z'));
                assert!(!editing, "{command:?} {}", shortcut.text());
            }
        }
    }

    #[test]
    fn every_command_stands_once_in_a_menu_or_has_another_way() {
        // The last one stands in the menu of recent files.
        let elsewhere = [Command::Escape, Command::Retry, Command::CloseFind, Command::ClearRecent];
        for command in Command::ALL {
            let places =
                MENUS.iter().flat_map(|(_, menu)| menu.iter()).filter(|entry| **entry == Some(command)).count();
            assert_eq!(places, usize::from(!elsewhere.contains(&command)), "{command:?}");
        }
    }
}
