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
            Some(Command::SaveSelected),
            Some(Command::SaveAll),
            Some(Command::ExportList),
            None,
            Some(Command::Close),
            Some(Command::Quit),
        ],
    ),
    (
        "Edit",
        &[
            Some(Command::Copy),
            Some(Command::CopyRows),
            Some(Command::CopyRowsJson),
            Some(Command::CopyPicture),
            Some(Command::CopyFindings),
            None,
            Some(Command::SelectAll),
            None,
            Some(Command::Filter),
            Some(Command::ClearFilter),
            Some(Command::FindInDocument),
            Some(Command::FindNext),
            Some(Command::FindPrevious),
            None,
            Some(Command::Settings),
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
            Some(Command::ShowAsDetected),
            Some(Command::ShowAsPdf),
            Some(Command::ShowAsPicture),
            Some(Command::ShowAsText),
            Some(Command::ShowAsBytes),
            None,
            Some(Command::List),
            Some(Command::Pages),
            Some(Command::Details),
            Some(Command::Findings),
            Some(Command::GroupByPatient),
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
            Some(Command::Back),
            None,
            Some(Command::ReadOn),
            Some(Command::ReadBack),
        ],
    ),
    ("Help", &[Some(Command::Shortcuts), None, Some(Command::About)]),
];

impl Command {
    /// The title behind which a command stands in its menu, together with its neighbours of the same title.
    #[must_use]
    pub fn submenu(self) -> Option<&'static str> {
        match self {
            Self::ShowAsDetected | Self::ShowAsPdf | Self::ShowAsPicture | Self::ShowAsText | Self::ShowAsBytes => {
                Some("View as")
            }
            Self::ThemeSystem | Self::ThemeLight | Self::ThemeDark => Some("Theme"),
            _ => None,
        }
    }
}
