//! What goes in and out of the state: events of the work behind, effects to run, dialogs over the window.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::command::Command;
use super::copying::CopiedText;
use super::opened::Origin;
use super::view::Viewport;
use crate::content::Inspection;
use crate::finding::Findings;
use crate::message::{Given, Lines, Loaded};
use crate::render::{Failure, Format, Password, PoolEvent, TileKey};

/// Light, dark or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is shown below the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The fields of the document.
    #[default]
    Details,
    /// What is odd about it.
    Findings,
    /// What is odd about the whole input.
    AllFindings,
}

/// An input that is being opened.
#[derive(Debug)]
pub struct Opening {
    /// Which load.
    pub load: u64,
    /// Where it comes from.
    pub origin: Origin,
    /// Bytes read and bytes in all.
    pub progress: (u64, u64),
    /// When it began.
    pub since: Instant,
}

/// A dialog over the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What the program is.
    About,
    /// The list of keys.
    Shortcuts,
    /// Which page to go to.
    GoToPage,
    /// No file dialog on this system: type the path of a file to open.
    OpenPath,
    /// No file dialog on this system: type the path to save to.
    SavePath {
        /// The document.
        document: u32,
        /// What is suggested.
        suggested: String,
    },
    /// The file exists: replace it?
    Replace {
        /// The document.
        document: u32,
        /// The file.
        target: PathBuf,
    },
}

/// What the user wants.
#[derive(Clone, PartialEq)]
pub enum Intent {
    /// A command of menu, toolbar or keyboard.
    Run(Command),
    /// Open files or folders that were dropped or typed.
    OpenPaths(Vec<PathBuf>),
    /// Open a text that was pasted.
    OpenText(zeroize::Zeroizing<String>),
    /// Show a document as if it were of this format, or as what it is.
    ShowAs(Option<Format>),
    /// Try this password on a protected document.
    GivePassword {
        /// The document.
        document: u32,
        /// What was typed.
        password: Password,
    },
    /// Show the details or the findings below the pages.
    ShowTab(Tab),
    /// Select a document.
    Select(u32),
    /// Select so many rows further down, or up.
    StepRows(i64),
    /// Scroll the pages by device pixels.
    Scroll {
        /// To the right.
        right: i64,
        /// Down.
        down: i64,
    },
    /// Zoom by a factor, keeping a point of the view in place (device pixels).
    ZoomAt {
        /// The factor.
        by: f32,
        /// From the left of the view.
        x: f64,
        /// From its top.
        y: f64,
    },
    /// Show a page, from 0.
    GoToPage(usize),
    /// The pages are shown in this viewport.
    Viewport(Viewport),
    /// Write a document to a path that was typed or confirmed.
    SaveTo {
        /// The document.
        document: u32,
        /// The path.
        target: PathBuf,
        /// Replace what is there.
        replace: bool,
    },
    /// Close the dialog.
    CloseQuestion,
    /// Take the message away.
    DismissNotice,
    /// Say why something cannot be done.
    Refuse(String),
}

/// Work to do outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the user for files to open.
    AskForFiles,
    /// Ask the user for a folder to open.
    AskForFolder,
    /// Read the clipboard, to open what is in it.
    ReadClipboard,
    /// Put a text on the clipboard.
    Copy(CopiedText),
    /// Put what is selected in the window on the clipboard.
    CopySelected,
    /// Put a text on the clipboard through the window: no other way is open on this desktop.
    CopyThroughWindow(CopiedText),
    /// A document is shown as if it were of this format, or as what it is.
    ShowAs(u32, Option<Format>),
    /// Read an input.
    Open {
        /// Which load.
        load: u64,
        /// What.
        given: Given,
    },
    /// Stop reading.
    CancelOpen,
    /// Ask the user where to save.
    AskForTarget {
        /// The document.
        document: u32,
        /// A safe file name.
        suggested: String,
    },
    /// Write a document.
    Save {
        /// The document.
        document: u32,
        /// Where to.
        target: PathBuf,
        /// The user agreed to replace what is there.
        replace: bool,
    },
    /// Open a protected document with this password.
    GivePassword {
        /// The document.
        document: u32,
        /// What was typed.
        password: Password,
    },
    /// Draw again what failed.
    Retry(u32),
    /// Nothing of this load is needed any more.
    Forget(u64),
    /// Full screen or not.
    FullScreen(bool),
    /// Leave the program.
    Quit,
}

/// Something that happened outside the state.
#[derive(Debug)]
pub enum Event {
    /// So many bytes of so many are read.
    OpenProgress(u64, u64, u64),
    /// An input was read.
    OpenFinished(u64, Result<Arc<Loaded>, String>),
    /// The contents of the next documents were looked at.
    Inspected(u64, Vec<Inspection>),
    /// All contents were looked at: what is odd between them, and the lines of all findings' places.
    Looked(u64, Findings, Lines),
    /// The clipboard was read, or why not.
    ClipboardRead(Result<zeroize::Zeroizing<String>, String>),
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
    NoSaveDialog(u32, String),
    /// The user chose a place, or none, in a dialog that asks itself before replacing.
    TargetChosen(u32, Option<PathBuf>),
    /// A document was saved under this name, or not.
    Saved(Result<String, String>),
    /// There is a file of that name already.
    TargetExists(u32, PathBuf),
    /// From the workers.
    Pages(PoolEvent),
}
