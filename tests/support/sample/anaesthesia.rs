//! "Anaesthesia record": one wide page of vector graphics: drugs over time, the vital signs as a graph, events.

use super::super::pdf::{Align, Font, Page, Pdf, Type};
use super::people::{HOSPITAL, WALKER};
use super::sheet::{HAIRLINE, INK, MUTED, TINT, signature};

const LEFT: f64 = 36.0;
const RIGHT: f64 = 756.0;
/// Where the time axis starts; labels stand to its left.
const AXIS: f64 = 150.0;
/// Minutes after 08:00 at the right end.
const MINUTES: f64 = 105.0;

const LABEL: Type = Type::new(Font::Helvetica, 7.0).ink(MUTED);
const VALUE: Type = Type::new(Font::Helvetica, 8.0).ink(INK);
const STRONG: Type = Type::new(Font::HelveticaBold, 8.0).ink(INK);
const SYSTOLIC: [u8; 3] = [178, 38, 30];
const PULSE: [u8; 3] = [31, 95, 191];

/// Systolic and diastolic pressure and pulse, every five minutes from 08:05.
const VITALS: [(f64, f64, f64); 19] = [
    (142.0, 86.0, 98.0),
    (138.0, 84.0, 96.0),
    (112.0, 66.0, 88.0),
    (98.0, 58.0, 76.0),
    (104.0, 62.0, 74.0),
    (118.0, 70.0, 79.0),
    (134.0, 82.0, 97.0),
    (128.0, 78.0, 95.0),
    (122.0, 74.0, 91.0),
    (118.0, 72.0, 88.0),
    (116.0, 70.0, 86.0),
    (120.0, 72.0, 87.0),
    (118.0, 70.0, 86.0),
    (114.0, 68.0, 84.0),
    (116.0, 70.0, 85.0),
    (120.0, 74.0, 90.0),
    (130.0, 80.0, 98.0),
    (140.0, 86.0, 108.0),
    (136.0, 82.0, 100.0),
];

/// The file.
pub fn anaesthesia_record() -> Vec<u8> {
    let mut page = Page::new(792.0, 612.0);
    heading(&mut page);
    let y = time_axis(&mut page, 130.0);
    let y = drugs(&mut page, y);
    let y = graph(&mut page, y + 8.0);
    let y = measurements(&mut page, y + 8.0);
    foot(&mut page, y + 16.0);
    Pdf::new()
        .property("Title", "Anaesthesia Record")
        .property("Author", "Riverside General Hospital, Department of Anaesthesia")
        .property("Creator", "Theatre Chart 4")
        .property("CreationDate", "D:20261027101502-04'00'")
        .page(page)
        .to_bytes()
}

/// The x of a time in minutes after 08:00.
fn at(minutes: f64) -> f64 {
    AXIS + (RIGHT - AXIS) * minutes / MINUTES
}

fn heading(page: &mut Page) {
    let title = Type::new(Font::HelveticaBold, 16.0).ink(INK);
    page.text(LEFT, 50.0, Align::Left, title, "Anaesthesia Record");
    page.text(RIGHT, 42.0, Align::Right, STRONG, HOSPITAL);
    page.text(RIGHT, 53.0, Align::Right, LABEL, "Department of Anaesthesia  ·  Theatre 4  ·  Chart AR-26-10447");
    page.line(&[(LEFT, 60.0), (RIGHT, 60.0)], 1.2, INK);
    let cells = [
        ("Patient", WALKER.name),
        ("MRN", WALKER.record_number),
        ("Date of birth", WALKER.born),
        ("Weight / height", "71 kg / 168 cm"),
        ("ASA class", "II"),
        ("Date", "2026-10-27"),
        ("Procedure", "Lap. cholecystectomy"),
        ("Surgeon", "Marchetti-Boyle"),
        ("Anaesthetist", "Okwuosa / Lindgren"),
        ("Airway", "ETT 7.0, grade 1"),
        ("Allergies", "Penicillin (rash)"),
        ("Fasted since", "22:00"),
    ];
    let width = (RIGHT - LEFT) / 6.0;
    for (index, (label, value)) in cells.iter().enumerate() {
        let x = LEFT + width * (index % 6) as f64;
        let y = 66.0 + 24.0 * (index / 6) as f64;
        page.frame((x, y), width, 24.0, 0.5, HAIRLINE);
        page.text(x + 5.0, y + 9.0, Align::Left, LABEL, label);
        page.text(x + 5.0, y + 19.5, Align::Left, STRONG, value);
    }
}

fn time_axis(page: &mut Page, y: f64) -> f64 {
    page.text(LEFT + 5.0, y, Align::Left, LABEL, "Time");
    for quarter in 0..8 {
        let minutes = f64::from(quarter) * 15.0;
        let time = format!("{:02}:{:02}", 8 + quarter / 4, quarter % 4 * 15);
        let align = match quarter {
            0 => Align::Left,
            7 => Align::Right,
            _ => Align::Centre,
        };
        page.text(at(minutes), y, align, STRONG, &time);
    }
    y + 5.0
}

