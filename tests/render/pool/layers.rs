//! Workers behind their layers (Linux): what they can still do, that no thread of theirs escapes, and that documents look as they do
//! without.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::formats::open as open_here;
use redox_media_viewer::render::sandbox::{Layer, Layers};
use redox_media_viewer::render::worker::{SELF_TEST_ARGUMENT, WORKER_ARGUMENT};
use redox_media_viewer::render::{
    EngineChoice, Format, Job, PageSize, PixelRect, PixelSize, PoolEvent, Rotation, Task, TileKey,
};

use super::harness::*;
use crate::corpus::files;
use crate::fixtures::{dark_pixels, draw as draw_here, one_page, pdf_of, stream};

/// What this kernel has, found out without the program's help.
pub fn layers_of_this_kernel() -> Layers {
    // SAFETY: with this flag the call only says which version of Landlock there is (landlock_create_ruleset(2)).
    #[expect(unsafe_code, reason = "no library in reach tells the version alone")]
    let landlock = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<u8>(), 0, 1) };
    let seccomp = PathBuf::from("/proc/sys/kernel/seccomp/actions_avail").exists()
        && cfg!(any(target_arch = "x86_64", target_arch = "aarch64"));
    let missing: Vec<Layer> = [
        (landlock >= 1, Layer::Files),
        (landlock >= 4, Layer::Network),
        (landlock >= 6, Layer::OtherPrograms),
        (seccomp, Layer::SystemCalls),
    ]
    .into_iter()
    .filter(|(there, _)| !there)
    .map(|(_, layer)| layer)
    .collect();
    if !missing.is_empty() {
        println!("this kernel has no {missing:?} (Landlock version {landlock}): nothing of that is tested");
    }
    let held: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| !missing.contains(layer)).collect();
    Layers::of(&held)
}

