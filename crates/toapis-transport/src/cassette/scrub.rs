//! Takes secrets out of everything that is about to be written.

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::layout::Tokens;

/// What stands where a secret stood.
pub(super) const REDACTED: &str = "[redacted]";
/// The same inside of a URL, which must stay one.
const REDACTED_IN_URL: &[u8] = b"redacted";
/// Shorter values are no secrets, and taking them out would rewrite what has nothing to do with them.
const SHORTEST: usize = 8;

/// Knows some secrets, and what all others look like. Scrubbing twice gives what scrubbing once gives.
#[derive(Clone, Default)]
pub(super) struct Scrubber {
    secrets: Vec<Vec<u8>>,
}

impl Scrubber {
    /// Remembers a secret.
    pub(super) fn learn(&mut self, secret: &[u8]) {
        let encoded = percent_encoded(secret);
        for spelling in [secret, encoded.as_slice()] {
            let new = spelling.len() >= SHORTEST && !self.secrets.iter().any(|known| known == spelling);
            // What stands for a secret is none.
            if new && !REDACTED.as_bytes().windows(spelling.len()).any(|part| part == spelling) {
                self.secrets.push(spelling.to_vec());
            }
        }
        // A secret that holds another one goes first, or its rest would stay.
        self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    }

    /// Remembers the secrets in headers: whole values, and the parts behind `Bearer` or `name=`.
    pub(super) fn learn_headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            if !is_secret_header(name, value) {
                continue;
            }
            let value = value.as_bytes();
            self.learn(value);
            for part in value.split(|byte| b" ;,".contains(byte)) {
                self.learn(part);
                if let Some(at) = part.iter().position(|byte| *byte == b'=') {
                    self.learn(part.get(at + 1..).unwrap_or_default());
                }
            }
        }
    }

    /// A header as it is written: `name: value`, the bytes of the value as Latin-1.
    pub(super) fn header(&self, name: &HeaderName, value: &HeaderValue) -> String {
        if is_secret_header(name, value) {
            return format!("{name}: {REDACTED}");
        }
        let value: String = self.bytes(value.as_bytes()).iter().map(|byte| char::from(*byte)).collect();
        format!("{name}: {value}")
    }

    /// A text, such as a URL or a message.
    pub(super) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// A body: string by string where it is JSON, so that escapes hide nothing, and as it stands otherwise.
    pub(super) fn body(&self, body: &[u8]) -> Vec<u8> {
        let json = std::str::from_utf8(body).ok().filter(|text| is_json(text));
        match json {
            Some(text) => self.json(text).into_bytes(),
            None => self.bytes(body),
        }
    }

    fn json(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        let mut field = String::new();
        let mut tokens = Tokens::new(text).peekable();
        while let Some((token, start)) = tokens.next() {
            if !token.starts_with('"') {
                continue;
            }
            let is_name = tokens.peek().is_some_and(|(next, _)| *next == ":");
            let clean = self.json_string(token, !is_name && is_secret_field(&field));
            if clean != token {
                out.push_str(text.get(copied..start).unwrap_or_default());
                out.push_str(&clean);
                copied = start + token.len();
            }
            if is_name {
                field = serde_json::from_str(token).unwrap_or_default();
            }
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        out
    }

    /// A string with its quotes; spelled as before where nothing is taken out.
    fn json_string(&self, token: &str, secret: bool) -> String {
        // Half of a surrogate pair cannot be decoded; such a string is read as it is spelled.
        let Ok(value) = serde_json::from_str::<String>(token) else {
            return if secret { format!("\"{REDACTED}\"") } else { self.text(token) };
        };
        let clean = if secret && !value.is_empty() { REDACTED.to_owned() } else { self.text(&value) };
        if clean == value { token.to_owned() } else { serde_json::Value::from(clean).to_string() }
    }

    fn bytes(&self, input: &[u8]) -> Vec<u8> {
        let known = self.without_known(input);
        let mut out = Vec::with_capacity(known.len());
        let mut at = 0;
        while at < known.len() {
            let found = pattern(&known, at).or_else(|| self.query(&known, at));
            if let Some((clean, length)) = found {
                out.extend_from_slice(&clean);
                at += length;
            } else {
                out.push(known[at]);
                at += 1;
            }
        }
        out
    }

    fn without_known<'a>(&self, input: &'a [u8]) -> Cow<'a, [u8]> {
        let mut text = Cow::Borrowed(input);
        for secret in &self.secrets {
            if text.windows(secret.len()).any(|part| part == secret) {
                text = Cow::Owned(replace(&text, secret, REDACTED.as_bytes()));
            }
        }
        text
    }

    /// The query of a URL that begins here, without what signs it.
    fn query(&self, text: &[u8], at: usize) -> Option<(Vec<u8>, usize)> {
        let rest = text.get(at..)?.strip_prefix(b"?")?;
        let end = query_end(rest);
        let query = replace(rest.get(..end)?, b"\\u0026", b"&");
        if !query.contains(&b'=') {
            return None;
        }
        let pairs: Vec<(&[u8], Option<&[u8]>)> = query.split(|byte| *byte == b'&').map(pair).collect();
        let signed = pairs.iter().any(|(name, value)| value.is_some() && is_secret_parameter(name));
        let mut clean = b"?".to_vec();
        for (index, (name, value)) in pairs.iter().enumerate() {
            if index > 0 {
                clean.push(b'&');
            }
            clean.extend_from_slice(name);
            if let Some(value) = value {
                clean.push(b'=');
                let hidden = signed || is_opaque(value) || self.hides(value);
                clean.extend_from_slice(if hidden && !value.is_empty() { REDACTED_IN_URL } else { value });
            }
        }
        Some((clean, end + 1))
    }

    fn hides(&self, value: &[u8]) -> bool {
        let plain = percent_decoded(value);
        has_key(&plain) || self.secrets.iter().any(|secret| contains(&plain, secret))
    }
}

