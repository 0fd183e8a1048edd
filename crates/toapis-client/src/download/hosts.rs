//! Which hosts results are fetched from.

use http::Uri;
use http::uri::Scheme;

use super::error::FetchError;
use crate::base_url::{BaseUrl, is_loopback_host};

/// The allow-list for results: the service's own file hosts, the API's host, and what you add.
///
/// A result URL comes out of an answer, and so out of other hands; it is not a reason to connect to anything. Hosts are
/// compared as they are written, letter case aside: no trailing dot, no user info, the scheme's own port.
#[derive(Clone, Debug)]
pub struct ResultHosts {
    extra: Vec<String>,
}

impl ResultHosts {
    /// The file hosts seen in answers of the service.
    pub const KNOWN: [&'static str; 4] =
        ["files.toapis.com", "files.toapis.cn", "files.toapis.xyz", "cdn.toapis.com"];

    pub(crate) fn new(extra: Vec<String>) -> Self {
        Self { extra: extra.into_iter().map(|host| host.to_ascii_lowercase()).collect() }
    }

    /// The parsed URL, if it may be fetched by a client of `api`.
    pub(crate) fn check(&self, url: &str, api: &BaseUrl) -> Result<Uri, FetchError> {
        let uri: Uri = url.parse().map_err(|_| FetchError::BadUrl)?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(FetchError::BadUrl);
        };
        if authority.as_str().contains('@') {
            return Err(FetchError::BadUrl);
        }
        let host = authority.host().to_ascii_lowercase();
        let refused = || FetchError::HostNotAllowed { host: authority.as_str().to_ascii_lowercase() };
        // A local API serves its files locally, on any port and without TLS.
        if api.is_loopback() && is_loopback_host(&host) {
            return Ok(uri);
        }
        let own_port = authority.port_u16().is_none_or(|port| port == 443);
        let known = Self::KNOWN.contains(&host.as_str()) || host == api.host() || self.extra.contains(&host);
        if !known || !own_port {
            return Err(refused());
        }
        if *scheme != Scheme::HTTPS {
            return Err(FetchError::NotEncrypted { host });
        }
        Ok(uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, api: &str) -> Result<(), FetchError> {
        ResultHosts::new(vec!["CDN.example.com".to_owned()]).check(url, &api.parse().unwrap()).map(drop)
    }

    #[test]
    fn d01_only_known_hosts_are_fetched_from() {
        for url in [
            "https://files.toapis.com/a.png",
            "https://FILES.toapis.cn:443/a",
            "https://cdn.example.com/x",
            "https://toapis.com/__files/a",
        ] {
            assert!(check(url, "https://toapis.com").is_ok(), "{url}");
        }
        for url in [
            "https://files.toapis.com.evil.com/a",
            "https://files.toapis.com./a",
            "https://files.toapis.com@evil.com/a",
            "https://files.toapis.com:8443/a",
            "https://xn--fles-1pa.toapis.com/a",
            "https://127.0.0.1/a",
            "https://0x7f.1/a",
            "https://169.254.169.254/latest",
            "http://files.toapis.com/a.png",
            "file:///etc/passwd",
            "/relative",
            "",
        ] {
            assert!(check(url, "https://toapis.com").is_err(), "{url}");
        }
    }

    #[test]
    fn a_local_api_may_use_local_files_and_nothing_else_changes() {
        assert!(check("http://127.0.0.1:4123/files/a.png", "http://127.0.0.1:8080").is_ok());
        assert!(check("http://10.0.0.1/files/a.png", "http://127.0.0.1:8080").is_err());
        assert!(check("http://files.toapis.com/a.png", "http://127.0.0.1:8080").is_err());
    }
}
