//! Pictures inside flow documents: their size when a document is laid out, their pixels when a page is drawn.

use super::super::picture::Still;
use super::super::raster::Raster;
use super::super::turn::Turn;
use super::super::{PixelRect, PixelSize};
use crate::limits::MAX_PICTURE_PX;

/// Width and height of a picture at its own resolution, in points. Reads its head alone.
pub(super) fn size(bytes: &[u8]) -> Option<(f32, f32)> {
    Some(Still::open(bytes).filter(is_sound)?.points())
}

fn is_sound(still: &Still) -> bool {
    let PixelSize { width, height } = still.pixels();
    width > 0 && height > 0 && u64::from(width) * u64::from(height) <= MAX_PICTURE_PX
}

/// Width and height of a picture in pixels, upright. Reads its head alone.
pub(super) fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let PixelSize { width, height } = Still::open(bytes)?.pixels();
    Some((width, height))
}

/// The pixels of a picture, and how they are laid down.
pub(super) struct Upright {
    raster: Raster,
    turn: Turn,
}

impl Upright {
    /// Draws `part` of the picture scaled to `scaled` and turned by `turn`; both are after it.
    pub fn draw(&self, scaled: PixelSize, part: PixelRect, turn: Turn, out: &mut [u8]) {
        self.raster.draw(scaled, part, self.turn.then(turn), out);
    }
}

/// Reads the pixels of a picture.
pub(super) fn decode(bytes: &[u8]) -> Option<Upright> {
    let (raster, turn) = Still::open(bytes).filter(is_sound)?.decode()?;
    Some(Upright { raster, turn })
}
