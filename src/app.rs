//! The glue between eframe and the rooms: fetches events, runs effects, draws the window.

mod copying;
mod kept;
mod look;
mod started;

pub use started::{Started, Surroundings};

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use egui::{Context, ViewportCommand};

use crate::desktop::clipboard::{Clipboard, Copied};
use crate::desktop::{Dialogs, SettingsKeeper};
use crate::jobs::{Jobs, Library};
use crate::render::{Job, Pool, PoolEvent, Priority, Task};
use crate::state::opened::Stage;
use crate::state::wanted::Held;
use crate::state::{AppState, Effect, Event, Theme, settings::InterfaceScale};
use crate::ui::about::AboutFacts;
use crate::ui::copies::Copies;
use crate::ui::{Intents, Window};
use crate::{desktop, render, ui};

/// The program behind the window.
pub struct App {
    state: AppState,
    window: Window,
    jobs: Jobs,
    library: Arc<Library>,
    pool: Option<Pool>,
    clipboard: Arc<Clipboard>,
    dialogs: Dialogs,
    asked: Vec<Job>,
    title: String,
    theme: Option<Theme>,
    interface_scale: InterfaceScale,
    /// `None` where nothing is kept.
    keeper: Option<SettingsKeeper>,
    watched: kept::Watched,
    /// Until then the first frame may wait for its content.
    first_frame: Option<Instant>,
    system_fonts: SystemFonts,
}

/// Fonts for names in any script. Finding them keeps a processor busy for a while, so it begins after the first frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SystemFonts {
    /// No frame was drawn yet.
    BeforeFirstFrame,
    /// It was drawn, or is being drawn; at this time they are looked for.
    LookAt(Instant),
    /// They are being looked for, or known.
    Added,
}

/// When they are looked for, counted from the first frame.
const SYSTEM_FONTS_AFTER: Duration = Duration::from_millis(150);

/// How long the first frame may wait for the document that was named on the command line. A file of usual size is read and
/// drawn in less, and then the window appears whole instead of filling up in three steps.
const FIRST_FRAME_WAIT: Duration = Duration::from_millis(150);
/// Between two looks for what the first frame waits for.
const LOOK_EVERY: Duration = Duration::from_millis(1);

impl App {
    /// The program around what was started.
    #[must_use]
    pub fn new(ctx: &Context, started: Started) -> Self {
        ui::theme::install(ctx);
        let Started { state, jobs, library, pool, clipboard, dialogs, window, has_input, keeper, settings_path } =
            started;
        ctx.add_plugin(Copies::new(clipboard.clone()));
        // A second window of the same program would get no wake-ups; there is only one.
        let _ = window.set(ctx.clone());
        let about = AboutFacts {
            lines: render::about_lines(),
            layers: None,
            licences: ui::about::licences(render::PDFIUM_LICENCES),
            system: desktop::system::system_line(),
            desktop: desktop::system::desktop_name(),
            graphics: None,
            settings_path,
        };
        let interface_scale = state.preferences.interface_scale;
        // Before the first frame, which would be drawn twice otherwise.
        ctx.set_zoom_factor(interface_scale.factor());
        Self {
            state,
            window: Window::new(about),
            jobs,
            library,
            pool,
            clipboard,
            dialogs,
            asked: Vec::new(),
            title: String::new(),
            theme: None,
            interface_scale,
            keeper,
            watched: kept::Watched::default(),
            first_frame: has_input.then(|| Instant::now() + FIRST_FRAME_WAIT),
            system_fonts: SystemFonts::BeforeFirstFrame,
        }
    }

