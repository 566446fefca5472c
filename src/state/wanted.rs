//! What should be drawn next, most urgent first. Pure: from the state, the viewport and what is there already.
//!
//! Order: the visible part of the selected document, the page ahead, the neighbours in the list, the visible thumbnails.

use super::app_state::AppState;
use super::opened::{Opened, Pages, Stage};
use super::reading::visible_pages;
use super::view::{Presented, Viewport};
use crate::message::DocumentId;
use crate::render::{DocumentPages, Job, PageSize, PixelRect, PixelSize, Priority, Rotation, Task, TileKey};

/// Pages up to this many pixels a side are drawn whole; larger ones in tiles of [`TILE_PX`]. No texture is larger.
pub const WHOLE_PAGE_PX: u32 = 2048;
/// Side of a tile of a large page.
pub const TILE_PX: u32 = 1024;
/// A stand-in for a page that is drawn in tiles: the whole page in a box of this side.
pub const STAND_IN_PX: u32 = 1024;
/// Page sizes asked for at once.
const SIZES_BATCH: u32 = 512;

/// What is there already.
pub trait Held {
    /// A tile's pixels.
    fn tile(&self, key: &TileKey) -> bool;
    /// Any pixels of a page, at whatever size.
    fn any_tile(&self, document: DocumentId, page: u32) -> bool;
    /// A thumbnail's pixels.
    fn thumbnail(&self, document: DocumentId) -> bool;
}

/// The tiles of a page that reach into the view, nearest to its top first.
#[must_use]
pub fn visible_tiles(shown: &Presented, document: DocumentId, page: usize, rotation: Rotation) -> Vec<TileKey> {
    let Some(place) = shown.layout.page(page) else { return Vec::new() };
    let key =
        |part| TileKey { document, page: u32::try_from(page).unwrap_or(u32::MAX), scaled: place.size, part, rotation };
    if place.size.width <= WHOLE_PAGE_PX && place.size.height <= WHOLE_PAGE_PX {
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

/// Everything wanted now. `visible_rows` are the documents whose rows are on screen; `thumbnail_px` the side of their box.
/// While the scale is moving (`settled` false) nothing sharp of the selected document is asked for.
#[must_use]
pub fn wanted(
    state: &AppState,
    viewport: Viewport,
    visible_rows: std::ops::Range<u32>,
    thumbnail_px: u32,
    settled: bool,
    held: &impl Held,
) -> Vec<Job> {
    let Some(opened) = &state.opened else { return Vec::new() };
    let mut list = List { opened, state, viewport, held, jobs: Vec::new() };
    if let Some(selected) = state.selected {
        list.document(selected, Priority::Selected, settled);
        list.reading(selected);
        for neighbour in [selected.checked_add(1), selected.checked_sub(1)].into_iter().flatten() {
            list.document(neighbour, Priority::Neighbour, true);
        }
    }
    for row in visible_rows {
        list.thumbnail(row, thumbnail_px);
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

    fn document(&mut self, index: u32, priority: Priority, sharp: bool) {
        match self.opened.stage(index) {
            Stage::Opening => self.push(index, Task::Open, priority),
            Stage::Pages(pages) => self.pages(index, pages, priority, sharp),
            _ => {}
        }
    }

    fn pages(&mut self, index: u32, pages: &DocumentPages, priority: Priority, sharp: bool) {
        let Some(shown) = self.state.present(index, self.viewport) else { return };
        let rotation = self.state.view_of(index).rotation;
        let visible = shown.layout.visible(shown.scroll.1, shown.viewport.height);
        let known = pages.sizes.len();
        // The page ahead, for the selected document; for a neighbour only what will be seen first.
        let end = if priority == Priority::Selected { visible.end + 1 } else { visible.end };
        for page in visible.start..end.min(known) {
            let Ok(number) = u32::try_from(page) else { continue };
            if self.opened.failed_pages.contains_key(&(index, number)) {
                continue;
            }
            let ahead = page >= visible.end;
            let tiles = visible_tiles(&shown, self.opened.id(index), page, rotation);
            if tiles
                .first()
                .is_some_and(|tile| tile.part.width != tile.scaled.width || tile.part.height != tile.scaled.height)
                && let Some(Some(size)) = pages.sizes.get(page)
            {
                let small = stand_in(self.opened.id(index), number, *size, rotation);
                self.tile(index, small, priority);
            }
            if sharp || !self.anything_of(index, number) {
                for tile in tiles {
                    self.tile(index, tile, if ahead { Priority::Neighbour } else { priority });
                }
            }
        }
        let missing = u32::try_from(known).unwrap_or(u32::MAX);
        if priority == Priority::Selected && missing < pages.page_count {
            let count = SIZES_BATCH.min(pages.page_count - missing);
            self.push(index, Task::Sizes { from: missing, count }, Priority::Neighbour);
        }
    }

    fn anything_of(&self, index: u32, page: u32) -> bool {
        self.held.any_tile(self.opened.id(index), page)
    }

    /// Text, outline and the like come right after the pixels.
    fn reading(&mut self, index: u32) {
        let Some(shown) = self.state.present(index, self.viewport) else { return };
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
        let drawable = self.opened.format(index).is_some()
            && !matches!(self.opened.pages.get(&index), Some(Pages::Failed(_)))
            && !self.opened.failed_thumbnails.contains_key(&index);
        if drawable && !self.held.thumbnail(self.opened.id(index)) {
            self.push(index, Task::Thumbnail { box_px }, Priority::Thumbnail);
        }
    }
}
