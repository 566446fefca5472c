//! What control words and symbols do. A part of the reader.

use super::super::flow::Align;
use super::look::LEAST_RAISED;
use super::reader::{Ending, Reader};
use super::words::{self, Destination};

impl Reader {
    /// Takes a control word.
    pub(super) fn word(&mut self, name: &[u8], number: Option<i32>) {
        if self.state.destination == Destination::Skip && !(self.state.in_old_half && name == b"ud") {
            return;
        }
        if self.stand_ins_left > 0 {
            if words::is_structure(name) {
                self.stand_ins_left = 0;
            } else {
                self.stand_ins_left -= 1;
                if words::character(name).is_some() {
                    return;
                }
            }
        }
        if name == b"u" {
            if let Some(number) = number {
                self.unicode(number);
            }
            return;
        }
        self.flush_bytes();
        if matches!(self.state.destination, Destination::Fonts | Destination::Colours)
            && matches!(name, b"par" | b"pard" | b"sectd")
        {
            // The table was never closed; here the text begins all the same.
            self.fonts.end_entry();
            self.state.destination = Destination::Body;
        }
        match self.state.destination {
            Destination::Fonts if !self.star => self.fonts.word(name, number),
            Destination::Colours => self.colours.word(name, number),
            Destination::Picture if !(self.star || self.fresh) => self.picture_word(name, number),
            Destination::FormField | Destination::Choice if !matches!(name, b"ffl") => {
                if let Some(field) = self.fields.last_mut() {
                    field.form_word(name, number);
                }
                if self.fresh && name.starts_with(b"ff") && number.is_none() {
                    self.go_to(Destination::Skip, Ending::Nothing);
                }
            }
            Destination::Time(_) => self.properties.time_word(name, number),
            Destination::ListOverrides => self.lists.override_word(name, number),
            Destination::Lists => self.list_word(name, number),
            Destination::OldList if name == b"pntxtb" => self.go_to(Destination::BeforeNumber, Ending::Nothing),
            Destination::OldList if name == b"pntxta" => self.go_to(Destination::AfterNumber, Ending::Nothing),
            Destination::OldList => self.old_lists.word(name, number),
            _ => {
                if self.begin_destination(name) {
                    return;
                }
                if self.star && self.fresh && !matches!(name, b"cs" | b"ds" | b"ts") {
                    self.hide();
                } else {
                    self.plain_word(name, number);
                }
            }
        }
    }

    fn picture_word(&mut self, name: &[u8], number: Option<i32>) {
        if let Some(picture) = &mut self.picture {
            picture.word(name, number);
        }
    }

    fn list_word(&mut self, name: &[u8], number: Option<i32>) {
        match name {
            b"leveltext" => self.go_to(Destination::LevelText, Ending::Nothing),
            b"levelnumbers" | b"listname" | b"liststylename" | b"listpicture" => self.hide(),
            _ if self.star => self.hide(),
            _ => {}
        }
        self.lists.table_word(name, number);
    }

    /// A control word that begins no destination.
    fn plain_word(&mut self, name: &[u8], number: Option<i32>) {
        if self.state.destination == Destination::Styles {
            self.styles.word(name, number);
            // The number of a style that is being told is no use of it.
            if name != b"s" && name != b"cs" {
                let _ = self.state.look.word(name, number) || self.state.setting.word(name, number);
            }
            return;
        }
        if let Some(character) = words::character(name) {
            return self.say(character);
        }
        let raised = matches!(name, b"up" | b"dn") && std::mem::take(&mut self.is_raised);
        let number = if raised { number.map(|by| if by > 0 { by.max(LEAST_RAISED) } else { by }) } else { number };
        if self.state.look.word(name, number) {
            if name == b"plain" {
                self.state.character_style = None;
            }
            return self.look_changed();
        }
        if self.state.setting.word(name, number) {
            return self.look_changed();
        }
        match name {
            b"cs" => {
                self.state.character_style = number;
                self.look_changed();
            }
            b"uc" => {
                self.state.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(usize::from(u16::MAX))
            }
            b"rtf" => self.begin_document(),
            b"ansi" => self.code_page = 1252,
            b"mac" => self.code_page = 10_000,
            b"pc" => self.code_page = 437,
            b"pca" => self.code_page = 850,
            b"ansicpg" => {
                let known = number.filter(|page| super::charset::CodePage::numbered(*page).is_some());
                self.code_page = known.unwrap_or(self.code_page);
                self.look_changed();
            }
            b"deff" => self.fonts.default = number,
            _ if self.state.destination == Destination::Body => self.body_word(name, number),
            _ => {}
        }
    }

    fn body_word(&mut self, name: &[u8], number: Option<i32>) {
        match name {
            b"par" => self.end_paragraph(),
            b"cell" => self.end_cell(1),
            b"nestcell" => self.end_cell(self.state.setting.tables_around().max(2)),
            b"row" => self.end_row(1),
            b"nestrow" => self.end_row(self.state.setting.tables_around().max(2)),
            b"page" => self.page(),
            b"column" => self.end_open_paragraph(),
            b"sect" => {
                self.end_open_paragraph();
                self.new_section = Some(true);
            }
            b"sbknone" | b"sbkcol" => self.new_section = self.new_section.and(Some(false)),
            b"chftn" => self.say_note_number(),
            _ => {
                if let Some((story, _)) = self.stories.last_mut() {
                    story.shape.word(name, number);
                }
            }
        }
    }

    /// Takes a backslash with a character that is no letter.
    pub(super) fn symbol(&mut self, symbol: u8) {
        if symbol == b'*' {
            self.star = true;
            return;
        }
        self.fresh = false;
        if self.state.destination == Destination::Skip {
            return;
        }
        if matches!(symbol, b'\r' | b'\n') {
            self.stand_ins_left = 0;
            return self.plain_word(b"par", None);
        }
        if self.stand_ins_left > 0 {
            self.stand_ins_left -= 1;
            return;
        }
        match symbol {
            b'\\' | b'{' | b'}' => self.text(&[symbol]),
            b'~' => self.shown_symbol("\u{A0}"),
            b'_' => self.shown_symbol("\u{2011}"),
            b'\t' => self.shown_symbol("\t"),
            // A place where a word may be broken, and marks of an index.
            _ => self.flush(),
        }
    }

    fn shown_symbol(&mut self, text: &str) {
        self.flush();
        self.say(text);
    }

    /// Takes bytes that are no text.
    pub(super) fn binary(&mut self, bytes: &[u8]) {
        self.fresh = false;
        if self.stand_ins_left > 0 {
            self.stand_ins_left -= 1;
        } else if self.state.destination == Destination::Picture
            && let Some(picture) = &mut self.picture
        {
            picture.binary(bytes);
        }
    }

    /// Whether the paragraph is a heading, and of which level.
    pub(super) fn heading(&self) -> Option<u8> {
        let style = self.styles.get(self.state.setting.style);
        let level = self.state.setting.outline.or(style.setting.outline)?;
        u8::try_from(level).ok().filter(|level| *level < 9).map(|level| level + 1)
    }

    /// How the paragraph is set, with what its style says.
    pub(super) fn setting(&self) -> super::look::Setting {
        let style = self.styles.get(self.state.setting.style);
        let align: Option<Align> = self.state.setting.align.or(style.setting.align);
        super::look::Setting { align, ..self.state.setting }
    }
}
