//! Pictures of one frame: JPEG, PNG, BMP, WebP, and the first frame of a GIF.

use super::raster::Raster;
use super::turn::Turn;
use super::{Engine, Notices, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};
use super::{check_request, guarded};
use crate::limits::{MAX_PICTURE_DECODE_BYTES, MAX_PICTURE_PX};
use image::error::ImageError;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A picture as a document of one page. Its head is read on opening, its pixels when it is first drawn.
pub(super) struct Picture {
    /// Before the orientation mark is followed.
    stored: PixelSize,
    orientation: Turn,
    state: State,
}

enum State {
    Encoded(Vec<u8>),
    Decoded(Raster),
    Failed(PageError),
}

impl Picture {
    /// Reads size and orientation.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let (stored, orientation) = guarded(|| {
            let mut decoder = decoder(&bytes)?;
            let (width, height) = decoder.dimensions();
            // A picture with a broken mark is shown as it is stored.
            let orientation = decoder.orientation().map(Turn::from).unwrap_or_default();
            Ok((PixelSize { width, height }, orientation))
        })
        .unwrap_or(Err(OpenError::Damaged))?;
        if stored.width == 0 || stored.height == 0 {
            return Err(OpenError::Damaged);
        }
        if u64::from(stored.width) * u64::from(stored.height) > MAX_PICTURE_PX {
            return Err(OpenError::TooLarge);
        }
        Ok(Self { stored, orientation, state: State::Encoded(bytes) })
    }

    fn raster(&mut self) -> Result<&Raster, PageError> {
        if let State::Encoded(bytes) = &self.state {
            let decoded = guarded(|| {
                let picture = DynamicImage::from_decoder(decoder(bytes)?).map_err(open_error)?;
                Ok(Raster::new(picture))
            });
            self.state = match decoded {
                Some(Ok(raster)) => State::Decoded(raster),
                Some(Err(OpenError::TooLarge)) => State::Failed(PageError::TooLarge),
                _ => State::Failed(PageError::Damaged),
            };
        }
        match &self.state {
            State::Decoded(raster) => Ok(raster),
            State::Failed(error) => Err(*error),
            State::Encoded(_) => Err(PageError::Damaged),
        }
    }
}

impl Pages for Picture {
    fn engine(&self) -> Engine {
        Engine::Image
    }

    fn notices(&self) -> Notices {
        Notices::default()
    }

    fn page_count(&self) -> u32 {
        1
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        if page != 0 {
            return Err(PageError::NoSuchPage);
        }
        let size = self.orientation.size(self.stored);
        Ok(PageSize { width: size.width as f32, height: size.height as f32 })
    }

    fn render(
        &mut self,
        page: u32,
        scaled: PixelSize,
        part: PixelRect,
        rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        if page != 0 {
            return Err(PageError::NoSuchPage);
        }
        check_request(scaled, part, out)?;
        let turn = self.orientation.then(rotation.into());
        self.raster()?.draw(scaled, part, turn, out);
        Ok(Engine::Image)
    }
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder, OpenError> {
    let format = image::guess_format(bytes).map_err(|_| OpenError::Unsupported)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::WebP)
    {
        return Err(OpenError::Unsupported);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_PICTURE_DECODE_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(open_error)
}

fn open_error(error: ImageError) -> OpenError {
    match error {
        ImageError::Limits(_) => OpenError::TooLarge,
        ImageError::Unsupported(_) => OpenError::Unsupported,
        _ => OpenError::Damaged,
    }
}
