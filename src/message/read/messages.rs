//! One message: what it is, its `Meta`, and where its documents are. Used by `read` only.

use super::super::fields::Fields;
use super::super::json::{Kind, Value, same_name};
use super::super::model::{EntryKind, Field, Message, MessageError, Meta, Purpose, Response, System, Text, is_given};
use super::super::reader::Reader;
use super::super::reference::{self, Event, Model, Shape};
use super::documents;
use crate::finding::Code;

/// Reads one message, which stands at `pointer`; false when it is none of Redox.
pub fn read_message<'a>(value: Value<'a>, pointer: &str, reader: &mut Reader<'a>, response: &mut Response) -> bool {
    let members = value.members();
    if !is_message(&members) {
        return false;
    }
    let index = u32::try_from(response.messages.len()).unwrap_or(u32::MAX);
    reader.at_message(index);
    // What the message is decides which shape its fields have, and is known only after `Meta`.
    let (model, event) = kind_of(&members);
    let shape = model.zip(event).and_then(|(model, event)| reference::shape(model, event));
    let bare = is_bare(&members);
    let mut fields = reader.fields_of(value, members, pointer, shape.filter(|_| !bare));
    fields.shape = shape;
    let mut message = Message { part: reader.part(), ..Message::default() };
    if let Some(meta) = fields.take("Meta", reader) {
        let inner = shape.and(fields.inner("Meta")).or(Some(reference::meta()));
        message.meta = read_meta(meta, &fields.pointer_to("Meta"), inner, reader);
    }
    let older_error = fields.has("ErrorMessages");
    read_flat_errors(&mut fields, &mut message.meta, reader);
    let documents_before = response.documents.len();
    // The message is there before its documents: findings and patients refer to it.
    response.messages.push(Message::default());
    documents::read_documents(&mut fields, model, event, index, reader, response);
    reader.at_document(None);
    message.purpose =
        match purpose(&message.meta, event, bare, reader.is_broken(), response.documents.len() > documents_before) {
            Purpose::Documents if older_error && documents_before == response.documents.len() => Purpose::Errors,
            purpose => purpose,
        };
    report(&message, model, event, response.documents.get(documents_before..).unwrap_or_default(), reader);
    message.other_fields = reader.other_fields(fields);
    if let Some(place) = response.messages.last_mut() {
        *place = message;
    }
    true
}

/// A key and its value.
type Member<'a> = (std::borrow::Cow<'a, str>, Value<'a>);

/// Keys that only a message has.
const MESSAGE_KEYS: [&str; 3] = ["Media", "Note", "ErrorMessages"];