/// Names no secret.
impl fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scrubber({} secrets)", self.secrets.len())
    }
}

/// Whether there is something that looks like a key in plain sight.
pub(super) fn has_key(text: &[u8]) -> bool {
    (0..text.len()).any(|at| pattern(text, at).is_some())
}

/// Whether the value of a header is a secret: by its mark, or by the name of the header.
pub(super) fn is_secret_header(name: &HeaderName, value: &HeaderValue) -> bool {
    let name = name.as_str();
    let words = ["auth", "cookie", "key", "secret", "signature", "token"];
    value.is_sensitive() || (!name.starts_with("x-ratelimit") && words.iter().any(|word| name.contains(word)))
}

/// Whether a text is one JSON array or object.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

pub(super) fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(from).filter(|_| !from.is_empty()) {
            out.extend_from_slice(to);
            rest = behind;
        } else {
            out.push(*first);
            rest = behind;
        }
    }
    out
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// What looks like a secret at this place: what to write instead, and how much it replaces.
fn pattern(text: &[u8], at: usize) -> Option<(Vec<u8>, usize)> {
    let rest = text.get(at..)?;
    match rest.first()? {
        b's' | b'w' => {
            let prefix =
                [b"sk-".as_slice(), b"whsec_"].into_iter().find(|prefix| rest.starts_with(prefix))?;
            let length =
                run(rest.get(prefix.len()..)?, |byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            (length >= SHORTEST && begins_a_word(text, at)).then(|| masked(prefix, length))
        }
        b'B' | b'b' => {
            let prefix = rest.get(..7).filter(|word| word.eq_ignore_ascii_case(b"bearer "))?;
            let length =
                run(rest.get(7..)?, |byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte));
            // `Bearer authentication` is a word of prose.
            let secret = rest.get(7..7 + length)?.iter().any(u8::is_ascii_digit);
            (length >= SHORTEST && secret).then(|| masked(prefix, length))
        }
        b'v' => {
            let prefix = b"v1=";
            let length = run(rest.strip_prefix(prefix)?, |byte| byte.is_ascii_hexdigit());
            (length >= 32).then(|| masked(prefix, length))
        }
        b':' => {
            let behind = rest.strip_prefix(b"://")?;
            let length = run(behind, |byte| !byte.is_ascii_whitespace() && !b"/?#\"'<>\\".contains(&byte));
            let name = behind.get(..length)?.iter().rposition(|byte| *byte == b'@')?;
            let known = behind.get(..name) == Some(REDACTED_IN_URL);
            (!known && name > 0).then(|| ([b"://".as_slice(), REDACTED_IN_URL].concat(), 3 + name))
        }
        _ => None,
    }
}

fn masked(prefix: &[u8], length: usize) -> (Vec<u8>, usize) {
    ([prefix, REDACTED.as_bytes()].concat(), prefix.len() + length)
}

fn run(text: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| holds(**byte)).count()
}

/// `task-…` and `risk-…` hold no key, but `\nsk-…` in JSON text and `%20sk-…` in a URL do.
fn begins_a_word(text: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|index| text.get(index)).copied();
    if !before(1).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return true;
    }
    before(2) == Some(b'\\')
        || before(3) == Some(b'%')
        || (before(6) == Some(b'\\') && before(5) == Some(b'u'))
}

fn query_end(text: &[u8]) -> usize {
    let mut end = 0;
    while let Some(byte) = text.get(end) {
        let escaped = text.get(end..).is_some_and(|rest| rest.starts_with(b"\\u0026"));
        if !escaped && (byte.is_ascii_whitespace() || byte.is_ascii_control() || b"\"<>\\#`".contains(byte)) {
            break;
        }
        end += if escaped { 6 } else { 1 };
    }
    end
}

fn pair(parameter: &[u8]) -> (&[u8], Option<&[u8]>) {
    match parameter.iter().position(|byte| *byte == b'=') {
        Some(at) => (&parameter[..at], parameter.get(at + 1..)),
        None => (parameter, None),
    }
}

