//! The three headers that prove a delivery, and the strict reading of them.

use std::fmt;

use crate::VerifyError;

/// The header with the event's id, the same on every delivery of it. In lower case, as HTTP/2 and the `http` crate
/// want it; header names have no case.
pub const ID_HEADER: &str = "x-toapis-webhook-id";
/// The header with the time of this delivery attempt, in Unix seconds.
pub const TIMESTAMP_HEADER: &str = "x-toapis-webhook-timestamp";
/// The header with the signatures: `v1=<hex>`, and for 24 hours after a rotation a second one behind a comma.
pub const SIGNATURE_HEADER: &str = "x-toapis-webhook-signature";

/// The most entries that a signature header may have: 16.
///
/// The service sends one or two. The limit bounds what an unproven request can make a receiver compare.
pub const MAX_SIGNATURES: usize = 16;

/// The values of the three signature headers, borrowed and unproven (`webhooks/task-webhooks`).
///
/// They are kept as bytes, because a header may hold any. None of them is judged before
/// [`Verifier::verify`](crate::Verifier::verify), and there is no way to read them from here: what a header says is
/// given out once the signature covers it.
#[derive(Clone, Copy)]
pub struct SignatureHeaders<'a> {
    id: &'a [u8],
    timestamp: &'a [u8],
    signature: &'a [u8],
}

impl<'a> SignatureHeaders<'a> {
    /// The three values as they came, unpadded: nothing is trimmed from the id and the timestamp.
    ///
    /// Prefer [`from_headers`](Self::from_headers), which also notices a repeated header.
    pub fn new(
        id: &'a (impl AsRef<[u8]> + ?Sized),
        timestamp: &'a (impl AsRef<[u8]> + ?Sized),
        signature: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Self {
        Self { id: id.as_ref(), timestamp: timestamp.as_ref(), signature: signature.as_ref() }
    }

    /// Picks the three out of all headers of a request, whatever the case of their names.
    ///
    /// Takes any iterator of names and values that can be seen as bytes: pairs of strings, of byte slices, or a
    /// `&http::HeaderMap` as it is.
    ///
    /// # Errors
    ///
    /// [`MissingHeader`](VerifyError::MissingHeader) or [`RepeatedHeader`](VerifyError::RepeatedHeader).
    pub fn from_headers<N, V>(headers: impl IntoIterator<Item = (N, &'a V)>) -> Result<Self, VerifyError>
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]> + ?Sized + 'a,
    {
        let mut slots = [(ID_HEADER, None), (TIMESTAMP_HEADER, None), (SIGNATURE_HEADER, None)];
        for (name, value) in headers {
            let name = name.as_ref();
            let slot = slots.iter_mut().find(|(wanted, _)| name.eq_ignore_ascii_case(wanted.as_bytes()));
            if let Some((wanted, slot)) = slot
                && slot.replace(value.as_ref()).is_some()
            {
                return Err(VerifyError::RepeatedHeader(wanted));
            }
        }
        let [id, timestamp, signature] =
            slots.map(|(wanted, slot)| slot.ok_or(VerifyError::MissingHeader(wanted)));
        Ok(Self { id: id?, timestamp: timestamp?, signature: signature? })
    }

    pub(crate) fn read(&self) -> Result<Claims<'a>, VerifyError> {
        Ok(Claims {
            id: read_id(self.id).ok_or(VerifyError::MalformedId)?,
            timestamp: read_timestamp(self.timestamp).ok_or(VerifyError::MalformedTimestamp)?,
            signatures: read_signatures(self.signature)?,
        })
    }
}

impl fmt::Debug for SignatureHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever has the signature can send the delivery again while it is fresh.
        f.debug_struct("SignatureHeaders")
            .field("id", &self.id.escape_ascii().to_string())
            .field("timestamp", &self.timestamp.escape_ascii().to_string())
            .field("signature", &"[redacted]")
            .finish()
    }
}

/// What the headers claim, well-formed but unproven.
pub(crate) struct Claims<'a> {
    pub(crate) id: &'a str,
    pub(crate) timestamp: i64,
    /// At least one, at most [`MAX_SIGNATURES`].
    pub(crate) signatures: Vec<[u8; 32]>,
}

/// An id that can stand before the delimiter of the signed text without being mistaken for more than an id.
fn read_id(value: &[u8]) -> Option<&str> {
    // The signed text is `id.timestamp.body`, and the timestamp has no dot. With none in the id either, a signed text is
    // cut in one way only. The ids of the service (`evt_…`) have none.
    let allowed = |byte: &u8| byte.is_ascii_graphic() && *byte != b'.';
    (!value.is_empty() && value.len() <= MAX_ID && value.iter().all(allowed))
        .then(|| str::from_utf8(value).ok())
        .flatten()
}

/// Seconds in the one spelling that a number has, so that printing it again gives the bytes that were signed.
fn read_timestamp(value: &[u8]) -> Option<i64> {
    let canonical = value.iter().all(u8::is_ascii_digit) && !value.starts_with(b"0");
    canonical.then(|| str::from_utf8(value).ok()?.parse().ok()).flatten()
}

