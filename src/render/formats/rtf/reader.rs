//! Goes through the tokens of RTF with the state of each group, and says what goes where. Called by `read` alone.
//!
//! Nothing here calls itself: groups are a list, and groups that stand deeper than the limit share one state.

use super::super::flow::{Block, Letters};
use super::budget::Budget;
use super::charset::CodePage;
use super::field::Field;
use super::header::{Colours, Fonts, Styles};
use super::heads::Heads;
use super::lists::Lists;
use super::look::{Look, Setting};
use super::old_lists::OldLists;
use super::picture::StatedPicture;
use super::properties::Properties;
use super::story::Story;
use super::symbol::SymbolFont;
use super::tokens::Token;
use super::words::{Destination, StoryPlace};
use crate::limits::MAX_MARKUP_DEPTH;

/// What a group changes for its own length.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub destination: Destination,
    pub look: Look,
    pub character_style: Option<i32>,
    pub setting: Setting,
    /// `\uc`: characters behind `\u` that stand in for it.
    pub stand_ins: usize,
    /// The address that the text leads to, in `links`.
    pub link: Option<usize>,
    /// In the half of `\upr` for old readers.
    pub in_old_half: bool,
    /// What its end means.
    pub ending: Ending,
}

/// What the end of a group means, apart from the end of its state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Nothing,
    Story(StoryPlace),
    Field,
    Object,
    Instruction,
    Picture,
    /// Of the half of a picture for new readers.
    NewPicture,
    FontTable,
    StyleSheet,
    Time,
    PropertyValue,
    NestedRow,
    OldList,
}

/// How text looks now, worked out once for all text of one look.
pub(super) struct Current {
    pub letters: Letters,
    pub page: CodePage,
    pub symbols: Option<SymbolFont>,
    pub hidden: bool,
    pub capitals: bool,
}

/// What is known of a document on the way through it.
pub(super) struct Reader {
    pub state: State,
    /// Of the groups around, from the outermost inwards.
    groups: Vec<State>,
    /// Open groups beyond the limit.
    too_deep: usize,
    /// Of them the one whose text is not shown, counted from 1; 0 for none.
    hidden_deep: usize,
    /// The group has just begun.
    pub fresh: bool,
    /// A star says that what is not known is not shown.
    pub star: bool,

    pub fonts: Fonts,
    pub colours: Colours,
    pub styles: Styles,
    pub lists: Lists,
    pub old_lists: OldLists,
    pub properties: Properties,
    /// Number of the document's own code page.
    pub code_page: i32,
    /// The whole document is UTF-8, with letters that RTF would have as `\u`.
    pub is_utf8: bool,
    /// No paragraph says that it is in a table, so that whatever stands in a row is.
    pub never_says_in_table: bool,

    /// Bytes whose meaning may depend on the next.
    pub pending: Vec<u8>,
    /// The first half of a character of two `\u`.
    pub high_surrogate: Option<u16>,
    /// Characters still to come that stand in for a `\u`.
    pub stand_ins_left: usize,
    pub current: Option<Current>,
    /// The letters are others than those of the last run.
    pub other_letters: bool,

    /// The document, and in it the story that is being read.
    pub stories: Vec<(Story, StoryPlace)>,
    pub fields: Vec<Field>,
    /// Of each embedded object around, what was said before it.
    pub objects: Vec<usize>,
    /// Pieces of text and pictures so far.
    pub said: usize,
    /// Of the comment to come.
    pub comment_author: String,
    pub links: Vec<String>,
    pub picture: Option<StatedPicture>,
    /// A picture was there for new readers, so that the one for old readers is not shown.
    pub has_new_picture: bool,
    /// The next `\up` or `\dn` is no fine-tuning.
    pub is_raised: bool,
    pub shape_property: (String, String),
    pub saved_rows: Vec<super::grid::RowShape>,
    /// A new section is to begin; whether it does so on a new page.
    pub new_section: Option<bool>,
    /// Blocks of the body before the section.
    pub section_start: usize,
    pub heads: Heads,
    pub notes: Vec<Block>,
    pub note_count: usize,
    pub budget: Budget,
}

