//! The backend on reqwest.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::Uri;
use http::header::{HOST, HeaderValue};
use http::uri::{Authority, Scheme};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, NoProxy, Proxy, Url, redirect, retry};

use crate::exchange::{Exchange, POOL_IDLE};
use crate::handover::Handover;
use crate::pools::{Pools, REFUSED_ADDRESS, Rule};
use crate::resolver::DnsFailure;
use crate::tls::Roots;
use crate::{
    DEFAULT_CONNECT_TIMEOUT, ErrorKind, Request, Resolver, Response, SystemResolver, Transport,
    TransportError,
};
use crate::{incoming, wire};

/// A [`Transport`] on reqwest: for programs that use reqwest anyway, or that need a proxy.
///
/// reqwest's own redirects, retries, cookies, decompression, `Referer` and proxy variables of the environment are
/// all off, whatever features other crates switch on. It must be used inside a tokio runtime with I/O and time
/// enabled; elsewhere `send` fails without sending. Clones share the pool.
///
/// What it speaks (HTTP/2 with the feature `http2`) and what it proves is the same as for
/// [the hyper backend](crate#backends-and-features).
///
/// ```no_run
/// # async fn example() -> Result<(), toapis_transport::TransportError> {
/// use toapis_transport::{ReqwestTransport, RequestBody, Transport, http};
///
/// let transport = ReqwestTransport::builder().proxy("http://proxy.corp.example:3128").build()?;
/// let request = http::Request::get("https://api.example/health").body(RequestBody::empty()).expect("valid");
/// let body = transport.send(request).await?.into_body().read_to_end(1 << 20).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ReqwestTransport {
    clients: Clients,
    proxy: Proxied,
    /// Where the last request went: the next one most likely goes there too.
    last: Arc<Mutex<Option<Place>>>,
}

#[derive(Clone)]
enum Clients {
    Ours(Pools<Client>),
    Given(Client),
}

/// A place that requests go to, in the forms that are dear to make.
#[derive(Clone, Debug)]
struct Place {
    scheme: Scheme,
    authority: Authority,
    /// Without a path of its own.
    url: Url,
    /// The value of the `Host` header.
    host: HeaderValue,
}

/// What stands between a client and the address that a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proxied {
    No,
    Yes,
    /// It may choose the address.
    Trusted,
}

