//! "Referral letter": two scanned pages, each a picture; there is no text to find in it.

use super::super::canvas::{Canvas, Colour, hex};
use super::super::pdf::{Page, Pdf, PdfPicture};
use super::super::picture::grey_jpeg;
use super::super::random::Random;
use super::super::scan::{Scan, scanned};
use super::super::typeface::Typeface;
use super::people::WALKER;

/// US letter at 150 dots per inch.
const WIDTH: usize = 1275;
const HEIGHT: usize = 1650;
const LEFT: f32 = 165.0;
const RIGHT: f32 = 1110.0;
const INK: Colour = hex(0x15171a);
/// Type size and line distance of the letter in pixels (10.5 on 14.5 points).
const SIZE: f32 = 22.5;
const LEADING: f32 = 31.0;

/// The file.
pub fn referral_letter() -> Vec<u8> {
    let sheets = [
        (first_sheet(), Scan { slope: 0.0075, shift: (-3.0, 5.0), seed: 11 }),
        (second_sheet(), Scan { slope: -0.0045, shift: (4.0, -2.0), seed: 12 }),
    ];
    let mut pdf = Pdf::new()
        .property("Title", "Scan_2026-10-06_0931")
        .property("Creator", "Office copier, front desk")
        .property("CreationDate", "D:20261006093148-04'00'");
    for (sheet, scan) in sheets {
        let file = grey_jpeg(&scanned(&sheet, scan), 42);
        let picture = PdfPicture::jpeg(WIDTH as u32, HEIGHT as u32, true, file);
        let mut page = Page::letter();
        page.picture((0.0, 0.0), 612.0, 792.0, &picture);
        pdf = pdf.page(page);
    }
    pdf.to_bytes()
}

fn first_sheet() -> Canvas {
    let mut sheet = Canvas::new(WIDTH, HEIGHT, [1.0; 3]);
    letterhead(&mut sheet);
    let mut y = 330.0;
    for line in ["Riverside General Hospital", "Department of General Surgery", "Attn. Dr. T. Marchetti-Boyle"] {
        sheet.text((LEFT, y), Typeface::Serif, SIZE, INK, line);
        y += LEADING;
    }
    right(&mut sheet, 330.0, "October 5, 2026");
    y += 34.0;
    let subject = format!("Re: {}, born {}, your MRN {}", WALKER.name, WALKER.born, WALKER.record_number);
    sheet.text((LEFT, y), Typeface::SansBold, 21.0, INK, &subject);
    y += 52.0;
    for text in [
        "Dear Dr. Marchetti-Boyle,",
        "Thank you for seeing this 42-year-old teacher, who has had four attacks of pain below the right ribs since \
         June. They come on one to two hours after rich meals, last up to three hours and go through to the right \
         shoulder blade. She was sick twice, never had fever and never noticed yellow eyes.",
        "On examination the abdomen was soft, with tenderness below the right ribs and a negative Murphy sign. Blood \
         pressure 128/78, pulse 72, temperature 36.6. Blood tests of September 28: leukocytes 7.2, CRP 3, bilirubin 11, \
         ALT 24, ALP 71, lipase 33, all within the reference ranges.",
        "Ultrasound on September 30 (report enclosed) shows several stones of up to 11 mm in a thin-walled gallbladder. \
         The bile duct measures 4 mm. There is no free fluid.",
        "Past history: hypothyroidism since 2015, well controlled. Appendectomy 1998. Nausea after a general \
         anaesthetic in 2011. She is allergic to penicillin (rash). She does not smoke and rarely drinks.",
        "I would be grateful for your opinion on removal of the gallbladder. She would prefer a date during the autumn \
         holidays and is available at short notice. I have advised a low-fat diet and given her \
         a leaflet on when to come to the emergency department.",
        "With kind regards,",
    ] {
        y = paragraph(&mut sheet, y, text) + 18.0;
    }
    signature(&mut sheet, (LEFT + 10.0, y + 62.0));
    sheet.text((LEFT, y + 112.0), Typeface::Serif, SIZE, INK, "Ngozi Hartmann-Reyes, MD");
    sheet.text((LEFT, y + 140.0), Typeface::Serif, 19.0, INK, "Enclosure: ultrasound report, medication");
    stamp(&mut sheet, (745.0, 1425.0));
    sheet
}

