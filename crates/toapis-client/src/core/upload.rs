//! Uploading a reference: free as far as the documentation says, and safe to repeat.

use http::Method;
use toapis_transport::{Request, TransportError};
use toapis_types::{ApiError, Upload};

use super::Api;
use super::answer::{Answer, Bucket, Call, Repeat};
use super::multipart::Form;
use crate::error::Error;
use crate::upload::{Loaded, UploadFile};

/// One upload.
pub(crate) struct UploadCall<'a> {
    api: &'a Api,
    path: &'static str,
    form: Form,
}

impl<'a> UploadCall<'a> {
    /// An upload of `file`, whose bytes were read; `boundary` proposes multipart boundaries.
    pub(crate) fn new(
        api: &'a Api,
        file: &UploadFile,
        loaded: Loaded,
        boundary: impl FnMut() -> String,
    ) -> Self {
        Self {
            api,
            path: file.endpoint(),
            form: Form::with_file(file.name(), file.media_type(), loaded.bytes, "generation", boundary),
        }
    }
}

impl Call for UploadCall<'_> {
    type Output = Upload;

    const NAME: &'static str = "upload";

    fn repeat(&self) -> Repeat {
        Repeat::Upload
    }

    fn bucket(&self) -> Bucket {
        Bucket::None
    }

    fn request(&self) -> Result<Request, Error> {
        let content_type = Some(self.form.content_type.clone());
        self.api.request(Method::POST, self.path, content_type, self.form.body.clone())
    }

    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<Upload, Error> {
        let answer = Answer::whole(answer)?;
        let body = answer.json();
        let upload = body.as_ref().filter(|_| answer.status.is_success()).and_then(Upload::from_value);
        upload.ok_or_else(|| {
            Error::Refused(Box::new(answer.refusal(body.as_ref().and_then(ApiError::from_body), now)))
        })
    }
}

/// What parts a form: 122 random bits do not occur in a file by chance, and nobody can put them there.
pub(crate) fn random_boundary() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
