//! The program behind a window that is not there: real jobs, real workers, real input. In the place of the graphics card is
//! one that only keeps its textures, so that they count as memory.
//!
//! The harness of the tests is not used here: it keeps a tree of all widgets for finding them by name, which costs more than
//! the program's own work, and every picture that was ever drawn.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::epaint::{ImageData, Primitive};
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, TextureId, Vec2};
use redox_media_viewer::app::{App, Started, Surroundings};
use redox_media_viewer::desktop::Dialogs;
use redox_media_viewer::desktop::clipboard::ClipboardKind;
use redox_media_viewer::jobs::Runner;
use redox_media_viewer::message::Given;
use redox_media_viewer::state::DisplayServer;
use redox_media_viewer::state::view::Presented;

use crate::bench::worker;
use crate::support::Response;
use crate::system;

/// Of a screen that draws 60 times a second.
const FRAME: Duration = Duration::from_micros(16_667);
/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(120);
/// Pictures at least this wide (points) are pages on the canvas and not thumbnails.
const PAGE_WIDTH: f32 = 250.0;

/// What a frame took on the window's thread: the program's work and the making of triangles, without the painting of them.
#[derive(Clone, Copy)]
pub struct Cost {
    pub cpu: Duration,
    pub wall: Duration,
}

/// The program.
pub struct Viewer {
    pub app: App,
    ctx: Context,
    frame: eframe::Frame,
    events: Vec<Event>,
    card: HashMap<TextureId, ImageData>,
    /// Pictures of pages that the last frame showed.
    pub drawn: Vec<TextureId>,
    start: Instant,
    due: Instant,
    _folder: tempfile::TempDir,
}

impl Viewer {
    /// A window of 1280 × 800 with a response open, at rest.
    pub fn open(response: &Response, pixel_budget: Option<usize>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("response.json");
        std::fs::write(&path, response.to_json()).expect("a file");
        let mut viewer = Self::start(path, folder);
        if let Some(bytes) = pixel_budget {
            viewer.app.hold_pixels_within(bytes);
        }
        viewer.until("the response is open", |viewer| viewer.app.state().opened.is_some() && !viewer.app.is_busy());
        viewer
    }

    fn start(path: PathBuf, folder: tempfile::TempDir) -> Self {
        let ctx = Context::default();
        let started = Started::new(Surroundings {
            given: Some(Given::Paths(vec![path])),
            worker: worker(),
            runner: Runner::Threads,
            clipboard: ClipboardKind::Kept,
            dialogs: Dialogs::Typed,
            settings: None,
            display_server: DisplayServer::Native,
        });
        Self {
            app: App::new(&ctx, started),
            ctx,
            frame: eframe::Frame::_new_kittest(),
            events: Vec::new(),
            card: HashMap::new(),
            drawn: Vec::new(),
            start: Instant::now(),
            due: Instant::now(),
            _folder: folder,
        }
    }

    /// Something the user does, for the next frame.
    pub fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    /// A key, for the next frame.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
        self.event(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// The wheel, over the pages, for the next frame.
    pub fn wheel(&mut self, points: f32, modifiers: Modifiers) {
        self.event(Event::PointerMoved(Pos2::new(1000.0, 400.0)));
        self.event(Event::ModifiersChanged(modifiers));
        self.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers,
        });
        self.event(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// One frame, and the wait until the screen wants the next.
    pub fn frame(&mut self) -> Cost {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0))),
            max_texture_side: Some(8192),
            time: Some(self.start.elapsed().as_secs_f64()),
            events: std::mem::take(&mut self.events),
            focused: true,
            ..RawInput::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let (wall, cpu) = (Instant::now(), system::thread_time());
        let mut output = self.ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let cost = Cost { cpu: system::thread_time() - cpu, wall: wall.elapsed() };
        for (id, changes) in output.textures_delta.set.drain() {
            for change in changes.into_iter().filter(|change| change.is_whole()) {
                self.card.insert(id, change.image);
            }
        }
        for id in output.textures_delta.free.drain() {
            self.card.remove(&id);
        }
        let pages = primitives.iter().filter_map(|primitive| match &primitive.primitive {
            Primitive::Mesh(mesh) => {
                let is_picture = mesh.texture_id != TextureId::Managed(0);
                (is_picture && mesh.calc_bounds().width() >= PAGE_WIDTH).then_some(mesh.texture_id)
            }
            Primitive::Callback(_) => None,
        });
        self.drawn = pages.collect();
        let now = Instant::now();
        std::thread::sleep(self.due.saturating_duration_since(now));
        self.due = self.due.max(now) + FRAME;
        cost
    }

    /// Frames until something holds; what they took.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> Vec<Cost> {
        let start = Instant::now();
        let mut costs = Vec::new();
        loop {
            costs.push(self.frame());
            if holds(self) {
                return costs;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        }
    }

    /// Frames until nothing is to be read or drawn; what they took.
    pub fn settle(&mut self) -> Vec<Cost> {
        let mut costs = Vec::new();
        let mut quiet = 0;
        while quiet < 3 {
            costs.push(self.frame());
            quiet = if self.app.is_busy() { 0 } else { quiet + 1 };
            assert!(costs.len() < 6_000, "the window does not come to rest");
        }
        costs
    }

    /// How the selected document is shown.
    pub fn shown(&self) -> Presented {
        let state = self.app.state();
        let (selected, viewport) = state.selected.zip(state.viewport).expect("a document is selected");
        state.present(selected, viewport).expect("its pages are known")
    }

    /// Memory of the program and its workers; `None` where it cannot be read.
    pub fn memory(&self) -> Option<u64> {
        let workers = self.app.pool().map(|pool| pool.worker_pids()).unwrap_or_default();
        system::proportional_bytes(&workers)
    }
}

/// The middle and the worst of the frames, in words and as a judgement: 4 ms and 16 ms are the budget.
pub fn frames(what: &str, costs: &[Cost]) -> Vec<crate::table::Row> {
    use crate::table::{Row, median, ms};
    let cpu: Vec<Duration> = costs.iter().map(|cost| cost.cpu).collect();
    let wall: Vec<Duration> = costs.iter().map(|cost| cost.wall).collect();
    let (middle, worst) = (median(&cpu), cpu.iter().max().copied().unwrap_or_default());
    let worst_wall = wall.iter().max().copied().unwrap_or_default();
    let clock = |time| format!("by the clock {}", ms(time));
    vec![
        Row::figure(
            &format!("{what}: a frame, median of {}", costs.len()),
            format!("{} ({})", ms(middle), clock(median(&wall))),
            "at most 4 ms",
            middle <= Duration::from_millis(4),
        ),
        Row::figure(
            &format!("{what}: the worst frame"),
            format!("{} ({})", ms(worst), clock(worst_wall)),
            "at most 16 ms",
            worst <= Duration::from_millis(16),
        ),
    ]
}
