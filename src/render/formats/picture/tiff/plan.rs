//! How the pixels of a TIFF page are stored, read from its tags and checked. Only the reader of TIFF files uses it.

use super::directory::{Directory, File};
use super::tag;
use crate::limits::{MAX_PAGE_SIDE, MAX_PICTURE_DECODE_BYTES, MAX_PICTURE_PX, MAX_TIFF_SAMPLES};
use crate::render::formats::picture::colour::Alpha;
use crate::render::formats::{OpenError, PixelSize};

/// How strips or tiles are packed (TIFF 6.0, Compression).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Packing {
    None,
    /// Modified Huffman, rows start at a byte.
    Rle,
    /// CCITT Group 3, with the T4Options.
    Group3 {
        two_dimensional: bool,
    },
    Group4,
    Lzw,
    /// The JPEG of TIFF 6.0, with its tables and streams told by tags.
    OldJpeg,
    Jpeg,
    Deflate,
    PackBits,
    /// 4-bit greys of a scanner.
    Thunder,
    /// The logarithm of light, 16 bits for grey and 32 for colours.
    Log,
    WebP,
}

/// What the samples of a pixel mean (TIFF 6.0, PhotometricInterpretation).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Grey; `white_is_zero` for negatives, as faxes are.
    Grey {
        white_is_zero: bool,
    },
    Rgb,
    Palette,
    Cmyk,
    YCbCr,
    /// `signed`: a and b are signed numbers, else they are moved up.
    Lab {
        signed: bool,
    },
}

/// How a sample is a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Unsigned,
    Signed,
    Float,
}

/// How samples were turned into differences before packing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Predictor {
    None,
    Horizontal,
    Float,
}

/// All that is needed to read a page's pixels.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Width and height of the page.
    pub size: PixelSize,
    /// How strips or tiles are packed.
    pub packing: Packing,
    /// What the colour samples mean.
    pub meaning: Meaning,
    /// What the first sample after them is.
    pub alpha: Alpha,
    /// Samples of a pixel, at least as many as the meaning needs.
    pub samples: u16,
    /// Of each sample, 1 to 64.
    pub bits: u8,
    /// How samples are numbers.
    pub kind: Kind,
    /// What was done to them before packing.
    pub predictor: Predictor,
    /// Each sample has strips or tiles of its own.
    pub planar: bool,
    /// Bits of each byte are stored in reverse.
    pub reversed: bool,
    /// Tiles instead of strips.
    pub tiled: bool,
    /// Size of a strip or tile.
    pub chunk: PixelSize,
    /// Pixels for which there is one pair of colour samples.
    pub subsampling: (u32, u32),
    /// The place and length of one stream for all the page, where it is not in strips.
    pub whole: Option<(u64, u64)>,
}

impl Plan {
    /// Reads and checks the tags of a page.
    pub fn read(tags: &Directory) -> Result<Self, OpenError> {
        let size = size(tags)?;
        let packing = packing(tags)?;
        let samples: u16 = tags.first(tag::SAMPLES_PER_PIXEL).unwrap_or(1);
        let (meaning, colours) = meaning(tags, packing, samples)?;
        if samples < colours {
            return Err(OpenError::Damaged);
        }
        if samples > MAX_TIFF_SAMPLES {
            return Err(OpenError::UnsupportedPicture);
        }
        // Logarithms come out of their unpacker as plain samples.
        let bits = if packing == Packing::Log { 8 } else { bits(tags, samples)? };
        let kind = match tags.first::<u16>(tag::SAMPLE_FORMAT).unwrap_or(1) {
            _ if packing == Packing::Log => Kind::Unsigned,
            2 => Kind::Signed,
            3 => Kind::Float,
            // Unknown ("void") samples are read as plain numbers, as libtiff does.
            1 | 4 | 0 => Kind::Unsigned,
            _ => return Err(OpenError::UnsupportedPicture),
        };
        let predictor = match tags.first::<u16>(tag::PREDICTOR).unwrap_or(1) {
            2 => Predictor::Horizontal,
            3 => Predictor::Float,
            _ => Predictor::None,
        };
        let predicted = matches!(packing, Packing::None | Packing::Lzw | Packing::Deflate | Packing::PackBits);
        let tiled = tags.has(tag::TILE_WIDTH) && tags.has(tag::TILE_LENGTH);
        let is_jpeg = matches!(packing, Packing::Jpeg | Packing::OldJpeg | Packing::WebP);
        let plan = Self {
            size,
            packing,
            meaning,
            alpha: alpha(tags, meaning, samples, colours),
            samples,
            bits,
            kind,
            predictor: if predicted { predictor } else { Predictor::None },
            planar: samples > 1 && tags.first::<u16>(tag::PLANAR_CONFIGURATION) == Some(2),
            reversed: tags.first::<u16>(tag::FILL_ORDER) == Some(2) && !is_jpeg,
            tiled,
            chunk: chunk(tags, size, tiled)?,
            subsampling: subsampling(tags, packing, meaning),
            whole: None,
        };
        plan.check()?;
        Ok(plan)
    }

