//! The prompt for a protected document's password, in the preview's place: no dialog, so the list goes on working.
//!
//! What egui keeps of it: the field's undo history and what screen readers are told hold dots. Beyond our reach are the
//! single characters as they arrive as events, a pasted text until the end of its frame, and, only while the password is
//! switched visible, its laid-out text in the font cache for a frame.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::text::{ByteIndex, CCursor, CCursorRange, CharIndex, LayoutJob};
use egui::text_edit::{TextBuffer, TextEditState};
use egui::{Align, Button, Galley, Key, Layout, Response, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};
use zeroize::{Zeroize as _, Zeroizing};

use super::theme::{self, Tokens};
use super::{Intents, icons, keys, stage, text};
use crate::limits::MAX_PASSWORD_BYTES;
use crate::render::Password;
use crate::state::{Intent, Opened, Protection};

/// A try that takes longer says so.
const PATIENCE: Duration = Duration::from_millis(200);
/// Widest field, points.
const FIELD_WIDTH: f32 = 240.0;
/// Narrowest field, points.
const FIELD_LEAST: f32 = 70.0;
/// Height of field and buttons, points.
const ROW_HEIGHT: f32 = 28.0;
/// Width of the switch, points.
const SWITCH_WIDTH: f32 = 30.0;
/// Width of the button, points.
const OPEN_WIDTH: f32 = 64.0;
/// Height of the whole prompt in a narrow pane, points.
const PROMPT_HEIGHT: f32 = 218.0;
const SPACING: f32 = 6.0;
/// Between the field's outline and its text, points.
const MARGIN: f32 = 8.0;

/// What is typed for one document. It is dropped, and overwritten, when another is looked at.
pub struct PasswordMemory {
    /// Load and document.
    of: (u64, u32),
    typed: Typed,
    /// Since when a password is being tried.
    trying: Option<Instant>,
}

/// A text that shows as dots: whoever reads it through egui's interface gets dots.
struct Typed {
    /// Never grows beyond its first room, so that no copy is left behind in freed memory.
    secret: Rc<RefCell<Zeroizing<String>>>,
    dots: String,
    visible: bool,
}

impl Typed {
    fn new() -> Self {
        let secret = Zeroizing::new(String::with_capacity(MAX_PASSWORD_BYTES));
        Self { secret: Rc::new(RefCell::new(secret)), dots: String::new(), visible: false }
    }

    fn is_empty(&self) -> bool {
        self.dots.is_empty()
    }

    fn draw_dots(&mut self) {
        self.dots = "•".repeat(self.secret.borrow().chars().count());
    }
}

fn byte_index(text: &str, char: CharIndex) -> usize {
    text.char_indices().nth(char.0).map_or(text.len(), |(at, _)| at)
}

impl TextBuffer for Typed {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.dots
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let mut secret = self.secret.borrow_mut();
        let room = MAX_PASSWORD_BYTES.saturating_sub(secret.len());
        let end = text.char_indices().map(|(at, char)| at + char.len_utf8()).take_while(|end| *end <= room).last();
        let text = text.get(..end.unwrap_or(0)).unwrap_or_default();
        let at = byte_index(&secret, char_index);
        secret.insert_str(at, text);
        drop(secret);
        self.draw_dots();
        text.chars().count()
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let mut secret = self.secret.borrow_mut();
        let range = byte_index(&secret, char_range.start)..byte_index(&secret, char_range.end);
        // Moves what follows up; the bytes left behind it are overwritten when the field is dropped.
        secret.replace_range(range, "");
        drop(secret);
        self.draw_dots();
    }

    /// Undo would put dots in the password's place.
    fn replace_with(&mut self, _text: &str) {}

    fn byte_index_from_char_index(&self, char_index: CharIndex) -> ByteIndex {
        ByteIndex(byte_index(&self.dots, char_index))
    }

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Self>()
    }
}

impl PasswordMemory {
    fn new(of: (u64, u32)) -> Self {
        Self { of, typed: Typed::new(), trying: None }
    }
}

/// Draws the prompt.
pub fn password_ui(
    ui: &mut Ui,
    opened: &Opened,
    document: u32,
    protection: Protection,
    memory: &mut Option<PasswordMemory>,
    now: Instant,
    intents: &mut Intents,
) {
    let of = (opened.load, document);
    if memory.as_ref().is_none_or(|memory| memory.of != of) {
        *memory = Some(PasswordMemory::new(of));
    }
    let Some(memory) = memory else { return };
    let mut child = stage::column_ui(ui, PROMPT_HEIGHT);
    let inspection = opened.inspection(document);
    let kind = inspection.and_then(|inspection| inspection.detected).map_or("Document", |detected| detected.label());
    let size = inspection.and_then(|inspection| inspection.size).map(text::size).unwrap_or_default();
    stage::heading_ui(
        &mut child,
        icons::LOCK,
        "This document is protected",
        &format!(
            "{kind}, {size}. Enter its password to see it. It is kept in memory, and only until the file is closed. \
             The document can be saved without it and stays protected."
        ),
    );
    child.add_space(14.0);
    let entered = row_ui(&mut child, protection, memory);
    child.add_space(8.0);
    answer_ui(&mut child, protection, memory, now);
    if entered && !memory.typed.is_empty() && protection != Protection::Trying {
        let password = Password::new(memory.typed.secret.borrow().as_str().to_owned());
        intents.push(Intent::GivePassword { document, password });
    }
}

