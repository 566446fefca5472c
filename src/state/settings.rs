//! What is kept between sessions: preferences and the layout of the window, and nothing of a document or a patient. Recent
//! files are paths, and kept only where the user switched that on.
//!
//! The model is here, its text in [`mod@file`]. What the state shows anyway (theme, details, page strip) stays in its place;
//! [`AppState::settings`] gathers everything, [`AppState::restore`] lays it out again.

pub mod file;
mod recent;

use std::path::PathBuf;

pub use recent::RecentFiles;

use super::app_state::AppState;
use super::effect::{Tab, Theme};
use super::listing::ColumnLayout;
use crate::limits;

/// Everything that is kept between sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Light, dark or as the system has it.
    pub theme: Theme,
    /// The details below the pages are shown.
    pub details_shown: bool,
    /// What is shown there.
    pub details_tab: Tab,
    /// Whether the user wants the page strip; `None` until they say so.
    pub page_strip: Option<bool>,
    /// The rest.
    pub preferences: Preferences,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            details_shown: true,
            details_tab: Tab::default(),
            page_strip: None,
            preferences: Preferences::default(),
        }
    }
}

/// What is kept and has no other place in the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// How large everything but the pages is drawn.
    pub interface_scale: InterfaceScale,
    /// Which display server the user wants.
    pub display_server: DisplayChoice,
    /// The window.
    pub window: WindowSize,
    /// Width of the list, points; `None` until the user drags its edge.
    pub list_width: Option<u16>,
    /// Height of the details, points; `None` until the user drags their edge.
    pub details_height: Option<u16>,
    /// The columns of the list, from the left; empty until the user changes them.
    pub columns: Vec<Column>,
    /// Recent files.
    pub recent: RecentFiles,
}

/// How large the interface is drawn, in percent of the usual size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterfaceScale(u16);

impl Default for InterfaceScale {
    fn default() -> Self {
        Self(100)
    }
}

impl InterfaceScale {
    /// `None` for percentages at which the window could not be used.
    #[must_use]
    pub fn new(percent: u16) -> Option<Self> {
        (limits::MIN_INTERFACE_SCALE..=limits::MAX_INTERFACE_SCALE).contains(&percent).then_some(Self(percent))
    }

    /// Percent.
    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }

    /// As a factor.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next step up.
    #[must_use]
    pub fn larger(self) -> Option<Self> {
        let step = limits::INTERFACE_SCALE_STEP;
        Self::new((self.0 / step + 1) * step)
    }

    /// The next step down.
    #[must_use]
    pub fn smaller(self) -> Option<Self> {
        let step = limits::INTERFACE_SCALE_STEP;
        Self::new((self.0.div_ceil(step).saturating_sub(1)) * step)
    }
}

/// Which display server the user wants. It counts on Linux only, from the next start on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DisplayChoice {
    /// X11 where it looks the same as Wayland, since there files can be dropped on the window.
    #[default]
    Auto,
    /// X11, where there is one.
    X11,
    /// Wayland, where there is one.
    Wayland,
}

/// The display server that the window is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DisplayServer {
    /// The system's own, on systems that have one.
    #[default]
    Native,
    /// X11.
    X11,
    /// Wayland.
    Wayland,
}

impl DisplayServer {
    /// Whether files can be dropped on the window: winit 0.30 takes none on Wayland.
    #[must_use]
    pub fn takes_drops(self) -> bool {
        self != Self::Wayland
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "the system's own",
            Self::X11 => "X11",
            Self::Wayland => "Wayland",
        }
    }
}

/// How large the window is when it is neither maximised nor fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSize {
    /// Points of the system, whatever the interface scale.
    pub width: u16,
    /// The same.
    pub height: u16,
    /// It fills the desktop.
    pub maximised: bool,
}

impl Default for WindowSize {
    fn default() -> Self {
        Self { width: 1280, height: 800, maximised: false }
    }
}

impl WindowSize {
    /// Below this width nothing can be read any more, points.
    pub const MIN_WIDTH: u16 = 420;
    /// Below this height, points.
    pub const MIN_HEIGHT: u16 = 320;
}

/// A column of the list as the user left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which one: a name of the program's own, never a value of a document. Columns that are named by a message (one for each
    /// type of identifier) must not be kept under a name that could be a patient's.
    pub name: String,
    /// Points; `None` for its usual width.
    pub width: Option<u16>,
    /// It is not shown.
    pub hidden: bool,
}

