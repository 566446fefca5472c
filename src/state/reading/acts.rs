//! What the user and the workers do to [`Reading`].

use std::sync::Arc;
use std::time::Instant;

use zeroize::Zeroizing;

use super::fold::Needle;
use super::selection::{self, Selection, Unit};
use super::{AppState, Direction, Find, Reading, place};
use crate::content::DetectedType;
use crate::content::sniff::sniff;
use crate::limits::{MAX_COPIED_TEXT_BYTES, MAX_FIND_CHARS, SEARCHED_AT_ONCE_BYTES, SNIFF_BYTES};
use crate::render::{Engine, Failure, LinkTarget, OutlineEntry, PageBox, PageSize, PoolEvent};
use crate::save::{NameParts, suggested_file_name};
use crate::state::copying::CopiedText;
use crate::state::effect::{AttachedBytes, Effect, Saving};
use crate::state::layout::turned;
use crate::state::notice::NoticeKind;
use crate::state::view::{Anchor, Place};

/// Places to go back to.
const MOST_LEFT: usize = 100;

impl AppState {
    /// Keeps [`Reading`] with the selected document: to be called after whatever may have changed it.
    pub(in crate::state) fn follow_selection(&mut self) {
        let given_up = self.question.is_none() && !self.asking && !self.saving;
        if given_up && matches!(self.reading.attachment, Some((_, Some(_)))) {
            self.reading.attachment = None;
        }
        let known = self.selected_pages().is_some();
        let now = self.opened.as_ref().zip(self.selected).filter(|_| known).map(|(opened, index)| opened.id(index));
        if self.reading.document != now {
            self.reading = Reading { document: now, ..Reading::default() };
            self.begin_search();
        }
    }

    /// Begins to search the selected document for what stands in the find bar.
    fn begin_search(&mut self) {
        let shown = self.present_selected();
        let pages = self.selected_pages().filter(|pages| pages.engine != Engine::Image);
        let needle = self.find_bar.as_ref().and_then(|typed| Needle::new(typed));
        let origin = match self.reading.find.as_ref().and_then(Find::current) {
            Some(current) => current.page,
            None => shown.map_or(0, |shown| u32::try_from(shown.current_page()).unwrap_or(0)),
        };
        self.reading.find = pages.zip(needle).map(|(pages, needle)| Find::new(needle, pages.page_count, origin));
        self.reading.revealing = false;
    }

    /// Changes what is searched for.
    pub(in crate::state) fn find_text(&mut self, typed: Zeroizing<String>) {
        if self.find_bar.as_ref() != Some(&typed) {
            self.find_bar = Some(typed);
            self.begin_search();
        }
    }

    /// Goes to the next place found, or the one before.
    pub(in crate::state) fn find_step(&mut self, direction: Direction) {
        if self.reading.find.is_none() {
            self.begin_search();
        } else if let Some(find) = &mut self.reading.find
            && find.step(direction)
        {
            self.reveal_found();
        }
    }

    /// Ends the search and takes the bar away.
    pub(in crate::state) fn close_find(&mut self) {
        self.find_bar = None;
        self.reading.find = None;
        self.reading.revealing = false;
    }

    /// Searches the pages whose words are known, a piece of them at a time so that no frame waits for it. True where
    /// there is more to do at once.
    pub fn search_on(&mut self) -> bool {
        let mut bytes = 0;
        while let Some(find) = &mut self.reading.find
            && let Some(page) = find.next_page()
            && let Some(words) = self.reading.texts.words(page)
        {
            bytes += words.map_or(0, str::len);
            if find.take(words) {
                self.reveal_found();
            }
            if bytes > SEARCHED_AT_ONCE_BYTES {
                return true;
            }
        }
        false
    }

