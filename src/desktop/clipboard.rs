//! The clipboard, read on a thread: its owner may be another program that answers slowly, or with 40 MB.

use zeroize::Zeroizing;

use crate::jobs::Reporter;
use crate::state::Event;

/// True where the window system itself must be asked, through the window. Wayland gives the clipboard to the focused
/// window only.
#[must_use]
pub fn belongs_to_window() -> bool {
    cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty())
}

/// Reads the text on the clipboard and reports it. Blocks: call it on a thread.
pub fn read(reporter: &Reporter) {
    let text = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    reporter.send(Event::ClipboardRead(match text {
        Ok(text) if !text.trim().is_empty() => Ok(Zeroizing::new(text)),
        Ok(_) | Err(arboard::Error::ContentNotAvailable) => {
            Err("There is no text on the clipboard. Copy a response first, then paste it here.".to_owned())
        }
        Err(_) => Err("The clipboard could not be read. Copy the response again, or open it as a file.".to_owned()),
    }));
}
