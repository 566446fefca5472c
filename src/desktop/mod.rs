//! The desktop around the window: file dialogs, the clipboard, the settings file, and the choice of the display server.

pub mod clipboard;
mod dialogs;
mod display;
mod settings;
pub mod system;

pub use dialogs::{Dialogs, ask_for_files, ask_for_folder, ask_for_target, ask_for_target_folder};
pub use display::display_server;
pub use settings::{SettingsFile, SettingsKeeper};
