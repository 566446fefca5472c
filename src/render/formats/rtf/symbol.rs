//! Fonts of symbols: what the places in them look like, in Unicode. Called by `charset` and by the reader.
//!
//! The places are those of Adobe's Symbol and ITC Zapf Dingbats encodings (Adobe, "PDF Reference 1.7", appendix D.5 and D.6) and of
//! Microsoft's Wingdings fonts, of which only marks that stand in letters are known here: bullets, check boxes, arrows, digits.

use std::sync::LazyLock;

/// A font whose characters are no letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SymbolFont {
    /// Symbol: Greek and mathematics.
    Symbol,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
    /// Zapf Dingbats, also known as Monotype Sorts.
    Dingbats,
}

/// Places 0x20 to 0x7E of Symbol.
static SYMBOL_LOWER: LazyLock<Vec<char>> = LazyLock::new(|| {
    concat!(" !∀#∃%&∋()∗+,−./0123456789:;<=>?", "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_", "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
        .chars()
        .collect()
});

/// Places 0xA0 to 0xFE of Symbol.
static SYMBOL_UPPER: LazyLock<Vec<char>> = LazyLock::new(|| {
    concat!(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
        "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{FFFD}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
    )
    .chars()
    .collect()
});

impl SymbolFont {
    /// By the name of the font.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Some(match name.as_str() {
            "symbol" | "symbolmt" | "symbol mt" | "symbolps" | "standard symbols l" | "standard symbols ps" => {
                Self::Symbol
            }
            "wingdings 2" | "wingdings2" => Self::Wingdings2,
            "wingdings 3" | "wingdings3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            "zapfdingbats" | "zapf dingbats" | "itc zapf dingbats" | "monotype sorts" | "dingbats" => Self::Dingbats,
            _ if name.starts_with("wingdings") => Self::Wingdings,
            _ => return None,
        })
    }

    /// What stands at a place of the font; U+FFFD for a place that is not known here.
    pub fn shape(self, place: u8) -> char {
        if place <= b' ' {
            return char::from(place);
        }
        let known = match self {
            Self::Symbol => symbol(place),
            Self::Wingdings => wingdings(place),
            Self::Wingdings2 => wingdings_2(place),
            Self::Wingdings3 => wingdings_3(place),
            Self::Webdings => webdings(place),
            Self::Dingbats => dingbats(place),
        };
        known.unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

/// A character of the private area where Windows puts the fonts of symbols (U+F020 to U+F0FF), as its place in the font.
pub(super) fn place_of_private(character: char) -> Option<u8> {
    let code = u32::from(character);
    if (0xF020..=0xF0FF).contains(&code) { u8::try_from(code & 0xFF).ok() } else { None }
}

fn symbol(place: u8) -> Option<char> {
    let (table, first) = if place < 0x80 { (&SYMBOL_LOWER, 0x20) } else { (&SYMBOL_UPPER, 0xA0) };
    table.get(usize::from(place.checked_sub(first)?)).copied()
}

/// The character that is `place - first` behind `start`.
fn counted(place: u8, first: u8, start: char) -> Option<char> {
    char::from_u32(u32::from(start) + u32::from(place.checked_sub(first)?))
}

fn wingdings(place: u8) -> Option<char> {
    Some(match place {
        0x21 => '✏',
        0x22 => '✂',
        0x28 => '☎',
        0x29 => '✆',
        0x2A => '✉',
        0x36 => '⌛',
        0x3F => '✍',
        0x41 => '✌',
        0x45 => '☜',
        0x46 => '☞',
        0x47 => '☝',
        0x48 => '☟',
        0x4A => '☺',
        0x4B => '😐',
        0x4C => '☹',
        0x52 => '☼',
        0x54 => '❄',
        0x58 => '✠',
        0x6C => '●',
        0x6D => '❍',
        0x6E => '■',
        // A box to be ticked, as are the two others of its kind.
        0x6F | 0x70 | 0xA8 => '☐',
        0x71 => '❑',
        0x72 => '❒',
        0x73 => '⬧',
        0x74 => '⧫',
        0x75 => '◆',
        0x76 => '❖',
        0x77 => '⬥',
        0x78 | 0xFD => '☒',
        0x7B => '❀',
        0x7C => '✿',
        0x7D => '❝',
        0x7E => '❞',
        0x80 => '⓪',
        0x81..=0x8A => return counted(place, 0x81, '①'),
        0x8B => '⓿',
        0x8C..=0x95 => return counted(place, 0x8C, '❶'),
        0x9E => '·',
        0x9F => '•',
        0xA0 | 0xA7 => '▪',
        0xA1..=0xA3 => '○',
        0xA4 => '◉',
        0xA5 => '◎',
        0xA6 => '❍',
        0xAA => '✦',
        0xAB => '★',
        0xAC => '✶',
        0xAD => '✴',
        0xAE => '✹',
        0xB6 => '✰',
        0xD5 => '⌫',
        0xD6 => '⌦',
        0xD8 => '➢',
        0xDC => '➲',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xE3 => '↖',
        0xE4 => '↗',
        0xE5 => '↙',
        0xE6 => '↘',
        0xE8 => '➔',
        0xEF => '⇦',
        0xF0 => '⇨',
        0xF1 => '⇧',
        0xF2 => '⇩',
        0xF3 => '⬄',
        0xF4 => '⇳',
        0xFB => '✗',
        0xFC => '✓',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings_2(place: u8) -> Option<char> {
    Some(match place {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x96 | 0x97 => '●',
        0x98 => '⚫',
        0xA0..=0xA2 => '■',
        0xA3..=0xA6 => '☐',
        _ => return None,
    })
}

fn wingdings_3(place: u8) -> Option<char> {
    Some(match place {
        0x66 => '←',
        0x67 => '→',
        0x68 => '↑',
        0x69 => '↓',
        0x70 => '▲',
        0x71 => '▼',
        0x74 | 0x7C => '◀',
        0x75 | 0x7D => '▶',
        _ => return None,
    })
}

fn webdings(place: u8) -> Option<char> {
    Some(match place {
        0x33 => '◀',
        0x34 => '▶',
        0x35 => '▲',
        0x36 => '▼',
        0x61 => '✔',
        0x63 => '☐',
        0x67 => '■',
        0x6E => '●',
        0x72 => '✖',
        0x73 => '❓',
        0x9F => '•',
        _ => return None,
    })
}

/// Unicode took over this font place by place, but for characters that it had already.
fn dingbats(place: u8) -> Option<char> {
    Some(match place {
        0x25 => '☎',
        0x2A => '☛',
        0x2B => '☞',
        0x48 => '★',
        0x6C => '●',
        0x6E => '■',
        0x73 => '▲',
        0x74 => '▼',
        0x75 => '◆',
        0x77 => '◗',
        0x21..=0x7E => return counted(place, 0x21, '✁'),
        0xA8 => '♣',
        0xA9 => '♦',
        0xAA => '♥',
        0xAB => '♠',
        0xAC..=0xB5 => return counted(place, 0xAC, '①'),
        0xD5 => '→',
        0xD6 => '↔',
        0xD7 => '↕',
        0xA1..=0xFE => return counted(place, 0xA1, '\u{2761}'),
        _ => return None,
    })
}
