//! The window: where the panes stand, and how they fold when there is little room.

use std::time::{Duration, Instant};

use egui::{CentralPanel, Frame, Id, Margin, Panel, Rect, Stroke, Ui};

use super::about::AboutFacts;
use super::arranged::Edge;
use super::canvas::CanvasMemory;
use super::dialogs::{self, DialogMemory};
use super::drawer::{self, DrawerMemory};
use super::find_bar::{self, FindMemory};
use super::list_pane::ListPane;
use super::page_strip::StripMemory;
use super::password::{self, PasswordMemory};
use super::theme::{self, Tokens};
use super::toolbar::{self, ToolbarMemory};
use super::{
    Intents, Textures, canvas, cover, drop_overlay, empty_state, identity_strip, keys, menu_bar, no_documents, notices,
    page_strip, stage, status_bar, tabs,
};
use crate::render::Job;
use crate::state::opened::Stage;
use crate::state::view::Presented;
use crate::state::wanted::{OnScreen, wanted};
use crate::state::{AppState, InView, Intent, Pace, PaceMeter, SettingsChange, Tab};

/// Below this width of the window the list gives way to the pages.
const NARROW: f32 = 900.0;
/// Below this height of the window the details fold.
const LOW: f32 = 600.0;
/// Work that is done sooner than this shows no progress.
const PATIENCE: Duration = Duration::from_millis(200);
/// From this width of the preview on, points, the page strip appears by itself.
const ROOM_FOR_PAGES: f32 = 560.0;

/// What the panes remember between frames.
pub struct Window {
    /// Pixels.
    pub textures: Textures,
    list: ListPane,
    toolbar: ToolbarMemory,
    dialog: DialogMemory,
    password: Option<PasswordMemory>,
    find: FindMemory,
    drawer: DrawerMemory,
    canvas: CanvasMemory,
    /// What About tells.
    pub about: AboutFacts,
    list_edge: Edge,
    details_edge: Edge,
    /// Where the menu bar stands.
    menus: Rect,
    /// What had the focus when the content was hidden.
    focus_behind: Option<Option<Id>>,
    /// What had the focus when the pages began to fill the screen.
    focus_outside: Option<Option<Id>>,
    /// Selected document and since when, for the patience before a progress note.
    selected_since: Option<(u64, u32, Instant)>,
    rows: InView,
    strip: StripMemory,
    pace: PaceMeter,
    /// What should be drawn, as of the last frame.
    pub wanted: Vec<Job>,
}

impl Window {
    /// A fresh window.
    #[must_use]
    pub fn new(about: AboutFacts) -> Self {
        Self {
            textures: Textures::default(),
            list: ListPane::default(),
            toolbar: ToolbarMemory::default(),
            dialog: DialogMemory::default(),
            password: None,
            find: FindMemory::default(),
            drawer: DrawerMemory::default(),
            canvas: CanvasMemory::default(),
            about,
            list_edge: Edge::default(),
            details_edge: Edge::default(),
            menus: Rect::NOTHING,
            focus_behind: None,
            focus_outside: None,
            selected_since: None,
            rows: InView::default(),
            strip: StripMemory::default(),
            pace: PaceMeter::default(),
            wanted: Vec::new(),
        }
    }

    /// Takes the keys of this frame: what they ask for is done before the frame is drawn, so that it shows at once.
    pub fn keys(&self, ui: &Ui, state: &AppState) -> Intents {
        let mut intents = Intents::default();
        if state.covered {
            keys::consume_covered(ui, &mut intents);
            return intents;
        }
        keys::consume(ui, state, self.list.table.rows_per_page, &mut intents);
        intents
    }

    /// True when the pointer is on the menu bar or an open menu.
    #[must_use]
    pub fn pointer_is_on_menus(&self, ctx: &egui::Context) -> bool {
        let at = ctx.input(|input| input.pointer.interact_pos());
        egui::Popup::is_any_open(ctx) || at.is_some_and(|at| self.menus.contains(at))
    }

