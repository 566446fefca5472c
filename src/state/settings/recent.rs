//! Recent files: paths and nothing else, and none unless the user switched them on. A path may name a patient.

use std::path::PathBuf;

use crate::limits::RECENT_FILES;
use crate::state::app_state::AppState;
use crate::state::opened::Origin;

/// The files opened last, where the user wants them remembered.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RecentFiles {
    on: bool,
    /// The latest first.
    paths: Vec<PathBuf>,
}

impl std::fmt::Debug for RecentFiles {
    /// Their number only.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "RecentFiles({}, {})", self.on, self.paths.len())
    }
}

impl RecentFiles {
    /// As they were kept. Where they are switched off, none are known.
    #[must_use]
    pub fn of(on: bool, mut paths: Vec<PathBuf>) -> Self {
        paths.truncate(if on { RECENT_FILES } else { 0 });
        Self { on, paths }
    }

    /// Whether they are remembered.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Them, the latest first.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Switches them on, or off: then they are forgotten at once.
    pub(super) fn switch(&mut self, on: bool) {
        self.on = on;
        if !on {
            self.clear();
        }
    }

    /// Forgets them.
    pub(in crate::state) fn clear(&mut self) {
        self.paths.clear();
    }

    fn add(&mut self, path: PathBuf) {
        // The settings file is a text: a path that is none cannot be kept.
        if self.on && path.to_str().is_some() {
            self.paths.retain(|known| *known != path);
            self.paths.insert(0, path);
            self.paths.truncate(RECENT_FILES);
        }
    }
}

impl AppState {
    /// An input was opened: its files are recent now, the first of them the latest.
    pub(in crate::state) fn remember(&mut self, origin: &Origin) {
        if let Origin::Paths(paths) = origin {
            for path in paths.iter().take(RECENT_FILES).rev() {
                self.preferences.recent.add(path.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(names: &[&str]) -> Origin {
        Origin::Paths(names.iter().map(PathBuf::from).collect())
    }

    fn switched_on() -> AppState {
        let mut state = AppState::default();
        state.preferences.recent.switch(true);
        state
    }

    #[test]
    fn nothing_is_remembered_unless_switched_on() {
        let mut state = AppState::default();
        state.remember(&origin(&["/a.json"]));
        assert_eq!(state.recent_files(), &[] as &[PathBuf]);
        assert_eq!(RecentFiles::of(false, vec!["/a.json".into()]).paths(), &[] as &[PathBuf]);
    }

    #[test]
    fn the_latest_comes_first_and_once() {
        let mut state = switched_on();
        for names in [["/a", "/b"].as_slice(), &["/c"], &["/a"]] {
            state.remember(&origin(names));
        }
        state.remember(&Origin::Pasted);
        state.remember(&Origin::StandardInput);
        assert_eq!(state.recent_files(), ["/a", "/c", "/b"].map(PathBuf::from));
    }

    #[test]
    fn their_number_is_bounded() {
        let mut state = switched_on();
        let names: Vec<_> = (0..2 * RECENT_FILES).map(|number| format!("/{number}")).collect();
        for name in &names {
            state.remember(&origin(&[name]));
        }
        assert_eq!(state.recent_files().len(), RECENT_FILES);
        let several: Vec<_> = names.iter().map(String::as_str).collect();
        state.remember(&origin(&several));
        let first: Vec<_> = names.iter().take(RECENT_FILES).map(PathBuf::from).collect();
        assert_eq!(state.recent_files(), first, "of many files at once the first ones");
    }

    #[test]
    fn switching_off_forgets_them_at_once() {
        let mut state = switched_on();
        state.remember(&origin(&["/a"]));
        state.preferences.recent.switch(false);
        state.preferences.recent.switch(true);
        assert_eq!(state.recent_files(), &[] as &[PathBuf]);
    }

    #[test]
    fn their_debug_form_names_none() {
        let mut state = switched_on();
        state.remember(&origin(&["/MARKER.json"]));
        assert!(!format!("{:?}", state.settings()).contains("MARKER"));
    }
}
