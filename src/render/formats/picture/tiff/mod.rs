//! TIFF files (TIFF 6.0, BigTIFF), all pages. Strips and tiles are read here, as the `tiff` crate knows neither fax pages nor
//! palettes nor most depths, and gives up a page for one bad strip; its unpackers are used.

mod chunk;
mod directory;
mod inks;
mod logluv;
#[cfg(test)]
mod maker;
mod old_jpeg;
mod page;
mod plain;
mod plan;
mod samples;
mod subsampled;
mod tag;
mod thunder;

pub use chunk::raw_jpeg;
pub use directory::File;

use super::facts::{Facts, Resolution, ResolutionUnit};
use super::{Head, Reader};
use crate::limits::MAX_PAGES;
use crate::render::formats::raster::Raster;
use crate::render::formats::turn::Turn;
use crate::render::formats::{OpenError, guarded};
use directory::Directory;
use image::metadata::Orientation;
use plan::{Kind, Meaning, Packing, Plan};

/// A TIFF file.
pub struct Tiff {
    bytes: Vec<u8>,
    pages: Vec<Page>,
}

struct Page {
    at: u64,
    head: Result<Head, OpenError>,
}

impl Tiff {
    /// Reads the tags of all pages.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let pages = guarded(|| pages(&bytes)).unwrap_or(Err(OpenError::Damaged))?;
        Ok(Self { bytes, pages })
    }

    fn with<T>(&self, page: u32, work: impl FnOnce(&File, &Directory) -> Result<T, OpenError>) -> Result<T, OpenError> {
        let page = self.pages.get(page as usize).ok_or(OpenError::Damaged)?;
        let file = File::new(&self.bytes).ok_or(OpenError::Damaged)?;
        let tags = file.directory(page.at).ok_or(OpenError::Damaged)?;
        work(&file, &tags)
    }
}

/// The pages that are shown: small stand-ins and masks are left out where there is anything else.
fn pages(bytes: &[u8]) -> Result<Vec<Page>, OpenError> {
    let file = File::new(bytes).ok_or(OpenError::Damaged)?;
    let (mut pages, mut stand_ins) = (Vec::new(), Vec::new());
    for at in file.chain() {
        let Some(tags) = file.directory(at) else { continue };
        let new_kind: u32 = tags.first(tag::NEW_SUBFILE_TYPE).unwrap_or(0);
        let old_kind: u16 = tags.first(tag::SUBFILE_TYPE).unwrap_or(0);
        let page = Page { at, head: head(&file, &tags) };
        let stand_in = new_kind & (REDUCED | MASK) != 0 || old_kind == OLD_REDUCED;
        if stand_in { stand_ins.push(page) } else { pages.push(page) }
    }
    if pages.is_empty() {
        pages = stand_ins;
    }
    // A file none of whose pages can be shown does not open.
    match pages
        .iter()
        .map(|page| page.head.as_ref())
        .reduce(|first, next| if first.is_ok() { first } else { next.or(first) })
    {
        Some(Ok(_)) => Ok(pages),
        Some(Err(error)) => Err(*error),
        None => Err(OpenError::Damaged),
    }
}

/// Bits of NewSubfileType, and a value of the older SubfileType.
const REDUCED: u32 = 1;
const MASK: u32 = 4;
const OLD_REDUCED: u16 = 2;

fn head(file: &File, tags: &Directory) -> Result<Head, OpenError> {
    let plan = plan(file, tags)?;
    Ok(Head { stored: plan.size, turn: orientation(tags), stretch: stretch(resolution(tags)) })
}

/// How the page's pixels are stored, if there is a way to read them.
fn plan(file: &File, tags: &Directory) -> Result<Plan, OpenError> {
    let mut plan = Plan::read(tags)?;
    if plan.packing == Packing::OldJpeg {
        if let Some(place) = old_jpeg::interchange(tags, file) {
            (plan.whole, plan.chunk, plan.tiled) = (Some(place), plan.size, false);
        } else if old_jpeg::header(tags, file, &plan, plan.chunk.height).is_none() {
            return Err(OpenError::UnsupportedPicture);
        }
    }
    Ok(plan)
}

