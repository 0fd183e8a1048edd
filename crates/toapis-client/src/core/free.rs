//! Calls that make no task and, as far as the documentation says, cost nothing: balances, lists, tokens, avatars.

use http::Method;
use http::header::HeaderValue;
use serde_json::Value;
use toapis_transport::{Delivery, Request, RequestBody, TransportError};
use toapis_types::{ApiError, Balance, CreatedToken, ListedModel, ModelFilter, TokenRequest, call};

use super::Api;
use super::answer::{Answer, Bucket, Call, Repeat};
use crate::error::{Error, NoAnswer, UnknownCause};

/// A call whose answer is read by `read`, which gives `None` for what is no good answer.
pub(crate) struct FreeCall<'a, T> {
    api: &'a Api,
    method: Method,
    path: String,
    body: Option<Value>,
    read: Box<dyn Fn(Value) -> Option<T> + Send + Sync + 'a>,
}

impl<'a, T> FreeCall<'a, T> {
    fn get(
        api: &'a Api,
        path: impl Into<String>,
        read: impl Fn(Value) -> Option<T> + Send + Sync + 'a,
    ) -> Self {
        Self { api, method: Method::GET, path: path.into(), body: None, read: Box::new(read) }
    }
}

impl<'a> FreeCall<'a, Balance> {
    /// What is left of the token.
    pub(crate) fn token_balance(api: &'a Api) -> Self {
        Self::get(api, "/v1/balance", |answer| Balance::from_value(&answer))
    }

    /// What is left of the account.
    pub(crate) fn user_balance(api: &'a Api) -> Self {
        Self::get(api, "/v1/user/balance", |answer| Balance::from_value(&answer))
    }
}

impl<'a> FreeCall<'a, Vec<ListedModel>> {
    /// The models that the key may use.
    pub(crate) fn models(api: &'a Api, filter: ModelFilter) -> Self {
        Self::get(api, format!("/v1/models?type={filter}"), |answer| ListedModel::list_from_value(&answer))
    }
}

impl<'a, T> FreeCall<'a, T> {
    /// One of the calls of `toapis-types`.
    pub(crate) fn of<C: call::Call<Answer = T> + Sync>(api: &'a Api, call: &'a C) -> Self {
        let method = if C::METHOD == "GET" { Method::GET } else { Method::POST };
        let read = move |answer| call.read(answer).ok();
        Self { api, method, path: call.path_and_query(), body: call.body(), read: Box::new(read) }
    }
}

impl<T> Call for FreeCall<'_, T> {
    type Output = T;

    const NAME: &'static str = "call";

    fn repeat(&self) -> Repeat {
        if self.method == Method::GET { Repeat::Freely } else { Repeat::Unsent }
    }

    fn bucket(&self) -> Bucket {
        if self.method == Method::GET { Bucket::Query } else { Bucket::None }
    }

    fn request(&self) -> Result<Request, Error> {
        let json = self.body.as_ref().map(|_| HeaderValue::from_static("application/json"));
        let body = self.body.as_ref().map_or_else(RequestBody::empty, |body| body.to_string().into());
        self.api.request(self.method.clone(), self.path.clone(), json, body)
    }

    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<T, Error> {
        let answer = Answer::whole(answer)?;
        let body = answer.json();
        let error = body.as_ref().and_then(ApiError::from_body);
        let good =
            body.filter(|_| answer.status.is_success() && error.is_none()).and_then(|body| (self.read)(body));
        good.ok_or_else(|| Error::Refused(Box::new(answer.refusal(error, now))))
    }
}

/// Making a token: free, and not to be repeated, since its key is shown once and a second call makes a second token.
pub(crate) struct CreateTokenCall<'a> {
    api: &'a Api,
    request: &'a TokenRequest,
}

impl<'a> CreateTokenCall<'a> {
    pub(crate) fn new(api: &'a Api, request: &'a TokenRequest) -> Self {
        Self { api, request }
    }
}

impl Call for CreateTokenCall<'_> {
    type Output = CreatedToken;

    const NAME: &'static str = "token";

    fn repeat(&self) -> Repeat {
        Repeat::Never
    }

    fn bucket(&self) -> Bucket {
        Bucket::None
    }

    fn request(&self) -> Result<Request, Error> {
        let json = HeaderValue::from_static("application/json");
        let body = serde_json::to_string(self.request).map_err(|_| Error::Unserialisable)?;
        self.api.request(Method::POST, "/v1/tokens", Some(json), body.into())
    }

    fn judge(&self, answer: Result<Answer<'_>, TransportError>, now: i64) -> Result<CreatedToken, Error> {
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.delivery() == Delivery::NotSent => {
                return Err(Error::Transport(Box::new(NoAnswer::new(error))));
            }
            Err(error) => return Err(Error::TokenUnknown(Box::new(UnknownCause::Transport(error)))),
        };
        if let Some(cut) = answer.cut.take() {
            return Err(Error::TokenUnknown(Box::new(UnknownCause::Transport(cut))));
        }
        let body = answer.json();
        if let Some(token) = body.as_ref().and_then(CreatedToken::from_value) {
            return Ok(token);
        }
        let error = body.as_ref().and_then(ApiError::from_body);
        // A readable no is a no; anything else may have made a token whose key nobody saw.
        let refused = error.is_some() && !answer.status.is_server_error();
        let refusal = answer.refusal(error, now);
        if refused {
            Err(Error::Refused(Box::new(refusal)))
        } else {
            Err(Error::TokenUnknown(Box::new(UnknownCause::Answer(refusal))))
        }
    }
}
