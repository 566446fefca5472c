//! Why a document does not open, or a page of it is not drawn. For everyone.

/// Why a document does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OpenError {
    /// It is encrypted and no password was given.
    #[error("This document is protected. Enter its password to see it.")]
    PasswordNeeded,
    /// It is encrypted and the password given is not the one.
    #[error("This password does not open the document. Check it and try again.")]
    PasswordWrong,
    /// Its bytes do not make sense.
    #[error("This document is damaged and cannot be shown. You can still save it.")]
    Damaged,
    /// It opens, but holds no page.
    #[error("This document has no pages. You can still save it.")]
    NoPages,
    /// It opens, and says nothing: no letter, no picture.
    #[error("This document is empty: it holds no text and no picture. You can still save it.")]
    Blank,
    /// It has more pages or pixels than the limits allow.
    #[error("This document is too large to be shown. You can save it and open it in another program.")]
    TooLarge,
    /// A JPEG of more than 8 bits a channel.
    #[error(
        "This JPEG has more than 8 bits a channel, which cannot be shown. You can save it and open it in another program."
    )]
    DeepJpeg,
    /// A picture with a compression or an arrangement of pixels without a reader.
    #[error("This picture is stored in a way that cannot be shown. You can save it and open it in another program.")]
    UnsupportedPicture,
    /// A sound that is coded in a way without a reader.
    #[error("This sound is stored in a way that cannot be shown. You can save it and open it in another program.")]
    UnsupportedSound,
    /// A kind of file, or of encryption, without a reader.
    #[error("Documents of this kind cannot be shown. You can save it and open it in another program.")]
    Unsupported,
}

/// Why a page is not drawn, or an attachment not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PageError {
    /// The document has fewer pages.
    #[error("The document has no such page.")]
    NoSuchPage,
    /// The page's contents do not make sense.
    #[error("This page is damaged and cannot be shown. You can still save the document.")]
    Damaged,
    /// The page, or the part asked for, is past the limits.
    #[error("This page is too large to be drawn at this size. Zoom out, or save the document.")]
    TooLarge,
    /// The document has fewer attachments.
    #[error("The document has no such attachment.")]
    NoSuchAttachment,
}
