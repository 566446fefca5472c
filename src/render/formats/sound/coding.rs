//! How samples are coded. Part of `sound`.
//!
//! Sources: Microsoft, `mmreg.h` and "Multiple Channel Audio Data and WAVE Files"; ITU-T G.711.

use super::OpenError;

/// Channels that are drawn; of more, only their number is told.
pub(super) const MAX_DRAWN_CHANNELS: usize = 8;

/// The codings that are read. Integers fill their bytes from the top, so that 12 bits in two bytes are 16 bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    Unsigned8,
    Signed16,
    Signed24,
    Signed32,
    Float32,
    Float64,
    ALaw,
    MuLaw,
    Ima,
    Microsoft,
}

/// What the format chunk says.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Format {
    pub coding: Coding,
    /// Not 0.
    pub channels: u16,
    /// Not 0.
    pub frames_a_second: u32,
    /// Bits that count of each sample.
    pub bits: u16,
    /// Bytes of the samples of one moment; of ADPCM those of a block. Not 0.
    pub frame_bytes: usize,
    /// The two weights of each predictor of Microsoft's ADPCM; for it never empty.
    pub weights: Vec<(i16, i16)>,
}

impl Format {
    /// Moments that `bytes` bytes of samples hold.
    pub(super) fn frames(&self, bytes: usize) -> u64 {
        let a_block = match self.coding {
            Coding::Ima => super::adpcm::ima_frames(self.frame_bytes, usize::from(self.channels)),
            Coding::Microsoft => super::adpcm::microsoft_frames(self.frame_bytes, usize::from(self.channels)),
            _ => 1,
        };
        let frames = bytes.checked_div(self.frame_bytes).unwrap_or_default().saturating_mul(a_block);
        u64::try_from(frames).unwrap_or(u64::MAX)
    }

    /// Channels whose samples are looked at.
    pub(super) fn drawn_channels(&self) -> usize {
        usize::from(self.channels).min(MAX_DRAWN_CHANNELS)
    }

    /// The coding for people.
    pub(super) fn words(&self) -> String {
        match self.coding {
            Coding::Unsigned8 | Coding::Signed16 | Coding::Signed24 | Coding::Signed32 => {
                format!("{}-bit PCM", self.bits)
            }
            Coding::Float32 => "32-bit floating point".to_owned(),
            Coding::Float64 => "64-bit floating point".to_owned(),
            Coding::ALaw => "A-law".to_owned(),
            Coding::MuLaw => "µ-law".to_owned(),
            Coding::Ima => "IMA ADPCM".to_owned(),
            Coding::Microsoft => "Microsoft ADPCM".to_owned(),
        }
    }
}

/// The kinds of coding (`WAVE_FORMAT_…`).
const PCM: u16 = 1;
const MICROSOFT_ADPCM: u16 = 2;
const FLOAT: u16 = 3;
const A_LAW: u16 = 6;
const MU_LAW: u16 = 7;
const IMA_ADPCM: u16 = 0x11;
const EXTENSIBLE: u16 = 0xFFFE;

/// What follows the kind in the identifier of an extensible format.
const IDENTIFIER_END: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

