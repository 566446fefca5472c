//! PDF pages through the pool, its worker process and shared memory, against PDFium alone in this process.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pdfium_render::prelude::{PdfBitmap, PdfBitmapFormat, PdfRenderConfig, Pdfium};
use redox_media_viewer::message::DocumentId;
use redox_media_viewer::render::{
    Engine, Format, Job, PageSize, PixelRect, PixelSize, PoolEvent, Priority, Rotation, Task, TileKey,
};

use crate::bench::Bench;
use crate::table::{Row, ms};

/// Width of a page in pixels: a window of usual size.
const WIDTH_PX: u32 = 800;
/// A few files of a corpus have pages like ribbons.
const MOST_HEIGHT_PX: u32 = 8_000;
/// Pages of each document.
const PAGES: u32 = 2;
/// Each way is gone so often, in turns, and the fastest time counts: the machine does other things too.
const ROUNDS: u32 = 3;

struct Times {
    name: String,
    pages: usize,
    bare: Duration,
    pool: Duration,
}

/// The sum over every PDF under `corpus`. With `detail`, the files with the greatest differences are printed.
pub fn measure(corpus: &Path, detail: bool) -> Vec<Row> {
    let Some(pdfium) = pdfium() else {
        return vec![Row::told("PDF pages", "not measured: no PDFium in this build".to_owned())];
    };
    let files = pdfs(corpus);
    let mut workers = Bench::new(2);
    workers.pool.prewarm();
    let mut times: Vec<Times> = Vec::new();
    let mut next = 0;
    for file in &files {
        let Ok(bytes) = std::fs::read(file) else { continue };
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        times.extend(one(&pdfium, &mut workers, &mut next, name, &Arc::new(bytes)));
    }
    if times.is_empty() {
        return vec![Row::told("PDF pages", format!("not measured: no PDF under {}", corpus.display()))];
    }
    if detail {
        times.sort_by_key(|times| std::cmp::Reverse(times.pool.saturating_sub(times.bare)));
        for Times { name, pages, bare, pool } in times.iter().take(25) {
            println!("{name}: {pages} pages, PDFium {}, pool {}", ms(*bare), ms(*pool));
        }
    }
    let pages: usize = times.iter().map(|times| times.pages).sum();
    let bare: Duration = times.iter().map(|times| times.bare).sum();
    let pool: Duration = times.iter().map(|times| times.pool).sum();
    let what =
        format!("{pages} pages of {} PDFs ({} more not drawn by PDFium)", times.len(), files.len() - times.len());
    let figure = format!("{}, PDFium alone {}", ms(pool), ms(bare));
    vec![Row::ratio(&what, figure, pool.as_secs_f64() / bare.as_secs_f64(), 1.25)]
}

/// `None` where the document needs a password, or one of the pages is not drawn by PDFium.
fn one(pdfium: &Pdfium, workers: &mut Bench, next: &mut u32, name: String, bytes: &Arc<Vec<u8>>) -> Option<Times> {
    let sizes = sizes(pdfium, bytes)?;
    let (mut bare, mut pool) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let pictures = alone(pdfium, bytes, &sizes)?;
        bare = bare.min(start.elapsed());
        drop(pictures);
        // Another document each time, so that it is opened anew; always the same patient's.
        *next += 1;
        let document = DocumentId { load: 1, index: *next };
        workers.add_bytes(document, bytes.to_vec(), Format::Pdf);
        let start = Instant::now();
        let pictures = through_pool(workers, document, &sizes)?;
        pool = pool.min(start.elapsed());
        drop(pictures);
        // Its bytes are not needed any more.
        workers.add_bytes(document, Vec::new(), Format::Pdf);
    }
    Some(Times { name, pages: sizes.len(), bare, pool })
}

/// The pixel sizes of the first pages.
fn sizes(pdfium: &Pdfium, bytes: &[u8]) -> Option<Vec<PixelSize>> {
    let document = pdfium.load_pdf_from_byte_slice(bytes, None).ok()?;
    let count = u32::try_from(document.pages().len()).ok()?.min(PAGES);
    (0..count)
        .map(|page| {
            let size = document.pages().page_size(i32::try_from(page).ok()?).ok()?;
            let size = PageSize { width: size.width().value, height: size.height().value };
            let height = (f64::from(WIDTH_PX) * f64::from(size.height) / f64::from(size.width)).round() as u32;
            (size.width > 0.0).then(|| PixelSize { width: WIDTH_PX, height: height.clamp(1, MOST_HEIGHT_PX) })
        })
        .collect()
}

/// Draws the pages as the worker does, into buffers that are kept as the pool's are.
fn alone(pdfium: &Pdfium, bytes: &[u8], sizes: &[PixelSize]) -> Option<Vec<Vec<u8>>> {
    let document = pdfium.load_pdf_from_byte_slice(bytes, None).ok()?;
    let mut pictures = Vec::new();
    for (index, size) in (0..).zip(sizes) {
        let (width, height) = (i32::try_from(size.width).ok()?, i32::try_from(size.height).ok()?);
        let mut pixels = vec![0; size.width as usize * size.height as usize * 4];
        let config = PdfRenderConfig::new()
            .set_fixed_size(width, height)
            .render_form_data(true)
            .render_annotations(true)
            .use_lcd_text_rendering(false)
            .set_reverse_byte_order(true);
        let page = document.pages().get(index).ok()?;
        let mut bitmap = PdfBitmap::from_bytes(width, height, PdfBitmapFormat::BGRA, &mut pixels).ok()?;
        page.render_into_bitmap_with_config(&mut bitmap, &config).ok()?;
        drop(bitmap);
        pictures.push(pixels);
    }
    Some(pictures)
}

/// Opens the document and asks for the pages, as the window does.
fn through_pool(workers: &mut Bench, document: DocumentId, sizes: &[PixelSize]) -> Option<Vec<Vec<u8>>> {
    let job = |task| Job { document, patient: 1, task, priority: Priority::Selected };
    let PoolEvent::Opened { .. } = workers.result(job(Task::Open)) else { return None };
    let jobs: Vec<Job> = (0..)
        .zip(sizes)
        .map(|(page, size)| {
            let part = PixelRect { x: 0, y: 0, width: size.width, height: size.height };
            job(Task::Render(TileKey { document, page, scaled: *size, part, rotation: Rotation::None }))
        })
        .collect();
    workers.want(&jobs);
    let mut pictures = Vec::new();
    let mut all = true;
    for _ in sizes {
        match workers.next() {
            PoolEvent::Tile { pixels, engine: Engine::Pdfium, .. } => pictures.push(pixels),
            _ => all = false,
        }
    }
    all.then_some(pictures)
}

/// The library that is built into the program, or the one that the environment names.
fn pdfium() -> Option<Pdfium> {
    let path = std::env::var_os("PDFIUM_LIB").or_else(|| option_env!("PDFIUM_LIBRARY_PATH").map(Into::into))?;
    Pdfium::bind_to_library(PathBuf::from(path)).ok().map(Pdfium::new)
}

/// Every PDF under a folder.
fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