fn self_test() -> Vec<(String, String)> {
    let output = Command::new(worker().program)
        .args([WORKER_ARGUMENT, SELF_TEST_ARGUMENT])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().last(), Some("end"), "{text}");
    let line = |line: &str| {
        let (word, rest) = line.split_at_checked(13)?;
        Some((word.trim_end().to_owned(), rest.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn a_worker_can_do_what_it_must_and_nothing_else() {
    let lines = self_test();
    let of = |word: &str| {
        let of_word = lines.iter().filter(|(first, _)| first == word);
        of_word.map(|(_, rest)| rest.as_str()).collect::<Vec<_>>()
    };
    println!("{:?}", of("time"));
    assert_eq!(of("ALLOWED"), [""; 0]);
    assert_eq!(of("BROKEN"), [""; 0]);

    let here = layers_of_this_kernel();
    let named = |holds: bool| {
        let layers = Layer::ALL.into_iter().filter(|layer| here.contains(*layer) == holds);
        layers.map(Layer::label).collect::<Vec<_>>()
    };
    assert_eq!(of("layer"), named(true));
    assert_eq!(of("missing"), named(false));
    if here == Layers::all() {
        assert_eq!(of("no layer"), [""; 0]);
    } else {
        println!("not stopped on this kernel: {:?}", of("no layer"));
    }
    assert!(of("denied").len() + of("no layer").len() >= 65, "{lines:?}");
    assert!(of("works").len() >= 6, "{lines:?}");
}

#[test]
fn no_thread_of_a_worker_escapes() {
    let mut bench = Bench::new(1);
    // With real fonts and both engines, so that whatever starts threads has had its occasion.
    let page = one_page("", "BT /F 12 Tf 10 10 Td (Riverside) Tj ET", "", &[]);
    let document = bench.add_bytes(document(1), page, Format::Pdf);
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
    let pid = bench.only_pid();
    let threads: Vec<_> = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().map(Result::unwrap).collect();
    assert_eq!(threads.len(), 1);
    let here = layers_of_this_kernel();
    for thread in threads {
        let status = std::fs::read_to_string(thread.path().join("status")).unwrap();
        let is = |name: &str, value: &str| status.lines().any(|line| line.split_whitespace().eq([name, value]));
        assert!(is("NoNewPrivs:", "1"), "{status}");
        // 2 is a filter.
        assert!(!here.contains(Layer::SystemCalls) || is("Seccomp:", "2"), "{status}");
    }
}

/// What the first page looks like; `None` where it cannot be drawn.
type Look = Option<Vec<u8>>;

fn request(size: PageSize, document: DocumentId) -> TileKey {
    let height = (400.0 * f64::from(size.height) / f64::from(size.width)).round() as u32;
    let scaled = PixelSize { width: 400, height: height.clamp(1, 4_000) };
    let part = PixelRect { x: 0, y: 0, width: scaled.width, height: scaled.height };
    TileKey { document, page: 0, scaled, part, rotation: Rotation::None }
}

fn look_here(bytes: Vec<u8>, format: Format, choice: EngineChoice) -> (Option<PageSize>, Look) {
    let Ok(mut pages) = open_here(bytes, format, None, choice) else { return (None, None) };
    let Ok(size) = pages.page_size(0) else { return (None, None) };
    let scaled = request(size, document(0)).scaled;
    let drawn = draw_here(&mut *pages, 0, (scaled.width, scaled.height), Rotation::None);
    (Some(size), drawn.ok().map(|(_, pixels)| pixels))
}

/// Name, bytes and what they are.
type Named = (String, Vec<u8>, Format);

/// Draws each document here and in a worker, and gives the names of those that look different.
fn different(documents: Vec<Named>, choice: EngineChoice) -> Vec<String> {
    let mut bench = Bench::with(1, |config| {
        if choice == EngineChoice::Hayro {
            config.worker.environment.push(("REDOX_MEDIA_VIEWER_NO_PDFIUM".into(), "1".into()));
        }
    });
    let mut different = Vec::new();
    for (index, (name, bytes, format)) in (1..).zip(documents) {
        let (size, here) = look_here(bytes.clone(), format, choice);
        let Some(size) = size else { continue };
        // One patient, so that one worker reads one document after the other as long as it lives.
        let document = bench.add_bytes(document(index), bytes, format);
        let key = request(size, document);
        let there = match bench.result(Job { task: Task::Render(key), patient: 1, ..draw(document, 0) }) {
            PoolEvent::Tile { pixels, .. } => Some(pixels),
            PoolEvent::TileFailed { failure, .. } => {
                println!("{name}: {failure:?}");
                None
            }
            other => panic!("{other:?}"),
        };
        if here != there {
            different.push(name);
        }
    }
    different
}

/// A page with two characters of Japanese, for which PDFium has no font of its own and looks for one of the system.
fn japanese_page() -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /FontDescriptor 7 0 R \
                /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>";
    let descriptor = "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] \
                      /ItalicAngle 0 /Ascent 709 /Descent -241 /CapHeight 709 /StemV 69 >>";
    pdf_of(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R \
              /Resources << /Font << /F 5 0 R >> >> >>"
                .to_vec(),
            stream("", b"BT /F 60 Tf 30 20 Td <65e5672c> Tj ET"),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H \
              /DescendantFonts [6 0 R] >>"
                .to_vec(),
            font.into(),
            descriptor.into(),
        ],
        "",
    )
}

#[test]
fn documents_look_alike_behind_the_layers() {
    let page = one_page("", "BT /F 24 Tf 10 40 Td (Riverside General) Tj ET", "", &[]);
    let japanese = japanese_page();
    if look_here(japanese.clone(), Format::Pdf, EngineChoice::Best).1.is_none_or(|look| dark_pixels(&look) == 0) {
        println!("there is no Japanese font, or no PDFium: no font of the system is looked for");
    }
    let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 77]));
    let encoded = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let mut documents =
        vec![("Helvetica".to_owned(), page, Format::Pdf), ("Japanese".to_owned(), japanese, Format::Pdf)];
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    for format in [Bmp, Gif, Jpeg, Png, WebP] {
        let bytes = match format {
            Gif => {
                let mut bytes = Vec::new();
                let frame = image::Frame::new(image::DynamicImage::from(picture.clone()).to_rgba8());
                image::codecs::gif::GifEncoder::new(&mut bytes).encode_frame(frame).unwrap();
                bytes
            }
            _ => encoded(format),
        };
        documents.push((format!("{format:?}"), bytes, Format::Picture));
    }
    for choice in [EngineChoice::Best, EngineChoice::Hayro] {
        assert_eq!(different(documents.clone(), choice), [""; 0], "{choice:?}");
    }
}

#[test]
fn the_corpus_looks_alike_behind_the_layers() {
    let mut documents: HashMap<&str, Vec<Named>> = HashMap::new();
    for (folder, format) in [("pdf", Format::Pdf), ("images", Format::Picture), ("exif-orientation", Format::Picture)] {
        let Some(files) = files(folder) else { return };
        let read = |file: PathBuf| {
            let name = file.file_name().unwrap().display().to_string();
            (name, std::fs::read(file).unwrap(), format)
        };
        documents.insert(folder, files.into_iter().map(read).collect());
    }
    let pdfs = documents.remove("pdf").unwrap();
    // The built-in engine is slow in a development build.
    let some: Vec<_> = pdfs.iter().step_by(6).cloned().collect();
    let mut all = Vec::new();
    let pictures: Vec<_> = documents.into_values().flatten().collect();
    for (what, documents, choice) in [
        ("pictures", pictures, EngineChoice::Best),
        ("PDFs, PDFium", pdfs, EngineChoice::Best),
        ("PDFs, built-in engine", some, EngineChoice::Hayro),
    ] {
        let (count, begun) = (documents.len(), Instant::now());
        let different = different(documents, choice);
        println!("{what}: {count} in {:.1?}, of which differ {different:?}", begun.elapsed());
        all.extend(different);
    }
    assert_eq!(all, [""; 0]);
}
