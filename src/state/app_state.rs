//! The state of the window and the only places where it changes.

use std::time::Instant;

use super::batch::{Batch, BatchScope};
use super::command::Command;
use super::copying::CopiedText;
use super::effect::{Effect, Intent, Opening, Question, Tab, Theme};
use super::layout_cache::LayoutCache;
use super::listing::Listing;
use super::looking::Heading;
use super::notice::{Notice, NoticeKind};
use super::opened::{Opened, Origin, Pages};
use super::reading::{Direction, Reading};
use super::saving::AskedFor;
use super::settings::{DisplayServer, Preferences};
use super::view::{self, Viewport, Zoom};
use crate::message::Given;
use crate::render::{Format, TileKey};

/// Everything the window shows.
#[derive(Debug, Default)]
pub struct AppState {
    /// What is open.
    pub opened: Option<Opened>,
    /// What is being opened.
    pub opening: Option<Opening>,
    /// The list of documents.
    pub listing: Listing,
    /// The selected document.
    pub selected: Option<u32>,
    /// Colours.
    pub theme: Theme,
    /// What is below the pages is hidden.
    pub details_hidden: bool,
    /// What is shown below the pages.
    pub tab: Tab,
    /// The window fills the screen.
    pub full_screen: bool,
    /// The content is hidden: nothing of it is drawn.
    pub covered: bool,
    /// The message over the window.
    pub notice: Option<Notice>,
    /// Errors that it covers, the latest last.
    pub(super) waiting_notices: Vec<Notice>,
    /// What is kept between sessions and has no other place here.
    pub preferences: Preferences,
    /// The display server that the window is on.
    pub display_server: DisplayServer,
    /// The dialog over the window.
    pub question: Option<Question>,
    /// Where pages are shown, as last drawn.
    pub viewport: Option<Viewport>,
    /// Counts selections: the table scrolls to the selected row when it changes.
    pub selections: u64,
    /// What is known and done about the selected document beyond its pixels.
    pub reading: Reading,
    /// What is searched for, while the find bar is there.
    pub find_bar: Option<zeroize::Zeroizing<String>>,
    /// Counts the requests for the filter: its field takes the focus when it changes.
    pub filters_asked: u64,
    /// Counts the requests for the find bar: its field takes the focus when it changes.
    pub finds_asked: u64,
    pub(super) sticky_zoom: Option<Zoom>,
    /// The preview is wide enough for the page strip.
    pub room_for_pages: bool,
    /// The window is too narrow for the list beside the pages.
    pub narrow: bool,
    /// There, the list lies over the pages.
    pub drawer: bool,
    /// Whether the user wants the page strip; until they say so it depends on the room.
    pub(super) pages_chosen: Option<bool>,
    /// The user wants the outline where there is one.
    pub(super) outline_chosen: bool,
    /// Where the reader was heading last.
    pub heading: Heading,
    pub(super) layouts: LayoutCache,
    loads: u64,
    pub(super) asking: bool,
    /// A document is being written.
    pub saving: bool,
    /// What a place is asked for.
    pub(super) asked_for: Option<AskedFor>,
    /// Saving many documents.
    pub batch: Batch,
    /// The page that is being drawn for the clipboard.
    pub(super) copying: Option<TileKey>,
}

impl AppState {
    /// Opens an input; what is open stays until the new one is read.
    pub fn open(&mut self, given: Given, now: Instant) -> Vec<Effect> {
        self.loads += 1;
        let mut effects = Vec::new();
        if self.opening.is_some() {
            effects.push(Effect::CancelOpen);
        }
        self.opening = Some(Opening { load: self.loads, origin: Origin::from(&given), progress: (0, 0), since: now });
        effects.push(Effect::Open { load: self.loads, given });
        effects
    }

    /// Does what the user asks for: the only place where their wishes change the state.
    pub fn handle(&mut self, intent: Intent, now: Instant) -> Vec<Effect> {
        if self.covered {
            return self.handle_covered(intent, now);
        }
        let effects = self.handle_intent(intent, now);
        self.follow_selection();
        self.show_result();
        effects
    }

