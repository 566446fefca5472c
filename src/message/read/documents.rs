//! The documents of one message, wherever its model keeps them. Used by `read` only.
//!
//! Media and Notes have entries of their own; a result is a document when its value is encapsulated data. Answers to
//! queries carry patient and visit in each entry, all other events beside it.

use std::sync::Arc;

use super::super::fields::Fields;
use super::super::json::{Kind, Value};
use super::super::model::{
    ContentRef, Document, Encoding, EntryKind, Field, FieldPlaces, Identifier, Response, Text, is_given,
};
use super::super::reader::Reader;
use super::super::reference::{Event, Kind as Known, Model, Shape, folded};
use super::owner::{Beside, Owner};
use super::{notes, wrapped};
use crate::finding::Code;

/// Where one message's documents go, and what they share.
struct Place<'r, 'a> {
    message: u32,
    kind: EntryKind,
    beside: Beside<'a>,
    /// What `beside` says, once a document needed it.
    owner: Option<Owner>,
    wants_contents: bool,
    reader: &'r mut Reader<'a>,
    response: &'r mut Response,
}

/// Reads the documents of a message out of its top-level fields.
pub fn read_documents<'a>(
    fields: &mut Fields<'a>,
    model: Option<Model>,
    event: Option<Event>,
    message: u32,
    reader: &mut Reader<'a>,
    response: &mut Response,
) {
    // A query has `Patients`, not documents.
    if event == Some(Event::Query) {
        return;
    }
    let beside = Beside::take(fields, reader);
    let wants_contents = event != Some(Event::Delete);
    let mut place = Place { message, kind: EntryKind::Media, beside, owner: None, wants_contents, reader, response };
    let known = [("Media", EntryKind::Media), ("Note", EntryKind::Note), ("Notes", EntryKind::Note)];
    for (key, kind) in known {
        place.kind = kind;
        place.entries(fields, key);
    }
    if model == Some(Model::Results) || (model.is_none() && fields.has("Orders")) {
        place.kind = EntryKind::Result;
        place.orders(fields);
    }
    if model.is_none() {
        place.kind = EntryKind::Other;
        let found = wrapped::document_like(fields);
        for (entry, pointer) in found {
            place.document(entry, &pointer, None);
        }
    }
    let nobody = place.response.documents.last().is_none_or(|document| document.message != message);
    let (beside, reader) = (place.beside, place.reader);
    reader.at_document(None);
    if nobody {
        // Nobody took them: their fields are the message's.
        for (value, pointer, shape) in [beside.patient, beside.visit].into_iter().flatten() {
            let inner = reader.object_fields(value, &pointer, shape);
            let _ = reader.other_fields(inner);
        }
    }
}

/// Reads entries of a bare list, which belong to no message of Redox.
pub fn read_loose<'a>(
    entries: Vec<(Value<'a>, String)>,
    message: u32,
    reader: &mut Reader<'a>,
    response: &mut Response,
) {
    let beside = Beside::default();
    let mut place =
        Place { message, kind: EntryKind::Other, beside, owner: None, wants_contents: true, reader, response };
    for (entry, pointer) in entries {
        place.document(entry, &pointer, None);
    }
    reader.at_document(None);
}

