//! Pictures inside RTF: from the words and digits of `\pict` to a file that the picture readers know. Called by the reader.

use super::super::flow::Picture;
use super::look::points;
use super::metafile;
use super::tokens::hex_value;

/// How the bytes of a picture are meant.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Unstated,
    Png,
    Jpeg,
    /// A bitmap without the header of a file.
    Dib,
    Wmf,
    Emf,
    /// Of old programs, without a reader.
    Other(&'static str),
}

/// A picture that is being read.
#[derive(Default)]
pub(super) struct StatedPicture {
    kind: Kind,
    bytes: Vec<u8>,
    /// The first of two hexadecimal digits.
    half: Option<u8>,
    /// Size on the page in twips, before it is scaled.
    goal: (i32, i32),
    /// Its own size: pixels, and of metafiles hundredths of a millimetre.
    own: (i32, i32),
    /// In percent.
    scale: (i32, i32),
    /// What it shows, in words.
    pub description: String,
}

impl StatedPicture {
    /// Takes a control word of a picture.
    pub fn word(&mut self, name: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(0);
        match name {
            b"pngblip" => self.kind = Kind::Png,
            b"jpegblip" => self.kind = Kind::Jpeg,
            b"dibitmap" => self.kind = Kind::Dib,
            b"wmetafile" => self.kind = Kind::Wmf,
            b"emfblip" => self.kind = Kind::Emf,
            b"macpict" => self.kind = Kind::Other("PICT"),
            b"pmmetafile" => self.kind = Kind::Other("OS/2"),
            b"wbitmap" => self.kind = Kind::Other("Windows bitmap"),
            b"picw" => self.own.0 = value,
            b"pich" => self.own.1 = value,
            b"picwgoal" => self.goal.0 = value,
            b"pichgoal" => self.goal.1 = value,
            b"picscalex" => self.scale.0 = value,
            b"picscaley" => self.scale.1 = value,
            _ => {}
        }
    }

    /// Takes hexadecimal digits.
    pub fn hex(&mut self, text: &[u8]) {
        for digit in text.iter().filter_map(|byte| hex_value(*byte)) {
            match self.half.take() {
                Some(half) => self.bytes.push(half << 4 | digit),
                None => self.half = Some(digit),
            }
        }
    }

    /// Takes bytes as they are.
    pub fn binary(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The picture; without bytes where it cannot be drawn, and `None` where nothing is there.
    pub fn finish(self) -> Option<Picture> {
        if self.bytes.is_empty() {
            return None;
        }
        let size = self.size();
        let words = self.description.trim();
        // What the bytes themselves say counts more than what is said of them.
        let is_file = [&b"\x89PNG"[..], b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"]
            .iter()
            .any(|mark| self.bytes.starts_with(mark));
        let bytes = match self.kind {
            _ if is_file => Some(self.bytes),
            Kind::Png | Kind::Jpeg | Kind::Unstated => Some(self.bytes),
            Kind::Dib => metafile::bitmap_file(&self.bytes),
            Kind::Wmf => metafile::bitmap_of_wmf(&self.bytes),
            Kind::Emf => metafile::bitmap_of_emf(&self.bytes),
            Kind::Other(_) => None,
        };
        let what = match self.kind {
            Kind::Wmf => "Drawing (WMF), not shown",
            Kind::Emf => "Drawing (EMF), not shown",
            Kind::Other("PICT") => "Drawing (PICT), not shown",
            Kind::Other(_) => "Picture, not shown",
            _ => "Picture",
        };
        let words = match (&bytes, words) {
            (Some(_), "") => "Picture".to_owned(),
            (_, "") => what.to_owned(),
            (Some(_), words) => words.to_owned(),
            (None, words) => format!("{what}: {words}"),
        };
        Some(Picture { bytes: bytes.unwrap_or_default(), size, words })
    }

    /// On the page, in points.
    fn size(&self) -> Option<(f32, f32)> {
        let is_metafile = matches!(self.kind, Kind::Wmf | Kind::Emf);
        let side = |goal: i32, own: i32, scale: i32| {
            // 2,540 hundredths of a millimetre are an inch.
            let goal = if goal <= 0 && is_metafile { own.saturating_mul(144) / 254 } else { goal };
            let scale = if scale > 0 { scale.min(10_000) as f32 / 100.0 } else { 1.0 };
            let side = points(goal) * scale;
            (side >= 1.0).then(|| side.min(LONGEST_SIDE))
        };
        Some((side(self.goal.0, self.own.0, self.scale.0)?, side(self.goal.1, self.own.1, self.scale.1)?))
    }
}

/// The widest page of Word, in points.
const LONGEST_SIDE: f32 = 22.0 * 72.0;