fn second_sheet() -> Canvas {
    let mut sheet = Canvas::new(WIDTH, HEIGHT, [1.0; 3]);
    let name = format!("{}   born {}", WALKER.name, WALKER.born);
    sheet.text((LEFT, 150.0), Typeface::Serif, SIZE, INK, &name);
    right(&mut sheet, 150.0, "Page 2");
    sheet.fill((LEFT, 166.0), RIGHT - LEFT, 2.0, INK);
    let mut y = 230.0;
    sheet.text((LEFT, y), Typeface::SansBold, 23.0, INK, "Ultrasound of the abdomen, September 30, 2026");
    y += 48.0;
    for text in [
        "Liver: normal size, smooth outline, even texture, slightly increased brightness. No focal lesion. Portal vein \
         open with flow towards the liver.",
        "Gallbladder: 84 x 31 mm, wall 2 mm. At least five mobile stones with acoustic shadow, the largest 11 mm. No \
         fluid around it. No pain on pressure with the probe.",
        "Bile ducts: common duct 4 mm, not obstructed as far as visible. Pancreas: head and body normal, tail hidden by \
         gas. Spleen 104 mm. Both kidneys normal, no obstruction. Aorta 18 mm.",
        "Assessment: gallstones without signs of inflammation or obstruction.",
    ] {
        y = paragraph(&mut sheet, y, text) + 18.0;
    }
    y += 26.0;
    sheet.text((LEFT, y), Typeface::SansBold, 23.0, INK, "Medication");
    y += 26.0;
    let rows = [
        ["Medicine", "Dose", "When", "Since"],
        ["Levothyroxine", "75 mcg", "morning, before breakfast", "2015"],
        ["Pantoprazole", "40 mg", "morning", "July 2026"],
        ["Butylscopolamine", "10 mg", "during attacks, 3 a day at most", "June 2026"],
        ["Paracetamol", "500 mg", "for pain, 6 a day at most", "June 2026"],
    ];
    let columns = [LEFT, 440.0, 570.0, 960.0];
    for (at, cells) in rows.iter().enumerate() {
        let top = y + 44.0 * at as f32;
        let face = if at == 0 { Typeface::SansBold } else { Typeface::Serif };
        let size = if at == 0 { 19.0 } else { 21.5 };
        for (x, cell) in columns.iter().zip(cells) {
            sheet.text((x + 12.0, top + 30.0), face, size, INK, cell);
        }
        sheet.fill((LEFT, top), RIGHT - LEFT, 1.6, INK);
    }
    let bottom = y + 44.0 * rows.len() as f32;
    sheet.fill((LEFT, bottom), RIGHT - LEFT, 1.6, INK);
    for x in columns.into_iter().chain([RIGHT - 1.6]) {
        sheet.fill((x, y), 1.6, bottom - y, INK);
    }
    y = bottom + 70.0;
    sheet.text((LEFT, y), Typeface::SansBold, 23.0, INK, "Allergies and warnings");
    y += 46.0;
    let _ = paragraph(
        &mut sheet,
        y,
        "Penicillin: rash on the trunk (2004), no swelling, no difficulty breathing. Tolerated cefuroxime in 2011. No \
         latex allergy. No anticoagulants. Pregnancy test negative on September 28.",
    );
    sheet
}

fn letterhead(sheet: &mut Canvas) {
    sheet.text((LEFT, 142.0), Typeface::SansBold, 36.0, INK, "Harbour Street Family Practice");
    sheet.text((LEFT, 176.0), Typeface::Sans, 18.5, INK, "Ngozi Hartmann-Reyes, MD  \u{b7}  Elias Brandt, MD");
    for (at, line) in ["18 Harbour Street", "Millbrook", "Tel. (555) 0142-770", "Fax (555) 0142-771"].iter().enumerate()
    {
        let width = Typeface::Sans.width(line, 17.0);
        sheet.text((RIGHT - width, 122.0 + 24.0 * at as f32), Typeface::Sans, 17.0, INK, line);
    }
    sheet.fill((LEFT, 214.0), RIGHT - LEFT, 3.0, INK);
    sheet.fill((LEFT, 220.0), RIGHT - LEFT, 1.0, INK);
}

