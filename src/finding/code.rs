//! The kinds of findings: one table with the stable name, how bad it is, one sentence, and what it means for the reader.

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
    /// More findings than are kept.
    More,
}

struct Words {
    name: &'static str,
    severity: Severity,
    sentence: &'static str,
    meaning: &'static str,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 50] = [
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
        Self::More,
    ];

    /// The stable name, for scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.words().name
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.words().severity
    }

    /// One sentence for the reader. Never holds anything of a patient.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        self.words().sentence
    }

    /// What it means for the reader: what to make of it, what to do.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.words().meaning
    }

    const fn words(self) -> Words {
        match self {
            Self::MessageCutOff => Words {
                name: "message-cut-off",
                severity: Severity::Error,
                sentence: "The message ends in the middle. Every complete document before that place is listed.",
                meaning: "The file was probably cut off when it was copied or logged. Documents may be missing: get the whole message from where it came from.",
            },
            Self::MessageBroken => Words {
                name: "message-broken",
                severity: Severity::Error,
                sentence: "The message is not valid JSON at this place. Everything around it that could be read is shown.",
                meaning: "An entry at this place may be missing or incomplete. The program that wrote the message has a fault, or the file was edited by hand.",
            },
            Self::ControlCharacters => Words {
                name: "control-characters",
                severity: Severity::Warning,
                sentence: "Line breaks or other control characters stand unescaped inside texts, which JSON does not allow.",
                meaning: "They were read as they are. Redox and most other programs refuse such a message: whatever wrote it must escape them.",
            },
            Self::NotUtf8 => Words {
                name: "not-utf8",
                severity: Severity::Warning,
                sentence: "Some bytes are not UTF-8. They are shown as \u{FFFD}.",
                meaning: "The message was written or converted with another character set, so letters beyond English may be lost.",
            },
            Self::Utf16 => Words {
                name: "utf-16",
                severity: Severity::Note,
                sentence: "The file is written in UTF-16. It was read all the same.",
                meaning: "JSON that is exchanged between systems has to be UTF-8 (RFC 8259): other programs may refuse this file.",
            },
            Self::FoundInText => Words {
                name: "found-in-text",
                severity: Severity::Note,
                sentence: "The message stands inside other text, such as a web page or a log. Only the message was read.",
                meaning: "Lines and columns are those of the whole text. If a message is missing, open it as a file of its own.",
            },
            Self::Wrapped => Words {
                name: "wrapped",
                severity: Severity::Note,
                sentence: "The message stands inside another JSON structure, as API clients export it. It was read from there.",
                meaning: "Nothing is lost. Redox itself sends the message without this wrapping.",
            },
            Self::NotMessage => Words {
                name: "not-a-message",
                severity: Severity::Warning,
                sentence: "A value in this file is not a Redox message. It was left out.",
                meaning: "The messages around it are complete. If documents are missing, look at this place of the file.",
            },
            Self::PackedTail => Words {
                name: "packed-tail",
                severity: Severity::Note,
                sentence: "Something follows the compressed data in the file. It was left out.",
                meaning: "The compressed data itself is complete.",
            },
            Self::PartUnreadable => Words {
                name: "file-unreadable",
                severity: Severity::Error,
                sentence: "Some of what was opened could not be read.",
                meaning: "Its documents are missing from the list. The rest is complete.",
            },
            Self::ArchiveCutOff => Words {
                name: "archive-cut-off",
                severity: Severity::Error,
                sentence: "The compressed file ends in the middle. What could be unpacked is shown.",
                meaning: "Documents may be missing: get the whole file from where it came from.",
            },
            Self::EntryNotObject => Words {
                name: "entry-not-object",
                severity: Severity::Error,
                sentence: "This entry is not an object, so no document can be read from it.",
                meaning: "The program that wrote the message has a fault. The other entries are not affected.",
            },
            Self::NotText => Words {
                name: "not-text",
                severity: Severity::Note,
                sentence: "This field should be text and is a number or a truth value. It is shown as written.",
                meaning: "Harmless here. Programs that expect text may refuse it.",
            },
            Self::WrongShape => Words {
                name: "wrong-shape",
                severity: Severity::Warning,
                sentence: "This field has another form than the reference says. What could not be read of it was left out.",
                meaning: "A list, an object or a text stands where another of them belongs. Look at the raw message for its value.",
            },
            Self::DuplicateKey => Words {
                name: "duplicate-key",
                severity: Severity::Warning,
                sentence: "This field stands twice in the same object. The first one is shown.",
                meaning: "Other programs may take the second one and so show something else for the same message.",
            },
            Self::KeyCase => Words {
                name: "key-case",
                severity: Severity::Note,
                sentence: "This field is spelled with other capital letters or spaces than in the reference.",
                meaning: "It was read all the same. Programs that compare exactly will not find it.",
            },
            Self::RequiredMissing => Words {
                name: "required-missing",
                severity: Severity::Warning,
                sentence: "The reference requires this field, and it is missing or null.",
                meaning: "Systems that check messages against the reference may refuse this one.",
            },
            Self::UnknownField => Words {
                name: "unknown-field",
                severity: Severity::Note,
                sentence: "The reference does not know this field. It is kept and shown with the details.",
                meaning: "It may come from another version or from the sender's own additions.",
            },
            Self::MisspeltField => Words {
                name: "misspelt-field",
                severity: Severity::Warning,
                sentence: "This field is not in the reference, but looks like one that is.",
                meaning: "It was not taken for the known field. If it is a spelling mistake, programs that read the message miss its value.",
            },
            Self::MetaMissing => Words {
                name: "meta-missing",
                severity: Severity::Warning,
                sentence: "The message does not say what it is: Meta, DataModel or EventType is missing.",
                meaning: "Its documents were recognised by their fields. Source and test or production are not known.",
            },
            Self::EventSpelling => Words {
                name: "event-spelling",
                severity: Severity::Note,
                sentence: "DataModel or EventType is spelled in another way than in the reference.",
                meaning: "It was understood. Programs that compare exactly will not recognise the message.",
            },
            Self::OtherEvent => Words {
                name: "other-event",
                severity: Severity::Note,
                sentence: "This data model or event is not one that this program knows. What looks like a document is shown.",
                meaning: "Fields may have another meaning than their captions say.",
            },
            Self::NoDocuments => Words {
                name: "no-documents",
                severity: Severity::Note,
                sentence: "This response holds no documents.",
                meaning: "The query was answered, and nothing was found or nothing may be shown.",
            },
            Self::Question => Words {
                name: "question",
                severity: Severity::Note,
                sentence: "This is the question, not the answer: it asks for documents and holds none.",
                meaning: "Open the response that came back for it.",
            },
            Self::Acknowledgement => Words {
                name: "acknowledgement",
                severity: Severity::Note,
                sentence: "This message only confirms that another one was received. It holds no documents.",
                meaning: "That is normal for an answer to a sent document. Open the message that was sent.",
            },
            Self::Deletion => Words {
                name: "deletion",
                severity: Severity::Note,
                sentence: "This message asks to delete a document. It says which one and holds no contents.",
                meaning: "That is normal for this event.",
            },
            Self::MessageErrors => Words {
                name: "message-errors",
                severity: Severity::Error,
                sentence: "The response reports errors.",
                meaning: "Redox or the other system could not answer. The errors are shown in the sender's words.",
            },
            Self::Incomplete => Words {
                name: "incomplete",
                severity: Severity::Warning,
                sentence: "The sender reached a limit: not all documents were returned.",
                meaning: "There are more documents than are listed here. Ask again for a shorter time or fewer patients.",
            },
            Self::NoIdentifiers => Words {
                name: "no-identifiers",
                severity: Severity::Warning,
                sentence: "This document names no patient, so it stands alone.",
                meaning: "It cannot be told whose document this is. Do not take it for the patient of its neighbours.",
            },
            Self::IdentifierIncomplete => Words {
                name: "identifier-incomplete",
                severity: Severity::Note,
                sentence: "A patient identifier lacks its type or its value.",
                meaning: "An identifier without type does not say which system gave it.",
            },
            Self::IdentifiersConflict => Words {
                name: "identifiers-conflict",
                severity: Severity::Warning,
                sentence: "This patient shares an identifier with another one in the list, but differs in another identifier of the same type.",
                meaning: "They may be two patients with one wrong identifier, or one patient with two records. They are kept apart.",
            },
            Self::MaybeSamePatient => Words {
                name: "maybe-same-patient",
                severity: Severity::Note,
                sentence: "This may be the same patient as another one in the list: they share an identifier.",
                meaning: "Their identifiers are not the same set, so they are kept apart.",
            },
            Self::VisitMissing => Words {
                name: "visit-missing",
                severity: Severity::Note,
                sentence: "This document names no visit.",
                meaning: "It cannot be told which stay or appointment it belongs to.",
            },
            Self::DuplicateDocumentId => Words {
                name: "duplicate-document-id",
                severity: Severity::Note,
                sentence: "Another document in the list has the same DocumentID.",
                meaning: "It may be another version or a copy. A system that keeps documents by their ID would keep only one.",
            },
            Self::SameContents => Words {
                name: "same-contents",
                severity: Severity::Note,
                sentence: "Another document in the list has the same contents under a different DocumentID.",
                meaning: "The same file was probably filed twice.",
            },
            Self::DateNoZone => Words {
                name: "date-no-zone",
                severity: Severity::Note,
                sentence: "This time does not say its time zone.",
                meaning: "It is shown as written. It may be off by hours against the others, and is sorted as if it were UTC.",
            },
            Self::DateUnreadable => Words {
                name: "date-unreadable",
                severity: Severity::Warning,
                sentence: "This date cannot be read as a date (ISO 8601).",
                meaning: "It is shown as written, and sorted after the others.",
            },
            Self::ContentsDamaged => Words {
                name: "contents-damaged",
                severity: Severity::Error,
                sentence: "The contents do not decode whole.",
                meaning: "What stands before the damage can be looked at and saved. Ask the sender for the document again.",
            },
            Self::ContentsCutOff => Words {
                name: "contents-cut-off",
                severity: Severity::Error,
                sentence: "The contents are cut off.",
                meaning: "What is there can be looked at and saved. Get the whole message from where it came from.",
            },
            Self::ContentsTextConverted => Words {
                name: "contents-text-converted",
                severity: Severity::Error,
                sentence: "The contents were damaged by a text conversion before they were encoded. The lost bytes cannot be recovered.",
                meaning: "A program read the document as text (UTF-8) and wrote it again. It must be sent anew, with its bytes untouched.",
            },
            Self::ContentsNotBase64 => Words {
                name: "contents-not-base64",
                severity: Severity::Error,
                sentence: "The contents are not base64.",
                meaning: "Nothing can be decoded. The sender has to encode the document.",
            },
            Self::ContentsUnreadable => Words {
                name: "contents-unreadable",
                severity: Severity::Error,
                sentence: "The contents could not be read from the file.",
                meaning: "The file changed or is gone. Reload it to see what it holds now.",
            },
            Self::ContentsEndMissing => Words {
                name: "contents-end-missing",
                severity: Severity::Warning,
                sentence: "The document lacks its end mark, so it may have been cut off before it was encoded.",
                meaning: "Pages or parts of the picture may be missing.",
            },
            Self::ContentsRepaired => Words {
                name: "contents-repaired",
                severity: Severity::Note,
                sentence: "The contents decode after a small repair.",
                meaning: "Nothing is lost. Stricter programs may refuse them.",
            },
            Self::ContentsPlaceholder => Words {
                name: "contents-placeholder",
                severity: Severity::Warning,
                sentence: "The contents were replaced by a stand-in text before this file was made.",
                meaning: "The document is not in this file. Open the original message instead of a shortened copy.",
            },
            Self::ContentsEmpty => Words {
                name: "contents-empty",
                severity: Severity::Warning,
                sentence: "This entry holds no contents.",
                meaning: "The sender described a document and did not send it.",
            },
            Self::ContentsReference => Words {
                name: "contents-reference",
                severity: Severity::Note,
                sentence: "The contents are not in this file: FileContents names an address instead.",
                meaning: "The address is never fetched from here. Ask for an embedded copy.",
            },
            Self::TypeMismatch => Words {
                name: "type-mismatch",
                severity: Severity::Warning,
                sentence: "The contents are of another type than declared.",
                meaning: "They are shown by what they are. A system that trusts the declared type may not open them.",
            },
            Self::TypeUnknown => Words {
                name: "type-unknown",
                severity: Severity::Note,
                sentence: "The declared type is not one that is known.",
                meaning: "The type was told from the contents.",
            },
            Self::More => Words {
                name: "more-findings",
                severity: Severity::Warning,
                sentence: "There are more findings than are kept.",
                meaning: "The rest is of the same kinds.",
            },
        }
    }
}