impl ReqwestTransport {
    /// A transport with the defaults of [`ReqwestTransportBuilder`].
    ///
    /// # Errors
    ///
    /// As for [`ReqwestTransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// Begins to configure a transport.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder {
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            roots: Roots::default(),
            resolver: Arc::new(SystemResolver),
            proxy: None,
            trust_proxy: false,
        }
    }

    /// Uses a client as it is, for what the builder does not offer.
    ///
    /// **The contract of [`Transport`] is then in your hands.** A reqwest client follows redirects, which can send
    /// a POST to another host, and repeats requests on HTTP/2 on its own, unless it was built with
    /// `redirect(Policy::none())` and `retry(retry::never())`. It reads proxy variables unless built with
    /// `no_proxy()`. A client with middleware or a decompressing one also changes what this crate says about
    /// bodies and their limits. A request with an [`AddressPolicy`](crate::AddressPolicy) is refused, because there
    /// is no way to apply it to such a client.
    pub fn from_client(client: Client) -> Self {
        Self { clients: Clients::Given(client), proxy: Proxied::No, last: Arc::default() }
    }

    fn client(&self, exchange: &Exchange) -> Result<Client, TransportError> {
        match &self.clients {
            _ if exchange.policy.is_some() && self.proxy == Proxied::Yes => {
                Err(unchecked("a proxy would choose the address, so the rule about addresses cannot be kept"))
            }
            Clients::Ours(pools) if self.proxy == Proxied::No => pools.client(exchange.policy.as_ref()),
            Clients::Ours(pools) => pools.client(None),
            Clients::Given(client) if exchange.policy.is_none() => Ok(client.clone()),
            Clients::Given(_) => Err(unchecked(
                "this reqwest client was made elsewhere, so the rule about addresses cannot be kept",
            )),
        }
    }

    /// The URI in reqwest's own form, unless that would mean another one.
    fn url(&self, uri: &Uri) -> Result<(Url, HeaderValue), TransportError> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = last.as_ref().filter(|place| place.is_of(uri)) {
            let (mut url, host) = (place.url.clone(), place.host.clone());
            drop(last);
            url.set_path(uri.path());
            url.set_query(uri.query());
            return if has_same_path(&url, uri) { Ok((url, host)) } else { Err(refused(REWRITTEN)) };
        }
        drop(last);
        let unreadable = |error| refused("the URI is not a URL").with_source(error);
        let url = Url::parse(&uri.to_string()).map_err(unreadable)?;
        if !is_same(&url, uri) {
            return Err(refused(REWRITTEN));
        }
        let place = Place::of(uri, &url).ok_or_else(|| refused("the URI has no host"))?;
        let host = place.host.clone();
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok((url, host))
    }

    /// Everything up to the moment when reqwest takes over. Apart from the rest, so that the future of an exchange does not
    /// carry what is needed here only.
    fn begin(
        &self,
        mut request: Request,
    ) -> Result<
        (Exchange, Handover, impl Future<Output = Result<reqwest::Response, reqwest::Error>> + use<>),
        TransportError,
    > {
        let exchange = Exchange::begin(&mut request)?;
        let named = |error: TransportError| error.with_host(exchange.host());
        let client = self.client(&exchange).map_err(named)?;
        if let Some(policy) = exchange.policy.as_ref().filter(|_| self.proxy == Proxied::No) {
            // An address in place of a name does not pass through the resolver.
            Rule::from(policy)
                .admit_host(request.uri().host().unwrap_or_default())
                .map_err(|refused| named(unchecked(REFUSED_ADDRESS).with_source(refused)))?;
        }
        let (url, host) = self.url(request.uri()).map_err(named)?;
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(named(wire::no_runtime()));
        }
        let (handover, request) = Handover::of(request);
        let (mut parts, body) = request.into_parts();
        // HTTP/2 has none, and what is spoken over TLS is not known yet.
        let may_be_http2 = cfg!(feature = "http2") && exchange.https;
        if !may_be_http2 && !parts.headers.contains_key(HOST) {
            parts.headers.insert(HOST, host);
        }
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(reqwest::Body::wrap(body));
        Ok((exchange, handover, client.execute(request)))
    }

    fn judge(&self, error: reqwest::Error, exchange: &Exchange, handover: &Handover) -> TransportError {
        let error = error.without_url();
        if error.is_builder() {
            return refused("reqwest cannot express the request").with_source(error);
        }
        if !error.is_connect() {
            return wire::head_error(error, handover);
        }
        if error.is_timeout() {
            let message = "no connection could be made in time";
            return TransportError::not_sent(ErrorKind::ConnectTimeout, message).with_source(error);
        }
        let failure = wire::connect_error(error, exchange.https);
        match failure.kind() {
            ErrorKind::Connect | ErrorKind::Dns if self.proxy != Proxied::No => failure.of_proxy(),
            _ => failure,
        }
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let (exchange, handover, sending) = self.begin(request)?;
        let judge = |error| self.judge(error, &exchange, &handover);
        let response = wire::head(&exchange, &handover, pin!(sending), judge).await?;
        Ok(incoming::response(&exchange, http::Response::from(response)))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport")
            .field("proxied", &(self.proxy != Proxied::No))
            .finish_non_exhaustive()
    }
}

/// Settings of a [`ReqwestTransport`]; from [`ReqwestTransport::builder`]. `Debug` does not show the proxy's URL.
#[derive(Clone)]
#[must_use]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    roots: Roots,
    resolver: Arc<dyn Resolver>,
    proxy: Option<String>,
    trust_proxy: bool,
}

impl ReqwestTransportBuilder {
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

    /// Resolves host names with this, that of the proxy included. Default [`SystemResolver`].
    pub fn resolver(mut self, resolver: impl Resolver) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Sends everything except requests to this machine through a proxy, given as `http://host:port` with
    /// user-info where it asks for a password. Default: no proxy, also not one of the environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Lets requests with an [`AddressPolicy`](crate::AddressPolicy) through the proxy, which chooses the address
    /// then. Default: they are refused, because nobody would keep the policy.
    pub fn trust_proxy_with_addresses(mut self) -> Self {
        self.trust_proxy = true;
        self
    }

    /// Makes the transport. No connection is made yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Tls`] when an added root certificate cannot be used, [`ErrorKind::Proxy`] when the proxy's URL
    /// cannot be read, [`ErrorKind::Other`] when reqwest refuses the settings.
    pub fn build(self) -> Result<ReqwestTransport, TransportError> {
        let proxied = match (&self.proxy, self.trust_proxy) {
            (None, _) => Proxied::No,
            (Some(_), false) => Proxied::Yes,
            (Some(_), true) => Proxied::Trusted,
        };
        // Without the source: it would show the URL, which may hold a password.
        let unreadable =
            |_| TransportError::not_sent(ErrorKind::Proxy, "the URL of the proxy cannot be read");
        let proxy = self.proxy.map(Proxy::all).transpose().map_err(unreadable)?;
        let proxy = proxy.map(|proxy| proxy.no_proxy(NoProxy::from_string("localhost,127.0.0.0/8,::1")));
        let mut tls = self.roots.client_config()?;
        if cfg!(feature = "http2") {
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        let (connect_timeout, resolver) = (self.connect_timeout, self.resolver);
        let pools = Pools::new(move |rule| {
            let mut builder = Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .connect_timeout(connect_timeout)
                .pool_idle_timeout(POOL_IDLE)
                .dns_resolver(Arc::new(Names { resolver: Arc::clone(&resolver), rule }))
                .redirect(redirect::Policy::none())
                .retry(retry::never())
                .no_proxy()
                .referer(false)
                .no_gzip()
                .no_brotli()
                .no_zstd()
                .no_deflate();
            if !cfg!(feature = "http2") {
                builder = builder.http1_only();
            }
            if let Some(proxy) = &proxy {
                builder = builder.proxy(proxy.clone());
            }
            builder.build().map_err(|error| {
                let error = error.without_url();
                TransportError::not_sent(ErrorKind::Other, "reqwest refuses the settings").with_source(error)
            })
        })?;
        Ok(ReqwestTransport { clients: Clients::Ours(pools), proxy: proxied, last: Arc::default() })
    }
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("resolver", &self.resolver)
            .field("proxied", &self.proxy.is_some())
            .finish_non_exhaustive()
    }
}

