//! The part of a create that is known before anything is sent: it is checked, and it has a name.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
#[cfg(feature = "video")]
use toapis_types::TaskId;
use toapis_types::catalog::{Finding, FindingKind, Operation, Severity, check_for};
#[cfg(feature = "image")]
use toapis_types::image::ImageRequest;
#[cfg(feature = "video")]
use toapis_types::video::{ExtendRequest, RemixRequest, VideoRequest};
use toapis_types::{BusinessId, TaskKind, Ticket, Upload};

use crate::attach::{Attachment, take_files};
use crate::config::Shared;
use crate::core::CreateCall;
use crate::duplicates::{Fingerprint, Intent};
use crate::error::{ConfigError, Error};
use crate::upload::UploadFile;

/// One create, ready to be sent once.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: TaskKind,
    /// Where it is posted to. Some models have a path of their own; all tasks of a kind are looked at in one place.
    pub(crate) path: Cow<'static, str>,
    pub(crate) model: String,
    pub(crate) business_id: BusinessId,
    pub(crate) body: Value,
    pub(crate) warnings: Vec<Finding>,
    /// The lost create that this one is sent again for.
    pub(crate) resubmit_of: Option<BusinessId>,
    /// Whether it may be sent although the same request was sent a short time ago.
    pub(crate) may_be_duplicate: bool,
    files: Vec<Attachment>,
    prepared_at: i64,
}

impl Draft {
    /// A create of pictures.
    #[cfg(feature = "image")]
    pub(crate) fn image(shared: &Shared, request: ImageRequest, now: i64) -> Result<Self, Error> {
        let path = request.path();
        Self::new(shared, (Operation::Create, TaskKind::Image), path, request.into_json(), now)
    }

    /// A create of a film.
    #[cfg(feature = "video")]
    pub(crate) fn video(shared: &Shared, request: VideoRequest, now: i64) -> Result<Self, Error> {
        let path = request.path();
        Self::new(shared, (Operation::Create, TaskKind::Video), path, request.into_json(), now)
    }

    /// A create of a changed version of an earlier film.
    #[cfg(feature = "video")]
    pub(crate) fn remix(
        shared: &Shared,
        video: &TaskId,
        request: &RemixRequest,
        now: i64,
    ) -> Result<Self, Error> {
        Self::new(shared, (Operation::Remix, TaskKind::Video), request.path(video), request.to_json(), now)
    }

    /// A create of a longer version of an earlier film.
    #[cfg(feature = "video")]
    pub(crate) fn extend(
        shared: &Shared,
        video: &TaskId,
        request: &ExtendRequest,
        now: i64,
    ) -> Result<Self, Error> {
        Self::new(shared, (Operation::Extend, TaskKind::Video), request.path(video), request.to_json(), now)
    }

    /// Gives a body a business id, if it has none, and checks it and the files that stand in it.
    #[cfg(any(feature = "image", feature = "video"))]
    fn new(
        shared: &Shared,
        (operation, kind): (Operation, TaskKind),
        path: impl Into<Cow<'static, str>>,
        mut body: Value,
        now: i64,
    ) -> Result<Self, Error> {
        let text = |place: &Value| place.as_str().map(str::to_owned);
        let own = text(&body["client_business_id"]).or_else(|| text(&body["metadata"]["client_business_id"]));
        let business_id = match own {
            Some(id) => BusinessId::new(id).map_err(ConfigError::BusinessId)?,
            None => (shared.business_ids)(),
        };
        if shared.api.key.is_in(business_id.as_str()) {
            return Err(ConfigError::KeyAsId.into());
        }
        let files = take_files(operation, &mut body, shared.links, shared.check)?;
        // With a URL in the place of each file, so that all is known before one is uploaded.
        let mut findings = if shared.check { check_for(operation, kind, &body) } else { Vec::new() };
        if !findings.is_empty() && shared.api.base.is_loopback() {
            // An API on this machine can fetch what is on this machine.
            findings.retain(|finding| finding.kind != FindingKind::LocalUrl);
        }
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let model = text(&body["model"]).unwrap_or_default();
        if let Value::Object(fields) = &mut body {
            fields.insert("client_business_id".to_owned(), business_id.to_string().into());
        }
        Ok(Self {
            kind,
            path: path.into(),
            model,
            business_id,
            body,
            warnings,
            resubmit_of: None,
            may_be_duplicate: false,
            files,
            prepared_at: now,
        })
    }

    /// Gives it the name of the attempt after a lost one, which it is linked to.
    pub(crate) fn resubmit(&mut self, lost: &Ticket, shared: &Shared) {
        // No two ids of this source are the same, so that no two resubmits of one ticket are either.
        let fresh: [u8; 32] = Sha256::digest((shared.business_ids)().as_str()).into();
        let [a, b, c, d, ..] = fresh;
        let business_id = lost.resubmit_id(u32::from_be_bytes([a, b, c, d]));
        tracing::warn!(
            %business_id,
            resubmit_of = %lost.business_id,
            "a lost create is about to be sent again by order: both may be charged"
        );
        if let Value::Object(fields) = &mut self.body {
            fields.insert("client_business_id".to_owned(), business_id.to_string().into());
        }
        if let Some(copy) = self.body.pointer_mut("/metadata/client_business_id") {
            *copy = business_id.to_string().into();
        }
        self.resubmit_of = Some(lost.business_id.clone());
        self.business_id = business_id;
    }

    /// The files whose URLs the body needs.
    pub(crate) fn files(&self) -> impl Iterator<Item = &UploadFile> {
        self.files.iter().map(|attachment| &attachment.file)
    }

    /// The files that are still to be uploaded.
    pub(crate) fn pending(&self) -> Vec<UploadFile> {
        let pending = self.files.iter().filter(|attachment| attachment.uploaded.is_none());
        pending.map(|attachment| attachment.file.clone()).collect()
    }

    /// What was uploaded, in the order of the body.
    pub(crate) fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.files.iter().filter_map(|attachment| attachment.uploaded.as_ref())
    }

    /// Puts the URLs of the [`pending`](Self::pending) files into the body, those of as many as there are uploads.
    pub(crate) fn attach(&mut self, uploads: Vec<Upload>) {
        let pending = self.files.iter_mut().filter(|attachment| attachment.uploaded.is_none());
        for (attachment, upload) in pending.zip(uploads) {
            attachment.is_at(upload, &mut self.body);
        }
    }

    /// Notes that it is about to be sent, unless the same request was sent a short time ago. `now` is monotonic.
    pub(crate) fn intend<'a>(&self, shared: &'a Shared, now: Duration) -> Result<Option<Intent<'a>>, Error> {
        if !shared.duplicates.is_on() {
            return Ok(None);
        }
        let fingerprint = Fingerprint::of(&self.path, &self.body);
        shared.duplicates.begin(fingerprint, self.ticket(shared), self.may_be_duplicate, now)
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

#[cfg(all(test, feature = "image"))]
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
        draft.path = "/v1/images/edits".into();
        let call = draft.call(&shared, 7);
        assert_eq!(call.request().unwrap().uri(), "https://toapis.com/v1/images/edits");
        let ticket = call.ticket();
        let looks = format!("/v1/images/generations/{}", ticket.business_id);
        assert_eq!((ticket.handle().status_path(), ticket.sent_at), (looks, 7));
    }
}
