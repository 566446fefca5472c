//! From the residue of a pass to a [`Response`]. Tolerant: what can be read is read, what is odd becomes a finding, and
//! a bad entry costs one row.

use std::ops::Range;

use serde_json::value::RawValue;

use super::fields::{Fields, Reader};
use super::index::{Index, IndexError};
use super::json::{Kind, Value};
use super::model::{ContentRef, Document, Identifier, Message, MessageError, Meta, Response, System};
use super::source::{Source, SourceError};
use super::{patient, repair};
use crate::finding::{Code, Finding, Findings, Place};

/// Why an input gave no response. The sentences are for people.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Reading failed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The user cancelled.
    #[error("Opening was cancelled.")]
    Cancelled,
    /// Nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// Not JSON, from 1.
    #[error("This is not JSON: line {line}, column {column} cannot be read as part of a message.")]
    NotJson {
        /// Line, from 1.
        line: u64,
        /// Column in characters, from 1.
        column: u64,
    },
    /// JSON of another kind.
    #[error("This is JSON, but not a Redox message: there is no \"Meta\" with a \"DataModel\", and no \"Media\".")]
    NotRedox,
    /// Too much beside the contents.
    #[error("This file holds too much besides documents to be a response, so it was not opened.")]
    TooMuch,
}

/// Broken places that are mended in one input before the rest is given up.
const REPAIRS: usize = 64;

/// Reads what the pass left.
///
/// # Errors
/// When there is no Redox message in it; see [`ReadError`].
pub fn read_response(index: Index, source: &Source) -> Result<Response, ReadError> {
    let mut index = index;
    let mut findings = Findings::default();
    report_text(&index, &mut findings);
    let (values, broken_at) = mended_values(&mut index, source, &mut findings)?;

    let mut reader = Reader::new(&index, source, findings);
    let mut response = Response::default();
    let mut is_redox = false;
    for range in values {
        let Some(text) = index.residue().get(range) else { continue };
        let Ok(raw) = serde_json::from_str::<&RawValue>(text) else { continue };
        let value = Value::new(raw);
        let messages = match value.kind() {
            Kind::Array => value.elements(),
            _ => vec![value],
        };
        for value in messages {
            is_redox |= read_message(value, &mut reader, &mut response);
        }
    }
    if !is_redox {
        return Err(broken_at.map_or(ReadError::NotRedox, |offset| not_json(source, offset)));
    }
    let messages = &response.messages;
    response.patients = patient::assign(&response.documents, |document| {
        messages.get(document.message as usize).map(|message| &message.meta)
    });
    response.findings = reader.findings.into_vec();
    Ok(response)
}

impl From<(IndexError, &Source)> for ReadError {
    fn from((error, source): (IndexError, &Source)) -> Self {
        match error {
            IndexError::Source(error) => Self::Source(error),
            IndexError::Cancelled => Self::Cancelled,
            IndexError::NotJson(offset) => not_json(source, offset),
            IndexError::Empty => Self::Empty,
            IndexError::TooMuch => Self::TooMuch,
        }
    }
}

fn not_json(source: &Source, offset: u64) -> ReadError {
    match source.line_and_column(offset) {
        Ok((line, column)) => ReadError::NotJson { line, column },
        Err(error) => ReadError::Source(error),
    }
}

fn report_text(index: &Index, findings: &mut Findings) {
    let mut report = |code, offset, detail| {
        findings.push(Finding {
            code,
            document: None,
            message: 0,
            place: Some(Place { pointer: String::new(), offset }),
            detail,
        });
    };
    if let Some((offset, count)) = index.control_characters {
        report(Code::ControlCharacters, offset, Some(format!("Found {count}.")));
    }
    if let Some(offset) = index.not_utf8 {
        report(Code::NotUtf8, offset, None);
    }
}

