//! Pictures inside other documents: the first page of whatever the picture readers know. Called by `flow`.

use super::super::raster::Raster;
use super::super::turn::Turn;
use super::super::{PixelSize, guarded};
use super::{Head, Reader, reader};

/// Points of an inch, and pixels of an inch where a picture does not say (CSS 2.1, 4.3.2).
const POINTS_PER_INCH: f64 = 72.0;
const USUAL_DPI: f64 = 96.0;

/// A picture whose head is read; its pixels are read when they are asked for.
pub struct Still {
    reader: Box<dyn Reader>,
    head: Head,
}

impl Still {
    /// Opens it; `None` where there is no picture.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let reader = guarded(|| reader(bytes.to_vec()).ok()).flatten()?;
        let head = guarded(|| reader.head(0).ok()).flatten()?;
        Some(Self { reader, head })
    }

    /// Width and height once laid down, in pixels.
    pub fn pixels(&self) -> PixelSize {
        self.head.turn.size(self.head.stored)
    }

    /// Width and height once laid down, in points, by the resolution that the picture states.
    pub fn points(&self) -> (f32, f32) {
        let Self { reader, head } = self;
        let resolution = guarded(|| reader.facts().resolution).flatten().filter(|resolution| resolution.is_absolute);
        let (across, down) =
            resolution.map_or((USUAL_DPI, USUAL_DPI), |resolution| (resolution.across, resolution.down));
        let length = |pixels: u32, dpi: f64| (f64::from(pixels) * POINTS_PER_INCH / dpi) as f32;
        let (width, height) = (length(head.stored.width, across), length(head.stored.height, down));
        if head.turn.transpose { (height, width) } else { (width, height) }
    }

    /// Its pixels as stored, and how to lay them down.
    pub fn decode(&self) -> Option<(Raster, Turn)> {
        let raster = guarded(|| self.reader.decode(0).ok()).flatten()?;
        Some((raster, self.head.turn))
    }
}
