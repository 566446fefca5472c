//! Which elements are open: the tags of a document as they come, put in order by the rules of HTML for tags that are left out or
//! crossed, as far as they matter for text. Takes the tokens of html5ever's tokenizer and drives the [`Writer`].
//!
//! html5ever's own tree builder is not used: it looks through all open elements for many tags, so that a hundred thousand of them
//! take minutes, and it repeats letters' looks in every paragraph.

mod stack;

use super::attributes::Attributes;
use super::forms::Selection;
use super::style::StyleChange;
use super::tag::Tag;
use super::writer::Writer;
use crate::limits::{MAX_HTML_WORK, MAX_MARKUP_DEPTH, MAX_PROPERTY_BYTES};
use html5ever::LocalName;
use html5ever::tokenizer::{Tag as TagToken, TagKind};
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use stack::{Counts, raw_kind};
use std::cell::RefCell;

/// Work that a tag takes, of [`MAX_HTML_WORK`]; any other token takes one.
const TAG_WORK: u32 = 4;

/// An open element.
struct Element {
    tag: Tag,
    /// `None` once its end tag came while elements inside it were open.
    name: Option<LocalName>,
    /// What it does to the look, where that outlives the block around it.
    look: Option<StyleChange>,
}

/// An element whose content is no markup.
struct Raw {
    name: LocalName,
    title: bool,
    hidden: bool,
}

/// See the module.
pub(super) struct Nesting {
    state: RefCell<State>,
}

struct State {
    writer: Writer,
    stack: Vec<Element>,
    raw: Option<Raw>,
    title: Option<String>,
    selection: Option<Selection>,
    /// The document is XML, where `/>` ends an element.
    xml: bool,
    /// A token came since the tokenizer was last asked.
    tokens: bool,
    head_seen: bool,
    /// Work that is left.
    work: u32,
    counts: Counts,
}

impl Nesting {
    pub fn new(writer: Writer, xml: bool) -> Self {
        let state = State {
            writer,
            stack: Vec::new(),
            raw: None,
            title: None,
            selection: None,
            xml,
            tokens: false,
            head_seen: false,
            work: MAX_HTML_WORK,
            counts: Counts::default(),
        };
        Self { state: RefCell::new(state) }
    }

    /// The blocks' writer and the document's title.
    pub fn finish(self) -> (Writer, Option<String>) {
        let mut state = self.state.into_inner();
        state.end_selection();
        state.pop_to(0);
        (state.writer, state.title)
    }

    pub fn forget_tokens(&self) {
        self.state.borrow_mut().tokens = false;
    }

    pub fn had_tokens(&self) -> bool {
        self.state.borrow().tokens
    }

    pub fn is_full(&self) -> bool {
        let state = self.state.borrow();
        state.work == 0 || state.writer.is_full()
    }

    /// The rest of the document is not read.
    pub fn cut(&self) {
        self.state.borrow_mut().writer.cut();
    }

    /// Whether the tokenizer, if it is not inside markup, takes what starts here for a tag.
    pub fn would_be_tag(&self, text: &str) -> bool {
        let state = self.state.borrow();
        let Some(rest) = text.strip_prefix('<') else { return false };
        match (&state.raw, rest.strip_prefix('/')) {
            (None, rest_of_end) => rest_of_end.unwrap_or(rest).starts_with(|c: char| c.is_ascii_alphabetic()),
            (Some(raw), Some(rest)) => {
                rest.get(..raw.name.len()).is_some_and(|name| name.eq_ignore_ascii_case(&raw.name))
            }
            (Some(_), None) => false,
        }
    }
}

