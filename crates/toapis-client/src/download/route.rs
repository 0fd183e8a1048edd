//! The way to one result, without I/O: its URL, its mirrors, and wherever they redirect to.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderValue, IF_RANGE, LOCATION, RANGE, USER_AGENT,
};
use http::{StatusCode, Uri};
use toapis_transport::{ErrorKind, Request, RequestBody, TransportError};

use super::error::FetchError;
use super::resume::Validator;
use crate::config::Shared;
use crate::core::retry_after;

/// How many redirects are followed, each to an allowed host.
const MAX_HOPS: u32 = 3;

pub(crate) struct Route<'a> {
    shared: &'a Shared,
    /// The URL itself, then the same path on its mirrors. Never empty.
    doors: Vec<Uri>,
    /// Which of them is tried.
    door: usize,
    /// Where a redirect led from there.
    hop: Option<Uri>,
    hops: u32,
}

/// What an answer's head calls for.
#[derive(Debug)]
pub(crate) enum Next {
    /// It may be the file, or the part of it that was asked for.
    Judge,
    /// Ask again, at another allowed place.
    Ask,
}

impl<'a> Route<'a> {
    /// The way to `url`, if it may be fetched.
    pub(crate) fn new(url: &str, shared: &'a Shared) -> Result<Self, FetchError> {
        let first = shared.hosts.check(url, &shared.api.base)?;
        let mirrors = shared.hosts.mirrors_of(&first);
        let doors = std::iter::once(first).chain(mirrors).collect();
        Ok(Self { shared, doors, door: 0, hop: None, hops: 0 })
    }

    /// Whether `url` is where this way begins already.
    pub(crate) fn begins_at(&self, url: &str) -> bool {
        url.parse::<Uri>().is_ok_and(|uri| self.doors.first() == Some(&uri))
    }

    /// Back to the beginning, for another try.
    pub(crate) fn begin(&mut self) {
        self.door = 0;
        self.again();
    }

    /// To the beginning of the mirror that is tried.
    pub(crate) fn again(&mut self) {
        self.hop = None;
        self.hops = 0;
    }

    /// Goes to the next mirror, if the way to this one is blocked and there is one that was not tried.
    pub(crate) fn turn(&mut self, error: &TransportError) -> bool {
        let is_blocked = matches!(
            error.kind(),
            ErrorKind::Dns
                | ErrorKind::Connect
                | ErrorKind::ConnectTimeout
                | ErrorKind::Tls
                | ErrorKind::Closed
                | ErrorKind::Address
        );
        if !is_blocked || self.door + 1 >= self.doors.len() {
            return false;
        }
        self.door += 1;
        self.again();
        true
    }

    /// The request to send now: for the whole file, or for everything from a byte on, of this version of it or of whichever
    /// there is. It never
    /// carries a key, a cookie or a referrer, and goes only to addresses that its host may have.
    pub(crate) fn request(&self, from: Option<(u64, Option<&Validator>)>) -> Request {
        let mut request = Request::new(RequestBody::empty());
        *request.uri_mut() = self.uri().clone();
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.shared.api.user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        // A compressed picture is not smaller, and its size on disk would not be the one announced.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Some((at, validator)) = from
            && let Ok(range) = HeaderValue::from_str(&format!("bytes={at}-"))
        {
            headers.insert(RANGE, range);
            if let Some(validator) = validator {
                headers.insert(IF_RANGE, validator.header());
            }
        }
        request.extensions_mut().insert(self.shared.api.timeouts);
        if let Some(policy) = self.shared.hosts.addresses_of(self.uri(), &self.shared.api.base) {
            request.extensions_mut().insert(policy);
        }
        request
    }

    /// Judges an answer's head that came at `now`, in Unix seconds.
    pub(crate) fn next(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        now: i64,
    ) -> Result<Next, FetchError> {
        match status.as_u16() {
            200 | 206 if is_encoded(headers) => Err(FetchError::Encoded { host: self.host() }),
            200 | 206 | 416 => Ok(Next::Judge),
            301 | 302 | 303 | 307 | 308 => self.follow(headers),
            _ => Err(self.refusal(status, headers, now)),
        }
    }

    /// An answer that is of no use.
    pub(crate) fn refusal(&self, status: StatusCode, headers: &HeaderMap, now: i64) -> FetchError {
        let retry_after = retry_after(headers, now);
        FetchError::Status { host: self.host(), status: status.as_u16(), retry_after }
    }

    fn follow(&mut self, headers: &HeaderMap) -> Result<Next, FetchError> {
        let location = headers.get(LOCATION).and_then(|location| location.to_str().ok());
        let (Some(location), true) = (location, self.hops < MAX_HOPS) else {
            return Err(FetchError::Redirect { host: self.host() });
        };
        let uri = self.uri();
        let target = if location.starts_with('/') && !location.starts_with("//") {
            let origin = uri.to_string();
            let end = origin.len() - uri.path_and_query().map_or(0, |path| path.as_str().len());
            format!("{}{location}", &origin[..end])
        } else {
            location.to_owned()
        };
        self.hop = Some(self.shared.hosts.check(&target, &self.shared.api.base)?);
        self.hops += 1;
        Ok(Next::Ask)
    }

