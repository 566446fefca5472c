//! Reads and writes facts of a document: text of pages, outline, attachments, properties. Used by `reply` alone.
//!
//! Counts come first, so that nothing is allocated for what does not follow; what was read is then held to the limits as a whole.

use zeroize::Zeroizing;

use super::ProtocolError;
use super::wire::{Fields, Frame, known};
use crate::limits::{
    MAX_ATTACHMENT_NAME_BYTES, MAX_ATTACHMENTS, MAX_LINK_BYTES, MAX_OUTLINE_ENTRIES, MAX_OUTLINE_TITLE_BYTES,
    MAX_PAGE_LINKS, MAX_PAGE_TEXT_CHARS, MAX_PAGES, MAX_PROPERTY_BYTES, MAX_STATED_BYTES, MAX_STATED_IDENTIFIERS,
};
use crate::render::formats::{
    Attachment, DocumentFacts, Link, LinkTarget, OutlineEntry, PageBox, PageText, Property, StatedIdentifier,
    StatedPatient,
};

const BOX_BYTES: usize = 16;

/// Most bytes that a page's text takes in a frame.
pub(in crate::render) fn text_bytes(page: &PageText) -> usize {
    let address_bytes = |link: &Link| match &link.target {
        LinkTarget::Page { .. } => 0,
        LinkTarget::Address(address) => address.len(),
    };
    let links = page.links.iter().map(|link| address_bytes(link).saturating_add(BOX_BYTES + 10));
    let boxes = page.boxes.len().saturating_mul(BOX_BYTES);
    links.fold(page.text.len().saturating_add(boxes).saturating_add(9), usize::saturating_add)
}

/// Most bytes that facts take in a frame.
pub(super) fn facts_bytes(facts: &DocumentFacts) -> usize {
    let titles = facts.outline.iter().map(|entry| entry.title.len().saturating_add(15));
    let names = facts.attachments.iter().map(|attachment| attachment.name.len().saturating_add(12));
    let values = facts.properties.iter().map(|(_, value)| value.len().saturating_add(5));
    let stated = facts.patient.iter().flat_map(|patient| {
        let identifiers = patient.identifiers.iter();
        let lengths =
            identifiers.map(|stated| stated.id.len().saturating_add(stated.authority.len()).saturating_add(8));
        lengths.chain([patient.name.len(), patient.birth_date.len(), 12])
    });
    titles.chain(names).chain(values).chain(stated).fold(13, usize::saturating_add)
}

impl Frame {
    pub(super) fn page_text(&mut self, page: &PageText) {
        self.text(&page.text);
        for place in &page.boxes {
            self.page_box(place);
        }
        self.count(page.links.len());
        for link in &page.links {
            self.page_box(&link.place);
            match &link.target {
                LinkTarget::Page { page, top } => {
                    self.u8(0);
                    self.u32(*page);
                    self.top(*top);
                }
                LinkTarget::Address(address) => {
                    self.u8(1);
                    self.text(address);
                }
            }
        }
    }

    pub(super) fn facts(&mut self, facts: &DocumentFacts) {
        self.count(facts.outline.len());
        for entry in &facts.outline {
            self.u8(entry.level);
            self.text(&entry.title);
            self.u8(u8::from(entry.page.is_some()));
            self.u32(entry.page.unwrap_or(0));
            self.top(entry.top);
        }
        self.count(facts.attachments.len());
        for attachment in &facts.attachments {
            self.text(&attachment.name);
            self.u64(attachment.size_bytes);
        }
        self.count(facts.properties.len());
        for (property, value) in &facts.properties {
            self.value(*property, &Property::ALL);
            self.text(value);
        }
        self.u8(u8::from(facts.patient.is_some()));
        if let Some(patient) = &facts.patient {
            self.text(&patient.name);
            self.text(&patient.birth_date);
            self.count(patient.identifiers.len());
            for stated in &patient.identifiers {
                self.text(&stated.id);
                self.text(&stated.authority);
            }
        }
    }

    fn page_box(&mut self, place: &PageBox) {
        for edge in [place.left, place.top, place.right, place.bottom] {
            self.f32(edge);
        }
    }

    fn top(&mut self, top: Option<f32>) {
        self.u8(u8::from(top.is_some()));
        if let Some(top) = top {
            self.f32(top);
        }
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }
}

