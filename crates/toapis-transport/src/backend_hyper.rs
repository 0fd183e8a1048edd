//! The backend on hyper's connections, with a pool of its own.
//!
//! The pool is here, and not from a library, for the sake of delivery certainty: whoever owns the connection knows what was
//! written to it, looks at its socket before a request is, and gets a request back that was not begun.

mod dial;
mod http1;
#[cfg(feature = "http2")]
mod http2;
mod pool;
mod shelf;
mod stream;

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::runtime::Handle;

use self::dial::Dialer;
use self::pool::{Asked, Failure, Pool};
use crate::exchange::Exchange;
use crate::handover::Handover;
use crate::pools::Pools;
use crate::tls::Roots;
use crate::{
    DEFAULT_CONNECT_TIMEOUT, Request, Resolver, Response, SystemResolver, Transport, TransportError,
};
use crate::{incoming, wire};

/// A [`Transport`] on hyper: HTTP/1.1, pooled connections, rustls, and nothing else. With the feature `http2` also
/// HTTP/2, where a server offers it over TLS.
///
/// It must be used inside a tokio runtime with I/O and time enabled; elsewhere `send` fails without sending. It
/// knows no proxy and does not read the environment. Clones share the pool.
///
/// A connection is kept for 30 s after its last use. Before a request goes over a kept one, its socket is asked whether the
/// server has closed it, so that a request is seldom lost to that; it stays with the runtime that it was made under.
/// Dropping the future of [`send`](Transport::send), or a body before its end, closes a connection of HTTP/1.1.
///
/// It proves [`NotSent`](crate::Delivery::NotSent) for every failure to connect, for a request with a body also when
/// no connection began to take the body, whatever the failure, or when it gave up before the end of the body was
/// taken, and on HTTP/2 for a request that the server says it did not process.
///
/// ```no_run
/// # async fn example() -> Result<(), toapis_transport::TransportError> {
/// use toapis_transport::{HyperTransport, RequestBody, Transport, http};
///
/// let transport = HyperTransport::new()?;
/// let request = http::Request::get("https://api.example/health").body(RequestBody::empty()).expect("valid");
/// let body = transport.send(request).await?.into_body().read_to_end(1 << 20).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HyperTransport {
    pools: Pools<Arc<Pool>>,
}

impl HyperTransport {
    /// A transport with the defaults of [`HyperTransportBuilder`].
    ///
    /// # Errors
    ///
    /// As for [`HyperTransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// Begins to configure a transport.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder {
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            roots: Roots::default(),
            resolver: Arc::new(SystemResolver),
        }
    }
}

#[async_trait]
impl Transport for HyperTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let (exchange, handover, mut asked) = begin(request)?;
        let pool = self.pools.client(exchange.policy.as_ref())?;
        let judge = |failure| match failure {
            Failure::Connect(error) => wire::connect_error(error, exchange.https),
            Failure::Unsent(error) => wire::unsent_error(error),
            Failure::Lost(error) => wire::head_error(error, &handover),
        };
        let response = wire::head(&exchange, &handover, pin!(pool.send(&mut asked)), judge).await?;
        Ok(incoming::response(&exchange, response))
    }
}

/// Everything up to the search for a connection. Apart from the rest, so that the future of an exchange does not carry what
/// is needed here only.
fn begin(mut request: Request) -> Result<(Exchange, Handover, Asked), TransportError> {
    let exchange = Exchange::begin(&mut request)?;
    let runtime = Handle::try_current().map_err(|_| wire::no_runtime().with_host(exchange.host()))?.id();
    let (handover, request) = Handover::of(request);
    Ok((exchange, handover, Asked::new(request, runtime)))
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

/// Settings of a [`HyperTransport`]; from [`HyperTransport::builder`].
#[derive(Clone, Debug)]
#[must_use]
pub struct HyperTransportBuilder {
    connect_timeout: Duration,
    roots: Roots,
    resolver: Arc<dyn Resolver>,
}

impl HyperTransportBuilder {
    /// How long making a connection may take: name resolution, TCP and TLS together. Default
    /// [`DEFAULT_CONNECT_TIMEOUT`]. A shorter [`Timeouts::head`](crate::Timeouts::head) of a request comes first.
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
    /// [`ErrorKind::Tls`](crate::ErrorKind::Tls) when an added root certificate cannot be used.
    pub fn build(self) -> Result<HyperTransport, TransportError> {
        let Self { connect_timeout, roots, resolver } = self;
        let mut tls = roots.client_config()?;
        if cfg!(feature = "http2") {
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        let tls = Arc::new(tls);
        let pools = Pools::new(move |rule| {
            let dialer = Dialer::new(connect_timeout, Arc::clone(&tls), Arc::clone(&resolver), rule);
            Ok(Arc::new(Pool::new(dialer)))
        })?;
        Ok(HyperTransport { pools })
    }
}
