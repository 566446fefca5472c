//! Whose a document is: patient and visit, which stand in the entry or beside it. Used by `documents` only.

use std::sync::Arc;

use super::super::fields::Fields;
use super::super::json::Value;
use super::super::model::{Field, Identifier, Text};
use super::super::reader::Reader;
use super::super::reference::Shape;
use crate::finding::Code;

/// Patient and visit as they stand in the message, with their pointers and shapes.
#[derive(Clone, Default)]
pub struct Beside<'a> {
    /// `Patient`.
    pub patient: Option<Part<'a>>,
    /// `Visit`.
    pub visit: Option<Part<'a>>,
}

/// A value, its pointer and its shape.
pub type Part<'a> = (Value<'a>, String, Option<&'static Shape>);

impl<'a> Beside<'a> {
    /// Takes them out of the object that has them.
    pub fn take(fields: &mut Fields<'a>, reader: &mut Reader<'a>) -> Self {
        let mut part = |key: &str| {
            let shape = fields.inner(key);
            let value = fields.take(key, reader)?;
            Some((value, fields.pointer_to(key), shape))
        };
        Self { patient: part("Patient"), visit: part("Visit") }
    }

    /// True when there is neither.
    pub fn is_empty(&self) -> bool {
        self.patient.is_none() && self.visit.is_none()
    }

    /// Those of the entry, or where it has none those beside it.
    pub fn or(self, outer: &Self) -> Self {
        Self {
            patient: self.patient.or_else(|| outer.patient.clone()),
            visit: self.visit.or_else(|| outer.visit.clone()),
        }
    }
}

/// What they say. Many documents may share it, so it is read once and not copied.
#[derive(Clone)]
pub struct Owner {
    /// `Patient.Identifiers`.
    pub identifiers: Arc<[Identifier]>,
    /// Where they stand in the source; `None` without a patient.
    pub identifiers_at: Option<u64>,
    /// The pointer of the patient.
    pub patient_pointer: Option<Text>,
    /// `Visit.VisitNumber`.
    pub visit_number: Option<Text>,
    /// All other fields of both.
    pub fields: Arc<[Field]>,
}

impl Owner {
    /// Reads them.
    pub fn read<'a>(beside: Beside<'a>, reader: &mut Reader<'a>) -> Self {
        let mut fields = Vec::new();
        let mut owner = Self {
            identifiers: Arc::default(),
            identifiers_at: None,
            patient_pointer: None,
            visit_number: None,
            fields: Arc::default(),
        };
        if let Some((patient, pointer, shape)) = beside.patient {
            let mut inner = reader.object_fields(patient, &pointer, shape);
            owner.identifiers_at = Some(reader.offset(inner.peek("Identifiers").unwrap_or(patient)));
            owner.identifiers = read_identifiers(&mut inner, reader).into();
            owner.patient_pointer = Some(Text::new(pointer));
            fields.extend(reader.other_fields(inner));
        }
        if let Some((visit, pointer, shape)) = beside.visit {
            let mut inner = reader.object_fields(visit, &pointer, shape);
            owner.visit_number = inner.text("VisitNumber", reader);
            fields.extend(reader.other_fields(inner));
        }
        owner.fields = fields.into();
        owner
    }
}

fn read_identifiers<'a>(patient: &mut Fields<'a>, reader: &mut Reader<'a>) -> Vec<Identifier> {
    let shape = patient.inner("Identifiers");
    patient
        .elements("Identifiers", reader)
        .into_iter()
        .map(|(pointer, value)| {
            let mut fields = reader.object_fields(value, &pointer, shape);
            let identifier = Identifier { id_type: fields.text("IDType", reader), id: fields.text("ID", reader) };
            if !identifier.is_complete() {
                reader.report(Code::IdentifierIncomplete, value, &pointer);
            }
            let _ = reader.other_fields(fields);
            identifier
        })
        .collect()
}
