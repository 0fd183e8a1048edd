//! How host names become addresses.

use std::fmt::Debug;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::sync::Arc;

/// Turns host names into addresses for the backends.
///
/// Give one to a backend's builder to use another name service or to pin a host to an address. The connection goes to
/// an address from this answer and to no other. A URI with an IP address in place of a name does not pass through
/// here. To refuse addresses, use an [`AddressPolicy`](crate::AddressPolicy), which covers both.
///
/// The call blocks; the async backends make it on a thread meant for that.
pub trait Resolver: Send + Sync + Debug + 'static {
    /// The addresses of `host`, best first. No address is a failure as well.
    ///
    /// # Errors
    ///
    /// Whatever the name service reports; the exchange then fails with
    /// [`ErrorKind::Dns`](crate::ErrorKind::Dns) and was not sent.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the operating system; the default of every backend.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

impl<T: Resolver + ?Sized> Resolver for Arc<T> {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        (**self).resolve(host)
    }
}

/// Marks a failure as one of name resolution, so that it is recognised at the far end of a library's error chain.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
#[derive(Debug)]
pub(crate) struct DnsFailure(io::Error);

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl DnsFailure {
    pub(crate) fn resolve(resolver: &dyn Resolver, host: &str) -> Result<Vec<IpAddr>, Self> {
        match resolver.resolve(host) {
            Ok(addresses) if addresses.is_empty() => Err(Self(io::Error::other("the name has no address"))),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(Self(error)),
        }
    }

    /// Resolves to socket addresses with port 0, on a thread of the runtime that may block.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) async fn resolve_elsewhere(
        resolver: Arc<dyn Resolver>,
        rule: &crate::pools::Rule,
        host: String,
    ) -> Result<Vec<std::net::SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let addresses = tokio::task::spawn_blocking(move || Self::resolve(&*resolver, &host))
            .await
            .map_err(|error| Self(io::Error::other(error)))??;
        Ok(rule.admit(addresses)?.into_iter().map(|address| (address, 0).into()).collect())
    }

    /// Resolves on a thread of its own, because the system's resolver cannot be given a limit; the thread ends
    /// when the system's resolver does. `None` when the limit has passed.
    #[cfg(feature = "ureq")]
    pub(crate) fn resolve_within(
        resolver: Arc<dyn Resolver>,
        host: String,
        limit: std::time::Duration,
    ) -> Result<Option<Vec<IpAddr>>, Self> {
        use std::sync::mpsc::{RecvTimeoutError, sync_channel};

        let (sender, receiver) = sync_channel(1);
        std::thread::Builder::new()
            .name("toapis-dns".into())
            .spawn(move || sender.send(Self::resolve(&*resolver, &host)))
            .map_err(Self)?;
        match receiver.recv_timeout(limit) {
            Ok(result) => result.map(Some),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(Self(io::Error::other("the resolver panicked"))),
        }
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl std::fmt::Display for DnsFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the host name could not be resolved")
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
impl std::error::Error for DnsFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
