//! What a user has set up: where their events go, and what they are signed with.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;
use toapis_webhook::{InvalidSecret, WebhookSecret, sign, sign_rotated};

use super::url::{InvalidReceiver, ReceiverUrl};

/// How long a previous secret signs beside the new one.
const OVERLAP: Duration = Duration::from_secs(24 * 60 * 60);

/// A secret that signs events. `Debug` does not show it; a snapshot holds it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret {
    text: String,
    key: WebhookSecret,
}

impl Secret {
    /// Takes a secret as it stands; surrounding white space is dropped.
    ///
    /// # Errors
    ///
    /// When it is empty or blank, or holds a control character.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidSecret> {
        let text = text.into();
        let key = WebhookSecret::new(text.as_str())?;
        Ok(Self { text: text.trim().to_owned(), key })
    }

    /// The text, to give it to a receiver.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Secret {}

impl TryFrom<String> for Secret {
    type Error = InvalidSecret;

    fn try_from(text: String) -> Result<Self, InvalidSecret> {
        Self::new(text)
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.text
    }
}

/// The webhook of one user, as set up in the console of the service (`webhooks/task-webhooks`).
///
/// ```
/// use toapis_emulator::webhooks::{Endpoint, Secret};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let url = "http://127.0.0.1:8080/hooks".parse()?;
/// let endpoint = Endpoint::new(url, Secret::new("whsec_test_0123456789abcdef01234567")?);
/// assert!(endpoint.enabled);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Where events go whose task named no `callback_url` of its own.
    pub url: ReceiverUrl,
    /// While false, no task may name a `callback_url`, and nothing is delivered.
    pub enabled: bool,
    secret: Secret,
    previous: Option<Previous>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Previous {
    secret: Secret,
    rotated_at: Duration,
}

impl Endpoint {
    /// An endpoint that is switched on.
    pub fn new(url: ReceiverUrl, secret: Secret) -> Self {
        Self { url, enabled: true, secret, previous: None }
    }

    /// The secret that signs.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Puts a new secret in place at `now` (since 1970, by the emulator's clock). The one before it signs as well for 24
    /// hours; one from before that no longer.
    pub fn rotate(&mut self, secret: Secret, now: Duration) {
        let secret = std::mem::replace(&mut self.secret, secret);
        self.previous = Some(Previous { secret, rotated_at: now });
    }

    /// The value of the signature header for a body sent at `now` that is said to be sent at `timestamp`.
    pub(super) fn signature(&self, event_id: &str, timestamp: i64, body: &[u8], now: Duration) -> String {
        let recent = |previous: &&Previous| now.saturating_sub(previous.rotated_at) < OVERLAP;
        match self.previous.as_ref().filter(recent) {
            Some(previous) => sign_rotated(&self.secret.key, &previous.secret.key, event_id, timestamp, body),
            None => sign(&self.secret.key, event_id, timestamp, body),
        }
    }
}

/// Where the event of a task goes: to its `callback_url`, else to the default, else nowhere.
pub(super) fn destination(
    endpoint: Option<&Endpoint>,
    callback_url: Option<&str>,
) -> Result<Option<ReceiverUrl>, CallbackRefusal> {
    let endpoint = endpoint.filter(|endpoint| endpoint.enabled);
    let Some(callback_url) = callback_url else { return Ok(endpoint.map(|endpoint| endpoint.url.clone())) };
    let default = &endpoint.ok_or(CallbackRefusal::NotConfigured)?.url;
    let url: ReceiverUrl = callback_url.parse()?;
    if !url.same_origin(default) {
        let (callback, default) = (url.authority(), default.authority());
        return Err(CallbackRefusal::OtherOrigin { callback, default });
    }
    Ok(Some(url))
}

/// Why a create with a `callback_url` is refused with 400. No task is made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum CallbackRefusal {
    /// The user has no endpoint, or switched it off.
    #[error("webhook_not_configured")]
    NotConfigured,
    /// It is no URL that the emulator delivers to.
    #[error("callback_url: {0}")]
    Invalid(#[from] InvalidReceiver),
    /// It leads to another place than the default URL.
    #[error(
        "callback_url goes to {callback}, the default URL of the webhook to {default}; scheme, host and port must be the same"
    )]
    OtherOrigin {
        /// Host and port of the `callback_url`.
        callback: String,
        /// Host and port of the default.
        default: String,
    },
}

impl CallbackRefusal {
    /// 400 for all of them.
    pub(crate) const STATUS: u16 = 400;

