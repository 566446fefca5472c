//! `render`: one page as a PNG, drawn by a worker like in the window.

use std::io::{self, BufRead as _, Write};
use std::sync::Arc;

use anyhow::Context as _;
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};

use super::Outcome;
use super::arguments::RenderRequest;
use super::input;
use super::worker::Worker;
use crate::jobs::Library;
use crate::limits::RENDERED_PIXELS;
use crate::message::{DocumentId, Loaded};
use crate::render::{
    Failure, Format, PageSize, Password, PixelRect, PixelSize, PoolEvent, Rotation, Task, TileKey, format_of,
};
use crate::save::{AtomicFile, Existing};

/// Rows of a page drawn at once are chosen so that one request stays below this many pixels.
const STRIP_PIXELS: u32 = 4_000_000;

/// Draws the page and writes the picture.
///
/// # Errors
/// When the input cannot be read or the picture not be written.
pub fn run(request: &RenderRequest) -> anyhow::Result<Outcome> {
    let message = input::read(&request.input)?;
    let document = message.document(request.document)?;
    let index = document.index;
    let inspection = message.inspect(document)?;
    if !matches!(format_of(&inspection), Some(Format::Pdf | Format::Picture)) {
        let kind = inspection.detected.map_or("it holds no document", |detected| detected.label());
        let sentence = format!("it has no pages of its own to draw ({kind}, {})", inspection.state.name());
        return no_picture(request, &sentence);
    }
    let password = request.password_stdin.then(read_password).transpose()?;
    let library = Arc::new(Library::default());
    library.add(0, Arc::new(Loaded { input: message.input, response: message.response }));
    let mut page = Page { worker: Worker::start(library)?, document: DocumentId { load: 0, index } };
    if let Some(password) = password {
        page.worker.set_password(page.document, password);
    }
    match page.draw(request.page, request.width)? {
        Ok((size, pixels)) => write_png(request, size, &pixels).map(|()| Outcome::Fine),
        Err(sentence) => no_picture(request, &sentence),
    }
}

fn no_picture(request: &RenderRequest, sentence: &str) -> anyhow::Result<Outcome> {
    writeln!(io::stderr(), "document {}, page {}: {sentence}", request.document, request.page)?;
    Ok(Outcome::Problems)
}

fn read_password() -> anyhow::Result<Password> {
    let mut line = zeroize::Zeroizing::new(String::new());
    io::stdin().lock().read_line(&mut line).context("the password was not read from standard input")?;
    Ok(Password::new(line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// One document and the worker that draws it.
struct Page {
    worker: Worker,
    document: DocumentId,
}

type Drawn = Result<(PixelSize, Vec<u8>), String>;

impl Page {
    fn ask(&self, task: Task) -> anyhow::Result<PoolEvent> {
        self.worker.ask(self.document, 0, task)
    }

    fn draw(&mut self, number: u32, width: u32) -> anyhow::Result<Drawn> {
        let page = number.saturating_sub(1);
        let (count, first) = match self.ask(Task::Open)? {
            PoolEvent::Opened { info, .. } => (info.page_count, info.sizes),
            other => return Ok(Err(failure_of(&other))),
        };
        if page >= count {
            return Ok(Err(format!("the document has {count} pages")));
        }
        let size = match first.get(page as usize) {
            Some(size) => *size,
            None => match self.ask(Task::Sizes { from: page, count: 1 })? {
                PoolEvent::Sizes { sizes, .. } => sizes.first().copied().flatten(),
                other => return Ok(Err(failure_of(&other))),
            },
        };
        let Some(size) = size else { return Ok(Err(Failure::Damaged.to_string())) };
        match scaled_to(size, width) {
            Some(scaled) => self.draw_strips(page, scaled),
            None => Ok(Err(Failure::TooLarge.to_string())),
        }
    }

    fn draw_strips(&mut self, page: u32, scaled: PixelSize) -> anyhow::Result<Drawn> {
        let rows = (STRIP_PIXELS / scaled.width.max(1)).clamp(1, scaled.height);
        let mut pixels = Vec::new();
        let mut y = 0;
        while y < scaled.height {
            let part = PixelRect { x: 0, y, width: scaled.width, height: rows.min(scaled.height - y) };
            let key = TileKey { document: self.document, page, scaled, part, rotation: Rotation::None };
            match self.ask(Task::Render(key))? {
                PoolEvent::Tile { pixels: strip, .. } => pixels.extend_from_slice(&strip),
                other => return Ok(Err(failure_of(&other))),
            }
            y += part.height;
        }
        Ok(Ok((scaled, pixels)))
    }
}

fn failure_of(event: &PoolEvent) -> String {
    match event {
        PoolEvent::OpenFailed { failure, .. } | PoolEvent::TileFailed { failure, .. } => failure.to_string(),
        _ => Failure::Crashed.to_string(),
    }
}

/// The page scaled to a width; `None` beyond the limit of pixels.
fn scaled_to(size: PageSize, width: u32) -> Option<PixelSize> {
    let height = (f64::from(width) * f64::from(size.height) / f64::from(size.width)).round().max(1.0);
    let within = f64::from(width) * height <= f64::from(RENDERED_PIXELS);
    within.then_some(PixelSize { width, height: height as u32 })
}

fn write_png(request: &RenderRequest, size: PixelSize, pixels: &[u8]) -> anyhow::Result<()> {
    let mut png = Vec::new();
    // Pages are opaque: the fourth byte of each pixel says nothing.
    let rgb: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect();
    PngEncoder::new(&mut png)
        .write_image(&rgb, size.width, size.height, ExtendedColorType::Rgb8)
        .context("the picture was not made")?;
    let mut file = AtomicFile::create(&request.out, Existing::Refuse, &[]).context("the picture was not written")?;
    if let Err(error) = file.write_all(&png) {
        return Err(file.explain(&error)).context("the picture was not written");
    }
    file.commit().context("the picture was not written")
}
