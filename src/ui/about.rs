//! About: version, engines, what confines the workers, licences; and the same with the system around it as a text for a
//! report of trouble. Nothing of a file or a patient is in it.

use std::path::PathBuf;

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::Intents;
use super::dialogs::title_ui;
use super::theme::{self, Tokens};
use crate::render::sandbox::Layers;
use crate::state::{AppState, CopiedText, Intent, Theme};

/// Facts that the state does not hold.
pub struct AboutFacts {
    /// Engines, a line each.
    pub lines: Vec<String>,
    /// What holds the workers; `None` before the first has started.
    pub layers: Option<Layers>,
    /// The licences of what is built in.
    pub licences: String,
    /// The system, as it calls itself.
    pub system: String,
    /// The desktop, as it calls itself.
    pub desktop: Option<String>,
    /// The graphics card and what it is spoken to with; `None` without a window.
    pub graphics: Option<String>,
    /// Where settings are kept, if they are. It is shown in the settings only: the path may name the user.
    pub settings_path: Option<PathBuf>,
}

/// The licences of everything built in: fonts and icons, and what PDFium contains.
#[must_use]
pub fn licences(pdfium: &str) -> String {
    [
        include_str!("../../assets/fonts/LICENSE-Inter.txt"),
        include_str!("../../assets/fonts/LICENSE-JetBrainsMono.txt"),
        include_str!("../../assets/fonts/LICENSE-Lucide.txt"),
        pdfium,
    ]
    .join("\n\n")
}

/// Draws the dialog.
pub(super) fn about_ui(ui: &mut Ui, state: &AppState, about: &AboutFacts, intents: &mut Intents) {
    let tokens = Tokens::of(ui);
    title_ui(ui, "Redox Media Viewer");
    ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
    ui.label("Shows the documents inside Redox Media responses. It makes no network connections, and writes nothing but the documents you save and its own settings.");
    ui.add_space(6.0);
    for line in engines_and_layers(about) {
        ui.label(RichText::new(line).color(tokens.muted));
    }
    ui.add_space(8.0);
    ui.label(RichText::new("Licences").font(theme::medium(13.0)));
    let height = (ui.ctx().content_rect().height() - 420.0).clamp(80.0, 220.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .id_salt("licences")
        .show(ui, |ui| {
            for line in about.licences.lines() {
                ui.label(RichText::new(line).font(egui::FontId::monospace(10.5)).color(tokens.muted));
            }
        });
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        if ui.button("Close").clicked() {
            ui.close();
        }
        let hint = "For a report of trouble: versions, system and graphics. No file names, no patient data.";
        if ui.button("Copy diagnostics").on_hover_text(hint).clicked() {
            intents.push(Intent::CopyDiagnostics(CopiedText::new(diagnostics(ui, state, about))));
        }
    });
}

fn engines_and_layers(about: &AboutFacts) -> Vec<String> {
    about.lines.iter().cloned().chain(about.layers.map(Layers::lines).unwrap_or_default()).collect()
}

/// Program and system in a few lines. Of the state it takes the look and the kind of display, nothing of what is open.
fn diagnostics(ui: &Ui, state: &AppState, about: &AboutFacts) -> String {
    let ctx = ui.ctx();
    let window = ctx.content_rect().size() * ctx.pixels_per_point();
    let theme = match state.theme {
        Theme::System if ui.visuals().dark_mode => "the system's, dark",
        Theme::System => "the system's, light",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let mut lines = vec![
        format!("Redox Media Viewer {}", env!("CARGO_PKG_VERSION")),
        format!("System: {}", about.system),
        format!("Desktop: {}", about.desktop.as_deref().unwrap_or("not named")),
        format!("Display server: {}", state.display_server.name()),
        format!("Graphics: {}", about.graphics.as_deref().unwrap_or("none")),
        format!(
            "Window: {:.0} × {:.0} pixels, {} a point of the system, interface at {} %",
            window.x,
            window.y,
            ctx.native_pixels_per_point().unwrap_or(1.0),
            state.preferences.interface_scale.percent()
        ),
        format!("Theme: {theme}"),
    ];
    lines.extend(engines_and_layers(about));
    lines.push(String::new());
    lines.join("\n")
}
