//! TIFF files for tests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::tag;

/// A TIFF file in the making.
pub struct Maker {
    pub big_endian: bool,
    pub big: bool,
    pub pages: Vec<PageMaker>,
}

/// A page: its tags, and its strips or tiles.
#[derive(Clone, Default)]
pub struct PageMaker {
    pub tags: Vec<(u16, Vec<u64>)>,
    pub rationals: Vec<(u16, Vec<(u32, u32)>)>,
    pub bytes: Vec<(u16, Vec<u8>)>,
    pub chunks: Vec<Vec<u8>>,
    pub tiled: bool,
}

impl PageMaker {
    /// A page of one strip.
    pub fn new(width: u32, height: u32, photometric: u64, bits: u64, samples: u64, strip: &[u8]) -> Self {
        let tags = vec![
            (tag::WIDTH, vec![width.into()]),
            (tag::HEIGHT, vec![height.into()]),
            (tag::BITS_PER_SAMPLE, vec![bits; samples as usize]),
            (tag::PHOTOMETRIC, vec![photometric]),
            (tag::SAMPLES_PER_PIXEL, vec![samples]),
            (tag::ROWS_PER_STRIP, vec![height.into()]),
        ];
        Self { tags, chunks: vec![strip.to_vec()], ..Self::default() }
    }

    pub fn with(mut self, name: u16, values: &[u64]) -> Self {
        self.tags.retain(|(known, _)| *known != name);
        self.tags.push((name, values.to_vec()));
        self
    }

    pub fn resolution(mut self, across: u32, down: u32) -> Self {
        self.rationals.push((tag::X_RESOLUTION, vec![(across, 1)]));
        self.rationals.push((tag::Y_RESOLUTION, vec![(down, 1)]));
        self
    }

    pub fn chunks(mut self, chunks: Vec<Vec<u8>>) -> Self {
        self.chunks = chunks;
        self
    }

    pub fn file(self) -> Vec<u8> {
        Maker { big_endian: false, big: false, pages: vec![self] }.file()
    }
}

impl Maker {
    fn number(&self, out: &mut Vec<u8>, number: u64, width: usize) {
        let bytes = number.to_be_bytes();
        let bytes = &bytes[8 - width..];
        if self.big_endian { out.extend_from_slice(bytes) } else { out.extend(bytes.iter().rev()) }
    }

    /// The file: for each page first what is long, then the directory.
    pub fn file(&self) -> Vec<u8> {
        let width = if self.big { 8 } else { 4 };
        let mut out = if self.big_endian { b"MM".to_vec() } else { b"II".to_vec() };
        self.number(&mut out, if self.big { 43 } else { 42 }, 2);
        if self.big {
            self.number(&mut out, 8, 2);
            self.number(&mut out, 0, 2);
        }
        let mut pointer = out.len();
        self.number(&mut out, 0, width);
        for page in &self.pages {
            let mut offsets = Vec::new();
            for chunk in &page.chunks {
                offsets.push(out.len() as u64);
                out.extend_from_slice(chunk);
            }
            let lengths = page.chunks.iter().map(|chunk| chunk.len() as u64).collect();
            let names = if page.tiled {
                (tag::TILE_OFFSETS, tag::TILE_BYTE_COUNTS)
            } else {
                (tag::STRIP_OFFSETS, tag::STRIP_BYTE_COUNTS)
            };
            let mut entries: Vec<(u16, u16, u64, Vec<u8>)> = Vec::new();
            let (kind, size) = if self.big { (16, 8) } else { (4, 4) };
            for (name, values) in page.tags.iter().cloned().chain([(names.0, offsets), (names.1, lengths)]) {
                let small = values.iter().all(|value| *value < 65_536) && name != names.0;
                let (kind, size) = if small { (3, 2) } else { (kind, size) };
                let mut bytes = Vec::new();
                values.iter().for_each(|value| self.number(&mut bytes, *value, size));
                entries.push((name, kind, values.len() as u64, bytes));
            }
            for (name, values) in &page.rationals {
                let mut bytes = Vec::new();
                for (above, below) in values {
                    self.number(&mut bytes, (*above).into(), 4);
                    self.number(&mut bytes, (*below).into(), 4);
                }
                entries.push((*name, 5, values.len() as u64, bytes));
            }
            for (name, bytes) in &page.bytes {
                entries.push((*name, 7, bytes.len() as u64, bytes.clone()));
            }
            entries.sort_by_key(|(name, ..)| *name);
            let mut directory = Vec::new();
            self.number(&mut directory, entries.len() as u64, if self.big { 8 } else { 2 });
            for (name, kind, count, mut bytes) in entries {
                self.number(&mut directory, name.into(), 2);
                self.number(&mut directory, kind.into(), 2);
                self.number(&mut directory, count, width);
                if bytes.len() > width {
                    let at = out.len() as u64;
                    out.append(&mut bytes);
                    self.number(&mut directory, at, width);
                } else {
                    bytes.resize(width, 0);
                    directory.append(&mut bytes);
                }
            }
            let at = out.len() as u64;
            out.append(&mut directory);
            let mut place = Vec::new();
            self.number(&mut place, at, width);
            out[pointer..pointer + width].copy_from_slice(&place);
            pointer = out.len();
            self.number(&mut out, 0, width);
        }
        out
    }
}
