//! Saving many documents into one folder. Called by `jobs` and `cli`.
//!
//! Nothing in the folder is written over: whether a name is free is settled by the file system at the moment the finished
//! file gets it, not by looking beforehand.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::draft::Draft;
use super::name::plain_file_name;
use super::piecewise::{Failure, write_document};
use super::{ExportError, Kept, NameParts, NameRegister, SaveError, Saved, manifest, platform, suggested_file_name};
use crate::limits;

/// A document that can be exported.
pub trait ExportItem {
    /// What its content can fail with; a sentence without patient data.
    type Error: std::error::Error;

    /// What it says about its name, and its number.
    fn name_parts(&self) -> NameParts<'_>;

    /// The extension of its detected type, without dot.
    fn extension(&self) -> &str;

    /// Writes its content, in pieces, so that memory stays flat. A damaged one is written as far as it decodes.
    ///
    /// # Errors
    /// When the content cannot be read; an error of `out` is passed on in any form.
    fn write_to(&self, out: &mut dyn io::Write) -> Result<ExportOutcome, Self::Error>;
}

/// What [`ExportItem::write_to`] wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportOutcome {
    /// How many bytes. Compared with those that arrived.
    pub bytes: u64,
    /// Not all of the content decodes.
    pub damaged: bool,
}

/// What became of one document.
#[derive(Clone, PartialEq, Eq)]
pub struct Exported<E> {
    /// The document's number.
    pub number: u64,
    /// The file's name in the folder, when there is a file.
    pub file: Option<String>,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: Option<String>,
    /// Length of the file in bytes; 0 without one.
    pub len_bytes: u64,
    /// Not all of the content decodes; the file holds what does.
    pub damaged: bool,
    /// Why there is no file.
    pub error: Option<ExportError<E>>,
}

/// Shows whether there is a file, not its name.
impl<E: fmt::Debug> fmt::Debug for Exported<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Exported")
            .field("number", &self.number)
            .field("file", &self.file.is_some())
            .field("len_bytes", &self.len_bytes)
            .field("damaged", &self.damaged)
            .field("error", &self.error)
            .finish()
    }
}

/// What became of an export.
#[derive(Clone, PartialEq, Eq)]
pub struct Export<E> {
    /// One for each document asked for, in the same order.
    pub documents: Vec<Exported<E>>,
    /// The manifest's name in the folder, or why there is none. `None` when none was asked for.
    pub manifest: Option<Result<String, SaveError>>,
    /// All files are in place, but the disk reported an error at the very end.
    pub unconfirmed: bool,
}

impl<E: fmt::Debug> fmt::Debug for Export<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Export")
            .field("documents", &self.documents)
            .field("manifest", &self.manifest.is_some())
            .field("unconfirmed", &self.unconfirmed)
            .finish()
    }
}

/// How an export goes on.
#[derive(Debug)]
pub enum ExportEvent<'a, E> {
    /// Bytes went to the disk.
    Progress {
        /// Documents dealt with so far.
        documents: usize,
        /// Bytes written so far, of all documents.
        written_bytes: u64,
    },
    /// A document is dealt with.
    Finished(&'a Exported<E>),
}

/// Saves `items` in `folder`, which is made if it is missing. Equal names get ` (2)`. With `with_manifest` a
/// `manifest.json` lists the files. `cancel` is looked at between and within documents; what is finished by then stays.
///
/// # Errors
/// Only when the folder cannot be made or is none. What a single document fails with is in its [`Exported`]; an error
/// that all others would meet (a full disk) ends the export.
pub fn export<I: ExportItem>(
    folder: &Path,
    items: &[I],
    with_manifest: bool,
    watch: &mut dyn FnMut(ExportEvent<'_, I::Error>),
    cancel: &AtomicBool,
) -> Result<Export<I::Error>, SaveError> {
    make_folder(folder)?;
    Ok(write_all(folder, items, with_manifest, watch, cancel))
}

/// The same for a folder that a person chose: made anew where a disk was pulled out, it would be on another disk.
///
/// # Errors
/// When the folder is not there, or is none.
pub fn export_into<I: ExportItem>(
    folder: &Path,
    items: &[I],
    with_manifest: bool,
    watch: &mut dyn FnMut(ExportEvent<'_, I::Error>),
    cancel: &AtomicBool,
) -> Result<Export<I::Error>, SaveError> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(write_all(folder, items, with_manifest, watch, cancel)),
        Ok(_) => Err(SaveError::NotAFolder),
        Err(error) => Err(SaveError::from_io(&error, Kept::Nothing)),
    }
}

