//! The API key: a secret that only ever becomes one header value.

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderValue;
use memchr::memchr3_iter;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use thiserror::Error;
use toapis_types::{ApiError, TaskHandle, TaskId};

/// An API key. Its text is wiped from memory on drop, and no `Debug`, `Display` or serialisation shows it.
#[derive(Clone, Debug)]
pub struct ApiKey {
    secret: SecretString,
    /// Marked sensitive. Its clones share one text, which is wiped with the last of them.
    header: HeaderValue,
}

impl ApiKey {
    /// Wraps a key; surrounding white space, such as the line end of a key file, is dropped.
    ///
    /// # Errors
    ///
    /// When it is empty, or holds a character that cannot stand in a header.
    pub fn new(key: impl Into<String>) -> Result<Self, InvalidKey> {
        Self::from_secret(&SecretString::from(key.into()))
    }

    /// The same without a copy that is not wiped.
    pub(crate) fn from_secret(key: &SecretString) -> Result<Self, InvalidKey> {
        const HEADER_WORD: &str = "bearer ";
        let trimmed = key.expose_secret().trim();
        if trimmed.is_empty() {
            return Err(InvalidKey::Empty);
        }
        let first_word = trimmed.get(..HEADER_WORD.len());
        if first_word.is_some_and(|word| word.eq_ignore_ascii_case(HEADER_WORD)) {
            return Err(InvalidKey::HasBearer);
        }
        if !trimmed.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidKey::Character);
        }
        let text = HeaderText(Zeroizing::new(["Bearer ", trimmed].concat()));
        let mut header =
            HeaderValue::from_maybe_shared(Bytes::from_owner(text)).map_err(|_| InvalidKey::Character)?;
        header.set_sensitive(true);
        Ok(Self { secret: SecretString::from(trimmed), header })
    }

    /// The value of the `Authorization` header, marked sensitive, so that it is neither printed nor indexed by HTTP/2.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    /// A text of the service without this key, should it repeat it: as it is, in any letter case, or with escapes of JSON.
    ///
    /// At the end of a text that was cut (`…`), the beginning of the key is taken out as well. A key of fewer than eight
    /// characters is no secret and may stand in any text by chance, so it is left where it is.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let key = self.secret.expose_secret().as_bytes();
        if key.len() < MIN_REDACTED {
            return Cow::Borrowed(text);
        }
        let (mut redacted, mut copied, mut at) = (String::new(), 0, 0);
        let bytes = text.as_bytes();
        while at < bytes.len() {
            // A match is all ASCII, so that it begins and ends between two characters.
            let Some(length) = spelled(&bytes[at..], key) else {
                // What a run of backslashes does not begin, no part of it does: each byte is looked at once.
                at += backslashes(&bytes[at..]).max(1);
                continue;
            };
            redacted.push_str(&text[copied..at]);
            redacted.push_str(REDACTED);
            at += length;
            copied = at;
        }
        let rest = &text[copied..];
        let whole = rest.strip_suffix('…').and_then(|rest| without_beginning_of(key, rest));
        match whole {
            None if copied == 0 => Cow::Borrowed(text),
            None => Cow::Owned(redacted + rest),
            Some(rest) => Cow::Owned(redacted + rest + REDACTED + "…"),
        }
    }

    /// Whether a body can hold this key in any spelling that [`redact`](Self::redact) knows. A `true` may be wrong, a `false`
    /// is not.
    pub(crate) fn may_be_in(&self, body: &[u8]) -> bool {
        let key = self.secret.expose_secret().as_bytes();
        let Some(start) = key.first_chunk::<MIN_REDACTED>() else { return false };
        // One letter of the beginning is looked for, and where it stands, all of them. Best is one that texts seldom have.
        let at = start.iter().position(|letter| !letter.is_ascii_alphanumeric()).unwrap_or(MIN_REDACTED - 1);
        let (upper, lower) = (start[at].to_ascii_uppercase(), start[at].to_ascii_lowercase());
        memchr3_iter(b'\\', upper, lower, body).any(|found| {
            let text = found.checked_sub(at).and_then(|from| body.get(from..)?.first_chunk::<MIN_REDACTED>());
            body[found] == b'\\' || text.is_some_and(|text| text.eq_ignore_ascii_case(start))
        })
    }

    /// Whether a text holds this key.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.may_be_in(text.as_bytes()) && matches!(self.redact(text), Cow::Owned(_))
    }

    /// A handle for waits, whose errors name its id: one whose id is this key, by mistake, finds nothing and shows nothing.
    pub(crate) fn guard(&self, mut handle: TaskHandle) -> TaskHandle {
        if self.is_in(handle.id.as_str()) {
            handle.id = TaskId::new(REDACTED).unwrap_or(handle.id);
        }
        handle
    }

    /// Whether a key was taken out of this text.
    pub(crate) fn was_in(text: &str) -> bool {
        text.contains(REDACTED)
    }

    /// A JSON value without this key, names of fields included.
    pub(crate) fn redact_json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => match self.redact(&text) {
                Cow::Borrowed(_) => Value::String(text),
                Cow::Owned(redacted) => Value::String(redacted),
            },
            Value::Array(values) => values.into_iter().map(|value| self.redact_json(value)).collect(),
            Value::Object(fields) => {
                let redact = |(name, value): (String, Value)| {
                    (self.redact(&name).into_owned(), self.redact_json(value))
                };
                Value::Object(fields.into_iter().map(redact).collect::<Map<_, _>>())
            }
            other => other,
        }
    }

    /// An error of the service without this key. It is looked for once more than in the JSON around it, because a message
    /// may be JSON itself.
    pub(crate) fn redact_error(&self, mut error: ApiError) -> ApiError {
        let texts = [&mut error.code, &mut error.message, &mut error.kind, &mut error.param];
        for text in texts.into_iter().flatten().chain(&mut error.outer_codes) {
            if let Cow::Owned(redacted) = self.redact(text) {
                *text = redacted;
            }
        }
        error
    }
}

