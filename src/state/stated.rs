//! Whether documents are about the patient that their entry names: asked of the workers, compared, and kept as a finding.

use super::app_state::AppState;
use super::opened::{Opened, StatedAs};
use crate::content::findings::other_patient;
use crate::render::{PoolEvent, may_name_patient, names_other_patient};

/// Documents off screen that are asked at once: few, so that what is looked at never waits behind them.
const ASKED_AHEAD: usize = 2;

impl Opened {
    /// The documents to ask in the background, wherever they are in the list: a wrong patient must not wait to be scrolled to.
    pub fn ask_ahead(&self) -> impl Iterator<Item = u32> {
        self.unasked.iter().rev().copied().filter(|index| self.asks_for_patient(*index)).take(ASKED_AHEAD)
    }

    /// All contents were looked at: notes which documents may say whom they are about.
    pub(super) fn list_unasked(&mut self) {
        let may_name = self.inspections.iter().zip(0_u32..).filter(|(inspection, _)| may_name_patient(inspection));
        self.unasked = may_name.map(|(_, index)| index).collect();
        // The next one is at the end, where it can be taken off.
        self.unasked.reverse();
    }

    fn forget_asked(&mut self) {
        while self.unasked.last().is_some_and(|index| self.stated.contains_key(index)) {
            self.unasked.pop();
        }
    }

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
        // What was told once stays: a worker that is lost later takes nothing back. What could not be told before (a password was
        // missing) may be told now.
        if matches!(opened.stated.get(&id.index), Some(StatedAs::Other(_))) {
            return;
        }
        opened.stated.insert(id.index, differs.map_or(StatedAs::NoOther, StatedAs::Other));
        opened.forget_asked();
        if let Some(finding) = finding {
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
    fn the_list_takes_in_what_is_found_late() {
        let mut state = document(&[PAGE], Engine::Flow);
        let filter = crate::state::Filter {
            typed: "finding:\"other identifiers than its entry\"".to_owned().into(),
            ..Default::default()
        };
        state.handle(crate::state::Intent::SetFilter(Box::new(filter)), Instant::now());
        assert_eq!(state.listing.matching(), 0);
        let identifiers = vec![StatedIdentifier { id: "another".to_owned(), authority: String::new() }];
        let patient = StatedPatient { name: "Jo Test".to_owned(), identifiers, ..StatedPatient::default() };
        give(&mut state, DocumentFacts { patient: Some(Box::new(patient)), ..DocumentFacts::default() });
        assert_eq!(state.listing.matching(), 1);
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

    #[test]
    fn what_could_not_be_told_before_is_told_later_and_stays() {
        let mut state = document(&[PAGE], Engine::Flow);
        let document = state.opened.as_ref().unwrap().id(0);
        let failed = || PoolEvent::FactsFailed { document, failure: crate::render::Failure::PasswordNeeded };
        let apply = |state: &mut AppState, event| state.apply(Event::Pages(event), Instant::now());
        let is_other =
            |state: &AppState| matches!(state.opened.as_ref().unwrap().stated.get(&0), Some(StatedAs::Other(_)));
        apply(&mut state, failed());
        assert!(!is_other(&state) && !state.opened.as_ref().unwrap().asks_for_patient(0));
        let identifiers = vec![StatedIdentifier { id: "another".to_owned(), authority: String::new() }];
        let patient = Box::new(StatedPatient { identifiers, ..StatedPatient::default() });
        give(&mut state, DocumentFacts { patient: Some(patient), ..DocumentFacts::default() });
        assert!(is_other(&state));
        apply(&mut state, failed());
        assert!(is_other(&state));
    }
}
