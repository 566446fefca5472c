//! Oddities of a message, as facts for the reader: what, how bad, where. Every room may report one; nobody stops at one.

use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something that belongs to a document cannot be shown or saved whole.
    Error,
    /// Something may mislead: look twice.
    Warning,
    /// Unusual, and harmless for reading.
    Note,
}

impl Severity {
    /// The word for people and for `check --format json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What was found. The name of a code is stable: scripts may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The message ends in the middle.
    MessageCutOff,
    /// JSON syntax is broken at a place; what stands before it was read.
    MessageBroken,
    /// Raw control characters inside a string.
    ControlCharacters,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// An entry of `Media` is no object.
    EntryNotObject,
    /// A field that the reference says is text holds a number or a truth value.
    NotText,
    /// A field holds a list or an object where text belongs, or the reverse.
    WrongShape,
    /// A key stands twice in one object; the first was used.
    DuplicateKey,
    /// A key is spelled in another case than in the reference.
    KeyCase,
    /// The message holds no documents.
    NoDocuments,
    /// The message reports errors of its own (`Meta.Errors`).
    MessageErrors,
    /// The sender says that not all data was returned (`Meta.IsIncomplete`).
    Incomplete,
    /// The message is not a Media query response.
    OtherEvent,
    /// A document without patient identifiers.
    NoIdentifiers,
    /// Contents do not decode whole.
    ContentsDamaged,
    /// Contents decoded after a repair.
    ContentsRepaired,
    /// `FileContents` holds a stand-in, not contents.
    ContentsPlaceholder,
    /// `FileContents` is missing, null or empty.
    ContentsEmpty,
    /// `FileContents` names a place at Redox instead of holding the contents.
    ContentsReference,
    /// The declared type is not the type of the contents.
    TypeMismatch,
    /// More findings than are kept.
    More,
}

impl Code {
    /// The stable name, for scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MessageCutOff => "message-cut-off",
            Self::MessageBroken => "message-broken",
            Self::ControlCharacters => "control-characters",
            Self::NotUtf8 => "not-utf8",
            Self::EntryNotObject => "entry-not-object",
            Self::NotText => "not-text",
            Self::WrongShape => "wrong-shape",
            Self::DuplicateKey => "duplicate-key",
            Self::KeyCase => "key-case",
            Self::NoDocuments => "no-documents",
            Self::MessageErrors => "message-errors",
            Self::Incomplete => "incomplete",
            Self::OtherEvent => "other-event",
            Self::NoIdentifiers => "no-identifiers",
            Self::ContentsDamaged => "contents-damaged",
            Self::ContentsRepaired => "contents-repaired",
            Self::ContentsPlaceholder => "contents-placeholder",
            Self::ContentsEmpty => "contents-empty",
            Self::ContentsReference => "contents-reference",
            Self::TypeMismatch => "type-mismatch",
            Self::More => "more-findings",
        }
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::MessageCutOff
            | Self::MessageBroken
            | Self::EntryNotObject
            | Self::MessageErrors
            | Self::ContentsDamaged => Severity::Error,
            Self::ControlCharacters
            | Self::NotUtf8
            | Self::WrongShape
            | Self::DuplicateKey
            | Self::Incomplete
            | Self::NoIdentifiers
            | Self::ContentsPlaceholder
            | Self::ContentsEmpty
            | Self::TypeMismatch
            | Self::More => Severity::Warning,
            Self::NotText
            | Self::KeyCase
            | Self::NoDocuments
            | Self::OtherEvent
            | Self::ContentsRepaired
            | Self::ContentsReference => Severity::Note,
        }
    }

    /// One sentence for the reader. Never holds anything of a patient.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::MessageCutOff => {
                "The message ends in the middle. Every complete document before that place is listed."
            }
            Self::MessageBroken => {
                "The message is not valid JSON from this place on. Every complete document before it is listed."
            }
            Self::ControlCharacters => {
                "A text holds raw line breaks or control characters, which JSON does not allow. It was read all the same."
            }
            Self::NotUtf8 => "Some bytes are not UTF-8 text. They are shown as the replacement character.",
            Self::EntryNotObject => "This entry is not an object, so it holds no document.",
            Self::NotText => "A number or truth value stands where the reference has text. It is shown as written.",
            Self::WrongShape => "This field has another structure than the reference says. Its value was left out.",
            Self::DuplicateKey => "This field stands twice in the same object. The first one is shown.",
            Self::KeyCase => "This field is spelled with other capital letters than in the reference.",
            Self::NoDocuments => "This response holds no documents.",
            Self::MessageErrors => "The response reports errors.",
            Self::Incomplete => "The sender reached a limit: not all documents were returned.",
            Self::OtherEvent => "This message is not a Media query response. Its documents are shown all the same.",
            Self::NoIdentifiers => "This document names no patient, so it stands alone.",
            Self::ContentsDamaged => "The contents do not decode whole.",
            Self::ContentsRepaired => "The contents decode after a small repair.",
            Self::ContentsPlaceholder => "The contents were replaced by a stand-in text before this file was made.",
            Self::ContentsEmpty => "This entry holds no contents.",
            Self::ContentsReference => "The contents are stored at Redox and are not in this file.",
            Self::TypeMismatch => "The contents are of another type than declared.",
            Self::More => "There are more findings than are kept.",
        }
    }
}

/// Where a finding is.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON Pointer (RFC 6901) from the root of its message.
    pub pointer: String,
    /// Byte offset in the source.
    pub offset: u64,
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A pointer may hold an unknown key, which is the sender's text.
        write!(formatter, "Place(@{})", self.offset)
    }
}

/// One oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// The document it concerns, by its position over all messages (from 0); `None` for the message.
    pub document: Option<u32>,
    /// The message it concerns, from 0.
    pub message: u32,
    /// Where it is, if it has a place.
    pub place: Option<Place>,
    /// What exactly, where the code's sentence does not say it all: a position, a count. Never a patient's text.
    pub detail: Option<String>,
}

impl Finding {
    /// The sentence with its detail.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.detail {
            Some(detail) => format!("{} {detail}", self.code.sentence()),
            None => self.code.sentence().to_owned(),
        }
    }
}

/// Findings of one input, bounded.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    dropped: u64,
}

impl Findings {
    /// Adds one, or counts it when there are too many.
    pub fn push(&mut self, finding: Finding) {
        if self.kept.len() < crate::limits::FINDINGS {
            self.kept.push(finding);
        } else {
            self.dropped += 1;
        }
    }

    /// All kept findings, and one that says how many more there were.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        let mut kept = self.kept;
        if self.dropped > 0 {
            kept.push(Finding {
                code: Code::More,
                document: None,
                message: 0,
                place: None,
                detail: Some(format!("{} more.", self.dropped)),
            });
        }
        kept
    }
}