impl TokenSink for Nesting {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) => {
                state.tokens = true;
                state.work = state.work.saturating_sub(TAG_WORK);
                return match tag.kind {
                    TagKind::StartTag => state.start(&tag),
                    TagKind::EndTag => {
                        state.end(&tag.name);
                        TokenSinkResult::Continue
                    }
                };
            }
            Token::CharacterTokens(text) => state.text(&text),
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::NullCharacterToken | Token::EOFToken => {}
        }
        state.tokens = true;
        state.work = state.work.saturating_sub(1);
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        match &self.raw {
            Some(raw) if raw.title => {
                let title = self.title.get_or_insert_default();
                if title.len() < MAX_PROPERTY_BYTES {
                    title.push_str(text);
                }
                return;
            }
            Some(raw) if raw.hidden => return,
            _ => {}
        }
        if let Some(selection) = &mut self.selection {
            return selection.text(text);
        }
        if self.top() == Some(Tag::Head) && text.contains(|c: char| !c.is_ascii_whitespace()) {
            self.pop_to(self.stack.len().saturating_sub(1));
        }
        self.writer.text(text);
    }

    fn start(&mut self, token: &TagToken) -> TokenSinkResult<()> {
        let tag = Tag::of(&token.name);
        let mut attributes = Attributes::default();
        for attribute in &token.attrs {
            attributes.add(&attribute.name.local, &attribute.value);
        }
        if self.selection.is_some() && !self.goes_on_in_selection(tag, &attributes) {
            return TokenSinkResult::Continue;
        }
        let empty = tag.is_void(&token.name) || (self.xml && token.self_closing);
        if let Some(kind) = raw_kind(&token.name).filter(|_| !empty) {
            let title = tag == Tag::Title && self.title.is_none() && self.find(|tag| tag == Tag::Drawing).is_none();
            self.raw = Some(Raw {
                name: token.name.clone(),
                title,
                hidden: !matches!(tag, Tag::TextArea | Tag::Preformatted),
            });
            self.make_room(tag);
            if tag == Tag::Embedded {
                self.writer.open(tag, &attributes);
                self.writer.close();
            } else if matches!(tag, Tag::TextArea | Tag::Preformatted) {
                self.push(tag, token, &attributes);
            }
            return TokenSinkResult::RawData(kind);
        }
        match tag {
            Tag::Select => {
                self.selection = Some(Selection::default());
                return TokenSinkResult::Continue;
            }
            Tag::Head if self.head_seen || !self.stack.iter().all(|element| element.tag == Tag::Division) => {
                return TokenSinkResult::Continue;
            }
            Tag::Head => self.head_seen = true,
            Tag::Division if matches!(&*token.name, "html" | "body") => {
                if self.stack.iter().any(|element| element.name.as_ref() == Some(&token.name)) {
                    return TokenSinkResult::Continue;
                }
                self.pop_while_hidden();
            }
            _ => {}
        }
        self.make_room(tag);
        if empty {
            self.writer.open(tag, &attributes);
            self.writer.close();
        } else {
            self.push(tag, token, &attributes);
        }
        if &*token.name == "plaintext" { TokenSinkResult::Plaintext } else { TokenSinkResult::Continue }
    }

    fn push(&mut self, tag: Tag, token: &TagToken, attributes: &Attributes) {
        let change = StyleChange::of(tag, attributes);
        let look = tag.is_look().then(|| change.clone());
        self.writer.open_styled(tag, attributes, change);
        if self.stack.len() < MAX_MARKUP_DEPTH {
            self.put(Element { tag, name: Some(token.name.clone()), look });
        } else {
            // Deeper than anything meant to be read: what is in it is read as part of what is around it.
            self.writer.close();
        }
    }

    /// Closes what a start tag closes without an end tag.
    fn make_room(&mut self, tag: Tag) {
        if self.top() == Some(Tag::Head) && !matches!(tag, Tag::Title | Tag::Hidden | Tag::Nothing) {
            self.pop_to(self.stack.len().saturating_sub(1));
        }
        if (tag.is_block() || tag.is_look())
            && self.counts.drawings > 0
            && let Some(index) = self.find(|open| matches!(open, Tag::Drawing | Tag::Formula))
        {
            self.pop_to(index);
        }
        match tag {
            Tag::Caption | Tag::Columns | Tag::HeadRows | Tag::Rows => self.pop_to_part(|open| open == Tag::Table),
            Tag::Column => self.pop_to_part(|open| matches!(open, Tag::Table | Tag::Columns)),
            Tag::Row => self.pop_to_part(|open| matches!(open, Tag::Table | Tag::HeadRows | Tag::Rows)),
            Tag::Cell | Tag::HeadCell => {
                self.pop_to_part(|open| matches!(open, Tag::Table | Tag::HeadRows | Tag::Rows | Tag::Row));
            }
            Tag::Item => {
                self.close_paragraph();
                self.close_entry(|open| open == Tag::Item, |open| matches!(open, Tag::Bullets | Tag::Numbers));
            }
            Tag::Term | Tag::Meaning => {
                self.close_paragraph();
                self.close_entry(|open| matches!(open, Tag::Term | Tag::Meaning), |open| open == Tag::Terms);
            }
            Tag::Link => {
                if self.counts.links > 0
                    && let Some(index) = self.find(|open| open == Tag::Link)
                {
                    self.end_at(index);
                }
            }
            Tag::Heading(_) => {
                self.close_paragraph();
                if let Some(Tag::Heading(_)) = self.top() {
                    self.pop_to(self.stack.len().saturating_sub(1));
                }
            }
            Tag::Break => {}
            _ if tag.is_block() => self.close_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, name: &LocalName) {
        if self.raw.as_ref().is_some_and(|raw| raw.name == *name) {
            self.raw = None;
        }
        let tag = Tag::of(name);
        match tag {
            Tag::Select => return self.end_selection(),
            Tag::Break => {
                self.writer.open(tag, &Attributes::default());
                return self.writer.close();
            }
            Tag::Division if matches!(&**name, "html" | "body") => return,
            _ => {}
        }
        let index = match tag {
            Tag::Heading(_) => self.find(|open| matches!(open, Tag::Heading(_))),
            Tag::Table => self.find_part(|open| open == Tag::Table),
            Tag::Row | Tag::HeadRows | Tag::Rows | Tag::Caption | Tag::Columns => self.find_part(|open| open == tag),
            Tag::Cell | Tag::HeadCell => self.find_part(|open| matches!(open, Tag::Cell | Tag::HeadCell)),
            _ => {
                let wall = self.wall();
                let within = self.stack.iter().enumerate().skip(wall.unwrap_or(0));
                within.rev().find(|(_, open)| open.name.as_ref() == Some(name)).map(|(index, _)| index)
            }
        };
        if let Some(index) = index {
            self.end_at(index);
        }
    }

    /// Whether a start tag counts although a `select` is open; those inside it are read here.
    fn goes_on_in_selection(&mut self, tag: Tag, attributes: &Attributes) -> bool {
        if tag == Tag::Choice {
            if let Some(selection) = &mut self.selection {
                selection.begin(attributes);
            }
            return false;
        }
        let ends = tag.is_block() || matches!(tag, Tag::Input | Tag::TextArea | Tag::Select);
        if ends {
            self.end_selection();
        }
        ends
    }

    fn end_selection(&mut self) {
        if let Some(selection) = self.selection.take() {
            self.writer.text(&selection.finish());
        }
    }
}
