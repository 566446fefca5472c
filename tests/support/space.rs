//! A small ray tracer for photo-like still lifes: boxes, cylinders and ellipsoids on a table by a window.
//!
//! Lengths are centimetres, z is up, the table is z = 0. Colours are linear light. Only exactly rounded float
//! operations are used, so the pixels are the same on every machine.

mod surface;
mod thing;
mod vector;

pub use thing::{Form, Group, Skin, Thing};
pub use vector::Vector;

use super::canvas::{Colour, blend, on_circle};
use super::random::{Random, fractal_noise, mix};
use surface::{skin_colour, wood};
use vector::{along, cross, dot, minus, unit};

/// Where a ray meets a thing.
struct Hit<'a> {
    distance: f32,
    normal: Vector,
    local: Vector,
    thing: Option<&'a Thing>,
}

/// A table with things on it, a window to the left, and where it is seen from.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What stands on the table.
    pub groups: Vec<Group>,
    /// Where the lens is.
    pub eye: Vector,
    /// What it points at; there the picture is sharp.
    pub target: Vector,
    /// Half the height of what is seen at a distance of 1.
    pub zoom: f32,
    /// How far the camera is tilted to the side (sine of the angle).
    pub roll: f32,
}

/// Middle of the window, and half its edges.
const WINDOW: (Vector, Vector, Vector) = ([-46.0, -22.0, 50.0], [-6.0, 12.5, 0.0], [4.0, 2.0, 13.0]);
/// Towards the lamp that is only seen in reflections.
const LAMP: Vector = [0.42, 0.63, 0.653];
const DAYLIGHT: Colour = [2.35, 2.25, 2.1];
const ROOM_LIGHT: Colour = [0.40, 0.41, 0.44];

impl Scene {
    /// The picture in linear light, with `grid` × `grid` rays a pixel.
    pub fn photograph(&self, width: usize, height: usize, grid: usize) -> Vec<Colour> {
        let mut pixels = vec![[0.0; 3]; width * height];
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let rows_each = height.div_ceil(threads);
        std::thread::scope(|scope| {
            for (part, rows) in pixels.chunks_mut(rows_each * width).enumerate() {
                scope.spawn(move || {
                    for (at, pixel) in rows.iter_mut().enumerate() {
                        let (x, y) = (at % width, part * rows_each + at / width);
                        *pixel = self.pixel(x, y, width, height, grid);
                    }
                });
            }
        });
        pixels
    }

    fn pixel(&self, x: usize, y: usize, width: usize, height: usize, grid: usize) -> Colour {
        const APERTURE: f32 = 0.11;
        let mut random = Random::new(mix((y * width + x) as u64));
        let forward = minus(self.target, self.eye);
        let focus = dot(forward, forward).sqrt();
        let forward = unit(forward);
        let level = unit(cross(forward, [0.0, 0.0, 1.0]));
        let upright = cross(level, forward);
        let right = unit(along(level, upright, self.roll));
        let up = cross(right, forward);
        let mut sum = [0.0; 3];
        for sample in 0..grid * grid {
            let (column, row) = (sample % grid, sample / grid);
            let u = (x as f32 + (column as f32 + random.unit()) / grid as f32) / width as f32;
            let v = (y as f32 + (row as f32 + random.unit()) / grid as f32) / height as f32;
            let across = (2.0 * u - 1.0) * self.zoom * width as f32 / height as f32;
            let sight = along(along(forward, right, across), up, (1.0 - 2.0 * v) * self.zoom);
            let sharp = along(self.eye, sight, focus);
            let lens = disc(&mut random);
            let eye = along(along(self.eye, right, lens.0 * APERTURE), up, lens.1 * APERTURE);
            let strata = (column as f32, row as f32, grid as f32);
            let light = self.look(eye, unit(minus(sharp, eye)), strata, &mut random);
            for (total, part) in sum.iter_mut().zip(light) {
                // A single glint must not outshine its neighbours in the average.
                *total += part.min(3.0);
            }
        }
        sum.map(|total| total / (grid * grid) as f32)
    }

