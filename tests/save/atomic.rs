//! One file: it appears complete or not at all, and nothing is replaced that should stay.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use redox_media_viewer::save::{AtomicFile, Existing, FileIdentity, SaveError};

/// Saves `bytes`, replacing nothing that is `protected`.
pub fn save(target: &Path, existing: Existing, protected: &[FileIdentity], bytes: &[u8]) -> Result<(), SaveError> {
    let mut file = AtomicFile::create(target, existing, protected)?;
    if let Err(error) = file.write_all(bytes) {
        return Err(file.explain(&error));
    }
    file.commit()
}

/// Every name in a folder, hidden ones too, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[cfg(unix)]
pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn new_file_is_complete_and_private() {
    for existing in [Existing::Refuse, Existing::Replace] {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        save(&target, existing, &[], &[7; 300_000]).unwrap();
        assert_eq!(fs::read(&target).unwrap(), [7; 300_000]);
        assert_eq!(names(folder.path()), ["a.pdf"]);
        #[cfg(unix)]
        assert_eq!(mode(&target), 0o600);
    }
}

#[test]
fn empty_file_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    save(&folder.path().join("a"), Existing::Refuse, &[], b"").unwrap();
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn name_alone_means_the_current_folder() {
    // Only begun and dropped: nothing is written to the folder that the tests run in.
    let file = AtomicFile::create(Path::new("a-name-that-nobody-has.pdf"), Existing::Refuse, &[]).unwrap();
    drop(file);
    assert!(!Path::new("a-name-that-nobody-has.pdf").exists());
}

#[test]
fn taken_name_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    fs::write(&target, b"old").unwrap();
    assert_eq!(AtomicFile::create(&target, Existing::Refuse, &[]).unwrap_err(), SaveError::Exists);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn name_that_is_taken_while_writing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    let mut file = AtomicFile::create(&target, Existing::Refuse, &[]).unwrap();
    file.write_all(b"new").unwrap();
    fs::write(&target, b"old").unwrap();
    assert_eq!(file.commit().unwrap_err(), SaveError::Exists);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn replaced_file_becomes_private_and_its_readers_keep_the_old_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    fs::write(&target, b"old").unwrap();
    let mut reader = File::open(&target).unwrap();
    save(&target, Existing::Replace, &[], b"new").unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["a"]);
    let mut old = String::new();
    std::io::Read::read_to_string(&mut reader, &mut old).unwrap();
    assert_eq!(old, "old");
    #[cfg(unix)]
    assert_eq!(mode(&target), 0o600);
}

#[test]
fn dropped_file_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    fs::write(&target, b"old").unwrap();
    let mut file = AtomicFile::create(&target, Existing::Replace, &[]).unwrap();
    file.write_all(b"new").unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"old");
    drop(file);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn folder_that_is_missing_or_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let try_at = |path: &str| save(&folder.path().join(path), Existing::Replace, &[], b"x").unwrap_err();
    assert_eq!(try_at("no/a"), SaveError::FolderMissing);
    fs::write(folder.path().join("file"), b"x").unwrap();
    assert_eq!(try_at("file/a"), SaveError::NotAFolder);
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn folder_that_goes_away_while_writing_is_named() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("f");
    fs::create_dir(&folder).unwrap();
    let mut file = AtomicFile::create(&folder.join("a"), Existing::Refuse, &[]).unwrap();
    file.write_all(b"x").unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(file.commit().unwrap_err(), SaveError::FolderMissing);
    assert!(names(outer.path()).is_empty());
}

