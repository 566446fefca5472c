//! Which command stands in which menu.

use super::Command;

/// The menus, in their order: title and commands; `None` is a line between groups.
pub const MENUS: [(&str, &[Option<Command>]); 5] = [
    (
        "File",
        &[
            Some(Command::Open),
            Some(Command::OpenFolder),
            Some(Command::OpenPasted),
            Some(Command::Reload),
            None,
            Some(Command::SaveDocument),
            None,
            Some(Command::Close),
            Some(Command::Quit),
        ],
    ),
    ("Edit", &[Some(Command::Copy), Some(Command::CopyPicture), None, Some(Command::CopyFindings)]),
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
            Some(Command::ShowAsDetected),
            Some(Command::ShowAsPdf),
            Some(Command::ShowAsPicture),
            None,
            Some(Command::Details),
            Some(Command::Findings),
            Some(Command::FullScreen),
            Some(Command::HideContent),
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
