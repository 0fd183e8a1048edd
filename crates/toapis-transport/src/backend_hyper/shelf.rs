//! Which idle connection serves whom, and for how long one is kept: decisions without I/O and without a clock.

use std::time::Duration;

use http::HeaderValue;
use http::uri::{Authority, Scheme};
use tokio::runtime;
use tokio::time::Instant;

/// What requests must have in common to go over the same connection.
///
/// A connection belongs to the runtime under which it was made: another one does not hear of its events.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) runtime: runtime::Id,
    pub(super) scheme: Scheme,
    pub(super) authority: Authority,
}

impl Origin {
    /// The value of the `Host` header: the port is left out where it is that of the scheme.
    pub(super) fn host(&self) -> HeaderValue {
        let own = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        let text = match self.authority.port_u16() {
            Some(port) if port != own => self.authority.as_str(),
            _ => self.authority.host(),
        };
        // An authority holds nothing that a header must not.
        HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        let (own, others) = (self.authority.as_str(), other.authority.as_str());
        let is_same_text = std::ptr::eq(own, others);
        self.runtime == other.runtime
            && self.scheme == other.scheme
            && (is_same_text || self.authority == other.authority)
    }
}

/// The idle connections of one pool, of type `L`, and those that many requests share, of type `S`.
#[derive(Debug)]
pub(super) struct Shelf<L, S> {
    keep: Duration,
    rows: Vec<Row<L, S>>,
}

#[derive(Debug)]
struct Row<L, S> {
    origin: Origin,
    /// Longest idle first.
    idle: Vec<(Instant, L)>,
    /// With the moment of its last use.
    shared: Option<(Instant, S)>,
}

#[cfg_attr(not(feature = "http2"), allow(dead_code, reason = "only HTTP/2 shares"))]
impl<L, S: Clone> Shelf<L, S> {
    /// Keeps connections for this long after their last use.
    pub(super) fn new(keep: Duration) -> Self {
        Self { keep, rows: Vec::new() }
    }

    /// The connection that was used last, if it was used not too long ago; it stays with the caller.
    pub(super) fn take(&mut self, origin: &Origin, now: Instant) -> Option<L> {
        let keep = self.keep;
        let row = self.rows.iter_mut().find(|row| row.origin == *origin)?;
        let (since, line) = row.idle.pop()?;
        if now.saturating_duration_since(since) < keep {
            return Some(line);
        }
        // The others are older still.
        row.idle.clear();
        None
    }

    /// Keeps a connection that has nothing to do.
    pub(super) fn put(&mut self, origin: &Origin, line: L, now: Instant) {
        self.row(origin).idle.push((now, line));
    }

    /// A connection for one more request beside those that it has.
    pub(super) fn share(&mut self, origin: &Origin, now: Instant) -> Option<S> {
        let keep = self.keep;
        let row = self.rows.iter_mut().find(|row| row.origin == *origin)?;
        let (since, line) = row.shared.as_mut()?;
        if now.saturating_duration_since(*since) < keep {
            *since = now;
            return Some(line.clone());
        }
        row.shared = None;
        None
    }

    /// Gives all requests of an origin this connection.
    pub(super) fn put_shared(&mut self, origin: &Origin, line: S, now: Instant) {
        self.row(origin).shared = Some((now, line));
    }