impl<'frame> Fields<'frame> {
    pub(super) fn page_text(&mut self) -> Result<PageText, ProtocolError> {
        // A character has at most 4 bytes in UTF-8.
        let text = self.text(MAX_PAGE_TEXT_CHARS.saturating_mul(4))?;
        let char_count = text.chars().count();
        let mut places = Self::new(self.bytes(char_count.saturating_mul(BOX_BYTES))?);
        let boxes = (0..char_count).map(|_| places.page_box()).collect::<Result<_, _>>()?;
        let link_count = self.count(MAX_PAGE_LINKS)?;
        let links = (0..link_count).map(|_| self.link()).collect::<Result<_, _>>()?;
        let page = PageText { text: Zeroizing::new(text.to_owned()), boxes, links };
        if page.is_sound(MAX_PAGES) { Ok(page) } else { Err(ProtocolError::Malformed) }
    }

    fn link(&mut self) -> Result<Link, ProtocolError> {
        let place = self.page_box()?;
        let target = match self.u8()? {
            0 => LinkTarget::Page { page: self.u32()?, top: self.top()? },
            1 => LinkTarget::Address(self.text(MAX_LINK_BYTES)?.to_owned()),
            _ => return Err(ProtocolError::Malformed),
        };
        Ok(Link { place, target })
    }

    pub(super) fn facts(&mut self) -> Result<DocumentFacts, ProtocolError> {
        let count = self.count(MAX_OUTLINE_ENTRIES)?;
        let outline = (0..count).map(|_| self.outline_entry()).collect::<Result<_, _>>()?;
        let count = self.count(MAX_ATTACHMENTS)?;
        let attachments = (0..count)
            .map(|_| {
                let name = self.text(MAX_ATTACHMENT_NAME_BYTES)?.to_owned();
                Ok(Attachment { name, size_bytes: self.u64()? })
            })
            .collect::<Result<_, ProtocolError>>()?;
        let count = self.count(Property::ALL.len())?;
        let properties = (0..count)
            .map(|_| Ok((known(self.u8()?, &Property::ALL)?, self.text(MAX_PROPERTY_BYTES)?.to_owned())))
            .collect::<Result<_, ProtocolError>>()?;
        let patient = if self.flag()? { Some(Box::new(self.stated_patient()?)) } else { None };
        let facts = DocumentFacts { outline, attachments, properties, patient };
        if facts.is_sound(MAX_PAGES) { Ok(facts) } else { Err(ProtocolError::Malformed) }
    }

    fn stated_patient(&mut self) -> Result<StatedPatient, ProtocolError> {
        let name = self.text(MAX_STATED_BYTES)?.to_owned();
        let birth_date = self.text(MAX_STATED_BYTES)?.to_owned();
        let count = self.count(MAX_STATED_IDENTIFIERS)?;
        let identifiers = (0..count)
            .map(|_| {
                let id = self.text(MAX_STATED_BYTES)?.to_owned();
                Ok(StatedIdentifier { id, authority: self.text(MAX_STATED_BYTES)?.to_owned() })
            })
            .collect::<Result<_, ProtocolError>>()?;
        Ok(StatedPatient { name, birth_date, identifiers })
    }

    fn outline_entry(&mut self) -> Result<OutlineEntry, ProtocolError> {
        let level = self.u8()?;
        let title = self.text(MAX_OUTLINE_TITLE_BYTES)?.to_owned();
        let (has_page, page) = (self.flag()?, self.u32()?);
        Ok(OutlineEntry { level, title, page: has_page.then_some(page), top: self.top()? })
    }

    fn page_box(&mut self) -> Result<PageBox, ProtocolError> {
        Ok(PageBox { left: self.f32()?, top: self.f32()?, right: self.f32()?, bottom: self.f32()? })
    }

    fn top(&mut self) -> Result<Option<f32>, ProtocolError> {
        if self.flag()? { self.f32().map(Some) } else { Ok(None) }
    }

    fn text(&mut self, max_bytes: usize) -> Result<&'frame str, ProtocolError> {
        let count = self.count(max_bytes)?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| ProtocolError::Malformed)
    }
}

#[cfg(test)]
#[path = "facts_tests.rs"]
pub(super) mod tests;
