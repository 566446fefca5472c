//! What is kept between sessions: hands it to the writer when it changes, and sees what only the window knows. Here too: whether
//! the open files changed while the user was away.

use std::time::Instant;

use egui::{Context, Vec2};

use super::App;
use crate::limits::{MAX_SIDE_POINTS, MAXIMISED_WITHIN, WINDOW_STANDS};
use crate::state::settings::{SettingsChange, WindowSize};
use crate::state::{Event, Intent};

/// What was seen of the window.
#[derive(Default)]
pub(super) struct Watched {
    /// It is still to be maximised, as it was: on X11 that can be asked for only once it is on the screen.
    maximise: Maximise,
    /// Its size, and since when.
    size: Option<(WindowSize, Instant)>,
    focused: bool,
    /// Of this load it was told that its files changed.
    told: Option<u64>,
}

/// How far the window is on its way to the size of the desktop.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Maximise {
    /// It was made with that wish, where it was so before.
    #[default]
    Wished,
    /// It was asked for again, at this time.
    Asked(Instant),
    /// It is there, or nobody wanted it, or the desktop does not do it.
    Settled,
}

impl App {
    /// Has the writer keep what changed.
    pub(super) fn keep_settings(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.keep(self.state.settings());
        }
    }

    pub(super) fn set_scale(&mut self, ctx: &Context) {
        let scale = self.state.preferences.interface_scale;
        if self.interface_scale != scale {
            self.interface_scale = scale;
            ctx.set_zoom_factor(scale.factor());
        }
    }

    /// Sees how large the window is, once it stands.
    pub(super) fn watch_window(&mut self, ctx: &Context, frame: &eframe::Frame, now: Instant) {
        // A test has no window of its own.
        let Some(window) = frame.winit_window() else { return };
        if self.window.about.graphics.is_none() {
            self.window.about.graphics = frame.wgpu_render_state().map(|wgpu| graphics_line(&wgpu.adapter.get_info()));
        }
        let (full_screen, away, maximised) = ctx.input(|input| {
            let on = |state: Option<bool>| state == Some(true);
            let viewport = input.viewport();
            (on(viewport.fullscreen), on(viewport.minimized), on(viewport.maximized))
        });
        // Filling the screen, or away, it tells nothing of its own size.
        if full_screen || away || self.state.full_screen {
            self.watched.size = None;
            return;
        }
        let kept = self.state.preferences.window;
        if !self.maximise(ctx, kept.maximised && !maximised, window.is_visible(), now) {
            return;
        }
        let size = if maximised {
            WindowSize { maximised, ..kept }
        } else {
            size_of(ctx.content_rect().size() * ctx.zoom_factor())
        };
        match self.watched.size {
            _ if size == kept => self.watched.size = None,
            Some((seen, since)) if seen == size => {
                let stands = now.duration_since(since);
                if stands >= WINDOW_STANDS {
                    self.state.handle(Intent::Settings(SettingsChange::Window(size)), now);
                } else {
                    ctx.request_repaint_after(WINDOW_STANDS.saturating_sub(stands));
                }
            }
            _ => {
                self.watched.size = Some((size, now));
                ctx.request_repaint_after(WINDOW_STANDS);
            }
        }
    }

    /// Has the window be maximised if it is to be and is not. True when its size is the user's own again.
    fn maximise(&mut self, ctx: &Context, missing: bool, visible: Option<bool>, now: Instant) -> bool {
        match self.watched.maximise {
            Maximise::Settled => return true,
            Maximise::Wished if missing && visible != Some(false) => {
                self.watched.maximise = Maximise::Asked(now);
                ctx.send_viewport_cmd(egui::ViewportCommand::Maximized(true));
            }
            Maximise::Asked(since) if missing && now.duration_since(since) < MAXIMISED_WITHIN => {}
            Maximise::Wished if missing => {}
            Maximise::Wished | Maximise::Asked(_) => {
                self.watched.maximise = Maximise::Settled;
                return true;
            }
        }
        ctx.request_repaint_after(WINDOW_STANDS);
        false
    }

    /// When the user comes back to the window: looks whether the open files changed meanwhile, and says so once.
    pub(super) fn watch_files(&mut self, ctx: &Context) {
        let focused = ctx.input(|input| input.focused);
        let came_back = focused && !self.watched.focused;
        self.watched.focused = focused;
        let Some(load) = self.state.opened.as_ref().map(|opened| opened.load) else { return };
        if !came_back || self.watched.told == Some(load) || self.state.opening.is_some() {
            return;
        }
        let library = self.library.clone();
        self.jobs.run("look-again", move |reporter| {
            if library.get(load).is_some_and(|loaded| loaded.input.changed_on_disk()) {
                reporter.send(Event::InputChanged(load));
            }
        });
    }

    /// It is told that the files of a load changed.
    pub(super) fn told_of_change(&mut self, event: &Event) {
        if let Event::InputChanged(load) = event {
            self.watched.told = Some(*load);
        }
    }
}

fn size_of(points: Vec2) -> WindowSize {
    let side = |points: f32, least: u16| (points.round() as u16).clamp(least, MAX_SIDE_POINTS);
    WindowSize {
        width: side(points.x, WindowSize::MIN_WIDTH),
        height: side(points.y, WindowSize::MIN_HEIGHT),
        maximised: false,
    }
}

/// The graphics card and what it is spoken to with.
fn graphics_line(adapter: &eframe::wgpu::AdapterInfo) -> String {
    let parts = [adapter.name.as_str(), &adapter.backend.to_string(), &adapter.driver, &adapter.driver_info];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ")
}