    /// The state, for tests.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// True while something is still to be read or drawn, for tests.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let looking =
            self.state.opened.as_ref().is_some_and(|opened| opened.inspections.len() < opened.response.documents.len());
        self.state.opening.is_some() || looking || !self.window.wanted.is_empty() || self.state.picture_job().is_some()
    }

    /// The workers, for tests.
    #[must_use]
    pub fn pool(&self) -> Option<&Pool> {
        self.pool.as_ref()
    }

    /// Bytes of pixels on the graphics card, for tests.
    #[must_use]
    pub fn pixel_bytes(&self) -> usize {
        self.window.textures.bytes()
    }

    /// Holds at most so many bytes of pixels from now on, and none yet; for measures.
    pub fn hold_pixels_within(&mut self, budget_bytes: usize) {
        self.window.textures = ui::Textures::within(budget_bytes);
    }

    /// The clipboard, for tests.
    #[must_use]
    pub fn clipboard(&self) -> &Clipboard {
        &self.clipboard
    }

    fn fetch(&mut self, ctx: &Context) {
        let now = Instant::now();
        self.state.tick(now);
        if let Some(end) = self.state.notice.as_ref().filter(|_| !self.state.covered).and_then(|notice| notice.ends()) {
            ctx.request_repaint_after(end.saturating_duration_since(now));
        }
        for event in self.jobs.events() {
            self.told_of_change(&event);
            let effects = self.state.apply(event, now);
            self.run(ctx, effects);
        }
        let events = self.pool.as_ref().map(Pool::poll).unwrap_or_default();
        let open = self.state.opened.as_ref().map(|opened| opened.load);
        for event in events.into_iter().filter(|event| Some(event.document().load) == open) {
            let Some(event) = self.take_picture(event, now) else { continue };
            match event {
                PoolEvent::Tile { key, pixels, .. } => self.window.textures.put_tile(ctx, key, &pixels),
                PoolEvent::Thumbnail { document, size, pixels } => {
                    self.window.textures.put_thumbnail(ctx, document, size, &pixels);
                }
                event => {
                    let effects = self.state.apply(Event::Pages(event), now);
                    self.run(ctx, effects);
                }
            }
        }
    }

    /// Looks for the fonts of the system when it is time.
    fn look_for_fonts(&mut self, ctx: &Context) {
        let SystemFonts::LookAt(time) = self.system_fonts else { return };
        let wait = time.saturating_duration_since(Instant::now());
        if wait.is_zero() {
            self.system_fonts = SystemFonts::Added;
            ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
        } else {
            ctx.request_repaint_after(wait);
        }
    }

    /// Before the first frame: waits a moment for the first document to be read and opened.
    fn wait_for_pages(&mut self, ctx: &Context) {
        let Some(until) = self.first_frame else { return };
        while Instant::now() < until {
            let stage = self.state.opened.as_ref().zip(self.state.selected).map(|(opened, selected)| {
                (
                    opened.stage(selected),
                    Job {
                        document: opened.id(selected),
                        patient: opened.patient(selected),
                        task: Task::Open,
                        priority: Priority::Selected,
                    },
                )
            });
            match stage {
                Some((Stage::Opening, job)) => self.ask(vec![job]),
                // Still being read, or its contents are still to be looked at.
                Some((Stage::Looking, _)) => {}
                None if self.state.opening.is_some() => {}
                _ => return,
            }
            thread::sleep(LOOK_EVERY);
            self.fetch(ctx);
        }
    }

    /// In the first frame: waits a moment for the first pixels, and has the frame drawn again with them.
    fn wait_for_pixels(&mut self, ctx: &Context) {
        let Some(until) = self.first_frame.take() else { return };
        let selected = |app: &Self| app.window.wanted.iter().any(|job| job.priority == Priority::Selected);
        let mut waited = false;
        while selected(self) && Instant::now() < until {
            thread::sleep(LOOK_EVERY);
            self.fetch(ctx);
            let textures = &self.window.textures;
            self.window.wanted.retain(|job| !matches!(&job.task, Task::Render(key) if Held::tile(textures, key)));
            waited = true;
        }
        if waited {
            ctx.request_discard("the first page is there");
        }
    }

    fn handle(&mut self, ctx: &Context, intents: Intents, now: Instant) {
        if !intents.0.is_empty() {
            ctx.request_repaint();
        }
        for intent in intents.0 {
            let effects = self.state.handle(intent, now);
            self.run(ctx, effects);
        }
    }

    fn ask(&mut self, jobs: Vec<Job>) {
        if self.asked != jobs
            && let Some(pool) = &self.pool
        {
            self.asked.clone_from(&jobs);
            pool.want(jobs);
        }
    }

    fn run(&mut self, ctx: &Context, effects: Vec<Effect>) {
        let dialogs = self.dialogs;
        for effect in effects {
            match effect {
                Effect::AskForFiles => {
                    self.jobs.run("open-dialog", move |reporter| desktop::ask_for_files(dialogs, reporter));
                }
                Effect::AskForFolder => {
                    self.jobs.run("open-dialog", move |reporter| desktop::ask_for_folder(dialogs, reporter));
                }
                Effect::MakeTexts(load) => {
                    if let Some(opened) = self.state.opened.as_ref().filter(|opened| opened.load == load) {
                        self.jobs.make_texts(load, opened.response.clone());
                    }
                }
                Effect::Open { load, given } => self.jobs.open(load, given),
                Effect::ReadClipboard if self.clipboard.belongs_to_window() => {
                    ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                }
                Effect::ReadClipboard => {
                    self.jobs.run("clipboard", desktop::clipboard::read);
                }
                Effect::Copy(text) => self.clipboard.copy(Copied::Text(text)),
                Effect::CopySelected => self.copy_selected(ctx, Instant::now()),
                Effect::CopyThroughWindow(text) => Copies::copy_through_window(ctx, &text),
                Effect::SaveBytes { what, bytes, target, replace } => {
                    self.jobs.save_bytes(what, bytes, target, replace);
                }
                Effect::ShowAs(document, format) => {
                    if let (Some(opened), Some(pool)) = (&self.state.opened, &self.pool) {
                        let id = opened.id(document);
                        self.library.show_as(id, format);
                        self.window.textures.forget_document(id);
                        pool.forget(id);
                        self.asked.clear();
                    }
                }
                Effect::CancelOpen => self.jobs.cancel_open(),
                Effect::AskForTarget { what, suggested } => {
                    self.jobs.run("save-dialog", move |reporter| {
                        desktop::ask_for_target(dialogs, what, &suggested, reporter);
                    });
                }
                Effect::AskForTargetFolder(before) => {
                    self.jobs.run("save-dialog", move |reporter| {
                        desktop::ask_for_target_folder(dialogs, before, reporter);
                    });
                }
                Effect::SaveMany(order) => self.jobs.save_many(order),
                Effect::CancelSaveMany => self.jobs.cancel_save_many(),
                Effect::SaveList { load, documents, target, replace } => {
                    self.jobs.save_list(load, documents, target, replace);
                }
                Effect::Save { document, target, replace } => {
                    if let Some(opened) = &self.state.opened {
                        self.jobs.save(opened.id(document), target, replace);
                    }
                }
                Effect::GivePassword { document, password } => {
                    if let (Some(opened), Some(pool)) = (&self.state.opened, &self.pool) {
                        pool.set_password(opened.id(document), password);
                        // The same jobs as before the last try are asked for anew.
                        self.asked.clear();
                    }
                }
                Effect::Retry(document) => {
                    if let (Some(opened), Some(pool)) = (&self.state.opened, &self.pool) {
                        pool.retry(opened.id(document));
                    }
                }
                Effect::Forget(load) => {
                    self.library.forget(load);
                    self.window.textures.forget(load);
                    if let Some(pool) = &self.pool {
                        pool.close_load(load);
                    }
                }
                Effect::FullScreen(on) => ctx.send_viewport_cmd(ViewportCommand::Fullscreen(on)),
                Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.look_for_fonts(ctx);
        self.fetch(ctx);
        // Before the frame is drawn: it shows what is found, and asks for the pages that are searched next.
        if self.state.search_on() {
            ctx.request_repaint();
        }
        self.wait_for_pages(ctx);
        self.set_title(ctx);
        self.set_theme(ctx);
        self.set_scale(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let now = Instant::now();
        if frame.winit_window().is_none() {
            // Without a window of eframe's (in tests) nobody has cleared the ground.
            ui.painter().rect_filled(ui.max_rect(), 0.0, ui.visuals().panel_fill);
        }
        // A test's window has no fonts but ours, so that its pictures are the same everywhere.
        if self.system_fonts == SystemFonts::BeforeFirstFrame && frame.winit_window().is_some() {
            self.system_fonts = SystemFonts::LookAt(now + SYSTEM_FONTS_AFTER);
        }
        let keys = self.window.keys(ui, &self.state);
        self.handle(ui.ctx(), keys, now);
        // Once more in this frame: the content may have been hidden.
        self.set_title(ui.ctx());
        self.watch_window(ui.ctx(), frame, now);
        self.watch_files(ui.ctx());
        self.window.about.layers = self.pool.as_ref().and_then(Pool::layers);
        let intents = self.window.show(ui, &self.state, now);
        self.handle(ui.ctx(), intents, now);
        self.watch_selection(ui.ctx());
        self.keep_settings();
        self.ask(self.window.wanted.iter().copied().chain(self.state.picture_job()).collect());
        if self.first_frame.is_some() {
            self.wait_for_pixels(ui.ctx());
            // eframe shows the window after its first frame, which a software renderer then has to draw twice. What is
            // about to be painted is complete, so the window may appear with it.
            if let Some(window) = frame.winit_window() {
                window.set_visible(true);
            }
        }
    }

    fn on_exit(&mut self) {
        self.jobs.finish();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
