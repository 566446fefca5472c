//! One page and what is drawn on it; part of `pdf`.

use super::font::{Align, Font, Type, win_ansi};
use std::fmt::Write as _;
use std::rc::Rc;

/// A picture to place on pages; pages that use the same `Rc` share one object.
#[derive(Debug)]
pub struct PdfPicture {
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    pub(super) colour_space: &'static str,
    pub(super) filter: Option<&'static str>,
    pub(super) bytes: Vec<u8>,
}

impl PdfPicture {
    /// A JPEG file as it is, of one (`grey`) or three channels.
    pub fn jpeg(width_px: u32, height_px: u32, grey: bool, file: Vec<u8>) -> Rc<Self> {
        Rc::new(Self {
            width_px,
            height_px,
            colour_space: if grey { "DeviceGray" } else { "DeviceRGB" },
            filter: Some("DCTDecode"),
            bytes: file,
        })
    }

    /// Uncompressed pixels: red, green, blue, row after row from the top.
    pub fn rgb(width_px: u32, height_px: u32, pixels: Vec<u8>) -> Rc<Self> {
        assert_eq!(pixels.len(), width_px as usize * height_px as usize * 3, "three bytes a pixel");
        Rc::new(Self { width_px, height_px, colour_space: "DeviceRGB", filter: None, bytes: pixels })
    }
}

/// One page: its size, rotation and what was drawn on it.
#[derive(Clone, Debug)]
pub struct Page {
    pub(super) width_pt: f64,
    pub(super) height_pt: f64,
    pub(super) rotate_deg: i32,
    pub(super) content: String,
    pub(super) fonts: Vec<Font>,
    pub(super) pictures: Vec<Rc<PdfPicture>>,
}

impl Page {
    /// An empty page of this size.
    pub fn new(width_pt: f64, height_pt: f64) -> Self {
        Self { width_pt, height_pt, rotate_deg: 0, content: String::new(), fonts: Vec::new(), pictures: Vec::new() }
    }

    /// An empty US letter page (612 × 792 pt).
    pub fn letter() -> Self {
        Self::new(612.0, 792.0)
    }

    /// Sets `/Rotate`: the page is shown turned clockwise by this many degrees (any number, wrong ones too).
    pub fn rotated(mut self, degrees: i32) -> Self {
        self.rotate_deg = degrees;
        self
    }

    /// Writes `text` at (`x`, `y`).
    pub fn text(&mut self, x: f64, y: f64, align: Align, style: Type, text: &str) {
        let start = match align {
            Align::Left => x,
            Align::Centre => x - style.width(text) / 2.0,
            Align::Right => x - style.width(text),
        };
        let base = self.height_pt - y;
        let matrix = format!("1 0 0 1 {} {}", number(start), number(base));
        self.show(&matrix, style, text);
    }

    /// Writes `text` running up from (`x`, `y`).
    pub fn text_upwards(&mut self, x: f64, y: f64, style: Type, text: &str) {
        let matrix = format!("0 1 -1 0 {} {}", number(x), number(self.height_pt - y));
        self.show(&matrix, style, text);
    }

    fn show(&mut self, matrix: &str, style: Type, text: &str) {
        if !self.fonts.contains(&style.font) {
            self.fonts.push(style.font);
        }
        let _ = writeln!(
            self.content,
            "BT {} rg /{} {} Tf {matrix} Tm {} Tj ET",
            colour(style.ink),
            resource_name(style.font),
            number(style.size),
            literal(text),
        );
    }

    /// Writes `text` in lines of at most `width` points, the first baseline at `y`; returns the y of the next baseline.
    pub fn paragraph(&mut self, (x, y): (f64, f64), width: f64, leading: f64, style: Type, text: &str) -> f64 {
        let mut baseline = y;
        for line in style.font.wrap(text, style.size, width) {
            self.text(x, baseline, Align::Left, style, &line);
            baseline += leading;
        }
        baseline
    }

