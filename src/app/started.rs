//! What begins before there is a window, and what the program needs from outside.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use egui::Context;

use crate::desktop::clipboard::{Clipboard, ClipboardKind};
use crate::desktop::{Dialogs, SettingsFile, SettingsKeeper};
use crate::jobs::{Jobs, Library, Runner, Wake};
use crate::message::Given;
use crate::render::{Pool, PoolConfig, WorkerCommand};
use crate::state::{AppState, DisplayServer, Effect, NoticeKind};

/// Work that starts before there is a window: reading the file, and a worker to draw it.
pub struct Started {
    pub(super) state: AppState,
    pub(super) jobs: Jobs,
    pub(super) library: Arc<Library>,
    pub(super) pool: Option<Pool>,
    pub(super) clipboard: Arc<Clipboard>,
    pub(super) dialogs: Dialogs,
    pub(super) window: Arc<OnceLock<Context>>,
    pub(super) has_input: bool,
    pub(super) keeper: Option<SettingsKeeper>,
    pub(super) settings_path: Option<PathBuf>,
}

impl Started {
    /// Starts reading and a worker.
    #[must_use]
    pub fn new(surroundings: Surroundings) -> Self {
        let window: Arc<OnceLock<Context>> = Arc::default();
        let waker = window.clone();
        let wake: Wake = Arc::new(move || {
            if let Some(ctx) = waker.get() {
                ctx.request_repaint();
            }
        });
        let library = Arc::new(Library::default());
        let mut jobs = Jobs::new(surroundings.runner, wake.clone(), library.clone());
        let mut config = PoolConfig::new(wake);
        config.worker = surroundings.worker;
        let mut state = AppState::default();
        state.display_server = surroundings.display_server;
        let settings_path = surroundings.settings.as_ref().map(|file| file.path().to_owned());
        let keeper = surroundings.settings.map(|mut file| {
            state.restore(file.settings.clone());
            if let Some(sentence) = file.trouble.take() {
                state.notify(NoticeKind::Error, sentence, Instant::now());
            }
            SettingsKeeper::new(file, jobs.reporter())
        });
        let pool = Pool::new(config, library.clone()).ok();
        match &pool {
            Some(pool) => pool.prewarm(),
            None => {
                let sentence = "Documents cannot be shown: the system has no room for another thread. They can still be listed and saved.";
                state.notify(NoticeKind::Error, sentence.to_owned(), Instant::now());
            }
        }
        let has_input = surroundings.given.is_some();
        for effect in surroundings.given.map(|given| state.open(given, Instant::now())).unwrap_or_default() {
            if let Effect::Open { load, given } = effect {
                jobs.open(load, given);
            }
        }
        let clipboard = Arc::new(Clipboard::new(surroundings.clipboard, jobs.reporter()));
        Self {
            state,
            jobs,
            library,
            pool,
            clipboard,
            dialogs: surroundings.dialogs,
            window,
            has_input,
            keeper,
            settings_path,
        }
    }
}

/// What the program needs from outside.
pub struct Surroundings {
    /// What to open first.
    pub given: Option<Given>,
    /// How workers are started.
    pub worker: WorkerCommand,
    /// Where work runs.
    pub runner: Runner,
    /// Where copies go.
    pub clipboard: ClipboardKind,
    /// Who asks for files.
    pub dialogs: Dialogs,
    /// What was kept, and where it is kept again. Without it all is as usual, and nothing is written.
    pub settings: Option<SettingsFile>,
    /// The display server that the window is on.
    pub display_server: DisplayServer,
}
