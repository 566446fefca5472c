//! The few declarations of a `style` attribute that are followed, and colours and lengths in CSS's notation
//! (<https://www.w3.org/TR/css-2023/>).

use super::super::flow::{Align, Script};
use super::style::White;

/// The longest value that is looked at: fonts and pictures make longer ones, none of which is followed.
const MAX_VALUE_BYTES: usize = 128;

/// The lowest and the highest letters, in points: what is smaller cannot be read, what is higher fills the page.
const SIZES_PT: (f32, f32) = (6.0, 36.0);

/// Points of a CSS pixel.
pub(super) const PX_PT: f32 = 0.75;

/// Brightness (0 to 1) from which letters on white paper cannot be read. Documents mean them for a dark ground, which is not drawn.
const TOO_BRIGHT: f32 = 0.72;

/// A declaration that is followed.
pub(super) enum Declaration {
    Bold(bool),
    Italic(bool),
    Lines {
        underlined: bool,
        struck: bool,
    },
    Script(Script),
    Size(f32),
    Colour([u8; 3]),
    Align(Align),
    White(White),
    /// `display`: anything but `none`.
    Display(bool),
    Visible(bool),
    Tight,
    /// `list-style`: none.
    Unmarked(bool),
    NewPage,
}

/// Calls `follow` for each declaration that is followed.
pub(super) fn declarations(style: &str, mut follow: impl FnMut(Declaration)) {
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        if name.len() > MAX_VALUE_BYTES || value.len() > MAX_VALUE_BYTES {
            continue;
        }
        let value = value.to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim_end();
        if let Some(declaration) = one(&name.to_ascii_lowercase(), value) {
            follow(declaration);
        }
    }
}

fn one(name: &str, value: &str) -> Option<Declaration> {
    let first = value.split_ascii_whitespace().next().unwrap_or_default();
    Some(match name {
        "font-weight" => Declaration::Bold(match value {
            "bold" | "bolder" => true,
            "normal" | "lighter" => false,
            weight => weight.parse::<u16>().ok()? >= 600,
        }),
        "font-style" => Declaration::Italic(first == "italic" || first == "oblique"),
        "text-decoration" | "text-decoration-line" => {
            Declaration::Lines { underlined: value.contains("underline"), struck: value.contains("line-through") }
        }
        "vertical-align" => Declaration::Script(match value {
            "super" => Script::Super,
            "sub" => Script::Sub,
            _ => return None,
        }),
        "font-size" => Declaration::Size(font_size(value)?),
        "color" => Declaration::Colour(colour(value)?),
        "text-align" => Declaration::Align(align(value)?),
        "white-space" => Declaration::White(match value {
            "pre" | "pre-wrap" | "break-spaces" => White::Kept,
            "pre-line" => White::Lines,
            "normal" | "nowrap" => White::Collapsed,
            _ => return None,
        }),
        "display" => Declaration::Display(first != "none"),
        "visibility" => Declaration::Visible(match first {
            "hidden" | "collapse" => false,
            "visible" | "initial" => true,
            _ => return None,
        }),
        "margin" | "margin-top" | "margin-bottom" if length(first) == Some(0.0) => Declaration::Tight,
        "list-style" | "list-style-type" => Declaration::Unmarked(value.contains("none")),
        "page-break-before" | "break-before" if matches!(value, "always" | "page" | "left" | "right") => {
            Declaration::NewPage
        }
        _ => return None,
    })
}

/// How lines stand, for the values of `text-align` and `align`.
pub(super) fn align(value: &str) -> Option<Align> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "left" | "start" => Align::Start,
        "center" | "middle" => Align::Middle,
        "right" | "end" => Align::End,
        "justify" => Align::Both,
        _ => return None,
    })
}

/// A length in points: `12pt`, `16px`, `1in`, `0`.
pub(super) fn length(value: &str) -> Option<f32> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f32 = digits.trim().parse().ok().filter(|number: &f32| number.is_finite())?;
    let points = match value.get(digits.len()..)?.trim() {
        "pt" => number,
        "px" | "" => number * PX_PT,
        "in" => number * 72.0,
        "cm" => number * 72.0 / 2.54,
        "mm" => number * 72.0 / 25.4,
        "pc" => number * 12.0,
        _ if number == 0.0 => 0.0,
        _ => return None,
    };
    Some(points)
}

fn font_size(value: &str) -> Option<f32> {
    let points = match value {
        "xx-small" => 7.0,
        "x-small" => 7.5,
        "small" | "smaller" => 9.0,
        "large" | "larger" => 13.0,
        "x-large" => 16.0,
        "xx-large" => 20.0,
        // A bare number is no length here, and would make many documents tiny.
        stated => length(stated).filter(|_| stated.ends_with(|c: char| c.is_ascii_alphabetic()))?,
    };
    Some(points.clamp(SIZES_PT.0, SIZES_PT.1))
}

