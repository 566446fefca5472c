//! Whether the pages are at rest or move: what is being jumped over is not worth drawing sharp. Pure; the time is told.

use std::time::{Duration, Instant};

use super::view::Presented;

/// How the pages move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At rest, or slow enough to be read.
    #[default]
    Rest,
    /// Their scale changes from frame to frame.
    Zooming,
    /// They fly past.
    Flinging,
}

/// While the scale changes more often than this, stand-ins are stretched instead of drawing every step.
const SETTLE: Duration = Duration::from_millis(70);
/// After flying past, the pages are at rest when they were slow for this long.
const CALM: Duration = Duration::from_millis(80);
/// Views in a second from which on pages fly past: each is in view for a quarter of a second.
const FAST_VIEWS_PER_SECOND: f64 = 4.0;
/// Frames that follow each other faster than this say nothing about the speed.
const SHORTEST_FRAME: Duration = Duration::from_millis(4);

/// Tells the pace from where the pages were in each frame.
#[derive(Debug, Default)]
pub struct PaceMeter {
    last: Option<Seen>,
    scaled_at: Option<Instant>,
    fast_at: Option<Instant>,
    flung_at: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    document: (u64, u32),
    scale: f32,
    top: i64,
    at: Instant,
}

impl PaceMeter {
    /// Takes note of a frame: which document of which load, and how it was presented. Returns the pace, and when to look
    /// again if nothing else happens.
    pub fn observe(&mut self, document: (u64, u32), shown: &Presented, now: Instant) -> (Pace, Option<Duration>) {
        let seen = Seen { document, scale: shown.layout.scale, top: shown.scroll.1, at: now };
        match self.last.filter(|last| last.document == document) {
            None => *self = Self::default(),
            Some(last) if (last.scale - seen.scale).abs() > f32::EPSILON => self.scaled_at = Some(now),
            Some(last) => {
                let seconds = now.duration_since(last.at).max(SHORTEST_FRAME).as_secs_f64();
                let views = (seen.top - last.top).unsigned_abs() as f64 / shown.viewport.height.max(1) as f64;
                if views / seconds >= FAST_VIEWS_PER_SECOND {
                    // One jump is a step to a place; two in a row fly past.
                    if self.fast_at.is_some_and(|before| now.duration_since(before) < CALM) {
                        self.flung_at = Some(now);
                    }
                    self.fast_at = Some(now);
                }
            }
        }
        self.last = Some(seen);
        let left = |since: Option<Instant>, length: Duration| {
            since.and_then(|since| length.checked_sub(now.duration_since(since))).filter(|left| !left.is_zero())
        };
        match (left(self.flung_at, CALM), left(self.scaled_at, SETTLE)) {
            (Some(left), _) => (Pace::Flinging, Some(left)),
            (None, Some(left)) => (Pace::Zooming, Some(left)),
            (None, None) => (Pace::Rest, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_response::{VIEW, document, run, shown};
    use super::super::{Command, Intent, Zoom};
    use super::*;
    use crate::render::{Engine, PageSize};

    const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };

    #[test]
    fn pages_that_fly_past_are_at_rest_after_a_moment_of_calm() {
        let mut state = document(&[PAGE; 100], Engine::Pdfium);
        let mut meter = PaceMeter::default();
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        assert_eq!(meter.observe((1, 0), &shown(&state), at(0)).0, Pace::Rest);
        // One jump, by a key or a click, is drawn sharp at once.
        run(&mut state, Command::LastPage);
        assert_eq!(meter.observe((1, 0), &shown(&state), at(16)).0, Pace::Rest);
        let mut fling = |milliseconds, down| {
            state.handle(Intent::Scroll { right: 0, down }, start);
            meter.observe((1, 0), &shown(&state), at(milliseconds))
        };
        // Reading speed: a view in a second.
        for frame in 0..20 {
            assert_eq!(fling(200 + frame * 16, -VIEW.height / 60).0, Pace::Rest);
        }
        fling(600, -500);
        for frame in 1..20 {
            assert_eq!(fling(600 + frame * 16, -500).0, Pace::Flinging, "{frame}");
        }
        let (pace, again) = fling(600 + 19 * 16 + 50, -1);
        assert_eq!((pace, again), (Pace::Flinging, Some(Duration::from_millis(30))));
        assert_eq!(fling(600 + 19 * 16 + 80, 0), (Pace::Rest, None));
    }

    #[test]
    fn a_scale_settles_and_another_document_is_at_rest() {
        let mut state = document(&[PAGE; 3], Engine::Pdfium);
        let mut meter = PaceMeter::default();
        let start = Instant::now();
        meter.observe((1, 0), &shown(&state), start);
        state.set_zoom(Zoom::Factor(2.0), None);
        assert_eq!(meter.observe((1, 0), &shown(&state), start).0, Pace::Zooming);
        assert_eq!(meter.observe((1, 0), &shown(&state), start + SETTLE), (Pace::Rest, None));
        state.set_zoom(Zoom::Factor(3.0), None);
        assert_eq!(meter.observe((1, 1), &shown(&state), start + SETTLE).0, Pace::Rest);
    }
}
