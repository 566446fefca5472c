//! Writing the program's own settings file. Called by `desktop`. Nothing of a document comes here.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{AtomicFile, Existing, Kept, SaveError, platform};
use crate::limits::SET_ASIDE_TRIES;

/// Writes the settings file as a whole or not at all, for its owner's eyes only. Its folder is made where it is missing.
///
/// # Errors
/// The file is what it was before.
pub fn write_settings(path: &Path, text: &str) -> Result<(), SaveError> {
    if let Some(folder) = path.parent() {
        platform::make_private_folders(folder).map_err(|error| SaveError::from_io(&error, Kept::Nothing))?;
    }
    write(path, text.as_bytes(), Existing::Replace)
}

/// Keeps the bytes of a settings file that cannot be read beside it, under a name that is free: `settings-broken.toml`,
/// `settings-broken-2.toml`. Returns the path.
///
/// # Errors
/// Nothing was written.
pub fn set_aside(path: &Path, bytes: &[u8]) -> Result<PathBuf, SaveError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    for number in 1..=SET_ASIDE_TRIES {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let aside = path.with_file_name(format!("{stem}-broken{number}.{extension}"));
        match write(&aside, bytes, Existing::Refuse) {
            Err(SaveError::Exists) => {}
            result => return result.map(|()| aside),
        }
    }
    Err(SaveError::Exists)
}

fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), SaveError> {
    let mut file = AtomicFile::create(path, existing, &[])?;
    file.write_all(bytes).map_err(|error| file.explain(&error))?;
    file.commit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_file_and_its_folder_are_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/settings.toml");
        for text in ["one", "two"] {
            write_settings(&path, text).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        #[cfg(unix)]
        for (path, mode) in [(path.as_path(), 0o600), (path.parent().unwrap(), 0o700)] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, mode);
        }
    }

    #[test]
    fn nothing_that_was_set_aside_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        let names: Vec<_> = ["first", "second", "third"]
            .map(|text| set_aside(&path, text.as_bytes()).unwrap().file_name().unwrap().to_owned())
            .into();
        assert_eq!(names, ["settings-broken.toml", "settings-broken-2.toml", "settings-broken-3.toml"]);
        for (name, text) in names.iter().zip(["first", "second", "third"]) {
            assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), text);
        }
    }
}
