//! "Request for records": a fax of two pages as a TIFF, CCITT Group 4, with dots that are twice as high as wide.

use super::super::canvas::{Canvas, Colour, hex};
use super::super::sample::people::WALKER;
use super::super::typeface::Typeface;
use fax::{Color, VecWriter, encoder::Encoder};

/// ITU-T T.4: 1,728 dots a line at 204 a (25.4 mm) inch; 98 lines an inch.
const WIDTH: usize = 1728;
const HEIGHT: usize = 1078;
const INK: Colour = hex(0x000000);
const LEFT: f32 = 190.0;

/// The file.
pub fn records_request() -> Vec<u8> {
    let pages = [cover(), request()].map(|sheet| group_4(&sheet));
    tiff(&pages)
}

/// A sheet of square dots, with the line that the machine prints on top.
fn sheet(number: usize) -> Canvas {
    let mut sheet = Canvas::new(WIDTH, HEIGHT * 2, [1.0; 3]);
    let line = format!("2026-10-30 09:14    FROM: +1 555 0142    TO: +1 555 0117    PAGE {number}/2");
    sheet.text((60.0, 44.0), Typeface::Sans, 30.0, INK, &line);
    sheet
}

fn lines(sheet: &mut Canvas, mut y: f32, size: f32, lines: &[&str]) -> f32 {
    for line in lines {
        sheet.text((LEFT, y), Typeface::Serif, size, INK, line);
        y += size * 1.5;
    }
    y
}

fn cover() -> Canvas {
    let mut sheet = sheet(1);
    sheet.text((LEFT, 300.0), Typeface::SansBold, 110.0, INK, "FAX");
    sheet.fill((LEFT, 340.0), WIDTH as f32 - 2.0 * LEFT, 6.0, INK);
    let mut y = 450.0;
    for (label, words) in [
        ("To", "Riverside General Hospital, Health Records"),
        ("From", "Lakeside Family Practice, Dr. N. Hartmann-Reyes"),
        ("Date", "October 30, 2026"),
        ("Pages", "2 with this one"),
        ("Subject", "Request for records"),
    ] {
        sheet.text((LEFT, y), Typeface::SansBold, 42.0, INK, label);
        sheet.text((LEFT + 300.0, y), Typeface::Serif, 46.0, INK, words);
        y += 90.0;
    }
    sheet.fill((LEFT, y - 30.0), WIDTH as f32 - 2.0 * LEFT, 3.0, INK);
    let notice = [
        "This fax holds health information that is protected by law. If you",
        "are not the person it is meant for, please call the sender and",
        "destroy all pages.",
    ];
    lines(&mut sheet, y + 60.0, 40.0, &notice);
    sheet
}

fn request() -> Canvas {
    let mut sheet = sheet(2);
    sheet.text((LEFT, 240.0), Typeface::SansBold, 56.0, INK, "Request for records");
    let subject = format!("Patient: {}, born {}, MRN {}", WALKER.name, WALKER.born, WALKER.record_number);
    sheet.text((LEFT, 340.0), Typeface::Sans, 42.0, INK, &subject);
    let words = [
        "Please send us the following records of this patient, who has been",
        "discharged from your department of surgery on October 28:",
    ];
    let mut y = lines(&mut sheet, 460.0, 44.0, &words) + 30.0;
    for (ticked, words) in [
        (true, "Operative note"),
        (true, "Anaesthesia record"),
        (true, "Histology"),
        (false, "Nursing notes"),
        (true, "Discharge summary"),
    ] {
        for (x, width) in [(LEFT, 4.0), (LEFT + 44.0, 4.0)] {
            sheet.fill((x, y - 40.0), width, 48.0, INK);
        }
        for (top, height) in [(y - 40.0, 4.0), (y + 4.0, 4.0)] {
            sheet.fill((LEFT, top), 48.0, height, INK);
        }
        if ticked {
            sheet.stroke(&[(LEFT + 8.0, y - 18.0), (LEFT + 20.0, y - 2.0), (LEFT + 52.0, y - 54.0)], 7.0, INK, 1.0);
        }
        sheet.text((LEFT + 90.0, y), Typeface::Serif, 44.0, INK, words);
        y += 84.0;
    }
    y = lines(&mut sheet, y + 30.0, 44.0, &["Valid until: November 30, 2026", "", "Signed for the practice,"]);
    let signature: Vec<(f32, f32)> = (0..60)
        .map(|step| {
            let along = step as f32;
            (LEFT + 20.0 + along * 9.0, y + 50.0 - (along * 0.55).sin() * 34.0 * (1.0 - along / 80.0))
        })
        .collect();
    sheet.stroke(&signature, 6.0, INK, 1.0);
    lines(&mut sheet, y + 150.0, 40.0, &["N. Hartmann-Reyes, MD"]);
    sheet
}

/// Every second line, in black and white, as ITU-T T.6.
fn group_4(sheet: &Canvas) -> Vec<u8> {
    let grey = sheet.to_grey();
    let mut encoder = Encoder::new(VecWriter::new());
    for row in 0..HEIGHT {
        let dots = (0..WIDTH).map(|column| {
            let dark = grey.get_pixel(column as u32, row as u32 * 2).0[0] < 140;
            if dark { Color::Black } else { Color::White }
        });
        encoder.encode_line(dots, WIDTH as u16).expect("writing to memory");
    }
    encoder.finish().expect("writing to memory").finish()
}

/// A little-endian TIFF of one strip a page (TIFF 6.0, section 11).
fn tiff(pages: &[Vec<u8>]) -> Vec<u8> {
    const ENTRIES: u32 = 11;
    let mut file = b"II*\0".to_vec();
    let mut at = 8_u32;
    file.extend(at.to_le_bytes());
    for (number, page) in pages.iter().enumerate() {
        let resolutions = at + 2 + ENTRIES * 12 + 4;
        let strip = resolutions + 16;
        let length = page.len() as u32;
        let end = (strip + length).next_multiple_of(2);
        let next = if number + 1 < pages.len() { end } else { 0 };
        file.extend((ENTRIES as u16).to_le_bytes());
        let entries: [(u16, u16, u32); ENTRIES as usize] = [
            (256, 4, WIDTH as u32),
            (257, 4, HEIGHT as u32),
            (258, 3, 1),
            (259, 3, 4),
            (262, 3, 0),
            (273, 4, strip),
            (277, 3, 1),
            (278, 4, HEIGHT as u32),
            (279, 4, length),
            (282, 5, resolutions),
            (283, 5, resolutions + 8),
        ];
        for (tag, kind, value) in entries {
            file.extend(tag.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend(1_u32.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        file.extend(next.to_le_bytes());
        for value in [204_u32, 1, 98, 1] {
            file.extend(value.to_le_bytes());
        }
        file.extend(page);
        file.resize(end as usize, 0);
        at = end;
    }
    file
}
