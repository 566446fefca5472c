//! What a Redox Media message says, as plain values. Made by `read`; read by everyone.
//!
//! Field names follow the Media reference of Redox (`QueryResponse`). Texts of patients print as their length only,
//! so that no `Debug` output can hold one.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::alphabet::Facts;
use crate::finding::{Finding, Summary};

/// A text of the message, as written there after JSON unescaping; numbers keep their literal text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

impl Text {
    /// Wraps a text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Text({} characters)", self.0.chars().count())
    }
}

/// Which document: the load it came with and its position, from 0, over all messages of the input.
/// Everything that concerns one document carries this, so that nothing of another load or document can be taken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// Counts the inputs opened since the program started.
    pub load: u64,
    /// Position of the entry.
    pub index: u32,
}

/// `Patient.Identifiers[]`: one identifier and its type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// `IDType`, e.g. `MR`.
    pub id_type: Option<Text>,
    /// `ID`.
    pub id: Option<Text>,
}

/// Where the contents of a document stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentRef {
    /// No such field.
    Missing,
    /// `null`.
    Null,
    /// A number, list or object.
    NotText,
    /// Text put together from several fields (the components of a note), held in memory.
    Assembled(Text),
    /// A string: its raw insides in the source, between the quotes.
    Range {
        /// Byte range in the source.
        range: Range<u64>,
        /// What the pass learned of it; `None` for short strings, which are judged when asked for.
        facts: Option<Facts>,
    },
}

impl Identifier {
    /// True when there is an ID, and not only blanks.
    #[must_use]
    pub fn has_id(&self) -> bool {
        is_given(self.id.as_ref())
    }

    /// True when there are an ID and its type.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.has_id() && is_given(self.id_type.as_ref())
    }
}

/// True for a text that is there and holds more than blanks.
#[must_use]
pub fn is_given(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.as_str().trim().is_empty())
}

/// How the contents of a document are written into the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Base64: Media, results, and notes that say so.
    #[default]
    Base64,
    /// Text as it is: notes with `ContentType` `Plain Text` or `Rich Text`, and their components.
    Text,
    /// A note that does not say: base64 where the contents are base64, else text.
    Either,
}

/// What kind of entry a document stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryKind {
    /// An entry of `Media`.
    #[default]
    Media,
    /// A note, of `Note` or `Notes`.
    Note,
    /// A result of an order, with encapsulated data.
    Result,
    /// Something that looks like a document in a message of another model.
    Other,
}

/// A field that the reference does not know, or knows for other events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// JSON Pointer from the entry, e.g. `/Media/Provider/ID`.
    pub pointer: Text,
    /// Its value: a text as it is, anything else as JSON, bounded. `None` for null.
    pub value: Option<Text>,
}

/// Where fields of a document stand in the source, as byte offsets; that of the entry where there is no such field.
#[derive(Clone, Debug, Default)]
pub struct FieldPlaces {
    /// The field of the contents.
    pub contents: u64,
    /// The field that declares the type.
    pub file_type: u64,
    /// The name of the field of the contents, where it is not `FileContents`.
    pub contents_name: Option<Text>,
    /// The name of the field that declares the type, where it is not `FileType`.
    pub type_name: Option<Text>,
    /// `DocumentID`.
    pub document_id: u64,
    /// The patient's identifiers.
    pub identifiers: u64,
    /// JSON Pointer of the patient, where it does not stand in the entry.
    pub patient_pointer: Option<Text>,
}

/// One document: an entry of `Media` or `Notes`, or a result with encapsulated data.
#[derive(Clone, Debug)]
pub struct Document {
    /// Position over all messages, from 0.
    pub index: u32,
    /// The message that it is in, from 0.
    pub message: u32,
    /// The part of the input that it is in, from 0.
    pub part: u32,
    /// What kind of entry it stands in.
    pub kind: EntryKind,
    /// JSON Pointer of the entry from the root of its message.
    pub pointer: Text,
    /// False when the entry is no object: nothing of it could be read.
    pub readable: bool,
    /// `Patient.Identifiers`, in their order. Shared by the documents of one message that name their patient once.
    pub identifiers: Arc<[Identifier]>,
    /// `Visit.VisitNumber`.
    pub visit_number: Option<Text>,
    /// `FileType` as declared, e.g. `PDF`.
    pub file_type: Option<Text>,
    /// `FileName`, often without extension.
    pub file_name: Option<Text>,
    /// `FileContents`, or the `Value` of a result.
    pub contents: ContentRef,
    /// How they are written.
    pub encoding: Encoding,
    /// Where its fields stand, for findings.
    pub places: FieldPlaces,
    /// `DocumentType`, e.g. a consent form.
    pub document_type: Option<Text>,
    /// `DocumentID`. Not unique in practice.
    pub document_id: Option<Text>,
    /// `DocumentDescription`.
    pub description: Option<Text>,
    /// `CreationDateTime`, as written.
    pub created: Option<Text>,
    /// `ServiceDateTime`, as written.
    pub service_date: Option<Text>,
    /// Fields of what stands around the entry, shared with other documents: patient, visit, order.
    pub shared_fields: Vec<Arc<[Field]>>,
    /// Fields of the entry beyond these, in the message's order.
    pub other_fields: Vec<Field>,
    /// The entry's bytes in the source.
    pub range: Range<u64>,
}

