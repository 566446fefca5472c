//! The short way for pages that most scanners write: grey or RGB of 8 bits, and black and white.

use super::plan::{Kind, Meaning, Plan, Predictor};
use crate::render::formats::picture::colour::Alpha;

/// Whether [`row`] can be used.
pub fn is_plain(plan: &Plan) -> bool {
    let colours = match plan.meaning {
        Meaning::Grey { .. } => 1,
        Meaning::Rgb => 3,
        _ => return false,
    };
    let depth = plan.bits == 8 || plan.bits == 1 && colours == 1 && plan.predictor == Predictor::None;
    depth
        && plan.kind == Kind::Unsigned
        && plan.alpha == Alpha::None
        && plan.samples == colours
        && !plan.planar
        && plan.predictor != Predictor::Float
}

/// Turns a row of a strip or tile into 8-bit samples of the page. Samples that are not there stay as they are.
pub fn row(plan: &Plan, stored: &[u8], out: &mut [u8]) {
    let invert = if plan.meaning == (Meaning::Grey { white_is_zero: true }) { 0xff } else { 0 };
    if plan.bits == 1 {
        for (byte, pixels) in stored.iter().zip(out.chunks_mut(8)) {
            let bits = byte ^ invert;
            for (nth, pixel) in pixels.iter_mut().enumerate() {
                *pixel = if bits << nth & 0x80 > 0 { u8::MAX } else { 0 };
            }
        }
        return;
    }
    let length = stored.len().min(out.len());
    let (Some(stored), Some(out)) = (stored.get(..length), out.get_mut(..length)) else { return };
    out.copy_from_slice(stored);
    if plan.predictor == Predictor::Horizontal {
        if plan.samples == 3 { add_up::<3>(out) } else { add_up::<1>(out) }
    }
    if invert > 0 {
        for sample in out {
            *sample = !*sample;
        }
    }
}

fn add_up<const N: usize>(samples: &mut [u8]) {
    let mut sums = [0_u8; N];
    for pixel in samples.as_chunks_mut::<N>().0 {
        for (sum, sample) in sums.iter_mut().zip(pixel) {
            *sum = sum.wrapping_add(*sample);
            *sample = *sum;
        }
    }
}
