//! What goes in and out of the state: wishes of the user, effects to run, dialogs over the window.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::batch::{BatchOrder, BatchPlan, BatchResult};
use super::command::Command;
use super::copying::CopiedText;
use super::listing::{Column, Filter};
use super::looking::Heading;
use super::opened::Origin;
use super::reading::{Direction, Unit};
use super::settings::SettingsChange;
use super::view::Viewport;
use crate::message::Given;
use crate::render::{Format, Password};

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

/// What is saved to a file of the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The bytes of a document, by its place in the list.
    Document(u32),
    /// An attachment of the selected document, by its place among them.
    Attachment(u32),
    /// The list of documents, as a table.
    List,
}

/// A dialog over the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What the program is.
    About,
    /// The list of keys.
    Shortcuts,
    /// What the user wants kept.
    Settings,
    /// Which page to go to.
    GoToPage,
    /// No file dialog on this system: type the path of a file to open.
    OpenPath,
    /// No file dialog on this system: type the path to save to.
    SavePath {
        /// What to save.
        what: Saving,
        /// What is suggested.
        suggested: String,
    },
    /// The file exists: replace it?
    Replace {
        /// What to save.
        what: Saving,
        /// The file.
        target: PathBuf,
    },
    /// Save many documents?
    SaveMany {
        /// Which.
        plan: Arc<BatchPlan>,
        /// Where to; `None` where the desktop has no dialog for it: it is typed.
        folder: Option<PathBuf>,
    },
    /// What became of saving many documents.
    SavedMany(Arc<BatchResult>),
}

/// What the user wants.
#[derive(Clone, PartialEq)]
pub enum Intent {
    /// A command of menu, toolbar or keyboard.
    Run(Command),
    /// Open files or folders that were dropped or typed.
    OpenPaths(Vec<PathBuf>),
    /// Open a text that was pasted.
    OpenText(CopiedText),
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
    /// Add a document to those that are chosen, or take it away.
    ToggleMark(u32),
    /// Choose every document from the last one chosen alone to this one.
    MarkTo(u32),
    /// The same, to the document so many rows further.
    MarkRows(i64),
    /// Choose every document of the list.
    MarkAll,
    /// Show other documents in the list.
    SetFilter(Box<Filter>),
    /// Sort the list by a column: smallest first, largest first, in the file's order.
    SortBy(Column),
    /// Put what stands in a cell of the list on the clipboard.
    CopyCell(Column, u32),
    /// Make a column of the list so wide, points.
    ColumnWidth(Column, f32),
    /// Show a column of the list, or hide it.
    ShowColumn(Column, bool),
    /// Fold the documents of a patient away in the list, or show them.
    FoldPatient {
        /// The patient, by its number in the input.
        patient: u32,
        /// Away.
        folded: bool,
    },
    /// Scroll the pages by device pixels.
    Scroll {
        /// To the right.
        right: i64,
        /// Down.
        down: i64,
    },
    /// Scroll the pages by what is in view.
    ScrollView(Heading),
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
    /// Show a place that an outline or a link names.
    GoToPlace {
        /// The page, from 0.
        page: u32,
        /// Page units from its upper edge; `None` for the page as a whole.
        top: Option<f32>,
    },
    /// Show the outline in the place of the page strip, or the strip.
    ShowOutline(bool),
    /// Search the document for this.
    FindText(zeroize::Zeroizing<String>),
    /// Go on to the next place found, or the one before.
    FindStep(Direction),
    /// Begin to select text at a point of a page (page units), or take the selection there.
    PressText {
        /// The page, from 0.
        page: u32,
        /// From its left edge.
        x: f32,
        /// From its upper edge.
        y: f32,
        /// What is selected: a word after a double click.
        unit: Unit,
        /// Take the selection that there is to this point.
        extend: bool,
    },
    /// Take the selection to a point of a page (page units).
    DragText {
        /// The page, from 0.
        page: u32,
        /// From its left edge.
        x: f32,
        /// From its upper edge.
        y: f32,
    },
    /// Select no text.
    DeselectText,
    /// Go where a link leads.
    FollowLink {
        /// Its page, from 0.
        page: u32,
        /// Which of the page's links.
        nth: usize,
    },
    /// Ask for a place and save an attachment of the selected document.
    SaveAttachment(u32),
    /// The pages are shown in this viewport.
    Viewport(Viewport),
    /// The window became too narrow for the list beside the pages, or wide enough.
    Narrow(bool),
    /// The preview is wide enough for the page strip, or is not any more.
    RoomForPages(bool),
    /// Write a document to a path that was typed or confirmed.
    SaveTo {
        /// What to save.
        what: Saving,
        /// The path.
        target: PathBuf,
        /// Replace what is there.
        replace: bool,
    },
    /// Write the documents that the dialog is about to a folder.
    SaveMany {
        /// The folder.
        folder: PathBuf,
        /// Add a manifest.
        manifest: bool,
    },
    /// End the saving of many documents; what is complete stays.
    CancelSaving,
    /// Close the dialog.
    CloseQuestion,
    /// Take the message away.
    DismissNotice,
    /// Do what the message offers.
    ActOnNotice,
    /// Have the message stay: the pointer or the focus is on it.
    HoldNotice,
    /// Change something that is kept.
    Settings(SettingsChange),
    /// Put this description of program and system on the clipboard.
    CopyDiagnostics(CopiedText),
    /// Say why something cannot be done.
    Refuse(String),
}

/// Bytes of an attachment, held until they are saved.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachedBytes(pub Arc<zeroize::Zeroizing<Vec<u8>>>);

impl std::fmt::Debug for AttachedBytes {
    /// Their number only.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "AttachedBytes({})", self.0.len())
    }
}

/// Work to do outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the user for files to open.
    AskForFiles,
    /// Ask the user for a folder to open.
    AskForFolder,
    /// Make the texts that the filter of a load looks into.
    MakeTexts(u64),
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
        /// What to save.
        what: Saving,
        /// A safe file name.
        suggested: String,
    },
    /// Ask the user for a folder to save many documents in; the one of the last time is offered.
    AskForTargetFolder(Option<PathBuf>),
    /// Write many documents.
    SaveMany(BatchOrder),
    /// End that.
    CancelSaveMany,
    /// Write the list of documents.
    SaveList {
        /// The load that they are of.
        load: u64,
        /// The documents, in the order of the list.
        documents: Vec<u32>,
        /// Where to.
        target: PathBuf,
        /// The user agreed to replace what is there.
        replace: bool,
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
    /// Write bytes that were read out of a document.
    SaveBytes {
        /// What they are.
        what: Saving,
        /// The bytes.
        bytes: AttachedBytes,
        /// Where to.
        target: PathBuf,
        /// The user agreed to replace what is there.
        replace: bool,
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
