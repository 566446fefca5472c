//! From bytes and numbers of characters to text, and from there to where it goes. A part of the reader.

use super::super::flow::{Block, Letters, Script};
use super::reader::Reader;
use super::symbol::{SymbolFont, place_of_private};
use super::words::{Destination, StoryPlace};

impl Reader {
    /// Takes characters as they stand.
    pub(super) fn text(&mut self, text: &[u8]) {
        let text = self.without_stand_ins(text);
        if text.is_empty() {
            return;
        }
        self.fresh = false;
        match self.state.destination {
            Destination::Skip | Destination::Information | Destination::Shape | Destination::Time(_) => {}
            Destination::FormField | Destination::Lists | Destination::ListOverrides | Destination::OldList => {}
            Destination::Colours => self.colours.text(text),
            Destination::Picture => {
                if let Some(picture) = &mut self.picture {
                    picture.hex(text);
                }
            }
            Destination::LevelText => text.iter().for_each(|byte| self.lists.pattern_byte(*byte)),
            _ => self.characters(text),
        }
    }

    /// Takes the characters away that stand in for a `\u`.
    fn without_stand_ins<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        if self.stand_ins_left == 0 {
            return text;
        }
        // In UTF-8 the later bytes of a character do not count.
        let counts = |byte: u8| !self.is_utf8 || byte & 0xC0 != 0x80;
        let mut left = self.stand_ins_left;
        let mut length = 0;
        for byte in text {
            if counts(*byte) {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            length += 1;
        }
        self.stand_ins_left = left;
        text.get(length..).unwrap_or_default()
    }

    fn characters(&mut self, text: &[u8]) {
        if !text.is_ascii() && self.is_utf8 {
            self.flush();
            return self.say(&String::from_utf8_lossy(text));
        }
        if text.is_ascii() && self.pending.is_empty() && self.current().page.has_ascii() {
            return self.say(std::str::from_utf8(text).unwrap_or_default());
        }
        self.pending.extend_from_slice(text);
    }

    /// Takes a byte of a code page.
    pub(super) fn byte(&mut self, byte: u8) {
        self.fresh = false;
        if self.stand_ins_left > 0 {
            self.stand_ins_left -= 1;
            return;
        }
        match self.state.destination {
            Destination::LevelText => self.lists.pattern_byte(byte),
            _ if self.takes_characters() => self.pending.push(byte),
            _ => {}
        }
    }

    fn takes_characters(&self) -> bool {
        matches!(
            self.state.destination,
            Destination::Body
                | Destination::Marker
                | Destination::Fonts
                | Destination::Styles
                | Destination::Property(_)
                | Destination::Instruction
                | Destination::CommentAuthor
                | Destination::Choice
                | Destination::PropertyName
                | Destination::PropertyValue
                | Destination::BeforeNumber
                | Destination::AfterNumber
        )
    }