/// Reads a format chunk.
pub(super) fn format(chunk: &[u8]) -> Result<Format, OpenError> {
    let word = |at: usize| chunk.get(at..).and_then(|rest| rest.first_chunk()).map(|word| u16::from_le_bytes(*word));
    let needed = |at: usize| word(at).ok_or(OpenError::Damaged);
    let (mut kind, channels, block_bytes, bits) = (needed(0)?, needed(2)?, needed(12)?, needed(14)?);
    let rate = chunk.get(4..).and_then(|rest| rest.first_chunk()).map(|rate| u32::from_le_bytes(*rate));
    let frames_a_second = rate.filter(|rate| *rate > 0).ok_or(OpenError::Damaged)?;
    let mut counted_bits = bits;
    if kind == EXTENSIBLE {
        counted_bits = word(18).filter(|counted| (1..=bits).contains(counted)).unwrap_or(bits);
        kind = needed(24)?;
        if chunk.get(26..40) != Some(&IDENTIFIER_END[..]) {
            return Err(OpenError::UnsupportedSound);
        }
    }
    if channels == 0 {
        return Err(OpenError::Damaged);
    }
    let (coding, sample_bytes) = match (kind, bits) {
        (PCM, 1..=8) => (Coding::Unsigned8, 1),
        (PCM, 9..=16) => (Coding::Signed16, 2),
        (PCM, 17..=24) => (Coding::Signed24, 3),
        (PCM, 25..=32) => (Coding::Signed32, 4),
        (FLOAT, 32) => (Coding::Float32, 4),
        (FLOAT, 64) => (Coding::Float64, 8),
        // Some programs leave the bits out.
        (A_LAW, 0 | 8) => (Coding::ALaw, 1),
        (MU_LAW, 0 | 8) => (Coding::MuLaw, 1),
        (IMA_ADPCM, 4) => (Coding::Ima, 0),
        (MICROSOFT_ADPCM, 4) => (Coding::Microsoft, 0),
        (PCM | FLOAT, 0) => return Err(OpenError::Damaged),
        _ => return Err(OpenError::UnsupportedSound),
    };
    let is_adpcm = matches!(coding, Coding::Ima | Coding::Microsoft);
    // Samples stand without gaps. Where the stated size of a frame says otherwise, it is the mistake.
    let frame_bytes =
        if is_adpcm { usize::from(block_bytes) } else { usize::from(channels).saturating_mul(sample_bytes) };
    let weights = if coding == Coding::Microsoft { weights(chunk) } else { Vec::new() };
    let format = Format { coding, channels, frames_a_second, bits: counted_bits, frame_bytes, weights };
    // A block that holds nothing but its own start would be no sound.
    if is_adpcm && (channels > 2 || format.frames(format.frame_bytes) == 0) {
        return Err(OpenError::UnsupportedSound);
    }
    Ok(format)
}

/// The weights that the format chunk of Microsoft's ADPCM lists, else the usual ones.
fn weights(chunk: &[u8]) -> Vec<(i16, i16)> {
    const USUAL: [(i16, i16); 7] = [(256, 0), (512, -256), (0, 0), (192, 64), (240, 0), (460, -208), (392, -232)];
    let (listed, _) = chunk.get(22..).unwrap_or_default().as_chunks::<4>();
    let count =
        chunk.get(20..).and_then(|rest| rest.first_chunk()).map_or(0, |count| usize::from(u16::from_le_bytes(*count)));
    let weight = |[a, b, c, d]: &[u8; 4]| (i16::from_le_bytes([*a, *b]), i16::from_le_bytes([*c, *d]));
    match listed.get(..count) {
        Some(listed @ [_, ..]) if count <= 256 => listed.iter().map(weight).collect(),
        _ => USUAL.to_vec(),
    }
}

/// The values of all codes of a byte.
pub(super) fn table(value: fn(u8) -> i16) -> [f32; 256] {
    let mut table = [0.0; 256];
    for (code, entry) in (0..=u8::MAX).zip(&mut table) {
        *entry = f32::from(value(code)) / 32768.0;
    }
    table
}

/// The value of a code.
pub(super) fn value(table: &[f32; 256], code: u8) -> f32 {
    table.get(usize::from(code)).copied().unwrap_or_default()
}

/// A-law as a 16-bit sample (ITU-T G.711, table 1a: 13 bits, here at the top of 16).
pub(super) fn a_law(code: u8) -> i16 {
    let code = code ^ 0x55;
    let (segment, step) = (code >> 4 & 7, i16::from(code & 0x0F) << 4);
    let size = match segment {
        0 => step + 8,
        _ => (step + 0x108) << (segment - 1),
    };
    if code & 0x80 == 0 { -size } else { size }
}

/// µ-law as a 16-bit sample (ITU-T G.711, table 2a: 14 bits, here at the top of 16).
pub(super) fn mu_law(code: u8) -> i16 {
    const BIAS: i16 = 0x84;
    let code = !code;
    let size = (((i16::from(code & 0x0F) << 3) + BIAS) << (code >> 4 & 7)) - BIAS;
    if code & 0x80 == 0 { size } else { -size }
}
