//! Bitmaps that the `image` crate refuses although they can be read: made sound before it sees them, or decoded here.

use std::borrow::Cow;

/// Where the parts of the headers are (BITMAPFILEHEADER and BITMAPINFOHEADER of the Windows SDK).
const PIXELS_AT: usize = 10;
const HEADER_LENGTH: usize = 14;
const WIDTH: usize = 18;
const HEIGHT: usize = 22;
const PLANES: usize = 26;
const BITS: usize = 28;
const COMPRESSION: usize = 30;
const MASKS: usize = 54;

/// The file as the decoder wants it, and whether its rows then come out upside down.
pub fn repaired(bytes: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let mut bytes = Cow::Borrowed(bytes);
    if number(&bytes, HEADER_LENGTH) < Some(40) {
        return (bytes, false);
    }
    // The number of planes was never used.
    if half(&bytes, PLANES).is_some_and(|planes| planes != 1) {
        put(&mut bytes, PLANES, &[1, 0]);
    }
    // Runs may not be stored from the top down, but some are.
    let height = number(&bytes, HEIGHT).unwrap_or(0).cast_signed();
    let upside_down = matches!(number(&bytes, COMPRESSION), Some(1 | 2)) && height < 0;
    if upside_down {
        put(&mut bytes, HEIGHT, &height.unsigned_abs().to_le_bytes());
    }
    (bytes, upside_down)
}

fn put(bytes: &mut Cow<[u8]>, at: usize, new: &[u8]) {
    if let Some(place) = bytes.to_mut().get_mut(at..at.saturating_add(new.len())) {
        place.copy_from_slice(new);
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..at + 4)?.first_chunk::<4>()?))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..at + 2)?.first_chunk::<2>()?))
}

/// A bitmap whose colours are told by masks, of which some may be empty.
pub struct Masked {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    top_down: bool,
    bits: usize,
    pixels_at: usize,
    masks: [u32; 4],
}

impl Masked {
    /// `None` for any other bitmap.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let compression = number(bytes, COMPRESSION)?;
        let bits = usize::from(half(bytes, BITS)?);
        if !bytes.starts_with(b"BM") || !matches!(compression, 3 | 6) || !matches!(bits, 16 | 32) {
            return None;
        }
        let header = number(bytes, HEADER_LENGTH)?;
        if header < 40 {
            return None;
        }
        let mask = |index: usize| number(bytes, MASKS + index * 4);
        let alpha = if compression == 6 || header >= 56 { mask(3).unwrap_or(0) } else { 0 };
        let height = number(bytes, HEIGHT)?.cast_signed();
        let width = number(bytes, WIDTH)?;
        let known = Self {
            width,
            height: height.unsigned_abs(),
            top_down: height < 0,
            bits,
            pixels_at: number(bytes, PIXELS_AT)? as usize,
            masks: [mask(0)?, mask(1)?, mask(2)?, alpha],
        };
        (known.width > 0 && known.height > 0 && known.masks != [0; 4]).then_some(known)
    }

    /// RGBA, rows from the top down; rows that are not there are white.
    pub fn pixels(&self, bytes: &[u8]) -> Vec<u8> {
        let width = self.width as usize;
        let row_length = (width.saturating_mul(self.bits / 8)).next_multiple_of(4);
        let stored = bytes.get(self.pixels_at..).unwrap_or_default().chunks_exact(row_length.max(4));
        let mut out = vec![u8::MAX; width.saturating_mul(4).saturating_mul(self.height as usize)];
        let rows = out.chunks_exact_mut(width.saturating_mul(4).max(1));
        let fill = |(row, out): (&[u8], &mut [u8])| {
            for (pixel, out) in row.chunks_exact(self.bits / 8).zip(out.as_chunks_mut::<4>().0) {
                let value = pixel.iter().rev().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
                *out = self.masks.map(|mask| channel(value, mask));
                if self.masks.last() == Some(&0)
                    && let Some(alpha) = out.last_mut()
                {
                    *alpha = u8::MAX;
                }
            }
        };
        if self.top_down {
            stored.zip(rows).for_each(fill)
        } else {
            stored.zip(rows.rev()).for_each(fill)
        }
        out
    }
}

/// The bits under the mask, spread over 8.
fn channel(value: u32, mask: u32) -> u8 {
    if mask == 0 {
        return 0;
    }
    let most = u64::from(mask >> mask.trailing_zeros());
    let bits = u64::from((value & mask) >> mask.trailing_zeros());
    ((bits * 255 + most / 2) / most) as u8
}
