//! What should be drawn next, most urgent first. Pure: from the state, the viewport and what is there already.
//!
//! Order: the visible part of the selected document, the page ahead in the direction of reading, the neighbours in the list,
//! the visible pictures of the page strip, the visible thumbnails. What scrolled away is not named.

use std::ops::Range;

use super::app_state::AppState;
use super::looking::Heading;
use super::opened::{Opened, Pages, Stage};
use super::pace::Pace;
use super::protected::Protection;
use super::reading::visible_pages;
use super::view::{Presented, Viewport};
use crate::message::DocumentId;
use crate::render::{DocumentPages, Format, Job, PageSize, PixelRect, PixelSize, Priority, Rotation, Task, TileKey};

/// Pages up to this many pixels a side are drawn whole; larger ones in tiles of [`TILE_PX`]. No texture is larger.
pub const WHOLE_PAGE_PX: u32 = 2048;
/// Side of a tile of a large page.
pub const TILE_PX: u32 = 1024;
/// A stand-in for a page that is drawn in tiles: the whole page in a box of this side.
pub const STAND_IN_PX: u32 = 1024;
/// The box of a picture in the page strip, points: that of an upright page.
pub const STRIP_BOX: (f32, f32) = (96.0, 124.0);
/// Page sizes asked for at once.
const SIZES_BATCH: u32 = 512;

/// What is there already.
pub trait Held {
    /// A tile's pixels.
    fn tile(&self, key: &TileKey) -> bool;
    /// A picture of the whole page, at whatever size and turn.
    fn any_of_page(&self, document: DocumentId, page: u32) -> bool;
    /// A thumbnail's pixels.
    fn thumbnail(&self, document: DocumentId) -> bool;
}

/// True for a page that is drawn as one picture.
fn is_whole_page(size: PixelSize) -> bool {
    size.width <= WHOLE_PAGE_PX && size.height <= WHOLE_PAGE_PX
}

/// The tiles of a page that reach into the view, nearest to its top first.
#[must_use]
pub fn visible_tiles(shown: &Presented, document: DocumentId, page: usize, rotation: Rotation) -> Vec<TileKey> {
    let Some(place) = shown.layout.page(page) else { return Vec::new() };
    let key =
        |part| TileKey { document, page: u32::try_from(page).unwrap_or(u32::MAX), scaled: place.size, part, rotation };
    if is_whole_page(place.size) {
        return vec![key(PixelRect { x: 0, y: 0, width: place.size.width, height: place.size.height })];
    }
    // The part of the page in the view, in the page's own pixels.
    let range = |start: i64, scroll: i64, view: i64, size: u32| {
        let from = (scroll - start).clamp(0, i64::from(size));
        let to = (scroll + view - start).clamp(0, i64::from(size));
        let first = u32::try_from(from).unwrap_or(0) / TILE_PX;
        let end = u32::try_from(to).unwrap_or(0).div_ceil(TILE_PX);
        first..end
    };
    let columns = range(place.left, shown.scroll.0, shown.viewport.width, place.size.width);
    let rows = range(place.top, shown.scroll.1, shown.viewport.height, place.size.height);
    rows.flat_map(|row| columns.clone().map(move |column| (row, column)))
        .map(|(row, column)| {
            let (x, y) = (column * TILE_PX, row * TILE_PX);
            key(PixelRect {
                x,
                y,
                width: TILE_PX.min(place.size.width - x),
                height: TILE_PX.min(place.size.height - y),
            })
        })
        .collect()
}

/// The stand-in of a page that is drawn in tiles: the whole page, small.
#[must_use]
pub fn stand_in(document: DocumentId, page: u32, size: PageSize, rotation: Rotation) -> TileKey {
    let size = super::layout::turned(size, rotation);
    let scale = STAND_IN_PX as f32 / size.width.max(size.height).max(1.0);
    let scaled = super::layout::scaled(size, scale);
    let scaled = PixelSize { width: scaled.width.min(STAND_IN_PX), height: scaled.height.min(STAND_IN_PX) };
    let part = PixelRect { x: 0, y: 0, width: scaled.width, height: scaled.height };
    TileKey { document, page, scaled, part, rotation }
}