    fn reveal_found(&mut self) {
        let Some((page, range)) = self.reading.find.as_ref().and_then(Find::current_range) else { return };
        let found = self.reading.texts.whole(page).and_then(|text| selection::marks(text, &range).first().copied());
        self.reading.revealing = found.is_none();
        match found {
            Some(place) => self.reveal(page, place),
            None if !self.pages_near_the_view().contains(&page) => self.go_to_page(page as usize),
            None => {}
        }
    }

    /// Scrolls as little as needed to show a place of a page; from afar it comes to a third of the view.
    fn reveal(&mut self, page: u32, place: PageBox) {
        let Some((shown, size)) = self.present_selected().zip(self.size_of_page(page)) else { return };
        let Some(sheet) = shown.layout.page(page as usize) else { return };
        let rotation = self.selected.map(|selected| self.view_of(selected).rotation).unwrap_or_default();
        let (from, to) = place::box_on_sheet(place, size, rotation);
        let (width, height) = (f64::from(sheet.size.width), f64::from(sheet.size.height));
        let left = sheet.left as f64 + f64::from(from.0) * width - shown.scroll.0 as f64;
        let right = sheet.left as f64 + f64::from(to.0) * width - shown.scroll.0 as f64;
        let top = sheet.top as f64 + f64::from(from.1) * height - shown.scroll.1 as f64;
        let bottom = sheet.top as f64 + f64::from(to.1) * height - shown.scroll.1 as f64;
        let (view_width, view_height) = (shown.viewport.width as f64, shown.viewport.height as f64);
        let margin = (view_height / 12.0).min(48.0);
        let seen_down = top >= margin && bottom <= view_height - margin;
        let seen_across = left >= 0.0 && right <= view_width;
        if seen_down && seen_across {
            return;
        }
        let turned = turned(size, rotation);
        self.go_to(Place::At(Anchor {
            page: page as usize,
            page_x: f64::from(from.0 * turned.width),
            page_y: f64::from(from.1 * turned.height),
            view_x: if seen_across { left } else { view_width / 3.0 },
            view_y: if seen_down { top } else { view_height / 3.0 },
        }));
    }

    /// The size of a page of the selected document, before any turn on screen.
    #[must_use]
    pub fn size_of_page(&self, page: u32) -> Option<PageSize> {
        let sizes = &self.selected_pages()?.sizes;
        // One that cannot be read counts as the first.
        sizes.get(page as usize).copied()?.or_else(|| sizes.iter().flatten().next().copied())
    }

    /// Begins a selection at a point of a page (page units), or takes the one there is to it.
    pub(in crate::state) fn press_text(&mut self, page: u32, x: f32, y: f32, unit: Unit, extend: bool) {
        let Some(text) = self.reading.texts.whole(page) else { return };
        match &mut self.reading.selection {
            Some(selection) if extend => selection.take_to(page, text, x, y),
            selection => *selection = Some(Selection::begin(page, text, x, y, unit)),
        }
    }

    /// Takes the selection to a point of a page.
    pub(in crate::state) fn drag_text(&mut self, page: u32, x: f32, y: f32) {
        if let (Some(selection), Some(text)) = (&mut self.reading.selection, self.reading.texts.whole(page)) {
            selection.take_to(page, text, x, y);
        }
    }

    /// Nothing is selected any more.
    pub(in crate::state) fn deselect_text(&mut self) {
        self.reading.selection = None;
        self.reading.copying = false;
    }

    /// Selects the text of the whole document.
    pub(in crate::state) fn select_all_text(&mut self) {
        if let Some(pages) = self.selected_pages().filter(|pages| pages.engine != Engine::Image) {
            self.reading.selection = Some(Selection::all(pages.page_count));
        }
    }

    /// Copies the selected text, once all of it is known.
    pub(in crate::state) fn copy_text(&mut self, now: Instant) -> Vec<Effect> {
        self.reading.copying = self.reading.has_selection();
        self.finish_copy(now)
    }

