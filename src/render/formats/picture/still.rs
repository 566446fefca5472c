//! Files of one picture, or of which one is shown: JPEG, PNG, GIF, BMP, WebP, by the `image` crate.

use super::colour::{Alpha, Device, Painter, Profile};
use super::facts::{Facts, Resolution, ResolutionUnit};
use super::{Head, Reader, bmp, frames, jpeg, raster_of, tiff};
use crate::limits::{MAX_PAGE_SIDE, MAX_PICTURE_DECODE_BYTES, MAX_PICTURE_PX};
use crate::render::formats::raster::Raster;
use crate::render::formats::turn::Turn;
use crate::render::formats::{OpenError, PixelSize, guarded};
use image::error::ImageError;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::Layout;
use std::borrow::Cow;
use std::io::Cursor;

/// Such a file.
pub struct StillPicture {
    bytes: Vec<u8>,
    format: ImageFormat,
    head: Head,
    jpeg: Option<jpeg::Head>,
    resolution: Option<Resolution>,
    icc: Option<Vec<u8>>,
}

impl StillPicture {
    /// Reads size and orientation.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let format = image::guess_format(&bytes).map_err(|_| OpenError::Unsupported)?;
        if !is_read_here(format) {
            return Err(OpenError::Unsupported);
        }
        let jpeg = if format == ImageFormat::Jpeg { jpeg::Head::read(&bytes) } else { None };
        if let Some(head) = jpeg.filter(|head| !head.is_decodable()) {
            return Err(if head.process <= 2 && head.bits > 8 {
                OpenError::DeepJpeg
            } else {
                OpenError::UnsupportedPicture
            });
        }
        let bytes = if jpeg.is_some_and(|head| head.hides_rgb()) { jpeg::named_rgb(&bytes) } else { bytes };
        let (bytes, upside_down) = repaired(bytes, format);
        let opened = guarded(|| read_head(&bytes, format)).unwrap_or(Err(OpenError::Damaged));
        let (mut head, icc, resolution) = opened.or_else(|error| masked_head(&bytes).ok_or(error))?;
        head.turn.mirror_y ^= upside_down;
        let PixelSize { width, height } = head.stored;
        if width == 0 || height == 0 {
            return Err(OpenError::Damaged);
        }
        let most = MAX_PAGE_SIDE as u32;
        if width > most || height > most || u64::from(width) * u64::from(height) > MAX_PICTURE_PX {
            return Err(OpenError::TooLarge);
        }
        Ok(Self { bytes, format, head, jpeg, resolution, icc })
    }

    fn device(&self, colour: ColorType) -> Device {
        match (self.jpeg, colour) {
            (Some(jpeg::Head { components: 4, .. }), _) => Device::Cmyk,
            (_, ColorType::L8 | ColorType::La8 | ColorType::L16 | ColorType::La16) => Device::Grey,
            _ => Device::Rgb,
        }
    }

    fn profile(&self, device: Device) -> Option<Profile> {
        Profile::read(self.icc.as_deref()?, device)
    }
}

/// A bitmap without the small faults that its decoder minds.
fn repaired(bytes: Vec<u8>, format: ImageFormat) -> (Vec<u8>, bool) {
    if format != ImageFormat::Bmp {
        return (bytes, false);
    }
    let (repaired, upside_down) = bmp::repaired(&bytes);
    if let Cow::Owned(repaired) = repaired { (repaired, upside_down) } else { (bytes, upside_down) }
}

/// The head of a bitmap that its decoder refuses.
fn masked_head(bytes: &[u8]) -> Option<Opened> {
    let bmp::Masked { width, height, .. } = bmp::Masked::read(bytes)?;
    let head = Head { stored: PixelSize { width, height }, turn: Turn::default(), stretch: (1.0, 1.0) };
    Some((head, None, resolution(bytes, ImageFormat::Bmp)))
}

fn is_read_here(format: ImageFormat) -> bool {
    use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    matches!(format, Jpeg | Png | Gif | Bmp | WebP)
}

type Opened = (Head, Option<Vec<u8>>, Option<Resolution>);

fn read_head(bytes: &[u8], format: ImageFormat) -> Result<Opened, OpenError> {
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    // A picture with a broken mark is shown as it is stored.
    let turn = decoder.orientation().map(Turn::from).unwrap_or_default();
    let icc = decoder.icc_profile().ok().flatten();
    let exif = decoder.exif_metadata().ok().flatten();
    let resolution = resolution(bytes, format).or_else(|| tiff::exif_resolution(&exif?));
    Ok((Head { stored: PixelSize { width, height }, turn, stretch: (1.0, 1.0) }, icc, resolution))
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, OpenError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_PICTURE_DECODE_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(open_error)
}

fn open_error(error: ImageError) -> OpenError {
    match error {
        ImageError::Limits(_) => OpenError::TooLarge,
        ImageError::Unsupported(_) => OpenError::UnsupportedPicture,
        _ => OpenError::Damaged,
    }
}

impl Reader for StillPicture {
    fn page_count(&self) -> u32 {
        1
    }

