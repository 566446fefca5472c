//! The system's file dialogs, each on a thread of its own: the window never waits for one.
//!
//! On Linux rfd asks the desktop portal, and zenity where there is none. Without either it answers as if the user had
//! cancelled, so both are looked for first.

use std::path::PathBuf;

use crate::jobs::Reporter;
use crate::state::{Event, Saving};

/// Who asks for files and places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialogs {
    /// The desktop, where it can.
    Desktop,
    /// The window, with a field to type in: for tests, which no dialog of a desktop may hold up.
    Typed,
}

/// Asks for files to open and reports the answer. Blocks: call it on a thread.
pub fn ask_for_files(dialogs: Dialogs, reporter: &Reporter) {
    if !dialogs.available() {
        reporter.send(Event::NoOpenDialog);
        return;
    }
    let paths = rfd::FileDialog::new()
        .set_title("Open Redox responses")
        .add_filter("Redox responses (JSON)", &["json", "ndjson", "gz", "zip", "txt", "log"])
        .add_filter("All files", &["*"])
        .pick_files();
    reporter.send(Event::FilesChosen(paths));
}

/// Asks for a folder to open and reports the answer. Blocks: call it on a thread.
pub fn ask_for_folder(dialogs: Dialogs, reporter: &Reporter) {
    if !dialogs.available() {
        reporter.send(Event::NoOpenDialog);
        return;
    }
    let folder = rfd::FileDialog::new().set_title("Open a folder of Redox responses").pick_folder();
    reporter.send(Event::FilesChosen(folder.map(|folder| vec![folder])));
}

/// Asks where to save and reports the answer. Blocks: call it on a thread.
pub fn ask_for_target(dialogs: Dialogs, what: Saving, suggested: &str, reporter: &Reporter) {
    if !dialogs.available() {
        reporter.send(Event::NoSaveDialog(what, suggested.to_owned()));
        return;
    }
    // zenity gets the name as an argument, which every user of the machine can see: it must not name a patient.
    let extension = suggested.rsplit_once('.').map_or("bin", |(_, extension)| extension);
    let numbered = |kind: &str, index: u32| format!("{kind}-{}.{extension}", u64::from(index) + 1);
    let (title, neutral) = match what {
        Saving::Document(index) => ("Save document as", numbered("document", index)),
        Saving::Attachment(index) => ("Save attachment as", numbered("attachment", index)),
        Saving::List => ("Export list as", "documents.csv".to_owned()),
    };
    let name = if portal() { suggested.to_owned() } else { neutral };
    let target = rfd::FileDialog::new().set_title(title).set_file_name(name).save_file();
    reporter.send(match target {
        Some(target) if !asks_before_replacing() && target.exists() => Event::TargetExists(what, target),
        target => Event::TargetChosen(what, target),
    });
}

/// Asks for a folder to save many documents in and reports the answer. Blocks: call it on a thread.
pub fn ask_for_target_folder(dialogs: Dialogs, before: Option<PathBuf>, reporter: &Reporter) {
    if !dialogs.available() {
        reporter.send(Event::NoTargetFolderDialog);
        return;
    }
    let mut dialog = rfd::FileDialog::new().set_title("Save documents in a folder");
    // Else GTK begins among recent files, where no folder can be chosen. What zenity gets every user of the machine can see.
    if let Some(start) = before.filter(|_| portal()).or_else(std::env::home_dir) {
        dialog = dialog.set_directory(start);
    }
    reporter.send(Event::TargetFolderChosen(dialog.pick_folder()));
}

impl Dialogs {
    fn available(self) -> bool {
        self == Self::Desktop && (portal() || zenity())
    }
}

/// A session bus, and the portal's service file that lets the bus start it.
#[cfg(target_os = "linux")]
fn portal() -> bool {
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty())
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| PathBuf::from(folder).join("bus").exists());
    let folders = std::env::var("XDG_DATA_DIRS").ok().filter(|folders| !folders.is_empty());
    let folders = folders.unwrap_or_else(|| "/usr/local/share:/usr/share".to_owned());
    bus && folders
        .split(':')
        .chain(["/usr/share"])
        .any(|folder| PathBuf::from(folder).join("dbus-1/services/org.freedesktop.portal.Desktop.service").exists())
}

#[cfg(not(target_os = "linux"))]
fn portal() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn zenity() -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

#[cfg(not(target_os = "linux"))]
fn zenity() -> bool {
    false
}

/// GTK, KDE, Windows and macOS ask; the dialog of elementary OS does not (elementary/files#1955).
fn asks_before_replacing() -> bool {
    !std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|desktop| desktop.contains("Pantheon"))
}
