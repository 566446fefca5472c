//! Copies that egui's own labels and fields make: taken out of its output, so that all go the one way to the clipboard.

use std::sync::Arc;

use egui::{Context, FullOutput, OutputCommand, Plugin};

use crate::desktop::clipboard::{Clipboard, Copied};
use crate::state::CopiedText;

/// Takes the copies of every frame.
pub struct Copies {
    clipboard: Arc<Clipboard>,
    /// The text selected last: a click on a menu ends a selection before the menu's Copy sees it.
    selected: Option<CopiedText>,
    /// The next copy is egui's own: this desktop has no other way.
    through_window: bool,
}

impl Copies {
    /// Sends what it takes to this clipboard.
    #[must_use]
    pub fn new(clipboard: Arc<Clipboard>) -> Self {
        Self { clipboard, selected: None, through_window: false }
    }

    /// What was selected last.
    #[must_use]
    pub fn selected(&self) -> Option<&CopiedText> {
        self.selected.as_ref()
    }

    /// Nothing is selected any more.
    pub fn forget_selected(&mut self) {
        self.selected = None;
    }

    /// Copies a text by egui's own means.
    pub fn copy_through_window(ctx: &Context, text: &CopiedText) {
        ctx.with_plugin(|copies: &mut Self| copies.through_window = true);
        ctx.copy_text(text.reveal().to_owned());
    }
}

impl Plugin for Copies {
    fn debug_name(&self) -> &'static str {
        "Copies"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        output.platform_output.commands.retain_mut(|command| match command {
            OutputCommand::CopyText(_) if std::mem::take(&mut self.through_window) => true,
            OutputCommand::CopyText(text) => {
                self.clipboard.copy(Copied::Text(CopiedText::new(std::mem::take(text))));
                false
            }
            OutputCommand::TextSelectionSettled(text) => {
                let text = CopiedText::new(std::mem::take(text));
                self.selected = Some(text.clone());
                self.clipboard.copy(Copied::Selected(text));
                false
            }
            _ => true,
        });
    }
}
