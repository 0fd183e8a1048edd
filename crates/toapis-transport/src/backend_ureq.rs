//! The blocking backend on the protocol core of ureq.

mod connection;
mod dial;
mod exchange;
mod incoming;
mod tcp;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::header::CONTENT_LENGTH;
use ureq_proto::client::Call;

use self::connection::Pool;
use self::dial::{Dial, DialError, Target};
use self::exchange::{Rest, Running};
use self::incoming::IncomingBody;
use crate::exchange::Exchange;
use crate::pace::Watch;
use crate::pools::{Pools, REFUSED_ADDRESS};
use crate::tls::Roots;
use crate::{
    BlockingBody, BlockingResponse, BlockingTransport, DEFAULT_CONNECT_TIMEOUT, ErrorKind, Request, Resolver,
    SystemResolver, TransportError,
};

/// A [`BlockingTransport`] on ureq: HTTP/1.1, pooled connections, rustls, no async runtime.
///
/// The protocol is that of ureq (`ureq-proto`, its core without I/O); the connections and their limits are this crate's,
/// because they are where proof of delivery comes from.
///
/// The calling thread waits, so inside an async program it belongs on a thread meant for that. It works there,
/// though: no runtime is started or dropped. It knows no proxy and does not read the environment. Clones share the
/// pool.
///
/// It proves [`NotSent`](crate::Delivery::NotSent) for every failure to resolve, connect or agree on TLS, for every failure
/// before the system took a byte of the request, and for a large body that it gave up sending before its end. A
/// connection from the pool is probed before it is used; a failure on it after that is
/// [`Unknown`](crate::Delivery::Unknown), also where the server had closed it at the same moment.
///
/// # Weaknesses
///
/// When name resolution runs out of time, its thread stays until the system gives up.
///
/// ```no_run
/// # fn example() -> Result<(), toapis_transport::TransportError> {
/// use toapis_transport::{BlockingTransport, RequestBody, UreqTransport, http};
///
/// let transport = UreqTransport::new()?;
/// let request = http::Request::get("https://api.example/health").body(RequestBody::empty()).expect("valid");
/// let body = transport.send(request)?.into_body().read_to_end(1 << 20)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct UreqTransport {
    pools: Pools<Pool>,
    connect_timeout: Duration,
}

impl UreqTransport {
    /// A transport with the defaults of [`UreqTransportBuilder`].
    ///
    /// # Errors
    ///
    /// As for [`UreqTransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// Begins to configure a transport.
    pub fn builder() -> UreqTransportBuilder {
        UreqTransportBuilder {
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            roots: Roots::default(),
            resolver: Arc::new(SystemResolver),
        }
    }

    fn exchange(&self, request: Request, exchange: &Exchange) -> Result<BlockingResponse, TransportError> {
        let pool = self.pools.client(exchange.policy.as_ref())?;
        let began = Instant::now();
        let head = exchange.timeouts.head.min(LONGEST);
        let (mut parts, body) = request.into_parts();
        let target = Target {
            uri: &parts.uri,
            https: exchange.https,
            authority: &exchange.authority,
            began,
            limit: self.connect_timeout.min(head),
            until: began + head,
        };
        let mut connection = pool.connection(&target).map_err(dial_error)?;
        if !body.is_empty() {
            parts.headers.insert(CONTENT_LENGTH, body.len().into());
        }
        let mut call = Call::new(http::Request::from_parts(parts, ())).map_err(misfit)?;
        call.allow_non_standard_methods(true);
        if !body.is_empty() {
            call.force_send_body();
        }
        let running =
            Running { connection: &mut connection, timeouts: exchange.timeouts, until: began + head };
        let (response, rest) = running.run(call, body.into_bytes())?;
        let body = match rest {
            Rest::Body(call) => {
                let watch = Watch::new(&exchange.timeouts);
                BlockingBody::from_source(IncomingBody::new(call, connection, pool, watch))
            }
            Rest::Nothing { reusable } => {
                if reusable {
                    pool.give_back(connection);
                }
                BlockingBody::empty()
            }
        };
        Ok(response.map(|()| body))
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, mut request: Request) -> Result<BlockingResponse, TransportError> {
        let exchange = Exchange::begin(&mut request)?;
        match self.exchange(request, &exchange) {
            Ok(response) => Ok(response.map(|body| body.with_host(exchange.host()))),
            Err(error) => Err(error.with_host(exchange.host())),
        }
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport")
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

/// Settings of a [`UreqTransport`]; from [`UreqTransport::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct UreqTransportBuilder {
    connect_timeout: Duration,
    roots: Roots,
    resolver: Arc<dyn Resolver>,
}

impl UreqTransportBuilder {
    /// How long resolving the host name may take, and then how long making the connection, TCP and TLS together.
    /// Default [`DEFAULT_CONNECT_TIMEOUT`]. A shorter [`Timeouts::head`] of a request comes first.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Trusts this root certificate as well, given as DER.
    pub fn add_root_certificate(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.roots.add_der(der.into());
        self
    }

    /// Trusts the root certificates in this PEM text as well.
    pub fn add_root_certificates_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.roots.add_pem(pem.as_ref());
        self
    }

    /// Trusts the added root certificates only, not the bundled ones of Mozilla.
    pub fn without_bundled_roots(mut self) -> Self {
        self.roots.leave_out_bundled();
        self
    }

    /// Resolves host names with this. Default [`SystemResolver`].
    pub fn resolver(mut self, resolver: impl Resolver) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Makes the transport. No connection is made yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Tls`] when an added root certificate cannot be used.
    pub fn build(self) -> Result<UreqTransport, TransportError> {
        let Self { connect_timeout, roots, resolver } = self;
        let tls = Arc::new(roots.client_config()?);
        let pools = Pools::new(move |rule| {
            let (tls, resolver) = (Arc::clone(&tls), Arc::clone(&resolver));
            Ok(Pool::new(Dial { tls, resolver, rule }))
        })?;
        Ok(UreqTransport { pools, connect_timeout: connect_timeout.min(LONGEST) })
    }
}

fn dial_error(error: DialError) -> TransportError {
    let (kind, message) = match &error {
        DialError::Address(_) => (ErrorKind::Address, REFUSED_ADDRESS),
        DialError::Dns(_) => (ErrorKind::Dns, "the host name could not be resolved"),
        DialError::TimedOut => (ErrorKind::ConnectTimeout, "no connection could be made in time"),
        DialError::Tcp(_) => (ErrorKind::Connect, "no connection could be made"),
        DialError::Tls(_) => (ErrorKind::Tls, "the TLS handshake failed"),
    };
    TransportError::not_sent(kind, message).with_source(error)
}

fn misfit(error: ureq_proto::Error) -> TransportError {
    TransportError::not_sent(ErrorKind::InvalidRequest, "the request cannot be sent").with_source(error)
}

/// Adding a duration to an instant panics for `Duration::MAX`; a year is as good as no limit.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
