//! What goes to the clipboard: texts, and the current page as a picture.

use std::fmt;
use std::time::Instant;

use zeroize::Zeroizing;

use super::app_state::AppState;
use super::effect::Effect;
use super::layout::{scaled, turned};
use super::notice::NoticeKind;
use crate::limits::MAX_COPIED_SIDE_PX;
use crate::message::DocumentId;
use crate::render::{Engine, Failure, Job, PageSize, PixelRect, Priority, Rotation, Task, TileKey};

/// Device pixels of a PDF point in a copied picture: twice actual size, which is 96 pixels an inch.
const PDF_SCALE: f32 = 2.0 * 96.0 / 72.0;

/// A text for the clipboard: overwritten when dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct CopiedText(Zeroizing<String>);

impl CopiedText {
    /// Takes over `text`.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Its bytes, moved and not copied: nothing of it stays behind.
    #[must_use]
    pub fn into_bytes(mut self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(std::mem::take(&mut *self.0).into_bytes())
    }

    /// The text itself, for the clipboard.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<Zeroizing<String>> for CopiedText {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl fmt::Debug for CopiedText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CopiedText(…)")
    }
}

/// A whole page as it is copied: pages at twice actual size, pictures pixel for pixel, none larger than the limit.
fn picture_of(document: DocumentId, page: u32, size: PageSize, rotation: Rotation, engine: Engine) -> TileKey {
    let size = turned(size, rotation);
    let scale = match engine {
        Engine::Pdfium | Engine::Hayro | Engine::Flow => PDF_SCALE,
        Engine::Image => 1.0,
    };
    let most = MAX_COPIED_SIDE_PX as f32 / size.width.max(size.height).max(1.0);
    let scaled = scaled(size, scale.min(most));
    let part = PixelRect { x: 0, y: 0, width: scaled.width, height: scaled.height };
    TileKey { document, page, scaled, part, rotation }
}

impl AppState {
    /// Copies what About knows of program and system.
    pub(super) fn copy_diagnostics(&mut self, text: CopiedText, now: Instant) -> Vec<Effect> {
        self.notify(NoticeKind::Done, "Copied the diagnostics, without patient data".to_owned(), now);
        vec![Effect::Copy(text)]
    }

    /// The page on its way to the clipboard; nothing is drawn for it while the content is hidden.
    #[must_use]
    pub fn picture_job(&self) -> Option<Job> {
        let (key, opened) = self.copying.filter(|_| !self.covered).zip(self.opened.as_ref())?;
        let patient = opened.patient(key.document.index);
        Some(Job { document: key.document, patient, task: Task::Render(key), priority: Priority::Selected })
    }

    /// The current page of the selected document, when its size is known.
    fn current_picture(&self) -> Option<TileKey> {
        let (opened, selected) = self.opened.as_ref().zip(self.selected)?;
        let pages = self.selected_pages()?;
        let page = self.present_selected()?.current_page();
        let size = pages.sizes.get(page).copied().flatten()?;
        let page = u32::try_from(page).ok()?;
        Some(picture_of(opened.id(selected), page, size, self.view_of(selected).rotation, pages.engine))
    }

    pub(super) fn copy_picture(&mut self) {
        self.copying = self.current_picture();
    }

    /// A copied page was drawn, or not.
    pub(super) fn picture_drawn(&mut self, key: TileKey, failure: Option<Failure>, now: Instant) {
        if self.copying == Some(key) {
            self.copying = None;
            if let Some(failure) = failure {
                let page = u64::from(key.page) + 1;
                self.notify(NoticeKind::Error, format!("Page {page} was not copied. {failure}"), now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: f32, height: f32, rotation: Rotation, engine: Engine) -> (u32, u32) {
        let document = DocumentId { load: 1, index: 0 };
        let key = picture_of(document, 0, PageSize { width, height }, rotation, engine);
        assert_eq!((key.part.width, key.part.height), (key.scaled.width, key.scaled.height));
        (key.scaled.width, key.scaled.height)
    }

    #[test]
    fn pages_are_copied_at_a_size_that_serves() {
        let cases = [
            ((612.0, 792.0, Rotation::None, Engine::Pdfium), (1632, 2112)),
            ((612.0, 792.0, Rotation::Quarter, Engine::Hayro), (2112, 1632)),
            ((640.0, 480.0, Rotation::None, Engine::Image), (640, 480)),
            ((20_000.0, 10_000.0, Rotation::None, Engine::Image), (4096, 2048)),
            ((200.0, 14_400.0, Rotation::Quarter, Engine::Pdfium), (4096, 57)),
        ];
        for ((width, height, rotation, engine), expected) in cases {
            assert_eq!(size(width, height, rotation, engine), expected, "{width} × {height}");
        }
    }

    #[test]
    fn a_copied_text_is_never_printed() {
        assert!(!format!("{:?}", CopiedText::new("WALKER".to_owned())).contains("WALKER"));
    }
}
