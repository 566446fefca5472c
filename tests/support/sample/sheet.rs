//! What the sample's printed forms share: margins, type sizes, heading, foot.

use super::super::pdf::{Align, Font, Page, Type};
use super::people::{HOSPITAL, Patient};

/// Left and right margin of a letter page in points.
pub const MARGIN: f64 = 72.0;
/// Width between the margins.
pub const MEASURE: f64 = 612.0 - 2.0 * MARGIN;

/// Nearly black, as office printers and PDF exports give it.
pub const INK: [u8; 3] = [24, 27, 32];
/// For what is secondary.
pub const MUTED: [u8; 3] = [98, 104, 114];
/// For hairlines.
pub const HAIRLINE: [u8; 3] = [196, 200, 206];
/// Behind table headings.
pub const TINT: [u8; 3] = [240, 242, 245];
/// What a ball pen leaves.
pub const PEN: [u8; 3] = [28, 52, 128];

/// The title of a document.
pub const TITLE: Type = Type::new(Font::HelveticaBold, 20.0).ink(INK);
/// A heading in the text.
pub const HEADING: Type = Type::new(Font::HelveticaBold, 11.5).ink(INK);
/// Running text.
pub const BODY: Type = Type::new(Font::Helvetica, 10.5).ink(INK);
/// Emphasis in running text.
pub const STRONG: Type = Type::new(Font::HelveticaBold, 10.5).ink(INK);
/// Captions, footers.
pub const SMALL: Type = Type::new(Font::Helvetica, 8.5).ink(MUTED);
/// Distance of the lines of running text.
pub const LEADING: f64 = 15.5;

/// Writes title, subtitle and rule at the top; returns the y of the first baseline below.
pub fn heading(page: &mut Page, title: &str, form: &str) -> f64 {
    page.text(MARGIN, 84.0, Align::Left, TITLE, title);
    let line = format!("{HOSPITAL}  ·  {form}");
    page.text(MARGIN, 100.0, Align::Left, SMALL, &line);
    page.line(&[(MARGIN, 110.0), (612.0 - MARGIN, 110.0)], 1.4, INK);
    134.0
}

/// Writes the line that says whose document this is; returns the y of the next baseline.
pub fn patient_line(page: &mut Page, y: f64, patient: &Patient, more: &str) -> f64 {
    let mut x = MARGIN;
    let facts = [("Patient", patient.name), ("MRN", patient.record_number), ("DOB", patient.born), ("", more)];
    for (label, value) in facts {
        if !label.is_empty() {
            let label_style = Type::new(Font::Helvetica, 10.5).ink(MUTED);
            page.text(x, y, Align::Left, label_style, label);
            x += label_style.width(label) + 5.0;
        }
        page.text(x, y, Align::Left, STRONG, value);
        x += STRONG.width(value) + 20.0;
    }
    y + 30.0
}

/// Writes the foot of a page: whose it is on the left, the page number on the right.
pub fn foot(page: &mut Page, left: &str, number: usize, count: usize) {
    let y = 752.0;
    page.line(&[(MARGIN, y - 13.0), (612.0 - MARGIN, y - 13.0)], 0.5, HAIRLINE);
    page.text(MARGIN, y, Align::Left, SMALL, left);
    let right = format!("Page {number} of {count}");
    page.text(612.0 - MARGIN, y, Align::Right, SMALL, &right);
}

/// A line to sign on, its label below it, and what was written on it.
pub fn field(page: &mut Page, (x, y): (f64, f64), width: f64, label: &str, written: &str) {
    page.line(&[(x, y), (x + width, y)], 0.6, MUTED);
    page.text(x, y + 11.0, Align::Left, SMALL, label);
    let style = Type::new(Font::TimesItalic, 12.5).ink(PEN);
    page.text(x + 4.0, y - 4.0, Align::Left, style, written);
}

/// A signature: strokes of a pen from (`x`, `y`), about `width` points long; `seed` gives each signer a hand.
pub fn signature(page: &mut Page, (x, y): (f64, f64), width: f64, seed: u64) {
    let mut random = super::super::random::Random::new(seed);
    let mut between = |low: f32, high: f32| f64::from(random.between(low, high));
    let (slant, height) = (between(0.1, 0.7), between(13.0, 22.0));
    let mut points = vec![(x, y)];
    let mut left = x;
    let mut letters = 0;
    while left < x + width {
        // The initial of each name is tall, some letters have a stem, the others are ripples.
        let rise = match letters {
            0 | 5 => height,
            _ if between(0.0, 1.0) > 0.78 => height * 0.7,
            _ => between(3.0, 7.0),
        };
        let step = width / 12.0 * between(0.6, 1.5) + rise * 0.12;
        let (lean, sag) = (rise * slant, between(-1.5, 2.0));
        let loops = between(-0.15, 0.55) * step;
        points.push((left + step * 0.5, y - rise * 0.5));
        points.push((left + lean + step * 0.7, y - rise * 1.15));
        points.push((left + lean + step * 0.2, y - rise));
        points.push((left + lean - loops, y - rise * 0.8));
        points.push((left + step * 0.3 - loops, y + sag + 2.0));
        points.push((left + step, y + sag - 1.0));
        left += step;
        letters += 1;
    }
    // The last letter runs out, for some signers back under the name.
    if between(0.0, 1.0) > 0.5 {
        points.extend([(left + 12.0, y - 7.0), (left + 22.0, y + 4.0), (left + 34.0, y - 4.0)]);
    } else {
        points.extend([(left + 26.0, y + 1.0), (left + 8.0, y + 8.0), (left - width * 0.5, y + 5.0)]);
    }
    page.curve(&points, 1.0, PEN);
}

/// Columns of a table: x of each, and how its cells are aligned.
pub type Columns<'a> = &'a [(f64, Align)];

/// Writes one row of a table and the hairline under it; returns the y of the next row.
pub fn row(page: &mut Page, y: f64, columns: Columns, style: Type, height: f64, cells: &[&str]) -> f64 {
    for ((x, align), cell) in columns.iter().zip(cells) {
        page.text(*x, y, *align, style, cell);
    }
    let below = y + height - 12.0;
    page.line(&[(MARGIN, below), (612.0 - MARGIN, below)], 0.4, HAIRLINE);
    y + height
}

/// Writes the heading row of a table on a tint; returns the y of the first row.
pub fn head_row(page: &mut Page, y: f64, columns: Columns, cells: &[&str]) -> f64 {
    page.fill((MARGIN, y - 13.0), MEASURE, 19.0, TINT);
    let style = Type::new(Font::HelveticaBold, 8.5).ink(INK);
    for ((x, align), cell) in columns.iter().zip(cells) {
        page.text(*x, y, *align, style, cell);
    }
    y + 20.0
}