/// The picture of a page in the page strip: as large as its box allows.
#[must_use]
pub fn strip_picture(
    document: DocumentId,
    page: u32,
    size: PageSize,
    rotation: Rotation,
    pixels_per_point: f32,
) -> TileKey {
    let size = super::layout::turned(size, rotation);
    let (width, height) = (STRIP_BOX.0 * pixels_per_point, STRIP_BOX.1 * pixels_per_point);
    let scale = (width / size.width.max(1.0)).min(height / size.height.max(1.0));
    let scaled = super::layout::scaled(size, scale);
    let part = PixelRect { x: 0, y: 0, width: scaled.width, height: scaled.height };
    TileKey { document, page, scaled, part, rotation }
}

/// What is on screen.
#[derive(Clone, Debug)]
pub struct OnScreen<'a> {
    /// Where the pages are shown.
    pub viewport: Viewport,
    /// How they move.
    pub pace: Pace,
    /// Pages of the selected document whose rows of the page strip are on screen.
    pub strip: Range<usize>,
    /// Documents whose rows are on screen, most urgent first.
    pub rows: &'a [u32],
    /// Side of the box of a thumbnail, device pixels.
    pub thumbnail_px: u32,
}

/// Everything wanted now.
#[must_use]
pub fn wanted(state: &AppState, on_screen: OnScreen<'_>, held: &impl Held) -> Vec<Job> {
    let Some(opened) = &state.opened else { return Vec::new() };
    let mut list = List { opened, state, viewport: on_screen.viewport, held, jobs: Vec::new() };
    if let Some(selected) = state.selected {
        list.document(selected, Priority::Selected, on_screen.pace);
        if on_screen.pace == Pace::Rest {
            list.reading(selected);
        }
        let neighbours = [1, -1].map(|by| state.document_in_rows(by).filter(|neighbour| *neighbour != selected));
        for neighbour in neighbours.into_iter().flatten() {
            list.document(neighbour, Priority::Neighbour, Pace::Rest);
        }
        list.strip(selected, on_screen.strip);
    }
    for row in on_screen.rows {
        list.thumbnail(*row, on_screen.thumbnail_px);
        if opened.asks_for_patient(*row) {
            list.push(*row, Task::Facts, Priority::Thumbnail);
        }
    }
    for index in opened.ask_ahead().filter(|index| !on_screen.rows.contains(index)) {
        list.push(index, Task::Facts, Priority::Thumbnail);
    }
    list.jobs
}

struct List<'a, H> {
    opened: &'a Opened,
    state: &'a AppState,
    viewport: Viewport,
    held: &'a H,
    jobs: Vec<Job>,
}