    /// The body. The one of `webhook_not_configured` is documented; for the others, which are not, it is that of a wrong
    /// field.
    pub(crate) fn body(&self) -> Value {
        let message = self.to_string();
        match self {
            Self::NotConfigured => json!({"error": {"code": message, "message": message}}),
            Self::Invalid(_) | Self::OtherOrigin { .. } => json!({"error": {
                "code": "invalid_request", "message": message, "type": "invalid_request_error", "param": "callback_url",
            }}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(secret: &str) -> Endpoint {
        Endpoint::new("http://127.0.0.1:8080/hooks".parse().unwrap(), Secret::new(secret).unwrap())
    }

    #[test]
    fn w01_the_published_vectors() {
        let endpoint = endpoint("whsec_test_0123456789abcdef01234567");
        for (body, hex) in [
            (
                &br#"{"id":"evt_01abcdef","type":"generation.completed"}"#[..],
                "258988b0b76ee13b218de0df8f07c0b2069d3b6527b34fc0bbbf7f3052a374bc",
            ),
            (b"", "517f36821df6ce5be1355624e51dfcafe33a5aabd66b67f39ed07dc34555065b"),
            (b"\xff\xfe\x00", "4a7d0b4f094fab509b12ac9954a02a781e5b037628fb4b271e1468e5563a9c00"),
        ] {
            let signature = endpoint.signature("evt_01abcdef", 1_783_953_302, body, Duration::ZERO);
            assert_eq!(signature, format!("v1={hex}"));
        }
    }

    #[test]
    fn w20_both_secrets_sign_for_24_hours_and_not_a_nanosecond_longer() {
        let body = concat!(
            r#"{"id":"evt_00test01","type":"generation.completed","api_version":"v1","created_at":1750000400,"#,
            r#""data":{"task_id":"tsk_00test01","client_business_id":"job-2207","task_type":"image","#,
            r#""model":"model-name","status":"SUCCESS","progress":"100%","result":{"type":"image","#,
            r#""data":[{"url":"https://files.example.com/result.png"}]},"error":null,"#,
            r#""submitted_at":1750000000,"finished_at":1750000399}}"#,
        )
        .as_bytes();
        let new = "v1=6a8c4ba74e58bcbc0123f65ad36c1e2773b916cd277252dacd043998cfc4b955";
        let old = "v1=3f7c6d9783f7c0b6ccf8f75ecbcfd9d69ec48e0d1d449bd929c2cc17e064c71a";
        let mut endpoint = endpoint("test-secret-previous-0123456789a");
        let at = |endpoint: &Endpoint, now| endpoint.signature("evt_00test01", 1_750_000_400, body, now);
        let rotated = Duration::from_secs(1_750_000_000);
        assert_eq!(at(&endpoint, rotated), old);
        endpoint.rotate(Secret::new("test-secret-0123456789abcdef0123").unwrap(), rotated);
        let day = Duration::from_secs(86_400);
        assert_eq!(at(&endpoint, rotated), format!("{new},{old}"));
        assert_eq!(at(&endpoint, rotated + Duration::from_nanos(86_399_999_999_999)), format!("{new},{old}"));
        assert_eq!(at(&endpoint, rotated + day), new);
        // A second rotation drops the oldest at once.
        endpoint.rotate(Secret::new("third").unwrap(), rotated);
        assert!(at(&endpoint, rotated).ends_with(new) && !at(&endpoint, rotated).contains(old));
    }

    #[test]
    fn a_callback_url_may_differ_in_path_and_query_only() {
        let endpoint = endpoint("s");
        let to = |callback_url| destination(Some(&endpoint), callback_url);
        assert_eq!(to(None), Ok(Some(endpoint.url.clone())));
        assert_eq!(to(Some("http://127.0.0.1:8080/b?c=d")).unwrap().unwrap().target(), "/b?c=d");
        assert_eq!(
            to(Some("http://127.0.0.1:8081/hooks")).unwrap_err().body(),
            json!({"error": {
                "code": "invalid_request", "type": "invalid_request_error", "param": "callback_url",
                "message": "callback_url goes to 127.0.0.1:8081, the default URL of the webhook to 127.0.0.1:8080; \
                            scheme, host and port must be the same",
            }})
        );
        for odd in ["", "https://127.0.0.1:8080/hooks", "http://example.com:8080/hooks"] {
            assert!(matches!(to(Some(odd)), Err(CallbackRefusal::Invalid(_))), "{odd}");
        }
    }

    #[test]
    fn without_an_enabled_endpoint_a_callback_url_is_refused_as_documented() {
        let mut disabled = endpoint("s");
        disabled.enabled = false;
        for endpoint in [None, Some(&disabled)] {
            assert_eq!(destination(endpoint, None), Ok(None));
            // Also where the URL itself is wrong: that is looked at later.
            for callback_url in ["http://127.0.0.1:8080/hooks", "https://example.com/"] {
                let refusal = destination(endpoint, Some(callback_url)).unwrap_err();
                assert_eq!(
                    refusal.body(),
                    json!({"error": {"code": "webhook_not_configured", "message": "webhook_not_configured"}})
                );
            }
        }
    }

    #[test]
    fn w19_secrets_are_checked_and_kept_out_of_debug() {
        assert_eq!(Secret::new(" \n").unwrap_err(), InvalidSecret::Empty);
        assert!(Secret::new("a\nb").is_err());
        let secret = Secret::new(" canary\n").unwrap();
        assert_eq!(secret.expose(), "canary");
        let endpoint = Endpoint::new("http://[::1]/".parse().unwrap(), secret);
        assert!(!format!("{endpoint:?}").contains("canary"));
        let text = serde_json::to_string(&endpoint).unwrap();
        assert_eq!(serde_json::from_str::<Endpoint>(&text).unwrap(), endpoint);
        assert!(serde_json::from_str::<Endpoint>(&text.replace("canary", "")).is_err());
    }
}
