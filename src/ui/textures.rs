//! The only holder of pixels on the graphics card: tiles of pages, pictures of the page strip and thumbnails, within one
//! budget of bytes.
//!
//! A texture is found by the key it was asked for, and the key names the document. What is drawn for one document can
//! therefore never be another's pixels.

use std::collections::{BTreeMap, HashMap};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::limits::PIXEL_BUDGET_BYTES;
use crate::message::DocumentId;
use crate::render::{PixelSize, Rotation, TileKey};
use crate::state::layout::quarters;
use crate::state::wanted::{Held, WHOLE_PAGE_PX};

/// What pixels are held for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Tile(TileKey),
    Thumbnail(DocumentId),
}

impl Name {
    fn document(&self) -> DocumentId {
        match self {
            Self::Tile(key) => key.document,
            Self::Thumbnail(document) => *document,
        }
    }
}

/// When pixels were last seen: the frame, and a number that tells those of one frame apart.
type Seen = (u64, u64);

struct Pixels {
    texture: TextureHandle,
    bytes: usize,
    seen: Seen,
}

/// All textures with patients' pixels.
pub struct Textures {
    held: HashMap<Name, Pixels>,
    /// The same, least recently seen first.
    by_age: BTreeMap<Seen, Name>,
    /// Pictures of whole pages, by document and page.
    whole: HashMap<(DocumentId, u32), Vec<TileKey>>,
    bytes: usize,
    budget: usize,
    frame: u64,
    count: u64,
}

impl Default for Textures {
    fn default() -> Self {
        Self::within(PIXEL_BUDGET_BYTES)
    }
}

impl Textures {
    /// None yet, and later at most so many bytes.
    #[must_use]
    pub fn within(budget: usize) -> Self {
        Self {
            held: HashMap::new(),
            by_age: BTreeMap::new(),
            whole: HashMap::new(),
            bytes: 0,
            budget,
            frame: 0,
            count: 0,
        }
    }