/// The text of a header, which is wiped on drop.
struct HeaderText(Zeroizing<String>);

impl AsRef<[u8]> for HeaderText {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
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

/// The shortest key that is taken out of texts, in characters.
const MIN_REDACTED: usize = 8;

/// What stands in the place of a key.
const REDACTED: &str = "[redacted]";

/// How many bytes at the beginning of `text` spell `word`, each letter as it is or as an escape of JSON.
fn spelled(text: &[u8], word: &[u8]) -> Option<usize> {
    word.iter().try_fold(0, |at, letter| {
        let rest = &text[at..];
        let is_plain = rest.first()?.eq_ignore_ascii_case(letter);
        Some(at + if is_plain { 1 } else { escaped(rest, *letter)? })
    })
}

/// The length of an escape of this letter: `\u002d` or `\/`. JSON inside of JSON has more than one backslash.
fn escaped(text: &[u8], letter: u8) -> Option<usize> {
    let before = backslashes(text);
    let rest = text.get(before..).filter(|_| before > 0)?;
    if rest.first() == Some(&letter) && !letter.is_ascii_alphanumeric() {
        return Some(before + 1);
    }
    let digits = std::str::from_utf8(rest.strip_prefix(b"u00")?.get(..2)?).ok()?;
    let is_letter = u8::from_str_radix(digits, 16).ok()?.eq_ignore_ascii_case(&letter);
    is_letter.then_some(before + "u0000".len())
}

fn backslashes(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b'\\').count()
}

