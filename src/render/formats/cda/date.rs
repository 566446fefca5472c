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
    let (date, rest) = xml_date(stated.trim()).unwrap_or((String::new(), stated.trim()));
    let (time, zone) = rest.split_at(rest.find(['+', '-', 'Z']).unwrap_or(rest.len()));
    let zone = zone_words(zone)?;
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (time, None),
    };
    let digits = if date.is_empty() { time.to_owned() } else { date + &xml_time(time)? };
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    // Any other number of digits says something else, or nothing that is sure.
    let known = matches!(digits.len(), 4 | 6 | 8 | 10 | 12 | 14) && is_number(&digits);
    let fraction_fits = fraction.is_none_or(|fraction| digits.len() == 14 && is_number(fraction));
    // What looks like a zone behind a year or a month may be a part of the date.
    let zone_fits = zone.is_empty() || digits.len() >= 8;
    if known && fraction_fits && zone_fits { number_in_words(&digits, &zone) } else { None }
}

/// The words of an even number of digits, from the year on.
fn number_in_words(digits: &str, zone: &str) -> Option<String> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<usize>().ok());
    let year = digits.get(..4)?;
    let month = match digits.get(4..6) {
        Some(_) => Some(*MONTHS.get(part(4, 6)?.checked_sub(1)?)?),
        None => None,
    };
    let date = match (month, part(6, 8)) {
        (None, _) => year.to_owned(),
        (Some(month), None) => format!("{month} {year}"),
        (Some(month), Some(day)) if (1..=31).contains(&day) => format!("{day} {month} {year}"),
        _ => return None,
    };
    // Programs that know the day alone write midnight to the second.
    if digits.get(8..) == Some("000000") {
        return Some(date);
    }
    let time = match (part(8, 10), part(10, 12), part(12, 14)) {
        (None, ..) => return Some(date),
        (Some(hour), minute, second)
            if hour < 24 && minute.is_none_or(|minute| minute < 60) && second.is_none_or(|second| second < 60) =>
        {
            let time = format!("{hour:02}:{:02}", minute.unwrap_or(0));
            match second {
                Some(second) if second > 0 => format!("{time}:{second:02}"),
                _ => time,
            }
        }
        _ => return None,
    };
    Some(format!("{date}, {time}{zone}"))
}

/// The digits of a date in XML's own notation (`1948-03`, `1948-03-02`) at the start, and what is behind it.
fn xml_date(stated: &str) -> Option<(String, &str)> {
    let bytes = stated.as_bytes();
    let (length, count) = match (bytes.get(4), bytes.get(7)) {
        (Some(b'-'), Some(b'-')) => (10, 8),
        (Some(b'-'), None) => (7, 6),
        _ => return None,
    };
    let (date, rest) = stated.split_at_checked(length)?;
    let digits: String = date.split('-').collect();
    (digits.len() == count).then(|| (digits, rest.strip_prefix(['T', ' ']).unwrap_or(rest)))
}

/// The digits of a time in XML's own notation (`14:05`, `14:05:59`).
fn xml_time(time: &str) -> Option<String> {
    let colons = time.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at);
    let fits = match time.len() {
        0 => true,
        5 => colons.eq([2]),
        8 => colons.eq([2, 5]),
        _ => false,
    };
    fits.then(|| time.split(':').collect())
}

/// A zone in words: empty for none, `None` for what is no zone.
fn zone_words(zone: &str) -> Option<String> {
    if zone.is_empty() {
        return Some(String::new());
    }
    if zone == "Z" {
        return Some(" (UTC)".to_owned());
    }
    let (sign, offset) = zone.split_at_checked(1)?;
    let (hours, minutes) = match offset.len() {
        2 => (offset, "00"),
        4 => offset.split_at_checked(2)?,
        5 => offset.split_once(':')?,
        _ => return None,
    };
    let number = |digits: &str| match digits.as_bytes() {
        [b'0'..=b'9', b'0'..=b'9'] => digits.parse::<u8>().ok(),
        _ => None,
    };
    match (sign, number(hours)?, number(minutes)?) {
        ("+" | "-", 0, 0) => Some(" (UTC)".to_owned()),
        ("+" | "-", 0..=14, 0..=59) => Some(format!(" (UTC{sign}{hours}:{minutes})")),
        _ => None,
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
            ("2012-09", "September 2012"),
            (" 2012-09-12 14:05", "12 September 2012, 14:05"),
            ("2012-09-12T14:05:09.25+05:30", "12 September 2012, 14:05:09 (UTC+05:30)"),
            ("201209121405-05:00", "12 September 2012, 14:05 (UTC-05:00)"),
            ("201209121405+05", "12 September 2012, 14:05 (UTC+05:00)"),
            ("201209121405Z", "12 September 2012, 14:05 (UTC)"),
            ("20120912-0500", "12 September 2012"),
            ("2012-09-12T14:05:00Z", "12 September 2012, 14:05 (UTC)"),
            ("19481302", "19481302"),
            ("19480332", "19480332"),
            ("194803021460", "194803021460"),
            ("19480302140560", "19480302140560"),
            // Digits that are missing or too many may be anything.
            ("1948030", "1948030"),
            ("194803021", "194803021"),
            ("19480302140", "19480302140"),
            ("1948030214055", "1948030214055"),
            ("194803021405590", "194803021405590"),
            ("0302194", "0302194"),
            ("19480302.5", "19480302.5"),
            ("19480302140559.", "19480302140559."),
            ("19480302140559.x", "19480302140559.x"),
            ("2012-9-12", "2012-9-12"),
            ("2012-09-1-", "2012-09-1-"),
            ("2012-09-12T1:405", "2012-09-12T1:405"),
            // So may a zone that is none.
            ("201209121405 EST", "201209121405 EST"),
            ("201209121405+5", "201209121405+5"),
            ("201209121405+05000", "201209121405+05000"),
            ("201209121405+0x00", "201209121405+0x00"),
            ("201209121405+1500", "201209121405+1500"),
            ("201209121405-05:60", "201209121405-05:60"),
            ("201209121405Zulu", "201209121405Zulu"),
            ("201209121405+é0", "201209121405+é0"),
            ("1948-0302", "1948-0302"),
            ("194803+0100", "194803+0100"),
            ("unknown", "unknown"),
            ("12", "12"),
            ("é", "é"),
            ("", ""),
        ] {
            assert_eq!(point(stated), worded);
        }
    }
}
