//! Why a document or a page cannot be shown, in words for the user.

use super::contents::ContentsError;
use crate::render::formats::{OpenError, PageError};

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum Failure {
    /// The worker ended, broke the protocol, or ran out of memory.
    #[error(
        "Drawing this was stopped: the reader crashed or needed too much memory. Try again, or save the document and open it in another program."
    )]
    Crashed,
    /// A deadline passed.
    #[error(
        "Drawing this took too long and was stopped. Try again, or save the document and open it in another program."
    )]
    TooSlow,
    /// The bytes are not a sound document.
    #[error("The document is damaged here and cannot be shown. Save it to try another program.")]
    Damaged,
    /// Protected.
    #[error("The document is protected. Enter its password to see it.")]
    PasswordNeeded,
    /// Protected, and not by this password.
    #[error("That is not the document's password. Check it and enter it again.")]
    PasswordWrong,
    /// Sound, but empty.
    #[error("The document has no pages.")]
    NoPages,
    /// Sound, without a letter or a picture.
    #[error("The document is empty: it holds no text and no picture.")]
    Blank,
    /// There is no page with that number.
    #[error("The document has no such page.")]
    NoSuchPage,
    /// There is no attachment with that number.
    #[error("The document has no such attachment.")]
    NoSuchAttachment,
    /// Beyond a limit.
    #[error("This is too large to be shown. Save the document and open it in another program.")]
    TooLarge,
    /// A JPEG of more than 8 bits a channel.
    #[error("This JPEG has more than 8 bits a channel, which cannot be shown. Save it and open it in another program.")]
    DeepJpeg,
    /// A picture that no reader here knows.
    #[error("This picture is stored in a way that cannot be shown. Save it and open it in another program.")]
    UnsupportedPicture,
    /// A sound that no reader here knows.
    #[error("This sound is stored in a way that cannot be shown. Save it and open it in another program.")]
    UnsupportedSound,
    /// Nothing here reads it.
    #[error("This kind of document cannot be shown. Save it and open it in another program.")]
    Unsupported,
    /// There are no bytes to show.
    #[error("{0}")]
    Contents(#[from] ContentsError),
    /// The worker's program does not start.
    #[error(
        "The part of the program that draws documents did not start. Restart the program; if that does not help, install it again."
    )]
    WorkerMissing,
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::PasswordNeeded => Self::PasswordNeeded,
            OpenError::PasswordWrong => Self::PasswordWrong,
            OpenError::Damaged => Self::Damaged,
            OpenError::NoPages => Self::NoPages,
            OpenError::Blank => Self::Blank,
            OpenError::TooLarge => Self::TooLarge,
            OpenError::DeepJpeg => Self::DeepJpeg,
            OpenError::UnsupportedPicture => Self::UnsupportedPicture,
            OpenError::UnsupportedSound => Self::UnsupportedSound,
            OpenError::Unsupported => Self::Unsupported,
        }
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        match error {
            PageError::NoSuchPage => Self::NoSuchPage,
            PageError::Damaged => Self::Damaged,
            PageError::TooLarge => Self::TooLarge,
            PageError::NoSuchAttachment => Self::NoSuchAttachment,
        }
    }
}
