//! Uploading a reference: free as far as the documentation says, and safe to repeat.

use http::Method;
use toapis_transport::{Request, TransportError};
use toapis_types::{ApiError, Upload};

use super::Api;
use super::answer::{Answer, Call};
use super::multipart::Form;
use crate::error::Error;
use crate::upload::UploadFile;

/// One upload.
pub(crate) struct UploadCall<'a> {
    api: &'a Api,
    path: &'static str,
    form: Form,
}

impl<'a> UploadCall<'a> {
    /// An upload of `file`; `boundary` proposes multipart boundaries.
    pub(crate) fn new(api: &'a Api, file: &UploadFile, boundary: impl FnMut() -> String) -> Self {
        Self {
            api,
            path: file.path(),
            form: Form::with_file(file.name(), file.media_type(), file.bytes(), "generation", boundary),
        }
    }
}

impl Call for UploadCall<'_> {
    type Output = Upload;

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
