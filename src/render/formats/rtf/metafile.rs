//! Bitmaps inside of Windows metafiles, which is what most metafiles of letters are: a scan or a logo in a wrapper. Called by
//! `picture` alone. A metafile that draws lines, words or several bitmaps is not shown in part: what is missing might matter.
//!
//! Records and their numbers: Microsoft MS-WMF 2.3 and MS-EMF 2.3; bitmaps: MS-WMF 2.2.2.9.

use crate::limits::RTF_METAFILE_RECORDS;
use std::borrow::Cow;

/// Length of a BITMAPFILEHEADER.
const FILE_HEADER_BYTES: usize = 14;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Length of a bitmap's header and colours, which the pixels follow.
fn pixels_start(bitmap: &[u8]) -> Option<usize> {
    let header = size_at(bitmap, 0)?;
    if header == 12 {
        // Three bytes for each colour.
        let bits = u16_at(bitmap, 10)?;
        return Some(12 + if bits <= 8 { 3_usize << bits } else { 0 });
    }
    if !(40..=256).contains(&header) {
        return None;
    }
    let (bits, compression, used) = (u16_at(bitmap, 14)?, u32_at(bitmap, 16)?, size_at(bitmap, 32)?);
    let most = if bits <= 8 { 1_usize << bits } else { 256 };
    let colours = if used > 0 || bits > 8 { used.min(most) } else { most };
    // Three masks follow a header that is too short to hold them.
    let masks = if compression == 3 && header == 40 { 12 } else { 0 };
    Some(header + masks + colours * 4)
}

/// Makes a BMP file of a bitmap as Windows holds it in memory.
pub(super) fn bitmap_file(bitmap: &[u8]) -> Option<Vec<u8>> {
    let start = pixels_start(bitmap)?;
    if start >= bitmap.len() {
        return None;
    }
    let mut file = Vec::with_capacity(FILE_HEADER_BYTES + bitmap.len());
    file.extend_from_slice(b"BM");
    file.extend_from_slice(&u32::try_from(FILE_HEADER_BYTES + bitmap.len()).ok()?.to_le_bytes());
    file.extend_from_slice(&[0; 4]);
    file.extend_from_slice(&u32::try_from(FILE_HEADER_BYTES + start).ok()?.to_le_bytes());
    file.extend_from_slice(bitmap);
    Some(file)
}

/// What a record does.
enum Drawing<'a> {
    /// It draws nothing, or nothing that a white page would show.
    Nothing,
    /// It draws a bitmap.
    Bitmap(Blit<'a>),
    /// It fills an area: a background where it comes first, and else it covers what is there.
    Fill,
    /// It draws what is not read here.
    Other,
    /// It is the last one.
    End,
}

/// A bitmap as it is drawn.
struct Blit<'a> {
    bitmap: Cow<'a, [u8]>,
    /// Where on the page, as the record has it.
    place: &'a [u8],
    /// How it changes what is there (MS-WMF 2.1.1.31).
    operation: u32,
}

/// SRCCOPY, SRCAND, SRCPAINT, SRCINVERT.
const COPY: u32 = 0x00CC_0020;
const AND: u32 = 0x0088_00C6;
const PAINT: u32 = 0x00EE_0086;
const INVERT: u32 = 0x0066_0046;

impl<'a> Blit<'a> {
    /// What a record draws that has a bitmap, or a fill where it has none.
    fn drawing(bitmap: Option<Cow<'a, [u8]>>, place: Option<&'a [u8]>, operation: Option<u32>) -> Drawing<'a> {
        let is_sound = |bitmap: &Cow<[u8]>| pixels_start(bitmap).is_some_and(|start| start < bitmap.len());
        match (bitmap.filter(is_sound), place, operation) {
            (Some(bitmap), Some(place), Some(operation)) => Drawing::Bitmap(Blit { bitmap, place, operation }),
            _ => Drawing::Other,
        }
    }

    /// Whether this makes the page black, or white, where `picture` is put next.
    fn is_mask_of(&self, picture: &Self) -> bool {
        let side = |blit: &Self, at| u32_at(&blit.bitmap, at);
        matches!((self.operation, picture.operation), (AND, PAINT | INVERT) | (PAINT, AND))
            && self.place == picture.place
            && side(self, 4) == side(picture, 4)
            && side(self, 8) == side(picture, 8)
    }
}

/// The bitmap of a metafile that draws nothing else, or that masks the page first; `drawing` reads the record that starts at a place,
/// and gives its length.
fn only_bitmap<'a>(mut at: usize, drawing: impl Fn(usize) -> Option<(Drawing<'a>, usize)>) -> Option<Vec<u8>> {
    let mut mask: Option<Blit<'a>> = None;
    let mut last: Option<Blit<'a>> = None;
    for _ in 0..RTF_METAFILE_RECORDS {
        // Without an end, or with zeros there, it is cut off.
        let (drawing, length) = drawing(at).unwrap_or((Drawing::End, 0));
        match drawing {
            Drawing::Nothing => {}
            Drawing::Fill if last.is_none() => {}
            Drawing::Bitmap(blit) => match last.take() {
                None => last = Some(blit),
                Some(first) if mask.is_none() && first.is_mask_of(&blit) => (mask, last) = (Some(first), Some(blit)),
                Some(_) => return None,
            },
            Drawing::Fill | Drawing::Other => return None,
            Drawing::End => return bitmap_file(&last?.bitmap),
        }
        at = at.checked_add(length)?;
    }
    None
}