/// The text without the beginning of the key that it ends in, if that is long enough to matter.
fn without_beginning_of<'a>(key: &[u8], text: &'a str) -> Option<&'a str> {
    const MIN_BEGINNING: usize = 5;
    (MIN_BEGINNING..key.len()).rev().find_map(|length| {
        let start = text.len().checked_sub(length)?;
        text.as_bytes()[start..].eq_ignore_ascii_case(&key[..length]).then(|| &text[..start])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s12_the_key_is_held_by_a_type_that_wipes_itself() {
        fn wiped<T: secrecy::zeroize::ZeroizeOnDrop>(_: &T) {}
        let ApiKey { secret, header } = ApiKey::new("sk-canary-0123456789").unwrap();
        wiped(&secret);
        // The text of the header is in a buffer that is wiped too, and shared rather than copied.
        let HeaderText(text) = HeaderText(Zeroizing::new(String::new()));
        wiped(&text);
        assert_eq!(header.clone().as_bytes().as_ptr(), header.as_bytes().as_ptr());
    }

    #[test]
    fn s01_a_key_never_shows() {
        let key = ApiKey::new("sk-canary-1234\n").unwrap();
        assert!(!format!("{key:?}").contains("canary"));
        assert!(key.header().is_sensitive());
        assert_eq!(key.header(), "Bearer sk-canary-1234");
        assert!(!format!("{:?}", key.header()).contains("canary"));
    }

    #[test]
    fn s01_what_is_redacted_is_noticed_before() {
        let key = ApiKey::new("sk-canary-1234").unwrap();
        for body in [
            "sk-canary-1234",
            "x SK-Canary-1234 y",
            r"s\u006b-canary-1234",
            r"sk\-canary-1234",
            r"sk-canary-123\u0034",
        ] {
            assert!(matches!(key.redact(body), Cow::Owned(_)), "{body}");
            assert!(key.may_be_in(body.as_bytes()), "{body}");
        }
        for body in ["", "tsk_img_1", "sk-canar", r#"{"id":"tsk_1"}"#] {
            assert!(matches!(key.redact(body), Cow::Borrowed(_)), "{body}");
        }
        assert!(!key.may_be_in(br#"{"id":"tsk_1","model":"sk-cana"}"#));
        assert!(!ApiKey::new("short").unwrap().may_be_in(b"short"));
    }

    #[test]
    fn keys_that_cannot_work_are_refused_without_being_repeated() {
        for (text, why) in [
            (" \n", InvalidKey::Empty),
            ("Bearer sk-x", InvalidKey::HasBearer),
            ("bEARER sk-x", InvalidKey::HasBearer),
            ("ключключ", InvalidKey::Character),
            ("sk-\u{7}x", InvalidKey::Character),
            ("sk x", InvalidKey::Character),
            ("ключ", InvalidKey::Character),
        ] {
            let error = ApiKey::new(text).unwrap_err();
            assert_eq!(error, why);
        }
    }

    fn redact(text: &str) -> String {
        ApiKey::new("sk-canary/1234").unwrap().redact(text).into_owned()
    }

    #[test]
    fn s01_a_key_is_found_in_any_spelling() {
        for text in [
            "sk-canary/1234",
            "SK-Canary/1234",
            r"sk\u002dcanary/1234",
            r"sk-canary\/1234",
            r"sk\\\u002Dcanary\\\/1234",
            r"\u0073k-canar\u0079/123\u0034",
        ] {
            assert_eq!(redact(&format!("ключ {text}, {text}…")), "ключ [redacted], [redacted]…", "{text}");
        }
        assert_eq!(
            redact("no: sk-canary/12… and so on, sk-canary/123"),
            "no: sk-canary/12… and so on, sk-canary/123"
        );
    }

    #[test]
    fn s01_a_key_that_was_cut_is_found_as_well() {
        assert_eq!(redact("bad token sk-canary/12…"), "bad token [redacted]…");
        assert_eq!(redact("bad token sk-ca…"), "bad token [redacted]…");
        assert_eq!(redact("bad disk…"), "bad disk…");
        assert_eq!(redact("…"), "…");
    }

    #[test]
    fn p27_a_hostile_text_does_not_keep_us_busy() {
        for part in ["\\", "s", "sk-canary/123", "\\u0073"] {
            let text = part.repeat(1 << 18);
            assert_eq!(redact(&text), text);
        }
    }

    #[test]
    fn s01_a_short_key_rewrites_nothing() {
        let key = ApiKey::new("sk-1").unwrap();
        assert_eq!(key.redact("tsk_img_sk-1abc"), "tsk_img_sk-1abc");
    }

    #[test]
    fn s01_everything_in_json_is_redacted() {
        let key = ApiKey::new("sk-canary-1").unwrap();
        let body = serde_json::json!({
            "id": "tsk_sk-canary-1x", "sk-canary-1": [{"note": "sk-canary-1", "n": 7, "id": {"x": "sk-canary-1"}}],
        });
        let redacted = serde_json::json!({
            "id": "tsk_[redacted]x", "[redacted]": [{"note": "[redacted]", "n": 7, "id": {"x": "[redacted]"}}],
        });
        assert_eq!(key.redact_json(body), redacted);
    }
}
