//! How facts of a document are printed: how much there is, and never what it says.

use std::fmt::{Debug, Formatter, Result};

use super::{Attachment, DocumentFacts, Link, LinkTarget, OutlineEntry, PageText, StatedIdentifier, StatedPatient};

impl Debug for LinkTarget {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Page { page, top } => write!(formatter, "Page({page}, {top:?})"),
            Self::Address(address) => write!(formatter, "Address({} bytes)", address.len()),
        }
    }
}

impl Debug for Link {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "Link({:?}, {:?})", self.place, self.target)
    }
}

impl Debug for PageText {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let Self { text, boxes, links } = self;
        write!(formatter, "PageText({} bytes, {} boxes, {} links)", text.len(), boxes.len(), links.len())
    }
}

impl Debug for OutlineEntry {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let Self { level, title, page, top } = self;
        write!(formatter, "OutlineEntry({level}, {} bytes, {page:?}, {top:?})", title.len())
    }
}

impl Debug for Attachment {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "Attachment({} bytes, {} bytes)", self.name.len(), self.size_bytes)
    }
}

impl Debug for DocumentFacts {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let Self { outline, attachments, properties, patient } = self;
        let counts = (outline.len(), attachments.len(), properties.len());
        let (entries, attachments, properties) = counts;
        write!(
            formatter,
            "DocumentFacts({entries} entries, {attachments} attachments, {properties} properties, {patient:?})"
        )
    }
}

impl Debug for StatedIdentifier {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "StatedIdentifier({} bytes, {} bytes)", self.id.len(), self.authority.len())
    }
}

impl Debug for StatedPatient {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "StatedPatient({} identifiers)", self.identifiers.len())
    }
}
