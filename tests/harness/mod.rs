//! The whole program in a window without a screen: real jobs, real workers, real keys. Test crates include it with
//! `#[path = "../harness/mod.rs"] mod harness;`.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::wgpu::WgpuTestRenderer;
use egui_kittest::{Harness, HarnessBuilder, TestRenderer};
use redox_media_viewer::app::{App, Started, Surroundings};
use redox_media_viewer::desktop::clipboard::ClipboardKind;
use redox_media_viewer::desktop::{Dialogs, SettingsFile};
use redox_media_viewer::jobs::Runner;
use redox_media_viewer::message::Given;
use redox_media_viewer::render::WorkerCommand;
use redox_media_viewer::state::DisplayServer;

/// Longer than anything takes on a slow machine: only failures wait for it.
const DEADLINE: Duration = Duration::from_secs(60);

/// The program under test.
pub struct Program {
    /// The harness around it.
    pub harness: Harness<'static, App>,
    _folder: tempfile::TempDir,
}

/// How the window is made.
#[derive(Clone, Copy)]
pub struct Look {
    /// Size in points.
    pub size: Vec2,
    /// Light or dark.
    pub theme: Theme,
    /// Device pixels per point.
    pub scale: f32,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: Vec2::new(1280.0, 800.0), theme: Theme::Light, scale: 1.0 }
    }
}

/// What only some tests give the program.
#[derive(Default)]
struct Surrounded {
    settings: Option<SettingsFile>,
    display_server: DisplayServer,
}

/// How workers are started in tests.
pub fn worker() -> WorkerCommand {
    WorkerCommand::program(PathBuf::from(env!("CARGO_BIN_EXE_redox-media-viewer")))
}

/// A file of the project.
pub fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

impl Program {
    /// Nothing open.
    pub fn empty(look: Look) -> Self {
        Self::start(None, look, worker())
    }

    /// A file open.
    pub fn with_file(path: PathBuf, look: Look) -> Self {
        Self::start(Some(Given::Paths(vec![path])), look, worker())
    }

    /// A message open, and the first look at its contents done.
    pub fn with_message(json: &str, look: Look) -> Self {
        Self::empty(look).open_message(json)
    }

    /// The same, in a window that is there.
    pub fn open_message(self, json: &str) -> Self {
        let mut program = self;
        let path = program.file("response.json", json.as_bytes());
        program.drop_file(&path);
        program.wait("the message is open", |program| program.is_looked_at());
        program
    }

    /// With everything chosen by the test.
    pub fn start(given: Option<Given>, look: Look, worker: WorkerCommand) -> Self {
        Self::build(Harness::builder().wgpu(), given, look, worker, Surrounded::default())
    }

    /// Nothing open, and settings in this folder. Without one nothing is kept.
    pub fn with_settings(folder: &Path, look: Look) -> Self {
        let surrounded = Surrounded { settings: Some(SettingsFile::in_folder(folder)), ..Surrounded::default() };
        Self::build(Harness::builder().wgpu(), None, look, worker(), surrounded)
    }

    /// Nothing open, on this display server.
    pub fn on_server(display_server: DisplayServer, look: Look) -> Self {
        let surrounded = Surrounded { display_server, ..Surrounded::default() };
        Self::build(Harness::builder().wgpu(), None, look, worker(), surrounded)
    }

    /// Nothing open, and every texture on its way to the graphics card seen by `colours`.
    pub fn watched(look: Look, colours: &Colours) -> Self {
        let renderer = Watched { inner: WgpuTestRenderer::default(), colours: colours.clone() };
        Self::build(Harness::builder().renderer(renderer), None, look, worker(), Surrounded::default())
    }

    fn build(
        builder: HarnessBuilder<App>,
        given: Option<Given>,
        look: Look,
        worker: WorkerCommand,
        surrounded: Surrounded,
    ) -> Self {
        let Surrounded { settings, display_server } = surrounded;
        let mut harness = builder
            .with_size(look.size)
            .with_pixels_per_point(look.scale)
            .with_theme(look.theme)
            .with_max_steps(16)
            .build_eframe(move |cc| {
                App::new(
                    &cc.egui_ctx,
                    Started::new(Surroundings {
                        given,
                        worker,
                        runner: Runner::Threads,
                        clipboard: ClipboardKind::Kept,
                        dialogs: Dialogs::Typed,
                        settings,
                        display_server,
                    }),
                )
            });
        // The program follows the system, so the test is the system.
        harness.input_mut().system_theme = Some(look.theme);
        harness.step();
        Self { harness, _folder: tempfile::tempdir().unwrap() }
    }

    /// A file in a folder that ends with the test.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self._folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The state.
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// True when all contents were looked at.
    pub fn is_looked_at(&self) -> bool {
        self.app()
            .state()
            .opened
            .as_ref()
            .is_some_and(|opened| opened.inspections.len() == opened.response.documents.len())
    }

    /// Steps until something holds.
    pub fn wait(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        loop {
            self.harness.step();
            if holds(self) {
                return;
            }
            if start.elapsed() > DEADLINE {
                self.keep_picture(what);
                panic!("waited in vain until {what}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn keep_picture(&mut self, what: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/failures");
        let name: String = what.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        if let (Ok(picture), Ok(())) = (self.harness.render(), std::fs::create_dir_all(&folder)) {
            let _ = picture.save(folder.join(format!("{name}.png")));
        }
    }

    /// Steps until nothing more is to be drawn: every wanted tile and thumbnail is there.
    pub fn settle(&mut self) {
        let start = Instant::now();
        let mut quiet = 0;
        while quiet < 12 {
            self.harness.step();
            std::thread::sleep(Duration::from_millis(10));
            quiet = if self.app().is_busy() { 0 } else { quiet + 1 };
            if start.elapsed() > DEADLINE {
                self.keep_picture("settling");
                panic!("the window does not come to rest");
            }
        }
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.drop_files(&[path.to_owned()]);
    }

    /// Drops several files on the window at once.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let dropped = &mut self.harness.input_mut().dropped_files;
        for path in paths {
            dropped.push(Arc::new(Dropped(path.clone())));
        }
        self.harness.step();
    }

    /// True when a widget of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// True when a widget with this in its name is there.
    pub fn has_part(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// What the identity strip says.
    pub fn identity(&self) -> Option<String> {
        self.harness.query_all_by_label_contains("Patient ").find_map(|node| {
            let node = node.accesskit_node();
            node.value().or_else(|| node.label()).filter(|label| label.starts_with("Patient "))
        })
    }

    /// The selected row's name.
    pub fn selected_row(&self) -> Option<String> {
        self.harness
            .query_all_by_label_contains("Document ")
            .find(|node| node.accesskit_node().is_selected() == Some(true))
            .and_then(|node| node.accesskit_node().label())
    }
}

/// The colour in the middle of each texture.
pub type Colours = Arc<Mutex<HashMap<egui::TextureId, [u8; 3]>>>;

struct Watched {
    inner: WgpuTestRenderer,
    colours: Colours,
}

impl TestRenderer for Watched {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        for (id, changes) in &delta.set {
            if let Some(egui::epaint::ImageDelta { image: egui::ImageData::Color(picture), .. }) = changes.last() {
                let [red, green, blue, _] = picture.pixels[picture.pixels.len() / 2].to_array();
                self.colours.lock().unwrap().insert(*id, [red, green, blue]);
            }
        }
        self.inner.handle_delta(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        self.inner.render(ctx, output)
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        panic!("the window must not read a dropped file itself")
    }
}
