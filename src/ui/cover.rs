//! What the window shows while its content is hidden: nothing of any document is drawn, so neither the screen nor a screen
//! reader has it.

use egui::{Align, CornerRadius, Label, Layout, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo};

use super::theme::{self, Tokens};
use super::{Intents, icons};
use crate::state::Command;

/// Height of what is written, points.
const WORDS_HEIGHT: f32 = 110.0;

/// Covers the whole window.
pub fn cover_ui(ui: &mut Ui, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, CornerRadius::ZERO, tokens.background);
    let response = ui.interact(rect, egui::Id::unique("cover"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Show the content"));
    if response.clicked() {
        intents.run(Command::HideContent);
    }
    let place = rect.shrink2(egui::vec2(16.0, ((rect.height() - WORDS_HEIGHT) / 2.0).max(0.0)));
    let mut column = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center)));
    let mut line = |text: RichText| column.add(Label::new(text).selectable(false));
    line(RichText::new(icons::EYE_OFF).font(theme::icons(36.0)).color(tokens.muted));
    line(RichText::new("Content hidden").font(theme::semibold(theme::HEADING_SIZE)).color(tokens.text));
    line(RichText::new("Press Ctrl+L or Esc, or click, to show it again.").color(tokens.muted));
}
