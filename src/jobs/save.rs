//! Saving one file: the decoded bytes of a document, verbatim, an attachment, or the list.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::Library;
use crate::content::decode::DecodeError;
use crate::content::{Inspection, decode_to, inspect};
use crate::limits;
use crate::message::{Document, DocumentId, Input, Loaded};
use crate::save::{
    AtomicFile, BYTE_ORDER_MARK, Existing, ExportError, ExportItem, ExportOutcome, FileIdentity, ListedDocument,
    NameParts, SaveError, save_document, write_csv_document, write_csv_header,
};
use crate::state::batch::documents_text;
use crate::state::{AttachedBytes, Event, Saving};

/// A document as the saving room sees it.
pub struct SavedItem<'a> {
    /// Where its contents are.
    pub input: &'a Input,
    /// The document.
    pub document: &'a Document,
    /// The extension of its real type.
    pub extension: &'static str,
}

impl ExportItem for SavedItem<'_> {
    type Error = DecodeError;

    fn name_parts(&self) -> NameParts<'_> {
        crate::save::name_parts(self.document)
    }

    fn extension(&self) -> &str {
        self.extension
    }

    fn write_to(&self, out: &mut dyn io::Write) -> Result<ExportOutcome, DecodeError> {
        let report = decode_to(self.input, self.document, out)?;
        Ok(ExportOutcome { bytes: report.bytes, damaged: report.damage.is_some() })
    }
}

/// An attachment as the saving room sees it.
struct Attached(AttachedBytes);

impl ExportItem for Attached {
    type Error = std::convert::Infallible;

    fn name_parts(&self) -> NameParts<'_> {
        NameParts::default()
    }

    fn extension(&self) -> &str {
        ""
    }

    fn write_to(&self, out: &mut dyn io::Write) -> Result<ExportOutcome, Self::Error> {
        // What goes wrong with `out` is known to whoever made it.
        let _ = out.write_all(&self.0.0);
        Ok(ExportOutcome { bytes: self.0.0.len() as u64, damaged: false })
    }
}

/// Saves an attachment and says what became of it.
pub fn save_bytes(what: Saving, bytes: AttachedBytes, target: PathBuf, replace: bool, library: &Library) -> Event {
    let name = shown_name(&target);
    let opened = library.all().iter().flat_map(|loaded| opened_files(&loaded.input)).collect::<Vec<_>>();
    let existing = if replace { Existing::Replace } else { Existing::Refuse };
    match save_document(&Attached(bytes), &target, existing, &opened, &mut |_| {}, &AtomicBool::new(false)) {
        Ok(_) => Event::Saved(Ok(name)),
        Err(ExportError::Save(SaveError::Exists)) => Event::TargetExists(what, target),
        Err(error) => Event::Saved(Err(format!("The attachment was not saved. {error}"))),
    }
}

fn shown_name(target: &std::path::Path) -> String {
    let name = target.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    crate::words::visible_name(&name).into_owned()
}

/// Saves and says what became of it.
pub fn save(id: DocumentId, target: PathBuf, replace: bool, library: &Library) -> Event {
    let name = shown_name(&target);
    let Some(loaded) = library.get(id.load) else {
        return Event::Saved(Err("The document was not saved: its file was closed. Nothing was changed.".to_owned()));
    };
    let Some(document) = loaded.response.documents.get(id.index as usize) else {
        return Event::Saved(Err("The document was not saved: it is gone. Nothing was changed.".to_owned()));
    };
    let opened = opened_files(&loaded.input);
    let existing = if replace { Existing::Replace } else { Existing::Refuse };
    let item = SavedItem { input: &loaded.input, document, extension: "" };
    let saved = save_document(&item, &target, existing, &opened, &mut |_| {}, &AtomicBool::new(false));
    match saved {
        Ok(saved) if saved.damaged => Event::Saved(Ok(format!("{name}, as far as its damaged contents decode"))),
        Ok(_) => Event::Saved(Ok(name)),
        Err(ExportError::Save(SaveError::Exists)) => Event::TargetExists(Saving::Document(id.index), target),
        Err(error) => Event::Saved(Err(format!("The document was not saved. {error}"))),
    }
}

/// Saves the list of documents and says what became of it.
pub fn save_list(load: u64, documents: &[u32], target: PathBuf, replace: bool, library: &Library) -> Event {
    let Some(loaded) = library.get(load) else {
        return Event::Saved(Err("The list was not saved: its file was closed. Nothing was changed.".to_owned()));
    };
    let opened = library.all().iter().flat_map(|loaded| opened_files(&loaded.input)).collect::<Vec<_>>();
    let existing = if replace { Existing::Replace } else { Existing::Refuse };
    let written = AtomicFile::create(&target, existing, &opened).and_then(|mut file| {
        let mut out = io::BufWriter::with_capacity(limits::SAVE_BUFFER_BYTES, &mut file);
        let written = write_list(&mut out, &loaded, documents).and_then(|()| out.flush());
        drop(out);
        written.map_err(|error| file.explain(&error))?;
        file.commit()
    });
    match written {
        Ok(()) => Event::Saved(Ok(format!("{}, a list of {}", shown_name(&target), documents_text(documents.len())))),
        Err(SaveError::Exists) => Event::TargetExists(Saving::List, target),
        Err(error) => Event::Saved(Err(format!("The list was not saved. {error}"))),
    }
}

fn write_list(out: &mut impl io::Write, loaded: &Loaded, documents: &[u32]) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    write_csv_header(out)?;
    for document in documents.iter().filter_map(|index| loaded.response.documents.get(*index as usize)) {
        // As on the command line, from the file as it is now.
        let inspection = inspect(&loaded.input, document).unwrap_or_else(|_| Inspection::unavailable());
        write_csv_document(out, &ListedDocument::new(&loaded.response, document, &inspection))?;
    }
    Ok(())
}

/// The files that are open: saving never replaces one of them. An unpacked one is known by its path only.
fn opened_files(input: &Input) -> Vec<FileIdentity> {
    input
        .parts()
        .iter()
        .filter_map(|part| match (part.source.file(), &part.path) {
            (Some(file), Some(path)) => FileIdentity::of_open(file, path).ok(),
            (None, Some(path)) => FileIdentity::of_open(&std::fs::File::open(path).ok()?, path).ok(),
            _ => None,
        })
        .collect()
}
