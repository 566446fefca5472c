//! The window from the command line.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use anyhow::anyhow;
use eframe::NativeOptions;
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu;

use super::Outcome;
use super::arguments::Input;
use crate::app::{App, Started, Surroundings};
use crate::desktop::clipboard::ClipboardKind;
use crate::desktop::{Dialogs, SettingsFile, display_server};
use crate::jobs::Runner;
use crate::message::Given;
use crate::render::WorkerCommand;
use crate::state::DisplayServer;
use crate::state::settings::WindowSize;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display to open it on.
pub fn run(input: Option<Input>) -> anyhow::Result<Outcome> {
    let given = input.map(|input| match input {
        Input::StandardInput => Given::StandardInput,
        // Absolute, so that Reload finds them whatever becomes of the working folder.
        Input::Paths(paths) => {
            Given::Paths(paths.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)).collect())
        }
    });
    let graphics = wake_graphics();
    let worker = WorkerCommand::this_program();
    let settings = SettingsFile::of_user();
    let preferences = settings.as_ref().map(|file| file.settings.preferences.clone()).unwrap_or_default();
    let display_server = display_server(preferences.display_server);
    // Before the window: the file is read while the system prepares the graphics.
    let started = Started::new(Surroundings {
        given,
        worker,
        runner: Runner::Threads,
        clipboard: ClipboardKind::Desktop(display_server),
        dialogs: Dialogs::Desktop,
        settings,
        display_server,
    });
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("redox-media-viewer")
        .with_title("Redox Media Viewer")
        .with_inner_size([preferences.window.width, preferences.window.height].map(f32::from))
        .with_min_inner_size([WindowSize::MIN_WIDTH, WindowSize::MIN_HEIGHT].map(f32::from))
        .with_maximized(preferences.window.maximised);
    if let Some(icon) = icon() {
        viewport = viewport.with_icon(icon);
    }
    let started = RefCell::new(Some(started));
    let open_window = |setup: Option<WgpuSetup>| {
        // Dithering smooths gradients; there are none here, and it is paid for with every pixel.
        // The fonts of the system are looked for by the program itself, once its first frame is there.
        let mut options = NativeOptions {
            viewport: viewport.clone(),
            dithering: false,
            system_font_fallback: false,
            // Reading the clipboard may take long: a thread does it.
            clipboard_shortcuts: false,
            event_loop_builder: Some(Box::new(move |builder| take(display_server, builder))),
            ..NativeOptions::default()
        };
        if let Some(setup) = setup {
            options.wgpu_options.wgpu_setup = setup;
        }
        let create: eframe::AppCreator<'_> = Box::new(|cc| match started.take() {
            Some(started) => Ok(Box::new(App::new(&cc.egui_ctx, started))),
            None => Err("the program started already".into()),
        });
        eframe::run_native("redox-media-viewer", options, create)
    };
    let result = match open_window(vulkan_first()) {
        // Nothing has been shown yet: without Vulkan the other ways are tried.
        Err(eframe::Error::Wgpu(_)) if started.borrow().is_some() => open_window(None),
        result => result,
    };
    drop(graphics);
    result.map_err(|error| {
        let reason = match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
                "there is no display to open it on".to_owned()
            }
            error => error.to_string(),
        };
        anyhow!("the window could not be opened: {reason}. The commands list, export and render work without one")
    })?;
    Ok(Outcome::Fine)
}

/// Loads the graphics drivers on a thread while the connection to the display is made: for drivers that draw without a
/// graphics card that is a quarter of the time to the first frame. What it leaves must live until there is a window.
fn wake_graphics() -> Option<std::thread::JoinHandle<wgpu::Instance>> {
    let WgpuSetup::CreateNew(setup) = vulkan_first()? else { return None };
    let load = move || {
        let instance = wgpu::Instance::new(setup.instance_descriptor);
        // The drivers get going with the first question, which is answered at once.
        let mut adapters = pin!(instance.enumerate_adapters(wgpu::Backends::VULKAN));
        let _ = adapters.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        instance
    };
    std::thread::Builder::new().name("graphics".to_owned()).spawn(load).ok()
}

/// On Linux Vulkan alone is asked first: looking for OpenGL as well takes a third of the time to the first frame.
/// `None` where the user or the system decides.
fn vulkan_first() -> Option<WgpuSetup> {
    if !cfg!(target_os = "linux") || std::env::var_os("WGPU_BACKEND").is_some() {
        return None;
    }
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = wgpu::Backends::VULKAN;
    Some(setup.into())
}

/// Makes the window on the display server that was chosen.
#[cfg(target_os = "linux")]
fn take(server: DisplayServer, builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {
    match server {
        DisplayServer::X11 => {
            winit::platform::x11::EventLoopBuilderExtX11::with_x11(builder);
        }
        DisplayServer::Wayland => {
            winit::platform::wayland::EventLoopBuilderExtWayland::with_wayland(builder);
        }
        DisplayServer::Native => {}
    }
}

#[cfg(not(target_os = "linux"))]
fn take(_: DisplayServer, _: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {}

fn icon() -> Option<egui::IconData> {
    let picture = image::load_from_memory(include_bytes!("../../assets/icon-64.png")).ok()?.into_rgba8();
    let (width, height) = picture.dimensions();
    Some(egui::IconData { rgba: picture.into_raw(), width, height })
}
