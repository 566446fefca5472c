//! Pictures: JPEG, PNG, BMP, WebP, the first frame of a GIF, all pages of a TIFF, JPEG 2000. The worker's loop opens them through
//! [`Picture`]; documents with pictures inside decode them with [`still`].

mod bmp;
mod colour;
mod facts;
mod fax;
mod frames;
mod inks;
mod inside;
mod jpeg;
mod jpeg2000;
mod still;
mod tiff;

pub(super) use inside::Still;

use super::raster::Raster;
use super::turn::Turn;
use super::{DocumentFacts, Engine, Notices, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};
use super::{check_request, guarded};
use crate::limits::{MAX_KEPT_PICTURE_PX, MAX_PAGE_SIDE};
use facts::Facts;
use image::{DynamicImage, GrayImage, RgbImage};
use std::collections::BTreeMap;

/// A reader of one kind of file. Decoders may panic: callers guard `decode` and `facts`.
trait Reader {
    /// At least one.
    fn page_count(&self) -> u32;

    /// What is known of a page without decoding it.
    fn head(&self, page: u32) -> Result<Head, OpenError>;

    /// The pixels of a page as stored, before its orientation mark.
    fn decode(&self, page: u32) -> Result<Raster, OpenError>;

    /// Facts of the first page.
    fn facts(&self) -> Facts;

    /// Whether there are more pages than are shown.
    fn is_cut_short(&self) -> bool {
        false
    }
}

/// A page without its pixels.
#[derive(Clone, Copy)]
struct Head {
    /// Before the orientation mark is followed.
    stored: PixelSize,
    turn: Turn,
    /// Width and height of a pixel, the smaller of them 1.
    stretch: (f32, f32),
}

impl Head {
    fn page_size(&self) -> PageSize {
        let (across, down) = self.stretch;
        let (width, height) = (self.stored.width as f32 * across, self.stored.height as f32 * down);
        let (width, height) = if self.turn.transpose { (height, width) } else { (width, height) };
        PageSize { width: width.min(MAX_PAGE_SIDE), height: height.min(MAX_PAGE_SIDE) }
    }
}

/// A file of pictures as a document. Heads are read on opening, the pixels of a page when it is first drawn.
pub(super) struct Picture {
    reader: Box<dyn Reader>,
    /// Decoded pages, the one used last at the end.
    decoded: Vec<(u32, Raster, u64)>,
    failed: BTreeMap<u32, PageError>,
}

impl Picture {
    /// Reads sizes and orientations.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        Ok(Self { reader: reader(bytes)?, decoded: Vec::new(), failed: BTreeMap::new() })
    }

    fn head(&self, page: u32) -> Result<Head, PageError> {
        if page >= self.reader.page_count() {
            return Err(PageError::NoSuchPage);
        }
        self.reader.head(page).map_err(page_error)
    }

    fn raster(&mut self, page: u32, head: Head) -> Result<&Raster, PageError> {
        if let Some(error) = self.failed.get(&page) {
            return Err(*error);
        }
        if let Some(at) = self.decoded.iter().position(|(decoded, ..)| *decoded == page) {
            let kept = self.decoded.remove(at);
            self.decoded.push(kept);
        } else {
            let pixels = u64::from(head.stored.width) * u64::from(head.stored.height);
            while self.decoded.iter().map(|(.., pixels)| pixels).sum::<u64>() + pixels > MAX_KEPT_PICTURE_PX
                && !self.decoded.is_empty()
            {
                self.decoded.remove(0);
            }
            match guarded(|| self.reader.decode(page)).unwrap_or(Err(OpenError::Damaged)) {
                Ok(raster) => self.decoded.push((page, raster, pixels)),
                Err(error) => {
                    self.failed.insert(page, page_error(error));
                    return Err(page_error(error));
                }
            }
        }
        self.decoded.last().map(|(_, raster, _)| raster).ok_or(PageError::Damaged)
    }
}

fn reader(bytes: Vec<u8>) -> Result<Box<dyn Reader>, OpenError> {
    Ok(if tiff::File::new(&bytes).is_some() {
        Box::new(tiff::Tiff::open(bytes)?)
    } else if jpeg2000::recognises(&bytes) {
        Box::new(jpeg2000::Jpeg2000::open(bytes)?)
    } else {
        Box::new(still::StillPicture::open(bytes)?)
    })
}

fn page_error(error: OpenError) -> PageError {
    if error == OpenError::TooLarge { PageError::TooLarge } else { PageError::Damaged }
}

/// Rows of one or three 8-bit channels as a raster.
fn raster_of(size: PixelSize, channels: usize, samples: Vec<u8>) -> Option<Raster> {
    Some(Raster::new(if channels == 1 {
        DynamicImage::ImageLuma8(GrayImage::from_raw(size.width, size.height, samples)?)
    } else {
        DynamicImage::ImageRgb8(RgbImage::from_raw(size.width, size.height, samples)?)
    }))
}

impl Pages for Picture {
    fn engine(&self) -> Engine {
        Engine::Image
    }

    fn notices(&self) -> Notices {
        Notices { cut_short: self.reader.is_cut_short(), ..Notices::default() }
    }

    fn page_count(&self) -> u32 {
        self.reader.page_count()
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        Ok(self.head(page)?.page_size())
    }

    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        let head = self.head(page)?;
        check_request(scaled, part, out)?;
        let turn = head.turn.then(rotation.into());
        self.raster(page, head)?.draw(scaled, part, turn, out);
        Ok(Engine::Image)
    }

    fn facts(&mut self) -> DocumentFacts {
        let Ok(head) = self.head(0) else { return DocumentFacts::default() };
        let facts = guarded(|| self.reader.facts()).unwrap_or_default();
        let properties = facts.properties(head.turn.size(head.stored), head.turn.transpose);
        DocumentFacts { properties, ..DocumentFacts::default() }
    }
}

#[cfg(test)]
mod tests;
