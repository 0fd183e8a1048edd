//! How many requests may still be sent, before the service has to say so.
//!
//! ```
//! use std::time::Duration;
//!
//! use toapis_poll::budget::{Budget, Class, Group};
//!
//! let mut budget = Budget::new(Group::Default.submit()); // 50 in any 10 s, 300 in any 60 s
//! let now = Duration::ZERO; // any clock that only goes forward
//! for _ in 0..50 {
//!     let slot = budget.take(now, Class::Single).expect("the first fifty go at once");
//!     budget.finish(slot, now); // it was answered
//! }
//! assert_eq!(budget.take(now, Class::Single), Err(Duration::from_secs(10)));
//! ```
//!
//! [`Budget`] has neither a clock nor a lock and can be driven by hand; [`SharedBudget`] is the same for many users at
//! once, async or blocking, first come, first served.
//!
//! # What is counted, and when
//!
//! The service counts a request when it arrives, which is some time between when we send it and when we have its
//! answer. So a request counts *now* for as long as it is under way, and leaves a window only when that is over since its
//! answer came. However the network delays and bunches requests, no window of the service then sees more than it allows,
//! nor does a token bucket of the same size that is refilled within the window. The price is one round trip a window.

mod limits;
mod shared;

use std::collections::VecDeque;
use std::time::Duration;

pub use limits::{Group, InvalidWindow, Limits, Window};
pub use shared::{Permit, SharedBudget};

/// Who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// One call that somebody waits for.
    #[default]
    Single,
    /// One of very many, such as the looks of a fleet: leaves a [reserve](Limits::reserve_percent) to the others.
    Bulk,
}

/// Counts requests against [`Limits`]. All times are those of one clock that never goes back; one that does is taken
/// to stand still.
#[derive(Clone, Debug)]
pub struct Budget {
    limits: Limits,
    now: Duration,
    /// When the requests that are over were so, oldest first.
    finished: VecDeque<Duration>,
    /// Requests under way, oldest first.
    flying: VecDeque<Flight>,
    /// How many of those are abandoned.
    abandoned: usize,
    next_slot: u64,
    paused_until: Duration,
}

/// One request that was counted. Give it back to the budget that it came from.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a slot that is never finished counts for longer than it has to"]
pub struct Slot(u64);

/// How a budget stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BudgetState {
    /// How many more requests may be sent at once.
    pub ready: u32,
    /// How long until the next may be sent; zero when one may.
    pub next: Duration,
    /// How much longer the service wants to be left alone, where it said so.
    pub paused: Option<Duration>,
    /// How many requests are under way.
    pub in_flight: usize,
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    slot: u64,
    since: Duration,
    /// Given up on this side: it may have arrived, and nothing more will be heard of it.
    is_abandoned: bool,
}

