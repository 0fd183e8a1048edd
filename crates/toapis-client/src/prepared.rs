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
    kind: TaskKind,
    model: String,
    business_id: BusinessId,
    body: Value,
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
            model: request.model,
            business_id,
            body,
            warnings,
            prepared_at: now,
        })
    }

    /// The call that sends it.
    pub(crate) fn call<'a>(&self, shared: &'a Shared) -> CreateCall<'a> {
        CreateCall::new(
            &shared.api,
            self.kind,
            &self.model,
            self.business_id.clone(),
            &self.body,
            self.prepared_at,
        )
    }

    /// What finds the task, should the answer be lost.
    pub(crate) fn ticket(&self, shared: &Shared) -> Ticket {
        self.call(shared).ticket()
    }

    /// The JSON that will be sent.
    pub(crate) fn body(&self) -> &Value {
        &self.body
    }
}
