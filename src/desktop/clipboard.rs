//! The clipboard. Reading it is a job on a thread: its owner may be another program that answers slowly, or with 40 MB.
//! Writing is the work of one thread that lives as long as the window, as X11 asks the owner whenever somebody pastes.
//!
//! Everything copied carries the mark by which clipboard managers know what to leave out of their histories
//! (`x-kde-passwordManagerHint`, honoured by KDE, GPaste, CopyQ and others).

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use arboard::ImageData;

use crate::jobs::Reporter;
use crate::state::{CopiedText, DisplayServer, Event};

/// Something to put on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// A text.
    Text(CopiedText),
    /// A text that was just selected, for pasting with the middle mouse button.
    Selected(CopiedText),
    /// A page as a picture.
    Picture(CopiedPicture),
}

/// A page as a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct CopiedPicture {
    /// The page, from 0.
    pub page: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, 4 bytes a pixel, rows from the top.
    pub pixels: Vec<u8>,
}

impl CopiedPicture {
    fn image(&self) -> ImageData<'_> {
        let side = |length: u32| usize::try_from(length).unwrap_or(0);
        ImageData { width: side(self.width), height: side(self.height), bytes: self.pixels.as_slice().into() }
    }
}

impl std::fmt::Debug for CopiedPicture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "CopiedPicture({} × {})", self.width, self.height)
    }
}

/// Which clipboard is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardKind {
    /// The desktop's, for a window on this display server.
    Desktop(DisplayServer),
    /// None: what is copied is kept, for tests to look at.
    Kept,
}

/// The one way out to the clipboard.
pub struct Clipboard {
    kind: ClipboardKind,
    reporter: Reporter,
    /// To the thread that owns what was copied; `None` where the system has no room for it.
    owner: OnceLock<Option<Sender<Copied>>>,
    kept: Mutex<Vec<Copied>>,
}

const NOT_COPIED: &str = "Nothing was copied: the clipboard does not answer. Try again.";

impl Clipboard {
    /// Ready to copy; failures are reported.
    #[must_use]
    pub fn new(kind: ClipboardKind, reporter: Reporter) -> Self {
        Self { kind, reporter, owner: OnceLock::new(), kept: Mutex::default() }
    }

    /// Copies, without waiting for it.
    pub fn copy(&self, copied: Copied) {
        if self.kind == ClipboardKind::Kept {
            told(&self.reporter, &copied, Ok(()));
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(copied);
            return;
        }
        let owner = self.owner.get_or_init(|| {
            let (sender, receiver) = channel();
            let reporter = self.reporter.clone();
            let window_only = self.kind.belongs_to_window();
            let thread = thread::Builder::new().name("clipboard-owner".to_owned());
            thread.spawn(move || own(&receiver, &reporter, window_only)).is_ok().then_some(sender)
        });
        if owner.as_ref().is_none_or(|owner| owner.send(copied).is_err()) {
            self.reporter.send(Event::NotCopied(NOT_COPIED));
        }
    }

    /// True where the window must be asked for what is on it.
    #[must_use]
    pub fn belongs_to_window(&self) -> bool {
        self.kind.belongs_to_window()
    }

    /// What was copied, where it is kept.
    #[must_use]
    pub fn kept(&self) -> Vec<Copied> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Holds the clipboard until the window is gone. `of_window` says that the window system gives it to the window.
fn own(orders: &Receiver<Copied>, reporter: &Reporter, of_window: bool) {
    let mut clipboard = None;
    for copied in orders {
        if of_window && lacks_data_control() {
            match copied {
                Copied::Text(text) => reporter.send(Event::CopyThroughWindow(text)),
                Copied::Selected(_) => {}
                Copied::Picture(_) => {
                    reporter.send(Event::NotCopied("This desktop takes no pictures from this program."))
                }
            }
            continue;
        }
        if clipboard.is_none() {
            clipboard = arboard::Clipboard::new().ok();
        }
        let result = match &mut clipboard {
            Some(clipboard) => put(clipboard, &copied),
            None => Err(arboard::Error::ClipboardNotSupported),
        };
        told(reporter, &copied, result);
    }
    // Dropping it would hand what was copied over to a clipboard manager, mark or no mark.
    std::mem::forget(clipboard);
}

#[cfg(target_os = "linux")]
fn put(clipboard: &mut arboard::Clipboard, copied: &Copied) -> Result<(), arboard::Error> {
    use arboard::{LinuxClipboardKind, SetExtLinux as _};
    let set = clipboard.set().exclude_from_history();
    match copied {
        Copied::Text(text) => set.text(text.reveal()),
        Copied::Selected(text) => set.clipboard(LinuxClipboardKind::Primary).text(text.reveal()),
        Copied::Picture(picture) => set.image(picture.image()),
    }
}

/// Elsewhere marks of the kind exist but were never tried with this program.
#[cfg(not(target_os = "linux"))]
fn put(clipboard: &mut arboard::Clipboard, copied: &Copied) -> Result<(), arboard::Error> {
    match copied {
        Copied::Text(text) => clipboard.set().text(text.reveal()),
        Copied::Selected(_) => Ok(()),
        Copied::Picture(picture) => clipboard.set().image(picture.image()),
    }
}

fn told(reporter: &Reporter, copied: &Copied, result: Result<(), arboard::Error>) {
    match (result, copied) {
        (Ok(()), Copied::Picture(picture)) => reporter.send(Event::PictureCopied(picture.page)),
        // Selecting is no wish to copy: nobody misses it.
        (Ok(()), _) | (Err(_), Copied::Selected(_)) => {}
        (Err(_), _) => reporter.send(Event::NotCopied(NOT_COPIED)),
    }
}

impl ClipboardKind {
    /// True where the window system itself must be asked, through the window. Wayland gives the clipboard to the focused
    /// window only.
    fn belongs_to_window(self) -> bool {
        self == Self::Desktop(DisplayServer::Wayland)
    }
}

/// True on a Wayland desktop without a data control protocol (GNOME): there only the window can copy, without the mark.
/// arboard would fall back to X11 without a word.
#[cfg(target_os = "linux")]
fn lacks_data_control() -> bool {
    wl_clipboard_rs::utils::is_primary_selection_supported().is_err()
}

#[cfg(not(target_os = "linux"))]
fn lacks_data_control() -> bool {
    false
}

/// Reads the text on the clipboard and reports it. Blocks: call it on a thread.
pub fn read(reporter: &Reporter) {
    let text = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    reporter.send(Event::ClipboardRead(match text {
        Ok(text) if !text.trim().is_empty() => Ok(CopiedText::new(text)),
        Ok(_) | Err(arboard::Error::ContentNotAvailable) => {
            Err("There is no text on the clipboard. Copy a response first, then paste it here.".to_owned())
        }
        Err(_) => Err("The clipboard could not be read. Copy the response again, or open it as a file.".to_owned()),
    }));
}