    fn head(&self, _page: u32) -> Result<Head, OpenError> {
        Ok(self.head)
    }

    fn decode(&self, _page: u32) -> Result<Raster, OpenError> {
        if let Some(jpeg::Head { components: 4, .. }) = self.jpeg
            && let Some(profile) = self.profile(Device::Cmyk)
            && let Some(raster) = inks(&self.bytes, self.head.stored, &profile)
        {
            return Ok(raster);
        }
        let decoder = match decoder(&self.bytes, self.format) {
            Ok(decoder) => decoder,
            Err(error) => {
                let masked = (self.format == ImageFormat::Bmp).then(|| bmp::Masked::read(&self.bytes)).flatten();
                let masked = masked.ok_or(error)?;
                let pixels = image::RgbaImage::from_raw(masked.width, masked.height, masked.pixels(&self.bytes));
                return pixels.map(|pixels| Raster::new(pixels.into())).ok_or(OpenError::Damaged);
            }
        };
        let device = self.device(decoder.color_type());
        let picture = match self.format {
            ImageFormat::Jpeg => partial(decoder, 128)?,
            ImageFormat::Bmp => partial(decoder, 255)?,
            _ => DynamicImage::from_decoder(decoder).map_err(open_error)?,
        };
        let profile = if device == Device::Cmyk { None } else { self.profile(device) };
        shown(picture, device, profile.filter(|profile| !profile.is_unchanged()).as_ref()).ok_or(OpenError::Damaged)
    }

    fn facts(&self) -> Facts {
        let (colour, compression) = words(&self.bytes, self.format, self.jpeg);
        let frames = match self.format {
            ImageFormat::Gif => frames::gif(&self.bytes),
            ImageFormat::Png => frames::png(&self.bytes),
            ImageFormat::WebP => frames::webp(&self.bytes),
            _ => 1,
        };
        let device = decoder(&self.bytes, self.format).map(|decoder| self.device(decoder.color_type()));
        let profile = device.ok().and_then(|device| self.profile(device)).map(|profile| profile.name);
        Facts { resolution: self.resolution, colour, profile, compression, frames }
    }
}

/// Decodes a picture; one that breaks off shows what is there, and `untouched` for the rest.
fn partial(decoder: impl ImageDecoder, untouched: u8) -> Result<DynamicImage, OpenError> {
    let ((width, height), colour) = (decoder.dimensions(), decoder.color_type());
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| OpenError::TooLarge)?;
    let mut samples = vec![untouched; length];
    if let Err(error) = decoder.read_image(&mut samples)
        && samples.iter().all(|sample| *sample == untouched)
    {
        return Err(open_error(error));
    }
    let picture = match colour {
        ColorType::L8 => image::GrayImage::from_raw(width, height, samples).map(DynamicImage::from),
        ColorType::Rgb8 => image::RgbImage::from_raw(width, height, samples).map(DynamicImage::from),
        ColorType::Rgba8 => image::RgbaImage::from_raw(width, height, samples).map(DynamicImage::from),
        _ => None,
    };
    picture.ok_or(OpenError::Damaged)
}

/// A JPEG of four inks, by its profile. Inks are stored upside down, as Adobe's programs do and all others expect.
fn inks(bytes: &[u8], size: PixelSize, profile: &Profile) -> Option<Raster> {
    let (head, mut samples) = tiff::raw_jpeg(bytes)?;
    if (u32::from(head.width), u32::from(head.height)) != (size.width, size.height) {
        return None;
    }
    if head.adobe == Some(2) {
        for pixel in samples.as_chunks_mut::<4>().0 {
            let [luma, blue, red, black] = pixel.map(f32::from);
            let (blue, red) = (blue - 128.0, red - 128.0);
            let colours = [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue];
            let [first, second, third] = colours.map(|sample| 255 - (sample + 0.5) as u8);
            *pixel = [first, second, third, black as u8];
        }
    }
    let mut painter = Painter::new(Device::Cmyk, Alpha::None, Some(profile));
    let (stride, mut row) = (size.width as usize, Vec::new());
    let mut out = vec![0; stride.checked_mul(3)?.checked_mul(size.height as usize)?];
    for (inks, out) in samples.chunks_exact(stride.checked_mul(4)?).zip(out.chunks_exact_mut(stride * 3)) {
        row.clear();
        row.extend(inks.iter().map(|ink| u16::from(255 - ink) * 257));
        painter.paint(&row, out);
    }
    raster_of(size, 3, out)
}

