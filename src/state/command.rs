//! The commands of the window: one enum is the source of menu, toolbar, context menu, shortcut and tooltip.

/// Something the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Ask for a file and open it.
    Open,
    /// Read the open file again.
    Reload,
    /// Ask for a place and save the selected document.
    SaveDocument,
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
    /// Show or hide the details below the page.
    Details,
    /// Follow the system's light or dark.
    ThemeSystem,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// The window fills the screen, or not.
    FullScreen,
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
            Key::Home => text.push_str("Home"),
            Key::End => text.push_str("End"),
        }
        text
    }
}

/// The menus, in their order: title and commands; `None` is a line between groups.
pub const MENUS: [(&str, &[Option<Command>]); 4] = [
    (
        "File",
        &[
            Some(Command::Open),
            Some(Command::Reload),
            None,
            Some(Command::SaveDocument),
            None,
            Some(Command::Close),
            Some(Command::Quit),
        ],
    ),
    (
        "View",
        &[
            Some(Command::ZoomIn),
            Some(Command::ZoomOut),
            Some(Command::FitPage),
            Some(Command::ActualSize),
            Some(Command::FitWidth),
            None,
            Some(Command::RotateRight),
            Some(Command::RotateLeft),
            None,
            Some(Command::Details),
            Some(Command::FullScreen),
            None,
            Some(Command::ThemeSystem),
            Some(Command::ThemeLight),
            Some(Command::ThemeDark),
        ],
    ),
    (
        "Go",
        &[
            Some(Command::NextDocument),
            Some(Command::PreviousDocument),
            None,
            Some(Command::NextPage),
            Some(Command::PreviousPage),
            Some(Command::FirstPage),
            Some(Command::LastPage),
            Some(Command::GoToPage),
            None,
            Some(Command::ReadOn),
            Some(Command::ReadBack),
        ],
    ),
    ("Help", &[Some(Command::Shortcuts), None, Some(Command::About)]),
];

impl Command {
    /// Every command.
    pub const ALL: [Self; 30] = [
        Self::Open,
        Self::Reload,
        Self::SaveDocument,
        Self::Close,
        Self::Quit,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::FitPage,
        Self::ActualSize,
        Self::FitWidth,
        Self::RotateRight,
        Self::RotateLeft,
        Self::Details,
        Self::ThemeSystem,
        Self::ThemeLight,
        Self::ThemeDark,
        Self::FullScreen,
        Self::NextDocument,
        Self::PreviousDocument,
        Self::NextPage,
        Self::PreviousPage,
        Self::FirstPage,
        Self::LastPage,
        Self::GoToPage,
        Self::ReadOn,
        Self::ReadBack,
        Self::Shortcuts,
        Self::About,
        Self::Escape,
        Self::Retry,
    ];