fn orientation(tags: &Directory) -> Turn {
    tags.first::<u8>(tag::ORIENTATION).and_then(Orientation::from_exif).map(Turn::from).unwrap_or_default()
}

/// Pixels for each unit of length (TIFF 6.0, XResolution); also in EXIF.
pub fn resolution(tags: &Directory) -> Option<Resolution> {
    let unit = match tags.first::<u16>(tag::RESOLUTION_UNIT).unwrap_or(2) {
        1 => ResolutionUnit::None,
        3 => ResolutionUnit::Centimetre,
        _ => ResolutionUnit::Inch,
    };
    Resolution::new(tags.real(tag::X_RESOLUTION, 0)?, tags.real(tag::Y_RESOLUTION, 0)?, unit)
}

/// Orientation and resolution of an EXIF block, which is a small TIFF.
pub fn exif_resolution(exif: &[u8]) -> Option<Resolution> {
    let file = File::new(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))?;
    resolution(&file.directory(*file.chain().first()?)?)
}

/// By how much to stretch a page whose pixels are no squares, as faxes' are: at least 1 in each direction.
fn stretch(resolution: Option<Resolution>) -> (f32, f32) {
    let Some(Resolution { across, down, .. }) = resolution else { return (1.0, 1.0) };
    let ratio = across / down;
    // Beyond this the numbers are nonsense.
    match ratio {
        0.2..0.98 => (1.0 / ratio as f32, 1.0),
        1.02..5.0 => (1.0, ratio as f32),
        _ => (1.0, 1.0),
    }
}

impl Reader for Tiff {
    fn page_count(&self) -> u32 {
        self.pages.len() as u32
    }

    fn head(&self, page: u32) -> Result<Head, OpenError> {
        self.pages.get(page as usize).map_or(Err(OpenError::Damaged), |page| page.head)
    }

    fn decode(&self, page: u32) -> Result<Raster, OpenError> {
        self.with(page, |file, tags| page::decode(file, tags, &plan(file, tags)?))
    }

    fn is_cut_short(&self) -> bool {
        // The chain of pages was followed no further.
        self.pages.len() >= MAX_PAGES as usize
    }

    fn facts(&self) -> Facts {
        self.with(0, |file, tags| {
            let plan = plan(file, tags)?;
            let profile = page::profile(tags, &plan).map(|profile| profile.name);
            let compression = compression(&plan);
            Ok(Facts { resolution: resolution(tags), colour: colour(&plan), profile, compression, frames: 1 })
        })
        .unwrap_or_default()
    }
}

fn colour(plan: &Plan) -> String {
    let kind = match plan.meaning {
        Meaning::Grey { .. } if plan.bits == 1 => return "Black and white".to_owned(),
        Meaning::Grey { .. } => return format!("Grey, {} bits{}", plan.bits, number_kind(plan)),
        Meaning::Palette => return format!("Palette of {} colours", 1_u64 << plan.bits.min(16)),
        Meaning::Rgb => "RGB",
        Meaning::Cmyk => "CMYK",
        Meaning::YCbCr => "YCbCr",
        Meaning::Lab { .. } => "CIELAB",
    };
    let bits = if plan.bits == 1 { "bit" } else { "bits" };
    format!("{kind}, {} {bits} a channel{}", plan.bits, number_kind(plan))
}

fn number_kind(plan: &Plan) -> &'static str {
    if plan.kind == Kind::Float { ", floating point" } else { "" }
}

fn compression(plan: &Plan) -> &'static str {
    match plan.packing {
        Packing::None => "None",
        Packing::Rle => "CCITT modified Huffman",
        Packing::Group3 { two_dimensional: false } => "CCITT Group 3",
        Packing::Group3 { two_dimensional: true } => "CCITT Group 3, two-dimensional",
        Packing::Group4 => "CCITT Group 4",
        Packing::Lzw => "LZW",
        Packing::OldJpeg => "JPEG, old style",
        Packing::Jpeg => "JPEG",
        Packing::Deflate => "Deflate",
        Packing::PackBits => "PackBits",
        Packing::Thunder => "ThunderScan",
        Packing::Log => "SGI LogLuv",
        Packing::WebP => "WebP",
    }
}

#[cfg(test)]
mod broken_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub use tests::samples;
