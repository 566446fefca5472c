//! Holds facts to their limits: `bounded` on the side that reads a hostile document, `is_sound` on the side that reads what a hostile
//! worker says.

use zeroize::Zeroizing;

use super::{
    Attachment, DocumentFacts, Link, LinkTarget, OutlineEntry, PageBox, PageText, Property, StatedIdentifier,
    StatedPatient,
};
use crate::limits::{
    MAX_ATTACHMENT_NAME_BYTES, MAX_ATTACHMENTS, MAX_LINK_BYTES, MAX_OUTLINE_ENTRIES, MAX_OUTLINE_LEVEL,
    MAX_OUTLINE_TITLE_BYTES, MAX_PAGE_LINKS, MAX_PAGE_SIDE, MAX_PAGE_TEXT_CHARS, MAX_PROPERTY_BYTES, MAX_STATED_BYTES,
    MAX_STATED_IDENTIFIERS,
};

impl PageBox {
    /// The same box with every edge a number within the limits, and none on the wrong side of another.
    fn bounded(self) -> Self {
        let edge = |value: f32| if value.is_finite() { value.clamp(-MAX_PAGE_SIDE, MAX_PAGE_SIDE) } else { 0.0 };
        let Self { left, top, right, bottom } = self;
        let (left, top, right, bottom) = (edge(left), edge(top), edge(right), edge(bottom));
        Self { left: left.min(right), top: top.min(bottom), right: left.max(right), bottom: top.max(bottom) }
    }

    fn is_sound(&self) -> bool {
        let within = |value: f32| value.abs() <= MAX_PAGE_SIDE;
        let Self { left, top, right, bottom } = *self;
        [left, top, right, bottom].into_iter().all(within) && left <= right && top <= bottom
    }
}

impl LinkTarget {
    /// `None` where it leads nowhere.
    fn bounded(self, page_count: u32) -> Option<Self> {
        match self {
            Self::Page { page, top } => {
                (page < page_count).then(|| Self::Page { page, top: top.filter(|top| top_is_sound(*top)) })
            }
            // A part of an address leads to another place.
            Self::Address(address) if address.len() > MAX_LINK_BYTES => None,
            Self::Address(address) => {
                let address: String = address.chars().filter(|letter| !letter.is_control()).collect();
                (!address.is_empty()).then_some(Self::Address(address))
            }
        }
    }

    fn is_sound(&self, page_count: u32) -> bool {
        match self {
            Self::Page { page, top } => *page < page_count && top.is_none_or(top_is_sound),
            Self::Address(address) => is_line(address, MAX_LINK_BYTES) && !address.is_empty(),
        }
    }
}

impl PageText {
    /// The same text within the limits, of a document of `page_count` pages: what is too much is cut off, control characters are gone.
    #[must_use]
    pub fn bounded(self, page_count: u32) -> Self {
        let chars = self.text.chars().zip(&self.boxes).filter(|(letter, _)| !is_forbidden(*letter));
        let mut text = Zeroizing::new(String::with_capacity(self.text.len()));
        let mut boxes = Vec::with_capacity(self.boxes.len().min(MAX_PAGE_TEXT_CHARS));
        for (letter, place) in chars.take(MAX_PAGE_TEXT_CHARS) {
            text.push(letter);
            boxes.push(place.bounded());
        }
        let sound = |link: Link| {
            let target = link.target.bounded(page_count)?;
            Some(Link { place: link.place.bounded(), target })
        };
        let links = self.links.into_iter().filter_map(sound).take(MAX_PAGE_LINKS).collect();
        Self { text, boxes, links }
    }

    /// True where everything is as `bounded` leaves it.
    #[must_use]
    pub fn is_sound(&self, page_count: u32) -> bool {
        self.boxes.len() <= MAX_PAGE_TEXT_CHARS
            && self.links.len() <= MAX_PAGE_LINKS
            && self.text.chars().count() == self.boxes.len()
            && !self.text.contains(is_forbidden)
            && self.boxes.iter().all(PageBox::is_sound)
            && self.links.iter().all(|link| link.place.is_sound() && link.target.is_sound(page_count))
    }
}

impl OutlineEntry {
    fn bounded(self, page_count: u32) -> Self {
        let page = self.page.filter(|page| *page < page_count);
        Self {
            level: self.level.min(MAX_OUTLINE_LEVEL),
            title: line(&self.title, MAX_OUTLINE_TITLE_BYTES),
            page,
            top: self.top.filter(|top| page.is_some() && top_is_sound(*top)),
        }
    }

