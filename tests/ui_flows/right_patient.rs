//! Promise 1: row, identity strip and pixels always belong to one document.

use egui::{Key, Modifiers, Shape, TextureId};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Colours, Look, Program};
use crate::support::random::Random;
use crate::support::{Contents, Document, Response, solid_png};

const DOCUMENTS: usize = 40;
const SELECTIONS: usize = 1000;
/// Small, so that every frame can be looked at, and wide enough for the list; the canvas is in its right half.
const SIZE: egui::Vec2 = egui::vec2(920.0, 420.0);

/// Far apart from each other and from every colour of the window.
fn colour(number: usize) -> [u8; 3] {
    [40 + (number % 4) as u8 * 60, 10 + (number / 4 % 5) as u8 * 55, 30 + (number / 20) as u8 * 150]
}

#[test]
fn no_frame_pairs_one_patient_with_anothers_pixels() {
    let documents = (0..DOCUMENTS).map(|number| {
        let [red, green, blue] = colour(number);
        Document::of(&[(&format!("{number:010}"), "MR")])
            .described("Test", &format!("Colour {number}"))
            .contents(Contents::Bytes(solid_png(600, 600, [red, green, blue, 255])))
    });
    let look = Look { size: SIZE, ..Look::default() };
    let mut watch = Watch::default();
    let mut program =
        Program::watched(look, &watch.colours).open_message(&Response::new().documents(documents).to_json());
    program.wait("the first picture is there", |program| program.has("Page 1 of Colour 0"));
    program.settle();

    let mut random = Random::new(7);
    for selection in 0..SELECTIONS {
        match random.next_u64() % 8 {
            0..3 => program.harness.key_press(Key::ArrowDown),
            3..5 => program.harness.key_press(Key::ArrowUp),
            5 => program.harness.key_press(Key::PageDown),
            6 => program.harness.key_press(if random.next_u64().is_multiple_of(2) { Key::Home } else { Key::End }),
            _ => {
                let rows: Vec<_> = program.harness.get_all_by_label_contains("Document ").collect();
                rows[random.next_u64() as usize % rows.len()].click();
            }
        }
        if selection % 50 == 0 {
            // Now and then everything is drawn anew at another scale.
            let key = if selection % 100 == 0 { Key::Num1 } else { Key::Num0 };
            program.harness.key_press_modifiers(Modifiers::COMMAND, key);
        }
        // At least two frames to a selection: the one that takes the key and the one that shows it.
        for _ in 0..1 + random.next_u64() % 3 {
            program.harness.step();
            watch.check(&mut program);
        }
    }
    println!("{} frames with the picture, {} without one yet", watch.shown, watch.empty);
    assert!(watch.shown > SELECTIONS / 4, "{} of the frames showed a picture", watch.shown);
}

/// Looks at every frame: at the textures that it paints, and now and then at its pixels too.
#[derive(Default)]
struct Watch {
    /// The colour of each texture, as it was handed to the graphics card.
    colours: Colours,
    frames: usize,
    shown: usize,
    empty: usize,
}

impl Watch {
    fn check(&mut self, program: &mut Program) {
        let identity = program.identity().expect("an identity strip");
        let number: usize = identity.split("MR ").nth(1).unwrap()[..10].parse().unwrap();
        if let Some(row) = program.selected_row() {
            assert_eq!(row, format!("Document {}: Colour {number}", number + 1));
        }
        let output = program.harness.output();
        let canvas = SIZE.x / 2.0;
        let mut painted = Vec::new();
        for clipped in &output.shapes {
            textures(&clipped.shape, canvas, &mut painted);
        }
        for id in &painted {
            let expected = colour(number);
            // The glyphs' texture is painted as well: it has none of the documents' colours.
            if let Some(other) =
                self.colours.lock().unwrap().get(id).filter(|it| (0..DOCUMENTS).any(|number| colour(number) == **it))
            {
                assert_eq!(*other, expected, "the strip says document {number} and the canvas paints another");
                self.shown += 1;
            }
        }
        if painted.is_empty() {
            self.empty += 1;
        }
        self.frames += 1;
        if self.frames.is_multiple_of(25) {
            check_pixels(program, number);
        }
    }
}

/// Textures of the rectangles right of `canvas`.
fn textures(shape: &Shape, canvas: f32, found: &mut Vec<TextureId>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| textures(shape, canvas, found)),
        Shape::Mesh(mesh) if mesh.calc_bounds().center().x > canvas => found.push(mesh.texture_id),
        Shape::Rect(rect) if rect.rect.center().x > canvas => {
            found.extend(rect.brush.as_ref().map(|brush| brush.fill_texture_id));
        }
        _ => {}
    }
}

/// No pixel of the pages' pane has the colour of another document.
fn check_pixels(program: &mut Program, number: usize) {
    let screen = program.harness.render().unwrap();
    for y in (110..screen.height() - 30).step_by(7) {
        for x in (screen.width() / 2..screen.width() - 10).step_by(7) {
            let pixel: [u8; 3] = screen.get_pixel(x, y).0[..3].try_into().unwrap();
            let other = (0..DOCUMENTS).filter(|other| *other != number).find(|other| colour(*other) == pixel);
            assert_eq!(other, None, "the strip says document {number} and the canvas shows {other:?}");
        }
    }
}
