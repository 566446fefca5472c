//! A sound as a picture: a lane for each channel with its loudest and softest samples, and an axis of time.

use vello_cpu::kurbo::BezPath;

use super::super::facts::PageBox;
use super::drawing::{Drawing, Mark};
use super::look::{ACCENT, LINE, MUTED, TEXT};
use super::model::Waveform;
use super::setter::{Setter, Side};

/// Lanes that are drawn; more channels than this are no sound of a chart.
const MAX_LANES: usize = 32;
/// Stretches of time that are drawn: some five for each point of a page's width.
const MAX_STRETCHES: usize = 2_520;
/// Height of the lane of a single channel, of two, and of more.
const HEIGHTS: [f32; 3] = [150.0, 100.0, 64.0];
/// Between two lanes.
const GAP: f32 = 8.0;
/// For the name of a lane, where there are several.
const NAME: f32 = 11.0;
/// Height of the axis of time below.
const AXIS: f32 = 24.0;
/// Least distance of two ticks.
const TICK_DISTANCE: f32 = 52.0;
/// Distances of ticks in seconds, as clocks have them.
const STEPS: [f64; 18] =
    [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_800.0, 3_600.0];
/// Height of words.
const SIZE: f32 = 8.0;

/// A waveform that is sound.
pub(super) struct Wave {
    channels: Vec<Vec<(f32, f32)>>,
    seconds: f64,
}

impl Wave {
    /// Takes over a waveform; samples that are no numbers are silence.
    pub fn new(wave: Waveform) -> Self {
        let seconds = if wave.seconds.is_finite() { wave.seconds.max(0.0) } else { 0.0 };
        let channels = wave.channels.into_iter().take(MAX_LANES).map(|channel| thinned(&channel)).collect();
        Self { channels, seconds }
    }

    /// Height of every part: a lane for each channel, and the axis.
    pub fn heights(&self) -> Vec<f32> {
        let height = self.name_height() + self.lane_height() + GAP;
        let mut heights = vec![height; self.channels.len()];
        heights.push(AXIS);
        heights
    }

    fn name_height(&self) -> f32 {
        if self.channels.len() > 1 { NAME } else { 0.0 }
    }

    fn lane_height(&self) -> f32 {
        let [single, pair, more] = HEIGHTS;
        match self.channels.len() {
            0 | 1 => single,
            2 => pair,
            _ => more,
        }
    }

    /// Puts one part on a page.
    pub fn draw(&self, part: usize, (x, y): (f32, f32), width: f32, setter: &mut Setter, drawing: &mut Drawing) {
        if let Some(channel) = self.channels.get(part) {
            if self.channels.len() > 1 {
                let words = match (part, self.channels.len()) {
                    (0, 2) => "Left".to_owned(),
                    (1, 2) => "Right".to_owned(),
                    _ => format!("Channel {}", part.saturating_add(1)),
                };
                setter.words(&words, SIZE, MUTED, (x, y + SIZE), Side::Left, drawing);
                drawing.push_unseen('\n');
            }
            self.draw_lane(channel, (x, y + self.name_height()), width, drawing);
        } else {
            self.draw_axis((x, y), width, setter, drawing);
        }
    }

    fn draw_lane(&self, channel: &[(f32, f32)], (x, y): (f32, f32), width: f32, drawing: &mut Drawing) {
        let height = self.lane_height();
        let middle = y + height / 2.0;
        let reach = height / 2.0 - 2.0;
        let place = PageBox { left: x, top: y, right: x + width, bottom: y + height };
        let line = |top: f32| PageBox { left: x, top, right: x + width, bottom: top + 0.5 };
        drawing.mark(Mark::Fill(line(middle - 0.25), LINE));
        let step = width / channel.len().max(1) as f32;
        // Silence is a thin line.
        let edge = |sample: f32| f64::from(middle - sample * reach);
        let mut path = BezPath::new();
        let mut at = x;
        path.move_to((f64::from(x), f64::from(middle)));
        for (_, highest) in channel {
            let top = edge(*highest) - 0.25;
            path.line_to((f64::from(at), top));
            at += step;
            path.line_to((f64::from(at), top));
        }
        for (lowest, _) in channel.iter().rev() {
            let bottom = edge(*lowest) + 0.25;
            path.line_to((f64::from(at), bottom));
            at -= step;
            path.line_to((f64::from(at), bottom));
        }
        path.close_path();
        if !channel.is_empty() {
            drawing.mark(Mark::Shape(place, path, ACCENT));
        }
    }

