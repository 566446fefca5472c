//! What is odd between documents: the same ID twice, identifiers that contradict each other. Used by `read` only.

use std::collections::{HashMap, HashSet};

use super::super::model::{Document, Identifier, Response, Text};
use super::super::patient::PatientId;
use crate::finding::{Code, Finding, Findings, Place};

/// Reports what only the whole list shows.
pub fn report(response: &Response, findings: &mut Findings) {
    duplicate_ids(response, findings);
    shared_identifiers(response, findings);
}

fn finding(code: Code, document: &Document, pointer: &str, detail: Option<String>) -> Finding {
    let place = Place { pointer: format!("{}{pointer}", document.pointer.as_str()), offset: document.range.start };
    Finding {
        code,
        document: Some(document.index),
        message: document.message,
        part: document.part,
        place: Some(place),
        detail,
    }
}

fn duplicate_ids(response: &Response, findings: &mut Findings) {
    let mut first: HashMap<&Text, u64> = HashMap::new();
    for document in &response.documents {
        let Some(id) = document.document_id.as_ref().filter(|id| !id.as_str().trim().is_empty()) else { continue };
        match first.get(id) {
            Some(number) => {
                let detail = Some(format!("The first is document {number}."));
                findings.push(finding(Code::DuplicateDocumentId, document, "/DocumentID", detail));
            }
            None => {
                first.insert(id, document.number());
            }
        }
    }
}

/// Patients that share an identifier within one system are kept apart, and it is said whether they may be the same.
fn shared_identifiers(response: &Response, findings: &mut Findings) {
    let mut owner: HashMap<(&Identifier, Option<&Text>, Option<&Text>), &Document> = HashMap::new();
    let mut seen: HashSet<PatientId> = HashSet::new();
    let mut told: HashSet<(PatientId, PatientId)> = HashSet::new();
    for (document, patient) in response.documents.iter().zip(&response.patients) {
        if !seen.insert(*patient) {
            continue;
        }
        let meta = response.message_of(document).map(|message| &message.meta);
        let source = meta.and_then(|meta| meta.source.id.as_ref());
        let facility = meta.and_then(|meta| meta.facility_code.as_ref());
        for identifier in document.identifiers.iter().filter(|identifier| is_given(identifier)) {
            let Some(other) = owner.get(&(identifier, source, facility)).copied() else {
                owner.insert((identifier, source, facility), document);
                continue;
            };
            let other_patient = response.patients.get(other.index as usize).copied().unwrap_or(*patient);
            if other_patient != *patient && told.insert((other_patient, *patient)) {
                let code = if contradict(document, other) { Code::IdentifiersConflict } else { Code::MaybeSamePatient };
                let detail = Some(format!("The other is the patient of document {}.", other.number()));
                findings.push(finding(code, document, "/Patient/Identifiers", detail));
            }
        }
    }
}

fn is_given(identifier: &Identifier) -> bool {
    let named = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.as_str().trim().is_empty());
    named(&identifier.id) && named(&identifier.id_type)
}

/// True when both have identifiers of one type and none of them in common.
fn contradict(one: &Document, other: &Document) -> bool {
    let of_type = |document: &Document, id_type: &Text| -> Vec<Text> {
        let of_type = document.identifiers.iter().filter(|it| is_given(it) && it.id_type.as_ref() == Some(id_type));
        of_type.filter_map(|it| it.id.clone()).collect()
    };
    one.identifiers.iter().filter(|it| is_given(it)).filter_map(|it| it.id_type.as_ref()).any(|id_type| {
        let (ours, theirs) = (of_type(one, id_type), of_type(other, id_type));
        !theirs.is_empty() && !ours.iter().any(|id| theirs.contains(id))
    })
}