fn right(sheet: &mut Canvas, y: f32, text: &str) {
    let width = Typeface::Serif.width(text, SIZE);
    sheet.text((RIGHT - width, y), Typeface::Serif, SIZE, INK, text);
}

/// Writes a paragraph; returns the y of the next baseline.
fn paragraph(sheet: &mut Canvas, mut y: f32, text: &str) -> f32 {
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if Typeface::Serif.width(&longer, SIZE) > RIGHT - LEFT {
            sheet.text((LEFT, y), Typeface::Serif, SIZE, INK, &line);
            y += LEADING;
            line = word.to_owned();
        } else {
            line = longer;
        }
    }
    sheet.text((LEFT, y), Typeface::Serif, SIZE, INK, &line);
    y + LEADING
}

fn signature(sheet: &mut Canvas, (x, y): (f32, f32)) {
    let corners = [
        (0.0, 0.0),
        (10.0, -52.0),
        (18.0, -6.0),
        (34.0, -58.0),
        (42.0, -4.0),
        (58.0, -22.0),
        (60.0, -4.0),
        (76.0, -18.0),
        (72.0, 14.0),
        (66.0, 22.0),
        (90.0, -14.0),
        (100.0, -4.0),
        (112.0, -18.0),
        (122.0, -4.0),
        (150.0, -60.0),
        (148.0, 0.0),
        (172.0, -62.0),
        (160.0, -26.0),
        (190.0, -8.0),
        (204.0, -20.0),
        (214.0, -2.0),
        (232.0, -18.0),
        (240.0, -4.0),
        (300.0, -16.0),
    ];
    let mut random = Random::new(3);
    let points: Vec<(f32, f32)> = corners
        .iter()
        .map(|(dx, dy)| (x + dx + random.between(-2.0, 2.0), y + dy + random.between(-1.5, 1.5)))
        .collect();
    // Corners cut twice give a curve (Chaikin).
    let mut curve = points;
    for _ in 0..3 {
        curve = curve
            .windows(2)
            .flat_map(|ends| {
                let mix = |t: f32| (ends[0].0 + (ends[1].0 - ends[0].0) * t, ends[0].1 + (ends[1].1 - ends[0].1) * t);
                [mix(0.25), mix(0.75)]
            })
            .collect();
    }
    sheet.stroke(&curve, 3.2, hex(0x2a2c33), 0.95);
}

/// The stamp of the hospital's post room, a little askew.
fn stamp(sheet: &mut Canvas, (x, y): (f32, f32)) {
    let ink = hex(0x6d7076);
    let turn = |dx: f32, dy: f32| (x + dx + dy * 0.06, y + dy - dx * 0.06);
    let (width, height) = (330.0, 118.0);
    for inset in [0.0, 7.0] {
        let outline = [
            turn(inset, inset),
            turn(width - inset, inset),
            turn(width - inset, height - inset),
            turn(inset, height - inset),
            turn(inset, inset),
        ];
        sheet.stroke(&outline, if inset == 0.0 { 3.6 } else { 1.6 }, ink, 0.85);
    }
    let lines = [("RECEIVED", 34.0, 48.0), ("06 OCT 2026  09:14", 23.0, 78.0), ("SURGERY FRONT DESK", 17.0, 102.0)];
    for (text, size, baseline) in lines {
        let mut polygons = Typeface::SansBold.outlines(text);
        let start = (width - Typeface::SansBold.width(text, size)) / 2.0;
        for point in polygons.iter_mut().flatten() {
            *point = turn(start + point.0 * size, baseline + point.1 * size);
        }
        sheet.polygons(&polygons, ink, 0.85);
    }
}
