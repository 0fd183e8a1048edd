//! The blocking backend on ureq.

mod dial;
mod outgoing;
mod tcp;

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Method;
use http::header::CONTENT_LENGTH;
use ureq::config::AutoHeaderValue;
use ureq::{Agent, AsSendBody, BodyReader, Error, SendBody, Timeout};

use self::dial::{Dial, DialError, Names};
use self::outgoing::Outgoing;
use self::tcp::Clock;
use crate::exchange::{Exchange, POOL_IDLE};
use crate::pace::{Stalled, Watch};
use crate::pools::{Pools, REFUSED_ADDRESS};
use crate::tls::Roots;
use crate::{
    BlockingBody, BlockingBodySource, BlockingResponse, BlockingTransport, DEFAULT_CONNECT_TIMEOUT,
    ErrorKind, Request, Resolver, SystemResolver, Timeouts, TransportError,
};

/// A [`BlockingTransport`] on ureq: HTTP/1.1, pooled connections, rustls, no async runtime.
///
/// The calling thread waits, so inside an async program it belongs on a thread meant for that. It works there,
/// though: no runtime is started or dropped. It knows no proxy and does not read the environment. Clones share the
/// pool.
///
/// It proves [`NotSent`](crate::Delivery::NotSent) for every failure to resolve, connect or agree on TLS, and for a
/// large body that it gave up sending before its end. A
/// connection from the pool is probed before it is used; a failure on it after that is
/// [`Unknown`](crate::Delivery::Unknown), also where the server had closed it at the same moment.
///
/// # Weaknesses
///
/// When name resolution runs out of time, its thread stays until the system gives up. Compression switched on in
/// ureq by another crate of the program makes it decode compressed bodies, although none are asked for.
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
    agents: Pools<Agent>,
    connect_timeout: Duration,
    clock: Clock,
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

    fn run(
        &self,
        request: Request,
        exchange: &Exchange,
        outgoing: &mut Outgoing,
    ) -> Result<http::Response<ureq::Body>, Error> {
        let agent =
            self.agents.client(exchange.policy.as_ref()).map_err(|error| Error::Other(error.into()))?;
        let (mut parts, body) = request.into_parts();
        let timeouts = exchange.timeouts;
        // ureq takes any body, even an empty one, as an order to send one, and refuses a POST without.
        let takes_body = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
        if body.is_empty() && !takes_body {
            agent.run(self.configure(&agent, http::Request::from_parts(parts, ()), timeouts))
        } else {
            // A reader has no length of its own, and would be sent in chunks.
            parts.headers.insert(CONTENT_LENGTH, body.len().into());
            let body = SendBody::from_reader(outgoing);
            agent.run(self.configure(&agent, http::Request::from_parts(parts, body), timeouts))
        }
    }

    /// Every phase gets a budget, so that the reason of a timeout names the phase; `Tcp` reads the rest.
    fn configure<B: AsSendBody>(
        &self,
        agent: &Agent,
        request: http::Request<B>,
        timeouts: Timeouts,
    ) -> http::Request<B> {
        let head = timeouts.head.min(LONGEST);
        let connect = self.connect_timeout.min(head);
        agent
            .configure_request(request)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .timeout_send_request(Some(head))
            .timeout_send_body(Some(LONGEST))
            .timeout_recv_response(Some(head))
            .timeout_recv_body(Some(LONGEST))
            .timeout_per_read(Some(timeouts.idle.min(LONGEST)))
            .timeout_per_write(Some(self.clock.deadline_after(head)))
            .build()
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, mut request: Request) -> Result<BlockingResponse, TransportError> {
        let exchange = Exchange::begin(&mut request)?;
        let mut outgoing = Outgoing::new(request.body().as_bytes().clone(), &exchange.timeouts);
        let response = self
            .run(request, &exchange, &mut outgoing)
            .map_err(|error| head_error(error, &exchange.timeouts, &outgoing).with_host(exchange.host()))?;
        Ok(response.map(|body| {
            let source = IncomingBody {
                reader: body.into_reader(),
                watch: Watch::new(&exchange.timeouts),
                idle: exchange.timeouts.idle,
                host: exchange.host(),
            };
            BlockingBody::from_source(source).with_host(exchange.host())
        }))
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
        let clock = Clock::start();
        let Self { connect_timeout, roots, resolver } = self;
        let tls = Arc::new(roots.client_config()?);
        let agents = Pools::new(move |rule| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .proxy(None)
                .user_agent(AutoHeaderValue::None)
                .accept(AutoHeaderValue::None)
                .accept_encoding(AutoHeaderValue::None)
                .allow_non_standard_methods(true)
                .max_idle_age(POOL_IDLE)
                .build();
            let names = Names { resolver: Arc::clone(&resolver), rule };
            Ok(Agent::with_parts(config, Dial::new(Arc::clone(&tls), clock), names))
        })?;
        Ok(UreqTransport { agents, connect_timeout: connect_timeout.min(LONGEST), clock })
    }
}

