//! A small ray tracer for photo-like still lifes: boxes, cylinders and ellipsoids on a table by a window.
//!
//! Lengths are centimetres, z is up, the table is z = 0. Colours are linear light. Only exactly rounded float
//! operations are used, so the pixels are the same on every machine.

use super::canvas::{Canvas, Colour, blend, on_circle};
use super::random::{Random, fractal_noise, mix, smooth_noise};

/// A point or direction.
pub type Vector = [f32; 3];

/// a + b · t.
pub fn along(a: Vector, b: Vector, t: f32) -> Vector {
    [a[0] + b[0] * t, a[1] + b[1] * t, a[2] + b[2] * t]
}

/// a − b.
pub fn minus(a: Vector, b: Vector) -> Vector {
    along(a, b, -1.0)
}

/// The scalar product.
pub fn dot(a: Vector, b: Vector) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The vector product.
pub fn cross(a: Vector, b: Vector) -> Vector {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// `a` at length 1.
pub fn unit(a: Vector) -> Vector {
    a.map(|part| part / dot(a, a).sqrt())
}

/// What a thing is made of.
#[derive(Clone, Debug)]
pub enum Skin {
    /// One colour.
    Plain(Colour),
    /// A picture over the face: of a box, over the side whose outward axis is given (0 x, 1 −y, 2 z), of a cylinder, around it.
    Printed(Vec<(usize, Canvas)>, Colour),
    /// Aluminium foil with fine wrinkles.
    Foil,
    /// Clear amber plastic with tablets inside.
    Amber,
}

/// The form of a thing in its own coordinates.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Half the length along each axis.
    Box(Vector),
    /// Radius and half the height along z.
    Cylinder(f32, f32),
    /// Half the length along each axis.
    Ellipsoid(Vector),
}

/// A thing in the scene.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Its middle.
    pub middle: Vector,
    /// The direction of its x axis on the table, of length 1.
    pub facing: (f32, f32),
    /// Its form.
    pub form: Form,
    /// Its surface.
    pub skin: Skin,
    /// How strongly it mirrors, from 0 to 1.
    pub gloss: f32,
}

/// Where a ray meets a thing.
struct Hit<'a> {
    distance: f32,
    normal: Vector,
    local: Vector,
    thing: Option<&'a Thing>,
}

impl Thing {
    fn to_local(&self, v: Vector) -> Vector {
        let (c, s) = self.facing;
        [v[0] * c + v[1] * s, v[1] * c - v[0] * s, v[2]]
    }

    fn to_world(&self, v: Vector) -> Vector {
        let (c, s) = self.facing;
        [v[0] * c - v[1] * s, v[0] * s + v[1] * c, v[2]]
    }

    /// The square of the radius of a ball around it.
    fn square_reach(&self) -> f32 {
        match self.form {
            Form::Box(half) => dot(half, half),
            Form::Cylinder(radius, half) => radius * radius + half * half,
            Form::Ellipsoid(half) => {
                let longest = half[0].max(half[1]).max(half[2]);
                longest * longest
            }
        }
    }

    /// Distance, normal and point, the latter two in the thing's own coordinates.
    fn meet(&self, from: Vector, direction: Vector, limit: f32) -> Option<(f32, Vector, Vector)> {
        if !near_ball(self.middle, self.square_reach(), from, direction) {
            return None;
        }
        let (o, d) = (self.to_local(minus(from, self.middle)), self.to_local(direction));
        let (distance, normal) = match self.form {
            Form::Box(half) => meet_box(o, d, half)?,
            Form::Cylinder(radius, half) => meet_cylinder(o, d, radius, half)?,
            Form::Ellipsoid(half) => meet_ellipsoid(o, d, half)?,
        };
        (distance > 1e-3 && distance < limit).then(|| (distance, normal, along(o, d, distance)))
    }
}

