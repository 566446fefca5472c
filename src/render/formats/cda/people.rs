//! Names, addresses, telephone numbers and identifiers as people write them.

use super::super::html::one_line;
use super::xml::{attribute, child, child_words, children, is, is_null, words};
use roxmltree::Node;

/// A name in the order of speech, with the name that someone goes by and the name at birth beside it.
pub(super) fn name(node: Node) -> Option<String> {
    let other_given = children(node, "given").any(|part| !qualifier(part).contains("CL"));
    let called = part(node, "given", |qualifier| qualifier.contains("CL")).filter(|_| other_given);
    let born = part(node, "family", |qualifier| qualifier.contains("BR"));
    let mut whole = spoken_name(node, true)?;
    if let Some(called) = called {
        whole.push_str(&format!(" “{called}”"));
    }
    if let Some(born) = born.filter(|born| !whole.ends_with(born.as_str())) {
        whole.push_str(&format!(" (born {born})"));
    }
    Some(whole)
}

/// A name in the order of speech alone, with titles or without.
pub(super) fn spoken_name(node: Node, titled: bool) -> Option<String> {
    if is_null(node) {
        return None;
    }
    if !node.children().any(|part| part.is_element()) {
        return words(node);
    }
    let mut title = Vec::new();
    let mut given = Vec::new();
    let mut family = Vec::new();
    let mut after = Vec::new();
    let mut before_family = Vec::new();
    let has_family = |qualifier: &str| !qualifier.contains("BR");
    let only_called = children(node, "given").all(|part| qualifier(part).contains("CL"));
    let only_birth_family = !children(node, "family").any(|part| has_family(qualifier(part)));
    for part in node.children().filter(Node::is_element) {
        let Some(words) = words(part) else { continue };
        match part.tag_name().name() {
            // "van" stands before the family's name, "Dr." before all.
            "prefix" if !given.is_empty() || qualifier(part).contains("VV") => before_family.push(words),
            "prefix" if titled => title.push(words),
            "given" if only_called || !qualifier(part).contains("CL") => given.push(words),
            "family" if only_birth_family || has_family(qualifier(part)) => {
                family.append(&mut before_family);
                family.push(words);
            }
            "suffix" => after.push(words),
            _ => {}
        }
    }
    if before_family.is_empty() || !family.is_empty() {
        family.append(&mut before_family);
    }
    let mut spoken = [title, given, family].concat().join(" ");
    for suffix in after {
        // "MD" stands after a comma, "Jr." does not.
        let comma = suffix.len() > 1
            && suffix.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && !is_number(&suffix);
        if titled || !comma {
            spoken.push_str(if spoken.is_empty() {
                ""
            } else if comma {
                ", "
            } else {
                " "
            });
            spoken.push_str(&suffix);
        }
    }
    if spoken.is_empty() { words(node) } else { Some(spoken) }
}

