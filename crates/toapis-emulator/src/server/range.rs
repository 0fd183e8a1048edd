//! The `Range` header of a download: one range of bytes, or all of them (RFC 9110, section 14).

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What a download asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Whole,
    Part(Range<usize>),
    /// A range that lies behind the end.
    Nothing,
}

/// Reads `Range` and `If-Range`. Several ranges, other units and what is malformed count as none, as they may.
pub(super) fn asked_range(headers: &HeaderMap, tag: &str, total: usize) -> Asked {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|validator| validator != tag) {
        return Asked::Whole;
    }
    let Some((first, last)) =
        text(header::RANGE).and_then(|range| range.strip_prefix("bytes=")?.split_once('-'))
    else {
        return Asked::Whole;
    };
    let range = match (first.trim().parse::<usize>(), last.trim()) {
        (Ok(first), "") => first..total,
        (Ok(first), last) => match last.parse::<usize>() {
            Ok(last) if last >= first => first..last.saturating_add(1).min(total),
            _ => return Asked::Whole,
        },
        (Err(_), last) if first.trim().is_empty() => match last.parse::<usize>() {
            Ok(length) => total.saturating_sub(length)..total,
            Err(_) => return Asked::Whole,
        },
        (Err(_), _) => return Asked::Whole,
    };
    if range.is_empty() { Asked::Nothing } else { Asked::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let asked = |range: &str, if_range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, range.parse().unwrap());
            if !if_range.is_empty() {
                headers.insert(header::IF_RANGE, if_range.parse().unwrap());
            }
            asked_range(&headers, "\"a\"", 10)
        };
        assert_eq!(asked("bytes=0-3", ""), Asked::Part(0..4));
        assert_eq!(asked("bytes=4-", "\"a\""), Asked::Part(4..10));
        assert_eq!(asked("bytes=8-99", ""), Asked::Part(8..10));
        assert_eq!(asked("bytes=-3", ""), Asked::Part(7..10));
        assert_eq!(asked("bytes=-99", ""), Asked::Part(0..10));
        for nothing in ["bytes=10-", "bytes=11-12", "bytes=-0"] {
            assert_eq!(asked(nothing, ""), Asked::Nothing, "{nothing}");
        }
        for whole in ["bytes=3-2", "bytes=a-b", "items=0-1", "bytes=0-1,3-4", "bytes=-", "bytes="] {
            assert_eq!(asked(whole, ""), Asked::Whole, "{whole}");
        }
        assert_eq!(asked("bytes=4-", "\"changed\""), Asked::Whole);
        assert_eq!(asked_range(&HeaderMap::new(), "\"a\"", 10), Asked::Whole);
    }
}