fn is_secret_parameter(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(&percent_decoded(name)).to_ascii_lowercase();
    let words = [
        "sig", "token", "secret", "key", "auth", "cred", "passw", "expire", "policy", "x-amz", "x-oss",
        "x-goog", "x-cos", "x-tos", "hmac", "hash", "md5",
    ];
    words.iter().any(|word| name.contains(word))
}

/// Long, with letters and digits, and no UUID: nobody types such a value.
fn is_opaque(value: &[u8]) -> bool {
    let token = value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"%+/=_-.~".contains(byte));
    let mixed = value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic);
    let uuid = value.len() == 36 && value.split(|byte| *byte == b'-').count() == 5;
    value.len() >= 24 && token && mixed && !uuid
}

fn is_secret_field(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let exact = ["authorization", "cookie", "key", "signature"];
    let ends = ["_key", "apikey", "password", "secret", "token", "_signature", "authorization"];
    exact.contains(&name.as_str()) || ends.iter().any(|end| name.ends_with(end))
}

fn percent_encoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    out
}

fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let decoded = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(decoded.unwrap_or(*byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let scrubber = Scrubber::default();
        let once = String::from_utf8(scrubber.body(text.as_bytes())).unwrap();
        assert_eq!(scrubber.body(once.as_bytes()), once.as_bytes(), "scrubbing is done after one time");
        once
    }

    #[test]
    fn s07_what_looks_like_a_secret_is_taken_out_wherever_it_stands() {
        for (text, wanted) in [
            ("my key is sk-0123456789abcdef.", "my key is sk-[redacted]."),
            (r#"{"a":"\nsk-0123456789"}"#, r#"{"a":"\nsk-[redacted]"}"#),
            (r#"{"a":"\u0073\u006b-0123456789"}"#, r#"{"a":"sk-[redacted]"}"#),
            (r#"{"a":"\ud800 sk-0123456789"}"#, r#"{"a":"\ud800 sk-[redacted]"}"#),
            (r#"{"sk-0123456789":1}"#, r#"{"sk-[redacted]":1}"#),
            (r#"{"a":"{\"key\":\"sk-0123456789\"}"}"#, r#"{"a":"{\"key\":\"sk-[redacted]\"}"}"#),
            (r#"{"id":1,"a":"x\nsk-0123456789"#, r#"{"id":1,"a":"x\nsk-[redacted]"#),
            ("whsec_0123456789abcdef", "whsec_[redacted]"),
            ("authorization: bearer abc.def-123", "authorization: bearer [redacted]"),
            ("v1=258988b0b76ee13b218de0df8f07c0b2", "v1=[redacted]"),
            (
                r#"{"api-key":"abc","n":1,"Token":"x"}"#,
                r#"{"api-key":"[redacted]","n":1,"Token":"[redacted]"}"#,
            ),
            ("https://ann:pass@a.example/x", "https://redacted@a.example/x"),
            (
                r#"{"url":"https:\/\/f.example\/a.png?X-Amz-Date=1\u0026X-Amz-Signature=ab"}"#,
                r#"{"url":"https://f.example/a.png?X-Amz-Date=redacted&X-Amz-Signature=redacted"}"#,
            ),
            (
                r#"{"url":"https:\/\/f\/a?x=1\u0026sig=ab"#,
                r#"{"url":"https:\/\/f\/a?x=redacted&sig=redacted"#,
            ),
            (
                "https://f.example/a?page=2&of=abcdefghijklmnopqrst0123",
                "https://f.example/a?page=2&of=redacted",
            ),
            ("/a?q=sk%2D0123456789abc", "/a?q=redacted"),
        ] {
            assert_eq!(clean(text), wanted);
        }
    }

    #[test]
    fn what_is_no_secret_stays_as_it_was_written() {
        for text in [
            "task-0123456789 risk-assessment disk-0123456789",
            r#"{"id": "tsk_img_01ABCDEFGHIJKLMNOP", "max_tokens":100, "key":"" , "x": 1.0e5}"#,
            "/v1/things?page=2&id=123e4567-e89b-12d3-a456-426614174000",
            "Bearer authentication is needed",
            "v1=abc, sk-short, what? a=b",
            "https://files.example/a@2x.png",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn s05_a_secret_that_was_seen_is_found_in_every_spelling() {
        let mut scrubber = Scrubber::default();
        scrubber.learn(b"pass/word+1");
        let said = [
            "pass/word+1",
            "a=pass%2Fword%2B1",
            r#"{"a":"pass\/word\u002b1"}"#,
            r#"{"a":["x",{"pass/word+1":"b"}]}"#,
            "\u{1}pass/word+1\u{2}",
        ];
        for text in said {
            let clean = String::from_utf8(scrubber.body(text.as_bytes())).unwrap();
            assert!(clean.contains(REDACTED) && !clean.contains("word"), "{clean}");
        }
        assert!(!format!("{scrubber:?}").contains("pass"));
    }

    #[test]
    fn a_short_secret_rewrites_nothing() {
        let mut scrubber = Scrubber::default();
        scrubber.learn(b"a");
        scrubber.learn(b"redacted");
        assert_eq!(scrubber.text("a redacted banana"), "a redacted banana");
    }
}