    fn handle_intent(&mut self, intent: Intent, now: Instant) -> Vec<Effect> {
        match intent {
            Intent::Run(command) => return self.run(command, now),
            Intent::OpenPaths(paths) => {
                self.question = None;
                return self.open(Given::Paths(paths), now);
            }
            Intent::OpenText(text) => {
                self.question = None;
                // Moved, not copied: nothing of it stays behind.
                return self.open(Given::Text(text.into_bytes()), now);
            }
            Intent::ShowAs(format) => return self.show_as(format),
            Intent::GivePassword { document, password } => return self.give_password(document, password),
            Intent::ShowTab(tab) => {
                self.tab = tab;
                self.details_hidden = false;
            }
            Intent::Select(document) => self.select(document),
            Intent::StepRows(rows) => self.step(rows),
            Intent::ToggleMark(document) => self.toggle_mark(document),
            Intent::MarkTo(document) => self.mark_to(document),
            Intent::MarkRows(rows) => {
                if let Some(document) = self.document_in_rows(rows) {
                    self.mark_to(document);
                }
            }
            Intent::MarkAll => self.mark_all(),
            Intent::SetFilter(filter) => return self.set_filter(*filter),
            Intent::SortBy(column) => return self.sort_by(column),
            Intent::CopyCell(column, document) => return self.copy_cell(&column, document, now),
            Intent::ColumnWidth(column, width) => self.listing.columns.set_width(column, width),
            Intent::ShowColumn(column, shown) => self.listing.columns.show(column, shown),
            Intent::FoldPatient { patient, folded } => return self.fold_patient(patient, folded),
            Intent::Scroll { right, down } => {
                self.scroll(right, down);
            }
            Intent::ScrollView(heading) => {
                self.scroll_view(heading);
            }
            Intent::ZoomAt { by, x, y } => self.zoom_by(by, Some((x, y))),
            Intent::GoToPage(page) => {
                self.question = None;
                self.go_to_page(page);
            }
            Intent::GoToPlace { page, top } => self.go_to_place(page, top),
            Intent::ShowOutline(on) => self.outline_chosen = on,
            Intent::FindText(typed) => self.find_text(typed),
            Intent::FindStep(direction) => self.find_step(direction),
            Intent::PressText { page, x, y, unit, extend } => self.press_text(page, x, y, unit, extend),
            Intent::DragText { page, x, y } => self.drag_text(page, x, y),
            Intent::DeselectText => self.deselect_text(),
            Intent::FollowLink { page, nth } => return self.follow_link(page, nth, now),
            Intent::SaveAttachment(index) => self.fetch_attachment(index),
            Intent::Viewport(viewport) => self.viewport = Some(viewport),
            Intent::Narrow(narrow) => {
                self.narrow = narrow;
                self.drawer = false;
            }
            Intent::RoomForPages(room) => self.room_for_pages = room,
            Intent::SaveTo { what, target, replace } => return self.save(what, target, replace, now),
            Intent::SaveMany { folder, manifest } => return self.save_many(folder, manifest, now),
            Intent::CancelSaving if self.cancel_saving() => return vec![Effect::CancelSaveMany],
            Intent::CancelSaving => {}
            Intent::CloseQuestion => self.question = None,
            Intent::DismissNotice => {
                self.dismiss_notice();
            }
            Intent::ActOnNotice => return self.act_on_notice(now),
            Intent::HoldNotice => self.hold_notice(now),
            Intent::Settings(change) => self.change_settings(change),
            Intent::CopyDiagnostics(text) => return self.copy_diagnostics(text, now),
            Intent::Refuse(sentence) => self.notify(NoticeKind::Error, sentence, now),
        }
        Vec::new()
    }