    /// Colour samples of a pixel, alpha not among them.
    pub fn colours(&self) -> u16 {
        match self.meaning {
            Meaning::Grey { .. } | Meaning::Palette => 1,
            Meaning::Rgb | Meaning::YCbCr | Meaning::Lab { .. } => 3,
            Meaning::Cmyk => 4.min(self.samples),
        }
    }

    /// Samples of a pixel within one strip or tile.
    pub fn chunk_samples(&self) -> u16 {
        if self.planar { 1 } else { self.samples }
    }

    /// Strips or tiles beside each other, and below each other.
    pub fn grid(&self) -> (u32, u32) {
        (self.size.width.div_ceil(self.chunk.width), self.size.height.div_ceil(self.chunk.height))
    }

    /// Whether colours are stored for blocks of pixels together.
    pub fn is_subsampled(&self) -> bool {
        self.subsampling != (1, 1)
    }

    /// Bytes of one row of a strip or tile, once unpacked.
    pub fn row_bytes(&self) -> usize {
        let bits = u64::from(self.chunk.width) * u64::from(self.chunk_samples()) * u64::from(self.bits);
        usize::try_from(bits.div_ceil(8)).unwrap_or(usize::MAX)
    }

    /// Bytes of a strip or tile of `rows` rows, once unpacked.
    pub fn chunk_bytes(&self, rows: u32) -> usize {
        if self.is_subsampled() {
            let (across, down) = self.subsampling;
            let blocks = u64::from(self.chunk.width.div_ceil(across)) * u64::from(rows.div_ceil(down));
            let block = u64::from(across) * u64::from(down) + 2;
            return usize::try_from(blocks.saturating_mul(block)).unwrap_or(usize::MAX);
        }
        self.row_bytes().saturating_mul(rows as usize)
    }

    fn check(&self) -> Result<(), OpenError> {
        let supported = match self.kind {
            Kind::Float => matches!(self.bits, 16 | 24 | 32 | 64),
            _ => (1..=64).contains(&self.bits),
        };
        let fax = matches!(self.packing, Packing::Rle | Packing::Group3 { .. } | Packing::Group4);
        let supported = supported
            && !(fax && (self.bits != 1 || self.chunk_samples() != 1))
            && !(matches!(self.packing, Packing::Jpeg | Packing::OldJpeg) && self.bits != 8)
            && !(matches!(self.packing, Packing::Log | Packing::WebP) && (self.planar || self.bits != 8))
            && !(self.packing == Packing::Log && self.samples != self.colours())
            && !(self.packing == Packing::Thunder && (self.bits != 4 || self.chunk_samples() != 1))
            && !(self.meaning == Meaning::Palette && (self.bits > 16 || self.kind == Kind::Float))
            && !(self.is_subsampled() && (self.bits != 8 || self.planar || self.samples != 3))
            && !(self.predictor == Predictor::Float && self.kind != Kind::Float);
        if !supported {
            return Err(OpenError::UnsupportedPicture);
        }
        // The strips or tiles beside each other are unpacked together.
        let planes = if self.planar { u64::from(self.samples) } else { 1 };
        let band = (self.chunk_bytes(self.chunk.height) as u64)
            .saturating_mul(planes)
            .saturating_mul(u64::from(self.grid().0));
        if band > MAX_PICTURE_DECODE_BYTES { Err(OpenError::TooLarge) } else { Ok(()) }
    }
}

/// Width and height.
pub fn size(tags: &Directory) -> Result<PixelSize, OpenError> {
    let width: u32 = tags.first(tag::WIDTH).ok_or(OpenError::Damaged)?;
    let height: u32 = tags.first(tag::HEIGHT).ok_or(OpenError::Damaged)?;
    if width == 0 || height == 0 {
        return Err(OpenError::Damaged);
    }
    let most = MAX_PAGE_SIDE as u32;
    if width > most || height > most || u64::from(width) * u64::from(height) > MAX_PICTURE_PX {
        return Err(OpenError::TooLarge);
    }
    Ok(PixelSize { width, height })
}

fn packing(tags: &Directory) -> Result<Packing, OpenError> {
    Ok(match tags.first::<u16>(tag::COMPRESSION).unwrap_or(1) {
        1 => Packing::None,
        2 => Packing::Rle,
        3 => {
            let options: u32 = tags.first(tag::T4_OPTIONS).unwrap_or(0);
            Packing::Group3 { two_dimensional: options & 1 > 0 }
        }
        4 => Packing::Group4,
        5 => Packing::Lzw,
        6 => Packing::OldJpeg,
        7 => Packing::Jpeg,
        8 | 32_946 => Packing::Deflate,
        32_773 => Packing::PackBits,
        32_809 => Packing::Thunder,
        34_676 => Packing::Log,
        50_001 => Packing::WebP,
        _ => return Err(OpenError::UnsupportedPicture),
    })
}

