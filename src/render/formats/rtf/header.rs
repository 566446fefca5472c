//! The tables at the start of RTF: fonts, colours, styles. Filled and asked by the reader.

use super::charset::CodePage;
use super::look::{Look, Setting, readable};
use super::symbol::SymbolFont;
use crate::limits::{RTF_NAME_BYTES, RTF_STYLE_BASES, RTF_TABLE_ENTRIES};
use std::collections::{HashMap, HashSet};

/// A font of the font table.
#[derive(Clone, Copy, Default)]
struct Font {
    charset: Option<i32>,
    code_page: Option<i32>,
    symbols: Option<SymbolFont>,
    fixed_pitch: bool,
}

/// `\fonttbl`.
#[derive(Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font whose entry is being read, and its name as far as it is known.
    entry: Option<(i32, Font)>,
    name: String,
    /// The code pages that some font says it has, but for that of `\fcharset0`.
    pages: HashSet<i32>,
    /// `\deff`: the font of text that names none.
    pub default: Option<i32>,
}

impl Fonts {
    /// Takes a control word of the font table.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) {
        if name == b"f" {
            self.end_entry();
            self.entry = number.map(|font| (font, Font::default()));
            return;
        }
        let Some((_, font)) = &mut self.entry else { return };
        match name {
            b"fcharset" => font.charset = number,
            b"cpg" => font.code_page = number.filter(|page| *page > 0),
            b"fmodern" => font.fixed_pitch = true,
            b"fprq" if number == Some(1) => font.fixed_pitch = true,
            b"fprq" if number == Some(2) => font.fixed_pitch = false,
            _ => {}
        }
    }

    /// Takes the name of a font, or a part of it; a semicolon ends the entry.
    pub fn text(&mut self, text: &str) {
        let (name, ends) = text.split_once(';').map_or((text, false), |(name, _)| (name, true));
        if self.name.len().saturating_add(name.len()) <= RTF_NAME_BYTES {
            self.name.push_str(name);
        }
        if ends {
            self.end_entry();
        }
    }

    /// Ends an entry that no semicolon ended.
    pub fn end_entry(&mut self) {
        let name = std::mem::take(&mut self.name).trim().to_ascii_lowercase();
        let Some((number, mut font)) = self.entry.take() else { return };
        font.symbols = SymbolFont::named(&name);
        font.fixed_pitch = is_mono(&name, font.fixed_pitch) && !matches!(font.charset, Some(128..=136));
        // Before there was `\fcharset`, and in some programs still, the name said it.
        if matches!(font.charset, None | Some(0 | 1)) {
            font.code_page = font.code_page.or_else(|| page_of_name(&name));
        }
        if self.fonts.len() < RTF_TABLE_ENTRIES {
            let charset = font.charset.filter(|charset| *charset != 0);
            self.pages.extend(charset.and_then(CodePage::number_of_charset));
            self.fonts.insert(number, font);
        }
    }

    fn get(&self, number: Option<i32>) -> Option<&Font> {
        self.fonts.get(&number.or(self.default)?)
    }

    /// How bytes in a font become characters. `document` is the number of the document's own code page.
    pub fn code_page(&self, number: Option<i32>, document: i32) -> CodePage {
        let own = || CodePage::numbered(document).unwrap_or(CodePage::WESTERN);
        let Some(font) = self.get(number) else { return own() };
        if let Some(symbols) = font.symbols {
            return CodePage::Symbols(symbols);
        }
        let stated = font.code_page.or_else(|| {
            let of_charset = CodePage::number_of_charset(font.charset?)?;
            // Programs that know nothing of `\fcharset` write 0 everywhere.
            (font.charset != Some(0) || self.knows_charsets(document)).then_some(of_charset)
        });
        stated.and_then(CodePage::numbered).unwrap_or_else(own)
    }

    /// Whether some font says that it has the characters of the document's code page.
    fn knows_charsets(&self, document: i32) -> bool {
        document == 1252 || self.pages.contains(&document)
    }

    /// The symbols of a font, where it has no letters.
    pub fn symbols(&self, number: Option<i32>) -> Option<SymbolFont> {
        self.get(number)?.symbols
    }

    /// Whether all its letters have one width.
    pub fn is_mono(&self, number: Option<i32>) -> bool {
        self.get(number).is_some_and(|font| font.fixed_pitch)
    }
}

