//! What the desktop shows of the program: the window's title, light or dark.

use egui::{Context, ThemePreference, ViewportCommand};

use super::App;
use crate::state::Theme;

impl App {
    /// The file's name and nothing of a patient or a document.
    pub(super) fn set_title(&mut self, ctx: &Context) {
        let title = match &self.state.opened {
            Some(opened) if !self.state.covered => {
                format!("{} — Redox Media Viewer", crate::words::visible_name(&opened.origin.name()))
            }
            _ => "Redox Media Viewer".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    pub(super) fn set_theme(&mut self, ctx: &Context) {
        if self.theme != Some(self.state.theme) {
            self.theme = Some(self.state.theme);
            ctx.set_theme(match self.state.theme {
                Theme::System => ThemePreference::System,
                Theme::Light => ThemePreference::Light,
                Theme::Dark => ThemePreference::Dark,
            });
        }
    }
}