    fn uri(&self) -> &Uri {
        self.hop.as_ref().unwrap_or(&self.doors[self.door])
    }

    fn host(&self) -> String {
        self.uri().host().unwrap_or_default().to_owned()
    }
}

/// Whether the bytes are not the file itself, although that was asked for.
fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get_all(CONTENT_ENCODING).iter().any(|encoding| {
        let encoding = encoding.as_bytes().trim_ascii();
        !encoding.is_empty() && !encoding.eq_ignore_ascii_case(b"identity")
    })
}

#[cfg(test)]
mod tests {
    use toapis_transport::AddressPolicy;

    use super::*;
    use crate::config::Config;

    fn follow(from: &str, location: &str) -> Result<String, FetchError> {
        let shared = Config::new("sk-1").build().unwrap();
        let mut route = Route::new(from, &shared)?;
        route.next(StatusCode::FOUND, &HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]), 0)?;
        Ok(route.request(None).uri().to_string())
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
    fn s01_s13_requests_for_results_carry_no_key_and_say_nothing_of_where_they_come_from() {
        let shared = Config::new("sk-1").build().unwrap();
        let mut route = Route::new("https://toapis.com/__files/a", &shared).unwrap();
        let names = |request: Request| request.headers().keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(route.request(None)), ["user-agent", "accept", "accept-encoding"]);
        let mut headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static("/b"))]);
        headers.insert(http::header::SET_COOKIE, HeaderValue::from_static("a=b"));
        route.next(StatusCode::FOUND, &headers, 0).unwrap();
        let validator = Validator::Tag(HeaderValue::from_static("\"a\""));
        let resumed = route.request(Some((7, Some(&validator))));
        assert_eq!(
            (&resumed.headers()[RANGE], &resumed.headers()[IF_RANGE]),
            (&"bytes=7-".parse().unwrap(), &"\"a\"".parse().unwrap())
        );
        assert_eq!(names(resumed), ["user-agent", "accept", "accept-encoding", "range", "if-range"]);
    }

    #[test]
    fn d02_every_hop_is_bound_to_the_addresses_that_its_host_may_have() {
        let rule = |config: Config, url: &str| {
            let shared = config.build().unwrap();
            let request = Route::new(url, &shared).unwrap().request(None);
            AddressPolicy::of(request.extensions()).cloned()
        };
        let loopback = "127.0.0.1".parse().unwrap();
        let private = "10.0.0.1".parse().unwrap();
        let public = "1.1.1.1".parse().unwrap();
        let real = rule(Config::new("sk-1"), "https://files.toapis.com/a").unwrap();
        assert_eq!([loopback, private, public].map(|address| real.allows(address)), [false, false, true]);
        let named = Config::new("sk-1").allow_result_host("cdn.example.com");
        let named = rule(named, "https://cdn.example.com/a").unwrap();
        assert!(!named.allows(private));
        let local = Config::new("sk-1").base_url("http://127.0.0.1:8080");
        let local = rule(local, "http://localhost:4000/a").unwrap();
        assert_eq!([loopback, private, public].map(|address| local.allows(address)), [true, false, false]);
        // Who writes an address means it; who names the API has sent the key there.
        let written = Config::new("sk-1").allow_result_host("10.0.0.1");
        assert!(rule(written, "https://10.0.0.1/a").is_none());
        let own = Config::new("sk-1").base_url("https://gw.internal");
        assert!(rule(own.clone(), "https://gw.internal/files/a").is_none());
        assert!(rule(own, "https://files.toapis.com/a").is_some());
        let any = Config::new("sk-1").allow_any_result_address(true);
        assert!(rule(any, "https://files.toapis.com/a").is_none());
    }

    #[test]
    fn d22_only_a_blocked_way_leads_to_a_mirror_and_each_is_tried_once() {
        let shared = Config::new("sk-1").build().unwrap();
        let mut route = Route::new("https://files.toapis.com/a?sig=x", &shared).unwrap();
        for kind in [ErrorKind::HeadTimeout, ErrorKind::Truncated, ErrorKind::TooSlow, ErrorKind::Protocol] {
            assert!(!route.turn(&TransportError::unknown(kind, "it broke")), "{kind:?}");
        }
        let blocked = TransportError::not_sent(ErrorKind::Dns, "no such name");
        assert!(route.turn(&blocked));
        let request = route.request(None);
        assert_eq!(request.uri(), "https://files.toapis.cn/a?sig=x");
        assert_eq!(request.method(), http::Method::GET);
        assert!(!route.turn(&blocked));
        route.begin();
        assert_eq!(route.request(None).uri(), "https://files.toapis.com/a?sig=x");
    }

    #[test]
    fn d12_bytes_that_would_have_to_be_unpacked_are_refused() {
        let shared = Config::new("sk-1").build().unwrap();
        let mut route = Route::new("https://files.toapis.com/a", &shared).unwrap();
        let mut next = |encoding: &'static str| {
            let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(encoding))]);
            route.next(StatusCode::OK, &headers, 0)
        };
        for encoding in ["gzip", "br", "zstd, gzip", "unknown"] {
            assert!(matches!(next(encoding), Err(FetchError::Encoded { .. })), "{encoding}");
        }
        assert!(next("identity").is_ok() && next("").is_ok());
    }
}
