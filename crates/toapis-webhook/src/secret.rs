//! The secret that a webhook is signed with.

use std::fmt;
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// The secret of a token's webhook, shown once in the console (`webhooks/task-webhooks`).
///
/// Its UTF-8 bytes are the key as they stand; nothing is decoded from hex or base64. `Debug` does not show it, nothing
/// displays or serialises it, and its text is wiped from memory on drop. What is *not* wiped is the state of a hash
/// that was keyed with it, on the stack of a call that ended.
#[derive(Clone)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// Wraps a secret; surrounding white space, such as the line end of a secret's file, is dropped.
    ///
    /// # Errors
    ///
    /// When it is empty or blank, or holds a control character: the secret of the service has none, and a line break
    /// in the middle usually means that two secrets were read as one.
    pub fn new(secret: impl Into<SecretString>) -> Result<Self, InvalidSecret> {
        let secret = secret.into();
        let trimmed = secret.expose_secret().trim();
        if trimmed.is_empty() {
            return Err(InvalidSecret::Empty);
        }
        if trimmed.chars().any(char::is_control) {
            return Err(InvalidSecret::ControlCharacter);
        }
        Ok(Self(SecretString::from(trimmed)))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret([redacted])")
    }
}

impl FromStr for WebhookSecret {
    type Err = InvalidSecret;

    fn from_str(secret: &str) -> Result<Self, InvalidSecret> {
        Self::new(secret)
    }
}

impl TryFrom<&str> for WebhookSecret {
    type Error = InvalidSecret;

    fn try_from(secret: &str) -> Result<Self, InvalidSecret> {
        Self::new(secret)
    }
}

impl TryFrom<String> for WebhookSecret {
    type Error = InvalidSecret;

    fn try_from(secret: String) -> Result<Self, InvalidSecret> {
        Self::new(secret)
    }
}

impl TryFrom<SecretString> for WebhookSecret {
    type Error = InvalidSecret;

    fn try_from(secret: SecretString) -> Result<Self, InvalidSecret> {
        Self::new(secret)
    }
}

/// Why there is no secret to verify with. None of the messages repeats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidSecret {
    /// Nothing, or white space only. A key of no bytes would make a signature that anyone can compute.
    #[error("the webhook secret is empty")]
    Empty,
    /// A line break, a zero byte or the like inside of it.
    #[error("the webhook secret holds a control character, such as a line break")]
    ControlCharacter,
    /// A list of secrets without any.
    #[error("the list of webhook secrets is empty")]
    NoSecrets,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w19_empty_and_blank_secrets_are_refused() {
        for text in ["", " ", "\t\r\n", "\u{a0}\u{3000}"] {
            assert_eq!(WebhookSecret::new(text).unwrap_err(), InvalidSecret::Empty, "{text:?}");
            assert_eq!(text.parse::<WebhookSecret>().unwrap_err(), InvalidSecret::Empty, "{text:?}");
            assert_eq!(
                WebhookSecret::try_from(text.to_owned()).unwrap_err(),
                InvalidSecret::Empty,
                "{text:?}"
            );
        }
    }

    #[test]
    fn white_space_around_a_secret_is_not_part_of_it() {
        assert_eq!(WebhookSecret::new(" whsec_a \r\n").unwrap().as_bytes(), b"whsec_a");
        assert_eq!(WebhookSecret::new("whsec_a\nwhsec_b").unwrap_err(), InvalidSecret::ControlCharacter);
        assert_eq!(WebhookSecret::new("鍵 ключ").unwrap().as_bytes(), "鍵 ключ".as_bytes());
    }

    #[test]
    fn w29_a_secret_never_shows() {
        let secret = WebhookSecret::new("canary-1234").unwrap();
        assert!(!format!("{secret:?} {secret:#?}").contains("canary"));
        let refused = WebhookSecret::new("canary\u{0}1234").unwrap_err();
        assert!(!format!("{refused:?} {refused}").contains("canary"));
    }
}
