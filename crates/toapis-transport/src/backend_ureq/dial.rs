//! New connections: resolved, dialled and encrypted here, before the first byte of a request is written.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::Authority;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::tcp::{Stream, Tcp};
use crate::Resolver;
use crate::pools::{AddressRefused, Rule};
use crate::resolver::DnsFailure;

/// Makes the connections under one address policy.
pub(super) struct Dial {
    pub(super) tls: Arc<ClientConfig>,
    pub(super) resolver: Arc<dyn Resolver>,
    pub(super) rule: Rule,
}

/// Where to, and how long it may take.
pub(super) struct Target<'a> {
    pub(super) uri: &'a Uri,
    pub(super) https: bool,
    /// The host and, where the URI names one, the port.
    pub(super) authority: &'a Authority,
    /// When the exchange began.
    pub(super) began: Instant,
    /// How long resolving may take, and then how long making the connection.
    pub(super) limit: Duration,
    /// When the exchange ends.
    pub(super) until: Instant,
}

impl Dial {
    pub(super) fn connect(&self, target: &Target<'_>) -> Result<Stream, DialError> {
        let addresses = self.resolve(target)?;
        let until = (Instant::now() + target.limit).min(target.until);
        let tcp = Tcp::new(connect(&addresses, until)?, until);
        if target.https {
            return Ok(Stream::Tls(Box::new(self.handshake(tcp, target.uri)?)));
        }
        Ok(Stream::Plain(tcp))
    }

    fn resolve(&self, target: &Target<'_>) -> Result<Vec<SocketAddr>, DialError> {
        let host = bare_host(target.uri);
        let port = target.uri.port_u16().unwrap_or(if target.https { 443 } else { 80 });
        let addresses = match host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => DnsFailure::resolve_within(Arc::clone(&self.resolver), host.to_owned(), target.limit)
                .map_err(DialError::Dns)?
                .ok_or(DialError::TimedOut)?,
        };
        let addresses = self.rule.admit(addresses).map_err(DialError::Address)?;
        Ok(addresses.into_iter().map(|address| (address, port).into()).collect())
    }

    fn handshake(&self, mut tcp: Tcp, uri: &Uri) -> Result<StreamOwned<ClientConnection, Tcp>, DialError> {
        let name = ServerName::try_from(bare_host(uri).to_owned())
            .map_err(|error| DialError::Tls(io::Error::new(io::ErrorKind::InvalidInput, error)))?;
        let mut connection = ClientConnection::new(Arc::clone(&self.tls), name)
            .map_err(|error| DialError::Tls(io::Error::new(io::ErrorKind::InvalidData, error)))?;
        connection.complete_io(&mut tcp).map_err(|error| match error.kind() {
            io::ErrorKind::TimedOut => DialError::TimedOut,
            _ => DialError::Tls(error),
        })?;
        Ok(StreamOwned::new(connection, tcp))
    }
}

/// Why there is no connection, which proves that nothing was sent.
#[derive(Debug)]
pub(super) enum DialError {
    Dns(DnsFailure),
    Address(AddressRefused),
    TimedOut,
    Tcp(io::Error),
    Tls(io::Error),
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(error) => error.fmt(f),
            Self::Address(error) => error.fmt(f),
            Self::TimedOut => f.write_str("the time to connect is over"),
            Self::Tcp(error) | Self::Tls(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Dns(error) => error.source(),
            Self::Address(_) | Self::TimedOut => None,
            // `io::Error` shows as itself above, so the chain goes on with what it wraps.
            Self::Tcp(error) | Self::Tls(error) => error.source(),
        }
    }
}

/// The first address that answers; the time is shared among those still to try.
fn connect(addresses: &[SocketAddr], until: Instant) -> Result<TcpStream, DialError> {
    let mut last = DialError::TimedOut;
    for (address, to_try) in addresses.iter().zip((1..=addresses.len()).rev()) {
        let left = until.saturating_duration_since(Instant::now());
        let share = left / u32::try_from(to_try).unwrap_or(u32::MAX);
        if share.is_zero() {
            return Err(DialError::TimedOut);
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(stream) => {
                stream.set_nodelay(true).map_err(DialError::Tcp)?;
                return Ok(stream);
            }
            Err(error) if error.kind() == io::ErrorKind::TimedOut => last = DialError::TimedOut,
            Err(error) => last = DialError::Tcp(error),
        }
    }
    Err(last)
}

/// The host without the brackets of an IPv6 address.
fn bare_host(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
}
