#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;

use super::super::{Block, Paragraph, read};
use super::*;

/// An element with its type.
fn explicit(tag: Tag, kind: &[u8; 2], value: &[u8]) -> Vec<u8> {
    let mut out = [tag.0.to_le_bytes(), tag.1.to_le_bytes(), *kind].concat();
    if matches!(kind, b"SQ" | b"OB" | b"UN" | b"UT") {
        out.extend([0, 0]);
        out.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
    } else {
        out.extend(u16::try_from(value.len()).unwrap().to_le_bytes());
    }
    [out, value.to_vec()].concat()
}

fn implicit(tag: Tag, value: &[u8]) -> Vec<u8> {
    let length = u32::try_from(value.len()).unwrap().to_le_bytes();
    [&[tag.0.to_le_bytes(), tag.1.to_le_bytes()].concat(), &length[..], value].concat()
}

fn object(syntax: &str, dataset: &[Vec<u8>]) -> Vec<u8> {
    let meta = [explicit((2, 1), b"OB", &[0, 1]), explicit(TRANSFER_SYNTAX, b"UI", format!("{syntax}\0").as_bytes())];
    let length = explicit((2, 0), b"UL", &u32::try_from(meta.concat().len()).unwrap().to_le_bytes());
    [vec![0; 128], b"DICM".to_vec(), length, meta.concat(), dataset.concat()].concat()
}

const EXPLICIT: &str = "1.2.840.10008.1.2.1";
const IMPLICIT: &str = "1.2.840.10008.1.2";

fn fields(bytes: &[u8]) -> String {
    let flow = read(bytes);
    let Block::Fields(fields) = &flow.blocks[1] else { panic!("fields") };
    let words = |paragraph: &Paragraph| paragraph.runs.iter().map(|run| run.text.clone()).collect::<String>();
    fields.iter().skip(1).map(|(name, value)| format!("{name}: {}\n", words(value))).collect()
}

fn stated(bytes: &[u8]) -> Option<(String, String, String, String)> {
    let patient = read(bytes).patient?;
    let stated = patient
        .identifiers
        .first()
        .cloned()
        .unwrap_or(StatedIdentifier { id: String::new(), authority: String::new() });
    Some((patient.name, patient.birth_date, stated.id, stated.authority))
}

fn values() -> Vec<(Tag, &'static [u8; 2], &'static [u8])> {
    vec![
        (CHARACTER_SET, b"CS", b"ISO_IR 100"),
        (STUDY_DATE, b"DA", b"20260301"),
        (MODALITY, b"CS", b"CT"),
        (STUDY, b"LO", b"Thorax "),
        (PATIENT_NAME, b"PN", b"M\xfcller^Maria^Anna^Dr.^"),
        (PATIENT_ID, b"LO", b"0048213377"),
        (ID_ISSUER, b"LO", b"HOSP"),
        (BIRTH_DATE, b"DA", b"19480302"),
        (ROWS, b"US", &[0, 2]),
        (COLUMNS, b"US", &[0, 4]),
    ]
}

fn keller() -> Option<(String, String, String, String)> {
    Some(("Maria Anna Müller".to_owned(), "19480302".to_owned(), "0048213377".to_owned(), "HOSP".to_owned()))
}

#[test]
fn patient_and_study_are_told() {
    let explicit_values: Vec<_> = values().into_iter().map(|(tag, kind, value)| explicit(tag, kind, value)).collect();
    let implicit_values: Vec<_> = values().into_iter().map(|(tag, _, value)| implicit(tag, value)).collect();
    let pixels = explicit((0x7FE0, 0x10), b"OB", &[7; 500]);
    for bytes in [
        object(EXPLICIT, &[explicit_values.concat(), pixels.clone()]),
        object("1.2.840.10008.1.2.4.50", std::slice::from_ref(&explicit_values.concat())),
        object(IMPLICIT, &implicit_values),
        // Without its preamble.
        object(EXPLICIT, &explicit_values)[132..].to_vec(),
    ] {
        assert_eq!(
            fields(&bytes),
            "Patient: Maria Anna Müller\nBorn: 1948-03-02\nPatient ID: 0048213377\nModality: CT (computed tomography)\n\
             Study date: 2026-03-01\nStudy: Thorax\nPicture: 1,024 × 512 pixels\n"
        );
        assert_eq!(stated(&bytes), keller());
    }
}

