//! Whom and what a DICOM object is about, by its first elements (DICOM PS3.5 §7, PS3.6, PS3.10 §7.1). Part of `bytes`.
//!
//! A small reader: little-endian objects, values up to the picture. It knows the length of everything that it passes over, and takes
//! nothing from inside sequences.

use super::{Told, grouped};
use crate::limits::{MAX_DICOM_ELEMENTS, MAX_STATED_BYTES};
use crate::render::formats::{StatedIdentifier, StatedPatient, charset};
use crate::words::parted_date;

/// Group and element.
type Tag = (u16, u16);

const TRANSFER_SYNTAX: Tag = (0x0002, 0x0010);
const CHARACTER_SET: Tag = (0x0008, 0x0005);
const STUDY_DATE: Tag = (0x0008, 0x0020);
const MODALITY: Tag = (0x0008, 0x0060);
const INSTITUTION: Tag = (0x0008, 0x0080);
const STUDY: Tag = (0x0008, 0x1030);
const SERIES: Tag = (0x0008, 0x103E);
const PATIENT_NAME: Tag = (0x0010, 0x0010);
const PATIENT_ID: Tag = (0x0010, 0x0020);
const ID_ISSUER: Tag = (0x0010, 0x0021);
const BIRTH_DATE: Tag = (0x0010, 0x0030);
const BODY_PART: Tag = (0x0018, 0x0015);
const FRAMES: Tag = (0x0028, 0x0008);
const ROWS: Tag = (0x0028, 0x0010);
const COLUMNS: Tag = (0x0028, 0x0011);

const ITEM: Tag = (0xFFFE, 0xE000);
const ITEM_END: Tag = (0xFFFE, 0xE00D);
const SEQUENCE_END: Tag = (0xFFFE, 0xE0DD);

/// A length that is not known beforehand.
const UNDEFINED: u32 = u32::MAX;

/// The values that are looked for.
#[derive(Default)]
struct Values<'a>(Vec<(Tag, &'a [u8])>);

impl<'a> Values<'a> {
    fn get(&self, tag: Tag) -> &'a [u8] {
        let value = self.0.iter().find(|(known, _)| *known == tag).map_or(&[][..], |(_, value)| *value);
        value.get(..MAX_STATED_BYTES).unwrap_or(value)
    }

    /// A value as text, without the blank or NUL that makes its length even.
    fn text(&self, tag: Tag) -> String {
        let value = self.get(tag).trim_ascii_end();
        let value = value.strip_suffix(b"\0").unwrap_or(value);
        charset::decode(value, self.charset()).text.trim().to_owned()
    }

    fn number(&self, tag: Tag) -> Option<u16> {
        self.get(tag).first_chunk().map(|value| u16::from_le_bytes(*value))
    }

    /// The label of the character set (PS3.3 §C.12.1.1.2). Of several, the first but ASCII.
    fn charset(&self) -> Option<&'static str> {
        let stated = std::str::from_utf8(self.get(CHARACTER_SET)).ok()?;
        stated.split('\\').find_map(|term| match term.trim_matches([' ', '\0']) {
            "ISO_IR 192" => Some("utf-8"),
            "ISO_IR 100" | "ISO 2022 IR 100" => Some("iso-8859-1"),
            "ISO_IR 101" | "ISO 2022 IR 101" => Some("iso-8859-2"),
            "ISO_IR 109" | "ISO 2022 IR 109" => Some("iso-8859-3"),
            "ISO_IR 110" | "ISO 2022 IR 110" => Some("iso-8859-4"),
            "ISO_IR 144" | "ISO 2022 IR 144" => Some("iso-8859-5"),
            "ISO_IR 127" | "ISO 2022 IR 127" => Some("iso-8859-6"),
            "ISO_IR 126" | "ISO 2022 IR 126" => Some("iso-8859-7"),
            "ISO_IR 138" | "ISO 2022 IR 138" => Some("iso-8859-8"),
            "ISO_IR 148" | "ISO 2022 IR 148" => Some("iso-8859-9"),
            "ISO_IR 166" | "ISO 2022 IR 166" => Some("tis-620"),
            "ISO_IR 203" | "ISO 2022 IR 203" => Some("iso-8859-15"),
            "ISO_IR 13" => Some("shift_jis"),
            "ISO 2022 IR 13" | "ISO 2022 IR 87" | "ISO 2022 IR 159" => Some("iso-2022-jp"),
            "GB18030" => Some("gb18030"),
            "GBK" => Some("gbk"),
            _ => None,
        })
    }
}

