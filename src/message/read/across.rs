//! What is odd between documents: the same ID twice, identifiers that contradict each other. Used by `read` only.

use std::collections::{HashMap, HashSet};

use super::super::model::{Document, Identifier, Response, Text, is_given};
use super::super::patient::{self, PatientId};
use crate::finding::{Code, Finding, Findings, Place};

/// Reports what only the whole list shows.
pub fn report(response: &Response, findings: &mut Findings) {
    duplicate_ids(response, findings);
    shared_identifiers(response, findings);
}

fn finding(code: Code, document: &Document, place: Place, detail: Option<String>) -> Finding {
    let (message, part) = (document.message, document.part);
    Finding { code, document: Some(document.index), message, part, place: Some(place), detail }
}

fn duplicate_ids(response: &Response, findings: &mut Findings) {
    let mut first: HashMap<&Text, u64> = HashMap::new();
    for document in &response.documents {
        let Some(id) = document.document_id.as_ref().filter(|id| is_given(Some(id))) else { continue };
        match first.get(id) {
            Some(number) => {
                let detail = Some(format!("The first is document {number}."));
                let pointer = format!("{}/DocumentID", document.pointer.as_str());
                let place = Place { pointer, offset: document.places.document_id };
                findings.push(finding(Code::DuplicateDocumentId, document, place, detail));
            }
            None => {
                first.insert(id, document.number());
            }
        }
    }
}

/// Patients that share an identifier are kept apart where their sets differ or their systems do, and it is said that they
/// may be the same.
fn shared_identifiers(response: &Response, findings: &mut Findings) {
    /// Patients of one identifier that a further one is compared with; more say nothing new.
    const COMPARED: usize = 8;
    let system_of = |document: &Document| response.message_of(document).map(|message| patient::system(&message.meta));
    let mut owners: HashMap<&Identifier, Vec<&Document>> = HashMap::new();
    let mut seen: HashSet<PatientId> = HashSet::new();
    let mut told: HashSet<(PatientId, PatientId)> = HashSet::new();
    for (document, patient) in response.documents.iter().zip(&response.patients) {
        if !seen.insert(*patient) {
            continue;
        }
        for identifier in document.identifiers.iter().filter(|identifier| identifier.is_complete()) {
            let others = owners.entry(identifier).or_default();
            for other in others.iter().copied() {
                let other_patient = response.patients.get(other.index as usize).copied().unwrap_or(*patient);
                if other_patient == *patient || !told.insert((other_patient, *patient)) {
                    continue;
                }
                // Two systems may give the same number to different people.
                let one_system = system_of(document) == system_of(other);
                let conflict = one_system && contradict(document, other);
                let code = if conflict { Code::IdentifiersConflict } else { Code::MaybeSamePatient };
                let pointer = match &document.places.patient_pointer {
                    Some(patient) => format!("{}/Identifiers", patient.as_str()),
                    None => format!("{}/Patient/Identifiers", document.pointer.as_str()),
                };
                let place = Place { pointer, offset: document.places.identifiers };
                let detail = Some(format!("The other is the patient of document {}.", other.number()));
                findings.push(finding(code, document, place, detail));
            }
            if others.len() < COMPARED {
                others.push(document);
            }
        }
    }
}

/// True when both have identifiers of one type and none of them in common.
fn contradict(one: &Document, other: &Document) -> bool {
    let of_type = |document: &Document, id_type: &Text| -> Vec<Text> {
        let of_type = document.identifiers.iter().filter(|it| it.is_complete() && it.id_type.as_ref() == Some(id_type));
        of_type.filter_map(|it| it.id.clone()).collect()
    };
    one.identifiers.iter().filter(|it| it.is_complete()).filter_map(|it| it.id_type.as_ref()).any(|id_type| {
        let (ours, theirs) = (of_type(one, id_type), of_type(other, id_type));
        !theirs.is_empty() && !ours.iter().any(|id| theirs.contains(id))
    })
}
