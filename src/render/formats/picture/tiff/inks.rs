//! What the samples of a TIFF page mean: palettes, YCbCr, L*a*b* and inks become grey, RGB or CMYK.

use super::directory::Directory;
use super::plan::{Meaning, Packing, Plan};
use super::tag;
use crate::render::formats::OpenError;
use crate::render::formats::picture::colour::{Alpha, Device, encoded};

/// From the samples of the file to grey, RGB or inks of 16 bits.
pub enum Inks {
    Same(Device),
    Inverted {
        alpha: bool,
    },
    /// Cyan, magenta and yellow without black.
    CyanMagentaYellow,
    Palette(Vec<[u16; 3]>),
    YCbCr(YCbCr),
    Lab {
        signed: bool,
        alpha: bool,
    },
}

pub struct YCbCr {
    /// Weights of red, green and blue in luma.
    weights: [f32; 3],
    /// What is taken away, and by what the rest is multiplied, for each of the three.
    offsets: [f32; 3],
    scales: [f32; 3],
    alpha: bool,
}

impl Inks {
    /// Reads what the samples mean.
    pub fn new(tags: &Directory, plan: &Plan) -> Result<Self, OpenError> {
        let alpha = plan.alpha != Alpha::None;
        Ok(match plan.meaning {
            Meaning::Grey { white_is_zero: true } => Self::Inverted { alpha },
            Meaning::Grey { white_is_zero: false } => Self::Same(Device::Grey),
            Meaning::Rgb => Self::Same(Device::Rgb),
            Meaning::Cmyk if plan.colours() == 3 => Self::CyanMagentaYellow,
            Meaning::Cmyk => Self::Same(Device::Cmyk),
            Meaning::Palette => Self::Palette(palette(tags, plan)?),
            Meaning::YCbCr => Self::YCbCr(YCbCr::new(tags, plan, alpha)),
            Meaning::Lab { signed } => Self::Lab { signed, alpha },
        })
    }

    /// What comes out.
    pub fn device(&self) -> Device {
        match self {
            Self::Same(device) => *device,
            Self::Inverted { .. } => Device::Grey,
            Self::CyanMagentaYellow | Self::Palette(_) | Self::YCbCr(_) | Self::Lab { .. } => Device::Rgb,
        }
    }

    /// Whether samples are to be spread over 16 bits.
    pub fn is_deep(&self) -> bool {
        !matches!(self, Self::Palette(_))
    }

    /// A row of samples, alpha after the colours.
    pub fn convert<'a>(&self, row: &'a [u16], out: &'a mut Vec<u16>) -> &'a [u16] {
        out.clear();
        match self {
            Self::Same(_) => return row,
            Self::Inverted { alpha } => {
                let every = 1 + usize::from(*alpha);
                out.extend(
                    row.iter()
                        .enumerate()
                        .map(|(at, sample)| if at % every == 0 { u16::MAX - sample } else { *sample }),
                );
            }
            Self::CyanMagentaYellow => out.extend(row.iter().map(|sample| u16::MAX - sample)),
            Self::Palette(colours) => {
                out.extend(row.iter().flat_map(|at| colours.get(usize::from(*at)).copied().unwrap_or_default()));
            }
            Self::YCbCr(ycbcr) => {
                for pixel in row.chunks_exact(3 + usize::from(ycbcr.alpha)) {
                    out.extend(ycbcr.rgb(pixel));
                    out.extend(pixel.get(3));
                }
            }
            Self::Lab { signed, alpha } => {
                for pixel in row.chunks_exact(3 + usize::from(*alpha)) {
                    out.extend(lab(pixel, *signed));
                    out.extend(pixel.get(3));
                }
            }
        }
        out
    }
}

/// The colours of a palette, first all reds, then all greens, then all blues.
fn palette(tags: &Directory, plan: &Plan) -> Result<Vec<[u16; 3]>, OpenError> {
    let count = 1_u64 << plan.bits.min(16);
    if !tags.has(tag::COLOR_MAP) {
        return Err(OpenError::Damaged);
    }
    let count = count.min(tags.count(tag::COLOR_MAP) / 3);
    let sample = |plane: u64, index: u64| {
        tags.whole(tag::COLOR_MAP, plane * count + index).map_or(0, |value| value.min(65_535) as u16)
    };
    let mut colours: Vec<[u16; 3]> = (0..count).map(|index| [0, 1, 2].map(|plane| sample(plane, index))).collect();
    // Some writers state 8-bit colours.
    if colours.iter().flatten().all(|sample| *sample < 256) {
        for sample in colours.iter_mut().flatten() {
            *sample *= 257;
        }
    }
    Ok(colours)
}

