//! What control words and symbols do. A part of the reader.

use super::super::flow::Align;
use super::look::{LEAST_RAISED, Look};
use super::reader::{Ending, Reader};
use super::words::{self, Destination, StoryPlace};
use crate::limits::RTF_STORIES;

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

    /// Sends the text of this group elsewhere.
    fn go_to(&mut self, destination: Destination, ending: Ending) {
        let hide = !matches!(destination, Destination::Body);
        if self.is_too_deep(hide) {
            return;
        }
        self.state.destination = destination;
        if self.state.ending == Ending::Nothing {
            self.state.ending = ending;
        }
    }

    fn hide(&mut self) {
        self.go_to(Destination::Skip, Ending::Nothing);
    }

    /// Takes a control word that says where the text of its group goes; `false` where it is none.
    fn begin_destination(&mut self, name: &[u8]) -> bool {
        let destination = self.state.destination;
        match (destination, name) {
            (Destination::Skip, b"ud") => {
                self.state.in_old_half = false;
                self.go_to(Destination::Body, Ending::Nothing);
                true
            }
            (Destination::Information, _) if self.fresh => {
                match words::information(name) {
                    destination @ Destination::Time(_) => self.go_to(destination, Ending::Time),
                    destination => self.go_to(destination, Ending::Nothing),
                }
                true
            }
            (Destination::FormField, b"ffl") => {
                if let Some(field) = self.fields.last_mut() {
                    field.begin_choice();
                }
                self.go_to(Destination::Choice, Ending::Nothing);
                true
            }
            (Destination::Instruction, b"formfield") => {
                self.go_to(Destination::FormField, Ending::Nothing);
                true
            }
            (Destination::Instruction, b"field") | (Destination::Instruction | Destination::Property(_), b"pict") => {
                self.hide();
                true
            }
            (Destination::Picture, b"picprop") => {
                self.go_to(Destination::Shape, Ending::Nothing);
                true
            }
            (Destination::Shape, b"sv") => {
                self.shape_property.1.clear();
                self.go_to(Destination::PropertyValue, Ending::PropertyValue);
                true
            }
            (Destination::Shape, b"sn") => {
                self.shape_property.0.clear();
                self.go_to(Destination::PropertyName, Ending::Nothing);
                true
            }
            (Destination::PropertyValue, b"pict") => {
                self.begin_picture();
                true
            }
            (Destination::Shape, b"shptxt" | b"shprslt" | b"sp" | b"shpinst" | b"shp" | b"shpgrp")
            | (Destination::Body | Destination::Marker, _)
                if self.may_begin_destination() =>
            {
                self.begin_in_body(name)
            }
            _ => false,
        }
    }

    fn begin_in_body(&mut self, name: &[u8]) -> bool {
        if let Some(place) = words::story_place(name) {
            self.begin_story(place);
            return true;
        }
        match name {
            b"stylesheet" => {
                self.state.look = Look::default();
                self.go_to(Destination::Styles, Ending::StyleSheet);
            }
            b"fonttbl" => self.go_to(Destination::Fonts, Ending::FontTable),
            b"pict" => self.begin_picture(),
            b"pn" => {
                self.old_lists.begin();
                self.go_to(Destination::OldList, Ending::OldList);
            }
            b"shppict" => self.go_to(Destination::Body, Ending::NewPicture),
            b"nonshppict" if std::mem::take(&mut self.has_new_picture) => self.hide(),
            b"nonshppict" => {}
            b"field" => {
                self.go_to(Destination::Body, Ending::Field);
                if self.state.ending == Ending::Field {
                    self.fields.push(super::field::Field::default());
                }
            }
            b"fldinst" => self.go_to(Destination::Instruction, Ending::Instruction),
            b"fldrslt" => match self.fields.last() {
                Some(field) if field.is_shown => self.hide(),
                Some(field) => {
                    self.state.link = field.link.or(self.state.link);
                    self.look_changed();
                }
                None => {}
            },
            // Of LibreOffice: the letters are raised or lowered, by however little.
            b"updnprop" => {
                self.is_raised = true;
                self.hide();
            }
            b"upr" => {
                self.state.in_old_half = true;
                self.hide();
            }
            b"nesttableprops" => {
                self.go_to(Destination::Body, Ending::NestedRow);
                if self.state.ending == Ending::NestedRow {
                    let shape = self.stories.last_mut().map(|(story, _)| std::mem::take(&mut story.shape));
                    self.saved_rows.push(shape.unwrap_or_default());
                }
            }
            _ => match words::plain_destination(name) {
                Some(destination) => self.go_to(destination, Ending::Nothing),
                None => return false,
            },
        }
        true
    }

    fn begin_picture(&mut self) {
        self.go_to(Destination::Picture, Ending::Picture);
        self.picture = Some(super::picture::StatedPicture::default());
    }

    fn begin_story(&mut self, place: StoryPlace) {
        if self.is_too_deep(place != StoryPlace::Box) || self.state.ending != Ending::Nothing {
            return;
        }
        if self.stories.len() >= RTF_STORIES {
            // The text of the box stands where the box would.
            self.end_paragraph();
            self.state.destination = Destination::Body;
            return;
        }
        let inner = match self.stories.last() {
            Some((story, _)) if place == StoryPlace::Box => story.inner(),
            _ => super::story::Story::default(),
        };
        self.stories.push((inner, place));
        self.note_count = self.note_count.saturating_add(usize::from(place == StoryPlace::Note));
        self.state.setting = super::look::Setting::default();
        self.state.look = Look { deleted: self.state.look.deleted, ..Look::default() };
        self.state.character_style = None;
        self.state.destination = Destination::Body;
        self.state.ending = Ending::Story(place);
        self.look_changed();
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