    /// A new frame begins: what is drawn from now on counts as seen.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
    }

    /// Takes the pixels of a tile: RGBA, rows top down, `part` of the key.
    pub fn put_tile(&mut self, ctx: &Context, key: TileKey, pixels: &[u8]) {
        let size = PixelSize { width: key.part.width, height: key.part.height };
        self.put(ctx, Name::Tile(key), size, pixels);
    }

    /// Takes the pixels of a thumbnail.
    pub fn put_thumbnail(&mut self, ctx: &Context, document: DocumentId, size: PixelSize, pixels: &[u8]) {
        self.put(ctx, Name::Thumbnail(document), size, pixels);
    }

    fn put(&mut self, ctx: &Context, name: Name, size: PixelSize, pixels: &[u8]) {
        let (width, height) = (size.width as usize, size.height as usize);
        let Some(bytes) = width.checked_mul(height).and_then(|area| area.checked_mul(4)) else { return };
        let side = ctx.input(|input| input.max_texture_side).min(WHOLE_PAGE_PX as usize);
        if bytes == 0 || pixels.len() != bytes || width > side || height > side {
            return;
        }
        self.remove(&name);
        // The worker composites on white, so every pixel is opaque and needs no conversion. At rest a texel is a pixel; in
        // motion the stand-in is stretched smoothly.
        let image = ColorImage::from_rgba_premultiplied([width, height], pixels);
        let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
        let seen = self.now();
        self.bytes += bytes;
        self.by_age.insert(seen, name);
        if let Name::Tile(key) = name
            && is_whole(&key)
        {
            self.whole.entry((key.document, key.page)).or_default().push(key);
        }
        self.held.insert(name, Pixels { texture, bytes, seen });
        self.keep_budget();
    }

    fn now(&mut self) -> Seen {
        self.count += 1;
        (self.frame, self.count)
    }

    /// The texture of a name, which counts as seen.
    fn see(&mut self, name: Name) -> Option<TextureHandle> {
        let now = self.now();
        let held = self.held.get_mut(&name)?;
        if held.seen.0 != now.0 {
            self.by_age.remove(&held.seen);
            self.by_age.insert(now, name);
            held.seen = now;
        }
        Some(held.texture.clone())
    }

    fn remove(&mut self, name: &Name) {
        let Some(held) = self.held.remove(name) else { return };
        self.bytes -= held.bytes;
        self.by_age.remove(&held.seen);
        if let Name::Tile(key) = name
            && let Some(whole) = self.whole.get_mut(&(key.document, key.page))
        {
            whole.retain(|held| held != key);
            if whole.is_empty() {
                self.whole.remove(&(key.document, key.page));
            }
        }
    }

    /// The texture of a tile, which counts as seen.
    pub fn tile(&mut self, key: &TileKey) -> Option<TextureHandle> {
        self.see(Name::Tile(*key))
    }

    /// The best stand-in for a page while a tile of it is missing: the largest picture of the whole page at another size or
    /// turned otherwise, else, for page 1, the document's thumbnail. With it the quarter turns clockwise that it needs.
    pub fn stand_in(&mut self, wanted: &TileKey) -> Option<(TextureHandle, u8)> {
        let whole = self.whole.get(&(wanted.document, wanted.page)).map(Vec::as_slice).unwrap_or_default();
        let best = whole.iter().max_by_key(|key| u64::from(key.scaled.width) * u64::from(key.scaled.height)).copied();
        if let Some(key) = best {
            return self.tile(&key).map(|texture| (texture, quarters(key.rotation, wanted.rotation)));
        }
        let first = wanted.page == 0;
        let thumbnail = first.then(|| self.thumbnail(wanted.document)).flatten();
        thumbnail.map(|texture| (texture, quarters(Rotation::None, wanted.rotation)))
    }

    /// A document's thumbnail, which counts as seen. It shows page 1 as it is, without a turn.
    pub fn thumbnail(&mut self, document: DocumentId) -> Option<TextureHandle> {
        self.see(Name::Thumbnail(document))
    }

    /// Drops everything of a load.
    pub fn forget(&mut self, load: u64) {
        self.forget_where(|document| document.load == load);
    }

    /// Drops a document's pixels: they are to be drawn again.
    pub fn forget_document(&mut self, document: DocumentId) {
        self.forget_where(|of| of == document);
    }

    fn forget_where(&mut self, gone: impl Fn(DocumentId) -> bool) {
        let names: Vec<Name> = self.held.keys().filter(|name| gone(name.document())).copied().collect();
        for name in names {
            self.remove(&name);
        }
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Least recently seen goes first. What this frame or the last one showed stays, whatever the budget says.
    fn keep_budget(&mut self) {
        while self.bytes > self.budget {
            let Some((seen, name)) = self.by_age.first_key_value().map(|(seen, name)| (*seen, *name)) else { return };
            if seen.0 + 1 >= self.frame {
                return;
            }
            self.remove(&name);
        }
    }
}

/// True for a picture of a whole page.
fn is_whole(key: &TileKey) -> bool {
    key.part.width == key.scaled.width && key.part.height == key.scaled.height
}

impl Held for Textures {
    fn tile(&self, key: &TileKey) -> bool {
        self.held.contains_key(&Name::Tile(*key))
    }

    fn any_of_page(&self, document: DocumentId, page: u32) -> bool {
        self.whole.contains_key(&(document, page)) || (page == 0 && self.thumbnail(document))
    }

