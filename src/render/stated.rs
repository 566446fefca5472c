//! Whether a document says that it is about the patient that its entry names. Documents of some kinds (CDA, HL7 messages, DICOM) say whom they are
//! about; the worker reads it, and everything here is untrusted text.

use crate::content::{DetectedType, Inspection};
use crate::message::Identifier;
use crate::render::StatedPatient;

/// True for contents whose format says whom they are about: they are worth asking.
#[must_use]
pub fn may_name_patient(inspection: &Inspection) -> bool {
    matches!(inspection.detected, Some(DetectedType::Cda | DetectedType::Dicom | DetectedType::Hl7))
}

/// True where the document names patient identifiers and none of them is one of its entry's. Where either side names none, nothing can
/// be told.
///
/// Only the identifiers count: a name has many spellings. Types are not compared, since a document names who gave an identifier (an
/// OID) where a Redox message names its type (`MR`).
#[must_use]
pub fn names_other_patient(entry: &[Identifier], stated: &StatedPatient) -> bool {
    let mut of_entry = entry.iter().filter_map(|identifier| identifier.id.as_ref()).map(|id| comparable(id.as_str()));
    let named: Vec<_> = of_entry.by_ref().filter(|id| !id.is_empty()).collect();
    let inside: Vec<_> = stated.identifiers.iter().map(|identifier| comparable(&identifier.id)).collect();
    !named.is_empty() && !inside.is_empty() && !inside.iter().any(|id| named.contains(id))
}

/// An identifier without what differs between systems for the same one: letter case, blanks, leading zeros, and what HL7 v2 puts
/// behind it (`4711^^^&1.2.3&ISO`).
fn comparable(id: &str) -> String {
    let first = id.split('^').next().unwrap_or_default().trim();
    let significant = first.trim_start_matches('0');
    if significant.is_empty() && !first.is_empty() { "0".to_owned() } else { significant.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Text;
    use crate::render::StatedIdentifier;

    fn differ(entry: &[&str], inside: &[&str]) -> bool {
        let of_entry =
            |id: &&str| Identifier { id_type: Some(Text::new("MR")), id: (!id.is_empty()).then(|| Text::new(*id)) };
        let entry: Vec<_> = entry.iter().map(of_entry).collect();
        let stated = |id: &&str| StatedIdentifier { id: (*id).to_owned(), authority: "1.2.3".to_owned() };
        let stated = StatedPatient { identifiers: inside.iter().map(stated).collect(), ..StatedPatient::default() };
        names_other_patient(&entry, &stated)
    }

    #[test]
    fn one_shared_identifier_is_enough() {
        assert!(!differ(&["4711", "e167267c"], &["998", "4711"]));
        assert!(differ(&["4711"], &["4712"]));
        assert!(differ(&["4711", "12"], &["998", "47110"]));
    }

    #[test]
    fn where_one_side_names_nobody_nothing_is_said() {
        assert!(!differ(&[], &["1"]));
        assert!(!differ(&["1"], &[]));
        assert!(!differ(&["", " "], &["1"]));
    }

    #[test]
    fn the_same_identifier_is_written_in_several_ways() {
        assert!(!differ(&["0047110"], &["47110"]));
        assert!(!differ(&["a63F"], &[" A63f "]));
        assert!(!differ(&["4711^^^&1.2.3&ISO"], &["4711"]));
        assert!(!differ(&["000"], &["000"]));
        assert!(differ(&["0"], &["1"]));
    }
}