/// Vertical lines every five minutes from `top` to `bottom`.
fn grid(page: &mut Page, top: f64, bottom: f64) {
    for five in 0..=21 {
        let x = at(f64::from(five) * 5.0);
        let (thickness, ink) = if five % 3 == 0 { (0.7, [168, 174, 184]) } else { (0.35, [222, 225, 230]) };
        page.line(&[(x, top), (x, bottom)], thickness, ink);
    }
}

/// Minutes after 08:00, amount.
type Dose = (f64, &'static str);
/// Start and end in minutes after 08:00, rate or amount.
type Infusion = (f64, f64, &'static str);

fn drugs(page: &mut Page, top: f64) -> f64 {
    const HEIGHT: f64 = 14.0;
    let single: [(&str, &str, &[Dose]); 6] = [
        ("Fentanyl", "mcg", &[(8.0, "100"), (26.0, "50"), (58.0, "50")]),
        ("Propofol", "mg", &[(10.0, "160"), (13.0, "40")]),
        ("Rocuronium", "mg", &[(11.5, "40"), (48.0, "10")]),
        ("Dexamethasone", "mg", &[(17.0, "8")]),
        ("Ondansetron", "mg", &[(78.0, "4")]),
        ("Sugammadex", "mg", &[(88.0, "150")]),
    ];
    let lasting: [(&str, &str, &[Infusion]); 3] = [
        ("Sevoflurane", "%", &[(14.0, 30.0, "2.0"), (30.0, 76.0, "1.6"), (76.0, 88.0, "1.0")]),
        ("Oxygen / air", "l/min", &[(5.0, 14.0, "8 / 0"), (14.0, 86.0, "1 / 1"), (86.0, 98.0, "8 / 0")]),
        ("Ringer’s lactate", "ml", &[(5.0, 55.0, "500"), (55.0, 98.0, "500")]),
    ];
    let bottom = top + HEIGHT * 9.0;
    page.fill((LEFT, top), AXIS - LEFT, bottom - top, TINT);
    grid(page, top, bottom);
    let mut y = top;
    let name = |page: &mut Page, y: f64, drug: &str, unit: &str| {
        page.line(&[(LEFT, y), (RIGHT, y)], 0.4, HAIRLINE);
        page.text(LEFT + 5.0, y + 10.0, Align::Left, VALUE, drug);
        page.text(AXIS - 5.0, y + 10.0, Align::Right, LABEL, unit);
    };
    for (drug, unit, doses) in single {
        name(page, y, drug, unit);
        for (minutes, dose) in doses {
            let width = STRONG.width(dose) + 4.0;
            page.fill((at(*minutes) - width / 2.0, y + 1.5), width, HEIGHT - 3.0, [255, 255, 255]);
            page.text(at(*minutes), y + 10.0, Align::Centre, STRONG, dose);
        }
        y += HEIGHT;
    }
    for (drug, unit, spans) in lasting {
        name(page, y, drug, unit);
        for (start, end, dose) in spans {
            let (from, to) = (at(*start), at(*end));
            page.fill((from, y + 3.0), to - from - 1.0, HEIGHT - 6.0, [214, 226, 244]);
            page.line(&[(from, y + 2.0), (from, y + HEIGHT - 2.0)], 1.0, PULSE);
            page.text(from + 4.0, y + 10.0, Align::Left, STRONG, dose);
        }
        y += HEIGHT;
    }
    page.frame((LEFT, top), RIGHT - LEFT, bottom - top, 0.8, MUTED);
    bottom
}

fn graph(page: &mut Page, top: f64) -> f64 {
    const HEIGHT: f64 = 190.0;
    let bottom = top + HEIGHT;
    let height_of = |value: f64| bottom - (value - 40.0) / 140.0 * HEIGHT;
    page.fill((LEFT, top), AXIS - LEFT, HEIGHT, TINT);
    for step in 0..8 {
        let value = 40.0 + 20.0 * f64::from(step);
        let y = height_of(value);
        if step > 0 && step < 7 {
            page.line(&[(AXIS, y), (RIGHT, y)], 0.35, [205, 209, 216]);
            page.text(AXIS - 5.0, y + 2.8, Align::Right, LABEL, &format!("{value}"));
        }
    }
    grid(page, top, bottom);
    let legend = [("Systolic", SYSTOLIC), ("Diastolic", SYSTOLIC), ("Pulse", PULSE)];
    for (index, (label, ink)) in legend.into_iter().enumerate() {
        let y = top + 20.0 + 15.0 * index as f64;
        match index {
            0 => caret(page, (LEFT + 10.0, y - 2.5), 1.0, ink),
            1 => caret(page, (LEFT + 10.0, y - 2.5), -1.0, ink),
            _ => dot(page, (LEFT + 10.0, y - 2.5), ink),
        }
        page.text(LEFT + 20.0, y, Align::Left, VALUE, label);
    }
    page.text(LEFT + 5.0, top + 66.0, Align::Left, LABEL, "mmHg, beats per minute");

    let points = |value: &dyn Fn(&(f64, f64, f64)) -> f64| -> Vec<(f64, f64)> {
        VITALS
            .iter()
            .enumerate()
            .map(|(index, vitals)| (at(5.0 + 5.0 * index as f64), height_of(value(vitals))))
            .collect()
    };
    let pulse = points(&|vitals| vitals.2);
    page.line(&pulse, 0.8, [147, 180, 226]);
    for point in pulse {
        dot(page, point, PULSE);
    }
    for point in points(&|vitals| vitals.0) {
        caret(page, point, 1.0, SYSTOLIC);
    }
    for point in points(&|vitals| vitals.1) {
        caret(page, point, -1.0, SYSTOLIC);
    }
    for (number, minutes) in [(1, 11.0), (2, 13.0), (3, 25.0), (4, 29.0), (5, 76.0), (6, 89.0), (7, 96.0)] {
        let (x, y) = (at(minutes), bottom - 10.0);
        page.line(&[(x, top), (x, y - 6.0)], 0.5, [200, 160, 90]);
        page.fill((x - 5.5, y - 6.0), 11.0, 11.0, [122, 75, 0]);
        let white = Type::new(Font::HelveticaBold, 7.5).ink([255, 255, 255]);
        page.text(x, y + 2.2, Align::Centre, white, &number.to_string());
    }
    page.frame((LEFT, top), RIGHT - LEFT, HEIGHT, 0.8, MUTED);
    bottom
}

/// A pressure mark with its point at `point`; `side` 1 opens upwards, −1 downwards.
fn caret(page: &mut Page, (x, y): (f64, f64), side: f64, ink: [u8; 3]) {
    page.line(&[(x - 3.0, y - 5.0 * side), (x, y), (x + 3.0, y - 5.0 * side)], 1.1, ink);
}

fn dot(page: &mut Page, (x, y): (f64, f64), ink: [u8; 3]) {
    // Four Bézier pieces would be rounder than anyone sees at this size; an octagon does.
    const R: f64 = 2.1;
    const H: f64 = 0.87;
    page.shape(
        &[
            (x - H, y - R),
            (x + H, y - R),
            (x + R, y - H),
            (x + R, y + H),
            (x + H, y + R),
            (x - H, y + R),
            (x - R, y + H),
            (x - R, y - H),
        ],
        ink,
    );
}

fn measurements(page: &mut Page, top: f64) -> f64 {
    const HEIGHT: f64 = 13.0;
    let rows: [(&str, &str, [&str; 7]); 4] = [
        ("SpO2", "%", ["97", "99", "99", "99", "98", "99", "98"]),
        ("End-tidal CO2", "kPa", ["", "4.6", "4.9", "5.1", "5.0", "4.8", "5.2"]),
        ("Temperature", "°C", ["36.6", "36.3", "36.1", "36.0", "36.0", "36.1", "36.2"]),
        ("Airway pressure", "cmH2O", ["", "15", "21", "22", "22", "18", "14"]),
    ];
    let bottom = top + HEIGHT * rows.len() as f64;
    page.fill((LEFT, top), AXIS - LEFT, bottom - top, TINT);
    grid(page, top, bottom);
    for (index, (label, unit, values)) in rows.iter().enumerate() {
        let y = top + HEIGHT * index as f64;
        page.line(&[(LEFT, y), (RIGHT, y)], 0.4, HAIRLINE);
        page.text(LEFT + 5.0, y + 9.5, Align::Left, VALUE, label);
        page.text(AXIS - 5.0, y + 9.5, Align::Right, LABEL, unit);
        for (quarter, value) in values.iter().enumerate() {
            page.text(at(7.5 + 15.0 * quarter as f64), y + 9.5, Align::Centre, VALUE, value);
        }
    }
    page.frame((LEFT, top), RIGHT - LEFT, bottom - top, 0.8, MUTED);
    bottom
}

fn foot(page: &mut Page, y: f64) {
    let events = [
        "1  Induction",
        "2  Intubation, one attempt",
        "3  Pneumoperitoneum 12 mmHg",
        "4  Incision",
        "5  Closure",
        "6  Reversal, train of four 0.94",
        "7  Extubation, to recovery",
    ];
    for (index, event) in events.iter().enumerate() {
        let x = LEFT + 132.0 * (index % 4) as f64;
        let below = y + 12.0 * (index / 4) as f64;
        page.text(x, below, Align::Left, VALUE, event);
    }
    let notes =
        "Blood loss 30 ml  ·  Urine not measured  ·  Pressure points padded, eyes taped  ·  Checklist complete 08:04";
    page.text(LEFT, y + 27.0, Align::Left, LABEL, notes);
    page.line(&[(590.0, y + 14.0), (RIGHT, y + 14.0)], 0.6, MUTED);
    signature(page, (604.0, y + 9.0), 70.0, 90210);
    page.text(590.0, y + 24.0, Align::Left, LABEL, "Anaesthetist, 2026-10-27 10:14");
}
