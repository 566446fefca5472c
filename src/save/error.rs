//! Why something was not saved, in sentences for the user. No paths and no names in them: those may name a patient.

use std::io;

/// What still holds after a save did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Kept {
    /// There was no file of that name, and there is none.
    #[error("Nothing was changed.")]
    Nothing,
    /// The file of that name is what it was.
    #[error("The old file is untouched.")]
    OldFile,
}

/// Why a file was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The name is taken and may not be replaced.
    #[error("A file of this name already exists. Choose another name. The old file is untouched.")]
    Exists,
    /// The folder is not there.
    #[error("This folder does not exist. It may have been moved or deleted. Nothing was changed.")]
    FolderMissing,
    /// A part of the path, or the folder itself, is a file.
    #[error("This is not a folder. Choose a folder to save in. Nothing was changed.")]
    NotAFolder,
    /// The system refuses.
    #[error("You do not have permission to save here. Choose another folder. {0}")]
    NoPermission(Kept),
    /// The file to replace may not be written to.
    #[error("The existing file is write-protected. Choose another name. The old file is untouched.")]
    WriteProtected,
    /// The disk is mounted read-only.
    #[error("This disk is read-only. Choose another place. {0}")]
    ReadOnly(Kept),
    /// No space, or a quota is used up.
    #[error("There is not enough space left on this disk. Free some space or choose another disk. {0}")]
    DiskFull(Kept),
    /// Longer than the file system allows.
    #[error("This name is too long. Choose a shorter one. Nothing was changed.")]
    NameTooLong,
    /// The file system does not take this name.
    #[error("This disk does not accept this name. Choose one without special characters. Nothing was changed.")]
    NameRefused,
    /// A folder has this name.
    #[error("A folder has this name. Choose another name. Nothing was changed.")]
    IsFolder,
    /// A device, a pipe or a socket has this name.
    #[error("This name belongs to a device, not to a file. Choose another name. Nothing was changed.")]
    NotAFile,
    /// A symbolic link has this name, and leads nowhere.
    #[error("This name is a link to a file that does not exist. Choose another name. Nothing was changed.")]
    DanglingLink,
    /// The file that the document was read from.
    #[error(
        "This is the file that is open here, and it is never written to. Choose another name. The file is untouched."
    )]
    IsOpenFile,
    /// Larger than the file system or the account allows.
    #[error("The document is larger than a file may be on this disk. Choose another disk. {0}")]
    FileTooLarge(Kept),
    /// A read or write error, or the disk was pulled out.
    #[error("The disk reported an error or was removed. Check it, or choose another one. {0}")]
    DiskFailed(Kept),
    /// In place and complete as far as anyone can tell, but the disk reported an error at the very end.
    #[error("The file was saved, but the disk did not confirm it. Open the file to check it before you rely on it.")]
    Unconfirmed,
    /// Anything else.
    #[error("The file could not be saved ({kind}). Try another folder. {kept}")]
    Other {
        /// What the system says.
        kind: io::ErrorKind,
        /// What still holds.
        kept: Kept,
    },
}

impl SaveError {
    /// Puts an error of the system into words.
    pub(super) fn from_io(error: &io::Error, kept: Kept) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::AlreadyExists => Self::Exists,
            Kind::NotFound => Self::FolderMissing,
            Kind::NotADirectory => Self::NotAFolder,
            Kind::PermissionDenied => Self::NoPermission(kept),
            Kind::ReadOnlyFilesystem => Self::ReadOnly(kept),
            Kind::StorageFull | Kind::QuotaExceeded => Self::DiskFull(kept),
            Kind::FileTooLarge => Self::FileTooLarge(kept),
            Kind::InvalidFilename => Self::NameTooLong,
            Kind::IsADirectory | Kind::DirectoryNotEmpty => Self::IsFolder,
            _ if super::platform::is_disk_failure(error) => Self::DiskFailed(kept),
            kind => Self::Other { kind, kept },
        }
    }

    /// Whether every other document would meet the same trouble in the same folder.
    pub(super) fn ends_batch(self) -> bool {
        matches!(
            self,
            Self::FolderMissing
                | Self::NotAFolder
                | Self::NoPermission(_)
                | Self::ReadOnly(_)
                | Self::DiskFull(_)
                | Self::DiskFailed(_)
        )
    }
}

/// Why a document has no file, or not a sound one. `E` is what the document's content can fail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError<E> {
    /// The content cannot be read or decoded.
    #[error("{0}")]
    Content(E),
    /// Not a single byte of the content decodes.
    #[error("Nothing in this document could be decoded, so no file was made for it.")]
    Empty,
    /// The content says it wrote another number of bytes than arrived.
    #[error("The document could not be written whole, so no file was made for it. Try again.")]
    Incomplete,
    /// Writing failed.
    #[error("{0}")]
    Save(SaveError),
    /// The user cancelled, before or while this document was saved.
    #[error("Not saved, because saving was cancelled.")]
    Cancelled,
    /// An earlier document met an error that this one would have met as well.
    #[error("Not saved, because an earlier document could not be saved here.")]
    NotTried,
}
