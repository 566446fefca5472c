//! How facts are written on screen: sizes, dates, types, names.

use crate::content::{ContentState, DetectedType, Inspection};
use crate::message::{Document, Identifier, Text};
use crate::render::StatedPatient;
use crate::words::parted_date;

/// A size for people: `212 KB`, `2.4 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KB: f64 = 1000.0;
    let value = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_500 => format!("{:.0} KB", value / KB),
        999_500..999_950_000 => format!("{:.1} MB", value / KB / KB),
        _ => format!("{:.1} GB", value / KB / KB / KB),
    }
}

/// A date as written, shortened where nothing is lost for a list: `T` becomes a space, seconds and zone go.
/// Anything that does not look like ISO 8601 stays as it is.
#[must_use]
pub fn short_date(written: &str) -> String {
    let bytes = written.as_bytes();
    let shape = |at: usize, expected: u8| bytes.get(at) == Some(&expected);
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let date = digits(0..4) && shape(4, b'-') && digits(5..7) && shape(7, b'-') && digits(8..10);
    if date && shape(10, b'T') && digits(11..13) && shape(13, b':') && digits(14..16) {
        let (day, time) = (written.get(..10).unwrap_or_default(), written.get(11..16).unwrap_or_default());
        return format!("{day} {time}");
    }
    written.to_owned()
}

/// The last part of a path, or of a path into an archive, for the screen.
#[must_use]
pub fn file_name(path: &str) -> String {
    crate::words::visible_name(path.rsplit(['/', '\\']).next().unwrap_or(path)).into_owned()
}

/// `MR 0048213377`, for one identifier.
#[must_use]
pub fn identifier(identifier: &Identifier) -> String {
    match (&identifier.id_type, &identifier.id) {
        (Some(id_type), Some(id)) => format!("{} {}", visible(id_type), visible(id)),
        (None, Some(id)) => visible(id),
        (Some(id_type), None) => format!("{} —", visible(id_type)),
        (None, None) => "—".to_owned(),
    }
}

/// A date of a PDF (`D:20240229134500+01'00'`; ISO 32000-2, 7.9.4) as dates are written in messages; anything else as it is.
#[must_use]
pub fn pdf_date(written: &str) -> String {
    let Some(rest) = written.strip_prefix("D:") else { return written.to_owned() };
    let digits: String = rest.chars().take_while(char::is_ascii_digit).take(14).collect();
    let zone = rest.get(digits.len()..).unwrap_or_default().replace('\'', ":");
    let part = |from: usize, to: usize| digits.get(from..to);
    let mut date = String::new();
    for (from, to, before) in [(0, 4, ""), (4, 6, "-"), (6, 8, "-"), (8, 10, " "), (10, 12, ":"), (12, 14, ":")] {
        match part(from, to) {
            Some(digits) => date.extend([before, digits]),
            None => break,
        }
    }
    if date.is_empty() {
        return written.to_owned();
    }
    match zone.trim_end_matches(':') {
        "" => date,
        "Z" => format!("{date} UTC"),
        zone => format!("{date} {zone}"),
    }
}

/// What to know of a document that says that it is about another patient than its entry.
#[must_use]
pub fn other_patient(stated: &StatedPatient) -> String {
    let mut who = Vec::new();
    if !stated.name.is_empty() {
        who.push(stated.name.clone());
    }
    if !stated.birth_date.is_empty() {
        who.push(format!("born {}", parted_date(&stated.birth_date)));
    }
    who.extend(stated.identifiers.iter().map(|identifier| identifier.id.clone()));
    let who = crate::words::visible_name(&who.join(", ")).into_owned();
    format!("This document says that it is about another patient than its entry names: {who}.")
}

/// A text of the message for the screen: control and direction characters become visible.
#[must_use]
pub fn visible(text: &Text) -> String {
    crate::words::visible_name(text.as_str()).into_owned()
}

/// The type for the table: what the contents are, else what was declared.
#[must_use]
pub fn type_name(document: &Document, inspection: Option<&Inspection>) -> String {
    match inspection.and_then(|inspection| inspection.detected) {
        Some(DetectedType::Unknown) | None => document
            .file_type
            .as_ref()
            .map_or_else(|| "—".to_owned(), |declared| visible(declared).trim().trim_start_matches('.').to_uppercase()),
        Some(detected) => detected.name().to_owned(),
    }
}

/// The size for the table, or the word that stands for a missing one.
#[must_use]
pub fn size_cell(inspection: Option<&Inspection>) -> String {
    let Some(inspection) = inspection else { return "…".to_owned() };
    match inspection.state {
        ContentState::Embedded | ContentState::Damaged => inspection.size.map_or_else(|| "—".to_owned(), size),
        ContentState::Reference => "at Redox".to_owned(),
        ContentState::Empty => "empty".to_owned(),
        ContentState::Placeholder | ContentState::Unreadable => "—".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 KB"),
            (212_408, "212 KB"),
            (999_499, "999 KB"),
            (999_500, "1.0 MB"),
            (2_400_000, "2.4 MB"),
            (999_949_999, "999.9 MB"),
            (1_000_000_000, "1.0 GB"),
        ];
        for (bytes, text) in cases {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn dates_are_shortened_never_shifted() {
        assert_eq!(short_date("2026-10-29T14:05:12.000Z"), "2026-10-29 14:05");
        assert_eq!(short_date("2020-10-27T17:25:16-04:00"), "2020-10-27 17:25");
        assert_eq!(short_date("2026-10-21"), "2026-10-21");
        assert_eq!(short_date("20261021"), "20261021");
        assert_eq!(short_date("yesterday"), "yesterday");
        assert_eq!(short_date("2026-10-29Té"), "2026-10-29Té");
    }

    #[test]
    fn a_stated_patient_reads_well_and_shows_every_character() {
        let identifiers =
            vec![crate::render::StatedIdentifier { id: "4711\u{202e}".to_owned(), authority: String::new() }];
        let stated = StatedPatient { name: "Jo Test".to_owned(), birth_date: "19570830120000".to_owned(), identifiers };
        let words = other_patient(&stated);
        assert!(words.contains("Jo Test, born 1957-08-30, 4711"), "{words}");
        assert!(!words.contains('\u{202e}'), "{words}");
    }
}
