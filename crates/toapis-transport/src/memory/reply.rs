//! How a planned request is answered.

use std::collections::VecDeque;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::named;
use crate::{
    BlockingBody, BlockingBodySource, BlockingResponse, BodySource, ErrorKind, Request, Response,
    ResponseBody, TransportError,
};

/// The answer to a planned request: a status, headers and a body that may break, or no answer at all.
///
/// ```
/// use toapis_transport::memory::Reply;
/// use toapis_transport::{ErrorKind, TransportError};
///
/// let limited = Reply::new(429).header("retry-after", "5").body("{}");
/// let cut = Reply::new(200)
///     .body(r#"{"id":"thi"#)
///     .then_fail(TransportError::answered(ErrorKind::Truncated, "the body was cut"));
/// ```
#[derive(Clone, Debug)]
pub struct Reply {
    outcome: Outcome,
}

impl Reply {
    /// An answer with this status, without headers and with an empty body. A number outside of 100 to 999 makes
    /// the request fail with a message that says so.
    pub fn new(status: u16) -> Self {
        let outcome = match StatusCode::from_u16(status) {
            Ok(status) => Outcome::Answer(Answer {
                status,
                headers: HeaderMap::new(),
                pieces: VecDeque::new(),
                broken: None,
            }),
            Err(_) => Outcome::mistake(&format!("{status} is not a status")),
        };
        Self { outcome }
    }

    /// No answer: the request fails with this error.
    pub fn failure(error: TransportError) -> Self {
        Self { outcome: Outcome::Fail(error) }
    }

    /// No answer, ever: an async request waits until its future is dropped.
    ///
    /// A blocking request fails at once with [`ErrorKind::HeadTimeout`], because a thread cannot be dropped.
    pub fn never() -> Self {
        Self { outcome: Outcome::Never }
    }

    /// Adds a header to an answer. A name or value that HTTP does not allow makes the request fail with a message
    /// that says so.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Outcome::Answer(answer) = &mut self.outcome {
            match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                (Ok(name), Ok(value)) => {
                    answer.headers.append(name, value);
                }
                _ => self.outcome = Outcome::mistake(&format!("the header {name:?} is not valid")),
            }
        }
        self
    }

    /// Adds a header that is known to be valid.
    #[cfg(feature = "cassette")]
    pub(crate) fn append(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if let Outcome::Answer(answer) = &mut self.outcome {
            answer.headers.append(name, value);
        }
        self
    }

    /// Adds a piece to the body of an answer; several pieces are read one after the other.
    pub fn body(mut self, piece: impl Into<Bytes>) -> Self {
        if let Outcome::Answer(answer) = &mut self.outcome {
            answer.pieces.push_back(piece.into());
        }
        self
    }

    /// Breaks the body of an answer with this error after the pieces so far.
    pub fn then_fail(mut self, error: TransportError) -> Self {
        if let Outcome::Answer(answer) = &mut self.outcome {
            answer.broken = Some(error);
        }
        self
    }

    pub(crate) async fn into_response(self, request: &Request) -> Result<Response, TransportError> {
        match self.outcome {
            Outcome::Answer(answer) => Ok(answer.into_http(request, ResponseBody::from_source)),
            Outcome::Fail(error) => Err(named(error, request)),
            Outcome::Never => std::future::pending().await,
        }
    }

    pub(crate) fn into_blocking(self, request: &Request) -> Result<BlockingResponse, TransportError> {
        match self.outcome {
            Outcome::Answer(answer) => Ok(answer.into_http(request, BlockingBody::from_source)),
            Outcome::Fail(error) => Err(named(error, request)),
            Outcome::Never => {
                let error = TransportError::unknown(ErrorKind::HeadTimeout, "the script never answers");
                Err(named(error, request))
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Outcome {
    Answer(Answer),
    Fail(TransportError),
    Never,
}

impl Outcome {
    fn mistake(message: &str) -> Self {
        let message = format!("the script is wrong: {message}");
        Self::Fail(TransportError::not_sent(ErrorKind::Unplanned, message))
    }
}

#[derive(Clone, Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    pieces: VecDeque<Bytes>,
    broken: Option<TransportError>,
}

impl Answer {
    fn into_http<B>(self, request: &Request, body: impl FnOnce(Pieces) -> B) -> http::Response<B> {
        let broken = self.broken.map(|error| named(error, request));
        let mut response = http::Response::new(body(Pieces { pieces: self.pieces, broken }));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

struct Pieces {
    pieces: VecDeque<Bytes>,
    broken: Option<TransportError>,
}

impl Pieces {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match (self.pieces.pop_front(), self.broken.take()) {
            (Some(piece), broken) => {
                self.broken = broken;
                Ok(Some(piece))
            }
            (None, Some(error)) => Err(error),
            (None, None) => Ok(None),
        }
    }
}

#[async_trait]
impl BodySource for Pieces {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.next()
    }
}

impl BlockingBodySource for Pieces {
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.next()
    }
}
