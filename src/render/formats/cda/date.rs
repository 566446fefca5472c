//! Points in time of HL7 (`YYYYMMDDHHMMSS.UUUU+ZZzz`, data types release 1, section 3.8.1) in words.

use super::xml::{attribute, child};
use roxmltree::Node;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2 March 1948`, `March 1948`, `2 March 1948, 14:05 (UTC-05:00)`; what is no point in time as it stands.
pub(super) fn point(stated: &str) -> String {
    in_words(stated).unwrap_or_else(|| stated.to_owned())
}

fn in_words(stated: &str) -> Option<String> {
    let stated = plain(stated);
    let (digits, zone) = match stated.find(['+', '-']) {
        Some(at) => stated.split_at(at),
        None => match stated.strip_suffix('Z') {
            Some(digits) => (digits, "Z"),
            None => (stated.as_str(), ""),
        },
    };
    let digits = digits.split('.').next().unwrap_or_default();
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) || digits.len() > 14 {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<usize>().ok());
    let year = digits.get(..4)?;
    let month = match digits.get(4..6) {
        Some(_) => Some(*MONTHS.get(part(4, 6)?.checked_sub(1)?)?),
        None => None,
    };
    let day = part(6, 8);
    let date = match (month, day) {
        (None, _) => year.to_owned(),
        (Some(month), None) => format!("{month} {year}"),
        (Some(month), Some(day)) if (1..=31).contains(&day) => format!("{day} {month} {year}"),
        _ => return None,
    };
    // Programs that know the day alone write midnight to the second.
    if digits.get(8..).is_some_and(|time| time.len() >= 6 && time.bytes().all(|digit| digit == b'0')) {
        return Some(date);
    }
    let time = match (part(8, 10), part(10, 12), part(12, 14)) {
        (None, ..) => return Some(date),
        (Some(hour), minute, second) if hour < 24 && minute.is_none_or(|minute| minute < 60) => {
            let time = format!("{hour:02}:{:02}", minute.unwrap_or(0));
            match second {
                Some(second) if second > 0 => format!("{time}:{second:02}"),
                _ => time,
            }
        }
        _ => return None,
    };
    Some(format!("{date}, {time}{}", zone_words(zone)))
}

/// Without the marks that XML's own notation has (`1948-03-02T14:05:00`).
fn plain(stated: &str) -> String {
    let bytes = stated.as_bytes();
    if bytes.get(4) == Some(&b'-') && (bytes.get(7) == Some(&b'-') || bytes.len() == 7) {
        let (date, time) = stated.split_at_checked(10).unwrap_or((stated, ""));
        return date
            .chars()
            .filter(|c| *c != '-')
            .chain(time.chars().filter(|c| !matches!(c, ':' | 'T' | ' ')))
            .collect();
    }
    stated.trim().to_owned()
}

fn zone_words(zone: &str) -> String {
    let digits = zone.get(1..).unwrap_or_default();
    match (digits.get(..2), digits.get(2..4)) {
        _ if zone == "Z" || digits == "0000" || digits == "00" => " (UTC)".to_owned(),
        (Some(hours), minutes) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!(" (UTC{}{hours}:{})", zone.get(..1).unwrap_or_default(), minutes.unwrap_or("00"))
        }
        _ => String::new(),
    }
}

/// A point or a stretch of time: `value`, or `low` and `high`.
pub(super) fn period(node: Node) -> Option<String> {
    let value = |node: Node| attribute(node, "value").map(point);
    let side = |name| child(node, name).and_then(value);
    match (value(node).or_else(|| side("center")), side("low"), side("high")) {
        (Some(point), ..) => Some(point),
        (None, Some(low), Some(high)) if low == high => Some(low),
        (None, Some(low), Some(high)) => Some(format!("{low} – {high}")),
        (None, Some(low), None) => Some(format!("from {low}")),
        (None, None, Some(high)) => Some(format!("until {high}")),
        (None, None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_time_are_worded() {
        for (stated, worded) in [
            ("1948", "1948"),
            ("194803", "March 1948"),
            ("19480302", "2 March 1948"),
            ("1948030214", "2 March 1948, 14:00"),
            ("194803021405", "2 March 1948, 14:05"),
            ("19480302140559", "2 March 1948, 14:05:59"),
            ("20120806000000", "6 August 2012"),
            ("20120806000000+0500", "6 August 2012"),
            ("201208060000", "6 August 2012, 00:00"),
            ("20120912140500.000-0500", "12 September 2012, 14:05 (UTC-05:00)"),
            ("201209121405+0000", "12 September 2012, 14:05 (UTC)"),
            ("20120912T140500", "20120912T140500"),
            ("2012-09-12", "12 September 2012"),
            ("2012-09-12T14:05:00Z", "12 September 2012, 14:05 (UTC)"),
            ("19481302", "19481302"),
            ("19480332", "19480332"),
            ("194803021460", "194803021460"),
            ("unknown", "unknown"),
            ("12", "12"),
            ("é", "é"),
            ("", ""),
        ] {
            assert_eq!(point(stated), worded);
        }
    }
}
