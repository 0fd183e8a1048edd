//! Which hosts results are fetched from.

use std::net::IpAddr;

use http::Uri;
use http::uri::{Authority, Scheme};
use toapis_transport::AddressPolicy;

use super::error::FetchError;
use crate::base_url::{BaseUrl, is_loopback_host};

/// The allow-list for results: the service's own file hosts, the API's origin, and what you add.
///
/// A result URL comes out of an answer, and so out of other hands; it is not a reason to connect to anything. Hosts are
/// compared as they are written, letter case aside: no trailing dot, no user info. An entry without a port means https
/// on its usual port, one with a port that port only. Everything is fetched over https; only an API that is itself on
/// plain http may have its results there too, at exactly its own address.
///
/// A name on the list is not enough: the connection must go to an address of the public internet, whatever the name
/// resolves to. Only the API's own origin, and a host that you allowed by its address, may be elsewhere, and the files
/// of an API on this machine must be on this machine. See
/// [`Config::allow_any_result_address`](crate::Config::allow_any_result_address).
#[derive(Clone, Debug)]
pub struct ResultHosts {
    extra: Vec<Door>,
    mirrors: Vec<Vec<Door>>,
    any_address: bool,
    on_this_machine: AddressPolicy,
}

impl ResultHosts {
    /// The file hosts seen in answers of the service.
    pub const KNOWN: [&'static str; 4] =
        ["files.toapis.com", "files.toapis.cn", "files.toapis.xyz", "cdn.toapis.com"];

    /// Hosts that serve the same files under the same paths, as far as is known.
    pub const KNOWN_MIRRORS: [&'static str; 2] = ["files.toapis.com", "files.toapis.cn"];

    pub(crate) fn new(extra: &[String], mirrors: &[Vec<String>], any_address: bool) -> Self {
        let doors =
            |entries: &[String]| -> Vec<Door> { entries.iter().filter_map(|entry| door(entry)).collect() };
        let mirrors: Vec<Vec<Door>> = mirrors.iter().map(|group| doors(group)).collect();
        let mut extra = doors(extra);
        extra.extend(mirrors.iter().flatten().cloned());
        let on_this_machine = AddressPolicy::new(|address| address.is_loopback());
        Self { extra, mirrors, any_address, on_this_machine }
    }

    /// The same file on the hosts that mirror this one.
    pub(crate) fn mirrors_of(&self, uri: &Uri) -> Vec<Uri> {
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        let own = uri.authority().filter(|_| is_https).and_then(|own| Door::new(own, &Scheme::HTTPS));
        let Some(own) = own else { return Vec::new() };
        let known: Vec<Door> = Self::KNOWN_MIRRORS.iter().filter_map(|host| door(host)).collect();
        let groups = self.mirrors.iter().chain(std::iter::once(&known));
        let mut found: Vec<Door> = Vec::new();
        for other in groups.filter(|group| group.contains(&own)).flatten() {
            if *other != own && !found.contains(other) {
                found.push(other.clone());
            }
        }
        let path = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let there = |door: Door| format!("https://{}{path}", door.shown(&Scheme::HTTPS)).parse().ok();
        found.into_iter().filter_map(there).collect()
    }

    /// Where a connection for this URL, which [`check`](Self::check) let pass, may go; `None` for anywhere.
    pub(crate) fn addresses_of(&self, uri: &Uri, api: &BaseUrl) -> Option<AddressPolicy> {
        let host = uri.host().unwrap_or_default();
        if api.is_loopback() && is_loopback_host(host) {
            return Some(self.on_this_machine.clone());
        }
        let is_own = uri.scheme().zip(uri.authority()).is_some_and(|(scheme, authority)| {
            let door = Door::new(authority, scheme);
            door.is_some_and(|door| format!("{scheme}://{}", door.shown(scheme)) == api.origin())
        });
        let is_written = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        (!self.any_address && !is_own && !is_written).then(AddressPolicy::public_only)
    }

    /// The parsed URL, if it may be fetched by a client of `api`.
    pub(crate) fn check(&self, url: &str, api: &BaseUrl) -> Result<Uri, FetchError> {
        let uri: Uri = url.parse().map_err(|_| FetchError::BadUrl)?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(FetchError::BadUrl);
        };
        let door = Door::new(authority, scheme).ok_or(FetchError::BadUrl)?;
        // A local API serves its files locally, on any port and without TLS.
        let is_local = api.is_loopback() && is_loopback_host(&door.host);
        let host = door.shown(scheme);
        if is_local || format!("{scheme}://{host}") == api.origin() {
            return Ok(uri);
        }
        // Before the list, so that nobody is told to allow what would be refused all the same.
        if *scheme != Scheme::HTTPS {
            return Err(FetchError::NotEncrypted { host });
        }
        if Self::KNOWN.contains(&host.as_str()) || self.extra.contains(&door) {
            return Ok(uri);
        }
        Err(FetchError::HostNotAllowed { host })
    }
}

/// An entry of a list. One that is none is said to be, for the list is short of a host then.
fn door(entry: &str) -> Option<Door> {
    let door = entry.trim().parse().ok().and_then(|authority| Door::new(&authority, &Scheme::HTTPS));
    if door.is_none() {
        tracing::warn!("an allowed result host is neither a host nor host:port, and never matches");
    }
    door
}

/// Where a connection goes: a host in lower case, and its port.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Door {
    host: String,
    port: u16,
}

impl Door {
    /// `None` for user info, and for a port that is none.
    fn new(authority: &Authority, scheme: &Scheme) -> Option<Self> {
        let host = authority.host();
        let port = match authority.as_str().strip_prefix(host)? {
            "" => usual_port(scheme),
            _ => authority.port_u16()?,
        };
        Some(Self { host: host.to_ascii_lowercase(), port })
    }

