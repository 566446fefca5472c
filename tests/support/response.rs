//! Builds Redox Media messages: every field of `Media.QueryResponse`, and any of them replaced by something odd.
//!
//! ```ignore
//! let json = Response::new()
//!     .document(Document::of(&[("0000000017", "MR")]).file("PDF", "consent", marker_pdf("CONSENT", 2)))
//!     .set("/Media/0/Visit/VisitNumber", Json::raw("42"))
//!     .to_json();
//! ```

mod meta;

pub use meta::{Log, Meta, Party};

use super::json::{Json, Layout};
use super::pdf::marker_pdf;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// An entry of `Patient.Identifiers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// `ID`.
    pub id: Option<String>,
    /// `IDType`.
    pub id_type: Option<String>,
}

impl From<Identifier> for Json {
    fn from(identifier: Identifier) -> Self {
        Json::object([("ID", identifier.id.into()), ("IDType", identifier.id_type.into())])
    }
}

/// `FileContents`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    /// The key is not there.
    Missing,
    /// null.
    #[default]
    Null,
    /// A string that is used as it is: a URL, a placeholder, damaged base64.
    Text(String),
    /// Bytes that are written as base64.
    Bytes(Vec<u8>),
}

/// An entry of `Media`; `None` is written as null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// `Patient.Identifiers`.
    pub identifiers: Vec<Identifier>,
    /// `Visit.VisitNumber`.
    pub visit_number: Option<String>,
    /// `FileType`.
    pub file_type: Option<String>,
    /// `FileName`.
    pub file_name: Option<String>,
    /// `FileContents`.
    pub contents: Contents,
    /// `DocumentType`.
    pub document_type: Option<String>,
    /// `DocumentID`.
    pub document_id: Option<String>,
    /// `DocumentDescription`.
    pub document_description: Option<String>,
    /// `CreationDateTime`.
    pub creation_date_time: Option<String>,
    /// `ServiceDateTime`.
    pub service_date_time: Option<String>,
}

impl Document {
    /// A document of the patient with these identifiers, each (`ID`, `IDType`); all else null.
    pub fn of(identifiers: &[(&str, &str)]) -> Self {
        let identifiers = identifiers
            .iter()
            .map(|(id, id_type)| Identifier { id: Some((*id).to_owned()), id_type: Some((*id_type).to_owned()) })
            .collect();
        Self { identifiers, ..Self::default() }
    }

    /// A complete document that differs from every other number: three to a patient, a PDF that says `DOCUMENT number page 1`.
    pub fn numbered(number: usize) -> Self {
        let patient = number / 3 + 1;
        Self::of(&[(&format!("{patient:010}"), "MR")])
            .visit(&format!("V{patient}"))
            .file("PDF", &format!("document-{number}"), marker_pdf(&format!("DOCUMENT {number}"), 1))
            .described("Test document", &format!("Document {number}"))
            .identified(&format!("document-{number:08}"))
            .dated("2026-10-29T14:06:40.000Z", "2026-10-29T14:05:12.000Z")
    }

    /// Sets `VisitNumber`.
    pub fn visit(mut self, visit_number: &str) -> Self {
        self.visit_number = Some(visit_number.to_owned());
        self
    }

    /// Sets `FileType`, `FileName` and `FileContents`.
    pub fn file(mut self, file_type: &str, file_name: &str, bytes: Vec<u8>) -> Self {
        self.file_type = Some(file_type.to_owned());
        self.file_name = Some(file_name.to_owned());
        self.contents = Contents::Bytes(bytes);
        self
    }

    /// Sets `FileContents`.
    pub fn contents(mut self, contents: Contents) -> Self {
        self.contents = contents;
        self
    }

    /// Sets `DocumentType` and `DocumentDescription`.
    pub fn described(mut self, document_type: &str, description: &str) -> Self {
        self.document_type = Some(document_type.to_owned());
        self.document_description = Some(description.to_owned());
        self
    }

    /// Sets `DocumentID`.
    pub fn identified(mut self, document_id: &str) -> Self {
        self.document_id = Some(document_id.to_owned());
        self
    }

    /// Sets `CreationDateTime` and `ServiceDateTime`.
    pub fn dated(mut self, created: &str, service: &str) -> Self {
        self.creation_date_time = Some(created.to_owned());
        self.service_date_time = Some(service.to_owned());
        self
    }

    /// This entry as JSON, base64 in one line.
    pub fn to_value(&self) -> Json {
        self.value(&|base64| base64)
    }

