//! The desktop around the window: file dialogs and the clipboard.

pub mod clipboard;
mod dialogs;

pub use dialogs::{Dialogs, ask_for_files, ask_for_folder, ask_for_target, ask_for_target_folder};
