//! Events in memory: for tests, for tools, and for services that can lose what they have when they end.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::store::{Claimed, EventState, EventStore, Insert, MIN_LIFE, StoreError};
use crate::{Authentic, BODY_LIMIT};

/// Keeps events in memory. Clones share them.
///
/// It guards against repetitions as well as any other store while the process lives; what was answered 2xx and not yet
/// handled is lost with it. Where that matters, use a store on disk.
///
/// It is bounded: an id costs some hundred bytes for at least [48 hours](MIN_LIFE), a body only until its event is
/// done. When it is full of events that it must not forget, it refuses more, and the sender tries again later.
#[derive(Clone)]
pub struct MemoryStore {
    inner: Arc<Mutex<Inner>>,
}

impl MemoryStore {
    /// How many events it holds by default: 100,000, some 30 MB of ids in the worst case.
    pub const DEFAULT_EVENTS: usize = 100_000;
    /// How many bytes of bodies that wait to be handled it holds by default: 64 MiB.
    pub const DEFAULT_BODY_BYTES: usize = 64 * BODY_LIMIT;

    /// An empty store with the default bounds.
    pub fn new() -> Self {
        Self::with_bounds(Self::DEFAULT_EVENTS, Self::DEFAULT_BODY_BYTES)
    }

    /// An empty store for this many events, and this many bytes of bodies of events that are not done.
    pub fn with_bounds(events: usize, body_bytes: usize) -> Self {
        let inner = Inner {
            most_events: events,
            most_bytes: body_bytes,
            bytes: 0,
            events: HashMap::new(),
            pending: BTreeSet::new(),
            next_number: 0,
            done: BTreeSet::new(),
        };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here panics half-way; a poisoned lock is as good as another.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.lock();
        f.debug_struct("MemoryStore")
            .field("pending", &inner.pending.len())
            .field("done", &inner.done.len())
            .field("most_events", &inner.most_events)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl EventStore for MemoryStore {
    async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
        self.lock().insert(delivery, now)
    }

    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
        Ok(self.lock().claim(limit, lease_until, now))
    }

    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
        Ok(self.lock().change(id, attempt, Phase::Processing, lease_until))
    }

    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
        Ok(self.lock().change(id, attempt, Phase::Done, 0))
    }

    async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError> {
        Ok(self.lock().change(id, attempt, Phase::New, due_at))
    }

    async fn purge(&self, before: i64) -> Result<u64, StoreError> {
        Ok(self.lock().purge(before))
    }

    async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
        Ok(self.lock().events.get(id).map(|event| match event.phase {
            Phase::New => EventState::New { due_at: event.due_at },
            Phase::Processing => EventState::Processing { lease_until: event.due_at },
            Phase::Done => EventState::Done,
        }))
    }
}

struct Inner {
    most_events: usize,
    most_bytes: usize,
    /// Of all bodies that are held.
    bytes: usize,
    events: HashMap<Arc<str>, Stored>,
    /// Those that are not done, by when they may be claimed, and among equals in the order in which they came.
    pending: BTreeSet<(i64, u64, Arc<str>)>,
    next_number: u64,
    /// Those that are done, by when they were last delivered.
    done: BTreeSet<(i64, Arc<str>)>,
}

struct Stored {
    number: u64,
    body: Vec<u8>,
    signed_at: i64,
    first_at: i64,
    seen_at: i64,
    phase: Phase,
    /// When it may be claimed: the end of its pause, or of its lease.
    due_at: i64,
    attempt: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Processing,
    Done,
}

impl Inner {
    fn insert(&mut self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
        if let Some((id, event)) = self.events.get_key_value(delivery.id()) {
            let (id, seen_at, later) = (Arc::clone(id), event.seen_at, event.seen_at.max(now));
            // Its life counts from the last time it came.
            if self.done.remove(&(seen_at, Arc::clone(&id))) {
                self.done.insert((later, Arc::clone(&id)));
            }
            if let Some(event) = self.events.get_mut(&id) {
                event.seen_at = later;
            }
            return Ok(Insert::Duplicate);
        }
        if self.events.len() >= self.most_events {
            self.purge(now.saturating_sub(MIN_LIFE));
        }
        let bytes = self.bytes.saturating_add(delivery.body().len());
        if self.events.len() >= self.most_events || bytes > self.most_bytes {
            return Err(StoreError::Full { events: self.events.len() });
        }
        let id: Arc<str> = Arc::from(delivery.id());
        let number = self.next_number;
        self.next_number += 1;
        let event = Stored {
            number,
            body: delivery.body().to_vec(),
            signed_at: delivery.signed_at(),
            first_at: now,
            seen_at: now,
            phase: Phase::New,
            due_at: now,
            attempt: 0,
        };
        self.bytes = bytes;
        self.pending.insert((now, number, Arc::clone(&id)));
        self.events.insert(id, event);
        Ok(Insert::New)
    }

    fn claim(&mut self, limit: usize, lease_until: i64, now: i64) -> Vec<Claimed> {
        let due: Vec<_> =
            self.pending.iter().take_while(|(at, ..)| *at <= now).take(limit).cloned().collect();
        let mut claimed = Vec::with_capacity(due.len());
        for key in due {
            self.pending.remove(&key);
            let (_, number, id) = key;
            let Some(event) = self.events.get_mut(&id) else { continue };
            event.attempt = event.attempt.saturating_add(1);
            (event.phase, event.due_at) = (Phase::Processing, lease_until);
            claimed.push(Claimed::new(
                id.to_string(),
                event.body.clone(),
                event.signed_at,
                event.first_at,
                event.attempt,
            ));
            self.pending.insert((lease_until, number, id));
        }
        claimed
    }

    /// Moves an event that this attempt works on.
    fn change(&mut self, id: &str, attempt: u32, to: Phase, due_at: i64) -> bool {
        let Some((id, event)) = self.events.get_key_value(id) else { return false };
        let id = Arc::clone(id);
        if event.phase != Phase::Processing || event.attempt != attempt {
            return false;
        }
        let number = event.number;
        self.pending.remove(&(event.due_at, number, Arc::clone(&id)));
        let Some(event) = self.events.get_mut(&id) else { return false };
        (event.phase, event.due_at) = (to, due_at);
        if to == Phase::Done {
            self.bytes = self.bytes.saturating_sub(event.body.len());
            event.body = Vec::new();
            self.done.insert((event.seen_at, id));
        } else {
            self.pending.insert((due_at, number, id));
        }
        true
    }

    fn purge(&mut self, before: i64) -> u64 {
        let kept = self.done.split_off(&(before, Arc::from("")));
        let forgotten = std::mem::replace(&mut self.done, kept);
        for (_, id) in &forgotten {
            self.events.remove(id);
        }
        u64::try_from(forgotten.len()).unwrap_or(u64::MAX)
    }
}