    fn first_hit(&self, from: Vector, direction: Vector, limit: f32) -> Option<Hit<'_>> {
        let mut best: Option<Hit<'_>> = None;
        let mut limit = limit;
        let met = |group: &&Group| group.is_near(from, direction);
        for thing in self.groups.iter().filter(met).flat_map(|group| &group.things) {
            if let Some((distance, normal, local)) = thing.meet(from, direction, limit) {
                limit = distance;
                best = Some(Hit { distance, normal, local, thing: Some(thing) });
            }
        }
        let table = -from[2] / direction[2];
        if table > 1e-3 && table < limit {
            best = Some(Hit {
                distance: table,
                normal: [0.0, 0.0, 1.0],
                local: along(from, direction, table),
                thing: None,
            });
        }
        best
    }

    fn look(&self, from: Vector, direction: Vector, strata: (f32, f32, f32), random: &mut Random) -> Colour {
        let Some(hit) = self.first_hit(from, direction, f32::MAX) else {
            return room(direction);
        };
        let mut normal = hit.thing.map_or(hit.normal, |thing| thing.to_world(hit.normal));
        let (albedo, gloss) = match hit.thing {
            None => (wood(hit.local), 0.10),
            Some(thing) => (skin_colour(thing, hit.local, hit.normal), thing.gloss),
        };
        if matches!(hit.thing, Some(Thing { skin: Skin::Foil, .. })) && hit.normal[2] > 0.5 {
            let wrinkle = |salt| fractal_noise(hit.local[0] * 1.3, hit.local[1] * 1.3, 2, salt) - 0.5;
            normal = unit([normal[0] + wrinkle(5) * 0.30, normal[1] + wrinkle(6) * 0.30, normal[2]]);
        }
        let place = along(along(from, direction, hit.distance), normal, 2e-3);
        let (column, row, grid) = strata;
        let (right, down) = ((column + random.unit()) / grid, (row + random.unit()) / grid);
        let window = along(along(WINDOW.0, WINDOW.1, 2.0 * right - 1.0), WINDOW.2, 2.0 * down - 1.0);
        let to_window = minus(window, place);
        let distance = dot(to_window, to_window).sqrt();
        let to_window = unit(to_window);
        let slant = dot(normal, to_window).max(0.0);
        let lit = slant > 0.0 && self.first_hit(place, to_window, distance).is_none();
        // The light of the room comes from everywhere that nothing near stands in the way.
        let anywhere = above(normal, (row + random.unit()) / grid, (column + random.unit()) / grid);
        let (open, bounce) = match self.first_hit(place, anywhere, 9.0) {
            None => (1.0, [0.0; 3]),
            Some(near) => {
                let colour = near.thing.map_or([0.20, 0.13, 0.08], |thing| skin_colour(thing, near.local, near.normal));
                (near.distance / 9.0 * 0.6, colour.map(|part| part * 0.22))
            }
        };
        let strength = if lit { slant * 3500.0 / (distance * distance) } else { 0.0 };
        let mirrored = along(direction, normal, -2.0 * dot(direction, normal));
        let grazing = 1.0 - dot(direction, normal).abs();
        let fresnel = gloss * (0.12 + 0.88 * grazing * grazing * grazing * grazing);
        let metal = matches!(hit.thing, Some(Thing { skin: Skin::Foil, .. }));
        let glare = room(mirrored).map(|part| part * if metal { 0.9 } else { fresnel });
        std::array::from_fn(|channel| {
            let light = DAYLIGHT[channel] * strength + ROOM_LIGHT[channel] * open + bounce[channel];
            albedo[channel] * light + glare[channel]
        })
    }
}

/// The room as mirrors see it: walls that darken downwards, the window, a lamp behind the table.
fn room(direction: Vector) -> Colour {
    let near = dot(direction, unit(WINDOW.0)).max(dot(direction, LAMP));
    let glow = ((near - 0.84) * 7.0).clamp(0.0, 1.0);
    let glow = glow * glow;
    let height = (direction[2] * 0.5 + 0.5).clamp(0.0, 1.0);
    let wall = blend([0.16, 0.14, 0.12], [0.50, 0.50, 0.50], height);
    blend(wall, [1.7, 1.67, 1.6], glow)
}

fn disc(random: &mut Random) -> (f32, f32) {
    loop {
        let (x, y) = (random.between(-1.0, 1.0), random.between(-1.0, 1.0));
        if x * x + y * y <= 1.0 {
            return (x, y);
        }
    }
}

/// A direction over a surface, those near the normal more often; `u` and `v` from 0 to 1 choose it.
fn above(normal: Vector, u: f32, v: f32) -> Vector {
    let side = if normal[0].abs() > 0.6 { [0.0, 1.0, 0.0] } else { [1.0, 0.0, 0.0] };
    let right = unit(cross(normal, side));
    let ahead = cross(right, normal);
    let (x, y) = on_circle(u);
    let reach = v.sqrt();
    along(along(normal.map(|part| part * (1.0 - v).sqrt()), right, reach * x), ahead, reach * y)
}
