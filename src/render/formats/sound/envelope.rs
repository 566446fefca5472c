//! The lowest and highest samples of stretches of time. Part of `sound`.

/// Stretches that a sound is divided into: a page is some 1,500 pixels wide at twice the usual zoom.
const COLUMNS: u64 = 1_500;

/// The envelope of a sound while its frames (the samples of one moment, one of each channel) come in.
pub(super) struct Envelope {
    channels: Vec<Vec<(f32, f32)>>,
    current: Vec<(f32, f32)>,
    frames: u64,
    columns: u64,
    /// Frames that the current column still lacks.
    lacking: u64,
    /// Columns that are finished.
    finished: u64,
}

/// Samples that are looked at at once.
const LANES: usize = 8;

/// Of a column without a frame.
const NOTHING: (f32, f32) = (f32::INFINITY, f32::NEG_INFINITY);

impl Envelope {
    /// For `frames` frames of `channels` channels, of which there is at least one.
    pub(super) fn new(channels: usize, frames: u64) -> Self {
        let columns = frames.min(COLUMNS);
        let mut envelope = Self {
            channels: vec![Vec::with_capacity(usize::try_from(columns).unwrap_or_default()); channels],
            current: vec![NOTHING; channels],
            frames,
            columns,
            lacking: 0,
            finished: 0,
        };
        envelope.lacking = envelope.frames_before(1);
        envelope
    }

    /// Frames of the first `columns` columns.
    fn frames_before(&self, columns: u64) -> u64 {
        let end = u128::from(columns) * u128::from(self.frames) / u128::from(self.columns.max(1));
        u64::try_from(end).unwrap_or(u64::MAX)
    }

    /// The next frames, each with one sample of each channel.
    pub(super) fn add(&mut self, mut frames: &[f32]) {
        let channels = self.channels.len().max(1);
        while !frames.is_empty() && self.finished < self.columns {
            let there = u64::try_from(frames.len() / channels).unwrap_or(u64::MAX);
            let taken = there.min(self.lacking);
            let samples = usize::try_from(taken).unwrap_or(usize::MAX).saturating_mul(channels);
            let (now, later) = frames.split_at_checked(samples).unwrap_or((frames, &[]));
            // Where each lane is always of the same channel, several samples are looked at at once.
            let (groups, rest) = if LANES.is_multiple_of(channels) { now.as_chunks::<LANES>() } else { (&[][..], now) };
            let lanes = lanes(groups);
            for (channel, range) in self.current.iter_mut().enumerate() {
                *range = lanes.iter().skip(channel).step_by(channels).fold(*range, joined);
                *range = rest.iter().skip(channel).step_by(channels).fold(*range, widened);
            }
            self.lacking = self.lacking.saturating_sub(taken);
            if self.lacking == 0 {
                self.end_column();
            } else if taken == 0 {
                return;
            }
            frames = later;
        }
    }

    fn end_column(&mut self) {
        let full = |value: f32| value.clamp(-1.0, 1.0);
        for (channel, current) in self.channels.iter_mut().zip(&mut self.current) {
            let (low, high) = std::mem::replace(current, NOTHING);
            channel.push(if low <= high { (full(low), full(high)) } else { (0.0, 0.0) });
        }
        self.finished = self.finished.saturating_add(1);
        self.lacking =
            self.frames_before(self.finished.saturating_add(1)).saturating_sub(self.frames_before(self.finished));
    }

    /// For each channel, the lowest and the highest sample of each column.
    pub(super) fn columns(self) -> Vec<Vec<(f32, f32)>> {
        self.channels
    }
}

/// The lowest and highest samples at each place of the groups.
fn lanes(groups: &[[f32; LANES]]) -> Vec<(f32, f32)> {
    let (mut lows, mut highs) = ([NOTHING.0; LANES], [NOTHING.1; LANES]);
    for group in groups {
        for (sample, (low, high)) in group.iter().zip(lows.iter_mut().zip(&mut highs)) {
            (*low, *high) = widened((*low, *high), sample);
        }
    }
    lows.into_iter().zip(highs).collect()
}

/// The range of both.
fn joined(one: (f32, f32), other: &(f32, f32)) -> (f32, f32) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// The range with `sample` in it. What is not a number is neither low nor high.
fn widened((low, high): (f32, f32), sample: &f32) -> (f32, f32) {
    (if *sample < low { *sample } else { low }, if *sample > high { *sample } else { high })
}