impl<H: Held> List<'_, H> {
    fn push(&mut self, index: u32, task: Task, priority: Priority) {
        self.jobs.push(Job { document: self.opened.id(index), patient: self.opened.patient(index), task, priority });
    }

    fn document(&mut self, index: u32, priority: Priority, pace: Pace) {
        match self.opened.stage(index) {
            Stage::Opening | Stage::Protected(Protection::Trying) => self.push(index, Task::Open, priority),
            Stage::Pages(pages) => self.pages(index, pages, priority, pace),
            _ => {}
        }
    }

    fn pages(&mut self, index: u32, pages: &DocumentPages, priority: Priority, pace: Pace) {
        let Some(shown) = self.state.present(index, self.viewport) else { return };
        let visible = shown.layout.visible(shown.scroll.1, shown.viewport.height);
        for page in visible.clone() {
            self.page(index, pages, &shown, page, priority, pace);
        }
        // The page ahead, for the selected document; of a neighbour only what will be seen first.
        if priority == Priority::Selected && pace == Pace::Rest {
            let ahead = match self.state.heading {
                Heading::Down => Some(visible.end),
                Heading::Up => visible.start.checked_sub(1),
            };
            if let Some(ahead) = ahead {
                self.page(index, pages, &shown, ahead, Priority::Neighbour, pace);
            }
        }
        let missing = u32::try_from(pages.sizes.len()).unwrap_or(u32::MAX);
        if priority == Priority::Selected && missing < pages.page_count {
            let count = SIZES_BATCH.min(pages.page_count - missing);
            self.push(index, Task::Sizes { from: missing, count }, Priority::Neighbour);
        }
    }

    /// One page: where it is drawn in tiles its stand-in first, then the tiles. While pages fly past only the least that
    /// keeps paper from being blank; while the scale changes only what has nothing at all.
    fn page(
        &mut self,
        index: u32,
        pages: &DocumentPages,
        shown: &Presented,
        page: usize,
        priority: Priority,
        pace: Pace,
    ) {
        let document = self.opened.id(index);
        let (Ok(number), Some(size)) = (u32::try_from(page), pages.sizes.get(page)) else { return };
        if self.opened.failed_pages.contains_key(&(index, number)) {
            return;
        }
        let rotation = self.state.view_of(index).rotation;
        let bare = !self.held.any_of_page(document, number);
        if let (Pace::Flinging, Some(size)) = (pace, size) {
            if bare {
                let scale = self.viewport.pixels_per_point;
                self.tile(index, strip_picture(document, number, *size, rotation, scale), priority);
            }
            return;
        }
        // A page ahead lies beyond the view: of a large one the stand-in is all that can be told.
        let tiles = visible_tiles(shown, document, page, rotation);
        let whole = shown.layout.page(page).is_some_and(|place| is_whole_page(place.size));
        if let (false, Some(size)) = (whole, size) {
            self.tile(index, stand_in(document, number, *size, rotation), priority);
        }
        if pace == Pace::Rest || bare {
            for tile in tiles {
                self.tile(index, tile, priority);
            }
        }
    }

    fn strip(&mut self, index: u32, rows: Range<usize>) {
        let Stage::Pages(pages) = self.opened.stage(index) else { return };
        let rotation = self.state.view_of(index).rotation;
        let (document, scale) = (self.opened.id(index), self.viewport.pixels_per_point);
        for page in rows {
            let (Ok(number), Some(Some(size))) = (u32::try_from(page), pages.sizes.get(page)) else { continue };
            if !self.opened.failed_pages.contains_key(&(index, number)) {
                self.tile(index, strip_picture(document, number, *size, rotation, scale), Priority::Thumbnail);
            }
        }
    }

    /// Text, outline and the like come right after the pixels.
    fn reading(&mut self, index: u32) {
        let Some(shown) = self.state.present(index, self.viewport) else { return };
        // A search is waited for, so all workers may take part in it.
        for task in self.state.search_asks() {
            self.push(index, task, Priority::Selected);
        }
        for task in self.state.reading_asks(visible_pages(&shown)) {
            self.push(index, task, Priority::Neighbour);
        }
    }

    fn tile(&mut self, index: u32, key: TileKey, priority: Priority) {
        if !self.held.tile(&key) {
            self.push(index, Task::Render(key), priority);
        }
    }

    fn thumbnail(&mut self, index: u32, box_px: u32) {
        // The bytes of a document without a reader tell nothing at this size: its icon does.
        let drawable = self.opened.format(index).is_some_and(|format| format != Format::Bytes)
            && !matches!(self.opened.pages.get(&index), Some(Pages::Failed(_)))
            && !self.opened.failed_thumbnails.contains_key(&index);
        if drawable && !self.held.thumbnail(self.opened.id(index)) {
            self.push(index, Task::Thumbnail { box_px }, Priority::Thumbnail);
        }
    }
}
