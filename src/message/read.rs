//! From the residue of a pass to a [`Response`]. Tolerant: what can be read is read, what is odd becomes a finding, and
//! a bad entry costs one row.

mod across;
mod documents;
mod mended;
mod messages;
mod notes;
mod owner;
mod wrapped;

use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::index::{Index, IndexError};
use super::json::{Kind, Value};
use super::model::{Response, Text};
use super::patient;
use super::reader::Reader;
use super::source::{Source, SourceError};
use crate::finding::{Code, Finding, Findings, Place};

/// Why an input gave no response. The sentences are for people.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Reading failed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Unpacking failed.
    #[error(transparent)]
    Container(#[from] super::container::ContainerError),
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
    /// A folder without a file to read.
    #[error("There is no JSON file in this folder. Files ending in .json, .json.gz or .ndjson are read.")]
    EmptyFolder,
    /// Nothing of several files could be read; the first reason.
    #[error("None of {count} files could be read. The first: {first}")]
    Nothing {
        /// How many there were.
        count: usize,
        /// Why the first was not.
        first: Box<ReadError>,
    },
}

/// A response in the making: part after part is read into it.
#[derive(Debug, Default)]
pub struct Reading {
    response: Response,
    findings: Findings,
}

/// Messages that stand as text inside a JSON string: to be read as parts of their own.
pub type Inner = Vec<Zeroizing<Vec<u8>>>;

impl Reading {
    /// Reads what the pass left of one part, which is called `name`.
    ///
    /// # Errors
    /// When there is no Redox message in it; see [`ReadError`]. Nothing of the part is kept then.
    pub fn read_part(&mut self, index: Index, source: &Source, name: &str) -> Result<Inner, ReadError> {
        let part = u32::try_from(self.response.parts.len()).unwrap_or(u32::MAX);
        let mut index = index;
        let mut findings = Findings::default();
        report_text(&index, &mut findings, part);
        let at = self.response.messages.len();
        let (values, broken_at) = mended::mended_values(&mut index, source, &mut findings, part)?;
        let first_bad_text = [index.control_characters.map(|(offset, _)| offset), index.not_utf8];

        let mut reader = Reader::new(&index, source, std::mem::take(&mut self.findings), part);
        let mut others = Vec::new();
        // Where each message begins, and its number, so that findings of the text find theirs.
        let mut starts: Vec<(u64, usize)> = Vec::new();
        let broken: Vec<u64> = findings.places_of(&[Code::MessageBroken, Code::MessageCutOff]);
        for (position, range) in values.iter().enumerate() {
            let begins = index.source_offset(range.start);
            let next = values.get(position + 1).map_or(u64::MAX, |next| index.source_offset(next.start));
            let is_broken = broken.iter().any(|offset| (begins..next).contains(offset));
            reader.set_broken(is_broken);
            let Some(text) = index.residue().get(range.clone()) else { continue };
            let Ok(raw) = serde_json::from_str::<&RawValue>(text) else { continue };
            let value = Value::new(raw);
            let messages = match value.kind() {
                Kind::Array => value.elements(),
                _ => vec![value],
            };
            let mut left: Vec<_> = Vec::new();
            for message in &messages {
                if messages::read_message(*message, "", &mut reader, &mut self.response) {
                    starts.push((reader.offset(*message), self.response.messages.len() - 1));
                } else {
                    left.push(*message);
                }
            }
            // A list without a message may be one of documents: it is looked at as a whole.
            let left = if left.len() == messages.len() { vec![value] } else { left };
            others.extend(left.into_iter().map(|value| (value, is_broken)));
        }
        let mut inner = Inner::new();
        let mut unread = Vec::new();
        for (value, is_broken) in others {
            reader.set_broken(is_broken);
            let before = self.response.messages.len();
            let texts = wrapped::read_wrapped(value, &mut reader, &mut self.response);
            let found = before..self.response.messages.len();
            if texts.is_empty() && found.is_empty() && !is_broken && !value.is_nothing() {
                unread.push(reader.offset(value));
            }
            starts.extend(found.map(|message| (reader.offset(value), message)));
            inner.extend(texts);
        }
        self.findings = reader.findings;
        if self.response.messages.len() == at && inner.is_empty() {
            // The first thing wrong with its text, if there is one: then it is no JSON at all.
            let offset = first_bad_text.into_iter().flatten().chain(broken_at).min();
            return Err(offset.map_or(ReadError::NotRedox, |offset| not_json(source, offset)));
        }
        for offset in unread {
            findings.push(at_offset(Code::NotMessage, part, offset, None));
        }
        starts.sort_unstable();
        for mut finding in findings.into_vec() {
            let offset = finding.place.as_ref().map_or(0, |place| place.offset);
            let before = starts.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            let message = starts.get(before).map_or(at, |(_, message)| *message);
            finding.message = u32::try_from(message).unwrap_or(u32::MAX);
            self.findings.push(finding);
        }
        self.response.parts.push(Text::new(name));
        Ok(inner)
    }

