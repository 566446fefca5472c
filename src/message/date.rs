//! How a date in a message is written, and which moment it means. Any module may ask; no clock and no time zone of this
//! machine is ever looked at.

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
const SECOND: i64 = 1_000;

/// The moments that .NET's `DateTime` can hold: the years 1 to 9999 in milliseconds since 1970-01-01T00:00Z.
const DOT_NET: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// What was read of a date. All numbers are milliseconds since 1970-01-01T00:00Z, without leap seconds; fractions below
/// a millisecond are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateReading {
    /// A moment.
    Instant(i64),
    /// A date and a time of day without a time zone, as if it were UTC: up to a day off.
    NoZone(i64),
    /// A day, or the first day of a month or year where nothing more is said: when it starts, as if in UTC.
    DateOnly(i64),
    /// No date, or one that could mean several days, such as `01/02/2025`.
    Unreadable,
}

impl DateReading {
    /// The number by which dates are put in order, milliseconds since 1970-01-01T00:00Z. `None` if unreadable.
    #[must_use]
    pub fn millis(self) -> Option<i64> {
        match self {
            Self::Instant(millis) | Self::NoZone(millis) | Self::DateOnly(millis) => Some(millis),
            Self::Unreadable => None,
        }
    }
}

/// Reads a date in any spelling that occurs in messages; white space around it does not count.
///
/// - ISO 8601 and RFC 3339: `2025-01-16T22:28:38.852Z`, `20250116T2228+01`, `2025-01-16 22:28`, `2025-01-16`,
///   `20250116`, `2025-01`, `2025`. Fractions only of seconds, after a dot or comma, in any length. `24:00:00` is the
///   next midnight, and second 60 is the first one of the next minute.
/// - HL7 version 2 (its type DTM): `20250116222838.123-0500`, down to minutes. Hours alone only with a time zone, since
///   ten digits are Unix time. Not `202501`, which others read as a day of 2020.
/// - Unix time in seconds (10 digits) or milliseconds (13 digits).
/// - .NET: `/Date(1545678901234)/` and `/Date(1545678901234+0100)/`, whose time zone is only meant for display and does
///   not change the moment.
#[must_use]
pub fn read_date(text: &str) -> DateReading {
    let text = text.trim();
    unix(text).or_else(|| dot_net(text)).or_else(|| calendar(text)).unwrap_or(DateReading::Unreadable)
}

fn unix(text: &str) -> Option<DateReading> {
    let unit = match text.len() {
        10 => SECOND,
        13 => 1,
        _ => return None,
    };
    plain_number(text).map(|count| DateReading::Instant(count * unit))
}

fn dot_net(text: &str) -> Option<DateReading> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let (negative, unsigned) = inside.strip_prefix('-').map_or((false, inside), |unsigned| (true, unsigned));
    let digits = match unsigned.find(['+', '-']).and_then(|at| unsigned.split_at_checked(at)) {
        Some((digits, offset)) => {
            let mut offset_left = Cursor(offset.as_bytes());
            (offset.len() == 5 && zone(&mut offset_left).is_some() && offset_left.done()).then_some(digits)?
        }
        None => unsigned,
    };
    let millis = plain_number(digits)? * if negative { -1 } else { 1 };
    DOT_NET.contains(&millis).then_some(DateReading::Instant(millis))
}

/// A number of digits only; the standard library would also take a sign.
fn plain_number(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn calendar(text: &str) -> Option<DateReading> {
    let mut left = Cursor(text.as_bytes());
    let year = left.digits(4)?;
    let dashes = left.eat(b'-');
    if !dashes && left.done() {
        return midnight(year, 1, 1).map(DateReading::DateOnly);
    }
    let month = left.digits(2)?;
    if dashes && left.done() {
        return midnight(year, month, 1).map(DateReading::DateOnly);
    }
    if dashes && !left.eat(b'-') {
        return None;
    }
    let midnight = midnight(year, month, left.digits(2)?)?;
    if left.done() {
        return Some(DateReading::DateOnly(midnight));
    }
    let separated = left.take(|byte| matches!(byte, b'T' | b't' | b' ')).is_some();
    // Only HL7 joins date and time, and it has no dashes.
    if dashes && !separated {
        return None;
    }
    let local = midnight + time_of_day(&mut left, separated)?;
    if left.done() {
        return Some(DateReading::NoZone(local));
    }
    let offset = zone(&mut left)?;
    left.done().then_some(DateReading::Instant(local - offset))
}

/// Milliseconds since midnight.
fn time_of_day(left: &mut Cursor<'_>, colons_allowed: bool) -> Option<i64> {
    let hour = left.digits(2)?;
    let colons = colons_allowed && left.eat(b':');
    let minute = if colons { Some(left.digits(2)?) } else { left.digits(2) };
    let second = match (colons, minute) {
        (true, _) if left.eat(b':') => Some(left.digits(2)?),
        (false, Some(_)) => left.digits(2),
        _ => None,
    };
    let (millis, exact) = match second {
        Some(_) if left.take(|byte| matches!(byte, b'.' | b',')).is_some() => fraction(left)?,
        _ => (0, true),
    };
    let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
    let end_of_day = hour == 24 && (minute, second, millis, exact) == (0, 0, 0, true);
    if (hour > 23 && !end_of_day) || minute > 59 || second > 60 {
        return None;
    }
    Some(hour * HOUR + minute * MINUTE + second * SECOND + millis)
}

/// The digits after the dot: whole milliseconds, and whether that is all of them.
fn fraction(left: &mut Cursor<'_>) -> Option<(i64, bool)> {
    let mut unit = 100;
    let (mut millis, mut exact) = (0, true);
    let mut digit = left.digits(1)?;
    loop {
        millis += digit * unit;
        exact &= unit > 0 || digit == 0;
        unit /= 10;
        match left.digits(1) {
            Some(next) => digit = next,
            None => return Some((millis, exact)),
        }
    }
}

/// How far local time is ahead of UTC, in milliseconds. RFC 3339 allows up to 23:59 either way.
fn zone(left: &mut Cursor<'_>) -> Option<i64> {
    let sign = match left.take(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = left.digits(2)?;
    let minutes = if left.eat(b':') { left.digits(2)? } else { left.digits(2).unwrap_or(0) };
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * HOUR + minutes * MINUTE))
}

/// When a day of the Gregorian calendar starts, also before it was introduced. `None` for a day that does not exist.
fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    // In years that start in March the leap day comes last, and the months before it have a regular pattern of lengths:
    // 153 days in five of them.
    let (year, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leap_days + (153 * months + 2) / 5 + day - 1;
    /// From 0000-03-01 to 1970-01-01.
    const EPOCH: i64 = 719_468;
    Some((days - EPOCH) * DAY)
}

/// What is left to read. What does not fit is left where it is.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn done(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let (&first, rest) = self.0.split_first().filter(|(first, _)| wanted(**first))?;
        self.0 = rest;
        Some(first)
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.take(|first| first == byte).is_some()
    }

    /// A number of exactly so many digits, of which others may follow.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }
}

#[cfg(test)]
mod tests;
