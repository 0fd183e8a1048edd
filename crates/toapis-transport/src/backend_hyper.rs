//! The backend on hyper and hyper-util's connection pool.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec;

use async_trait::async_trait;
use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use crate::exchange::{Exchange, POOL_IDLE};
use crate::handover::{Handover, OutgoingBody};
use crate::pools::{Pools, Rule};
use crate::resolver::DnsFailure;
use crate::tls::Roots;
use crate::wire::{self, ConnectTimedOut};
use crate::{
    DEFAULT_CONNECT_TIMEOUT, Request, Resolver, Response, SystemResolver, Transport, TransportError,
};

/// A [`Transport`] on hyper: HTTP/1.1, pooled connections, rustls, and nothing else. With the feature `http2` also
/// HTTP/2, where a server offers it over TLS.
///
/// It must be used inside a tokio runtime with I/O and time enabled; elsewhere `send` fails without sending. It
/// knows no proxy and does not read the environment. Clones share the pool.
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
    pools: Pools<Client<Dialer, OutgoingBody>>,
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
    async fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        let exchange = Exchange::begin(&mut request)?;
        let client = self.pools.client(exchange.policy.as_ref())?;
        let (parts, body) = request.into_parts();
        let (handover, body) = Handover::new(body.as_bytes().clone());
        let sending = client.request(http::Request::from_parts(parts, body));
        let response = wire::head(&exchange, &handover, sending, |error| {
            if error.is_connect() {
                wire::connect_error(error, exchange.https)
            } else {
                wire::head_error(error, &handover)
            }
        })
        .await?;
        Ok(wire::response_body(&exchange, response))
    }
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
        let tls = roots.client_config()?;
        let pools = Pools::new(move |rule| {
            let names = Names { resolver: Arc::clone(&resolver), rule: rule.clone() };
            let mut http = HttpConnector::new_with_resolver(names);
            http.enforce_http(false);
            http.set_nodelay(true);
            // Shares the limit among the addresses of a host, so that one dead address does not use it up.
            http.set_connect_timeout(Some(connect_timeout));
            let https =
                HttpsConnectorBuilder::new().with_tls_config(tls.clone()).https_or_http().enable_http1();
            #[cfg(feature = "http2")]
            let https = https.enable_http2();
            Ok(Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(POOL_IDLE)
                .retry_canceled_requests(false)
                .build(Dialer { https: https.wrap_connector(http), limit: connect_timeout, rule }))
        })?;
        Ok(HyperTransport { pools })
    }
}

type Https = HttpsConnector<HttpConnector<Names>>;
type BoxError = Box<dyn std::error::Error + Send + Sync>;
type BoxFuture<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

/// Connects within one limit for name resolution, TCP and TLS together.
#[derive(Clone)]
struct Dialer {
    https: Https,
    limit: Duration,
    rule: Rule,
}

impl Service<Uri> for Dialer {
    type Response = <Https as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = BoxFuture<Self::Response, BoxError>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.https.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        // An address in place of a name does not pass through the resolver.
        if let Err(refused) = self.rule.admit_host(uri.host().unwrap_or_default()) {
            return Box::pin(async { Err(refused.into()) });
        }
        let limit = self.limit;
        let connecting = self.https.call(uri);
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err(ConnectTimedOut(limit).into()),
            }
        })
    }
}

/// A [`Resolver`] in the shape that hyper-util asks for.
#[derive(Clone)]
struct Names {
    resolver: Arc<dyn Resolver>,
    rule: Rule,
}

impl Service<Name> for Names {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = BoxFuture<Self::Response, BoxError>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let Self { resolver, rule } = self.clone();
        Box::pin(async move {
            Ok(DnsFailure::resolve_elsewhere(resolver, &rule, name.as_str().to_owned()).await?.into_iter())
        })
    }
}
