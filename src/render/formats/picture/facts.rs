//! What is told of a picture beside its pixels, in words. The readers of pictures fill it in.

use crate::render::formats::{PixelSize, Property};
use crate::words::grouped;

/// Facts of a file's first page.
#[derive(Default)]
pub struct Facts {
    /// As stored, before the orientation mark.
    pub resolution: Option<Resolution>,
    /// Kind of colour and depth.
    pub colour: String,
    /// The name of the colour profile that is followed.
    pub profile: Option<String>,
    /// How pixels are packed.
    pub compression: &'static str,
    /// Frames of an animation, pages not among them.
    pub frames: u64,
}

/// Pixels for each inch.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Resolution {
    /// From left to right.
    pub across: f64,
    /// From top to bottom.
    pub down: f64,
    /// Whether the numbers are pixels for each inch, and not only a ratio.
    pub is_absolute: bool,
}

/// What resolutions are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ResolutionUnit {
    /// Only a ratio.
    None,
    Inch,
    Centimetre,
    Metre,
}

/// Beyond these no scanner or screen is.
const LEAST_DPI: f64 = 1.0;
const MOST_DPI: f64 = 100_000.0;

impl Resolution {
    /// `None` where the numbers cannot be meant.
    pub fn new(across: f64, down: f64, unit: ResolutionUnit) -> Option<Self> {
        let factor = match unit {
            ResolutionUnit::None | ResolutionUnit::Inch => 1.0,
            ResolutionUnit::Centimetre => 2.54,
            ResolutionUnit::Metre => 0.0254,
        };
        let (across, down) = (across * factor, down * factor);
        let sound = |number: f64| number.is_finite() && number > 0.0 && number < MOST_DPI;
        let is_absolute = unit != ResolutionUnit::None && across >= LEAST_DPI && down >= LEAST_DPI;
        (sound(across) && sound(down)).then_some(Self { across, down, is_absolute })
    }

    fn text(&self) -> String {
        let (across, down) = (self.across.round(), self.down.round());
        if across == down { format!("{across} dpi") } else { format!("{across} × {down} dpi") }
    }
}

impl Facts {
    /// The lines to show; `size` and `transposed` are of the page as shown.
    pub fn properties(&self, size: PixelSize, transposed: bool) -> Vec<(Property, String)> {
        let mut lines = vec![(
            Property::PictureSize,
            format!("{} × {} pixels", grouped(u64::from(size.width)), grouped(u64::from(size.height))),
        )];
        if let Some(Resolution { across, down, is_absolute: true }) = self.resolution {
            let (across, down) = if transposed { (down, across) } else { (across, down) };
            lines.push((Property::Resolution, Resolution { across, down, is_absolute: true }.text()));
        }
        if !self.colour.is_empty() {
            let name = self.profile.as_ref().filter(|name| !name.is_empty());
            let profile = name.map(|name| format!(", colour profile {name}")).unwrap_or_default();
            lines.push((Property::Colour, format!("{}{profile}", self.colour)));
        }
        if !self.compression.is_empty() {
            lines.push((Property::Compression, self.compression.to_owned()));
        }
        if self.frames > 1 {
            lines.push((Property::Frames, format!("{} frames, the first is shown", self.frames)));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(facts: &Facts, width: u32, height: u32, transposed: bool) -> Vec<String> {
        facts.properties(PixelSize { width, height }, transposed).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn facts_are_told_in_words() {
        let facts = Facts {
            resolution: Resolution::new(204.0, 98.0, ResolutionUnit::Inch),
            colour: "Grey, 8 bits".to_owned(),
            profile: Some("Dot Gain 20%".to_owned()),
            compression: "LZW",
            frames: 12,
        };
        let expected = [
            "2,480 × 3,508 pixels",
            "204 × 98 dpi",
            "Grey, 8 bits, colour profile Dot Gain 20%",
            "LZW",
            "12 frames, the first is shown",
        ];
        assert_eq!(texts(&facts, 2480, 3508, false), expected);
        assert_eq!(texts(&facts, 3508, 2480, true)[1], "98 × 204 dpi");
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        assert_eq!(texts(&Facts::default(), 999, 1_234_567, false), ["999 × 1,234,567 pixels"]);
        let ratio = Resolution::new(1.0, 2.0, ResolutionUnit::None);
        assert_eq!(texts(&Facts { resolution: ratio, ..Facts::default() }, 1, 1, false), ["1 × 1 pixels"]);
    }

    #[test]
    fn resolutions_are_pixels_for_each_inch() {
        let text = |across, down, unit| Resolution::new(across, down, unit).map(|resolution| resolution.text());
        assert_eq!(text(11_811.0, 11_811.0, ResolutionUnit::Metre).as_deref(), Some("300 dpi"));
        assert_eq!(text(118.11, 118.11, ResolutionUnit::Centimetre).as_deref(), Some("300 dpi"));
        assert_eq!(text(f64::NAN, 1.0, ResolutionUnit::Inch), None);
        assert_eq!(text(0.0, 300.0, ResolutionUnit::Inch), None);
        assert_eq!(text(1e9, 300.0, ResolutionUnit::Inch), None);
    }
}