/// The ranges of the top-level values in the residue, mended where they are broken, and the first broken place.
fn mended_values(
    index: &mut Index,
    source: &Source,
    findings: &mut Findings,
) -> Result<(Vec<Range<usize>>, Option<u64>), ReadError> {
    let mut broken_at = None;
    for attempt in 0.. {
        let (values, error) = top_level_values(index.residue());
        let Some(error_at) = error else { return Ok((values, broken_at)) };
        let source_at = index.source_offset(error_at);
        broken_at.get_or_insert(source_at);
        let cut_off = error_at >= index.residue().len();
        let mended = if attempt < REPAIRS { repair::mend(index, error_at) } else { None };
        let code = match mended {
            Some(repair::Repair::Cut) if cut_off || index.ends_in_string => Code::MessageCutOff,
            Some(_) => Code::MessageBroken,
            None if values.is_empty() => return Err(not_json(source, source_at)),
            None => Code::MessageBroken,
        };
        findings.push(Finding {
            code,
            document: None,
            message: u32::try_from(values.len()).unwrap_or(u32::MAX),
            place: Some(Place { pointer: String::new(), offset: source_at }),
            detail: None,
        });
        if mended.is_none() {
            return Ok((values, broken_at));
        }
    }
    Ok((Vec::new(), broken_at))
}

/// The complete top-level values, and the offset of the first syntax error.
fn top_level_values(residue: &str) -> (Vec<Range<usize>>, Option<usize>) {
    let mut stream = serde_json::Deserializer::from_str(residue).into_iter::<&RawValue>();
    let mut values = Vec::new();
    loop {
        match stream.next() {
            Some(Ok(value)) => {
                let start = Value::new(value).offset_in(residue);
                values.push(start..start + value.get().len());
            }
            Some(Err(error)) => return (values, Some(error_offset(residue, &error))),
            None => return (values, None),
        }
    }
}

fn error_offset(residue: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return residue.len();
    }
    let line_start = error
        .line()
        .checked_sub(2)
        .map_or(Some(0), |line| memchr::memchr_iter(b'\n', residue.as_bytes()).nth(line).map(|at| at + 1));
    line_start.unwrap_or_default().saturating_add(error.column().saturating_sub(1)).min(residue.len())
}

/// Reads one message; false when it is none of Redox.
fn read_message<'a>(value: Value<'a>, reader: &mut Reader<'a>, response: &mut Response) -> bool {
    let message_index = u32::try_from(response.messages.len()).unwrap_or(u32::MAX);
    reader.at_message(message_index);
    let mut fields = reader.fields(value, "");
    let meta = fields.take("Meta", reader).filter(|meta| meta.kind() == Kind::Object);
    let media = fields.take("Media", reader);
    let mut message = Message::default();
    if let Some(meta) = meta {
        message.meta = read_meta(meta, reader);
    }
    if media.is_none() && message.meta.data_model.is_none() && message.meta.errors.is_empty() {
        return false;
    }
    report_message(&message.meta, media, reader);
    match media.map(|media| (media.kind(), media)) {
        Some((Kind::Array, media)) => {
            for (position, entry) in media.elements().into_iter().enumerate() {
                let pointer = format!("/Media/{position}");
                read_document(entry, None, &pointer, message_index, reader, response);
            }
        }
        // `New`, `Replace` and `Delete` carry one object, with patient and visit beside it.
        Some((Kind::Object, media)) => {
            let beside = (fields.take("Patient", reader), fields.take("Visit", reader));
            read_document(media, Some(beside), "/Media", message_index, reader, response);
        }
        Some((Kind::Null, _)) | None => {}
        Some((_, media)) => reader.report(Code::WrongShape, media, "/Media"),
    }
    message.other_fields = reader.other_fields(fields);
    response.messages.push(message);
    true
}

fn report_message(meta: &Meta, media: Option<Value<'_>>, reader: &mut Reader<'_>) {
    let is = |text: &Option<super::Text>, expected: &str| {
        text.as_ref().is_some_and(|text| {
            text.as_str()
                .chars()
                .filter(|character| !character.is_whitespace())
                .collect::<String>()
                .eq_ignore_ascii_case(expected)
        })
    };
    if !meta.errors.is_empty() {
        reader.report_plain(Code::MessageErrors, None);
    } else if media
        .is_none_or(|media| media.kind() == Kind::Null || (media.kind() == Kind::Array && media.elements().is_empty()))
    {
        reader.report_plain(Code::NoDocuments, None);
    }
    if meta.is_incomplete {
        reader.report_plain(Code::Incomplete, None);
    }
    if !is(&meta.data_model, "Media") || !is(&meta.event_type, "QueryResponse") {
        reader.report_plain(Code::OtherEvent, None);
    }
}

