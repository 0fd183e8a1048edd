//! What a planned request looks like, and how a request differs from it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, Method};

use crate::Request;

/// A description of one planned request: method and path are compared always, everything else where it is named.
///
/// Header values of `Authorization` and the like are compared, but never shown.
#[derive(Clone)]
#[must_use]
pub struct Expect {
    method: Method,
    path: String,
    host: Option<String>,
    headers: Vec<(String, Vec<u8>)>,
    absent: Vec<String>,
    body: Option<Bytes>,
    checks: Vec<Check>,
    count: Option<usize>,
}

impl Expect {
    /// A request with this method and exactly this path and query: `"/v1/things?page=2"`.
    pub fn new(method: Method, path_and_query: impl Into<String>) -> Self {
        Self {
            method,
            path: path_and_query.into(),
            host: None,
            headers: Vec::new(),
            absent: Vec::new(),
            body: None,
            checks: Vec::new(),
            count: Some(1),
        }
    }

    /// A GET for this path and query.
    pub fn get(path_and_query: impl Into<String>) -> Self {
        Self::new(Method::GET, path_and_query)
    }

    /// A POST to this path and query.
    pub fn post(path_and_query: impl Into<String>) -> Self {
        Self::new(Method::POST, path_and_query)
    }

    /// The request must go to this host, compared without regard to letter case and port.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// The request must have this header with this value, possibly among other values.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The request must not have this header.
    pub fn no_header(mut self, name: impl Into<String>) -> Self {
        self.absent.push(name.into());
        self
    }

    /// The body must be exactly these bytes.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The body must satisfy this function; to compare JSON by value, parse it there.
    pub fn body_matches(self, check: impl Fn(&[u8]) -> bool + Send + Sync + 'static) -> Self {
        self.matches("the body does not satisfy body_matches", move |request| {
            check(request.body().as_bytes())
        })
    }

    /// The whole request must satisfy this function; `complaint` is shown when it does not.
    pub fn matches(
        mut self,
        complaint: impl Into<String>,
        check: impl Fn(&Request) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.checks.push(Check { complaint: complaint.into(), holds: Arc::new(check) });
        self
    }

    /// The request is planned this many times in a row. Default 1.
    pub fn times(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }

    /// The request may come at any moment, any number of times, also not at all.
    pub fn any_times(mut self) -> Self {
        self.count = None;
        self
    }

    pub(super) fn count(&self) -> Option<usize> {
        self.count
    }

    pub(super) fn fits(&self, request: &Request) -> bool {
        self.differences(request).is_empty()
    }

    pub(super) fn difference(&self, request: &Request) -> String {
        self.differences(request).join("; ")
    }

    fn differences(&self, request: &Request) -> Vec<String> {
        let mut found = Vec::new();
        if self.method != *request.method() {
            found.push(format!("the method is {}, not {}", request.method(), self.method));
        }
        let path = path_and_query(request);
        if self.path != path {
            found.push(format!("the path is {path:?}, not {:?}", self.path));
        }
        if let Some(host) = &self.host {
            let actual = request.uri().host().unwrap_or_default();
            if !host.eq_ignore_ascii_case(actual) {
                found.push(format!("the host is {actual:?}, not {host:?}"));
            }
        }
        found.extend(self.headers.iter().filter_map(|(name, value)| header_difference(request, name, value)));
        for name in self.absent.iter().filter(|name| request.headers().contains_key(name.as_str())) {
            found.push(format!("the header {name} is there"));
        }
        if let Some(body) = &self.body {
            found.extend(body_difference(request.body().as_bytes(), body));
        }
        found.extend(
            self.checks.iter().filter(|check| !(check.holds)(request)).map(|check| check.complaint.clone()),
        );
        found
    }
}

/// `POST /v1/things`
impl fmt::Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Names only: the values may be secrets.
impl fmt::Debug for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Expect")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &headers)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Check {
    complaint: String,
    holds: Arc<dyn Fn(&Request) -> bool + Send + Sync>,
}

/// `POST /v1/things`, of a request that came.
pub(super) fn line(request: &Request) -> String {
    format!("{} {}", request.method(), path_and_query(request))
}

fn path_and_query(request: &Request) -> &str {
    request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str)
}

fn header_difference(request: &Request, name: &str, value: &[u8]) -> Option<String> {
    let mut actual = request.headers().get_all(name).iter().peekable();
    if actual.peek().is_none() {
        return Some(format!("the header {name} is missing"));
    }
    let actual: Vec<_> = actual.collect();
    if actual.iter().any(|actual| actual.as_bytes() == value) {
        return None;
    }
    if is_secret(name) || actual.iter().any(|actual| actual.is_sensitive()) {
        return Some(format!("the header {name} has another value (not shown)"));
    }
    Some(format!("the header {name} is {actual:?}, not {:?}", String::from_utf8_lossy(value)))
}

/// Redacts by name too: a value that the code under test forgot to mark must not leak through the test's output.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = [HeaderName::as_str(&http::header::COOKIE), "auth", "key", "token", "secret", "signature"];
    known.iter().any(|word| name.contains(word))
}

fn body_difference(actual: &[u8], expected: &[u8]) -> Option<String> {
    if actual == expected {
        return None;
    }
    let at = actual.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let excerpt = |bytes: &[u8]| {
        let start = at.saturating_sub(20);
        let end = bytes.len().min(at + 40);
        String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default()).into_owned()
    };
    Some(format!(
        "the body differs at byte {at} ({} bytes, not {}): {:?}, not {:?}",
        actual.len(),
        expected.len(),
        excerpt(actual),
        excerpt(expected),
    ))
}