impl Reader {
    /// Before the first token.
    pub fn new(is_utf8: bool, never_says_in_table: bool) -> Self {
        let state = State {
            destination: Destination::Body,
            look: Look::default(),
            character_style: None,
            setting: Setting::default(),
            stand_ins: 1,
            link: None,
            in_old_half: false,
            ending: Ending::Nothing,
        };
        Self {
            state,
            groups: Vec::new(),
            too_deep: 0,
            hidden_deep: 0,
            fresh: false,
            star: false,
            fonts: Fonts::default(),
            colours: Colours::default(),
            styles: Styles::default(),
            lists: Lists::default(),
            old_lists: OldLists::default(),
            properties: Properties::default(),
            code_page: 1252,
            is_utf8,
            never_says_in_table,
            pending: Vec::new(),
            high_surrogate: None,
            stand_ins_left: 0,
            current: None,
            other_letters: true,
            stories: vec![(Story::default(), StoryPlace::Body)],
            fields: Vec::new(),
            objects: Vec::new(),
            said: 0,
            comment_author: String::new(),
            links: Vec::new(),
            picture: None,
            has_new_picture: false,
            is_raised: false,
            shape_property: (String::new(), String::new()),
            saved_rows: Vec::new(),
            new_section: None,
            section_start: 0,
            heads: Heads::default(),
            notes: Vec::new(),
            note_count: 0,
            budget: Budget::new(),
        }
    }

    /// Takes the next token.
    pub fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            _ if self.hidden_deep > 0 => {}
            Token::Word(name, number) => {
                self.word(name, number);
                self.fresh = false;
                self.star = false;
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(byte) => self.byte(byte),
            Token::Text(text) => self.text(text),
            Token::Binary(bytes) => self.binary(bytes),
        }
    }

    fn open(&mut self) {
        self.flush_bytes();
        self.stand_ins_left = 0;
        self.fresh = true;
        self.star = false;
        if self.groups.len() < MAX_MARKUP_DEPTH {
            self.groups.push(self.state);
            self.state.ending = Ending::Nothing;
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush_bytes();
        self.stand_ins_left = 0;
        self.fresh = false;
        self.star = false;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if self.hidden_deep > self.too_deep {
                self.hidden_deep = 0;
            }
            return;
        }
        // The group of the document itself stays as it was: whatever follows it is shown as well.
        if self.groups.len() > 1
            && let Some(outer) = self.groups.pop()
        {
            let ended = std::mem::replace(&mut self.state, outer);
            self.look_changed();
            self.end(&ended);
        }
    }

    /// Whether destinations can begin here: in a group of the body, unless the document itself would be their group.
    pub fn may_begin_destination(&self) -> bool {
        self.fresh || self.groups.len() > 1
    }

    /// Whether groups stand too deep to have a state of their own; if so, hides the one that begins here where `hide` says so.
    pub fn is_too_deep(&mut self, hide: bool) -> bool {
        if hide && self.too_deep > 0 && self.hidden_deep == 0 {
            self.hidden_deep = self.too_deep;
        }
        self.too_deep > 0
    }

    /// The letters of the text to come are others.
    pub fn look_changed(&mut self) {
        self.current = None;
    }

    /// How text looks now.
    pub fn current(&mut self) -> &Current {
        if self.current.is_none() {
            self.other_letters = true;
        }
        let Self { state, current, fonts, colours, styles, links, code_page, .. } = self;
        current.get_or_insert_with(|| {
            let below = state.character_style.map(|style| styles.get(style).look).unwrap_or_default();
            let look = state.look.over(below).over(styles.get(state.setting.style).look);
            let link = state.link.and_then(|link| links.get(link)).cloned();
            Current {
                letters: look.letters(fonts.is_mono(look.font), colours.get(look.colour), link),
                page: fonts.code_page(look.font, *code_page),
                symbols: fonts.symbols(look.font),
                hidden: look.hidden == Some(true),
                capitals: look.capitals == Some(true),
            }
        })
    }

    /// Ends all groups that the document left open.
    pub fn end_groups(&mut self) {
        self.too_deep = 0;
        self.hidden_deep = 0;
        while self.groups.len() > 1 {
            self.close();
        }
        self.flush();
    }

    /// A document within the document, or behind it, starts with nothing set.
    pub fn begin_document(&mut self) {
        self.state.look = Look::default();
        self.state.setting = Setting::default();
        self.state.character_style = None;
        self.state.stand_ins = 1;
        // With heads of its own.
        self.new_section.get_or_insert(false);
        self.look_changed();
    }
}