#[test]
fn a_private_sequence_of_unknown_type_hides_nobody() {
    let end = |element: u8| vec![0xFE, 0xFF, element, 0xE0, 0, 0, 0, 0];
    let item = [&[0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF][..], &implicit((9, 2), b"value ")].concat();
    let private =
        [[&[9, 0, 0x10, 0x10, b'U', b'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF][..], &item].concat(), end(0x0D), end(0xDD)];
    let values: Vec<_> = values().into_iter().map(|(tag, kind, value)| explicit(tag, kind, value)).collect();
    let (before, after) = values.split_at(4);
    let bytes = object(EXPLICIT, &[before.concat(), private.concat(), after.concat()]);
    assert_eq!(stated(&bytes), keller());
}

#[test]
fn sequences_are_passed_over() {
    let inner = [explicit(PATIENT_NAME, b"PN", b"Other^Name"), explicit(PATIENT_ID, b"LO", b"99")].concat();
    let item = |length: u32, contents: &[u8]| [&[0xFE, 0xFF, 0, 0xE0], &length.to_le_bytes()[..], contents].concat();
    let known = item(u32::try_from(inner.len()).unwrap(), &inner);
    let open_item = [item(UNDEFINED, &inner), vec![0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0]].concat();
    let open_sequence = |items: &[u8]| {
        [&[8, 0, 0x40, 0x11, b'S', b'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], items, &[0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]]
            .concat()
    };
    let nested = open_sequence(
        &[item(UNDEFINED, &open_sequence(&open_item)), vec![0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0]].concat(),
    );
    let (before, after): (Vec<_>, Vec<_>) = values().into_iter().partition(|(tag, ..)| tag.0 == 8);
    let write = |values: Vec<(Tag, &[u8; 2], &[u8])>| -> Vec<u8> {
        values.into_iter().flat_map(|(tag, kind, value)| explicit(tag, kind, value)).collect()
    };
    for sequence in [explicit((8, 0x1140), b"SQ", &known), open_sequence(&known), open_sequence(&open_item), nested] {
        let bytes = object(EXPLICIT, &[write(before.clone()), sequence, write(after.clone())]);
        assert_eq!(stated(&bytes), keller());
    }
}

#[test]
fn names_are_read_in_their_character_set() {
    let named = |charset: &[u8], name: &[u8]| {
        let dataset = [explicit(CHARACTER_SET, b"CS", charset), explicit(PATIENT_NAME, b"PN", name)];
        stated(&object(EXPLICIT, &dataset)).unwrap().0
    };
    assert_eq!(named(b"ISO_IR 192", "Zoë^Ana".as_bytes()), "Ana Zoë");
    assert_eq!(named(b"ISO_IR 144", b"\xbb\xee\xda\xd5^\xb8\xd2\xd0\xdd"), "Иван Люкe".replace('e', "е"));
    assert_eq!(named(b"\\ISO 2022 IR 87", b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"), "Tarou Yamada");
    assert_eq!(named(b"\\ISO 2022 IR 87", b"=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"), "太郎 山田");
    assert_eq!(named(b"GB18030", b"\xd5\xc5^\xce\xb0 "), "伟 张");
    assert_eq!(named(b"", b"M\xfcller^Maria"), "Maria Müller");
    assert_eq!(named(b"", b"Only"), "Only");
}

#[test]
fn what_cannot_be_read_is_not_told() {
    let dataset: Vec<_> = values().into_iter().map(|(tag, kind, value)| explicit(tag, kind, value)).collect();
    for syntax in ["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"] {
        assert_eq!(stated(&object(syntax, &dataset)), None);
    }
    // A name behind one that is longer than the object.
    let long = [8, 0, 0, 0x10, b'U', b'T', 0, 0, 0xF0, 0xFF, 0xFF, 0xFF].to_vec();
    assert_eq!(stated(&object(EXPLICIT, &[long, dataset.concat()])), None);
    // Sequences in each other without end.
    let open = [8, 0, 0x40, 0x11, b'S', b'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF].repeat(100_000);
    assert_eq!(stated(&object(EXPLICIT, &[open, dataset.concat()])), None);
    assert_eq!(stated(&object(EXPLICIT, &[])), None);
}

proptest! {
    #[test]
    fn any_object_is_described(
        tail in prop::collection::vec(any::<u8>(), 0..400),
        at in any::<prop::sample::Index>(),
        syntax in prop::sample::select(vec![EXPLICIT, IMPLICIT, ""]),
    ) {
        let dataset: Vec<_> = values().into_iter().map(|(tag, kind, value)| explicit(tag, kind, value)).collect();
        let bytes = object(syntax, &dataset);
        let start = at.index(bytes.len());
        let _ = read(&[&bytes[..start], &tail[..]].concat());
        let mut changed = bytes.clone();
        if let Some(byte) = tail.first() {
            changed[start] = *byte;
        }
        let _ = read(&changed);
    }
}