struct IncomingBody {
    reader: BodyReader<'static>,
    watch: Watch,
    idle: Duration,
    host: Box<str>,
}

impl BlockingBodySource for IncomingBody {
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let mut piece = vec![0; PIECE];
        let began = Instant::now();
        match self.reader.read(&mut piece) {
            Ok(0) => Ok(None),
            Ok(length) => {
                self.watch
                    .note(began.elapsed(), length)
                    .map_err(|stalled| stalled.of_response().with_host(self.host.clone()))?;
                piece.truncate(length);
                Ok(Some(piece.into()))
            }
            Err(error) => Err(body_error(error.into(), self.idle).with_host(self.host.clone())),
        }
    }
}

/// Only what [`Dial`] and [`Names`] report is proof: they run before ureq writes the first byte of a request.
fn head_error(error: Error, timeouts: &Timeouts, outgoing: &Outgoing) -> TransportError {
    if let Some(stalled) = outgoing.stalled() {
        return outgoing.given_up(stalled);
    }
    match error {
        Error::Timeout(Timeout::SendBody) => outgoing.given_up(Stalled::Silent(timeouts.idle)),
        Error::Other(error) => match error.downcast::<DialError>() {
            Ok(error) => dial_error(*error),
            Err(error) => TransportError::unknown(ErrorKind::Other, "the exchange failed").with_source(error),
        },
        Error::Timeout(_) => {
            let message = format!("no complete response head within {:?}", timeouts.head);
            TransportError::unknown(ErrorKind::HeadTimeout, message)
        }
        Error::Io(error) if is_broken(&error) => {
            let message = "the connection was closed before an answer was complete";
            TransportError::unknown(ErrorKind::Closed, message).with_source(error)
        }
        Error::Protocol(error) => {
            TransportError::unknown(ErrorKind::Protocol, "the answer is not valid HTTP").with_source(error)
        }
        Error::LargeResponseHeader(..) => {
            TransportError::unknown(ErrorKind::Protocol, "the head of the answer is too large")
        }
        Error::Io(error) => {
            TransportError::unknown(ErrorKind::Other, "the exchange failed").with_source(error)
        }
        // Without the source: some of ureq's errors hold the whole URL.
        _ => TransportError::unknown(ErrorKind::Other, "the exchange failed"),
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

fn body_error(error: Error, idle: Duration) -> TransportError {
    match error {
        Error::Timeout(_) => {
            let message = format!("silence in the response body for {idle:?}");
            TransportError::answered(ErrorKind::IdleTimeout, message)
        }
        Error::Io(error) if is_broken(&error) => {
            TransportError::answered(ErrorKind::Truncated, "the response body was cut short")
                .with_source(error)
        }
        Error::Protocol(error) => {
            let message = "the response body is not valid HTTP";
            TransportError::answered(ErrorKind::Protocol, message).with_source(error)
        }
        _ => TransportError::answered(ErrorKind::Other, "the response body could not be read"),
    }
}

fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected
    )
}

/// ureq adds durations to instants, which panics for `Duration::MAX`; a year is as good as no limit.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

const PIECE: usize = 16 * 1024;