/// A [`Resolver`] in the shape that reqwest asks for.
struct Names {
    resolver: Arc<dyn Resolver>,
    rule: Rule,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, rule) = (Arc::clone(&self.resolver), self.rule.clone());
        Box::pin(async move {
            let addresses = DnsFailure::resolve_elsewhere(resolver, &rule, name.as_str().to_owned()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl Place {
    fn of(uri: &Uri, url: &Url) -> Option<Self> {
        let (scheme, authority) = (uri.scheme()?.clone(), uri.authority()?.clone());
        let mut bare = url.clone();
        bare.set_path("");
        bare.set_query(None);
        // The URL leaves out the port of its scheme, as the header does.
        let host = match url.port() {
            Some(port) => format!("{}:{port}", authority.host()),
            None => authority.host().to_owned(),
        };
        Some(Self {
            scheme,
            host: HeaderValue::from_maybe_shared(Bytes::from(host)).ok()?,
            authority,
            url: bare,
        })
    }

    fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme) && uri.authority() == Some(&self.authority)
    }
}

/// Whether reqwest's URL still means what the caller asked for: a URL parser removes `..` (and `%2e%2e`) from the
/// path and rewrites hosts such as `0x7f.1`, which would send the request somewhere else.
fn is_same(url: &Url, uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    has_same_path(url, uri) && url.host_str().is_some_and(|same| same.eq_ignore_ascii_case(host))
}

fn has_same_path(url: &Url, uri: &Uri) -> bool {
    url.path() == uri.path() && url.query() == uri.query()
}

fn unchecked(message: &'static str) -> TransportError {
    TransportError::not_sent(ErrorKind::Address, message)
}

fn refused(message: &'static str) -> TransportError {
    TransportError::not_sent(ErrorKind::InvalidRequest, message)
}

const REWRITTEN: &str = "reqwest would change the host, the path or the query of the URI";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h44_a_url_is_the_same_after_another_one_to_the_same_place() {
        for origin in
            ["https://api.example", "https://api.example:443", "http://API.example:8080", "http://[::1]"]
        {
            let warm = ReqwestTransport::new().unwrap();
            for rest in [
                "/v1/a",
                "",
                "/",
                "/v1/b%20c?x=1&y=%2e",
                "/a/../b",
                "/a/%2E%2e/b",
                "/a\\b",
                "/?",
                "/v1/c",
                "//d",
            ] {
                let Ok(uri) = format!("{origin}{rest}").parse::<Uri>() else { continue };
                let fresh = ReqwestTransport::new().unwrap().url(&uri);
                let shown = |url: Result<(Url, HeaderValue), TransportError>| {
                    url.map(|(url, host)| (String::from(url), host)).map_err(|error| error.kind())
                };
                assert_eq!(shown(warm.url(&uri)), shown(fresh), "{uri}");
            }
        }
    }

    #[test]
    fn s04_nothing_of_one_request_is_in_the_url_of_the_next() {
        let transport = ReqwestTransport::new().unwrap();
        let url = |text: &str| transport.url(&text.parse().unwrap()).unwrap().0.to_string();
        assert_eq!(url("https://files.example/a.png?sig=canary"), "https://files.example/a.png?sig=canary");
        assert_eq!(url("https://files.example/b.png"), "https://files.example/b.png");
        assert_eq!(url("https://api.example/v1"), "https://api.example/v1");
        assert_eq!(url("http://api.example/v1"), "http://api.example/v1");
        assert_eq!(url("http://api.example:443/v1"), "http://api.example:443/v1");
        let last = transport.last.lock().unwrap().clone().unwrap();
        assert_eq!(last.url.as_str(), "http://api.example:443/");
        assert_eq!(last.host, "api.example:443");
    }
}
