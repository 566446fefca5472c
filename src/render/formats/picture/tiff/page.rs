//! Decodes one page of a TIFF file: strips or tiles are unpacked row of chunks by row of chunks and drawn as 8-bit grey or sRGB.

use super::chunk;
use super::directory::{Directory, File};
use super::inks::Inks;
use super::plan::{self, Kind, Meaning, Plan};
use super::samples::{Take, read_row};
use super::{plain, subsampled, tag};
use crate::render::formats::OpenError;
use crate::render::formats::picture::colour::{Alpha, Device, Painter, Profile};
use crate::render::formats::picture::raster_of;
use crate::render::formats::raster::Raster;
use moxcms::Layout;
use std::borrow::Cow;
use std::ops::Range;

/// Decodes the page that `plan` describes. Strips and tiles that cannot be read are left white.
pub fn decode(file: &File, tags: &Directory, plan: &Plan) -> Result<Raster, OpenError> {
    let (raster, roughness) = decode_as(file, tags, plan, plan.kind == Kind::Signed)?;
    if plan.kind != Kind::Signed {
        return Ok(raster);
    }
    // Some writers mean signed numbers by "signed", others left a mark on plain ones. Read in the wrong way a picture jumps from white
    // to black where it should not: the smoother of both is right.
    let (other, other_roughness) = decode_as(file, tags, &Plan { kind: Kind::Unsigned, ..*plan }, true)?;
    Ok(if other_roughness <= roughness { other } else { raster })
}

/// The page, and, to `compare`, the sum of all differences between pixels beside each other.
fn decode_as(file: &File, tags: &Directory, plan: &Plan, compare: bool) -> Result<(Raster, u64), OpenError> {
    let profile = profile(tags, plan);
    let inks = Inks::new(tags, plan)?;
    let mut painter = Painter::new(inks.device(), plan.alpha, profile.as_ref());
    let width = plan.size.width as usize;
    let shown = inks.device().shown_channels();
    let stride = width.saturating_mul(shown);
    let mut out = vec![u8::MAX; stride.saturating_mul(plan.size.height as usize)];

    let step = usize::from(plan.colours()) + usize::from(plan.alpha != Alpha::None);
    let mut row = vec![0_u16; width.saturating_mul(step)];
    let (mut device, mut missing) = (Vec::new(), Vec::new());
    let (mut any, mut roughness) = (false, 0);
    let plain = !compare && plain::is_plain(plan);
    let (layout, mut scratch) = (if shown == 1 { Layout::Gray } else { Layout::Rgb }, Vec::new());
    let bands = out.chunks_mut(stride.saturating_mul(plan.chunk.height as usize).max(1));
    for (down, band) in (0..plan.grid().1).zip(bands) {
        let rows = (band.len() / stride.max(1)) as u32;
        let chunks = Band::unpack(file, tags, plan, down, if plan.tiled { plan.chunk.height } else { rows });
        for (line, out) in band.chunks_exact_mut(stride).enumerate() {
            if plain {
                any |= chunks.plain_row(plan, line, out);
                if let Some(profile) = &profile {
                    profile.convert_row(layout, out, &mut scratch);
                }
                continue;
            }
            let reading = Reading { plan, big_endian: file.big_endian, deep: inks.is_deep(), step };
            if chunks.read_row(&reading, line, &mut row, &mut missing) {
                any = true;
                if compare {
                    let next = row.get(step..).unwrap_or_default();
                    let apart = row.iter().zip(next).map(|(a, b)| u64::from(a.abs_diff(*b)));
                    roughness += apart.sum::<u64>();
                }
                painter.paint(inks.convert(&row, &mut device), out);
            }
            for (Range { start, end }, blank) in missing.drain(..) {
                out.get_mut(start * shown..end * shown).unwrap_or_default().fill(blank);
            }
        }
    }
    if !any {
        return Err(OpenError::Damaged);
    }
    Ok((raster_of(plan.size, shown, out).ok_or(OpenError::Damaged)?, roughness))
}