/// The well-formed `v1` entries. Others are passed over: a scheme of the future may stand beside the one known here.
fn read_signatures(value: &[u8]) -> Result<Vec<[u8; 32]>, VerifyError> {
    if value.len() > MAX_SIGNATURE_HEADER {
        return Err(VerifyError::HeaderTooLong(SIGNATURE_HEADER));
    }
    let mut signatures = Vec::new();
    for (position, entry) in value.split(|byte| *byte == b',').enumerate() {
        if position == MAX_SIGNATURES {
            return Err(VerifyError::TooManySignatures);
        }
        signatures.extend(read_signature(entry.trim_ascii()));
    }
    if signatures.is_empty() {
        return Err(VerifyError::MalformedSignature);
    }
    Ok(signatures)
}

fn read_signature(entry: &[u8]) -> Option<[u8; 32]> {
    let digits = entry.strip_prefix(b"v1=")?;
    // The service writes lowercase; one spelling per signature leaves a forger nothing to vary.
    if digits.iter().any(u8::is_ascii_uppercase) {
        return None;
    }
    let mut signature = [0; 32];
    hex::decode_to_slice(digits, &mut signature).ok()?;
    Some(signature)
}

/// The longest signature header taken: nearly twice what [`MAX_SIGNATURES`] entries of the known scheme have.
const MAX_SIGNATURE_HEADER: usize = 2048;

/// The longest event id taken. The service does not document one; its examples have 12 characters.
const MAX_ID: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_whatever_their_case_and_type() {
        let pairs = [
            ("HOST", "h"),
            ("X-ToAPIs-Webhook-ID", "i"),
            (TIMESTAMP_HEADER, "1"),
            ("X-TOAPIS-WEBHOOK-SIGNATURE", "s"),
        ];
        let headers = SignatureHeaders::from_headers(pairs).unwrap();
        assert_eq!((headers.id, headers.timestamp, headers.signature), (&b"i"[..], &b"1"[..], &b"s"[..]));

        let owned = pairs.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()));
        assert!(SignatureHeaders::from_headers(owned.iter().map(|(name, value)| (name, value))).is_ok());

        let map: http::HeaderMap = pairs
            .into_iter()
            .map(|(name, value)| {
                (name.parse::<http::HeaderName>().unwrap(), http::HeaderValue::from_static(value))
            })
            .collect();
        assert!(SignatureHeaders::from_headers(&map).is_ok());
        // The constants have the spelling that this constructor insists on.
        assert!(map.contains_key(http::HeaderName::from_static(ID_HEADER)));
    }

    #[test]
    fn w03_each_header_can_be_missing_and_none_may_be_repeated() {
        let all = [(ID_HEADER, "i"), (TIMESTAMP_HEADER, "1"), (SIGNATURE_HEADER, "s")];
        for (name, _) in all {
            let without = all.into_iter().filter(|(other, _)| *other != name);
            let error = SignatureHeaders::from_headers(without).unwrap_err();
            assert_eq!((error.status(), error), (400, VerifyError::MissingHeader(name)));

            // The same value twice, or in other letters, is still twice.
            let shouted = name.to_ascii_uppercase();
            for value in ["i", "other"] {
                let twice = all.into_iter().chain([(shouted.as_str(), value)]);
                let error = SignatureHeaders::from_headers(twice).unwrap_err();
                assert_eq!((error.status(), error), (400, VerifyError::RepeatedHeader(name)));
            }
        }
    }

    #[test]
    fn w09_a_timestamp_has_one_spelling() {
        let refused = [
            "",
            "0",
            "-1",
            "+1783953302",
            " 1783953302",
            "1783953302 ",
            "01783953302",
            "1783953302.0",
            "1783953302.",
            "1_783",
            "1e9",
            "0x6",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999",
            "\u{661}",
        ];
        for text in refused {
            assert_eq!(read_timestamp(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(read_timestamp(b"1783953302"), Some(1_783_953_302));
        assert_eq!(read_timestamp(b"9223372036854775807"), Some(i64::MAX));
    }

    #[test]
    fn w11_an_id_holds_nothing_that_delimits() {
        for id in
            [&b""[..], b"a.1", b".", b"evt 1", b"evt_1\n", b"\x7f", b"evt_\xc3\xa9", &[b'a'; MAX_ID + 1]]
        {
            assert_eq!(read_id(id), None, "{}", id.escape_ascii());
        }
        assert_eq!(read_id(b"evt_01abcdef"), Some("evt_01abcdef"));
        assert!(read_id(&[b'a'; MAX_ID]).is_some());
    }

    #[test]
    fn w29_the_signature_is_not_printed() {
        let headers = SignatureHeaders::new(&b"evt_\xff"[..], b"1", b"v1=c0ffee");
        let text = format!("{headers:?}");
        assert!(text.contains("evt_") && !text.contains("c0ffee"), "{text}");
    }
}
