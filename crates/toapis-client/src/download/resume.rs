//! Going on where a broken body ended: only at the right place of the same file.

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED};

/// What tells one version of a file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Validator {
    /// A strong entity tag.
    Tag(HeaderValue),
    /// When the file was changed last, where there is no tag.
    Date(HeaderValue),
}

impl Validator {
    /// The best one of an answer. A weak tag is none: two files with the same one may differ in their bytes.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        match headers.get(ETAG) {
            Some(tag) => tag.as_bytes().starts_with(b"\"").then(|| Self::Tag(tag.clone())),
            None => headers.get(LAST_MODIFIED).cloned().map(Self::Date),
        }
    }

    /// The value for `If-Range`.
    pub(crate) fn header(&self) -> HeaderValue {
        let (Self::Tag(value) | Self::Date(value)) = self;
        value.clone()
    }
}

/// What an answer to a request for the rest of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// The bytes from where the file ends by now; how many they are, and how long the whole file is.
    Follows { length: u64, total: Option<u64> },
    /// There is no further byte: the file is whole.
    Complete,
    /// Other bytes, or those of another file.
    Other,
}

/// Judges a 206 or 416 to a request for everything from byte `at` on, of the file with this validator.
pub(crate) fn judge_rest(
    status: u16,
    headers: &HeaderMap,
    at: u64,
    validator: &Validator,
    known_total: Option<u64>,
) -> Rest {
    let Some(range) = headers.get(CONTENT_RANGE).and_then(|value| value.to_str().ok()).and_then(parse_range)
    else {
        return Rest::Other;
    };
    let is_same_length = match (known_total, range.total) {
        (Some(known), Some(total)) => known == total,
        _ => true,
    };
    if !is_same_length {
        return Rest::Other;
    }
    match (status, range.bytes) {
        (206, Some((first, last))) => {
            // A server that answers with a part must say again which file it is a part of.
            let is_same_file = Validator::of(headers).as_ref() == Some(validator);
            let is_sound = range.total.is_none_or(|total| last < total);
            match (last.checked_sub(first), first == at && is_same_file && is_sound) {
                (Some(distance), true) => {
                    Rest::Follows { length: distance.saturating_add(1), total: range.total.or(known_total) }
                }
                _ => Rest::Other,
            }
        }
        (416, None) => {
            let is_another = Validator::of(headers).is_some_and(|other| other != *validator);
            if range.total == Some(at) && !is_another { Rest::Complete } else { Rest::Other }
        }
        _ => Rest::Other,
    }
}

/// The announced length of a body.
pub(crate) fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// The length of the whole file, as an answer with a part of it says.
pub(crate) fn whole_length(headers: &HeaderMap) -> Option<u64> {
    parse_range(headers.get(CONTENT_RANGE)?.to_str().ok()?)?.total
}

struct ContentRange {
    bytes: Option<(u64, u64)>,
    total: Option<u64>,
}

/// `bytes 4-9/10`, `bytes 4-9/*` or `bytes */10`.
fn parse_range(text: &str) -> Option<ContentRange> {
    let (bytes, total) = text.trim().strip_prefix("bytes ")?.trim().split_once('/')?;
    let number = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain { text.parse::<u64>().ok() } else { None }
    };
    let total = if total == "*" { None } else { Some(number(total)?) };
    let bytes = match bytes {
        "*" => None,
        bytes => {
            let (first, last) = bytes.split_once('-')?;
            Some((number(first)?, number(last)?))
        }
    };
    Some(ContentRange { bytes, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn rest(status: u16, range: &str, tag: &str) -> Rest {
        let validator = Validator::Tag(HeaderValue::from_static("\"a\""));
        let mut all = headers(&[("content-range", range)]);
        if !tag.is_empty() {
            all.insert(ETAG, tag.parse().unwrap());
        }
        judge_rest(status, &all, 4, &validator, Some(10))
    }

    #[test]
    fn d07_only_the_right_bytes_of_the_same_file_follow() {
        assert_eq!(rest(206, "bytes 4-9/10", "\"a\""), Rest::Follows { length: 6, total: Some(10) });
        assert_eq!(rest(206, "bytes 4-6/*", "\"a\""), Rest::Follows { length: 3, total: Some(10) });
        for (range, tag) in [
            ("bytes 3-9/10", "\"a\""),
            ("bytes 5-9/10", "\"a\""),
            ("bytes 0-9/10", "\"a\""),
            ("bytes 4-9/11", "\"a\""),
            ("bytes 4-10/10", "\"a\""),
            ("bytes 4-3/10", "\"a\""),
            ("bytes 4-9/10", "\"b\""),
            ("bytes 4-9/10", "W/\"a\""),
            ("bytes 4-9/10", ""),
            ("bytes */10", "\"a\""),
            ("bytes +4-9/10", "\"a\""),
            ("bytes 4-9", "\"a\""),
            ("items 4-9/10", "\"a\""),
            ("bytes 4-99999999999999999999/10", "\"a\""),
            ("", "\"a\""),
        ] {
            assert_eq!(rest(206, range, tag), Rest::Other, "{range} {tag}");
        }
    }

    #[test]
    fn d07_nothing_follows_a_file_that_is_as_long_as_it_is_known_to_be() {
        let validator = Validator::Tag(HeaderValue::from_static("\"a\""));
        let judge =
            |pairs: &[(&'static str, &str)], total| judge_rest(416, &headers(pairs), 4, &validator, total);
        assert_eq!(judge(&[("content-range", "bytes */4")], None), Rest::Complete);
        assert_eq!(judge(&[("content-range", "bytes */4"), ("etag", "\"b\"")], None), Rest::Other);
        assert_eq!(judge(&[("content-range", "bytes */3")], None), Rest::Other);
        assert_eq!(judge(&[("content-range", "bytes */*")], None), Rest::Other);
        assert_eq!(judge(&[], None), Rest::Other);
        assert_eq!(judge(&[("content-range", "bytes */4")], Some(10)), Rest::Other);
    }

    #[test]
    fn d07_a_weak_tag_tells_nothing() {
        assert_eq!(Validator::of(&headers(&[("etag", "W/\"a\""), ("last-modified", "x")])), None);
        assert_eq!(Validator::of(&headers(&[("last-modified", "x")])).unwrap().header(), "x");
        assert_eq!(
            Validator::of(&headers(&[("etag", "\"a\""), ("last-modified", "x")])).unwrap().header(),
            "\"a\""
        );
        assert_eq!(Validator::of(&headers(&[])), None);
    }
}
