//! Reads glyph outlines from the three small TrueType files in `fonts/`; used by `canvas` to write into pictures.
//!
//! Pictures need letters, and the fixtures depend on no drawing crate. Only what those files hold is supported:
//! simple glyphs and one character map of format 4 (OpenType specification, chapters `glyf` and `cmap`).

/// A face to write with in pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typeface {
    /// A grotesque.
    Sans,
    /// Its bold weight.
    SansBold,
    /// A text serif.
    Serif,
}

/// A point of an outline, in units of the type size, y down, 0 on the baseline.
pub type OutlinePoint = (f32, f32);

impl Typeface {
    fn file(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("fonts/sans-regular.ttf"),
            Self::SansBold => include_bytes!("fonts/sans-bold.ttf"),
            Self::Serif => include_bytes!("fonts/serif-regular.ttf"),
        }
    }

    /// The width of `text` at `size` pixels.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let font = Tables::of(self.file());
        text.chars().map(|letter| font.advance(font.glyph_index(letter)) * size).sum()
    }

    /// The outlines of `text` at size 1, each a closed polygon, starting at x = 0.
    pub fn outlines(self, text: &str) -> Vec<Vec<OutlinePoint>> {
        let font = Tables::of(self.file());
        let mut pen = 0.0;
        let mut polygons = Vec::new();
        for letter in text.chars() {
            let glyph = font.glyph_index(letter);
            for mut polygon in font.contours(glyph) {
                for point in &mut polygon {
                    point.0 += pen;
                }
                polygons.push(polygon);
            }
            pen += font.advance(glyph);
        }
        polygons
    }
}

/// The tables of one font file, as offsets.
struct Tables<'a> {
    file: &'a [u8],
    map: usize,
    glyphs: usize,
    locations: usize,
    long_locations: bool,
    advances: usize,
    advance_count: usize,
    units: f32,
}

impl<'a> Tables<'a> {
    fn of(file: &'a [u8]) -> Self {
        let table = |tag: &[u8; 4]| {
            (0..usize::from(u16_at(file, 4)))
                .map(|at| 12 + 16 * at)
                .find(|entry| file[*entry..].starts_with(tag))
                .map(|entry| u32_at(file, entry + 8) as usize)
                .expect("the font has this table")
        };
        let (head, map) = (table(b"head"), table(b"cmap"));
        Self {
            file,
            map: map + u32_at(file, map + 8) as usize,
            glyphs: table(b"glyf"),
            locations: table(b"loca"),
            long_locations: u16_at(file, head + 50) == 1,
            advances: table(b"hmtx"),
            advance_count: usize::from(u16_at(file, table(b"hhea") + 34)),
            units: f32::from(u16_at(file, head + 18)),
        }
    }

    /// The glyph of a character; 0 (the box) where the font has none.
    fn glyph_index(&self, letter: char) -> usize {
        let code = u32::from(letter) as usize;
        let doubled = usize::from(u16_at(self.file, self.map + 6));
        let (ends, starts) = (self.map + 14, self.map + 16 + doubled);
        for at in (0..doubled).step_by(2) {
            let start = usize::from(u16_at(self.file, starts + at));
            if code > usize::from(u16_at(self.file, ends + at)) || code < start {
                continue;
            }
            let delta = usize::from(u16_at(self.file, starts + doubled + at));
            let range = starts + 2 * doubled + at;
            let glyph = match usize::from(u16_at(self.file, range)) {
                0 => code,
                offset => usize::from(u16_at(self.file, range + offset + 2 * (code - start))),
            };
            return (glyph + delta) & 0xffff;
        }
        0
    }

    fn advance(&self, glyph: usize) -> f32 {
        let entry = self.advances + 4 * glyph.min(self.advance_count - 1);
        f32::from(u16_at(self.file, entry)) / self.units
    }

    fn location(&self, glyph: usize) -> usize {
        if self.long_locations {
            u32_at(self.file, self.locations + 4 * glyph) as usize
        } else {
            2 * usize::from(u16_at(self.file, self.locations + 2 * glyph))
        }
    }

