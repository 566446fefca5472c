//! A file that is being written and has no name of its own yet. Called by `write` and `export`.
//!
//! On Linux it has no name at all, so nothing is left of it even when the process is killed (but for the instant in which
//! it replaces another file: it is complete then, under a hidden name). Where the file system does not know such files it
//! has a hidden name in the same folder until it gets its own; that one is removed when the save fails.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use super::platform;
use crate::limits;

/// What the folder's file system may offer. Taken for granted until it refuses.
#[derive(Clone, Copy)]
struct Means {
    unnamed: bool,
    rename_to_new: bool,
    hard_link: bool,
}

impl Means {
    const ALL: Self = Self { unnamed: true, rename_to_new: true, hard_link: true };
}

/// An unfinished file. Dropped before it is placed, it leaves nothing.
pub struct Draft {
    folder: PathBuf,
    file: File,
    /// Its name for now, where it needs one.
    hidden: Option<PathBuf>,
    means: Means,
    written_bytes: u64,
}

impl Draft {
    /// Begins a file in `folder`.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        Self::begin_with(folder, Means::ALL)
    }

    fn begin_with(folder: &Path, means: Means) -> io::Result<Self> {
        let folder = folder.to_owned();
        // Whatever made this fail, the other way either works or fails with the reason that counts.
        if means.unnamed
            && let Ok(file) = platform::unnamed_file(&folder)
        {
            return Ok(Self { folder, file, hidden: None, means, written_bytes: 0 });
        }
        let (file, path) = hidden_file(&folder)?;
        Ok(Self { folder, file, hidden: Some(path), means, written_bytes: 0 })
    }

    /// Checks that the disk holds every byte, and waits until it does. Comes before placing.
    pub fn seal(&mut self) -> io::Result<()> {
        platform::sync(&self.file)?;
        if self.file.metadata()?.len() == self.written_bytes {
            return Ok(());
        }
        Err(io::ErrorKind::WriteZero.into())
    }

    /// Gives the file its name in the folder, unless something has that name: `AlreadyExists`, and another may be tried.
    pub fn place_new(&mut self, name: &OsStr) -> io::Result<()> {
        let path = self.folder.join(name);
        if self.hidden.is_none() {
            match platform::give_name(&self.file, &path) {
                Err(error) if platform::is_missing_means(&error) => self.become_named()?,
                result => return result,
            }
        }
        let Some(hidden) = self.hidden.clone() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        if self.means.rename_to_new {
            match platform::rename_to_new(&hidden, &path) {
                Err(error) if platform::is_missing_means(&error) => self.means.rename_to_new = false,
                result => return self.placed(result),
            }
        }
        if self.means.hard_link {
            match fs::hard_link(&hidden, &path) {
                // The hidden name is removed on drop.
                Ok(()) => return Ok(()),
                Err(error) if platform::is_missing_means(&error) => self.means.hard_link = false,
                Err(error) => return Err(error),
            }
        }
        // The last resort claims the name with an empty file first. Killed between the two steps, that file stays.
        drop(platform::new_private_file(&path)?);
        let renamed = fs::rename(&hidden, &path);
        if renamed.is_err() {
            let _ = fs::remove_file(&path);
        }
        self.placed(renamed)
    }

    /// Gives the file its name in the folder, in place of the file that has it now, if any.
    pub fn place_over(&mut self, name: &OsStr) -> io::Result<()> {
        let path = self.folder.join(name);
        if self.hidden.is_none() {
            match platform::give_name(&self.file, &path) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.take_hidden_name()?,
                Err(error) if platform::is_missing_means(&error) => self.become_named()?,
                Err(error) => return Err(error),
            }
        }
        let Some(hidden) = self.hidden.as_deref() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let renamed = fs::rename(hidden, &path);
        self.placed(renamed)
    }

    fn placed(&mut self, result: io::Result<()>) -> io::Result<()> {
        if result.is_ok() {
            self.hidden = None;
        }
        result
    }

    /// An unnamed file can only be given a name that is free; from there it can be renamed over another.
    fn take_hidden_name(&mut self) -> io::Result<()> {
        for _ in 0..limits::HIDDEN_NAME_TRIES {
            let path = hidden_path(&self.folder);
            match platform::give_name(&self.file, &path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) if platform::is_missing_means(&error) => return self.become_named(),
                Err(error) => return Err(error),
                Ok(()) => {
                    self.hidden = Some(path);
                    return Ok(());
                }
            }
        }
        Err(io::ErrorKind::Other.into())
    }

    /// For file systems that make unnamed files but cannot name them: what was written is copied to a hidden one.
    fn become_named(&mut self) -> io::Result<()> {
        let (mut file, path) = hidden_file(&self.folder)?;
        self.file.rewind()?;
        let copied = io::copy(&mut self.file, &mut file);
        self.file = file;
        self.hidden = Some(path);
        copied?;
        self.seal()
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.written_bytes = self.written_bytes.saturating_add(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(hidden) = &self.hidden {
            let _ = fs::remove_file(hidden);
        }
    }
}

