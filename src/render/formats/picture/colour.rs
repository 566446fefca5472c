//! Colours as a screen shows them: device samples, with or without a colour profile (ICC.1), become 8-bit grey or sRGB. All readers
//! of pictures use it.
//!
//! Profiles are followed as littlecms does by default: perceptual intent, with the black point of tables moved to black.

use super::inks::InkTable;
use crate::limits::{MAX_COLOUR_PROFILE_BYTES, MAX_COLOUR_PROFILE_NAME_CHARS};
use crate::render::formats::guarded;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileText, ProfileVersion, Transform8BitExecutor, Transform16BitExecutor,
    TransformOptions,
};
use std::sync::Arc;

/// What the colour samples of a pixel are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Device {
    /// Grey, 0 is black.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Inks, 0 is none.
    Cmyk,
}

/// What the sample after the colours is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alpha {
    /// There is none.
    None,
    /// How much a pixel covers.
    Straight,
    /// How much a pixel covers; its colours are already multiplied by it.
    Premultiplied,
}

impl Device {
    /// Samples of a pixel.
    pub fn channels(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }

    /// Samples of a pixel once it is grey or sRGB.
    pub fn shown_channels(self) -> usize {
        if self == Self::Grey { 1 } else { 3 }
    }
}

/// A colour profile that fits a picture.
pub struct Profile {
    /// As the profile calls itself; may be empty.
    pub name: String,
    way: Way,
}

enum Way {
    /// The colours are sRGB to within a step.
    Unchanged,
    /// An 8-bit grey for each 8-bit grey, and for each 16-bit grey.
    Table(Box<[u8; 256]>, Vec<u8>),
    Matrix {
        eight: Arc<Transform8BitExecutor>,
        eight_alpha: Arc<Transform8BitExecutor>,
        sixteen: Arc<Transform16BitExecutor>,
    },
    /// 16-bit sRGB, then for each sample an 8-bit one.
    Inks(Tables, Vec<u8>),
}

/// Who looks colours up in the tables of a profile.
enum Tables {
    Library(Arc<Transform16BitExecutor>),
    Inks(InkTable),
}

impl Tables {
    /// Rows of device samples to rows of 16-bit sRGB. False where that is not possible.
    fn convert(&self, row: &[u16], shown: &mut [u16]) -> bool {
        match self {
            Self::Library(executor) => executor.transform(row, shown).is_ok(),
            Self::Inks(table) => {
                table.convert(row, shown);
                true
            }
        }
    }
}

/// Reflectance of the black that the perceptual tables of version 4 profiles are made for (ICC.1:2022, 6.3.4.3).
const PERCEPTUAL_BLACK: f64 = 0.003_473_1;

/// Below this, a profile's black is black.
const BLACK: f64 = 0.000_2;

impl Profile {
    /// `None` for a profile that is broken or made for pixels of another kind: such a picture is shown as if it had none.
    pub fn read(icc: &[u8], device: Device) -> Option<Self> {
        if icc.len() > MAX_COLOUR_PROFILE_BYTES {
            return None;
        }
        guarded(|| Self::build(icc, device)).flatten()
    }

    fn build(icc: &[u8], device: Device) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        let way = match (device, profile.color_space) {
            (Device::Grey, DataColorSpace::Gray) => grey_way(&profile),
            (Device::Rgb, DataColorSpace::Rgb | DataColorSpace::Lab) => rgb_way(&profile),
            (Device::Cmyk, DataColorSpace::Cmyk) => table_way(&profile, Layout::Rgba, [u16::MAX; 4]),
            _ => None,
        }?;
        Some(Self { name: name(&profile), way })
    }

    /// Converts a row of 8-bit pixels, `layout` of which is grey or red, green and blue, with or without straight alpha.
    pub fn convert_row(&self, layout: Layout, row: &mut [u8], scratch: &mut Vec<u8>) {
        match &self.way {
            Way::Matrix { eight, eight_alpha, .. } => {
                scratch.resize(row.len(), 0);
                let executor = if layout == Layout::Rgba { eight_alpha } else { eight };
                if executor.transform(row, scratch).is_ok() {
                    row.copy_from_slice(scratch);
                }
            }
            Way::Table(table, _) => {
                let step = if layout == Layout::GrayAlpha { 2 } else { 1 };
                for grey in row.iter_mut().step_by(step) {
                    *grey = table.get(usize::from(*grey)).copied().unwrap_or(*grey);
                }
            }
            Way::Inks(executor, table) => {
                let (alpha, step) = if layout == Layout::Rgba { (1, 4) } else { (0, 3) };
                let deep: Vec<u16> = row
                    .chunks_exact(step)
                    .flat_map(|pixel| pixel.iter().take(step - alpha).map(|sample| u16::from(*sample) * 257))
                    .collect();
                let mut shown = vec![0_u16; deep.len()];
                if executor.convert(&deep, &mut shown) {
                    let (shown, _) = shown.as_chunks::<3>();
                    for (pixel, shown) in row.chunks_exact_mut(step).zip(shown) {
                        for (sample, shown) in pixel.iter_mut().zip(shown) {
                            *sample = table.get(usize::from(*shown)).copied().unwrap_or(*sample);
                        }
                    }
                }
            }
            Way::Unchanged => {}
        }
    }

    /// Whether following the profile changes nothing that anybody could see.
    pub fn is_unchanged(&self) -> bool {
        matches!(self.way, Way::Unchanged)
    }
}