impl YCbCr {
    fn new(tags: &Directory, plan: &Plan, alpha: bool) -> Self {
        // A JPEG has a conversion of its own (JFIF), whatever the tags say.
        let follow = plan.packing != Packing::Jpeg;
        let numbers = |name: u16, default: &[f64]| -> Vec<f32> {
            let stated = |index: usize| tags.real(name, index as u64).filter(|_| follow);
            default.iter().enumerate().map(|(index, number)| stated(index).unwrap_or(*number) as f32).collect()
        };
        let coefficients = numbers(tag::YCBCR_COEFFICIENTS, &[0.299, 0.587, 0.114]);
        let mut weights = [0.299, 0.587, 0.114];
        if coefficients.iter().all(|weight| *weight > 0.0) {
            weights.iter_mut().zip(coefficients).for_each(|(weight, stated)| *weight = stated);
        }
        // Black and white of luma, middle and end of the two others, as samples of the file.
        let unit = 65_535.0 / ((1_u64 << plan.bits.min(32)) - 1) as f32;
        let middle = f64::from(1_u32 << (plan.bits.min(31) - 1));
        let end = middle * 2.0 - 1.0;
        let bounds = numbers(tag::REFERENCE_BLACK_WHITE, &[0.0, end, middle, end, middle, end]);
        let (mut offsets, mut scales) = ([0.0; 3], [1.0; 3]);
        for (index, pair) in bounds.chunks_exact(2).enumerate() {
            let [low, high] = [pair.first(), pair.last()].map(|bound| bound.copied().unwrap_or(0.0));
            let range = if index == 0 { end } else { middle - 1.0 } as f32;
            if let (Some(offset), Some(scale)) = (offsets.get_mut(index), scales.get_mut(index))
                && high > low
            {
                (*offset, *scale) = (low * unit, range / (high - low));
            }
        }
        Self { weights, offsets, scales, alpha }
    }

    fn rgb(&self, pixel: &[u16]) -> [u16; 3] {
        let part = |index: usize| {
            let sample = pixel.get(index).copied().map_or(0.0, f32::from);
            let at = |table: &[f32; 3]| table.get(index).copied().unwrap_or(0.0);
            (sample - at(&self.offsets)) * at(&self.scales)
        };
        let (luma, blue, red) = (part(0), part(1), part(2));
        let [red_weight, green_weight, blue_weight] = self.weights;
        let red = luma + red * (2.0 - 2.0 * red_weight);
        let blue = luma + blue * (2.0 - 2.0 * blue_weight);
        let green = (luma - blue_weight * blue - red_weight * red) / green_weight;
        // The cast stops at either end.
        [red, green, blue].map(|sample| (sample + 0.5) as u16)
    }
}

/// L*a*b* under D50 as sRGB (ISO 11664-4, and the matrix of the ICC's sRGB profile).
fn lab(pixel: &[u16], signed: bool) -> [u16; 3] {
    let sample = |index: usize| pixel.get(index).copied().map_or(0.0, f64::from);
    let lightness = sample(0) / 65_535.0 * 100.0;
    // Spread over 16 bits, 257 is one step of 8 bits.
    let side = |index: usize| {
        let value = sample(index) / 257.0;
        if signed { if value > 127.5 { value - 256.0 } else { value } } else { value - 128.0 }
    };
    let middle = (lightness + 16.0) / 116.0;
    let inverse = |value: f64| if value > 6.0 / 29.0 { value.powi(3) } else { (value - 4.0 / 29.0) * 108.0 / 841.0 };
    let x = 0.9642 * inverse(middle + side(1) / 500.0);
    let y = inverse(middle);
    let z = 0.8249 * inverse(middle - side(2) / 200.0);
    let light = [
        3.134_187 * x - 1.617_209 * y - 0.490_694 * z,
        -0.978_749 * x + 1.916_13 * y + 0.033_433 * z,
        0.071_964 * x - 0.228_994 * y + 1.405_754 * z,
    ];
    light.map(|light| (encoded(light) * 65_535.0 + 0.5) as u16)
}
