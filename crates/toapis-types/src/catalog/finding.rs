//! What a check found: the field, the limit, the page.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::clean_text;

/// One thing a check found in a request body.
///
/// It prints as one sentence a person can act on:
///
/// ```text
/// metadata.resolution: "2k" is not one of 0.5K, 1K, 2K, 4K; did you mean "2K"? (images/gemini-3.1-flash/generation)
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Whether the request should be held back.
    pub severity: Severity,
    /// What sort of problem it is.
    pub kind: FindingKind,
    /// The place in the body, such as `metadata.resolution` or `image_urls[3]`.
    pub field: String,
    /// The value found there, shortened for display; `None` when nothing is there or showing it does not help.
    pub value: Option<String>,
    /// What is wrong, worded to follow the field and the value.
    pub problem: String,
    /// What to do about it, where that is known.
    pub hint: Option<String>,
    /// The page of the documentation that states the limit.
    pub page: &'static str,
}

impl Finding {
    pub(super) fn new(
        kind: FindingKind,
        field: impl Into<String>,
        problem: impl Into<String>,
        page: &'static str,
    ) -> Self {
        Self {
            severity: Severity::Error,
            kind,
            field: field.into(),
            value: None,
            problem: problem.into(),
            hint: None,
            page,
        }
    }

    pub(super) fn value(mut self, value: &Value) -> Self {
        self.value = render(value);
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether the request should be held back because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.field)?;
        if let Some(value) = &self.value {
            write!(f, "{value} ")?;
        }
        f.write_str(&self.problem)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        write!(f, " ({})", self.page)
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing. The documentation contradicts itself here, or does not know the field.
    Warning,
    /// The documentation agrees that this is refused or does not do what was asked.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What sort of problem a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// The table does not know the model, so nothing else was checked.
    UnknownModel,
    /// The model makes something else: a video model in an image request.
    WrongKind,
    /// A required field is not there.
    Missing,
    /// A text is blank.
    Empty,
    /// The JSON type is another one, such as a quoted number.
    WrongType,
    /// The value is not one of the documented ones.
    NotAllowed,
    /// A number lies outside the documented range.
    OutOfRange,
    /// A text is too long or holds characters it must not hold.
    BadText,
    /// A list has too many or too few entries.
    BadCount,
    /// A URL the service cannot fetch, or file content in its place.
    BadUrl,
    /// A URL that leads to this machine only, so that the service cannot fetch it (an emulator on this machine can).
    LocalUrl,
    /// The URL ends like a file of another format than the documented ones.
    BadFormat,
    /// Two fields do not go together.
    BadCombination,
    /// Another model of the same page has this field, this one does not.
    NotForModel,
    /// The field is documented, at another place.
    Misplaced,
    /// The page does not know the field.
    UnknownField,
}

/// The longest value shown, in characters.
const MAX_SHOWN: usize = 48;

/// A short, safe rendering of a value; what is empty or has parts is not shown.
fn render(value: &Value) -> Option<String> {
    let shown = match value {
        Value::Array(_) | Value::Object(_) | Value::Null => return None,
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) if text.starts_with("data:") => format!("\"{}…\"", shorten(data_head(text))),
        Value::String(text) => format!("\"{}\"", shorten(&clean_text(without_query(text)))),
        plain => shorten(&plain.to_string()),
    };
    Some(shown)
}

/// The query of a URL may carry a signature, which has no place in a message.
fn without_query(text: &str) -> &str {
    if text.contains("://") || text.starts_with("file:") {
        text.split(['?', '#']).next().unwrap_or(text)
    } else {
        text
    }
}

/// What a `data:` URL says about itself, without the data.
fn data_head(text: &str) -> &str {
    text.split_inclusive(',').next().filter(|head| head.len() < text.len()).unwrap_or("data:")
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= MAX_SHOWN {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MAX_SHOWN - 1).collect();
    short.push('…');
    short
}