fn name(profile: &ColorProfile) -> String {
    let name = match &profile.description {
        Some(ProfileText::PlainString(text)) => text.clone(),
        Some(ProfileText::Localizable(texts)) => {
            let english = texts.iter().find(|text| text.language.eq_ignore_ascii_case("en"));
            english.or(texts.first()).map(|text| text.value.clone()).unwrap_or_default()
        }
        Some(ProfileText::Description(text)) => text.ascii_string.clone(),
        None => String::new(),
    };
    let clean = name.chars().filter(|letter| !letter.is_control()).take(MAX_COLOUR_PROFILE_NAME_CHARS);
    clean.collect::<String>().trim().to_owned()
}

/// What a grey means in light: its curve gives luminance, or lightness where the profile counts in L*a*b*.
fn grey_way(profile: &ColorProfile) -> Option<Way> {
    let is_lightness = profile.pcs == DataColorSpace::Lab;
    let mut profile = profile.clone();
    profile.pcs = DataColorSpace::Xyz;
    let srgb = ColorProfile::new_srgb();
    let executor =
        profile.create_transform_16bit(Layout::Gray, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let greys: Vec<u16> = (0..=u16::MAX).collect();
    let mut shown = vec![0_u16; greys.len().checked_mul(3)?];
    executor.transform(&greys, &mut shown).ok()?;
    let shown = shown.as_chunks::<3>().0.iter().map(|[red, _, _]| {
        if !is_lightness {
            return to_eight(*red);
        }
        let lightness = linear(f64::from(*red) / f64::from(u16::MAX)) * 100.0;
        let light = if lightness > 8.0 { ((lightness + 16.0) / 116.0).powi(3) } else { lightness / 903.3 };
        (encoded(light) * 255.0).round() as u8
    });
    let table: Vec<u8> = shown.collect();
    let apart = table.iter().zip(&greys).map(|(shown, grey)| shown.abs_diff(to_eight(*grey))).max()?;
    if apart <= 1 {
        return Some(Way::Unchanged);
    }
    let mut short = Box::new([0; 256]);
    for (short, grey) in short.iter_mut().zip(table.iter().step_by(257)) {
        *short = *grey;
    }
    Some(Way::Table(short, table))
}

fn rgb_way(profile: &ColorProfile) -> Option<Way> {
    if !profile.is_matrix_shaper() || profile.lut_a_to_b_perceptual.is_some() {
        return table_way(profile, Layout::Rgb, [0; 3]);
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let eight = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
    // Greys, colours and mixtures: a profile that leaves these alone leaves all alone.
    let levels = [0_u8, 1, 16, 51, 102, 153, 204, 254, 255];
    let mut asked = Vec::new();
    for red in levels {
        for green in levels {
            asked.extend(levels.into_iter().flat_map(|blue| [red, green, blue]));
        }
    }
    let mut shown = vec![0; asked.len()];
    eight.transform(&asked, &mut shown).ok()?;
    if asked.iter().zip(&shown).all(|(asked, shown)| asked.abs_diff(*shown) <= 1) {
        return Some(Way::Unchanged);
    }
    let eight_alpha = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options).ok()?;
    let sixteen = profile.create_transform_16bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
    Some(Way::Matrix { eight, eight_alpha, sixteen })
}

/// Profiles with tables of colours. What they call black is dark grey on paper; on a screen it is drawn as black, and the rest is
/// stretched with it, in linear light.
fn table_way<const N: usize>(profile: &ColorProfile, layout: Layout, darkest: [u16; N]) -> Option<Way> {
    let inks = if N == 4 { InkTable::of(profile) } else { None };
    let tables = match inks {
        Some(inks) => Tables::Inks(inks),
        None => {
            let srgb = ColorProfile::new_srgb();
            let options = TransformOptions::default();
            Tables::Library(profile.create_transform_16bit(layout, &srgb, Layout::Rgb, options).ok()?)
        }
    };
    let mut shown = [0_u16; 3];
    if !tables.convert(&darkest, &mut shown) {
        return None;
    }
    let is_new = profile.version() >= ProfileVersion::V4_0;
    let black = if is_new { PERCEPTUAL_BLACK } else { luminance(shown).min(DARKEST_GREY) };
    let table = (0..=u16::MAX)
        .map(|sample| {
            let value = f64::from(sample) / f64::from(u16::MAX);
            let value = if black > BLACK { encoded((linear(value) - black) / (1.0 - black)) } else { value };
            (value * 255.0).round() as u8
        })
        .collect();
    Some(Way::Inks(tables, table))
}

/// Luminance of L* 50, past which no black point is taken for one.
const DARKEST_GREY: f64 = 0.184_2;

fn luminance(rgb: [u16; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|sample| linear(f64::from(sample) / f64::from(u16::MAX)));
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The transfer function of sRGB (IEC 61966-2-1) and, below, its inverse.
fn linear(value: f64) -> f64 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Light from 0 to 1 as an sRGB sample from 0 to 1.
pub fn encoded(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// The nearest 8-bit sample.
pub fn to_eight(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32_767) / 65_535) as u8
}

/// Turns rows of 16-bit device samples into rows of 8-bit grey or sRGB, on white.
pub struct Painter<'a> {
    device: Device,
    alpha: Alpha,
    profile: Option<&'a Profile>,
    colours: Vec<u16>,
    shown: Vec<u16>,
}

