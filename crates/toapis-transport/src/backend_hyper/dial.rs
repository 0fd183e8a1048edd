//! Making a connection: name, TCP and TLS within one limit.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::stream::{Stream, Tcp};
use crate::Resolver;
use crate::pools::Rule;
use crate::resolver::DnsFailure;
use crate::wire::{BoxError, ConnectTimedOut};

/// Connects within one limit for name resolution, TCP and TLS together, to addresses that the rule admits.
pub(super) struct Dialer {
    tcp: HttpConnector<Names>,
    tls: TlsConnector,
    limit: Duration,
    rule: Rule,
}

impl Dialer {
    pub(super) fn new(
        limit: Duration,
        tls: Arc<ClientConfig>,
        resolver: Arc<dyn Resolver>,
        rule: Rule,
    ) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(Names { resolver, rule: rule.clone() });
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Shares the limit among the addresses of a host, so that one dead address does not use it up.
        tcp.set_connect_timeout(Some(limit));
        Self { tcp, tls: tls.into(), limit, rule }
    }

    /// A connection to the host of this URI, by TLS if its scheme is `https`.
    pub(super) async fn dial(&self, uri: Uri) -> Result<Stream, BoxError> {
        let host = uri.host().unwrap_or_default().to_owned();
        // An address in place of a name does not pass through the resolver.
        self.rule.admit_host(&host)?;
        let is_https = uri.scheme_str() == Some("https");
        let connecting = async {
            let tcp = Tcp::new(self.tcp.clone().call(uri).await?.into_inner());
            if !is_https {
                return Ok(Stream::Plain(tcp));
            }
            let bare = host.trim_start_matches('[').trim_end_matches(']');
            let name = ServerName::try_from(bare)?.to_owned();
            Ok(Stream::Tls(Box::new(self.tls.connect(name, tcp).await?)))
        };
        match tokio::time::timeout(self.limit, connecting).await {
            Ok(connected) => connected,
            Err(_) => Err(ConnectTimedOut(self.limit).into()),
        }
    }
}

/// A [`Resolver`] in the shape that hyper-util asks for.
#[derive(Clone)]
struct Names {
    resolver: Arc<dyn Resolver>,
    rule: Rule,
}

type Resolving = Pin<Box<dyn Future<Output = Result<vec::IntoIter<SocketAddr>, BoxError>> + Send>>;

impl Service<Name> for Names {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = BoxError;
    type Future = Resolving;

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
