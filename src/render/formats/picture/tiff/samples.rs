//! Samples of any depth and kind as 16-bit numbers.

use super::plan::{Kind, Plan, Predictor};

/// Which samples of a strip's or tile's row to take, and where they go.
pub struct Take {
    /// Pixels.
    pub pixels: usize,
    /// The first sample of a pixel in the strip.
    pub from: usize,
    /// Samples that are taken of each pixel.
    pub count: usize,
    /// The first of them in the row of the page, counted in samples.
    pub to: usize,
    /// Samples of a pixel in the row of the page.
    pub step: usize,
}

/// Takes samples out of one unpacked row. `deep` spreads them over 16 bits; palette indices stay as they are.
pub fn read_row(plan: &Plan, big_endian: bool, row: &[u8], take: &Take, deep: bool, out: &mut [u16]) {
    let samples = usize::from(plan.chunk_samples());
    let convert = converter(plan, deep);
    let differences = plan.predictor == Predictor::Horizontal;
    let mut sink = Sink { take, samples, differences, bits: plan.bits, out };
    if plan.predictor == Predictor::Float {
        let bytes = sums(row, samples);
        let (width, count) = (usize::from(plan.bits) / 8, row.len() / (usize::from(plan.bits) / 8).max(1));
        let get = |at: usize| {
            (0..width).fold(0_u64, |sum, plane| sum << 8 | byte(&bytes, plane.saturating_mul(count).saturating_add(at)))
        };
        return sink.fill(get, convert);
    }
    match (plan.bits, big_endian) {
        (8, _) => sink.fill(|at| byte(row, at), convert),
        (16, true) => sink.fill(|at| byte(row, at * 2) << 8 | byte(row, at * 2 + 1), convert),
        (16, false) => sink.fill(|at| byte(row, at * 2 + 1) << 8 | byte(row, at * 2), convert),
        (24 | 32 | 64, false) => {
            let width = usize::from(plan.bits) / 8;
            let get = |at: usize| (0..width).rev().fold(0, |sum, nth| sum << 8 | byte(row, at * width + nth));
            sink.fill(get, convert);
        }
        (24 | 32 | 64, true) => {
            let width = usize::from(plan.bits) / 8;
            let get = |at: usize| (0..width).fold(0, |sum, nth| sum << 8 | byte(row, at * width + nth));
            sink.fill(get, convert);
        }
        // All others are a stream of bits, the highest first, in files of either order.
        (bits, _) => {
            let bits = usize::from(bits);
            let get = |at: usize| {
                let (first, last) = (at * bits / 8, (at * bits + bits - 1) / 8);
                let window = (first..=last).fold(0_u128, |sum, at| sum << 8 | u128::from(byte(row, at)));
                let below = (last + 1) * 8 - (at + 1) * bits;
                (window >> below) as u64 & mask(bits as u8)
            };
            sink.fill(get, convert);
        }
    }
}

fn byte(row: &[u8], at: usize) -> u64 {
    row.get(at).copied().map_or(0, u64::from)
}

fn mask(bits: u8) -> u64 {
    u64::MAX >> (64 - u32::from(bits.clamp(1, 64)))
}

struct Sink<'a> {
    take: &'a Take,
    samples: usize,
    differences: bool,
    bits: u8,
    out: &'a mut [u16],
}

impl Sink<'_> {
    #[inline]
    fn fill(&mut self, get: impl Fn(usize) -> u64, convert: impl Fn(u64) -> u16) {
        let Take { pixels, from, count, to, step } = *self.take;
        for channel in 0..count {
            let mut sum = 0_u64;
            let targets = self.out.iter_mut().skip(to + channel).step_by(step.max(1)).take(pixels);
            for (pixel, target) in targets.enumerate() {
                let value = get(pixel * self.samples + from + channel);
                let value = if self.differences {
                    sum = sum.wrapping_add(value) & mask(self.bits);
                    sum
                } else {
                    value
                };
                *target = convert(value);
            }
        }
    }
}

/// How a stored number becomes one of 16 bits.
fn converter(plan: &Plan, deep: bool) -> impl Fn(u64) -> u16 {
    let (bits, kind) = (plan.bits, plan.kind);
    let most = mask(bits);
    move |value| {
        if !deep {
            return value.min(u64::from(u16::MAX)) as u16;
        }
        match kind {
            Kind::Float => float(value, bits),
            // Signed numbers start in the middle: the lowest is black.
            Kind::Signed => spread(value ^ (1 << (bits - 1)), bits, most),
            Kind::Unsigned => spread(value, bits, most),
        }
    }
}

#[inline]
fn spread(value: u64, bits: u8, most: u64) -> u16 {
    match bits {
        8 => (value * 257) as u16,
        16 => value as u16,
        17.. => (value >> (bits - 16)) as u16,
        _ => ((value * 65_535 + most / 2) / most) as u16,
    }
}

/// 0 is black, 1 is white; what is beyond is either.
fn float(value: u64, bits: u8) -> u16 {
    let number = match bits {
        16 => small_float(value, 10, 15),
        24 => small_float(value, 16, 63),
        32 => f64::from(f32::from_bits(value as u32)),
        _ => f64::from_bits(value),
    };
    // No number at all becomes black.
    (number.clamp(0.0, 1.0) * 65_535.0 + 0.5) as u16
}

/// A float of 16 or 24 bits (IEEE 754 half; Adobe's TIFF Technical Note 3).
fn small_float(value: u64, mantissa_bits: u32, bias: i32) -> f64 {
    let mantissa = (value & mask(mantissa_bits as u8)) as f64 / f64::from(1_u32 << mantissa_bits);
    let exponent_mask = (bias * 2 + 1) as u64;
    let exponent = (value >> mantissa_bits) & exponent_mask;
    let negative = value >> mantissa_bits > exponent_mask;
    let size = match exponent {
        0 => mantissa * 2.0_f64.powi(1 - bias),
        largest if largest == exponent_mask => f64::INFINITY,
        _ => (1.0 + mantissa) * 2.0_f64.powi(exponent as i32 - bias),
    };
    if negative { -size } else { size }
}

/// Undoes the differences of the floating point predictor: bytes of one weight stand beside each other.
fn sums(row: &[u8], samples: usize) -> Vec<u8> {
    let mut bytes = row.to_vec();
    for at in samples..bytes.len() {
        let before = bytes.get(at - samples).copied().unwrap_or(0);
        if let Some(byte) = bytes.get_mut(at) {
            *byte = byte.wrapping_add(before);
        }
    }
    bytes
}
