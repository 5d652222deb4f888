//! Times as files write them. Inside, a time is milliseconds since 1970 UTC.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// RFC 3339, the same with a blank for the T or without a zone (then UTC), or milliseconds since 1970.
pub(crate) fn parse(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number);
    }
    let text = text.replacen(' ', "T", 1);
    let parsed = OffsetDateTime::parse(&text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339));
    let nanos = parsed.ok()?.unix_timestamp_nanos();
    i64::try_from(nanos.div_euclid(1_000_000)).ok()
}

/// RFC 3339 in UTC, to the millisecond.
pub fn format(millis: i64) -> String {
    let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000);
    time.ok().and_then(|time| time.format(&Rfc3339).ok()).unwrap_or_else(|| millis.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip_and_common_forms_are_read() {
        for millis in [0, 1, 1_700_000_000_123, -5, 253_402_300_799_999] {
            assert_eq!(parse(&format(millis)), Some(millis));
        }
        for text in
            ["2026-01-31T12:00:00Z", "2026-01-31 12:00:00", "2026-01-31T13:00:00+01:00", "1769860800000"]
        {
            assert_eq!(parse(text), Some(1_769_860_800_000), "{text}");
        }
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "31.01.2026"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
