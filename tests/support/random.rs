//! Repeatable randomness for fixtures; used by every fixture that needs noise or filler.
//!
//! Only integer arithmetic and the exactly rounded float operations are used, so that the bytes of a fixture are the same everywhere.

/// A small pseudo-random generator (xorshift64*), seeded, never for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator whose whole sequence follows from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed ^ 0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number from 0 (included) to 1 (excluded).
    pub fn unit(&mut self) -> f32 {
        (self.next_u64() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// A number from `low` (included) to `high` (excluded).
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A bell-shaped number around 0 with a standard deviation of 1 (the sum of twelve uniform ones, so within ±6).
    pub fn bell(&mut self) -> f32 {
        let mut sum = -6.0;
        for _ in 0..12 {
            sum += self.unit();
        }
        sum
    }

    /// Fills `bytes`, eight at a time.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let next = self.next_u64().to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
    }
}

/// Scrambles 64 bits (the finaliser of splitmix64).
pub fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Smooth noise from 0 to 1 over the plane; features are about one unit wide.
pub fn smooth_noise(x: f32, y: f32, seed: u64) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (across, down) = (ease(x - left), ease(y - top));
    let corner = |dx: f32, dy: f32| {
        let column = (left + dx) as i64 as u64;
        let row = (top + dy) as i64 as u64;
        let bits = mix(column.wrapping_mul(0x1656_67b1_9e37_79f9) ^ mix(row ^ mix(seed)));
        (bits >> 40) as f32 / (1u32 << 24) as f32
    };
    let upper = corner(0.0, 0.0) + (corner(1.0, 0.0) - corner(0.0, 0.0)) * across;
    let lower = corner(0.0, 1.0) + (corner(1.0, 1.0) - corner(0.0, 1.0)) * across;
    upper + (lower - upper) * down
}

/// Noise with detail at several scales, from 0 to 1; every octave halves the width and the strength.
pub fn fractal_noise(x: f32, y: f32, octaves: u32, seed: u64) -> f32 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        sum += weight * smooth_noise(x * scale, y * scale, seed.wrapping_add(u64::from(octave)));
        total += weight;
        weight *= 0.5;
        scale *= 2.0;
    }
    sum / total
}
