//! Samples as differences from what was to be expected, four bits each. Part of `sound`.
//!
//! Sources: Microsoft, "New Multimedia Data Types and Data Techniques 3.0" (April 1994): "IMA ADPCM Wave Type" and "Microsoft ADPCM
//! Wave Type". Files come in blocks, each of which begins afresh.

use super::coding::Format;

/// Bytes before the differences of an IMA block, for each channel.
const IMA_HEAD_BYTES: usize = 4;

/// Bytes before the differences of a Microsoft block, for each channel.
const MICROSOFT_HEAD_BYTES: usize = 7;

/// Moments in a block of IMA ADPCM; 0 where it is too short to be one. Differences come in groups of eight for each channel.
pub(super) fn ima_frames(block_bytes: usize, channels: usize) -> usize {
    let groups = block_bytes.checked_sub(IMA_HEAD_BYTES.saturating_mul(channels));
    groups.map_or(0, |bytes| (bytes / channels.saturating_mul(4).max(1)).saturating_mul(8).saturating_add(1))
}

/// Moments in a block of Microsoft's ADPCM; 0 where it is too short to be one.
pub(super) fn microsoft_frames(block_bytes: usize, channels: usize) -> usize {
    let differences = block_bytes.checked_sub(MICROSOFT_HEAD_BYTES.saturating_mul(channels));
    differences.map_or(0, |bytes| (bytes.saturating_mul(2) / channels.max(1)).saturating_add(2))
}

/// Gives the samples of each block, moment by moment. At most two channels.
pub(super) fn each_ima_block(samples: &[u8], format: &Format, mut each: impl FnMut(&[f32])) {
    let channels = usize::from(format.channels);
    let (mut states, mut frames) = (Vec::new(), Vec::new());
    for block in samples.chunks_exact(format.frame_bytes.max(1)) {
        let Some((head, groups)) = block.split_at_checked(IMA_HEAD_BYTES.saturating_mul(channels)) else { return };
        states.clear();
        states.extend(head.as_chunks::<IMA_HEAD_BYTES>().0.iter().map(Ima::new));
        frames.clear();
        frames.extend(states.iter().map(|state| loudness(state.sample)));
        for group in groups.chunks_exact(channels.saturating_mul(4).max(1)) {
            let (words, _) = group.as_chunks::<4>();
            for number in 0..8_u32 {
                for (state, word) in states.iter_mut().zip(words) {
                    let difference = u32::from_le_bytes(*word) >> number.saturating_mul(4) & 0x0F;
                    frames.push(loudness(state.next(difference as u8)));
                }
            }
        }
        each(&frames);
    }
}

/// A sample as a part of the loudest.
fn loudness(sample: i16) -> f32 {
    f32::from(sample) / 32768.0
}

/// One channel of IMA ADPCM.
pub(super) struct Ima {
    sample: i16,
    step: usize,
}

impl Ima {
    pub(super) fn new([low, high, step, _]: &[u8; IMA_HEAD_BYTES]) -> Self {
        Self { sample: i16::from_le_bytes([*low, *high]), step: usize::from(*step).min(IMA_STEPS.len() - 1) }
    }

    fn next(&mut self, difference: u8) -> i16 {
        const CHANGES: [i8; 8] = [-1, -1, -1, -1, 2, 4, 6, 8];
        let step = IMA_STEPS.get(self.step).copied().map_or(0, i32::from);
        let part = |bit: u8, part: i32| if difference & bit == 0 { 0 } else { part };
        let size = (step >> 3) + part(4, step) + part(2, step >> 1) + part(1, step >> 2);
        let expected = i32::from(self.sample);
        let sample = if difference & 8 == 0 { expected.saturating_add(size) } else { expected.saturating_sub(size) };
        self.sample = sample.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        let change = CHANGES.get(usize::from(difference & 7)).copied().unwrap_or_default();
        self.step = self.step.saturating_add_signed(isize::from(change)).min(IMA_STEPS.len() - 1);
        self.sample
    }
}

#[cfg(test)]
impl Ima {
    /// Takes the difference that comes nearest to `sample`, and gives it.
    pub(super) fn nearest(&mut self, sample: i16) -> u8 {
        let distance = |difference: &u8| {
            let mut next = Self { ..*self };
            i32::from(next.next(*difference)).abs_diff(i32::from(sample))
        };
        let difference = (0..16).min_by_key(distance).unwrap_or_default();
        self.next(difference);
        difference
    }
}

const IMA_STEPS: [u16; 89] = [
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
    1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
    6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
    32767,
];

/// Gives the samples of each block, moment by moment. At most two channels.
pub(super) fn each_microsoft_block(samples: &[u8], format: &Format, mut each: impl FnMut(&[f32])) {
    let channels = usize::from(format.channels);
    let (mut states, mut frames) = (Vec::new(), Vec::new());
    for block in samples.chunks_exact(format.frame_bytes.max(1)) {
        let Some((head, differences)) = block.split_at_checked(MICROSOFT_HEAD_BYTES.saturating_mul(channels)) else {
            return;
        };
        let Some((predictors, numbers)) = head.split_at_checked(channels) else { return };
        // Of all channels first the steps, then their second samples, then their first.
        let (numbers, _) = numbers.as_chunks::<2>();
        let number = |at: usize| numbers.get(at).map_or(0, |number| i16::from_le_bytes(*number));
        states.clear();
        states.extend(predictors.iter().enumerate().map(|(channel, predictor)| Microsoft {
            weights: format.weights.get(usize::from(*predictor)).copied().unwrap_or_default(),
            step: i32::from(number(channel)),
            last: number(channel.saturating_add(channels)),
            before: number(channel.saturating_add(channels.saturating_mul(2))),
        }));
        frames.clear();
        frames.extend(states.iter().map(|state| loudness(state.before)));
        frames.extend(states.iter().map(|state| loudness(state.last)));
        for byte in differences {
            // With one channel both are of it; with two, each has one.
            for (at, difference) in [byte >> 4, byte & 0x0F].into_iter().enumerate() {
                if let Some(state) = states.get_mut(at.min(channels.saturating_sub(1))) {
                    frames.push(loudness(state.next(difference)));
                }
            }
        }
        each(&frames);
    }
}

/// One channel of Microsoft's ADPCM.
struct Microsoft {
    weights: (i16, i16),
    step: i32,
    last: i16,
    before: i16,
}

impl Microsoft {
    fn next(&mut self, difference: u8) -> i16 {
        const GROWTH: [i32; 16] = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
        const SMALLEST_STEP: i32 = 16;
        let weighed = |sample: i16, weight: i16| i32::from(sample).saturating_mul(i32::from(weight));
        let expected = weighed(self.last, self.weights.0).saturating_add(weighed(self.before, self.weights.1)) / 256;
        let signed = i32::from(difference) - if difference & 8 == 0 { 0 } else { 16 };
        let sample = expected.saturating_add(signed.saturating_mul(self.step));
        self.before = self.last;
        self.last = sample.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        let growth = GROWTH.get(usize::from(difference)).copied().unwrap_or_default();
        self.step = (growth.saturating_mul(self.step) / 256).max(SMALLEST_STEP);
        self.last
    }
}