fn write_all<I: ExportItem>(
    folder: &Path,
    items: &[I],
    with_manifest: bool,
    watch: &mut dyn FnMut(ExportEvent<'_, I::Error>),
    cancel: &AtomicBool,
) -> Export<I::Error> {
    let mut names = NameRegister::new();
    // Names that differ only in case can live together here, but not where the folder may be copied to. Which names are
    // free is settled later all the same; a folder that does not tell its names is written to without.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        names.reserve(&entry.file_name().to_string_lossy());
    }
    // Given out first, so that no document gets the name which scripts look for.
    let manifest_name = with_manifest.then(|| names.take(MANIFEST_NAME));
    let mut documents = Vec::with_capacity(items.len());
    let mut written_bytes = 0_u64;
    let mut hopeless = false;
    for item in items {
        let result = if cancel.load(Ordering::Relaxed) {
            Err(ExportError::Cancelled)
        } else if hopeless {
            Err(ExportError::NotTried)
        } else {
            let mut progress = |bytes: u64| {
                let (documents, written_bytes) = (documents.len(), written_bytes.saturating_add(bytes));
                watch(ExportEvent::Progress { documents, written_bytes });
            };
            export_one(folder, item, &mut names, &mut progress, cancel)
        };
        hopeless |= matches!(&result, Err(ExportError::Save(error)) if error.ends_batch());
        let exported = exported(item.name_parts().number, result);
        written_bytes = written_bytes.saturating_add(exported.len_bytes);
        watch(ExportEvent::Finished(&exported));
        documents.push(exported);
    }
    let manifest = manifest_name.map(|name| write_manifest(folder, &manifest(&documents), name, &mut names));
    // Once for all: a folder's names are on the disk together.
    let unconfirmed = platform::sync_folder(folder).is_err();
    Export { documents, manifest, unconfirmed }
}

const MANIFEST_NAME: &str = "manifest.json";

fn make_folder(folder: &Path) -> Result<(), SaveError> {
    match platform::make_private_folders(folder) {
        Ok(()) => Ok(()),
        // Something that is no folder has the name.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(SaveError::NotAFolder),
        Err(error) => Err(SaveError::from_io(&error, Kept::Nothing)),
    }
}

fn exported<E>(number: u64, result: Result<(String, Saved), ExportError<E>>) -> Exported<E> {
    match result {
        Ok((file, Saved { len_bytes, sha256, damaged })) => {
            Exported { number, file: Some(file), sha256: Some(sha256), len_bytes, damaged, error: None }
        }
        Err(error) => {
            // Content of which nothing decodes is damaged, whatever it says itself.
            let damaged = matches!(error, ExportError::Empty);
            Exported { number, file: None, sha256: None, len_bytes: 0, damaged, error: Some(error) }
        }
    }
}

fn export_one<I: ExportItem>(
    folder: &Path,
    item: &I,
    names: &mut NameRegister,
    progress: &mut dyn FnMut(u64),
    cancel: &AtomicBool,
) -> Result<(String, Saved), ExportError<I::Error>> {
    let write_failed = |error: &io::Error| ExportError::Save(SaveError::from_io(error, Kept::Nothing));
    let mut draft = Draft::begin(folder).map_err(|error| write_failed(&error))?;
    let saved = write_document(item, &mut draft, progress, cancel).map_err(|failure| match failure {
        Failure::Write(error) => write_failed(&error),
        Failure::Document(error) => error,
    })?;
    draft.seal().map_err(|error| write_failed(&error))?;
    let parts = item.name_parts();
    let name = suggested_file_name(parts, item.extension());
    let placed = match place(&mut draft, &name, names) {
        // Some disks allow less than others: 143 bytes on encrypted folders, no letters outside a code page on FAT.
        Err(error) if is_about_name(&error) => {
            place(&mut draft, &plain_file_name(parts.number, item.extension()), names)
        }
        result => result,
    };
    Ok((placed.map_err(|error| write_failed(&error))?, saved))
}

/// Gives the file `base`, or the first ` (2)` of it that is free in this batch and in the folder.
fn place(draft: &mut Draft, base: &str, names: &mut NameRegister) -> io::Result<String> {
    for _ in 0..limits::EQUAL_NAME_TRIES {
        let name = names.take(base);
        match draft.place_new(name.as_ref()) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn is_about_name(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput)
}

fn write_manifest(
    folder: &Path,
    text: &str,
    first_name: String,
    names: &mut NameRegister,
) -> Result<String, SaveError> {
    let write = || -> io::Result<String> {
        let mut draft = Draft::begin(folder)?;
        io::Write::write_all(&mut draft, text.as_bytes())?;
        draft.seal()?;
        match draft.place_new(first_name.as_ref()) {
            Ok(()) => Ok(first_name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => place(&mut draft, MANIFEST_NAME, names),
            Err(error) => Err(error),
        }
    };
    write().map_err(|error| SaveError::from_io(&error, Kept::Nothing))
}