/// The bitmap of a Windows metafile that holds nothing else.
pub(super) fn bitmap_of_wmf(wmf: &[u8]) -> Option<Vec<u8>> {
    let placeable = if wmf.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A]) { 22 } else { 0 };
    let start = placeable + 2 * usize::from(u16_at(wmf, placeable + 2)?);
    only_bitmap(start, |at| {
        let length = size_at(wmf, at)?.checked_mul(2).filter(|length| *length >= 6)?;
        // The last record may be cut off; a bitmap in it is still one.
        let record = wmf.get(at..)?;
        let record = record.get(..length).unwrap_or(record);
        let function = u16_at(record, 4)?;
        // A record of this length leaves the bitmap out (MS-WMF 2.3.1).
        let fills = length == 2 * (usize::from(function >> 8) + 3);
        let blit = |operation: Option<u32>, place: usize, bitmap: usize| {
            Blit::drawing(record.get(bitmap..).map(Cow::Borrowed), record.get(place..place + 8), operation)
        };
        let drawing = match function {
            // META_DIBSTRETCHBLT, META_DIBBITBLT, and those that may take the pixels of a device.
            0x0B41 | 0x0940 | 0x0B23 | 0x0922 if fills => Drawing::Fill,
            // META_STRETCHDIB, META_DIBSTRETCHBLT, META_DIBBITBLT, META_SETDIBTODEV.
            0x0F43 => blit(u32_at(record, 6), 20, 28),
            0x0B41 => blit(u32_at(record, 6), 18, 26),
            0x0940 => blit(u32_at(record, 6), 14, 22),
            0x0D33 => blit(Some(COPY), 16, 24),
            // META_PATBLT, META_FILLREGION, META_PAINTREGION.
            0x061D | 0x0228 | 0x012B => Drawing::Fill,
            // The last record.
            0 => Drawing::End,
            // Words, lines and shapes, pixels of a device.
            0x0521 | 0x0A32 | 0x0213 | 0x0324 | 0x0325 | 0x0418 | 0x041B | 0x0538 | 0x061C | 0x0817 | 0x081A
            | 0x0830 | 0x0B23 | 0x0922 | 0x041F | 0x0419 | 0x0548 | 0x0429 | 0x012A => Drawing::Other,
            _ => Drawing::Nothing,
        };
        Some((drawing, length))
    })
}

/// The same for an enhanced metafile.
pub(super) fn bitmap_of_emf(emf: &[u8]) -> Option<Vec<u8>> {
    only_bitmap(0, |at| {
        let kind = u32_at(emf, at)?;
        let length = size_at(emf, at.checked_add(4)?).filter(|length| *length >= 8)?;
        let record = emf.get(at..)?;
        let record = record.get(..length).unwrap_or(record);
        let drawing = match kind {
            // EMR_BITBLT, EMR_STRETCHBLT, with the places of the header and of the pixels.
            76 | 77 if u32_at(record, 88) == Some(0) => Drawing::Fill,
            76 | 77 => Blit::drawing(bitmap_of_record(record, 84), record.get(24..40), u32_at(record, 40)),
            // EMR_SETDIBITSTODEVICE, EMR_STRETCHDIBITS; the latter's size on the page stands at its end.
            80 => Blit::drawing(bitmap_of_record(record, 48), record.get(24..32), Some(COPY)),
            81 => Blit::drawing(bitmap_of_record(record, 48), record.get(24..32), u32_at(record, 68)),
            // EMR_FILLRGN, EMR_PAINTRGN, EMR_GRADIENTFILL.
            71 | 74 | 118 => Drawing::Fill,
            // EMR_EOF.
            14 => Drawing::End,
            // EMF+ (MS-EMFPLUS 2.3.3.3) draws on its own, unless all is said twice.
            70 if record.get(12..16) == Some(b"EMF+") => match (u16_at(record, 16), u16_at(record, 18)) {
                (Some(0x4001), Some(flags)) if flags & 1 == 0 => Drawing::Other,
                _ => Drawing::Nothing,
            },
            // Lines, shapes, words, and bitmaps that are drawn in other ways (EMR_ALPHABLEND, EMR_TRANSPARENTBLT …).
            2..=8
            | 15
            | 41..=47
            | 53..=56
            | 62..=64
            | 72
            | 73
            | 78
            | 79
            | 83..=92
            | 96
            | 97
            | 102
            | 103
            | 108
            | 114
            | 116 => Drawing::Other,
            _ => Drawing::Nothing,
        };
        Some((drawing, length))
    })
}

/// Header and pixels of a record, put together.
fn bitmap_of_record(record: &[u8], places: usize) -> Option<Cow<'_, [u8]>> {
    let part = |place: usize| {
        let (start, length) = (size_at(record, place)?, size_at(record, place + 4)?);
        record.get(start..start.checked_add(length)?).filter(|part| !part.is_empty())
    };
    let (header, pixels) = (part(places)?, part(places + 8)?);
    let header = header.get(..pixels_start(header)?)?;
    Some([header, pixels].concat().into())
}