    fn finish_copy(&mut self, now: Instant) -> Vec<Effect> {
        if !self.reading.copying || self.missing_for_copy().is_some() {
            return Vec::new();
        }
        self.reading.copying = false;
        let Some(selection) = &self.reading.selection else { return Vec::new() };
        let (first, last) = selection.pages();
        let mut copied = Zeroizing::new(String::new());
        for page in first..=last {
            let (Some(Some(words)), Some(range)) = (self.reading.texts.words(page), selection.on_page(page)) else {
                continue;
            };
            if !copied.is_empty() && !copied.ends_with('\n') {
                copied.push('\n');
            }
            copied.push_str(&selection::words(words, &range));
            if copied.len() > MAX_COPIED_TEXT_BYTES {
                let sentence = "This is too much text for the clipboard. Copy it in parts.";
                self.notify(NoticeKind::Error, sentence.to_owned(), now);
                return Vec::new();
            }
        }
        if copied.trim().is_empty() {
            let sentence = "There is no text to copy: these pages are pictures.";
            self.notify(NoticeKind::Error, sentence.to_owned(), now);
            return Vec::new();
        }
        vec![Effect::Copy(CopiedText::from(copied))]
    }

    /// Goes where a link of a page leads. Addresses are copied and never opened.
    pub(in crate::state) fn follow_link(&mut self, page: u32, nth: usize, now: Instant) -> Vec<Effect> {
        let link = self.reading.texts.whole(page).and_then(|text| text.links.get(nth));
        match link.map(|link| link.target.clone()) {
            Some(LinkTarget::Page { page, top }) => self.go_to_place(page, top),
            Some(LinkTarget::Address(address)) => {
                let sentence = "Copied the address of this link. This program opens no addresses.";
                self.notify(NoticeKind::Done, sentence.to_owned(), now);
                return vec![Effect::Copy(CopiedText::new(address))];
            }
            None => {}
        }
        Vec::new()
    }

    /// Shows a page, or a place on it (page units from its upper edge), and remembers where the reader was.
    pub(in crate::state) fn go_to_place(&mut self, page: u32, top: Option<f32>) {
        self.leave_place();
        self.go_to_page(page as usize);
        let size = self.size_of_page(page).filter(|_| top.is_some_and(|top| top > 1.0));
        if let (Some(top), Some(size)) = (top, size) {
            let top = top.min(size.height);
            self.reveal(page, PageBox { left: 0.0, top, right: 0.0, bottom: top });
        }
    }

    /// Remembers where the reader is, to go back there.
    pub(in crate::state) fn leave_place(&mut self) {
        if let Some(anchor) = self.present_selected().and_then(|shown| shown.anchor_at(0.0, 0.0)) {
            if self.reading.left.len() >= MOST_LEFT {
                self.reading.left.remove(0);
            }
            self.reading.left.push(anchor);
        }
    }

    /// Back to where the reader was before the last jump.
    pub(in crate::state) fn go_back(&mut self) {
        if let Some(anchor) = self.reading.left.pop() {
            self.go_to(Place::At(anchor));
        }
    }

    /// The outline of the selected document; empty where it has none, or where it is not known yet.
    #[must_use]
    pub fn outline(&self) -> &[OutlineEntry] {
        self.reading.facts.as_ref().map(|facts| facts.outline.as_slice()).unwrap_or_default()
    }

    /// True where the outline stands in the place of the page strip.
    #[must_use]
    pub fn shows_outline(&self) -> bool {
        self.outline_chosen && !self.outline().is_empty()
    }

    /// True where an attachment can be saved now.
    #[must_use]
    pub fn can_save_attachment(&self) -> bool {
        !self.asking && !self.saving && self.reading.attachment.is_none()
    }

    /// Has the bytes of an attachment read; then it is asked where to save them.
    pub(in crate::state) fn fetch_attachment(&mut self, index: u32) {
        if self.can_save_attachment() {
            self.reading.attachment = Some((index, None));
        }
    }

