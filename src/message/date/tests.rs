//! Dates in all spellings, against a calendar that is counted day by day.

use super::DateReading::{DateOnly, Instant, NoZone, Unreadable};
use super::{DAY, DateReading, HOUR, MINUTE, SECOND, midnight, read_date};

/// 2025-01-16T22:28:38.852Z, by `date -u -d … +%s`.
const SAMPLE: i64 = 1_737_066_518_852;
/// 2025-01-16T00:00Z.
const SAMPLE_DAY: i64 = 1_736_985_600_000;

#[track_caller]
fn all_are(reading: DateReading, texts: &[&str]) {
    for text in texts {
        assert_eq!(read_date(text), reading, "{text:?}");
    }
}

#[test]
fn moments() {
    all_are(
        Instant(SAMPLE),
        &[
            "2025-01-16T22:28:38.852Z",
            "2025-01-16t22:28:38.852z",
            "2025-01-16 22:28:38,852Z",
            "\t2025-01-16T22:28:38.8529999999999999999999999999Z \r\n",
            "2025-01-16T17:28:38.852-05:00",
            "2025-01-17T04:13:38.852+0545",
            "2025-01-16T23:28:38.852+01",
            "2025-01-16T22:28:38.852-00:00",
            "20250116T222838.852Z",
            "20250116172838.852-0500",
            "1737066518852",
            "/Date(1737066518852)/",
            "/Date(1737066518852+0100)/",
            "/Date(1737066518852-0500)/",
        ],
    );
    all_are(Instant(1_603_833_916_000), &["2020-10-27T17:25:16-04:00", "1603833916", "20201027212516Z"]);
    all_are(
        Instant(SAMPLE_DAY + 22 * HOUR),
        &["2025-01-16T22Z", "2025-01-16T22:00Z", "2025011617-0500", "20250116T22z"],
    );
    all_are(Instant(0), &["1970-01-01T00:00:00Z", "0000000000", "0000000000000", "/Date(0)/", "/Date(-0)/"]);
    all_are(Instant(-1), &["1969-12-31T23:59:59.999Z", "/Date(-1)/"]);
    all_are(Instant(-62_135_596_800_000), &["/Date(-62135596800000)/", "0001-01-01T00:00:00Z"]);
    all_are(Instant(253_402_300_799_999), &["/Date(253402300799999)/", "9999-12-31T23:59:59.999999Z"]);
}

#[test]
fn times_without_a_zone_and_days() {
    let minute = SAMPLE_DAY + 22 * HOUR + 28 * MINUTE;
    all_are(NoZone(SAMPLE), &["2025-01-16T22:28:38.852", "20250116222838.852", "2025-01-16 22:28:38.8520"]);
    all_are(
        NoZone(minute),
        &["2025-01-16T22:28", "202501162228", "20250116T2228", "20250116 22:28", "2025-01-16T2228"],
    );
    all_are(NoZone(SAMPLE_DAY + 22 * HOUR), &["2025-01-16T22", "2025-01-16 22"]);
    all_are(DateOnly(SAMPLE_DAY), &["2025-01-16", "20250116", "\u{a0}2025-01-16\u{2003}"]);
    all_are(DateOnly(SAMPLE_DAY - 15 * DAY), &["2025-01", "2025", "2025-01-01", "20250101"]);
}

#[test]
fn the_end_of_days_and_minutes() {
    all_are(Instant(SAMPLE_DAY + DAY), &["2025-01-16T24:00:00Z", "2025-01-16T24:00Z", "2025-01-16T23:59:60Z"]);
    all_are(NoZone(SAMPLE_DAY + DAY), &["20250116240000", "2025-01-16T24:00:00.0000", "2025-01-17T00:00"]);
    all_are(Instant(1_483_228_800_500), &["2016-12-31T23:59:60.5Z", "2016-12-31T18:59:60.5-05:00"]);
    all_are(
        Unreadable,
        &[
            "2025-01-16T24:00:01Z",
            "2025-01-16T24:01Z",
            "2025-01-16T24:00:00.0001Z",
            "2025-01-16T25:00Z",
            "2025-01-16T22:60Z",
        ],
    );
    all_are(Unreadable, &["2025-01-16T22:28:61Z", "2025-01-16T24:00:60Z"]);
}