#[test]
fn folder_as_target_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    for existing in [Existing::Refuse, Existing::Replace] {
        assert_eq!(save(&folder.path().join("a"), existing, &[], b"x").unwrap_err(), SaveError::IsFolder);
        assert_eq!(save(&folder.path().join("a/.."), existing, &[], b"x").unwrap_err(), SaveError::IsFolder);
        assert_eq!(save(Path::new("/"), existing, &[], b"x").unwrap_err(), SaveError::IsFolder);
        assert_eq!(save(Path::new(""), existing, &[], b"x").unwrap_err(), SaveError::IsFolder);
    }
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn folder_that_takes_the_name_while_writing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    let mut file = AtomicFile::create(&target, Existing::Replace, &[]).unwrap();
    file.write_all(b"x").unwrap();
    fs::create_dir(&target).unwrap();
    assert_eq!(file.commit().unwrap_err(), SaveError::IsFolder);
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn name_that_no_disk_takes_is_refused_before_writing() {
    let folder = tempfile::tempdir().unwrap();
    let begin = |name: &str| AtomicFile::create(&folder.path().join(name), Existing::Refuse, &[]).unwrap_err();
    assert_eq!(begin(&"a".repeat(256)), SaveError::NameTooLong);
    assert_eq!(begin("a\0b"), SaveError::NameRefused);
}

#[test]
fn open_file_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("response.json");
    fs::write(&target, b"{}").unwrap();
    let opened = File::open(&target).unwrap();
    let protected = [FileIdentity::of_open(&opened, &target).unwrap()];
    assert_eq!(protected[0], FileIdentity::of_path(&target).unwrap());
    assert_eq!(save(&target, Existing::Replace, &protected, b"x").unwrap_err(), SaveError::IsOpenFile);
    save(&folder.path().join("other"), Existing::Replace, &protected, b"x").unwrap();
    save(&folder.path().join("other"), Existing::Replace, &protected, b"y").unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"{}");
}

#[test]
fn write_protected_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    fs::write(&target, b"old").unwrap();
    let mut permissions = fs::metadata(&target).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&target, permissions).unwrap();
    assert_eq!(save(&target, Existing::Replace, &[], b"x").unwrap_err(), SaveError::WriteProtected);
    assert_eq!(fs::read(&target).unwrap(), b"old");
}

#[test]
fn of_many_at_once_exactly_one_gets_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    let files: Vec<_> = (0..16_u8)
        .map(|byte| {
            let mut file = AtomicFile::create(&target, Existing::Refuse, &[]).unwrap();
            file.write_all(&[byte; 1000]).unwrap();
            file
        })
        .collect();
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = files.into_iter().map(|file| scope.spawn(|| file.commit())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert!(results.iter().flat_map(|result| result.as_ref().err()).all(|error| *error == SaveError::Exists));
    let winner = u8::try_from(results.iter().position(Result::is_ok).unwrap()).unwrap();
    assert_eq!(fs::read(&target).unwrap(), [winner; 1000]);
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn every_sentence_says_what_still_holds_and_names_nothing() {
    use redox_media_viewer::save::Kept;
    let mut all = vec![
        SaveError::Exists,
        SaveError::FolderMissing,
        SaveError::NotAFolder,
        SaveError::WriteProtected,
        SaveError::NameTooLong,
        SaveError::NameRefused,
        SaveError::IsFolder,
        SaveError::NotAFile,
        SaveError::DanglingLink,
        SaveError::IsOpenFile,
    ];
    for kept in [Kept::Nothing, Kept::OldFile] {
        all.extend([
            SaveError::NoPermission(kept),
            SaveError::ReadOnly(kept),
            SaveError::DiskFull(kept),
            SaveError::FileTooLarge(kept),
            SaveError::DiskFailed(kept),
            SaveError::Other { kind: std::io::ErrorKind::TimedOut, kept },
        ]);
    }
    for error in all {
        let sentence = error.to_string();
        let ending = ["Nothing was changed.", "The old file is untouched.", "The file is untouched."];
        assert!(ending.iter().any(|ending| sentence.ends_with(ending)), "{sentence}");
    }
    let folder = tempfile::Builder::new().prefix("Zebra").tempdir().unwrap();
    let error = save(&folder.path().join("no/Zebra"), Existing::Refuse, &[], b"x").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Zebra"));
    let file = AtomicFile::create(&folder.path().join("Zebra"), Existing::Refuse, &[]).unwrap();
    assert!(!format!("{file:?}").contains("Zebra"));
}