    fn draw_axis(&self, (x, y): (f32, f32), width: f32, setter: &mut Setter, drawing: &mut Drawing) {
        let line = PageBox { left: x, top: y, right: x + width, bottom: y + 0.5 };
        drawing.mark(Mark::Fill(line, LINE));
        let most = f64::from((width / TICK_DISTANCE).max(1.0));
        let step = STEPS.into_iter().find(|step| self.seconds / step <= most);
        let hours = || (self.seconds / most / 3_600.0).ceil().max(1.0) * 3_600.0;
        let step = step.unwrap_or_else(hours);
        let mut tick = 0_u32;
        loop {
            let time = f64::from(tick) * step;
            if time > self.seconds || tick > 100 {
                break;
            }
            let share = if self.seconds > 0.0 { (time / self.seconds) as f32 } else { 0.0 };
            let at = x + share * width;
            drawing.mark(Mark::Fill(PageBox { left: at, top: y, right: at + 0.5, bottom: y + 4.0 }, MUTED));
            let (side, at) = match share {
                share if share < 0.01 => (Side::Left, at),
                share if share > 0.98 => (Side::Right, at),
                _ => (Side::Middle, at),
            };
            if tick > 0 {
                drawing.push_unseen(' ');
            }
            setter.words(&clock(time, step), SIZE, TEXT, (at, y + 5.0 + SIZE), side, drawing);
            tick = tick.saturating_add(1);
        }
        drawing.push_unseen('\n');
    }
}

/// At most [`MAX_STRETCHES`], each as low and as high as those that it stands for.
fn thinned(channel: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let sound = |sample: f32| if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
    let together = channel.len().div_ceil(MAX_STRETCHES).max(1);
    let reach = |stretch: &[(f32, f32)]| {
        stretch.iter().fold((1.0_f32, -1.0_f32), |(lowest, highest), (low, high)| {
            let (low, high) = (sound(*low), sound(*high));
            (lowest.min(low).min(high), highest.max(high).max(low))
        })
    };
    channel.chunks(together).map(reach).collect()
}

/// A time as a clock shows it (`1:05`, `1:00:00`, `0:00.05`), as finely as steps of `step` seconds ask for.
fn clock(time: f64, step: f64) -> String {
    let digits = match step {
        step if step >= 1.0 => 0,
        step if step >= 0.1 => 1,
        step if step >= 0.01 => 2,
        _ => 3,
    };
    let scale = 10_f64.powi(digits);
    let units = (time * scale).round() as u64;
    let whole = units / scale as u64;
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    let mut words =
        if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") };
    if digits > 0 {
        words.push_str(&format!(".{:0width$}", units % scale as u64, width = digits as usize));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_clocks_show_them() {
        assert_eq!(clock(0.0, 5.0), "0:00");
        assert_eq!(clock(65.0, 5.0), "1:05");
        assert_eq!(clock(3_600.0, 600.0), "1:00:00");
        assert_eq!(clock(0.05, 0.05), "0:00.05");
        assert_eq!(clock(59.5, 0.5), "0:59.5");
    }

    #[test]
    fn thinning_keeps_the_extremes() {
        let mut channel = vec![(-0.1, 0.1); 100_000];
        channel[77_777] = (-0.9, 0.8);
        channel[3] = (f32::NAN, f32::INFINITY);
        let thin = thinned(&channel);
        assert!(thin.len() <= MAX_STRETCHES && thin.len() > MAX_STRETCHES / 2);
        assert!(thin.contains(&(-0.9, 0.8)));
        assert_eq!(thinned(&[]), []);
    }
}
