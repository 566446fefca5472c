//! The settings file: where it is, reading it before there is a window, and writing it while there is one.
//!
//! It is written on a thread of its own, once nothing has changed for a moment and when the program ends. Before each
//! writing it is read again, and only what changed here is changed there: another window, or somebody with an editor, loses
//! nothing.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use etcetera::BaseStrategy as _;

use crate::jobs::Reporter;
use crate::limits::{SETTINGS_BYTES, SETTINGS_DELAY};
use crate::save::{set_aside, write_settings};
use crate::state::settings::file::{self, Broken};
use crate::state::{Event, Settings};

/// Its folder below the system's place for settings.
const FOLDER: &str = "redox-media-viewer";
/// Its name.
const NAME: &str = "settings.toml";

/// A settings file as it was found.
#[derive(Debug)]
pub struct SettingsFile {
    path: PathBuf,
    /// What it says.
    pub settings: Settings,
    /// What could not be read of it: a sentence for the user.
    pub trouble: Option<String>,
}

impl SettingsFile {
    /// The user's own. `None` where the system names no place for it: then nothing is kept.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let place = etcetera::choose_base_strategy().ok()?.config_dir();
        Some(Self::in_folder(&place.join(FOLDER)))
    }

    /// The one in this folder; the folder need not be there.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let (settings, trouble) = match contents(&path) {
            Ok(None) => (Settings::default(), None),
            Ok(Some(bytes)) => meaning(&bytes),
            Err(Unread::Strange) => (Settings::default(), Some(broken_sentence("It is no text."))),
            Err(Unread::Refused) => {
                let sentence = "The settings file may not be read, so everything is as usual. What you set now holds until you quit.";
                (Settings::default(), Some(sentence.to_owned()))
            }
        };
        Self { path, settings, trouble }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn meaning(bytes: &[u8]) -> (Settings, Option<String>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (Settings::default(), Some(broken_sentence("It is no text.")));
    };
    match file::read(text) {
        Ok(reading) => {
            let trouble = (!reading.unreadable.is_empty()).then(|| unreadable_sentence(&reading.unreadable));
            (reading.settings, trouble)
        }
        Err(Broken { line }) => {
            (Settings::default(), Some(broken_sentence(&format!("The mistake is in line {line}."))))
        }
    }
}

fn broken_sentence(why: &str) -> String {
    format!(
        "The settings file cannot be understood, so everything is as usual. {why} As soon as a setting changes, a new file takes its place and the old one is kept beside it as settings-broken.toml."
    )
}

fn unreadable_sentence(keys: &[String]) -> String {
    match keys {
        [key] => format!("The settings file holds a value for {key} that cannot be used. The usual one holds instead."),
        keys => format!(
            "The settings file holds values that cannot be used, for {}. The usual ones hold instead.",
            keys.join(", ")
        ),
    }
}

/// Why a file was not read.
enum Unread {
    /// It cannot be a settings file.
    Strange,
    /// The system refuses.
    Refused,
}

/// Its bytes; `None` where there is no file.
fn contents(path: &Path) -> Result<Option<Vec<u8>>, Unread> {
    // Asked before opening: opening a pipe would wait for a writer.
    match std::fs::metadata(path) {
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => return Ok(None),
        Ok(metadata) if metadata.is_file() && metadata.len() <= SETTINGS_BYTES => {}
        Ok(_) => return Err(Unread::Strange),
        Err(_) => return Err(Unread::Refused),
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|_| Unread::Refused)?;
    file.take(SETTINGS_BYTES).read_to_end(&mut bytes).map_err(|_| Unread::Refused)?;
    Ok(Some(bytes))
}

/// Keeps the settings file up to date. When it is dropped, what is still to be written is written.
pub struct SettingsKeeper {
    path: PathBuf,
    reporter: Reporter,
    last: Settings,
    writer: Option<(Sender<Settings>, JoinHandle<()>)>,
}

impl SettingsKeeper {
    /// Starts from what was read. Trouble is reported.
    #[must_use]
    pub fn new(file: SettingsFile, reporter: Reporter) -> Self {
        Self { path: file.path, last: file.settings, reporter, writer: None }
    }

    /// Keeps these settings, without waiting for it.
    pub fn keep(&mut self, settings: Settings) {
        if self.last == settings {
            return;
        }
        if self.writer.is_none() {
            self.writer = start(self.path.clone(), self.last.clone(), self.reporter.clone());
        }
        self.last = settings;
        let sent = self.writer.as_ref().is_some_and(|(orders, _)| orders.send(self.last.clone()).is_ok());
        if !sent {
            self.reporter.send(Event::SettingsNotKept(NOT_KEPT.to_owned()));
        }
    }
}

impl Drop for SettingsKeeper {
    fn drop(&mut self) {
        if let Some((orders, thread)) = self.writer.take() {
            drop(orders);
            // A writer that panicked has nothing more to write.
            let _ = thread.join();
        }
    }
}

