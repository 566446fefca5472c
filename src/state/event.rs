//! What happens outside the state, told by the work behind. [`super::AppState::apply`] takes it in.

use std::path::PathBuf;
use std::sync::Arc;

use super::batch::BatchWritten;
use super::copying::CopiedText;
use super::effect::Saving;
use super::listing::Haystack;
use crate::content::Inspection;
use crate::finding::Findings;
use crate::message::{Lines, Loaded};
use crate::render::{Failure, PoolEvent, TileKey};

/// Something that happened outside the state.
#[derive(Debug)]
pub enum Event {
    /// So many bytes of so many are read.
    OpenProgress(u64, u64, u64),
    /// An input was read.
    OpenFinished(u64, Result<Arc<Loaded>, String>),
    /// The contents of the next documents were looked at.
    Inspected(u64, Vec<Inspection>),
    /// The texts that the filter of a load looks into were made.
    TextsMade(u64, Arc<Vec<Haystack>>),
    /// All contents were looked at: what is odd between them, and the lines of all findings' places.
    Looked(u64, Findings, Lines),
    /// The clipboard was read, or why not.
    ClipboardRead(Result<CopiedText, String>),
    /// A page was drawn for the clipboard, or not.
    PictureDrawn(TileKey, Option<Failure>),
    /// A page, from 0, is on the clipboard.
    PictureCopied(u32),
    /// Nothing was copied, and why.
    NotCopied(&'static str),
    /// The desktop gives the clipboard to the window only.
    CopyThroughWindow(CopiedText),
    /// The user chose files, or none.
    FilesChosen(Option<Vec<PathBuf>>),
    /// This system has no file dialog for opening.
    NoOpenDialog,
    /// This system has no file dialog for saving.
    NoSaveDialog(Saving, String),
    /// The user chose a place, or none, in a dialog that asks itself before replacing.
    TargetChosen(Saving, Option<PathBuf>),
    /// A document was saved under this name, or not.
    Saved(Result<String, String>),
    /// There is a file of that name already.
    TargetExists(Saving, PathBuf),
    /// The user chose a folder to save many documents in, or none.
    TargetFolderChosen(Option<PathBuf>),
    /// This system has no dialog for that.
    NoTargetFolderDialog,
    /// Of many documents so many are dealt with, and so many bytes written.
    SavedSome(usize, u64),
    /// The saving of many documents is over, or none could be saved.
    SavedMany(Result<BatchWritten, String>),
    /// The files of this load are not what they were when they were opened.
    InputChanged(u64),
    /// The settings could not be written, and why.
    SettingsNotKept(String),
    /// From the workers.
    Pages(PoolEvent),
}