/// Follows the profile and brings all to 8 bits without alpha.
fn shown(picture: DynamicImage, device: Device, profile: Option<&Profile>) -> Option<Raster> {
    let size = PixelSize { width: picture.width(), height: picture.height() };
    Some(match picture {
        DynamicImage::ImageLuma16(deep) => painted(size, deep.as_raw(), device, Alpha::None, profile)?,
        DynamicImage::ImageLumaA16(deep) => painted(size, deep.as_raw(), device, Alpha::Straight, profile)?,
        DynamicImage::ImageRgb16(deep) => painted(size, deep.as_raw(), device, Alpha::None, profile)?,
        DynamicImage::ImageRgba16(deep) => painted(size, deep.as_raw(), device, Alpha::Straight, profile)?,
        mut flat => {
            if let Some(profile) = profile {
                let mut scratch = Vec::new();
                let (layout, samples, channels) = match &mut flat {
                    DynamicImage::ImageLuma8(grey) => (Layout::Gray, &mut **grey, 1),
                    DynamicImage::ImageLumaA8(grey) => (Layout::GrayAlpha, &mut **grey, 2),
                    DynamicImage::ImageRgb8(rgb) => (Layout::Rgb, &mut **rgb, 3),
                    DynamicImage::ImageRgba8(rgba) => (Layout::Rgba, &mut **rgba, 4),
                    _ => return Some(Raster::new(flat)),
                };
                for row in samples.chunks_mut((size.width as usize).checked_mul(channels)?) {
                    profile.convert_row(layout, row, &mut scratch);
                }
            }
            Raster::new(flat)
        }
    })
}

fn painted(size: PixelSize, deep: &[u16], device: Device, alpha: Alpha, profile: Option<&Profile>) -> Option<Raster> {
    let mut painter = Painter::new(device, alpha, profile);
    let channels = device.shown_channels();
    let stride = (size.width as usize).checked_mul(channels)?;
    let mut out = vec![0; stride.checked_mul(size.height as usize)?];
    let rows = deep.chunks_exact((size.width as usize).checked_mul(painter.channels())?);
    for (row, out) in rows.zip(out.chunks_exact_mut(stride)) {
        painter.paint(row, out);
    }
    raster_of(size, channels, out)
}

/// The resolution that the format itself states; EXIF is asked where it does not.
fn resolution(bytes: &[u8], format: ImageFormat) -> Option<Resolution> {
    let number = |at: usize| bytes.get(at..at + 4)?.first_chunk::<4>().copied();
    match format {
        ImageFormat::Jpeg => match jpeg::Head::read(bytes)?.density? {
            (1, across, down) => Resolution::new(across.into(), down.into(), ResolutionUnit::Inch),
            (2, across, down) => Resolution::new(across.into(), down.into(), ResolutionUnit::Centimetre),
            _ => None,
        },
        ImageFormat::Png => {
            let mut chunks = frames::chunks(bytes, 8, true).take_while(|(name, _)| name != b"IDAT");
            let (_, body) = chunks.find(|(name, _)| name == b"pHYs")?;
            let [across, down] = [body.get(..4)?, body.get(4..8)?]
                .map(|part| part.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)));
            (body.get(8) == Some(&1))
                .then(|| Resolution::new(across.into(), down.into(), ResolutionUnit::Metre))
                .flatten()
        }
        ImageFormat::Bmp if u32::from_le_bytes(number(14)?) >= 40 => {
            let [across, down] = [number(38)?, number(42)?].map(|part| f64::from(i32::from_le_bytes(part)));
            Resolution::new(across, down, ResolutionUnit::Metre)
        }
        _ => None,
    }
}

/// Kind of colour and compression in words.
fn words(bytes: &[u8], format: ImageFormat, jpeg: Option<jpeg::Head>) -> (String, &'static str) {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    match format {
        ImageFormat::Jpeg => {
            let head = jpeg.unwrap_or_default();
            let colour = match head.components {
                1 => "Grey, 8 bits",
                4 => "CMYK, 8 bits a channel",
                _ => "RGB, 8 bits a channel",
            };
            (colour.to_owned(), if head.process == 2 { "JPEG, progressive" } else { "JPEG, baseline" })
        }
        ImageFormat::Png => {
            let (bits, kind) = (byte(24), byte(25));
            let alpha = if kind & 4 > 0 { " with transparency" } else { "" };
            let colour = match kind {
                0 if bits == 1 => "Black and white".to_owned(),
                0 | 4 => format!("Grey{alpha}, {bits} bits"),
                3 => palette(u32::from(bits)),
                _ => format!("RGB{alpha}, {bits} bits a channel"),
            };
            (colour, "Deflate")
        }
        ImageFormat::Gif => (palette(u32::from(byte(10) & 7) + 1), "LZW"),
        ImageFormat::Bmp => {
            let (bits, packing) = if byte(14) < 40 { (byte(24), 0) } else { (byte(28), byte(30)) };
            let colour = match bits {
                1..=8 => palette(u32::from(bits)),
                16 => "RGB, 16 bits a pixel".to_owned(),
                _ => "RGB, 8 bits a channel".to_owned(),
            };
            (colour, if matches!(packing, 1 | 2) { "Run lengths" } else { "None" })
        }
        _ => {
            let lossless = frames::chunks(bytes, 12, false).any(|(name, _)| name == *b"VP8L");
            ("RGB, 8 bits a channel".to_owned(), if lossless { "WebP, lossless" } else { "WebP" })
        }
    }
}

fn palette(bits: u32) -> String {
    format!("Palette of {} colours", 1_u32 << bits.min(16))
}

#[cfg(test)]
#[path = "still_tests.rs"]
mod tests;
