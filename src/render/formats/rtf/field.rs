//! Fields: what their instructions mean for what is shown (ECMA-376 part 1, 17.16; Rich Text Format Specification 1.9.1, "Fields" and
//! "Form Fields"). Called by the reader.

use super::super::html;
use super::symbol::SymbolFont;
use crate::limits::{RTF_INSTRUCTION_BYTES, RTF_TABLE_ENTRIES};

/// `\ffres` of a form field that was never filled in: its default holds.
const NOT_FILLED_IN: i32 = 25;

/// A field that is being read.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    result: Option<i32>,
    default: Option<i32>,
    /// Of a list to choose from.
    choices: Vec<String>,
    /// What it leads to, as an index of the reader's list.
    pub link: Option<usize>,
    /// Its meaning is shown, so that its result is not.
    pub is_shown: bool,
}

/// What a field means for what is shown.
pub(super) enum Meaning {
    /// Its result is shown, as it is.
    Result,
    /// Its result leads to an address.
    Link(String),
    /// This is shown, and not its result.
    Text(String),
}

impl Field {
    /// Takes a part of the instruction.
    pub fn instruct(&mut self, text: &str) {
        if self.instruction.len().saturating_add(text.len()) <= RTF_INSTRUCTION_BYTES {
            self.instruction.push_str(text);
        }
    }

    /// Takes a control word of a form field.
    pub fn form_word(&mut self, name: &[u8], number: Option<i32>) {
        match name {
            b"ffres" => self.result = number,
            b"ffdefres" => self.default = number,
            _ => {}
        }
    }

    /// A choice of a list begins.
    pub fn begin_choice(&mut self) {
        if self.choices.len() < RTF_TABLE_ENTRIES {
            self.choices.push(String::new());
        }
    }

    /// Takes a part of a choice.
    pub fn choice(&mut self, text: &str) {
        if let Some(choice) =
            self.choices.last_mut().filter(|choice| choice.len() + text.len() <= RTF_INSTRUCTION_BYTES)
        {
            choice.push_str(text);
        }
    }

    /// What it means, once all of its instruction is there.
    pub fn meaning(&self) -> Meaning {
        let mut words = Words(&self.instruction);
        let kind = words.next().unwrap_or_default().to_ascii_uppercase();
        let chosen = self.result.filter(|result| *result != NOT_FILLED_IN).or(self.default).unwrap_or(0);
        match kind.as_str() {
            "HYPERLINK" => match address(words) {
                Some(address) => Meaning::Link(address),
                None => Meaning::Result,
            },
            "FORMCHECKBOX" => Meaning::Text(if chosen == 1 { '☒' } else { '☐' }.to_string()),
            "FORMDROPDOWN" => match usize::try_from(chosen).ok().and_then(|chosen| self.choices.get(chosen)) {
                Some(choice) => Meaning::Text(choice.trim().to_owned()),
                None => Meaning::Result,
            },
            // What to click on stands behind the name of the macro, or of the place to go to.
            "MACROBUTTON" | "GOTOBUTTON" => match words.next().and(Some(words.0.trim())) {
                Some(text) if !text.is_empty() => Meaning::Text(text.to_owned()),
                _ => Meaning::Result,
            },
            "SYMBOL" => symbol(words).map_or(Meaning::Result, |symbol| Meaning::Text(symbol.to_string())),
            _ => Meaning::Result,
        }
    }
}

/// The words of an instruction, those in quotation marks as one.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start();
        if text.is_empty() {
            return None;
        }
        let (word, rest) = match text.strip_prefix(['"', '“', '”']) {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
        };
        self.0 = rest;
        Some(word)
    }
}

/// The address of a link: none where it leads to a place in the document itself, or where links of HTML may not lead either.
fn address(mut words: Words<'_>) -> Option<String> {
    let mut address = None;
    while let Some(word) = words.next() {
        match word {
            // A place, a tooltip, a frame.
            r"\l" | r"\o" | r"\t" => {
                words.next();
            }
            _ if word.starts_with('\\') => {}
            _ => address = address.or(Some(word.trim())),
        }
    }
    address.and_then(html::address)
}

/// `SYMBOL 183 \f "Symbol" \s 12`
fn symbol(mut words: Words<'_>) -> Option<char> {
    let code = words.next()?;
    let code = match code.strip_prefix("0x").or_else(|| code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let mut font = None;
    let mut unicode = false;
    while let Some(word) = words.next() {
        match word {
            r"\f" => font = words.next().and_then(SymbolFont::named),
            r"\u" => unicode = true,
            _ => {}
        }
    }
    match (font, u8::try_from(code & 0xFF)) {
        (Some(font), Ok(place)) if code < 0x100 || code >> 8 == 0xF0 => Some(font.shape(place)),
        _ if unicode || code < 0x80 => char::from_u32(code),
        (_, Ok(byte)) if code < 0x100 => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        _ => char::from_u32(code),
    }
}
