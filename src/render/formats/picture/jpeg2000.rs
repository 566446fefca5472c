//! JPEG 2000 (ISO/IEC 15444-1): JP2 files and bare codestreams, by `hayro-jpeg2000`.

use super::colour::{Alpha, Device, Painter, Profile};
use super::facts::{Facts, Resolution, ResolutionUnit};
use super::{Head, Reader, raster_of};
use crate::limits::{JPEG_2000_BYTES, MAX_PAGE_SIDE, MAX_PICTURE_DECODE_BYTES, MAX_PICTURE_PX};
use crate::render::formats::raster::Raster;
use crate::render::formats::turn::Turn;
use crate::render::formats::{OpenError, PixelSize, guarded};
use hayro_jpeg2000::{ColorSpace, DecodeError, DecodeSettings, DecoderContext, FormatError, Image};

/// Such a picture.
pub struct Jpeg2000 {
    bytes: Vec<u8>,
    head: Head,
}

/// Whether the bytes start like one.
pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0\0\0\x0cjP  ") || bytes.starts_with(b"\xff\x4f\xff\x51")
}

/// What each sample takes while it is decoded, as a multiple of its own 4 bytes: the picture, and a tile of its size twice.
const WORKING_BYTES: u64 = 4;

impl Jpeg2000 {
    /// Reads the size.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let size = guarded(|| {
            let image = Image::new(&bytes, &DecodeSettings::default()).map_err(open_error)?;
            Ok(PixelSize { width: image.width(), height: image.height() })
        })
        .unwrap_or(Err(OpenError::Damaged))?;
        let PixelSize { width, height } = size;
        if width == 0 || height == 0 {
            return Err(OpenError::Damaged);
        }
        let most = MAX_PAGE_SIDE as u32;
        if width > most || height > most || u64::from(width) * u64::from(height) > MAX_PICTURE_PX {
            return Err(OpenError::TooLarge);
        }
        Ok(Self { bytes, head: Head { stored: size, turn: Turn::default(), stretch: (1.0, 1.0) } })
    }

    /// The header with settings for a size that fits into memory and time: large pictures are decoded at half or a quarter of their
    /// size.
    fn image(&self) -> Result<Image<'_>, OpenError> {
        let mut settings = DecodeSettings::default();
        let mut image = Image::new(&self.bytes, &settings).map_err(open_error)?;
        let channels = u64::from(image.color_space().num_channels()) + u64::from(image.has_alpha()) + 2;
        for halvings in 1..=4 {
            let samples = u64::from(image.width()) * u64::from(image.height()) * channels;
            // Each halving leaves out three quarters of what is stored.
            let stored = self.bytes.len() as u64 >> (2 * (halvings - 1));
            if samples.saturating_mul(WORKING_BYTES) <= MAX_PICTURE_DECODE_BYTES && stored <= JPEG_2000_BYTES {
                return Ok(image);
            }
            let PixelSize { width, height } = self.head.stored;
            settings.target_resolution = Some(((width >> halvings).max(1), (height >> halvings).max(1)));
            image = Image::new(&self.bytes, &settings).map_err(open_error)?;
        }
        Err(OpenError::TooLarge)
    }
}

fn open_error(error: DecodeError) -> OpenError {
    match error {
        DecodeError::Format(FormatError::Unsupported) => OpenError::UnsupportedPicture,
        _ => OpenError::Damaged,
    }
}

impl Reader for Jpeg2000 {
    fn page_count(&self) -> u32 {
        1
    }

    fn head(&self, _page: u32) -> Result<Head, OpenError> {
        Ok(self.head)
    }