/// What only a compression of its own can hold.
const LOG_L: u16 = 32_844;
const LOG_LUV: u16 = 32_845;

/// What the samples mean, and how many of a pixel's are colours.
fn meaning(tags: &Directory, packing: Packing, samples: u16) -> Result<(Meaning, u16), OpenError> {
    let fax = matches!(packing, Packing::Rle | Packing::Group3 { .. } | Packing::Group4);
    // Some faxes leave out what every fax is.
    let stated: u16 = tags.first(tag::PHOTOMETRIC).unwrap_or(match samples {
        _ if fax => 0,
        1 | 2 => 1,
        _ => 2,
    });
    Ok(match stated {
        0 => (Meaning::Grey { white_is_zero: true }, 1),
        1 => (Meaning::Grey { white_is_zero: false }, 1),
        // A mask: what it lets through is 1.
        4 => (Meaning::Grey { white_is_zero: false }, 1),
        2 => (Meaning::Rgb, 3),
        3 => (Meaning::Palette, 1),
        5 => (Meaning::Cmyk, 3),
        6 => (Meaning::YCbCr, 3),
        8 => (Meaning::Lab { signed: true }, 3),
        9 => (Meaning::Lab { signed: false }, 3),
        LOG_L if packing == Packing::Log => (Meaning::Grey { white_is_zero: false }, 1),
        LOG_LUV if packing == Packing::Log => (Meaning::Rgb, 3),
        _ => return Err(OpenError::UnsupportedPicture),
    })
}

fn bits(tags: &Directory, samples: u16) -> Result<u8, OpenError> {
    let bits = tags.first::<u8>(tag::BITS_PER_SAMPLE).unwrap_or(1);
    let stated = tags.count(tag::BITS_PER_SAMPLE).min(u64::from(samples));
    let alike = (1..stated).all(|index| tags.whole(tag::BITS_PER_SAMPLE, index) == Some(u64::from(bits)));
    if alike && bits > 0 { Ok(bits) } else { Err(OpenError::UnsupportedPicture) }
}

fn alpha(tags: &Directory, meaning: Meaning, samples: u16, colours: u16) -> Alpha {
    let colours = if meaning == Meaning::Cmyk { 4 } else { colours };
    if samples <= colours || meaning == Meaning::Palette {
        return Alpha::None;
    }
    match tags.first::<u16>(tag::EXTRA_SAMPLES) {
        Some(1) => Alpha::Premultiplied,
        Some(2) => Alpha::Straight,
        Some(_) => Alpha::None,
        // Four samples of which nothing is said are red, green, blue and alpha to every other program.
        None if meaning == Meaning::Rgb && samples == 4 => Alpha::Straight,
        None => Alpha::None,
    }
}

fn chunk(tags: &Directory, size: PixelSize, tiled: bool) -> Result<PixelSize, OpenError> {
    if tiled {
        let width: u32 = tags.first(tag::TILE_WIDTH).unwrap_or(0);
        let height: u32 = tags.first(tag::TILE_LENGTH).unwrap_or(0);
        return if width == 0 || height == 0 { Err(OpenError::Damaged) } else { Ok(PixelSize { width, height }) };
    }
    let rows = tags.first::<u32>(tag::ROWS_PER_STRIP).filter(|rows| *rows > 0).unwrap_or(size.height);
    Ok(PixelSize { width: size.width, height: rows.min(size.height) })
}

/// A JPEG decoder brings all samples to one size; elsewhere blocks are unpacked here.
fn subsampling(tags: &Directory, packing: Packing, meaning: Meaning) -> (u32, u32) {
    if meaning != Meaning::YCbCr || matches!(packing, Packing::Jpeg | Packing::OldJpeg) {
        return (1, 1);
    }
    let one = |index: u64| match tags.whole(tag::SUBSAMPLING, index) {
        Some(1) => 1,
        Some(4) => 4,
        _ => 2,
    };
    (one(0), one(1))
}

/// Where strip or tile number `index` is in the file: place and length. What the file does not say is guessed.
pub fn place(tags: &Directory, file: &File, plan: &Plan, index: u64) -> Option<(u64, u64)> {
    if plan.whole.is_some() {
        return plan.whole;
    }
    // Early writers of tiles used the tags of strips.
    let (offsets, lengths) = if plan.tiled && tags.has(tag::TILE_OFFSETS) {
        (tag::TILE_OFFSETS, tag::TILE_BYTE_COUNTS)
    } else {
        (tag::STRIP_OFFSETS, tag::STRIP_BYTE_COUNTS)
    };
    let at = tags.whole(offsets, index).filter(|at| *at > 0)?;
    let rest = file.length().saturating_sub(at);
    let length = match tags.whole(lengths, index) {
        // One of many without bytes is left out on purpose; a single one goes to the end of the file.
        Some(0) if tags.count(offsets) > 1 => return None,
        Some(0) | None => rest,
        Some(length) => length,
    };
    Some((at, length.min(rest)))
}