fn meet_box(o: Vector, d: Vector, half: Vector) -> Option<(f32, Vector)> {
    let (mut near, mut far, mut axis) = (f32::MIN, f32::MAX, 0);
    for side in 0..3 {
        let inverse = 1.0 / d[side];
        let middle = -o[side] * inverse;
        let reach = half[side] * inverse.abs();
        if middle - reach > near {
            near = middle - reach;
            axis = side;
        }
        far = far.min(middle + reach);
    }
    let mut normal = [0.0; 3];
    normal[axis] = if d[axis] > 0.0 { -1.0 } else { 1.0 };
    (near < far && near > 0.0).then_some((near, normal))
}

fn meet_cylinder(o: Vector, d: Vector, radius: f32, half: f32) -> Option<(f32, Vector)> {
    let a = d[0] * d[0] + d[1] * d[1];
    let b = o[0] * d[0] + o[1] * d[1];
    let c = o[0] * o[0] + o[1] * o[1] - radius * radius;
    let under_root = b * b - a * c;
    if under_root < 0.0 {
        return None;
    }
    let distance = (-b - under_root.sqrt()) / a;
    let hit = along(o, d, distance);
    if distance > 0.0 && hit[2].abs() <= half {
        return Some((distance, [hit[0] / radius, hit[1] / radius, 0.0]));
    }
    let cap = if d[2] < 0.0 { half } else { -half };
    let distance = (cap - o[2]) / d[2];
    let hit = along(o, d, distance);
    let inside = hit[0] * hit[0] + hit[1] * hit[1] <= radius * radius;
    (inside && distance > 0.0).then_some((distance, [0.0, 0.0, if cap > 0.0 { 1.0 } else { -1.0 }]))
}

fn meet_ellipsoid(o: Vector, d: Vector, half: Vector) -> Option<(f32, Vector)> {
    let scale = |v: Vector| [v[0] / half[0], v[1] / half[1], v[2] / half[2]];
    let (o, d) = (scale(o), scale(d));
    let (a, b, c) = (dot(d, d), dot(o, d), dot(o, o) - 1.0);
    let under_root = b * b - a * c;
    if under_root < 0.0 {
        return None;
    }
    let distance = (-b - under_root.sqrt()) / a;
    (distance > 0.0).then(|| (distance, unit(scale(along(o, d, distance)))))
}

/// Things near one another, and a ball around them that lets most rays pass them by with one test.
#[derive(Clone, Debug)]
pub struct Group {
    things: Vec<Thing>,
    middle: Vector,
    square_reach: f32,
}

impl Group {
    /// These things together.
    pub fn new(things: Vec<Thing>) -> Self {
        let share = 1.0 / things.len() as f32;
        let middle = things.iter().fold([0.0; 3], |sum, thing| along(sum, thing.middle, share));
        let reach = things
            .iter()
            .map(|thing| {
                let offset = minus(thing.middle, middle);
                dot(offset, offset).sqrt() + thing.square_reach().sqrt()
            })
            .fold(0.0, f32::max);
        Self { things, middle, square_reach: reach * reach }
    }
}

/// Whether a ray passes through a ball; `direction` has length 1.
fn near_ball(middle: Vector, square_reach: f32, from: Vector, direction: Vector) -> bool {
    let offset = minus(middle, from);
    let ahead = dot(offset, direction);
    let square = dot(offset, offset);
    square - ahead * ahead <= square_reach && (ahead > 0.0 || square <= square_reach)
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
        let met = |group: &&Group| near_ball(group.middle, group.square_reach, from, direction);
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
            Some(thing) => (skin_colour(thing, &hit), thing.gloss),
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
                let colour = near.thing.map_or([0.20, 0.13, 0.08], |thing| skin_colour(thing, &near));
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

fn skin_colour(thing: &Thing, hit: &Hit<'_>) -> Colour {
    let local = hit.local;
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
                    match hit.normal.map(f32::abs) {
                        [x, _, _] if x > 0.5 => (0, 0.5 + part(1) * hit.normal[0], 0.5 - part(2)),
                        [_, y, _] if y > 0.5 => (1, 0.5 - part(0) * hit.normal[1], 0.5 - part(2)),
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
fn wood(place: Vector) -> Colour {
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
