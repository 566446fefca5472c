//! What ends in the body: paragraphs, cells, rows, groups, the document. A part of the reader.

use super::super::flow::{Block, Flow};
use super::field::Meaning;
use super::look::Setting;
use super::reader::{Ending, Reader, State};
use super::story::{is_blank, trim_end};
use super::words::{Destination, StoryPlace};

impl Reader {
    /// How many tables stand around the paragraph.
    fn tables_around(&self) -> usize {
        let stated = self.state.setting.tables_around();
        let Some((story, _)) = self.stories.last() else { return stated };
        if stated == 0 && (story.is_in_row() || (self.never_says_in_table && story.shape.open)) { 1 } else { stated }
    }

    /// Says what stands before an entry of a list, where only the table of lists knows. To be called before whatever ends a paragraph.
    fn mark_from_table(&mut self, setting: &Setting) {
        let Self { stories, lists, old_lists, fonts, budget, .. } = self;
        let Some((story, _)) = stories.last_mut() else { return };
        if story.is_marked() || story.is_between_paragraphs() {
            return;
        }
        let symbols = |font: Option<i32>| font.and_then(|font| fonts.symbols(Some(font)));
        let marker = match (setting.list, setting.old_list) {
            (Some(list), _) => lists.marker(list, setting.list_level, symbols),
            (None, Some(list)) => old_lists.marker(list, symbols),
            (None, None) => None,
        };
        if let Some(marker) = marker {
            story.mark(&marker, budget);
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.flush();
        self.begin_section();
        let (setting, heading, tables) = (self.setting(), self.heading(), self.tables_around());
        self.mark_from_table(&setting);
        let Self { stories, budget, .. } = self;
        let in_body = stories.len() == 1;
        let Some((story, _)) = stories.last_mut() else { return };
        if setting.on_new_page && tables == 0 && in_body {
            story.page_break(budget);
        }
        story.end_paragraph(&setting, heading, tables, budget);
    }

    pub(super) fn end_open_paragraph(&mut self) {
        self.flush();
        let is_open = self.stories.last().is_some_and(|(story, _)| !story.is_between_paragraphs());
        if is_open {
            self.end_paragraph();
        }
    }

    pub(super) fn end_cell(&mut self, tables: usize) {
        self.flush();
        self.begin_section();
        let (setting, heading) = (self.setting(), self.heading());
        self.mark_from_table(&setting);
        let Self { stories, budget, .. } = self;
        if let Some((story, _)) = stories.last_mut() {
            story.end_cell(&setting, heading, tables, budget);
        }
    }

    pub(super) fn end_row(&mut self, tables: usize) {
        self.flush();
        let setting = self.setting();
        self.mark_from_table(&setting);
        let Self { stories, budget, .. } = self;
        if let Some((story, _)) = stories.last_mut() {
            story.end_row_at(&setting, tables, budget);
        }
    }

    pub(super) fn page(&mut self) {
        self.end_open_paragraph();
        let in_table = self.tables_around() > 0;
        let Self { stories, budget, .. } = self;
        if let ([(story, _)], false) = (stories.as_mut_slice(), in_table) {
            story.page_break(budget);
        }
    }

    /// A group ended that had this state; the state of the group around it is in force again.
    pub(super) fn end(&mut self, ended: &State) {
        match ended.ending {
            Ending::Nothing => {}
            Ending::Story(place) => self.end_story(place, ended),
            Ending::Field => {
                self.fields.pop();
            }
            Ending::Object => self.end_object(ended.look.hidden == Some(true)),
            Ending::Instruction => self.end_instruction(),
            Ending::Picture => self.end_picture(ended),
            Ending::NewPicture => {}
            Ending::FontTable => {
                self.fonts.end_entry();
                self.look_changed();
            }
            Ending::StyleSheet => self.styles.end_entry(ended.look, ended.setting),
            Ending::Time => {
                if let Destination::Time(property) = ended.destination {
                    self.properties.end_time(property);
                }
            }
            Ending::PropertyValue => {
                let (name, value) = &self.shape_property;
                if let (true, Some(picture)) = (name.trim() == "wzDescription", &mut self.picture) {
                    picture.description.clone_from(value);
                }
            }
            Ending::OldList => self.state.setting.old_list = self.old_lists.end(),
            Ending::NestedRow => {
                if let (Some(shape), Some((story, _))) = (self.saved_rows.pop(), self.stories.last_mut()) {
                    story.shape = shape;
                }
            }
        }
    }

    fn end_instruction(&mut self) {
        let Some(field) = self.fields.last_mut() else { return };
        match field.meaning() {
            Meaning::Result => {}
            Meaning::Link(address) => {
                field.link = Some(self.links.len());
                self.links.push(address);
            }
            Meaning::Text(text) => {
                field.is_shown = true;
                self.say(&text);
            }
        }
    }

    fn end_picture(&mut self, ended: &State) {
        let Some(picture) = self.picture.take().and_then(super::picture::StatedPicture::finish) else { return };
        if ended.look.hidden == Some(true) || !self.budget.picture() {
            return;
        }
        self.said = self.said.saturating_add(1);
        self.has_new_picture = !picture.bytes.is_empty() || self.has_new_picture;
        self.begin_section();
        let (setting, tables) = (self.setting(), self.tables_around());
        self.mark_from_table(&setting);
        let Self { stories, budget, .. } = self;
        if let Some((story, _)) = stories.last_mut() {
            story.picture(picture, &setting, tables, budget);
        }
    }

    fn end_story(&mut self, place: StoryPlace, ended: &State) {
        if self.stories.len() < 2 {
            return;
        }
        self.mark_from_table(&ended.setting);
        let Some((story, _)) = self.stories.pop() else { return };
        let tables = ended.setting.tables_around();
        let mut blocks = story.finish(&ended.setting, None, tables, &mut self.budget);
        trim_end(&mut blocks);
        self.other_letters = true;
        match place {
            StoryPlace::Body => {}
            StoryPlace::Comment => self.comment(&blocks),
            StoryPlace::Note => self.notes.append(&mut blocks),
            StoryPlace::Head(_) | StoryPlace::Foot(_) => {
                if says_something(&blocks) {
                    self.begin_section();
                    self.heads.state(self.section_start, place, blocks);
                }
            }
            StoryPlace::Box => {
                let tables = self.tables_around();
                let Self { stories, budget, .. } = self;
                if let Some((story, _)) = stories.last_mut() {
                    story.text_box(blocks, tables, budget);
                }
            }
        }
    }

    /// The document, once all tokens are taken.
    pub(super) fn finish(mut self) -> Flow {
        self.end_groups();
        let (setting, heading, tables) = (self.setting(), self.heading(), self.tables_around());
        self.mark_from_table(&setting);
        let story = std::mem::take(&mut self.stories).into_iter().next().map(|(story, _)| story).unwrap_or_default();
        let mut body = story.finish(&setting, heading, tables, &mut self.budget);
        trim_end(&mut body);
        let blank = body.iter().position(|block| !is_blank(block)).unwrap_or(0);
        body.drain(..blank);
        let (mut blocks, mut feet) = self.heads.place(body, blank);
        if !self.notes.is_empty() {
            blocks.push(Block::Rule);
            blocks.append(&mut self.notes);
        }
        blocks.append(&mut feet);
        if !says_something(&blocks) {
            blocks.clear();
        }
        Flow { blocks, properties: self.properties.finish(), patient: None, cut_short: self.budget.cut_short }
    }
}

/// Whether there is any text or picture.
fn says_something(blocks: &[Block]) -> bool {
    blocks.iter().any(has_something)
}

fn has_something(block: &Block) -> bool {
    match block {
        Block::Heading(_, paragraph) | Block::Paragraph(paragraph) => {
            paragraph.runs.iter().any(|run| !run.text.trim().is_empty())
        }
        Block::List(items) => items.iter().any(|item| !item.marker.is_empty() || says_something(&item.blocks)),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(|cell| says_something(&cell.blocks)),
        Block::Picture(_) => true,
        _ => false,
    }
}
