//! Public test files, read where `REDOX_CORPUS` names the folder that holds them.

use crate::fixtures::draw;
use redox_media_viewer::render::formats::{
    Engine, EngineChoice, Format, OpenError, PageError, PageSize, Rotation, open,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const WIDTH_PX: u32 = 800;
/// Drawn pages are at most this long, as a few files of the corpus have pages like ribbons.
const MOST_HEIGHT_PX: u32 = 8_000;

pub fn files(folder: &str) -> Option<Vec<PathBuf>> {
    let Some(corpus) = std::env::var_os("REDOX_CORPUS") else {
        println!("REDOX_CORPUS is not set: nothing of the corpus is tested");
        return None;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(Path::new(&corpus).join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files)
}

enum Outcome {
    Drawn(Engine),
    NotOpened(OpenError),
    NotDrawn(PageError),
}

fn first_page(bytes: Vec<u8>, format: Format) -> Outcome {
    let mut pages = match open(bytes, format, None, EngineChoice::Best) {
        Ok(pages) => pages,
        Err(error) => return Outcome::NotOpened(error),
    };
    let drawn = pages.page_size(0).and_then(|PageSize { width, height }| {
        let height = (f64::from(WIDTH_PX) * f64::from(height) / f64::from(width)).round() as u32;
        draw(&mut *pages, 0, (WIDTH_PX, height.clamp(1, MOST_HEIGHT_PX)), Rotation::None)
    });
    match drawn {
        Ok((engine, _)) => Outcome::Drawn(engine),
        Err(error) => Outcome::NotDrawn(error),
    }
}

#[test]
fn nearly_every_pdf_that_needs_no_password_gives_a_picture() {
    let Some(files) = files("pdf") else { return };
    let (mut pdfium, mut hayro, mut protected) = (0_usize, 0_usize, 0_usize);
    let mut time = Duration::ZERO;
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        let start = Instant::now();
        let outcome = first_page(bytes, Format::Pdf);
        time += start.elapsed();
        match outcome {
            Outcome::Drawn(Engine::Pdfium) => pdfium += 1,
            Outcome::Drawn(_) => hayro += 1,
            Outcome::NotOpened(OpenError::PasswordNeeded) => protected += 1,
            Outcome::NotOpened(error) => println!("{}: {error:?}", file.file_name().unwrap().display()),
            Outcome::NotDrawn(error) => println!("{}: page {error:?}", file.file_name().unwrap().display()),
        }
    }
    println!(
        "{} PDFs: {pdfium} drawn by PDFium, {hayro} by the built-in engine, {protected} need a password; {time:.1?}",
        files.len()
    );
    let open = files.len() - protected;
    assert!((pdfium + hayro) * 100 >= open * 98, "{} of {open} drawn", pdfium + hayro);
}

/// A file that takes the reader down takes this test down with it.
#[test]
fn text_and_facts_of_every_pdf_are_read() {
    let Some(files) = files("pdf") else { return };
    let (mut pages_read, mut chars, mut links, mut entries, mut attachments) = (0, 0, 0, 0, 0);
    let start = Instant::now();
    for file in &files {
        let name = file.file_name().unwrap().display().to_string();
        let Ok(mut pages) = open(std::fs::read(file).unwrap(), Format::Pdf, None, EngineChoice::Best) else { continue };
        let page_count = pages.page_count();
        let begun = Instant::now();
        let facts = pages.facts().bounded(page_count);
        assert!(facts.is_sound(page_count), "{name}");
        entries += facts.outline.len();
        attachments += facts.attachments.len();
        for index in 0..facts.attachments.len() as u32 {
            if let Ok(bytes) = pages.attachment(index) {
                assert_eq!(bytes.len() as u64, facts.attachments[index as usize].size_bytes, "{name}");
            }
        }
        for page in 0..page_count {
            match pages.page_text(page) {
                Ok(Some(text)) => {
                    let text = text.bounded(page_count);
                    assert!(text.is_sound(page_count), "{name}");
                    pages_read += 1;
                    chars += text.boxes.len();
                    links += text.links.len();
                }
                Ok(None) => {}
                Err(error) => println!("{name}: text of page {}: {error:?}", page + 1),
            }
        }
        let time = begun.elapsed();
        if time > Duration::from_secs(1) {
            println!("{name}: {time:.1?} for {page_count} pages");
        }
    }
    println!(
        "text of {pages_read} pages: {chars} characters, {links} links, {entries} outline entries, {attachments} attachments; {:.1?}",
        start.elapsed()
    );
    assert!(chars > 100_000 && links > 0 && entries > 0 && attachments > 0);
}

#[test]
fn pictures_look_like_their_references() {
    let Some(files) = files("images") else { return };
    let (mut same, mut close, mut other) = (0, 0, 0);
    for file in files {
        let reference = file.with_file_name(format!("{}.png", file.file_name().unwrap().display()));
        let kind = file.extension().unwrap_or_default().to_ascii_lowercase();
        if !["bmp", "gif", "jpg", "jpeg", "webp"].iter().any(|known| kind == *known) {
            continue;
        }
        if !reference.exists() {
            other += 1;
            continue;
        }
        let name = file.file_name().unwrap().display().to_string();
        let opened = open(std::fs::read(&file).unwrap(), Format::Picture, None, EngineChoice::Best);
        let Ok(mut pages) = opened else {
            println!("{name}: {:?}", opened.err());
            assert!(name.to_lowercase().starts_with("bad"), "{name} opens");
            continue;
        };
        let PageSize { width, height } = pages.page_size(0).unwrap();
        let drawn = draw(&mut *pages, 0, (width as u32, height as u32), Rotation::None);
        let Ok((_, pixels)) = drawn else {
            println!("{name}: {:?}", drawn.err());
            continue;
        };
        let Ok(expected) = image::open(&reference) else {
            other += 1;
            continue;
        };
        let expected = expected.to_rgba8();
        let on_white = |[r, g, b, a]: [u8; 4]| {
            [r, g, b].map(|sample| ((u32::from(sample) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8)
        };
        let worst = pixels
            .as_chunks::<4>()
            .0
            .iter()
            .zip(expected.as_chunks::<4>().0)
            .flat_map(|(drawn, expected)| on_white(*expected).into_iter().zip(*drawn))
            .map(|(expected, drawn)| expected.abs_diff(drawn))
            .max();
        match worst {
            Some(0) => same += 1,
            Some(1..=16) => close += 1,
            worst => panic!("{name} differs from its reference by {worst:?}"),
        }
    }
    println!("pictures: {same} same, {close} close, {other} without a reference");
}

/// Files that are in a collection because no program can read them say so by their names.
fn is_meant_to_be_broken(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("bad") || name.contains("fuzz")
}

#[test]
fn nearly_every_picture_is_shown() {
    let (Some(images), Some(photographs)) = (files("images"), files("exif-orientation")) else { return };
    let (mut shown, mut sound, mut broken) = (0, 0, 0);
    for file in images.iter().chain(&photographs) {
        let name = file.file_name().unwrap().display().to_string();
        let outcome = first_page(std::fs::read(file).unwrap(), Format::Picture);
        if is_meant_to_be_broken(&name) {
            broken += 1;
            continue;
        }
        sound += 1;
        match outcome {
            Outcome::Drawn(_) => shown += 1,
            Outcome::NotOpened(error) => println!("{name}: {error:?}"),
            Outcome::NotDrawn(error) => println!("{name}: page {error:?}"),
        }
    }
    println!("{shown} of {sound} pictures are shown; {broken} more are meant to be broken");
    assert!(shown * 100 >= sound * 98, "{shown} of {sound}");
}

#[test]
fn photographs_lie_as_their_orientation_marks_say() {
    let Some(files) = files("exif-orientation") else { return };
    let mut first: Option<Vec<u8>> = None;
    for file in files.iter().filter(|file| file.file_name().unwrap().display().to_string().starts_with("Portrait")) {
        let mut pages = open(std::fs::read(file).unwrap(), Format::Picture, None, EngineChoice::Best).unwrap();
        let size = pages.page_size(0).unwrap();
        assert!(size.height > size.width, "{}", file.display());
        let (_, pixels) = draw(&mut *pages, 0, (12, 16), Rotation::None).unwrap();
        // Every file shows the same scene, but each has its number painted on.
        let first = first.get_or_insert_with(|| pixels.clone());
        let apart: u64 = pixels.iter().zip(first.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = apart as f64 / pixels.len() as f64;
        println!("{}: {mean:.2} apart from the first", file.file_name().unwrap().display());
        assert!(mean < 12.0, "{} lies differently", file.display());
    }
}
