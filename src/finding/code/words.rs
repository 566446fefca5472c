//! What people read of each kind of finding.

use super::Code;

impl Code {
    /// One sentence for the reader. Never holds anything of a patient.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::MessageCutOff => {
                "The message ends in the middle. Every complete document before that place is listed."
            }
            Self::MessageBroken => {
                "The message is not valid JSON at this place. Everything around it that could be read is shown."
            }
            Self::ControlCharacters => {
                "Line breaks or other control characters stand unescaped inside texts, which JSON does not allow."
            }
            Self::NotUtf8 => "Some bytes are not UTF-8. They are shown as \u{FFFD}.",
            Self::Utf16 => "The file is written in UTF-16. It was read all the same.",
            Self::FoundInText => {
                "The message stands inside other text, such as a web page or a log. Only the message was read."
            }
            Self::Wrapped => {
                "The message stands inside another JSON structure, as API clients export it. It was read from there."
            }
            Self::NotMessage => "A value in this file is not a Redox message. It was left out.",
            Self::PackedTail => "Something follows the compressed data in the file. It was left out.",
            Self::PartUnreadable => "Some of what was opened could not be read.",
            Self::ArchiveCutOff => "The compressed file ends in the middle. What could be unpacked is shown.",
            Self::EntryNotObject => "This entry is not an object, so no document can be read from it.",
            Self::NotText => "This field should be text and is a number or a truth value. It is shown as written.",
            Self::WrongShape => {
                "This field has another form than the reference says. What could not be read of it was left out."
            }
            Self::DuplicateKey => "This field stands twice in the same object. The first one is shown.",
            Self::KeyCase => "This field is spelled with other capital letters or spaces than in the reference.",
            Self::RequiredMissing => "The reference requires this field, and it is missing or null.",
            Self::UnknownField => "The reference does not know this field. It is kept and shown with the details.",
            Self::MisspeltField => "This field is not in the reference, but looks like one that is.",
            Self::MetaMissing => "The message does not say what it is: Meta, DataModel or EventType is missing.",
            Self::EventSpelling => "DataModel or EventType is spelled in another way than in the reference.",
            Self::OtherEvent => {
                "This data model or event is not one that this program knows. What looks like a document is shown."
            }
            Self::NoDocuments => "This response holds no documents.",
            Self::Question => "This is the question, not the answer: it asks for documents and holds none.",
            Self::Acknowledgement => "This message only confirms that another one was received. It holds no documents.",
            Self::Deletion => "This message asks to delete a document. It says which one and holds no contents.",
            Self::MessageErrors => "The response reports errors.",
            Self::Incomplete => "The sender reached a limit: not all documents were returned.",
            Self::NoIdentifiers => "This document names no patient, so it stands alone.",
            Self::IdentifierIncomplete => "A patient identifier lacks its type or its value.",
            Self::IdentifiersConflict => {
                "This patient shares an identifier with another one in the list, but differs in another identifier of the same type."
            }
            Self::MaybeSamePatient => {
                "This may be the same patient as another one in the list: they share an identifier."
            }
            Self::VisitMissing => "This document names no visit.",
            Self::DuplicateDocumentId => "Another document in the list has the same DocumentID.",
            Self::SameContents => "Another document in the list has the same contents under a different DocumentID.",
            Self::DateNoZone => "This time does not say its time zone.",
            Self::DateUnreadable => "This date cannot be read as a date (ISO 8601).",
            Self::ContentsDamaged => "The contents do not decode whole.",
            Self::ContentsCutOff => "The contents are cut off.",
            Self::ContentsTextConverted => {
                "The contents were damaged by a text conversion before they were encoded. The lost bytes cannot be recovered."
            }
            Self::ContentsNotBase64 => "The contents are not base64.",
            Self::ContentsUnreadable => "The contents could not be read from the file.",
            Self::ContentsEndMissing => {
                "The document lacks its end mark, so it may have been cut off before it was encoded."
            }
            Self::ContentsRepaired => "The contents decode after a small repair.",
            Self::ContentsPlaceholder => "The contents were replaced by a stand-in text before this file was made.",
            Self::ContentsEmpty => "This entry holds no contents.",
            Self::ContentsReference => "The contents are not in this file: FileContents names an address instead.",
            Self::TypeMismatch => "The contents are of another type than declared.",
            Self::TypeUnknown => "The declared type is not one that is known.",
            Self::OtherPatient => {
                "The document says that it is about a patient with other identifiers than its entry names."
            }
            Self::More => "There are more findings than are kept.",
        }
    }

    /// What it means for the reader: what to make of it, what to do.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::MessageCutOff => {
                "The file was probably cut off when it was copied or logged. Documents may be missing: get the whole message from where it came from."
            }
            Self::MessageBroken => {
                "An entry at this place may be missing or incomplete. The program that wrote the message has a fault, or the file was edited by hand."
            }
            Self::ControlCharacters => {
                "They were read as they are. Redox and most other programs refuse such a message: whatever wrote it must escape them."
            }
            Self::NotUtf8 => {
                "The message was written or converted with another character set, so letters beyond English may be lost."
            }
            Self::Utf16 => {
                "JSON that is exchanged between systems has to be UTF-8 (RFC 8259): other programs may refuse this file."
            }
            Self::FoundInText => {
                "Lines and columns are those of the whole text. If a message is missing, open it as a file of its own."
            }
            Self::Wrapped => "Nothing is lost. Redox itself sends the message without this wrapping.",
            Self::NotMessage => {
                "The messages around it are complete. If documents are missing, look at this place of the file."
            }
            Self::PackedTail => "The compressed data itself is complete.",
            Self::PartUnreadable => "Its documents are missing from the list. The rest is complete.",
            Self::ArchiveCutOff => "Documents may be missing: get the whole file from where it came from.",
            Self::EntryNotObject => {
                "The program that wrote the message has a fault. The other entries are not affected."
            }
            Self::NotText => "Harmless here. Programs that expect text may refuse it.",
            Self::WrongShape => {
                "A list, an object or a text stands where another of them belongs. Look at the raw message for its value."
            }
            Self::DuplicateKey => {
                "Other programs may take the second one and so show something else for the same message."
            }
            Self::KeyCase => "It was read all the same. Programs that compare exactly will not find it.",
            Self::RequiredMissing => "Systems that check messages against the reference may refuse this one.",
            Self::UnknownField => "It may come from another version or from the sender's own additions.",
            Self::MisspeltField => {
                "It was not taken for the known field. If it is a spelling mistake, programs that read the message miss its value."
            }
            Self::MetaMissing => {
                "Its documents were recognised by their fields. Source and test or production are not known."
            }
            Self::EventSpelling => "It was understood. Programs that compare exactly will not recognise the message.",
            Self::OtherEvent => "Fields may have another meaning than their captions say.",
            Self::NoDocuments => "The query was answered, and nothing was found or nothing may be shown.",
            Self::Question => "Open the response that came back for it.",
            Self::Acknowledgement => "That is normal for an answer to a sent document. Open the message that was sent.",
            Self::Deletion => "That is normal for this event.",
            Self::MessageErrors => {
                "Redox or the other system could not answer. The errors are shown in the sender's words."
            }
            Self::Incomplete => {
                "There are more documents than are listed here. Ask again for a shorter time or fewer patients."
            }
            Self::NoIdentifiers => {
                "It cannot be told whose document this is. Do not take it for the patient of its neighbours."
            }
            Self::IdentifierIncomplete => "An identifier without type does not say which system gave it.",
            Self::IdentifiersConflict => {
                "They may be two patients with one wrong identifier, or one patient with two records. They are kept apart."
            }
            Self::MaybeSamePatient => "Their identifiers are not the same set, so they are kept apart.",
            Self::VisitMissing => "It cannot be told which stay or appointment it belongs to.",
            Self::DuplicateDocumentId => {
                "It may be another version or a copy. A system that keeps documents by their ID would keep only one."
            }
            Self::SameContents => "The same file was probably filed twice.",
            Self::DateNoZone => {
                "It is shown as written. It may be off by hours against the others, and is sorted as if it were UTC."
            }
            Self::DateUnreadable => "It is shown as written, and sorted after the others.",
            Self::ContentsDamaged => {
                "What stands before the damage can be looked at and saved. Ask the sender for the document again."
            }
            Self::ContentsCutOff => {
                "What is there can be looked at and saved. Get the whole message from where it came from."
            }
            Self::ContentsTextConverted => {
                "A program read the document as text (UTF-8) and wrote it again. It must be sent anew, with its bytes untouched."
            }
            Self::ContentsNotBase64 => "Nothing can be decoded. The sender has to encode the document.",
            Self::ContentsUnreadable => "The file changed or is gone. Reload it to see what it holds now.",
            Self::ContentsEndMissing => "Pages or parts of the picture may be missing.",
            Self::ContentsRepaired => "Nothing is lost. Stricter programs may refuse them.",
            Self::ContentsPlaceholder => {
                "The document is not in this file. Open the original message instead of a shortened copy."
            }
            Self::ContentsEmpty => "The sender described a document and did not send it.",
            Self::ContentsReference => "The address is never fetched from here. Ask for an embedded copy.",
            Self::TypeMismatch => {
                "They are shown by what they are. A system that trusts the declared type may not open them."
            }
            Self::TypeUnknown => "The type was told from the contents.",
            Self::OtherPatient => {
                "It may be filed under the wrong patient. Compare name and date of birth in the document with the entry before you rely on it."
            }
            Self::More => "The rest is of the same kinds.",
        }
    }
}