fn read_meta<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Meta {
    let mut fields = reader.fields(value, "/Meta");
    let mut meta = Meta {
        data_model: fields.text("DataModel", reader),
        event_type: fields.text("EventType", reader),
        event_date_time: fields.text("EventDateTime", reader),
        facility_code: fields.text("FacilityCode", reader),
        ..Meta::default()
    };
    meta.test = fields.boolean("Test", reader);
    meta.is_incomplete = fields.boolean("IsIncomplete", reader) == Some(true);
    if let Some(source) = fields.take("Source", reader) {
        meta.source = read_system(source, "/Meta/Source", reader);
    }
    for (pointer, value) in fields.elements("Destinations", reader) {
        meta.destinations.push(read_system(value, &pointer, reader));
    }
    for (pointer, value) in fields.elements("Logs", reader) {
        let mut log = reader.fields(value, &pointer);
        meta.logs.push((log.text("ID", reader), log.text("AttemptID", reader)));
    }
    for (pointer, value) in fields.elements("Errors", reader) {
        let mut error = reader.fields(value, &pointer);
        meta.errors.push(MessageError {
            id: error.text("ID", reader),
            text: error.text("Text", reader),
            error_type: error.text("Type", reader),
            module: error.text("Module", reader),
        });
    }
    meta.other_fields = reader.other_fields(fields);
    meta
}

fn read_system<'a>(value: Value<'a>, pointer: &str, reader: &mut Reader<'a>) -> System {
    let mut fields = reader.fields(value, pointer);
    System { id: fields.text("ID", reader), name: fields.text("Name", reader) }
}

fn read_document<'a>(
    entry: Value<'a>,
    beside: Option<(Option<Value<'a>>, Option<Value<'a>>)>,
    pointer: &str,
    message: u32,
    reader: &mut Reader<'a>,
    response: &mut Response,
) {
    let Ok(index) = u32::try_from(response.documents.len()) else { return };
    reader.at_document(Some(index));
    let readable = entry.kind() == Kind::Object;
    if !readable {
        reader.report(Code::EntryNotObject, entry, pointer);
    }
    let mut fields = reader.fields(entry, pointer);
    let (patient, visit) = match beside {
        Some((patient, visit)) => {
            (patient.map(|it| (it, "/Patient".to_owned())), visit.map(|it| (it, "/Visit".to_owned())))
        }
        None => (
            fields.take("Patient", reader).map(|it| (it, format!("{pointer}/Patient"))),
            fields.take("Visit", reader).map(|it| (it, format!("{pointer}/Visit"))),
        ),
    };
    let mut other_fields = Vec::new();
    let identifiers = patient.map_or_else(Vec::new, |(patient, pointer)| {
        let mut patient = reader.object_fields(patient, &pointer);
        let identifiers = read_identifiers(&mut patient, reader);
        other_fields.extend(reader.other_fields(patient));
        identifiers
    });
    let visit_number = visit.and_then(|(visit, pointer)| {
        let mut visit = reader.object_fields(visit, &pointer);
        let number = visit.text("VisitNumber", reader);
        other_fields.extend(reader.other_fields(visit));
        number
    });
    if readable && identifiers.iter().all(|identifier: &Identifier| identifier.id.is_none()) {
        reader.report(Code::NoIdentifiers, entry, pointer);
    }
    let mut document = Document {
        index,
        message,
        readable,
        identifiers,
        visit_number,
        file_type: fields.text("FileType", reader),
        file_name: fields.text("FileName", reader),
        contents: ContentRef::Missing,
        document_type: fields.text("DocumentType", reader),
        document_id: fields.text("DocumentID", reader),
        description: fields.text("DocumentDescription", reader),
        created: fields.text("CreationDateTime", reader),
        service_date: fields.text("ServiceDateTime", reader),
        other_fields: Vec::new(),
        range: reader.source_range(entry),
    };
    if let Some(contents) = fields.take("FileContents", reader) {
        document.contents = reader.content_ref(contents);
        if document.contents == ContentRef::NotText {
            reader.report(Code::WrongShape, contents, &format!("{pointer}/FileContents"));
        }
    }
    other_fields.extend(reader.other_fields(fields));
    document.other_fields = other_fields;
    response.documents.push(document);
    reader.at_document(None);
}

fn read_identifiers<'a>(patient: &mut Fields<'a>, reader: &mut Reader<'a>) -> Vec<Identifier> {
    patient
        .elements("Identifiers", reader)
        .into_iter()
        .map(|(pointer, value)| {
            let mut fields = reader.object_fields(value, &pointer);
            Identifier { id_type: fields.text("IDType", reader), id: fields.text("ID", reader) }
        })
        .collect()
}
