//! Which file a file is, whatever it is called. Called by `write`, and by whoever opened a file that must be kept.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Identifies a file on this computer while it exists, through every name and link.
#[derive(Clone, PartialEq, Eq)]
pub struct FileIdentity {
    #[cfg(unix)]
    device_and_inode: (u64, u64),
    /// Elsewhere the standard library offers nothing better than the path without its links.
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}

/// Shows nothing: a path may name a patient.
impl std::fmt::Debug for FileIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FileIdentity")
    }
}

impl FileIdentity {
    /// Of a file that is open, and was opened as `path`.
    ///
    /// # Errors
    /// When the system cannot say.
    pub fn of_open(file: &File, path: &Path) -> io::Result<Self> {
        Self::new(&file.metadata()?, path)
    }

    /// Of what stands at `path` now, through links.
    ///
    /// # Errors
    /// When nothing stands there, or the system refuses to say.
    pub fn of_path(path: &Path) -> io::Result<Self> {
        Self::new(&std::fs::metadata(path)?, path)
    }

    #[cfg(unix)]
    fn new(metadata: &Metadata, _path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        Ok(Self { device_and_inode: (metadata.dev(), metadata.ino()) })
    }

    #[cfg(not(unix))]
    fn new(_metadata: &Metadata, path: &Path) -> io::Result<Self> {
        Ok(Self { path: std::fs::canonicalize(path)? })
    }
}
