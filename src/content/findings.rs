//! What is odd about a document's contents, and about documents that hold the same. For lists, the window and `check`.

use std::collections::HashMap;
use std::io;

use sha2::{Digest as _, Sha256};

use super::base64::Damage;
use super::decode::decode_to;
use super::inspect::{ContentState, Inspection};
use super::sniff::{Agreement, declared_matches};
use crate::finding::{Code, Finding, Place};
use crate::message::json::pointer_key;
use crate::message::{ContentRef, Document, Input, Message, Purpose, Response, Text};

/// What one document's contents show. `message` is the one that the document is in.
fn findings_of(document: &Document, message: Option<&Message>, inspection: &Inspection) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |code: Code, detail: Option<String>| {
        let places = &document.places;
        let (name, usual, offset) = match code {
            Code::TypeMismatch | Code::TypeUnknown => (&places.type_name, "FileType", places.file_type),
            _ => (&places.contents_name, "FileContents", places.contents),
        };
        let key = pointer_key(name.as_ref().map_or(usual, Text::as_str));
        let place = Place { pointer: format!("{}/{key}", document.pointer.as_str()), offset };
        found.push(Finding { place: Some(place), detail, ..about(document, code) });
    };
    match inspection.state {
        ContentState::Empty => {
            let asked_to_delete = message.is_some_and(|message| message.purpose == Purpose::Deletion);
            if !asked_to_delete {
                add(Code::ContentsEmpty, Some(how_empty(&document.contents).to_owned()));
            }
        }
        ContentState::Reference => {
            let address = inspection.reference.as_ref().map_or("", |address| address.as_str());
            let at_redox = address.contains("redoxengine.com");
            add(Code::ContentsReference, at_redox.then(|| "They are stored at Redox.".to_owned()));
        }
        ContentState::Placeholder => add(Code::ContentsPlaceholder, None),
        ContentState::Unreadable if document.readable => add(Code::ContentsUnreadable, None),
        ContentState::Unreadable => {}
        ContentState::Damaged => {
            let size = inspection.size.unwrap_or(0);
            let (code, detail) = damage(inspection.damage.as_ref(), size);
            add(code, Some(detail));
        }
        ContentState::Embedded => {}
    }
    if inspection.text_converted {
        add(Code::ContentsTextConverted, None);
    } else if inspection.end_missing {
        let size = inspection.size.unwrap_or(0);
        add(Code::ContentsEndMissing, Some(format!("{size} bytes are there.")));
    }
    if let Some(repairs) = inspection.repairs_text() {
        add(Code::ContentsRepaired, Some(repairs));
    }
    if let (Some(declared), Some(detected)) = (&document.file_type, inspection.detected) {
        match declared_matches(declared.as_str(), detected) {
            Agreement::Mismatch => add(Code::TypeMismatch, Some(format!("They are: {}.", detected.label()))),
            Agreement::UnknownDeclaration => add(Code::TypeUnknown, Some(format!("They are: {}.", detected.label()))),
            Agreement::Same | Agreement::HarmlessDifference | Agreement::NotDeclared => {}
        }
    }
    found
}

/// A document is about another patient than its entry, which only a reader of its format can tell.
#[must_use]
pub fn other_patient(document: &Document) -> Finding {
    let key = pointer_key(document.places.contents_name.as_ref().map_or("FileContents", Text::as_str));
    let pointer = format!("{}/{key}", document.pointer.as_str());
    Finding { place: Some(Place { pointer, offset: document.places.contents }), ..about(document, Code::OtherPatient) }
}

fn about(document: &Document, code: Code) -> Finding {
    let Document { index, message, part, .. } = *document;
    Finding { code, document: Some(index), message, part, place: None, detail: None }
}

/// What is wrong with contents of which `size` bytes decode.
fn damage(damage: Option<&Damage>, size: u64) -> (Code, String) {
    match damage {
        None => (Code::ContentsDamaged, "The field holds no text.".to_owned()),
        Some(Damage::NotBase64 { position }) => {
            (Code::ContentsNotBase64, format!("They are plain text from character {position} on."))
        }
        Some(Damage::Foreign { position }) if size == 0 => {
            (Code::ContentsNotBase64, format!("Character {position} is not part of base64."))
        }
        Some(Damage::Foreign { position }) => (
            Code::ContentsDamaged,
            format!("Character {position} is not part of base64. The {size} bytes before it decode."),
        ),
        Some(Damage::Lossy { position }) => (
            Code::ContentsDamaged,
            format!("Character {position} stands for one that was lost. The {size} bytes before it decode."),
        ),
        Some(Damage::CutOff) => (
            Code::ContentsCutOff,
            format!("They end in the middle of a group of four characters. {size} bytes are there."),
        ),
        Some(Damage::Truncated { position }) => (
            Code::ContentsCutOff,
            format!("From character {position} on there is only a mark such as \"...\". {size} bytes are there."),
        ),
    }
}

fn how_empty(contents: &ContentRef) -> &'static str {
    match contents {
        ContentRef::Missing => "The field is missing.",
        ContentRef::Null => "The field is null.",
        _ => "The field is an empty text.",
    }
}

/// What the contents of all documents show: each alone, and compared with the others. `stop` ends the comparing early.
#[must_use]
pub fn all_findings(
    input: &Input,
    response: &Response,
    inspections: &[Inspection],
    stop: &dyn Fn() -> bool,
) -> Vec<Finding> {
    let documents = response.documents.iter().zip(inspections);
    let mut found: Vec<_> = documents
        .flat_map(|(document, inspection)| findings_of(document, response.message_of(document), inspection))
        .collect();
    found.extend(same_contents(input, response, inspections, stop));
    found
}

/// Documents that hold the same bytes under different IDs: a finding for each but the first. `stop` is asked before each
/// document that has to be decoded.
fn same_contents(
    input: &Input,
    response: &Response,
    inspections: &[Inspection],
    stop: &dyn Fn() -> bool,
) -> Vec<Finding> {
    let mut alike: HashMap<(u64, u64), Vec<&Document>> = HashMap::new();
    for (document, inspection) in response.documents.iter().zip(inspections) {
        if let (Some(size @ 1..), Some(fingerprint)) = (inspection.size, inspection.fingerprint) {
            alike.entry((size, fingerprint)).or_default().push(document);
        }
    }
    let mut groups: Vec<_> = alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| group.first().map(|document| document.index));
    let mut found = Vec::new();
    for group in groups {
        let mut first: HashMap<[u8; 32], &Document> = HashMap::new();
        for document in group {
            if stop() {
                return found;
            }
            let mut hash = Hasher(Sha256::new());
            if decode_to(input, document, &mut hash).is_err() {
                continue;
            }
            let known = *first.entry(hash.0.finalize().into()).or_insert(document);
            if known.index != document.index && known.document_id != document.document_id {
                found.push(Finding {
                    place: Some(Place { pointer: document.pointer.as_str().to_owned(), offset: document.range.start }),
                    detail: Some(format!("The first is document {}.", known.number())),
                    ..about(document, Code::SameContents)
                });
            }
        }
    }
    found
}

struct Hasher(Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