    /// Draws one frame and returns what the user wants.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, now: Instant) -> Intents {
        let mut intents = Intents::default();
        if ui.ctx().current_pass_index() == 0 {
            self.textures.begin_frame();
        }
        if state.covered {
            self.focus_behind.get_or_insert_with(|| ui.memory(|memory| memory.focused()));
            self.wanted.clear();
            cover::cover_ui(ui, &mut intents);
            return intents;
        }
        self.place_focus(ui, state);
        take_drops(ui, &mut intents);

        if !state.wants_password() {
            // What was typed is overwritten when it is of no more use.
            self.password = None;
        }
        let tokens = Tokens::of(ui);
        let bar = |margin: Margin| Frame::new().fill(tokens.background).inner_margin(margin);
        if !state.is_reading() {
            let menus = Panel::top("menu-bar")
                .frame(bar(Margin::symmetric(6, 2)))
                .show(ui, |ui| menu_bar::menu_bar_ui(ui, state, &mut intents));
            self.menus = menus.response.rect;
        }

        let shown = if state.opened.is_some() {
            self.opened_ui(ui, state, now, &mut intents)
        } else {
            self.wanted.clear();
            self.rows.clear();
            Panel::bottom("status-bar")
                .exact_size(26.0)
                .frame(bar(Margin::symmetric(12, 0)))
                .show(ui, |ui| status_bar::status_bar_ui(ui, state, None, &mut intents));
            CentralPanel::no_frame().show(ui, |ui| match &state.opening {
                Some(opening) if now.duration_since(opening.since) >= PATIENCE => {
                    empty_state::opening_ui(ui, opening, &mut intents);
                }
                Some(opening) => ui.request_repaint_after((opening.since + PATIENCE).saturating_duration_since(now)),
                None => empty_state::empty_state_ui(ui, state, &mut intents),
            });
            None
        };
        if let (Some(opening), Some(_)) = (&state.opening, &state.opened) {
            if now.duration_since(opening.since) >= PATIENCE {
                notices::opening_over_ui(ui, opening, &mut intents);
            } else {
                ui.request_repaint_after((opening.since + PATIENCE).saturating_duration_since(now));
            }
        }
        notices::notices_ui(ui, state, now, &mut intents);
        dialogs::dialogs_ui(ui, state, &mut self.dialog, &self.about, &mut intents);
        drop_overlay::drop_overlay_ui(ui);
        if let Some(viewport) = shown.map(|shown| shown.viewport).filter(|viewport| Some(*viewport) != state.viewport) {
            intents.push(Intent::Viewport(viewport));
        }
        intents
    }

    /// The focus goes to the pages when they fill the screen, and back to where it was afterwards.
    fn place_focus(&mut self, ui: &Ui, state: &AppState) {
        let focused = || ui.memory(|memory| memory.focused());
        let mut to = self.focus_behind.take().flatten();
        match (state.is_reading(), self.focus_outside) {
            (true, None) => {
                self.focus_outside = Some(focused());
                to = Some(keys::canvas_id());
            }
            (false, Some(outside)) => {
                self.focus_outside = None;
                to = Some(outside.unwrap_or_else(keys::list_id));
            }
            _ => {}
        }
        if let Some(id) = to {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// The panes around an opened response. Returns how the selected document was presented.
    fn opened_ui(&mut self, ui: &mut Ui, state: &AppState, now: Instant, intents: &mut Intents) -> Option<Presented> {
        let tokens = Tokens::of(ui);
        let window = ui.ctx().content_rect();
        if state.is_reading() {
            self.list.table.visible.clear();
            return CentralPanel::no_frame()
                .frame(Frame::new())
                .show(ui, |ui| self.preview_ui(ui, state, now, true, intents))
                .inner;
        }
        let line = Stroke::new(1.0, tokens.border);
        let bar = |margin: Margin| Frame::new().fill(tokens.background).inner_margin(margin).stroke(Stroke::NONE);
        // The status bar needs the page that the canvas shows: its place is taken first, its words are drawn last.
        let status = Panel::bottom("status-bar").exact_size(26.0).frame(bar(Margin::symmetric(12, 0))).show(ui, |ui| {
            ui.painter().hline(ui.max_rect().expand(12.0).x_range(), ui.max_rect().top(), line);
            ui.new_child(egui::UiBuilder::new().max_rect(ui.max_rect()))
        });
        let mut status = status.inner;
        let narrow = window.width() < NARROW;
        if narrow != state.narrow {
            intents.push(Intent::Narrow(narrow));
        }
        if narrow && !state.drawer {
            self.list.table.visible.clear();
        }
        if !narrow {
            let default = 608.0_f32.min(window.width() * 0.484);
            let list = Panel::left("document-list")
                .default_size(state.preferences.list_width.map_or(default, f32::from))
                .size_range(160.0..=(window.width() - 260.0).max(200.0))
                .frame(Frame::new())
                .show(ui, |ui| self.list.ui(ui, state, &mut self.textures, intents));
            if let Some(width) = self.list_edge.moved(ui, list.response.rect.width(), window.width()) {
                intents.push(Intent::Settings(SettingsChange::ListWidth(width)));
            }
        }
        let shown = CentralPanel::no_frame()
            .frame(Frame::new())
            .show(ui, |ui| self.preview_ui(ui, state, now, window.height() < LOW, intents))
            .inner;
        if narrow {
            let below = Rect::from_x_y_ranges(window.x_range(), self.menus.bottom()..=status.max_rect().top());
            drawer::drawer_ui(ui, state, below, &mut self.drawer, intents, |ui, intents| {
                // What its rows want is asked for in the next frame: the pages were drawn before it.
                self.list.ui(ui, state, &mut self.textures, intents);
            });
        }
        status_bar::status_bar_ui(&mut status, state, shown.as_ref(), intents);
        shown
    }

    fn preview_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        now: Instant,
        low: bool,
        intents: &mut Intents,
    ) -> Option<Presented> {
        let tokens = Tokens::of(ui);
        let Some((opened, selected)) = state.opened.as_ref().zip(state.selected) else {
            let odd = state.opened.as_ref().is_some_and(|opened| !opened.findings().is_empty());
            if odd && has_tabs(state, low) {
                tabs_panel_ui(ui, state, intents);
            }
            match state.listing.filter.is_empty() {
                true => no_documents::no_documents_ui(ui, state),
                false => no_documents::no_match_ui(ui, intents),
            }
            self.wanted.clear();
            return None;
        };
        let strip = Frame::new().inner_margin(Margin::symmetric(14, 8));
        Panel::top("identity-strip").frame(strip).show(ui, |ui| identity_strip::identity_strip_ui(ui, state));
        let mut toolbar_ui = Panel::top("toolbar")
            .exact_size(36.0)
            .frame(Frame::new().inner_margin(Margin::symmetric(10, 0)))
            .show(ui, |ui| ui.new_child(egui::UiBuilder::new().max_rect(ui.max_rect())))
            .inner;
        if has_tabs(state, low) {
            let room = ui.available_height();
            let height = tabs_panel_ui(ui, state, intents);
            if let Some(height) = self.details_edge.moved(ui, height, room) {
                intents.push(Intent::Settings(SettingsChange::DetailsHeight(height)));
            }
        } else {
            self.details_edge.away();
        }
        find_bar::find_bar_ui(ui, state, &mut self.find, intents);
        stage::banner_ui(ui, opened, selected);
        let room = ui.available_width() >= ROOM_FOR_PAGES;
        if room != state.room_for_pages {
            intents.push(Intent::RoomForPages(room));
        }
        // Already in the frame that finds the room, so that no page is drawn at a width that it will not have.
        let strip_ui = state.shows_pages_in(room).then(|| {
            Panel::left("page-strip")
                .resizable(false)
                .exact_size(page_strip::width(state, ui.available_width()))
                .frame(Frame::new())
                .show(ui, |ui| ui.new_child(egui::UiBuilder::new().max_rect(ui.max_rect())))
                .inner
        });
        let rect = canvas::snapped(ui, ui.available_rect_before_wrap());
        let viewport = canvas::viewport(ui, rect);
        let shown = state.present(selected, viewport).filter(|_| matches!(opened.stage(selected), Stage::Pages(_)));
        toolbar::toolbar_ui(&mut toolbar_ui, state, shown.as_ref(), &mut self.toolbar, intents);
        self.strip.rows = 0..0;
        if let (Some(shown), Some(mut strip_ui)) = (&shown, strip_ui) {
            page_strip::page_strip_ui(&mut strip_ui, state, shown, &mut self.textures, &mut self.strip, intents);
        }
        match &shown {
            Some(shown) => canvas::canvas_ui(ui, state, shown, &mut self.textures, &mut self.canvas, intents),
            None => {
                // What is panel-coloured is left as the window was cleared: every layer costs time without a graphics card.
                if matches!(opened.stage(selected), Stage::Looking | Stage::Opening) {
                    ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, tokens.canvas);
                }
                let waited = self.waited(ui, opened.load, selected, now);
                let stage = opened.stage(selected);
                stage::stage_ui(ui, opened, selected, &stage, waited, intents);
                if let Stage::Protected(protection) = stage {
                    password::password_ui(ui, opened, selected, protection, &mut self.password, now, intents);
                }
            }
        }
        let pace = self.pace(ui, (opened.load, selected), shown.as_ref(), now);
        let thumbnail_px = (theme::THUMBNAIL_SIDE * ui.pixels_per_point()).round() as u32;
        self.rows.update(&self.list.table.visible);
        let strip = self.strip.rows.clone();
        let on_screen = OnScreen { viewport, pace, strip, rows: self.rows.rows(), thumbnail_px };
        self.wanted = wanted(state, on_screen, &self.textures);
        shown.or(Some(Presented::nothing(viewport)))
    }

    /// True when the selected document has been waited for long enough to say so.
    fn waited(&mut self, ui: &Ui, load: u64, selected: u32, now: Instant) -> bool {
        let since = match self.selected_since {
            Some((of_load, of, since)) if (of_load, of) == (load, selected) => since,
            _ => {
                self.selected_since = Some((load, selected, now));
                now
            }
        };
        let waited = now.duration_since(since) >= PATIENCE;
        if !waited {
            ui.request_repaint_after(PATIENCE);
        }
        waited
    }

    /// How the pages move; comes back by itself when they have come to rest.
    fn pace(&mut self, ui: &Ui, document: (u64, u32), shown: Option<&Presented>, now: Instant) -> Pace {
        let Some(shown) = shown else { return Pace::Rest };
        let (pace, again) = self.pace.observe(document, shown, now);
        if let Some(again) = again {
            ui.request_repaint_after(again);
        }
        pace
    }
}

/// In a low window the details give way to the pages; findings that were asked for do not.
fn has_tabs(state: &AppState, low: bool) -> bool {
    let folds = low && state.tab == Tab::Details;
    !(state.details_hidden || folds || state.is_reading())
}

/// What is below the pages, as high as the reader made it. Returns its height, points.
fn tabs_panel_ui(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> f32 {
    let height = ui.available_height();
    let usual = (height * 0.28).clamp(90.0, 200.0);
    Panel::bottom("details")
        .resizable(true)
        .default_size(state.preferences.details_height.map_or(usual, f32::from))
        .size_range(60.0..=(height - 120.0).max(80.0))
        .frame(Frame::new().inner_margin(Margin { left: 14, right: 8, top: 0, bottom: 0 }))
        .show(ui, |ui| tabs::tabs_ui(ui, state, intents))
        .response
        .rect
        .height()
}

fn take_drops(ui: &Ui, intents: &mut Intents) {
    let dropped = keys::dropped_files(ui);
    if !dropped.is_empty() {
        intents.push(Intent::OpenPaths(dropped));
    }
}