/// Whether this is a generation: `II`, `III`, `IV`.
fn is_number(suffix: &str) -> bool {
    suffix.trim_end_matches('.').chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn qualifier<'a>(part: Node<'a, '_>) -> &'a str {
    part.attribute("qualifier").unwrap_or_default()
}

fn part(node: Node, name: &'static str, wanted: impl Fn(&str) -> bool) -> Option<String> {
    children(node, name).find(|part| wanted(qualifier(*part))).and_then(words)
}

/// An address in one line.
pub(super) fn address(node: Node) -> Option<String> {
    if is_null(node) {
        return None;
    }
    if !node.children().any(|part| part.is_element()) {
        return words(node);
    }
    let all = |name| children(node, name).filter_map(words);
    let joined = |names: &[&'static str]| {
        let parts: Vec<String> = names.iter().filter_map(|name| child_words(node, name)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let mut lines: Vec<String> = all("streetAddressLine").collect();
    lines.extend(joined(&["houseNumber", "houseNumberNumeric", "streetName", "streetNameBase", "streetNameType"]));
    lines.extend(["unitID", "additionalLocator", "postBox", "precinct"].into_iter().flat_map(all));
    lines.extend(child_words(node, "city"));
    lines.extend(joined(&["state", "postalCode"]));
    lines.extend(child_words(node, "country"));
    if lines.is_empty() {
        return words(node);
    }
    Some(one_line(&lines.join(", ")) + &place(node))
}

/// Where an address or a telephone is, in brackets.
fn place(node: Node) -> String {
    let uses = attribute(node, "use").unwrap_or_default();
    let place = uses.split_whitespace().find_map(|code| {
        Some(match code {
            "H" | "HP" => "home",
            "HV" => "vacation home",
            "WP" | "DIR" | "PUB" => "work",
            "MC" => "mobile",
            "EC" => "emergency",
            "TMP" => "temporary",
            "BAD" => "no longer valid",
            "OLD" => "former",
            "AS" => "answering service",
            "PG" => "pager",
            _ => return None,
        })
    });
    place.map(|place| format!(" ({place})")).unwrap_or_default()
}

/// A telephone number, a mail address or whatever else reaches someone.
pub(super) fn telecom(node: Node) -> Option<String> {
    let value = attribute(node, "value")?;
    let (scheme, number) = value.split_once(':').unwrap_or(("", value));
    let number = match scheme.to_ascii_lowercase().as_str() {
        "tel" | "mailto" => number.to_owned(),
        "fax" => format!("fax {}", number.trim()),
        _ => value.to_owned(),
    };
    let number = one_line(&number);
    (!number.is_empty()).then(|| number + &place(node))
}

/// An identifier: what it is, and who gave it.
pub(super) struct Identifier {
    /// The extension, or the root where there is none.
    pub id: String,
    /// A name, or the root; empty where that is the identifier itself.
    pub authority: String,
}

/// Reads an `id`.
pub(super) fn identifier(node: Node) -> Option<Identifier> {
    let root = attribute(node, "root");
    let named = attribute(node, "assigningAuthorityName").map(one_line);
    match attribute(node, "extension") {
        Some(extension) => Some(Identifier {
            id: one_line(extension),
            authority: named.or_else(|| root.map(one_line)).unwrap_or_default(),
        }),
        None => Some(Identifier { id: one_line(root?), authority: named.unwrap_or_default() }),
    }
}

/// Who gives identifiers below this root, where everyone knows it.
pub(super) fn known_root(root: &str) -> Option<&'static str> {
    Some(match root {
        "2.16.840.1.113883.4.1" => "US Social Security Number",
        "2.16.840.1.113883.4.6" => "US National Provider Identifier",
        "2.16.840.1.113883.4.572" | "2.16.840.1.113883.4.927" => "US Medicare",
        "2.16.840.1.113883.2.1.4.1" => "NHS number",
        "1.2.276.0.76.4.8" => "German health insurance number",
        _ => return None,
    })
}

/// Who someone is: their name, and the organization for which they act.
#[derive(Default, Clone, PartialEq)]
pub(super) struct Who {
    /// A person or a device.
    pub name: Option<String>,
    /// An organization.
    pub organization: Option<String>,
}

impl Who {
    /// Reads an `assignedAuthor`, an `assignedEntity` and what is built like them.
    pub fn of(role: Node) -> Self {
        const PEOPLE: [&str; 6] = [
            "assignedPerson",
            "associatedPerson",
            "informationRecipient",
            "relatedPerson",
            "guardianPerson",
            "assignedEntity",
        ];
        let mut people = role.children().filter(|child| PEOPLE.iter().any(|people| is(*child, people)));
        let person = people.find_map(|person| children(person, "name").find_map(name));
        let device = || {
            let device = child(role, "assignedAuthoringDevice")?;
            let stated = |name| {
                child(device, name)
                    .and_then(|node| words(node).or_else(|| attribute(node, "displayName").map(one_line)))
            };
            match (stated("softwareName"), stated("manufacturerModelName")) {
                (Some(software), Some(model)) if !model.contains(&software) && !software.contains(&model) => {
                    Some(format!("{software}, {model}"))
                }
                (software, model) => software.into_iter().chain(model).max_by_key(String::len),
            }
        };
        let mut organizations =
            role.children().filter(|child| child.is_element() && child.tag_name().name().ends_with("Organization"));
        let organization = organizations.find_map(organization_name);
        Self { name: person.or_else(device), organization }
    }

    /// Both in one line.
    pub fn line(self) -> Option<String> {
        match (self.name, self.organization) {
            (Some(name), Some(organization)) if name != organization => Some(format!("{name}, {organization}")),
            (name, organization) => name.or(organization),
        }
    }
}

/// The name of an organization, or of the one of which it is a part.
pub(super) fn organization_name(organization: Node) -> Option<String> {
    let own = |organization: Node| children(organization, "name").find_map(words);
    own(organization).or_else(|| own(child(child(organization, "asOrganizationPartOf")?, "wholeOrganization")?))
}
