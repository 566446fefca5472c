//! The window from the command line.

use anyhow::anyhow;

use super::Outcome;
use super::arguments::Input;
use crate::app::{App, Surroundings};
use crate::jobs::Runner;
use crate::render::WorkerCommand;
use crate::state::Origin;

/// Size of the window where nothing else is known, in points.
const SIZE: [f32; 2] = [1280.0, 800.0];
/// Below this nothing can be read any more.
const MIN_SIZE: [f32; 2] = [420.0, 320.0];

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display to open it on.
pub fn run(input: Option<Input>) -> anyhow::Result<Outcome> {
    let origin = input.map(|input| match input {
        Input::StandardInput => Origin::StandardInput,
        // Absolute, so that Reload finds it whatever becomes of the working folder.
        Input::Path(path) => Origin::Path(std::path::absolute(&path).unwrap_or(path)),
    });
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("redox-media-viewer")
        .with_title("Redox Media Viewer")
        .with_inner_size(SIZE)
        .with_min_inner_size(MIN_SIZE);
    if let Some(icon) = icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let surroundings = Surroundings { origin, worker: WorkerCommand::this_program(), runner: Runner::Threads };
    eframe::run_native("redox-media-viewer", options, Box::new(|cc| Ok(Box::new(App::new(&cc.egui_ctx, surroundings)))))
        .map_err(|error| anyhow!("the window could not be opened: {error}. Without a display, the commands list, export and render still work"))?;
    Ok(Outcome::Fine)
}

fn icon() -> Option<egui::IconData> {
    let picture = image::load_from_memory(include_bytes!("../../assets/icon-256.png")).ok()?.into_rgba8();
    let (width, height) = picture.dimensions();
    Some(egui::IconData { rgba: picture.into_raw(), width, height })
}
