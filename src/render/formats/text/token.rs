//! XML in tokens. Part of `text`, used by `xml`.

use memchr::{memchr, memchr2, memchr3, memmem};

/// A piece of XML; one after the other, they are the whole text.
pub(super) enum Token<'a> {
    /// What stands between tags, references included.
    Text(&'a str),
    /// A CDATA section.
    CharacterData(&'a str),
    /// A start tag, or with `empty` one of an element without contents.
    Open { raw: &'a str, name: &'a str, empty: bool },
    /// An end tag.
    Close { raw: &'a str, name: &'a str },
    /// A comment, a processing instruction, the XML declaration or a document type.
    Aside(&'a str),
    /// The start of one of these, at the end of text that is cut short.
    Cut(&'a str),
}

/// Cuts text into tokens. `None` for what is no XML, and then nothing more.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    cut_short: bool,
}

/// A token that does not end.
struct Endless;

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, cut_short: bool) -> Self {
        Self { rest: text, cut_short }
    }

    /// Takes `length` bytes.
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Option<Token<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let length = match length(self.rest) {
            Ok(length) => length,
            Err(Endless) if self.cut_short => return Some(self.take(self.rest.len()).map(Token::Cut)),
            Err(Endless) => 0,
        };
        let token = self.take(length).and_then(token);
        if token.is_none() {
            self.rest = "";
        }
        Some(token)
    }
}

/// Length of the token at the start of `text`.
fn length(text: &str) -> Result<usize, Endless> {
    let bytes = text.as_bytes();
    let to = |end: &str, from: usize| {
        let found = bytes.get(from..).and_then(|rest| memmem::find(rest, end.as_bytes())).ok_or(Endless)?;
        Ok(from.saturating_add(found).saturating_add(end.len()))
    };
    match bytes {
        [b'<', b'!', b'-', b'-', ..] => to("-->", 4),
        [b'<', b'!', b'[', ..] => to("]]>", 3),
        [b'<', b'?', ..] => to("?>", 2),
        [b'<', b'!', ..] => document_type(bytes),
        [b'<', b'/', ..] => to(">", 2),
        [b'<', ..] => start_tag(bytes),
        _ => Ok(memchr(b'<', bytes).unwrap_or(bytes.len())),
    }
}

/// Length of a start tag, in whose attributes `>` may stand. A `<` there is a mistake (XML 1.0 §3.1), and ends the tag early.
fn start_tag(bytes: &[u8]) -> Result<usize, Endless> {
    let mut at = 1_usize;
    loop {
        let found = bytes.get(at..).and_then(|rest| memchr3(b'"', b'\'', b'>', rest)).ok_or(Endless)?;
        at = at.saturating_add(found);
        let quote = bytes.get(at).copied().ok_or(Endless)?;
        at = at.saturating_add(1);
        if quote == b'>' {
            return Ok(at);
        }
        let end = bytes.get(at..).and_then(|rest| memchr2(quote, b'<', rest)).ok_or(Endless)?;
        at = at.saturating_add(end).saturating_add(1);
        if bytes.get(at.saturating_sub(1)) == Some(&b'<') {
            return Ok(at);
        }
    }
}

/// Length of a document type, which may hold declarations, comments and instructions in square brackets (XML 1.0 §2.8).
fn document_type(bytes: &[u8]) -> Result<usize, Endless> {
    let mut at = 2_usize;
    let mut inside = false;
    loop {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty()).ok_or(Endless)?;
        let skip = |end: &[u8], from: usize| {
            let found = rest.get(from..).and_then(|rest| memmem::find(rest, end)).ok_or(Endless)?;
            Ok(from.saturating_add(found).saturating_add(end.len()))
        };
        let length = match rest {
            [b'<', b'!', b'-', b'-', ..] => skip(b"-->", 4)?,
            [b'<', b'?', ..] => skip(b"?>", 2)?,
            [b'"', ..] => skip(b"\"", 1)?,
            [b'\'', ..] => skip(b"'", 1)?,
            [b'>', ..] if !inside => return Ok(at.saturating_add(1)),
            [first, ..] => {
                inside = (inside || *first == b'[') && *first != b']';
                1
            }
            [] => return Err(Endless),
        };
        at = at.saturating_add(length);
    }
}

/// The token that is `raw`.
fn token(raw: &str) -> Option<Token<'_>> {
    if raw.starts_with("<!--") || raw.starts_with("<?") {
        Some(Token::Aside(raw))
    } else if raw.starts_with("<![") {
        raw.starts_with("<![CDATA[").then_some(Token::CharacterData(raw))
    } else if raw.starts_with("<!") {
        raw.starts_with("<!DOCTYPE").then_some(Token::Aside(raw))
    } else if let Some(name) = raw.strip_prefix("</") {
        let name = name.strip_suffix('>')?.trim_ascii_end();
        is_name(name).then_some(Token::Close { raw, name })
    } else if let Some(tag) = raw.strip_prefix('<') {
        let tag = tag.strip_suffix('>')?;
        let empty = tag.ends_with('/');
        let ends = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        let name = tag.get(..tag.bytes().position(ends).unwrap_or(tag.len()))?;
        is_name(name).then_some(Token::Open { raw, name, empty })
    } else {
        (!raw.is_empty()).then_some(Token::Text(raw))
    }
}

/// Could be a name; which letters may be in one beyond ASCII is not looked at.
fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || !byte.is_ascii();
    name.bytes().all(fits)
        && name.bytes().next().is_some_and(|first| !first.is_ascii_digit() && !matches!(first, b'-' | b'.'))
}
