//! Where events may be sent: to this machine, and nowhere else.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use hyper::Uri;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The address of a receiver on this machine: plain `http`, and a loopback host.
///
/// The opposite of what the service asks for (`webhooks/task-webhooks`): that takes public addresses over https only. An
/// emulator must not reach beyond its machine, so it has `127.0.0.0/8`, `[::1]` and `localhost`, in their plain spellings.
/// The rest is as there: no user info and no fragment. Without a port it is 80.
///
/// ```
/// use toapis_emulator::webhooks::ReceiverUrl;
///
/// let url: ReceiverUrl = "http://127.0.0.1:8080/hooks?from=toapis".parse()?;
/// assert_eq!(url.to_string(), "http://127.0.0.1:8080/hooks?from=toapis");
/// assert!("https://example.com/hooks".parse::<ReceiverUrl>().is_err());
/// # Ok::<(), toapis_emulator::webhooks::InvalidReceiver>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiverUrl {
    host: Host,
    port: u16,
    /// The path, with the query if there is one. Begins with a slash.
    target: String,
}

/// A host that is this machine by its form, so that no lookup can make it another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Host {
    Localhost,
    /// Of `127.0.0.0/8`.
    V4(Ipv4Addr),
    /// `::1`.
    V6,
}

impl ReceiverUrl {
    /// The longest URL taken, in bytes: 2,048. The service documents no limit.
    pub const MAX_LENGTH: usize = 2048;

    /// Whether the two differ in path and query only, as a `callback_url` may from the default. `localhost` and `127.0.0.1`
    /// are two hosts.
    pub fn same_origin(&self, other: &Self) -> bool {
        (self.host, self.port) == (other.host, other.port)
    }

    /// Where to connect to, in this order. Always loopback; no name is looked up.
    pub(super) fn addresses(&self) -> Vec<SocketAddr> {
        let (v4, v6) = (
            SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)),
            SocketAddr::from((Ipv6Addr::LOCALHOST, self.port)),
        );
        match self.host {
            Host::Localhost => vec![v4, v6],
            Host::V4(address) => vec![SocketAddr::from((address, self.port))],
            Host::V6 => vec![v6],
        }
    }

    /// The value of the `Host` header.
    pub(super) fn authority(&self) -> String {
        if self.port == 80 { self.host.to_string() } else { format!("{}:{}", self.host, self.port) }
    }

    /// Path and query, as they stand in a request line.
    pub(super) fn target(&self) -> &str {
        &self.target
    }
}

impl FromStr for ReceiverUrl {
    type Err = InvalidReceiver;

    fn from_str(text: &str) -> Result<Self, InvalidReceiver> {
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidReceiver::TooLong);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidReceiver::Character);
        }
        let (scheme, rest) = text.split_once("://").ok_or(InvalidReceiver::Scheme)?;
        if scheme.eq_ignore_ascii_case("https") {
            return Err(InvalidReceiver::Https);
        }
        if !scheme.eq_ignore_ascii_case("http") {
            return Err(InvalidReceiver::Scheme);
        }
        if rest.contains('#') {
            return Err(InvalidReceiver::Fragment);
        }
        let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(InvalidReceiver::UserInfo);
        }
        let (host, port) = split_port(authority)?;
        let target = if target.starts_with('/') { target.to_owned() } else { format!("/{target}") };
        target.parse::<Uri>().map_err(|_| InvalidReceiver::Path)?;
        Ok(Self { host: host.parse()?, port, target })
    }
}

/// Splits `host`, `host:port` and `[::1]:port`.
fn split_port(authority: &str) -> Result<(&str, u16), InvalidReceiver> {
    let after_host = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let Some(colon) = authority[after_host..].find(':') else { return Ok((authority, 80)) };
    let (host, port) = (&authority[..after_host + colon], &authority[after_host + colon + 1..]);
    // `u16` would also read "+80".
    let port = port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.parse().ok()).flatten();
    port.filter(|port| *port != 0).map(|port| (host, port)).ok_or(InvalidReceiver::Port)
}