    fn decode(&self, _page: u32) -> Result<Raster, OpenError> {
        let image = self.image()?;
        let mut context = DecoderContext::default();
        let decoded = image.decode(&mut context).map_err(open_error)?;
        let size = PixelSize { width: image.width(), height: image.height() };
        let planes = decoded.components();
        let device = device(image.color_space()).ok_or(OpenError::UnsupportedPicture)?;
        let alpha = if image.has_alpha() && planes.len() > device.channels() { Alpha::Straight } else { Alpha::None };
        let profile = profile(image.color_space(), device);
        let mut painter = Painter::new(device, alpha, profile.as_ref());
        let planes: Vec<(&[f32], f32)> = planes
            .iter()
            .take(painter.channels())
            .map(|plane| (plane.samples(), 65_535.0 / ((1_u64 << plane.bit_depth().min(32)) - 1).max(1) as f32))
            .collect();
        if planes.len() < painter.channels() {
            return Err(OpenError::Damaged);
        }

        let (width, channels) = (size.width as usize, device.shown_channels());
        let stride = width.saturating_mul(channels);
        let mut out = vec![0; stride.saturating_mul(size.height as usize)];
        let mut row = vec![0_u16; width.saturating_mul(planes.len())];
        for (line, out) in out.chunks_exact_mut(stride.max(1)).enumerate() {
            let start = line.saturating_mul(width);
            for (channel, (samples, scale)) in planes.iter().enumerate() {
                let samples = samples.get(start..start.saturating_add(width)).ok_or(OpenError::Damaged)?;
                let targets = row.iter_mut().skip(channel).step_by(planes.len());
                for (target, sample) in targets.zip(samples) {
                    // The cast stops at either end.
                    *target = (sample.round() * scale + 0.5) as u16;
                }
            }
            painter.paint(&row, out);
        }
        raster_of(size, channels, out).ok_or(OpenError::Damaged)
    }

    fn facts(&self) -> Facts {
        let Ok(image) = Image::new(&self.bytes, &DecodeSettings::default()) else { return Facts::default() };
        let bits = image.original_bit_depth();
        let device = device(image.color_space());
        let colour = match device {
            Some(Device::Grey) if bits == 1 => "Black and white".to_owned(),
            Some(Device::Grey) => format!("Grey, {bits} bits"),
            Some(Device::Rgb) => format!("RGB, {bits} bits a channel"),
            Some(Device::Cmyk) => format!("CMYK, {bits} bits a channel"),
            None => String::new(),
        };
        let profile = device.and_then(|device| profile(image.color_space(), device)).map(|profile| profile.name);
        let is_whole = self.image().is_ok_and(|image| image.width() == self.head.stored.width);
        let compression = if is_whole { "JPEG 2000" } else { "JPEG 2000, too large to be decoded in full detail" };
        Facts { resolution: resolution(&self.bytes), colour, profile, compression, frames: 1 }
    }
}

fn device(space: &ColorSpace) -> Option<Device> {
    match space.num_channels() {
        1 | 2 => Some(Device::Grey),
        3 => Some(Device::Rgb),
        4 => Some(Device::Cmyk),
        _ => None,
    }
}

fn profile(space: &ColorSpace, device: Device) -> Option<Profile> {
    match space {
        ColorSpace::Icc { profile, .. } => Profile::read(profile, device),
        _ => None,
    }
}

/// The boxes inside `bytes`, each with its name and contents (ISO/IEC 15444-1, I.4).
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk::<4>()?) as usize;
        let name = rest.get(4..8)?;
        let (start, end) = match length {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*rest.get(8..16)?.first_chunk::<8>()?)).ok()?),
            _ => (8, length),
        };
        let body = rest.get(start..end.min(rest.len()))?;
        rest = rest.get(end.max(8)..).unwrap_or_default();
        Some((name, body))
    })
}

/// The resolution box: of the display, else of the scanner, as fractions with a power of ten.
fn resolution(bytes: &[u8]) -> Option<Resolution> {
    let header = boxes(bytes).find(|(name, _)| *name == b"jp2h")?.1;
    let resolutions = boxes(header).find(|(name, _)| *name == b"res ")?.1;
    let named = |wanted: &[u8; 4]| boxes(resolutions).find(|(name, _)| *name == wanted).map(|(_, body)| body);
    let body = named(b"resc").or_else(|| named(b"resd"))?;
    let number = |at: usize| Some(f64::from(u16::from_be_bytes(*body.get(at..at + 2)?.first_chunk::<2>()?)));
    let power = |at: usize| Some(10_f64.powi(i32::from(*body.get(at)? as i8)));
    let down = number(0)? / number(2)? * power(8)?;
    let across = number(4)? / number(6)? * power(9)?;
    Resolution::new(across, down, ResolutionUnit::Metre)
}

#[cfg(test)]
#[path = "jpeg2000_tests.rs"]
pub(super) mod tests;
