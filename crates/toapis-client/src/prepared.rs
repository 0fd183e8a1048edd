//! The part of a create that is known before anything is sent: it is checked, and it has a name.

use serde_json::Value;
use toapis_types::catalog::{Finding, FindingKind, Severity};
use toapis_types::image::ImageRequest;
use toapis_types::{BusinessId, TaskKind, Ticket};

use crate::config::Shared;
use crate::core::CreateCall;
use crate::error::{ConfigError, Error};

/// One create, ready to be sent once.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: TaskKind,
    /// Where it is posted to. Some models have a path of their own; all tasks of a kind are looked at in one place.
    pub(crate) path: &'static str,
    pub(crate) model: String,
    pub(crate) business_id: BusinessId,
    pub(crate) body: Value,
    pub(crate) warnings: Vec<Finding>,
    prepared_at: i64,
}

impl Draft {
    /// Gives an image request a business id, if it has none, and checks it.
    pub(crate) fn image(shared: &Shared, mut request: ImageRequest, now: i64) -> Result<Self, Error> {
        let own = request.client_business_id.take();
        let in_metadata =
            || request.metadata.get("client_business_id").and_then(Value::as_str).map(str::to_owned);
        let business_id = match own.or_else(in_metadata) {
            Some(id) => BusinessId::new(id).map_err(ConfigError::BusinessId)?,
            None => (shared.business_ids)(),
        };
        request.client_business_id = Some(business_id.to_string());
        let mut findings = if shared.check { request.check() } else { Vec::new() };
        if shared.api.base.is_loopback() {
            // An API on this machine can fetch what is on this machine.
            findings.retain(|finding| finding.kind != FindingKind::LocalUrl);
        }
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let body = serde_json::to_value(&request).map_err(|_| Error::Unserialisable)?;
        Ok(Self {
            kind: TaskKind::Image,
            path: request.path(),
            model: request.model,
            business_id,
            body,
            warnings,
            prepared_at: now,
        })
    }

    /// The call that sends it. `sent_at` is Unix seconds.
    pub(crate) fn call<'a>(&'a self, shared: &'a Shared, sent_at: i64) -> CreateCall<'a> {
        CreateCall::new(&shared.api, self, sent_at)
    }

    /// What finds the task, should the answer be lost.
    pub(crate) fn ticket(&self, shared: &Shared) -> Ticket {
        self.call(shared, self.prepared_at).ticket()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::core::Call as _;

    /// Some pages post to a path of their own, such as that of edits, and look where all others look.
    #[test]
    fn a_create_goes_to_the_path_of_its_model_and_looks_to_that_of_its_kind() {
        let shared = Config::new("sk-1").build().unwrap();
        let request = ImageRequest::new("gemini-3.1-flash-image-preview", "A lighthouse at dusk");
        let path = request.path();
        let mut draft = Draft::image(&shared, request, 0).unwrap();
        assert_eq!(draft.path, path);
        draft.path = "/v1/images/edits";
        let call = draft.call(&shared, 7);
        assert_eq!(call.request().unwrap().uri(), "https://toapis.com/v1/images/edits");
        let ticket = call.ticket();
        let looks = format!("/v1/images/generations/{}", ticket.business_id);
        assert_eq!((ticket.handle().status_path(), ticket.sent_at), (looks, 7));
    }
}
