//! The fault a request asks for itself, in a header.

use axum::http::HeaderMap;
use serde_json::Value;

use super::FaultError;
use super::action::Action;

/// A request with this header meets the fault that it names: a name of the [catalogue](super::catalogue), several
/// separated by commas, or an [`Action`] as JSON. It goes before the script, which is not asked.
pub const FAULT_HEADER: &str = "x-emulator-fault";

/// The fault that the headers ask for; several headers are applied in order.
///
/// # Errors
///
/// When one is not understood, or they do not go together.
pub(crate) fn from_headers(headers: &HeaderMap) -> Result<Option<Action>, FaultError> {
    let mut all: Option<Action> = None;
    for value in headers.get_all(FAULT_HEADER) {
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|_| FaultError::Invalid(format!("the header {FAULT_HEADER} is not UTF-8")))?;
        let action = parse(text.trim())?;
        all = Some(match all {
            Some(before) => before.and(action)?,
            None => action,
        });
    }
    Ok(all)
}

fn parse(text: &str) -> Result<Action, FaultError> {
    if !text.starts_with(['{', '[', '"']) {
        return Action::named(text);
    }
    let json: Value = serde_json::from_str(text).map_err(|error| {
        FaultError::Invalid(format!("the header {FAULT_HEADER} is neither a name nor JSON: {error}"))
    })?;
    Action::try_from(json)
}