    fn thumbnail(&self, document: DocumentId) -> bool {
        self.held.contains_key(&Name::Thumbnail(document))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::render::PixelRect;

    const SIDE: u32 = 8;
    const BYTES: usize = (SIDE * SIDE * 4) as usize;

    fn document(index: u32) -> DocumentId {
        DocumentId { load: 1, index }
    }

    fn key(index: u32, page: u32, side: u32, rotation: Rotation) -> TileKey {
        let scaled = PixelSize { width: side, height: side };
        let part = PixelRect { x: 0, y: 0, width: side, height: side };
        TileKey { document: document(index), page, scaled, part, rotation }
    }

    fn put(textures: &mut Textures, ctx: &Context, key: TileKey) {
        textures.put_tile(ctx, key, &vec![7; (key.part.width * key.part.height * 4) as usize]);
    }

    #[test]
    fn the_least_recently_seen_goes_first_of_whatever_kind() {
        let ctx = Context::default();
        let textures = &mut Textures::within(4 * BYTES);
        let size = PixelSize { width: SIDE, height: SIDE };
        let pages: Vec<TileKey> = (0..3).map(|page| key(0, page, SIDE, Rotation::None)).collect();
        textures.put_thumbnail(&ctx, document(0), size, &[7; BYTES]);
        for page in &pages {
            put(textures, &ctx, *page);
        }
        textures.begin_frame();
        textures.begin_frame();
        // All but page 1 are seen once more, the thumbnail last.
        assert!(textures.tile(&pages[0]).is_some() && textures.tile(&pages[2]).is_some());
        assert!(textures.thumbnail(document(0)).is_some());
        textures.begin_frame();
        textures.begin_frame();
        for page in 3..5 {
            put(textures, &ctx, key(0, page, SIDE, Rotation::None));
        }
        assert_eq!(textures.bytes(), 4 * BYTES);
        assert!(!Held::tile(textures, &pages[1]), "not seen for the longest time");
        assert!(!Held::tile(textures, &pages[0]), "then in the order of seeing");
        assert!(Held::tile(textures, &pages[2]) && Held::thumbnail(textures, document(0)));
        textures.forget(1);
        assert_eq!(textures.bytes(), 0);
        assert!(textures.by_age.is_empty() && textures.whole.is_empty());
    }

    #[test]
    fn what_is_on_screen_stays_whatever_the_budget_says() {
        let ctx = Context::default();
        let textures = &mut Textures::within(BYTES);
        textures.begin_frame();
        for page in 0..5 {
            put(textures, &ctx, key(0, page, SIDE, Rotation::None));
        }
        assert_eq!(textures.bytes(), 5 * BYTES);
    }

    #[test]
    fn nothing_larger_than_a_tile_may_be_is_taken() {
        let ctx = Context::default();
        let textures = &mut Textures::default();
        let side = WHOLE_PAGE_PX + 1;
        let part = PixelRect { x: 0, y: 0, width: side, height: 1 };
        let long = TileKey { scaled: PixelSize { width: side, height: 1 }, part, ..key(0, 0, 1, Rotation::None) };
        put(textures, &ctx, long);
        assert_eq!(textures.bytes(), 0);
    }

    #[test]
    fn a_stand_in_is_of_the_same_document_and_page_and_the_largest_there_is() {
        let ctx = Context::default();
        let textures = &mut Textures::default();
        let size = PixelSize { width: SIDE, height: SIDE };
        let wanted = key(0, 0, 100, Rotation::Quarter);
        for other in [key(1, 0, 64, Rotation::None), key(0, 1, 64, Rotation::None)] {
            put(textures, &ctx, other);
        }
        textures.put_thumbnail(&ctx, document(1), size, &[7; BYTES]);
        assert!(textures.stand_in(&wanted).is_none(), "never another document's or page's");
        textures.put_thumbnail(&ctx, document(0), size, &[7; BYTES]);
        let thumbnail = textures.thumbnail(document(0)).unwrap().id();
        let (texture, turns) = textures.stand_in(&wanted).unwrap();
        assert_eq!((texture.id(), turns), (thumbnail, 1));
        assert!(textures.stand_in(&key(0, 2, 100, Rotation::None)).is_none(), "a thumbnail shows page 1 alone");
        put(textures, &ctx, key(0, 0, 16, Rotation::Quarter));
        put(textures, &ctx, key(0, 0, 32, Rotation::Half));
        let largest = textures.tile(&key(0, 0, 32, Rotation::Half)).unwrap().id();
        let (texture, turns) = textures.stand_in(&wanted).unwrap();
        assert_eq!((texture.id(), turns), (largest, 3));
    }
}
