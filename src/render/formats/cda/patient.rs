//! Whose document it is.

use super::super::facts::{StatedIdentifier, StatedPatient};
use super::super::html::one_line;
use super::date::point;
use super::fields::{Fields, Value};
use super::people::{Who, address, identifier, known_root, name, organization_name, spoken_name, telecom};
use super::xml::{attribute, child, children, code_words, extension, is_null, path};
use crate::limits::MAX_STATED_IDENTIFIERS;
use roxmltree::Node;

/// What stands where a document says that something is not known.
const NOT_KNOWN: &str = "not known";

/// The rows about a patient.
pub(super) fn fields(role: Node, fields: &mut Fields) {
    let patient = child(role, "patient");
    let names = patient.into_iter().flat_map(|patient| children(patient, "name"));
    let mut names: Vec<String> = names.filter_map(name).collect();
    if names.is_empty() {
        names.push(NOT_KNOWN.to_owned());
    }
    fields.add_words("Patient", names);
    let Some(patient) = patient else { return rest(role, fields) };
    fields.add_words("Born", child(patient, "birthTime").map(time));
    let sex = child(patient, "administrativeGenderCode");
    let sex = sex.and_then(|code| match attribute(code, "code") {
        Some("M") => Some("Male".to_owned()),
        Some("F") => Some("Female".to_owned()),
        Some("UN") => Some("Undifferentiated".to_owned()),
        Some(other) => code_words(code).or_else(|| Some(one_line(other))),
        None => code_words(code).or_else(|| is_null(code).then(|| NOT_KNOWN.to_owned())),
    });
    fields.add_words("Sex", sex);
    let dead = extension(patient, "deceasedInd").is_some_and(|dead| attribute(dead, "value") == Some("true"));
    let died = extension(patient, "deceasedTime").and_then(|time| attribute(time, "value")).map(point);
    fields.add_words("Died", died.or_else(|| dead.then(|| "yes".to_owned())));
    rest(role, fields);
    let guardians = children(patient, "guardian").filter_map(|guardian| {
        let relation = child(guardian, "code").and_then(code_words);
        let reached = children(guardian, "telecom").find_map(telecom);
        Value::who(Who::of(guardian), [relation, reached])
    });
    fields.add("Guardian", guardians);
}

fn rest(role: Node, fields: &mut Fields) {
    let ids = children(role, "id").filter_map(|id| {
        let known = attribute(id, "root").and_then(known_root);
        let id = identifier(id)?;
        let beside = known.map_or(id.authority, str::to_owned);
        Some(Value { text: id.id, beside })
    });
    fields.add("Identifiers", ids);
    fields.add_words("Address", children(role, "addr").filter_map(address));
    fields.add_words("Telephone", children(role, "telecom").filter_map(telecom));
    fields.add_words("Registered at", child(role, "providerOrganization").and_then(organization_name));
}

fn time(node: Node) -> String {
    attribute(node, "value").map_or_else(|| NOT_KNOWN.to_owned(), point)
}

/// Whose document it is, for comparison with the message that brought it.
pub(super) fn stated(document: Node) -> Option<StatedPatient> {
    let role = path(document, &["recordTarget", "patientRole"])?;
    let patient = child(role, "patient");
    let names = || patient.into_iter().flat_map(|patient| children(patient, "name"));
    let legal = names().filter(|name| attribute(*name, "use") == Some("L")).find_map(|name| spoken_name(name, false));
    let birth = patient.and_then(|patient| child(patient, "birthTime"));
    let identifiers = children(role, "id").take(MAX_STATED_IDENTIFIERS).filter_map(identifier);
    Some(StatedPatient {
        name: legal.or_else(|| names().find_map(|name| spoken_name(name, false))).unwrap_or_default(),
        birth_date: birth.and_then(|time| attribute(time, "value")).map(one_line).unwrap_or_default(),
        identifiers: identifiers.map(|id| StatedIdentifier { id: id.id, authority: id.authority }).collect(),
    })
}

/// Whether two documents are about two patients, by their own words: both have identifiers, and none in common.
pub(super) fn is_other(one: &StatedPatient, other: &StatedPatient) -> bool {
    let both = !one.identifiers.is_empty() && !other.identifiers.is_empty();
    both && !one.identifiers.iter().any(|id| other.identifiers.contains(id))
}