    /// Its words in menus and for screen readers. An ellipsis means that a question follows.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open…",
            Self::Reload => "Reload",
            Self::SaveDocument => "Save document as…",
            Self::Close => "Close",
            Self::Quit => "Quit",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::FitPage => "Fit page",
            Self::ActualSize => "Actual size",
            Self::FitWidth => "Fit width",
            Self::RotateRight => "Rotate right",
            Self::RotateLeft => "Rotate left",
            Self::Details => "Details",
            Self::ThemeSystem => "Theme of the system",
            Self::ThemeLight => "Light theme",
            Self::ThemeDark => "Dark theme",
            Self::FullScreen => "Full screen",
            Self::NextDocument => "Next document",
            Self::PreviousDocument => "Previous document",
            Self::NextPage => "Next page",
            Self::PreviousPage => "Previous page",
            Self::FirstPage => "First page",
            Self::LastPage => "Last page",
            Self::GoToPage => "Go to page…",
            Self::ReadOn => "Read on",
            Self::ReadBack => "Read back",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::About => "About",
            Self::Escape => "Step back",
            Self::Retry => "Try again",
        }
    }

    /// One sentence for the tooltip.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Open => "Open a Redox response",
            Self::Reload => "Read the open file again",
            Self::SaveDocument => "Save the selected document, byte for byte",
            Self::Close => "Close the open file",
            Self::Quit => "Leave the program",
            Self::ZoomIn => "Enlarge the page",
            Self::ZoomOut => "Shrink the page",
            Self::FitPage => "Show the whole page",
            Self::ActualSize => "Show the page at 100 %",
            Self::FitWidth => "Make the page as wide as the view",
            Self::RotateRight => "Turn the document clockwise, on screen only",
            Self::RotateLeft => "Turn the document counter-clockwise, on screen only",
            Self::Details => "Show or hide every field of the document",
            Self::ThemeSystem => "Light or dark as the system has it",
            Self::ThemeLight => "Light colours",
            Self::ThemeDark => "Dark colours",
            Self::FullScreen => "Fill the screen",
            Self::NextDocument => "Select the next document",
            Self::PreviousDocument => "Select the previous document",
            Self::NextPage => "Go to the next page",
            Self::PreviousPage => "Go to the previous page",
            Self::FirstPage => "Go to the first page",
            Self::LastPage => "Go to the last page",
            Self::GoToPage => "Type the number of a page",
            Self::ReadOn => "Scroll on, and at the end go to the next document",
            Self::ReadBack => "Scroll back, and at the start go to the previous document",
            Self::Shortcuts => "Show all keys",
            Self::About => "Version, engines and licences",
            Self::Escape => "Close, cancel or leave full screen",
            Self::Retry => "Draw the page again",
        }
    }

    /// Its keys: the first one stands in the menu.
    #[must_use]
    pub const fn shortcuts(self) -> &'static [Shortcut] {
        const fn c(character: char) -> Key {
            Key::Character(character)
        }
        match self {
            Self::Open => const { &[Shortcut::ctrl(c('o'))] },
            Self::Reload => const { &[Shortcut::plain(Key::Function(5))] },
            Self::SaveDocument => const { &[Shortcut::ctrl(c('s'))] },
            Self::Close => const { &[Shortcut::ctrl(c('w'))] },
            Self::Quit => const { &[Shortcut::ctrl(c('q'))] },
            Self::ZoomIn => const { &[Shortcut::ctrl(c('+')), Shortcut::ctrl(c('='))] },
            Self::ZoomOut => const { &[Shortcut::ctrl(c('-'))] },
            Self::FitPage => const { &[Shortcut::ctrl(c('0'))] },
            Self::ActualSize => const { &[Shortcut::ctrl(c('1'))] },
            Self::FitWidth => const { &[Shortcut::ctrl(c('2'))] },
            Self::RotateRight => const { &[Shortcut::ctrl(c('r'))] },
            Self::RotateLeft => const { &[Shortcut::ctrl_shift(c('r'))] },
            Self::Details => const { &[Shortcut { ctrl: false, shift: false, alt: true, key: Key::Enter }] },
            Self::FullScreen => const { &[Shortcut::plain(Key::Function(11))] },
            Self::NextDocument => const { &[Shortcut::ctrl(Key::Down)] },
            Self::PreviousDocument => const { &[Shortcut::ctrl(Key::Up)] },
            Self::FirstPage => const { &[Shortcut::ctrl(Key::Home)] },
            Self::LastPage => const { &[Shortcut::ctrl(Key::End)] },
            Self::GoToPage => const { &[Shortcut::ctrl(c('g'))] },
            Self::ReadOn => const { &[Shortcut::plain(Key::Space)] },
            Self::ReadBack => const { &[Shortcut { ctrl: false, shift: true, alt: false, key: Key::Space }] },
            Self::Shortcuts => const { &[Shortcut::plain(Key::Function(1))] },
            Self::Escape => const { &[Shortcut::plain(Key::Escape)] },
            Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::NextPage
            | Self::PreviousPage
            | Self::About
            | Self::Retry => &[],
        }
    }
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
    fn every_command_stands_once_in_a_menu_or_has_another_way() {
        let elsewhere = [Command::Escape, Command::Retry];
        for command in Command::ALL {
            let places =
                MENUS.iter().flat_map(|(_, menu)| menu.iter()).filter(|entry| **entry == Some(command)).count();
            assert_eq!(places, usize::from(!elsewhere.contains(&command)), "{command:?}");
        }
    }
}
