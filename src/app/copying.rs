//! The program's side of copying: pages drawn for the clipboard, and what is selected in the window.

use std::time::Instant;

use egui::Context;
use egui::text_selection::LabelSelectionState;

use super::App;
use crate::desktop::clipboard::{Copied, CopiedPicture};
use crate::render::{PoolEvent, Task};
use crate::state::{Event, NoticeKind};
use crate::ui::copies::Copies;

impl App {
    /// Takes a page that was drawn for the clipboard. Gives back what the window has a use for.
    pub(super) fn take_picture(&mut self, mut event: PoolEvent, now: Instant) -> Option<PoolEvent> {
        let asked = self.state.picture_job().map(|job| job.task);
        let (key, failure) = match &event {
            PoolEvent::Tile { key, .. } if asked == Some(Task::Render(*key)) => (*key, None),
            PoolEvent::TileFailed { key, failure } if asked == Some(Task::Render(*key)) => (*key, Some(*failure)),
            _ => return Some(event),
        };
        self.state.apply(Event::PictureDrawn(key, failure), now);
        let shown = self.window.wanted.iter().any(|job| job.task == Task::Render(key));
        if let PoolEvent::Tile { pixels, .. } = &mut event {
            let pixels = if shown { pixels.clone() } else { std::mem::take(pixels) };
            let (width, height) = (key.part.width, key.part.height);
            self.clipboard.copy(Copied::Picture(CopiedPicture { page: key.page, width, height, pixels }));
        }
        shown.then_some(event)
    }

    /// Copies what is selected, from the menu.
    pub(super) fn copy_selected(&mut self, ctx: &Context, now: Instant) {
        let selected = ctx.with_plugin(|copies: &mut Copies| copies.selected().cloned()).flatten();
        match selected {
            Some(text) => self.clipboard.copy(Copied::Text(text)),
            None => {
                let sentence = "Nothing is selected. Select text in the details or findings, then copy it.";
                self.state.notify(NoticeKind::Done, sentence.to_owned(), now);
            }
        }
    }

    /// Forgets a selection that egui has ended, but not while the pointer is on the menus: a click there ends it as well.
    pub(super) fn watch_selection(&self, ctx: &Context) {
        let labels = ctx.plugin_opt::<LabelSelectionState>();
        let selected = labels.is_some_and(|labels| labels.lock().has_selection()) || ctx.text_edit_focused();
        if !selected && !self.window.pointer_is_on_menus(ctx) {
            ctx.with_plugin(Copies::forget_selected);
        }
    }
}