fn hidden_file(folder: &Path) -> io::Result<(File, PathBuf)> {
    for _ in 0..limits::HIDDEN_NAME_TRIES {
        let path = hidden_path(folder);
        match platform::new_private_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result.map(|file| (file, path)),
        }
    }
    Err(io::ErrorKind::Other.into())
}

/// A name that says whose it is and nothing about the document.
fn hidden_path(folder: &Path) -> PathBuf {
    // Every `RandomState` is keyed anew, so that its hash of nothing differs each time.
    let random = RandomState::new().hash_one(std::process::id());
    folder.join(format!(".redox-media-viewer-{random:016x}.part"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    /// Every combination a file system may offer.
    fn all_means() -> impl Iterator<Item = Means> {
        (0..8).map(|bits| Means { unnamed: bits & 1 != 0, rename_to_new: bits & 2 != 0, hard_link: bits & 4 != 0 })
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn draft(folder: &Path, means: Means) -> Draft {
        let mut draft = Draft::begin_with(folder, means).unwrap();
        draft.write_all(b"new").unwrap();
        draft.seal().unwrap();
        draft
    }

    #[test]
    fn new_file_by_every_means() {
        for means in all_means() {
            let folder = tempfile::tempdir().unwrap();
            let mut draft = draft(folder.path(), means);
            draft.place_new("a".as_ref()).unwrap();
            drop(draft);
            assert_eq!(names(folder.path()), ["a"]);
            assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
        }
    }

    #[test]
    fn taken_name_is_refused_by_every_means_and_another_can_follow() {
        for means in all_means() {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("a"), b"old").unwrap();
            let mut draft = draft(folder.path(), means);
            let error = draft.place_new("a".as_ref()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            draft.place_new("b".as_ref()).unwrap();
            drop(draft);
            assert_eq!(names(folder.path()), ["a", "b"]);
            assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
            assert_eq!(fs::read(folder.path().join("b")).unwrap(), b"new");
        }
    }

    #[test]
    fn file_is_replaced_by_every_means() {
        for means in all_means() {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("a"), b"old").unwrap();
            let mut draft = draft(folder.path(), means);
            draft.place_over("a".as_ref()).unwrap();
            drop(draft);
            assert_eq!(names(folder.path()), ["a"]);
            assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
        }
    }

    #[test]
    fn replacing_a_folder_fails_and_leaves_nothing() {
        for means in all_means() {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir_all(folder.path().join("a/b")).unwrap();
            let mut draft = draft(folder.path(), means);
            assert!(draft.place_over("a".as_ref()).is_err());
            drop(draft);
            assert_eq!(names(folder.path()), ["a"]);
        }
    }

    #[test]
    fn dropped_draft_leaves_nothing() {
        for means in all_means() {
            let folder = tempfile::tempdir().unwrap();
            drop(draft(folder.path(), means));
            assert!(names(folder.path()).is_empty());
        }
    }

    #[test]
    fn unnamed_file_that_cannot_be_named_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let mut draft = draft(folder.path(), Means::ALL);
        if draft.hidden.is_some() {
            println!("skipped: every file has a name here");
            return;
        }
        draft.become_named().unwrap();
        assert_eq!(names(folder.path()).len(), 1);
        draft.place_new("a".as_ref()).unwrap();
        drop(draft);
        assert_eq!(names(folder.path()), ["a"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
    }

    #[test]
    fn lost_bytes_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut draft = draft(folder.path(), Means::ALL);
        draft.file.set_len(1).unwrap();
        assert!(draft.seal().is_err());
    }

    #[cfg(unix)]
    #[test]
    fn hidden_file_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let draft = draft(folder.path(), Means { unnamed: false, ..Means::ALL });
        assert_eq!(draft.file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
