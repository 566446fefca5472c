//! The keys of the commands.

use super::{Command, Key, Shortcut};

impl Command {
    /// Its keys: the first one stands in the menu.
    #[must_use]
    pub const fn shortcuts(self) -> &'static [Shortcut] {
        const fn c(character: char) -> Key {
            Key::Character(character)
        }
        match self {
            Self::Open => const { &[Shortcut::ctrl(c('o'))] },
            Self::OpenFolder => const { &[Shortcut::ctrl_shift(c('o'))] },
            Self::OpenPasted => const { &[Shortcut::ctrl(c('v'))] },
            Self::Pages => const { &[Shortcut::plain(Key::Function(9))] },
            Self::Findings => const { &[Shortcut::plain(Key::Function(8))] },
            Self::Copy => const { &[Shortcut::ctrl(c('c'))] },
            Self::Reload => const { &[Shortcut::plain(Key::Function(5))] },
            Self::SaveDocument => const { &[Shortcut::ctrl(c('s'))] },
            Self::SaveSelected => const { &[Shortcut::ctrl_shift(c('s'))] },
            Self::Close => const { &[Shortcut::ctrl(c('w'))] },
            Self::Quit => const { &[Shortcut::ctrl(c('q'))] },
            Self::ZoomIn => const { &[Shortcut::ctrl(c('+')), Shortcut::ctrl(c('='))] },
            Self::ZoomOut => const { &[Shortcut::ctrl(c('-'))] },
            Self::FitPage => const { &[Shortcut::ctrl(c('0'))] },
            Self::ActualSize => const { &[Shortcut::ctrl(c('1'))] },
            Self::FitWidth => const { &[Shortcut::ctrl(c('2'))] },
            Self::RotateRight => const { &[Shortcut::ctrl(c('r'))] },
            Self::RotateLeft => const { &[Shortcut::ctrl_shift(c('r'))] },
            Self::SelectAll => const { &[Shortcut::ctrl(c('a'))] },
            Self::List => const { &[Shortcut::plain(Key::Function(7))] },
            Self::Filter => const { &[Shortcut::ctrl(c('f'))] },
            Self::FindInDocument => const { &[Shortcut::ctrl_shift(c('f'))] },
            Self::FindNext => const { &[Shortcut::plain(Key::Function(3))] },
            Self::FindPrevious => const { &[Shortcut { ctrl: false, shift: true, alt: false, key: Key::Function(3) }] },
            Self::Settings => const { &[Shortcut::ctrl(c(','))] },
            Self::Back => const { &[Shortcut { ctrl: false, shift: false, alt: true, key: Key::Left }] },
            Self::Details => const { &[Shortcut { ctrl: false, shift: false, alt: true, key: Key::Enter }] },
            Self::FullScreen => const { &[Shortcut::plain(Key::Function(11))] },
            Self::HideContent => const { &[Shortcut::ctrl(c('l'))] },
            Self::NextDocument => const { &[Shortcut::ctrl(Key::Down)] },
            Self::PreviousDocument => const { &[Shortcut::ctrl(Key::Up)] },
            Self::FirstPage => const { &[Shortcut::ctrl(Key::Home)] },
            Self::LastPage => const { &[Shortcut::ctrl(Key::End)] },
            Self::GoToPage => const { &[Shortcut::ctrl(c('g'))] },
            Self::ReadOn => const { &[Shortcut::plain(Key::Space)] },
            Self::ReadBack => const { &[Shortcut { ctrl: false, shift: true, alt: false, key: Key::Space }] },
            Self::Shortcuts => const { &[Shortcut::plain(Key::Function(1))] },
            Self::Escape => const { &[Shortcut::plain(Key::Escape)] },
            Self::ShowAsDetected
            | Self::ShowAsPdf
            | Self::ShowAsPicture
            | Self::ShowAsText
            | Self::ShowAsBytes
            | Self::SaveAll
            | Self::ExportList
            | Self::CopyPicture
            | Self::CopyFindings
            | Self::ClearFilter
            | Self::CopyRows
            | Self::CopyRowsJson
            | Self::GroupByPatient
            | Self::CloseFind
            | Self::ClearRecent
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::NextPage
            | Self::PreviousPage
            | Self::About
            | Self::Retry => &[],
        }
    }
}
