//! Where a message comes from, and how ranges of it are read again later. Used by `index`, `read` and `content`.
//!
//! A file stays open for reading and is never mapped: a mapping faults when somebody rewrites the file. Before a range
//! is used, length and time of change are compared with what they were when the file was indexed.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use zeroize::Zeroizing;

use crate::limits;

/// Why a source cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// No file of that name.
    #[error("There is no such file. It may have been moved or deleted.")]
    NotFound,
    /// The system refuses.
    #[error("The file may not be read: you do not have permission.")]
    NoPermission,
    /// A folder was named.
    #[error("This is a folder. Open a file in it instead.")]
    Folder,
    /// More than fits in memory, from a source without random access.
    #[error("The input is larger than 1 GiB. Save it as a file and open that: files may be of any size.")]
    TooLarge,
    /// The file is not what it was when it was opened.
    #[error("The file changed on disk after it was opened. Reload it to see what it holds now.")]
    Changed,
    /// Anything else.
    #[error("The file could not be read ({0}).")]
    Io(io::ErrorKind),
}

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            io::ErrorKind::IsADirectory => Self::Folder,
            kind => Self::Io(kind),
        }
    }
}

/// An opened input.
#[derive(Debug)]
pub struct Source {
    kind: Kind,
}

enum Kind {
    File { file: File, path: PathBuf, len: u64, modified: Option<SystemTime> },
    Memory(Zeroizing<Vec<u8>>),
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { len, .. } => write!(formatter, "File({len} bytes)"),
            Self::Memory(bytes) => write!(formatter, "Memory({} bytes)", bytes.len()),
        }
    }
}

impl Source {
    /// Opens a file. What is no regular file (a pipe) is read into memory.
    ///
    /// # Errors
    /// A sentence for the user: missing, refused, a folder, or what the system says.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        // Asked before opening: opening a pipe without a writer would wait for one.
        if std::fs::metadata(path)?.is_dir() {
            return Err(SourceError::Folder);
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Self::read(file);
        }
        let kind = Kind::File { len: metadata.len(), modified: metadata.modified().ok(), path: path.to_owned(), file };
        Ok(Self { kind })
    }

    /// Reads everything from a stream, such as standard input, into memory.
    ///
    /// # Errors
    /// When it is larger than [`limits::MEMORY_INPUT_BYTES`], or reading fails.
    pub fn read(stream: impl Read) -> Result<Self, SourceError> {
        let mut bytes = Zeroizing::new(Vec::new());
        let mut stream = stream.take(limits::MEMORY_INPUT_BYTES + 1);
        stream.read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limits::MEMORY_INPUT_BYTES {
            return Err(SourceError::TooLarge);
        }
        Ok(Self::from_memory(bytes))
    }

    /// A source that is in memory already. Its bytes are zeroed when it is dropped.
    #[must_use]
    pub fn from_memory(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self { kind: Kind::Memory(bytes) }
    }

    /// Length in bytes when it was opened.
    #[must_use]
    pub fn len(&self) -> u64 {
        match &self.kind {
            Kind::File { len, .. } => *len,
            Kind::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// True when there is not a byte in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The path, if it is a file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.kind {
            Kind::File { path, .. } => Some(path),
            Kind::Memory(_) => None,
        }
    }

    /// The open file, for those who must recognise it (saving never replaces it).
    #[must_use]
    pub fn file(&self) -> Option<&File> {
        match &self.kind {
            Kind::File { file, .. } => Some(file),
            Kind::Memory(_) => None,
        }
    }

    /// All bytes, where they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::File { .. } => None,
            Kind::Memory(bytes) => Some(bytes),
        }
    }

    /// Reads from `offset` into `buffer`, as much as there is; 0 at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        match &self.kind {
            // No file reaches beyond what its system can count; a damaged archive may point there.
            Kind::File { .. } if i64::try_from(offset).is_err() => Ok(0),
            Kind::File { file, .. } => loop {
                match read_file_at(file, buffer, offset) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    result => return Ok(result?),
                }
            },
            Kind::Memory(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let rest = bytes.get(start..).unwrap_or_default();
                let length = rest.len().min(buffer.len());
                if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
                    to.copy_from_slice(from);
                }
                Ok(length)
            }
        }
    }

    /// The bytes of a range. They are zeroed when dropped.
    ///
    /// # Errors
    /// [`SourceError::Changed`] when the file is not what it was, or a read error.
    pub fn range(&self, range: Range<u64>) -> Result<Zeroizing<Vec<u8>>, SourceError> {
        self.check_unchanged()?;
        let length = usize::try_from(range.end.saturating_sub(range.start)).map_err(|_| SourceError::TooLarge)?;
        let mut bytes = Zeroizing::new(vec![0; length]);
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.read_at(range.start.saturating_add(filled as u64), rest)? {
                0 => return Err(SourceError::Changed),
                read => filled += read,
            }
        }
        // Once more: it may have been rewritten while it was read.
        self.check_unchanged()?;
        Ok(bytes)
    }

    /// # Errors
    /// [`SourceError::Changed`] when length or time of change differ from those at opening.
    pub fn check_unchanged(&self) -> Result<(), SourceError> {
        match &self.kind {
            Kind::File { file, len, modified, .. } => {
                let now = file.metadata()?;
                if now.len() == *len && now.modified().ok() == *modified { Ok(()) } else { Err(SourceError::Changed) }
            }
            Kind::Memory(_) => Ok(()),
        }
    }
}

impl Source {
    /// True when the file was written to, or another one has its name now. One that is only gone has not changed.
    #[must_use]
    pub fn changed_on_disk(&self) -> bool {
        let Kind::File { path, len, modified, .. } = &self.kind else { return false };
        let other = |now: std::fs::Metadata| now.len() != *len || now.modified().ok() != *modified;
        matches!(self.check_unchanged(), Err(SourceError::Changed)) || std::fs::metadata(path).is_ok_and(other)
    }
}

#[cfg(unix)]
fn read_file_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_file_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}
