//! Documents that are text: plain text, XML, JSON and HL7 v2 messages, read to lines of text. Called by `formats::open`; `flow` puts the
//! lines on pages.
//!
//! XML and JSON are indented for reading. What they say stays as it is: names, numbers and their order, comments, and every blank that
//! may mean something. What turns out not to be what it claims to be is shown as it stands, with a notice.

mod hl7;
mod json;
mod token;
mod xml;

use super::charset::{self, Decoded};
use super::{Notices, Property, StatedPatient};
use crate::limits::MAX_SHOWN_TEXT_BYTES;

/// Levels that are indented. What is deeper starts where these do, as lines would leave the page, and text that is all brackets would
/// grow with the square of its length.
const MAX_INDENTED_LEVELS: usize = 32;

/// Text to be shown line by line.
pub(super) struct Text {
    /// Lines end with `'\n'`. Control characters are as the document has them.
    pub text: String,
    /// The encoding.
    pub properties: Vec<(Property, String)>,
    /// Whether it was cut short, its encoding guessed, or is not what it should be.
    pub notices: Notices,
    /// The patient that an HL7 v2 message is about.
    pub patient: Option<StatedPatient>,
}

impl Text {
    fn new(decoded: Decoded) -> Self {
        let Decoded { text, encoding, guessed, cut_short } = decoded;
        let charset = if guessed { format!("{encoding}, guessed") } else { encoding.to_owned() };
        Self {
            text,
            properties: vec![(Property::Charset, charset)],
            notices: Notices { cut_short, charset_guessed: guessed, ..Notices::default() },
            patient: None,
        }
    }

    /// The same text as `indent` writes it; `None` from it leaves the text as it is. `indent` is told whether the text ends early.
    fn indented(mut self, indent: fn(&str, bool) -> Option<String>) -> Self {
        match indent(&self.text, self.notices.cut_short) {
            Some(indented) => self.text = indented,
            None => self.notices.shown_as_text = true,
        }
        self
    }
}

/// Any text as it stands. That of an HL7 v2 message has one segment a line.
pub(super) fn plain(bytes: &[u8]) -> Text {
    let mut text = Text::new(charset::decode(bytes, hl7::declared(bytes).as_deref()));
    text.patient = hl7::patient(&text.text);
    text
}

/// XML, indented.
pub(super) fn xml(bytes: &[u8]) -> Text {
    Text::new(charset::decode(bytes, charset::xml_declared(bytes))).indented(xml::indented)
}

/// JSON, or several JSON values one after the other, indented.
pub(super) fn json(bytes: &[u8]) -> Text {
    Text::new(charset::decode(bytes, None)).indented(json::indented)
}

/// Indented text while it is written.
struct Lines {
    text: String,
}

impl Lines {
    fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes) }
    }

    /// Starts a line, `level` deep; the first one is there already.
    fn start(&mut self, level: usize) {
        const STEP: &str = "  ";
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for _ in 0..level.min(MAX_INDENTED_LEVELS) {
            self.text.push_str(STEP);
        }
    }

    /// Adds to the line. `None` once the text is too long.
    fn push(&mut self, part: &str) -> Option<()> {
        self.text.push_str(part);
        (self.text.len() <= MAX_SHOWN_TEXT_BYTES).then_some(())
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