    /// Notes an oddity of the part that was read last, or of the input before any was.
    pub fn report(&mut self, code: Code, detail: Option<String>) {
        let part = u32::try_from(self.response.parts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let message = u32::try_from(self.response.messages.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.findings.push(Finding { code, document: None, message, part, place: None, detail });
    }

    /// True when there was a message in any part.
    #[must_use]
    pub fn has_messages(&self) -> bool {
        !self.response.messages.is_empty()
    }

    /// True when there was a message in the part that was read last.
    #[must_use]
    pub fn part_has_messages(&self) -> bool {
        let last = self.response.parts.len().checked_sub(1);
        self.response.messages.last().is_some_and(|message| Some(message.part as usize) == last)
    }

    /// The whole response.
    #[must_use]
    pub fn finish(mut self) -> Response {
        let messages = &self.response.messages;
        self.response.patients = patient::assign(&self.response.documents, |document| {
            messages.get(document.message as usize).map(|message| &message.meta)
        });
        across::report(&self.response, &mut self.findings);
        self.response.summary = self.findings.summary().clone();
        self.response.findings = self.findings.into_vec();
        // Where a part held nothing but text that turned out to be no message.
        let last = u32::try_from(messages.len().saturating_sub(1)).unwrap_or(u32::MAX);
        for finding in &mut self.response.findings {
            finding.message = finding.message.min(last);
        }
        // What concerns a whole message stands before what concerns its documents.
        self.response.findings.sort_by_key(|finding| (finding.message, finding.document));
        self.response
    }
}

/// Reads an input of one part.
///
/// # Errors
/// When there is no Redox message in it; see [`ReadError`].
pub fn read_response(index: Index, source: &Source) -> Result<Response, ReadError> {
    let mut reading = Reading::default();
    reading.read_part(index, source, "")?;
    Ok(reading.finish())
}

impl From<(IndexError, &Source)> for ReadError {
    fn from((error, source): (IndexError, &Source)) -> Self {
        match error {
            IndexError::Source(error) => Self::Source(error),
            IndexError::Cancelled => Self::Cancelled,
            IndexError::NotJson(_) if is_other_json(source) => Self::NotRedox,
            IndexError::NotJson(offset) => not_json(source, offset),
            IndexError::Empty => Self::Empty,
            IndexError::TooMuch => Self::TooMuch,
        }
    }
}

/// True for a single number, string or word, which is JSON too.
fn is_other_json(source: &Source) -> bool {
    /// Longer ones are no mistake of this kind.
    const LONGEST: u64 = 64 * 1024;
    source.len() <= LONGEST
        && source
            .range(0..source.len())
            .is_ok_and(|bytes| serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok())
}

fn not_json(source: &Source, offset: u64) -> ReadError {
    match super::lines::line_and_column(source, offset) {
        Ok((line, column)) => ReadError::NotJson { line, column },
        Err(error) => ReadError::Source(error),
    }
}

/// A finding of the text itself: which message it concerns is told once all are read.
fn at_offset(code: Code, part: u32, offset: u64, detail: Option<String>) -> Finding {
    let place = Some(Place { pointer: String::new(), offset });
    Finding { code, document: None, message: 0, part, place, detail }
}

fn report_text(index: &Index, findings: &mut Findings, part: u32) {
    if let Some((offset, count)) = index.control_characters {
        findings.push(at_offset(Code::ControlCharacters, part, offset, Some(format!("Found {count}."))));
    }
    if let Some(offset) = index.not_utf8 {
        findings.push(at_offset(Code::NotUtf8, part, offset, None));
    }
}
