//! The only holder of pixels on the graphics card: tiles of pages and thumbnails, within one budget of bytes.
//!
//! A texture is found by the key it was asked for, and the key names the document. What is drawn for one document can
//! therefore never be another's pixels.

use std::collections::HashMap;

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::limits::PIXEL_BUDGET_BYTES;
use crate::message::DocumentId;
use crate::render::{PixelSize, TileKey};
use crate::state::wanted::Held;

struct Pixels {
    texture: TextureHandle,
    bytes: usize,
    last_seen: u64,
}

/// All textures with patients' pixels.
#[derive(Default)]
pub struct Textures {
    tiles: HashMap<TileKey, Pixels>,
    thumbnails: HashMap<DocumentId, Pixels>,
    bytes: usize,
    frame: u64,
}

impl Textures {
    /// A new frame begins: what is drawn from now on counts as seen.
    pub fn begin_frame(&mut self) {
        self.frame += 1;
    }

    /// Takes the pixels of a tile: RGBA, rows top down, `part` of the key.
    pub fn put_tile(&mut self, ctx: &Context, key: TileKey, pixels: &[u8]) {
        let size = PixelSize { width: key.part.width, height: key.part.height };
        // At rest a texel is a pixel; in motion the stand-in is stretched smoothly.
        if let Some(held) = self.load(ctx, "page", size, pixels, TextureOptions::LINEAR) {
            self.bytes += held.bytes;
            if let Some(before) = self.tiles.insert(key, held) {
                self.bytes -= before.bytes;
            }
        }
        self.keep_budget();
    }

    /// Takes the pixels of a thumbnail.
    pub fn put_thumbnail(&mut self, ctx: &Context, document: DocumentId, size: PixelSize, pixels: &[u8]) {
        if let Some(held) = self.load(ctx, "thumbnail", size, pixels, TextureOptions::LINEAR) {
            self.bytes += held.bytes;
            if let Some(before) = self.thumbnails.insert(document, held) {
                self.bytes -= before.bytes;
            }
        }
        self.keep_budget();
    }

    fn load(
        &self,
        ctx: &Context,
        name: &str,
        size: PixelSize,
        pixels: &[u8],
        options: TextureOptions,
    ) -> Option<Pixels> {
        let (width, height) = (size.width as usize, size.height as usize);
        let bytes = width.checked_mul(height)?.checked_mul(4)?;
        let side = ctx.input(|input| input.max_texture_side);
        if bytes == 0 || pixels.len() != bytes || width > side || height > side {
            return None;
        }
        // The worker composites on white, so every pixel is opaque and needs no conversion.
        let image = ColorImage::from_rgba_premultiplied([width, height], pixels);
        let texture = ctx.load_texture(name, image, options);
        Some(Pixels { texture, bytes, last_seen: self.frame })
    }

    /// The texture of a tile, which counts as seen.
    pub fn tile(&mut self, key: &TileKey) -> Option<TextureHandle> {
        let held = self.tiles.get_mut(key)?;
        held.last_seen = self.frame;
        Some(held.texture.clone())
    }

    /// The best stand-in for a page: its whole in another size, the largest there is.
    pub fn stand_in(&mut self, wanted: &TileKey) -> Option<TextureHandle> {
        let frame = self.frame;
        self.tiles
            .iter_mut()
            .filter(|(key, _)| {
                key.document == wanted.document
                    && key.page == wanted.page
                    && key.rotation == wanted.rotation
                    && key.part.width == key.scaled.width
                    && key.part.height == key.scaled.height
            })
            .max_by_key(|(key, _)| key.scaled.width)
            .map(|(_, held)| {
                held.last_seen = frame;
                held.texture.clone()
            })
    }

    /// A document's thumbnail, which counts as seen.
    pub fn thumbnail(&mut self, document: DocumentId) -> Option<TextureHandle> {
        let held = self.thumbnails.get_mut(&document)?;
        held.last_seen = self.frame;
        Some(held.texture.clone())
    }

    /// Drops everything of a load.
    pub fn forget(&mut self, load: u64) {
        self.tiles.retain(|key, _| key.document.load != load);
        self.thumbnails.retain(|document, _| document.load != load);
        self.count();
    }

    /// Drops a document's pixels: they are to be drawn again.
    pub fn forget_document(&mut self, document: DocumentId) {
        self.tiles.retain(|key, _| key.document != document);
        self.thumbnails.remove(&document);
        self.count();
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    fn count(&mut self) {
        self.bytes = self.tiles.values().chain(self.thumbnails.values()).map(|held| held.bytes).sum();
    }

    /// Least recently seen goes first. What this frame or the last one showed stays, whatever the budget says.
    fn keep_budget(&mut self) {
        if self.bytes <= PIXEL_BUDGET_BYTES {
            return;
        }
        let mut oldest: Vec<(u64, TileKey)> = self
            .tiles
            .iter()
            .filter(|(_, held)| held.last_seen + 1 < self.frame)
            .map(|(key, held)| (held.last_seen, *key))
            .collect();
        oldest.sort_unstable_by_key(|(seen, _)| *seen);
        for (_, key) in oldest {
            if self.bytes <= PIXEL_BUDGET_BYTES {
                return;
            }
            if let Some(held) = self.tiles.remove(&key) {
                self.bytes -= held.bytes;
            }
        }
        let mut oldest: Vec<(u64, DocumentId)> = self
            .thumbnails
            .iter()
            .filter(|(_, held)| held.last_seen + 1 < self.frame)
            .map(|(document, held)| (held.last_seen, *document))
            .collect();
        oldest.sort_unstable_by_key(|(seen, _)| *seen);
        for (_, document) in oldest {
            if self.bytes <= PIXEL_BUDGET_BYTES {
                return;
            }
            if let Some(held) = self.thumbnails.remove(&document) {
                self.bytes -= held.bytes;
            }
        }
    }
}

impl Held for Textures {
    fn tile(&self, key: &TileKey) -> bool {
        self.tiles.contains_key(key)
    }

    fn any_tile(&self, document: DocumentId, page: u32) -> bool {
        self.tiles.keys().any(|key| key.document == document && key.page == page)
    }

    fn thumbnail(&self, document: DocumentId) -> bool {
        self.thumbnails.contains_key(&document)
    }
}