impl Document {
    /// What a person calls it: description, else file name, else document type, else its number.
    #[must_use]
    pub fn label(&self) -> String {
        [&self.description, &self.file_name, &self.document_type]
            .into_iter()
            .flatten()
            .map(|text| text.as_str().trim())
            .find(|text| !text.is_empty())
            .map_or_else(|| format!("Document {}", self.number()), str::to_owned)
    }

    /// Every field beyond those of the model, those of patient and visit first.
    pub fn all_other_fields(&self) -> impl Iterator<Item = &Field> {
        self.shared_fields.iter().flat_map(|fields| fields.iter()).chain(&self.other_fields)
    }

    /// Its number for people, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        u64::from(self.index) + 1
    }

    /// The identifier to show first: type `MR` (or `MRN`) before others.
    #[must_use]
    pub fn first_identifier(&self) -> Option<&Identifier> {
        let is_mr = |identifier: &&Identifier| {
            identifier.has_id()
                && identifier.id_type.as_ref().is_some_and(|id_type| {
                    ["MR", "MRN"].iter().any(|mr| id_type.as_str().trim().eq_ignore_ascii_case(mr))
                })
        };
        self.identifiers
            .iter()
            .find(is_mr)
            .or_else(|| self.identifiers.iter().find(|identifier| identifier.id.is_some()))
    }
}

/// A system named in `Meta`: source or destination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// `ID`, a UUID.
    pub id: Option<Text>,
    /// `Name`.
    pub name: Option<Text>,
}

/// `Meta.Errors[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageError {
    /// `ID`.
    pub id: Option<Text>,
    /// `Text`, the sender's words.
    pub text: Option<Text>,
    /// `Type`.
    pub error_type: Option<Text>,
    /// `Module`.
    pub module: Option<Text>,
}

/// `Meta` of a message.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// `DataModel`, e.g. `Media`.
    pub data_model: Option<Text>,
    /// `EventType`, e.g. `QueryResponse`.
    pub event_type: Option<Text>,
    /// `EventDateTime`, as written.
    pub event_date_time: Option<Text>,
    /// `Test`; `None` where it is not stated.
    pub test: Option<bool>,
    /// `Source`.
    pub source: System,
    /// `Destinations`.
    pub destinations: Vec<System>,
    /// `Logs`: identifier and attempt.
    pub logs: Vec<(Option<Text>, Option<Text>)>,
    /// `FacilityCode`.
    pub facility_code: Option<Text>,
    /// `IsIncomplete`.
    pub is_incomplete: bool,
    /// `Errors`.
    pub errors: Vec<MessageError>,
    /// Fields beyond these.
    pub other_fields: Vec<Field>,
}

/// What a message is for, told by `DataModel`, `EventType` and what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// It holds documents, or would if there were any.
    #[default]
    Documents,
    /// It asks for documents: the question, not the answer.
    Question,
    /// It confirms that a message was received.
    Acknowledgement,
    /// It asks to delete a document.
    Deletion,
    /// It reports errors and nothing else.
    Errors,
}

/// One message of the input.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The part of the input that it is in, from 0.
    pub part: u32,
    /// What it is for.
    pub purpose: Purpose,
    /// Its `Meta`.
    pub meta: Meta,
    /// Fields at the top level besides `Meta` and the documents.
    pub other_fields: Vec<Field>,
}

/// Everything read from one input.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The names of the input's parts: of its files, or of the files in an archive.
    pub parts: Vec<Text>,
    /// The messages in their order.
    pub messages: Vec<Message>,
    /// Their documents in file order.
    pub documents: Vec<Document>,
    /// For each document the patient that it belongs to.
    pub patients: Vec<super::patient::PatientId>,
    /// What was odd.
    pub findings: Vec<Finding>,
    /// The same in short.
    pub summary: Summary,
}

impl Response {
    /// The name of the part of the input that a document is in.
    #[must_use]
    pub fn part_name(&self, document: &Document) -> &str {
        self.parts.get(document.part as usize).map_or("", Text::as_str)
    }

    /// The message that a document is in.
    #[must_use]
    pub fn message_of(&self, document: &Document) -> Option<&Message> {
        self.messages.get(document.message as usize)
    }

    /// How many patients the documents belong to; entries without identifiers count as one each.
    #[must_use]
    pub fn patient_count(&self) -> usize {
        self.patients.iter().max().map_or(0, |last| last.0 as usize + 1)
    }
}
