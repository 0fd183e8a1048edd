//! Connections for ureq: resolved, dialled and encrypted here, so that every failure before the first byte of a
//! request carries a mark.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Instant;

use http::Uri;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::config::Config;
use ureq::unversioned::resolver::{self, ArrayVec, ResolvedSocketAddrs};
use ureq::unversioned::transport::time::Duration as Limit;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

use super::tcp::{Clock, Tcp, Whole, cut};
use crate::Resolver;
use crate::pools::{AddressRefused, Rule};
use crate::resolver::DnsFailure;

/// Makes every connection of one agent.
pub(super) struct Dial {
    tls: Arc<ClientConfig>,
    clock: Clock,
}

impl Dial {
    pub(super) fn new(tls: Arc<ClientConfig>, clock: Clock) -> Self {
        Self { tls, clock }
    }

    fn dial(&self, details: &ConnectionDetails<'_>) -> Result<Box<dyn Transport>, DialError> {
        let left = self.clock.left(details.config.timeout_per_write());
        let until = Instant::now() + left.min(*details.timeout.after).min(super::LONGEST);
        let tcp = Tcp::new(connect(&details.addrs, until)?, buffers(details.config), self.clock);
        if !details.needs_tls() {
            return Ok(Box::new(tcp));
        }
        Ok(Box::new(Encrypted::handshake(tcp, Arc::clone(&self.tls), details, until)?))
    }
}

impl Connector<()> for Dial {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Self::Out>, Error> {
        self.dial(details).map(Some).map_err(|error| Error::Other(Box::new(error)))
    }
}

impl fmt::Debug for Dial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dial")
    }
}

/// Why there is no connection: the mark that proves that nothing was sent.
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

/// A [`Resolver`] in the shape that ureq asks for.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) resolver: Arc<dyn Resolver>,
    pub(super) rule: Rule,
}

impl resolver::Resolver for Names {
    fn resolve(&self, uri: &Uri, _: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let marked = |error| Error::Other(Box::new(error));
        let host = bare_host(uri);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let addresses = match host.parse() {
            Ok(address) => vec![address],
            Err(_) => DnsFailure::resolve_within(Arc::clone(&self.resolver), host.to_owned(), *timeout.after)
                .map_err(|error| marked(DialError::Dns(error)))?
                .ok_or_else(|| marked(DialError::TimedOut))?,
        };
        let addresses = self.rule.admit(addresses).map_err(|error| marked(DialError::Address(error)))?;
        let mut resolved: ResolvedSocketAddrs = ArrayVec::from_fn(|_| SocketAddr::from(([0, 0, 0, 0], 0)));
        for address in addresses.into_iter().take(MOST_ADDRESSES) {
            resolved.push((address, port).into());
        }
        Ok(resolved)
    }
}

/// TLS over a TCP connection.
struct Encrypted {
    buffers: LazyBuffers,
    whole: Whole,
    stream: StreamOwned<ClientConnection, TransportAdapter<Tcp>>,
}

impl Encrypted {
    fn handshake(
        tcp: Tcp,
        config: Arc<ClientConfig>,
        details: &ConnectionDetails<'_>,
        until: Instant,
    ) -> Result<Self, DialError> {
        let tls = |error| DialError::Tls(io::Error::new(io::ErrorKind::InvalidData, error));
        let name = ServerName::try_from(bare_host(details.uri).to_owned())
            .map_err(|error| DialError::Tls(io::Error::new(io::ErrorKind::InvalidInput, error)))?;
        let mut connection = ClientConnection::new(config, name).map_err(tls)?;
        let whole = tcp.whole();
        let mut adapter = TransportAdapter::new(tcp, Arc::clone(&details.current_time));
        let left = until.saturating_duration_since(Instant::now());
        let timeout =
            NextTimeout { after: Limit::Exact(left), reason: Timeout::Connect, ..NextTimeout::default() };
        adapter.set_timeout(timeout);
        connection.complete_io(&mut adapter).map_err(|error| match Error::from(error) {
            Error::Timeout(_) => DialError::TimedOut,
            error => DialError::Tls(error.into_io()),
        })?;
        Ok(Self { buffers: buffers(details.config), whole, stream: StreamOwned::new(connection, adapter) })
    }
}

impl Transport for Encrypted {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.stream.write_all(output)?;
        Ok(self.stream.flush()?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.whole.begin(timeout);
        self.stream.sock.set_timeout(timeout);
        let length = self.stream.read(self.buffers.input_append_buf()).map_err(cut)?;
        self.buffers.input_appended(length);
        Ok(length > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encrypted")
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

fn buffers(config: &Config) -> LazyBuffers {
    LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size())
}

/// The host without the brackets of an IPv6 address.
fn bare_host(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']')
}

/// The capacity of ureq's list.
const MOST_ADDRESSES: usize = 16;
