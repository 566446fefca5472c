//! The header as a clinician reads it: whose document it is, who wrote it when, and what it is about. Only what is there.

use super::super::facts::Property;
use super::super::html::one_line;
use super::date::{period, point};
use super::fields::{Fields, Value};
use super::patient;
use super::people::{Who, address, identifier, organization_name, telecom};
use super::xml::{attribute, child, child_words, children, code_words, extension, path, words};
use crate::limits::MAX_HEADER_ENTRIES;
use roxmltree::Node;

/// What the document calls itself.
pub(super) fn title(document: Node) -> Option<String> {
    child_words(document, "title").or_else(|| child(document, "code").and_then(code_words))
}

/// The rows of the header.
pub(super) fn fields(document: Node) -> Fields {
    let mut fields = Fields::default();
    let patients: Vec<Node> =
        children(document, "recordTarget").filter_map(|target| child(target, "patientRole")).collect();
    for role in patients.iter().take(MAX_HEADER_ENTRIES) {
        patient::fields(*role, &mut fields);
    }
    fields.add_more("Patient", patients.len());
    if patients.is_empty() {
        fields.add_words("Patient", ["not stated".to_owned()]);
    }
    about(document, &mut fields);
    people(document, &mut fields);
    encounter(document, &mut fields);
    services(document, &mut fields);
    contacts(document, &mut fields);
    identity(document, &mut fields);
    fields
}

