//! Timestamps: RFC 3339 text and nanoseconds since 1970.

/// The first instant after the year 9999, for which there is no text: 10000-01-01T00:00:00Z.
const END: i128 = 253_402_300_800 * NANOS;

/// The first instant of the year 0.
const START: i128 = -62_167_219_200 * NANOS;

pub(crate) const NANOS: i128 = 1_000_000_000;

/// Reads `2016-12-05T21:29:29.123Z`. The zone has to be there, and `T` and `Z` are capitals.
///
/// Source: recordings; the service says that it parses an "ISO-8601 extended offset date-time format string", which is
/// Java's `ISO_OFFSET_DATE_TIME`: seconds may be left out.
pub(crate) fn parse(text: &str) -> Option<i128> {
    let (date, time) = (text.get(..10)?, text.get(11..)?);
    if text.as_bytes()[10] != b'T' || &date[4..5] != "-" || &date[7..8] != "-" {
        return None;
    }
    let (year, month, day) = (digits(&date[..4])?, digits(&date[5..7])?, digits(&date[8..])?);
    let (clock, offset) = split_zone(time)?;
    let mut parts = clock.splitn(3, ':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let (second, nanos) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once('.') {
            None => (two_digits(seconds)?, 0),
            Some((whole, fraction)) => (two_digits(whole)?, nanos(fraction)?),
        },
    };
    let in_range = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    if !in_range || clock.len() < 5 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    Some(i128::from(seconds) * NANOS + i128::from(nanos))
}

fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, zone) = time.split_at(at);
    let (hours, minutes) = zone[1..].split_once(':')?;
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if hours > 18 || minutes > 59 {
        return None;
    }
    let offset = hours * 3600 + minutes * 60;
    Some((clock, if zone.starts_with('-') { -offset } else { offset }))
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok())?
}

fn two_digits(text: &str) -> Option<i64> {
    digits(text).filter(|_| text.len() == 2)
}

fn nanos(fraction: &str) -> Option<i64> {
    let value = digits(fraction)?;
    let places = u32::try_from(fraction.len()).ok().filter(|it| (1..=9).contains(it))?;
    Some(value * 10_i64.pow(9 - places))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// `civil_from_days` of the same source.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// `2024-01-01T00:00:00.000Z`: milliseconds, as the context object has them. Clamped to the years 0 to 9999.
pub(crate) fn format(nanos: i128) -> String {
    let nanos = nanos.clamp(START, END - 1);
    let millis = i64::try_from(nanos.div_euclid(1_000_000)).unwrap_or_default();
    let (days, of_day) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let (year, month, day) = date_of(days);
    let (hour, minute, second) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", of_day % 1000)
}

#[cfg(test)]
mod tests {
    use super::{NANOS, format, parse};

    #[test]
    fn timestamps() {
        let cases = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2016-12-05T21:29:29Z", Some(1_480_973_369 * NANOS)),
            ("2016-12-05T23:29:29+02:00", Some(1_480_973_369 * NANOS)),
            ("2016-12-05T21:29:29.5Z", Some(1_480_973_369 * NANOS + NANOS / 2)),
            ("2016-12-05T21:29Z", Some(1_480_973_340 * NANOS)),
            ("2000-02-29T00:00:00Z", Some(951_782_400 * NANOS)),
            ("1900-02-29T00:00:00Z", None),
            ("2016-13-05T21:29:29Z", None),
            ("2016-12-05T25:29:29Z", None),
            ("2016-12-05 21:29:29Z", None),
            ("2016-12-05T21:29:29", None),
            ("2016-12-05t21:29:29z", None),
            ("2016-12-05", None),
            ("2016-12-05T21:29:29.Z", None),
            ("2016-12-05T1:2Z", None),
            ("é016-12-05T21:29:29Z", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn texts_are_read_as_they_were_written() {
        for text in ["1969-12-31T23:59:59.999Z", "2024-02-29T12:34:56.789Z", "0000-03-01T00:00:00.000Z"] {
            assert_eq!(format(parse(text).unwrap()), text);
        }
        assert_eq!(format(i128::MAX), "9999-12-31T23:59:59.999Z");
    }
}