    fn contours(&self, glyph: usize) -> Vec<Vec<OutlinePoint>> {
        let (start, end) = (self.location(glyph), self.location(glyph + 1));
        if start == end {
            return Vec::new();
        }
        let mut at = self.glyphs + start;
        let count = i16_at(self.file, at);
        assert!(count >= 0, "composite glyphs are not supported");
        let ends: Vec<usize> =
            (0..count as usize).map(|contour| usize::from(u16_at(self.file, at + 10 + 2 * contour))).collect();
        at += 10 + 2 * ends.len();
        at += 2 + usize::from(u16_at(self.file, at));
        let total = ends.last().map_or(0, |last| last + 1);

        let mut flags = Vec::with_capacity(total);
        while flags.len() < total {
            let flag = self.file[at];
            at += 1;
            let mut repeats = 1;
            if flag & 8 != 0 {
                repeats += usize::from(self.file[at]);
                at += 1;
            }
            flags.extend(std::iter::repeat_n(flag, repeats));
        }
        let columns = self.coordinates(&flags, &mut at, 2, 16);
        let rows = self.coordinates(&flags, &mut at, 4, 32);

        let mut first = 0;
        let mut contours = Vec::with_capacity(ends.len());
        for end in ends {
            let points: Vec<(f32, f32, bool)> = (first..=end)
                .map(|point| {
                    let x = f32::from(columns[point]) / self.units;
                    let y = f32::from(rows[point]) / -self.units;
                    (x, y, flags[point] & 1 != 0)
                })
                .collect();
            contours.push(flatten(&points));
            first = end + 1;
        }
        contours
    }

    /// One coordinate of every point; `short` and `same` are the flag bits of this axis.
    fn coordinates(&self, flags: &[u8], at: &mut usize, short: u8, same: u8) -> Vec<i16> {
        let mut value = 0_i16;
        flags
            .iter()
            .map(|flag| {
                if flag & short != 0 {
                    let step = i16::from(self.file[*at]);
                    *at += 1;
                    value += if flag & same != 0 { step } else { -step };
                } else if flag & same == 0 {
                    value += i16_at(self.file, *at);
                    *at += 2;
                }
                value
            })
            .collect()
    }
}

/// A contour of on-curve and control points as a polygon, each quadratic curve in six pieces.
fn flatten(points: &[(f32, f32, bool)]) -> Vec<OutlinePoint> {
    let middle = |a: (f32, f32), b: (f32, f32)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let count = points.len();
    let first = points.iter().position(|point| point.2).unwrap_or(0);
    let start = (points[first].0, points[first].1);
    let mut polygon = vec![start];
    let mut from = start;
    let mut control: Option<(f32, f32)> = None;
    let mut curve = |from: &mut (f32, f32), control: (f32, f32), to: (f32, f32)| {
        for step in 1..=6 {
            let t = step as f32 / 6.0;
            let (a, b) = (
                (from.0 + (control.0 - from.0) * t, from.1 + (control.1 - from.1) * t),
                (control.0 + (to.0 - control.0) * t, control.1 + (to.1 - control.1) * t),
            );
            polygon.push((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t));
        }
        *from = to;
    };
    for step in 1..=count {
        let (x, y, on_curve) = points[(first + step) % count];
        match (control, on_curve) {
            (None, true) => curve(&mut from, (x, y), (x, y)),
            (None, false) => control = Some((x, y)),
            (Some(bend), true) => {
                curve(&mut from, bend, (x, y));
                control = None;
            }
            (Some(bend), false) => {
                curve(&mut from, bend, middle(bend, (x, y)));
                control = Some((x, y));
            }
        }
    }
    if let Some(bend) = control {
        curve(&mut from, bend, start);
    }
    polygon
}

fn u16_at(file: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([file[at], file[at + 1]])
}

fn i16_at(file: &[u8], at: usize) -> i16 {
    i16::from_be_bytes([file[at], file[at + 1]])
}

fn u32_at(file: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]])
}
