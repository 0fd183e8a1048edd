//! Fetching one result, without I/O: what to ask for next, given the last answer.

use std::time::Duration;

use http::header::{ACCEPT, HeaderMap, HeaderValue, LOCATION, USER_AGENT};
use http::{StatusCode, Uri};
use toapis_transport::{Request, RequestBody};

use super::error::FetchError;
use crate::config::Shared;
use crate::core::retry_after;

/// How many redirects are followed, each to an allowed host.
const MAX_HOPS: u32 = 3;

/// The way to one result: the URL, then wherever it redirects to.
pub(crate) struct Fetch<'a> {
    shared: &'a Shared,
    uri: Uri,
    hops: u32,
}

/// What an answer's head calls for.
#[derive(Debug)]
pub(crate) enum Next {
    /// Read the body: it is the file.
    Read,
    /// Ask again, at another allowed place.
    Ask,
}

impl<'a> Fetch<'a> {
    /// The way to `url`, if it may be fetched.
    pub(crate) fn new(url: &str, shared: &'a Shared) -> Result<Self, FetchError> {
        Ok(Self { shared, uri: shared.hosts.check(url, &shared.api.base)?, hops: 0 })
    }

    /// The request to send now. It never carries a key, a cookie or a referrer.
    pub(crate) fn request(&self) -> Request {
        let mut request = Request::new(RequestBody::empty());
        *request.uri_mut() = self.uri.clone();
        request.headers_mut().insert(USER_AGENT, self.shared.api.user_agent.clone());
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("*/*"));
        request.extensions_mut().insert(self.shared.api.timeouts);
        request
    }

    /// Judges an answer's head that came at `now`, in Unix seconds.
    pub(crate) fn next(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        now: i64,
    ) -> Result<Next, FetchError> {
        let host = || self.uri.host().unwrap_or_default().to_owned();
        match status.as_u16() {
            200 => Ok(Next::Read),
            301 | 302 | 303 | 307 | 308 => {
                let location = headers.get(LOCATION).and_then(|location| location.to_str().ok());
                let (Some(location), true) = (location, self.hops < MAX_HOPS) else {
                    return Err(FetchError::Redirect { host: host() });
                };
                let target = if location.starts_with('/') && !location.starts_with("//") {
                    let origin = self.uri.to_string();
                    let end = origin.len() - self.uri.path_and_query().map_or(0, |path| path.as_str().len());
                    format!("{}{location}", &origin[..end])
                } else {
                    location.to_owned()
                };
                self.uri = self.shared.hosts.check(&target, &self.shared.api.base)?;
                self.hops += 1;
                Ok(Next::Ask)
            }
            status => {
                Err(FetchError::Status { host: host(), status, retry_after: retry_after(headers, now) })
            }
        }
    }
}

/// How long to wait before trying a result again, after `attempt` tries ended in `error`; `None` when it is final.
///
/// Fetching costs nothing, so passing trouble is sat out: 1, 2 and 4 seconds, or longer where the host asks for it.
pub(crate) fn pause_before_attempt(attempt: u32, error: &FetchError) -> Option<Duration> {
    const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];
    let place = usize::try_from(attempt).ok()?.checked_sub(1)?;
    let pause = PAUSES.get(place).filter(|_| error.is_passing())?;
    let asked = error.retry_after().unwrap_or_default().min(MAX_RETRY_AFTER);
    Some(asked.max(*pause))
}

/// A host that asks for more is asked again after this much.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn follow(from: &str, location: &str) -> Result<String, FetchError> {
        let shared = Config::new("sk-1").build().unwrap();
        let mut fetch = Fetch::new(from, &shared)?;
        fetch.next(StatusCode::FOUND, &HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]), 0)?;
        Ok(fetch.request().uri().to_string())
    }

    #[test]
    fn d04_every_hop_is_checked() {
        assert_eq!(follow("https://files.toapis.com/a?x=1", "/b?y").unwrap(), "https://files.toapis.com/b?y");
        assert_eq!(
            follow("https://files.toapis.com/a", "https://files.toapis.cn/a").unwrap(),
            "https://files.toapis.cn/a"
        );
        for bad in ["https://evil.com/", "//evil.com/a", "http://files.toapis.com/a", "relative"] {
            assert!(follow("https://files.toapis.com/a", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn s01_requests_for_results_carry_no_key() {
        let shared = Config::new("sk-1").build().unwrap();
        let fetch = Fetch::new("https://toapis.com/__files/a", &shared).unwrap();
        let names: Vec<_> = fetch.request().headers().keys().map(ToString::to_string).collect();
        assert_eq!(names, ["user-agent", "accept"]);
    }
}
