//! The API key: a secret that only ever becomes one header value.

use bytes::Bytes;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// An API key. Its text is wiped from memory on drop, and no `Debug`, `Display` or serialisation shows it.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Wraps a key; surrounding white space, such as the line end of a key file, is dropped.
    ///
    /// # Errors
    ///
    /// When it is empty, or holds a character that cannot stand in a header.
    pub fn new(key: impl Into<String>) -> Result<Self, InvalidKey> {
        let key = SecretString::from(key.into());
        let trimmed = key.expose_secret().trim();
        if trimmed.is_empty() {
            return Err(InvalidKey::Empty);
        }
        if trimmed.to_ascii_lowercase().starts_with("bearer ") {
            return Err(InvalidKey::HasBearer);
        }
        if !trimmed.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidKey::Character);
        }
        Ok(Self(SecretString::from(trimmed)))
    }

    /// The value of the `Authorization` header, marked sensitive, so that it is neither printed nor indexed by HTTP/2.
    pub(crate) fn header(&self) -> HeaderValue {
        let text = format!("Bearer {}", self.0.expose_secret());
        // The constructor admits visible ASCII only, which every header value may hold.
        let mut value = HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        value.set_sensitive(true);
        value
    }

    /// An answer without this key, should the service repeat it in a message. Answers of more than 1 MiB are pictures.
    pub(crate) fn redacted(&self, answer: Bytes) -> Bytes {
        const REDACTED: &[u8] = b"[redacted]";
        let key = self.0.expose_secret().as_bytes();
        let is_at = |at: usize| answer.get(at..at + key.len()) == Some(key);
        if answer.len() > 1 << 20 || !(0..answer.len()).any(is_at) {
            return answer;
        }
        let (mut redacted, mut at) = (Vec::with_capacity(answer.len()), 0);
        while let Some(byte) = answer.get(at) {
            if is_at(at) {
                redacted.extend_from_slice(REDACTED);
                at += key.len();
            } else {
                redacted.push(*byte);
                at += 1;
            }
        }
        redacted.into()
    }
}

/// Why a text cannot be a key. None of the messages repeats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidKey {
    /// Nothing, or white space only.
    #[error("the API key is empty")]
    Empty,
    /// The word `Bearer` belongs to the header, not to the key.
    #[error("the API key starts with \"Bearer\": give the key alone")]
    HasBearer,
    /// White space, a control character or something outside of ASCII.
    #[error("the API key holds a character that no key has (white space, a control character or not ASCII)")]
    Character,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s01_a_key_never_shows() {
        let key = ApiKey::new("sk-canary-1234\n").unwrap();
        assert!(!format!("{key:?}").contains("canary"));
        assert!(key.header().is_sensitive());
        assert_eq!(key.header(), "Bearer sk-canary-1234");
        assert!(!format!("{:?}", key.header()).contains("canary"));
    }

    #[test]
    fn keys_that_cannot_work_are_refused_without_being_repeated() {
        for (text, why) in [
            (" \n", InvalidKey::Empty),
            ("Bearer sk-x", InvalidKey::HasBearer),
            ("sk-\u{7}x", InvalidKey::Character),
            ("sk x", InvalidKey::Character),
            ("ключ", InvalidKey::Character),
        ] {
            let error = ApiKey::new(text).unwrap_err();
            assert_eq!(error, why);
        }
    }
}
