//! Outline, attachments and properties. Part of `pdfium`.

use std::collections::HashSet;

use pdfium_render::prelude::{PdfAction, PdfBookmark, PdfDocumentMetadataTagType};
use zeroize::Zeroizing;

use super::text::destination;
use super::{Destination, PdfiumDocument};
use crate::limits::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_OUTLINE_ENTRIES};
use crate::render::formats::{Attachment, PageError, Property};

/// A line of the outline.
pub(in super::super) struct RawEntry {
    pub level: u8,
    pub title: String,
    pub destination: Option<Destination>,
}

impl PdfiumDocument {
    /// The outline from top to bottom. No entry comes twice, so that one that leads back into itself ends.
    pub fn outline(&self) -> Vec<RawEntry> {
        self.cell.with_dependent(|_, loaded| {
            let mut entries = Vec::new();
            let mut seen = HashSet::new();
            let mut waiting: Vec<(u8, PdfBookmark<'_>)> = Vec::new();
            waiting.extend(loaded.document.bookmarks().root().map(|first| (0, first)));
            while let Some((level, bookmark)) = waiting.pop() {
                if entries.len() >= MAX_OUTLINE_ENTRIES {
                    break;
                }
                if !seen.insert(bookmark.clone()) {
                    continue;
                }
                waiting.extend(bookmark.next_sibling().map(|next| (level, next)));
                waiting.extend(bookmark.first_child().map(|child| (level.saturating_add(1), child)));
                let title = bookmark.title().unwrap_or_default();
                entries.push(RawEntry { level, title, destination: entry_destination(&bookmark) });
            }
            entries
        })
    }

    /// The files inside the document. Their sizes are known only by unpacking them.
    pub fn attachments(&self) -> Vec<Attachment> {
        self.cell.with_dependent(|_, loaded| {
            let attachments = loaded.document.attachments();
            (0..attachments.len())
                .take(MAX_ATTACHMENTS)
                .map(|index| match attachments.get(index) {
                    Ok(attachment) => {
                        let size_bytes = u64::try_from(attachment.len()).unwrap_or(u64::MAX);
                        Attachment { name: attachment.name(), size_bytes }
                    }
                    // Places in this list are what is asked for.
                    Err(_) => Attachment { name: String::new(), size_bytes: 0 },
                })
                .collect()
        })
    }

    /// The bytes of an attachment.
    pub fn attachment(&self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        self.cell.with_dependent(|_, loaded| {
            let attachments = loaded.document.attachments();
            let index = u16::try_from(index).ok().filter(|index| *index < attachments.len());
            let attachment =
                attachments.get(index.ok_or(PageError::NoSuchAttachment)?).map_err(|_| PageError::Damaged)?;
            match u64::try_from(attachment.len()) {
                Ok(0) => Ok(Zeroizing::default()),
                Ok(length) if length <= MAX_ATTACHMENT_BYTES => {
                    attachment.save_to_bytes().map(Zeroizing::new).map_err(|_| PageError::Damaged)
                }
                _ => Err(PageError::TooLarge),
            }
        })
    }

    /// The document information, as it is written there.
    pub fn properties(&self) -> Vec<(Property, String)> {
        self.cell.with_dependent(|_, loaded| {
            let value = |property| loaded.document.metadata().get(tag(property)?).map(|tag| tag.value().to_owned());
            Property::ALL.into_iter().filter_map(|property| Some((property, value(property)?))).collect()
        })
    }
}

/// Where an entry leads: a destination of its own, or that of its action.
fn entry_destination(bookmark: &PdfBookmark<'_>) -> Option<Destination> {
    bookmark.destination().and_then(|to| destination(&to)).or_else(|| match bookmark.action()? {
        PdfAction::LocalDestination(action) => destination(&action.destination().ok()?),
        _ => None,
    })
}

/// The entry of the document information; `None` for what a PDF does not tell.
fn tag(property: Property) -> Option<PdfDocumentMetadataTagType> {
    Some(match property {
        Property::Title => PdfDocumentMetadataTagType::Title,
        Property::Author => PdfDocumentMetadataTagType::Author,
        Property::Subject => PdfDocumentMetadataTagType::Subject,
        Property::Keywords => PdfDocumentMetadataTagType::Keywords,
        Property::Creator => PdfDocumentMetadataTagType::Creator,
        Property::Producer => PdfDocumentMetadataTagType::Producer,
        Property::Created => PdfDocumentMetadataTagType::CreationDate,
        Property::Changed => PdfDocumentMetadataTagType::ModificationDate,
        _ => return None,
    })
}
