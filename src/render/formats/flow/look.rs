//! How letters look once every default is filled in, and the sizes and colours of laid-out documents.

use std::collections::HashMap;

use super::model::{Letters, Script};

/// Height of running text, in points, and of its lines.
pub(super) const BODY: f32 = 10.5;
/// Height of text in tables.
pub(super) const CELL: f32 = 9.5;
/// Height of a line for each point of its letters.
const LEADING: f32 = 1.42;
/// The same for headings, whose letters are larger.
const HEADING_LEADING: f32 = 1.25;
/// Letters of a monospaced font look larger than others of their size.
const MONO_BESIDE_SANS: f32 = 0.93;
/// Raised and lowered letters, and how far they are moved, for each point of what they stand beside.
const SCRIPT_SIZE: f32 = 0.68;
const RAISED: f32 = 0.36;
const LOWERED: f32 = -0.14;
/// Smallest and largest letters: smaller ones cannot be read, larger ones fill a page.
const SIZES: (f32, f32) = (4.0, 144.0);
/// Looks of one document; more than this cannot be told apart.
const MAX_LOOKS: usize = 20_000;

pub(super) const TEXT: [u8; 3] = [0x1D, 0x21, 0x27];
pub(super) const MUTED: [u8; 3] = [0x5F, 0x65, 0x70];
pub(super) const LINK: [u8; 3] = [0x1F, 0x5F, 0xBF];
pub(super) const LINE: [u8; 3] = [0xC9, 0xC9, 0xC3];
pub(super) const HEAD_FILL: [u8; 3] = [0xF4, 0xF4, 0xF1];
pub(super) const ACCENT: [u8; 3] = [0x2F, 0x6F, 0xB5];

/// How letters look.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Look {
    /// Height in points.
    pub size: f32,
    /// Height of a line of them, in points.
    pub line: f32,
    /// How far they are raised, in points.
    pub rise: f32,
    /// Red, green and blue.
    pub colour: [u8; 3],
    pub mono: bool,
    pub bold: bool,
    pub italic: bool,
    pub underlined: bool,
    pub struck: bool,
}

/// Where text stands, which says how it looks by default.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Surroundings {
    pub size: f32,
    pub leading: f32,
    pub bold: bool,
    pub muted: bool,
}

impl Surroundings {
    pub const BODY: Self = Self { size: BODY, leading: LEADING, bold: false, muted: false };
    pub const CELL: Self = Self { size: CELL, leading: 1.36, bold: false, muted: false };

    /// Of a heading of a level, 1 for the outermost.
    pub fn heading(level: u8) -> Self {
        let size = match level {
            0 | 1 => 18.0,
            2 => 14.0,
            3 => 12.0,
            _ => BODY,
        };
        Self { size, leading: HEADING_LEADING, bold: true, muted: false }
    }

    /// The look of letters here.
    pub fn look(self, letters: &Letters) -> Look {
        let stated = letters.size.filter(|size| size.is_finite() && *size > 0.0);
        let full = stated.unwrap_or(self.size).clamp(SIZES.0, SIZES.1);
        let (scale, rise) = match letters.script {
            Script::Line => (1.0, 0.0),
            Script::Super => (SCRIPT_SIZE, RAISED),
            Script::Sub => (SCRIPT_SIZE, LOWERED),
        };
        let mono = if letters.mono && stated.is_none() { MONO_BESIDE_SANS } else { 1.0 };
        let colour = match (letters.colour, &letters.link, letters.muted || self.muted) {
            (Some(colour), ..) => readable(colour),
            (None, Some(_), _) => LINK,
            (None, None, true) => MUTED,
            (None, None, false) => TEXT,
        };
        Look {
            size: full * scale * mono,
            line: full * self.leading,
            rise: full * rise,
            colour,
            mono: letters.mono,
            bold: letters.bold || self.bold,
            italic: letters.italic,
            underlined: letters.underlined || letters.link.is_some(),
            struck: letters.struck,
        }
    }
}

/// White and near-white letters stand on a ground that is not drawn: they become grey, so that nothing on a page is unseen.
fn readable(colour: [u8; 3]) -> [u8; 3] {
    let [red, green, blue] = colour.map(u32::from);
    let light = (red * 299 + green * 587 + blue * 114) / 1000;
    if light > 200 { colour.map(|channel| (u32::from(channel) * 110 / light.max(1)).min(255) as u8) } else { colour }
}

/// What a letter carries through shaping: places in the lists of looks and of addresses (0 for no link).
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Ink {
    pub look: u16,
    pub link: u32,
}

/// The looks of a document, each once.
#[derive(Default)]
pub(super) struct Looks {
    looks: Vec<Look>,
    places: HashMap<[u32; 5], u16>,
}

impl Looks {
    /// The place of a look in the list; that of the first one where there are too many.
    pub fn place(&mut self, look: Look) -> u16 {
        let flags = [look.mono, look.bold, look.italic, look.underlined, look.struck];
        let flags = flags.iter().fold(0, |bits, flag| bits << 1 | u32::from(*flag));
        let [red, green, blue] = look.colour;
        let colour = u32::from_be_bytes([0, red, green, blue]);
        let key = [look.size.to_bits(), look.line.to_bits(), look.rise.to_bits(), colour, flags];
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = u16::try_from(self.looks.len()).unwrap_or(0);
        if self.looks.len() >= MAX_LOOKS {
            return 0;
        }
        self.looks.push(look);
        self.places.insert(key, place);
        place
    }

    /// The look at a place of the list.
    pub fn get(&self, place: u16) -> Look {
        let plain = || Surroundings::BODY.look(&Letters::default());
        self.looks.get(usize::from(place)).copied().unwrap_or_else(plain)
    }
}