/// The page's colour profile, where it fits its samples.
pub fn profile(tags: &Directory, plan: &Plan) -> Option<Profile> {
    let device = match plan.meaning {
        Meaning::Grey { .. } => Device::Grey,
        Meaning::Cmyk => Device::Cmyk,
        Meaning::Lab { .. } => return None,
        Meaning::Rgb | Meaning::Palette | Meaning::YCbCr => Device::Rgb,
    };
    Profile::read(tags.bytes(tag::ICC_PROFILE)?, device)
}

/// Grey of what is lost: white would look like empty paper.
const LOST: u8 = 128;

/// Pixels of a row that are not there, and what stands for them.
type Missing = Vec<(Range<usize>, u8)>;

/// The strips or tiles that lie beside each other, for each sample where each has its own.
struct Band<'a> {
    chunks: Vec<Cow<'a, [u8]>>,
    /// What stands for each where it is not there: paper where the file left it out on purpose, else grey.
    blanks: Vec<u8>,
    planes: usize,
}

impl<'a> Band<'a> {
    fn unpack(file: &File<'a>, tags: &Directory, plan: &Plan, down: u32, rows: u32) -> Self {
        let (across, all_down) = plan.grid();
        let planes = if plan.planar { usize::from(plan.samples) } else { 1 };
        let needed = usize::from(plan.colours()) + usize::from(plan.alpha != Alpha::None);
        let planes = planes.min(needed.max(1));
        let (mut chunks, mut blanks) = (Vec::new(), Vec::new());
        for column in 0..across {
            for plane in 0..planes as u64 {
                let in_plane = u64::from(down) * u64::from(across) + u64::from(column);
                let index = plane * u64::from(across) * u64::from(all_down) + in_plane;
                let packed = plan::place(tags, file, plan, index).map(|(at, length)| file.part(at, length));
                blanks.push(if packed.is_some() { LOST } else { u8::MAX });
                let samples =
                    packed.map_or(Cow::Borrowed(&[][..]), |packed| chunk::unpack(packed, file, tags, plan, rows));
                let expanded = plan.is_subsampled();
                chunks.push(if expanded { subsampled::spread(&samples, plan, rows).into() } else { samples });
            }
        }
        Self { chunks, blanks, planes }
    }

    /// Like `read_row`, the short way: 8-bit samples as they are.
    fn plain_row(&self, plan: &Plan, line: usize, out: &mut [u8]) -> bool {
        let stride = plan.row_bytes();
        let mut any = false;
        let pieces = out.chunks_mut(plan.chunk.width as usize * usize::from(plan.samples));
        for ((chunk, blank), out) in self.chunks.iter().zip(&self.blanks).zip(pieces) {
            let row = chunk.get(line.saturating_mul(stride)..).unwrap_or_default();
            if row.is_empty() {
                out.fill(*blank);
                continue;
            }
            any = true;
            plain::row(plan, row.get(..stride).unwrap_or(row), out);
        }
        any
    }

    /// Collects one row of the page and says which of its pixels are not there; false where none is.
    fn read_row(&self, how: &Reading, line: usize, out: &mut [u16], missing: &mut Missing) -> bool {
        let Reading { plan, big_endian, deep, step } = *how;
        let stride = plan.row_bytes();
        let start = line.saturating_mul(stride);
        let width = plan.size.width as usize;
        missing.clear();
        let mut pieces = 0;
        let columns = self.chunks.chunks(self.planes).zip(self.blanks.chunks(self.planes));
        for (column, (planes, blanks)) in columns.enumerate() {
            let left = column.saturating_mul(plan.chunk.width as usize);
            let pixels = width.saturating_sub(left).min(plan.chunk.width as usize);
            pieces += 1;
            for (plane, (chunk, blank)) in planes.iter().zip(blanks).enumerate() {
                let Some(row) = chunk.get(start..).filter(|row| !row.is_empty()) else {
                    missing.push((left..left.saturating_add(pixels), *blank));
                    break;
                };
                let to = left.saturating_mul(step).saturating_add(plane);
                let take = Take { pixels, from: 0, count: if plan.planar { 1 } else { step }, to, step };
                read_row(plan, big_endian, row.get(..stride).unwrap_or(row), &take, deep, out);
            }
        }
        missing.len() < pieces
    }
}

#[derive(Clone, Copy)]
struct Reading<'a> {
    plan: &'a Plan,
    big_endian: bool,
    deep: bool,
    /// Samples that are taken of each pixel.
    step: usize,
}
