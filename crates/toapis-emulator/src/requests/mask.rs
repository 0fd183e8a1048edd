//! Takes secrets out of what is kept.

use crate::state::KEY_PREFIX;

/// The headers a key may stand in, the first choice first.
pub(super) const KEY_HEADERS: [&str; 3] = ["authorization", "x-api-key", "api-key"];

/// Other headers whose value is not kept.
const SECRET_HEADERS: [&str; 4] =
    ["proxy-authorization", "cookie", "x-toapis-webhook-signature", "x-goog-api-key"];

/// Names of query parameters whose value is not kept.
const SECRET_PARAMETERS: [&str; 9] =
    ["key", "api_key", "api-key", "apikey", "token", "access_token", "sig", "signature", "secret"];

const HIDDEN: &str = "***";

/// The value of a header as it may be kept.
pub(super) fn header(name: &str, value: &str) -> String {
    let holds_key = KEY_HEADERS.contains(&name);
    if !holds_key && !SECRET_HEADERS.contains(&name) && !name.ends_with("-signature") {
        return text(value);
    }
    let (scheme, key) = match value.strip_prefix("Bearer ") {
        Some(key) => ("Bearer ", key),
        None => ("", value),
    };
    // The emulator's own keys are no secrets; that it was one of them is worth knowing.
    if holds_key && key.starts_with(KEY_PREFIX) {
        format!("{scheme}{KEY_PREFIX}…")
    } else {
        HIDDEN.to_owned()
    }
}

/// A path with its query as it may be kept.
pub(super) fn target(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else { return text(target) };
    let parameters = query.split('&').map(|parameter| match parameter.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={HIDDEN}"),
        _ => text(parameter),
    });
    format!("{}?{}", text(path), parameters.collect::<Vec<_>>().join("&"))
}

/// Also those of signed URLs: `X-Amz-Signature`, `X-Amz-Credential`.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_PARAMETERS.contains(&name.as_str())
        || name.ends_with("-signature")
        || name.ends_with("-credential")
}

/// The text without what looks like a key or the secret of a webhook.
pub(super) fn text(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = 0;
    let mut at = 0;
    while at < text.len() {
        let Some((shown, end)) = secret_at(text.as_bytes(), at) else {
            at += 1;
            continue;
        };
        kept.push_str(&text[rest..at]);
        kept.push_str(shown);
        (rest, at) = (end, end);
    }
    kept.push_str(&text[rest..]);
    kept
}

/// What to show of the secret that begins here, and where it ends.
fn secret_at(text: &[u8], at: usize) -> Option<(&'static str, usize)> {
    let rest = &text[at..];
    let begins = |word: &[u8]| rest.len() >= word.len() && rest[..word.len()].eq_ignore_ascii_case(word);
    // In a path or query the sign behind the word may be escaped.
    let (length, shown) = if begins(b"sk-") {
        (3, "sk-***")
    } else if begins(b"sk%2d") {
        (5, "sk-***")
    } else if begins(b"whsec_") {
        (6, "whsec_***")
    } else if begins(b"whsec%5f") {
        (8, "whsec_***")
    } else {
        return None;
    };
    if !begins_word(text, at) {
        return None;
    }
    let secret = rest[length..].iter().take_while(|byte| is_of_secret(**byte)).count();
    let own = rest.starts_with(KEY_PREFIX.as_bytes());
    let shown = if own { "sk-emulator-…" } else { shown };
    (secret > 0).then_some((shown, at + length + secret))
}

fn is_of_secret(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'%' | b'.' | b'+' | b'/' | b'=')
}

/// Whether a word begins here: behind no letter and no digit, unless they are part of an escape such as `\n`, `\u0020`
/// or `%20`.
fn begins_word(text: &[u8], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|index| text.get(index)).copied();
    let Some(last) = before(1) else { return true };
    !last.is_ascii_alphanumeric()
        || (before(2) == Some(b'\\') && b"nrtbf".contains(&last))
        || (before(6) == Some(b'\\') && before(5) == Some(b'u'))
        || before(3) == Some(b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s07_keys_and_secrets_are_masked_wherever_they_stand() {
        let cases = [
            ("sk-canary", "sk-***"),
            ("a sk-canary0123_A-b, then", "a sk-***, then"),
            (r#"{"a":"\nsk-canary"}"#, r#"{"a":"\nsk-***"}"#),
            (r"\u0020sk-canary", r"\u0020sk-***"),
            ("x=%20sk-canary&y", "x=%20sk-***&y"),
            ("sk%2Dcanary", "sk-***"),
            ("SK-CANARY", "sk-***"),
            ("whsec_canary0123 é whsec%5fcanary", "whsec_*** é whsec_***"),
            ("sk-emulator-demo", "sk-emulator-…"),
            ("sk-one sk-two", "sk-*** sk-***"),
        ];
        for (given, expected) in cases {
            assert_eq!(text(given), expected, "{given}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for given in
            ["", "task-0123456789", "disk-space", "sk-", "sk- a", "tsk_img_01", "é", "whsec", "risk-free"]
        {
            assert_eq!(text(given), given);
        }
    }

    #[test]
    fn secret_headers_and_parameters_are_not_kept() {
        assert_eq!(header("authorization", "Bearer canary"), "***");
        assert_eq!(header("authorization", "Basic canary"), "***");
        assert_eq!(header("api-key", "sk-emulator-x"), "sk-emulator-…");
        assert_eq!(header("cookie", "sk-emulator-x"), "***");
        assert_eq!(header("x-toapis-webhook-signature", "v1=00"), "***");
        assert_eq!(header("x-note", "my sk-canary"), "my sk-***");
        assert_eq!(
            target("/a/sk-canary?key=canary&q=1&X-Amz-Signature=canary"),
            "/a/sk-***?key=***&q=1&X-Amz-Signature=***"
        );
        assert_eq!(target("/a"), "/a");
    }
}