impl<'a> Place<'_, 'a> {
    /// A list of entries, or one entry.
    fn entries(&mut self, fields: &mut Fields<'a>, key: &str) {
        let shape = fields.inner(key);
        let Some(value) = fields.take(key, self.reader) else { return };
        let pointer = fields.pointer_to(key);
        let wanted = fields.shape.and_then(|shape| shape.field(key)).map(|field| field.kind);
        if matches!((wanted, value.kind()), (Some(Known::List), Kind::Object) | (Some(Known::Object), Kind::Array)) {
            self.reader.report(Code::WrongShape, value, &pointer);
        }
        match value.kind() {
            Kind::Array => {
                for (position, entry) in value.elements().into_iter().enumerate() {
                    self.document(entry, &format!("{pointer}/{position}"), shape);
                }
            }
            Kind::Object => self.document(value, &pointer, shape),
            Kind::Null => {}
            _ => self.reader.report(Code::WrongShape, value, &pointer),
        }
    }

    fn orders(&mut self, fields: &mut Fields<'a>) {
        let order_shape = fields.inner("Orders");
        for (pointer, order) in fields.elements("Orders", self.reader) {
            let mut order = self.reader.object_fields(order, &pointer, order_shape);
            let beside = Beside::take(&mut order, self.reader).or(&self.beside);
            let result_shape = order.inner("Results");
            let results: Vec<_> = order.elements("Results", self.reader);
            let (documents, others): (Vec<_>, Vec<_>) =
                results.into_iter().partition(|(_, result)| is_encapsulated(*result));
            for (pointer, result) in others {
                // No document, but its shape is checked like every other.
                let inner = self.reader.object_fields(result, &pointer, result_shape);
                let _ = self.reader.other_fields(inner);
            }
            let order_fields: Arc<[Field]> = self.reader.other_fields(order).into();
            let (outer, outer_owner) = (std::mem::replace(&mut self.beside, beside), self.owner.take());
            for (pointer, result) in documents {
                self.document(result, &pointer, result_shape);
                if let Some(document) = self.response.documents.last_mut() {
                    document.document_type =
                        document.document_type.take().or_else(|| value_of(&order_fields, "/Procedure/Description"));
                    document.shared_fields.push(order_fields.clone());
                }
            }
            (self.beside, self.owner) = (outer, outer_owner);
        }
    }

    fn document(&mut self, entry: Value<'a>, pointer: &str, shape: Option<&'static Shape>) {
        let Ok(index) = u32::try_from(self.response.documents.len()) else { return };
        let reader = &mut *self.reader;
        reader.at_document(Some(index));
        let readable = entry.kind() == Kind::Object;
        if !readable {
            reader.report(Code::EntryNotObject, entry, pointer);
        }
        let mut fields = reader.fields(entry, pointer, shape);
        let at = reader.offset(entry);
        let own = Beside::take(&mut fields, reader);
        let owner = match &self.owner {
            Some(owner) if own.is_empty() => owner.clone(),
            _ => {
                let is_shared = own.is_empty();
                let owner = Owner::read(own.or(&self.beside), reader);
                if is_shared {
                    self.owner = Some(owner.clone());
                }
                owner
            }
        };
        let is_inside = |patient: &Text| patient.as_str().strip_prefix(fields.pointer.as_str()) == Some("/Patient");
        let mut places = FieldPlaces {
            contents: at,
            file_type: at,
            contents_name: None,
            type_name: None,
            document_id: at,
            identifiers: owner.identifiers_at.unwrap_or(at),
            patient_pointer: owner.patient_pointer.filter(|patient| !is_inside(patient)),
        };
        let (identifiers, visit_number) = (owner.identifiers, owner.visit_number);
        if readable {
            if !identifiers.iter().any(Identifier::has_id) {
                reader.report(Code::NoIdentifiers, entry, pointer);
            }
            if !is_given(visit_number.as_ref()) {
                reader.report(Code::VisitMissing, entry, pointer);
            }
        }
        let (contents, encoding, contents_at) = contents(self.kind, &mut fields, self.wants_contents, reader);
        places.contents = contents_at.unwrap_or(at);
        let named = |key: &str, usual: &str| {
            let name = fields.name_of(key);
            (name != usual).then(|| Text::new(name))
        };
        places.contents_name = named(contents_key(self.kind), "FileContents");
        places.type_name = named("FileType", "FileType");
        if let Some(id) = fields.peek("DocumentID") {
            places.document_id = reader.offset(id);
        }
        let file_type = file_type(self.kind, &mut fields, &mut places, reader);
        let document = Document {
            index,
            message: self.message,
            part: reader.part(),
            kind: self.kind,
            pointer: Text::new(pointer),
            readable,
            identifiers,
            visit_number,
            file_type,
            file_name: fields.text("FileName", reader),
            contents,
            encoding,
            places,
            document_type: fields.text("DocumentType", reader),
            document_id: fields.text("DocumentID", reader),
            description: match self.kind {
                EntryKind::Result => fields.text("Description", reader),
                _ => fields.text("DocumentDescription", reader),
            },
            created: match self.kind {
                EntryKind::Note => fields.text("DocumentationDateTime", reader),
                EntryKind::Result => None,
                _ => fields.text("CreationDateTime", reader),
            },
            service_date: match self.kind {
                EntryKind::Result => fields.text("CompletionDateTime", reader),
                _ => fields.text("ServiceDateTime", reader),
            },
            shared_fields: if owner.fields.is_empty() { Vec::new() } else { vec![owner.fields] },
            other_fields: Vec::new(),
            range: reader.source_range(entry),
        };
        let other_fields = reader.other_fields(fields);
        self.response.documents.push(Document { other_fields, ..document });
    }
}

