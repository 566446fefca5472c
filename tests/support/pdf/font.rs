//! The standard fonts: names, widths, line breaking; used by `pdf` and whoever lays text out.

use super::metrics;

/// One of the standard fonts that every PDF reader brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Font {
    /// Helvetica.
    Helvetica,
    /// Helvetica-Bold.
    HelveticaBold,
    /// Helvetica-Oblique.
    HelveticaOblique,
    /// Times-Roman.
    Times,
    /// Times-Bold.
    TimesBold,
    /// Times-Italic.
    TimesItalic,
    /// Courier.
    Courier,
    /// Courier-Bold.
    CourierBold,
}

impl Font {
    /// Every font, in the order of its resource name.
    pub const ALL: [Self; 8] = [
        Self::Helvetica,
        Self::HelveticaBold,
        Self::HelveticaOblique,
        Self::Times,
        Self::TimesBold,
        Self::TimesItalic,
        Self::Courier,
        Self::CourierBold,
    ];

    /// The name as PDF spells it.
    pub fn base_name(self) -> &'static str {
        match self {
            Self::Helvetica => "Helvetica",
            Self::HelveticaBold => "Helvetica-Bold",
            Self::HelveticaOblique => "Helvetica-Oblique",
            Self::Times => "Times-Roman",
            Self::TimesBold => "Times-Bold",
            Self::TimesItalic => "Times-Italic",
            Self::Courier => "Courier",
            Self::CourierBold => "Courier-Bold",
        }
    }

    /// The width of `text` in points at `size` points.
    pub fn width(self, text: &str, size: f64) -> f64 {
        let table = match self {
            Self::Helvetica | Self::HelveticaOblique => &metrics::HELVETICA,
            Self::HelveticaBold => &metrics::HELVETICA_BOLD,
            Self::Times => &metrics::TIMES_ROMAN,
            Self::TimesBold => &metrics::TIMES_BOLD,
            Self::TimesItalic => &metrics::TIMES_ITALIC,
            Self::Courier | Self::CourierBold => {
                return win_ansi(text).len() as f64 * 0.6 * size;
            }
        };
        let thousandths: u32 =
            win_ansi(text).iter().map(|code| u32::from(table[usize::from(code.saturating_sub(32))])).sum();
        f64::from(thousandths) / 1000.0 * size
    }

    /// `text` broken at spaces into lines of at most `width` points; a longer word gets a line of its own.
    pub fn wrap(self, text: &str, size: f64, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

/// How text is set: font, size in points, colour.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// The font.
    pub font: Font,
    /// Size in points.
    pub size: f64,
    /// Colour as red, green, blue.
    pub ink: [u8; 3],
}

/// Black.
pub const BLACK: [u8; 3] = [0, 0, 0];

impl Type {
    /// Black text in `font` at `size` points.
    pub const fn new(font: Font, size: f64) -> Self {
        Self { font, size, ink: BLACK }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: [u8; 3]) -> Self {
        Self { ink, ..self }
    }

    /// The width of `text` in points.
    pub fn width(&self, text: &str) -> f64 {
        self.font.width(text, self.size)
    }
}

/// Where text stands relative to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It starts at x.
    Left,
    /// Its middle is at x.
    Centre,
    /// It ends at x.
    Right,
}

/// `text` in WinAnsi (Windows code page 1252); what it lacks becomes a question mark.
pub(super) fn win_ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| match letter {
            ' '..='~' => letter as u8,
            '\u{a0}'..='\u{ff}' => u32::from(letter) as u8,
            '€' => 0x80,
            '…' => 0x85,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '•' => 0x95,
            '–' => 0x96,
            '—' => 0x97,
            '™' => 0x99,
            _ => b'?',
        })
        .collect()
}