    fn is_sound(&self, page_count: u32) -> bool {
        self.level <= MAX_OUTLINE_LEVEL
            && is_line(&self.title, MAX_OUTLINE_TITLE_BYTES)
            && self.page.is_none_or(|page| page < page_count)
            && self.top.is_none_or(|top| self.page.is_some() && top_is_sound(top))
    }
}

impl StatedPatient {
    fn bounded(self) -> Self {
        let identifiers = self.identifiers.into_iter().map(|StatedIdentifier { id, authority }| StatedIdentifier {
            id: line(&id, MAX_STATED_BYTES),
            authority: line(&authority, MAX_STATED_BYTES),
        });
        Self {
            name: line(&self.name, MAX_STATED_BYTES),
            birth_date: line(&self.birth_date, MAX_STATED_BYTES),
            identifiers: identifiers.filter(|stated| !stated.id.is_empty()).take(MAX_STATED_IDENTIFIERS).collect(),
        }
    }

    fn is_sound(&self) -> bool {
        let sound = |stated: &StatedIdentifier| {
            !stated.id.is_empty()
                && is_line(&stated.id, MAX_STATED_BYTES)
                && is_line(&stated.authority, MAX_STATED_BYTES)
        };
        is_line(&self.name, MAX_STATED_BYTES)
            && is_line(&self.birth_date, MAX_STATED_BYTES)
            && self.identifiers.len() <= MAX_STATED_IDENTIFIERS
            && self.identifiers.iter().all(sound)
    }
}

impl DocumentFacts {
    /// The same facts within the limits, of a document of `page_count` pages: what is too much is cut off, control characters are gone.
    #[must_use]
    pub fn bounded(self, page_count: u32) -> Self {
        let outline =
            self.outline.into_iter().take(MAX_OUTLINE_ENTRIES).map(|entry| entry.bounded(page_count)).collect();
        let named =
            |Attachment { name, size_bytes }| Attachment { name: line(&name, MAX_ATTACHMENT_NAME_BYTES), size_bytes };
        let attachments = self.attachments.into_iter().take(MAX_ATTACHMENTS).map(named).collect();
        let mut properties: Vec<(Property, String)> = Vec::new();
        for (property, value) in self.properties {
            let value = line(&value, MAX_PROPERTY_BYTES);
            if !value.is_empty() && properties.iter().all(|(known, _)| *known != property) {
                properties.push((property, value));
            }
        }
        Self { outline, attachments, properties, patient: self.patient.map(|patient| Box::new(patient.bounded())) }
    }

    /// True where everything is as `bounded` leaves it.
    #[must_use]
    pub fn is_sound(&self, page_count: u32) -> bool {
        let once = |(place, (property, value)): (usize, &(Property, String))| {
            let before = self.properties.iter().take(place);
            is_line(value, MAX_PROPERTY_BYTES)
                && !value.is_empty()
                && before.into_iter().all(|(known, _)| known != property)
        };
        self.outline.len() <= MAX_OUTLINE_ENTRIES
            && self.attachments.len() <= MAX_ATTACHMENTS
            && self.outline.iter().all(|entry| entry.is_sound(page_count))
            && self.attachments.iter().all(|attachment| is_line(&attachment.name, MAX_ATTACHMENT_NAME_BYTES))
            && self.properties.iter().enumerate().all(once)
            && self.patient.as_ref().is_none_or(|patient| patient.is_sound())
    }
}

fn is_forbidden(letter: char) -> bool {
    letter.is_control() && letter != '\n' && letter != '\t'
}

fn top_is_sound(top: f32) -> bool {
    top.abs() <= MAX_PAGE_SIDE
}

fn is_line(text: &str, max_bytes: usize) -> bool {
    text.len() <= max_bytes && !text.contains(char::is_control)
}

/// `text` in one line of at most `max_bytes`, without blanks around it.
fn line(text: &str, max_bytes: usize) -> String {
    let spaced = |letter: char| if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter };
    let mut out = String::new();
    for letter in text.trim().chars().map(spaced).filter(|letter| !letter.is_control()) {
        if out.len().saturating_add(letter.len_utf8()) > max_bytes {
            break;
        }
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
#[path = "bounds_tests.rs"]
mod tests;
