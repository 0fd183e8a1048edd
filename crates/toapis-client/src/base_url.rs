//! Where the API is: a base URL in any of the spellings people use, made into one origin.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use thiserror::Error;

/// The origin of an API, and the path prefix in front of `/v1`, if any.
///
/// The documentation gives the address with and without `/v1` and with and without a slash at the end; all four mean
/// the same and are accepted. So is a bare host name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
    origin: String,
}

impl BaseUrl {
    /// The address of the service.
    pub const DEFAULT: &'static str = "https://toapis.com";

    /// `scheme://host[:port]`, lower case, without the scheme's own port. This is what the key is bound to.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// The same, borrowed.
    pub(crate) fn origin_str(&self) -> &str {
        &self.origin
    }

    /// The host, without port; an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        self.authority.host()
    }

    /// Whether the host is this machine: `localhost` or a loopback address.
    pub fn is_loopback(&self) -> bool {
        is_loopback_host(self.host())
    }

    /// Whether requests travel encrypted.
    pub fn is_https(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The absolute URL of a path such as `/v1/images/generations`.
    ///
    /// # Errors
    ///
    /// When the two together are too long.
    pub(crate) fn join(&self, path: impl Into<Cow<'static, str>>) -> Result<Uri, http::Error> {
        let path: Bytes = match path.into() {
            path if !self.prefix.is_empty() => [self.prefix.as_str(), &path].concat().into(),
            Cow::Borrowed(path) => Bytes::from_static(path.as_bytes()),
            Cow::Owned(path) => path.into(),
        };
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(path)?);
        Ok(Uri::from_parts(parts)?)
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::HTTPS, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::HTTP, rest),
            Some(_) => return Err(InvalidBaseUrl::Scheme),
            None => (Scheme::HTTPS, text),
        };
        if rest.contains(['?', '#']) {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(InvalidBaseUrl::UserInfo);
        }
        let authority = authority.to_ascii_lowercase();
        let own_port = if scheme == Scheme::HTTPS { ":443" } else { ":80" };
        let authority: Authority = authority
            .strip_suffix(own_port)
            .unwrap_or(&authority)
            .parse()
            .ok()
            .filter(|authority: &Authority| !authority.host().is_empty() && has_sound_port(authority))
            .ok_or(InvalidBaseUrl::Host)?;

        let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        if segments.last() == Some(&"v1") {
            segments.pop();
        }
        let plain = |segment: &&str| {
            segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
                && !segment.trim_matches('.').is_empty()
        };
        if !segments.iter().all(plain) {
            return Err(InvalidBaseUrl::Path);
        }
        let prefix = segments.iter().fold(String::new(), |prefix, segment| prefix + "/" + segment);
        let origin = format!("{scheme}://{authority}");
        Ok(Self { scheme, authority, prefix, origin })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}

/// Why a text cannot be a base URL. No message repeats it, since people paste keys into URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// Neither `https://` nor `http://`.
    #[error("the base URL must start with https:// (or http:// for this machine)")]
    Scheme,
    /// No host, or not a valid one.
    #[error("the base URL holds no valid host; it looks like https://toapis.com")]
    Host,
    /// `user:password@` in front of the host.
    #[error("the base URL holds a user name or password; the key goes into TOAPIS_API_KEY")]
    UserInfo,
    /// A `?query` or a `#fragment`.
    #[error("the base URL holds a query or fragment; it looks like https://toapis.com")]
    QueryOrFragment,
    /// A path with characters that need escaping, or with dots.
    #[error("the path of the base URL is not plain")]
    Path,
    /// Plain `http://` to another machine, which would show the key to everyone on the way.
    #[error(
        "the base URL is plain http:// to another machine, which would show the key on the way; use https:// (Config::allow_plain_http allows it to a program)"
    )]
    Insecure,
}

/// Whether a host name or address means this machine.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `host:` and ports beyond 65535 pass as an authority but cannot be connected to.
fn has_sound_port(authority: &Authority) -> bool {
    let after_host = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    after_host.is_empty() || authority.port_u16().is_some_and(|port| port != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, InvalidBaseUrl> {
        text.parse::<BaseUrl>().map(|url| url.join("/v1/x").unwrap().to_string())
    }

    #[test]
    fn h44_all_usual_spellings_mean_the_same() {
        for text in [
            "https://toapis.com",
            "https://toapis.com/",
            "https://toapis.com/v1",
            "https://toapis.com/v1/",
            "HTTPS://ToAPIs.com:443//v1//",
            " toapis.com\n",
        ] {
            assert_eq!(parse(text).unwrap(), "https://toapis.com/v1/x", "{text:?}");
        }
        assert_eq!(parse("http://127.0.0.1:8080/gw/v1").unwrap(), "http://127.0.0.1:8080/gw/v1/x");
        assert_eq!(parse("http://[::1]:80").unwrap(), "http://[::1]/v1/x");
    }

    #[test]
    fn h44_what_cannot_be_a_base_is_refused() {
        for (text, why) in [
            ("ftp://toapis.com", InvalidBaseUrl::Scheme),
            ("https://", InvalidBaseUrl::Host),
            ("https://toapis.com:", InvalidBaseUrl::Host),
            ("https://toapis.com:99999", InvalidBaseUrl::Host),
            ("https://user:sk-key@toapis.com", InvalidBaseUrl::UserInfo),
            ("https://toapis.com?key=sk-key", InvalidBaseUrl::QueryOrFragment),
            ("https://toapis.com/#x", InvalidBaseUrl::QueryOrFragment),
            ("https://toapis.com/../x", InvalidBaseUrl::Path),
            ("https://toapis.com/a%20b", InvalidBaseUrl::Path),
        ] {
            assert_eq!(parse(text), Err(why), "{text:?}");
            assert!(!why.to_string().contains("sk-key"));
        }
    }

    #[test]
    fn loopback_is_recognised_by_value() {
        for text in ["http://localhost:1", "http://127.8.9.1", "http://[::1]:9"] {
            assert!(text.parse::<BaseUrl>().unwrap().is_loopback(), "{text}");
        }
        for text in ["http://127.evil.com", "http://10.0.0.1", "http://localhost.evil.com"] {
            assert!(!text.parse::<BaseUrl>().unwrap().is_loopback(), "{text}");
        }
    }
}