impl<'a> Painter<'a> {
    /// For pixels of `device`'s samples and, unless `alpha` is `None`, one sample more.
    pub fn new(device: Device, alpha: Alpha, profile: Option<&'a Profile>) -> Self {
        let profile = profile.filter(|profile| !profile.is_unchanged());
        Self { device, alpha, profile, colours: Vec::new(), shown: Vec::new() }
    }

    /// Samples of a pixel as they come in.
    pub fn channels(&self) -> usize {
        self.device.channels() + usize::from(self.alpha != Alpha::None)
    }

    /// Converts whole pixels; `out` has one or three samples for each.
    pub fn paint(&mut self, row: &[u16], out: &mut [u8]) {
        if self.alpha == Alpha::None {
            let mut shown = std::mem::take(&mut self.shown);
            self.convert(row, &mut shown, out);
            self.shown = shown;
            return;
        }
        let (channels, step) = (self.channels(), self.device.shown_channels());
        let mut colours = std::mem::take(&mut self.colours);
        let mut shown = std::mem::take(&mut self.shown);
        colours.clear();
        for pixel in row.chunks_exact(channels) {
            let Some((alpha, samples)) = pixel.split_last() else { continue };
            if self.alpha == Alpha::Premultiplied {
                let alpha = u32::from(*alpha).max(1);
                colours.extend(samples.iter().map(|sample| (u32::from(*sample) * 65_535 / alpha).min(65_535) as u16));
            } else {
                colours.extend_from_slice(samples);
            }
        }
        self.convert(&colours, &mut shown, out);
        for (pixel, shown) in row.chunks_exact(channels).zip(out.chunks_exact_mut(step)) {
            let alpha = u32::from(to_eight(*pixel.last().unwrap_or(&u16::MAX)));
            for sample in shown {
                *sample = ((u32::from(*sample) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
            }
        }
        (self.colours, self.shown) = (colours, shown);
    }

    fn convert(&self, row: &[u16], shown: &mut Vec<u16>, out: &mut [u8]) {
        match (self.profile.map(|profile| &profile.way), self.device) {
            (Some(Way::Table(_, table)), Device::Grey) => {
                for (sample, out) in row.iter().zip(out) {
                    *out = table.get(usize::from(*sample)).copied().unwrap_or(0);
                }
            }
            (Some(Way::Matrix { sixteen, .. }), Device::Rgb) => {
                shown.resize(row.len(), 0);
                let row = if sixteen.transform(row, shown).is_ok() { shown.as_slice() } else { row };
                for (sample, out) in row.iter().zip(out) {
                    *out = to_eight(*sample);
                }
            }
            (Some(Way::Inks(executor, table)), Device::Rgb | Device::Cmyk) => {
                shown.resize(row.len() / self.device.channels() * 3, 0);
                if !executor.convert(row, shown) {
                    return;
                }
                for (sample, out) in shown.iter().zip(out) {
                    *out = table.get(usize::from(*sample)).copied().unwrap_or(0);
                }
            }
            (_, Device::Cmyk) => {
                for (inks, out) in row.as_chunks::<4>().0.iter().zip(out.as_chunks_mut::<3>().0) {
                    let [cyan, magenta, yellow, black] = inks.map(|ink| u32::from(u16::MAX - ink));
                    *out = [cyan, magenta, yellow].map(|ink| to_eight((ink * black / 65_535) as u16));
                }
            }
            _ => {
                for (sample, out) in row.iter().zip(out) {
                    *out = to_eight(*sample);
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "colour_tests.rs"]
mod tests;
