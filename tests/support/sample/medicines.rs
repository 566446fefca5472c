//! "Medicines brought from home": what a nurse photographs with a phone on admission, stored turned by the camera.

use super::super::canvas::{Canvas, Colour, hex};
use super::super::picture::jpeg_with_orientation;
use super::super::random::Random;
use super::super::space::{Form, Group, Scene, Skin, Thing};
use super::super::typeface::Typeface::{Sans, SansBold};
use image::{RgbImage, imageops};

/// Size of the upright picture.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 1600;
/// Print resolution of the labels in pixels a centimetre.
const PRINT: f32 = 60.0;
const WHITE: Colour = [0.90, 0.90, 0.89];
const INK: Colour = hex(0x20252c);

/// The file: 1600 × 1200 stored pixels and an EXIF orientation of 6, so 1200 × 1600 upright.
pub fn medicines_photograph() -> Vec<u8> {
    jpeg_with_orientation(&upright(), 6, 78)
}

fn upright() -> RgbImage {
    let scene = Scene { groups: groups(), eye: [1.5, -27.0, 31.0], target: [0.4, -0.4, 1.2], zoom: 0.43, roll: 0.022 };
    // Phones sharpen a picture that was softer than its pixel count; so does this enlargement.
    let (width, height) = (WIDTH * 3 / 4, HEIGHT * 3 / 4);
    let light = scene.photograph(width as usize, height as usize, 3);
    let mut grain = Random::new(77);
    let small = RgbImage::from_fn(width, height, |x, y| {
        let pixel = light[(y * width + x) as usize];
        let (dx, dy) = (x as f32 / width as f32 - 0.5, y as f32 / height as f32 - 0.5);
        let vignette = 1.0 - 0.42 * (dx * dx + dy * dy);
        image::Rgb(pixel.map(|part| {
            let part = part * vignette * 1.12;
            // Highlights roll off instead of clipping.
            let part = part * (1.0 + part * 0.18) / (1.0 + part * 0.62);
            let shown = part.sqrt() * 1.06 - 0.015;
            ((shown + grain.bell() * 0.006).clamp(0.0, 1.0) * 255.0 + 0.5) as u8
        }))
    });
    imageops::resize(&small, WIDTH, HEIGHT, imageops::FilterType::CatmullRom)
}

fn groups() -> Vec<Group> {
    let levothyroxine = carton(
        [-3.6, 6.6, 3.2],
        (0.978, 0.208),
        [5.6, 1.25, 3.2],
        vec![(1, levothyroxine_front()), (2, stripe(11.2, 2.5, hex(0x1b4f8f))), (0, stripe(2.5, 6.4, hex(0x1b4f8f)))],
    );
    let pantoprazole = carton(
        [-2.4, -1.4, 1.3],
        (0.990, -0.139),
        [6.2, 3.1, 1.3],
        vec![(2, pantoprazole_top()), (1, pantoprazole_side()), (0, stripe(6.2, 2.6, hex(0x2f7d5b)))],
    );
    let place = [7.4, 4.6];
    let upright = |z: f32, form: Form, skin: Skin, gloss: f32| Thing {
        middle: [place[0], place[1], z],
        facing: (0.983, -0.184),
        form,
        skin,
        gloss,
    };
    let label = Skin::Printed(vec![(0, bottle_label())], [0.8; 3]);
    let cap = Skin::Printed(vec![(0, cap_ribs())], [0.82, 0.82, 0.80]);
    let bottle = vec![
        upright(3.4, Form::Cylinder(1.9, 3.4), Skin::Amber, 0.75),
        upright(3.5, Form::Cylinder(1.93, 2.1), label, 0.12),
        upright(7.3, Form::Cylinder(1.75, 0.5), Skin::Amber, 0.75),
        upright(8.1, Form::Cylinder(2.1, 0.8), cap, 0.25),
    ];
    let tablet = |x: f32, y: f32| Thing {
        middle: [x, y, 0.22],
        facing: (0.8, 0.6),
        form: Form::Ellipsoid([0.55, 0.55, 0.22]),
        skin: Skin::Plain([0.80, 0.78, 0.72]),
        gloss: 0.1,
    };
    vec![
        Group::new(vec![levothyroxine]),
        Group::new(vec![pantoprazole]),
        Group::new(bottle),
        Group::new(blister([2.6, -9.6], (0.966, 0.259))),
        Group::new(vec![tablet(9.3, -3.3), tablet(10.6, -4.4)]),
    ]
}

fn carton(middle: [f32; 3], facing: (f32, f32), half: [f32; 3], faces: Vec<(usize, Canvas)>) -> Thing {
    Thing { middle, facing, form: Form::Box(half), skin: Skin::Printed(faces, [0.8; 3]), gloss: 0.16 }
}

/// Two rows of five tablets under clear domes on foil; two are taken out.
fn blister(middle: [f32; 2], facing: (f32, f32)) -> Vec<Thing> {
    let thing = |x: f32, y: f32, z: f32, half: [f32; 3], skin: Skin, gloss: f32| Thing {
        middle: [middle[0] + x * facing.0 - y * facing.1, middle[1] + x * facing.1 + y * facing.0, z],
        facing,
        form: Form::Ellipsoid(half),
        skin,
        gloss,
    };
    let mut things = vec![Thing {
        middle: [middle[0], middle[1], 0.06],
        facing,
        form: Form::Box([5.0, 2.1, 0.05]),
        skin: Skin::Foil,
        gloss: 0.9,
    }];
    for at in 0..10_u8 {
        let x = -3.8 + 1.9 * f32::from(at % 5);
        let y = if at < 5 { 1.0 } else { -1.0 };
        if at == 4 || at == 9 {
            // Pushed out: a dented dome with the dark of the torn foil in it.
            things.push(thing(x, y, 0.10, [0.72, 0.62, 0.10], Skin::Plain([0.13, 0.13, 0.135]), 0.25));
        } else {
            things.push(thing(x, y, 0.10, [0.72, 0.62, 0.42], Skin::Plain([0.74, 0.60, 0.34]), 0.8));
        }
    }
    things
}

