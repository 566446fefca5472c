//! "Dictation": six seconds that look like speech, as dictation machines write it: 8,000 samples a second, µ-law.

use super::super::random::{Random, smooth_noise};

const RATE: u32 = 8000;
const SECONDS: u32 = 6;

/// The file.
pub fn dictation() -> Vec<u8> {
    let mut random = Random::new(118);
    let samples: Vec<u8> = (0..RATE * SECONDS)
        .map(|at| {
            let seconds = at as f32 / RATE as f32;
            // Syllables, four or five a second, in phrases with a breath between them.
            let syllable = (smooth_noise(seconds * 4.5, 0.5, 7) - 0.25).max(0.0);
            let phrase = if (seconds % 2.3) < 1.8 { 1.0 } else { 0.04 };
            let voice = (seconds * 140.0 * std::f32::consts::TAU).sin() * 0.6 + (random.unit() - 0.5) * 0.8;
            mu_law(voice * syllable * phrase)
        })
        .collect();
    let mut file = b"RIFF".to_vec();
    let length = samples.len() as u32;
    file.extend((50 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(18_u32.to_le_bytes());
    // WAVE_FORMAT_MULAW, one channel.
    file.extend(7_u16.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(8_u16.to_le_bytes());
    file.extend(0_u16.to_le_bytes());
    file.extend(b"fact");
    file.extend(4_u32.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

/// ITU-T G.711.
fn mu_law(sample: f32) -> u8 {
    let linear = ((sample.clamp(-1.0, 1.0) * 32_635.0) as i32).unsigned_abs() + 132;
    let exponent = (31 - linear.leading_zeros()).clamp(7, 14) - 7;
    let mantissa = (linear >> (exponent + 3)) & 0x0f;
    let sign = if sample < 0.0 { 0x80 } else { 0 };
    !(sign | (exponent << 4) as u8 | mantissa as u8)
}
