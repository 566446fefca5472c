//! The desktop around the window: file dialogs.

mod dialogs;

pub use dialogs::{ask_for_file, ask_for_target};