fn face(width_cm: f32, height_cm: f32, colour: Colour) -> Canvas {
    Canvas::new((width_cm * PRINT) as usize, (height_cm * PRINT) as usize, colour)
}

/// A white side with a band of colour at the foot.
fn stripe(width_cm: f32, height_cm: f32, colour: Colour) -> Canvas {
    let mut side = face(width_cm, height_cm, WHITE);
    let (width, height) = (side.width() as f32, side.height() as f32);
    side.fill((0.0, height * 0.72), width, height, colour);
    side
}

fn levothyroxine_front() -> Canvas {
    let mut front = face(11.2, 6.4, WHITE);
    let blue = hex(0x1b4f8f);
    front.fill((0.0, 276.0), 672.0, 110.0, blue);
    front.polygons(&[vec![(470.0, 276.0), (570.0, 0.0), (672.0, 0.0), (672.0, 276.0)]], hex(0x7fb2de), 1.0);
    front.polygons(&[vec![(540.0, 276.0), (640.0, 0.0), (672.0, 0.0), (672.0, 276.0)]], blue, 1.0);
    front.text((36.0, 88.0), SansBold, 58.0, INK, "Levothyroxine");
    front.text((36.0, 148.0), SansBold, 48.0, blue, "75 micrograms");
    front.text((36.0, 200.0), Sans, 29.0, INK, "tablets for the thyroid");
    front.text((36.0, 246.0), Sans, 26.0, INK, "Take before breakfast, with water");
    front.text((36.0, 344.0), SansBold, 38.0, WHITE, "100 tablets");
    front.text((470.0, 344.0), Sans, 30.0, WHITE, "Ostervale");
    front
}

fn pantoprazole_top() -> Canvas {
    let mut top = face(12.4, 6.2, WHITE);
    let (green, pale) = (hex(0x2f7d5b), hex(0xbfe0cd));
    top.fill((0.0, 0.0), 744.0, 26.0, green);
    top.fill((0.0, 292.0), 744.0, 80.0, green);
    for (radius, colour) in [(104.0, pale), (66.0, hex(0x7cbf9c)), (30.0, green)] {
        let middle = (672.0, 92.0);
        top.rounded((middle.0 - radius, middle.1 - radius), 2.0 * radius, 2.0 * radius, radius, colour);
    }
    top.text((38.0, 118.0), SansBold, 70.0, INK, "Pantoprazole");
    top.text((38.0, 184.0), SansBold, 52.0, green, "40 mg");
    top.text((38.0, 238.0), Sans, 29.0, INK, "gastro-resistant tablets");
    top.text((38.0, 346.0), SansBold, 36.0, WHITE, "28 tablets");
    top.text((500.0, 346.0), Sans, 30.0, WHITE, "Calder & Finch");
    pharmacy_sticker(&mut top, (496.0, 146.0));
    top
}

/// The label a pharmacy puts on.
fn pharmacy_sticker(top: &mut Canvas, (x, y): (f32, f32)) {
    top.rounded((x, y), 212.0, 128.0, 8.0, hex(0xf6e59a));
    top.text((x + 12.0, y + 30.0), SansBold, 23.0, INK, "WALKER, IMANI");
    for (line, text) in ["1 tablet in the", "morning, before food", "2026-07-14"].iter().enumerate() {
        top.text((x + 12.0, y + 58.0 + 26.0 * line as f32), Sans, 20.0, INK, text);
    }
}

fn pantoprazole_side() -> Canvas {
    let mut side = face(12.4, 2.6, WHITE);
    let green = hex(0x2f7d5b);
    side.fill((0.0, 0.0), 744.0, 14.0, green);
    side.text((38.0, 92.0), SansBold, 52.0, INK, "Pantoprazole");
    side.text((404.0, 92.0), SansBold, 44.0, green, "40 mg");
    let mut random = Random::new(8);
    let mut x = 580.0;
    while x < 700.0 {
        let bar = 2.0 + (random.unit() * 3.0).floor() * 2.0;
        side.fill((x, 40.0), bar, 78.0, INK);
        x += bar + 2.0 + (random.unit() * 3.0).floor() * 2.0;
    }
    side
}

fn bottle_label() -> Canvas {
    // Once around is 12.1 cm; what faces the camera is in the middle.
    let mut label = face(12.1, 4.2, WHITE);
    label.fill((0.0, 0.0), 726.0, 44.0, hex(0xc8382e));
    label.text((268.0, 32.0), SansBold, 27.0, WHITE, "MILLBROOK Rx");
    label.text((268.0, 86.0), SansBold, 30.0, INK, "WALKER, I.");
    label.text((268.0, 126.0), SansBold, 28.0, INK, "Paracetamol");
    label.text((268.0, 158.0), SansBold, 26.0, INK, "500 mg");
    for (line, text) in ["1 for pain, no more", "than 6 a day", "Qty 30"].iter().enumerate() {
        label.text((268.0, 188.0 + 24.0 * line as f32), Sans, 20.0, INK, text);
    }
    label
}

fn cap_ribs() -> Canvas {
    let mut ribs = face(13.2, 1.6, [0.90, 0.90, 0.89]);
    for rib in 0..66 {
        ribs.fill((12.0 * rib as f32, 14.0), 4.0, 72.0, [0.74, 0.74, 0.74]);
    }
    ribs
}
