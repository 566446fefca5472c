//! Links, devices, and the opened file under other names.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use redox_media_viewer::save::{AtomicFile, Existing, FileIdentity, SaveError};

use super::atomic::{names, save};

#[test]
fn link_is_followed_and_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    let file = folder.path().join("elsewhere/file");
    fs::write(&file, b"old").unwrap();
    let (link, chain) = (folder.path().join("link"), folder.path().join("chain"));
    symlink("elsewhere/file", &link).unwrap();
    symlink("link", &chain).unwrap();
    assert_eq!(save(&link, Existing::Refuse, &[], b"x").unwrap_err(), SaveError::Exists);
    for (at, bytes) in [(&link, b"one"), (&chain, b"two")] {
        save(at, Existing::Replace, &[], bytes).unwrap();
        assert_eq!(fs::read(&file).unwrap(), bytes);
        assert!(fs::symlink_metadata(at).unwrap().is_symlink());
    }
    assert_eq!(names(folder.path()), ["chain", "elsewhere", "link"]);
    assert_eq!(names(&folder.path().join("elsewhere")), ["file"]);
}

#[test]
fn link_that_leads_nowhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link");
    symlink("missing", &link).unwrap();
    symlink("loop", folder.path().join("loop")).unwrap();
    assert_eq!(save(&link, Existing::Refuse, &[], b"x").unwrap_err(), SaveError::Exists);
    assert_eq!(save(&link, Existing::Replace, &[], b"x").unwrap_err(), SaveError::DanglingLink);
    let around = save(&folder.path().join("loop"), Existing::Replace, &[], b"x").unwrap_err();
    assert_eq!(around, SaveError::DanglingLink);
    assert_eq!(names(folder.path()), ["link", "loop"]);
}

#[test]
fn dangling_link_that_comes_while_writing_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    let mut file = AtomicFile::create(&target, Existing::Refuse, &[]).unwrap();
    file.write_all(b"x").unwrap();
    symlink("elsewhere", &target).unwrap();
    assert_eq!(file.commit().unwrap_err(), SaveError::Exists);
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn link_to_a_folder_is_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    symlink("d", folder.path().join("link")).unwrap();
    let error = save(&folder.path().join("link"), Existing::Replace, &[], b"x").unwrap_err();
    assert_eq!(error, SaveError::IsFolder);
}

#[test]
fn open_file_is_known_through_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("response.json");
    fs::write(&source, b"{}").unwrap();
    let protected = [FileIdentity::of_open(&File::open(&source).unwrap(), &source).unwrap()];
    symlink(&source, folder.path().join("link")).unwrap();
    fs::hard_link(&source, folder.path().join("second")).unwrap();
    fs::rename(&source, folder.path().join("renamed")).unwrap();
    symlink("renamed", &source).unwrap();
    for name in ["link", "second", "renamed", "response.json"] {
        let error = save(&folder.path().join(name), Existing::Replace, &protected, b"x").unwrap_err();
        assert_eq!(error, SaveError::IsOpenFile, "{name}");
    }
    assert_eq!(fs::read(folder.path().join("renamed")).unwrap(), b"{}");
}

#[test]
fn open_file_that_comes_while_writing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = (folder.path().join("response.json"), folder.path().join("a"));
    fs::write(&source, b"{}").unwrap();
    let protected = [FileIdentity::of_path(&source).unwrap()];
    let mut file = AtomicFile::create(&target, Existing::Replace, &protected).unwrap();
    file.write_all(b"x").unwrap();
    fs::rename(&source, &target).unwrap();
    assert_eq!(file.commit().unwrap_err(), SaveError::IsOpenFile);
    assert_eq!(fs::read(&target).unwrap(), b"{}");
}

#[test]
fn devices_and_sockets_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _listener = UnixListener::bind(&socket).unwrap();
    for target in [Path::new("/dev/null"), Path::new("/dev/full"), &socket] {
        assert_eq!(save(target, Existing::Replace, &[], b"x").unwrap_err(), SaveError::NotAFile);
        assert_eq!(save(target, Existing::Refuse, &[], b"x").unwrap_err(), SaveError::Exists);
    }
}
