//! The `Retry-After` header, in all the forms servers write it.

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// How long the server asks to wait: whole or broken seconds, or an HTTP date, which is read against the server's own
/// `Date` when it sent one, so that a wrong clock on either side does no harm.
///
/// Negative, endless, empty or unreadable values are none. Large ones are returned as they are; who sleeps, clamps.
pub(crate) fn retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.len() > 64 {
        return None;
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let at = unix_seconds(text)?;
    let server_now = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(unix_seconds);
    let wait = at.saturating_sub(server_now.unwrap_or(now));
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}

/// An HTTP date, in Unix seconds.
pub(crate) fn unix_seconds(date: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(date).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: &str) -> Option<Duration> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
        retry_after(&headers, 784_111_777)
    }

    #[test]
    fn l01_every_form_is_parsed_or_ignored() {
        assert_eq!(parse("0"), Some(Duration::ZERO));
        assert_eq!(parse("5"), Some(Duration::from_secs(5)));
        assert_eq!(parse("5.5"), Some(Duration::from_millis(5500)));
        assert_eq!(parse("1e9"), Some(Duration::from_secs(1_000_000_000)));
        for ignored in ["-1", "", "NaN", "inf", "5, 10", "soon"] {
            assert_eq!(parse(ignored), None, "{ignored:?}");
        }
        assert_eq!(parse(&"9".repeat(10_000)), None);
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:47 GMT"), Some(Duration::from_secs(10)));
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:00 GMT"), Some(Duration::ZERO));
    }

    #[test]
    fn h50_a_date_is_read_by_the_servers_clock() {
        let headers = HeaderMap::from_iter([
            (RETRY_AFTER, "Sun, 06 Nov 1994 08:49:47 GMT".parse().unwrap()),
            (DATE, "Sun, 06 Nov 1994 08:49:44 GMT".parse().unwrap()),
        ]);
        assert_eq!(retry_after(&headers, 0), Some(Duration::from_secs(3)));
    }
}