    /// Takes the number of a character, or of the half of one.
    pub(super) fn unicode(&mut self, number: i32) {
        self.flush_bytes();
        self.stand_ins_left = self.state.stand_ins;
        // Numbers of 16 bits are written with a sign.
        let code = u32::try_from(if number < 0 { number.saturating_add(0x1_0000) } else { number }).unwrap_or(0);
        let half = u16::try_from(code).unwrap_or(0);
        match (self.high_surrogate.take(), code) {
            (Some(high), 0xDC00..=0xDFFF) => {
                let character = char::decode_utf16([high, half]).next().and_then(Result::ok);
                self.character(character.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (high, _) => {
                if high.is_some() {
                    self.character(char::REPLACEMENT_CHARACTER);
                }
                if (0xD800..0xDC00).contains(&code) {
                    self.high_surrogate = Some(half);
                } else {
                    self.character(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
        }
    }

    fn character(&mut self, character: char) {
        if self.state.destination == Destination::LevelText {
            return self.lists.pattern_character(character);
        }
        if !self.takes_characters() {
            return;
        }
        let place = place_of_private(character).or_else(|| u8::try_from(u32::from(character)).ok());
        let private = place_of_private(character).is_some();
        let shape = match (self.current().symbols, place) {
            (Some(font), Some(place)) => font.shape(place),
            // The font is not known; bullets are in Symbol, all other marks of letters in Wingdings.
            (None, Some(place)) if private => {
                let font = if place == 0xB7 { SymbolFont::Symbol } else { SymbolFont::Wingdings };
                Some(font.shape(place)).filter(|shape| *shape != char::REPLACEMENT_CHARACTER).unwrap_or(character)
            }
            _ => character,
        };
        self.say(shape.encode_utf8(&mut [0; 4]));
    }

    /// Makes text of all that was taken so far: here something ends.
    pub(super) fn flush(&mut self) {
        self.flush_bytes();
        if self.high_surrogate.take().is_some() {
            self.character(char::REPLACEMENT_CHARACTER);
        }
    }

    /// Makes text of the bytes so far: what follows is of another kind, or of another group.
    pub(super) fn flush_bytes(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let mut text = String::new();
        self.current().page.decode(&bytes, &mut text);
        self.say(&text);
        // Its room is used again.
        self.pending = bytes;
        self.pending.clear();
    }

    /// Takes text to where it goes.
    pub(super) fn say(&mut self, text: &str) {
        if self.high_surrogate.take().is_some() {
            self.character(char::REPLACEMENT_CHARACTER);
        }
        if text.chars().any(is_unwanted) {
            return self.say_clean(&text.replace(is_unwanted, ""));
        }
        self.say_clean(text);
    }

    fn say_clean(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body => self.say_in_story(text),
            Destination::Marker => self.say_marker(text),
            Destination::Fonts => self.fonts.text(text),
            Destination::Styles if self.styles.text(text) => {
                self.styles.end_entry(self.state.look, self.state.setting);
            }
            Destination::Styles => {}
            Destination::Property(property) => self.properties.text(property, text),
            Destination::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruct(text);
                }
            }
            Destination::Choice => {
                if let Some(field) = self.fields.last_mut() {
                    field.choice(text);
                }
            }
            Destination::CommentAuthor => push_within(&mut self.comment_author, text),
            Destination::BeforeNumber => self.old_lists.before(text),
            Destination::AfterNumber => self.old_lists.after(text),
            Destination::PropertyName => push_within(&mut self.shape_property.0, text),
            Destination::PropertyValue => push_within(&mut self.shape_property.1, text),
            _ => {}
        }
    }

    fn say_marker(&mut self, text: &str) {
        if self.current().hidden {
            return;
        }
        self.begin_section();
        let Self { stories, budget, .. } = self;
        if let Some((story, _)) = stories.last_mut() {
            story.mark(text, budget);
        }
    }

    fn say_in_story(&mut self, text: &str) {
        let current = self.current();
        if current.hidden {
            return;
        }
        let capitals = current.capitals.then(|| text.to_uppercase());
        self.begin_section();
        let fresh = std::mem::take(&mut self.other_letters);
        self.said = self.said.saturating_add(usize::from(!text.trim().is_empty()));
        let Self { stories, budget, current: Some(current), .. } = self else { return };
        if let Some((story, _)) = stories.last_mut() {
            story.text(capitals.as_deref().unwrap_or(text), &current.letters, fresh, budget);
        }
    }

    /// Says words about the document that are none of its text.
    fn remark(&mut self, words: &str) {
        self.begin_section();
        self.said = self.said.saturating_add(1);
        self.other_letters = true;
        let Self { stories, budget, .. } = self;
        if let Some((story, _)) = stories.last_mut() {
            let space = if story.is_between_paragraphs() { "" } else { " " };
            let letters = Letters { muted: true, ..Letters::default() };
            story.text(&format!("{space}{words}"), &letters, true, budget);
        }
    }

    /// Says that an object was here, unless something stood for it.
    pub(super) fn end_object(&mut self, is_hidden: bool) {
        let before = self.objects.pop();
        if before == Some(self.said) && !is_hidden {
            self.remark("[embedded object not shown]");
        }
    }

    /// Says what a reviewer wrote.
    pub(super) fn comment(&mut self, blocks: &[Block]) {
        let mut words = String::new();
        super::heads::gather(blocks, &mut words, &|picture| picture.words.clone());
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match (words.as_str(), std::mem::take(&mut self.comment_author).trim()) {
            ("", _) => {}
            (words, "") => self.remark(&format!("[comment: {words}]")),
            (words, author) => self.remark(&format!("[comment by {author}: {words}]")),
        }
    }

    /// Says the number of a note, raised.
    pub(super) fn say_note_number(&mut self) {
        let in_note = self.stories.last().is_some_and(|(_, place)| *place == StoryPlace::Note);
        let number = if in_note { self.note_count } else { self.note_count.saturating_add(1) };
        let script = self.state.look.script.replace(Script::Super);
        self.look_changed();
        self.say(&number.to_string());
        self.state.look.script = script;
        self.look_changed();
    }

    /// The first text, picture or head of a new section: it mostly starts on a new page.
    pub(super) fn begin_section(&mut self) {
        let Some(on_new_page) = self.new_section else { return };
        let Self { stories, budget, .. } = self;
        if let [(story, StoryPlace::Body)] = stories.as_mut_slice() {
            if on_new_page {
                story.page_break(budget);
            }
            self.section_start = story.block_count();
            self.new_section = None;
        }
    }
}

/// A control character that is no part of text: RTF has words for those that are.
fn is_unwanted(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
}

/// Adds to a text of no more than some thousand bytes.
fn push_within(text: &mut String, more: &str) {
    if text.len().saturating_add(more.len()) <= crate::limits::MAX_PROPERTY_BYTES {
        text.push_str(more);
    }
}
