//! The front of an insurance card, with transparent rounded corners.

use super::super::canvas::{Canvas, Colour, blend, hex, on_circle, rounded_outline};
use super::super::picture::png;
use super::super::typeface::Typeface::{Sans, SansBold};
use super::people::HALVERSEN;

/// A bank-card format (85.6 × 54 mm) at 300 dots per inch.
const WIDTH: f32 = 1012.0;
const HEIGHT: f32 = 638.0;
const BAND: f32 = 168.0;
const DARK: Colour = hex(0x0e3b43);
const TEAL: Colour = hex(0x14746f);
const LABEL: Colour = hex(0x5b6b73);
const INK: Colour = hex(0x14222b);
const WHITE: Colour = [1.0; 3];

/// The file.
pub fn insurance_card() -> Vec<u8> {
    let mut card = Canvas::clear(WIDTH as usize, HEIGHT as usize);
    let outline = rounded_outline((0.5, 0.5), WIDTH - 1.0, HEIGHT - 1.0, 38.0);
    card.paint_polygons(&[outline], 1.0, |x, y| {
        let (x, y) = (x as f32 / WIDTH, y as f32);
        if y < BAND {
            return blend(DARK, TEAL, x * 0.8 + y / BAND * 0.2);
        }
        // A guilloche of pale waves, as cards have against copying.
        let wave = on_circle(x * 1.5 + y * 0.0011).1 * 46.0 + y;
        let ripple = (on_circle((wave / 17.0).fract().abs()).0 + 1.0) / 2.0;
        // Few shades keep the file small.
        let shade = (ripple * ripple * (0.35 + 0.65 * x) * 20.0).floor() / 20.0;
        blend(hex(0xf9fbfa), hex(0xe4efec), shade)
    });
    logo(&mut card, (96.0, 84.0));
    card.text((166.0, 80.0), SansBold, 40.0, WHITE, "Northgate Mutual");
    card.text((167.0, 116.0), Sans, 23.0, hex(0xcfe6e2), "Health insurance for Millbrook County");
    let plan = "CHOICE PLUS";
    let width = SansBold.width(plan, 24.0);
    card.rounded((WIDTH - 60.0 - width - 44.0, 58.0), width + 44.0, 52.0, 26.0, hex(0xf2c14e));
    card.text((WIDTH - 60.0 - width - 22.0, 93.0), SansBold, 24.0, DARK, plan);

    field(&mut card, (56.0, 222.0), 34.0, "MEMBER", "JONAS HALVERSEN");
    field(&mut card, (56.0, 318.0), 34.0, "MEMBER ID", "NGM 4471 90826 01");
    field(&mut card, (56.0, 414.0), 28.0, "GROUP", "70-5518");
    field(&mut card, (236.0, 414.0), 28.0, "DATE OF BIRTH", HALVERSEN.born);
    field(&mut card, (56.0, 502.0), 28.0, "RX BIN", "000000");
    field(&mut card, (236.0, 502.0), 28.0, "RX PCN", "NGM1");
    field(&mut card, (410.0, 502.0), 28.0, "EFFECTIVE", "2026-01-01");

    let (left, top) = (610.0, 208.0);
    card.rounded((left, top), 346.0, 262.0, 16.0, WHITE);
    for (at, (service, amount)) in [
        ("Primary care", "$ 20"),
        ("Specialist", "$ 45"),
        ("Urgent care", "$ 60"),
        ("Emergency", "$ 250"),
        ("Generic drugs", "$ 10"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = top + 44.0 + 48.0 * at as f32;
        card.text((left + 24.0, y), Sans, 25.0, INK, service);
        let width = SansBold.width(amount, 25.0);
        card.text((left + 322.0 - width, y), SansBold, 25.0, TEAL, amount);
        if at > 0 {
            card.fill((left + 24.0, y - 32.0), 298.0, 1.5, hex(0xd9e3e1));
        }
    }
    card.text((614.0, 502.0), Sans, 20.0, LABEL, "COPAY PER VISIT, IN NETWORK");

    card.fill((0.0, 574.0), WIDTH, 1.5, hex(0xc9d8d5));
    card.text((56.0, 610.0), Sans, 20.0, LABEL, "Members (555) 0170-200  \u{b7}  Providers (555) 0170-300");
    let note = "SPECIMEN";
    let width = SansBold.width(note, 20.0);
    card.text((WIDTH - 56.0 - width, 610.0), SansBold, 20.0, LABEL, note);
    png(&card.to_rgba())
}

fn field(card: &mut Canvas, (x, y): (f32, f32), size: f32, label: &str, value: &str) {
    card.text((x, y), Sans, 18.0, LABEL, label);
    card.text((x, y + size + 8.0), SansBold, size, INK, value);
}

/// A gate: three arches, one in the other.
fn logo(card: &mut Canvas, (x, y): (f32, f32)) {
    for (radius, thickness) in [(42.0, 7.0), (28.0, 7.0), (14.0, 7.0)] {
        let mut arch = vec![(x - radius, y + 34.0)];
        arch.extend((0..=24).map(|step| {
            let (dx, dy) = on_circle(0.5 + step as f32 / 48.0);
            (x + radius * dx, y + radius * dy)
        }));
        arch.push((x + radius, y + 34.0));
        card.stroke(&arch, thickness, WHITE, 1.0);
    }
}