impl Budget {
    /// A budget of which nothing was used.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            now: Duration::ZERO,
            finished: VecDeque::new(),
            flying: VecDeque::new(),
            abandoned: 0,
            next_slot: 0,
            paused_until: Duration::ZERO,
        }
    }

    /// The limits that are kept.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts one request, which may then be sent at once.
    ///
    /// # Errors
    ///
    /// How long to wait before asking again. It may be more by then, and less when a slot is given back.
    pub fn take(&mut self, now: Duration, class: Class) -> Result<Slot, Duration> {
        let wait = self.next(now, class);
        if !wait.is_zero() {
            return Err(wait);
        }
        let slot = self.next_slot;
        self.next_slot += 1;
        // Without limits nothing is counted, so that nothing has to be remembered.
        if !self.limits.windows().is_empty() {
            self.flying.push_back(Flight { slot, since: self.now, is_abandoned: false });
        }
        Ok(Slot(slot))
    }

    /// The request was answered, or the attempt is over in another way.
    #[expect(clippy::needless_pass_by_value, reason = "a slot is used up")]
    pub fn finish(&mut self, slot: Slot, now: Duration) {
        self.pass(now);
        if self.land(&slot) {
            self.finished.push_back(self.now);
        }
    }

    /// The request was proven not to have been sent: as if it had never been taken.
    #[expect(clippy::needless_pass_by_value, reason = "a slot is used up")]
    pub fn give_back(&mut self, slot: Slot) {
        self.land(&slot);
    }

    /// The request was given up on this side, at an unknown time. It may have been sent.
    #[expect(clippy::needless_pass_by_value, reason = "a slot is used up")]
    pub fn abandon(&mut self, slot: Slot) {
        if let Ok(index) = self.flying.binary_search_by_key(&slot.0, |flight| flight.slot) {
            self.abandoned += usize::from(!self.flying[index].is_abandoned);
            self.flying[index].is_abandoned = true;
        }
    }

    /// Lets nothing pass for this long: the service asked for it (`Retry-After`). Never shortens a pause.
    pub fn pause(&mut self, now: Duration, pause: Duration) {
        self.pass(now);
        self.paused_until = self.paused_until.max(self.now.saturating_add(pause));
    }

    /// The service says that this many are left (`X-RateLimit-Remaining`): others draw on the same account. Lets fewer
    /// requests pass than the windows do, never more.
    pub fn remaining(&mut self, now: Duration, remaining: u32) {
        self.pass(now);
        let Some(room) = self.room(Class::Single) else { return };
        // What others sent counts as if we had sent it just now.
        let others = room.saturating_sub(remaining) as usize;
        self.finished.extend(std::iter::repeat_n(self.now, others));
        self.forget();
    }

    /// How many requests may be sent at once.
    pub fn ready(&mut self, now: Duration, class: Class) -> u32 {
        self.pass(now);
        if self.paused_until > self.now { 0 } else { self.room(class).unwrap_or(u32::MAX) }
    }

    /// How long until a request may be sent, or the time to ask again; zero when one may be sent now.
    pub fn next(&mut self, now: Duration, class: Class) -> Duration {
        self.pass(now);
        let windows = self.limits.windows().iter().map(|window| self.wait_for(*window, class));
        let pause = self.paused_until.saturating_sub(self.now);
        windows.max().unwrap_or_default().max(pause)
    }

    /// How the budget stands, for one that is no bulk user.
    pub fn state(&mut self, now: Duration) -> BudgetState {
        let (ready, next) = (self.ready(now, Class::Single), self.next(now, Class::Single));
        let paused = self.paused_until.saturating_sub(self.now);
        let paused = (!paused.is_zero()).then_some(paused);
        BudgetState { ready, next, paused, in_flight: self.flying.len() }
    }

    /// Lets time pass, and with it what was left in flight.
    fn pass(&mut self, now: Duration) {
        self.now = self.now.max(now);
        let (flight, now) = (self.limits.longest_flight(), self.now);
        let mut index = 0;
        // The oldest is the first to be overdue, so those behind it are looked at for abandoned ones only.
        while let Some(Flight { since, is_abandoned, .. }) = self.flying.get(index).copied() {
            let arrived = since.saturating_add(flight);
            if arrived <= now || is_abandoned {
                self.flying.remove(index);
                self.abandoned -= usize::from(is_abandoned);
                let at = arrived.min(now);
                let place = self.finished.partition_point(|finished| *finished <= at);
                self.finished.insert(place, at);
            } else if self.abandoned == 0 {
                break;
            } else {
                index += 1;
            }
        }
        self.forget();
    }

    /// Forgets what no window sees any more.
    fn forget(&mut self) {
        let windows = self.limits.windows().iter();
        let (mut longest, mut most) = (Duration::ZERO, 0);
        for window in windows {
            longest = longest.max(window.span());
            most = most.max(window.limit() as usize);
        }
        while self.finished.front().is_some_and(|at| at.saturating_add(longest) <= self.now) {
            self.finished.pop_front();
        }
        let excess = self.finished.len().saturating_sub(most);
        self.finished.drain(..excess);
    }

    /// Takes a flight out, if it is still one.
    fn land(&mut self, slot: &Slot) -> bool {
        let found = self.flying.binary_search_by_key(&slot.0, |flight| flight.slot);
        let landed = found.ok().and_then(|index| self.flying.remove(index));
        self.abandoned -= landed.map_or(0, |flight| usize::from(flight.is_abandoned));
        landed.is_some()
    }

    /// How many requests all windows have room for; `None` without windows.
    fn room(&self, class: Class) -> Option<u32> {
        let room = |window: &Window| {
            let used = self.flying.len() + (self.finished.len() - self.first_within(window.span()));
            self.limit_for(*window, class).saturating_sub(u32::try_from(used).unwrap_or(u32::MAX))
        };
        self.limits.windows().iter().map(room).min()
    }

    fn wait_for(&self, window: Window, class: Class) -> Duration {
        let limit = self.limit_for(window, class) as usize;
        // So many that are finished may be within the window beside one more. They are the newest.
        let Some(others) = limit.checked_sub(self.flying.len() + 1) else {
            // One under way has to land first, and then to leave the window.
            return window.span();
        };
        let blocking = self.finished.len().checked_sub(others + 1).map(|index| self.finished[index]);
        blocking.map_or(Duration::ZERO, |at| at.saturating_add(window.span()).saturating_sub(self.now))
    }

    fn limit_for(&self, window: Window, class: Class) -> u32 {
        match class {
            Class::Single => window.limit(),
            Class::Bulk => window.limit() - self.limits.reserve(window),
        }
    }

    /// The first of the finished that are still within a window of this length.
    fn first_within(&self, span: Duration) -> usize {
        self.finished.partition_point(|at| at.saturating_add(span) <= self.now)
    }
}
