//! Which addresses a request may go to.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::Extensions;

/// A rule about the addresses that one request may go to. Put it into the extensions of a request; without one, any
/// address is good.
///
/// It is asked about the addresses that a connection is about to be made to, those of a name and those written in
/// the URI alike, so there is no gap between checking a name and connecting. An address that it refuses gets no
/// packet. When no address is left, the exchange fails with [`ErrorKind::Address`](crate::ErrorKind::Address) and was
/// not sent.
///
/// A connection is only shared by requests with the same policy: a clone is the same, a second
/// [`new`](AddressPolicy::new) is another one, even with the same rule. Make one and clone it; the backends keep the
/// idle connections of a few policies only.
///
/// ```
/// use toapis_transport::{AddressPolicy, RequestBody, http};
///
/// let request = http::Request::get("https://files.example/picture.png")
///     .extension(AddressPolicy::public_only())
///     .body(RequestBody::empty())?;
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone)]
pub struct AddressPolicy {
    id: u64,
    allows: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl AddressPolicy {
    /// Allows the addresses that satisfy this function. IPv4 addresses mapped into IPv6 arrive as IPv4.
    pub fn new(allows: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(PUBLIC_ONLY + 1);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), allows: Arc::new(allows) }
    }

    /// Allows addresses of the public internet only: not this machine, not the local network, not the addresses
    /// where clouds serve metadata, and nothing that is reserved, multicast or for documentation. An address of IPv6
    /// that stands for one of IPv4 (mapped, NAT64, 6to4) is judged by that.
    pub fn public_only() -> Self {
        Self { id: PUBLIC_ONLY, allows: Arc::new(is_public) }
    }

    /// Whether a connection to this address may be made.
    pub fn allows(&self, address: IpAddr) -> bool {
        (self.allows)(address.to_canonical())
    }

    /// The policy in the extensions of a request.
    pub fn of(extensions: &Extensions) -> Option<&Self> {
        extensions.get()
    }

    /// The same for clones, and for no other policy.
    #[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
    pub(crate) fn id(&self) -> u64 {
        self.id
    }
}

impl fmt::Debug for AddressPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id {
            PUBLIC_ONLY => f.write_str("AddressPolicy(public only)"),
            id => write!(f, "AddressPolicy({id})"),
        }
    }
}

const PUBLIC_ONLY: u64 = 0;

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// By the registry of special-purpose addresses (RFC 6890 and its updates).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared by the customers of a provider (CGNAT).
        || (a == 100 && (64..128).contains(&b))
        // Protocol assignments, and relays that no longer exist.
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        // Measurements between networks.
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| is_public_v4((u32::from(high) << 16 | u32::from(low)).into());
    match (segments[0], segments[1]) {
        (0x64, 0xff9b) => segments[2..6] == [0; 4] && embedded(segments[6], segments[7]),
        (0x2002, high) => embedded(high, segments[2]),
        // Protocol assignments, Teredo among them; documentation.
        (0x2001, 0..0x200 | 0xdb8) | (0x3fff, 0..0x1000) => false,
        // Everything else outside of global unicast: unspecified, loopback, ULA, link-local, multicast.
        (first, _) => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d02_public_only_refuses_every_special_address() {
        let policy = AddressPolicy::public_only();
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.9.10",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:a9fe:a9fe::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!policy.allows(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn d02_public_only_allows_public_addresses() {
        let policy = AddressPolicy::public_only();
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "99.255.255.255",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2001:4860:4860::8888",
            "2002:808:808::1",
            "2606:4700:4700::1111",
        ] {
            assert!(policy.allows(address.parse().unwrap()), "{address}");
        }
    }
}