const NOT_KEPT: &str =
    "Your settings could not be written. They hold until you quit. Check that the settings folder can be written to.";

fn start(path: PathBuf, kept: Settings, reporter: Reporter) -> Option<(Sender<Settings>, JoinHandle<()>)> {
    let (orders, received) = channel();
    let thread = thread::Builder::new().name("settings".to_owned());
    let thread = thread.spawn(move || write_all(&path, kept, &received, &reporter)).ok()?;
    Some((orders, thread))
}

fn write_all(path: &Path, mut kept: Settings, orders: &Receiver<Settings>, reporter: &Reporter) {
    let mut told = false;
    while let Ok(mut settings) = orders.recv() {
        while let Ok(later) = orders.recv_timeout(SETTINGS_DELAY) {
            settings = later;
        }
        if settings == kept {
            continue;
        }
        match write(path, &kept, &settings) {
            Some(()) => kept = settings,
            None if !told => {
                told = true;
                reporter.send(Event::SettingsNotKept(NOT_KEPT.to_owned()));
            }
            None => {}
        }
    }
}

/// Writes what changed; `None` where that did not work out. Then the file is what it was.
fn write(path: &Path, before: &Settings, now: &Settings) -> Option<()> {
    let found = contents(path);
    let bytes = match &found {
        Ok(bytes) => bytes.as_deref().unwrap_or_default(),
        // What cannot be read cannot be kept aside either.
        Err(_) => return None,
    };
    let text = match std::str::from_utf8(bytes).ok().and_then(|text| file::written(text, before, now).ok()) {
        Some(text) => text,
        None => {
            set_aside(path, bytes).ok()?;
            file::written("", &Settings::default(), now).ok()?
        }
    };
    write_settings(path, &text).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::state::Theme;

    fn dark() -> Settings {
        Settings { theme: Theme::Dark, ..Settings::default() }
    }

    #[test]
    fn without_a_file_all_is_as_usual() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(&folder.path().join("not/there"));
        assert_eq!((file.settings, file.trouble), (Settings::default(), None));
        let below_a_file = folder.path().join("file");
        fs::write(&below_a_file, "").unwrap();
        assert_eq!(SettingsFile::in_folder(&below_a_file).trouble, None);
    }

    #[test]
    fn what_is_written_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("settings/of/ours");
        let path = place.join(NAME);
        write(&path, &Settings::default(), &dark()).unwrap();
        let file = SettingsFile::in_folder(&place);
        assert_eq!((file.settings, file.trouble), (dark(), None));
    }

    #[test]
    fn what_others_wrote_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        fs::write(&path, "list_width = 500\n").unwrap();
        write(&path, &Settings::default(), &dark()).unwrap();
        let file = SettingsFile::in_folder(folder.path());
        assert_eq!(file.settings.preferences.list_width, Some(500));
        assert_eq!(file.settings.theme, Theme::Dark);
    }

    #[test]
    fn a_broken_file_is_told_of_and_set_aside_when_a_setting_changes() {
        for broken in [b"theme = \n".as_slice(), b"\xff\xfe", b"a = 1\na = 2\n"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(NAME);
            fs::write(&path, broken).unwrap();
            let file = SettingsFile::in_folder(folder.path());
            assert_eq!(file.settings, Settings::default());
            assert!(file.trouble.unwrap().contains("settings-broken.toml"));
            assert_eq!(fs::read(&path).unwrap(), broken, "until then it stays where it is");
            write(&path, &Settings::default(), &dark()).unwrap();
            assert_eq!(fs::read(folder.path().join("settings-broken.toml")).unwrap(), broken);
            let file = SettingsFile::in_folder(folder.path());
            assert_eq!((file.settings, file.trouble), (dark(), None));
        }
    }

    #[test]
    fn a_file_that_is_none_of_ours_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let large = "#".repeat(usize::try_from(SETTINGS_BYTES).unwrap() + 1);
        fs::write(&path, &large).unwrap();
        assert!(SettingsFile::in_folder(folder.path()).trouble.is_some());
        assert_eq!(write(&path, &Settings::default(), &dark()), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), large);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(SettingsFile::in_folder(folder.path()).trouble.is_some());
        assert_eq!(write(&path, &Settings::default(), &dark()), None);
    }

    #[test]
    fn a_wrong_value_is_named_and_stays_until_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        fs::write(&path, "interface_scale = 7\nlist_width = \"wide\"\n").unwrap();
        let trouble = SettingsFile::in_folder(folder.path()).trouble.unwrap();
        assert!(trouble.contains("interface_scale, list_width"), "{trouble}");
        write(&path, &Settings::default(), &dark()).unwrap();
        assert!(fs::read_to_string(&path).unwrap().contains("interface_scale = 7"));
    }
}
