//! What only some systems offer for writing files. Called by `draft` and `error`.
//!
//! Where a system or a file system lacks one of these, the error says so and `draft` goes on to the next means.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// A file in `folder` that has no name: it is gone when it is closed, or when the process ends in any way.
#[cfg(target_os = "linux")]
pub fn unnamed_file(folder: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(folder, flags, Mode::RUSR | Mode::WUSR)?);
    // Naming it goes through /proc; where that is not mounted it could never be named.
    std::fs::metadata(name_in_proc(&file))?;
    Ok(file)
}

/// Gives an unnamed file its name. `AlreadyExists` when there is one.
#[cfg(target_os = "linux")]
pub fn give_name(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    Ok(linkat(CWD, name_in_proc(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(target_os = "linux")]
fn name_in_proc(file: &File) -> String {
    use std::os::fd::AsRawFd;
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// Renames a file unless something has the new name: `AlreadyExists`.
#[cfg(target_os = "linux")]
pub fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

/// Whether the disk itself failed or is gone.
#[cfg(target_os = "linux")]
pub fn is_disk_failure(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let failures = [Errno::IO, Errno::NXIO, Errno::NODEV, Errno::NOMEDIUM, Errno::SHUTDOWN, Errno::STALE];
    Errno::from_io_error(error).is_some_and(|errno| failures.contains(&errno))
}

#[cfg(not(target_os = "linux"))]
pub fn unnamed_file(_folder: &Path) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub fn give_name(_file: &File, _path: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub fn rename_to_new(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub fn is_disk_failure(_error: &io::Error) -> bool {
    false
}

/// Makes a file that must not exist yet, for its owner's eyes only.
pub fn new_private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder and those above it that are missing, for their owner's eyes only. One that exists stays as it is.
pub fn make_private_folders(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes the names in a folder outlast a power failure, where the system knows how.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Opening a folder is a matter of Unix; one that may be written to but not read cannot be opened there either.
    let Ok(opened) = File::open(folder) else {
        return Ok(());
    };
    sync(&opened)
}

/// Waits until a file is on the disk, where the file system knows how.
pub fn sync(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if is_missing_means(&error) => Ok(()),
        result => result,
    }
}

/// Whether another way may work where this one did not: the file system lacks it (FAT answers a link with "not permitted").
pub fn is_missing_means(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::Unsupported
            | Kind::InvalidInput
            | Kind::PermissionDenied
            | Kind::NotFound
            | Kind::CrossesDevices
            | Kind::TooManyLinks
    )
}