#[test]
fn days_that_do_not_exist() {
    all_are(
        Unreadable,
        &[
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-00-10",
            "2025-13-01",
            "2025-01-00",
            "2025-01-32",
            "0000-00-00",
        ],
    );
    all_are(Unreadable, &["20251301", "2025-13", "2025-00", "20250230120000", "2025-02-30T12:00Z"]);
    assert!(matches!(read_date("2024-02-29"), DateOnly(_)));
    assert!(matches!(read_date("2000-02-29"), DateOnly(_)));
}

#[test]
fn no_dates() {
    all_are(Unreadable, &["", " ", "null", "today", "Z", "T", "01/02/2025", "1/2/25", "16.01.2025", "16 Jan 2025"]);
    all_are(Unreadable, &["20", "202501", "2025011", "202501162", "20250116222", "11111111111111111111"]);
    all_are(
        Unreadable,
        &["2025-", "2025-1", "2025-1-6", "2025-01-", "2025-01-1", "2025-0116", "202501-16", "2025/01/16"],
    );
    all_are(
        Unreadable,
        &["2025-016", "2025-W03-4", "+2025-01-16", "-2025-01-16", "-1737066518", "1737066518.5", "2025Z"],
    );
    all_are(Unreadable, &["2025-01-16T", "2025-01-16T2", "2025-01-16T22:", "2025-01-16T22:2", "2025-01-16T22:28:"]);
    all_are(
        Unreadable,
        &["2025-01-16T22:28:3", "2025-01-16T22:28:38.", "2025-01-16T22:28:38.Z", "2025-01-16T22:28.5Z"],
    );
    all_are(Unreadable, &["2025-01-16T22:2838Z", "2025-01-16T2228:38Z", "2025-01-1622:28Z", "2025-01-16  22:28Z"]);
    all_are(Unreadable, &["2025-01-16T22:28+", "2025-01-16T22:28+1", "2025-01-16T22:28+01:", "2025-01-16T22:28+01:0"]);
    all_are(
        Unreadable,
        &["2025-01-16T22:28+24:00", "2025-01-16T22:28+01:60", "2025-01-16T22:28+01000", "2025-01-16T22:28ZZ"],
    );
    all_are(Unreadable, &["2025-01-16Z", "2025-01-16T22:28:38 UTC", "２０２５-01-16", "2025-01-16T22:28:38−05:00"]);
    all_are(
        Unreadable,
        &["/Date()/", "/Date(-)/", "/Date(+1)/", "/Date(1+01)/", "/Date(1+01:00)/", "/Date(1Z)/", "/Date(1)"],
    );
    all_are(Unreadable, &["/Date(--1)/", "/Date(1+0100+0100)/", "/Date(+0100)/", "/Date(253402300800000)/"]);
    all_are(Unreadable, &["/Date(-62135596800001)/", "/Date(99999999999999999999999)/"]);
}

#[test]
fn the_number_to_sort_by() {
    let readings =
        ["2025-01-16T23:00:00-05:00", "2025-01-16T23:00:00Z", "2025-01-17T00:30+02:00", "2025-01-17", "soon"];
    assert_eq!(
        readings.map(|text| read_date(text).millis().map(|millis| (millis - SAMPLE_DAY) / MINUTE)),
        [Some(28 * 60), Some(23 * 60), Some(22 * 60 + 30), Some(24 * 60), None]
    );
}

/// Every day of the years 0 to 9999, counted one by one, and which of them is 1970-01-01.
fn days() -> (Vec<(u16, u8, u8)>, i64) {
    let mut days = Vec::new();
    for year in 0..=9999u16 {
        // Every fourth year, but of the full centuries only every fourth one.
        let leap = if year % 100 == 0 { (year / 100) % 4 == 0 } else { year % 4 == 0 };
        for (month, length) in (1..).zip([31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            days.extend((1..=length).map(|day| (year, month, day)));
        }
    }
    let epoch = days.iter().position(|day| *day == (1970, 1, 1)).unwrap();
    (days, epoch as i64)
}

/// The same numbers in every run (xorshift64 of Marsaglia).
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as i64
    }
}

#[test]
fn every_day_of_ten_thousand_years() {
    let (days, epoch) = days();
    for (number, &(year, month, day)) in days.iter().enumerate() {
        let expected = (number as i64 - epoch) * DAY;
        assert_eq!(midnight(year.into(), month.into(), day.into()), Some(expected), "{year}-{month}-{day}");
        if days.get(number + 1).is_none_or(|(.., next)| *next == 1) {
            assert_eq!(midnight(year.into(), month.into(), i64::from(day) + 1), None, "after {year}-{month}-{day}");
        }
    }
}

