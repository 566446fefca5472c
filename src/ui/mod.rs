//! The window's panes. Each reads the state and answers with intents; none blocks, reads files or decodes.

pub mod about;
pub mod arranged;
pub mod batch;
pub mod canvas;
pub mod copies;
pub mod cover;
pub mod details;
pub mod dialogs;
pub mod document_table;
pub mod drawer;
pub mod drop_overlay;
pub mod empty_state;
pub mod filter_bar;
pub mod find_bar;
pub mod findings;
pub mod icons;
pub mod identity_strip;
pub mod keys;
pub mod list_pane;
pub mod menu_bar;
pub mod motion;
pub mod no_documents;
pub mod notices;
pub mod outline;
pub mod page_strip;
pub mod password;
pub mod scroll_bar;
pub mod settings;
pub mod stage;
pub mod status_bar;
pub mod tabs;
pub mod text;
pub mod text_layer;
pub mod textures;
pub mod theme;
pub mod toolbar;
pub mod turned;
pub mod window;

pub use textures::Textures;
pub use window::Window;

use crate::state::{Command, Intent};

/// Intents of one frame, in the order of their making.
#[derive(Default)]
pub struct Intents(pub Vec<Intent>);

impl Intents {
    /// Adds one.
    pub fn push(&mut self, intent: Intent) {
        self.0.push(intent);
    }

    /// Adds a command.
    pub fn run(&mut self, command: Command) {
        self.0.push(Intent::Run(command));
    }
}
