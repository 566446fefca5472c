//! The kinds of findings, with their stable names and how bad they are. Their words are in [`words`].

mod words;

use super::Severity;

/// What was found. The name of a code is stable: scripts may depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The message ends in the middle.
    MessageCutOff,
    /// JSON syntax is broken at a place; what could be read around it was.
    MessageBroken,
    /// Raw control characters inside a string.
    ControlCharacters,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The text is UTF-16.
    Utf16,
    /// The message was found in text that is no JSON.
    FoundInText,
    /// The message is inside another JSON value.
    Wrapped,
    /// A value beside messages that is none.
    NotMessage,
    /// Bytes behind compressed data that are no part of it.
    PackedTail,
    /// A file of several, or of an archive, could not be read.
    PartUnreadable,
    /// A compressed file ends early or is damaged at its end.
    ArchiveCutOff,
    /// An entry is no object.
    EntryNotObject,
    /// A field that the reference says is text holds a number or a truth value.
    NotText,
    /// A field holds a list or an object where text belongs, or the reverse.
    WrongShape,
    /// A key stands twice in one object; the first was used.
    DuplicateKey,
    /// A key is spelled in another case than in the reference.
    KeyCase,
    /// A required field is missing.
    RequiredMissing,
    /// A field that the reference does not know.
    UnknownField,
    /// A field whose name is nearly one of the reference.
    MisspeltField,
    /// `Meta`, `DataModel` or `EventType` is missing.
    MetaMissing,
    /// Data model or event in odd spelling.
    EventSpelling,
    /// A model or event beyond those of the reference.
    OtherEvent,
    /// The message holds no documents.
    NoDocuments,
    /// A query.
    Question,
    /// A message of `Meta` alone.
    Acknowledgement,
    /// A `Delete` event.
    Deletion,
    /// The message reports errors of its own (`Meta.Errors`).
    MessageErrors,
    /// The sender says that not all data was returned (`Meta.IsIncomplete`).
    Incomplete,
    /// A document without patient identifiers.
    NoIdentifiers,
    /// An identifier without ID or IDType.
    IdentifierIncomplete,
    /// Two patients share one identifier and differ in another.
    IdentifiersConflict,
    /// Two patients share an identifier without conflict.
    MaybeSamePatient,
    /// No visit number.
    VisitMissing,
    /// The same DocumentID twice.
    DuplicateDocumentId,
    /// The same bytes under different IDs.
    SameContents,
    /// A time without zone.
    DateNoZone,
    /// A date that cannot be read.
    DateUnreadable,
    /// Contents do not decode whole.
    ContentsDamaged,
    /// The base64 ends early or was shortened.
    ContentsCutOff,
    /// Bytes were lost to a text conversion (U+FFFD in a binary).
    ContentsTextConverted,
    /// Plain text where base64 belongs.
    ContentsNotBase64,
    /// The source could not be read any more.
    ContentsUnreadable,
    /// A PDF, JPEG or PNG without its end mark.
    ContentsEndMissing,
    /// Contents decoded after a repair.
    ContentsRepaired,
    /// `FileContents` holds a stand-in, not contents.
    ContentsPlaceholder,
    /// `FileContents` is missing, null or empty.
    ContentsEmpty,
    /// `FileContents` names a place instead of holding the contents.
    ContentsReference,
    /// The declared type is not the type of the contents.
    TypeMismatch,
    /// A declared type that is not understood.
    TypeUnknown,
    /// The document says that it is about another patient than its entry.
    OtherPatient,
    /// More findings than are kept.
    More,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 51] = [
        Self::MessageCutOff,
        Self::MessageBroken,
        Self::ControlCharacters,
        Self::NotUtf8,
        Self::Utf16,
        Self::FoundInText,
        Self::Wrapped,
        Self::NotMessage,
        Self::PackedTail,
        Self::PartUnreadable,
        Self::ArchiveCutOff,
        Self::EntryNotObject,
        Self::NotText,
        Self::WrongShape,
        Self::DuplicateKey,
        Self::KeyCase,
        Self::RequiredMissing,
        Self::UnknownField,
        Self::MisspeltField,
        Self::MetaMissing,
        Self::EventSpelling,
        Self::OtherEvent,
        Self::NoDocuments,
        Self::Question,
        Self::Acknowledgement,
        Self::Deletion,
        Self::MessageErrors,
        Self::Incomplete,
        Self::NoIdentifiers,
        Self::IdentifierIncomplete,
        Self::IdentifiersConflict,
        Self::MaybeSamePatient,
        Self::VisitMissing,
        Self::DuplicateDocumentId,
        Self::SameContents,
        Self::DateNoZone,
        Self::DateUnreadable,
        Self::ContentsDamaged,
        Self::ContentsCutOff,
        Self::ContentsTextConverted,
        Self::ContentsNotBase64,
        Self::ContentsUnreadable,
        Self::ContentsEndMissing,
        Self::ContentsRepaired,
        Self::ContentsPlaceholder,
        Self::ContentsEmpty,
        Self::ContentsReference,
        Self::TypeMismatch,
        Self::TypeUnknown,
        Self::OtherPatient,
        Self::More,
    ];

    /// The stable name, for scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MessageCutOff => "message-cut-off",
            Self::MessageBroken => "message-broken",
            Self::ControlCharacters => "control-characters",
            Self::NotUtf8 => "not-utf8",
            Self::Utf16 => "utf-16",
            Self::FoundInText => "found-in-text",
            Self::Wrapped => "wrapped",
            Self::NotMessage => "not-a-message",
            Self::PackedTail => "packed-tail",
            Self::PartUnreadable => "file-unreadable",
            Self::ArchiveCutOff => "archive-cut-off",
            Self::EntryNotObject => "entry-not-object",
            Self::NotText => "not-text",
            Self::WrongShape => "wrong-shape",
            Self::DuplicateKey => "duplicate-key",
            Self::KeyCase => "key-case",
            Self::RequiredMissing => "required-missing",
            Self::UnknownField => "unknown-field",
            Self::MisspeltField => "misspelt-field",
            Self::MetaMissing => "meta-missing",
            Self::EventSpelling => "event-spelling",
            Self::OtherEvent => "other-event",
            Self::NoDocuments => "no-documents",
            Self::Question => "question",
            Self::Acknowledgement => "acknowledgement",
            Self::Deletion => "deletion",
            Self::MessageErrors => "message-errors",
            Self::Incomplete => "incomplete",
            Self::NoIdentifiers => "no-identifiers",
            Self::IdentifierIncomplete => "identifier-incomplete",
            Self::IdentifiersConflict => "identifiers-conflict",
            Self::MaybeSamePatient => "maybe-same-patient",
            Self::VisitMissing => "visit-missing",
            Self::DuplicateDocumentId => "duplicate-document-id",
            Self::SameContents => "same-contents",
            Self::DateNoZone => "date-no-zone",
            Self::DateUnreadable => "date-unreadable",
            Self::ContentsDamaged => "contents-damaged",
            Self::ContentsCutOff => "contents-cut-off",
            Self::ContentsTextConverted => "contents-text-converted",
            Self::ContentsNotBase64 => "contents-not-base64",
            Self::ContentsUnreadable => "contents-unreadable",
            Self::ContentsEndMissing => "contents-end-missing",
            Self::ContentsRepaired => "contents-repaired",
            Self::ContentsPlaceholder => "contents-placeholder",
            Self::ContentsEmpty => "contents-empty",
            Self::ContentsReference => "contents-reference",
            Self::TypeMismatch => "type-mismatch",
            Self::TypeUnknown => "type-unknown",
            Self::OtherPatient => "other-patient",
            Self::More => "more-findings",
        }
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::MessageCutOff
            | Self::MessageBroken
            | Self::PartUnreadable
            | Self::ArchiveCutOff
            | Self::EntryNotObject
            | Self::MessageErrors
            | Self::ContentsDamaged
            | Self::ContentsCutOff
            | Self::ContentsTextConverted
            | Self::ContentsNotBase64
            | Self::ContentsUnreadable => Severity::Error,
            Self::ControlCharacters
            | Self::NotUtf8
            | Self::NotMessage
            | Self::WrongShape
            | Self::DuplicateKey
            | Self::RequiredMissing
            | Self::MisspeltField
            | Self::MetaMissing
            | Self::Incomplete
            | Self::NoIdentifiers
            | Self::IdentifiersConflict
            | Self::DateUnreadable
            | Self::ContentsEndMissing
            | Self::ContentsPlaceholder
            | Self::ContentsEmpty
            | Self::TypeMismatch
            | Self::OtherPatient
            | Self::More => Severity::Warning,
            Self::Utf16
            | Self::FoundInText
            | Self::Wrapped
            | Self::PackedTail
            | Self::NotText
            | Self::KeyCase
            | Self::UnknownField
            | Self::EventSpelling
            | Self::OtherEvent
            | Self::NoDocuments
            | Self::Question
            | Self::Acknowledgement
            | Self::Deletion
            | Self::IdentifierIncomplete
            | Self::MaybeSamePatient
            | Self::VisitMissing
            | Self::DuplicateDocumentId
            | Self::SameContents
            | Self::DateNoZone
            | Self::ContentsRepaired
            | Self::ContentsReference
            | Self::TypeUnknown => Severity::Note,
        }
    }
}
