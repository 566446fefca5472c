//! What a message may be wrapped in: recognised by its first bytes and unpacked into memory, because none of these
//! wrappings has random access. Called by whatever opens an input, before `message` sees a byte of it.
//!
//! Everything here works on hostile input: what is counted is what is really produced, never what a header claims.

use std::fmt;
use std::io;

use zeroize::Zeroizing;

mod archive;
mod directory;
mod gzip;
mod inflate;
mod utf16;

pub use archive::{Member, unzip};
pub use gzip::gunzip;
pub use utf16::{Transcoded, transcode_utf16};

/// How the bytes of an input are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Not at all, as far as the first bytes tell.
    Plain,
    /// gzip (RFC 1952): see [`gunzip`].
    Gzip,
    /// A zip archive, possibly an empty one: see [`unzip`].
    Zip,
    /// UTF-16 text: see [`transcode_utf16`].
    Utf16 {
        /// High byte first.
        big_endian: bool,
        /// It starts with a byte-order mark.
        bom: bool,
    },
}

/// Unpacked bytes and what was odd about them.
#[derive(PartialEq, Eq)]
pub struct Unpacked {
    /// The contents.
    pub bytes: Zeroizing<Vec<u8>>,
    /// The packed data ended early: `bytes` is only the beginning.
    pub cut_off: bool,
    /// Something that is not gzip followed the packed data and was left out (zero padding does not count).
    pub ignored_tail: bool,
}

impl fmt::Debug for Unpacked {
    // Contents stay out of logs and test output.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bytes, cut_off, ignored_tail } = self;
        write!(formatter, "Unpacked({} bytes, cut_off: {cut_off}, ignored_tail: {ignored_tail})", bytes.len())
    }
}

/// Why something was not unpacked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContainerError {
    /// More than [`crate::limits::UNPACKED_BYTES`] would come out.
    #[error(
        "This file unpacks to more than 1 GiB. Unpack it first and open the unpacked file: that may be of any size."
    )]
    TooLarge,
    /// More than [`crate::limits::UNPACKED_RATIO`] times the packed size would come out.
    #[error(
        "This file unpacks to more than 200 times its size, as no real message does. \
         If you trust where it comes from, unpack it first and open the unpacked file."
    )]
    Ratio,
    /// The first bytes are no gzip header.
    #[error("This file is not compressed with gzip. Rename it without .gz and open it again.")]
    NotGzip,
    /// The packed data contradicts itself or its checksum.
    #[error("This compressed file is damaged and cannot be unpacked. Ask for it again, or download it once more.")]
    Broken,
    /// A member of an archive needs a password.
    #[error("This file is protected with a password inside the archive. Unpack the archive first and open the file.")]
    Encrypted,
    /// A member of an archive is packed by another method than deflate.
    #[error(
        "This file is packed by a method that this program does not know. Unpack the archive first and open the file."
    )]
    UnknownMethod,
    /// An archive without a JSON file.
    #[error("This archive holds no JSON files (names ending in .json, .ndjson or .json.gz). Choose another file.")]
    NothingInside,
    /// More JSON files than [`crate::limits::ARCHIVE_MEMBERS`].
    #[error("This archive holds more than 10,000 JSON files. Unpack it first and open the files you need.")]
    TooMany,
    /// The system has no memory left for the contents.
    #[error("There is not enough memory to unpack this file. Close other programs and try again.")]
    Memory,
    /// Reading failed.
    #[error("The file could not be read ({0}). Check that it is still there and try again.")]
    Io(io::ErrorKind),
    /// The user cancelled.
    #[error("Unpacking was cancelled.")]
    Cancelled,
}

impl From<io::Error> for ContainerError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// How an input is wrapped, by its first bytes (64 are enough).
#[must_use]
pub fn recognise(head: &[u8]) -> Container {
    if head.starts_with(&gzip::MAGIC) {
        return Container::Gzip;
    }
    // A first member, or the end record of an empty archive (APPNOTE.TXT 6.3.10, 4.3.7 and 4.3.16).
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    match head {
        [0xFF, 0xFE, ..] => return Container::Utf16 { big_endian: false, bom: true },
        [0xFE, 0xFF, ..] => return Container::Utf16 { big_endian: true, bom: true },
        _ => {}
    }
    let (units, _) = head.as_chunks::<2>();
    for big_endian in [false, true] {
        let read = if big_endian { u16::from_be_bytes } else { u16::from_le_bytes };
        let mut characters = units.iter().map(|unit| read(*unit)).skip_while(|unit| {
            matches!(*unit, 0x20 | 0x09 | 0x0A | 0x0D) // JSON's white space (RFC 8259, 2)
        });
        if matches!(characters.next(), Some(0x7B | 0x5B)) {
            return Container::Utf16 { big_endian, bom: false };
        }
    }
    Container::Plain
}

#[cfg(test)]
mod tests;