/// Whether the letters of a font have one width: `stated` by the document, unless the name knows better.
fn is_mono(name: &str, stated: bool) -> bool {
    const MONO: [&str; 12] = [
        "courier",
        "consolas",
        "lucida console",
        "mono",
        "fixedsys",
        "terminal",
        "menlo",
        "monaco",
        "cascadia",
        "letter gothic",
        "ocr",
        "source code",
    ];
    const NOT: [&str; 12] = [
        "arial",
        "times",
        "calibri",
        "cambria",
        "verdana",
        "helvetica",
        "tahoma",
        "segoe",
        "georgia",
        "sans serif",
        "monotype",
        "system",
    ];
    if MONO.iter().any(|word| name.contains(word)) {
        return !name.contains("monotype");
    }
    stated && !NOT.iter().any(|word| name.contains(word))
}

/// The code page that the end of a font's name tells (`Arial CE`).
fn page_of_name(name: &str) -> Option<i32> {
    const ENDS: [(&str, i32); 8] = [
        (" ce", 1250),
        (" cyr", 1251),
        (" greek", 1253),
        (" tur", 1254),
        (" (hebrew)", 1255),
        (" (arabic)", 1256),
        (" baltic", 1257),
        (" (vietnamese)", 1258),
    ];
    ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, page)| *page)
}

/// `\colortbl`.
#[derive(Default)]
pub(super) struct Colours {
    colours: Vec<Option<[u8; 3]>>,
    entry: Option<[u8; 3]>,
}

impl Colours {
    /// Takes a control word of the colour table.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) {
        let part = u8::try_from(number.unwrap_or(0).clamp(0, 255)).unwrap_or(0);
        let entry = self.entry.unwrap_or_default();
        let [red, green, blue] = entry;
        self.entry = match name {
            b"red" => Some([part, green, blue]),
            b"green" => Some([red, part, blue]),
            b"blue" => Some([red, green, part]),
            _ => self.entry,
        };
    }

    /// Takes text of the colour table: each semicolon ends a colour. One without parts is the colour of text.
    pub fn text(&mut self, text: &[u8]) {
        for _ in text.iter().filter(|byte| **byte == b';') {
            let entry = self.entry.take();
            if self.colours.len() < RTF_TABLE_ENTRIES {
                self.colours.push(entry.and_then(readable));
            }
        }
    }

    /// A colour as it can be read on white; `None` for the colour of text.
    pub fn get(&self, index: Option<i32>) -> Option<[u8; 3]> {
        self.colours.get(usize::try_from(index?).ok()?).copied().flatten()
    }
}

/// What a style says.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Of characters.
    pub look: Look,
    /// Of paragraphs.
    pub setting: Setting,
    base: Option<i32>,
}

/// `\stylesheet`. Paragraph and character styles share their numbers.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<i32, Style>,
    number: i32,
    base: Option<i32>,
    name: String,
}

impl Styles {
    /// Takes a control word of a style that is none of its looks.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) {
        match name {
            b"s" | b"cs" => self.number = number.unwrap_or(0),
            // Of sections and tables, which have numbers of their own that nothing refers to here.
            b"ds" | b"ts" => self.number = -1,
            b"sbasedon" => self.base = number,
            _ => {}
        }
    }

    /// Takes the name of a style, or a part of it; gives true where a semicolon ended it.
    pub fn text(&mut self, text: &str) -> bool {
        let (name, ends) = text.split_once(';').map_or((text, false), |(name, _)| (name, true));
        if self.name.len().saturating_add(name.len()) <= RTF_NAME_BYTES {
            self.name.push_str(name);
        }
        ends
    }

    /// Ends a style of these looks.
    pub fn end_entry(&mut self, look: Look, mut setting: Setting) {
        let name = std::mem::take(&mut self.name).trim().to_ascii_lowercase();
        let (number, base) = (std::mem::take(&mut self.number), self.base.take());
        if name.is_empty() || number < 0 || self.styles.len() >= RTF_TABLE_ENTRIES {
            return;
        }
        let level = name.strip_prefix("heading ").and_then(|level| level.parse::<i32>().ok());
        if let Some(level @ 1..=9) = level {
            setting.outline = setting.outline.or(Some(level - 1));
        }
        self.styles.insert(number, Style { look, setting, base: base.filter(|base| *base != number) });
    }

    /// A style with what it rests on.
    pub fn get(&self, number: i32) -> Style {
        let Some(style) = self.styles.get(&number) else { return Style::default() };
        let mut whole = *style;
        let mut base = style.base;
        for _ in 0..RTF_STYLE_BASES {
            let Some(below) = base.and_then(|base| self.styles.get(&base)) else { break };
            whole.look = whole.look.over(below.look);
            whole.setting.align = whole.setting.align.or(below.setting.align);
            whole.setting.outline = whole.setting.outline.or(below.setting.outline);
            base = below.base;
        }
        whole
    }
}
