//! The glue between eframe and the rooms: fetches events, runs effects, draws the window.

use std::sync::Arc;
use std::time::Instant;

use egui::{Context, ThemePreference, ViewportCommand};

use crate::jobs::{Jobs, Library, Runner, Wake};
use crate::render::{Job, Pool, PoolConfig, PoolEvent, WorkerCommand};
use crate::state::{AppState, Effect, Event, NoticeKind, Origin, Theme};
use crate::ui::Window;
use crate::ui::dialogs::AboutFacts;
use crate::{desktop, render, ui};

/// The program behind the window.
pub struct App {
    state: AppState,
    window: Window,
    jobs: Jobs,
    library: Arc<Library>,
    pool: Option<Pool>,
    asked: Vec<Job>,
    title: String,
    theme: Option<Theme>,
}

/// What the program needs from outside.
pub struct Surroundings {
    /// What to open first.
    pub origin: Option<Origin>,
    /// How workers are started.
    pub worker: WorkerCommand,
    /// Where work runs.
    pub runner: Runner,
}

impl App {
    /// Builds the program and starts opening, before the first frame is drawn.
    #[must_use]
    pub fn new(ctx: &Context, surroundings: Surroundings) -> Self {
        ui::theme::install(ctx);
        let waker = ctx.clone();
        let wake: Wake = Arc::new(move || waker.request_repaint());
        let library = Arc::new(Library::default());
        let jobs = Jobs::new(surroundings.runner, wake.clone(), library.clone());
        let mut config = PoolConfig::new(wake);
        config.worker = surroundings.worker;
        let mut state = AppState::default();
        let pool = Pool::new(config, library.clone()).ok();
        match &pool {
            Some(pool) => pool.prewarm(),
            None => {
                let sentence = "Documents cannot be shown: the system has no room for another thread. They can still be listed and saved.";
                state.notify(NoticeKind::Error, sentence.to_owned(), Instant::now());
            }
        }
        let about =
            AboutFacts { lines: render::about_lines(), licences: ui::dialogs::licences(render::PDFIUM_LICENCES) };
        let mut app = Self {
            state,
            window: Window::new(about),
            jobs,
            library,
            pool,
            asked: Vec::new(),
            title: String::new(),
            theme: None,
        };
        if let Some(origin) = surroundings.origin {
            let effects = app.state.open(origin, Instant::now());
            app.run(ctx, effects);
        }
        app
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
        self.state.opening.is_some() || looking || !self.window.wanted.is_empty()
    }

    /// The workers, for tests.
    #[must_use]
    pub fn pool(&self) -> Option<&Pool> {
        self.pool.as_ref()
    }

    fn fetch(&mut self, ctx: &Context) {
        let now = Instant::now();
        self.state.tick(now);
        if let Some(end) = self.state.notice.as_ref().and_then(|notice| notice.ends()) {
            ctx.request_repaint_after(end.saturating_duration_since(now));
        }
        for event in self.jobs.events() {
            let effects = self.state.apply(event, now);
            self.run(ctx, effects);
        }
        let events = self.pool.as_ref().map(Pool::poll).unwrap_or_default();
        let open = self.state.opened.as_ref().map(|opened| opened.load);
        for event in events.into_iter().filter(|event| Some(event.document().load) == open) {
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

    fn run(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::AskForFile => {
                    self.jobs.run("open-dialog", desktop::ask_for_file);
                }
                Effect::Open { load, origin } => self.jobs.open(load, origin.0),
                Effect::CancelOpen => self.jobs.cancel_open(),
                Effect::AskForTarget { document, suggested } => {
                    self.jobs
                        .run("save-dialog", move |reporter| desktop::ask_for_target(document, &suggested, reporter));
                }
                Effect::Save { document, target, replace } => {
                    if let Some(opened) = &self.state.opened {
                        self.jobs.save(opened.id(document), target, replace);
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

    /// The file's name and nothing of a patient or a document.
    fn set_title(&mut self, ctx: &Context) {
        let title = match &self.state.opened {
            Some(opened) => format!("{} — Redox Media Viewer", crate::save::visible_name(&opened.origin.name())),
            None => "Redox Media Viewer".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn set_theme(&mut self, ctx: &Context) {
        if self.theme != Some(self.state.theme) {
            self.theme = Some(self.state.theme);
            ctx.set_theme(match self.state.theme {
                Theme::System => ThemePreference::System,
                Theme::Light => ThemePreference::Light,
                Theme::Dark => ThemePreference::Dark,
            });
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.fetch(ctx);
        self.set_title(ctx);
        self.set_theme(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Instant::now();
        let intents = self.window.show(ui, &self.state, now);
        let changed = !intents.0.is_empty();
        for intent in intents.0 {
            let effects = self.state.handle(intent, now);
            self.run(ui.ctx(), effects);
        }
        if changed {
            ui.ctx().request_repaint();
        }
        if self.asked != self.window.wanted
            && let Some(pool) = &self.pool
        {
            self.asked.clone_from(&self.window.wanted);
            pool.want(self.window.wanted.clone());
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
