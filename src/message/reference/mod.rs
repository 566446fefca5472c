//! What Redox documents about the fields of each message: which there are, of which kind, and which are required.
//! Any module may ask; nothing here reads a message.
//!
//! Sources:
//! - the JSON Schemas of `redox-contrib/models` (MIT), folder `schemas`, at commit
//!   `f69ab1066c316f9c36ac3ef45f30a0f61d05be03`: names, kinds and required fields of all events;
//! - Redox's reference page for Media `QueryResponse`, which adds `Meta.Logs` and names the dates;
//! - fields that messages in the field carry besides; each is marked where it stands in `common`.
//!
//! The schemas call dates plain strings and leave the elements of lists such as `Credentials` open. Here a field named
//! `…DateTime` or `DOB` is a [`Kind::Date`], and such a list is a [`Kind::TextList`], which is how every sample of
//! Redox writes them.
//!
//! The table describes, it does not judge: messages that were accepted differ from it in kinds (numbers as
//! `VisitNumber`, for one), and every field that is not required may also be `null`.

mod common;
mod media;
mod nearest;
mod notes;
mod results;
#[cfg(test)]
mod schema_tests;

pub use nearest::{folded, nearest};

/// A data model of Redox that can carry files: `Meta.DataModel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `Media`.
    Media,
    /// `Notes`.
    Notes,
    /// `Results`.
    Results,
}

impl Model {
    /// The model of that name; case, white space, `_` and `-` do not count.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match folded(name).as_str() {
            "media" => Some(Self::Media),
            "notes" => Some(Self::Notes),
            "results" => Some(Self::Results),
            _ => None,
        }
    }
}

/// What a message does within its model: `Meta.EventType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// `New`.
    New,
    /// `NewUnsolicited`, only of [`Model::Results`].
    NewUnsolicited,
    /// `Replace`, not of [`Model::Results`].
    Replace,
    /// `Delete`, not of [`Model::Results`].
    Delete,
    /// `Query`: the question.
    Query,
    /// `QueryResponse`: the answer.
    QueryResponse,
}

impl Event {
    /// The event of that name; case, white space, `_` and `-` do not count (`Query Response` occurs).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match folded(name).as_str() {
            "new" => Some(Self::New),
            "newunsolicited" => Some(Self::NewUnsolicited),
            "replace" => Some(Self::Replace),
            "delete" => Some(Self::Delete),
            "query" => Some(Self::Query),
            "queryresponse" => Some(Self::QueryResponse),
            _ => None,
        }
    }
}

/// The documented fields of one object.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The fields, in the order of the schema. The last one is always `Extensions`.
    pub fields: &'static [FieldShape],
}

impl Shape {
    /// The field of exactly that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One documented field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldShape {
    /// Its name as Redox spells it.
    pub name: &'static str,
    /// What its value should be.
    pub kind: Kind,
    /// Whether the object that has this field must have it. An object that is absent altogether misses nothing.
    pub required: bool,
    /// The fields of the object, or of each object of the list. An object without an inner shape may have any fields.
    pub inner: Option<&'static Shape>,
}

/// What a value is documented to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A string that holds a date, with or without a time.
    Date,
    /// An object.
    Object,
    /// An array of objects.
    List,
    /// An array of strings.
    TextList,
    /// Any value.
    Any,
}

/// The shape of `Meta`, the same for every model and event.
#[must_use]
pub fn meta() -> &'static Shape {
    &common::META
}

/// The shape of a message, from its top level down. `None` if the model has no such event.
#[must_use]
pub fn shape(model: Model, event: Event) -> Option<&'static Shape> {
    Some(match (model, event) {
        (Model::Media, Event::New) => &media::NEW,
        (Model::Media, Event::Replace) => &media::REPLACE,
        (Model::Media, Event::Delete) => &media::DELETE,
        (Model::Notes, Event::New) => &notes::NEW,
        (Model::Notes, Event::Replace) => &notes::REPLACE,
        (Model::Notes, Event::Delete) => &notes::DELETE,
        (Model::Results, Event::New) => &results::NEW,
        (Model::Results, Event::NewUnsolicited) => &results::NEW_UNSOLICITED,
        (Model::Media | Model::Notes, Event::Query) => &common::DOCUMENT_QUERY,
        (Model::Results, Event::Query) => &results::QUERY,
        (Model::Media, Event::QueryResponse) => &media::QUERY_RESPONSE,
        (Model::Notes, Event::QueryResponse) => &notes::QUERY_RESPONSE,
        (Model::Results, Event::QueryResponse) => &results::QUERY_RESPONSE,
        (Model::Media | Model::Notes, Event::NewUnsolicited) | (Model::Results, Event::Replace | Event::Delete) => {
            return None;
        }
    })
}