    /// Draws a line of `thickness` points through `points`.
    pub fn line(&mut self, points: &[(f64, f64)], thickness: f64, ink: [u8; 3]) {
        let path = self.path(points);
        let _ = writeln!(self.content, "{} RG {} w {path}S", colour(ink), number(thickness));
    }

    /// Fills the shape with the corners `points`.
    pub fn shape(&mut self, points: &[(f64, f64)], ink: [u8; 3]) {
        let path = self.path(points);
        let _ = writeln!(self.content, "{} rg {path}f", colour(ink));
    }

    /// Draws a Bézier curve: a start and then three points for each piece.
    pub fn curve(&mut self, points: &[(f64, f64)], thickness: f64, ink: [u8; 3]) {
        let mut path = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let end = match at {
                0 => " m ",
                _ if at % 3 == 0 => " c ",
                _ => " ",
            };
            let _ = write!(path, "{} {}{end}", number(*x), number(self.height_pt - y));
        }
        let _ = writeln!(self.content, "{} RG {} w 1 J {path}S", colour(ink), number(thickness));
    }

    /// Fills a rectangle whose top left corner is (`x`, `y`).
    pub fn fill(&mut self, (x, y): (f64, f64), width: f64, height: f64, ink: [u8; 3]) {
        let _ = writeln!(
            self.content,
            "{} rg {} {} {} {} re f",
            colour(ink),
            number(x),
            number(self.height_pt - y - height),
            number(width),
            number(height)
        );
    }

    /// Outlines a rectangle whose top left corner is (`x`, `y`).
    pub fn frame(&mut self, (x, y): (f64, f64), width: f64, height: f64, thickness: f64, ink: [u8; 3]) {
        let (right, bottom) = (x + width, y + height);
        let corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)];
        self.line(&corners, thickness, ink);
    }

    /// Places `picture` in a rectangle whose top left corner is (`x`, `y`).
    pub fn picture(&mut self, (x, y): (f64, f64), width: f64, height: f64, picture: &Rc<PdfPicture>) {
        let at = match self.pictures.iter().position(|known| Rc::ptr_eq(known, picture)) {
            Some(at) => at,
            None => {
                self.pictures.push(Rc::clone(picture));
                self.pictures.len() - 1
            }
        };
        let _ = writeln!(
            self.content,
            "q {} 0 0 {} {} {} cm /P{at} Do Q",
            number(width),
            number(height),
            number(x),
            number(self.height_pt - y - height)
        );
    }

    /// Adds PDF operators as they are (y runs up here).
    pub fn operators(&mut self, operators: &str) {
        self.content.push_str(operators);
        self.content.push('\n');
    }

    fn path(&self, points: &[(f64, f64)]) -> String {
        let mut path = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let operator = if at == 0 { 'm' } else { 'l' };
            let _ = write!(path, "{} {} {operator} ", number(*x), number(self.height_pt - y));
        }
        path
    }
}

pub(super) fn resource_name(font: Font) -> String {
    format!("F{}", font as usize)
}

/// A number with at most two decimals and no needless zeros.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" => "0".to_owned(),
        _ => text.to_owned(),
    }
}

pub(super) fn colour(ink: [u8; 3]) -> String {
    let part =
        |value: u8| format!("{:.3}", f64::from(value) / 255.0).trim_end_matches('0').trim_end_matches('.').to_owned();
    format!("{} {} {}", part(ink[0]), part(ink[1]), part(ink[2]))
}

/// `text` as a PDF string, all in ASCII.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::from("(");
    for code in win_ansi(text) {
        match code {
            b'(' | b')' | b'\\' => {
                out.push('\\');
                out.push(char::from(code));
            }
            32..=126 => out.push(char::from(code)),
            _ => {
                let _ = write!(out, "\\{code:03o}");
            }
        }
    }
    out.push(')');
    out
}
