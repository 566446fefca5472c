//! What begins: destinations, fields, pictures and stories, each for the length of its group. A part of the reader.

use super::look::Look;
use super::reader::{Ending, Reader};
use super::words::{self, Destination, StoryPlace};
use crate::limits::RTF_STORIES;

impl Reader {
    /// Sends the text of this group elsewhere.
    pub(super) fn go_to(&mut self, destination: Destination, ending: Ending) {
        let _ = self.has_begun(destination, ending);
    }

    /// The same; gives whether the group's end now means `ending`. A group that means something already goes on meaning that.
    fn has_begun(&mut self, destination: Destination, ending: Ending) -> bool {
        let hide = !matches!(destination, Destination::Body);
        if self.is_too_deep(hide) {
            return false;
        }
        self.state.destination = destination;
        let is_free = self.state.ending == Ending::Nothing;
        if is_free {
            self.state.ending = ending;
        }
        is_free
    }

    pub(super) fn hide(&mut self) {
        self.go_to(Destination::Skip, Ending::Nothing);
    }

    /// Takes a control word that says where the text of its group goes; `false` where it is none.
    pub(super) fn begin_destination(&mut self, name: &[u8]) -> bool {
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
            // The second, where it is there, is the whole name.
            b"atnid" | b"atnauthor" => {
                self.comment_author.clear();
                self.go_to(Destination::CommentAuthor, Ending::Nothing);
            }
            b"object" => {
                if self.has_begun(Destination::Body, Ending::Object) {
                    self.objects.push(self.said);
                }
            }
            b"shppict" => self.go_to(Destination::Body, Ending::NewPicture),
            b"nonshppict" if std::mem::take(&mut self.has_new_picture) => self.hide(),
            b"nonshppict" => {}
            b"field" => {
                if self.has_begun(Destination::Body, Ending::Field) {
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
                if self.has_begun(Destination::Body, Ending::NestedRow) {
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
}