fn value_of(fields: &[Field], ending: &str) -> Option<Text> {
    fields.iter().find(|field| field.pointer.as_str().ends_with(ending)).and_then(|field| field.value.clone())
}

/// `Encapsulated Data` in any spelling, HL7's `ED`, or a result that names the type of a file.
fn is_encapsulated(result: Value<'_>) -> bool {
    let text = |key: &str| result.member(key).and_then(Value::scalar).unwrap_or_default();
    matches!(folded(&text("ValueType")).as_str(), "encapsulateddata" | "ed") || !text("FileType").trim().is_empty()
}

fn file_type<'a>(
    kind: EntryKind,
    fields: &mut Fields<'a>,
    places: &mut FieldPlaces,
    reader: &mut Reader<'a>,
) -> Option<Text> {
    if let Some(value) = fields.peek("FileType") {
        places.file_type = reader.offset(value);
    }
    let declared = fields.text("FileType", reader);
    if kind != EntryKind::Note || declared.is_some() {
        return declared;
    }
    // A note declares no file type; of its content types only the texts name one.
    let value = fields.peek("ContentType")?;
    let content_type = value.scalar()?;
    places.file_type = reader.offset(value);
    places.type_name = Some(Text::new(fields.name_of("ContentType")));
    matches!(notes::encoding(&content_type), Encoding::Text).then(|| Text::new(content_type))
}

fn contents_key(kind: EntryKind) -> &'static str {
    if kind == EntryKind::Result { "Value" } else { "FileContents" }
}

/// The contents, how they are written, and where their field stands.
fn contents<'a>(
    kind: EntryKind,
    fields: &mut Fields<'a>,
    wanted: bool,
    reader: &mut Reader<'a>,
) -> (ContentRef, Encoding, Option<u64>) {
    let key = contents_key(kind);
    let encoding = match kind {
        EntryKind::Note => {
            fields.peek("ContentType").and_then(Value::scalar).map_or(Encoding::Either, |text| notes::encoding(&text))
        }
        _ => Encoding::Base64,
    };
    let taken = fields.take(key, reader).map(|value| {
        let contents = reader.content_ref(value);
        if contents == ContentRef::NotText {
            reader.report(Code::WrongShape, value, &fields.pointer_to(key));
        }
        (contents, reader.offset(value))
    });
    let (contents, at) = taken.map_or((ContentRef::Missing, None), |(contents, at)| (contents, Some(at)));
    let is_empty = match &contents {
        ContentRef::Missing | ContentRef::Null => true,
        ContentRef::Range { range, .. } => range.is_empty(),
        ContentRef::NotText | ContentRef::Assembled(_) => false,
    };
    if kind == EntryKind::Note
        && is_empty
        && let Some((contents, at)) = notes::components(fields, reader)
    {
        return (contents, Encoding::Text, Some(at));
    }
    (contents, if wanted { encoding } else { Encoding::Base64 }, at)
}