    /// As people write it: the port only where it is not the usual one.
    fn shown(&self, scheme: &Scheme) -> String {
        let Self { host, port } = self;
        if *port == usual_port(scheme) { host.clone() } else { format!("{host}:{port}") }
    }
}

fn usual_port(scheme: &Scheme) -> u16 {
    if *scheme == Scheme::HTTP { 80 } else { 443 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, api: &str) -> Result<(), FetchError> {
        let extra =
            ["CDN.example.com", "odd.example.com:8443", "usual.example.com:443", "https://slip.example.com/"];
        ResultHosts::new(&extra.map(str::to_owned), &[], false).check(url, &api.parse().unwrap()).map(drop)
    }

    #[test]
    fn d01_only_known_hosts_are_fetched_from() {
        for url in [
            "https://files.toapis.com/a.png",
            "https://FILES.toapis.cn:443/a",
            "https://cdn.example.com/x",
            "https://odd.example.com:8443/x",
            "https://usual.example.com/x",
            "https://toapis.com/__files/a",
        ] {
            assert!(check(url, "https://toapis.com").is_ok(), "{url}");
        }
        for url in [
            "https://files.toapis.com.evil.com/a",
            "https://files.toapis.com./a",
            "https://files.toapis.com@evil.com/a",
            "https://evil.com@files.toapis.com/a",
            "https://files.toapis.com:8443/a",
            "https://files.toapis.com:99999/a",
            "https://cdn.example.com:8443/a",
            "https://odd.example.com/a",
            "https://odd.example.com:8444/a",
            "http://odd.example.com:8443/a",
            "https://slip.example.com/a",
            "https://xn--fles-1pa.toapis.com/a",
            "https://127.0.0.1/a",
            "https://0x7f.1/a",
            "https://169.254.169.254/latest",
            "http://files.toapis.com/a.png",
            "http://toapis.com/a.png",
            "https://toapis.com:8443/a.png",
            "file:///etc/passwd",
            "/relative",
            "",
        ] {
            assert!(check(url, "https://toapis.com").is_err(), "{url}");
        }
    }

    #[test]
    fn d01_what_the_message_says_to_allow_is_allowed_then() {
        for url in
            ["https://cdn.example.org/a", "https://CDN.example.org:8443/a", "https://[2001:db8::1]:8443/a"]
        {
            let api = "https://toapis.com".parse().unwrap();
            let error = ResultHosts::new(&[], &[], false).check(url, &api).unwrap_err();
            let FetchError::HostNotAllowed { host } = error else { panic!("{error:?}") };
            assert!(
                ResultHosts::new(std::slice::from_ref(&host), &[], false).check(url, &api).is_ok(),
                "{host}"
            );
        }
        // Allowing would not help, so it is not offered.
        let plain = check("http://cdn.example.org/a", "https://toapis.com");
        assert!(matches!(plain, Err(FetchError::NotEncrypted { .. })), "{plain:?}");
    }

    #[test]
    fn d01_the_origin_of_the_api_is_allowed_exactly() {
        for (url, api) in [
            ("https://gw.example:8443/files/a", "https://gw.example:8443/v1"),
            ("https://GW.example:443/files/a", "https://gw.example"),
            ("http://gw.example:8080/files/a", "http://gw.example:8080"),
            ("http://gw.example:80/files/a", "http://gw.example"),
        ] {
            assert!(check(url, api).is_ok(), "{url}");
        }
        for (url, api) in [
            ("https://gw.example/a", "https://gw.example:8443"),
            ("http://gw.example:8443/a", "https://gw.example:8443"),
            ("http://gw.example/a", "http://gw.example:8080"),
            ("http://files.toapis.com/a", "http://gw.example:8080"),
            ("http://cdn.example.com/a", "http://gw.example"),
        ] {
            assert!(check(url, api).is_err(), "{url}");
        }
    }

    #[test]
    fn a_local_api_may_use_local_files_and_nothing_else_changes() {
        assert!(check("http://127.0.0.1:4123/files/a.png", "http://127.0.0.1:8080").is_ok());
        assert!(check("http://10.0.0.1/files/a.png", "http://127.0.0.1:8080").is_err());
        assert!(check("http://files.toapis.com/a.png", "http://127.0.0.1:8080").is_err());
    }

    #[test]
    fn d22_a_mirror_is_an_allowed_host_with_the_same_path() {
        let hosts = |groups: &[&[&str]]| {
            let groups: Vec<Vec<String>> =
                groups.iter().map(|group| group.iter().map(ToString::to_string).collect()).collect();
            ResultHosts::new(&[], &groups, false)
        };
        let mirrors = |hosts: &ResultHosts, url: &str| -> Vec<String> {
            hosts.mirrors_of(&url.parse().unwrap()).iter().map(ToString::to_string).collect()
        };
        let usual = hosts(&[]);
        assert_eq!(mirrors(&usual, "https://files.toapis.com/a?b"), ["https://files.toapis.cn/a?b"]);
        assert_eq!(mirrors(&usual, "https://FILES.toapis.cn:443/a"), ["https://files.toapis.com/a"]);
        for alone in
            ["https://cdn.toapis.com/a", "https://files.toapis.com:8443/a", "http://files.toapis.com/a"]
        {
            assert!(mirrors(&usual, alone).is_empty(), "{alone}");
        }
        let more = hosts(&[&["files.toapis.com", "m.example.com:8443", "files.toapis.cn"]]);
        let found = mirrors(&more, "https://files.toapis.com/a");
        assert_eq!(found, ["https://m.example.com:8443/a", "https://files.toapis.cn/a"]);
        assert!(more.check(&found[0], &"https://toapis.com".parse().unwrap()).is_ok());
    }
}
