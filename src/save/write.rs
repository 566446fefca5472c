//! Atomic writing of one file. Called by `single`, and by whoever saves something that is no document (a list, settings).

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::{FileIdentity, Kept, SaveError, platform};

/// What to do when the name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Save nothing.
    Refuse,
    /// Replace the file. Only after the user agreed to it.
    Replace,
}

/// A file that appears under its name complete or not at all. Dropped without [`commit`](Self::commit) it leaves nothing.
///
/// The file is readable by its owner only, also when it replaces one that others could read. A symbolic link is followed
/// when its file is replaced, and stays a link; one that leads nowhere is refused, because the place it names was not chosen.
pub struct AtomicFile {
    draft: Draft,
    place: Place,
    existing: Existing,
    protected: Vec<FileIdentity>,
    /// The first error in writing. What follows it cannot be trusted.
    failure: Option<SaveError>,
}

/// Shows nothing: a path may name a patient.
impl fmt::Debug for AtomicFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AtomicFile").field("existing", &self.existing).finish_non_exhaustive()
    }
}

impl AtomicFile {
    /// Begins the file `target`. Files in `protected` are never replaced, whatever name or link leads to them.
    ///
    /// # Errors
    /// Whatever can be known before writing: the name is taken or unfit, the folder is missing or closed to the user.
    pub fn create(target: &Path, existing: Existing, protected: &[FileIdentity]) -> Result<Self, SaveError> {
        let place = Place::find(target, existing, protected)?;
        let draft = Draft::begin(&place.folder).map_err(|error| SaveError::from_io(&error, place.kept))?;
        Ok(Self { draft, place, existing, protected: protected.to_vec(), failure: None })
    }

    /// Puts the file in its place once every byte is on the disk.
    ///
    /// # Errors
    /// The file was not saved, except for [`SaveError::Unconfirmed`]. Another program may have taken the name meanwhile.
    pub fn commit(mut self) -> Result<(), SaveError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        self.draft.seal().map_err(|error| self.explain(&error))?;
        let placed = match self.existing {
            Existing::Refuse => self.draft.place_new(&self.place.name),
            Existing::Replace => {
                // A file may have come in the meantime; it may even be one to protect.
                let target = self.place.folder.join(&self.place.name);
                self.place.kept = Place::find(&target, self.existing, &self.protected)?.kept;
                self.draft.place_over(&self.place.name)
            }
        };
        placed.map_err(|error| explain_name(&error, self.place.kept))?;
        platform::sync_folder(&self.place.folder).map_err(|_| SaveError::Unconfirmed)
    }

    /// Puts an error of [`Write`] into words.
    #[must_use]
    pub fn explain(&self, error: &io::Error) -> SaveError {
        SaveError::from_io(error, self.place.kept)
    }
}

/// Every call goes to the disk: write large pieces.
impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.write(bytes).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted && self.failure.is_none() {
                self.failure = Some(SaveError::from_io(error, self.place.kept));
            }
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.flush()
    }
}

/// Where the file will be, links resolved.
struct Place {
    folder: PathBuf,
    name: OsString,
    kept: Kept,
}

impl Place {
    fn find(target: &Path, existing: Existing, protected: &[FileIdentity]) -> Result<Self, SaveError> {
        let Some(name) = target.file_name() else {
            return Err(SaveError::IsFolder);
        };
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let free = Self { folder, name: name.to_owned(), kept: Kept::Nothing };
        let found = match fs::symlink_metadata(target) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return free.in_folder(),
            Err(error) => return Err(explain_name(&error, Kept::Nothing)),
        };
        if found.is_dir() {
            return Err(SaveError::IsFolder);
        }
        if existing == Existing::Refuse {
            return Err(SaveError::Exists);
        }
        let metadata = match fs::metadata(target) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(SaveError::NoPermission(Kept::OldFile));
            }
            Err(_) => return Err(SaveError::DanglingLink),
        };
        if metadata.is_dir() {
            return Err(SaveError::IsFolder);
        }
        if !metadata.is_file() {
            return Err(SaveError::NotAFile);
        }
        let old_file = |error: io::Error| SaveError::from_io(&error, Kept::OldFile);
        if protected.contains(&FileIdentity::of_path(target).map_err(old_file)?) {
            return Err(SaveError::IsOpenFile);
        }
        if metadata.permissions().readonly() {
            return Err(SaveError::WriteProtected);
        }
        if found.is_symlink() {
            let file = fs::canonicalize(target).map_err(old_file)?;
            if let (Some(folder), Some(name)) = (file.parent(), file.file_name()) {
                return Ok(Self { folder: folder.to_owned(), name: name.to_owned(), kept: Kept::OldFile });
            }
        }
        Ok(Self { kept: Kept::OldFile, ..free })
    }

    fn in_folder(self) -> Result<Self, SaveError> {
        match fs::metadata(&self.folder) {
            Ok(folder) if folder.is_dir() => Ok(self),
            Ok(_) => Err(SaveError::NotAFolder),
            Err(error) => Err(SaveError::from_io(&error, Kept::Nothing)),
        }
    }
}

/// Where a name is looked up or given, an invalid argument is the name.
fn explain_name(error: &io::Error, kept: Kept) -> SaveError {
    match error.kind() {
        io::ErrorKind::InvalidInput => SaveError::NameRefused,
        _ => SaveError::from_io(error, kept),
    }
}