/// Tells patient and study.
pub(super) fn tell(bytes: &[u8], told: &mut Told) {
    const PREAMBLE_BYTES: usize = 128;
    let behind_preamble = bytes.get(PREAMBLE_BYTES..).and_then(|rest| rest.strip_prefix(b"DICM"));
    let mut values = Values::default();
    let dataset = elements(behind_preamble.unwrap_or(bytes), true, |(group, _)| group == 2, &mut values);
    let read = match values.text(TRANSFER_SYNTAX).as_str() {
        // Deflated, or the other byte order.
        "1.2.840.10008.1.2.1.99" | "1.2.840.10008.1.2.2" => false,
        "1.2.840.10008.1.2" => {
            elements(dataset, false, |(group, _)| group <= 0x0028, &mut values);
            true
        }
        _ => {
            elements(dataset, true, |(group, _)| group <= 0x0028, &mut values);
            true
        }
    };
    if !read {
        return;
    }
    let patient = patient(&values);
    told.add("Patient", &patient.name);
    told.add("Born", &parted_date(&patient.birth_date));
    let identifiers: Vec<&str> = patient.identifiers.iter().map(|stated| stated.id.as_str()).collect();
    told.add("Patient ID", &identifiers.join(", "));
    told.add("Modality", &modality(&values.text(MODALITY)));
    told.add("Study date", &parted_date(&values.text(STUDY_DATE)));
    told.add("Study", &values.text(STUDY));
    told.add("Series", &values.text(SERIES));
    told.add("Body part", &values.text(BODY_PART));
    told.add("Institution", &values.text(INSTITUTION));
    if let (Some(rows), Some(columns)) = (values.number(ROWS), values.number(COLUMNS)) {
        told.add("Picture", &format!("{} × {} pixels", grouped(u64::from(columns)), grouped(u64::from(rows))));
    }
    told.add("Frames", &values.text(FRAMES));
    told.patient = Some(patient).filter(|patient| *patient != StatedPatient::default());
}

fn patient(values: &Values<'_>) -> StatedPatient {
    let written = values.text(PATIENT_NAME);
    // In Latin letters, in ideograms, as spoken (PS3.5 §6.2): the first that is there.
    let name = written.split('=').find(|group| !group.is_empty()).unwrap_or_default();
    let parts: Vec<&str> = name.split('^').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty());
    // Family name, given name, middle name.
    let name: Vec<&str> = [part(1), part(2), part(0)].into_iter().flatten().collect();
    let (id, authority) = (values.text(PATIENT_ID), values.text(ID_ISSUER));
    let identifiers = if id.is_empty() { Vec::new() } else { vec![StatedIdentifier { id, authority }] };
    StatedPatient { name: name.join(" "), birth_date: values.text(BIRTH_DATE), identifiers }
}

/// The code with its meaning, where it is a usual one (PS3.3 §C.7.3.1.1.1).
fn modality(code: &str) -> String {
    let words = match code {
        "CR" => "computed radiography",
        "CT" => "computed tomography",
        "DX" => "digital radiography",
        "ECG" => "electrocardiogram",
        "ES" => "endoscopy",
        "IO" => "intra-oral radiography",
        "MG" => "mammography",
        "MR" => "magnetic resonance",
        "NM" => "nuclear medicine",
        "OP" => "ophthalmic photography",
        "OT" => "other",
        "PT" => "positron emission tomography",
        "PX" => "panoramic X-ray",
        "RF" => "fluoroscopy",
        "RTDOSE" => "radiotherapy dose",
        "RTPLAN" => "radiotherapy plan",
        "SC" => "secondary capture",
        "SM" => "slide microscopy",
        "SR" => "structured report",
        "US" => "ultrasound",
        "XA" => "X-ray angiography",
        "XC" => "photograph",
        _ => return code.to_owned(),
    };
    format!("{code} ({words})")
}