    /// Takes a shared connection that ended out of use.
    pub(super) fn drop_shared(&mut self, origin: &Origin, is_it: impl FnOnce(&S) -> bool) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.origin == *origin)
            && row.shared.as_ref().is_some_and(|(_, line)| is_it(line))
        {
            row.shared = None;
        }
    }

    /// Drops what was idle for too long, and says when to come again; `None` when nothing is left.
    pub(super) fn sweep(&mut self, now: Instant) -> Option<Instant> {
        let keep = self.keep;
        let is_fresh = |since: Instant| now.saturating_duration_since(since) < keep;
        for row in &mut self.rows {
            row.idle.retain(|(since, _)| is_fresh(*since));
            row.shared.take_if(|(since, _)| !is_fresh(*since));
        }
        self.rows.retain(|row| !row.idle.is_empty() || row.shared.is_some());
        let oldest = |row: &Row<L, S>| {
            let shared = row.shared.as_ref().map(|(since, _)| *since);
            row.idle.first().map(|(since, _)| *since).into_iter().chain(shared).min()
        };
        self.rows.iter().filter_map(oldest).min().map(|since| since + keep)
    }

    fn row(&mut self, origin: &Origin) -> &mut Row<L, S> {
        let known = self.rows.iter().position(|row| row.origin == *origin);
        let at = known.unwrap_or_else(|| {
            self.rows.push(Row { origin: origin.clone(), idle: Vec::new(), shared: None });
            self.rows.len() - 1
        });
        &mut self.rows[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEP: Duration = Duration::from_secs(30);
    const S: Duration = Duration::from_secs(1);

    fn runtime_id() -> runtime::Id {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.handle().id()
    }

    fn origin(runtime: runtime::Id, scheme: Scheme, authority: &str) -> Origin {
        Origin { runtime, scheme, authority: authority.parse().unwrap() }
    }

    fn shelf() -> (Shelf<u8, u8>, Origin, Instant) {
        (Shelf::new(KEEP), origin(runtime_id(), Scheme::HTTPS, "api.example"), Instant::now())
    }

    #[test]
    fn the_connection_used_last_serves_next() {
        let (mut shelf, own, now) = shelf();
        shelf.put(&own, 1, now);
        shelf.put(&own, 2, now + S);
        assert_eq!(shelf.take(&own, now + 2 * S), Some(2));
        assert_eq!(shelf.take(&own, now + 2 * S), Some(1));
        assert_eq!(shelf.take(&own, now + 2 * S), None);
    }

    #[test]
    fn h11_a_connection_that_was_idle_for_too_long_serves_nobody() {
        let (mut shelf, own, now) = shelf();
        shelf.put(&own, 1, now);
        shelf.put(&own, 2, now + S);
        assert_eq!(shelf.take(&own, now + S + KEEP), None);
        assert_eq!(shelf.take(&own, now), None, "the older one is gone with it");
        shelf.put(&own, 3, now);
        assert_eq!(shelf.take(&own, now + KEEP - S), Some(3));
    }

    #[test]
    fn another_scheme_host_port_or_runtime_is_another_origin() {
        let (mut shelf, own, now) = shelf();
        shelf.put(&own, 1, now);
        for other in [
            origin(own.runtime, Scheme::HTTP, "api.example"),
            origin(own.runtime, Scheme::HTTPS, "api.example:8443"),
            origin(own.runtime, Scheme::HTTPS, "api2.example"),
        ] {
            assert_eq!(shelf.take(&other, now), None, "{other:?}");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let second = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let elsewhere =
            |runtime: &tokio::runtime::Runtime| origin(runtime.handle().id(), Scheme::HTTPS, "api.example");
        shelf.put(&elsewhere(&runtime), 2, now);
        assert_eq!(shelf.take(&elsewhere(&second), now), None);
        assert_eq!(shelf.take(&elsewhere(&runtime), now), Some(2));
        assert_eq!(shelf.take(&origin(own.runtime, Scheme::HTTPS, "API.example"), now), Some(1));
    }

    #[test]
    fn a_sweep_drops_what_is_old_and_names_the_next() {
        let (mut shelf, own, now) = shelf();
        assert_eq!(shelf.sweep(now), None);
        shelf.put(&own, 1, now);
        shelf.put(&own, 2, now + 2 * S);
        shelf.put_shared(&own, 3, now + S);
        assert_eq!(shelf.sweep(now + S), Some(now + KEEP));
        assert_eq!(shelf.sweep(now + KEEP), Some(now + S + KEEP));
        assert_eq!(shelf.share(&own, now + KEEP), Some(3));
        assert_eq!(shelf.sweep(now + 2 * S + KEEP), Some(now + 2 * KEEP), "it was used meanwhile");
        assert_eq!(shelf.sweep(now + 2 * KEEP), None);
        assert!(shelf.rows.is_empty());
    }

    #[test]
    fn a_shared_connection_that_ended_is_dropped_and_its_successor_is_not() {
        let (mut shelf, own, now) = shelf();
        shelf.put_shared(&own, 1, now);
        assert_eq!(shelf.share(&own, now), Some(1));
        shelf.drop_shared(&own, |line| *line == 7);
        assert_eq!(shelf.share(&own, now), Some(1));
        shelf.drop_shared(&own, |line| *line == 1);
        assert_eq!(shelf.share(&own, now), None);
    }

    #[test]
    fn the_host_header_leaves_out_the_port_of_the_scheme() {
        let id = runtime_id();
        for (scheme, authority, expected) in [
            (Scheme::HTTPS, "api.example:443", "api.example"),
            (Scheme::HTTPS, "api.example:80", "api.example:80"),
            (Scheme::HTTP, "api.example:80", "api.example"),
            (Scheme::HTTP, "[::1]:8080", "[::1]:8080"),
            (Scheme::HTTP, "[::1]", "[::1]"),
        ] {
            assert_eq!(origin(id, scheme, authority).host(), expected);
        }
    }
}
