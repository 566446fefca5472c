//! A large photograph through the pool against its bare decoding in this process.

use std::time::{Duration, Instant};

use image::imageops::{FilterType, resize};
use redox_media_viewer::message::DocumentId;
use redox_media_viewer::render::formats::open;
use redox_media_viewer::render::{
    EngineChoice, Format, Job, PixelRect, PixelSize, PoolEvent, Priority, Rotation, Task, TileKey,
};

use crate::bench::Bench;
use crate::support::picture::{jpeg, landscape, with_exif};
use crate::table::{Row, ms};

/// Twelve megapixels, as a telephone takes them.
const STORED: PixelSize = PixelSize { width: 4000, height: 3000 };
/// Longer side when it fits a window.
const FIT_PX: u32 = 1000;
const TILE_PX: u32 = 1024;
const THUMBNAIL_PX: u32 = 80;
const ROUNDS: usize = 9;

/// A photograph that lies as it was taken, and one that the mark of its camera turns.
pub fn measure() -> Vec<Row> {
    // Enlarged from a small picture: smooth as a photograph is at this size.
    let small = landscape(1000, 750, 7);
    let stored = jpeg(&resize(&small, STORED.width, STORED.height, FilterType::CatmullRom), 90);
    let turned = with_exif(&stored, 6);
    let mut rows = one("a photograph of 12 megapixels", &stored, STORED, 1);
    let upright = PixelSize { width: STORED.height, height: STORED.width };
    rows.extend(one("the same, turned by its orientation mark", &turned, upright, 2));
    rows
}

fn one(what: &str, bytes: &[u8], size: PixelSize, load: u64) -> Vec<Row> {
    let longer = size.width.max(size.height);
    let fitted = PixelSize { width: size.width * FIT_PX / longer, height: size.height * FIT_PX / longer };
    let mut workers = Bench::new(2);
    let [mut bare, mut reader, mut fit, mut tiles, mut worst_tile, mut thumbnail] = [const { Vec::new() }; 6];
    for index in 0..ROUNDS {
        bare.push(timed(|| drop(image::load_from_memory(bytes).expect("a picture"))));
        reader.push(timed(|| read_here(bytes, fitted)));
        let document = DocumentId { load, index: index as u32 };
        workers.add_bytes(document, bytes.to_vec(), Format::Picture);
        let job = |task| Job { document, patient: 1, task, priority: Priority::Selected };
        let render =
            |scaled, part| job(Task::Render(TileKey { document, page: 0, scaled, part, rotation: Rotation::None }));
        fit.push(timed(|| {
            opened(workers.result(job(Task::Open)));
            drawn(workers.result(render(fitted, whole(fitted))));
        }));
        let times: Vec<Duration> =
            parts(size).into_iter().map(|part| timed(|| drawn(workers.result(render(size, part))))).collect();
        tiles.push(times.iter().sum());
        worst_tile.push(times.into_iter().max().unwrap_or_default());
        thumbnail.push(timed(|| {
            let event = workers.result(job(Task::Thumbnail { box_px: THUMBNAIL_PX }));
            assert!(matches!(event, PoolEvent::Thumbnail { .. }), "{event:?}");
        }));
        // Its bytes are not needed any more.
        workers.add_bytes(document, Vec::new(), Format::Picture);
    }
    let decoding = least(&bare);
    let ratio = |time: Duration| time.as_secs_f64() / decoding.as_secs_f64();
    let figure = |time: Duration| format!("{}, decoding alone {}", ms(time), ms(decoding));
    let (fit, tile, thumbnail) = (least(&fit), least(&worst_tile), least(&thumbnail));
    let (reader, tiles, count) = (least(&reader), least(&tiles), parts(size).len());
    vec![
        Row::ratio(&format!("{what}: opened and fitted"), figure(fit), ratio(fit), 1.3),
        Row::told(&format!("{what}: the same in this process"), ms(reader)),
        // Decoded once more, each would take longer than decoding.
        Row::ratio(&format!("{what}: then the slowest tile at full size"), figure(tile), ratio(tile), 0.5),
        Row::told(&format!("{what}: all {count} tiles"), ms(tiles)),
        Row::ratio(&format!("{what}: then a thumbnail"), figure(thumbnail), ratio(thumbnail), 0.5),
    ]
}

/// What the reader of pictures takes, without a worker around it.
fn read_here(bytes: &[u8], fitted: PixelSize) {
    let mut pages = open(bytes.to_vec(), Format::Picture, None, EngineChoice::Best).expect("a picture");
    let mut pixels = vec![0; fitted.width as usize * fitted.height as usize * 4];
    pages.render(0, fitted, whole(fitted), Rotation::None, &mut pixels).expect("it is drawn");
}

/// The fastest round counts: whatever else the machine does makes all others slower.
fn least(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn opened(event: PoolEvent) {
    assert!(matches!(event, PoolEvent::Opened { .. }), "{event:?}");
}

fn drawn(event: PoolEvent) {
    assert!(matches!(event, PoolEvent::Tile { .. }), "{event:?}");
}

fn whole(size: PixelSize) -> PixelRect {
    PixelRect { x: 0, y: 0, width: size.width, height: size.height }
}

fn parts(size: PixelSize) -> Vec<PixelRect> {
    let starts = |length: u32| (0..length.div_ceil(TILE_PX)).map(|nth| nth * TILE_PX);
    starts(size.height)
        .flat_map(|y| starts(size.width).map(move |x| (x, y)))
        .map(|(x, y)| PixelRect { x, y, width: TILE_PX.min(size.width - x), height: TILE_PX.min(size.height - y) })
        .collect()
}
