//! Documents that say themselves whom they are about, against their entries: for `check`.

use std::sync::Arc;

use super::input::Message;
use super::worker::Worker;
use crate::content::Inspection;
use crate::content::findings::other_patient;
use crate::finding::Finding;
use crate::jobs::Library;
use crate::message::{DocumentId, Loaded};
use crate::render::{PoolEvent, Task, may_name_patient, names_other_patient};

/// A finding for each document that is about another patient than its entry. Workers read the documents, like in the window; none is
/// started where no document is of such a kind.
///
/// # Errors
/// When no worker can be started, or it does not answer.
pub fn other_patients(message: &Message, inspections: &[Inspection]) -> anyhow::Result<Vec<Finding>> {
    let documents = message.response.documents.iter().zip(inspections);
    let mut asked = documents.filter(|(_, inspection)| may_name_patient(inspection)).peekable();
    if asked.peek().is_none() {
        return Ok(Vec::new());
    }
    let library = Arc::new(Library::default());
    let loaded = Loaded { input: message.input.clone(), response: message.response.clone() };
    library.add(0, Arc::new(loaded));
    let worker = Worker::start(library)?;
    let mut found = Vec::new();
    for (document, _) in asked {
        let patient =
            message.response.patients.get(document.index as usize).map_or(u64::MAX, |patient| patient.0.into());
        let id = DocumentId { load: 0, index: document.index };
        if let PoolEvent::Facts { facts, .. } = worker.ask(id, patient, Task::Facts)?
            && facts.patient.is_some_and(|stated| names_other_patient(&document.identifiers, &stated))
        {
            found.push(other_patient(document));
        }
    }
    Ok(found)
}
