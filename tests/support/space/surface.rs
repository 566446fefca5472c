//! What surfaces look like: print, amber plastic, foil, oak; part of `space`.

use super::super::canvas::{Colour, blend};
use super::super::random::{fractal_noise, mix, smooth_noise};
use super::thing::{Form, Skin, Thing};
use super::vector::Vector;

/// The colour of a thing where a ray meets it; point and normal in the thing's own coordinates.
pub(super) fn skin_colour(thing: &Thing, local: Vector, normal: Vector) -> Colour {
    match &thing.skin {
        Skin::Plain(colour) => *colour,
        Skin::Foil => [0.07, 0.072, 0.075],
        Skin::Amber => {
            // Tablets show through the wall as pale, blurred shapes up to two thirds of the height.
            let Form::Cylinder(_, half) = thing.form else {
                return [0.5, 0.2, 0.02];
            };
            let fill = ((0.1 * half - local[2]) * 1.5).clamp(0.0, 1.0);
            let lumps = smooth_noise(local[0] * 1.6 + 7.0, local[2] * 1.8, 3);
            blend([0.46, 0.13, 0.006], [0.86, 0.42, 0.12], fill * lumps)
        }
        Skin::Printed(faces, plain) => {
            let (axis, u, v) = match thing.form {
                Form::Cylinder(radius, half) => {
                    let turn = arc(local[0] / radius, -local[1] / radius);
                    (0, 0.5 + turn / std::f32::consts::TAU, 0.5 - local[2] / (2.0 * half))
                }
                Form::Box(half) | Form::Ellipsoid(half) => {
                    let part = |axis: usize| local[axis] / (2.0 * half[axis]);
                    match normal.map(f32::abs) {
                        [x, _, _] if x > 0.5 => (0, 0.5 + part(1) * normal[0], 0.5 - part(2)),
                        [_, y, _] if y > 0.5 => (1, 0.5 - part(0) * normal[1], 0.5 - part(2)),
                        _ => (2, 0.5 + part(0), 0.5 - part(1)),
                    }
                }
            };
            match faces.iter().find(|face| face.0 == axis) {
                None => *plain,
                Some((_, canvas)) => {
                    let (width, height) = (canvas.width() as f32, canvas.height() as f32);
                    canvas.sample(u * width, v * height).map(|part| part * part)
                }
            }
        }
    }
}

/// Oak boards that run from left to right.
pub(super) fn wood(place: Vector) -> Colour {
    const BOARD: f32 = 11.0;
    let (x, y) = (place[0] * 0.985 + place[1] * 0.17, place[1] * 0.985 - place[0] * 0.17 + 4.0);
    let board = (y / BOARD).floor();
    let salt = mix(board as i64 as u64 ^ 0x0a4);
    let shift = (salt & 0xff) as f32;
    let sway = smooth_noise(x * 0.05 + shift, y * 0.25, salt) * 9.0;
    let rings = fractal_noise(x * 0.012 + shift, y * 1.1 + sway, 3, salt);
    let fibre = fractal_noise(x * 0.35, y * 16.0, 3, salt.wrapping_add(1));
    let pores = (fractal_noise(x * 0.9, y * 34.0, 2, salt.wrapping_add(2)) * 3.4 - 2.3).clamp(0.0, 1.0);
    let tone = (0.25 + 0.75 * rings + 0.45 * (fibre - 0.5)).clamp(0.0, 1.0);
    let base = blend([0.25, 0.135, 0.060], [0.50, 0.315, 0.165], tone);
    let shade = 0.92 + 0.16 * ((salt >> 8) & 0xff) as f32 / 255.0;
    let seam = ((y / BOARD - board) * BOARD).min((board + 1.0 - y / BOARD) * BOARD);
    let gap = (1.0 - seam / 0.07).clamp(0.0, 1.0);
    base.map(|part| part * shade * (1.0 - 0.35 * pores) * (1.0 - 0.8 * gap))
}

/// The angle of (`across`, `ahead`) from straight ahead, positive to the right (a fitted polynomial, error below 0.001).
fn arc(across: f32, ahead: f32) -> f32 {
    let atan = |t: f32| {
        let s = t * t;
        t * (0.999_866 + s * (-0.330_299_5 + s * (0.180_141 + s * (-0.085_133 + s * 0.020_835_1))))
    };
    let quarter = std::f32::consts::FRAC_PI_2;
    if ahead.abs() >= across.abs() {
        let turn = atan(across / ahead);
        match (ahead > 0.0, across > 0.0) {
            (true, _) => turn,
            (false, true) => turn + 2.0 * quarter,
            (false, false) => turn - 2.0 * quarter,
        }
    } else if across > 0.0 {
        quarter - atan(ahead / across)
    } else {
        -quarter - atan(ahead / across)
    }
}