/// A change of what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsChange {
    /// Light, dark or as the system has it.
    Theme(Theme),
    /// The interface is drawn as large.
    InterfaceScale(InterfaceScale),
    /// The next window is on this server.
    DisplayServer(DisplayChoice),
    /// Recent files are remembered, or not any more: then they are forgotten at once.
    RememberRecent(bool),
    /// The window is as large.
    Window(WindowSize),
    /// The list is as wide.
    ListWidth(u16),
    /// The details are as high.
    DetailsHeight(u16),
}

impl AppState {
    /// Everything that is to be kept.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            theme: self.theme,
            details_shown: !self.details_hidden,
            details_tab: self.tab,
            page_strip: self.pages_chosen,
            preferences: Preferences { columns: self.listing.columns.kept(), ..self.preferences.clone() },
        }
    }

    /// Lays out what was kept, before anything is open.
    pub fn restore(&mut self, settings: Settings) {
        let Settings { theme, details_shown, details_tab, page_strip, preferences } = settings;
        self.theme = theme;
        self.details_hidden = !details_shown;
        self.tab = details_tab;
        self.pages_chosen = page_strip;
        self.listing.columns = ColumnLayout::restored(&preferences.columns);
        self.preferences = preferences;
    }

    pub(super) fn change_settings(&mut self, change: SettingsChange) {
        let preferences = &mut self.preferences;
        match change {
            SettingsChange::Theme(theme) => self.theme = theme,
            SettingsChange::InterfaceScale(scale) => preferences.interface_scale = scale,
            SettingsChange::DisplayServer(choice) => preferences.display_server = choice,
            SettingsChange::RememberRecent(on) => preferences.recent.switch(on),
            SettingsChange::Window(size) => preferences.window = size,
            SettingsChange::ListWidth(width) => preferences.list_width = Some(width),
            SettingsChange::DetailsHeight(height) => preferences.details_height = Some(height),
        }
    }

    /// Recent files, the latest first; empty where they are not remembered.
    #[must_use]
    pub fn recent_files(&self) -> &[PathBuf] {
        self.preferences.recent.paths()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Instant;

    use super::*;
    use crate::state::{Command, Intent};

    #[test]
    fn what_is_restored_is_what_was_gathered() {
        let settings = Settings {
            theme: Theme::Dark,
            details_shown: false,
            details_tab: Tab::AllFindings,
            page_strip: Some(false),
            preferences: Preferences {
                interface_scale: InterfaceScale::new(150).unwrap(),
                display_server: DisplayChoice::Wayland,
                window: WindowSize { width: 900, height: 700, maximised: true },
                list_width: Some(400),
                details_height: Some(120),
                columns: vec![Column { name: "size".to_owned(), width: Some(80), hidden: true }],
                recent: RecentFiles::of(true, vec!["/a.json".into()]),
            },
        };
        let mut state = AppState::default();
        assert_eq!(state.settings(), Settings::default());
        state.restore(settings.clone());
        assert_eq!(state.settings(), settings);
        assert!(state.details_hidden && state.is_on(Command::ThemeDark) == Some(true));
    }

    #[test]
    fn commands_change_what_is_kept() {
        let mut state = AppState::default();
        let now = Instant::now();
        for command in [Command::ThemeDark, Command::Details] {
            state.handle(Intent::Run(command), now);
        }
        state.handle(Intent::Settings(SettingsChange::InterfaceScale(InterfaceScale::new(120).unwrap())), now);
        let settings = state.settings();
        assert_eq!((settings.theme, settings.details_shown), (Theme::Dark, false));
        assert_eq!(settings.preferences.interface_scale.percent(), 120);
    }

    #[test]
    fn scales_go_in_steps_and_stay_in_their_bounds() {
        let scale = |percent| InterfaceScale::new(percent).unwrap();
        assert_eq!((InterfaceScale::new(79), InterfaceScale::new(201)), (None, None));
        assert_eq!((scale(100).larger(), scale(100).smaller()), (Some(scale(110)), Some(scale(90))));
        assert_eq!((scale(115).larger(), scale(115).smaller()), (Some(scale(120)), Some(scale(110))));
        assert_eq!((scale(200).larger(), scale(80).smaller()), (None, None));
        assert_eq!(scale(85).smaller(), Some(scale(80)));
    }
}