    pub(super) fn run(&mut self, command: Command, now: Instant) -> Vec<Effect> {
        if !self.is_enabled(command) {
            return Vec::new();
        }
        match command {
            Command::Open => {
                self.asking = true;
                return vec![Effect::AskForFiles];
            }
            Command::OpenFolder => {
                self.asking = true;
                return vec![Effect::AskForFolder];
            }
            Command::OpenPasted => return vec![Effect::ReadClipboard],
            Command::Reload => {
                if let Some(Origin::Paths(paths)) = self.opened.as_ref().map(|opened| opened.origin.clone()) {
                    return self.open(Given::Paths(paths), now);
                }
            }
            Command::SaveDocument => return self.ask_to_save(),
            Command::SaveSelected => return self.ask_to_save_many(BatchScope::Chosen),
            Command::SaveAll => return self.ask_to_save_many(BatchScope::Listed),
            Command::ExportList => return self.ask_to_export_list(),
            Command::Close => return self.close(),
            Command::Quit => return vec![Effect::Quit],
            Command::ZoomIn => self.zoom_by(view::ZOOM_STEP, None),
            Command::ZoomOut => self.zoom_by(1.0 / view::ZOOM_STEP, None),
            Command::FitPage => self.set_zoom(Zoom::FitPage, None),
            Command::ActualSize => self.set_zoom(Zoom::Factor(1.0), None),
            Command::FitWidth => self.set_zoom(Zoom::FitWidth, None),
            Command::RotateRight => self.rotate(1),
            Command::RotateLeft => self.rotate(3),
            Command::ShowAsDetected => return self.show_as(None),
            Command::ShowAsPdf => return self.show_as(Some(Format::Pdf)),
            Command::ShowAsPicture => return self.show_as(Some(Format::Picture)),
            Command::ShowAsText => return self.show_as(Some(Format::Text)),
            Command::ShowAsBytes => return self.show_as(Some(Format::Bytes)),
            Command::Pages => self.pages_chosen = Some(!self.shows_pages()),
            Command::SelectAll => self.select_all_text(),
            Command::FindInDocument => self.open_find(),
            Command::FindNext => self.find_step(Direction::Forward),
            Command::FindPrevious => self.find_step(Direction::Backward),
            Command::CloseFind => self.close_find(),
            Command::Back => self.go_back(),
            Command::Details => self.details_hidden = !self.details_hidden,
            Command::Findings => {
                let shown = !self.details_hidden && self.tab == Tab::AllFindings;
                self.tab = if shown { Tab::Details } else { Tab::AllFindings };
                self.details_hidden = false;
            }
            Command::Copy if self.reading.has_selection() => return self.copy_text(now),
            Command::Copy => return vec![Effect::CopySelected],
            Command::CopyRows => return self.copy_rows(now),
            Command::CopyRowsJson => return self.copy_rows_json(now),
            Command::CopyPicture => self.copy_picture(),
            Command::CopyFindings => {
                let text = self.opened.as_ref().map(super::report::text).unwrap_or_default();
                self.notify(NoticeKind::Done, "Copied the findings, without patient data".to_owned(), now);
                return vec![Effect::Copy(CopiedText::new(text))];
            }
            Command::Settings => self.question = Some(Question::Settings),
            Command::ClearRecent => self.preferences.recent.clear(),
            Command::ThemeSystem => self.theme = Theme::System,
            Command::ThemeLight => self.theme = Theme::Light,
            Command::ThemeDark => self.theme = Theme::Dark,
            Command::FullScreen => {
                self.full_screen = !self.full_screen;
                return vec![Effect::FullScreen(self.full_screen)];
            }
            Command::HideContent => self.covered = true,
            Command::List => self.drawer = self.narrow && !self.drawer,
            Command::Filter => {
                self.filters_asked += 1;
                self.drawer = self.narrow;
            }
            Command::ClearFilter => return self.set_filter(super::Filter::default()),
            Command::GroupByPatient => return self.group_by_patient(!self.listing.grouped),
            Command::NextDocument => self.step(1),
            Command::PreviousDocument => self.step(-1),
            Command::NextPage => self.turn_page(1),
            Command::PreviousPage => self.turn_page(-1),
            Command::FirstPage => self.go_to_page(0),
            Command::LastPage => self.go_to_page(usize::MAX),
            Command::GoToPage => self.question = Some(Question::GoToPage),
            Command::ReadOn => self.read(Heading::Down),
            Command::ReadBack => self.read(Heading::Up),
            Command::Shortcuts => self.question = Some(Question::Shortcuts),
            Command::About => self.question = Some(Question::About),
            Command::Escape => return self.escape(),
            Command::Retry => {
                if let (Some(opened), Some(document)) = (&mut self.opened, self.selected) {
                    opened.failed_pages.retain(|(index, _), _| *index != document);
                    opened.failed_thumbnails.remove(&document);
                    if matches!(opened.pages.get(&document), Some(Pages::Failed(_))) {
                        opened.pages.remove(&document);
                    }
                    return vec![Effect::Retry(document)];
                }
            }
        }
        Vec::new()
    }

    /// Selects a document.
    pub fn select(&mut self, document: u32) {
        let exists = self.opened.as_ref().is_some_and(|opened| opened.document(document).is_some());
        if !exists {
            return;
        }
        self.reveal_row(document);
        self.listing.choose_only(document);
        if self.selected != Some(document) {
            self.selected = Some(document);
            self.selections += 1;
            self.heading = Heading::Down;
        }
    }
}