/// A `Meta` that is an object with something of Redox in it, documents, or the older form of an error.
fn is_message(members: &[Member<'_>]) -> bool {
    let has_meta = members.iter().any(|(name, value)| {
        let says = |key: &&str| value.member(key).is_some();
        same_name(name, "Meta") && ["DataModel", "EventType", "Errors", "EventDateTime"].iter().any(says)
    });
    let has_documents = members.iter().any(|(name, value)| {
        MESSAGE_KEYS.iter().any(|key| same_name(name, key))
            && matches!(value.kind(), Kind::Object | Kind::Array | Kind::Null)
            // A patient has `Notes` too: a list of texts.
            || ["Notes", "Orders"].iter().any(|key| same_name(name, key))
                && value.elements().first().is_some_and(|first| first.kind() == Kind::Object)
    });
    has_meta || has_documents
}

/// True for a message of `Meta` alone, or of the older form of an error.
fn is_bare(members: &[Member<'_>]) -> bool {
    members.iter().all(|(name, value)| {
        same_name(name, "Meta")
            || value.kind() == Kind::Null
            || ["MessageID", "TransmissionID", "ErrorIDs", "ErrorMessages"].iter().any(|key| name == key)
    })
}

fn kind_of(members: &[Member<'_>]) -> (Option<Model>, Option<Event>) {
    let meta = members.iter().find(|(name, _)| same_name(name, "Meta")).map(|(_, meta)| *meta);
    let text = |key: &str| meta.and_then(|meta| meta.member(key)).and_then(Value::scalar).unwrap_or_default();
    let model = Model::named(&text("DataModel")).or_else(|| {
        // Without a name the key of the documents tells.
        let has = |key: &str| members.iter().any(|(name, _)| same_name(name, key));
        let unnamed = text("DataModel").trim().is_empty();
        let guess =
            [("Media", Model::Media), ("Note", Model::Notes), ("Notes", Model::Notes), ("Orders", Model::Results)];
        guess.into_iter().find(|(key, _)| unnamed && has(key)).map(|(_, model)| model)
    });
    let event = Event::named(&text("EventType")).or_else(|| {
        let unnamed = text("EventType").trim().is_empty();
        let list = members.iter().any(|(name, value)| {
            value.kind() == Kind::Array && ["Media", "Notes", "Orders"].iter().any(|key| same_name(name, key))
        });
        (unnamed && list).then_some(Event::QueryResponse)
    });
    (model, event)
}

fn purpose(meta: &Meta, event: Option<Event>, bare: bool, is_broken: bool, has_documents: bool) -> Purpose {
    match event {
        Some(Event::Delete) if has_documents => Purpose::Deletion,
        _ if has_documents => Purpose::Documents,
        _ if !meta.errors.is_empty() => Purpose::Errors,
        Some(Event::Query) => Purpose::Question,
        Some(Event::QueryResponse) | None => Purpose::Documents,
        // Redox answers a sent message with its `Meta` alone.
        Some(_) if bare && !is_broken => Purpose::Acknowledgement,
        Some(_) => Purpose::Documents,
    }
}

fn report(
    message: &Message,
    model: Option<Model>,
    event: Option<Event>,
    documents: &[super::super::model::Document],
    reader: &mut Reader<'_>,
) {
    let meta = &message.meta;
    if !meta.errors.is_empty() {
        reader.report_plain(Code::MessageErrors, None);
    }
    match message.purpose {
        Purpose::Question => reader.report_plain(Code::Question, None),
        Purpose::Acknowledgement | Purpose::Documents if documents.is_empty() && reader.is_broken() => {}
        Purpose::Acknowledgement => reader.report_plain(Code::Acknowledgement, None),
        Purpose::Deletion => reader.report_plain(Code::Deletion, None),
        Purpose::Documents if documents.is_empty() && meta.errors.is_empty() => {
            reader.report_plain(Code::NoDocuments, None);
        }
        Purpose::Documents | Purpose::Errors => {}
    }
    if meta.is_incomplete {
        reader.report_plain(Code::Incomplete, None);
    }
    let named = |text: &Option<Text>| is_given(text.as_ref());
    let legacy_error = message.purpose == Purpose::Errors;
    if (!named(&meta.data_model) || !named(&meta.event_type)) && !legacy_error && !reader.is_broken() {
        reader.report_plain(Code::MetaMissing, None);
    }
    let other = documents.iter().any(|document| document.kind == EntryKind::Other);
    let unknown = (named(&meta.data_model) && model.is_none()) || (named(&meta.event_type) && event.is_none());
    if other || (unknown && !legacy_error) {
        reader.report_plain(Code::OtherEvent, None);
    } else if named(&meta.data_model) && named(&meta.event_type) {
        let exact = |text: &Option<Text>, name: Option<String>| {
            text.as_ref().zip(name).is_none_or(|(text, name)| text.as_str() == name)
        };
        let (model, event) = (model.map(|it| format!("{it:?}")), event.map(|it| format!("{it:?}")));
        if !exact(&meta.data_model, model) || !exact(&meta.event_type, event) {
            reader.report_plain(Code::EventSpelling, None);
        }
    }
}

fn read_meta<'a>(value: Value<'a>, pointer: &str, shape: Option<&'static Shape>, reader: &mut Reader<'a>) -> Meta {
    let mut fields = reader.object_fields(value, pointer, shape);
    let mut meta = Meta {
        data_model: fields.text("DataModel", reader),
        event_type: fields.text("EventType", reader),
        event_date_time: fields.text("EventDateTime", reader),
        facility_code: fields.text("FacilityCode", reader),
        ..Meta::default()
    };
    meta.test = fields.boolean("Test", reader);
    meta.is_incomplete = fields.boolean("IsIncomplete", reader) == Some(true);
    let system = fields.inner("Source");
    if let Some(source) = fields.take("Source", reader) {
        meta.source = read_system(source, &fields.pointer_to("Source"), system, &mut meta.other_fields, reader);
    }
    let system = fields.inner("Destinations");
    for (pointer, value) in fields.elements("Destinations", reader) {
        meta.destinations.push(read_system(value, &pointer, system, &mut meta.other_fields, reader));
    }
    let logs = fields.inner("Logs");
    for (pointer, value) in fields.elements("Logs", reader) {
        // Older messages number their logs.
        let mut log = reader.object_fields(value, &pointer, logs);
        let mut scalar = |key: &str| log.take(key, reader).and_then(|value| reader.any_scalar(value));
        meta.logs.push((scalar("ID"), scalar("AttemptID")));
        meta.other_fields.extend(reader.other_fields(log));
    }
    let errors = fields.inner("Errors");
    for (pointer, value) in fields.elements("Errors", reader) {
        let mut error = reader.object_fields(value, &pointer, errors);
        if value.kind() != Kind::Object {
            // Words in place of an error with fields.
            meta.errors.push(MessageError { text: reader.any_scalar(value), ..MessageError::default() });
            continue;
        }
        meta.errors.push(MessageError {
            id: error.text("ID", reader),
            text: error.text("Text", reader),
            error_type: error.text("Type", reader),
            module: error.text("Module", reader),
        });
        meta.other_fields.extend(reader.other_fields(error));
    }
    meta.other_fields.extend(reader.other_fields(fields));
    meta
}

/// The form of errors before `Meta.Errors`: `{"MessageID":…, "ErrorIDs":[…], "ErrorMessages":[…]}`.
fn read_flat_errors<'a>(fields: &mut Fields<'a>, meta: &mut Meta, reader: &mut Reader<'a>) {
    if !fields.has("ErrorMessages") {
        return;
    }
    let mut texts = |key: &str| -> Vec<Option<Text>> {
        let value = fields.take(key, reader);
        let values = value.map(|value| if value.kind() == Kind::Array { value.elements() } else { vec![value] });
        values.unwrap_or_default().into_iter().map(|value| reader.any_scalar(value)).collect()
    };
    let messages = texts("ErrorMessages");
    let ids = texts("ErrorIDs");
    for position in 0..messages.len().max(ids.len()) {
        meta.errors.push(MessageError {
            id: ids.get(position).cloned().flatten(),
            text: messages.get(position).cloned().flatten(),
            ..MessageError::default()
        });
    }
}

fn read_system<'a>(
    value: Value<'a>,
    pointer: &str,
    shape: Option<&'static Shape>,
    others: &mut Vec<Field>,
    reader: &mut Reader<'a>,
) -> System {
    let mut fields = reader.object_fields(value, pointer, shape);
    let system = System { id: fields.text("ID", reader), name: fields.text("Name", reader) };
    others.extend(reader.other_fields(fields));
    system
}