/// What Details tells.
pub(super) fn properties(document: Node) -> Vec<(Property, String)> {
    let title = title(document);
    let kind = child(document, "code").and_then(code_words).filter(|kind| Some(kind) != title.as_ref());
    let author = children(document, "author").filter_map(author).find_map(|(who, _)| who.line());
    let created = child(document, "effectiveTime").and_then(|time| attribute(time, "value")).map(point);
    [(Property::Title, title), (Property::Author, author), (Property::Subject, kind), (Property::Created, created)]
        .into_iter()
        .filter_map(|(property, value)| value.map(|value| (property, one_line(&value))))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn about(document: Node, fields: &mut Fields) {
    fields.add_words("Document type", child(document, "code").and_then(code_words));
    fields.add_words("Date", child(document, "effectiveTime").and_then(period));
    let confidentiality = child(document, "confidentialityCode").and_then(|code| match attribute(code, "code") {
        Some("N") | None => None,
        Some("R") => Some("Restricted".to_owned()),
        Some("V") => Some("Very restricted".to_owned()),
        Some(other) => Some(code_words(code).unwrap_or_else(|| one_line(other))),
    });
    fields.add_words("Confidentiality", confidentiality);
}

/// The first of an element's children that is a role.
fn role<'a, 'input>(node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
    const ROLES: [&str; 6] = [
        "assignedAuthor",
        "assignedEntity",
        "associatedEntity",
        "intendedRecipient",
        "relatedEntity",
        "healthCareFacility",
    ];
    node.children().find(|child| child.is_element() && ROLES.contains(&child.tag_name().name()))
}

fn who(node: Node) -> Option<Who> {
    role(node).map(Who::of).filter(|who| *who != Who::default())
}

fn author(author: Node) -> Option<(Who, Option<String>)> {
    let time = child(author, "time").and_then(period);
    Some((who(author)?, time))
}

fn function(node: Node) -> Option<String> {
    child(node, "functionCode")
        .and_then(code_words)
        .or_else(|| extension(node, "functionCode").and_then(code_words))
        .or_else(|| path(role(node)?, &["code"]).and_then(code_words))
}

fn people(document: Node, fields: &mut Fields) {
    let signed = |name| {
        children(document, name).filter_map(|node| Value::who(who(node)?, [child(node, "time").and_then(period)]))
    };
    fields.add("Author", signed("author"));
    fields.add("Authenticated by", signed("legalAuthenticator").chain(signed("authenticator")));
    fields.add("Entered by", signed("dataEnterer"));
    let informants = children(document, "informant");
    let relation = |node| role(node).and_then(|role| child(role, "code")).and_then(code_words);
    fields.add("Informant", informants.filter_map(|node| Value::who(who(node)?, [relation(node)])));
    let custodian = path(document, &["custodian", "assignedCustodian", "representedCustodianOrganization"]);
    fields.add_words("Custodian", custodian.and_then(organization_name));
    fields.add("Recipient", children(document, "informationRecipient").filter_map(|node| Value::who(who(node)?, [])));
}

fn encounter(document: Node, fields: &mut Fields) {
    let Some(encounter) = path(document, &["componentOf", "encompassingEncounter"]) else { return };
    let kind = child(encounter, "code").and_then(code_words);
    let time = child(encounter, "effectiveTime").and_then(period);
    let (text, beside) = match (time, kind) {
        (Some(time), kind) => (Some(time), kind.unwrap_or_default()),
        (None, kind) => (kind, String::new()),
    };
    fields.add("Encounter", text.map(|text| Value { text, beside }));
    let facility = path(encounter, &["location", "healthCareFacility"]);
    let place = facility.and_then(|facility| {
        let location = child(facility, "location").and_then(|place| child_words(place, "name"));
        let organization = child(facility, "serviceProviderOrganization").and_then(organization_name);
        Who { name: location, organization }.line().or_else(|| child(facility, "code").and_then(code_words))
    });
    fields.add_words("Place", place);
    let numbers = children(encounter, "id").filter(|id| id.has_attribute("extension")).filter_map(identifier);
    fields.add("Encounter number", numbers.map(|id| Value { text: id.id, beside: id.authority }));
    let responsible = child(encounter, "responsibleParty").and_then(who);
    fields.add("Responsible", responsible.and_then(|who| Value::who(who, [])));
    let participants = children(encounter, "encounterParticipant");
    let participants =
        participants.filter_map(|node| Value::who(who(node)?, [attribute(node, "typeCode").and_then(part)]));
    fields.add("Participants", participants);
    fields.add_words("Discharged to", child(encounter, "dischargeDispositionCode").and_then(code_words));
}

/// As what someone takes part in an encounter (HL7 `x_EncounterParticipant`).
fn part(code: &str) -> Option<String> {
    let part = match code {
        "ADM" => "admitting",
        "ATND" => "attending",
        "CON" => "consulting",
        "DIS" => "discharging",
        "REF" => "referring",
        _ => return None,
    };
    Some(part.to_owned())
}

fn services(document: Node, fields: &mut Fields) {
    let events: Vec<Node> =
        children(document, "documentationOf").filter_map(|node| child(node, "serviceEvent")).collect();
    for event in events.iter().take(MAX_HEADER_ENTRIES).copied() {
        let time = child(event, "effectiveTime").and_then(period);
        let kind = child(event, "code").and_then(code_words);
        let value = match (kind, time) {
            (Some(kind), time) => Some(Value { text: kind, beside: time.unwrap_or_default() }),
            (None, time) => time.map(Value::plain),
        };
        fields.add("Service performed", value);
        let performers = children(event, "performer");
        let performers = performers.filter_map(|node| Value::who(who(node)?, [function(node)]));
        fields.add("Performed by", performers);
    }
    fields.add_more("Service performed", events.len());
    let orders = children(document, "inFulfillmentOf").filter_map(|node| child(node, "order"));
    let orders = orders.flat_map(|order| children(order, "id")).filter_map(identifier);
    fields.add("Order", orders.map(|id| Value { text: id.id, beside: id.authority }));
}

/// People around the patient, as far as they have a name.
fn contacts(document: Node, fields: &mut Fields) {
    let participants = children(document, "participant").filter_map(|node| {
        let role = child(node, "associatedEntity")?;
        let relation = child(role, "code").and_then(code_words).or_else(|| {
            Some(
                match attribute(role, "classCode")? {
                    "NOK" => "next of kin",
                    "ECON" => "emergency contact",
                    "CAREGIVER" => "caregiver",
                    "AGNT" => "agent",
                    "PRS" => "relative",
                    "GUAR" => "guarantor",
                    "COVPTY" | "POLHOLD" => "policy holder",
                    "PAYOR" => "payer",
                    _ => return None,
                }
                .to_owned(),
            )
        });
        let reached = children(role, "telecom").find_map(telecom).or_else(|| children(role, "addr").find_map(address));
        Value::who(Who::of(role), [relation, reached])
    });
    fields.add("Contact", participants);
}

fn identity(document: Node, fields: &mut Fields) {
    let number = |node| identifier(node).map(|id| Value { text: id.id, beside: id.authority });
    fields.add("Document ID", child(document, "id").and_then(number));
    fields.add(
        "Version",
        child(document, "versionNumber")
            .and_then(|node| attribute(node, "value").map(one_line).or_else(|| words(node)))
            .map(|version| Value {
                text: version,
                beside: child(document, "setId")
                    .and_then(identifier)
                    .map(|set| format!("of {}", set.id))
                    .unwrap_or_default(),
            }),
    );
    let related = children(document, "relatedDocument").filter_map(|related| {
        let parent = child(related, "parentDocument")?;
        let beside = match attribute(related, "typeCode") {
            Some("RPLC") => "is replaced by this one",
            Some("APND") => "is supplemented by this one",
            Some("XFRM") => "this one is made from it",
            _ => "",
        };
        let id = child(parent, "id").and_then(identifier)?;
        Some(Value { text: id.id, beside: beside.to_owned() })
    });
    fields.add("Earlier document", related);
}
