//! How facts are written on screen: sizes, dates, types, names.

use crate::render::StatedPatient;
pub use crate::state::listing::shown::{file_name, identifier, size_cell, type_name, visible};
use crate::words::parted_date;
pub use crate::words::{short_date, size};

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
