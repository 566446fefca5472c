//! Layouts of the documents that are looked at, kept from frame to frame: laying out 100,000 pages takes milliseconds, and a
//! frame asks several times. Pure: what is kept follows from its key alone.

use std::cell::RefCell;

use super::view::{LaidOut, Viewport, Zoom};
use crate::message::DocumentId;
use crate::render::{DocumentPages, Engine, Rotation};

/// The selected document and its two neighbours, each before and after a change.
const KEPT: usize = 6;

/// Everything that a layout depends on. Sizes of pages become known one after the other and then stay as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    document: DocumentId,
    page_count: u32,
    known_sizes: usize,
    engine: Engine,
    rotation: Rotation,
    zoom: Zoom,
    viewport: Viewport,
}

/// Layouts, latest first.
#[derive(Debug, Default)]
pub struct LayoutCache {
    kept: RefCell<Vec<(Key, LaidOut)>>,
}

impl LayoutCache {
    /// The layout of a document, made by `lay_out` where it is not known.
    pub fn get(
        &self,
        document: DocumentId,
        pages: &DocumentPages,
        (rotation, zoom): (Rotation, Zoom),
        viewport: Viewport,
        lay_out: impl FnOnce() -> LaidOut,
    ) -> LaidOut {
        let (page_count, known_sizes, engine) = (pages.page_count, pages.sizes.len(), pages.engine);
        let key = Key { document, page_count, known_sizes, engine, rotation, zoom, viewport };
        // Nobody holds it over a call; if somebody did, laying out anew would only cost time.
        let Ok(mut kept) = self.kept.try_borrow_mut() else { return lay_out() };
        let found = kept.iter().position(|(of, _)| *of == key);
        let entry = found.map_or_else(|| (key, lay_out()), |at| kept.remove(at));
        let laid_out = entry.1.clone();
        kept.insert(0, entry);
        kept.truncate(KEPT);
        laid_out
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::view::lay_out;
    use super::*;
    use crate::render::{Notices, PageSize};

    #[test]
    fn a_layout_is_made_once_and_anew_when_anything_changes() {
        let cache = LayoutCache::default();
        let made = Cell::new(0);
        let size = PageSize { width: 612.0, height: 792.0 };
        let pages = |known: usize| DocumentPages {
            page_count: 5,
            sizes: vec![Some(size); known],
            engine: Engine::Pdfium,
            notices: Notices::default(),
        };
        let get = |index, known, rotation, zoom, width| {
            let viewport = Viewport { width, height: 700, pixels_per_point: 1.0 };
            let document = DocumentId { load: 1, index };
            cache.get(document, &pages(known), (rotation, zoom), viewport, || {
                made.set(made.get() + 1);
                lay_out(vec![size; 5], rotation, zoom, Engine::Pdfium, viewport)
            });
            made.get()
        };
        assert_eq!(get(0, 1, Rotation::None, Zoom::FitPage, 900), 1);
        assert_eq!(get(0, 1, Rotation::None, Zoom::FitPage, 900), 1);
        assert_eq!(get(1, 1, Rotation::None, Zoom::FitPage, 900), 2);
        assert_eq!(get(0, 5, Rotation::None, Zoom::FitPage, 900), 3);
        assert_eq!(get(0, 1, Rotation::Half, Zoom::FitPage, 900), 4);
        assert_eq!(get(0, 1, Rotation::None, Zoom::FitWidth, 900), 5);
        assert_eq!(get(0, 1, Rotation::None, Zoom::FitPage, 901), 6);
        assert_eq!(get(0, 1, Rotation::None, Zoom::FitPage, 900), 6, "still kept");
    }
}