    fn value(&self, wrap: &dyn Fn(String) -> String) -> Json {
        let contents = match &self.contents {
            Contents::Missing => None,
            Contents::Null => Some(Json::null()),
            Contents::Text(text) => Some(text.as_str().into()),
            Contents::Bytes(bytes) => Some(wrap(STANDARD.encode(bytes)).into()),
        };
        let patient = Json::object([("Identifiers", self.identifiers.clone().into())]);
        let visit = Json::object([("VisitNumber", self.visit_number.clone().into())]);
        let mut value = Json::object([
            ("Patient", patient),
            ("Visit", visit),
            ("FileType", self.file_type.clone().into()),
            ("FileName", self.file_name.clone().into()),
        ]);
        if let Some(contents) = contents {
            value.add("", "FileContents", contents);
        }
        for (key, field) in [
            ("DocumentType", &self.document_type),
            ("DocumentID", &self.document_id),
            ("DocumentDescription", &self.document_description),
            ("CreationDateTime", &self.creation_date_time),
            ("ServiceDateTime", &self.service_date_time),
        ] {
            value.add("", key, field.clone().into());
        }
        value
    }
}

impl From<Document> for Json {
    fn from(document: Document) -> Self {
        document.to_value()
    }
}

/// A change made to the finished message.
#[derive(Clone, Debug)]
enum Change {
    Set(String, Json),
    Remove(String),
    Add(String, String, Json),
}

/// A `QueryResponse` in the making; pretty-printed like Redox's own example unless told otherwise.
#[derive(Clone, Debug)]
pub struct Response {
    meta: Meta,
    documents: Vec<Document>,
    changes: Vec<Change>,
    layout: Layout,
    wrap: Option<(usize, &'static str)>,
}

impl Default for Response {
    fn default() -> Self {
        Self::new()
    }
}

impl Response {
    /// A response without documents.
    pub fn new() -> Self {
        Self {
            meta: Meta::default(),
            documents: Vec::new(),
            changes: Vec::new(),
            layout: Layout { pretty: true, escape_slashes: false },
            wrap: None,
        }
    }

    /// Replaces `Meta`.
    pub fn meta(mut self, meta: Meta) -> Self {
        self.meta = meta;
        self
    }

    /// Adds a document.
    pub fn document(mut self, document: Document) -> Self {
        self.documents.push(document);
        self
    }

    /// Adds documents.
    pub fn documents(mut self, documents: impl IntoIterator<Item = Document>) -> Self {
        self.documents.extend(documents);
        self
    }

    /// Puts `value` at a JSON Pointer such as `/Media/0/FileType`, once all else is in place.
    pub fn set(mut self, pointer: &str, value: impl Into<Json>) -> Self {
        self.changes.push(Change::Set(pointer.to_owned(), value.into()));
        self
    }

    /// Takes out what is at a JSON Pointer.
    pub fn remove(mut self, pointer: &str) -> Self {
        self.changes.push(Change::Remove(pointer.to_owned()));
        self
    }

    /// Adds a member to the object at a JSON Pointer: an unknown field, or a key a second time.
    pub fn add(mut self, pointer: &str, key: &str, value: impl Into<Json>) -> Self {
        let change = Change::Add(pointer.to_owned(), key.to_owned(), value.into());
        self.changes.push(change);
        self
    }

    /// Writes no white space between values.
    pub fn compact(mut self) -> Self {
        self.layout.pretty = false;
        self
    }

    /// Writes `/` as `\/`.
    pub fn escape_slashes(mut self) -> Self {
        self.layout.escape_slashes = true;
        self
    }

    /// Breaks base64 into lines, as mail encoders do; the breaks are escaped in the JSON. A break follows the last line too.
    pub fn wrap_contents(mut self, columns: usize, line_end: &'static str) -> Self {
        self.wrap = Some((columns, line_end));
        self
    }

    /// The message as JSON.
    pub fn to_value(&self) -> Json {
        let wrap = |base64: String| match self.wrap {
            None => base64,
            Some((columns, line_end)) => {
                let mut lines = String::with_capacity(base64.len() * 21 / 20);
                for line in base64.as_bytes().chunks(columns) {
                    lines.extend(line.iter().copied().map(char::from));
                    lines.push_str(line_end);
                }
                lines
            }
        };
        let media: Vec<Json> = self.documents.iter().map(|document| document.value(&wrap)).collect();
        let mut message = Json::object([("Meta", self.meta.clone().into()), ("Media", Json::Array(media))]);
        for change in self.changes.iter().cloned() {
            match change {
                Change::Set(pointer, value) => message.set(&pointer, value),
                Change::Remove(pointer) => message.remove(&pointer),
                Change::Add(pointer, key, value) => message.add(&pointer, &key, value),
            }
        }
        message
    }

    /// The message as text.
    pub fn to_json(&self) -> String {
        self.to_value().to_text(self.layout)
    }
}
