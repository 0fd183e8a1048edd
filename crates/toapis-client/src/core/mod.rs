//! The client without I/O: what to send, and what an answer means. The async and the blocking client, and the tests,
//! drive this same code.

mod answer;
mod create;
mod free;
mod multipart;
mod retry_after;
mod status;
mod upload;

pub(crate) use answer::{Answer, Bucket, Call, Repeat};
pub(crate) use create::{CreateCall, Watch};
pub(crate) use free::{CreateTokenCall, FreeCall};
pub(crate) use retry_after::{retry_after, unix_seconds};
pub(crate) use status::StatusCall;
pub(crate) use upload::{UploadCall, random_boundary};

use std::borrow::Cow;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Request as HttpRequest};
use toapis_transport::{Request, RequestBody, Timeouts};

use crate::base_url::BaseUrl;
use crate::error::{ConfigError, Error};
use crate::key::ApiKey;

/// What every request of one client has in common.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub(crate) base: BaseUrl,
    pub(crate) key: ApiKey,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeouts: Timeouts,
}

impl Api {
    /// A request with the key. The only place where a key meets a request.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Address`]: the base is checked, and ids are bounded and escaped, but a base of 60 kB passes as well.
    fn request(
        &self,
        method: Method,
        path: impl Into<Cow<'static, str>>,
        content_type: Option<HeaderValue>,
        body: RequestBody,
    ) -> Result<Request, Error> {
        let address = self.base.join(path).map_err(|_| ConfigError::Address)?;
        let mut request = HttpRequest::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = address;
        let headers = request.headers_mut();
        // With room for the two that a transport adds.
        *headers = HeaderMap::with_capacity(6);
        headers.insert(AUTHORIZATION, self.key.header());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.user_agent.clone());
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, content_type);
        }
        set_timeouts(&mut request, self.timeouts);
        Ok(request)
    }
}

/// Extensions cost three allocations, and every transport knows the defaults.
fn set_timeouts(request: &mut Request, timeouts: Timeouts) {
    if timeouts != Timeouts::default() || !request.extensions().is_empty() {
        request.extensions_mut().insert(timeouts);
    }
}