impl FromStr for Host {
    type Err = InvalidReceiver;

    fn from_str(text: &str) -> Result<Self, InvalidReceiver> {
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self::Localhost);
        }
        let v6 = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        if v6.and_then(|text| text.parse().ok()) == Some(Ipv6Addr::LOCALHOST) {
            return Ok(Self::V6);
        }
        // Reads four decimal numbers only, none of the shortened, octal and hexadecimal spellings.
        let v4 = text.parse().ok().filter(Ipv4Addr::is_loopback);
        v4.map(Self::V4)
            .ok_or_else(|| InvalidReceiver::NotLoopback { host: text.chars().take(100).collect() })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Localhost => f.write_str("localhost"),
            Self::V4(address) => address.fmt(f),
            Self::V6 => f.write_str("[::1]"),
        }
    }
}

impl fmt::Display for ReceiverUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority(), self.target)
    }
}

impl TryFrom<String> for ReceiverUrl {
    type Error = InvalidReceiver;

    fn try_from(text: String) -> Result<Self, InvalidReceiver> {
        text.parse()
    }
}

impl From<ReceiverUrl> for String {
    fn from(url: ReceiverUrl) -> Self {
        url.to_string()
    }
}

/// Why the emulator sends nothing to a URL. None of these was ever connected to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidReceiver {
    /// Over https, as the service demands it.
    #[error(
        "the URL is https; the service demands that, but the emulator delivers over plain http, to this machine: \
         write http://127.0.0.1:<port>/<path>"
    )]
    Https,
    /// No URL, or one of another scheme.
    #[error("the URL does not begin with http://; write http://127.0.0.1:<port>/<path>")]
    Scheme,
    /// Another machine, or a spelling that might be one.
    #[error(
        "the host {host:?} is not this machine; the emulator delivers to 127.0.0.0/8, [::1] and localhost only \
         (the service, the other way round, to public addresses only)"
    )]
    NotLoopback {
        /// The host, cut to 100 characters.
        host: String,
    },
    /// A name or password before the host.
    #[error("the URL has user info before an @; neither the service nor the emulator takes it")]
    UserInfo,
    /// A `#` and what follows it.
    #[error("the URL has a fragment (#...); neither the service nor the emulator takes it")]
    Fragment,
    /// No number from 1 to 65535.
    #[error("the port is no number from 1 to 65535; leave the colon away for port 80")]
    Port,
    /// A path or query that cannot stand in a request.
    #[error("the path or query of the URL has a character that must be percent-encoded")]
    Path,
    /// White space, a control character, or one beyond ASCII.
    #[error("the URL has white space or a character beyond ASCII; percent-encode it")]
    Character,
    /// Over [`ReceiverUrl::MAX_LENGTH`].
    #[error("the URL is longer than {} bytes", ReceiverUrl::MAX_LENGTH)]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ReceiverUrl, InvalidReceiver> {
        text.parse()
    }

    #[test]
    fn this_machine_is_taken() {
        for (text, shown, first) in [
            ("http://127.0.0.1:8080/a?b=c", "http://127.0.0.1:8080/a?b=c", "127.0.0.1:8080"),
            ("HTTP://LocalHost", "http://localhost/", "127.0.0.1:80"),
            ("http://127.8.9.10:80", "http://127.8.9.10/", "127.8.9.10:80"),
            ("http://[::1]:65535?x", "http://[::1]:65535/?x", "[::1]:65535"),
            ("http://[0:0::1]/", "http://[::1]/", "[::1]:80"),
            ("http://127.0.0.1//evil.example/:@x", "http://127.0.0.1//evil.example/:@x", "127.0.0.1:80"),
        ] {
            let url = parse(text).unwrap();
            assert_eq!(url.to_string(), shown);
            assert_eq!(url.addresses()[0].to_string(), first);
            assert!(url.addresses().iter().all(|address| address.ip().is_loopback()));
            assert_eq!(parse(shown).unwrap(), url);
        }
        assert_eq!(parse("http://localhost:81/").unwrap().addresses()[1].to_string(), "[::1]:81");
    }

    #[test]
    fn everything_else_is_refused_by_its_form() {
        for host in [
            "example.com",
            "10.0.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "8.8.8.8",
            "126.255.255.255",
            "128.0.0.1",
            "[::]",
            "[fe80::1]",
            "[::ffff:127.0.0.1]",
            "[::1%25lo]",
            "::1",
            "[::1",
            "127.1",
            "0x7f.1",
            "2130706433",
            "0177.0.0.1",
            "127.0.0.1.",
            "localhost.",
            "localhost.example.com",
            "127.0.0.1.nip.io",
            "",
            ".",
            "%31%32%37.0.0.1",
            "127.0.0.1\\",
        ] {
            let refused = parse(&format!("http://{host}/"));
            assert!(
                matches!(refused, Err(InvalidReceiver::NotLoopback { .. } | InvalidReceiver::Port)),
                "{host}: {refused:?}"
            );
        }
        for (text, expected) in [
            ("", InvalidReceiver::Scheme),
            ("127.0.0.1:80/x", InvalidReceiver::Scheme),
            ("http:/127.0.0.1/", InvalidReceiver::Scheme),
            ("//127.0.0.1/", InvalidReceiver::Scheme),
            ("ftp://127.0.0.1/", InvalidReceiver::Scheme),
            ("https://127.0.0.1/", InvalidReceiver::Https),
            ("https://example.com/", InvalidReceiver::Https),
            ("http://user@127.0.0.1/", InvalidReceiver::UserInfo),
            ("http://127.0.0.1:80@example.com/", InvalidReceiver::UserInfo),
            ("http://@127.0.0.1/", InvalidReceiver::UserInfo),
            ("http://127.0.0.1/#", InvalidReceiver::Fragment),
            ("http://127.0.0.1#/x", InvalidReceiver::Fragment),
            ("http://127.0.0.1:/", InvalidReceiver::Port),
            ("http://127.0.0.1:0/", InvalidReceiver::Port),
            ("http://127.0.0.1:+80/", InvalidReceiver::Port),
            ("http://127.0.0.1:65536/", InvalidReceiver::Port),
            ("http://127.0.0.1:80:81/", InvalidReceiver::Port),
            ("http://127.0.0.1/<x>", InvalidReceiver::Path),
            ("http://127.0.0.1/a b", InvalidReceiver::Character),
            ("http://127.0.0.1/\r\nX-Evil: 1", InvalidReceiver::Character),
            (" http://127.0.0.1/", InvalidReceiver::Character),
            ("http://127.0.0.1/\u{e9}", InvalidReceiver::Character),
        ] {
            assert_eq!(parse(text), Err(expected), "{text:?}");
        }
        let long = |length: usize| format!("http://127.0.0.1/{}", "x".repeat(length - 17));
        assert!(parse(&long(2048)).is_ok());
        assert_eq!(parse(&long(2049)), Err(InvalidReceiver::TooLong));
    }

    #[test]
    fn a_snapshot_cannot_bring_in_another_machine() {
        assert!(serde_json::from_str::<ReceiverUrl>(r#""http://127.0.0.1:9/x""#).is_ok());
        assert!(serde_json::from_str::<ReceiverUrl>(r#""http://10.0.0.1:9/x""#).is_err());
    }

    #[test]
    fn the_origin_is_host_and_port() {
        let url = parse("http://127.0.0.1:80/a").unwrap();
        for (other, same) in [
            ("http://127.0.0.1/b?c", true),
            ("http://127.0.0.1:81/a", false),
            ("http://127.0.0.2/a", false),
            ("http://localhost/a", false),
        ] {
            assert_eq!(url.same_origin(&parse(other).unwrap()), same, "{other}");
        }
    }
}
