//! Whether documents are about the patient that their entry names: asked of the workers, compared, and kept as a finding.

use super::app_state::AppState;
use super::opened::{Opened, StatedAs};
use crate::content::findings::other_patient;
use crate::render::{PoolEvent, may_name_patient, names_other_patient};

impl Opened {
    /// True where a worker should be asked whom the document is about.
    #[must_use]
    pub fn asks_for_patient(&self, index: u32) -> bool {
        !self.stated.contains_key(&index)
            && !self.shown_as.contains_key(&index)
            && self.format(index).is_some()
            && self.inspection(index).is_some_and(may_name_patient)
    }
}

impl AppState {
    /// Takes note of whom a document says that it is about.
    pub(super) fn compare_patient(&mut self, event: &PoolEvent) {
        let Some(opened) = &mut self.opened else { return };
        let id = event.document();
        if id.load != opened.load || opened.shown_as.contains_key(&id.index) {
            return;
        }
        let stated = match event {
            PoolEvent::Facts { facts, .. } => facts.patient.as_deref(),
            PoolEvent::FactsFailed { .. } => None,
            _ => return,
        };
        let Some(document) = opened.document(id.index) else { return };
        let differs = stated.filter(|stated| names_other_patient(&document.identifiers, stated)).cloned();
        let finding = differs.is_some().then(|| other_patient(document));
        let told = differs.map_or(StatedAs::NoOther, StatedAs::Other);
        let known = opened.stated.insert(id.index, told).is_some();
        if let Some(finding) = finding.filter(|_| !known) {
            opened.add_finding(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Instant;

    use super::*;
    use crate::finding::Code;
    use crate::message::DocumentId;
    use crate::render::{DocumentFacts, Engine, PageSize, StatedIdentifier, StatedPatient};
    use crate::state::Event;
    use crate::state::test_response::document;

    const PAGE: PageSize = PageSize { width: 612.0, height: 792.0 };

    fn give(state: &mut AppState, facts: DocumentFacts) {
        let document = state.opened.as_ref().unwrap().id(0);
        state.apply(Event::Pages(PoolEvent::Facts { document, facts }), Instant::now());
    }

    #[test]
    fn another_patient_inside_a_document_is_a_finding_once() {
        let mut state = document(&[PAGE], Engine::Flow);
        let facts = |id: &str| {
            let identifiers = vec![StatedIdentifier { id: id.to_owned(), authority: String::new() }];
            let patient = StatedPatient { name: "Jo Test".to_owned(), identifiers, ..StatedPatient::default() };
            DocumentFacts { patient: Some(Box::new(patient)), ..DocumentFacts::default() }
        };
        let others = |state: &AppState| {
            let opened = state.opened.as_ref().unwrap();
            opened.findings_of(0).filter(|finding| finding.code == Code::OtherPatient).count()
        };
        let named =
            state.opened.as_ref().unwrap().document(0).unwrap().identifiers.first().unwrap().id.clone().unwrap();
        give(&mut state, facts(named.as_str()));
        assert_eq!(others(&state), 0);

        let mut state = document(&[PAGE], Engine::Flow);
        let before = state.opened.as_ref().unwrap().summary.problems;
        for _ in 0..2 {
            give(&mut state, facts("another"));
            assert_eq!(others(&state), 1);
        }
        assert_eq!(state.opened.as_ref().unwrap().summary.problems, before + 1);
        assert!(matches!(state.opened.as_ref().unwrap().stated.get(&0), Some(StatedAs::Other(_))));
        // It is of another load.
        let document = DocumentId { load: 99, index: 0 };
        state.apply(Event::Pages(PoolEvent::Facts { document, facts: facts("x") }), Instant::now());
        assert_eq!(others(&state), 1);
    }
}
