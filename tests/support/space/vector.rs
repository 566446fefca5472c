//! Arithmetic with points and directions; part of `space`.

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