/// `#rgb`, `#rrggbb`, `rgb(r, g, b)` or a common name.
pub(super) fn colour(value: &str) -> Option<[u8; 3]> {
    let value = value.trim().to_ascii_lowercase();
    if let Some(digits) = value.strip_prefix('#') {
        return hexadecimal(digits);
    }
    if let Some(parts) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        let mut parts = parts.split([',', ')', ' ', '/']).filter(|part| !part.is_empty()).map(|part| {
            let (digits, scale) = part.strip_suffix('%').map_or((part, 1.0), |digits| (digits, 2.55));
            // A float to an integer saturates.
            digits.parse::<f32>().ok().map(|number| (number * scale).round() as u8)
        });
        return Some([parts.next()??, parts.next()??, parts.next()??]);
    }
    Some(match value.as_str() {
        "black" => [0, 0, 0],
        "white" => [255, 255, 255],
        "gray" | "grey" => [128, 128, 128],
        "darkgray" | "darkgrey" => [169, 169, 169],
        "dimgray" | "dimgrey" => [105, 105, 105],
        "silver" => [192, 192, 192],
        "lightgray" | "lightgrey" => [211, 211, 211],
        "red" => [255, 0, 0],
        "darkred" => [139, 0, 0],
        "maroon" => [128, 0, 0],
        "crimson" => [220, 20, 60],
        "firebrick" => [178, 34, 34],
        "orange" => [255, 165, 0],
        "darkorange" => [255, 140, 0],
        "brown" => [165, 42, 42],
        "yellow" => [255, 255, 0],
        "olive" => [128, 128, 0],
        "green" => [0, 128, 0],
        "darkgreen" => [0, 100, 0],
        "lime" => [0, 255, 0],
        "teal" => [0, 128, 128],
        "aqua" | "cyan" => [0, 255, 255],
        "blue" => [0, 0, 255],
        "navy" => [0, 0, 128],
        "darkblue" => [0, 0, 139],
        "steelblue" => [70, 130, 180],
        "purple" => [128, 0, 128],
        "fuchsia" | "magenta" => [255, 0, 255],
        // Without a colour of its own: the usual one.
        _ => return hexadecimal(&value),
    })
}

fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = match digits.len() {
        3 => ((number & 0xF00) << 8 | (number & 0xF0) << 4 | (number & 0xF)).saturating_mul(0x11),
        6 => number,
        8 => number >> 8,
        _ => return None,
    }
    .to_be_bytes();
    Some([red, green, blue])
}

/// The colour, or none where it cannot be read on white paper; black is no colour of its own.
pub(super) fn readable(colour: [u8; 3]) -> Option<[u8; 3]> {
    let [red, green, blue] = colour.map(|part| f32::from(part) / 255.0);
    let brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    (colour != [0, 0, 0] && brightness < TOO_BRIGHT).then_some(colour)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn colours_are_read_in_all_notations() {
        assert_eq!(colour("#f00"), Some([255, 0, 0]));
        assert_eq!(colour("#12aBef"), Some([0x12, 0xAB, 0xEF]));
        assert_eq!(colour(" rgb( 1, 2,3 )"), Some([1, 2, 3]));
        assert_eq!(colour("rgb(100%, 0%, 50%)"), Some([255, 0, 128]));
        assert_eq!(colour("rgba(300, -5, 7, 0.5)"), Some([255, 0, 7]));
        assert_eq!(colour("Navy"), Some([0, 0, 128]));
        assert_eq!(colour("CC0000"), Some([0xCC, 0, 0]));
        for wrong in ["", "#", "#12", "#ggg", "rgb(1,2)", "currentcolor", "#+12", "été", "rgb(", "url(x)"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn letters_that_white_paper_would_hide_keep_the_usual_colour() {
        assert_eq!(readable([255, 255, 255]), None);
        assert_eq!(readable([255, 255, 0]), None);
        assert_eq!(readable([0, 0, 0]), None);
        assert_eq!(readable([255, 0, 0]), Some([255, 0, 0]));
    }

    #[test]
    fn lengths_are_points() {
        assert_eq!(length("12pt"), Some(12.0));
        assert_eq!(length("16px"), Some(12.0));
        assert_eq!(length("1in"), Some(72.0));
        assert_eq!(length("0"), Some(0.0));
        assert_eq!(length("0em"), Some(0.0));
        assert_eq!(length("2em"), None);
        assert_eq!(length("inf"), None);
        assert_eq!(length("é"), None);
        assert_eq!(font_size("1px"), Some(6.0));
        assert_eq!(font_size("9999pt"), Some(36.0));
        assert_eq!(font_size("12"), None);
        assert_eq!(font_size("120%"), None);
    }
}