/// Field, switch and button in a line; true when the password is to be tried.
fn row_ui(ui: &mut Ui, protection: Protection, memory: &mut PasswordMemory) -> bool {
    let tokens = Tokens::of(ui);
    let rest = SPACING * 2.0 + SWITCH_WIDTH + OPEN_WIDTH;
    let field_width = (ui.available_width() - rest).clamp(FIELD_LEAST, FIELD_WIDTH);
    let size = vec2(field_width + rest, ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = SPACING;
        let (response, state) = field_ui(ui, field_width, &mut memory.typed);
        let mut entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));

        let visible = memory.typed.visible;
        let icon = RichText::new(if visible { icons::EYE_OFF } else { icons::EYE }).font(theme::icons(16.0));
        let switch = ui.add_sized(vec2(SWITCH_WIDTH, ROW_HEIGHT), Button::new(icon).frame_when_inactive(false));
        let hint = if visible { "Hide the password" } else { "Show the password" };
        let switch = switch.on_hover_text(hint);
        switch.widget_info(|| WidgetInfo::selected(Role::Button, true, visible, "Show the password"));
        if switch.clicked() {
            memory.typed.visible = !visible;
        }

        let ready = !memory.typed.is_empty() && protection != Protection::Trying;
        let label = RichText::new("Open").font(theme::medium(13.0)).color(tokens.on_accent);
        let button = Button::new(label).fill(tokens.accent).stroke(egui::Stroke::NONE);
        let open = ui.add_enabled_ui(ready, |ui| ui.add_sized(vec2(OPEN_WIDTH, ROW_HEIGHT), button)).inner;
        entered |= open.clicked();

        if entered {
            response.request_focus();
        }
        let refused = protection == Protection::Refused && memory.trying.is_some();
        if refused {
            // For another try: what is typed next takes the place of what was refused.
            response.request_focus();
            select_all(ui, &response, state, &memory.typed);
        }
        entered
    })
    .inner
}

fn field_ui(ui: &mut Ui, width: f32, typed: &mut Typed) -> (Response, TextEditState) {
    let secret = typed.visible.then(|| typed.secret.clone());
    let color = Tokens::of(ui).text;
    let mut layout = move |ui: &Ui, dots: &dyn TextBuffer, _width: f32| -> Arc<Galley> {
        let shown = secret.as_ref().map_or_else(|| dots.as_str().to_owned(), |secret| secret.borrow().to_string());
        ui.fonts_mut(|fonts| fonts.layout_job(LayoutJob::simple_singleline(shown, theme::regular(13.0), color)))
    };
    let output = TextEdit::singleline(typed)
        .id(keys::password_id())
        .password(true)
        .layouter(&mut layout)
        .desired_width(width - 2.0 * MARGIN)
        .min_size(vec2(width, ROW_HEIGHT))
        .margin(egui::Margin::symmetric(MARGIN as i8, 5))
        .show(ui);
    (output.response.response.accessible_name("Password"), output.state)
}

fn select_all(ui: &Ui, field: &Response, mut state: TextEditState, typed: &Typed) {
    let end = CCursor::new(typed.dots.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(ui, field.id);
}

/// What became of the last try. The line keeps its room while there is nothing to say.
fn answer_ui(ui: &mut Ui, protection: Protection, memory: &mut PasswordMemory, now: Instant) {
    let tokens = Tokens::of(ui);
    memory.trying = (protection == Protection::Trying).then(|| memory.trying.unwrap_or(now));
    let (color, words) = match (protection, memory.trying) {
        (Protection::Needed, _) => return,
        (Protection::Refused, _) => (tokens.error, "That is not the password. Check it and try again."),
        (Protection::Trying, Some(since)) if now.duration_since(since) >= PATIENCE => {
            (tokens.muted, "Trying the password…")
        }
        (Protection::Trying, _) => {
            ui.request_repaint_after(PATIENCE);
            return;
        }
    };
    let label = ui.label(RichText::new(words).color(color));
    label.widget_info(|| WidgetInfo::labeled(Role::Alert, true, words));
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Assertive));
}

impl Drop for Typed {
    fn drop(&mut self) {
        self.dots.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(index: usize) -> CharIndex {
        CharIndex(index)
    }

    #[test]
    fn edits_reach_the_secret_and_show_as_dots() {
        let mut typed = Typed::new();
        assert_eq!(typed.insert_text("pärs", at(0)), 4);
        assert_eq!(typed.insert_text("ö", at(2)), 1);
        assert_eq!((typed.secret.borrow().as_str(), typed.as_str()), ("päörs", "•••••"));
        typed.delete_char_range(at(1)..at(3));
        assert_eq!((typed.secret.borrow().as_str(), typed.as_str()), ("prs", "•••"));
        typed.replace_with("•");
        assert_eq!(typed.secret.borrow().as_str(), "prs", "undo holds dots only and changes nothing");
        typed.clear();
        assert_eq!((typed.secret.borrow().as_str(), typed.as_str()), ("", ""));
    }

    #[test]
    fn a_long_text_is_cut_at_a_character_and_never_moves() {
        let mut typed = Typed::new();
        let place = typed.secret.borrow().as_ptr();
        assert_eq!(typed.insert_text(&"ä".repeat(300), at(0)), 256);
        assert_eq!(typed.insert_text("x", at(3)), 0);
        assert_eq!(typed.secret.borrow().len(), MAX_PASSWORD_BYTES);
        assert_eq!(typed.secret.borrow().as_ptr(), place);
    }
}
