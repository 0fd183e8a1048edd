//! The answer of the limiter, with the headers of `rate-limits/async-tasks`.

use serde_json::{Value, json};

/// Header names and their values.
pub(crate) type Headers = Vec<(&'static str, String)>;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Verdict {
    /// It goes on, and was counted. These headers belong on its answer, also when it fails later.
    Admitted(Headers),
    /// It ends here, and was not counted.
    Refused(Refused),
}

impl Verdict {
    /// The headers of either.
    pub(crate) fn headers(&self) -> &Headers {
        match self {
            Self::Admitted(headers) => headers,
            Self::Refused(refused) => &refused.headers,
        }
    }
}

/// A refusal by the limiter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// 429, or 503 while the limiter is down.
    pub(crate) status: u16,
    /// `rate_limit_exceeded` or `rate_limit_unavailable`.
    pub(crate) code: &'static str,
    message: &'static str,
    /// Empty for a 503: a limiter that is down counts nothing and knows no end of it.
    pub(crate) headers: Headers,
}

impl Refused {
    pub(super) fn exceeded(headers: Headers) -> Self {
        let message = "too many async task requests; wait as long as Retry-After says";
        Self { status: 429, code: "rate_limit_exceeded", message, headers }
    }

    pub(super) fn unavailable() -> Self {
        let message = "the limiter of submits is down; no task was made, try again later";
        Self { status: 503, code: "rate_limit_unavailable", message, headers: Headers::new() }
    }

    /// The body, in the documented shape: a code and a message, no `type`. The message is the emulator's own; the service's
    /// differs from language to language.
    pub(crate) fn body(&self) -> Value {
        json!({"error": {"code": self.code, "message": self.message}})
    }
}
