//! One pool of connections for each address policy, so that no request uses a connection made under another.

use std::collections::VecDeque;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{AddressPolicy, TransportError};

/// The clients of one transport; clones share them.
#[derive(Clone)]
pub(crate) struct Pools<C> {
    /// For requests without a policy.
    open: C,
    ruled: Arc<Mutex<VecDeque<(u64, C)>>>,
    make: Arc<Make<C>>,
}

type Make<C> = dyn Fn(Rule) -> Result<C, TransportError> + Send + Sync;

impl<C: Clone> Pools<C> {
    pub(crate) fn new(
        make: impl Fn(Rule) -> Result<C, TransportError> + Send + Sync + 'static,
    ) -> Result<Self, TransportError> {
        Ok(Self { open: make(Rule(None))?, ruled: Arc::default(), make: Arc::new(make) })
    }

    /// The client for requests under this policy. The one that was not used for longest makes room for a new one;
    /// what it is doing is not disturbed.
    pub(crate) fn client(&self, policy: Option<&AddressPolicy>) -> Result<C, TransportError> {
        let Some(policy) = policy else {
            return Ok(self.open.clone());
        };
        let mut ruled = self.ruled.lock().unwrap_or_else(PoisonError::into_inner);
        let known = ruled.iter().position(|(id, _)| *id == policy.id());
        let entry = match known.and_then(|at| ruled.remove(at)) {
            Some(entry) => entry,
            None => (policy.id(), (self.make)(Rule(Some(policy.clone())))?),
        };
        let client = entry.1.clone();
        ruled.push_front(entry);
        ruled.truncate(MOST_POLICIES);
        Ok(client)
    }
}

/// The policy of one pool.
#[derive(Clone, Debug)]
pub(crate) struct Rule(Option<AddressPolicy>);

#[cfg(feature = "reqwest")]
impl From<&AddressPolicy> for Rule {
    fn from(policy: &AddressPolicy) -> Self {
        Self(Some(policy.clone()))
    }
}

impl Rule {
    /// The addresses that may be connected to.
    pub(crate) fn admit(&self, mut addresses: Vec<IpAddr>) -> Result<Vec<IpAddr>, AddressRefused> {
        if let Some(policy) = &self.0 {
            let refused = addresses.first().copied();
            addresses.retain(|address| policy.allows(*address));
            if let (Some(refused), true) = (refused, addresses.is_empty()) {
                return Err(AddressRefused(refused));
            }
        }
        Ok(addresses)
    }

    /// For a host that is an address already; a name passes, because its addresses are asked about later.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn admit_host(&self, host: &str) -> Result<(), AddressRefused> {
        match host.trim_start_matches('[').trim_end_matches(']').parse() {
            Ok(address) => self.admit(vec![address]).map(drop),
            Err(_) => Ok(()),
        }
    }
}

/// Marks a failure as the decision of an [`AddressPolicy`], so that it is recognised in a library's error chain.
#[derive(Debug)]
pub(crate) struct AddressRefused(IpAddr);

impl fmt::Display for AddressRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the address {} is refused", self.0)
    }
}

impl std::error::Error for AddressRefused {}

/// What errors of this kind say to people.
pub(crate) const REFUSED_ADDRESS: &str = "the host has no address that this request may go to";

/// More than a program has reasons to have; fewer than would keep many connections.
const MOST_POLICIES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d02_each_policy_has_a_pool_and_old_ones_make_room() {
        let made = Arc::new(Mutex::new(0));
        let counter = Arc::clone(&made);
        let pools = Pools::new(move |_| {
            *counter.lock().unwrap() += 1;
            Ok(*counter.lock().unwrap())
        })
        .unwrap();
        assert_eq!(pools.client(None).unwrap(), 1);
        let policy = AddressPolicy::new(|_| true);
        assert_eq!(pools.client(Some(&policy)).unwrap(), 2);
        assert_eq!(pools.client(Some(&policy.clone())).unwrap(), 2);
        for _ in 0..MOST_POLICIES {
            pools.client(Some(&AddressPolicy::new(|_| true))).unwrap();
        }
        assert_eq!(pools.ruled.lock().unwrap().len(), MOST_POLICIES);
        assert_eq!(pools.client(Some(&policy)).unwrap(), 3 + MOST_POLICIES);
        assert_eq!(pools.client(None).unwrap(), 1);
    }
}
