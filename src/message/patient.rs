//! Which documents belong to one patient. Used by `read`.
//!
//! Two entries are one patient only if their sets of (IDType, ID) are equal and not empty, and they come from the same
//! `Meta.Source.ID` and `FacilityCode` (where both are missing: from the same file). Nothing weaker: an identifier is unique only within the system that gave it,
//! and a wrong merge is worse than a missed one.

use std::collections::HashMap;

use super::model::{Document, Identifier, Meta, Text, is_given};

/// A patient of one input, by order of first appearance, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatientId(pub u32);

/// Identifiers, source, facility; and the part of the input where neither source nor facility is named.
type Key<'a> = (Vec<&'a Identifier>, Option<&'a Text>, Option<&'a Text>, Option<u32>);

/// Which system a message comes from: source and facility. An empty name names none.
pub fn system(meta: &Meta) -> (Option<&Text>, Option<&Text>) {
    let named = |name: &Option<Text>| name.as_ref().filter(|name| is_given(Some(name))).is_some();
    (
        meta.source.id.as_ref().filter(|_| named(&meta.source.id)),
        meta.facility_code.as_ref().filter(|_| named(&meta.facility_code)),
    )
}

/// For each document its patient. `meta_of` gives the `Meta` of a document's message.
pub fn assign<'a>(documents: &'a [Document], meta_of: impl Fn(&Document) -> Option<&'a Meta>) -> Vec<PatientId> {
    let mut known: HashMap<Key<'a>, PatientId> = HashMap::new();
    let mut next = 0;
    let mut fresh = || {
        let id = PatientId(next);
        next += 1;
        id
    };
    // Documents that share one list of identifiers need no second look at it.
    let mut last: Option<(&'a Document, PatientId)> = None;
    documents
        .iter()
        .map(|document| {
            if let Some((before, patient)) = last
                && before.message == document.message
                && std::sync::Arc::ptr_eq(&before.identifiers, &document.identifiers)
                && document.identifiers.iter().any(Identifier::has_id)
            {
                return patient;
            }
            let mut identifiers: Vec<&Identifier> =
                document.identifiers.iter().filter(|identifier| identifier.has_id()).collect();
            if identifiers.is_empty() {
                return fresh();
            }
            identifiers.sort();
            identifiers.dedup();
            let (source, facility) = meta_of(document).map_or((None, None), system);
            let part = (source.is_none() && facility.is_none()).then_some(document.part);
            let patient = *known.entry((identifiers, source, facility, part)).or_insert_with(&mut fresh);
            last = Some((document, patient));
            patient
        })
        .collect()
}
