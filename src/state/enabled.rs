//! Which commands have something to act on, and which are switched on.

use super::app_state::AppState;
use super::command::Command;
use super::effect::{Tab, Theme};
use super::opened::Origin;
use super::view::Zoom;
use crate::render::Format;

impl AppState {
    /// Whether a command has something to act on now.
    #[must_use]
    pub fn is_enabled(&self, command: Command) -> bool {
        match command {
            Command::Open | Command::OpenFolder => !self.asking,
            Command::OpenPasted => self.opening.is_none(),
            Command::ShowAsDetected
            | Command::ShowAsPdf
            | Command::ShowAsPicture
            | Command::ShowAsText
            | Command::ShowAsBytes => {
                self.opened.as_ref().zip(self.selected).is_some_and(|(opened, selected)| opened.can_save(selected))
            }
            Command::Copy => self.opened.is_some(),
            Command::CopyPicture => self.copying.is_none() && self.page_count().is_some(),
            Command::CopyFindings => self.opened.as_ref().is_some_and(|opened| !opened.findings().is_empty()),
            Command::Reload => {
                self.opening.is_none()
                    && self.opened.as_ref().is_some_and(|opened| matches!(opened.origin, Origin::Paths(_)))
            }
            Command::SaveDocument => {
                !self.asking
                    && !self.saving
                    && match (&self.opened, self.selected) {
                        (Some(opened), Some(document)) => opened.can_save(document),
                        _ => false,
                    }
            }
            Command::SaveSelected => self.can_save_many(&self.chosen()),
            Command::SaveAll => self.can_save_many(&self.listed()),
            Command::ExportList => !self.asking && !self.saving && !self.listed().is_empty(),
            Command::Close => self.opened.is_some() || self.opening.is_some(),
            Command::ZoomIn
            | Command::ZoomOut
            | Command::FitPage
            | Command::ActualSize
            | Command::FitWidth
            | Command::RotateRight
            | Command::RotateLeft
            | Command::NextPage
            | Command::PreviousPage
            | Command::FirstPage
            | Command::LastPage
            | Command::GoToPage => self.page_count().is_some(),
            Command::Pages => self.has_page_list(),
            Command::SelectAll | Command::FindInDocument => self.has_text(),
            Command::FindNext | Command::FindPrevious => self.has_text() && self.find_bar.is_some(),
            Command::CloseFind => self.find_bar.is_some(),
            Command::Filter => self.opened.as_ref().is_some_and(|opened| !opened.response.documents.is_empty()),
            // Beside the pages it is always there.
            Command::List => self.opened.is_some() && self.narrow && !self.is_reading(),
            Command::CopyRows | Command::CopyRowsJson => self.selected.is_some(),
            Command::GroupByPatient => self.opened.is_some(),
            Command::ClearFilter => !self.listing.filter.is_empty(),
            Command::Back => self.reading.can_go_back(),
            Command::NextDocument | Command::PreviousDocument | Command::ReadOn | Command::ReadBack => {
                self.selected.is_some()
            }
            Command::Retry => self.selected.is_some(),
            Command::ClearRecent => !self.recent_files().is_empty(),
            Command::Details | Command::Findings => !self.is_reading(),
            Command::Quit
            | Command::ThemeSystem
            | Command::ThemeLight
            | Command::ThemeDark
            | Command::FullScreen
            | Command::HideContent
            | Command::Settings
            | Command::Shortcuts
            | Command::About
            | Command::Escape => true,
        }
    }

    /// Whether a command is switched on, for those that are switches.
    #[must_use]
    pub fn is_on(&self, command: Command) -> Option<bool> {
        let zoom = self.zoom();
        match command {
            Command::Pages => Some(self.shows_pages()),
            Command::List => Some(!self.narrow || self.drawer),
            Command::GroupByPatient => Some(self.listing.grouped),
            Command::Details => Some(!self.details_hidden),
            Command::Findings => Some(!self.details_hidden && self.tab == Tab::AllFindings),
            Command::ShowAsDetected => Some(self.shown_as().is_none()),
            Command::ShowAsPdf => Some(self.shown_as() == Some(Format::Pdf)),
            Command::ShowAsPicture => Some(self.shown_as() == Some(Format::Picture)),
            Command::ShowAsText => Some(self.shown_as() == Some(Format::Text)),
            Command::ShowAsBytes => Some(self.shown_as() == Some(Format::Bytes)),
            Command::FullScreen => Some(self.full_screen),
            Command::ThemeSystem => Some(self.theme == Theme::System),
            Command::ThemeLight => Some(self.theme == Theme::Light),
            Command::ThemeDark => Some(self.theme == Theme::Dark),
            Command::FitPage => Some(zoom == Some(Zoom::FitPage)),
            Command::FitWidth => Some(zoom == Some(Zoom::FitWidth)),
            _ => None,
        }
    }
}