/// Collects values while `wanted` takes their tags; gives what follows them. Only what stands in no sequence counts.
fn elements<'a>(bytes: &'a [u8], explicit: bool, wanted: impl Fn(Tag) -> bool, values: &mut Values<'a>) -> &'a [u8] {
    let mut rest = bytes;
    let mut depth = 0_usize;
    // How deep a sequence of unknown type is: what it holds has no types (PS3.5, 6.2.2).
    let mut untyped_from: Option<usize> = None;
    for _ in 0..MAX_DICOM_ELEMENTS {
        let read = head(rest, explicit && untyped_from.is_none());
        let Some(Head { tag, is_sequence, is_unknown, length, body }) = read else { return rest };
        if depth == 0 && !wanted(tag) {
            return rest;
        }
        rest = match tag {
            ITEM_END | SEQUENCE_END => {
                depth = depth.saturating_sub(1);
                untyped_from = untyped_from.filter(|from| depth > *from);
                body
            }
            _ if length == UNDEFINED => {
                if is_unknown && untyped_from.is_none() {
                    untyped_from = Some(depth);
                }
                // Bytes of unknown length that are no sequence are a packed picture, which is laid out like one.
                depth = depth.saturating_add(1);
                body
            }
            _ => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let value = body.get(..length).unwrap_or(body);
                if depth == 0 && !is_sequence && tag != ITEM && is_looked_for(tag) {
                    values.0.push((tag, value));
                }
                body.get(length..).unwrap_or_default()
            }
        };
    }
    rest
}

fn is_looked_for(tag: Tag) -> bool {
    matches!(
        tag,
        TRANSFER_SYNTAX
            | CHARACTER_SET
            | STUDY_DATE
            | MODALITY
            | INSTITUTION
            | STUDY
            | SERIES
            | PATIENT_NAME
            | PATIENT_ID
            | ID_ISSUER
            | BIRTH_DATE
            | BODY_PART
            | FRAMES
            | ROWS
            | COLUMNS
    )
}

/// The start of an element.
struct Head<'a> {
    tag: Tag,
    is_sequence: bool,
    /// Its type is stated as unknown.
    is_unknown: bool,
    length: u32,
    /// What follows it.
    body: &'a [u8],
}

/// Reads the start of an element. `explicit`: its type of value stands in it.
fn head(bytes: &[u8], explicit: bool) -> Option<Head<'_>> {
    let [group, element, first, second] = bytes.as_chunks::<2>().0.first_chunk::<4>()?;
    let tag = (u16::from_le_bytes(*group), u16::from_le_bytes(*element));
    let long = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    // The marks of sequences have no type.
    if !explicit || tag.0 == 0xFFFE {
        return Some(Head { tag, is_sequence: false, is_unknown: false, length: long(4)?, body: bytes.get(8..)? });
    }
    let (is_sequence, is_unknown) = (first == b"SQ", first == b"UN");
    match first {
        b"OB" | b"OD" | b"OF" | b"OL" | b"OV" | b"OW" | b"SQ" | b"SV" | b"UC" | b"UN" | b"UR" | b"UT" | b"UV" => {
            Some(Head { tag, is_sequence, is_unknown, length: long(8)?, body: bytes.get(12..)? })
        }
        [b'A'..=b'Z', b'A'..=b'Z'] => {
            let length = u32::from(u16::from_le_bytes(*second));
            Some(Head { tag, is_sequence, is_unknown, length, body: bytes.get(8..)? })
        }
        _ => None,
    }
}

#[cfg(test)]
#[path = "dicom_tests.rs"]
mod tests;
