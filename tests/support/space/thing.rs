//! The things of a scene and where rays meet them; part of `space`.

use super::super::canvas::{Canvas, Colour};
use super::vector::{Vector, along, dot, minus, unit};

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

impl Thing {
    pub(super) fn to_local(&self, v: Vector) -> Vector {
        let (c, s) = self.facing;
        [v[0] * c + v[1] * s, v[1] * c - v[0] * s, v[2]]
    }

    pub(super) fn to_world(&self, v: Vector) -> Vector {
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
    pub(super) fn meet(&self, from: Vector, direction: Vector, limit: f32) -> Option<(f32, Vector, Vector)> {
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
    pub(super) things: Vec<Thing>,
    middle: Vector,
    square_reach: f32,
}

impl Group {
    /// Whether a ray comes near enough to meet one of them.
    pub(super) fn is_near(&self, from: Vector, direction: Vector) -> bool {
        near_ball(self.middle, self.square_reach, from, direction)
    }

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
