//! Bitmaps inside of Windows metafiles, which is what most metafiles of letters are: a scan or a logo in a wrapper. Called by
//! `picture` alone. A metafile that draws lines or words as well is not shown in part: what is missing might matter.
//!
//! Records and their numbers: Microsoft MS-WMF 2.3 and MS-EMF 2.3; bitmaps: MS-WMF 2.2.2.9.

use crate::limits::RTF_METAFILE_RECORDS;

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

/// Pixels of a bitmap.
fn area(bitmap: &[u8]) -> u64 {
    let side =
        |at| u32_at(bitmap, at).map_or(0, |side| u64::from(i32::from_le_bytes(side.to_le_bytes()).unsigned_abs()));
    side(4).saturating_mul(side(8))
}

/// The bitmap of a Windows metafile that holds nothing else; where it holds several (a mask and a picture), the largest one, of
/// equally large ones the last, which is drawn on top.
pub(super) fn bitmap_of_wmf(wmf: &[u8]) -> Option<Vec<u8>> {
    let placeable = if wmf.starts_with(&[0xD7, 0xCD, 0xC6, 0x9A]) { 22 } else { 0 };
    let mut at = placeable + 2 * usize::from(u16_at(wmf, placeable + 2)?);
    let mut best: Option<&[u8]> = None;
    for _ in 0..RTF_METAFILE_RECORDS {
        let Some(length) = size_at(wmf, at).and_then(|words| words.checked_mul(2)).filter(|length| *length >= 6) else {
            break;
        };
        // The last record may be cut off; a bitmap in it is still one.
        let record = wmf.get(at..)?;
        let record = record.get(..length).unwrap_or(record);
        let bitmap = match u16_at(record, 4)? {
            // META_STRETCHDIB, META_DIBSTRETCHBLT, META_DIBBITBLT, META_SETDIBTODEV.
            0x0F43 => record.get(28..),
            0x0B41 => record.get(26..),
            0x0940 => record.get(22..),
            0x0D33 => record.get(24..),
            // The last record.
            0 => break,
            // Words, lines and shapes.
            0x0521 | 0x0A32 | 0x0213 | 0x0324 | 0x0325 | 0x0418 | 0x041B | 0x0538 | 0x061C | 0x0817 | 0x081A
            | 0x0830 => {
                return None;
            }
            _ => None,
        };
        if let Some(bitmap) = bitmap.filter(|bitmap| pixels_start(bitmap).is_some_and(|start| start < bitmap.len()))
            && best.is_none_or(|best| area(bitmap) >= area(best))
        {
            best = Some(bitmap);
        }
        at = at.checked_add(length)?;
    }
    bitmap_file(best?)
}

/// The same for an enhanced metafile.
pub(super) fn bitmap_of_emf(emf: &[u8]) -> Option<Vec<u8>> {
    let mut at = 0_usize;
    let mut best: Option<Vec<u8>> = None;
    let mut best_area = 0;
    for _ in 0..RTF_METAFILE_RECORDS {
        let (Some(kind), Some(length)) =
            (u32_at(emf, at), size_at(emf, at.checked_add(4)?).filter(|length| *length >= 8))
        else {
            break;
        };
        let record = emf.get(at..)?;
        let record = record.get(..length).unwrap_or(record);
        // Where the record tells the places of the header and of the pixels.
        let places = match kind {
            // EMR_BITBLT, EMR_STRETCHBLT, EMR_SETDIBITSTODEVICE, EMR_STRETCHDIBITS.
            76 | 77 => Some(84),
            80 | 81 => Some(48),
            // EMR_EOF.
            14 => break,
            // Lines, shapes and words.
            2..=8 | 41..=47 | 54..=56 | 62..=64 | 83..=92 | 96 | 97 | 108 => return None,
            _ => None,
        };
        if let Some(bitmap) = places.and_then(|places| bitmap_of_record(record, places))
            && area(&bitmap) >= best_area
        {
            best_area = area(&bitmap);
            best = Some(bitmap);
        }
        at = at.checked_add(length)?;
    }
    bitmap_file(&best?)
}

/// Header and pixels of a record, put together.
fn bitmap_of_record(record: &[u8], places: usize) -> Option<Vec<u8>> {
    let part = |place: usize| {
        let (start, length) = (size_at(record, place)?, size_at(record, place + 4)?);
        record.get(start..start.checked_add(length)?).filter(|part| !part.is_empty())
    };
    let (header, pixels) = (part(places)?, part(places + 8)?);
    let header = header.get(..pixels_start(header)?)?;
    Some([header, pixels].concat())
}