    fn attachment_came(&mut self, index: u32, bytes: AttachedBytes) -> Vec<Effect> {
        let asked = self.reading.attachment.as_mut().filter(|(asked, _)| *asked == index);
        let attachment = self.reading.facts.as_ref().and_then(|facts| facts.attachments.get(index as usize));
        let Some((asked, attachment)) = asked.zip(attachment) else { return Vec::new() };
        // Bytes, not names, decide the type of what is saved.
        let head = bytes.0.get(..SNIFF_BYTES).unwrap_or(&bytes.0);
        let extension = sniff(head, head.len() == bytes.0.len()).map_or("bin", DetectedType::extension);
        let number = u64::from(index).saturating_add(1);
        let parts = NameParts { file_name: Some(&attachment.name), number, ..NameParts::default() };
        let suggested = suggested_file_name(parts, extension);
        asked.1 = Some(bytes);
        self.asking = true;
        vec![Effect::AskForTarget { what: Saving::Attachment(index), suggested }]
    }

    /// Shows the find bar, with the selected words in it.
    pub(in crate::state) fn open_find(&mut self) {
        let words = self.selected_words();
        self.finds_asked += 1;
        match words {
            Some(words) => self.find_text(words),
            None if self.find_bar.is_none() => self.find_bar = Some(Zeroizing::default()),
            None => {}
        }
    }

    /// What is selected, where it is a few words of one line.
    fn selected_words(&self) -> Option<Zeroizing<String>> {
        let selection = self.reading.selection.as_ref().filter(|selection| !selection.is_empty())?;
        let (page, last) = selection.pages();
        let words = self.reading.texts.words(page)??;
        let words = selection::words(words, &selection.on_page(page)?);
        let few = page == last && words.chars().count() <= MAX_FIND_CHARS && !words.trim().contains('\n');
        (few && !words.trim().is_empty()).then(|| Zeroizing::new(words.trim().to_owned()))
    }

    /// True where the selected document is of a kind that can have text.
    pub(in crate::state) fn has_text(&self) -> bool {
        self.selected_pages().is_some_and(|pages| pages.engine != Engine::Image)
    }

    /// Takes in what a worker read. Gives the event back where it is about something else.
    pub(in crate::state) fn apply_reading(&mut self, event: PoolEvent, now: Instant) -> Result<Vec<Effect>, PoolEvent> {
        if Some(event.document()) != self.reading.document {
            return Err(event);
        }
        match event {
            PoolEvent::Text { from, pages, .. } => {
                for (page, text) in (from..).zip(pages) {
                    self.reading.texts.take(page, text);
                }
                self.text_came(now)
            }
            PoolEvent::TextFailed { from, .. } => {
                self.reading.texts.take(from, None);
                self.text_came(now)
            }
            PoolEvent::Facts { facts, .. } => {
                self.reading.facts = Some(facts);
                Ok(Vec::new())
            }
            PoolEvent::FactsFailed { .. } => {
                self.reading.facts = Some(crate::render::DocumentFacts::default());
                Ok(Vec::new())
            }
            PoolEvent::Attachment { index, bytes, .. } => {
                Ok(self.attachment_came(index, AttachedBytes(Arc::new(bytes))))
            }
            PoolEvent::AttachmentFailed { failure, .. } => {
                self.reading.attachment = None;
                let reason = match failure {
                    Failure::TooLarge => "It is too large.",
                    Failure::Crashed | Failure::TooSlow => {
                        "Reading it out of the document was stopped, as it went wrong."
                    }
                    _ => "It cannot be read out of the document, which may be damaged.",
                };
                let sentence = format!("The attachment was not saved. {reason} You can still save the document.");
                self.notify(NoticeKind::Error, sentence, now);
                Ok(Vec::new())
            }
            event => Err(event),
        }
    }

    fn text_came(&mut self, now: Instant) -> Result<Vec<Effect>, PoolEvent> {
        let near = self.pages_near_the_view();
        self.reading.texts.settle(&near);
        if self.reading.revealing {
            self.reveal_found();
        }
        Ok(self.finish_copy(now))
    }
}