/// A random moment in all spellings, each with what it must be read as.
fn spellings(random: &mut Random, days: &[(u16, u8, u8)], epoch: i64) -> Vec<(String, DateReading)> {
    let number = random.below(days.len() as i64);
    let (year, month, day) = days[number as usize];
    let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
    let length = random.below(13) as usize;
    let fraction: String = (0..length).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
    let millis: i64 = format!("{fraction:0<3}")[..3].parse().unwrap();
    let start = (number - epoch) * DAY;
    let to_minute = start + hour * HOUR + minute * MINUTE;
    let to_second = to_minute + second * SECOND;

    let mut local = Vec::new();
    for date in [format!("{year:04}-{month:02}-{day:02}"), format!("{year:04}{month:02}{day:02}")] {
        for between in ["T", "t", " ", ""] {
            let hl7 = between.is_empty();
            if hl7 && date.contains('-') {
                continue;
            }
            for colon in [":", ""] {
                if hl7 && !colon.is_empty() {
                    continue;
                }
                let minutes = format!("{date}{between}{hour:02}{colon}{minute:02}");
                let seconds = format!("{minutes}{colon}{second:02}");
                if length > 0 {
                    local.push((format!("{seconds}.{fraction}"), to_second + millis));
                    local.push((format!("{seconds},{fraction}"), to_second + millis));
                }
                local.push((minutes, to_minute));
                local.push((seconds, to_second));
            }
        }
    }
    let sign = if random.below(2) == 0 { 1 } else { -1 };
    let (zone_hours, zone_minutes) = (random.below(24), random.below(60));
    let mark = if sign > 0 { '+' } else { '-' };
    let full = sign * (zone_hours * HOUR + zone_minutes * MINUTE);
    let zones = [
        ("Z".to_owned(), 0),
        ("z".to_owned(), 0),
        (format!("{mark}{zone_hours:02}:{zone_minutes:02}"), full),
        (format!("{mark}{zone_hours:02}{zone_minutes:02}"), full),
        (format!("{mark}{zone_hours:02}"), sign * zone_hours * HOUR),
    ];
    let mut all = vec![
        (format!("{year:04}-{month:02}-{day:02}"), DateOnly(start)),
        (format!("{year:04}{month:02}{day:02}"), DateOnly(start)),
        (
            format!("/Date({})/", (to_second + millis).max(-62_135_596_800_000)),
            Instant((to_second + millis).max(-62_135_596_800_000)),
        ),
    ];
    if (0..10_000_000_000_000).contains(&to_second) {
        all.push((format!("{:010}", to_second / SECOND), Instant(to_second)));
        all.push((format!("{:013}", to_second + millis), Instant(to_second + millis)));
    }
    for (text, millis) in local {
        all.extend(zones.iter().map(|(zone, offset)| (format!("{text}{zone}"), Instant(millis - offset))));
        all.push((text, NoZone(millis)));
    }
    all
}

#[test]
fn random_moments_in_all_spellings() {
    let (days, epoch) = days();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..2_000 {
        for (text, reading) in spellings(&mut random, &days, epoch) {
            assert_eq!(read_date(&text), reading, "{text}");
            assert_eq!(read_date(&format!(" {text}\n")), reading, "{text}");
        }
    }
}

#[test]
fn random_texts_do_no_harm() {
    let (days, epoch) = days();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let letters: Vec<char> =
        "0123456789012345678901234567890123456789-:+.,TtZz /()Date\0\u{a0}é−２𝟚\u{301}".chars().collect();
    let any = |random: &mut Random| letters[random.below(letters.len() as i64) as usize];
    for _ in 0..100_000 {
        let length = random.below(36);
        let text: String = (0..length).map(|_| any(&mut random)).collect();
        let _ = read_date(&text);
    }
    // Real dates with a few letters changed, lost or doubled come further into the reader.
    for _ in 0..500 {
        for (text, _) in spellings(&mut random, &days, epoch) {
            let mut text: Vec<char> = text.chars().collect();
            for _ in 0..=random.below(3) {
                let at = random.below(text.len() as i64) as usize;
                match random.below(3) {
                    0 => text[at] = any(&mut random),
                    1 => text.insert(at, any(&mut random)),
                    _ if text.len() > 1 => drop(text.remove(at)),
                    _ => text.truncate(at),
                }
                if text.is_empty() {
                    break;
                }
            }
            let _ = read_date(&text.iter().collect::<String>());
        }
    }
    let _ = read_date(&"9".repeat(1_000_000));
    let _ = read_date(&format!("2025-01-16T22:28:38.{}Z", "9".repeat(1_000_000)));
}
